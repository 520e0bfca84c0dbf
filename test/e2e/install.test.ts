import { mkdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import type { Window } from '../../scripts/editor/window.mjs';
import { newTemporaryFolder } from '../../scripts/temporary.mjs';
import { openEditor } from '../support/editor';

describe('the packaged extension', () => {
  const folder = newTemporaryFolder('workspace');
  const workspace = path.join(folder, 'a project');
  let window: Window;

  before(async () => {
    mkdirSync(workspace);
    window = await openEditor({ workspace });
  });

  after(async () => {
    await window.close();
    await rm(folder, { recursive: true });
  });

  it('shows the mode in the status bar once it is installed', async () => {
    await window.statusBar(/ Auto$/);
    await window.screenshot('installed-dark');
    await window.setTheme('light');
    await window.screenshot('installed-light');
  });

  it('has its views in the activity bar', async () => {
    await window.showViews();
    await window.view('Held').waitFor();
    await window.view('Activity').waitFor();
  });
});
