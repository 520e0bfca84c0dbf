import path from 'node:path';
import { chooseEditor } from '../editor/choose.mjs';
import { installExtension } from '../editor/installExtension.mjs';
import { createProfile } from '../editor/profile.mjs';
import { packageExtension, VSIX } from '../package.mjs';
import { step } from '../progress.mjs';
import { copySampleTo } from './sample.mjs';

/**
 * @typedef {{
 *   editor: import('../editor/choose.mjs').Editor,
 *   profile: import('../editor/profile.mjs').Profile,
 *   workspace: string,
 * }} Prepared
 */

/**
 * An editor with the packaged extension installed, and a copy of the sample project for it to open.
 * @param {string} folder for both
 * @returns {Promise<Prepared>}
 */
export async function prepare(folder) {
  const editor = await chooseEditor();
  await packageExtension();
  return step('Installing the extension, and copying the sample project', async () => {
    const profile = createProfile(path.join(folder, 'editor'));
    await installExtension(editor, profile, VSIX);
    const workspace = path.join(folder, 'shop');
    await copySampleTo(workspace);
    return { editor, profile, workspace };
  });
}
