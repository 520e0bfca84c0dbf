import path from 'node:path';
import { parseDocument } from 'yaml';
import { asShellVariable } from './makefile';
import { runSeparately } from './separateLines';

/** What one task gives to a shell. */
export interface TaskText {
  readonly task: string;
  readonly text: string;
  /** Where it runs, absolute. */
  readonly folder: string;
}

export interface TaskRun {
  readonly texts: readonly TaskText[];
  readonly missing: readonly string[];
  /** What can't be told; each continues a sentence that begins with the file. */
  readonly unknowns: readonly string[];
}

export interface TaskCall {
  readonly names: readonly string[];
  readonly given: ReadonlyMap<string, string>;
  /** What stands behind `--`. */
  readonly rest: string;
  /** The folder of the file, absolute. */
  readonly folder: string;
  /** The text of another Taskfile that this one includes, by its absolute path, or that of its folder; undefined when there is none. */
  readonly included: (file: string) => string | undefined;
}

const MOST_TASKS = 200;
const MOST_INCLUDES = 30;
const DEEPEST = 20;
/** Aliases of YAML that one text may use. */
const MOST_ALIASES = 50;

type Data = unknown;
type Members = Readonly<Record<string, Data>>;

interface Task {
  readonly body: Data;
  readonly file: File;
}

interface File {
  readonly data: Members;
  readonly folder: string;
  readonly prefix: string;
  readonly variables: ReadonlyMap<string, string>;
}

/** What a call of `task` runs, with the tasks that these need. */
export function taskRun(text: string, call: TaskCall): TaskRun {
  return new Run(call).of(text);
}

class Run {
  readonly #texts: TaskText[] = [];
  readonly #missing: string[] = [];
  readonly #unknowns = new Set<string>();
  readonly #tasks = new Map<string, Task>();
  readonly #done = new Set<string>();
  #includes = 0;
  #depth = 0;

  constructor(private readonly call: TaskCall) {}

  of(text: string): TaskRun {
    this.#read(text, this.call.folder, '', this.call.given);
    const names = this.call.names.length > 0 ? this.call.names : ['default'];
    for (const name of names) if (!this.#task(name, this.call.given)) this.#missing.push(name);
    return { texts: this.#texts, missing: this.#missing, unknowns: [...this.#unknowns] };
  }

  #read(text: string, folder: string, prefix: string, given: ReadonlyMap<string, string>): void {
    const data = this.#data(text);
    const file: File = { data, folder, prefix, variables: new Map() };
    const variables = this.#variables(members(data.vars), file, new Map());
    for (const [name, value] of given) variables.set(name, value);
    const own: File = { ...file, variables };
    for (const [name, include] of Object.entries(members(data.includes))) this.#include(name, include, own);
    for (const [name, body] of Object.entries(members(data.tasks))) {
      this.#tasks.set(prefix + name, { body, file: own });
      for (const alias of list(members(body).aliases))
        if (typeof alias === 'string') this.#tasks.set(prefix + alias, { body, file: own });
    }
  }

  #data(text: string): Members {
    const document = parseDocument(text, { uniqueKeys: false });
    const [error] = document.errors;
    if (error !== undefined) this.#unknowns.add(`can't be read: ${error.message.split('\n')[0] ?? ''}`);
    try {
      const data: unknown = document.toJS({ maxAliasCount: MOST_ALIASES });
      return members(data);
    } catch (failure) {
      this.#unknowns.add(`can't be read: ${failure instanceof Error ? failure.message : 'it refers to itself'}`);
      return {};
    }
  }

  #include(name: string, include: Data, file: File): void {
    const given = typeof include === 'string' ? include : members(include).taskfile;
    if (typeof given !== 'string' || ++this.#includes > MOST_INCLUDES) {
      this.#unknowns.add(`includes ${name}, which can't be followed`);
      return;
    }
    const place = this.#filled(given, file, new Map());
    const at = path.resolve(file.folder, place);
    const text = /[$]|^[a-z]+:\/\//i.test(place) ? undefined : this.call.included(at);
    const isFlat = members(include).flatten === true;
    if (text !== undefined) {
      const dir = members(include).dir;
      const folder =
        typeof dir === 'string' ? path.resolve(file.folder, this.#filled(dir, file, new Map())) : file.folder;
      this.#read(text, folder, isFlat ? file.prefix : `${file.prefix}${name}:`, new Map());
    } else if (members(include).optional !== true) this.#unknowns.add(`includes ${place}, which can't be read`);
  }

  /** False when there is no task of that name. */
  #task(name: string, given: ReadonlyMap<string, string>): boolean {
    const found = this.#tasks.get(name) ?? this.#tasks.get(`${name}:default`) ?? this.#byPattern(name);
    if (found === undefined) return false;
    const key = JSON.stringify([name, ...given]);
    if (this.#done.has(key)) return true;
    if (this.#done.size >= MOST_TASKS || this.#depth >= DEEPEST) {
      this.#unknowns.add('runs more tasks than can be looked through');
      return true;
    }
    this.#done.add(key);
    this.#depth++;
    this.#run(name, found, given);
    this.#depth--;
    return true;
  }

  #byPattern(name: string): Task | undefined {
    for (const [pattern, task] of this.#tasks)
      if (pattern.includes('*')) {
        const [head = '', ...rest] = pattern.split('*');
        if (name.startsWith(head) && name.endsWith(rest.at(-1) ?? '')) return task;
      }
    return undefined;
  }

  #run(name: string, { body, file }: Task, given: ReadonlyMap<string, string>): void {
    const task = typeof body === 'string' || Array.isArray(body) ? { cmds: body } : members(body);
    const own = this.#variables(members(task.vars), file, given);
    for (const [each, value] of given) own.set(each, value);
    const dir = typeof task.dir === 'string' ? this.#filled(task.dir, file, own) : '';
    const folder = path.resolve(file.folder, dir);
    const exports = [...Object.entries(members(file.data.env)), ...Object.entries(members(task.env))].flatMap(
      ([variable, value]) => {
        const text = this.#value(value, file, own);
        return /^[A-Za-z_]\w*$/.test(variable) ? [`export ${variable}="${text.replace(/["\\`]/g, '\\$&')}"`] : [];
      },
    );
    for (const need of list(task.deps)) this.#other(need, file, own);
    const shells = [file.data.vars, task.vars, file.data.env, task.env].flatMap((each) =>
      Object.values(members(each)).flatMap((value) => this.#shellsIn(value, file, own)),
    );
    const lines: string[] = [];
    for (const command of [...list(task.preconditions), ...list(task.status)]) {
      const text = typeof command === 'string' ? command : members(command).sh;
      if (typeof text === 'string') lines.push(this.#filled(text, file, own));
    }
    for (const command of [...list(task.cmds), ...list(task.cmd)]) {
      const text = typeof command === 'string' ? command : (members(command).cmd ?? members(command).defer);
      if (typeof text === 'string') {
        const filled = this.#filled(text, file, own);
        lines.push(filled);
      } else {
        // What others run comes where it stands.
        this.#push(name, lines.splice(0), exports, folder, shells.splice(0));
        this.#other(typeof text === 'object' && text !== null ? text : command, file, own);
      }
    }
    this.#push(name, lines, exports, folder, shells);
  }

  #push(
    task: string,
    lines: readonly string[],
    exports: readonly string[],
    folder: string,
    first: readonly string[],
  ): void {
    if (lines.length === 0 && first.length === 0) return;
    const { text, broken } = runSeparately(lines, { exports, first });
    for (const each of broken) this.#unknowns.add(`has a command in ${task} that can't be parsed: ${each}`);
    this.#texts.push({ task, text, folder });
  }

  #other(other: Data, file: File, own: ReadonlyMap<string, string>): void {
    const named = typeof other === 'string' ? other : members(other).task;
    if (typeof named !== 'string') return;
    const name = this.#filled(named, file, own);
    const given = this.#variables(members(members(other).vars), file, own);
    const full = name.startsWith(':') ? name.slice(1) : file.prefix + name;
    if (!this.#task(full, given)) this.#unknowns.add(`needs ${name}, which isn't there`);
  }

  #variables(given: Members, file: File, own: ReadonlyMap<string, string>): Map<string, string> {
    const values = new Map<string, string>();
    for (const [name, value] of Object.entries(given))
      values.set(name, this.#value(value, file, new Map([...own, ...values])));
    return values;
  }

  #value(value: Data, file: File, own: ReadonlyMap<string, string>): string {
    if (Array.isArray(value)) return value.map((each) => this.#value(each, file, own)).join(' ');
    if (typeof value === 'object' && value !== null) {
      const { sh, ref } = members(value);
      if (typeof sh === 'string') return `$(${this.#filled(sh, file, own)})`;
      return typeof ref === 'string' ? this.#filled(`{{${ref}}}`, file, own) : asShellVariable('task_value');
    }
    return this.#filled(String(value ?? ''), file, own);
  }

  #shellsIn(value: Data, file: File, own: ReadonlyMap<string, string>): readonly string[] {
    const { sh } = members(value);
    return typeof sh === 'string' ? [this.#filled(sh, file, own)] : [];
  }

  /** A text with its templates filled in, as far as they are plain names. */
  #filled(text: string, file: File, own: ReadonlyMap<string, string>): string {
    return text.replace(/\{\{([^{}]{0,1000})\}\}/g, (_all, given: string) => {
      const inner = given.replace(/^-|-$/g, '').trim();
      const [, name, fallback] = /^\.(\w+)(?:\s*\|\s*default\s+["'`]([^"'`]*)["'`])?$/.exec(inner) ?? [];
      if (name === undefined) return asShellVariable('task_template');
      const known = own.get(name) ?? file.variables.get(name);
      if (known !== undefined) return known;
      switch (name) {
        case 'CLI_ARGS':
          return this.call.rest;
        case 'TASKFILE_DIR':
          return file.folder;
        case 'ROOT_DIR':
        case 'USER_WORKING_DIR':
          return this.call.folder;
        default:
          return fallback ?? asShellVariable(name);
      }
    });
  }
}

function members(value: Data): Members {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return {};
  return Object.fromEntries(Object.entries(value));
}

function list(value: Data): readonly Data[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}
