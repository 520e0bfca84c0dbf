import { spawn } from 'node:child_process';
import { posix, win32 } from 'node:path';
import type { Situation } from '../action/situation';
import { isExecutableFile } from './bash';
import { type GitVerb, gitEnvironment, safeArguments } from './gitEnvironment';

/** Where git works, when that isn't what it finds by itself. */
export type GitPlaces = Readonly<
  Partial<
    Record<
      | 'GIT_DIR'
      | 'GIT_WORK_TREE'
      | 'GIT_INDEX_FILE'
      | 'GIT_OBJECT_DIRECTORY'
      | 'GIT_ALTERNATE_OBJECT_DIRECTORIES'
      | 'GIT_CEILING_DIRECTORIES'
      | 'GIT_AUTHOR_NAME'
      | 'GIT_AUTHOR_EMAIL'
      | 'GIT_AUTHOR_DATE'
      | 'GIT_COMMITTER_NAME'
      | 'GIT_COMMITTER_EMAIL'
      | 'GIT_COMMITTER_DATE',
      string
    >
  >
>;

export interface GitRun {
  /** Absolute and real. */
  readonly cwd: string;
  /** What commands run with: its search path has nothing of the workspace. */
  readonly environment: Readonly<Record<string, string>>;
  readonly platform: Situation['platform'];
  readonly signal?: AbortSignal | undefined;
  readonly input?: string | Uint8Array | undefined;
  readonly places?: GitPlaces | undefined;
  /** More output than this is an error, never cut short. */
  readonly maxBytes?: number | undefined;
  readonly timeoutMs?: number | undefined;
}

/** `missing`: there is no git. `failed`: it says so itself. `unsafe`: its settings can't all be taken back. */
export type GitErrorCode = 'missing' | 'failed' | 'timedOut' | 'tooMuch' | 'unsafe';

export class GitError extends Error {
  /** `exitCode`: what it ended with, where it failed by itself: some commands answer by that. */
  constructor(
    readonly code: GitErrorCode,
    message: string,
    readonly exitCode?: number,
  ) {
    super(message);
    this.name = 'GitError';
  }
}

const MAX_BYTES = 16 * 1024 * 1024;
const TIMEOUT_MS = 20_000;
/** Names of settings: megabytes of them are nobody's. */
const MAX_NAMES_BYTES = 1024 * 1024;

/**
 * Runs git for ourselves, where nothing that the repository has configured runs, and returns what it printed. Which
 * filters and drivers there are to be taken back is asked of git just before; a setting that is added between the two
 * counts, so that nothing else should be at work in the repository meanwhile.
 * Throws `GitError`, or the reason of the signal.
 */
export async function runGit(args: readonly [GitVerb, ...string[]], run: GitRun): Promise<Buffer> {
  const program = findGit(run.environment, run.platform);
  if (program === undefined) throw new GitError('missing', 'git was not found on the PATH.');
  const plain = gitEnvironment(run.environment, []) ?? {};
  const names = await start(program, ['--no-pager', 'config', '--list', '--name-only', '-z'], {
    ...run,
    environment: { ...plain, ...run.places },
    input: undefined,
    maxBytes: MAX_NAMES_BYTES,
  });
  const configured = namesIn(names);
  const environment = configured === undefined ? undefined : gitEnvironment(run.environment, configured);
  if (environment === undefined)
    throw new GitError('unsafe', 'The repository has settings that can not all be taken back.');
  return start(program, safeArguments(args), { ...run, environment: { ...environment, ...run.places } });
}

/** A name that isn't UTF-8 couldn't be written down again. */
function namesIn(list: Buffer): readonly string[] | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(list).split('\0');
  } catch {
    return undefined;
  }
}

/** By its full name, since a system may look into the current folder first. */
function findGit(environment: Readonly<Record<string, string>>, platform: Situation['platform']): string | undefined {
  const isWindows = platform === 'windows';
  const { isAbsolute, join } = isWindows ? win32 : posix;
  return (environment.PATH ?? '')
    .split(isWindows ? ';' : ':')
    .filter((folder) => isAbsolute(folder))
    .map((folder) => join(folder, isWindows ? 'git.exe' : 'git'))
    .find(isExecutableFile);
}

async function start(program: string, args: readonly string[], run: GitRun): Promise<Buffer> {
  const { cwd, environment, signal, input, maxBytes = MAX_BYTES, timeoutMs = TIMEOUT_MS } = run;
  signal?.throwIfAborted();
  const child = spawn(program, args, { cwd, env: environment, stdio: ['pipe', 'pipe', 'pipe'], windowsHide: true });
  let why: GitError | undefined;
  const stop = (error?: GitError) => {
    why ??= error;
    child.kill('SIGKILL');
  };
  const onAbort = () => stop();
  signal?.addEventListener('abort', onAbort, { once: true });
  const timer = setTimeout(() => stop(new GitError('timedOut', `git took longer than ${timeoutMs} ms.`)), timeoutMs);
  const pieces: Buffer[] = [];
  let length = 0;
  child.stdout.on('data', (bytes: Buffer) => {
    length += bytes.length;
    if (length > maxBytes) stop(new GitError('tooMuch', `git printed more than ${maxBytes} bytes.`));
    else pieces.push(bytes);
  });
  let complaint = '';
  child.stderr.on('data', (bytes: Buffer) => {
    if (complaint.length < 2000) complaint += bytes.toString('utf8');
  });
  // It may end without having read all, which its exit tells better.
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  try {
    const exitCode = await new Promise<number | null>((resolve, reject) =>
      child.once('error', reject).once('close', resolve),
    );
    signal?.throwIfAborted();
    if (why !== undefined) throw why;
    if (exitCode !== 0)
      throw new GitError('failed', complaint.trim().slice(0, 2000) || 'git failed.', exitCode ?? undefined);
    return Buffer.concat(pieces);
  } catch (error) {
    // It couldn't be started: the program or the folder went away.
    if (child.pid === undefined && error instanceof Error)
      throw new GitError('missing', `git can't be started: ${error.message}`);
    throw error;
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', onAbort);
  }
}
