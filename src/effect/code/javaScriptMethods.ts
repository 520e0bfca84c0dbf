import { DECODED, SECRET } from '../shell/value';
import { entryOf, sliceOf } from './containers';
import { javaScriptNative, readScriptVariable, serve, setScriptVariable } from './javaScriptFunctions';
import type { Evaluator, Method } from './language';
import { type MethodTable, methodTable } from './methodTable';
import { request } from './processes';
import { statement } from './pythonNetwork';
import {
  concatenated,
  DATA,
  dataOf,
  exactText,
  joinValues,
  listOf,
  mapOf,
  NUMBER,
  taintOf,
  textOf,
  type Value,
} from './values';

const changed =
  (change: (text: string, args: readonly string[], numbers: readonly number[]) => string | undefined): Method =>
  (_, of, given) => {
    if (of.kind !== 'text') return dataOf(taintOf(of));
    const args = given.items.flatMap((each) => (exactText(each) === undefined ? [] : [exactText(each) ?? '']));
    const numbers = given.items.flatMap((each) =>
      each.kind === 'number' && each.value !== undefined ? [each.value] : [],
    );
    if (args.length + numbers.length < given.items.length) return dataOf(of.taint);
    const all = of.texts.map((text) => change(text, args, numbers));
    return all.every((text) => text !== undefined) ? textOf(all, of) : dataOf(of.taint);
  };
/** Numbers cut a text: of a name found on the disk it stays such a name. */
const cut =
  (change: (text: string, numbers: readonly number[]) => string): Method =>
  (evaluator, of, given) =>
    of.kind === 'text' && of.isLikely ? of : changed((text, _, numbers) => change(text, numbers))(evaluator, of, given);

const TEXT: MethodTable = methodTable({
  'trim trimEnd trimStart': changed((text) => text.trim()),
  'toString valueOf normalize': (_, of) => of,
  'toLowerCase toLocaleLowerCase': changed((text) => text.toLowerCase()),
  'toUpperCase toLocaleUpperCase': changed((text) => text.toUpperCase()),
  replace: changed((text, [from, to]) =>
    from === undefined || to === undefined || to.includes('$') ? undefined : text.replace(from, to),
  ),
  replaceAll: changed((text, [from, to]) =>
    from === undefined || to === undefined || to.includes('$') ? undefined : text.replaceAll(from, to),
  ),
  concat: (_, of, given) => concatenated([of, ...given.items]),
  slice: cut((text, [from, to]) => text.slice(from, to)),
  substring: cut((text, [from = 0, to]) => text.substring(from, to)),
  substr: cut((text, [from = 0, count]) => text.slice(from, count === undefined ? undefined : from + count)),
  'padStart padEnd repeat at charAt': (_, of) => dataOf(taintOf(of)),
  split: (_, of, given) => {
    const text = exactText(of);
    const by = exactText(given.items[0]);
    return text === undefined || by === undefined || by === '' || given.items.length > 1
      ? listOf([of.kind === 'text' && of.isLikely ? of : dataOf(taintOf(of) | (by === '' ? DECODED : 0))], false)
      : listOf(text.split(by).map((each) => textOf(each)));
  },
  '@length': () => NUMBER,
  '@pathname @href @path': (_, of) => of,
  '@parentPath': (_, of) => of,
  '@name': (_, of) => of,
  'isFile isDirectory isSymbolicLink': () => NUMBER,
});

const callEach = (evaluator: Evaluator, of: Value, test: Value | undefined): Value =>
  test === undefined ? DATA : evaluator.callWith(test, evaluator.each(of), NUMBER, of);

const LIST: MethodTable = methodTable({
  'map flatMap': (evaluator, of, given) => {
    const result = callEach(evaluator, of, given.items[0]);
    return listOf([result.kind === 'list' ? joinValues([result, evaluator.each(result)]) : result], false);
  },
  'forEach some every findIndex findLastIndex': (evaluator, of, given) => {
    callEach(evaluator, of, given.items[0]);
    return NUMBER;
  },
  filter: (evaluator, of, given) => evaluator.filtered(of, given.items[0] ?? DATA),
  'find findLast': (evaluator, of, given) => evaluator.each(evaluator.filtered(of, given.items[0] ?? DATA)),
  'reduce reduceRight': (evaluator, of, given) => {
    const [step = DATA, start] = given.items;
    const each = evaluator.each(of);
    const first = evaluator.callWith(step, start ?? each, each, NUMBER);
    return joinValues([
      start ?? each,
      first,
      evaluator.callWith(step, joinValues([first, dataOf(taintOf(first))]), each, NUMBER),
    ]);
  },
  slice: (_, of, given) => sliceOf(of, given.items[0], given.items[1], undefined),
  'sort toSorted reverse toReversed flat values concat with toSpliced': (evaluator, of, given) => {
    for (const item of given.items)
      if (item.kind === 'closure') evaluator.callWith(item, evaluator.each(of), evaluator.each(of));
    const more = given.items
      .filter((item) => item.kind !== 'closure' && item.kind !== 'number')
      .map((item) => (item.kind === 'list' ? evaluator.each(item) : item));
    if (of.kind === 'list' && given.items.length === 0) evaluator.doubt(of);
    const each = evaluator.each(of);
    return listOf([each, ...more, ...(each.kind === 'list' ? [evaluator.each(each)] : [])], false);
  },
  entries: (evaluator, of) => listOf([listOf([NUMBER, evaluator.each(of)])], false),
  'push add': (evaluator, of, given) => {
    if (of.kind === 'list') for (const item of given.items) evaluator.append(of, item, [item]);
    return NUMBER;
  },
  'unshift splice fill copyWithin': (evaluator, of, given) => {
    if (of.kind !== 'list') return NUMBER;
    evaluator.doubt(of);
    for (const item of given.items) evaluator.append(of, item);
    return of;
  },
  'pop shift': (evaluator, of) => {
    const each = evaluator.each(of);
    if (of.kind === 'list') evaluator.doubt(of);
    return each;
  },
  at: (evaluator, of, given) => evaluator.index(of, given.items[0] ?? NUMBER),
  join: (evaluator, of, given) => {
    const by = given.items[0] ?? textOf(',');
    if (of.kind !== 'list' || !of.isExact) return dataOf(taintOf(of));
    void evaluator;
    return concatenated(of.items.flatMap((item, index) => (index === 0 ? [item] : [by, item])));
  },
  'then catch finally': (evaluator, of, given) => settled(evaluator, of, given.items),
  '@length @size': () => NUMBER,
});

/** A promise is what it comes to. */
function settled(evaluator: Evaluator, of: Value, items: readonly Value[]): Value {
  const [first, second] = items;
  if (second !== undefined) evaluator.callWith(second, DATA);
  return first === undefined || first.kind === 'number' ? of : evaluator.callWith(first, of);
}

const FUNCTION: MethodTable = methodTable({
  call: (evaluator, of, given) =>
    evaluator.call(of, { ...given, items: given.items.slice(1), lead: Math.max(0, (given.lead ?? 0) - 1) }),
  apply: (evaluator, of, given) => {
    const [, list] = given.items;
    const isExact = list?.kind === 'list' && list.isExact;
    return evaluator.call(of, {
      ...given,
      items: isExact ? list.items : [evaluator.each(list ?? DATA)],
      isOpen: !isExact,
    });
  },
  bind: (evaluator, of, given) => {
    if (given.items.length <= 1) return of;
    evaluator.escape(of);
    return { kind: 'opaque', what: 'a function with arguments kept' };
  },
  '@name @length': () => DATA,
});

const MAP: MethodTable = methodTable({
  get: (_, of, given) => (of.kind === 'map' ? entryOf(of, exactText(given.items[0])) : DATA),
  set: (evaluator, of, given) => {
    const [key = DATA, value = DATA] = given.items;
    if (of.kind === 'map') evaluator.put(of, key, value);
    return of;
  },
  'has delete hasOwnProperty': () => NUMBER,
  forEach: (evaluator, of, given) => {
    if (of.kind === 'map')
      evaluator.callWith(given.items[0] ?? DATA, joinValues([...of.entries.values(), ...of.rest]), DATA);
    return NUMBER;
  },
  'then catch finally': (evaluator, of, given) => settled(evaluator, of, given.items),
});

const ANY: MethodTable = methodTable({
  'then then': (evaluator, of, given) => settled(evaluator, of, given.items),
  'catch finally': (evaluator, of, given) => {
    for (const each of given.items) evaluator.callWith(each, DATA);
    return of;
  },
  'toString trim trimEnd toUpperCase toLowerCase normalize json text': (_, of) => of,
  'map flatMap filter sort reverse slice': (evaluator, of, given) => {
    const results = given.items.flatMap((item) =>
      item.kind === 'closure' ? [evaluator.callWith(item, evaluator.each(of), NUMBER)] : escaped(evaluator, [item]),
    );
    return listOf([...results, evaluator.each(of)], false);
  },
  'exec query run prepare all execute': (evaluator, of, given) => {
    statement(evaluator, given, false);
    return of.kind === 'foreign' ? of : dataOf(taintOf(of));
  },
});

const HANDLES: Readonly<Record<string, MethodTable>> = {
  environment: methodTable({
    '[]': (evaluator, of, given) => {
      readScriptVariable(evaluator, given.items[0]);
      const name = exactText(given.items[0]);
      if (name === 'HOME' || name === 'USERPROFILE') return textOf('~');
      return name === undefined ? dataOf(taintOf(of)) : DATA;
    },
    '[]=': (evaluator, _, given) => {
      setScriptVariable(evaluator, given.items[0], given.items[1] ?? DATA);
      return DATA;
    },
  }),
  server: methodTable({
    address: () => mapOf([['port', NUMBER]]),
    'then then': (evaluator, of, given) => settled(evaluator, of, given.items),
    listen: (evaluator, _, given) => {
      for (const each of given.items) evaluator.escape(each);
      return serve(evaluator, given);
    },
  }),
  http: methodTable({
    'get head options': (evaluator, of, given) => request(evaluator, under(of, given.items[0]), false, given),
    'post put patch delete request postForm': (evaluator, of, given) =>
      request(evaluator, under(of, given.items[0]), true, given),
  }),
  socket: methodTable({
    connect: (evaluator, _, given) => javaScriptNative('net.connect')?.(evaluator, given, 'connect') ?? DATA,
  }),
  file: methodTable({
    'readFile read': (_, of) => (of.kind === 'handle' ? { kind: 'data', taint: of.taint, file: of.at } : DATA),
    'then then': (evaluator, of, given) => settled(evaluator, of, given.items),
  }),
  process: methodTable({
    'toString trim': (_, of) => dataOf(taintOf(of)),
    'then catch finally': (evaluator, of, given) => settled(evaluator, of, given.items),
  }),
};

/** An address below the one that all requests begin with. */
function under(of: Value, path: Value | undefined): Value {
  const base = of.kind === 'handle' ? of.at : undefined;
  const text = exactText(path);
  // A whole address takes the place of the other.
  if (
    path === undefined ||
    base === undefined ||
    exactText(base) === '' ||
    text === undefined ||
    /^\w+:|^\/\//.test(text)
  )
    return path ?? base ?? DATA;
  return concatenated([base, textOf('/'), path]);
}

const REFS: Readonly<Record<string, MethodTable>> = {
  process: methodTable({
    '@env': () => ENVIRONMENT,
    '@argv': (evaluator) => evaluator.argv,
    '=argv': (evaluator, _, given) => {
      evaluator.doubt(evaluator.argv);
      evaluator.append(evaluator.argv, evaluator.each(given.items[0] ?? DATA));
      return NUMBER;
    },
    '@execPath @argv0': () => textOf('node'),
    '=exitCode =title': () => NUMBER,
    '=env': (evaluator) => evaluator.unknown('a change of the environment'),
  }),
  module: methodTable({ '=exports': (evaluator, _, given) => escaped(evaluator, given.items) }),
  'globalThis.exports': methodTable({}),
  'globalThis.import.meta': methodTable({
    '@url': () => textOf('file://./main.mjs', { isLikely: true }),
    '@dirname': () => textOf('.', { isLikely: true }),
    '@filename': () => textOf('./main.mjs', { isLikely: true }),
    '@main @env': () => DATA,
    resolve: () => DATA,
  }),
  'globalThis.require': methodTable({
    '@main': () => DATA,
    '@extensions @cache': (evaluator) => evaluator.unknown('the loader of modules'),
  }),
};

function escaped(evaluator: Evaluator, items: readonly Value[]): Value {
  for (const each of items) evaluator.escape(each);
  return DATA;
}

/** A module that is loaded while running, where it is there. */
const MODULE_THEN: Method = (evaluator, of, given) => settled(evaluator, of, given.items);

export const ENVIRONMENT: Value = { kind: 'handle', type: 'environment', at: undefined, taint: SECRET };

export function javaScriptMethod(of: Value, name: string): Method | undefined {
  switch (of.kind) {
    case 'text':
      return TEXT.get(name);
    case 'list':
      return LIST.get(name);
    case 'map':
      return of.of === undefined ? MAP.get(name) : undefined;
    case 'handle': {
      if (of.type === 'environment' && name.startsWith('@'))
        return (evaluator) =>
          HANDLES.environment?.get('[]')?.(evaluator, of, {
            items: [textOf(name.slice(1))],
            named: new Map(),
            isOpen: false,
          }) ?? DATA;
      return HANDLES[of.type]?.get(name);
    }
    case 'closure':
    case 'class':
      return FUNCTION.get(name);
    case 'ref':
      return (
        (Object.hasOwn(REFS, of.name) ? REFS[of.name] : undefined)?.get(name) ??
        (name === 'then' && !/^globalThis|\./.test(of.name) ? MODULE_THEN : undefined) ??
        (/^(?:call|apply|bind)$/.test(name) && of.name.includes('.') ? FUNCTION.get(name) : undefined)
      );
    case 'data':
    case 'foreign':
      return name.startsWith('@') ? undefined : ANY.get(name);
    default:
      return undefined;
  }
}
