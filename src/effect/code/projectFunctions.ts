import { DECODED, REMOTE, SECRET } from '../shell/value';
import { COMMAND_LINE } from './calls';
import { plainText } from './codeFinding';
import { restOf } from './containers';
import { javaScriptNative } from './javaScriptFunctions';
import type { Evaluator, Given, Method, Native } from './language';
import { commandWords, request, shellText } from './processes';
import { argumentParser, fileType, namesOfArguments } from './pythonArguments';
import { pythonNative } from './pythonFunctions';
import { statement } from './pythonNetwork';
import { codeTexts, DATA, exactText, joinValues, listOf, mapOf, optionsOf, taintOf, type Value } from './values';

const FOREIGN: Value = { kind: 'foreign', taint: 0 };

/** Text run as code: what it does is told, where it is known. */
const running: Native = (evaluator, given) => {
  const code = given.items.at(-1) ?? DATA;
  return runText(evaluator, code, 'eval');
};
const runningFirst: Native = (evaluator, given) => runText(evaluator, given.items[0] ?? DATA, 'text run as code');

function runText(evaluator: Evaluator, code: Value, name: string): Value {
  if (code.kind === 'data' && code.file !== undefined) {
    for (const file of codeTexts(code.file, `what ${name} is given`)) evaluator.report({ kind: 'file', file });
    return FOREIGN;
  }
  for (const text of codeTexts(code, name)) evaluator.report({ kind: 'code', text });
  return FOREIGN;
}

/** A string in place of a function. */
const later: Native = (evaluator, given, name) => {
  const [first] = given.items;
  if (first?.kind === 'text') return runText(evaluator, first, name);
  return javaScriptNative(name)?.(evaluator, given, name) ?? DATA;
};

/** Members of modules of the language looked up by a name that isn't known. */
const lookingUp: Native = (evaluator, given) => {
  const [object = DATA, key = DATA, fallback] = given.items;
  const name = exactText(key);
  if (name !== undefined)
    return joinValues([evaluator.member(object, name), ...(fallback === undefined ? [] : [fallback])]);
  for (const each of optionsOf(object))
    if (each.kind === 'ref' && POWERFUL.test(each.name))
      evaluator.unknown(`a member of ${each.name} named while running`);
  return FOREIGN;
};

/** Modules and objects whose members run programs, or are all of the language. */
const POWERFUL =
  /^(?:globalThis|process|child_process|fs|module|vm|globalThis\.require|os|sys|subprocess|shutil|builtins|importlib|pty|ctypes)$/;
/** Unknowns that are more than code which isn't followed: names of code made or found while running. */
const DYNAMIC =
  /^(?:eval|exec\(\)|eval\(\)|compile\(\)|Function|vm\.(?!createContext\b|isContext\b|constants\b)\w+|the module (?:data|https?):|the loader of modules|(?:require|import) of a module named while running|process\.(?:binding|dlopen|_linkedBinding|execve)|module\.(?:_\w+|register)|code given as text|operator\.(?:attrgetter|methodcaller)|run_module|runpy\.\w+|ctypes\.\w+|marshal\.\w+)/;

export function isDynamic(what: string): boolean {
  const [, owner] = /^a member of (\S+) named while running$/.exec(what) ?? [];
  return owner === undefined ? DYNAMIC.test(what) : POWERFUL.test(owner);
}

/** A function with its arguments in a list. */
const applying: Native = (evaluator, given) => {
  const list = given.items.at(-1) ?? DATA;
  const isExact = list.kind === 'list' && list.isExact;
  const items = isExact ? list.items : [evaluator.each(list)];
  return evaluator.call(given.items[0] ?? DATA, { items, named: new Map(), isOpen: !isExact });
};

/** Another machine that is written to later. */
function connecting(native: Native | undefined): Native {
  return (evaluator, given, name) => {
    native?.(evaluator, given, name);
    const [first] = given.items;
    const host = first?.kind === 'map' ? (first.entries.get('hostname') ?? first.entries.get('host')) : first;
    return { kind: 'handle', type: 'recipient', at: host, taint: 0 };
  };
}

/** `execv(path, words)`, `execl(path, name, …)`, `spawnlp(mode, path, name, …)`: the words begin with a name for the program. */
const replacing: Native = (evaluator, given, name) => {
  const items = /spawn/.test(name) ? given.items.slice(1) : given.items;
  const [program = DATA, second, ...rest] = items;
  const isList = /(?:exec|spawn)v/.test(name);
  const words = isList ? (second?.kind === 'list' ? restOf(second, 1) : second) : listOf(rest);
  commandWords(evaluator, program, words, {});
  return DATA;
};

const unpacking: Native = (evaluator, given, name) => {
  const [from = DATA] = given.items;
  if ((taintOf(from) & (DECODED | REMOTE)) === 0) return pythonNative(name)?.(evaluator, given, name) ?? FOREIGN;
  for (const text of codeTexts(from, 'what it unpacks'))
    evaluator.report({ kind: 'code', text: { text: undefined, isLikely: false, taint: text.taint, name: text.name } });
  return FOREIGN;
};

/** A module whose text stands in its name. */
const loading: Native = (evaluator, given, name) => {
  if (/^data:/i.test(exactText(given.items[0]) ?? '')) {
    evaluator.report({ kind: 'code', text: { text: undefined, isLikely: false, taint: DECODED, name: 'a module' } });
    return FOREIGN;
  }
  return javaScriptNative(name)?.(evaluator, given, name) ?? FOREIGN;
};

/** A worker that is given its code as text. */
const working: Native = (evaluator, given) => {
  const [code = DATA, options] = given.items;
  const isText = options?.kind === 'map' && options.entries.has('eval');
  if (isText || /^data:/i.test(exactText(code) ?? '')) return runText(evaluator, code, 'a worker');
  return FOREIGN;
};

export const PROJECT_JAVASCRIPT: ReadonlyMap<string, Native> = new Map<string, Native>([
  ['globalThis.eval', running],
  ['globalThis.Function', running],
  ['globalThis.setTimeout', later],
  ['globalThis.setInterval', later],
  ['globalThis.Reflect.apply', applying],
  ['globalThis.Reflect.construct', applying],
  ['globalThis.require', loading],
  ['worker_threads.Worker', working],
  ['net.Socket', () => ({ kind: 'handle', type: 'socket', at: undefined, taint: 0 })],
  ['net.connect', connecting(javaScriptNative('net.connect'))],
  ['net.createConnection', connecting(javaScriptNative('net.createConnection'))],
  ['tls.connect', connecting(javaScriptNative('net.connect'))],
  ['http.request', connecting(javaScriptNative('http.request'))],
  ['https.request', connecting(javaScriptNative('https.request'))],
  ['globalThis.WebSocket', connecting(undefined)],
  ['ws', connecting(undefined)],
  ['globalThis.Image', () => ({ kind: 'handle', type: 'picture', at: undefined, taint: 0 })],
  ...['runInThisContext', 'runInNewContext', 'runInContext', 'Script', 'compileFunction', 'SourceTextModule'].map(
    (name): [string, Native] => [`vm.${name}`, runningFirst],
  ),
]);

export const PROJECT_PYTHON: ReadonlyMap<string, Native> = new Map<string, Native>([
  ['builtins.eval', runningFirst],
  ['builtins.exec', runningFirst],
  ['builtins.getattr', lookingUp],
  ['builtins.globals', () => mapOf([['__builtins__', { kind: 'ref', name: 'builtins' }]])],
  ['argparse.ArgumentParser', argumentParser],
  ['argparse.FileType', fileType],
  ['builtins.vars', namesOfArguments],
  ['pickle.loads', unpacking],
  ['marshal.loads', (_, given) => ({ kind: 'data', taint: taintOf(given.items[0] ?? DATA) })],
  [
    'pty.spawn',
    (evaluator, given) => {
      commandWords(evaluator, given.items[0] ?? DATA, undefined, {});
      return DATA;
    },
  ],
  ...[
    'execl',
    'execlp',
    'execv',
    'execvp',
    'spawnl',
    'spawnlp',
    'spawnv',
    'spawnvp',
    'posix_spawn',
    'posix_spawnp',
  ].map((name): [string, Native] => [`os.${name}`, replacing]),
]);

const executing: Method = (evaluator, of, given) => {
  const text = exactText(given.items[0]) ?? '';
  statement(evaluator, given, false);
  if (COMMAND_LINE.test(text)) evaluator.report({ kind: 'shell', text: plainText(text) });
  const [, flag, line] = given.items;
  if (SHELL.test(text) && line !== undefined && /^-[a-z]*c$/.test(exactText(flag) ?? ''))
    shellText(evaluator, line, 'a shell');
  return of;
};

const SHELL = /^(?:\S*\/)?(?:ba|z|da|k)?sh$/;
const WRITES = /^(?:write|end|send|sendall|sendto|sendBeacon|emit|request|putrequest|postMessage)$/;

/** Methods of a project's own values that reach further than they look. */
export function projectMethod(of: Value, name: string): Method | undefined {
  // From any function to that which makes functions of text.
  if (name === '@constructor' && (of.kind === 'closure' || of.kind === 'method'))
    return () => ({ kind: 'ref', name: 'globalThis.Function' });
  // Of databases as well, where it is no command that it is given.
  if ((of.kind === 'data' || of.kind === 'foreign') && /^(?:exec|run|execute)$/.test(name)) return executing;
  if (of.kind === 'handle' && of.type === 'picture' && name === '[]=')
    return (evaluator, _, given) => sent(evaluator, given.items[1], given);
  if (of.kind === 'handle' && /^(?:recipient|socket)$/.test(of.type) && WRITES.test(name))
    return (evaluator, _, given) => sent(evaluator, of.at, given);
  if ((of.kind === 'data' || of.kind === 'foreign') && name === 'sendBeacon')
    return (evaluator, _, given) => request(evaluator, given.items[0] ?? DATA, true, given);
  return undefined;
}

/** What is written to another machine is told only where it is a secret: the rest was told when it was connected. */
function sent(evaluator: Evaluator, to: Value | undefined, given: Given): Value {
  const taint = given.items.reduce((all, each) => all | taintOf(each), 0);
  for (const each of given.items) evaluator.escape(each);
  if ((taint & SECRET) !== 0) {
    const [url = { ...plainText(''), text: undefined, name: 'another machine' }] = codeTexts(to, 'another machine');
    evaluator.report({ kind: 'request', url: { ...url, taint: url.taint | taint }, isUpload: true });
  }
  return FOREIGN;
}
