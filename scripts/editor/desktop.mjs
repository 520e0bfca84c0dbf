import { existsSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { ExpectedError } from '../expectedError.mjs';
import { findOnPath } from '../processes.mjs';
import { alone, cacheFolder } from './cache.mjs';

/** Long enough for a slow line to answer, short enough not to be taken for a hang where there is no line. */
const NETWORK_TIMEOUT = 5_000;

/** Where Ubuntu's package has the editor; its `code` is the package manager, which would not stay with the window. */
const SNAP = '/snap/code/current/usr/share/code/code';

/**
 * The desktop VS Code of this machine: what VSCODE_PATH names, or `code` on PATH.
 * @returns {string | undefined} its executable
 */
export function findDesktop() {
  const named = process.env.VSCODE_PATH;
  if (named) return existing(named, 'VSCODE_PATH names');
  // In a terminal of a remote window, and in WSL, `code` only talks to an editor that runs somewhere else.
  if (process.env.VSCODE_IPC_HOOK_CLI || process.env.WSL_DISTRO_NAME || !hasDisplay()) return undefined;
  const launcher = findOnPath('code');
  return launcher && existing(launcher, 'code on PATH is');
}

/**
 * @param {string} file
 * @param {string} who
 */
function existing(file, who) {
  const candidates = existsSync(file) ? executablesOf(realpathSync(file)) : [];
  const found = candidates.find((candidate) => existsSync(candidate));
  if (found === undefined) throw new ExpectedError(`${who} ${file}, behind which there is no VS Code.`);
  return found;
}

/** Whether a window could be shown. */
export function hasDisplay() {
  if (process.platform !== 'linux') return true;
  return Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}

/**
 * Where the program behind a file may be: the file is the `code` launcher, an application of macOS or anything in it, or
 * the program itself.
 * @param {string} file
 * @param {string} platform
 * @returns {readonly string[]} the likelier first
 */
export function executablesOf(file, platform = process.platform) {
  const { basename, dirname, join } = platform === 'win32' ? path.win32 : path.posix;
  if (platform === 'darwin') {
    const application = /^.*?\.app(?=\/|$)/.exec(file)?.[0];
    if (application === undefined) return [file];
    const folder = join(application, 'Contents', 'MacOS');
    // It was named Electron once, and is named after the product now.
    const usual = ['Code', 'Code - Insiders', 'Electron'].map((name) => join(folder, name));
    return dirname(file) === folder ? [file, ...usual] : usual;
  }
  if (file === '/usr/bin/snap') return [SNAP];
  const launcher = /^code(-insiders)?(\.cmd)?$/i.exec(basename(file));
  if (launcher === null || basename(dirname(file)) !== 'bin') return [file];
  const above = join(dirname(file), '..');
  if (platform !== 'win32') return [join(above, basename(file))];
  return [join(above, launcher[1] === undefined ? 'Code.exe' : 'Code - Insiders.exe')];
}

/**
 * Downloads desktop VS Code, or takes the one downloaded before.
 * @param {string} version
 * @returns {Promise<string>} its executable
 */
export async function downloadDesktop(version) {
  const { downloadAndUnzipVSCode } = await import('@vscode/test-electron');
  const downloaded = await alone(`desktop-${version}`, () =>
    downloadAndUnzipVSCode({ version, cachePath: cacheFolder(), timeout: NETWORK_TIMEOUT }),
  );
  return executablesOf(downloaded).find((candidate) => existsSync(candidate)) ?? downloaded;
}
