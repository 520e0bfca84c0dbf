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
import { startTask } from './startTask';

const MANIFEST = `{
  "name": "shop",
  "scripts": {
    "test": "node --test"
  }
}
`;

describe('a person whose agent reaches by an edit', () => {
  const folder = newTemporaryFolder('edits');
  const workspace = path.join(folder, 'shop');
  const server = new MessagesServer();
  let window: Window;

  const file = (name: string) => path.join(workspace, name);
  const last = () => server.requests.at(-1)?.body;

  before(async () => {
    mkdirSync(workspace);
    writeFileSync(file('package.json'), MANIFEST);
    writeFileSync(file('build.sh'), 'echo built\n');
    await server.start();
    window = await openEditor({
      workspace,
      settings: { 'chaperone.baseUrl': server.url, 'chaperone.defaultMode': 'auto' },
    });
    await window.statusBar(/ Auto$/);
  });

  after(async () => {
    await window.close();
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it('finds an edit held for the command that it adds, and sees where that stands', async () => {
    const before = '"test": "node --test"';
    const added = `${before},\n    "lint": "eslint .",\n    "sync": "git push --force origin main"`;
    server.script(
      turn([call('edit_file', { path: 'package.json', old_text: before, new_text: added })]),
      turn([text('It waits for you.')]),
    );
    await startTask(window, 'Add scripts');
    await window.statusBar(/ Auto · 1 held$/);
    await window.showViews();
    const row = window.rows('Held', 'Edit package.json');
    await row.waitFor();
    await window.screenshot('held-for-command');
    assert.match((await row.textContent()) ?? '', /git push --force origin main.*rewrites history/);
    await row.click();
    await window.page.locator('.tab', { hasText: 'package.json (held as #1)' }).waitFor();
    await window.screenshot('held-for-command-diff');
    await eventually(async () => {
      await row.click({ button: 'right', timeout: 3000 });
      const item = window.page.locator('.context-view .action-label', { hasText: 'Show Explanation' });
      await item.hover({ timeout: 3000 });
      await item.click({ timeout: 3000 });
      await window.page.locator('.tab', { hasText: 'Held 1.md' }).waitFor({ timeout: 3000 });
    });
    const line = (words: RegExp) => window.page.locator('.view-line', { hasText: words }).first().waitFor();
    await line(/Part.by.part/);
    await line(/git.push.--force.origin.main/);
    await window.screenshot('held-for-command-explained');
    await window.setTheme('light');
    await window.screenshot('held-for-command-explained-light');
    await window.setTheme('dark');
    assert.equal(readFileSync(file('package.json'), 'utf8'), MANIFEST);
  });

  it('has it held again, with what changed, when the file moved on before they approved', async () => {
    const row = window.rows('Held', 'Edit package.json');
    writeFileSync(file('package.json'), MANIFEST.replace('"shop"', '"web-shop"'));
    await row.hover();
    await row.locator('.action-label[aria-label^="Approve"]').click();
    await window.rows('Held', 'changed since you approved it').waitFor();
    await window.screenshot('held-again');
    assert.doesNotMatch(readFileSync(file('package.json'), 'utf8'), /sync/);
    server.script(turn([text('Now it is done.')]));
    await row.hover();
    await row.locator('.action-label[aria-label^="Approve"]').click();
    await eventually(() => assert.match(readFileSync(file('package.json'), 'utf8'), /"web-shop".*"sync"/s));
    await eventually(() => assert.equal(server.left, 0));
    await window.statusBar(/ Auto$/);
  });

  it('has a script held that the agent wrote to do what it may not do at once', async () => {
    server.script(
      turn([call('write_file', { path: 'tidy.sh', content: 'echo tidy\nrm -rf "$HOME/projects"\n' })]),
      turn([call('run_command', { command: 'bash build.sh' })]),
      turn([text('One waits.')]),
    );
    await startTask(window, 'Tidy up');
    await window.statusBar(/ Auto · 1 held$/);
    await window.rows('Held', 'tidy.sh').waitFor();
    await window.screenshot('held-script');
    await eventually(() => assert.match(toldTo(last()), /built/));
  });
});
