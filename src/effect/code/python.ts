import { nameSet } from '../names';
import type { Language, ModuleNature } from './language';
import { pythonNative } from './pythonFunctions';
import { ENVIRONMENT, pythonMethod } from './pythonMethods';
import {
  CAREFUL_MODULES,
  PURE_MODULES,
  PYTHON_METHOD_SIGNATURES,
  PYTHON_REFUSED_MEMBERS,
  PYTHON_SIGNATURES,
  REFUSED_MODULES,
  TELLING_MODULES,
} from './pythonModules';
import { pythonReaching } from './pythonNetwork';
import { parsePython } from './pythonStatements';
import { DATA, listOf, textOf, type Value } from './values';

const BUILTINS = nameSet([
  'print len range str int float bool bytes bytearray list tuple set frozenset dict sorted reversed sum min max abs round',
  'enumerate zip map filter any all isinstance issubclass hasattr type id hash hex oct bin ord chr divmod pow format repr',
  'ascii callable iter next slice object complex memoryview input property staticmethod classmethod help dir',
  'exit quit getattr setattr delattr open eval exec compile globals locals vars __import__ breakpoint aiter anext',
]);
const OF_NO_POWER = nameSet([
  'NotImplemented Ellipsis __name__ __doc__ __debug__ __annotations__ __package__ copyright credits license',
  'BaseException Exception ArithmeticError AssertionError AttributeError BlockingIOError BrokenPipeError BufferError',
  'BytesWarning ChildProcessError ConnectionAbortedError ConnectionError ConnectionRefusedError ConnectionResetError',
  'DeprecationWarning EOFError EnvironmentError FileExistsError FileNotFoundError FloatingPointError FutureWarning',
  'GeneratorExit IOError ImportError ImportWarning IndentationError IndexError InterruptedError IsADirectoryError KeyError',
  'KeyboardInterrupt LookupError MemoryError ModuleNotFoundError NameError NotADirectoryError NotImplementedError OSError',
  'OverflowError PendingDeprecationWarning PermissionError ProcessLookupError RecursionError ReferenceError',
  'ResourceWarning RuntimeError RuntimeWarning StopAsyncIteration StopIteration SyntaxError SyntaxWarning SystemError',
  'SystemExit TabError TimeoutError TypeError UnboundLocalError UnicodeDecodeError UnicodeEncodeError UnicodeError',
  'UnicodeWarning UserWarning ValueError Warning ZeroDivisionError ExceptionGroup BaseExceptionGroup EncodingWarning',
]);
/** Of these, nothing leads to more than data. */
const HARMLESS_BUILTINS = nameSet([
  'slice object complex input divmod hex oct bin aiter anext bytes bytearray str list dict set tuple',
]);
const HARMLESS_OPTIONS = nameSet([
  'encoding errors newline mode buffering closefd exist_ok parents ignore_errors onerror onexc recursive indent sep end',
  'flush key default dirs_exist_ok follow_symlinks symlinks ignore copy_function topdown timeout headers params verify',
  'sort_keys ensure_ascii cls separators missing_ok dir_fd maxBytes backupCount delay text universal_newlines capture_output',
  'doraise quiet force legacy optimize workers dfile auth allow_redirects stream cookies proxies json data context method files',
]);
const CONSTANTS: ReadonlyMap<string, Value> = new Map<string, Value>([
  ['os.environ', ENVIRONMENT],
  ['os.environb', ENVIRONMENT],
  ['os.sep', textOf('/')],
  ['os.path.sep', textOf('/')],
  ['os.linesep', textOf('\n')],
  ['os.pathsep', textOf(':')],
  ['os.extsep', textOf('.')],
  ['os.curdir', textOf('.')],
  ['os.pardir', textOf('..')],
  ['os.devnull', textOf('/dev/null')],
  ['os.name', DATA],
  ['sys.path', { kind: 'handle', type: 'modulePath', at: undefined, taint: 0 }],
  ['sys.modules', { kind: 'handle', type: 'modules', at: undefined, taint: 0 }],
  ['sys.executable', textOf('python3')],
  ['sys.stdout', DATA],
  ['sys.stderr', DATA],
  ['sys.stdin', DATA],
  ['sys.__stdout__', DATA],
  ['sys.__stderr__', DATA],
]);
const ALIASES: Readonly<Record<string, string>> = {
  posixpath: 'os.path',
  ntpath: 'os.path',
  genericpath: 'os.path',
  _io: 'io',
  'concurrent.futures.thread': 'concurrent.futures',
  'concurrent.futures.process': 'concurrent.futures',
  cPickle: 'pickle',
  _pickle: 'pickle',
  dill: 'dill',
  urllib2: 'urllib.request',
  __builtin__: 'builtins',
};
/** An installed package's own files: reading them is fine. */
const PACKAGE_FILE = textOf('/usr/lib/python3/some.py', { isLikely: true });

const HARMLESS_VALUE =
  /^(?:builtins\.(?!(?:open|getattr|setattr|delattr|eval|exec|compile|globals|locals|vars|__import__|map|filter|breakpoint|help)$)\w+|os\.(?:path\.\w+|getcwd|getenv|fspath)|pathlib\.\w+|(?:copy|functools|itertools|random|heapq|bisect|collections|base64|time|inspect|pprint)\.\w+)$/;

function natureOf(module: string): ModuleNature {
  if (PURE_MODULES.has(module)) return 'pure';
  if (CAREFUL_MODULES.has(module)) return 'careful';
  if (REFUSED_MODULES.has(module) || module.startsWith('_')) return 'refused';
  return 'foreign';
}

function isKnown(module: string): boolean {
  return PURE_MODULES.has(module) || CAREFUL_MODULES.has(module) || REFUSED_MODULES.has(module);
}

/** `asyncio.streams.open_connection` is `asyncio.open_connection`: modules show what their parts define. */
function shorter<T>(name: string, find: (name: string) => T | undefined): T | undefined {
  const parts = name.split('.');
  const [first = ''] = parts;
  return parts.length > 2 && natureOf(first) === 'pure' ? find(`${first}.${parts.at(-1)}`) : undefined;
}

export const PYTHON: Language = {
  name: 'python',
  parse: parsePython,
  argv: (args) => listOf([textOf('-c'), ...args]),
  global(name) {
    if (BUILTINS.has(name)) return { kind: 'ref', name: `builtins.${name}` };
    if (name === '__builtins__') return { kind: 'ref', name: 'builtins' };
    if (name === '__file__') return textOf('./main.py', { isLikely: true });
    return OF_NO_POWER.has(name) ? DATA : undefined;
  },
  moduleName(name) {
    const all = name.replace(/^\.+/, '') || '.';
    return Object.hasOwn(ALIASES, all) ? (ALIASES[all] ?? all) : all;
  },
  natureOf,
  moduleOf(name) {
    const parts = name.split('.');
    for (let count = parts.length; count > 0; count--) {
      const module = parts.slice(0, count).join('.');
      if (isKnown(module)) return module;
    }
    return parts[0];
  },
  constant(name) {
    const value = CONSTANTS.get(name);
    if (value !== undefined) return value;
    if (/\.__file__$/.test(name)) return PACKAGE_FILE;
    if (/\.__(?:name|version|doc|all|path|package|dict)__$/.test(name))
      return natureOf(name.split('.')[0] ?? '') === 'foreign' || !name.endsWith('dict__') ? DATA : undefined;
    return undefined;
  },
  native: (name) =>
    pythonReaching(name) ?? pythonNative(name) ?? shorter(name, (each) => pythonReaching(each) ?? pythonNative(each)),
  signature(name) {
    const known = PYTHON_SIGNATURES.get(name) ?? shorter(name, (each) => PYTHON_SIGNATURES.get(each));
    if (known !== undefined) return known;
    const [, builtin, member] = /^builtins\.(\w+)(\..+)?$/.exec(name) ?? [];
    if (builtin === undefined || !(HARMLESS_BUILTINS.has(builtin) || OF_NO_POWER.has(builtin))) return undefined;
    return member === undefined || !PYTHON_REFUSED_MEMBERS.has(member.slice(1)) ? '' : undefined;
  },
  method: pythonMethod,
  signatureOfMethod: (name) => PYTHON_METHOD_SIGNATURES.get(name),
  isRefusedMember: (name) => PYTHON_REFUSED_MEMBERS.has(name),
  // `random._os`: what a module keeps for itself may be any other.
  isPrivate: (name) => /\._(?!_)/.test(name) && natureOf(name.split('.')[0] ?? '') !== 'foreign',
  moduleMember: (name) =>
    TELLING_MODULES.has(name) ? (name === '__builtins__' ? 'builtins' : name.replace(/^_/, '')) : undefined,
  isHarmlessOption: (name) => HARMLESS_OPTIONS.has(name),
  mayAssign: (name) =>
    /^sys\.(?:stdout|stderr|stdin|argv|exitcode|dont_write_bytecode|ps1)$/.test(name) ||
    natureOf(name.split('.')[0] ?? '') === 'foreign' ||
    /^(?:socket|random|warnings|decimal|logging)\.\w+$/.test(name),
  isHarmlessValue: (name) => HARMLESS_VALUE.test(name),
  isCalledByName: ({ code }) => code.name.startsWith('test'),
};
