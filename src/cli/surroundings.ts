import { readFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { messageOf } from '../action/errorText';
import type { Disk, Situation } from '../action/situation';
import { defaultPolicy } from '../policy/defaults';
import { readPolicyFile } from '../policy/policyChoice';
import type { Policy } from '../policy/rule';
import { commandEnvironment } from '../run/environment';
import { type CheckOptions, UsageError } from './options';

/** What every action of one call of the command line is judged in. */
export interface Surroundings {
  readonly situation: Situation;
  readonly policy: Policy;
  /** Absolute: where a command runs that doesn't say. */
  readonly cwd: string;
  /** What was wrong with the policy but could be left out, ready to show. */
  readonly problems: readonly string[];
}

export function findSurroundings(options: CheckOptions, disk: Disk): Surroundings {
  const platform = process.platform === 'win32' ? 'windows' : 'posix';
  const folders = options.workspace.length === 0 ? ['.'] : options.workspace;
  const roots = [...new Set(folders.map((folder) => disk.realPath(workspaceFolder(folder, disk))))];
  const home = disk.realPath(homedir());
  const temp = platform === 'posix' ? [tmpdir(), '/tmp'] : [tmpdir()];
  const situation: Situation = {
    mode: options.mode,
    roots,
    home,
    temp: [...new Set(temp.map((folder) => disk.realPath(folder)))],
    ownState: ownState(home, platform),
    environment:
      options.environmentFile === undefined
        ? commandEnvironment({ ...FIXED, HOME: home }, { platform, roots, disk })
        : readEnvironment(options.environmentFile),
    platform,
    isCaseSensitive: process.platform === 'linux',
    unavailable: {},
  };
  const [first = home] = roots;
  const { policy, problems } = choosePolicyFile(options.policyFile);
  return { situation, policy, problems, cwd: options.cwd === undefined ? first : resolve(first, options.cwd) };
}

/** The same everywhere, so that a verdict doesn't depend on whose terminal it was asked for in. */
const FIXED = { PATH: '/usr/local/bin:/usr/bin:/bin', LANG: 'C.UTF-8' };

/** Where the guard and the editors that host it keep their state and settings, each below the home folder. */
const OWN_FOLDERS = {
  posix: [
    '.config/chaperone',
    ...['Code', 'Code - Insiders', 'VSCodium', 'Cursor'].flatMap((name) => [
      `.config/${name}/User`,
      `Library/Application Support/${name}/User`,
    ]),
    ...['.vscode/extensions', '.vscode-insiders/extensions', '.vscode-oss/extensions', '.vscode-server'],
    ...['.vscode/argv.json', '.local/share/code-server'],
  ],
  windows: [
    ...['AppData/Roaming/Code/User', 'AppData/Roaming/Code - Insiders/User', 'AppData/Roaming/VSCodium/User'],
    ...['.vscode/extensions', '.vscode-insiders/extensions', '.vscode/argv.json'],
  ],
} as const;

function ownState(home: string, platform: Situation['platform']): readonly string[] {
  return OWN_FOLDERS[platform].map((folder) => join(home, folder));
}

function workspaceFolder(folder: string, disk: Disk): string {
  const absolute = resolve(folder);
  if (disk.kind(absolute) !== 'folder') throw new UsageError(`--workspace ${folder}: there is no such folder.`);
  return absolute;
}

function choosePolicyFile(file: string | undefined): { policy: Policy; problems: readonly string[] } {
  if (file === undefined) return { policy: defaultPolicy, problems: [] };
  const read = readPolicyFile(readText(file, '--policy'));
  if ('error' in read) throw new UsageError(`--policy ${file}: ${read.error}.`);
  return { policy: read.policy, problems: read.problems.map((problem) => `${file}: ${problem}.`) };
}

function readEnvironment(file: string): Readonly<Record<string, string>> {
  const environment: Record<string, string> = {};
  for (const [index, line] of readText(file, '--env').split(/\r?\n/).entries()) {
    if (line.trim() === '' || line.startsWith('#')) continue;
    const [, name, value] = /^([A-Za-z_]\w*)=(.*)$/.exec(line) ?? [];
    if (name === undefined || value === undefined)
      throw new UsageError(`--env ${file}: line ${index + 1} is not NAME=value.`);
    environment[name] = value;
  }
  return environment;
}

function readText(file: string, option: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const why = messageOf(error);
    throw new UsageError(`${option} ${file} can't be read (${why}).`, { cause: error });
  }
}
