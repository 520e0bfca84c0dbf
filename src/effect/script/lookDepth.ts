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

  /** Looks into the text that `name` stands for, or says why not. */
  enter<T>(name: string, length: number, look: () => T): { readonly value: T } | { readonly refusal: Refusal } {
    if (this.#within.includes(name)) return { refusal: 'calls itself' };
    if (this.#within.length >= DEEPEST) return { refusal: 'is nested too deeply to look through' };
    if (length > LONGEST_TEXT || this.#units + length > MOST_TEXT) return { refusal: 'is too long to look through' };
    this.#units += length;
    this.#within.push(name);
    try {
      return { value: look() };
    } finally {
      this.#within.pop();
    }
  }
}
