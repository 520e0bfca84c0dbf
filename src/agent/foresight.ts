import type { ToolCall } from '../model/modelClient';
import { type Prepared, prepareCall } from './prepareCall';
import { doMeet, type Reach, reachOf } from './reach';
import { toolNamed } from './tools/toolbox';
import type { Work } from './work';

/**
 * Tells the door of each call of one answer as soon as it is complete, so that a judge looks at it while the rest still
 * streams. Nothing is carried out by it: half an answer is never acted on.
 */
export class Foresight {
  /** Ends what was begun for this answer. */
  readonly #over = new AbortController();
  readonly #signal: AbortSignal;
  /** Counts the attempts at this answer: what belongs to a void one is not looked at any further. */
  #attempt = 0;
  /** What each call of this attempt may change: an action that is made from the text of such a file is another by then. */
  #reaches: Promise<Reach>[] = [];
  #isWhole = false;

  constructor(private readonly job: Work) {
    this.#signal = AbortSignal.any([job.signal, this.#over.signal]);
  }

  /** A call is complete. Never throws. */
  tell(call: ToolCall): void {
    const order = toolNamed(call.name)?.order;
    if (order === undefined) return;
    const before = order === 'looks' ? [...this.#reaches] : [];
    const prepared = prepareCall(this.job, call);
    const reach = prepared.then((one) => reachOf(order, one));
    if (order !== 'free') this.#reaches.push(reach);
    this.#foresee(call, prepared, Promise.all([reach, ...before])).catch(() => {
      // What is wrong with it shows again when it is proposed, where it is told.
    });
  }

  /** The answer so far is void, and another begins. What a judge was asked already may still serve the same call. */
  begunAnew(): void {
    this.#attempt += 1;
    this.#reaches = [];
  }

  /** The answer is whole: its calls are proposed now, so that none is foreseen any more. */
  whole(): void {
    this.#isWhole = true;
  }

  /** Nothing of this answer will be proposed any more. */
  end(): void {
    this.#isWhole = true;
    this.#over.abort(new Error('Nobody needs the judgement any more'));
  }

  async #foresee(call: ToolCall, preparing: Promise<Prepared>, reaching: Promise<readonly Reach[]>): Promise<void> {
    const attempt = this.#attempt;
    const [prepared, [own = 'any', ...before]] = await Promise.all([preparing, reaching]);
    if (prepared.kind === 'problem' || before.some((reach) => doMeet(own, reach))) return;
    if (this.#isWhole || attempt !== this.#attempt || this.#signal.aborted) return;
    const { taskId, door } = this.job;
    door.foresee(prepared.action, { taskId, callId: call.id, signal: this.#signal });
  }
}
