import path from 'node:path';
import { asShellVariable, type Makefile, readMakefile } from '../script/makefile';
import { runOf } from '../script/makeTargets';
import { TooMuchMakeError } from '../script/makeVariables';
import { filesMatching } from '../script/matchingFiles';
import { isPlainShell } from '../script/plainShell';
import type { Call } from './program';
import { cantTell, isTrusted, leastTrusted, runTask, type TaskFile, taskFileAt, taskFileIn } from './standingTasks';

/** What a call of make is given. */
export interface MakeCall {
  readonly goals: readonly string[];
  readonly given: Readonly<Record<string, string>>;
  /** With `-f`; by default what the folder has. */
  readonly files: readonly string[];
  /** Only what is run while reading runs. */
  readonly isDry: boolean;
}

const NAMES = ['GNUmakefile', 'makefile', 'Makefile'];

/**
 * Looks through the Makefile of each folder the call may be in. What it says, to be said with the run: undefined where
 * there is no Makefile.
 */
export function lookIntoMakefile(call: Call, asked: MakeCall): string | undefined {
  let says: string | undefined;
  for (const folder of call.folders ?? []) {
    const file = makefileIn(call, folder, asked.files);
    if (file !== undefined) says = lookInto(call, { ...file, folder }, asked) ?? says;
  }
  return says;
}

function makefileIn(call: Call, folder: string, files: readonly string[]): TaskFile | undefined {
  const [given] = files;
  if (given === undefined) return taskFileIn(call, folder, NAMES);
  const found = taskFileAt(call, path.resolve(folder, given));
  return found === 'missing' ? undefined : found;
}

function lookInto(call: Call, file: TaskFile, { goals, given, files, isDry }: MakeCall): string | undefined {
  const { looking } = call;
  const read = [file.path];
  const isThere = (name: string) => looking.disk.kind(path.resolve(file.folder, name)) !== 'missing';
  let isComplete = true;
  const outside = (name: string): string =>
    ownVariable(name, file, goals) ?? (isComplete ? fromEnvironment(call, name) : asShellVariable(name));
  const included = (name: string): string | undefined => {
    const place = call.placeOf(path.resolve(file.folder, name));
    const found = place === undefined || place.isSecret ? 'secret' : taskFileAt(call, place.path);
    if (found === 'missing') return '';
    if (found === 'secret' || found === undefined) {
      isComplete = false;
      return found === undefined ? undefined : '';
    }
    read.push(found.path);
    looking.scripts.add(found.path);
    return found.text;
  };
  const matching = (pattern: string): readonly string[] | undefined => {
    const { files, isCut } = filesMatching(path.resolve(file.folder, pattern), looking);
    return isCut ? undefined : files;
  };
  try {
    const text =
      files.length > 1
        ? `${file.text}\n${files
            .slice(1)
            .map((each) => `include ${each}`)
            .join('\n')}`
        : file.text;
    const makefile = readMakefile(text, { given, outside, included, matching, isSet: (name) => isSet(call, name) });
    const run = runOf(makefile, goals, isThere);
    const trustedBy = leastTrusted(read, looking) ?? file.path;
    const { folder } = file;
    // Somebody else than the task says that this is made, and how.
    if (!file.isWritten && isTrusted(trustedBy, looking))
      for (const target of madeFiles(makefile)) looking.made.add(path.resolve(folder, target));
    if (makefile.shells.length > 0) {
      const starting = makefile.shells.map((command) => `(\n${command}\n)`).join('\n');
      runTask(call, file, trustedBy, { at: 'what make runs at each start', text: starting, folder });
    }
    for (const { target, text: recipe, isRunAnyhow } of run.recipes)
      if (!isDry || isRunAnyhow) runTask(call, file, trustedBy, { at: `recipe of ${target}`, text: recipe, folder });
    for (const unknown of [...run.unknowns, ...otherShell(makefile)]) cantTell(call, file, trustedBy, unknown);
    return run.missing.length === 0
      ? undefined
      : `asks for ${run.missing.join(' and ')}, which ${path.basename(file.path)} doesn't say how to make`;
  } catch (error) {
    if (!(error instanceof TooMuchMakeError)) throw error;
    cantTell(call, file, file.path, error.message);
    return undefined;
  }
}

function madeFiles({ rules }: Makefile): readonly string[] {
  const phony = new Set(
    rules.flatMap(({ targets, prerequisites }) => (targets.includes('.PHONY') ? prerequisites : [])),
  );
  return rules.flatMap(({ targets, lines }) => (lines.length > 0 ? targets.filter((each) => !phony.has(each)) : []));
}

function otherShell({ variables, targetVariables }: Makefile): readonly string[] {
  const set = [
    ...(variables.get('SHELL')?.values ?? []),
    ...targetVariables.filter(({ name }) => name === 'SHELL').map(({ value }) => value),
  ];
  return set.filter((value) => !isPlainShell(value)).map((value) => `gives its recipes to ${value}`);
}

function ownVariable(name: string, { path: file, folder }: TaskFile, goals: readonly string[]): string | undefined {
  switch (name) {
    case 'CURDIR':
    case 'PWD':
      return folder;
    case 'MAKEFILE_LIST':
      return path.basename(file);
    case 'MAKECMDGOALS':
      return goals.join(' ');
    case 'SHELL':
      return '/bin/sh';
    case 'MAKELEVEL':
      return '0';
    default:
      return undefined;
  }
}

function isSet({ state, inherited }: Call, name: string): boolean {
  return state.variable(name) !== undefined || Object.hasOwn(inherited, name);
}

/** What no file sets comes from the environment, or is nothing at all. */
function fromEnvironment({ state, inherited }: Call, name: string): string {
  if (state.anyVariable || state.variable(name) !== undefined) return asShellVariable(name);
  const value = Object.hasOwn(inherited, name) ? inherited[name] : undefined;
  if (value === undefined) return '';
  return /^[\w./:@%+,=-]*$/.test(value) ? value : asShellVariable(name);
}
