import { closeSync, constants, fstatSync, lstatSync, openSync, readSync, statSync } from 'node:fs';
import { messageOf } from '../../action/errorText';

/** What stands at a path. `link` only where links are not followed. */
export type FileBytes =
  | { readonly kind: 'file'; readonly bytes: Buffer }
  | { readonly kind: 'tooLarge'; readonly size: number }
  | { readonly kind: 'missing' | 'folder' | 'device' | 'link' }
  | { readonly kind: 'unreadable'; readonly why: string };

/** Text above this is not for an edit. */
export const EDIT_LIMIT = 10 * 1024 * 1024;

/** What is above this can't be kept before it is deleted. */
export const KEEP_LIMIT = 64 * 1024 * 1024;

/** Files are read back up to this size, above that of any edit: a save may add to it. */
export const READ_BACK_LIMIT = 64 * 1024 * 1024;

export interface ReadLimits {
  readonly maxBytes: number;
  /** Links are followed unless this says otherwise; the last name of the path is what counts. */
  readonly noFollow?: boolean | undefined;
}

/**
 * Reads a regular file in one turn of the event loop, so that it can be the last look before acting. Nothing but a
 * regular file is ever opened for longer than it takes to see that it isn't one.
 */
export function readFileBytes(path: string, { maxBytes, noFollow = false }: ReadLimits): FileBytes {
  try {
    const before = noFollow ? lstatSync(path) : statSync(path);
    if (before.isSymbolicLink()) return { kind: 'link' };
    if (before.isDirectory()) return { kind: 'folder' };
    if (!before.isFile()) return { kind: 'device' };
    // Both flags are undefined on Windows, where `|` takes them for 0. A pipe put there meanwhile must not block us.
    const flags = constants.O_RDONLY | constants.O_NONBLOCK | (noFollow ? constants.O_NOFOLLOW : 0);
    const descriptor = openSync(path, flags);
    try {
      const stat = fstatSync(descriptor);
      if (!stat.isFile()) return { kind: 'device' };
      if (stat.size > maxBytes) return { kind: 'tooLarge', size: stat.size };
      return { kind: 'file', bytes: readAll(descriptor, stat.size) };
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOENT') return danglingOrMissing(path);
    if (code === 'ELOOP') return { kind: 'link' };
    if (code === 'ENOTDIR') return { kind: 'unreadable', why: 'a part of its path is a file, not a folder' };
    return { kind: 'unreadable', why: messageOf(error) };
  }
}

function danglingOrMissing(path: string): FileBytes {
  return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true ? { kind: 'link' } : { kind: 'missing' };
}

/** Reads to the end as it was when opened; a file that shrinks meanwhile comes back shorter. */
function readAll(descriptor: number, size: number): Buffer {
  const bytes = Buffer.allocUnsafe(size);
  let length = 0;
  while (length < size) {
    const read = readSync(descriptor, bytes, length, size - length, null);
    if (read === 0) break;
    length += read;
  }
  return bytes.subarray(0, length);
}
