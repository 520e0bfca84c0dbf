import { closeSync, constants, fstatSync, openSync, realpathSync, statSync } from 'node:fs';
import { ChangedError } from '../gate/carriers';

/**
 * Opens a file by its real path, as it was judged. Where another process puts a link in its place, or in that of a
 * folder above it, at the last moment, it is refused instead of followed. Doesn't wait for pipes. The caller closes
 * the descriptor.
 */
export function openReal(real: string): number {
  // Both flags are undefined on Windows.
  const fd = openSync(real, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));
  if (isStillAt(fd, real)) return fd;
  closeSync(fd);
  throw new ChangedError([real]);
}

/** Whether what was opened is what stands at the path, and no link leads there. */
function isStillAt(fd: number, real: string): boolean {
  const opened = fstatSync(fd, { bigint: true });
  try {
    const there = statSync(real, { bigint: true });
    return there.ino === opened.ino && there.dev === opened.dev && realpathSync.native(real) === real;
  } catch {
    return false;
  }
}
