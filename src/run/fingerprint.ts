import { readFileSync, statSync } from 'node:fs';
import { sha256 } from '../action/digest';
import { MISSING } from '../gate/judging';

/** Files above this many bytes are told apart by size, time and identity instead of content. */
const CONTENT_LIMIT = 16 * 1024 * 1024;

/** What a path holds now: SHA-256 of its bytes, `MISSING`, or a description that changes with what is there. Never throws. */
export function fingerprint(path: string): string {
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
