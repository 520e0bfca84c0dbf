import { untilAborted } from '../action/untilAborted';
import type { Review } from './judge';

/** Cases a task is remembered by, and tasks: the ones used longest ago are forgotten first. */
const MOST_CASES = 500;
const MOST_TASKS = 50;

/** A question that is being asked, or was answered. */
interface Asked {
  readonly answer: Promise<Review>;
  readonly controller: AbortController;
  /** Those who wait for the answer. */
  waiting: number;
  isOver: boolean;
  /** Somebody was told of the requests it took: nobody else is, so that none counts twice. */
  isTold: boolean;
}

/** What a judge decided in each task. The very same case is decided once: whoever comes while it is asked waits along. */
export class Memo {
  readonly #tasks = new Map<string, Map<string, Asked>>();

  /**
   * `ask` gets a signal of its own, which is aborted when nobody waits any more. Rejects with the reason of the caller's
   * signal when that is aborted, else only as `ask` does. What is no decision is not remembered.
   */
  async review(
    task: string,
    key: string,
    signal: AbortSignal,
    ask: (signal: AbortSignal) => Promise<Review>,
  ): Promise<Review> {
    signal.throwIfAborted();
    const asked = this.#find(task, key) ?? this.#begin(task, key, ask);
    asked.waiting += 1;
    let review: Review;
    try {
      review = await untilAborted(asked.answer, signal);
    } finally {
      asked.waiting -= 1;
      if (asked.waiting === 0 && !asked.isOver) {
        this.#drop(task, key, asked);
        asked.controller.abort(signal.reason);
      }
    }
    if (!asked.isTold) {
      asked.isTold = true;
      return review;
    }
    return review.status === 'decided' ? { ...review, stages: [], isRemembered: true } : { ...review, stages: [] };
  }

  forget(task: string): void {
    this.#tasks.delete(task);
  }

  #find(task: string, key: string): Asked | undefined {
    const cases = this.#tasks.get(task);
    const asked = cases?.get(key);
    if (cases === undefined || asked === undefined) return undefined;
    touch(this.#tasks, task, cases);
    touch(cases, key, asked);
    return asked;
  }

  #begin(task: string, key: string, ask: (signal: AbortSignal) => Promise<Review>): Asked {
    const controller = new AbortController();
    const asked: Asked = {
      answer: ask(controller.signal),
      controller,
      waiting: 0,
      isOver: false,
      isTold: false,
    };
    const over = (isDecided: boolean) => {
      asked.isOver = true;
      if (!isDecided) this.#drop(task, key, asked);
    };
    asked.answer.then(
      ({ status }) => over(status === 'decided'),
      () => over(false),
    );
    const cases = this.#tasks.get(task) ?? new Map<string, Asked>();
    touch(this.#tasks, task, cases, MOST_TASKS);
    touch(cases, key, asked, MOST_CASES);
    return asked;
  }

  #drop(task: string, key: string, asked: Asked): void {
    const cases = this.#tasks.get(task);
    if (cases?.get(key) === asked) cases.delete(key);
  }
}

/** Makes an entry the youngest, and drops the oldest above a number. */
function touch<V>(map: Map<string, V>, key: string, value: V, most = Number.POSITIVE_INFINITY): void {
  map.delete(key);
  map.set(key, value);
  if (map.size <= most) return;
  const [oldest] = map.keys();
  if (oldest !== undefined) map.delete(oldest);
}
