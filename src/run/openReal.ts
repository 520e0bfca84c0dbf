import { closeSync, constants, openSync, readlinkSync } from 'node:fs';
import { ChangedError } from '../gate/carriers';

/**
 * Opens a file by its real path, as it was judged: where another process puts a link in its place at the last moment,
 * it is refused instead of followed. Doesn't wait for pipes. The caller closes the descriptor.
 */
export function openReal(real: string): number {
  // Both flags are undefined on Windows, where a real path can't be a link by itself either.
  const fd = openSync(real, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));
  const opened = whereOpened(fd);
  if (opened === undefined || opened === real) return fd;
  closeSync(fd);
  throw new ChangedError([real]);
}

/** Where the system says the file lies that was opened: a folder above it may have been swapped for a link too. */
function whereOpened(fd: number): string | undefined {
  if (process.platform !== 'linux') return undefined;
  try {
    return readlinkSync(`/proc/self/fd/${fd}`);
  } catch {
    return undefined;
  }
}
