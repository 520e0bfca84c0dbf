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
import { startTask, typeTask } from './startTask';

describe('a person with a running task', () => {
  const folder = newTemporaryFolder('tasks');
  const workspace = path.join(folder, 'first');
  const server = new MessagesServer();
  let window: Window;

  const file = (name: string) => path.join(workspace, name);
  const last = () => server.requests.at(-1)?.body;
  /** A row of the open quick pick, whose label may begin with an icon. */
  const choice = (label: string) => inBox().locator('.monaco-list-row', { hasText: label }).first();
  const inBox = () => window.page.locator('.quick-input-widget:visible');

  before(async () => {
    mkdirSync(workspace);
    writeFileSync(file('sum.js'), 'exports.sum = (a, b) => a - b;\nexports.zero = 0;\n');
    await server.start();
    const settings = { 'chaperone.baseUrl': server.url, 'chaperone.defaultMode': 'yolo' };
    window = await openEditor({ workspace, settings });
  });

  after(async () => {
    await window.close();
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it('is told of a setting that is wrong, and gets the safest instead', async () => {
    await window.statusBar(/ Manual$/);
    await window.showViews();
    await window
      .view('Held')
      .getByText(/Setting chaperone\.\u200bdefaultMode is not a mode, so Manual holds\./)
      .waitFor();
    await window.screenshot('wrong-setting');
  });

  it('gives the selection along when they press its button', async () => {
    await window.page.keyboard.press('Control+P');
    await inBox().locator('input[type="text"]').fill('sum.js');
    await choice('sum.js').click();
    await window.page.locator('.view-line', { hasText: 'exports.sum' }).click();
    await window.page.keyboard.press('Home');
    await window.page.keyboard.press('Shift+End');
    server.script(
      turn([call('edit_file', { path: 'sum.js', old_text: 'a - b', new_text: 'a + b' })]),
      turn([text('It waits for you.')]),
    );
    await typeTask(window, 'This is wrong');
    await inBox().locator('.action-label[aria-label^="Add the selection"]').click();
    await inBox().getByText('With lines 1-1 of sum.js.').waitFor();
    await window.screenshot('with-selection');
    await window.page.keyboard.press('Enter');
    await window.statusBar(/ Manual · 1 held$/);
    assert.match(JSON.stringify(server.requests[0]?.body.messages[0]), /lines 1-1:\\+nexports\.sum = /);
  });

  it('sees a held edit as a diff, and denies it with a note that the agent reads', async () => {
    const row = window.rows('Held', 'Edit sum.js');
    await row.click();
    await window.page.locator('.tab', { hasText: 'sum.js (held as #1)' }).waitFor();
    await window.page.locator('.view-line', { hasText: 'a + b' }).waitFor();
    await window.screenshot('held-edit');
    server.script(turn([text('I shall.')]));
    await row.click({ button: 'right' });
    await window.screenshot('held-menu');
    await window.page.locator('.context-view .action-label', { hasText: 'Deny with Note' }).click();
    await inBox().locator('input').fill('Write a test first');
    await window.page.keyboard.press('Enter');
    await eventually(() => assert.match(toldTo(last()), /Write a test first/));
    assert.match(readFileSync(file('sum.js'), 'utf8'), /a - b/);
  });

  it('answers a question of the agent from its row', async () => {
    server.script(
      turn([call('ask_user', { question: 'Which runner?', options: ['node:test', 'mocha'] })]),
      turn([text('I wait for that.')]),
    );
    await startTask(window, 'Write a test');
    const row = window.rows('Held', 'Which runner?');
    await row.waitFor();
    await row.hover();
    await row.locator('.action-label[aria-label^="Answer"]').click();
    await window.screenshot('question');
    server.script(turn([text('mocha it is.')]));
    await window.quickPick('mocha').click();
    await eventually(() => assert.match(toldTo(last()), /mocha/));
    await window.statusBar(/ Manual$/);
  });

  it('queues a second task, replaces the first, and stops what runs', async () => {
    const never = new Promise<void>(() => undefined);
    server.script(turn([text('Working on the first.')], { until: never }));
    await startTask(window, 'The first');
    await window.statusBar(/ Manual · working$/);
    await startTask(window, 'The second');
    await window.screenshot('queue-or-replace');
    await choice('Queue It').click();
    await window.rows('Activity', 'The second').filter({ hasText: 'queued' }).waitFor();
    server.script(turn([text('Working on the third.')], { until: never }));
    await startTask(window, 'The third');
    await choice('Replace the Running Task').click();
    await window.rows('Activity', 'The first').filter({ hasText: 'stopped' }).waitFor();
    await window.rows('Activity', 'The third').filter({ hasText: 'working' }).waitFor();
    server.script(turn([text('Working on the second.')], { until: never }));
    await window.palette('Chaperone: Stop Task');
    await window.rows('Activity', 'The third').filter({ hasText: 'stopped' }).waitFor();
    await window.rows('Activity', 'The second').filter({ hasText: 'working' }).waitFor();
    await window.palette('Chaperone: Stop Task');
    await window.statusBar(/ Manual$/);
  });

  it('is told of the end of a task only where they would not see it', async () => {
    const look = (isHere: boolean) =>
      window.page.evaluate(
        `document.hasFocus = () => ${isHere}; document.dispatchEvent(new Event('visibilitychange')); window.dispatchEvent(new Event('${isHere ? 'focus' : 'blur'}'));`,
      );
    const ended = window.page.locator('.notification-toast', { hasText: 'A task has ended' });
    server.script(turn([text('Done, and they see it.')]));
    await startTask(window, 'Be quick');
    await window.page.locator('.view-line', { hasText: 'Finished' }).first().waitFor();
    assert.equal(await ended.count(), 0);
    let goOn: () => void = () => undefined;
    const pause = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    server.script(turn([text('Done while they are away.')], { until: pause }));
    await startTask(window, 'Take your time');
    await window.statusBar(/ Manual · working$/);
    await look(false);
    // The editor tells its extensions a little later.
    await window.page.waitForTimeout(1000);
    goOn();
    await ended.waitFor();
    await window.screenshot('ended');
    await look(true);
    await ended.getByRole('button', { name: 'Show Transcript' }).click();
    // A document that opens later would take the focus from whatever comes next.
    await window.page.locator('.tab.active', { hasText: 'Transcript.md' }).waitFor();
  });

  it('says something more to a task that has ended, which wakes it', async () => {
    server.script(turn([text('Hello again.')]));
    await window.palette('Chaperone: Send Message to Task');
    await inBox().locator('input').fill('Are you there?');
    await window.page.keyboard.press('Enter');
    await eventually(() => assert.match(JSON.stringify(last()?.messages), /Are you there\?/));
    await window.statusBar(/ Manual$/);
  });
});
