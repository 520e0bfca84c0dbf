/** How letters are read: without case and accents, and those that look alike as one. */

export const SEPARATOR = 0;
/** Stands within words without being seen. */
export const UNSEEN = 1;
const OTHER = 2;
export const SPACE = 3;
const FIRST = 4;

/** Cyrillic and Greek letters that look like Latin ones: both are read as the Latin one, in texts as in the lexicon. */
const LOOK_ALIKES: Readonly<Record<string, string>> = {
  а: 'a',
  с: 'c',
  ԁ: 'd',
  е: 'e',
  һ: 'h',
  і: 'i',
  ј: 'j',
  ӏ: 'l',
  о: 'o',
  р: 'p',
  ԛ: 'q',
  ѕ: 's',
  у: 'y',
  х: 'x',
  ԝ: 'w',
  α: 'a',
  ε: 'e',
  ι: 'i',
  κ: 'k',
  ν: 'v',
  ο: 'o',
  ρ: 'p',
  τ: 't',
  υ: 'u',
  χ: 'x',
  ı: 'i',
  ł: 'l',
  đ: 'd',
  ø: 'o',
  ɡ: 'g',
  ᴀ: 'a',
  ʙ: 'b',
  ᴄ: 'c',
  ᴅ: 'd',
  ᴇ: 'e',
  ꜰ: 'f',
  ɢ: 'g',
  ʜ: 'h',
  ɪ: 'i',
  ᴊ: 'j',
  ᴋ: 'k',
  ʟ: 'l',
  ᴍ: 'm',
  ɴ: 'n',
  ᴏ: 'o',
  ᴘ: 'p',
  ʀ: 'r',
  ꜱ: 's',
  ᴛ: 't',
  ᴜ: 'u',
  ᴠ: 'v',
  ᴡ: 'w',
  ʏ: 'y',
  ᴢ: 'z',
  ɑ: 'a',
  æ: 'a',
  ß: 's',
  أ: 'ا',
  إ: 'ا',
  آ: 'ا',
  ى: 'ي',
  ة: 'ه',
};

/** Ranges whose letters have cases, accents or wide forms. */
const FOLDED: readonly (readonly [from: number, to: number])[] = [
  [0x41, 0x5a],
  [0xc0, 0x52f],
  [0x1e00, 0x1fff],
  [0x2100, 0x214f],
  [0x24b6, 0x24e9],
  [0xff01, 0xff9f],
];

/** Accents, zero-width characters, vowel points, joiners, soft hyphens. */
const UNSEEN_RANGES: readonly (readonly [from: number, to: number])[] = [
  [0xad, 0xad],
  [0x300, 0x36f],
  [0x591, 0x5c7],
  [0x610, 0x61a],
  [0x640, 0x640],
  [0x64b, 0x65f],
  [0x93c, 0x93c],
  [0x180b, 0x180f],
  [0x200b, 0x200f],
  [0x202a, 0x202e],
  [0x2060, 0x206f],
  [0xfe00, 0xfe0f],
  [0xfeff, 0xfeff],
];

export class Letters {
  /** What each UTF-16 unit is read as. */
  readonly of = new Uint16Array(0x10000);
  /** Those that stand without spaces between words. */
  readonly isJoined = new Uint8Array(0x10000);
  #next = FIRST;

  constructor() {
    for (let code = 0; code < 0x10000; code++) {
      if (isLetter(code)) this.of[code] = OTHER;
      if (isJoined(code)) this.isJoined[code] = 1;
    }
    for (const [from, to] of UNSEEN_RANGES) this.of.fill(UNSEEN, from, to + 1);
  }

  /** Gives every letter of the phrases a number of its own, shared by all that are read as it. */
  learn(phrases: Iterable<string>): void {
    const numbers = new Map<string, number>();
    for (const phrase of phrases)
      for (const letter of phrase) {
        const folded = fold(letter);
        const code = folded.charCodeAt(0);
        if (folded.length !== 1 || this.of[code] !== OTHER || numbers.has(folded)) continue;
        numbers.set(folded, this.#next);
        this.#next++;
      }
    for (const [letter, number] of numbers) this.of[letter.charCodeAt(0)] = number;
    for (const [from, to] of FOLDED) for (let code = from; code <= to; code++) this.#fold(code, numbers);
    for (const letter of Object.keys(LOOK_ALIKES)) this.#fold(letter.charCodeAt(0), numbers);
  }

  #fold(code: number, numbers: ReadonlyMap<string, number>): void {
    if (this.of[code] === UNSEEN) return;
    const number = numbers.get(fold(String.fromCharCode(code)));
    if (number !== undefined) this.of[code] = number;
  }
}

/** How UTF-16 units are read where the words are not known beforehand. */
export interface FoldedLetters {
  /** 0 between words, 1 within words without being seen, else the letter without case and accents. */
  readonly read: Uint16Array;
  /** 1 for those that stand without spaces between words. */
  readonly joined: Uint8Array;
}

let folded: FoldedLetters | undefined;

export function foldedLetters(): FoldedLetters {
  if (folded !== undefined) return folded;
  const read = new Uint16Array(0x10000);
  const joined = new Uint8Array(0x10000);
  for (let code = 2; code < 0x10000; code++) {
    if (isLetter(code)) read[code] = code;
    if (isJoined(code)) joined[code] = 1;
  }
  const foldAt = (code: number) => {
    if (read[code] !== 0) read[code] = fold(String.fromCharCode(code)).charCodeAt(0);
  };
  for (const [from, to] of FOLDED) for (let code = from; code <= to; code++) foldAt(code);
  for (const letter of Object.keys(LOOK_ALIKES)) foldAt(letter.charCodeAt(0));
  for (const [from, to] of UNSEEN_RANGES) read.fill(1, from, to + 1);
  folded = { read, joined };
  return folded;
}

/** One letter as it is read. */
function fold(letter: string): string {
  const code = letter.codePointAt(0) ?? 0;
  // Taken apart, syllables of Hangul and voiced kana would be others.
  const isWhole = (code >= 0x900 && code < 0x1e00) || (code >= 0x2e80 && code < 0xff00);
  const bare = isWhole ? letter : (letter.toLowerCase().normalize('NFKD').charAt(0) || letter).toLowerCase();
  return LOOK_ALIKES[bare] ?? bare;
}

const WORD = /[\p{L}\p{N}\p{Mc}\p{Mn}]/u;

function isLetter(code: number): boolean {
  if (code < 0x80)
    return (code >= 0x30 && code <= 0x39) || (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a);
  if (code >= 0x4e00 && code <= 0xd7a3) return true;
  if (code >= 0xd800 && code <= 0xf8ff) return false;
  return WORD.test(String.fromCharCode(code));
}

function isJoined(code: number): boolean {
  return (
    (code >= 0x0e00 && code <= 0x0eff) ||
    (code >= 0x3040 && code <= 0x30ff) ||
    (code >= 0x3400 && code <= 0x9fff) ||
    (code >= 0xac00 && code <= 0xd7a3) ||
    (code >= 0xff66 && code <= 0xff9f)
  );
}
