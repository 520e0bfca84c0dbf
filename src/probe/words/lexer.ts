import { chinese, indonesian, japanese, korean, vietnamese } from './asian';
import { arabic, hebrew, hindi, turkish } from './eastern';
import { english } from './english';
import { dutch, german } from './germanic';
import { Letters, SEPARATOR, SPACE, UNSEEN } from './letters';
import { french, italian, portuguese, spanish } from './romance';
import { polish, russian, ukrainian } from './slavic';
import { type Lexicon, WORD_CLASSES } from './wordClass';

/** English first: words of computing are English in every language. */
const LANGUAGES: readonly Lexicon[] = [
  english,
  german,
  dutch,
  french,
  spanish,
  portuguese,
  italian,
  polish,
  russian,
  ukrainian,
  arabic,
  hebrew,
  turkish,
  hindi,
  chinese,
  japanese,
  korean,
  vietnamese,
  indonesian,
];

export const LANGUAGE_COUNT = LANGUAGES.length;
/** How many classes a language has room for: language × this + class is a word's number. */
export const CLASS_ROOM = 64;

/** Hears of each word that the lexicon knows. Return true to stop. */
export type WordListener = (
  numbers: readonly number[],
  start: number,
  end: number,
  /** Counted in half words from the text's beginning, with a distance between sentences and a larger one between paragraphs. */
  position: number,
) => void;

const WORD_STEP = 2;
const SENTENCE_STEP = 8;
const PARAGRAPH_STEP = 8;
/** As many characters stand between two words of a phrase at most: spaces, a comment's mark, a line's end. */
const LONGEST_GAP = 16;

const FULL_STOP = 0x2e;
const LINE_FEED = 0x0a;

/** Letters and ways through them, built at the first text. */
class Trie {
  readonly letters = new Letters();
  /** Words that end at a node. */
  readonly whole: (number[] | undefined)[] = [undefined];
  /** Words that begin with what leads to a node. */
  readonly begun: (number[] | undefined)[] = [undefined];
  readonly #mask: number;
  /** Keys and where they lead, in turns. */
  readonly #table: Int32Array;
  /** A bit for each place in the table at which a search begins that finds something. */
  readonly #isThere: Uint8Array;
  /** Where the first letters lead. */
  readonly #first = new Int32Array(2048).fill(-1);

  constructor() {
    const phrases: (readonly [text: string, number: number])[] = [];
    for (const [language, lexicon] of LANGUAGES.entries())
      for (const [index, name] of WORD_CLASSES.entries())
        for (const phrase of (lexicon[name] ?? '').split(',')) {
          const text = phrase.trim();
          if (text !== '') phrases.push([text, language * CLASS_ROOM + index]);
        }
    this.letters.learn(phrases.map(([text]) => text));
    const size = 1 << 18;
    this.#mask = size - 1;
    this.#table = new Int32Array(size * 2).fill(-1);
    this.#isThere = new Uint8Array(size >>> 3);
    for (const [text, number] of phrases) this.#add(text, number);
  }

  #add(phrase: string, number: number): void {
    const isStem = phrase.endsWith('*');
    const text = isStem ? phrase.slice(0, -1) : phrase;
    let node = 0;
    let isSpaced = true;
    for (let i = 0; i < text.length; i++) {
      const letter = this.letters.of[text.charCodeAt(i)] ?? SEPARATOR;
      if (letter === UNSEEN || (letter === SEPARATOR && isSpaced)) continue;
      isSpaced = letter === SEPARATOR;
      node = this.#grow(node, isSpaced ? SPACE : letter);
    }
    const isOpen = isStem || this.letters.isJoined[text.charCodeAt(text.length - 1)] === 1;
    const ends = isOpen ? this.begun : this.whole;
    const numbers = ends[node];
    if (numbers === undefined) ends[node] = [number];
    else if (!numbers.includes(number)) numbers.push(number);
  }

  #grow(node: number, letter: number): number {
    const key = (node << 11) | letter;
    const hash = Math.imul(key, 0x9e3779b1) >>> 14;
    let slot = hash;
    for (; this.#table[(slot & this.#mask) << 1] !== -1; slot++)
      if (this.#table[(slot & this.#mask) << 1] === key) return this.#table[((slot & this.#mask) << 1) | 1] ?? 0;
    const next = this.whole.length;
    this.whole.push(undefined);
    this.begun.push(undefined);
    this.#table[(slot & this.#mask) << 1] = key;
    this.#table[((slot & this.#mask) << 1) | 1] = next;
    this.#isThere[hash >>> 3] = (this.#isThere[hash >>> 3] ?? 0) | (1 << (hash & 7));
    if (node === 0) this.#first[letter] = next;
    return next;
  }

  /** Where a letter leads, or -1. */
  follow(node: number, letter: number): number {
    if (node === 0) return this.#first[letter] ?? -1;
    const key = (node << 11) | letter;
    const hash = Math.imul(key, 0x9e3779b1) >>> 14;
    // Most words end here, without a look at the large tables.
    if (((this.#isThere[hash >>> 3] ?? 0) & (1 << (hash & 7))) === 0) return -1;
    for (let slot = hash; ; slot++) {
      const found = this.#table[(slot & this.#mask) << 1];
      if (found === key) return this.#table[((slot & this.#mask) << 1) | 1] ?? -1;
      if (found === -1) return -1;
    }
  }
}

let built: Trie | undefined;

/** Tells the listener each word of the text that the lexicon knows, in the order of where they begin. */
export function readWords(text: string, listen: WordListener): void {
  built ??= new Trie();
  const trie = built;
  const { of, isJoined } = trie.letters;
  const length = text.length;
  let position = 0;
  let lineFeeds = 0;
  let i = 0;
  while (i < length) {
    const code = text.charCodeAt(i);
    const letter = of[code] ?? SEPARATOR;
    if (letter === SEPARATOR) {
      if (code === LINE_FEED) {
        lineFeeds++;
        if (lineFeeds === 2) position += PARAGRAPH_STEP;
      } else if (isCode(code)) position++;
      else if (code === FULL_STOP || code === 0x21 || code === 0x3f || code === 0x3002 || code === 0xff01) {
        if (code > 0xff || isGap(text.charCodeAt(i + 1))) position += SENTENCE_STEP;
      }
      i++;
      continue;
    }
    if (letter === UNSEEN) {
      i++;
      continue;
    }
    lineFeeds = 0;
    walk(trie, text, i, position, listen);
    if (isJoined[code] === 1) {
      position++;
      i++;
      continue;
    }
    const start = i;
    i++;
    while (i < length) {
      const next = text.charCodeAt(i);
      if (of[next] === SEPARATOR || isJoined[next] === 1) break;
      i++;
    }
    // In Arabic and Hebrew, articles and prepositions are written with the word.
    if (code >= 0x590 && code < 0x700)
      for (let skip = 1; skip <= 3 && i - start - skip >= 2; skip++) walk(trie, text, start + skip, position, listen);
    position += WORD_STEP;
  }
}

/** Between words of a program more than in a sentence. */
function isCode(code: number): boolean {
  return (
    code === 0x7b ||
    code === 0x7d ||
    code === 0x7c ||
    code === 0x3d ||
    code === 0x3b ||
    code === 0x24 ||
    code === 0x5c ||
    code === 0x5b ||
    code === 0x5d ||
    code === 0x3c ||
    code === 0x3e ||
    code === 0x28 ||
    code === 0x29
  );
}

function isGap(code: number): boolean {
  return Number.isNaN(code) || code <= 0x20 || code === 0x22 || code === 0x27 || code === 0x29 || code === 0x3c;
}

function walk(trie: Trie, text: string, start: number, position: number, listen: WordListener): void {
  const { of, isJoined } = trie.letters;
  const length = text.length;
  let node = 0;
  let i = start;
  let wasJoined = false;
  while (i < length) {
    const code = text.charCodeAt(i);
    const letter = of[code] ?? SEPARATOR;
    if (letter === UNSEEN) {
      i++;
      continue;
    }
    if (letter === SEPARATOR) {
      const whole = trie.whole[node];
      if (whole !== undefined) listen(whole, start, i, position);
      node = trie.follow(node, SPACE);
      if (node < 0) return;
      i = afterGap(of, text, i);
      if (i < 0) return;
      continue;
    }
    const joined = isJoined[code] === 1;
    if (joined !== wasJoined && i > start && !wasJoined) {
      const whole = trie.whole[node];
      if (whole !== undefined) listen(whole, start, i, position);
    }
    wasJoined = joined;
    node = trie.follow(node, letter);
    if (node < 0) return;
    i++;
    const begun = trie.begun[node];
    if (begun !== undefined) listen(begun, start, joined ? i : wordEnd(of, isJoined, text, i), position);
  }
  const whole = trie.whole[node];
  if (whole !== undefined) listen(whole, start, length, position);
}

/** Where the next word of a phrase begins, or -1 if a sentence or a long gap lies between. */
function afterGap(of: Uint16Array, text: string, from: number): number {
  const end = Math.min(text.length, from + LONGEST_GAP);
  let lineFeeds = 0;
  for (let i = from; i < end; i++) {
    const code = text.charCodeAt(i);
    if (of[code] !== SEPARATOR) return i;
    if (code === LINE_FEED && ++lineFeeds > 1) return -1;
    if ((code === FULL_STOP || code === 0x21 || code === 0x3f) && text.charCodeAt(i + 1) <= 0x20) return -1;
  }
  return -1;
}

function wordEnd(of: Uint16Array, isJoined: Uint8Array, text: string, from: number): number {
  let i = from;
  const end = Math.min(text.length, from + 40);
  while (i < end && of[text.charCodeAt(i)] !== SEPARATOR && isJoined[text.charCodeAt(i)] !== 1) i++;
  return i;
}
