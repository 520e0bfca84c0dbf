import { accessSync, constants, statSync } from 'node:fs';
import { posix, win32 } from 'node:path';
import type { Situation } from '../action/situation';

export type Bash =
  | { readonly kind: 'found'; readonly path: string }
  /** `why` is for person and agent. */
  | { readonly kind: 'missing'; readonly why: string };

/**
 * Finds the shell that runs commands. Looks along the search path of the commands' own environment, in which nothing
 * from the workspace stands, and then in the usual places.
 */
export function findBash(
  environment: Readonly<Record<string, string>>,
  platform: Situation['platform'],
  isProgram: (path: string) => boolean = isExecutableFile,
): Bash {
  const candidates = platform === 'windows' ? windowsCandidates(environment, isProgram) : posixCandidates(environment);
  const found = candidates.find(isProgram);
  if (found !== undefined) return { kind: 'found', path: found };
  const why =
    platform === 'windows'
      ? 'Commands need bash, and none was found. Install Git for Windows, which brings it, and reload the window.'
      : 'Commands need bash, and none was found on the PATH. Install it and reload the window.';
  return { kind: 'missing', why };
}

function posixCandidates({ PATH = '' }: Readonly<Record<string, string>>): readonly string[] {
  const usual = ['/bin', '/usr/bin', '/usr/local/bin', '/opt/homebrew/bin', '/run/current-system/sw/bin'];
  return [...PATH.split(':').filter((folder) => folder.startsWith('/')), ...usual].map((folder) =>
    posix.join(folder, 'bash'),
  );
}

function windowsCandidates(
  environment: Readonly<Record<string, string>>,
  isProgram: (path: string) => boolean,
): readonly string[] {
  const onPath = (environment.PATH ?? '').split(';').filter((folder) => folder !== '');
  const installed = ['ProgramW6432', 'ProgramFiles', 'ProgramFiles(x86)'].map((name) => environment[name]);
  const perUser = environment.LOCALAPPDATA === undefined ? [] : [win32.join(environment.LOCALAPPDATA, 'Programs')];
  const usual = [...installed, ...perUser].filter((folder) => folder !== undefined);
  // `Git\cmd` is what its installer puts on the PATH, and `Git\bin\bash.exe` the one that sets its own tools' path up.
  const besideGit = onPath
    .filter((folder) => isProgram(win32.join(folder, 'git.exe')))
    .map((folder) => win32.join(folder, '..', 'bin', 'bash.exe'));
  return [
    ...besideGit,
    ...usual.map((folder) => win32.join(folder, 'Git', 'bin', 'bash.exe')),
    ...onPath.map((folder) => win32.join(folder, 'bash.exe')),
  ].filter((candidate) => !isForWsl(candidate));
}

/** These start Linux in a machine of its own, where neither paths nor programs are those that were judged. */
function isForWsl(candidate: string): boolean {
  return /\\(?:system32|syswow64|sysnative|windowsapps)\\bash\.exe$/i.test(candidate);
}

export function isExecutableFile(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
