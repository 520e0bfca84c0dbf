import { lstatSync, realpathSync, type Stats } from 'node:fs';
import type { Disk, DiskView, FileKind } from '../action/situation';
import type { RealFolders } from './realFolders';
import type { StatCache } from './statCache';

/** What stands under a name in a folder whose own path is real. */
interface Seen {
  readonly kind: FileKind | 'link';
  readonly stat: Stats | undefined;
}

export interface ReadText {
  readonly text: string;
  /** Of the bytes that it was decoded from. */
  readonly sha256: string;
}

interface ReadingDisk extends Disk {
  /** `didOpen` is told what was opened: where a link was put in between, that isn't what was looked at. */
  read(path: string, maxBytes: number, didOpen?: (stat: Stats) => void): ReadText | undefined;
}

const MISSING: Seen = { kind: 'missing', stat: undefined };
const FOLDER: Seen = { kind: 'folder', stat: undefined };
/** A longer path isn't followed name by name: with each name, all that is before it is looked up. */
const LONGEST = 1024;
const isWindows = process.platform === 'win32';
/** Elsewhere one file may have several spellings, and only the system knows which is its name. */
const isSpelledOneWay = process.platform === 'linux';
/** What files here hold changes without a change that `stat` would tell. */
const ALIVE = /^\/(?:proc|sys)\//;
/** With more names than this that nothing is known of, the system follows the path in one step. */
const MOST_STEPS = 2;

/**
 * The disk as one decision sees it: each name is looked at once, in that moment, and stays as it was seen. Nothing is
 * kept of it for the next decision but the content of files and folders whose `stat` is still the same.
 */
export class DiskSnapshot implements DiskView {
  /** By the path as it was asked for. */
  readonly #real = new Map<string, string>();
  /** By real path. */
  readonly #seen = new Map<string, Seen>();
  /** By the path as it was asked for. */
  readonly #texts = new Map<string, ReadText>();
  /** By path, within how many bytes at most there was no text to be read. */
  readonly #unread = new Map<string, number>();
  readonly #links = new Map<string, string>();

  constructor(
    private readonly disk: ReadingDisk,
    private readonly texts: StatCache<ReadText | undefined>,
    private readonly lists: StatCache<readonly string[]>,
    private readonly folders: RealFolders,
  ) {}

  realPath(path: string): string {
    if (path === '/') return path;
    const known = this.#real.get(path);
    if (known !== undefined) return known;
    const isFollowed = isSpelledOneWay && path.startsWith('/') && path.length <= LONGEST && !path.includes('\0');
    const real = isFollowed ? this.#resolve(path) : this.#byDisk(path, path);
    this.#real.set(path, real);
    return real;
  }

  kind(path: string): FileKind {
    const seen = this.#seen.get(path) ?? this.#at(path);
    if (seen !== undefined && seen.kind !== 'link') return seen.kind;
    return this.disk.kind(path);
  }

  list(path: string): readonly string[] {
    const seen = this.#at(path);
    if (seen?.kind === 'missing') return [];
    if (seen?.stat === undefined || seen.kind !== 'folder' || ALIVE.test(path)) return this.disk.list(path);
    return this.lists.get(path, seen.stat, () => this.disk.list(path));
  }

  text(path: string, maxBytes: number): string | undefined {
    const known = this.#texts.get(path);
    if (known !== undefined) return Buffer.byteLength(known.text) > maxBytes ? undefined : known.text;
    const read = this.#read(path, maxBytes);
    if (read === undefined) this.#unread.set(path, Math.max(maxBytes, this.#unread.get(path) ?? 0));
    else this.#texts.set(path, read);
    return read?.text;
  }

  changedAt(path: string): number | undefined {
    const seen = this.#at(path);
    if (seen?.kind === 'missing') return undefined;
    return seen?.stat === undefined || seen.kind === 'link' ? this.disk.changedAt?.(path) : seen.stat.ctimeMs;
  }

  textSeen(path: string): ReturnType<DiskView['textSeen']> {
    const noneWithin = this.#unread.get(path);
    return this.#texts.get(path) ?? (noneWithin === undefined ? undefined : { noneWithin });
  }

  linksFollowed(): ReadonlyMap<string, string> {
    return this.#links;
  }

  #read(path: string, maxBytes: number): ReadText | undefined {
    const seen = this.#at(path);
    if (seen === undefined || seen.kind === 'link' || ALIVE.test(path)) return this.disk.read(path, maxBytes);
    if (seen.kind !== 'file' || seen.stat === undefined || seen.stat.size > maxBytes) return undefined;
    return this.texts.get(path, seen.stat, (didOpen) => this.disk.read(path, maxBytes, didOpen));
  }

  /** What stands at a path, where the path is a real one. */
  #at(path: string): Seen | undefined {
    if (isWindows || this.realPath(path) !== path) return undefined;
    const seen = this.#seen.get(path);
    return seen === undefined || seen === FOLDER ? this.#look(path) : seen;
  }

  /** A path of which too little is known yet. Where it exists, all above it are real folders. */
  #inOneStep(path: string): string | undefined {
    let steps = this.#real.size === 0 ? MOST_STEPS : 0;
    for (let at = path.lastIndexOf('/'); at > 0 && steps <= MOST_STEPS; at = path.lastIndexOf('/', at - 1)) {
      if (this.#real.has(path.slice(0, at))) return undefined;
      steps++;
    }
    if (steps <= MOST_STEPS) return undefined;
    if (this.folders.has(path)) {
      // It may have become a link, or another folder: then it is followed anew.
      const seen = this.#look(path);
      if (seen.stat !== undefined && this.folders.isSame(path, seen.stat)) return path;
      this.folders.forget(path);
    }
    let real: string;
    try {
      real = realpathSync.native(path);
    } catch {
      return undefined;
    }
    for (let at = real.lastIndexOf('/'); at > 0; at = real.lastIndexOf('/', at - 1)) {
      const folder = real.slice(0, at);
      if (this.#real.has(folder)) break;
      this.#real.set(folder, folder);
      this.#seen.set(folder, FOLDER);
    }
    this.#real.set(real, real);
    if (real !== path) this.#links.set(path, real);
    if (real === path) {
      const { kind, stat } = this.#look(path);
      if (kind === 'folder' && stat !== undefined) this.folders.keep(path, stat);
    }
    return real;
  }

  #resolve(path: string): string {
    const cut = path.lastIndexOf('/');
    const above = cut === 0 ? '/' : path.slice(0, cut);
    const folder = this.#real.get(above);
    if (folder !== undefined) return this.#follow(path, folder, path.slice(cut + 1));
    return this.#inOneStep(path) ?? this.#follow(path, this.realPath(above), path.slice(cut + 1));
  }

  /** `path` is this name in a folder whose own path is real. */
  #follow(path: string, folder: string, name: string): string {
    if (name === '' || name === '.') return folder;
    if (name === '..') return folder.slice(0, Math.max(1, folder.lastIndexOf('/')));
    const at = folder === '/' ? `/${name}` : `${folder}/${name}`;
    const isBelowNothing = this.#seen.get(folder)?.kind === 'missing';
    const seen = isBelowNothing ? MISSING : this.#look(at);
    if (isBelowNothing) this.#seen.set(at, MISSING);
    if (seen.kind !== 'missing' && !this.#seen.has(folder)) this.#seen.set(folder, FOLDER);
    return seen.kind === 'link' ? this.#byDisk(path, at) : at;
  }

  /** Where the disk itself says that a path leads; `at` is where a link stands, as far as that is known. */
  #byDisk(path: string, at: string): string {
    const real = this.disk.realPath(path);
    if (real !== at) this.#links.set(at, real);
    return real;
  }

  #look(at: string): Seen {
    const seen = lookAt(at);
    this.#seen.set(at, seen);
    return seen;
  }
}

function lookAt(path: string): Seen {
  try {
    const stat = lstatSync(path, { throwIfNoEntry: false });
    if (stat === undefined) return MISSING;
    const kind = stat.isFile() ? 'file' : stat.isDirectory() ? 'folder' : stat.isSymbolicLink() ? 'link' : 'device';
    return { kind, stat };
  } catch {
    // What can't be looked at counts as missing, as in `NodeDisk`.
    return MISSING;
  }
}
