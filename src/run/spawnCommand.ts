import { type ChildProcessByStdio, spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import type { Situation } from '../action/situation';

export interface SpawnParts {
  readonly bash: string;
  /** Run byte for byte. */
  readonly command: string;
  readonly cwd: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly platform: Situation['platform'];
  /** `NAME=value`, by which processes of this command are found when it has to be stopped. */
  readonly marker: string;
}

export type CommandChild = ChildProcessByStdio<null, Readable, Readable>;

/** Linux takes no single argument longer than this, and Windows no longer command line or variable. */
const MOST_BYTES = { posix: 128 * 1024 - 1, windows: 32_000 } as const;

export function isTooLong(command: string, platform: Situation['platform']): boolean {
  return Buffer.byteLength(command) > MOST_BYTES[platform];
}

/**
 * Starts exactly the judged command line: without the shell's start-up files, with nothing to read, and on POSIX in a
 * session of its own, so that it has no terminal to ask on and can be stopped as a whole.
 */
export function spawnCommand({ bash, command, cwd, environment, platform, marker }: SpawnParts): CommandChild {
  const { args, variables } = shellArguments(command, platform);
  const [name = '', value = ''] = marker.split('=');
  return spawn(bash, args, {
    cwd,
    env: { ...environment, ...variables, [name]: value },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: platform === 'posix',
    windowsHide: true,
  });
}

/**
 * How bash gets the command. `--` keeps one that starts with a dash from being taken for an option. Bash on Windows
 * takes its command line apart by rules of its own (quotes, backslashes, `*`), and would run something else than what
 * was judged: there the command comes in a variable, which nothing takes apart.
 */
export function shellArguments(
  command: string,
  platform: Situation['platform'],
): { readonly args: readonly string[]; readonly variables: Readonly<Record<string, string>> } {
  const quiet = ['--noprofile', '--norc', '-c', '--'];
  if (platform === 'posix') return { args: [...quiet, command], variables: {} };
  const run = `eval "unset ${COMMAND_VARIABLE}; $${COMMAND_VARIABLE}"`;
  return { args: [...quiet, run], variables: { [COMMAND_VARIABLE]: command } };
}

const COMMAND_VARIABLE = 'CHAPERONE_COMMAND';
