/** Texts within texts: more than any project nests them. */
const DEEPEST = 8;
/** UTF-16 units of one text, and of all that are looked into for one action. */
export const LONGEST_TEXT = 64 * 1024;
const MOST_TEXT = 512 * 1024;

/** Why a text was not looked into; each continues a sentence that begins with the text. */
export type Refusal = 'calls itself' | 'is nested too deeply to look through' | 'is too long to look through';

/** Which texts an analysis is within, and how much it has looked into. */
export class LookDepth {
  readonly #within: string[] = [];
  #units = 0;
  /** Files that the command line wrote before it ran the project's own scripts: these don't vouch for them. */
  #foreign: ReadonlySet<string> = new Set();

  isForeign(path: string): boolean {
    return this.#foreign.has(path);
  }

  /** While `run` runs the project's own scripts, these files are not theirs. */
  beside<T>(files: readonly string[], run: () => T): T {
    const before = this.#foreign;
    if (files.length > 0) this.#foreign = new Set([...before, ...files]);
    try {
      return run();
    } finally {
      this.#foreign = before;
    }
  }

  /** Looks into the text that `name` stands for, or says why not. */
  enter(name: string, length: number, look: () => void): Refusal | undefined {
    if (this.#within.includes(name)) return 'calls itself';
    if (this.#within.length >= DEEPEST) return 'is nested too deeply to look through';
    if (length > LONGEST_TEXT || this.#units + length > MOST_TEXT) return 'is too long to look through';
    this.#units += length;
    this.#within.push(name);
    try {
      look();
    } finally {
      this.#within.pop();
    }
    return undefined;
  }
}
