import { dirname, resolve } from 'node:path';
import type { Action } from '../action/action';
import type { Effect } from '../effect/effect';
import { LONGEST_READABLE } from '../effect/readableForms';
import { subjectsOf } from './goalWords';
import { changesIn, hidesChanges, type TableChange } from './tableChanges';

/** What the files say that an action has run. */
export interface FileTexts {
  isFile(path: string): boolean;
  /** Undefined where it can't be read, or is too long. */
  textOf(path: string): string | undefined;
  /** What the task has written: real paths. */
  written?(): readonly string[];
}

/** An effect, and whether it is a reason for which its action doesn't simply run. */
interface Considered {
  readonly effect: Effect;
  readonly isAsked: boolean;
}

/** What an action would change in databases, by its own text and that of the files that it reads, runs or names. */
export interface DatabaseChanges {
  readonly changes: readonly TableChange[];
  /** There may be more, which nobody can tell. */
  readonly isUntold: boolean;
}

const MOST_FILES = 40;
const DEEPEST = 3;
/** Words that may be files, with an ending or the start of a path. */
const FILE_WORD = /(?<![\w@./~-])(?:[\w@~-]{0,80}[/.]){1,12}[\w-]{1,80}(?![\w@./~-])/g;
/** Code has a dot in most of its words: these look like files by themselves. */
const LIKELY = /^\.{0,2}\/|\.(?:sql|ddl|txt|json|ya?ml|[cm]?[jt]s|py|rb|php|pl|sh)$/i;
const MODULE = /^[ \t]*(?:from[ \t]+|import[ \t]+)([\w.]{1,80})/gm;
/** Takes the statements of another file in. */
const TAKES_IN = /(?:(?:\bsource|\\ir?|\.read|@)\s|(?<!<)<(?!<))\s{0,20}["']?([\w@./~-]{1,200})/g;
/** What a migration program runs stands in files like these. */
const MIGRATION = /migrat|alembic|[\\/]versions[\\/]|prisma|drizzle|knex|schema|seed|[\\/]db[\\/]|\.sql$/i;
const MIGRATING = /^(?:liquibase|flyway|alembic-cli|dbmate|migrate|goose|atlas|sqitch|tern)$/;
const ENDINGS = ['.js', '.ts', '.mjs', '.cjs', '.py', '.rb'];
const MOST_LOOKED_FOR = 400;
/** A program that restores says itself which. */
const OF_ONE_TABLE = /^\S*restore\b.* (?:-t|--table)\b/s;
/** What makes a text of something that nobody can read before it runs. */
const PIPED =
  /\b(?:base64|base32|xxd|openssl|gpg|uudecode|gunzip|zcat|bzcat|xzcat|zstd|zstdcat|rev|tr|curl|wget)\b[^\n]{0,300}\|/;

/** What a command on a database is about, in words; undefined where that can't be told. */
export function databaseWords(effect: Effect): readonly string[] | undefined {
  return isMigration(effect) ? [effect.target.toLowerCase()] : subjectsOf(effect.part.text);
}

function isMigration({ kind, detail, program = '' }: Effect): boolean {
  return kind === 'database' && (detail === 'database.migrate' || MIGRATING.test(program));
}

export function changesDatabase({ kind, detail }: Effect): boolean {
  return kind === 'database' && detail !== 'database.elsewhere';
}

/** Statements may stand in what an action of these kinds is given; what a message or a commit says is no statement. */
export function mayChangeDatabase({ effect, isAsked }: Considered): boolean {
  if (changesDatabase(effect)) return true;
  if (!isAsked) return false;
  if (effect.kind === 'deploy') return effect.detail !== 'deploy.hosting';
  return /^(?:unknown|run|escalate|process|fetch|upload)$/.test(effect.kind);
}

/** Undefined where nothing of it has to do with a database. */
export function databaseChanges(
  action: Action,
  aims: readonly Considered[],
  files: FileTexts,
): DatabaseChanges | undefined {
  const able = aims.filter(mayChangeDatabase);
  const texts = new Texts(files, action.kind === 'command' ? action.cwd : undefined);
  if (able.length > 0) {
    const own = able.map(({ effect }) => effect.part.text);
    for (const text of action.kind === 'command' ? [...own, action.command] : own) texts.add(text);
    for (const { effect } of able) if (effect.part.standsIn !== undefined) texts.addNamed(effect.part.standsIn);
  }
  for (const { effect } of aims) {
    const isFile = (effect.kind === 'read' && able.length > 0) || effect.detail === 'run.file';
    if (effect.place !== undefined && isFile) texts.addFile(effect.place.path, isGivenTo(effect, able));
  }
  if (able.some(({ effect }) => isMigration(effect)))
    for (const path of files.written?.() ?? []) if (MIGRATION.test(path)) texts.addFile(path, false);
  // What a file that simply runs has in it counts where it works on a database.
  if (able.length === 0 && !texts.hasDriver()) return undefined;
  const { changes, isUntold } = texts.changes(able.some(isOnDatabase));
  return { changes, isUntold: isUntold || (changes.length === 0 && able.some(isOpen)) };
}

/** Whether a file is what a command on a database reads its statements from, and not the database itself. */
function isGivenTo({ kind, part, target }: Effect, able: readonly Considered[]): boolean {
  return (
    kind === 'read' &&
    !OF_ONE_TABLE.test(part.text) &&
    able.some(
      (aim) =>
        isOnDatabase(aim) &&
        aim.effect.target !== target &&
        aim.effect.part.standsIn === part.standsIn &&
        aim.effect.part.start <= part.start &&
        aim.effect.part.end >= part.end,
    )
  );
}

function isOnDatabase({ effect }: Considered): boolean {
  return changesDatabase(effect) || (effect.kind === 'unknown' && effect.says?.includes('database') === true);
}

/** Runs statements of which nothing can be seen. */
function isOpen({ effect }: Considered): boolean {
  if (changesDatabase(effect)) return databaseWords(effect) === undefined;
  return effect.detail === 'value.script' && effect.says?.includes('database') === true;
}

class Texts {
  readonly #texts = new Map<string, { readonly text: string; readonly isSql: boolean }>();
  readonly #tried = new Set<string>();
  #lookedFor = 0;
  #isMissing = false;

  constructor(
    private readonly files: FileTexts,
    private readonly cwd: string | undefined,
  ) {}

  add(text: string, folder = this.cwd, depth = 0, isSql = false): void {
    if (this.#texts.has(text)) return;
    this.#texts.set(text, { text, isSql });
    if (folder === undefined || depth >= DEEPEST) return;
    if (!isSql) this.addNamed(text, folder, depth);
    for (const [, name = ''] of text.slice(0, LONGEST_READABLE).matchAll(TAKES_IN)) {
      if (!/[/.]/.test(name)) continue;
      const path = this.#find(name, folder);
      if (path === undefined) this.#isMissing = true;
      else this.addFile(path, true, depth);
    }
  }

  addNamed(text: string, folder = this.cwd, depth = 0): void {
    if (folder === undefined) return;
    const seen = text.slice(0, LONGEST_READABLE);
    const names = new Set<string>();
    for (const { 0: name, index } of seen.matchAll(FILE_WORD))
      if (depth === 0 || LIKELY.test(name) || /["'`]/.test(seen[index - 1] ?? '')) names.add(name);
    if (depth > 0) for (const [, name = ''] of seen.matchAll(MODULE)) names.add(name.replaceAll('.', '/'));
    for (const name of names) {
      const path = this.#find(name, folder);
      if (path !== undefined) this.addFile(path, false, depth);
    }
  }

  /** `isNeeded`: its text says what happens to the database. */
  addFile(path: string, isNeeded: boolean, depth = 0): void {
    if (!isNeeded && this.#tried.has(path)) return;
    this.#tried.add(path);
    const isTooMany = this.#tried.size > MOST_FILES;
    const text = isTooMany ? undefined : this.files.textOf(path);
    if (text !== undefined) this.add(text, dirname(path), depth + 1, /\.sql$/i.test(path));
    else if (isNeeded || isTooMany) this.#isMissing = true;
  }

  hasDriver(): boolean {
    return [...this.#texts.values()].some(({ text }) => DRIVER.test(text));
  }

  changes(isOnDatabase: boolean): DatabaseChanges {
    const texts = [...this.#texts.values()];
    const changes = texts.flatMap(({ text, isSql }) =>
      changesIn(text, { isOnDatabase: isOnDatabase || DRIVER.test(text), isSql }),
    );
    const isHidden = texts.some(
      ({ text }) =>
        ((isOnDatabase || DRIVER.test(text)) && hidesChanges(text)) ||
        (isOnDatabase && PIPED.test(text.slice(0, 4000))),
    );
    return { changes, isUntold: isHidden || (isOnDatabase && this.#isMissing) };
  }

  #find(name: string, folder: string): string | undefined {
    const isModule = !name.includes('.') || /^\.\.?\//.test(name);
    for (const base of new Set([folder, this.cwd ?? folder]))
      for (const ending of isModule ? ['', ...ENDINGS] : ['']) {
        const path = resolve(base, `${name}${ending}`);
        if (this.#tried.has(path)) return path;
        this.#lookedFor += 1;
        if (this.#lookedFor > MOST_LOOKED_FOR) this.#isMissing = true;
        else if (this.files.isFile(path)) return path;
      }
    return undefined;
  }
}

/** Code that takes a driver of a database in, or a model of what stands there. */
const DRIVER =
  /\.objects\.|\bActiveRecord\b|\bDB::|\b(?:require|import|from|use)\b[^\n]{0,60}\b(?:pg|postgres|psycopg2?|asyncpg|mysql2?|pymysql|mysqldb|mariadb|sqlite3?|better-sqlite3|sqlalchemy|sequelize|knex|typeorm|prisma|mongoose|mongodb|pymongo|ioredis|redis|mssql|pyodbc|oracledb|cassandra-driver|duckdb|DBI|PDO)\b/i;
