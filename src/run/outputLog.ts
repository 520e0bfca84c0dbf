/** Characters of a command's output that are held in full; of what comes after, only the end. */
const KEPT = 10 * 1024 * 1024;
const TAIL = 64 * 1024;

/** A stretch of output, from a position on. */
export interface Stretch {
  readonly text: string;
  /** Characters that were printed at `missingAt` (an index in `text`) but are no longer held. */
  readonly missing: number;
  readonly missingAt: number;
}

/** What a command printed: all of it up to a bound, then its end alone. Positions count characters printed. */
export class OutputLog {
  #kept = '';
  #tail = '';
  #length = 0;

  constructor(
    private readonly keptLimit = KEPT,
    private readonly tailLimit = TAIL,
  ) {}

  get length(): number {
    return this.#length;
  }

  /** Whether more was printed than is held in full. */
  get isOverfull(): boolean {
    return this.#length > this.#kept.length;
  }

  append(text: string): void {
    const room = this.keptLimit - this.#kept.length;
    if (room > 0) this.#kept += text.slice(0, room);
    if (text.length > room) this.#tail += text.slice(Math.max(room, 0));
    // Cut now and then only, since cutting copies.
    if (this.#tail.length > 2 * this.tailLimit) this.#tail = this.#tail.slice(-this.tailLimit);
    this.#length += text.length;
  }

  since(position: number): Stretch {
    const tailStart = this.#length - this.#tail.length;
    const kept = this.#kept.slice(position);
    const tail = this.#tail.slice(Math.max(0, position - tailStart));
    const missing = Math.max(0, tailStart - Math.max(position, this.#kept.length));
    return { text: kept + tail, missing, missingAt: kept.length };
  }

  /** All that is held, saying in its place what isn't. */
  all(): string {
    const { text, missing, missingAt } = this.since(0);
    if (missing === 0) return text;
    return `${text.slice(0, missingAt)}\n[${missing} characters were not kept]\n${text.slice(missingAt)}`;
  }
}
