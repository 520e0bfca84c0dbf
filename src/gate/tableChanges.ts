import { LONGEST_READABLE, readableForms } from '../effect/readableForms';

/** What a statement does to something that a database keeps. */
export interface TableChange {
  /** `both`: other things stand there, and what stood there is gone. */
  readonly does: 'lose' | 'put' | 'both';
  /** In lower case, without quotes, with its schema where that is told; undefined where it may be any. */
  readonly name: string | undefined;
  /** Some of a table, all of it, or a schema or database with all that is in it. */
  readonly extent: 'rows' | 'table' | 'all';
}

const NAME = String.raw`[\p{L}_][\p{L}\p{N}_]*(?: ?\. ?[\p{L}_][\p{L}\p{N}_]*){0,3}`;
const NAME_FIRST = new RegExp(`^ ?(?:only )?(${NAME})`, 'u');
/** A name that is only put in when it runs. */
const PUT_IN = /^ ?(?:[$%{?@|+:#&,]|\. ?\$|\.concat\()/;
const LONGEST_STATEMENT = 2000;
const MOST_CHANGES = 500;

interface Statement {
  readonly begins: RegExp;
  readonly isList?: boolean;
  change(rest: string): Pick<TableChange, 'does' | 'extent'>;
}

const LOST = { does: 'lose', extent: 'table' } as const;
const ALL_LOST = { does: 'lose', extent: 'all' } as const;
const PUT = { does: 'put', extent: 'rows' } as const;
const SOME_LOST = { does: 'lose', extent: 'rows' } as const;
const REPLACED = { does: 'both', extent: 'table' } as const;

/** How statements begin that do something to what is named next. Quotes are gone, and all is in lower case. */
const STATEMENTS: readonly Statement[] = [
  {
    begins:
      /\bdrop (?:(?:materialized|foreign|external|temporary|virtual|unique) )?(?:table|view|collection|index|sequence|type|domain|function|procedure|trigger|role|user|extension)\b(?: concurrently)?(?: if exists)?/g,
    isList: true,
    change: () => LOST,
  },
  { begins: /\bdrop (?:database|schema|keyspace|catalog)\b(?: if exists)?/g, isList: true, change: () => ALL_LOST },
  { begins: /\btruncate (?:table )?(?!-)/g, isList: true, change: () => LOST },
  {
    begins: /\bdelete (?:(?:low_priority|quick|ignore) ){0,3}from\b/g,
    change: (rest) => (isOfSome(rest) ? SOME_LOST : LOST),
  },
  { begins: /\balter (?:foreign |external )?table\b(?: if exists)?/g, change: changeByAlter },
  { begins: /\balter (?:schema|database)\b/g, change: (rest) => (/\brename\b/.test(rest) ? ALL_LOST : PUT) },
  { begins: /\brename table\b(?: if exists)?/g, change: () => LOST },
  {
    begins: new RegExp(
      String.raw`\bupdate (?:(?:low_priority|ignore|or [a-z]+) )?(?=(?:only )?(?:${NAME}|[$%{][^ ]{0,60}) set\b)`,
      'gu',
    ),
    change: (rest) => (isOfSome(rest) ? PUT : REPLACED),
  },
  {
    begins: /\b(?:insert|replace) (?:(?:or [a-z]+|ignore|delayed|low_priority|high_priority) )?into\b/g,
    change: () => PUT,
  },
  { begins: /\binsert overwrite\b(?: table)?/g, change: () => REPLACED },
  { begins: /\bmerge into\b/g, change: () => ({ does: 'both', extent: 'rows' }) },
  { begins: new RegExp(String.raw`\bcopy (?=${NAME} ?(?:\([^)]{0,500}\) ?)?(?:from|to)\b)`, 'gu'), change: () => PUT },
  {
    begins:
      /\bcreate (?:(?:temporary|temp|unlogged|external|virtual|materialized) )?(?:table|view)\b(?: if not exists)?/g,
    change: () => PUT,
  },
  { begins: /\bcreate or replace table\b/g, change: () => REPLACED },
  {
    begins:
      /\b(?:vacuum|analyze|reindex|cluster|comment on|refresh materialized view)\b(?: \([^)]{0,60}\))?(?: (?:table|index|full|verbose|analyze|column)){0,3}/g,
    change: () => PUT,
  },
  { begins: /\bcreate (?:unique )?index\b[^;]{0,150} on\b/g, change: () => PUT },
  { begins: /\b(?:grant|revoke) [^;]{1,150} on(?: table)?\b/g, change: () => PUT },
  { begins: new RegExp(String.raw`\b(?:call|perform|execute) (?=${NAME} ?\()`, 'gu'), change: () => REPLACED },
  {
    begins: /(?:\b|_)(?:drop|truncate|delete|clear|rename)_?(?:table|collection)s?(?:_?if_?exists)? ?\(? ?:?/g,
    change: () => LOST,
  },
  { begins: /\bdropdb(?: -[^ ]+){0,9}/g, change: () => ALL_LOST },
  { begins: /\bmysqladmin\b[^;|&]{0,150} drop\b/g, change: () => ALL_LOST },
];

/** What empties all that there is, without a name. */
const EMPTIES =
  /\bflush(?:all|db)\b|\bdrop_?database\b|\bdrop_?all\b|\bdrop owned by\b|(?<![\w.-])db(?::(?:drop|reset|purge|wipe|fresh|schema:load)| (?:reset|wipe))\b|\bmigrate[: ](?:reset|fresh|refresh)\b|\becto\.(?:drop|reset)\b|--force-reset\b|--accept-data-loss\b|\bflyway\b[^;|&]{0,150}\bclean\b|\bmanage\.py (?:flush|reset_db)\b|\bschema:drop\b|\bsync\( ?\{ ?force: ?true/;

/** Methods that drivers have for it, behind what names the collection or the model. */
const METHODS =
  /\.(?:((?:drop|truncate|remove) ?\(|(?:delete|destroy)_?all\b)|((?:delete_?(?:many|one)?|destroy|find_?one_?and_?delete) ?\()|(?:insert_?(?:many|one)|update_?(?:many|one)|replace_?one|bulk_?write) ?\()/g;
const NAMED_BEFORE = new RegExp(
  String.raw`(?<![\p{L}\p{N}_.])(?:${NAME}\( ?)?(${NAME})(?: ?\))?(?:\.(?:objects|query|all|find|filter|where)(?:\([^()]{0,100}\))?){0,3}$`,
  'u',
);

const QUERIES = /^(?:objects|query|all|find|filter|where)$/;

/** What has such methods too, and words that follow a verb in a sentence. */
const NO_TABLES = /^(?:os|fs|fsp|shutil|path|self|this|df|list|set|the|an?|all|it|that)$/;

const KEYS = /\b(?:redis|valkey)-cli\b[^;|&]{0,150} (?:del|unlink) ([^;|&]{1,300})/g;

/** Statements that are put together when they run, from what can't be read. */
const HIDES =
  /\bchr ?\(|\bchar ?\(|decode ?\(|\bunhex\b|base64|\batob ?\(|fromhex|fromcharcode|\breversed? ?\(|\[::-1\]|\btranslate ?\(|\bconvert_from\b|\bu&/;
const RUNS_TEXT = /\b(?:execute|prepare|exec|eval|query|run|raw|unsafe|executescript|sp_executesql)\b/;

/** Where a text stands: code and commands that work on a database, or anything; a file of nothing but SQL. */
export interface TextOf {
  readonly isOnDatabase: boolean;
  readonly isSql?: boolean | undefined;
}

/** What a text says is done to a database, in SQL or by the methods of drivers. */
export function changesIn(text: string, { isOnDatabase, isSql = false }: TextOf): readonly TableChange[] {
  const found = new Map<string, TableChange>();
  for (const form of readableForms(text))
    for (const plain of plainForms(form, isSql))
      for (const change of [...statementsIn(plain), ...(isOnDatabase ? methodsIn(plain) : [])]) {
        // Many a command has words in it like those that add something.
        if (!isOnDatabase && change.does === 'put') continue;
        if (found.size < MOST_CHANGES) found.set(`${change.does} ${change.extent} ${change.name ?? '?'}`, change);
      }
  return [...found.values()];
}

/** Whether a text is longer than what is looked through, or puts statements together from what can't be read. */
export function hidesChanges(text: string): boolean {
  if (text.length > LONGEST_READABLE) return true;
  const lower = text.toLowerCase();
  return RUNS_TEXT.test(lower) && HIDES.test(lower);
}

/** Whether what one statement does is, in whole or in part, what another would have done. */
export function isSameChange(refused: TableChange, given: TableChange): boolean {
  if (refused.does !== given.does && refused.does !== 'both' && given.does !== 'both') return false;
  if (refused.extent === 'all' && given.extent === 'all') return isSameName(refused.name, given.name);
  // Table by table is the same end; some rows of one aren't.
  if (refused.extent === 'all') return given.extent === 'table' && given.does === 'lose';
  if (given.extent === 'all') return isHeldBy(refused.name, given.name);
  return isSameName(refused.name, given.name);
}

/** With and without schema, and by the model that stands for a table. */
export function isSameName(a: string | undefined, b: string | undefined): boolean {
  if (a === undefined || b === undefined) return true;
  const [one, other] = [a, b].map((name) => name.split('.').reverse());
  return (one ?? []).every((label, at) => other?.[at] === undefined || singular(label) === singular(other[at] ?? ''));
}

function singular(name: string): string {
  return name.replace(/s$/, '');
}

/** Where a schema or database is gone as a whole; one that a table is told to be in, only that. */
function isHeldBy(table: string | undefined, holder: string | undefined): boolean {
  const holders = table?.split('.').slice(0, -1) ?? [];
  return holder === undefined || holders.length === 0 || holders.includes(holder);
}

/** Without quotes, comments and what else can stand in the middle of a statement. */
function plainForms(form: string, isSql: boolean): readonly string[] {
  const text = form
    .toLowerCase()
    .replace(/\\[nrt](?![a-z]{0,20}[\\/])|\$\{?ifs\}?|\\\r?\n/g, ' ')
    .replace(/\/\*!\d{0,9}/g, ' ');
  const bare = withoutComments(text);
  const all = isSql ? [bare] : [text.replace(/\/\*|\*\//g, ' '), bare];
  return [...new Set(all.flatMap((one) => [withQuotesAs(one, ''), withQuotesAs(one, ' ')]))];
}

/** A string ends here, though a name with a dot could go on. */
const STRING_METHOD =
  /["'`](?:\s{0,20}\])?(?=\s{0,20}\.\s{0,20}(?:join|to_?lower_?case|to_?upper_?case|lower|upper|format|replace|replaceall|trim|strip|concat|repeat|encode|decode|tostring)\b)/g;

function withQuotesAs(text: string, instead: string): string {
  return text
    .replace(/["'`]\s{0,20}(?:\|\||\+)\s{0,20}["'`]/g, '')
    .replace(/["'`]\s{0,20},\s{0,20}["'`]/g, ' ')
    .replace(STRING_METHOD, ' ) ')
    .replace(/\\ /g, ' ')
    .replace(/["'`[\]\\]/g, instead)
    .replace(/\s+/g, ' ')
    .replace(/(?<= -[a-z])(?=(?:drop|truncate|delete|alter|update|insert) )/g, ' ');
}

function withoutComments(text: string): string {
  const pieces: string[] = [];
  let at = 0;
  for (;;) {
    const start = text.indexOf('/*', at);
    const end = start < 0 ? -1 : text.indexOf('*/', start + 2);
    if (end < 0) break;
    pieces.push(text.slice(at, start));
    at = end + 2;
  }
  return [...pieces, text.slice(at)].join(' ').replace(/(?:(?<=\s)|^)--[^\n]*(?:\n|$)/gm, ' ');
}

function* statementsIn(text: string): Generator<TableChange> {
  if (EMPTIES.test(text)) yield { ...ALL_LOST, name: undefined };
  for (const { begins, isList = false, change } of STATEMENTS) {
    for (const { 0: all, index } of text.matchAll(begins)) {
      const after = text.slice(index + all.length, index + all.length + LONGEST_STATEMENT);
      const rest = after.split(';', 1)[0] ?? '';
      for (const name of namesAt(rest, isList)) yield { ...change(rest), name };
    }
  }
}

function* methodsIn(text: string): Generator<TableChange> {
  for (const { 1: loses, 2: losesSome, index } of text.matchAll(METHODS)) {
    const named = NAMED_BEFORE.exec(text.slice(Math.max(0, index - 300), index))?.[1];
    const name = named
      ?.split('.')
      .map((label) => label.trim())
      .findLast((label) => !QUERIES.test(label));
    if (name !== undefined && !NO_TABLES.test(name))
      yield { ...(loses !== undefined ? LOST : losesSome !== undefined ? SOME_LOST : PUT), name };
  }
  for (const [, keys = ''] of text.matchAll(KEYS))
    for (const name of keys.trim().split(' ')) yield { ...SOME_LOST, name };
}

function* namesAt(rest: string, isList: boolean): Generator<string | undefined> {
  for (const item of isList ? rest.split(',') : [rest]) {
    const name = NAME_FIRST.exec(item);
    if (name === null) {
      if (PUT_IN.test(rest)) yield undefined;
      return;
    }
    if (!NO_TABLES.test(name[1] ?? '')) yield name[1]?.replace(/ ?\. ?/g, '.');
    // What stands behind the last name is no longer the list.
    if (!/^(?: \*| cascade| restrict)? ?$/.test(item.slice(name[0].length))) return;
  }
}

/** A condition that isn't always true. */
function isOfSome(rest: string): boolean {
  const condition = / where (.*)/.exec(rest)?.[1];
  return condition !== undefined && !/^\(? ?(?:true|(\d+) ?= ?\1|not false)\b/.test(condition);
}

function changeByAlter(rest: string): Pick<TableChange, 'does' | 'extent'> {
  if (/ (?:rename to|set schema)\b/.test(rest)) return LOST;
  return / (?:drop|rename|detach|exchange|truncate)\b/.test(rest) ? { does: 'both', extent: 'rows' } : PUT;
}
