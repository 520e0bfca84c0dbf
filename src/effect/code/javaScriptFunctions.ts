import { namesIn } from '../names';
import { DECODED } from '../shell/value';
import { allOf } from './arguments';
import { plainText } from './codeFinding';
import { entryOf, pairsOf, valuesOf } from './containers';
import type { Evaluator, Given, Native } from './language';
import { commandWords, environment, isAsking, request, shellText } from './processes';
import { command, joinedPath, listed, mapped, parentOf } from './pythonFunctions';
import { changeVariable, connect, listen, readVariable } from './pythonNetwork';
import {
  codeTexts,
  combined,
  DATA,
  dataOf,
  exactText,
  listOf,
  mapOf,
  mapTexts,
  NUMBER,
  optionsOf,
  taintOf,
  textOf,
  type Value,
} from './values';

const natives = new Map<string, Native>();

function define(names: string, native: Native): void {
  for (const name of namesIn(names)) natives.set(name, native);
}

export function javaScriptNative(name: string): Native | undefined {
  const known = natives.get(name);
  if (known !== undefined) return known;
  // `console.log`, `JSON.stringify`: they look at what they are given, and call nothing of it.
  if (
    /^globalThis\.(?:console\.\w+|JSON\.stringify|String|Boolean|Symbol|Array\.isArray|Object\.is|Error|TypeError|RangeError)$|^util\.(?:inspect|format|types\.\w+|isDeepStrictEqual)$/.test(
      name,
    )
  )
    return inspecting;
  return undefined;
}

const inspecting: Native = (_, given) => dataOf(allOf(given).reduce((all, each) => all | taintOf(each), 0));
const counting: Native = (evaluator, given) => {
  for (const each of given.items) evaluator.escape(each);
  return NUMBER;
};
define(
  'globalThis.Number globalThis.parseInt globalThis.parseFloat globalThis.Date.now globalThis.performance.now',
  counting,
);
define(
  'globalThis.Math.floor globalThis.Math.round globalThis.Math.ceil globalThis.Math.abs globalThis.Math.trunc',
  counting,
);
define('globalThis.String', (_, given) => {
  const [value = textOf('')] = given.items;
  return value.kind === 'text' || value.kind === 'data'
    ? value
    : value.kind === 'number'
      ? combined([value], ([text = '']) => text)
      : dataOf(taintOf(value));
});
define('globalThis.atob', (_, given) => dataOf(taintOf(given.items[0] ?? DATA) | DECODED));
define('globalThis.Buffer.from', (_, given) => {
  const [value = DATA, coding] = given.items;
  const isPlain = coding === undefined || /^(?:utf-?8|ascii|latin1|binary)$/.test(exactText(coding) ?? '');
  return isPlain && value.kind === 'text' ? value : dataOf(taintOf(value) | DECODED);
});
define(
  'globalThis.unescape globalThis.decodeURIComponent globalThis.decodeURI globalThis.String.fromCharCode globalThis.String.fromCodePoint',
  (_, given) => dataOf(given.items.reduce((all, each) => all | taintOf(each), DECODED)),
);

// Lists and objects

define('globalThis.Object.keys', (evaluator, given) => {
  const [value = DATA] = given.items;
  return listOf([value.kind === 'map' ? evaluator.each(value) : dataOf(taintOf(value))], false);
});
define('globalThis.Object.values', (evaluator, given) => {
  const [value = DATA] = given.items;
  evaluator.escape(value.kind === 'ref' ? value : DATA);
  return value.kind === 'map' ? valuesOf(value) : listOf([evaluator.each(value)], false);
});
define('globalThis.Object.entries globalThis.Object.getOwnPropertyNames', (evaluator, given) => {
  const [value = DATA] = given.items;
  evaluator.escape(value.kind === 'ref' ? value : DATA);
  return value.kind === 'map' ? pairsOf(value) : listOf([listOf([DATA, evaluator.each(value)])], false);
});
define('globalThis.Object.assign globalThis.Object.fromEntries', (evaluator, given) => {
  const [first] = given.items;
  const map = first?.kind === 'map' ? first : mapOf();
  for (const each of given.items)
    if (each.kind === 'list')
      for (const pair of each.items) evaluator.put(map, DATA, evaluator.index(pair, { kind: 'number', value: 1 }));
    else if (each !== map) evaluator.mergeInto(map, each);
  if (first?.kind === 'handle' && first.type === 'environment')
    for (const [name, value] of map.entries) changeVariable(evaluator, textOf(name), value);
  else if (first !== undefined && first.kind !== 'map') evaluator.escape(first);
  return map;
});
define(
  'globalThis.Object.freeze globalThis.Object.seal globalThis.Promise.resolve globalThis.structuredClone util.promisify url.pathToFileURL globalThis.Object.create',
  (_, given) => given.items[0] ?? DATA,
);
define(
  'globalThis.Promise.all globalThis.Promise.allSettled globalThis.Promise.race globalThis.Promise.any globalThis.Array.from globalThis.Set globalThis.Array.of',
  (evaluator, given) => {
    const [value = DATA, change] = given.items;
    if (change !== undefined) return listOf([evaluator.callWith(change, evaluator.each(value), NUMBER)], false);
    return value.kind === 'list' ? listOf(value.items, value.isExact) : listOf([evaluator.each(value)], false);
  },
);
define('globalThis.Map globalThis.WeakMap', (evaluator, given) => {
  const [value] = given.items;
  const map = mapOf();
  if (value?.kind === 'list')
    for (const pair of value.items)
      evaluator.put(
        map,
        evaluator.index(pair, { kind: 'number', value: 0 }),
        evaluator.index(pair, { kind: 'number', value: 1 }),
      );
  else if (value !== undefined) evaluator.put(map, DATA, evaluator.each(value));
  return map;
});
define('globalThis.Reflect.ownKeys globalThis.Reflect.has', inspecting);
define('globalThis.Reflect.get', (evaluator, given) => evaluator.index(given.items[0] ?? DATA, given.items[1] ?? DATA));
define('globalThis.Promise', (evaluator, given) => {
  for (const each of given.items) evaluator.callWith(each, DATA, DATA);
  return DATA;
});
define(
  'globalThis.setTimeout globalThis.setInterval globalThis.setImmediate globalThis.queueMicrotask process.nextTick',
  (evaluator, given, name) => {
    const [first, ...all] = given.items;
    const rest = /Timeout|Interval/.test(name) ? all.slice(1) : all;
    // It runs later, when all names have their values.
    if (first?.kind === 'closure' && rest.length === 0) evaluator.escape(first);
    else if (first !== undefined && first.kind !== 'text' && first.kind !== 'data') evaluator.callWith(first, ...rest);
    return NUMBER;
  },
);
define('globalThis.eval globalThis.Function', (evaluator, given, name) => {
  const code = given.items.at(-1) ?? DATA;
  if (code.kind === 'data' && code.file !== undefined) {
    for (const file of codeTexts(code.file, 'what eval is given')) evaluator.report({ kind: 'file', file });
    return { kind: 'foreign', taint: 0 };
  }
  evaluator.use('code', code, name.slice(11));
  return evaluator.unknown(name.slice(11));
});

// Modules

export function loadScriptModule(evaluator: Evaluator, value: Value | undefined): Value {
  const name = exactText(value);
  if (name === undefined) {
    if (value?.kind === 'text' && value.isLikely) {
      for (const file of codeTexts(value, 'a module')) evaluator.report({ kind: 'file', file });
      return { kind: 'foreign', taint: 0 };
    }
    return evaluator.unknown('require of a module named while running');
  }
  const { language } = evaluator;
  if (/^(?:\.{0,2}\/|file:|\.{1,2}$)/.test(name)) {
    const file = plainText(name.replace(/^file:\/\//, ''));
    evaluator.report(/\.json$/.test(name) ? { kind: 'read', file } : { kind: 'file', file });
    return { kind: 'foreign', taint: 0 };
  }
  if (/^(?:data|https?):/.test(name)) return evaluator.unknown(`the module ${name}`);
  const module = language.moduleName(name);
  const nature = language.natureOf(module);
  evaluator.report({ kind: 'module', name, isOwn: nature === 'foreign' });
  return { kind: 'ref', name: module };
}
define('globalThis.require module.require process.getBuiltinModule', (evaluator, given) =>
  loadScriptModule(evaluator, given.items[0]),
);
define('globalThis.require.resolve', (_, given) =>
  given.items[0]?.kind === 'text' ? textOf('./node_modules/some', { isLikely: true }) : DATA,
);
define('module.createRequire', () => ({ kind: 'ref', name: 'globalThis.require' }));

// Paths and files

define('path.join path.posix.join path.win32.join', (_, given) => pathOf(given.items));
define('path.resolve path.posix.resolve', (_, given) =>
  given.items.length === 0 ? textOf('.') : joinedPath(given.items.map(filePart), false),
);
define('path.normalize path.posix.normalize path.toNamespacedPath url.fileURLToPath', (_, given) =>
  filePart(given.items[0] ?? DATA),
);
define('path.dirname path.posix.dirname', (_, given) => mapped(given.items[0], parentOf));
define('path.basename path.posix.basename', (_, given) => {
  const end = exactText(given.items[1]) ?? '';
  return mapped(given.items[0], (text) => {
    const base = text.slice(text.lastIndexOf('/') + 1);
    return end !== '' && base.endsWith(end) ? base.slice(0, -end.length) : base;
  });
});
define('path.extname path.posix.extname', (_, given) =>
  mapped(given.items[0], (text) => /[^/](\.[^./]*)$/.exec(text)?.[1] ?? ''),
);
define('path.relative path.parse', (_, given) => dataOf(given.items.reduce((all, each) => all | taintOf(each), 0)));
define('os.tmpdir', () => textOf('/tmp'));
define('os.homedir', () => textOf('~'));
define('process.cwd', () => textOf('.'));
define('globalThis.URL', (_, given) => {
  const [value = DATA, base] = given.items;
  const at = exactText(base);
  return at?.startsWith('file:') === true
    ? joinedPath(
        [filePart(base ?? DATA), value].map((each, index) => (index === 0 ? mapped(each, parentOf) : each)),
        false,
      )
    : value;
});

/** `path.join` takes a leading slash of a later part for a separator. */
function pathOf(items: readonly Value[]): Value {
  return combined(
    items.map(filePart),
    (texts) =>
      texts
        .filter((text) => text !== '')
        .join('/')
        .replace(/\/{2,}/g, '/') || '.',
  );
}

function filePart(value: Value): Value {
  return value.kind === 'text' ? mapTexts(value, (text) => text.replace(/^file:\/\//, '')) : value;
}

define('fs.readFile fs.createReadStream', (evaluator, given) => {
  const [file = DATA, ...rest] = given.items;
  const taint = evaluator.useFile('read', filePart(file), 'readFile');
  for (const each of rest) evaluator.escape(each);
  return { kind: 'data', taint, file };
});
define('fs.writeFile fs.appendFile fs.createWriteStream', (evaluator, given) => {
  const [file = DATA, ...rest] = given.items;
  for (const each of rest) evaluator.escape(each);
  return dataOf(evaluator.useFile('write', filePart(file), 'writeFile'));
});
define('fs.readdir fs.opendir', (evaluator, given) => {
  const [folder = DATA, ...rest] = given.items;
  const names = listed(evaluator, filePart(folder), 'readdir');
  for (const each of rest) evaluator.escape(each);
  return listOf([names], false);
});
define('fs.glob', (evaluator, given) => {
  evaluator.useFile('names', textOf('.'), 'glob');
  return listOf([mapped(given.items[0], (text) => text)], false);
});
define('fs.open', (evaluator, given) => {
  const [file = DATA, flags, ...rest] = given.items;
  for (const each of rest) evaluator.escape(each);
  const mode = flags === undefined ? 'r' : exactText(flags);
  if (mode === undefined) evaluator.unknown('a file opened in an unknown way');
  const taint =
    mode === 'r'
      ? evaluator.useFile('read', filePart(file), 'open')
      : evaluator.useFile('write', filePart(file), 'open');
  return { kind: 'handle', type: 'file', at: file, taint };
});
define('fs.write', (evaluator, given) => {
  evaluator.useFile('write', given.items[0] ?? DATA, 'write');
  return NUMBER;
});
define('fs.mkdtemp', (evaluator, given) => {
  evaluator.useFile('folder', given.items[0] ?? DATA, 'mkdtemp');
  return combined([given.items[0] ?? DATA], ([text = '']) => `${text}some`);
});
define('fs.rename', filed(command('mv', '--')));
define('fs.copyFile fs.cp', filed(command('cp', '-r', '--')));
define('fs.symlink', filed(command('ln', '-s', '--')));
define('fs.link', filed(command('ln', '--')));

function filed(native: Native): Native {
  return (evaluator, given, name) => {
    for (const each of given.items.slice(2)) evaluator.escape(each);
    native(evaluator, { ...given, items: given.items.slice(0, 2).map(filePart) }, name);
    return DATA;
  };
}
define('fs.chmod', (evaluator, given) => {
  const [file = DATA, mode] = given.items;
  const octal = mode?.kind === 'number' && mode.value !== undefined ? mode.value.toString(8) : exactText(mode);
  for (const path of codeTexts(file, 'what chmod is given'))
    if (octal === undefined) evaluator.report({ kind: 'edit', file: path });
    else evaluator.report({ kind: 'command', words: [plainText('chmod'), plainText(octal), path] });
  return NUMBER;
});
define('process.chdir', (evaluator, given) => {
  for (const file of codeTexts(given.items[0] ?? DATA, 'what chdir is given'))
    evaluator.report({ kind: 'cwd', file, isMaybe: evaluator.isWithinBranch() });
  return NUMBER;
});

// Programs and other machines

define('child_process.exec', (evaluator, given, name) => {
  const [text = DATA, ...rest] = given.items;
  const cwd = options(evaluator, rest, name);
  if (cwd === undefined) return output(shellText(evaluator, text, name));
  let taint = 0;
  for (const each of codeTexts(text, `what ${name} is given`))
    taint |= evaluator.report({
      kind: 'command',
      words: [plainText('sh'), plainText('-c'), each],
      cwd: codeTexts(cwd, 'the folder it works in')[0],
    });
  return output(taint);
});
define('child_process.execFile child_process.spawn child_process.fork', (evaluator, given, name) => {
  const [program = DATA, second, ...rest] = given.items;
  const words = second?.kind === 'map' || second?.kind === 'closure' || second === undefined ? listOf([]) : second;
  const more = words === second ? rest : given.items.slice(1);
  const option = more.find((each) => each.kind === 'map');
  const cwd = options(evaluator, more, name);
  const input = option?.kind === 'map' ? option.entries.get('input') : undefined;
  const shell = option?.kind === 'map' ? option.entries.get('shell') : undefined;
  if (shell !== undefined && words.kind === 'list' && words.isExact) {
    const line = combined([program, ...words.items], (texts) => texts.join(' '));
    return output(shellText(evaluator, line, name));
  }
  const first = name.endsWith('fork') ? textOf('node') : program;
  const all = name.endsWith('fork') ? listOf([program, ...(words.kind === 'list' ? words.items : [words])]) : words;
  return output(commandWords(evaluator, first, all, { cwd, input }));
});

function output(taint: number): Value {
  return { kind: 'handle', type: 'process', at: undefined, taint };
}

/** Of a call that runs a program: its environment and its folder. */
function options(evaluator: Evaluator, rest: readonly Value[], name: string): Value | undefined {
  let cwd: Value | undefined;
  for (const each of rest.flatMap(optionsOf)) {
    if (each.kind !== 'map') {
      if (each.kind === 'data' || each.kind === 'foreign') evaluator.unknown(`${name} with options that aren't known`);
      else evaluator.escape(each);
      continue;
    }
    environment(evaluator, each.entries.get('env'));
    cwd = each.entries.get('cwd') ?? cwd;
    for (const odd of ['argv0', 'execPath', 'execArgv'])
      if (each.entries.has(odd)) evaluator.unknown(`${name} with ${odd}`);
    const shell = each.entries.get('shell');
    if (shell !== undefined && shell.kind !== 'number') evaluator.unknown(`${name} with another shell`);
    if (each.rest.length > 0) evaluator.unknown(`${name} with options that aren't known`);
  }
  return cwd;
}

define('process.kill', (evaluator, given) => {
  const [id] = codeTexts(given.items[0] ?? DATA, 'a process');
  if (given.items[1]?.kind === 'number' && given.items[1].value === 0) return NUMBER;
  evaluator.report({ kind: 'command', words: [plainText('kill'), plainText('-9'), ...(id === undefined ? [] : [id])] });
  return NUMBER;
});

function sends(value: Value | undefined): boolean {
  if (value === undefined) return false;
  if (value.kind !== 'map') return true;
  const method = value.entries.get('method');
  return value.entries.has('body') || (method !== undefined && !isAsking(method)) || value.rest.length > 0;
}
define('globalThis.fetch undici.fetch node-fetch cross-fetch node-fetch.default undici.request', (evaluator, given) =>
  request(evaluator, given.items[0] ?? DATA, sends(given.items[1]), given),
);
define('http.get https.get http.request https.request', (evaluator, given, name) => {
  const [first = DATA, second] = given.items;
  const isUpload = name.endsWith('request') && (sends(first.kind === 'map' ? first : second) || second?.kind === 'map');
  if (first.kind !== 'map') return request(evaluator, first, isUpload, given);
  const host = first.entries.get('hostname') ?? first.entries.get('host') ?? textOf('localhost');
  return request(evaluator, first.entries.size === 0 ? DATA : host, isUpload, given);
});
for (const module of ['axios', 'got', 'superagent', 'ky', 'needle', 'request', 'axios.default']) {
  for (const verb of ['', '.get', '.head', '.stream'])
    define(`${module}${verb}`, (evaluator, given) => {
      const [first = DATA] = given.items;
      const url = first.kind === 'map' ? entryOf(first, 'url') : first;
      return request(evaluator, url, first.kind === 'map' && sends(first), given);
    });
  for (const verb of ['.post', '.put', '.patch', '.delete', '.request', '.del'])
    define(`${module}${verb}`, (evaluator, given) => request(evaluator, given.items[0] ?? DATA, true, given));
}
define('axios.create got.extend ky.create', (_, given) => {
  const [options] = given.items;
  const base =
    options?.kind === 'map' ? (options.entries.get('baseURL') ?? options.entries.get('prefixUrl')) : undefined;
  return { kind: 'handle', type: 'http', at: base ?? textOf(''), taint: 0 };
});
define('net.connect net.createConnection', (evaluator, given) => {
  const [first = DATA, second] = given.items;
  if (first.kind === 'map')
    return connect(evaluator, { ...given, items: [first.entries.get('host') ?? textOf('localhost')] });
  return connect(evaluator, {
    ...given,
    items: [first.kind === 'number' ? (second?.kind === 'text' ? second : textOf('localhost')) : first],
  });
});
define('http.createServer https.createServer net.createServer http2.createServer', (evaluator, given) => {
  for (const each of given.items) evaluator.escape(each);
  return { kind: 'handle', type: 'server', at: undefined, taint: 0 };
});
define('dns.lookup dns.resolve dns.resolve4 dns.resolveTxt dns.resolve6 dns.resolveMx', (evaluator, given) =>
  request(evaluator, given.items[0] ?? DATA, false, given),
);

export function serve(evaluator: Evaluator, given: Given): Value {
  const host = given.items.slice(1).find((each) => each.kind === 'text');
  return listen(evaluator, { ...given, items: [host ?? textOf('0.0.0.0')] });
}

// Packages that stand for modules of the language

define('rimraf rimraf.sync rimraf.rimraf rimraf.rimrafSync rimraf.default del del.sync', (evaluator, given) =>
  dataOf(evaluator.use('rm', given.items[0] ?? DATA, 'rimraf')),
);
define('fs-extra.remove fs-extra.emptyDir', (evaluator, given) =>
  dataOf(evaluator.use('rm', given.items[0] ?? DATA, 'remove')),
);
define('fs-extra.move', filed(command('mv', '--')));
define('fs-extra.copy', filed(command('cp', '-r', '--')));
define('fs-extra.readJson', (evaluator, given) =>
  dataOf(evaluator.useFile('read', given.items[0] ?? DATA, 'readJson')),
);
define(
  'fs-extra.writeJson fs-extra.outputFile fs-extra.outputJson fs-extra.ensureFile fs-extra.createFile',
  (evaluator, given) => dataOf(evaluator.useFile('write', given.items[0] ?? DATA, 'writeJson')),
);
define('fs-extra.ensureDir fs-extra.mkdirp fs-extra.mkdirs', (evaluator, given) =>
  dataOf(evaluator.useFile('folder', given.items[0] ?? DATA, 'ensureDir')),
);
define('fs-extra.pathExists', (evaluator, given) =>
  dataOf(evaluator.useFile('names', given.items[0] ?? DATA, 'pathExists')),
);
define(
  'execa execa.execa execa.default cross-spawn cross-spawn.sync execa.sync',
  (evaluator, given, name) => natives.get('child_process.spawn')?.(evaluator, given, name) ?? DATA,
);
define('execa.command execa.execaCommand', (evaluator, given, name) =>
  output(shellText(evaluator, given.items[0] ?? DATA, name)),
);

export function readScriptVariable(evaluator: Evaluator, name: Value | undefined): void {
  readVariable(evaluator, name);
}

export function setScriptVariable(evaluator: Evaluator, name: Value | undefined, value: Value): void {
  changeVariable(evaluator, name, value);
}
