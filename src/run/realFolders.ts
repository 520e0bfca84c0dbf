import type { Stats } from 'node:fs';

const MOST = 64;

/**
 * Folders that were found under their own real path, each by what tells it apart on its device. As long as the same folder
 * stands there, and no link, nothing below it lies anywhere else: one look replaces following the whole path.
 */
export class RealFolders {
  readonly #folders = new Map<string, { readonly dev: number; readonly ino: number }>();

  has(path: string): boolean {
    return this.#folders.has(path);
  }

  /** `stat` is of the path itself, links not followed. */
  isSame(path: string, stat: Stats): boolean {
    const known = this.#folders.get(path);
    return known !== undefined && stat.isDirectory() && known.dev === stat.dev && known.ino === stat.ino;
  }

  keep(path: string, { dev, ino }: Stats): void {
    if (this.#folders.size >= MOST) this.#folders.clear();
    this.#folders.set(path, { dev, ino });
  }

  forget(path: string): void {
    this.#folders.delete(path);
  }
}
