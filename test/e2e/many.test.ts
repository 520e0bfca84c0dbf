import assert from 'node:assert/strict';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { eventually } from '../../scripts/editor/eventually.mjs';
import type { Window } from '../../scripts/editor/window.mjs';
import { newTemporaryFolder } from '../../scripts/temporary.mjs';
import { openEditor } from '../support/editor';
import { call, MessagesServer, text, turn } from '../support/messagesServer';
import { startTask } from './startTask';

describe('a thousand held actions of two tasks', () => {
  const folder = newTemporaryFolder('many');
  const workspace = path.join(folder, 'project');
  const server = new MessagesServer();
  let window: Window;

  const keep = (name: string) => path.join(workspace, 'keep', name);

  before(async () => {
    mkdirSync(path.join(workspace, 'keep'), { recursive: true });
    for (const name of ['a', 'b', 'c']) writeFileSync(keep(name), 'of value');
    await server.start();
    const settings = { 'chaperone.baseUrl': server.url, 'chaperone.judge.kind': 'off' };
    window = await openEditor({ workspace, settings });
    await window.statusBar(/ Auto$/);
    await window.showViews();
  });

  after(async () => {
    await window.close();
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it('are grouped by task, each with its count', async () => {
    const remove = (name: string) => call('run_command', { command: `rm -r keep/${name}` });
    server.script(turn(['a', 'b', 'c'].map(remove)), turn([text('All held.')]));
    await startTask(window, 'Remove three');
    await window.statusBar(/ Auto · 3 held$/);
    await eventually(async () => assert.equal(await window.rows('Held').count(), 3));
    const many = Array.from({ length: 997 }, (_, index) => remove(`file-${index}`));
    server.script(turn(many), turn([text('All held.')]));
    await startTask(window, 'Remove as many files as there are, and then a few more, whatever it takes');
    await (await window.statusBar(/ Auto · 1000 held$/)).waitFor();
    await window.rows('Held', 'Remove three').filter({ hasText: '3 held' }).waitFor();
    await window
      .rows('Held', /^Remove as many/)
      .filter({ hasText: '997 held' })
      .waitFor();
    await window.screenshot('thousand');
  });

  it('stay as quick as a few', async () => {
    await window.rows('Held', 'Remove three').click();
    await window.page.keyboard.press('End');
    await window.rows('Held', 'rm -r keep/file-996').waitFor();
    const activity = window.rows('Activity').nth(1);
    await activity.click();
    await window.page.keyboard.press('End');
    await window.page.keyboard.press('ArrowUp');
    const more = window.rows('Activity', 'Show more');
    await more.waitFor();
    await window.screenshot('thousand-end');
    await more.click();
    await eventually(async () => {
      await window.page.keyboard.press('End');
      assert.equal(await more.count(), 0);
    });
  });

  it('are approved together only after all have been listed, and only those that stay ticked', async () => {
    const group = window.rows('Held', 'Remove three');
    await window.rows('Held').nth(3).click();
    await window.page.keyboard.press('Home');
    const list = window.page.locator('.quick-input-widget:visible');
    // A menu that has just opened may take a click for the end of the one that opened it.
    const menu = window.page.locator('.context-view .action-label', { hasText: 'Approve All of This Task' });
    await eventually(async () => {
      if ((await menu.count()) === 0) await group.click({ button: 'right', timeout: 3000 });
      await menu.click({ timeout: 3000 });
      await list.filter({ hasText: 'Approve 3 Held Actions' }).waitFor({ timeout: 5000 });
    });
    await window.screenshot('approve-all');
    await list
      .locator('.monaco-list-row', { hasText: 'rm -r keep/b' })
      .locator('.monaco-checkbox, .quick-input-list-checkbox')
      .first()
      .click();
    assert.ok(existsSync(keep('a')));
    server.script(turn([text('Good.')]), turn([text('Good.')]));
    await list.getByRole('button', { name: 'OK' }).click();
    await eventually(() => assert.deepEqual([existsSync(keep('a')), existsSync(keep('c'))], [false, false]));
    assert.ok(existsSync(keep('b')));
    await window.statusBar(/ Auto( · working)? · 998 held$/);
  });
});
