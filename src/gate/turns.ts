/**
 * How an action shares the world with those beside it: `none` touches no files, `reads` may run beside other reads,
 * `writes` runs alone.
 */
export type Access = 'none' | 'reads' | 'writes';

const STRICTNESS = { none: 0, reads: 1, writes: 2 } as const;

/** Whether a turn of the one kind is not enough for the other. */
export function isStricter(needed: Access, held: Access): boolean {
  return STRICTNESS[needed] > STRICTNESS[held];
}

interface Waiting {
  readonly access: Access;
  readonly enter: () => void;
}

/** Gives actions their turn, in the order they came, so that none runs beside another that may write what it reads. */
export class Turns {
  #readers = 0;
  #isWriting = false;
  #queue: Waiting[] = [];

  /** Runs `act` when it is its turn. Rejects with the signal's reason when aborted before that. */
  async take<T>(access: Access, signal: AbortSignal, act: () => Promise<T>): Promise<T> {
    signal.throwIfAborted();
    if (access === 'none') return act();
    await this.#enter(access, signal);
    try {
      return await act();
    } finally {
      if (access === 'writes') this.#isWriting = false;
      else this.#readers -= 1;
      this.#admit();
    }
  }

  #enter(access: Access, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      signal.throwIfAborted();
      const onAbort = () => {
        this.#queue = this.#queue.filter((other) => other !== waiting);
        // Those behind a writer that gave up may be readers who can go at once.
        this.#admit();
        reject(signal.reason);
      };
      const waiting: Waiting = {
        access,
        enter: () => {
          signal.removeEventListener('abort', onAbort);
          resolve();
        },
      };
      signal.addEventListener('abort', onAbort, { once: true });
      this.#queue.push(waiting);
      this.#admit();
    });
  }

  #admit(): void {
    for (let next = this.#queue[0]; next !== undefined && this.#isFree(next.access); next = this.#queue[0]) {
      this.#queue.shift();
      if (next.access === 'writes') this.#isWriting = true;
      else this.#readers += 1;
      next.enter();
    }
  }

  #isFree(access: Access): boolean {
    return !this.#isWriting && (access === 'reads' || this.#readers === 0);
  }
}
