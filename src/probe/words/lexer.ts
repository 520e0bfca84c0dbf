import { chinese, indonesian, japanese, korean, vietnamese } from './asian';
import { arabic, hebrew, hindi, turkish } from './eastern';
import { english } from './english';
import { dutch, german } from './germanic';
import { SEPARATOR, SPACE, UNSEEN } from './letters';
import { french, italian, portuguese, spanish } from './romance';
import { polish, russian, ukrainian } from './slavic';
import { BEGUN, DEAD, END_BITS, Trie, WHOLE } from './trie';
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
export const CLASS_ROOM = WORD_CLASSES.length;

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

/** Letters below are set apart by spaces. */
const FIRST_JOINED = 0x0e00;
const FULL_STOP = 0x2e;
const LINE_FEED = 0x0a;

/** Built at the first text. */
let built: Trie | undefined;

function build(): Trie {
  const phrases: (readonly [text: string, number: number])[] = [];
  for (const [language, lexicon] of LANGUAGES.entries())
    for (const [index, name] of WORD_CLASSES.entries())
      for (const phrase of (lexicon[name] ?? '').split(',')) {
        const text = phrase.trim();
        if (text !== '') phrases.push([text, language * CLASS_ROOM + index]);
      }
  return new Trie(phrases);
}

/** Tells the listener each word of the text that the lexicon knows, in the order of where they begin. */
export function readWords(text: string, listen: WordListener): void {
  built ??= build();
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
      } else if (code !== 0x20) position += stepAt(text, code, i);
      i++;
      continue;
    }
    if (letter === UNSEEN) {
      i++;
      continue;
    }
    lineFeeds = 0;
    const reached = walk(trie, text, i, position, listen);
    if (isJoined[code] === 1) {
      position++;
      i++;
      continue;
    }
    const start = i;
    i = reached;
    while (i < length) {
      const next = text.charCodeAt(i);
      if (of[next] === SEPARATOR || (next >= FIRST_JOINED && isJoined[next] === 1)) break;
      i++;
    }
    // In Arabic and Hebrew, articles and prepositions are written with the word.
    if (code >= 0x590 && code < 0x700)
      for (let skip = 1; skip <= 3 && i - start - skip >= 2; skip++) walk(trie, text, start + skip, position, listen);
    position += WORD_STEP;
  }
}

/** Between words of a program is more than in a sentence. */
const STEPS = new Uint8Array(128);
for (const sign of '{}|=;$\\[]<>()') STEPS[sign.charCodeAt(0)] = 1;
for (const sign of '.!?') STEPS[sign.charCodeAt(0)] = SENTENCE_STEP;

/** How far a sign sets apart what it stands between. */
function stepAt(text: string, code: number, at: number): number {
  if (code >= 128) return code === 0x3002 || code === 0xff01 ? SENTENCE_STEP : 0;
  const step = STEPS[code] ?? 0;
  return step !== SENTENCE_STEP || isGap(text.charCodeAt(at + 1)) ? step : 0;
}

function isGap(code: number): boolean {
  return Number.isNaN(code) || code <= 0x20 || code === 0x22 || code === 0x27 || code === 0x29 || code === 0x3c;
}

/** Follows the letters as far as they lead. Returns an end of what was seen of the first word. */
function walk(trie: Trie, text: string, start: number, position: number, listen: WordListener): number {
  const { of, isJoined } = trie.letters;
  const { nodes, ways } = trie;
  const length = text.length;
  let node = 0;
  let here = nodes[0] ?? 0;
  let i = start;
  let wasJoined = false;
  let reached = -1;
  while (i < length) {
    const code = text.charCodeAt(i);
    const letter = of[code] ?? SEPARATOR;
    if (letter === UNSEEN) {
      i++;
      continue;
    }
    if (letter === SEPARATOR) {
      if (reached < 0) reached = i;
      if ((here & WHOLE) !== 0) listen(trie.whole[node] ?? [], start, i, position);
      const way = ((here >> END_BITS) + SPACE) << 1;
      if (ways[way] !== node) return reached;
      node = ways[way | 1] ?? DEAD;
      here = nodes[node] ?? 0;
      i = afterGap(of, text, i);
      if (i < 0) return reached;
      continue;
    }
    const joined = code >= FIRST_JOINED && isJoined[code] === 1;
    if (joined !== wasJoined) {
      if (!wasJoined && i > start) {
        if (reached < 0) reached = i;
        if ((here & WHOLE) !== 0) listen(trie.whole[node] ?? [], start, i, position);
      }
      wasJoined = joined;
    }
    const way = ((here >> END_BITS) + letter) << 1;
    if (ways[way] !== node) return reached < 0 ? i : reached;
    node = ways[way | 1] ?? DEAD;
    here = nodes[node] ?? 0;
    i++;
    if ((here & BEGUN) !== 0)
      listen(trie.begun[node] ?? [], start, joined ? i : wordEnd(of, isJoined, text, i), position);
  }
  if ((here & WHOLE) !== 0) listen(trie.whole[node] ?? [], start, length, position);
  return reached < 0 ? length : reached;
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
