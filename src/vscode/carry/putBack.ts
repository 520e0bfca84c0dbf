import {
  accessSync,
  closeSync,
  constants,
  existsSync,
  fstatSync,
  ftruncateSync,
  openSync,
  readSync,
  realpathSync,
  rmdirSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { READ_BACK_LIMIT, readFileBytes } from './fileBytes';

/**
 * Puts a file back to what it held (undefined: it wasn't there), provided that it holds what we saw there. Tells whether
 * it did.
 */
export function putBack(path: string, seen: Buffer, before: Buffer | undefined): boolean {
  try {
    if (!isWhereItSays(path)) return false;
    if (before !== undefined) return overwrite(path, seen, before);
    const file = readFileBytes(path, { maxBytes: READ_BACK_LIMIT, noFollow: true });
    if (file.kind !== 'file' || !file.bytes.equals(seen)) return false;
    unlinkSync(path);
    return true;
  } catch {
    return false;
  }
}

/** No folder above has become a link since; where paths have several spellings, only the file itself is looked at. */
function isWhereItSays(path: string): boolean {
  return process.platform !== 'linux' || realpathSync.native(dirname(path)) === dirname(path);
}

/** In place, so that the file keeps its owner, its permissions and the names that lead to it. */
function overwrite(path: string, seen: Buffer, before: Buffer): boolean {
  const descriptor = openSync(path, constants.O_RDWR | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  try {
    const stat = fstatSync(descriptor);
    if (!stat.isFile() || stat.size !== seen.length) return false;
    const now = Buffer.alloc(seen.length);
    if (readSync(descriptor, now, 0, now.length, 0) !== seen.length || !now.equals(seen)) return false;
    for (let done = 0; done < before.length; ) done += writeSync(descriptor, before, done, before.length - done, done);
    ftruncateSync(descriptor, before.length);
    return true;
  } finally {
    closeSync(descriptor);
  }
}

/** Folders above a path that aren't there yet, outermost first. */
export function missingFoldersOf(path: string): readonly string[] {
  const folder = dirname(path);
  return folder === path || existsSync(folder) ? [] : [...missingFoldersOf(folder), folder];
}

/** Removes the folders that were made for a file that is gone again, as far as nothing else is in them. */
export function removeFolders(folders: readonly string[]): void {
  for (const folder of folders.toReversed()) {
    try {
      rmdirSync(folder);
    } catch {
      // Something else is in it, or it was never made: it and those above it stay.
      return;
    }
  }
}

export function isWritable(path: string): boolean {
  try {
    accessSync(path, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
