import { restOf } from './containers';
import type { Evaluator, Given, Native } from './language';
import { type MethodTable, methodTable } from './methodTable';
import { pythonNative } from './pythonFunctions';
import {
  DATA,
  exactText,
  joinValues,
  listOf,
  type MapValue,
  mapOf,
  NUMBER,
  optionsOf,
  textOf,
  type Value,
} from './values';

const FOREIGN: Value = { kind: 'foreign', taint: 0 };
/** It has no option's name. */
const BY_PLACE = '@place';
/** These make no text that names anything. */
const PLAIN_TYPES = /^builtins\.(?:int|float|bool|complex)$/;

/** `argparse.ArgumentParser()`: `at` is what it was told of each argument, by the name that its value has. */
export const argumentParser: Native = (evaluator, given) => {
  for (const each of given.named.values()) evaluator.escape(each);
  // Words stand in files, or were told elsewhere.
  if (given.named.has('fromfile_prefix_chars') || given.named.has('parents') || given.named.has('**')) return FOREIGN;
  return { kind: 'handle', type: 'argumentParser', at: mapOf(), taint: 0 };
};

/** `argparse.FileType('w')`: opens the file that is named. */
export const fileType: Native = (_, given) => ({
  kind: 'handle',
  type: 'fileType',
  at: given.items[0] ?? given.named.get('mode') ?? textOf('r'),
  taint: 0,
});

/** `vars(args)` */
export const namesOfArguments: Native = (evaluator, given, name) => {
  const [object] = given.items;
  if (object?.kind === 'handle' && object.type === 'arguments') return evaluator.member(object, '__dict__');
  return pythonNative(name)?.(evaluator, given, name) ?? FOREIGN;
};

export const ARGUMENTS: MethodTable = methodTable({
  '[]=': (_, of, given) => {
    const [name = DATA, value = DATA] = given.items;
    const key = exactText(name);
    const told = toldOf(of);
    if (key === undefined) told?.rest.push(value);
    else told?.entries.set(key, joinValues([told.entries.get(key) ?? value, value]));
    return NUMBER;
  },
});

export const ARGUMENT_PARSER: MethodTable = methodTable({
  add_argument(evaluator, of, given) {
    const told = toldOf(of);
    const name = given.named.has('dest') ? exactText(given.named.get('dest')) : nameOf(given.items);
    const argument = mapOf([...given.named].filter(([key]) => /^(?:default|const|type|nargs|action)$/.test(key)));
    const isByPlace = given.items.every((each) => exactText(each)?.startsWith('-') === false);
    if (isByPlace && given.items.length > 0 && !given.named.has('nargs')) argument.entries.set(BY_PLACE, NUMBER);
    for (const each of given.named.values()) evaluator.escape(each);
    if (told === undefined) return DATA;
    if (name === undefined || given.isOpen || given.named.has('**')) told.rest.push(argument);
    else told.entries.set(name, argument);
    return DATA;
  },
  'add_argument_group add_mutually_exclusive_group add_subparsers add_parser': (evaluator, of, given) => {
    const dest = exactText(given.named.get('dest'));
    if (dest !== undefined) toldOf(of)?.entries.set(dest, mapOf());
    if (given.named.has('parents')) toldOf(of)?.rest.push(mapOf([['default', DATA]]));
    for (const each of given.named.values()) evaluator.escape(each);
    return of;
  },
  set_defaults(evaluator, of, given) {
    for (const [name, value] of given.named) {
      evaluator.escape(value);
      toldOf(of)?.rest.push(mapOf([['default', value]]));
      void name;
    }
    return DATA;
  },
  'parse_args parse_intermixed_args': (evaluator, of, given) => parsed(evaluator, of, given),
  'parse_known_args parse_known_intermixed_args': (evaluator, of, given) =>
    listOf([parsed(evaluator, of, given), listOf([evaluator.each(wordsOf(evaluator, given))], false)]),
});

/** What one of them is: any word that was given, as its type makes it, or what it is without one. */
export function parsedArgument(of: Value, name: string): Value {
  if (of.kind !== 'handle' || of.at?.kind !== 'map') return DATA;
  // What is changed there is changed here.
  if (name === '__dict__') return of.at;
  const { entries, rest } = of.at;
  const own = entries.get(name);
  const all = [...(own === undefined ? [] : [own]), ...rest];
  return all.length === 0 ? DATA : joinValues(all);
}

function toldOf(of: Value): MapValue | undefined {
  return of.kind === 'handle' && of.at?.kind === 'map' ? of.at : undefined;
}

/** `--out-dir` is `out_dir`, as is `out_dir`; of several the first long one. */
function nameOf(items: readonly Value[]): string | undefined {
  const names = items.map(exactText);
  const name = names.find((each) => each?.startsWith('--')) ?? names[0];
  return name?.replace(/^-+/, '').replaceAll('-', '_');
}

function wordsOf(evaluator: Evaluator, given: Given): Value {
  const [list] = given.items;
  const own = given.named.get('args') ?? list;
  return own ?? restOf(evaluator.argv, 1);
}

function parsed(evaluator: Evaluator, of: Value, given: Given): Value {
  const told = toldOf(of);
  if (told === undefined || given.items.length > 1 || given.named.has('namespace')) return FOREIGN;
  const list = wordsOf(evaluator, given);
  const words =
    list.kind === 'list' && list.isExact
      ? list.items.flatMap((each) => [each, ...partsOf(each)])
      : [evaluator.each(list)];
  const as = (argument: Value) => valueOfArgument(evaluator, argument, words);
  const values = mapOf([...told.entries].map(([name, argument]) => [name, as(argument)] as const));
  values.rest.push(...told.rest.map(as));
  return { kind: 'handle', type: 'arguments', at: values, taint: 0 };
}

/** `--out=x`, `-ox`: a value may stand within a word. */
function partsOf(word: Value): readonly Value[] {
  const text = exactText(word);
  if (text === undefined) return word.kind === 'text' ? [DATA] : [];
  const [, long, short] = /^(?:--[^=]+=([\s\S]*)|-[^-]=?([\s\S]+))$/.exec(text) ?? [];
  const part = long ?? short;
  return part === undefined ? [] : [textOf(part)];
}

function valueOfArgument(evaluator: Evaluator, argument: Value, words: readonly Value[]): Value {
  if (argument.kind !== 'map') return DATA;
  const held = (name: string) => argument.entries.get(name);
  const action = exactText(held('action'));
  const given = [held('default'), held('const')].filter((each) => each !== undefined);
  if (action !== undefined && /^(?:store_(?:true|false|const)|append_const|count|help|version)$/.test(action))
    return joinValues([NUMBER, ...given]);
  // An action of the project's own may set anything.
  if (held('action') !== undefined && !/^(?:store|append|extend)$/.test(action ?? '')) return FOREIGN;
  const type = held('type');
  const own = held(BY_PLACE) === undefined ? words : operandsOf(words);
  const all = joinValues([...own, ...given]);
  const made = type === undefined ? all : asType(evaluator, type, all, given);
  const isList = held('nargs') !== undefined || action === 'append' || action === 'extend';
  return isList ? listOf(optionsOf(made), false) : made;
}

/** What stands in a place of its own begins with a dash only behind `--`, or where it is a number. */
function operandsOf(words: readonly Value[]): readonly Value[] {
  const texts = words.map(exactText);
  return texts.includes('--') ? words : words.filter((_, index) => !/^-\D/.test(texts[index] ?? ''));
}

function asType(evaluator: Evaluator, type: Value, all: Value, given: readonly Value[]): Value {
  if (type.kind === 'ref' && PLAIN_TYPES.test(type.name)) return joinValues([NUMBER, ...given]);
  if (type.kind === 'ref' && type.name === 'builtins.str') return all;
  if (type.kind === 'handle' && type.type === 'fileType')
    return evaluator.callWith({ kind: 'ref', name: 'builtins.open' }, all, type.at ?? textOf('r'));
  // What is no text stays as it is.
  return joinValues([evaluator.callWith(type, all), ...given]);
}
