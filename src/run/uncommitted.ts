import { join, sep } from 'node:path';
import type { Situation } from '../action/situation';
import { GitError, runGit } from './runGit';

/** More files than this that git doesn't hold count as the whole folder. */
const MOST_FILES = 20_000;
/** Repositories of a usual size are looked through in much less. */
const TIMEOUT_MS = 60_000;
const MOST_BYTES = 8 * 1024 * 1024;

/**
 * Files in these folders (absolute and real) that git doesn't hold as they are now: untracked, ignored, or changed since
 * the last commit. One that ends with a slash is a folder with all that is in it: that of a workspace outside of any
 * repository, say. Undefined where that can't be told. Never rejects.
 */
export async function uncommittedFiles(
  roots: readonly string[],
  run: { readonly environment: Readonly<Record<string, string>>; readonly platform: Situation['platform'] },
): Promise<readonly string[] | undefined> {
  try {
    return (await Promise.all(roots.map((root) => uncommittedIn(root, run)))).flat();
  } catch {
    // No git, or none that answers: then nobody knows, and the stricter holds.
    return undefined;
  }
}

async function uncommittedIn(
  root: string,
  { environment, platform }: Parameters<typeof uncommittedFiles>[1],
): Promise<readonly string[]> {
  const git = { cwd: root, environment, platform, timeoutMs: TIMEOUT_MS, maxBytes: MOST_BYTES };
  const all = [`${root}${sep}`];
  let top: string;
  try {
    top = (await runGit(['rev-parse', '--show-toplevel'], git)).toString('utf8').replace(/\r?\n$/, '');
  } catch (error) {
    // Not in a repository.
    if (error instanceof GitError && error.code === 'failed') return all;
    throw error;
  }
  try {
    const args = ['--porcelain=v1', '-z', '--untracked-files=all', '--ignored=matching', '--no-renames', '--', '.'];
    const listed = pathsIn((await runGit(['status', ...args], git)).toString('utf8'));
    return listed.length > MOST_FILES ? all : listed.map((path) => join(top, path));
  } catch (error) {
    if (error instanceof GitError && error.code === 'tooMuch') return all;
    throw error;
  }
}

/** `XY path`, each ended by a NUL. */
function pathsIn(status: string): readonly string[] {
  return status
    .split('\0')
    .filter((entry) => entry.length > 3)
    .map((entry) => entry.slice(3));
}
