import { DECODED, SECRET } from '../shell/value';
import { argument } from './arguments';
import { entryOf, formatted, pairsOf, valuesOf } from './containers';
import type { Evaluator, Given, Method } from './language';
import { type MethodTable, methodTable } from './methodTable';
import { request } from './processes';
import { ARGUMENT_PARSER, ARGUMENTS, parsedArgument } from './pythonArguments';
import { command, FOUND, globbed, joinedPath, listed, mapped, opened, parentOf } from './pythonFunctions';
import { changeVariable, connect, isHome, listen, readVariable, statement } from './pythonNetwork';
import {
  codeTexts,
  concatenated,
  DATA,
  dataOf,
  exactText,
  joinValues,
  listOf,
  mapTexts,
  NUMBER,
  type Texts,
  taintOf,
  textOf,
  type Value,
} from './values';

const texts = (of: Value): Texts | undefined => (of.kind === 'text' ? of : undefined);
/** The same of each text it may be, where the arguments are known. */
const changed =
  (change: (text: string, args: readonly string[]) => string | undefined): Method =>
  (_, of, given) => {
    const args = given.items.map(exactText);
    const value = texts(of);
    if (value === undefined || args.some((arg) => arg === undefined)) return dataOf(taintOf(of));
    const known = args.filter((arg) => arg !== undefined);
    const all = value.texts.map((text) => change(text, known));
    return all.every((text) => text !== undefined) ? textOf(all, { ...value, isPath: false }) : dataOf(value.taint);
  };

const TEXT: MethodTable = methodTable({
  'strip rstrip lstrip': changed((text, [chars]) => (chars === undefined ? text.trim() : undefined)),
  lower: changed((text) => text.toLowerCase()),
  upper: changed((text) => text.toUpperCase()),
  'encode decode as_posix __str__': changed((text, [coding]) =>
    /^(?:utf-?8|ascii|latin-?1)?$/i.test(coding ?? '') ? text : undefined,
  ),
  removeprefix: changed((text, [start = '']) => (text.startsWith(start) ? text.slice(start.length) : text)),
  removesuffix: changed((text, [end = '']) => (end !== '' && text.endsWith(end) ? text.slice(0, -end.length) : text)),
  replace: (evaluator, of, given) => {
    const path = texts(of)?.isPath === true;
    return path
      ? command('mv', '--')(evaluator, { ...given, items: [of, ...given.items] }, 'replace')
      : changed((text, [from = '', to = '']) => text.replaceAll(from, to))(evaluator, of, given);
  },
  join: (evaluator, of, given) => {
    const [items] = given.items;
    if (items?.kind !== 'list' || !items.isExact) return dataOf(taintOf(items ?? DATA));
    const parts = items.items.flatMap((item, index) => (index === 0 ? [item] : [of, item]));
    void evaluator;
    return concatenated(parts);
  },
  format: (_, of, given) => {
    const template = exactText(of);
    if (template === undefined || given.isOpen) return dataOf(taintOf(of));
    const names = [...given.named];
    const plain = template.replace(/\{(\w+)\}/g, (whole, name: string) => {
      const at = names.findIndex(([each]) => each === name);
      return at < 0 ? whole : `{${given.items.length + at}}`;
    });
    const pieces = formatted(plain, [...given.items, ...names.map(([, value]) => value)], false);
    return pieces?.kind === 'list' ? concatenated(pieces.items) : dataOf(taintOf(of));
  },
  'split rsplit splitlines': (_, of, given) => {
    const text = exactText(of);
    const by = given.items.length === 0 ? undefined : exactText(given.items[0]);
    if (text === undefined || given.items.length > 1 || (given.items.length === 1 && by === undefined) || by === '')
      return listOf([of.kind === 'text' && of.isLikely ? FOUND : dataOf(taintOf(of))], false);
    return listOf(
      (by === undefined ? text.split(/\s+/).filter((word) => word !== '') : text.split(by)).map((each) => textOf(each)),
    );
  },
  'translate swapcase': (_, of) => dataOf(taintOf(of) | DECODED),
});

const PATH: MethodTable = methodTable({
  '@parent': (_, of) => mapped(of, parentOf),
  '@name': (_, of) => mapped(of, (text) => text.slice(text.lastIndexOf('/') + 1)),
  '@stem': (_, of) => mapped(of, (text) => text.slice(text.lastIndexOf('/') + 1).replace(/(.)\.[^.]*$/, '$1')),
  '@suffix': (_, of) => mapped(of, (text) => /\.[^./]*$/.exec(text)?.[0] ?? ''),
  '@parents': (_, of) =>
    listOf([
      mapped(of, parentOf),
      mapped(of, (text) => parentOf(parentOf(text))),
      mapped(of, (text) => parentOf(parentOf(parentOf(text)))),
    ]),
  '@parts': (_, of) => listOf([of.kind === 'text' && of.isLikely ? FOUND : DATA], false),
  'joinpath __truediv__': (_, of, given) => joinedPath([of, ...given.items], true),
  with_suffix: (_, of, given) =>
    changedPath(of, given, (text, [suffix = '']) => text.replace(/\.[^./]*$/, '') + suffix),
  'with_name with_stem': (_, of, given) => changedPath(of, given, (text, [name = '']) => `${parentOf(text)}/${name}`),
  'resolve absolute expanduser relative_to': (_, of) => of,
  'read_text read_bytes': (evaluator, of) => ({
    kind: 'data',
    taint: evaluator.useFile('read', of, 'read_text'),
    file: of,
  }),
  'write_text write_bytes touch': (evaluator, of, given) => written(evaluator, of, given, 'write'),
  mkdir: (evaluator, of, given) => written(evaluator, of, given, 'folder'),
  'unlink rmdir': (evaluator, of) => dataOf(evaluator.use('rm', of, 'unlink')),
  rename: (evaluator, of, given) => command('mv', '--')(evaluator, { ...given, items: [of, ...given.items] }, 'rename'),
  'symlink_to hardlink_to': (evaluator, of, given) =>
    command('ln', '-s', '--')(evaluator, { ...given, items: [...given.items.slice(0, 1), of] }, 'symlink_to'),
  chmod: (evaluator, of, given) =>
    evaluator.call({ kind: 'ref', name: 'os.chmod' }, { ...given, items: [of, ...given.items] }),
  open: (evaluator, of, given) => opened(evaluator, { ...given, items: [of, ...given.items] }, 'Path.open'),
  'exists is_file is_dir stat lstat is_symlink samefile readlink': (evaluator, of) =>
    dataOf(evaluator.useFile('names', of, 'exists')),
  iterdir: (evaluator, of) => listOf([joinedPath([of, listed(evaluator, of, 'iterdir')], true)], false),
  walk: (evaluator, of) => evaluator.callWith({ kind: 'ref', name: 'os.walk' }, of),
  glob: (evaluator, of, given) => listOf([globbed(evaluator, joinedPath([of, given.items[0] ?? DATA], true))], false),
  rglob: (evaluator, of, given) =>
    listOf([globbed(evaluator, joinedPath([of, textOf('*'), given.items[0] ?? DATA], true))], false),
});

function changedPath(of: Value, given: Given, change: (text: string, args: readonly string[]) => string): Value {
  const args = given.items.map(exactText);
  const known = args.filter((arg) => arg !== undefined);
  return of.kind !== 'text' || known.length !== args.length ? DATA : mapTexts(of, (text) => change(text, known));
}

function written(evaluator: Evaluator, of: Value, given: Given, kind: 'write' | 'folder'): Value {
  for (const each of given.items) evaluator.escape(each);
  return dataOf(evaluator.useFile(kind, of, kind));
}

const LIST: MethodTable = methodTable({
  append: (evaluator, of, given) => added(evaluator, of, given.items),
  add: (evaluator, of, given) => added(evaluator, of, given.items),
  appendleft: (evaluator, of, given) => disordered(evaluator, of, given.items[0]),
  insert: (evaluator, of, given) => disordered(evaluator, of, given.items[1]),
  extend: (evaluator, of, given) => {
    const [more = DATA] = given.items;
    if (of.kind === 'list') evaluator.extend(of, more);
    return NUMBER;
  },
  update: (evaluator, of, given) => disordered(evaluator, of, evaluator.each(given.items[0] ?? DATA)),
  'remove clear reverse sort rotate discard': (evaluator, of, given) => {
    if (of.kind === 'list') evaluator.doubt(of);
    for (const each of given.named.values()) if (each.kind === 'closure') evaluator.callWith(each, evaluator.each(of));
    return NUMBER;
  },
  'pop popleft': (evaluator, of) => {
    const each = evaluator.each(of);
    if (of.kind === 'list') evaluator.doubt(of);
    return each;
  },
  copy: (_, of) => (of.kind === 'list' ? listOf(of.items, of.isExact, of.lead) : of),
  'union intersection difference': (evaluator, of, given) =>
    listOf([evaluator.each(of), ...given.items.map((each) => evaluator.each(each))], false),
});

function added(evaluator: Evaluator, of: Value, items: readonly Value[]): Value {
  const [item = DATA] = items;
  if (of.kind === 'list') evaluator.append(of, item, [item]);
  return NUMBER;
}

function disordered(evaluator: Evaluator, of: Value, item: Value = DATA): Value {
  if (of.kind !== 'list') return NUMBER;
  evaluator.doubt(of);
  evaluator.append(of, item);
  return NUMBER;
}

const MAP: MethodTable = methodTable({
  'get pop': (_, of, given) =>
    of.kind === 'map' ? joinValues([entryOf(of, exactText(given.items[0])), given.items[1] ?? DATA]) : DATA,
  setdefault: (evaluator, of, given) => {
    const [key = DATA, value = DATA] = given.items;
    if (of.kind === 'map') evaluator.put(of, key, value);
    return of.kind === 'map' ? entryOf(of, exactText(key)) : DATA;
  },
  items: (_, of) => (of.kind === 'map' ? pairsOf(of) : DATA),
  values: (_, of) => (of.kind === 'map' ? valuesOf(of) : DATA),
  keys: (evaluator, of) => listOf([evaluator.each(of)], false),
  copy: (_, of) => of,
  update: (evaluator, of, given) => {
    if (of.kind !== 'map') return NUMBER;
    for (const each of given.items) evaluator.mergeInto(of, each);
    for (const [name, value] of given.named) evaluator.put(of, textOf(name), value);
    return NUMBER;
  },
});

const escaping: Method = (evaluator, of, given) => {
  for (const each of [...given.items, ...given.named.values()]) evaluator.escape(each);
  return dataOf(taintOf(of));
};

const HANDLES: Readonly<Record<string, MethodTable>> = {
  argumentParser: ARGUMENT_PARSER,
  arguments: ARGUMENTS,
  file: methodTable({
    'read readline': (_, of) => (of.kind === 'handle' ? { kind: 'data', taint: of.taint, file: of.at } : DATA),
    '@name': (_, of) => (of.kind === 'handle' ? (of.at ?? DATA) : DATA),
    'write writelines seek close flush': escaping,
  }),
  archive: methodTable({
    'extractall extract': (evaluator, of, given) =>
      dataOf(
        evaluator.useFile(
          'folder',
          joinedPath([argument(given, 0, 'path') ?? textOf('.'), textOf('some')], false),
          'extractall',
        ) | taintOf(of),
      ),
    'write add': (evaluator, _, given) => dataOf(evaluator.useFile('read', given.items[0] ?? DATA, 'write')),
  }),
  tree: methodTable({
    write: (evaluator, _, given) => dataOf(evaluator.useFile('write', given.items[0] ?? DATA, 'write')),
  }),
  database: methodTable({
    'execute executemany executescript': (evaluator, of, given) => {
      statement(evaluator, given, true);
      return of;
    },
    'cursor __enter__': (_, of) => of,
    'load_extension enable_load_extension backup': (evaluator) => evaluator.unknown('an extension of a database'),
  }),
  memory: methodTable({
    'cursor execute executemany executescript': (_, of) => of,
    'load_extension enable_load_extension backup': (evaluator) => evaluator.unknown('an extension of a database'),
  }),
  http: methodTable({
    'get head options': (evaluator, _, given) =>
      request(evaluator, argument(given, 0, 'url') ?? DATA, given.named.has('data') || given.named.has('json'), given),
    'post put patch delete': (evaluator, _, given) =>
      request(evaluator, argument(given, 0, 'url') ?? DATA, true, given),
    'request stream send urlopen ws_connect': (evaluator, _, given) =>
      request(evaluator, argument(given, 1, 'url') ?? DATA, true, given),
  }),
  socket: methodTable({
    'connect connect_ex': (evaluator, _, given) => connect(evaluator, given),
    sendto: (evaluator, _, given) => connect(evaluator, { ...given, items: given.items.slice(-1) }),
    bind: (evaluator, _, given) => listen(evaluator, given),
    '@server_port': () => NUMBER,
    'getsockname @server_address': () => listOf([textOf('127.0.0.1'), NUMBER]),
    'makefile accept': (_, of) => of,
  }),
  psprocess: methodTable({
    'kill terminate suspend resume send_signal nice rlimit environ': (evaluator) =>
      evaluator.unknown('a process that is stopped or changed'),
  }),
  profiler: methodTable({
    'run runctx': (evaluator, _, given) => {
      evaluator.use('code', given.items[0] ?? DATA, 'a profiler');
      return evaluator.unknown('code given as text');
    },
  }),
  spec: methodTable({ '@loader': (_, of) => of, exec_module: () => NUMBER }),
  environment: methodTable({
    'get __getitem__ []': (evaluator, of, given) => {
      readVariable(evaluator, given.items[0]);
      const name = exactText(given.items[0]);
      if (isHome(name)) return textOf('~');
      return name === undefined ? dataOf(taintOf(of)) : (given.items[1] ?? DATA);
    },
    'setdefault []=': (evaluator, _, given) => {
      changeVariable(evaluator, given.items[0], given.items[1] ?? DATA);
      return DATA;
    },
    update: (evaluator, _, given) => {
      for (const each of given.items)
        if (each.kind === 'map')
          for (const [name, value] of each.entries) changeVariable(evaluator, textOf(name), value);
        else evaluator.unknown('a change of the environment');
      for (const [name, value] of given.named) changeVariable(evaluator, textOf(name), value);
      return DATA;
    },
    copy: (_, of) => of,
    pop: () => DATA,
  }),
  modulePath: methodTable({
    'insert append extend []=': (evaluator, _, given) => {
      const value = given.items.at(-1) ?? DATA;
      for (const file of codeTexts(value.kind === 'list' ? evaluator.each(value) : value, 'a folder of modules'))
        evaluator.report({ kind: 'modules', file });
      return NUMBER;
    },
  }),
  modules: methodTable({
    'items values copy': () => ({ kind: 'opaque', what: 'a module' }),
    '[] get pop': (evaluator, _, given) => {
      const name = exactText(given.items[0]);
      return name === undefined
        ? { kind: 'opaque', what: 'sys.modules' }
        : evaluator.moduleValue(evaluator.language.moduleName(name));
    },
    '[]= setdefault': (evaluator, _, given) => {
      const name = exactText(given.items[0]);
      if (name === undefined || evaluator.language.natureOf(name) !== 'foreign')
        evaluator.unknown('a new meaning of a module');
      for (const each of given.items) evaluator.escape(each);
      return NUMBER;
    },
  }),
};

/** Of a value of which nothing is known: a path perhaps, or a cursor. */
const ANY: MethodTable = methodTable({
  'write_text write_bytes': (evaluator, of, given) => written(evaluator, of, given, 'write'),
  'unlink rmdir rmtree': (evaluator, of) => dataOf(evaluator.use('rm', of, 'unlink')),
  'read_text read_bytes': (evaluator, of) => dataOf(evaluator.useFile('read', of, 'read_text') | taintOf(of)),
  'symlink_to hardlink_to': (evaluator) => evaluator.unknown('a link to somewhere'),
  replace: (evaluator, of, given) =>
    of.kind === 'data' && given.items.length === 1 && given.named.size === 0
      ? evaluator.unknown('a file that is renamed')
      : of.kind === 'foreign'
        ? of
        : dataOf(taintOf(of)),
  rename: (evaluator, of, given) =>
    of.kind === 'data' && given.items.length === 1 && given.named.size === 0 && given.items[0]?.kind !== 'map'
      ? evaluator.unknown('a file that is renamed')
      : of.kind === 'foreign'
        ? of
        : dataOf(taintOf(of)),
  'execute executemany executescript exec_driver_sql': (evaluator, of, given) => {
    statement(evaluator, given, false);
    return of.kind === 'foreign' ? of : dataOf(taintOf(of));
  },
  connect: (evaluator, of, given) =>
    given.items[0]?.kind === 'list' ? connect(evaluator, given) : of.kind === 'foreign' ? of : dataOf(taintOf(of)),
  map: (evaluator, of, given) => {
    const [test = DATA, ...lists] = given.items;
    void of;
    return listOf([evaluator.callWith(test, ...lists.map((each) => evaluator.each(each)))], false);
  },
  submit: (evaluator, _, given) => {
    const [test = DATA, ...items] = given.items;
    return evaluator.callWith(test, ...items);
  },
  read: (evaluator, of, given) => {
    const [file] = given.items;
    const taint = file === undefined || file.kind === 'number' ? 0 : evaluator.useFile('read', file, 'read');
    return of.kind === 'data' ? { ...of, taint: of.taint | taint } : of;
  },
  'readlines getvalue splitlines strip decode encode lower upper': (_, of) =>
    of.kind === 'data' ? of : of.kind === 'foreign' ? of : dataOf(taintOf(of)),
});

const SYS: MethodTable = methodTable({
  '@argv': (evaluator) => evaluator.argv,
  '=argv': (evaluator, _, given) => {
    evaluator.doubt(evaluator.argv);
    evaluator.append(evaluator.argv, evaluator.each(given.items[0] ?? DATA));
    return NUMBER;
  },
  '=path': (evaluator, _, given) => {
    const [value = DATA] = given.items;
    if (value.kind === 'handle' && value.type === 'modulePath') return NUMBER;
    for (const each of value.kind === 'list' ? value.items : [value])
      if (!(each.kind === 'handle' && each.type === 'modulePath'))
        for (const file of codeTexts(each, 'a folder of modules')) evaluator.report({ kind: 'modules', file });
    return NUMBER;
  },
});

/** Of an object that may be any module, what would do something. */
const REACHING =
  /^(?:remove|unlink|rmdir|removedirs|rmtree|move|rename|replace|run|call|Popen|kill|killpg|chmod|chown|symlink|link|truncate|open|write|exec\w*|eval|compile|import_module|loads?|urlopen|urlretrieve|connect|CDLL|putenv|system|popen|copy\w*|makedirs|mkdir|main)$/;

export function pythonMethod(of: Value, name: string): Method | undefined {
  switch (of.kind) {
    case 'text':
      return of.isPath
        ? (PATH.get(name) ?? TEXT.get(name))
        : (TEXT.get(name) ?? (name === '@name' && of.isLikely ? (_, self) => self : undefined));
    case 'list':
      return LIST.get(name);
    case 'map':
      return of.of === undefined ? MAP.get(name) : undefined;
    case 'handle':
      if (of.type === 'arguments' && name.startsWith('@')) return (_, self) => parsedArgument(self, name.slice(1));
      return HANDLES[of.type]?.get(name);
    case 'opaque':
      return REACHING.test(name)
        ? (evaluator) => evaluator.unknown(`.${name} of what it looks up while running`)
        : undefined;
    case 'data':
    case 'foreign':
      return name.startsWith('@') ? undefined : ANY.get(name);
    case 'ref':
      return of.name === 'sys' ? SYS.get(name) : undefined;
    default:
      return undefined;
  }
}

export const ENVIRONMENT: Value = { kind: 'handle', type: 'environment', at: undefined, taint: SECRET };
