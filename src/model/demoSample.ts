import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { messageOf } from '../action/errorText';

const markerName = '.chaperone-demo';
const markerText =
  'A copy of the sample project, made for the scripted demo of Chaperone. Delete the folder when you are done.\n';

/** What git doesn't hold, and so what a deletion would really lose: the order book and the keys. */
const ignored = `.env\ndata/\nnode_modules/\n${markerName}\n`;

/**
 * Written here and not kept among the samples: packaging refuses a file of this name, and rightly so. The address is
 * reserved and resolves nowhere.
 */
const environmentFile = [
  '# Made up for the demo: none of this opens anything.',
  'PAYMENT_URL=https://payments.example.invalid',
  'PAYMENT_PASSWORD=demo-not-a-password',
  '',
].join('\n');

/**
 * Copies the sample project to a folder that doesn't exist yet or is empty, and makes it a git repository with one
 * commit, a secret file and a marker that tells a demo from somebody's own work.
 */
export async function copySample(from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true });
  if ((await readdir(to)).length > 0)
    throw new Error(`${to} is not empty. The demo is only copied into an empty folder.`);
  await copyFolder(from, to);
  await writeFile(join(to, '.gitignore'), ignored);
  await writeFile(join(to, '.env'), environmentFile);
  await git(to, ['init', '--quiet', '--template=']);
  await git(to, ['add', '--all']);
  await git(to, ['commit', '--quiet', '--no-verify', '-m', 'Open the shop']);
  // Last, so that a copy that failed half-way is not taken for a demo.
  await writeFile(join(to, markerName), markerText);
}

/** Whether a folder was made by `copySample`. */
export function isDemoWorkspace(root: string): boolean {
  const marker = join(root, markerName);
  try {
    return existsSync(marker) && readFileSync(marker, 'utf8') === markerText;
  } catch {
    return false;
  }
}

/** Reads and writes instead of copying files as they are: an installed extension may be read-only, the copy must not be. */
async function copyFolder(from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true });
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const source = join(from, entry.name);
    const target = join(to, entry.name);
    if (entry.isDirectory()) await copyFolder(source, target);
    else if (entry.isFile()) await writeFile(target, await readFile(source));
  }
}

/** Spelt so on Windows too: git itself knows this name there, and not the system's own. */
const devNull = '/dev/null';

/** Settings that would otherwise come from the person's own configuration: their hooks, signing keys and name stay out. */
const settings = {
  'init.defaultBranch': 'main',
  'core.hooksPath': devNull,
  'core.autocrlf': 'false',
  'core.fsmonitor': 'false',
  'core.excludesFile': devNull,
  'commit.gpgSign': 'false',
  'gc.auto': '0',
  'user.name': 'Chaperone Demo',
  'user.email': 'demo@chaperone.invalid',
};

async function git(folder: string, args: readonly string[]): Promise<void> {
  const configured = Object.entries(settings).flatMap(([key, value]) => ['-c', `${key}=${value}`]);
  try {
    await promisify(execFile)('git', [...configured, ...args], {
      cwd: folder,
      env: gitEnvironment(),
      windowsHide: true,
    });
  } catch (error) {
    if (isMissing(error)) {
      throw new Error(
        'The demo needs git, which was not found. Install it, make sure that it is on the PATH, and try again.',
        {
          cause: error,
        },
      );
    }
    const said = messageOf(error);
    throw new Error(`The demo could not be made into a git repository. git said: ${said}`, { cause: error });
  }
}

/** Only what git needs to start: `GIT_DIR` and the like would send the commit into another repository. */
function gitEnvironment(): NodeJS.ProcessEnv {
  const kept = ['PATH', 'Path', 'SystemRoot', 'SYSTEMROOT', 'PATHEXT', 'TEMP', 'TMP', 'TMPDIR', 'LD_LIBRARY_PATH'];
  const environment: NodeJS.ProcessEnv = {};
  for (const name of kept) {
    const value = process.env[name];
    if (value !== undefined) environment[name] = value;
  }
  return {
    ...environment,
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: devNull,
    GIT_TERMINAL_PROMPT: '0',
    LC_ALL: 'C',
  };
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
