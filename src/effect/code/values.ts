import type { Taint } from '../shell/value';
import type { CodeText, GivenWords } from './codeFinding';
import type { ClassCode, FunctionCode } from './syntax';

/** What a piece of code may hold at one place, as far as it is told apart. */
export type Value =
  | Texts
  | { readonly kind: 'number'; readonly value: number | undefined }
  | ListValue
  | MapValue
  /** Something of a module or of the language itself, by its dotted name. */
  | { readonly kind: 'ref'; readonly name: string }
  | Closure
  | ClassValue
  /** A member of something, kept for being called. */
  | { readonly kind: 'method'; readonly of: Value; readonly name: string }
  /** An open file, a database, a socket: told apart by the methods it has. */
  | { readonly kind: 'handle'; readonly type: string; readonly at: Value | undefined; readonly taint: Taint }
  /** An object of the project's own code, or of a package. */
  | { readonly kind: 'foreign'; readonly taint: Taint }
  /** Data without power: `file` is where all of it was read from, `head` how a text is known to begin, `shape` all that is known of it. */
  | {
      readonly kind: 'data';
      readonly taint: Taint;
      readonly file?: Value | undefined;
      readonly head?: string;
      readonly shape?: string;
      readonly given?: GivenWords;
    }
  /** Looked up by a name that isn't known: it may be anything. */
  | { readonly kind: 'opaque'; readonly what: string }
  | { readonly kind: 'either'; readonly options: readonly Value[] };

export interface Texts {
  readonly kind: 'text';
  /** All the texts it may be. */
  readonly texts: readonly string[];
  /** `*` in the texts stands for a name found on the disk. */
  readonly isLikely: boolean;
  readonly isPath: boolean;
  readonly taint: Taint;
}

/** Shared by reference, as in the code itself. */
export interface ListValue {
  readonly kind: 'list';
  readonly items: Value[];
  /** All items, in their order; else any number of those behind the first. */
  isExact: boolean;
  /** How many are the first, in their order, where the list isn't exact. */
  lead: number;
}

export interface MapValue {
  readonly kind: 'map';
  readonly entries: Map<string, Value>;
  /** Values under names that aren't known. */
  readonly rest: Value[];
  readonly of: ClassValue | undefined;
}

export interface Closure {
  readonly kind: 'closure';
  readonly code: FunctionCode;
  readonly scope: Scope;
  readonly self: Value | undefined;
}

export interface ClassValue {
  readonly kind: 'class';
  readonly code: ClassCode;
  readonly bases: readonly Value[];
  readonly members: Map<string, Value>;
}

export interface Scope {
  readonly names: Map<string, Value>;
  readonly parent: Scope | undefined;
  readonly isFunction: boolean;
  /** Names that are assigned to further out. */
  readonly outer: Set<string>;
}

/** Stands for each part of a text that isn't known. */
export const UNKNOWN = '\uFFFC';
const LONGEST_SHAPE = 4096;
const MOST_TEXTS = 24;
const MOST_OPTIONS = 64;
const MOST_PARTS = 400;

export const DATA: Value = { kind: 'data', taint: 0 };
export const NUMBER: Value = { kind: 'number', value: undefined };

export function dataOf(taint: Taint): Value {
  return taint === 0 ? DATA : { kind: 'data', taint };
}

export function textOf(texts: string | readonly string[], more: Partial<Omit<Texts, 'kind' | 'texts'>> = {}): Value {
  const all = [...new Set(typeof texts === 'string' ? [texts] : texts)];
  const { taint = 0, isLikely = false, isPath = false } = more;
  return all.length > MOST_TEXTS ? dataOf(taint) : { kind: 'text', texts: all, isLikely, isPath, taint };
}

export function listOf(items: readonly Value[], isExact = true, lead = 0): ListValue {
  return { kind: 'list', items: [...items], isExact, lead };
}

/** The words that the program is given, from the `from`th on: any number of values in a list. */
export function wordsFrom(from: number): Value {
  return { kind: 'data', taint: 0, given: { from, as: 'all' } };
}

/** One of the words, where a value stands for all that follow. */
export function oneOf(value: Value, at?: number): Value {
  if (value.kind !== 'data' || value.given?.as !== 'all') return value;
  const { from } = value.given;
  return { ...value, given: at === undefined ? { from, as: 'any' } : { from: from + at, as: 'one' } };
}

export function mapOf(entries: Iterable<readonly [string, Value]> = [], of?: ClassValue): MapValue {
  return { kind: 'map', entries: new Map(entries), rest: [], of };
}

export function newScope(parent: Scope | undefined, isFunction: boolean): Scope {
  return { names: new Map(), parent, isFunction, outer: new Set() };
}

export function optionsOf(value: Value): readonly Value[] {
  return value.kind === 'either' ? value.options : [value];
}

export function isSame(a: Value, b: Value): boolean {
  if (a === b) return true;
  switch (a.kind) {
    case 'text':
      return (
        b.kind === 'text' &&
        a.isLikely === b.isLikely &&
        a.isPath === b.isPath &&
        a.taint === b.taint &&
        a.texts.length === b.texts.length &&
        a.texts.every((text) => b.texts.includes(text))
      );
    case 'number':
      return b.kind === 'number' && a.value === b.value;
    case 'ref':
      return b.kind === 'ref' && a.name === b.name;
    case 'data':
      return (
        b.kind === 'data' &&
        a.taint === b.taint &&
        a.file === b.file &&
        a.head === b.head &&
        a.shape === b.shape &&
        a.given?.from === b.given?.from &&
        a.given?.as === b.given?.as
      );
    case 'foreign':
      return b.kind === 'foreign' && a.taint === b.taint;
    case 'opaque':
      return b.kind === 'opaque';
    case 'closure':
      return b.kind === 'closure' && a.code === b.code && a.scope === b.scope && a.self === b.self;
    case 'method':
      return b.kind === 'method' && a.name === b.name && isSame(a.of, b.of);
    case 'handle':
      return (
        b.kind === 'handle' &&
        a.type === b.type &&
        a.taint === b.taint &&
        (a.at === b.at || (a.at !== undefined && b.at !== undefined && isSame(a.at, b.at)))
      );
    case 'either':
      return (
        b.kind === 'either' &&
        a.options.length === b.options.length &&
        a.options.every((each, index) => isSame(each, b.options[index] ?? DATA))
      );
    default:
      return false;
  }
}

/** Whichever of them it is. */
export function joinValues(values: readonly Value[]): Value {
  const options: Value[] = [];
  for (const value of values.flatMap(optionsOf)) {
    if (options.some((each) => isSame(each, value))) continue;
    const at = options.findIndex((each) => merged(each, value) !== undefined);
    const both = at < 0 ? undefined : merged(options[at] ?? DATA, value);
    if (both === undefined) options.push(value);
    else options[at] = both;
  }
  const [only] = options;
  if (options.length > MOST_OPTIONS) return { kind: 'opaque', what: 'one of too many values' };
  return only === undefined ? DATA : options.length === 1 ? only : { kind: 'either', options };
}

function merged(a: Value, b: Value): Value | undefined {
  if (a.kind === 'text' && b.kind === 'text' && a.isLikely === b.isLikely && a.isPath === b.isPath)
    return textOf([...a.texts, ...b.texts], { ...a, taint: a.taint | b.taint });
  if (a.kind === 'number' && b.kind === 'number') return NUMBER;
  if (a.kind === 'data' && b.kind === 'data') return { kind: 'data', taint: a.taint | b.taint };
  if (a.kind === 'foreign' && b.kind === 'foreign') return { kind: 'foreign', taint: a.taint | b.taint };
  return undefined;
}

export function taintOf(value: Value): Taint {
  switch (value.kind) {
    case 'text':
    case 'data':
    case 'foreign':
    case 'handle':
      return value.taint;
    case 'method':
      return taintOf(value.of);
    case 'either':
    case 'list':
    case 'map':
      return taintWithin(value);
    default:
      return 0;
  }
}

/** Of all that it holds, each looked at once: what holds itself, or much, costs no more than it has parts. */
function taintWithin(value: Value): Taint {
  const seen = new Set<Value>();
  const left: Value[] = [value];
  let taint = 0;
  for (let next = left.pop(); next !== undefined && seen.size < MOST_PARTS; next = left.pop()) {
    if (next.kind === 'list' || next.kind === 'map') {
      if (seen.has(next)) continue;
      seen.add(next);
      left.push(...(next.kind === 'list' ? next.items : [...next.entries.values(), ...next.rest]));
    } else if (next.kind === 'either') left.push(...next.options);
    else taint |= taintOf(next);
  }
  return taint;
}

/** After too many rounds: texts that go on growing are no longer known. */
export function widened(value: Value): Value {
  return joinValues(
    optionsOf(value).map((each) =>
      each.kind === 'list'
        ? listOf(each.items.length === 0 ? [] : [joinValues(each.items.map(widened))], false)
        : each.kind === 'text' && !(each.isLikely && !each.texts.some((text) => text.includes('..')))
          ? dataOf(each.taint)
          : each.kind === 'number'
            ? NUMBER
            : each,
    ),
  );
}

/** For a finding: each text it may be, and one unknown text for all else. */
export function codeTexts(value: Value | undefined, name: string): CodeText[] {
  if (value === undefined) return [];
  return optionsOf(value).flatMap((each): CodeText[] => {
    const head = each.kind === 'data' ? each.head : undefined;
    const shape = each.kind === 'data' ? each.shape : undefined;
    if (each.kind === 'text')
      return each.texts.map((text) => ({
        text: standIn(text, each.isLikely),
        isLikely: each.isLikely,
        taint: each.taint,
        name,
      }));
    if (each.kind === 'number')
      return [{ text: String(each.value ?? 1), isLikely: each.value === undefined, taint: 0, name }];
    const given = each.kind === 'data' && each.given?.as !== 'all' ? each.given : undefined;
    const known = {
      ...(head !== undefined && { head }),
      ...(shape !== undefined && { shape }),
      ...(given && { given }),
    };
    return [{ text: undefined, isLikely: false, taint: taintOf(each), name, ...known }];
  });
}

function standIn(text: string, isLikely: boolean): string {
  return isLikely ? text.replaceAll('*', 'some') : text;
}

export function exactText(value: Value | undefined): string | undefined {
  return value?.kind === 'text' && value.texts.length === 1 && !value.isLikely ? value.texts[0] : undefined;
}

/** Every combination of what the values may be, put together by `make`; undefined where one of them isn't text. */
export function combined(values: readonly Value[], make: (texts: readonly string[]) => string, isPath = false): Value {
  let rows: string[][] = [[]];
  let isLikely = false;
  const taint = values.reduce((all, each) => all | taintOf(each), 0);
  for (const value of values) {
    const texts: string[] = [];
    for (const each of optionsOf(value)) {
      if (each.kind === 'text') {
        texts.push(...each.texts);
        isLikely ||= each.isLikely;
      } else if (each.kind === 'number') {
        texts.push(String(each.value ?? 1));
        isLikely ||= each.value === undefined;
      } else return dataOf(taint);
    }
    rows = rows.flatMap((row) => texts.map((text) => [...row, text]));
    if (rows.length > MOST_TEXTS) return dataOf(taint);
  }
  return textOf(rows.map(make), { isLikely, isPath, taint });
}

export function mapTexts(value: Texts, change: (text: string) => string, more: Partial<Texts> = {}): Value {
  return textOf(value.texts.map(change), { ...value, ...more });
}

/** One after another; where some of it isn't known, at least how it begins. */
export function concatenated(values: readonly Value[]): Value {
  const all = combined(values, (texts) => texts.join(''));
  if (all.kind !== 'data') return all;
  let head = '';
  let shape = '';
  let isHead = true;
  for (const value of values) {
    const text = exactText(value);
    const piece = text ?? (value.kind === 'data' ? (value.shape ?? value.head) : undefined);
    if (isHead) head += text ?? (value.kind === 'data' ? (value.head ?? '') : '');
    isHead &&= text !== undefined;
    shape +=
      text ??
      (piece === undefined ? UNKNOWN : value.kind === 'data' && value.shape !== undefined ? piece : piece + UNKNOWN);
  }
  if (shape.length > LONGEST_SHAPE || shape.replaceAll(UNKNOWN, '') === '') return all;
  return { kind: 'data', taint: all.taint, ...(head === '' ? {} : { head }), shape };
}
