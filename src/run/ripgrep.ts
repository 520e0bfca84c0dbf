import { spawn } from 'node:child_process';

export interface RipgrepRun {
  readonly program: string;
  readonly args: readonly string[];
  /** Absolute and real. */
  readonly cwd: string;
  readonly signal: AbortSignal;
  readonly timeoutMs: number;
}

export type RipgrepEnd =
  | { readonly kind: 'done' }
  /** Stopped by whoever reads it, who has enough. */
  | { readonly kind: 'enough' }
  | { readonly kind: 'timedOut' }
  | { readonly kind: 'failed'; readonly why: string }
  | { readonly kind: 'notStarted' };

/**
 * What is the same for all runs: no configuration file, which could name a program to run on each file, nor one of
 * another's; hidden files, but nothing of git's own; ignore files count whether or not the folder is a repository.
 */
export const RIPGREP_ARGS = [
  '--no-config',
  '--hidden',
  '--no-require-git',
  '--no-messages',
  '--glob',
  '!.git',
] as const;

/** Runs ripgrep and hands over what it prints, piece by piece ended by `end`, until `take` says that it is enough. */
export async function runRipgrep(run: RipgrepRun, end: number, take: (piece: Buffer) => boolean): Promise<RipgrepEnd> {
  const { program, args, cwd, signal, timeoutMs } = run;
  const { SystemRoot } = process.env;
  const env = SystemRoot === undefined ? {} : { SystemRoot };
  const child = spawn(program, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'], windowsHide: true });
  let how: RipgrepEnd | undefined;
  const stop = (why: RipgrepEnd) => {
    how ??= why;
    child.kill('SIGKILL');
  };
  const timer = setTimeout(() => stop({ kind: 'timedOut' }), timeoutMs);
  const onAbort = () => stop({ kind: 'enough' });
  signal.addEventListener('abort', onAbort, { once: true });
  let complaint = '';
  child.stderr.on('data', (bytes: Buffer) => {
    if (complaint.length < 2000) complaint += bytes.toString('utf8');
  });
  try {
    const exit = new Promise<number | null>((resolve, reject) => child.once('error', reject).once('close', resolve));
    // Waited for below; a failure to start mustn't count as unhandled until then.
    exit.catch(() => undefined);
    let rest: Buffer = Buffer.alloc(0);
    for await (const chunk of child.stdout) {
      if (!(chunk instanceof Buffer)) continue;
      rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
      let start = 0;
      for (let at = rest.indexOf(end); at >= 0 && how === undefined; at = rest.indexOf(end, start)) {
        if (!take(rest.subarray(start, at))) stop({ kind: 'enough' });
        start = at + 1;
      }
      rest = rest.subarray(start);
      if (how !== undefined) break;
    }
    const code = await exit;
    signal.throwIfAborted();
    if (how !== undefined) return how;
    // 1 means that nothing was found; 2 comes with a complaint unless only some files couldn't be read.
    return code === 0 || code === 1 || complaint === '' ? { kind: 'done' } : { kind: 'failed', why: complaint.trim() };
  } catch (error) {
    if (child.pid === undefined) return { kind: 'notStarted' };
    throw error;
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', onAbort);
    child.kill('SIGKILL');
  }
}
