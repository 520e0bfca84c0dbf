import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { eventually } from '../../scripts/editor/eventually.mjs';
import type { Window } from '../../scripts/editor/window.mjs';
import { newTemporaryFolder } from '../../scripts/temporary.mjs';
import type { Entry } from '../../src/ledger/entry';
import { openEditor } from '../support/editor';
import { call, MessagesServer, turn } from '../support/messagesServer';

describe('a task whose editor goes away in the middle of a command', () => {
  const folder = newTemporaryFolder('survival');
  const workspace = path.join(folder, 'project');
  const server = new MessagesServer();
  let window: Window;

  const file = (name: string) => path.join(workspace, name);
  const pidIn = (name: string) => Number(readFileSync(file(name), 'utf8'));

  before(async () => {
    mkdirSync(file('keep'), { recursive: true });
    writeFileSync(path.join(file('keep'), 'data.txt'), 'of value');
    await server.start();
    window = await openEditor({
      workspace,
      settings: { 'chaperone.baseUrl': server.url, 'chaperone.judge.kind': 'off' },
    });
    await window.statusBar(/ Auto$/);
  });

  after(async () => {
    await window.close();
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  });

  /** What the storage of the extension has on record, whole lines only. */
  function ledger(): readonly Entry[] {
    const storage = path.join(window.userData, 'User', 'workspaceStorage');
    const name = readdirSync(storage, { recursive: true, encoding: 'utf8' }).find((one) =>
      one.endsWith('ledger.jsonl'),
    );
    assert.ok(name);
    const lines = readFileSync(path.join(storage, name), 'utf8').trimEnd().split('\n');
    return lines.map((line) => JSON.parse(line));
  }

  /** Starts a task that holds a deletion and then runs a command that never ends, with a child that left it. */
  async function startTask(name: string): Promise<void> {
    server.script(
      turn([call('run_command', { command: 'rm -rf keep' })]),
      turn([
        call('run_command', { command: `sleep 300 & echo $! > ${name}.background; wait`, background: true }),
        call('run_command', {
          command: `echo ran >> ${name}.runs; echo $$ > ${name}.pid; sleep 300; touch ${name}.end`,
        }),
      ]),
    );
    await window.palette('Chaperone: Start Task');
    const input = window.page.locator('.quick-input-widget:visible input[type="text"]');
    await window.page.locator('.quick-input-title', { hasText: 'Start Task' }).waitFor();
    await input.fill(`Run ${name}`);
    await input.press('Enter');
    await eventually(() => assert.ok(existsSync(file(`${name}.pid`)) && existsSync(file(`${name}.background`))));
    await window.statusBar(/ Auto · .*1 held/);
  }

  /** Nothing lost, nothing twice, nothing unjudged; what waited is shown as expired, and what ran has ended. */
  async function assertSettled(name: string): Promise<void> {
    await window.statusBar(/ Auto$/);
    const row = window.rows('Held', 'rm -rf keep').last();
    // A window that comes back may still bring its earlier view to the front after ours was shown.
    await eventually(async () => {
      await window.showViews();
      await row.waitFor({ timeout: 5000 });
    }, 60_000);
    await row.hover();
    assert.equal(await row.locator('.action-label[aria-label^="Approve"]').count(), 0);
    await window.rows('Activity', `${name}.runs`).waitFor();
    const tab = window.page.locator('.activitybar .action-item', {
      has: window.page.locator('a[aria-label^="Chaperone"]'),
    });
    await eventually(async () => assert.equal(await tab.locator('.badge:visible').count(), 0, 'nothing waits'));
    await window.screenshot(`survival-${name}`);
    await eventually(() => {
      for (const pid of [pidIn(`${name}.pid`), pidIn(`${name}.background`)]) {
        assert.equal(isRunning(pid), false, `process ${pid} has ended`);
      }
    });
    const entries = ledger();
    const id = entries.find((entry) => entry.kind === 'action' && entry.label.includes(`${name}.runs`));
    assert.ok(id?.kind === 'action');
    await eventually(() => {
      const kinds = ledger().flatMap((entry) => ('id' in entry && entry.id === id.id ? [entry.kind] : []));
      assert.deepEqual(kinds, ['action', 'started', 'outcome']);
    });
    const held = entries.findLast((entry) => entry.kind === 'action' && entry.label === 'rm -rf keep');
    assert.ok(held?.kind === 'action');
    await eventually(() => {
      const settled = ledger().flatMap((entry) => (entry.kind === 'settled' && entry.id === held.id ? [entry.as] : []));
      assert.deepEqual(settled, ['expired']);
    });
    assert.equal(readFileSync(file(`${name}.runs`), 'utf8'), 'ran\n');
    assert.equal(existsSync(file(`${name}.end`)), false);
    assert.equal(existsSync(path.join(file('keep'), 'data.txt')), true);
    assert.ok(entries.filter(({ kind }) => kind === 'started').every(wasAllowed(entries)));
  }

  it('by a reload loses nothing, runs nothing twice and leaves nothing running', async () => {
    await startTask('reloaded');
    const host = Number((ledger().at(-1)?.host ?? '').split('-')[0]);
    // Where the old host isn't gone yet, the editor gives the new one another place to keep its things.
    await window.reload(() => eventually(() => assert.equal(isRunning(host), false, 'the old host has ended')));
    await assertSettled('reloaded');
  });

  // Where a process tells what it was started with, which is how what it left behind is found.
  if (process.platform === 'linux') {
    it('by a kill of its extension host loses nothing, runs nothing twice and ends what it left', async () => {
      await startTask('killed');
      const host = ledger().at(-1)?.host ?? '';
      process.kill(Number(host.split('-')[0]), 'SIGKILL');
      // The editor starts another one by itself.
      await eventually(() => assert.notEqual(ledger().at(-1)?.host, host));
      await assertSettled('killed');
      const ended = ledger().findLast((entry) => entry.kind === 'outcome' && entry.summary.includes('ended later'));
      assert.ok(ended);
    });
  }
});

/** Whether a verdict that let it run stands before what was started. */
function wasAllowed(entries: readonly Entry[]): (started: Entry) => boolean {
  return (started) =>
    'id' in started &&
    entries
      .slice(0, entries.indexOf(started))
      .some((entry) => entry.kind === 'action' && entry.id === started.id && entry.verdict.decision === 'allow');
}

function isRunning(pid: number): boolean {
  try {
    // What has ended and was not yet collected by its parent still has an id.
    if (process.platform === 'linux') return !/\) [ZX] /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
