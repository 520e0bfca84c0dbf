import path from 'node:path';
import type { Situation } from '../../action/situation';

/** Whether a real path is a folder, or lies in it. */
export function isBelow(file: string, folder: string): boolean {
  if (!file.startsWith(folder)) return false;
  return file.length === folder.length || /[\\/]$/.test(folder) || /[\\/]/.test(file.charAt(folder.length));
}

/** How paths are put together where the commands run. */
export function pathsOf({ platform }: Pick<Situation, 'platform'>): path.PlatformPath {
  return platform === 'windows' ? path.win32 : path.posix;
}
