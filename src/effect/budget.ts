/** About a microsecond each. An ordinary command takes less than a hundred, a long script a few thousand. */
export const MOST_STEPS = 16_000;
/** Longer text is given to no program in one argument, and kept in no variable, by anybody who means well. */
const LONGEST_TEXT = 256 * 1024;
/** This much text is copied or looked through in about the time of a step. */
const STEP_OF_TEXT = 512;

/** What the project's own scripts may cost beside: all of them together. */
const MOST_TRUSTED_STEPS = 3 * MOST_STEPS;

/** The whole is too much to look through, for the reason given: `has …`, `takes …`. */
export class TooMuchError extends Error {
  readonly code = 'tooMuch';
}

/** It was what the project's own scripts may cost that was spent. */
export class TooMuchTrustedError extends TooMuchError {}

/**
 * What an analysis may cost. All that text alone can multiply is paid from it, so that no command line, however it is
 * made, takes longer than any other; counted and not timed, so that a verdict doesn't depend on the machine.
 */
export class Budget {
  #spent = 0;
  #trusted = 0;
  #isTrusted = false;

  constructor(private readonly most: number = MOST_STEPS) {}

  get spent(): number {
    return this.#spent;
  }

  /** What `run` takes is paid from what the project's own scripts may cost, or from the rest. */
  payingFor<T>(isTrusted: boolean, run: () => T): T {
    const before = this.#isTrusted;
    this.#isTrusted = isTrusted;
    try {
      return run();
    } finally {
      this.#isTrusted = before;
    }
  }

  spend(steps: number): void {
    if (this.#isTrusted) {
      this.#trusted += steps;
      if (this.#trusted > MOST_TRUSTED_STEPS) throw new TooMuchTrustedError('takes too many steps to look through');
      return;
    }
    this.#spent += steps;
    if (this.#spent > this.most) throw new TooMuchError('takes too many steps to look through');
  }

  /** Text that was made, or is to be looked through. */
  spendText(length: number): void {
    if (length < STEP_OF_TEXT) return;
    if (length > LONGEST_TEXT) throw new TooMuchError('makes a text too long to look through');
    this.spend(length / STEP_OF_TEXT);
  }
}
