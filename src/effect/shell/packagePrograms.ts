import type { Call } from '../programs/program';
import { lookAtArguments } from '../programs/toolArguments';
import { type InstalledProgram, installedProgram, programFoldersOf } from '../script/installed';
import { type Arg, literalArg } from './value';

/** A program of the package whose script is running: true when nothing else is to be said of it. */
export function runInstalled(call: Call, isKnown: boolean): boolean {
  const { programFolders } = call.state;
  if (programFolders.length === 0) return false;
  const found = installedProgram(call.name, programFolders, call.looking);
  return found !== undefined && run(call, call.name, found, call.args, isKnown);
}

/** The same for what `npx` and its like start in the folder it works in. */
export function runInstalledHere(call: Call, name: string, words: readonly Arg[], isKnown: boolean): boolean {
  const folders = (call.folders ?? []).flatMap((folder) => programFoldersOf(folder, call.looking));
  const found = folders.length === 0 ? undefined : installedProgram(name, folders, call.looking);
  return found !== undefined && run(call, name, found, words.slice(1), isKnown);
}

function run(
  call: Call,
  name: string,
  { file, state }: InstalledProgram,
  args: readonly Arg[],
  isKnown: boolean,
): boolean {
  call.looking.paths.add(file);
  if (state === 'written') call.runFile('program', literalArg(file, call.part));
  if (state === 'changed')
    call.emit('run', name, {
      detail: 'run.changedPackages',
      says: `runs ${name}, which was installed from packages that this task listed`,
    });
  if (isKnown) return false;
  call.runHere('run.tool', name, `runs ${name} of the project's packages`);
  lookAtArguments(call, { args });
  return true;
}
