import type { Part } from '../parts';
import type { Sign } from '../sign';
import type { Place, Standings } from '../standing';
import { type FoldedLetters, foldedLetters } from '../words/letters';
import { CLASS_ROOM, type WordListener } from '../words/lexer';
import { QuotedParts } from './quotedParts';

/*
 * What is learned from a text: the beginnings of its words with their neighbours, their letters by threes, what stands
 * between them, and which of them are quoted; what the lexicon knows them for, which is the same in every language, and
 * beside which words; the signs found in it; and what place it has. Each is a number below `FEATURES`.
 */
export const FEATURES = 1 << 19;
/** Each counts once in so many words: what says a thing twice doesn't say it more. */
const REPEATED_AFTER = 48;
const LONGEST_STEM = 5;
/** Signs of one word that count: a text can have thousands of one kind. */
const MOST_SIGNS = 8;

/** What was read of a text beside its letters. */
export interface SignsHeard {
  /** In the order of where they begin. */
  readonly signs: readonly (Sign & { readonly isQuoted: boolean })[];
  readonly heard: Heard;
  readonly place: Place;
  readonly standings: Pick<Standings, 'fenced' | 'hidden'>;
}

/** Hears of each word its features, and then where it stands. */
export interface FeatureListener {
  /** The first so many of the row, which is used again. */
  features(row: Int32Array, count: number): void;
  word(start: number, end: number): void;
}

/** Tells the listener the features of a text, word by word; returns those that it has as a whole. */
export function readFeatures(text: string, read: SignsHeard, listener: FeatureListener): readonly number[] {
  // What the text before said doesn't count as said.
  wordsSoFar += REPEATED_AFTER;
  if (wordsSoFar > MOST_WORDS) {
    lastTold.fill(-REPEATED_AFTER);
    wordsSoFar = 0;
  }
  new FeatureReader(text, read, listener).readAll();
  // By their order: one that is added goes last, or the weights have to be learned anew.
  return Object.values(read.place).flatMap((holds, index) => (holds ? [hashed(index, PLACE)] : []));
}

/** When each feature was last told, counted in words over all texts. */
const lastTold = new Int32Array(FEATURES).fill(-REPEATED_AFTER);
let wordsSoFar = 0;
/** Far enough from where the count would overflow, for one text more. */
const MOST_WORDS = 2 ** 30;
/** So many features of one word are told at a time. */
const MOST_WAITING = 256;
const waiting = new Int32Array(MOST_WAITING);

class FeatureReader {
  readonly #letters: FoldedLetters = foldedLetters();
  readonly #quoted: QuotedParts;
  readonly #fenced: readonly Part[];
  readonly #hidden: readonly Part[];
  #fence = 0;
  #comment = 0;
  #heard = 0;
  #sign = 0;
  #waiting = 0;
  /** Hashes of the beginnings of the words before, and what the lexicon knows them for. */
  #before = 0;
  #beforeThat = 0;
  #knownBefore: readonly number[] = NONE;
  #knownBeforeThat: readonly number[] = NONE;

  constructor(
    private readonly text: string,
    private readonly read: SignsHeard,
    private readonly listener: FeatureListener,
  ) {
    this.#quoted = new QuotedParts(text);
    this.#fenced = read.standings.fenced;
    this.#hidden = read.standings.hidden.toSorted(([a], [b]) => a - b);
  }

  readAll(): void {
    const { text, listener } = this;
    const { read, joined } = this.#letters;
    let i = 0;
    while (true) {
      const from = i;
      while (i < text.length && (read[text.charCodeAt(i)] ?? 0) < 2) i++;
      const between = i > from ? this.#between(from, i) : 0;
      if (i >= text.length) return;
      wordsSoFar++;
      const start = i;
      const code = text.charCodeAt(i);
      const address = code === SMALL_H ? addressEnd(text, i) : i;
      let stem = 17;
      if (address > i) {
        // Which host it is, and what stands behind it, says nothing in general.
        i = address;
      } else if (isDigit(code)) {
        while (isDigit(text.charCodeAt(i))) i++;
        stem = DIGIT_0;
      } else if (joined[code] === 1) {
        stem = read[code] ?? 0;
        i++;
      } else {
        let length = 0;
        let last = WORD_EDGE;
        let beforeLast = 0;
        for (; i < text.length; i++) {
          const next = text.charCodeAt(i);
          const folded = read[next] ?? 0;
          if (folded === 0 || joined[next] === 1) break;
          if (folded === 1) continue;
          if (length > 0) this.#tell(Math.imul(Math.imul(beforeLast, 31) + last, 31) + folded, LETTERS);
          beforeLast = last;
          last = folded;
          length++;
          if (length <= LONGEST_STEM) stem = Math.imul(stem, 31) + folded;
        }
        this.#tell(Math.imul(Math.imul(beforeLast, 31) + last, 31) + WORD_EDGE, LETTERS);
      }
      this.#tellWord(stem);
      if (between !== 0) {
        this.#tell(between, BETWEEN);
        this.#tell(Math.imul(between, 31) + stem, AFTER_IT);
      }
      const standing = this.#standingAt(start);
      if (standing !== 0) {
        this.#tell(Math.imul(stem, 5) + standing, QUOTED);
        this.#tell(Math.imul(Math.imul(this.#before, 31) + stem, 5) + standing, QUOTED);
      }
      this.#tellHeard(i, stem);
      this.#tellWaiting();
      listener.word(start, i);
      this.#beforeThat = this.#before;
      this.#before = stem;
    }
  }

  #tellWord(stem: number): void {
    const [before, beforeThat] = [this.#before, this.#beforeThat];
    this.#tell(stem, STEM);
    if (before !== 0) this.#tell(Math.imul(before, 31) + stem, PAIR);
    if (beforeThat === 0) return;
    this.#tell(Math.imul(beforeThat, 37) + stem, APART);
    this.#tell(Math.imul(Math.imul(beforeThat, 37) + before, 41) + stem, THREE);
  }

  /** What the lexicon knows the word for that ends here, beside which words; and the signs that begin in it. */
  #tellHeard(end: number, stem: number): void {
    const { heard, signs } = this.read;
    let known = NONE;
    for (; (heard.starts[this.#heard] ?? end) < end; this.#heard++) {
      const numbers = heard.numbers[this.#heard] ?? NONE;
      known = known === NONE ? numbers : known.concat(numbers);
    }
    for (const number of known) {
      this.#tell(number % CLASS_ROOM, CLASS);
      this.#tellBeside(number, this.#before);
      this.#tellBeside(number, this.#beforeThat);
    }
    for (const number of this.#knownBefore) this.#tellBeside(number, stem);
    for (const number of this.#knownBeforeThat) this.#tellBeside(number, stem);
    this.#knownBeforeThat = this.#knownBefore;
    this.#knownBefore = known;
    for (let count = 0; (signs[this.#sign]?.start ?? end) < end; this.#sign++) {
      const found = signs[this.#sign];
      if (found !== undefined && count++ < MOST_SIGNS) this.#tellSign(found);
    }
  }

  #tellBeside(number: number, stem: number): void {
    if (stem !== 0) this.#tell(Math.imul(stem, CLASS_ROOM) + (number % CLASS_ROOM), BESIDE);
  }

  /** Its kind, and its kind with about how much it weighs and whether it is quoted. */
  #tellSign({ id, weight, isQuoted }: SignsHeard['signs'][number]): void {
    let kind = 17;
    for (let i = 0; i < id.length; i++) kind = Math.imul(kind, 31) + id.charCodeAt(i);
    this.#tell(kind, SIGN);
    this.#tell(Math.imul(kind, 31) + 2 * Math.min(6, Math.ceil(weight / 2)) + (isQuoted ? 1 : 0), WEIGHED);
  }

  #tell(value: number, salt: number): void {
    if (this.#waiting === MOST_WAITING) this.#tellWaiting();
    waiting[this.#waiting++] = hashed(value, salt);
  }

  /**
   * Whether a feature was told before is as good as random, and a processor that guesses wrong must begin anew: so nothing
   * here hangs on it but numbers.
   */
  #tellWaiting(): void {
    const words = wordsSoFar;
    const recent = words - REPEATED_AFTER + 1;
    const count = this.#waiting;
    let told = 0;
    for (let i = 0; i < count; i++) {
      const feature = waiting[i] ?? 0;
      const last = lastTold[feature] ?? 0;
      // All bits are 1 for what was not told so recently, and 0 for what was.
      const isNew = (last - recent) >> 31;
      lastTold[feature] = (words & isNew) | (last & ~isNew);
      waiting[told] = feature;
      told -= isNew;
    }
    this.#waiting = 0;
    this.listener.features(waiting, told);
  }

  /** A hash of the marks between two words; 0 for nothing but spaces. */
  #between(from: number, until: number): number {
    let [hash, lineFeeds, hasSpace, last, repeated] = [0, 0, false, 0, 0];
    for (let i = from; i < until; i++) {
      const code = this.text.charCodeAt(i);
      if (code <= SPACE) {
        if (code === LINE_FEED) lineFeeds++;
        hasSpace = true;
        continue;
      }
      if (this.#letters.read[code] === 1) continue;
      if (hasSpace) hash = Math.imul(hash, 31) + Math.min(2, lineFeeds) + 1;
      [lineFeeds, hasSpace] = [0, false];
      repeated = code === last ? repeated + 1 : 0;
      last = code;
      if (repeated < 2) hash = Math.imul(hash, 31) + code;
    }
    if (hasSpace && (hash !== 0 || lineFeeds > 0)) hash = Math.imul(hash, 31) + Math.min(2, lineFeeds) + 1;
    return hash;
  }

  /** 1 for what is quoted, 2 for what is hidden, 3 for both. */
  #standingAt(start: number): number {
    while ((this.#fenced[this.#fence]?.[1] ?? start) < start) this.#fence++;
    while ((this.#hidden[this.#comment]?.[1] ?? start) < start) this.#comment++;
    const isQuoted = isIn(this.#fenced[this.#fence], start) || this.#quoted.has(start);
    return (isQuoted ? 1 : 0) + (isIn(this.#hidden[this.#comment], start) ? 2 : 0);
  }
}

function isIn(part: Part | undefined, at: number): boolean {
  return part !== undefined && part[0] <= at && at < part[1];
}

const NONE: readonly number[] = [];
const SPACE = 0x20;
const LINE_FEED = 0x0a;
const SMALL_H = 0x68;
const DIGIT_0 = 0x30;
const DIGIT_9 = 0x39;
/** Stands before the first letter of a word and after the last. */
const WORD_EDGE = 2;
const LONGEST_ADDRESS = 300;

/** Features of different kinds have nothing in common. */
const [LETTERS, STEM, PAIR, APART, THREE, BESIDE] = [0x9e37, 0x85eb, 0xc2b2, 0x27d4, 0x1656, 0x5a2d];
const [BETWEEN, AFTER_IT, QUOTED, CLASS, SIGN, WEIGHED, PLACE] = [
  0x6c8e, 0x3ac5, 0xd35a, 0x4f1b, 0xb6d9, 0x71c3, 0xe847,
];

function hashed(value: number, salt: number): number {
  let hash = Math.imul(value ^ Math.imul(salt, 0x10001), 0x9e3779b1);
  hash ^= hash >>> 15;
  hash = Math.imul(hash, 0x85ebca6b);
  hash ^= hash >>> 13;
  return (hash >>> 4) & (FEATURES - 1);
}

function isDigit(code: number): boolean {
  return code >= DIGIT_0 && code <= DIGIT_9;
}

/** Where an address that begins here ends; the beginning itself where none does. */
function addressEnd(text: string, start: number): number {
  if (!text.startsWith('http', start)) return start;
  const [address = ''] = /^https?:\/\/[^\s"'<>()[\]{}|`]{1,300}/.exec(text.slice(start, start + LONGEST_ADDRESS)) ?? [];
  return start + address.length;
}

/** Words that the lexicon knows, in the order of where they begin: from where, and what for. */
export interface Heard {
  readonly starts: number[];
  readonly numbers: (readonly number[])[];
}

/** A listener that keeps what it hears, for whoever reads the words of a text in any case. */
export function keepHeard(): { readonly heard: Heard; readonly listen: WordListener } {
  const heard: Heard = { starts: [], numbers: [] };
  const listen: WordListener = (numbers, start) => {
    heard.starts.push(start);
    heard.numbers.push(numbers);
  };
  return { heard, listen };
}
