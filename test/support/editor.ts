import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { ROOT } from '../../scripts/bootstrap.mjs';
import { chooseEditor } from '../../scripts/editor/choose.mjs';
import { installExtension } from '../../scripts/editor/installExtension.mjs';
import { createProfile } from '../../scripts/editor/profile.mjs';
import { openWindow, type Window } from '../../scripts/editor/window.mjs';
import { VSIX } from '../../scripts/package.mjs';
import { newTemporaryFolder } from '../../scripts/temporary.mjs';
import { testEnvironment } from '../../scripts/testing/environment.mjs';

export interface EditorOptions {
  /** The folder or workspace file that is opened; none opens an empty window. */
  readonly workspace?: string;
  /** Settings of the person, on top of those that keep an editor quiet. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Added to the environment of the editor and its extension host. */
  readonly env?: NodeJS.ProcessEnv;
  /** Whether the editor asks to trust a workspace. Without it every workspace is trusted. */
  readonly trust?: boolean;
}

/** Where the screenshots of the end-to-end tests are found afterwards. */
export const SCREENSHOTS = path.join(ROOT, 'out', 'screenshots');

/** Opens a real editor with the packaged extension installed, and with nothing left from another one. */
export async function openEditor({ workspace, settings, env, trust }: EditorOptions): Promise<Window> {
  if (!existsSync(VSIX)) throw new Error(`${VSIX} is missing. Make it with: npm run package`);
  const editor = await chooseEditor();
  const folder = newTemporaryFolder('e2e');
  const discard = () => rm(folder, { recursive: true, force: true, maxRetries: 5 });
  try {
    const profile = createProfile(folder, { ...(settings && { settings }) });
    await installExtension(editor, profile, VSIX);
    const window = await openWindow(editor, profile, {
      screenshots: SCREENSHOTS,
      env: testEnvironment(env),
      ...(workspace && { workspace }),
      ...(trust && { trust }),
    });
    window.onClose(discard);
    return window;
  } catch (error) {
    await discard();
    throw error;
  }
}
