import type { Found } from '../sign';
import { CLASS_ROOM, LANGUAGE_COUNT, readWords, type WordListener } from '../words/lexer';
import { WORD_CLASSES, type WordClass } from '../words/wordClass';
import { PHRASES, type Phrase } from './grammar';

/** What the words of a text say, and where words stand that speak of attacks rather than making one. */
export interface Phrases {
  readonly found: readonly Found[];
  /** Starts of words that describe, ascending. */
  readonly about: readonly number[];
  /** Words that the lexicon knows. */
  readonly known: number;
  /** Words that would be some of an order, were they decoded. */
  readonly hasCipher: boolean;
}

const MOST_FOUND = 10_000;
const NUMBER = new Map(WORD_CLASSES.map((name, index) => [name, index]));
/** Words of computing are English in every language. */
const SHARED = new Set<WordClass>([
  'ai',
  'loot',
  'address',
  'memory',
  'autoApproval',
  'instruction',
  'systemPrompt',
  'goods',
  'run',
]);
const IS_SHARED: readonly boolean[] = WORD_CLASSES.map((name) => SHARED.has(name));
const FAR = -1_000_000;
/** Half words before a phrase in which a word changes what it means. */
const CLOSE = 6;
/** Half words in which a language has two words, if it is spoken. */
const SPOKEN = 24;
/** Half words after a phrase in which a word takes it back. */
const SOON = 9;

interface Need {
  readonly classes: readonly number[];
  readonly shared: readonly number[];
}

interface Rule {
  readonly phrase: Phrase;
  readonly needs: readonly Need[];
  readonly notAfter: readonly number[];
  readonly notIf: readonly number[];
  readonly notBefore: readonly number[];
  readonly within: number;
  /** The class of the first need, where it is only one; otherwise -1. */
  readonly onlyFirst: number;
  /** The needs once more, in a row. */
  readonly flat: Int32Array;
}

const numberOf = (name: WordClass) => NUMBER.get(name) ?? 0;

const RULES: readonly Rule[] = PHRASES.map((phrase) => ({
  phrase,
  needs: phrase.needs.map((classes) => ({
    classes: classes.map(numberOf),
    shared: classes.filter((name) => SHARED.has(name)).map(numberOf),
  })),
  notAfter: (phrase.notAfter ?? []).map(numberOf),
  notIf: (phrase.notIf ?? []).map(numberOf),
  notBefore: (phrase.notBefore ?? []).map(numberOf),
  within: phrase.within * 2,
  flat: Int32Array.from(
    phrase.needs.flatMap((classes) => {
      const shared = classes.filter((name) => SHARED.has(name)).map(numberOf);
      return [classes.length, shared.length, ...classes.map(numberOf), ...shared];
    }),
  ),
  onlyFirst: phrase.needs[0]?.length === 1 ? numberOf(phrase.needs[0][0] ?? 'this') : -1,
}));

/** The classes of each rule, each once. */
const CLASSES: readonly (readonly number[])[] = PHRASES.map(({ needs }) => [...new Set(needs.flat().map(numberOf))]);
/** The needs of all rules in a row, but for those that a word of another language may meet. */
const ALL_NEEDS = PHRASES.flatMap(({ needs }, rule) => needs.map((classes) => ({ rule, classes })));
const NEEDS_OF_RULE = PHRASES.map(({ needs }) => needs.length);
const NEED_COUNT = ALL_NEEDS.length;
const NEEDS_BY_CLASS: readonly (readonly (readonly [rule: number, need: number])[])[] = WORD_CLASSES.map((name) =>
  ALL_NEEDS.flatMap(({ rule, classes }, need) => (classes.includes(name) ? [[rule, need] as const] : [])),
);
/** Rules to try stand in a row, each as the rule, the class of its first need and how near that must be. */
const TRY_SIZE = 3;
const NONE: readonly number[] = [];
const TAKING_BACK = WORD_CLASSES.map((name) =>
  PHRASES.flatMap(({ notBefore }, rule) => (notBefore?.includes(name) === true ? [rule] : [])),
);
const ABOUT = numberOf('about');
const NOT = numberOf('not');
const CIPHER = numberOf('cipher');
const TEMPLATE = numberOf('template');
const LOOT = numberOf('loot');
const AI = numberOf('ai');
const CALLED = numberOf('called');
const FULL_STOP = 0x2e;
/** After whom it is said to: `AI agents: run …`, `AI assistants (any), please …`. */
const CALLING =
  /^[a-z]{0,3}(?:[ -][\p{L}-]{1,16}){0,1}(?:\s?\([^)\n]{0,20}\))?[*_`]{0,2}\s?[:,\uff1a\uff0c\u060c\u3001\u2014\u2013](?!\/)/u;

/** As much of the text as tells whether somebody is called. */
const CALL_REACH = 24;
const CALL_SIGNS = ':,\uff1a\uff0c\u060c\u3001\u2014\u2013';

function isCalled(text: string, end: number): boolean {
  const after = text.slice(end, end + CALL_REACH);
  for (const sign of CALL_SIGNS) if (after.includes(sign)) return CALLING.test(after);
  return false;
}

/** Looks for phrases in any language of the lexicon, in one pass. Another listener hears the same words. */
export function readPhrases(text: string, also?: WordListener): Phrases {
  const reading = new Reading(text);
  readWords(text, (numbers, start, end, position) => {
    for (const number of numbers) reading.hear(number, start, end, position);
    also?.(numbers, start, end, position);
  });
  return { found: reading.found, about: reading.about, known: reading.known, hasCipher: reading.hasCipher };
}

class Reading {
  constructor(private readonly text: string) {}

  readonly #matches: { readonly found: Found; isTakenBack: boolean }[] = [];
  readonly about: number[] = [];
  known = 0;
  hasCipher = false;
  /** By language and class: where the last such word stands. */
  readonly #positions = new Int32Array(LANGUAGE_COUNT * CLASS_ROOM).fill(FAR);
  readonly #starts = new Int32Array(LANGUAGE_COUNT * CLASS_ROOM);
  readonly #ends = new Int32Array(LANGUAGE_COUNT * CLASS_ROOM);
  /** By language and rule: the last match, as its index, its place and its end. */
  readonly #lastMatch = new Int32Array(LANGUAGE_COUNT * RULES.length).fill(-1);
  readonly #lastPlace = new Int32Array(LANGUAGE_COUNT * RULES.length).fill(FAR);
  readonly #lastEnd = new Int32Array(LANGUAGE_COUNT * RULES.length).fill(-1);

  get found(): readonly Found[] {
    return this.#matches.filter(({ isTakenBack }) => !isTakenBack).map(({ found }) => found);
  }

  hear(number: number, start: number, end: number, position: number): void {
    const language = Math.floor(number / CLASS_ROOM);
    const name = number % CLASS_ROOM;
    // The file of that name, not what everything else is called so.
    if (name === LOOT && end - start === 3 && this.text.charCodeAt(start - 1) !== FULL_STOP) return;
    this.known++;
    if (this.#positions[number] === FAR) this.#hearFirst(language, name);
    if (name === ABOUT && this.about[this.about.length - 1] !== start) this.about.push(start);
    if (name === CIPHER) this.hasCipher = true;
    if (name === TEMPLATE) this.#forgetLoot(start, end);
    this.#positions[number] = position;
    this.#starts[number] = start;
    this.#ends[number] = end;
    for (const rule of TAKING_BACK[name] ?? []) this.#takeBack(language, rule, position);
    // A single word that other languages have too is no sentence of this one.
    const isSpoken = language === 0 || position - (this.#heardBefore[language] ?? FAR) <= SPOKEN;
    if (isSpoken) this.#completeAll(language, name, position);
    // An English word of computing may complete a phrase of the language around it.
    if (language === 0 && IS_SHARED[name] === true && this.#lastHeardOther > position - 2 * CLOSE) {
      for (let other = 1; other < LANGUAGE_COUNT; other++)
        if ((this.#lastHeard[other] ?? FAR) > position - 2 * CLOSE) this.#completeAll(other, name, position);
    }
    if (this.#lastHeard[language] !== position) this.#heardBefore[language] = this.#lastHeard[language] ?? FAR;
    this.#lastHeard[language] = position;
    if (language !== 0) this.#lastHeardOther = position;
    if (name === AI && isCalled(this.text, end)) this.hear(number - AI + CALLED, start, end, position);
  }

  /** By language and class: the rules that a word may complete, with all that they need heard somewhere before. */
  readonly #tries: (number[] | undefined)[] = new Array<number[] | undefined>(LANGUAGE_COUNT * CLASS_ROOM);
  /** By language and need: 1 once a word of it was heard. By language and rule: how many of its needs were. */
  readonly #isMet = new Uint8Array(LANGUAGE_COUNT * NEED_COUNT);
  readonly #met = new Uint8Array(LANGUAGE_COUNT * RULES.length);

  /** A class that is new to the text: some rules can be completed from here on. */
  #hearFirst(language: number, name: number): void {
    const isForAll = language === 0 && IS_SHARED[name] === true;
    for (let one = language; one < (isForAll ? LANGUAGE_COUNT : language + 1); one++)
      for (const [rule, need] of NEEDS_BY_CLASS[name] ?? []) {
        if (this.#isMet[one * NEED_COUNT + need] === 1) continue;
        this.#isMet[one * NEED_COUNT + need] = 1;
        const at = one * RULES.length + rule;
        this.#met[at] = (this.#met[at] ?? 0) + 1;
        if (this.#met[at] === NEEDS_OF_RULE[rule]) this.#beginToTry(one, rule);
      }
  }

  #beginToTry(language: number, rule: number): void {
    for (const name of CLASSES[rule] ?? []) {
      const at = language * CLASS_ROOM + name;
      const tries = this.#tries[at];
      const added = [rule, RULES[rule]?.onlyFirst ?? -1, RULES[rule]?.within ?? 0];
      if (tries === undefined) {
        this.#tries[at] = added;
        continue;
      }
      let place = tries.length;
      while (place > 0 && (tries[place - TRY_SIZE] ?? 0) > rule) place -= TRY_SIZE;
      tries.splice(place, 0, ...added);
    }
  }

  readonly #lastHeard = new Int32Array(LANGUAGE_COUNT).fill(FAR);
  /** In whatever language other than English. */
  #lastHeardOther = FAR;
  /** Where the word before the last was heard. */
  readonly #heardBefore = new Int32Array(LANGUAGE_COUNT).fill(FAR);

  /** `.env.example` is nothing to take: what was found with it doesn't count. */
  #forgetLoot(start: number, end: number): void {
    for (let at = LOOT; at < this.#positions.length; at += CLASS_ROOM)
      if (this.#starts[at] === start) this.#positions[at] = FAR;
    for (const match of this.#matches.slice(-12))
      if (match.found.id === 'exfiltration' && match.found.start <= start && match.found.end <= end)
        match.isTakenBack = true;
  }

  #takeBack(language: number, rule: number, position: number): void {
    const at = language * RULES.length + rule;
    const match = this.#matches[this.#lastMatch[at] ?? -1];
    if (match !== undefined && position - (this.#lastPlace[at] ?? FAR) <= SOON) match.isTakenBack = true;
  }

  /** Tries the rules of a class. Most end here: the rarest of the words isn't near. */
  #completeAll(language: number, name: number, position: number): void {
    const base = language * CLASS_ROOM;
    const tries = this.#tries[base + name] ?? NONE;
    for (let i = 0; i < tries.length; i += TRY_SIZE) {
      const first = tries[i + 1] ?? 0;
      const earliest = position - (tries[i + 2] ?? 0);
      if (first >= 0 && (this.#positions[base + first] ?? FAR) < earliest)
        if (language === 0 || IS_SHARED[first] !== true || (this.#positions[first] ?? FAR) < earliest) continue;
      this.#complete(language, tries[i] ?? 0, position);
    }
  }

  #complete(language: number, index: number, position: number): void {
    const rule = RULES[index];
    if (rule === undefined || this.#matches.length >= MOST_FOUND) return;
    const base = language * CLASS_ROOM;
    const earliest = position - rule.within;
    if (!this.#isRecent(base, rule, earliest)) return;
    let start = Number.POSITIVE_INFINITY;
    let end = 0;
    let first = position;
    let key = FAR;
    let keyStart = -1;
    let before = -1;
    const used: number[] = [];
    for (const need of rule.needs) {
      let best = FAR;
      let slot = -1;
      for (const name of need.classes) {
        const at = base + name;
        const seen = this.#positions[at] ?? FAR;
        // A verb with its negation in one word is both.
        if (seen > best && (name === NOT || !used.includes(this.#starts[at] ?? -1))) {
          best = seen;
          slot = at;
        }
      }
      if (language !== 0)
        for (const name of need.shared) {
          const seen = this.#positions[name] ?? FAR;
          if (seen > best && !used.includes(this.#starts[name] ?? -1)) {
            best = seen;
            slot = name;
          }
        }
      if (best < earliest) return;
      const from = this.#starts[slot] ?? 0;
      if (rule.phrase.inOrder === true && from < before) return;
      before = from;
      used.push(from);
      if (key === FAR) {
        key = best;
        keyStart = from;
      }
      first = Math.min(first, best);
      start = Math.min(start, from);
      end = Math.max(end, this.#ends[slot] ?? 0);
    }
    const at = language * RULES.length + index;
    if (start < (this.#lastEnd[at] ?? -1)) return;
    if (this.#hasJustBefore(base, rule.notAfter, key, keyStart)) return;
    if (this.#hasJustBefore(base, rule.notIf, first, start)) return;
    for (const name of rule.notBefore) if ((this.#positions[base + name] ?? FAR) >= Math.max(first, key)) return;
    this.#lastEnd[at] = end;
    this.#lastMatch[at] = this.#matches.length;
    this.#lastPlace[at] = position;
    const { id, says, weight } = rule.phrase;
    this.#matches.push({ found: { id, says, weight, start, end }, isTakenBack: false });
  }

  #isRecent(base: number, { flat }: Rule, earliest: number): boolean {
    // Each need as how many classes it has, then how many shared ones, then all of them.
    for (let at = 0; at < flat.length; ) {
      const own = flat[at] ?? 0;
      const end = at + 2 + own + (flat[at + 1] ?? 0);
      let isMet = false;
      for (let i = at + 2; i < end && !isMet; i++) {
        if (i >= at + 2 + own && base === 0) break;
        const number = (flat[i] ?? 0) + (i < at + 2 + own ? base : 0);
        isMet = (this.#positions[number] ?? FAR) >= earliest;
      }
      if (!isMet) return false;
      at = end;
    }
    return true;
  }

  #hasJustBefore(base: number, classes: readonly number[], place: number, start: number): boolean {
    return classes.some((name) => {
      const seen = this.#positions[base + name] ?? FAR;
      return (this.#starts[base + name] ?? 0) < start && seen >= place - CLOSE;
    });
  }
}
