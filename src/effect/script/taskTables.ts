import { parse as parseJson } from 'jsonc-parser';
import { parse as parseToml } from 'smol-toml';
import { mapOf, textsIn } from './packageFile';
import { readOnce } from './textCache';

/** One thing that a task does: a text that a shell runs, or another task of the same table. */
export type Step =
  | { readonly kind: 'shell'; readonly text: string }
  | { readonly kind: 'task'; readonly name: string; readonly words: string };

/** Tasks by name, in a file that a tool reads them from; `at` is where in the file. */
export interface TaskTable {
  readonly at: string;
  readonly tasks: ReadonlyMap<string, readonly Step[]>;
}

const NO_TASKS: ReadonlyMap<string, TaskTable> = new Map();

/** The tasks in a `pyproject.toml`, by the tool that runs them. Empty where the text is no TOML: then no tool reads it. */
export const pyprojectTasks = readOnce((text: string): ReadonlyMap<string, TaskTable> => {
  const toml = read(() => parseToml(text));
  if (toml === undefined) return NO_TASKS;
  const tools = mapOf(mapOf(toml).get('tool'));
  const of = (tool: string, key: string) => mapOf(mapOf(tools.get(tool)).get(key));
  const tables = new Map<string, TaskTable>();
  for (const [tool, key] of [
    ['poe', 'tasks'],
    ['pdm', 'scripts'],
    ['taskipy', 'tasks'],
    ['rye', 'scripts'],
    ['pixi', 'tasks'],
  ] as const)
    tables.set(tool, { at: `tool.${tool}.${key}`, tasks: tasksOf(of(tool, key)) });
  const hatch = new Map<string, readonly Step[]>();
  for (const [name, environment] of of('hatch', 'envs'))
    for (const [task, value] of mapOf(mapOf(environment).get('scripts'))) {
      const steps = stepsOf(value);
      hatch.set(`${name}:${task}`, steps);
      if (name === 'default' || !hatch.has(task)) hatch.set(task, steps);
    }
  tables.set('hatch', { at: 'tool.hatch.envs', tasks: withReferences(hatch) });
  const tox = mapOf(tools.get('tox'));
  const ini = tox.get('legacy_tox_ini');
  const environments = typeof ini === 'string' ? new Map(toxTasks(ini).tasks) : new Map<string, readonly Step[]>();
  for (const [name, value] of [['testenv', tox.get('env_run_base')], ...mapOf(tox.get('env'))] as const)
    environments.set(
      name,
      TOX_COMMANDS.flatMap((key) => argumentLists(mapOf(value).get(key))),
    );
  tables.set('tox', { at: 'tool.tox', tasks: environments });
  return tables;
});

/** The environments of a `tox.ini`, by name; `testenv` is the one that all others are made of. */
export const toxTasks = readOnce((text: string): TaskTable => {
  const tasks = new Map<string, readonly Step[]>();
  let section: string | undefined;
  let isCommands = false;
  let open = '';
  const add = (line: string): void => {
    const whole = open + line.trim().replace(/^-\s+/, '');
    open = /\\$/.test(whole) ? whole.slice(0, -1) : '';
    if (section === undefined || open !== '' || whole === '') return;
    tasks.set(section, [...(tasks.get(section) ?? []), { kind: 'shell', text: plainTox(whole) }]);
  };
  for (const line of text.split(/\r?\n/)) {
    const [, header] = /^\[(?:testenv(?::([^\]]*))?|(?:[^\]]*))\]/.exec(line) ?? [];
    if (line.startsWith('[')) {
      section = /^\[testenv/.test(line) ? (header ?? 'testenv') : undefined;
      isCommands = false;
      continue;
    }
    const [, key, value = ''] = /^([\w-]+)\s*[=:]\s*(.*)$/.exec(line) ?? [];
    if (key !== undefined) {
      isCommands = TOX_COMMANDS.includes(key);
      if (isCommands) add(value);
    } else if (isCommands && /^\s+[^\s#;]/.test(line)) add(line);
  }
  return { at: 'testenv', tasks };
});

const TOX_COMMANDS: readonly string[] = ['commands_pre', 'commands', 'commands_post'];

/** What tox puts in stands for words that are known only then; `a: b` is for some environments. */
function plainTox(text: string): string {
  return text
    .replace(/^[\w{},!-]+:\s+/, '')
    .replace(/\{(?:posargs|envpython|env:[^}]*|toxinidir|envdir|envtmpdir|[\w:]+)[^}]*\}/g, (word) =>
      word.startsWith('{envpython') ? 'python' : /^\{tox(?:inidir)/.test(word) ? '.' : '',
    );
}

/** The scripts of a `Pipfile`. */
export const pipenvScripts = readOnce(
  (text: string): TaskTable => ({
    at: 'scripts',
    tasks: tasksOf(mapOf(mapOf(read(() => parseToml(text))).get('scripts'))),
  }),
);

/** The scripts of a `composer.json`. */
export const composerScripts = readOnce((text: string): TaskTable => {
  const scripts = mapOf(mapOf(read((): unknown => JSON.parse(text))).get('scripts'));
  const tasks = new Map<string, readonly Step[]>();
  for (const [name, value] of scripts) tasks.set(name, listOf(value).flatMap(composerStep));
  return { at: 'scripts', tasks };
});

function composerStep(text: string): readonly Step[] {
  const [, reference = '', words = ''] = /^@(\S+)\s*(.*)$/s.exec(text) ?? [];
  if (reference === 'php' || reference === 'composer') return [{ kind: 'shell', text: `${reference} ${words}` }];
  if (reference === 'putenv') return [{ kind: 'shell', text: `export ${words}` }];
  if (reference !== '') return [{ kind: 'task', name: reference, words }];
  // A method of a class of the project: its code is not looked into.
  return /^[\w\\]+::\w+$/.test(text) ? [] : [{ kind: 'shell', text }];
}

/** The tasks of a `deno.json`. */
export const denoTasks = readOnce((text: string): TaskTable => {
  const tasks = new Map<string, readonly Step[]>();
  const json: unknown = parseJson(text, [], { allowTrailingComma: true });
  for (const [name, value] of mapOf(mapOf(json).get('tasks'))) {
    const { dependencies, command } = Object.fromEntries(mapOf(value));
    const first = Array.isArray(dependencies)
      ? textsIn(dependencies).map((each): Step => ({ kind: 'task', name: each, words: '' }))
      : [];
    const own = typeof value === 'string' ? value : command;
    tasks.set(name, typeof own === 'string' ? [...first, { kind: 'shell', text: own }] : first);
  }
  return { at: 'tasks', tasks };
});

/** The aliases of cargo: each stands for these words. */
export const cargoAliases = readOnce((text: string): ReadonlyMap<string, string> => {
  const aliases = mapOf(mapOf(read(() => parseToml(text))).get('alias'));
  return new Map(
    [...aliases].map(([name, value]) => [name, Array.isArray(value) ? textsIn(value).join(' ') : String(value)]),
  );
});

function tasksOf(table: ReadonlyMap<string, unknown>): ReadonlyMap<string, readonly Step[]> {
  return withReferences(new Map([...table].map(([name, value]) => [name, stepsOf(value)])));
}

/** A task as the tools of Python write it: a command, several, or a table that says what it is. */
function stepsOf(value: unknown): readonly Step[] {
  if (typeof value === 'string') return [{ kind: 'shell', text: value }];
  if (Array.isArray(value)) return value.flatMap(stepsOf);
  const fields = mapOf(value);
  const before = [...listOf(fields.get('deps')), ...listOf(fields.get('depends-on')), ...listOf(fields.get('uses'))];
  const steps: Step[] = before.map((name) => ({ kind: 'task', name, words: '' }));
  for (const key of ['cmd', 'shell', 'chain', 'sequence', 'composite', 'parallel', 'ref']) {
    const found = fields.get(key);
    // A command may be written as its words.
    if (key === 'cmd' && Array.isArray(found))
      steps.push({ kind: 'shell', text: textsIn(found).map(quoted).join(' ') });
    else if (found !== undefined) steps.push(...stepsOf(found));
  }
  const call = fields.get('call');
  if (typeof call === 'string') steps.push({ kind: 'shell', text: `python -m ${call.split(':', 1)[0]}` });
  return steps;
}

/** A step whose first word is the name of another task is that task. */
function withReferences(tasks: ReadonlyMap<string, readonly Step[]>): ReadonlyMap<string, readonly Step[]> {
  const named = (step: Step): Step => {
    if (step.kind !== 'shell') return step;
    const [, first = '', words = ''] = /^\s*([\w:.-]+)\s*(.*)$/s.exec(step.text) ?? [];
    return tasks.has(first) ? { kind: 'task', name: first, words } : step;
  };
  // A task that has the name of the program it runs means the program.
  return new Map(
    [...tasks].map(([name, steps]) => [
      name,
      steps.map((step) => {
        const found = named(step);
        return found.kind === 'task' && found.name === name ? step : found;
      }),
    ]),
  );
}

/** Commands as lists of their words. */
function argumentLists(value: unknown): readonly Step[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((each): readonly Step[] =>
    Array.isArray(each) ? [{ kind: 'shell', text: textsIn(each).map(quoted).join(' ') }] : [],
  );
}

function listOf(value: unknown): readonly string[] {
  return typeof value === 'string' ? [value] : Array.isArray(value) ? textsIn(value) : [];
}

function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

function read<T>(parse: () => T): T | undefined {
  try {
    return parse();
  } catch {
    return undefined;
  }
}
