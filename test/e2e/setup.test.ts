import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { eventually } from '../../scripts/editor/eventually.mjs';
import type { Window } from '../../scripts/editor/window.mjs';
import { newTemporaryFolder } from '../../scripts/temporary.mjs';
import { openEditor } from '../support/editor';
import { call, MessagesServer, text, turn } from '../support/messagesServer';
import { startTask } from './startTask';

const KEY = ['sk', 'ant', 'test', 'a-key-of-the-end-to-end-tests'].join('-');

function toast(window: Window, words: string | RegExp) {
  return window.page.locator('.notification-toast', { hasText: words });
}

describe('a window without a folder', () => {
  let window: Window;

  before(async () => {
    window = await openEditor({});
    await window.statusBar(/ Auto$/);
  });

  after(() => window.close());

  it('says what a task needs, and offers it', async () => {
    await window.showViews();
    await window.view('Held').getByText('Open Folder').waitFor();
    await window.palette('Chaperone: Start Task');
    await toast(window, 'Open a folder first').getByText('Open Folder').waitFor();
    await window.screenshot('no-folder');
  });

  it('makes a copy of the sample on request, and runs the demo there', async () => {
    await window.palette('Chaperone: Run Demo');
    await window.page.locator('.quick-input-list .monaco-list-row', { hasText: 'Open the Sample Project' }).click();
    await window.page.waitForURL(/folder=.*chaperone-demo-/);
    const folder = new URL(window.page.url()).searchParams.get('folder');
    assert.ok(folder);
    try {
      await window.statusBar(/ Auto$/);
      await window.palette('Chaperone: Run Demo');
      await window.statusBar(/ Auto · working/);
      await window.statusBar(/ Auto · 1 held$/);
      await window.rows('Held', 'rm -rf data').waitFor();
      await window.rows('Activity', 'curl').filter({ hasText: 'blocked' }).waitFor();
      assert.ok(existsSync(path.join(folder, 'data')));
      await window.screenshot('demo');
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});

describe('a person without a key', () => {
  const folder = newTemporaryFolder('setup');
  const workspace = path.join(folder, 'a project, ünïcode');
  const server = new MessagesServer([], { key: KEY });
  let window: Window;

  before(async () => {
    mkdirSync(workspace);
    await server.start();
    window = await openEditor({ workspace });
    await window.statusBar(/ Auto$/);
  });

  after(async () => {
    await window.close();
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it('is told so before typing a task, and can set one at once', async () => {
    await window.showViews();
    await window.view('Held').getByText('Set API Key').waitFor();
    await window.palette('Chaperone: Start Task');
    await toast(window, 'Set an API key first').waitFor();
    await window.screenshot('no-key');
    await toast(window, 'Set an API key first').getByText('Set API Key').click();
    const input = window.page.locator('.quick-input-widget:visible input[type="password"]');
    await input.fill('short');
    await window.page.getByText('This is too short for a key.').waitFor();
    await input.fill('sk-ant-test-not-the-right-key');
    await window.page.getByText('This is too short for a key.').waitFor({ state: 'detached' });
    await window.screenshot('set-key');
    await input.press('Enter');
    await toast(window, 'The API key was stored').waitFor();
    await window.view('Held').getByText('Start Task').first().waitFor();
  });

  it('is told when the key is wrong, and goes on with the right one', async () => {
    const settings = path.join(window.userData, 'User', 'settings.json');
    const before: object = JSON.parse(readFileSync(settings, 'utf8'));
    writeFileSync(settings, JSON.stringify({ ...before, 'chaperone.baseUrl': server.url }));
    // Row 79b of the threats: what a remote or a dev container can set. The minimap shows that the editor reads it.
    const machine = path.join(window.userData, 'Machine', 'settings.json');
    mkdirSync(path.dirname(machine), { recursive: true });
    const sideways = { 'chaperone.baseUrl': 'http://127.0.0.1:9', 'chaperone.defaultMode': 'plan' };
    writeFileSync(machine, JSON.stringify({ ...sideways, 'editor.minimap.enabled': false }));
    await window.reload();
    await window.statusBar(/ Auto$/);
    await window.showViews();
    await startTask(window, 'Say hello');
    const failure = toast(window, 'The task has failed');
    await failure.waitFor();
    await window.screenshot('wrong-key');
    await failure.getByRole('button', { name: 'Set API Key' }).click();
    const input = window.page.locator('.quick-input-widget:visible input[type="password"]');
    await input.fill(KEY);
    await input.press('Enter');
    await toast(window, 'The API key was stored').waitFor();
    assert.equal(await window.page.locator('.minimap:visible').count(), 0);
    server.script(turn([text('Hello!')]));
    await startTask(window, 'Say hello again');
    await window
      .rows('Activity', 'Say hello again')
      .filter({ has: window.page.locator('.codicon-pass-filled') })
      .waitFor();
    assert.ok(Object.values(server.requests.at(-1)?.headers ?? {}).some((value) => String(value).includes(KEY)));
    await window.page.locator('.view-line', { hasText: 'Hello!' }).first().waitFor();
    await window.page.locator('.view-line', { hasText: 'Finished' }).first().waitFor();
  });

  it('finds no key in any log', async () => {
    const logs = path.join(window.userData, 'logs');
    const texts = readdirSync(logs, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.log'))
      .map((name) => readFileSync(path.join(logs, name), 'utf8'));
    assert.ok(texts.some((log) => log.includes('chaperone')));
    assert.deepEqual(
      texts.filter((log) => log.includes(KEY) || log.includes('not-the-right-key')),
      [],
    );
  });
});

describe('a workspace that is not trusted', () => {
  const folder = newTemporaryFolder('trust');
  const workspace = path.join(folder, 'stranger');
  const server = new MessagesServer();
  let window: Window;

  before(async () => {
    mkdirSync(workspace);
    await server.start();
    const settings = { 'chaperone.baseUrl': server.url, 'security.workspace.trust.startupPrompt': 'never' };
    window = await openEditor({ workspace, settings, trust: true });
  });

  after(async () => {
    await window.close();
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it('gets no task, and no part of the extension runs', async () => {
    await window.page.locator('.statusbar-item', { hasText: 'Restricted Mode' }).waitFor();
    await window.page.waitForTimeout(3000);
    assert.equal(await window.page.locator('.statusbar-item[id^="chaperone."]').count(), 0);
    await window.screenshot('restricted');
  });

  it('gets one once it is trusted', async () => {
    await window.palette('Workspaces: Manage Workspace Trust');
    await window.page.locator('.workspace-trust-editor').getByText('Trust', { exact: true }).first().click();
    await window.statusBar(/ Auto$/);
    server.script(turn([call('write_file', { path: 'hello.txt', content: 'Hello\n' })]), turn([text('Written.')]));
    await startTask(window, 'Write hello');
    await eventually(() => assert.ok(existsSync(path.join(workspace, 'hello.txt'))));
    await window.screenshot('trusted');
  });
});
