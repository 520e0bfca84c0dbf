import type { Disposable } from '../action/emitter';

/** Draws soon after the first of many changes, once for all of them. */
export class Coalesced implements Disposable {
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly draw: () => void,
    private readonly delayMs: number,
  ) {}

  readonly schedule = (): void => {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.draw();
    }, this.delayMs);
  };

  /** Draws now what is due. */
  flush(): void {
    if (this.#timer === undefined) return;
    this.dispose();
    this.draw();
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}
