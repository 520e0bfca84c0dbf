import type { Sign } from '../sign';
import { foldedLetters } from '../words/letters';
import { CLASS_ROOM, type WordListener } from '../words/lexer';

/*
 * What is learned from a text: its words, their beginnings and neighbours; what the lexicon knows them for, which is the
 * same in every language; and the signs found in it. Each is a number below `FEATURES`.
 */
const HASHED = 1 << 16;
const PAIRS = HASHED + CLASS_ROOM;
const SIGNS = PAIRS + CLASS_ROOM * CLASS_ROOM;
const SIGN_ROOM = 1 << 10;
export const FEATURES = SIGNS + SIGN_ROOM;

/** A word that the lexicon knows goes with those before it as far as this, in words. */
const FAR = 12;
const LONGEST_STEM = 5;
const MOST_CLASSES = 6;
const NONE: readonly number[] = [];
/** Signs of one word that count: a text can have thousands of one kind. */
const MOST_SIGNS = 8;

/** The words of a text, and what each brings with it: `features[offsets[i]]` up to `features[offsets[i + 1]]` are word i's. */
export interface Features {
  readonly starts: readonly number[];
  readonly ends: readonly number[];
  readonly offsets: readonly number[];
  readonly features: readonly number[];
}

/** `signs` in the order of where they begin. */
export function featuresOf(text: string, signs: readonly Sign[], heard: Heard): Features {
  const { starts, ends, own: ownFeatures } = wordsOf(text);
  const classes = classesOf(heard, starts);
  const offsets: number[] = [0];
  const features: number[] = [];
  /** Words with classes so far, of which those from `oldest` on are near enough. */
  const recent: { readonly word: number; readonly classes: readonly number[] }[] = [];
  let [sign, oldest] = [0, 0];
  for (let word = 0; word < starts.length; word++) {
    for (let at = word * OWN; at < word * OWN + OWN; at++) {
      const feature = ownFeatures[at] ?? -1;
      if (feature >= 0) features.push(feature);
    }
    const own = classes[word];
    if (own !== undefined) {
      while ((recent[oldest]?.word ?? word) < word - FAR) oldest++;
      for (const one of own) {
        features.push(HASHED + one);
        for (let at = oldest; at < recent.length; at++)
          for (const other of recent[at]?.classes ?? NONE) features.push(PAIRS + other * CLASS_ROOM + one);
      }
      recent.push({ word, classes: own });
    }
    const next = starts[word + 1] ?? Number.POSITIVE_INFINITY;
    for (let count = 0; (signs[sign]?.start ?? next) < next; sign++) {
      const found = signs[sign];
      if (found !== undefined && count++ < MOST_SIGNS) features.push(...signFeatures(found));
    }
    offsets.push(features.length);
  }
  return { starts, ends, offsets, features };
}

/** Its kind, and its kind with about how much it weighs. */
function signFeatures({ id, weight }: Sign): readonly [number, number] {
  let kind = 17;
  for (let i = 0; i < id.length; i++) kind = Math.imul(kind, 31) + id.charCodeAt(i);
  kind = Math.imul(kind, 0x9e3779b1) >>> 12;
  const step = Math.min(6, Math.ceil(weight / 2));
  return [SIGNS + (kind & (SIGN_ROOM - 1)), SIGNS + ((kind + 7 * step) & (SIGN_ROOM - 1))];
}

/** Features of a word by itself and with its neighbours; -1 for those that it hasn't. */
const OWN = 5;

interface Words {
  readonly starts: number[];
  readonly ends: number[];
  readonly own: number[];
}

function wordsOf(text: string): Words {
  const { read, joined } = foldedLetters();
  const words: Words = { starts: [], ends: [], own: [] };
  let [before, beforeThat] = [0, 0];
  let i = 0;
  while (i < text.length) {
    const code = text.charCodeAt(i);
    const letter = read[code] ?? 0;
    if (letter < 2) {
      i++;
      continue;
    }
    const start = i;
    let [whole, stem, length] = [17, 17, 0];
    const address = code === SMALL_H ? addressEnd(text, i) : i;
    if (address > i) {
      // Which host it is, and what stands behind it, says nothing in general.
      i = address;
    } else if (code >= DIGIT_0 && code <= DIGIT_9) {
      while (isDigit(text.charCodeAt(i))) i++;
      [whole, stem] = [DIGIT_0, DIGIT_0];
    } else if (joined[code] === 1) {
      whole = letter;
      stem = letter;
      i++;
    } else {
      for (; i < text.length; i++) {
        const next = text.charCodeAt(i);
        const folded = read[next] ?? 0;
        if (folded === 0 || joined[next] === 1) break;
        if (folded === 1) continue;
        whole = Math.imul(whole, 31) + folded;
        length++;
        if (length <= LONGEST_STEM) stem = whole;
      }
    }
    words.starts.push(start);
    words.ends.push(i);
    words.own.push(
      hashed(whole, 0x9e37),
      length > LONGEST_STEM ? hashed(stem, 0x85eb) : -1,
      before === 0 ? -1 : hashed(Math.imul(before, 31) + stem, 0xc2b2),
      beforeThat === 0 ? -1 : hashed(Math.imul(beforeThat, 37) + stem, 0x27d4),
      beforeThat === 0 ? -1 : hashed(Math.imul(Math.imul(beforeThat, 37) + before, 41) + stem, 0x1656),
    );
    beforeThat = before;
    before = stem;
  }
  return words;
}

const SMALL_H = 0x68;
const DIGIT_0 = 0x30;
const DIGIT_9 = 0x39;
const LONGEST_ADDRESS = 300;

function isDigit(code: number): boolean {
  return code >= DIGIT_0 && code <= DIGIT_9;
}

/** Where an address that begins here ends; the beginning itself where none does. */
function addressEnd(text: string, start: number): number {
  if (!text.startsWith('http', start)) return start;
  const [address = ''] = /^https?:\/\/[^\s"'<>()[\]{}|`]{1,300}/.exec(text.slice(start, start + LONGEST_ADDRESS)) ?? [];
  return start + address.length;
}

function hashed(value: number, salt: number): number {
  let hash = Math.imul(value ^ salt, 0x9e3779b1);
  hash ^= hash >>> 15;
  hash = Math.imul(hash, 0x85ebca6b);
  hash ^= hash >>> 13;
  return (hash >>> 8) & (HASHED - 1);
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

/** What the lexicon knows each word for. */
function classesOf(heard: Heard, starts: readonly number[]): readonly (readonly number[] | undefined)[] {
  const classes: (number[] | undefined)[] = [];
  let word = 0;
  for (const [index, start] of heard.starts.entries()) {
    while (word + 1 < starts.length && (starts[word + 1] ?? 0) <= start) word++;
    let own = classes[word];
    if (own === undefined) {
      own = [];
      classes[word] = own;
    }
    for (const number of heard.numbers[index] ?? NONE) {
      const one = number % CLASS_ROOM;
      if (own.length < MOST_CLASSES && !own.includes(one)) own.push(one);
    }
  }
  return classes;
}
