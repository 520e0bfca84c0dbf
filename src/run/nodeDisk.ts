import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  readdirSync,
  readlinkSync,
  readSync,
  realpathSync,
  type Stats,
  statSync,
} from 'node:fs';
import { dirname, isAbsolute, parse, resolve, sep } from 'node:path';
import { sha256 } from '../action/digest';
import type { Disk, DiskView, FileKind } from '../action/situation';
import { DiskSnapshot, type ReadText } from './diskSnapshot';
import { RealFolders } from './realFolders';
import { StatCache } from './statCache';
import { canonicalWindowsPath, isWindowsDevice } from './windowsPath';

/** More links in one path than any system follows: whatever has more can't be opened. */
const MAX_LINKS = 64;
/** No system opens a longer path, and looking at each of its names would take long. */
const MAX_LENGTH = 32_767;
const isWindows = process.platform === 'win32';

/** The real disk, as the analysis may ask it. Never throws: what can't be seen is answered as missing or unresolved. */
export class NodeDisk implements Disk {
  readonly #texts = new StatCache<ReadText | undefined>(200);
  readonly #lists = new StatCache<readonly string[]>(50);
  readonly #folders = new RealFolders();

  snapshot(): DiskView {
    return new DiskSnapshot(this, this.#texts, this.#lists, this.#folders);
  }

  realPath(path: string): string {
    // Not normalised on POSIX: there `..` means the parent of where a link leads, which only the system knows.
    const absolute = isWindows
      ? canonicalWindowsPath(resolve(path))
      : path.startsWith('/')
        ? path
        : `${process.cwd()}/${path}`;
    if (absolute.length > MAX_LENGTH) return absolute;
    return quietly(() => realpathSync.native(absolute)) ?? walk(absolute);
  }

  kind(path: string): FileKind {
    if (isWindows && isWindowsDevice(path)) return 'device';
    const stat = quietly(() => statSync(path, { throwIfNoEntry: false }));
    if (stat === undefined) return 'missing';
    return stat.isDirectory() ? 'folder' : stat.isFile() ? 'file' : 'device';
  }

  list(path: string): readonly string[] {
    return quietly(() => readdirSync(path)) ?? [];
  }

  text(path: string, maxBytes: number): string | undefined {
    return this.read(path, maxBytes)?.text;
  }

  changedAt(path: string): number | undefined {
    return quietly(() => statSync(path, { throwIfNoEntry: false }))?.ctimeMs;
  }

  /** A text, and the digest of the bytes that it was read from. */
  read(path: string, maxBytes: number, didOpen?: (stat: Stats) => void): ReadText | undefined {
    if (isWindows && isWindowsDevice(path)) return undefined;
    return quietly(() => {
      // Without O_NONBLOCK, opening a named pipe would wait for its writer.
      const fd = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
      try {
        const stat = fstatSync(fd);
        didOpen?.(stat);
        if (!stat.isFile()) return undefined;
        const bytes = readUpTo(fd, maxBytes + 1);
        if (bytes.length > maxBytes) return undefined;
        return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), sha256: sha256(bytes) };
      } finally {
        closeSync(fd);
      }
    });
  }
}

/** Follows a path name by name as the system would, past the point where it stops existing. */
function walk(path: string): string {
  const { root } = parse(path);
  const ahead = namesOf(path.slice(root.length));
  let current = root;
  let existing = root;
  let missing = 0;
  let links = 0;
  for (let name = ahead.pop(); name !== undefined; name = ahead.pop()) {
    if (name === '' || name === '.') continue;
    if (name === '..') {
      current = dirname(current);
      if (missing > 0) missing -= 1;
      else existing = current;
      continue;
    }
    const next = current.endsWith(sep) ? current + name : current + sep + name;
    const stat = missing > 0 ? undefined : quietly(() => lstatSync(next, { throwIfNoEntry: false }));
    const target = stat?.isSymbolicLink() === true && links < MAX_LINKS ? quietly(() => readlinkSync(next)) : undefined;
    if (target === undefined) {
      current = next;
      if (stat === undefined) missing += 1;
      else existing = next;
      continue;
    }
    links += 1;
    const plain = isWindows ? canonicalWindowsPath(target) : target;
    if (isAbsolute(plain)) {
      current = isWindows ? parse(resolve(current, plain)).root : '/';
      existing = current;
    }
    ahead.push(...namesOf(isAbsolute(plain) ? plain.slice(parse(plain).root.length) : plain));
  }
  // Where case doesn't count, only the system knows how the part that exists is spelled.
  return (quietly(() => realpathSync.native(existing)) ?? existing) + current.slice(existing.length);
}

/** Last name first. */
function namesOf(path: string): string[] {
  return path.split(isWindows ? /[\\/]/ : '/').reverse();
}

function readUpTo(fd: number, maxBytes: number): Buffer {
  const chunks: Buffer[] = [];
  let total = 0;
  while (total < maxBytes) {
    const chunk = Buffer.allocUnsafe(Math.min(maxBytes - total, 1 << 16));
    const length = readSync(fd, chunk);
    if (length === 0) break;
    chunks.push(chunk.subarray(0, length));
    total += length;
  }
  return Buffer.concat(chunks);
}

/** What can't be looked at is no error here: the analysis takes it as unseen, which never makes a verdict milder. */
function quietly<T>(look: () => T): T | undefined {
  try {
    return look();
  } catch {
    return undefined;
  }
}
