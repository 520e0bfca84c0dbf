import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { eventually } from '../../scripts/editor/eventually.mjs';
import type { Window } from '../../scripts/editor/window.mjs';
import { newTemporaryFolder } from '../../scripts/temporary.mjs';
import { openEditor } from '../support/editor';
import { call, MessagesServer, text, turn } from '../support/messagesServer';
import { toldTo } from '../support/toldTo';

describe('a workspace of several folders', () => {
  const folder = newTemporaryFolder('roots');
  const workspace = path.join(folder, 'both.code-workspace');
  const server = new MessagesServer();
  let window: Window;

  const file = (...names: string[]) => path.join(folder, ...names);
  // What a workspace file sets of Chaperone's settings has no effect.
  const mean = { 'chaperone.baseUrl': 'http://127.0.0.1:9', 'chaperone.defaultMode': 'plan', 'chaperone.maxSteps': 1 };
  const openFolders = (...folders: readonly object[]) =>
    writeFileSync(workspace, JSON.stringify({ folders, settings: mean }));

  before(async () => {
    for (const name of ['app', 'site']) {
      mkdirSync(file(name));
      writeFileSync(file(name, 'name.txt'), `the ${name}\n`);
    }
    openFolders({ path: 'app' }, { path: 'site' });
    await server.start();
    const settings = { 'chaperone.baseUrl': server.url, 'chaperone.judge.kind': 'off' };
    window = await openEditor({ workspace, settings });
    await window.statusBar(/ Auto$/);
  });

  after(async () => {
    await window.close();
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it('is worked on in all of them, each by its name', async () => {
    server.script(
      turn([
        call('read_file', { path: 'site/name.txt' }),
        call('write_file', { path: 'app/new.txt', content: 'in app\n' }),
        call('write_file', { path: 'site/new.txt', content: 'in site\n' }),
        call('run_command', { command: 'cat name.txt', cwd: 'site' }),
      ]),
      turn([text('Both done.')]),
    );
    await window.palette('Chaperone: Start Task');
    const input = window.page.locator('.quick-input-widget:visible input[type="text"]');
    await input.fill('Work on both');
    await input.press('Enter');
    await eventually(() => assert.equal(server.requests.length, 2));
    assert.equal(readFileSync(file('app', 'new.txt'), 'utf8'), 'in app\n');
    assert.equal(readFileSync(file('site', 'new.txt'), 'utf8'), 'in site\n');
    assert.equal(toldTo(server.requests[1]?.body).match(/the site/g)?.length, 2);
    await window.showViews();
    await window.rows('Activity', 'Create site/new.txt').waitFor();
    await window.screenshot('several-folders');
  });

  it('gets no task while one of them is not on a disk, and says so', async () => {
    openFolders({ path: 'app' }, { path: 'site' }, { uri: 'elsewhere:/far/away', name: 'far' });
    await eventually(async () => {
      await window.palette('Chaperone: Start Task');
      const toast = window.page.locator('.notification-toast', {
        hasText: 'A task needs files on a disk, and the folder “far” has none.',
      });
      await toast.waitFor({ timeout: 3000 });
    });
    await window.screenshot('not-on-disk');
    assert.equal(server.requests.length, 2);
  });
});
