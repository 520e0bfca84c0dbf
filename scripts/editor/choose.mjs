import { ExpectedError } from '../expectedError.mjs';
import { findOnPath, isExecutable } from '../processes.mjs';
import { installCodeServer } from './codeServer.mjs';
import { downloadDesktop, findDesktop, hasDisplay } from './desktop.mjs';
import { NEEDS, requirePrograms } from './systemPackages.mjs';

/**
 * @typedef {{ kind: 'desktop', executable: string }} Desktop
 * @typedef {{ kind: 'codeServer', node: string, entry: string }} CodeServer
 * @typedef {Desktop | CodeServer} Editor
 */

/** The oldest VS Code that the manifest allows. */
const OLDEST = '1.104.0';

/**
 * The editor to work with: this machine's VS Code, else a downloaded one, else one from npm. It is there when this
 * returns; nothing of the user's own editor is changed.
 * @param {{ isOldest?: boolean }} [options]
 * @returns {Promise<Editor>}
 */
export async function chooseEditor({ isOldest = false } = {}) {
  const found = isOldest ? undefined : findDesktop();
  if (found) return { kind: 'desktop', executable: found };
  if (hasDisplay()) {
    try {
      return { kind: 'desktop', executable: await downloadDesktop(isOldest ? OLDEST : 'stable') };
    } catch (error) {
      console.log(`- VS Code can't be downloaded here (${error instanceof Error ? error.message : error}).`);
    }
  }
  return { kind: 'codeServer', ...(await installCodeServer(isOldest ? 'oldest' : 'newest')) };
}

/** The browser that shows an editor which has no window of its own. */
export async function chooseBrowser() {
  const named = process.env.CHROMIUM;
  if (named) {
    if (!isExecutable(named)) throw new ExpectedError(`CHROMIUM names ${named}, which can't be run.`);
    return named;
  }
  await requirePrograms(NEEDS.browser);
  const found = NEEDS.browser
    .flatMap(({ programs }) => programs)
    .map(findOnPath)
    .find(Boolean);
  if (!found) throw new ExpectedError('No Chromium on PATH. Install one, or name it in CHROMIUM.');
  return found;
}
