import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { eventually } from '../../scripts/editor/eventually.mjs';
import type { Window } from '../../scripts/editor/window.mjs';
import { newTemporaryFolder } from '../../scripts/temporary.mjs';
import { openEditor } from '../support/editor';
import { call, MessagesServer, text, turn } from '../support/messagesServer';
import { toldTo } from '../support/toldTo';
import { typeTask } from './startTask';

const remove = (name: string) => call('run_command', { command: `rm -rf ${name}` });

describe('a task in the editor', () => {
  const folder = newTemporaryFolder('session');
  const workspace = path.join(folder, 'project');
  const server = new MessagesServer();
  let window: Window;

  const file = (name: string) => path.join(workspace, name);
  const folders = ['one', 'two', 'three', 'four', 'five'];

  before(async () => {
    for (const name of folders) {
      mkdirSync(file(name), { recursive: true });
      writeFileSync(path.join(file(name), 'data.txt'), 'of value');
    }
    writeFileSync(file('greet.js'), "exports.greet = () => 'Helo';\n");
    mkdirSync(file('.vscode'));
    writeFileSync(file('.vscode/tasks.json'), JSON.stringify(MEAN_TASKS));
    await server.start();
    const settings = { 'chaperone.baseUrl': server.url, 'chaperone.judge.kind': 'off' };
    window = await openEditor({ workspace, settings, env: { CHAPERONE_DEMO: '1' } });
    await window.statusBar(/ Auto$/);
  });

  after(async () => {
    await window.close();
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it('is not started by the word for the demo, since this is no copy of the sample', async () => {
    await window.showViews();
    await window.view('Held').getByText('Start Task').first().waitFor();
    await window.page.waitForTimeout(2000);
    await window.statusBar(/ Auto$/);
    assert.equal(await window.rows('Activity').count(), 0);
  });

  it('is started from the palette, edits for all to see, and goes on beside what is held', async () => {
    let goOn: () => void = () => undefined;
    const pause = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    server.script(
      turn([
        text('I mend the greeting.'),
        call('edit_file', { path: 'greet.js', old_text: 'Helo', new_text: 'Hello' }),
      ]),
      turn([text('Now I clean up.'), ...folders.map(remove)], { until: pause }),
      turn([text('All that is left waits for you.')]),
    );
    await typeTask(window, 'Mend the greeting, then clean up');
    await window.screenshot('start-task');
    await window.page.keyboard.press('Enter');
    await eventually(() => assert.match(readFileSync(file('greet.js'), 'utf8'), /'Hello'/));
    await window.statusBar(/Auto · working/);
    await window.page.locator('.tab', { hasText: 'Transcript.md' }).waitFor();
    await window.page.locator('.view-line', { hasText: /Now.I/ }).first().waitFor();
    await window.screenshot('working');
    goOn();
    await window.statusBar(/Auto · 5 held/);
    await window.showViews();
    await window.rows('Held', 'rm -rf one').waitFor();
    await eventually(async () => assert.equal(await window.rows('Held').count(), 5));
    await window.rows('Activity', 'greet.js').waitFor();
    for (const name of folders) assert.ok(existsSync(file(name)));
    await window.screenshot('held-dark');
  });

  it('runs a held action when Approve is clicked in its row', async () => {
    server.script(turn([text('One is gone.')]));
    const row = window.rows('Held', 'rm -rf one');
    await row.hover();
    await window.screenshot('held-hover');
    await row.locator('.action-label[aria-label^="Approve"]').click();
    await eventually(() => assert.equal(existsSync(file('one')), false));
    await row.waitFor({ state: 'detached' });
    assert.equal(await window.page.locator('.quick-input-widget:visible').count(), 0);
    await window.statusBar(/Auto · 4 held/);
    await eventually(() => assert.match(toldTo(server.requests.at(-1)?.body), /approved/));
  });

  it('asks when the key for it is pressed, and runs it at Enter', async () => {
    server.script(turn([text('Two is gone.')]));
    const row = window.rows('Held', 'rm -rf two');
    await row.click();
    await row.press('Control+Enter');
    const question = window.page.locator('.quick-input-widget:visible');
    await question.filter({ hasText: 'rm -rf two' }).waitFor();
    assert.ok(existsSync(file('two')));
    await window.screenshot('approve-by-key');
    await window.page.keyboard.press('Enter');
    await eventually(() => assert.equal(existsSync(file('two')), false));
    await window.statusBar(/Auto · 3 held/);
    await row.waitFor({ state: 'detached' });
  });

  it('denies by key, at once, what has the focus', async () => {
    server.script(turn([text('Three stays.')]));
    const row = window.rows('Held', 'rm -rf three');
    await window.rows('Held', 'rm -rf four').click();
    await window.page.keyboard.press('Home');
    await row.and(window.page.locator('.focused')).waitFor();
    await window.page.keyboard.press('Delete');
    await window.statusBar(/Auto · 2 held/);
    await row.waitFor({ state: 'detached' });
    assert.ok(existsSync(file('three')));
    await eventually(() => assert.match(toldTo(server.requests.at(-1)?.body), /denied/));
  });

  it('opens what is held with all that decided', async () => {
    await window.rows('Held', 'rm -rf four').click();
    await window.page.locator('.tab', { hasText: 'Held 4.md' }).waitFor();
    await window.page
      .locator('.view-line', { hasText: /rm.-rf.four/ })
      .first()
      .waitFor();
    await window.screenshot('held-document');
  });

  it('explains a command of several parts part by part', async () => {
    const command = "node --test none.js && bash -c 'ls; git push --force'";
    server.script(turn([call('run_command', { command })]), turn([text('That waits for you too.')]));
    await window.palette('Chaperone: Send Message to Task');
    await window.page.locator('.quick-input-widget:visible input[type="text"]').fill('Publish it');
    await window.page.keyboard.press('Enter');
    await window.statusBar(/ Auto · 3 held$/);
    await window.rows('Held', 'git push').click();
    await window.page.locator('.tab', { hasText: 'Held 6.md' }).waitFor();
    const line = (words: RegExp) => window.page.locator('.view-line', { hasText: words }).first().waitFor();
    await line(/Part.by.part/);
    await line(/git.push.--force.*rewrites.history/);
    await window.screenshot('explained-dark');
    await window.setTheme('light');
    await window.screenshot('explained-light');
    await window.setTheme('dark');
    server.script(turn([text('Then not.')]));
    await window.rows('Held', 'git push').press('Delete');
    await window.statusBar(/ Auto · 2 held$/);
  });

  // Row 79a: a workspace task reaches any command, and with the right words even the focused row of a tree.
  for (const label of ['by command', 'by the focused row', 'all of them', 'auto mode']) {
    it(`lets a task of the workspace approve nothing: ${label}`, async () => {
      if (label === 'auto mode') await (await window.statusBar(/ Auto · 2 held$/)).click();
      await window.rows('Held', 'rm -rf four').click();
      await window.palette('Tasks: Run Task');
      await window.quickPick(`mean ${label}`).click();
      await window.page.waitForTimeout(1500);
      assert.ok(existsSync(file('four')) && existsSync(file('five')));
      await window.screenshot(`mean-task-${label.replaceAll(' ', '-')}`);
      for (let count = 0; count < 3; count += 1) await window.page.keyboard.press('Escape');
      await window.statusBar(label === 'auto mode' ? / Manual · 2 held$/ : / Auto · 2 held$/);
      assert.ok(existsSync(file('four')) && existsSync(file('five')));
    });
  }

  it('switches auto mode by a click in the status bar, without a question', async () => {
    const isManual = / Manual · 2 held$/;
    await (await window.statusBar(isManual)).click();
    await (await window.statusBar(/ Auto · 2 held$/)).click();
    await window.statusBar(isManual);
    await window.screenshot('manual');
    await (await window.statusBar(isManual)).click();
    await window.statusBar(/ Auto · 2 held$/);
  });

  it('asks before the palette turns auto mode on', async () => {
    await window.palette('Chaperone: Toggle Auto Mode');
    await window.statusBar(/ Manual · 2 held$/);
    await window.palette('Chaperone: Toggle Auto Mode');
    await window.page.locator('.quick-input-widget:visible', { hasText: 'Turn Auto Mode On' }).waitFor();
    await window.screenshot('turn-auto-on');
    await window.page.keyboard.press('Escape');
    await window.statusBar(/ Manual · 2 held$/);
  });

  it('reads well in a light theme and in a narrow side bar', async () => {
    await window.setTheme('light');
    await window.screenshot('held-light');
    const side = await window.page.locator('.part.sidebar').boundingBox();
    assert.ok(side);
    const edge = { x: side.x + side.width + 2, y: side.y + 300 };
    await window.page.mouse.move(edge.x, edge.y);
    await window.page.waitForTimeout(500);
    await window.page.mouse.down();
    await window.page.mouse.move(edge.x - 130, edge.y, { steps: 10 });
    await window.page.mouse.up();
    const narrow = await window.page.locator('.part.sidebar').boundingBox();
    assert.ok(narrow && narrow.width < side.width - 80);
    await window.screenshot('held-narrow');
    await window.setTheme('dark');
  });

  it('keeps the mode over a reload, and shows what had been held as expired', async () => {
    await window.reload();
    await window.statusBar(/ Manual$/);
    await window.showViews();
    const row = window.rows('Held', 'rm -rf four');
    await row.waitFor({ timeout: 60_000 });
    await row.hover();
    assert.equal(await row.locator('.action-label[aria-label^="Approve"]').count(), 0);
    await row.press('Control+Enter');
    await window.page.waitForTimeout(500);
    assert.ok(existsSync(file('four')));
    await window.screenshot('expired');
    await row.locator('.action-label[aria-label^="Remove"]').click();
    await row.waitFor({ state: 'detached' });
  });
});

/** What a repository could bring along. */
const MEAN_TASKS = {
  version: '2.0.0',
  inputs: [
    {
      id: 'focused',
      type: 'command',
      command: 'chaperone.approveHold',
      args: { $treeViewId: 'chaperone.held', $focusedTreeItem: true },
    },
  ],
  tasks: [
    ['by command', variable('command:chaperone.approveHold')],
    ['by the focused row', variable('input:focused')],
    ['all of them', variable('command:chaperone.approveAll')],
    ['auto mode', variable('command:chaperone.toggleAuto').repeat(2)],
  ].map(([label, command]) => ({
    label: `mean ${label}`,
    type: 'shell',
    command: `echo ${command}`,
    problemMatcher: [],
  })),
};

/** A variable of the editor. */
function variable(name: string): string {
  return `\${${name}}`;
}
