import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { RIPGREP_ARGS, runRipgrep } from './ripgrep';

/** Files that are looked at, at most, in search of those that are wanted. */
const MOST_FILES = 100_000;
const TIMEOUT_MS = 20_000;

export interface Walk {
  /** Relative to the folder, with slashes, sorted. */
  readonly files: readonly string[];
  /** Why there may be more. */
  readonly cut?: string | undefined;
  /** Whether what git ignores was left out. */
  readonly honoursIgnores: boolean;
}

export interface WalkParts {
  /** Absolute and real. */
  readonly folder: string;
  readonly ripgrep: string | undefined;
  readonly signal: AbortSignal;
}

/** All files below a folder, but those of git, and those that git ignores where ripgrep can tell. Follows no links. */
export async function walkFiles(parts: WalkParts): Promise<Walk> {
  const walk = (await walkWithRipgrep(parts)) ?? (await walkByHand(parts));
  return { ...walk, files: [...walk.files].sort(byPath) };
}

/** Undefined where there is no ripgrep, or where it fails. */
async function walkWithRipgrep({ folder, ripgrep, signal }: WalkParts): Promise<Walk | undefined> {
  if (ripgrep === undefined) return undefined;
  const files: string[] = [];
  const run = {
    program: ripgrep,
    args: ['--files', '--null', ...RIPGREP_ARGS, '--', './'],
    cwd: folder,
    signal,
    timeoutMs: TIMEOUT_MS,
  };
  const end = await runRipgrep(run, 0, (name) => files.push(relativePath(name.toString('utf8'))) < MOST_FILES);
  if (end.kind === 'failed' || end.kind === 'notStarted') return undefined;
  return { files, cut: reasonOf(end.kind), honoursIgnores: true };
}

function reasonOf(kind: 'done' | 'enough' | 'timedOut'): string | undefined {
  if (kind === 'timedOut') return 'looking took too long';
  return kind === 'enough' ? `only the first ${MOST_FILES} files were looked at` : undefined;
}

/** What ripgrep calls `./a/b`, or `.\a\b` on Windows. */
export function relativePath(path: string): string {
  return (process.platform === 'win32' ? path.replaceAll('\\', '/') : path).replace(/^\.\//, '');
}

async function walkByHand({ folder, signal }: WalkParts): Promise<Walk> {
  const files: string[] = [];
  const folders = [''];
  const until = Date.now() + TIMEOUT_MS;
  for (let inside = folders.pop(); inside !== undefined; inside = folders.pop()) {
    signal.throwIfAborted();
    if (Date.now() > until) return { files, cut: reasonOf('timedOut'), honoursIgnores: false };
    for (const entry of await entriesOf(join(folder, inside))) {
      const path = inside === '' ? entry.name : `${inside}/${entry.name}`;
      if (entry.name === '.git') continue;
      if (entry.isFile()) files.push(path);
      // What other people wrote, mostly ignored by git, and large enough to bury the rest.
      else if (entry.isDirectory() && entry.name !== 'node_modules') folders.push(path);
      if (files.length >= MOST_FILES) return { files, cut: reasonOf('enough'), honoursIgnores: false };
    }
  }
  return { files, honoursIgnores: false };
}

async function entriesOf(folder: string) {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch {
    // Gone meanwhile, or closed to us: as with ripgrep, the rest is still worth listing.
    return [];
  }
}

/** The same order everywhere, whatever the language of the machine. */
export function byPath(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
