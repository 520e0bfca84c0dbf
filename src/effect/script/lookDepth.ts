/** Texts within texts: more than any project nests them. */
const DEEPEST = 8;
/** UTF-16 units of one text, and of all that are looked into for one action. */
export const LONGEST_TEXT = 64 * 1024;
const MOST_TEXT = 512 * 1024;

/** Why a text was not looked into; each continues a sentence that begins with the text. */
export type Refusal = 'calls itself' | 'is nested too deeply to look through' | 'is too long to look through';

/** How much code of files is looked into: so many files, and so many UTF-16 units together. */
export class CodeBounds {
  readonly #seen = new Set<string>();
  #files = 0;
  #units = 0;

  constructor(
    private readonly mostFiles: number,
    private readonly mostUnits: number,
  ) {}

  isNew(file: string): boolean {
    if (this.#seen.has(file)) return false;
    this.#seen.add(file);
    return true;
  }

  /** Whether a file of that length may still be looked into. */
  take(units: number): boolean {
    this.#files++;
    this.#units += units;
    return this.#files <= this.mostFiles && this.#units <= this.mostUnits;
  }
}

/** Which texts an analysis is within, and how much it has looked into. */
export class LookDepth {
  /** What is run, with what it loads. */
  readonly run = new CodeBounds(64, 1024 * 1024);
  /** What tools of the project may load. */
  readonly loaded = new CodeBounds(400, 4 * 1024 * 1024);
  /** For which tools, and where, that was done already. */
  readonly tools = new Set<string>();
  readonly #done = new Map<string, number>();
  readonly #within: string[] = [];
  #units = 0;
  /** Files that the command line wrote before it ran the project's own scripts: these don't vouch for them. */
  #foreign: ReadonlySet<string> = new Set();

  /** Whether the text of that name has not been looked into while nothing else was written or handed on. */
  isFirst(name: string, state: { readonly exported: ReadonlySet<string>; writtenPaths(): readonly string[] }): boolean {
    const key = [name, ...state.exported, ...state.writtenPaths()].join('\0');
    const depth = this.#within.length;
    // From further up it was looked through at least as far.
    if ((this.#done.get(key) ?? Number.POSITIVE_INFINITY) <= depth) return false;
    this.#done.set(key, depth);
    return true;
  }

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
