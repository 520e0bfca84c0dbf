import { readdirSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** Whether two names that differ in case name two files in this folder. Found out by looking, never by writing. */
export function isCaseSensitive(folder: string, platform: NodeJS.Platform = process.platform): boolean {
  const names = namesIn(folder);
  const name = names.find((each) => hasCase(each) && !names.includes(swapCase(each)));
  if (name !== undefined) return !isSameFile(join(folder, name), join(folder, swapCase(name)));
  // An empty folder: its own name stands in its parent, mostly of the same kind.
  const own = basename(folder);
  const swapped = join(dirname(folder), swapCase(own));
  if (hasCase(own)) return !isSameFile(folder, swapped);
  return platform !== 'win32' && platform !== 'darwin';
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** Beyond ASCII, file systems have ideas of their own about what is a capital letter. */
function hasCase(name: string): boolean {
  return /^[ -~]*[A-Za-z][ -~]*$/.test(name);
}

function swapCase(name: string): string {
  const upper = name.toUpperCase();
  return upper === name ? name.toLowerCase() : upper;
}

function isSameFile(one: string, other: string): boolean {
  try {
    const [a, b] = [statSync(one, { bigint: true }), statSync(other, { bigint: true })];
    return a.dev === b.dev && a.ino === b.ino;
  } catch {
    return false;
  }
}
