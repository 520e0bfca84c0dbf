import path from 'node:path';
import type { Looking } from '../looking';
import { provenanceOf } from '../script/provenance';
import { runText } from '../shell/lookThrough';
import { type Arg, literalArg } from '../shell/value';
import type { Call } from './program';

/** Longer files of tasks are not looked into. In UTF-8 bytes. */
const LONGEST = 256 * 1024;

/** A file of tasks as a runner finds it. */
export interface TaskFile {
  /** Real path. */
  readonly path: string;
  readonly folder: string;
  readonly text: string;
  /** This very command line wrote it: what it says is nobody's from before. */
  readonly isWritten: boolean;
}

/** The first of these names that is there; undefined when none is, or its text isn't known (which is told). */
export function taskFileIn(call: Call, folder: string, names: readonly string[]): TaskFile | undefined {
  for (const name of names) {
    const file = call.placeOf(path.join(folder, name))?.path;
    if (file === undefined) continue;
    const found = taskFileAt(call, file);
    if (found !== 'missing') return found;
  }
  return undefined;
}

/** Whether it is there decides what runs, as its text does. */
export function taskFileAt(call: Call, file: string): TaskFile | 'missing' | undefined {
  const { looking, state } = call;
  looking.paths.add(file);
  const written = state.written(file);
  if (written === undefined && looking.disk.kind(file) !== 'file') return 'missing';
  const text = written === undefined ? looking.disk.text(file, LONGEST) : written.text;
  const name = path.basename(file);
  if (text !== undefined) return { path: file, folder: path.dirname(file), text, isWritten: written !== undefined };
  if (written !== undefined) call.unknown('run.written', name, `runs ${name}, which the same command writes`);
  else if (!isTrusted(file, looking)) call.unknown('script.beyond', name, `runs ${name}, which can't be read`);
  return undefined;
}

export function isTrusted(file: string, looking: Looking): boolean {
  const provenance = provenanceOf(file, looking);
  return provenance === 'starting' || provenance === 'person';
}

/** Of files that say together what runs, the one that is trusted least: what it may have changed is all of it. */
export function leastTrusted(files: readonly string[], looking: Looking): string | undefined {
  const order = ['starting', 'person', 'task', 'outside', 'downloaded'];
  return [...files].sort(
    (a, b) => order.indexOf(provenanceOf(b, looking)) - order.indexOf(provenanceOf(a, looking)),
  )[0];
}

/** One text of a file of tasks, with what it may be trusted by. */
export interface StandingTask {
  /** Where it stands: `recipe of clean`. */
  readonly at: string;
  readonly text: string;
  readonly folder: string;
  readonly positional?: readonly Arg[] | undefined;
}

/** Runs a task's text in its folder. */
export function runTask(call: Call, file: TaskFile, trustedBy: string, task: StandingTask): void {
  const { at, text, folder, positional = [] } = task;
  if (!file.isWritten) {
    runText(call, { text, file: trustedBy, at, folders: [folder], positional });
    return;
  }
  const before = call.folders;
  call.folders = [folder];
  call.script(literalArg(text, call.part), positional);
  call.folders = before;
}

/** What can't be told of a file of tasks: a reason to ask where nobody vouches for the file. */
export function cantTell(call: Call, file: TaskFile, trustedBy: string, says: string): void {
  const name = path.basename(file.path);
  if (file.isWritten || !isTrusted(trustedBy, call.looking))
    call.unknown('script.opaque', name, `runs ${name}, which ${says}`);
}
