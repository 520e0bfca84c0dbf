import path from 'node:path';
import { taskRun } from '../script/taskfile';
import type { Call } from './program';
import { cantTell, leastTrusted, runTask, type TaskFile, taskFileAt, taskFileIn } from './standingTasks';

/** What a call of task is given. */
export interface TaskRunnerCall {
  readonly names: readonly string[];
  readonly given: ReadonlyMap<string, string>;
  /** What stands behind `--`. */
  readonly rest: string;
  /** With `-t`; by default the nearest above. */
  readonly file: string | undefined;
}

const NAMES = [
  'Taskfile.yml',
  'Taskfile.yaml',
  'Taskfile.dist.yml',
  'Taskfile.dist.yaml',
  'taskfile.yml',
  'taskfile.yaml',
];
const MOST_FOLDERS = 40;

/** Looks through what a call of task runs. What can be said of it; undefined where there is no Taskfile. */
export function lookIntoTaskfile(call: Call, asked: TaskRunnerCall): string | undefined {
  let says: string | undefined;
  for (const folder of call.folders ?? []) {
    const file = taskfileFrom(call, folder, asked.file);
    if (file !== undefined) says = lookInto(call, file, asked) ?? says;
  }
  return says;
}

function taskfileFrom(call: Call, folder: string, given: string | undefined): TaskFile | undefined {
  if (given !== undefined) {
    const found = taskFileAt(call, path.resolve(folder, given));
    return found === 'missing' ? undefined : found;
  }
  let at = folder;
  for (let count = 0; count < MOST_FOLDERS; count++) {
    const found = taskFileIn(call, at, NAMES);
    if (found !== undefined) return found;
    if (call.looking.situation.roots.includes(at) || path.dirname(at) === at) return undefined;
    at = path.dirname(at);
  }
  return undefined;
}

function lookInto(call: Call, file: TaskFile, { names, given, rest }: TaskRunnerCall): string | undefined {
  const { looking } = call;
  const read = [file.path];
  const included = (at: string): string | undefined => {
    for (const each of looking.disk.kind(at) === 'folder' ? NAMES.map((name) => path.join(at, name)) : [at]) {
      const place = call.placeOf(each);
      const found = place === undefined || place.isSecret ? undefined : taskFileAt(call, place.path);
      if (found === undefined || found === 'missing') continue;
      read.push(found.path);
      looking.scripts.add(found.path);
      return found.text;
    }
    return undefined;
  };
  const run = taskRun(file.text, { names, given, rest, folder: file.folder, included });
  const trustedBy = leastTrusted(read, looking) ?? file.path;
  for (const { task, text, folder } of run.texts) runTask(call, file, trustedBy, { at: `task ${task}`, text, folder });
  for (const says of run.unknowns) cantTell(call, file, trustedBy, says);
  return run.missing.length === 0
    ? undefined
    : `asks for ${run.missing.join(' and ')}, which ${path.basename(file.path)} hasn't`;
}
