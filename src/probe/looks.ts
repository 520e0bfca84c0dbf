/** What one pass over the units of a text tells of what may stand encoded in it, and where that may begin. */
export interface Looks {
  readonly percents: number;
  readonly ampersands: number;
  readonly backslashes: number;
  readonly digits: number;
  /** The longest run of letters, digits and the signs of base64 that ends with a letter or a digit, where it is long. */
  readonly longestRun: number;
  /** The longest run of capitals and digits, and of the digits of base 16, where they are long. */
  readonly longestCapitals: number;
  readonly longestHex: number;
  /** Words of two and of three digits of base 16 that follow one another. */
  readonly pairs: number;
  readonly triples: number;
  /** The longest row of letters that each stand alone. */
  readonly lonely: number;
  /** Digits between letters. */
  readonly mixed: number;
  /** Letters of other shapes, as units of their ranges. */
  readonly fancy: number;
  /** Signs of addition. */
  readonly joints: number;
  readonly hasCipher: boolean;
  readonly starts: Starts;
}

/** Where a run of an encoding may begin, ascending. */
export interface Starts {
  /** Long runs of letters, digits and the signs of base64. */
  readonly runs: readonly number[];
  readonly hexes: readonly number[];
  /** Eight digits that are 0 or 1. */
  readonly bits: readonly number[];
  /** Words of two or three digits. */
  readonly codes: readonly number[];
  /** Letters before a digit or sign that stands for a letter. */
  readonly mixes: readonly number[];
  /** Letters that stand alone, of long rows. */
  readonly lone: readonly number[];
}

/** What is shorter is no run of base64. */
const LONG_RUN = 20;
/** What is shorter is no run of capitals or of digits in pairs. */
const LONG_WORD = 24;
/** What is shorter is no row of lonely letters. */
const LONG_ROW = 6;
const BITS_OF_BYTE = 8;

const LETTER = 1;
const NOT_HEX = 2;
const LOWER = 4;
const DIGIT = 8;
/** Signs of base64 that are neither letter nor digit. */
const JOINS_RUN = 16;
/** Signs of leet that are neither. */
const STANDS_FOR_LETTER = 32;
const COUNTED = 64;
/** Digits and signs that stand for letters. */
const LEET = 128;
/** Below the letters of other shapes. */
const FANCY = 0x249c;

const KINDS = new Uint8Array(128);
for (let code = 0; code < 128; code++) {
  const sign = String.fromCharCode(code);
  if (/[a-z]/.test(sign)) KINDS[code] = LETTER | LOWER | (/[a-f]/.test(sign) ? 0 : NOT_HEX);
  else if (/[A-Z]/.test(sign)) KINDS[code] = LETTER | (/[A-F]/.test(sign) ? 0 : NOT_HEX);
  else if (/[0-9]/.test(sign)) KINDS[code] = DIGIT;
  else if (/[+/_-]/.test(sign)) KINDS[code] = JOINS_RUN | (sign === '+' ? COUNTED : 0);
  else if (/[%&\\]/.test(sign)) KINDS[code] = COUNTED;
  else if (/[@$!]/.test(sign)) KINDS[code] = STANDS_FOR_LETTER;
}
for (const sign of '013457@$!') KINDS[sign.charCodeAt(0)] = (KINDS[sign.charCodeAt(0)] ?? 0) | LEET;

export function looksOf(text: string, hasCipher: boolean): Looks {
  const looking = new Looking(text);
  looking.look();
  return { ...looking.counts, starts: looking.starts, hasCipher };
}

class Looking {
  readonly counts = {
    percents: 0,
    ampersands: 0,
    backslashes: 0,
    digits: 0,
    longestRun: 0,
    longestCapitals: 0,
    longestHex: 0,
    pairs: 0,
    triples: 0,
    lonely: 0,
    mixed: 0,
    fancy: 0,
    joints: 0,
  };
  readonly starts = {
    runs: [] as number[],
    hexes: [] as number[],
    bits: [] as number[],
    codes: [] as number[],
    mixes: [] as number[],
    lone: [] as number[],
  };
  /** The row of lonely letters that goes on. */
  readonly #row: number[] = [];

  constructor(private readonly text: string) {}

  look(): void {
    const { text } = this;
    const { length } = text;
    let runStart = 0;
    let i = 0;
    while (i < length) {
      const start = i;
      let bits = 0;
      let kind = 0;
      for (; i < length; i++) {
        const code = text.charCodeAt(i);
        kind = code < 128 ? (KINDS[code] ?? 0) : 0;
        if ((kind & (LETTER | DIGIT)) === 0) break;
        bits |= kind;
      }
      if (i > start) this.#word(start, i, bits);
      if (i === length) break;
      const code = text.charCodeAt(i);
      if ((kind & JOINS_RUN) === 0) {
        if (i - runStart >= LONG_RUN) this.#run(runStart, i);
        runStart = i + 1;
      }
      if ((kind & (STANDS_FOR_LETTER | COUNTED)) !== 0 || code >= FANCY) this.#sign(code, kind, i);
      i++;
    }
    if (length - runStart >= LONG_RUN) this.#run(runStart, length);
    this.#endRow();
  }

  #run(start: number, end: number): void {
    this.starts.runs.push(start);
    let last = end;
    while (last > start && ((KINDS[this.text.charCodeAt(last - 1)] ?? 0) & JOINS_RUN) !== 0) last--;
    this.counts.longestRun = Math.max(this.counts.longestRun, last - start);
  }

  #word(start: number, end: number, bits: number): void {
    const length = end - start;
    const isLast = end === this.text.length;
    if (length >= LONG_WORD) this.#longWord(start, end);
    else if ((bits & NOT_HEX) === 0) {
      if (!isLast && length === 2) this.counts.pairs++;
      else if (!isLast && length === 3) this.counts.triples++;
      if (length % 2 === 0 && isBetweenPairs(this.text.charCodeAt(end))) this.starts.hexes.push(start);
    }
    if ((bits & DIGIT) !== 0) this.#wordWithDigits(start, end, bits);
    else if (!isLast) this.#letters(start, end);
  }

  /** Letters that something else follows. */
  #letters(start: number, end: number): void {
    if (end - start > 1) {
      if (this.#row.length > 0) this.#endRow();
      return;
    }
    this.#row.push(start);
  }

  #endRow(): void {
    if (this.#row.length > this.counts.lonely) this.counts.lonely = this.#row.length;
    if (this.#row.length >= LONG_ROW) for (const at of this.#row) this.starts.lone.push(at);
    this.#row.length = 0;
  }

  #longWord(start: number, end: number): void {
    const { counts, text } = this;
    this.starts.hexes.push(start);
    let capitals = 0;
    let isHex = true;
    for (let i = start; i < end; i++) {
      const kind = KINDS[text.charCodeAt(i)] ?? 0;
      capitals = (kind & LOWER) === 0 ? capitals + 1 : 0;
      counts.longestCapitals = Math.max(counts.longestCapitals, capitals);
      isHex &&= (kind & NOT_HEX) === 0;
      if (isHex) counts.longestHex = Math.max(counts.longestHex, i + 1 - start);
    }
  }

  #wordWithDigits(start: number, end: number, bits: number): void {
    const { counts, starts, text } = this;
    let digits = 0;
    let letters = 0;
    for (let i = start; i < end; i++) {
      const code = text.charCodeAt(i);
      if (((KINDS[code] ?? 0) & LETTER) !== 0) {
        letters++;
        continue;
      }
      digits++;
      if (letters > 0) {
        this.#letters(i - letters, i);
        this.#mix(i);
        letters = 0;
      }
      if (code === 0x30 && text.charCodeAt(i + 1) === 0x78) starts.hexes.push(i);
    }
    if (letters > 0 && end < text.length) this.#letters(end - letters, end);
    counts.digits += digits;
    const length = end - start;
    if (length >= BITS_OF_BYTE && text.charCodeAt(start) <= 0x31) starts.bits.push(start);
    if ((bits & LETTER) === 0 && (length === 2 || length === 3)) starts.codes.push(start);
  }

  /** At what stands behind a letter and may stand for one. */
  #mix(at: number): void {
    if ((kindAt(this.text, at + 1) & LETTER) !== 0) this.counts.mixed++;
    const isFirst = (kindAt(this.text, at) & LEET) !== 0;
    const next = kindAt(this.text, at + 1);
    const isTwo = (next & LEET) !== 0 && (kindAt(this.text, at + 2) & LETTER) !== 0;
    if (isFirst && ((next & LETTER) !== 0 || isTwo)) this.starts.mixes.push(at - 1);
  }

  #sign(code: number, kind: number, at: number): void {
    const { counts } = this;
    if ((kind & STANDS_FOR_LETTER) !== 0) {
      if ((kindAt(this.text, at - 1) & LETTER) !== 0) this.#mix(at);
    } else if (code === 0x25) counts.percents++;
    else if (code === 0x26) counts.ampersands++;
    else if (code === 0x5c) {
      counts.backslashes++;
      if (this.text.charCodeAt(at + 1) === 0x78) this.starts.hexes.push(at);
    } else if (code === 0x2b) counts.joints++;
    else if (
      code >= FANCY &&
      (code <= 0x24e9 || code === 0xd835 || code === 0xd83c || code === 0xdb40 || (code >= 0xff21 && code <= 0xff5a))
    )
      counts.fancy++;
  }
}

function kindAt(text: string, at: number): number {
  return KINDS[text.charCodeAt(at)] ?? 0;
}

function isBetweenPairs(code: number): boolean {
  return code === 0x20 || code === 0x3a || code === 0x2c;
}
