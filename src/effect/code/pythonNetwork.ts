import { namesIn } from '../names';
import { argument, textArgument } from './arguments';
import { plainText } from './codeFinding';
import type { Evaluator, Given, Native } from './language';
import { isAsking, pythonCommand, request, setVariable, shellText } from './processes';
import { codeTexts, combined, DATA, exactText, listOf, NUMBER, textOf, type Value } from './values';

const natives = new Map<string, Native>();

function define(names: string, native: Native): void {
  for (const name of namesIn(names)) natives.set(name, native);
}

/** Functions that run programs, or reach other machines. */
export function pythonReaching(name: string): Native | undefined {
  return natives.get(name);
}

define('subprocess.run subprocess.call subprocess.check_call subprocess.check_output subprocess.Popen', pythonCommand);
define(
  'os.system os.popen subprocess.getoutput subprocess.getstatusoutput asyncio.create_subprocess_shell',
  (evaluator, given, name) => {
    const taint = shellText(evaluator, argument(given, 0, 'command', 'cmd') ?? DATA, name);
    return { kind: 'handle', type: 'process', at: undefined, taint };
  },
);
define('asyncio.create_subprocess_exec', (evaluator, given, name) => {
  const words = listOf(given.items, !given.isOpen, given.lead);
  return pythonCommand(evaluator, { ...given, items: [words], isOpen: false }, name);
});
define('os.dup2', (evaluator) => {
  evaluator.mark('shell');
  evaluator.mark('terminal');
  return NUMBER;
});
define('os.kill os.killpg', (evaluator, given, name) => {
  const [process] = codeTexts(given.items[0] ?? DATA, 'a process');
  const id = name.endsWith('pg') && process?.text !== undefined ? { ...process, text: `-${process.text}` } : process;
  if (given.items[1]?.kind === 'number' && given.items[1].value === 0) return NUMBER;
  evaluator.report({ kind: 'command', words: [plainText('kill'), plainText('-9'), ...(id === undefined ? [] : [id])] });
  return NUMBER;
});
define('os.getenv', (evaluator, given) => {
  const name = argument(given, 0, 'key');
  readVariable(evaluator, name);
  return isHome(exactText(name)) ? textOf('~') : DATA;
});

/** The variable that names the person's own folder. */
export function isHome(variable: string | undefined): boolean {
  return variable === 'HOME' || variable === 'USERPROFILE';
}

export function readVariable(evaluator: Evaluator, name: Value | undefined): void {
  const known = exactText(name);
  evaluator.report({ kind: 'environment', name: known });
}

export function changeVariable(evaluator: Evaluator, name: Value | undefined, value: Value): void {
  const known = exactText(name);
  if (known === undefined) evaluator.unknown('a change of the environment');
  else setVariable(evaluator, known, value);
}

for (const module of ['requests', 'httpx']) {
  for (const verb of ['get', 'head', 'options', 'stream'])
    define(`${module}.${verb}`, (evaluator, given) =>
      request(evaluator, urlOf(given, verb === 'stream' ? 1 : 0), sends(given), given),
    );
  for (const verb of ['post', 'put', 'patch', 'delete'])
    define(`${module}.${verb}`, (evaluator, given) => request(evaluator, urlOf(given, 0), true, given));
  define(`${module}.request`, (evaluator, given) =>
    request(evaluator, urlOf(given, 1), sends(given) || !isAsking(argument(given, 0, 'method')), given),
  );
}
define('aiohttp.request urllib3.request', (evaluator, given) =>
  request(evaluator, urlOf(given, 1), sends(given) || !isAsking(given.items[0]), given),
);
define('urllib.request.urlopen urllib.request.urlretrieve', (evaluator, given, name) => {
  const to = name.endsWith('retrieve') ? argument(given, 1, 'filename') : undefined;
  const url = argument(given, 0, 'url', 'fullurl') ?? DATA;
  const address = url.kind === 'handle' ? (url.at ?? DATA) : url;
  const back = request(
    evaluator,
    address,
    (to === undefined && (given.items.length > 1 || given.named.has('data'))) ||
      (url.kind === 'handle' && url.type === 'upload'),
    given,
  );
  if (to !== undefined) evaluator.useFile('write', to, name);
  return back;
});
define('urllib.request.Request', (_, given) => {
  const isUpload =
    given.items.length > 1 ||
    given.named.has('data') ||
    !(given.named.get('method') === undefined || isAsking(given.named.get('method')));
  return { kind: 'handle', type: isUpload ? 'upload' : 'ask', at: argument(given, 0, 'url') ?? DATA, taint: 0 };
});

function urlOf(given: Given, index: number): Value {
  return argument(given, index, 'url') ?? DATA;
}

function sends({ named }: Given): boolean {
  return ['data', 'json', 'files', 'content'].some((name) => named.has(name));
}

define(
  'socket.create_connection http.client.HTTPConnection http.client.HTTPSConnection asyncio.open_connection',
  (evaluator, given) => connect(evaluator, given),
);
define('socket.create_server', listen);
define('socket.gethostbyname socket.getaddrinfo socket.gethostbyname_ex', (evaluator, given) =>
  request(evaluator, given.items[0] ?? DATA, false, given),
);
define('http.server.HTTPServer http.server.ThreadingHTTPServer socketserver.TCPServer', listen);

/** To a host and a port, as two values or as a pair. */
export function connect(evaluator: Evaluator, given: Given): Value {
  const [first = DATA, second] = given.items;
  const host = first.kind === 'list' ? (first.items[0] ?? DATA) : first;
  const port = first.kind === 'list' ? first.items[1] : second;
  const at = port === undefined || port.kind === 'data' ? host : combined([host, port], (texts) => texts.join(':'));
  request(evaluator, at, true, given);
  evaluator.mark('connection');
  return { kind: 'handle', type: 'socket', at: undefined, taint: 0 };
}

export function listen(evaluator: Evaluator, given: Given): Value {
  const [first] = given.items;
  const host = exactText(first?.kind === 'list' ? first.items[0] : first);
  const isLocal = host === 'localhost' || host === '127.0.0.1' || host === '::1';
  evaluator.report({
    kind: 'effect',
    effect: 'listen',
    detail: isLocal ? 'listen.local' : 'listen.port',
    target: 'a port',
    says: 'listens on a port',
  });
  for (const each of given.items) evaluator.escape(each);
  return { kind: 'handle', type: 'socket', at: undefined, taint: 0 };
}

define('sqlite3.connect sqlite3.Connection', (evaluator, given) => {
  const file = argument(given, 0, 'database') ?? DATA;
  const isMemory = /^(?::memory:|file::memory:.*|)$/.test(exactText(file) ?? '-');
  if (!isMemory) evaluator.useFile('read', file, 'sqlite3.connect');
  return { kind: 'handle', type: isMemory ? 'memory' : 'database', at: file, taint: 0 };
});

const ASKS =
  /^\s*(?:--[^\n]*\n\s*)*(?:select|pragma\s+(?:table_info|table_list|index_list|index_info|foreign_key_list|database_list|user_version\s*;?$|table_xinfo|quick_check|integrity_check)|explain|with\b(?![\s\S]*\b(?:insert|update|delete)\b)|values|show|describe)\b/i;
/** Adds what wasn't there. */
const MAKES = /^\s*create\s+(?:(?:temp|temporary|unique|virtual)\s+)?(?:table|index|view)\b/i;
const ROWS = /^\s*(?:insert\s+into|update|delete\s+from)\b/i;
/** What the program is given stands there, or something that isn't known. */
const GIVEN = /\$\d|\?|%s|%\(\w+\)s|:\w|@\w|\uFFFC/;
const CHANGES = /^\s*(?:drop|delete|truncate|alter|update|insert|replace|create|grant|revoke|vacuum|attach|merge)\b/i;

/** A statement for a database: one that only asks is reading. */
export function statement(evaluator: Evaluator, given: Given, isKnown: boolean): void {
  const [value = DATA] = given.items;
  const text = exactText(value) ?? (value.kind === 'data' ? value.head : undefined) ?? textArgument(given, 0, 'sql');
  const isAsking =
    text !== undefined &&
    ASKS.test(text) &&
    !/;\s*\S/.test(text) &&
    !/\b(?:load_extension|writefile|edit|readfile)\s*\(/i.test(text);
  const isChanging =
    text !== undefined ? CHANGES.test(text) || /;\s*(?:drop|delete|truncate|alter|update|insert)\b/i.test(text) : false;
  const isMaking = text !== undefined && MAKES.test(text) && !/;\s*\S/.test(text);
  if (!isMaking && (isKnown ? !isAsking : isChanging))
    evaluator.report({
      kind: 'effect',
      effect: 'database',
      detail: whenRun(evaluator, text ?? codeTexts(value, 'sql').at(0)?.shape ?? ''),
      target: 'a database',
      says: 'runs statements on a database',
    });
  for (const each of given.items) evaluator.escape(each);
}

/** What is only defined here, for something else to call, isn't run by running the code: rows by what it is given then. */
function whenRun({ isLater }: Evaluator, text: string): string {
  if (!isLater) return 'database.statement';
  const isOfRows = ROWS.test(text) && /\b(?:values|where)\b/i.test(text) && !/;\s*\S/.test(text) && GIVEN.test(text);
  return isOfRows ? 'database.laterRows' : 'database.later';
}
