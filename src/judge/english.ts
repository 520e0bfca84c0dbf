import { FUNCTION_WORDS, INTERNATIONAL_WORDS, SHARED_WORDS, STEMS } from './englishWords';
import { FOREIGN_WORDS } from './foreignWords';
import { proseWords, withoutQuotes } from './proseWords';

const LATIN = /\p{Script=Latin}/gu;
const LETTERS = /\p{L}/gu;
/** Letters that no English word is written with. */
const FOREIGN_LETTER = /[^a-z']/;

/** Ends of sentences: what comes after each has to be English by itself. */
const BETWEEN_SENTENCES = /(?<=[.!?;])\s+|\n+/u;

/** Share of the words that have to be known, where some are another language's and where none is. Most texts have nine in ten. */
const LEAST_KNOWN = { mixed: 0.5, pure: 0.4 } as const;
/** Words of other languages for each English one. */
const MOST_FOREIGN = 0.25;

/**
 * Whether a text is in English, as far as words tell: of those that it has outside of quotes and code, enough have to be
 * known as English, and hardly any as another language's. One without words is as English as it is anything.
 */
export function isEnglish(text: string): boolean {
  const bare = withoutQuotes(text);
  const letters = bare.match(LETTERS)?.length ?? 0;
  const latin = bare.match(LATIN)?.length ?? 0;
  if (latin * 2 < letters) return false;
  return bare.split(BETWEEN_SENTENCES).every(isEnglishSentence);
}

function isEnglishSentence(sentence: string): boolean {
  const counts = { english: 0, shared: 0, foreign: 0, unknown: 0 };
  for (const word of proseWords(sentence)) {
    const kind = kindOf(word);
    if (kind !== undefined) counts[kind] += 1;
  }
  const { english, shared, foreign, unknown } = counts;
  const all = english + shared + foreign + unknown;
  if (foreign + unknown === 0) return true;
  const least = LEAST_KNOWN[foreign === 0 ? 'pure' : 'mixed'];
  return english > 0 && english + shared >= all * least && foreign <= english * MOST_FOREIGN;
}

/** Undefined for what tells nothing: single letters, and words that many languages share. */
function kindOf(word: string): 'english' | 'shared' | 'foreign' | 'unknown' | undefined {
  const plain = word.replace(/'s?$/, '');
  if (plain === 'a' || plain === 'i') return 'shared';
  if (FOREIGN_LETTER.test(plain)) return 'foreign';
  if (plain.length === 1) return undefined;
  if (SHARED_WORDS.has(plain)) return 'shared';
  if (/n't$|'(?:ll|re|ve|d|m)$/.test(word) || FUNCTION_WORDS.has(plain)) return 'english';
  if (FOREIGN_WORDS.has(plain)) return 'foreign';
  const stems = stemsOf(plain);
  if (stems.some((stem) => STEMS.has(stem))) return 'english';
  if (stems.some((stem) => SHARED_WORDS.has(stem))) return 'shared';
  return stems.some((stem) => INTERNATIONAL_WORDS.has(stem)) ? undefined : 'unknown';
}

const ENDINGS: readonly (readonly [ending: RegExp, ...instead: readonly string[]])[] = [
  [/(?<=(?:s|x|z|ch|sh|o))es$/, ''],
  [/ies$/, 'y'],
  [/ied$/, 'y'],
  [/ily$/, 'y'],
  [/(?<=[^s])s$/, ''],
  [/ed$/, '', 'e'],
  [/ings?$/, '', 'e'],
  [/ly$/, '', 'le'],
  [/ers?$/, '', 'e'],
  [/est$/, '', 'e'],
  [/ors?$/, '', 'e'],
  [/ions?$/, '', 'e'],
  [/ations?$/, '', 'e'],
  [/ments?$/, ''],
  [/(?:able|ible)$/, '', 'e'],
  [/ness$/, ''],
  [/less$/, ''],
  [/ful$/, ''],
  [/ally$/, ''],
];
const BEGINNINGS = /^(?:re|un|de|dis|mis|non|over|pre|out|in|sub)(?=[a-z]{3})/;

/** What a word may be a form of, itself included. */
function stemsOf(word: string): readonly string[] {
  const stems = [word, ...ENDINGS.flatMap(([ending, ...instead]) => shortened(word, ending, instead))];
  const deeper = stems.flatMap((stem) => (BEGINNINGS.test(stem) ? [stem.replace(BEGINNINGS, '')] : []));
  return [...stems, ...deeper];
}

function shortened(word: string, ending: RegExp, instead: readonly string[]): readonly string[] {
  if (!ending.test(word)) return [];
  const stem = word.replace(ending, '');
  if (stem.length < 3) return [];
  const doubled = /([b-df-hj-np-tv-z])\1$/.test(stem) ? [stem.slice(0, -1)] : [];
  return [...instead.map((letters) => stem + letters), ...doubled];
}
