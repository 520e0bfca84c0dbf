import { namesIn } from '../names';
import { DECODED } from '../shell/value';
import { allOf, argument, textArgument } from './arguments';
import { plainText } from './codeFinding';
import type { Evaluator, Given, Native } from './language';
import { PYTHON_REFUSED_MEMBERS, TELLING_MODULES } from './pythonModules';
import {
  codeTexts,
  combined,
  DATA,
  dataOf,
  exactText,
  joinValues,
  listOf,
  mapOf,
  mapTexts,
  NUMBER,
  optionsOf,
  taintOf,
  textOf,
  type Value,
} from './values';

/** A name found on the disk, or a number: `*` stands for it. */
export const FOUND = textOf('*', { isLikely: true });
export const TEMPORARY = textOf('/tmp/some', { isLikely: true });

const natives = new Map<string, Native>();

function define(names: string, native: Native): void {
  for (const name of namesIn(names)) natives.set(name, native);
}

export function pythonNative(name: string): Native | undefined {
  return (
    natives.get(name) ?? (/^pathlib\.(?:Pure|Posix|PurePosix|Windows)?Path\./.test(name) ? methodOfClass : undefined)
  );
}

const methodOfClass: Native = (evaluator, given, name) => {
  const [self = DATA, ...items] = given.items;
  return evaluator.call({ kind: 'method', of: self, name: name.split('.').at(-1) ?? '' }, { ...given, items });
};

/** Looks at its arguments, and calls nothing of them. */
const inspecting: Native = (_, given) => dataOf(allOf(given).reduce((all, each) => all | taintOf(each), 0));
const running: Native = (evaluator, given, name) => {
  for (const each of allOf(given))
    if (each.kind === 'closure') evaluator.callWith(each);
    else if (each.kind === 'text') evaluator.use('code', each, name);
    else if (each.kind === 'data') evaluator.unknown(`${name} of what isn't known`);
    else evaluator.escape(each);
  return NUMBER;
};
const counting: Native = () => NUMBER;
const passing: Native = (_, given) => given.items[0] ?? DATA;
const decoding: Native = (_, given) => dataOf(taintOf(given.items[0] ?? DATA) | DECODED);

define(
  'builtins.print builtins.repr builtins.dir builtins.help builtins.isinstance builtins.issubclass builtins.hasattr',
  inspecting,
);
define('builtins.callable builtins.bool builtins.any builtins.all builtins.ascii builtins.format', inspecting);
define(
  'pprint.pprint pprint.pformat inspect.getsource inspect.getsourcefile inspect.getfile inspect.signature',
  inspecting,
);
define(
  'inspect.getdoc inspect.ismodule inspect.isclass inspect.isfunction inspect.getsourcelines inspect.getcomments',
  inspecting,
);
define(
  'inspect.getmro inspect.getfullargspec inspect.isabstract inspect.iscoroutinefunction dis.dis dis.disassemble',
  inspecting,
);
define(
  'inspect.isbuiltin inspect.ismethod inspect.getmodulename inspect.cleandoc sys.getsizeof sys.getrefcount',
  inspecting,
);
define(
  'builtins.len builtins.int builtins.float builtins.ord builtins.hash builtins.id builtins.abs builtins.round',
  counting,
);
define(
  'builtins.pow builtins.divmod time.time time.perf_counter time.monotonic random.randint random.randrange',
  counting,
);
define(
  'os.getpid os.getppid os.cpu_count time.time_ns time.perf_counter_ns time.process_time multiprocessing.cpu_count',
  counting,
);
define('builtins.staticmethod builtins.classmethod builtins.iter builtins.memoryview', passing);
define('builtins.property functools.cached_property', (evaluator, given) => {
  // What looks like reading a member runs it.
  for (const each of given.items) evaluator.escape(each);
  return given.items[0] ?? DATA;
});
define('threading.Thread threading.Timer multiprocessing.Process', (evaluator, given) => {
  const target = argument(given, 1, 'target', 'function') ?? DATA;
  const args = argument(given, 3, 'args') ?? given.items[2];
  evaluator.call(target, {
    items: args?.kind === 'list' ? args.items : [],
    named: new Map(),
    isOpen: args !== undefined && !(args.kind === 'list' && args.isExact),
  });
  return DATA;
});
define('logging.basicConfig', (evaluator, given) => {
  const file = given.named.get('filename');
  if (file !== undefined) evaluator.useFile('write', file, 'basicConfig');
  for (const each of given.named.values()) evaluator.escape(each);
  return NUMBER;
});
define('cProfile.Profile profile.Profile', () => ({ kind: 'handle', type: 'profiler', at: undefined, taint: 0 }));
define(
  'doctest.testmod doctest.testfile doctest.run_docstring_examples doctest.DocTestRunner',
  (evaluator, given, name) => {
    const [module] = given.items;
    // The examples of the code itself are texts that it runs.
    if (module?.kind === 'ref' || module?.kind === 'foreign') return NUMBER;
    return evaluator.unknown(name);
  },
);
define('functools.lru_cache functools.cache functools.wraps contextlib.contextmanager', (evaluator, given) => {
  for (const each of allOf(given)) evaluator.escape(each);
  return given.items[0] ?? DATA;
});
define(
  'asyncio.run asyncio.gather asyncio.wait_for asyncio.create_task asyncio.ensure_future copy.copy copy.deepcopy',
  (evaluator, given) => {
    for (const each of allOf(given)) if (each.kind === 'ref') evaluator.escape(each);
    return given.items.length === 1 ? (given.items[0] ?? DATA) : listOf(given.items);
  },
);
define('os.fspath os.fsdecode os.fsencode builtins.str builtins.bytes', (_, given) => {
  const [value] = given.items;
  if (value === undefined) return textOf('');
  if (value.kind === 'text') return mapTexts(value, (text) => text, { isPath: false });
  if (value.kind === 'number')
    return value.value === undefined ? textOf('1', { isLikely: true }) : textOf(String(value.value));
  return value.kind === 'data' ? value : dataOf(taintOf(value));
});
define(
  'builtins.list builtins.tuple builtins.set builtins.frozenset builtins.sorted builtins.reversed collections.deque',
  (evaluator, given, name) => {
    const [value] = given.items;
    for (const each of given.named.values())
      if (each.kind === 'closure' && value !== undefined) evaluator.callWith(each, evaluator.each(value));
      else evaluator.escape(each);
    if (value === undefined) return listOf([]);
    if (value.kind === 'list' && value.isExact && !/sorted|reversed|set/.test(name)) return listOf(value.items);
    return listOf([evaluator.each(value)], false);
  },
);
define(
  'builtins.dict collections.OrderedDict collections.defaultdict collections.Counter collections.ChainMap',
  (evaluator, given) => {
    const map = mapOf(given.named);
    for (const value of given.items)
      for (const each of optionsOf(value)) {
        if (each.kind === 'map') for (const [name, held] of each.entries) map.entries.set(name, held);
        else if (each.kind === 'list')
          for (const pair of each.items) map.rest.push(evaluator.index(pair, { kind: 'number', value: 1 }));
        else if (each.kind === 'handle') return dataOf(each.taint);
        else if (each.kind === 'ref' && /^builtins\.(?:list|dict|int|set|str|float|bool|tuple)$/.test(each.name))
          continue;
        else {
          evaluator.escape(each);
          map.rest.push(dataOf(taintOf(each)));
        }
      }
    return map;
  },
);
define('builtins.enumerate', (evaluator, given) =>
  listOf([listOf([NUMBER, evaluator.each(given.items[0] ?? DATA)])], false),
);
define('builtins.zip itertools.product itertools.zip_longest', (evaluator, given) =>
  listOf([listOf(given.items.map((each) => evaluator.each(each)))], false),
);
define('builtins.range', () => listOf([NUMBER], false));
define('builtins.min builtins.max builtins.next random.choice', (evaluator, given) => {
  for (const each of given.named.values()) evaluator.escape(each);
  return given.items.length === 1 ? evaluator.each(given.items[0] ?? DATA) : joinValues(given.items);
});
define('itertools.chain itertools.islice itertools.cycle itertools.permutations random.sample', (evaluator, given) =>
  listOf([joinValues(given.items.map((each) => evaluator.each(each)))], false),
);
define('random.shuffle heapq.heapify heapq.heappush bisect.insort', (evaluator, given) => {
  for (const each of given.items) {
    if (each.kind === 'list') each.isExact = false;
    evaluator.escape(each);
  }
  return DATA;
});
define('builtins.map itertools.starmap', (evaluator, given) => {
  const [test = DATA, ...lists] = given.items;
  return listOf([evaluator.callWith(test, ...lists.map((each) => evaluator.each(each)))], false);
});
define('builtins.filter itertools.filterfalse itertools.takewhile', (evaluator, given) => {
  const [test = DATA, values = DATA] = given.items;
  return evaluator.filtered(values, test);
});
define('builtins.sum functools.reduce builtins.chr', (evaluator, given, name) => {
  for (const each of allOf(given)) evaluator.escape(each);
  return dataOf(name === 'builtins.chr' ? DECODED : 0);
});
define(
  'base64.b64decode base64.b32decode base64.b16decode base64.b85decode base64.a85decode base64.urlsafe_b64decode',
  decoding,
);
define(
  'base64.decodebytes base64.standard_b64decode binascii.unhexlify binascii.a2b_base64 binascii.a2b_hex zlib.decompress',
  decoding,
);
define(
  'gzip.decompress bz2.decompress lzma.decompress codecs.decode quopri.decodestring builtins.bytes.fromhex',
  decoding,
);
define('builtins.bytearray.fromhex builtins.bytearray', decoding);

define('timeit.timeit timeit.repeat timeit.Timer cProfile.run profile.run cProfile.runctx', running);
define('builtins.type', (evaluator, given, name) => {
  if (given.items.length > 1) for (const each of given.items) evaluator.escape(each);
  return inspecting(evaluator, given, name);
});

// Names looked up while running

define('builtins.getattr', (evaluator, given) => {
  const [object = DATA, key = DATA, fallback] = given.items;
  const name = exactText(key);
  if (name !== undefined)
    return joinValues([evaluator.member(object, name), ...(fallback === undefined ? [] : [fallback])]);
  for (const each of optionsOf(object)) if (each.kind === 'ref') evaluator.escape(each);
  if (key.kind === 'text') return joinValues(key.texts.map((text) => evaluator.member(object, text)));
  return { kind: 'opaque', what: 'getattr' };
});
define('builtins.setattr', (evaluator, given) => {
  const [object = DATA, key = DATA, value = DATA] = given.items;
  for (const each of optionsOf(object))
    if (each.kind === 'map') evaluator.put(each, key, value);
    else if (each.kind === 'handle' && each.type === 'arguments')
      evaluator.language.method(each, '[]=')?.(evaluator, each, { ...given, items: [key, value] });
    else if (
      each.kind === 'ref' &&
      evaluator.language.natureOf(evaluator.language.moduleOf(each.name) ?? '') !== 'foreign'
    )
      evaluator.unknown(`a new meaning of a member of ${each.name}`);
  evaluator.escape(value);
  return NUMBER;
});
define('builtins.delattr', (evaluator, given) => {
  for (const each of given.items) evaluator.escape(each);
  return NUMBER;
});
define('builtins.globals builtins.locals builtins.vars', (evaluator, given, name) => {
  const [object] = given.items;
  if (name !== 'builtins.vars' || object === undefined || object.kind === 'ref')
    return evaluator.unknown(`${name.slice(9)}()`);
  return { kind: 'opaque', what: 'vars' };
});
define('operator.attrgetter operator.methodcaller', (evaluator, given, name) => {
  for (const each of given.items) {
    const path = exactText(each)?.split('.');
    if (
      path === undefined ||
      path.some((part) => PYTHON_REFUSED_MEMBERS.has(part) || TELLING_MODULES.has(part)) ||
      (name.endsWith('r') && evaluator.language.signatureOfMethod(path[0] ?? '') !== undefined)
    )
      evaluator.unknown(name);
    break;
  }
  for (const each of given.items.slice(1)) evaluator.escape(each);
  return name.endsWith('caller') ? { kind: 'opaque', what: name } : DATA;
});
define('builtins.__import__ importlib.import_module importlib.__import__', (evaluator, given) => {
  const name = textArgument(given, 0, 'name');
  if (name === undefined) return evaluator.unknown('import of a module named while running');
  const module = evaluator.language.moduleName(name);
  const nature = evaluator.language.natureOf(module);
  evaluator.report({ kind: 'module', name, isOwn: nature === 'foreign' });
  return { kind: 'ref', name: module };
});
define('builtins.eval builtins.exec', (evaluator, given, name) => {
  const [code = DATA, ...rest] = given.items;
  for (const each of rest) if (each.kind !== 'opaque' && each.kind !== 'map') evaluator.escape(each);
  if (code.kind === 'data' && code.file !== undefined) {
    for (const file of codeTexts(code.file, `what ${name.slice(9)} is given`)) evaluator.report({ kind: 'file', file });
    return { kind: 'foreign', taint: 0 };
  }
  evaluator.use('code', code, name.slice(9));
  return evaluator.unknown(`${name.slice(9)}()`);
});
define('builtins.compile', (evaluator, given) => {
  const [code = DATA] = given.items;
  return code.kind === 'data' || code.kind === 'text' ? code : evaluator.unknown('compile()');
});
define('pickle.load pickle.loads', (evaluator, given, name) => {
  const [from = DATA] = given.items;
  if (from.kind === 'handle' && from.type === 'pickled') return { kind: 'foreign', taint: 0 };
  const file = from.kind === 'handle' ? from.at : from.kind === 'data' ? from.file : undefined;
  if (file === undefined) return evaluator.unknown(`${name} of what isn't known`);
  for (const each of codeTexts(file, `what ${name} is given`)) evaluator.report({ kind: 'file', file: each });
  return { kind: 'foreign', taint: 0 };
});
define('pickle.dumps', (evaluator, given) => {
  for (const each of given.items) evaluator.escape(each);
  return { kind: 'handle', type: 'pickled', at: undefined, taint: 0 };
});
define('runpy.run_path', (evaluator, given) => {
  for (const file of codeTexts(argument(given, 0, 'path_name'), 'what run_path is given'))
    evaluator.report({ kind: 'file', file });
  return { kind: 'foreign', taint: 0 };
});
define('runpy.run_module', (evaluator, given) => {
  const name = textArgument(given, 0, 'mod_name');
  if (name === undefined || evaluator.language.natureOf(name) !== 'foreign') return evaluator.unknown('run_module');
  evaluator.report({ kind: 'module', name, isOwn: true });
  return { kind: 'foreign', taint: 0 };
});
define('importlib.util.spec_from_file_location', (evaluator, given) => {
  for (const file of codeTexts(argument(given, 1, 'location'), 'what spec_from_file_location is given'))
    evaluator.report({ kind: 'file', file });
  return { kind: 'handle', type: 'spec', at: undefined, taint: 0 };
});
define('importlib.util.module_from_spec', () => ({ kind: 'foreign', taint: 0 }));

// Files

define(
  'builtins.open io.open io.FileIO io.open_code codecs.open gzip.open gzip.GzipFile bz2.open bz2.BZ2File lzma.open lzma.LZMAFile zipfile.PyZipFile zipfile.ZipFile tarfile.open os.open tarfile.TarFile wave.open',
  opened,
);
define('os.fdopen', () => ({ kind: 'handle', type: 'file', at: undefined, taint: 0 }));

/** For reading, writing or both, by its mode: `r` unless it is told. */
export function opened(evaluator: Evaluator, given: Given, name: string): Value {
  const file = argument(given, 0, 'file', 'filename', 'name', 'path') ?? DATA;
  const mode = argument(given, 1, 'mode', 'flags');
  if (given.named.has('opener') || given.named.has('**') || given.isOpen)
    evaluator.unknown('a file opened in an unknown way');
  const type = /zip|tar/.test(name) ? 'archive' : 'file';
  const texts =
    mode === undefined
      ? ['r']
      : optionsOf(mode).flatMap((each) =>
          each.kind === 'text' && !each.isLikely
            ? each.texts
            : each.kind === 'ref' && each.name === 'os.O_RDONLY'
              ? ['r']
              : name === 'os.open'
                ? ['r+']
                : ['?'],
        );
  if (texts.includes('?')) evaluator.unknown('a file opened in an unknown way');
  const isWrite = texts.some((text) => /[wax+?]/.test(text));
  const isRead = texts.some((text) => /[r+?]/.test(text));
  const taint =
    (isRead ? evaluator.useFile('read', file, 'open') : 0) | (isWrite ? evaluator.useFile('write', file, 'open') : 0);
  return { kind: 'handle', type, at: file, taint };
}

const PATHS = 'pathlib.Path pathlib.PurePath pathlib.PosixPath pathlib.PurePosixPath';
define(`os.path.join ${PATHS}`, (_, given, name) => joinedPath(given.items, name.startsWith('pathlib')));

export function joinedPath(items: readonly Value[], isPath: boolean): Value {
  if (items.length === 0) return textOf('.', { isPath });
  return combined(
    items,
    (texts) => {
      const start = texts.findLastIndex((text) => text.startsWith('/'));
      return texts
        .slice(Math.max(0, start))
        .filter((text) => text !== '')
        .join('/')
        .replace(/\/{2,}/g, '/');
    },
    isPath,
  );
}

define(
  'os.path.abspath os.path.realpath os.path.normpath os.path.expanduser os.path.normcase',
  (_, given) => given.items[0] ?? DATA,
);
define('os.path.dirname', (_, given) => mapped(given.items[0], parentOf));
define('os.path.basename', (_, given) => mapped(given.items[0], (text) => text.slice(text.lastIndexOf('/') + 1)));
define('os.path.splitext', (_, given) =>
  listOf([
    mapped(given.items[0], (text) => text.replace(/\.[^./]*$/, '')),
    mapped(given.items[0], (text) => /\.[^./]*$/.exec(text)?.[0] ?? ''),
  ]),
);
define('os.path.split', (_, given) =>
  listOf([mapped(given.items[0], parentOf), mapped(given.items[0], (text) => text.slice(text.lastIndexOf('/') + 1))]),
);
define('os.path.relpath os.path.commonpath', (_, given) =>
  given.items.length === 1 ? (given.items[0] ?? DATA) : dataOf(0),
);
define('os.path.expandvars', (_, given) =>
  given.items[0]?.kind === 'text' && !given.items[0].texts.some((text) => /[$%]/.test(text)) ? given.items[0] : DATA,
);
define('os.getcwd os.getcwdb pathlib.Path.cwd pathlib.PosixPath.cwd', (_, __, name) =>
  textOf('.', { isPath: name.startsWith('path') }),
);
define('pathlib.Path.home', () => textOf('~', { isPath: true }));
define('tempfile.gettempdir', () => textOf('/tmp'));
define(
  'tempfile.mkdtemp tempfile.TemporaryDirectory tempfile.mktemp',
  temporary(() => TEMPORARY),
);
define(
  'tempfile.mkstemp',
  temporary(() => listOf([NUMBER, TEMPORARY])),
);
define(
  'tempfile.NamedTemporaryFile tempfile.TemporaryFile tempfile.SpooledTemporaryFile',
  temporary(() => ({ kind: 'handle', type: 'file', at: TEMPORARY, taint: 0 })),
);

function temporary(make: () => Value): Native {
  return (evaluator, given) => {
    const folder = argument(given, 2, 'dir');
    if (folder !== undefined && exactText(folder) === undefined && folder.kind !== 'number')
      return evaluator.unknown('a temporary file in an unknown folder');
    if (folder?.kind === 'text') evaluator.useFile('write', joinedPath([folder, textOf('some')], false), 'tempfile');
    return make();
  };
}

export function parentOf(text: string): string {
  const at = text.lastIndexOf('/');
  if (at > 0) return text.slice(0, at);
  return at === 0 ? '/' : text === '.' ? '..' : /^(?:\.\.)$/.test(text) ? '../..' : '.';
}

export function mapped(value: Value | undefined, change: (text: string) => string): Value {
  if (value === undefined) return DATA;
  return joinValues(
    optionsOf(value).map((each) => (each.kind === 'text' ? mapTexts(each, change) : dataOf(taintOf(each)))),
  );
}

/** Names in a folder: they stand for any. */
export function listed(evaluator: Evaluator, folder: Value, name: string): Value {
  evaluator.useFile('names', folder, name);
  return FOUND;
}
define('os.listdir', (evaluator, given) =>
  listOf([listed(evaluator, given.items[0] ?? textOf('.'), 'listdir')], false),
);
define('os.scandir', (evaluator, given) => {
  const folder = given.items[0] ?? textOf('.');
  listed(evaluator, folder, 'scandir');
  return listOf([joinedPath([folder, FOUND], true)], false);
});
define('os.walk os.fwalk', (evaluator, given) => {
  const folder = argument(given, 0, 'top') ?? DATA;
  listed(evaluator, folder, 'walk');
  const below = joinedPath([folder, FOUND], false);
  const isKnown = folder.kind === 'text';
  const root = joinValues([isKnown ? { ...folder, isLikely: true, isPath: false } : folder, below]);
  return listOf([listOf([root, listOf([FOUND], false), listOf([FOUND], false)])], false);
});
define('glob.glob glob.iglob', (evaluator, given) => {
  const pattern = argument(given, 0, 'pathname') ?? DATA;
  const root = given.named.get('root_dir');
  const all = root === undefined ? pattern : joinedPath([root, pattern], false);
  return listOf([globbed(evaluator, all)], false);
});

/** Files a pattern stands for: `*` for each part that isn't known. */
export function globbed(evaluator: Evaluator, pattern: Value): Value {
  return joinValues(
    optionsOf(pattern).map((each) => {
      if (each.kind !== 'text') return dataOf(taintOf(each));
      for (const text of each.texts)
        evaluator.useFile('names', textOf(text.replace(/[^/]*[*?[].*$/s, '').replace(/\/$/, '') || '.'), 'glob');
      return mapTexts(each, (text) => text.replace(/\[[^\]]*\]|\*+|\?/g, '*').replace(/\*{2,}/g, '*'), {
        isLikely: true,
      });
    }),
  );
}

define('os.rename os.replace os.renames shutil.move', command('mv', '--'));
define('shutil.copy shutil.copy2 shutil.copyfile shutil.copytree', command('cp', '-r', '--'));
define('os.symlink', command('ln', '-s', '--'));
define('os.link', command('ln', '--'));
define('os.chown shutil.chown', (evaluator) => evaluator.unknown('chown'));
define('os.chmod os.lchmod', (evaluator, given) => {
  const mode = argument(given, 1, 'mode');
  const known = mode?.kind === 'number' && mode.value !== undefined ? mode.value.toString(8) : undefined;
  for (const file of codeTexts(argument(given, 0, 'path') ?? DATA, 'what chmod is given')) {
    if (known === undefined) evaluator.report({ kind: 'edit', file });
    else evaluator.report({ kind: 'command', words: [plainText('chmod'), plainText(known), file] });
  }
  return NUMBER;
});

/** As the program of the shell that does the same. */
export function command(...words: readonly string[]): Native {
  return (evaluator, given) => {
    const items = [
      ...given.items,
      ...[...given.named].filter(([name]) => !evaluator.language.isHarmlessOption(name)).map(([, value]) => value),
    ].slice(0, 2);
    const [from = [], to = []] = items.map((each) => codeTexts(each, `what ${words[0]} is given`));
    let taint = 0;
    for (const first of from)
      for (const second of items.length < 2 ? [plainText('.')] : to)
        taint |= evaluator.report({ kind: 'command', words: [...words.map(plainText), first, second] });
    return items[1] ?? dataOf(taint);
  };
}

define('os.chdir contextlib.chdir', (evaluator, given) => {
  const folders = codeTexts(given.items[0] ?? DATA, 'what chdir is given');
  for (const file of folders)
    evaluator.report({ kind: 'cwd', file, isMaybe: folders.length > 1 || evaluator.isWithinBranch() });
  return NUMBER;
});
define('fileinput.input fileinput.FileInput', (evaluator, given) => {
  const files = argument(given, 0, 'files') ?? DATA;
  const isInPlace = given.named.has('inplace') || given.items.length > 1;
  evaluator.useFile(isInPlace ? 'edit' : 'read', files, 'fileinput');
  return DATA;
});
define('sys.exit builtins.exit builtins.quit', (evaluator, given) => {
  for (const each of given.items) evaluator.escape(each);
  return NUMBER;
});
