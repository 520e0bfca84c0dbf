import { isBelow, pathsOf } from '../script/folders';
import {
  cargoAliases,
  composerScripts,
  denoTasks,
  pipenvScripts,
  pyprojectTasks,
  type Step,
  type TaskTable,
  toxTasks,
} from '../script/taskTables';
import { runText } from '../shell/lookThrough';
import { type Arg, literalArg } from '../shell/value';
import type { Call } from './program';

const MOST_BYTES = 256 * 1024;

/** A task that a tool finds in a file of the project: true when there is one of that name. */
export function runPythonTask(call: Call, tool: string, name: string, words: readonly Arg[] = []): boolean {
  return runIn(call, 'pyproject.toml', (text) => pyprojectTasks(text).get(tool), name, words);
}

export function runPipenvScript(call: Call, name: string, words: readonly Arg[] = []): boolean {
  return runIn(call, 'Pipfile', pipenvScripts, name, words);
}

export function runComposerScript(call: Call, name: string, words: readonly Arg[] = []): boolean {
  return runIn(call, 'composer.json', composerScripts, name, words);
}

export function runDenoTask(call: Call, name: string, words: readonly Arg[] = []): boolean {
  return ['deno.json', 'deno.jsonc'].some((file) => runIn(call, file, denoTasks, name, words));
}

/** The environments of tox that are named, or all of them. */
export function runToxEnvironments(call: Call, names: readonly string[]): void {
  for (const [file, read] of [
    ['tox.ini', toxTasks],
    ['setup.cfg', toxTasks],
    ['pyproject.toml', (text: string) => pyprojectTasks(text).get('tox')],
  ] as const)
    for (const found of filesUpward(call, file)) {
      const table = read(found.text);
      if (table === undefined) continue;
      // What an environment doesn't say is as in the one that all are made of.
      const chosen =
        names.length === 0 ? table.tasks.keys() : names.map((name) => (table.tasks.has(name) ? name : 'testenv'));
      for (const name of chosen) run({ call, table, ...found }, name, []);
    }
}

/** What an alias of cargo stands for, in words. */
export function cargoAlias(call: Call, name: string): string | undefined {
  for (const file of ['.cargo/config.toml', '.cargo/config'])
    for (const { text } of filesUpward(call, file)) {
      const found = cargoAliases(text).get(name);
      if (found !== undefined) return found;
    }
  return undefined;
}

function runIn(
  call: Call,
  file: string,
  read: (text: string) => TaskTable | undefined,
  name: string,
  words: readonly Arg[],
): boolean {
  let isThere = false;
  for (const found of filesUpward(call, file)) {
    const table = read(found.text);
    if (table?.tasks.has(name) !== true) continue;
    isThere = true;
    run({ call, table, ...found }, name, words);
  }
  return isThere;
}

interface Run {
  readonly call: Call;
  readonly table: TaskTable;
  readonly file: string;
  readonly folder: string;
}

function run(within: Run, name: string, words: readonly Arg[], seen: Set<string> = new Set([name])): void {
  const { call, table, file, folder } = within;
  const steps: readonly Step[] = table.tasks.get(name) ?? [];
  steps.forEach((step, index) => {
    const given = index === steps.length - 1 ? words : [];
    if (step.kind === 'task') {
      const own = step.words.split(/\s+/).filter((word) => word !== '');
      const all = [...own.map((word) => literalArg(word, call.part)), ...given];
      const key = [step.name, ...all.map(({ raw }) => raw)].join(' ');
      if (!seen.has(key)) run(within, step.name, all, seen.add(key));
      return;
    }
    const at = `${table.at}.${name}${steps.length > 1 ? ` (${index + 1})` : ''}`;
    runText(call, { text: step.text, file, at, folders: [folder], words: given });
  });
}

/** The nearest file of that name, at or above each folder the call works in. */
function filesUpward(call: Call, name: string): readonly { file: string; folder: string; text: string }[] {
  const { looking } = call;
  const { join, dirname } = pathsOf(looking.situation);
  return (call.folders ?? []).flatMap((start) => {
    const top = looking.situation.roots.find((each) => isBelow(start, each));
    for (let folder = start; top !== undefined; folder = dirname(folder)) {
      const file = join(folder, name);
      if (looking.disk.kind(file) === 'file') {
        looking.paths.add(file);
        looking.scripts.add(file);
        const text = looking.disk.text(file, MOST_BYTES);
        return text === undefined ? [] : [{ file, folder, text }];
      }
      if (folder === top || folder === dirname(folder)) break;
    }
    return [];
  });
}
