import type { Found } from '../sign';
import { MARKS, type Mark } from './marks';

/** So many of one mark are found in a text at most. */
const MOST = 20;
/** As many signs stand before the name of a speaker at most. */
const LONGEST_LEAD = 8;
/** As many spaces stand between a word and the sign before it. */
const LONGEST_GAP = 6;

/** So far from where a mark begins stands what it needs at most. */
const SOON = 300;

const NONE = 0;
const WORD = 1;
const LINE_FEED = 2;
const TAG = 3;
const BRACKET = 4;
const QUOTE = 5;
const RULE = 6;
const OTHER = 7;

/** What each of the signs of ASCII begins. */
const KINDS = new Uint8Array(128);
for (const sign of 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_') KINDS[sign.charCodeAt(0)] = WORD;
KINDS[0x0a] = LINE_FEED;
KINDS[0x3c] = TAG;
KINDS[0x5b] = BRACKET;
for (const sign of `"'`) KINDS[sign.charCodeAt(0)] = QUOTE;
for (const sign of '-=#*') KINDS[sign.charCodeAt(0)] = RULE;
for (const sign of '@].:') KINDS[sign.charCodeAt(0)] = OTHER;

/** Signs after which something new is said. */
const OPENING = setOf('"\'`([{*>#/;|-.!?=');
/** Signs before the name of a speaker. */
const LEADING = setOf(' \t>*#/|"-[(<');

/** The marks by the two or three letters that something begins with, one bit each. */
class Beginnings {
  /** By two letters: where in the masks those for the third begin. */
  readonly places = new Uint16Array(128 * 128);
  readonly masks: Uint32Array;

  constructor(wordsOf: (mark: Mark) => string | undefined) {
    const words = MARKS.flatMap((mark, index) =>
      (wordsOf(mark)?.split(' ') ?? []).flatMap((word) =>
        casesOf(word, mark.test.ignoreCase).map((letters) => ({ letters, bit: 1 << index })),
      ),
    );
    this.masks = new Uint32Array((words.length + 1) * 128);
    let next = 128;
    for (const { letters, bit } of words) {
      const two = (letters.charCodeAt(0) << 7) | letters.charCodeAt(1);
      if (this.places[two] === 0) {
        this.places[two] = next;
        next += 128;
      }
      const place = this.places[two] ?? 0;
      for (let third = 0; third < 128; third++)
        if (letters.length === 2 || letters.charCodeAt(2) === third)
          this.masks[place | third] = (this.masks[place | third] ?? 0) | bit;
    }
  }

  at(text: string, place: number): number {
    const two = this.places[((text.charCodeAt(place) & 0x7f) << 7) | (text.charCodeAt(place + 1) & 0x7f)] ?? 0;
    return two === 0 ? 0 : (this.masks[two | (text.charCodeAt(place + 2) & 0x7f)] ?? 0);
  }
}

/** By the sign that follows: the marks that may begin, one bit each. */
const BY_TAG = masks(({ at }) => at.tags);
const BY_BRACKET = masks(({ at }) => at.brackets);
const BY_QUOTE = masks(({ at }) => at.quotes);
const BY_RULE = new Beginnings(({ at }) => at.rules);
const BY_SIGN = masks(({ at }) => at.signs);
const BY_LINE = masks(({ at }) => at.lines);
const BY_WORD = new Beginnings(({ at }) => at.words);
const SETTINGS = MARKS.reduce((mask, { at }, index) => (at.isSetting === true ? mask | (1 << index) : mask), 0);
const AFTER_SIGNS = MARKS.reduce((mask, { at }, index) => (at.isAfterSigns === true ? mask | (1 << index) : mask), 0);

/** Marks and commands that look the same in every language. */
export function readMarks(text: string): readonly Found[] {
  const search = new Search(text);
  search.beginLine(-1);
  const { length } = text;
  for (let i = 0; i < length; i++) {
    let code = text.charCodeAt(i);
    let kind = code < 128 ? KINDS[code] : NONE;
    if (kind === WORD) {
      const place = BY_WORD.places[(code << 7) | (text.charCodeAt(i + 1) & 0x7f)] ?? 0;
      if (place !== 0) search.beginWord(i, BY_WORD.masks[place | (text.charCodeAt(i + 2) & 0x7f)] ?? 0);
      do {
        code = text.charCodeAt(++i);
        kind = code < 128 ? KINDS[code] : NONE;
      } while (kind === WORD);
    }
    if (kind === NONE) continue;
    if (kind === LINE_FEED) search.beginLine(i);
    else if (kind === QUOTE) search.test(i, maskOf(BY_QUOTE, text.charCodeAt(i + 1)));
    else if (kind === OTHER) {
      if (code === 0x40 || (code === 0x5d && text.charCodeAt(i + 1) === 0x28)) search.test(i, maskOf(BY_SIGN, code));
      else if (code === 0x2e || code === 0x3a) search.endSetting(i);
    } else {
      search.endRule(i);
      if (kind === TAG) search.beginTag(i, BY_TAG);
      else if (kind === BRACKET) search.beginTag(i, BY_BRACKET);
    }
  }
  return search.found.flat();
}

class Search {
  readonly found: Found[][] = MARKS.map(() => []);
  /** Of each mark: where the next may begin. */
  readonly #from = new Int32Array(MARKS.length);

  /** Of each mark that needs a sign: where the next one stands. */
  readonly #known = new Int32Array(MARKS.length);

  constructor(private readonly text: string) {}

  beginLine(at: number): void {
    const end = Math.min(this.text.length, at + 1 + LONGEST_LEAD);
    let i = at + 1;
    while (i < end && LEADING[this.text.charCodeAt(i)] === 1) i++;
    this.test(at, BY_LINE[this.text.charCodeAt(i)] ?? 0);
  }

  beginWord(at: number, mask: number): void {
    this.test(at, (mask & AFTER_SIGNS) === 0 || this.#isAfterSign(at) ? mask : mask & ~AFTER_SIGNS);
  }

  #isAfterSign(at: number): boolean {
    for (let i = at - 1; i >= at - LONGEST_GAP; i--) {
      const code = this.text.charCodeAt(i);
      if (code > 0x20) return code >= 128 || OPENING[code] === 1;
      if (code === 0x0a) return true;
    }
    return at <= LONGEST_GAP || this.text.charCodeAt(at - LONGEST_GAP - 1) === 0x0a;
  }

  beginTag(at: number, byNext: Uint32Array): void {
    const next = this.text.charCodeAt(at + 1);
    this.test(at, maskOf(byNext, next === 0x2f ? this.text.charCodeAt(at + 2) : next));
  }

  /** At the last sign of a row of them. */
  endRule(at: number): void {
    const next = this.text.charCodeAt(at + 1);
    const first = isSpace(next) ? at + 2 : at + 1;
    const mask = BY_RULE.at(this.text, first);
    if (mask !== 0) this.test(at, mask, true);
  }

  /** At the sign that ends the first part of a setting's name, or the name. */
  endSetting(at: number): void {
    let i = at - 1;
    if (this.text.charCodeAt(at) === 0x3a) {
      // `"defaultMode" :`
      if (isSpace(this.text.charCodeAt(i))) i--;
      if (this.text.charCodeAt(i) === 0x22 || this.text.charCodeAt(i) === 0x27) i--;
      if ((this.text.charCodeAt(i) | 0x20) === 0x65) this.test(i - 'defaultMod'.length, SETTINGS);
    } else {
      const last = this.text.charCodeAt(i) | 0x20;
      const length = last === 0x74 ? 'chat'.length : last === 0x65 ? 'chaperone'.length : 0;
      if (length > 0 && (this.text.charCodeAt(at - length) | 0x20) === 0x63) this.test(at - length, SETTINGS);
    }
  }

  /** Whether one of the signs stands soon after a place: each stretch of the text is looked at once. */
  #hasSoon(signs: string, index: number, place: number): boolean {
    if ((this.#known[index] ?? 0) <= place) {
      let at = place + 1;
      while (at < this.text.length && !signs.includes(this.text.charAt(at))) at++;
      this.#known[index] = at;
    }
    return (this.#known[index] ?? 0) <= place + SOON;
  }

  /** Tests marks at a place and a little before it. */
  test(place: number, mask: number, isRow = false): void {
    for (let left = mask; left !== 0; left &= left - 1) {
      const index = 31 - Math.clz32(left & -left);
      const mark = MARKS[index];
      if (mark === undefined) continue;
      const { back = 0, backOfRow = back } = mark.at;
      this.#testOne(mark, index, place, isRow ? backOfRow : back);
    }
  }

  #testOne(mark: Mark, index: number, place: number, back: number): void {
    const { id, says, weight, test } = mark;
    const { begins, needs } = mark.at;
    if (begins !== undefined && needs !== undefined) {
      begins.lastIndex = place;
      if (!begins.test(this.text) || !this.#hasSoon(needs, index, place)) return;
    }
    const from = Math.max(this.#from[index] ?? 0, place - back);
    for (let at = from; at <= Math.max(0, place); at++) {
      test.lastIndex = at;
      const match = test.exec(this.text);
      if (match === null) continue;
      const found = this.found[index] ?? [];
      if (found.length === 0 && !mark.hint.test(this.text)) {
        this.#from[index] = this.text.length + 1;
        return;
      }
      const lead = /^\s/.test(match[0]) ? match[0].length - match[0].trimStart().length : 0;
      const end = at + match[0].length;
      found.push({ id, says, weight, start: at + lead, end });
      this.#from[index] = found.length < MOST ? end : this.text.length + 1;
      at = this.#from[index] - 1;
    }
  }
}

function isSpace(code: number): boolean {
  return code <= 0x20 || code >= 0xa0;
}

/** What is no sign of ASCII may be any of them. */
function maskOf(masks: Uint32Array, code: number): number {
  return (code < 128 ? masks[code] : masks[0]) ?? 0;
}

function setOf(signs: string): Uint8Array {
  const set = new Uint8Array(0x10000);
  for (const sign of signs) set[sign.charCodeAt(0)] = 1;
  return set;
}

/** The marks by the sign that has to follow, in either case; at 0 all that wait for any. */
function masks(signsOf: (mark: Mark) => string | undefined): Uint32Array {
  const masks = new Uint32Array(0x10000);
  for (const [index, mark] of MARKS.entries())
    for (const sign of signsOf(mark) ?? '')
      for (const code of [0, sign.toLowerCase().charCodeAt(0), sign.toUpperCase().charCodeAt(0)])
        masks[code] = (masks[code] ?? 0) | (1 << index);
  return masks;
}

function casesOf(word: string, isAnyCase: boolean): readonly string[] {
  if (!isAnyCase) return [word];
  return [...word].reduce<readonly string[]>(
    (begun, letter) =>
      begun.flatMap((before) => [...new Set([letter.toLowerCase(), letter.toUpperCase()])].map((one) => before + one)),
    [''],
  );
}
