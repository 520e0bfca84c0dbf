import type { History } from '../../action/situation';
import type { Looking } from '../looking';
import { isBelow } from './folders';

/** Where the text of a file comes from, from the most trusted to the least. */
export type Provenance = 'starting' | 'person' | 'task' | 'downloaded' | 'outside';

/** Whose text a file holds now. `path` is real. A younger change that nobody told of counts as the task's, if that is possible. */
export function provenanceOf(path: string, { situation, disk }: Pick<Looking, 'situation' | 'disk'>): Provenance {
  if (!situation.roots.some((root) => isBelow(path, root))) return 'outside';
  const { history } = situation;
  if (history === undefined) return 'starting';
  const known = Object.hasOwn(history.changed, path) ? history.changed[path] : undefined;
  if (known !== undefined) return known;
  const changedAt = disk.changedAt === undefined ? 0 : disk.changedAt(path);
  if (changedAt !== undefined && changedAt < history.startedAt) return 'starting';
  if (isBelowDownload(path, history)) return 'downloaded';
  return history.hasRunCommands ? 'task' : 'person';
}

/** Whether a file of the workspace says what this task made it say, in whatever way. */
export function isOfTask(path: string, looking: Pick<Looking, 'situation' | 'disk'>): boolean {
  return /^(?:task|downloaded)$/.test(provenanceOf(path, looking));
}

/** Whether something was downloaded or unpacked into a folder above, which then holds more than anybody listed. */
function isBelowDownload(path: string, { changed }: History): boolean {
  for (let at = lastSlash(path, path.length); at > 0; at = lastSlash(path, at - 1)) {
    const folder = path.slice(0, at);
    if (Object.hasOwn(changed, folder) && changed[folder] === 'downloaded') return true;
  }
  return false;
}

function lastSlash(path: string, from: number): number {
  return Math.max(path.lastIndexOf('/', from), path.lastIndexOf('\\', from));
}
