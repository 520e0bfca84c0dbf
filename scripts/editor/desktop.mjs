import { existsSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { ExpectedError } from '../expectedError.mjs';
import { findOnPath } from '../processes.mjs';
import { alone, cacheFolder } from './cache.mjs';

/** Long enough for a slow line to answer, short enough not to be taken for a hang where there is no line. */
const NETWORK_TIMEOUT = 5_000;

/**
 * The desktop VS Code of this machine: what VSCODE_PATH names, or `code` on PATH.
 * @returns {string | undefined} its executable
 */
export function findDesktop() {
  const named = process.env.VSCODE_PATH;
  if (named) {
    if (!existsSync(named)) throw new ExpectedError(`VSCODE_PATH names ${named}, which doesn't exist.`);
    return executableOf(realpathSync(named));
  }
  // In a terminal of a remote window, and in WSL, `code` only talks to an editor that runs somewhere else.
  if (process.env.VSCODE_IPC_HOOK_CLI || process.env.WSL_DISTRO_NAME || !hasDisplay()) return undefined;
  const launcher = findOnPath('code');
  return launcher && executableOf(realpathSync(launcher));
}

/** Whether a window could be shown. */
export function hasDisplay() {
  if (process.platform !== 'linux') return true;
  return Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}

/**
 * The program behind the `code` launcher script; any other file stands for itself.
 * @param {string} file
 * @param {string} platform
 */
export function executableOf(file, platform = process.platform) {
  const { basename, dirname, join } = platform === 'win32' ? path.win32 : path.posix;
  const folder = dirname(file);
  if (basename(folder) !== 'bin' || !/^code(-insiders)?(\.cmd)?$/i.test(basename(file))) return file;
  const isInsiders = /insiders/i.test(basename(file));
  switch (platform) {
    case 'win32':
      return join(folder, '..', isInsiders ? 'Code - Insiders.exe' : 'Code.exe');
    case 'darwin':
      return join(folder, '../../../MacOS/Electron');
    default:
      return join(folder, '..', basename(file));
  }
}

/**
 * Downloads desktop VS Code, or takes the one downloaded before.
 * @param {string} version
 * @returns {Promise<string>} its executable
 */
export async function downloadDesktop(version) {
  const { downloadAndUnzipVSCode } = await import('@vscode/test-electron');
  return alone(`desktop-${version}`, () =>
    downloadAndUnzipVSCode({ version, cachePath: cacheFolder(), timeout: NETWORK_TIMEOUT }),
  );
}
