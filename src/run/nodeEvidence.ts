import { type BigIntStats, lstatSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { posix, win32 } from 'node:path';
import { sha256 } from '../action/digest';
import type { Situation } from '../action/situation';
import { type Evidence, type Identity, MISSING } from '../gate/evidence';

/** Files above this many bytes are told apart by size, time and identity instead of content. */
const CONTENT_LIMIT = 16 * 1024 * 1024;

/** The real disk, as the gate looks at it to tell whether anything has changed. */
export const nodeEvidence: Evidence = { fingerprint, identify, program };

function fingerprint(path: string): string {
  try {
    const stat = statSync(path, { bigint: true });
    if (!stat.isFile()) return stat.isDirectory() ? 'folder' : 'device';
    if (stat.size > CONTENT_LIMIT) return `large:${stat.size}:${stat.mtimeNs}:${stat.ino}`;
    return sha256(readFileSync(path));
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    return code === 'ENOENT' || code === 'ENOTDIR' ? MISSING : `unreadable:${code}`;
  }
}

function identify(path: string): Identity | undefined {
  try {
    const stat = lstatSync(path, { bigint: true, throwIfNoEntry: false });
    return stat === undefined ? undefined : identityOf(stat);
  } catch {
    return undefined;
  }
}

function identityOf(stat: BigIntStats): Identity {
  const { dev, ino, size, mtimeNs, ctimeNs } = stat;
  const file = `${dev}:${ino}`;
  const id = `${file}:${size}:${mtimeNs}`;
  return { file, id, writtenNs: mtimeNs, changedNs: ctimeNs, isLink: stat.isSymbolicLink() };
}

/** Where each program led the last time, by the place it was found in: following links again would only cost time. */
const followed = new Map<string, { readonly id: string; readonly path: string }>();
const MOST_FOLLOWED = 500;

function program(name: string, { environment, platform }: Situation): ReturnType<Evidence['program']> {
  for (const candidate of candidates(name, environment.PATH ?? '', platform)) {
    const found = executable(candidate, platform);
    if (found === undefined) continue;
    const identity = identityOf(found);
    const id = `${identity.id}:${identity.changedNs}`;
    const known = followed.get(candidate);
    if (known?.id === id) return { path: known.path, identity };
    const path = realOf(candidate);
    if (followed.size >= MOST_FOLLOWED) followed.clear();
    followed.set(candidate, { id, path });
    return { path, identity };
  }
  return undefined;
}

function candidates(name: string, searchPath: string, platform: Situation['platform']): readonly string[] {
  const isWindows = platform === 'windows';
  const api = isWindows ? win32 : posix;
  const names = isWindows ? [`${name}.exe`, name] : [name];
  if (api.isAbsolute(name)) return names;
  const folders = searchPath.split(isWindows ? ';' : ':').filter((folder) => api.isAbsolute(folder));
  return folders.flatMap((folder) => names.map((each) => api.join(folder, each)));
}

function executable(path: string, platform: Situation['platform']): BigIntStats | undefined {
  try {
    const stat = statSync(path, { bigint: true, throwIfNoEntry: false });
    const isProgram = stat?.isFile() === true && (platform === 'windows' || (stat.mode & 0o111n) !== 0n);
    return isProgram ? stat : undefined;
  } catch {
    return undefined;
  }
}

function realOf(path: string): string {
  try {
    return realpathSync.native(path);
  } catch {
    return path;
  }
}
