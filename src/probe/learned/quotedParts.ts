/** Marks of quotation with those that end them, and whether they do in one line. */
const MARKS: readonly (readonly [open: string, close: string, isInLine: boolean])[] = [
  ['"', '"', true],
  ['`', '`', true],
  ['\u201c', '\u201d', false],
  ['\u201e', '\u201c\u201d', false],
  ['\u00ab', '\u00bb', false],
  ['\u300c', '\u300d', false],
  ['\u300e', '\u300f', false],
];
const LONGEST = 400;
const LINE_FEED = 0x0a;
const CITED = 0x3e;

const ENDS = new Map(MARKS.map(([open, close, isInLine]) => [open.charCodeAt(0), { close, isInLine }]));
const NO_END = { close: '', isInLine: false };
const IS_MARK = new Uint8Array(0x10000);
for (const open of ENDS.keys()) IS_MARK[open] = 1;
IS_MARK[CITED] = 1;

/** Which places of a text stand between marks of quotation, or in a line that cites. Asked in ascending order. */
export class QuotedParts {
  #at = 0;
  #until = 0;
  /** By mark, where it stands next; the text's length for nowhere. */
  readonly #next = new Map<string, number>();

  constructor(private readonly text: string) {}

  has(place: number): boolean {
    const { text } = this;
    while (this.#at < place) {
      const code = text.charCodeAt(this.#at);
      if (IS_MARK[code] === 1) this.#open(code);
      this.#at++;
    }
    return place < this.#until;
  }

  #open(code: number): void {
    if (code === CITED) {
      if (this.#at !== 0 && this.text.charCodeAt(this.#at - 1) !== LINE_FEED) return;
      this.#until = this.#nextOf('\n', this.#at);
      this.#at = this.#until;
      return;
    }
    const { close, isInLine } = ENDS.get(code) ?? NO_END;
    let end = this.text.length;
    for (const mark of close) end = Math.min(end, this.#nextOf(mark, this.#at + 1));
    if (end >= this.text.length || end - this.#at > LONGEST) return;
    if (isInLine && this.#nextOf('\n', this.#at) < end) return;
    this.#until = end;
    this.#at = end;
  }

  /** Each search goes on where the one before ended, so that all of them together read the text once. */
  #nextOf(mark: string, from: number): number {
    const known = this.#next.get(mark) ?? -1;
    if (known >= from) return known;
    const found = this.text.indexOf(mark, from);
    const next = found < 0 ? this.text.length : found;
    this.#next.set(mark, next);
    return next;
  }
}
