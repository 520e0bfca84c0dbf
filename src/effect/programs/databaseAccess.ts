import { nameSet } from '../names';
import { type Arg, NO_INPUT } from '../shell/value';
import type { Call, Parsed } from './program';
import { isLoopback } from './requests';
import { type Dialect, type SqlNature, sqlNature } from './sql';

/** Where the database is: on this machine, or who knows where. */
export type At = 'local' | 'elsewhere';

const URL_HOST = /^[a-z][a-z0-9+]*:\/\/(?:[^@/]*@)?(\[[^\]]*\]|[^:/?]*)/i;

export function placeOf(call: Call, parsed: Parsed): At {
  const host = parsed.value('-h', '--host');
  const named = host === undefined ? undefined : (host.text ?? '?');
  const fromVariable = ['PGHOST', 'PGHOSTADDR', 'MYSQL_HOST', 'PGSERVICE']
    .map((name) => call.state.variable(name))
    .find((value) => value !== undefined && !(value.kind === 'unknown'));
  const variable = fromVariable?.kind === 'text' ? fromVariable.text : fromVariable === undefined ? undefined : '?';
  const isHere = (text: string): boolean =>
    isLoopback(text) || text === '' || /^\/(?:var\/run|run|tmp)\//.test(text) || /^\.?$/.test(text);
  if (named !== undefined && !isHere(named)) return 'elsewhere';
  if (variable !== undefined && named === undefined && !isHere(variable)) return 'elsewhere';
  for (const arg of [
    ...parsed.operands,
    ...parsed.options.flatMap(({ name, value }) =>
      /^(?:-d|-l|--uri|-u)$/.test(name) && value !== undefined ? [value] : [],
    ),
  ]) {
    const url = URL_HOST.exec(arg.head);
    if (
      url !== null
        ? !isHere(url[1] ?? '?') || /[?&]host(?:addr)?=/.test(arg.text ?? '?host=')
        : arg.text === undefined && !/^[a-z_]\w*$/i.test(arg.head)
    )
      return 'elsewhere';
    for (const [, name = '?'] of (arg.text ?? '').matchAll(/\bhost(?:addr)?\s*=\s*'?([^'\s]*)/g))
      if (!isHere(name)) return 'elsewhere';
    if (/\bservice\s*=/.test(arg.text ?? '')) return 'elsewhere';
  }
  return 'local';
}

export function asked(call: Call, at: At): undefined {
  return at === 'local'
    ? call.emit('fetch', 'a database', { detail: 'fetch.local', says: 'asks a database of this machine' })
    : call.emit('database', 'a database', { detail: 'database.elsewhere', says: 'asks a database of another machine' });
}

export function changed(call: Call, target: string, says: string): undefined {
  return call.emit('database', target, { detail: 'database.change', says });
}

/** Statements, each with what it is: asking is fine on this machine, anything else waits. */
export function judged(call: Call, statements: readonly Arg[], dialect: Dialect, at: At): undefined {
  for (const statement of statements) {
    if (statement.text === undefined) {
      call.unknown('value.script', statement.raw, "runs statements on a database that can't be told beforehand");
      continue;
    }
    if (nature(statement.text, dialect) !== 'asks') return changed(call, 'a database', 'runs statements on a database');
  }
  return asked(call, at);
}

const PSQL_COMMANDS =
  /^\\(?:d[a-zA-Z+]*S?\+?|l\+?|z|sf\+?|sv\+?|conninfo|x|timing|echo|qecho|pset|a|t|h|\?|q|encoding|dt|du|watch|errverbose|if|elif|else|endif)(?:\s+[^\\`|]*)?$/;
const SQLITE_COMMANDS = nameSet(
  'tables schema headers header mode width indexes indices databases dbinfo dbconfig help show separator nullvalue fullschema stats timer echo bail quit exit print eqp explain changes version lint limit sha3sum prompt dump',
);

/** Commands of the tool itself stand on lines of their own. */
export function nature(text: string, dialect: Dialect): SqlNature {
  const own = dialect === 'psql' ? '\\' : dialect === 'sqlite' ? '.' : undefined;
  const lines = text.split('\n');
  const rest: string[] = [];
  for (const line of lines) {
    const trimmed = line.trim();
    if (own !== undefined && trimmed.startsWith(own)) {
      const word = /^\.(\w+)/.exec(trimmed)?.[1];
      const isHarmless =
        dialect === 'psql' ? PSQL_COMMANDS.test(trimmed) : word !== undefined && !/\|/.test(trimmed) && isShort(word);
      if (!isHarmless) return 'beyond';
    } else rest.push(line);
  }
  const sql = rest.join('\n');
  // A command of psql may stand behind a statement too.
  if (dialect === 'psql' && /\\(?!g\s*$)/.test(sql.replace(/'(?:[^']|'')*'/g, ''))) return 'beyond';
  if (dialect === 'mysql') {
    const trailing = sql.replace(/\\[gG](?=\s*(?:;|$))/g, ';');
    if (
      /\\[^'"\\\s]/.test(trailing.replace(/'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"/g, '')) ||
      /^\s*(?:system|source|tee|pager|edit|delimiter)\b/im.test(trailing)
    )
      return 'beyond';
    return sqlNature(trailing, dialect);
  }
  return sqlNature(sql, dialect);
}

/** A dot-command may be shortened: `.sch` is `.schema`, but `.sh` is `.shell`. */
function isShort(word: string): boolean {
  if (SQLITE_COMMANDS.has(word)) return true;
  return (
    word.length >= 3 &&
    [...SQLITE_COMMANDS].some((name) => name.startsWith(word)) &&
    !/^(?:she|sys|out|onc|rea|res|loa|imp|exc|bac|sav|clo|ope|dum|log|tra|rec|cd|arc|ses|tes|scans|vfs|par|fil)/.test(
      word,
    )
  );
}

/** Statements given as input or as a file here, where their text is known. */
export function fromFile(call: Call, file: Arg): Arg | undefined {
  call.file('read', file);
  const text = call.textOf(file);
  return text === undefined ? undefined : { ...file, text, head: text };
}

export function inputOf(call: Call): Arg | undefined {
  const { stdin } = call;
  // Nothing to read is no reason to trust what is opened.
  if (stdin.text === '') return undefined;
  if (stdin === NO_INPUT || (stdin.from === NO_INPUT.from && stdin.text === undefined && stdin.taint === 0))
    return undefined;
  const base = call.args[0];
  return base === undefined && stdin.text === undefined
    ? undefined
    : {
        text: stdin.text,
        head: stdin.text ?? '',
        unknown: undefined,
        isPattern: false,
        splits: false,
        taint: stdin.taint,
        raw: stdin.from,
        ...{ start: call.part.start, end: call.part.end },
      };
}

/** What is given, else the input; with neither it waits for somebody to type. */
export function run(call: Call, statements: readonly Arg[], dialect: Dialect, at: At): undefined {
  const input = inputOf(call);
  if (statements.length > 0) return judged(call, statements, dialect, at);
  return input === undefined
    ? changed(call, 'a database', 'opens a database for whatever is typed')
    : judged(call, [input], dialect, at);
}
