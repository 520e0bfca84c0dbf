import type { Stats } from 'node:fs';

/** Times on disk are told in steps, the coarsest of two seconds: a younger change may be followed by one that doesn't show. */
const SETTLED_MS = 3000;

interface Entry<T> {
  readonly stat: Stats;
  readonly value: T;
}

/**
 * What was read from disk, each with the `stat` it had just before. Valid only as long as that is the same: a program
 * can set back the time of a change to the content, but not that of the change to the file (`ctime`).
 */
export class StatCache<T> {
  readonly #entries = new Map<string, Entry<T>>();

  constructor(private readonly most: number) {}

  /** `read` may tell of what it opened: where that is something else than what `stat` told of, nothing is kept. */
  get(path: string, stat: Stats, read: (didOpen: (opened: Stats) => void) => T): T {
    const entry = this.#entries.get(path);
    if (entry !== undefined && isSame(entry.stat, stat)) return entry.value;
    let isOther = false;
    const value = read((opened) => {
      isOther = !isSame(opened, stat);
    });
    if (!isOther && Date.now() - Math.max(stat.ctimeMs, stat.mtimeMs) > SETTLED_MS) {
      if (this.#entries.size >= this.most) this.#entries.clear();
      this.#entries.set(path, { stat, value });
    }
    return value;
  }
}

function isSame(a: Stats, b: Stats): boolean {
  return (
    a.ino === b.ino &&
    a.dev === b.dev &&
    a.size === b.size &&
    a.mtimeMs === b.mtimeMs &&
    a.ctimeMs === b.ctimeMs &&
    a.mode === b.mode
  );
}
