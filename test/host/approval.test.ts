import assert from 'node:assert/strict';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import * as vscode from 'vscode';
import type { Hold } from '../../src/hold/hold';
import { COMMANDS, type CommandName } from '../../src/vscode/contributions';
import { call, text, turn } from '../support/messagesServer';
import { toldTo } from '../support/toldTo';
import { aMoment, eventually, Thread } from './thread';

/** Makes the tree's own click: the row it was given, and what else is selected. */
function click(command: CommandName, row: object): Thenable<unknown> {
  return vscode.commands.executeCommand(COMMANDS[command], row, null);
}

/** Nothing can type into the editor's input box from here: what a person would write there is given in its place. */
async function writing(note: string | (() => string), act: () => Thenable<unknown>): Promise<void> {
  const { showInputBox } = vscode.window;
  vscode.window.showInputBox = async () => (typeof note === 'string' ? note : note());
  try {
    await act();
  } finally {
    vscode.window.showInputBox = showInputBox;
  }
}

describe('a held action', () => {
  let thread: Thread;
  let hold: Hold;

  beforeEach(async () => {
    thread = await Thread.open([
      turn([text('I clean up.'), call('run_command', { command: 'rm -rf keep', cwd: 'thread' })]),
      turn([text('I go on.')]),
    ]);
    mkdirSync(thread.path('keep'));
    writeFileSync(thread.path('keep', 'data'), 'of value');
    await thread.run('Clean up');
    hold = thread.hold('rm -rf keep');
  });

  afterEach(async () => {
    await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
    await thread.dispose();
  });

  const isThere = () => existsSync(thread.path('keep', 'data'));

  it('leaves everything as it is, and the agent goes on', () => {
    assert.equal(isThere(), true);
    assert.equal(hold.status, 'waiting');
    assert.equal(thread.server.requests.length, 2);
    assert.match(toldTo(thread.server.requests[1]?.body), /held/i);
  });

  it('runs on a click on its row, and the agent reads what came of it', async () => {
    thread.server.script(turn([text('It is gone.')]));
    await click('approveHold', thread.row(hold));
    assert.equal(isThere(), false);
    await eventually(() => thread.server.requests.length === 3, 'the request after the approval');
    assert.match(toldTo(thread.server.requests[2]?.body), /approved/i);
    assert.equal(thread.parts.holds.get(hold.id), undefined);
  });

  it('runs on a click on its row and a note, which the agent reads and the record keeps', async () => {
    thread.server.script(turn([text('It is gone.')]));
    await writing('  Yes, but leave the rest  ', () => click('approveHoldWithNote', thread.row(hold)));
    assert.equal(isThere(), false);
    await eventually(() => thread.server.requests.length === 3, 'the request after the approval');
    assert.match(
      toldTo(thread.server.requests[2]?.body),
      /approved .* and says:\\n```\\nYes, but leave the rest\\n```/,
    );
    const row = thread.engine.actionLog.row(hold.actionId);
    assert.deepEqual([row?.settledBy, row?.note], ['person', 'Yes, but leave the rest']);
  });

  it('runs without a note when the person leaves the box for it empty', async () => {
    thread.server.script(turn([text('It is gone.')]));
    const command = click('approveHoldWithNote', thread.row(hold));
    await aMoment();
    assert.equal(isThere(), true);
    await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
    await command;
    assert.equal(isThere(), false);
    assert.equal(thread.engine.actionLog.row(hold.actionId)?.note, undefined);
  });

  it('stays when the person turns away from the box for the note', async () => {
    const command = click('approveHoldWithNote', thread.row(hold));
    await aMoment();
    await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
    await command;
    assert.equal(thread.parts.holds.get(hold.id)?.status, 'waiting');
    assert.equal(isThere(), true);
  });

  it('stays when it is settled while the person writes their note', async () => {
    thread.server.script(turn([text('Then not.')]));
    let isAsked = false;
    const write = () => {
      isAsked = true;
      thread.engine.gate.deny(hold.id);
      return 'Yes';
    };
    await writing(write, () => click('approveHoldWithNote', thread.row(hold)));
    assert.equal(isAsked, true);
    assert.equal(isThere(), true);
  });

  it('runs once, however often its row is clicked', async () => {
    thread.server.script(turn([text('It is gone.')]));
    const row = thread.row(hold);
    await Promise.all([click('approveHold', row), click('approveHold', row), click('approveHold', row)]);
    const rows = thread.engine.actionLog.rows().filter(({ label }) => label === 'rm -rf keep');
    assert.deepEqual(
      rows.filter(({ id }) => id === hold.actionId).map(({ state, settledBy }) => [state, settledBy]),
      [['done', 'person']],
    );
  });

  it('is denied with a note by the command for that', async () => {
    thread.server.script(turn([text('Then not.')]));
    await writing('Not today', async () => {
      const command = vscode.commands.executeCommand(COMMANDS.denyWithNote);
      await aMoment();
      await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
      await command;
    });
    assert.equal(thread.parts.holds.get(hold.id), undefined);
    assert.equal(thread.engine.actionLog.row(hold.actionId)?.note, 'Not today');
    assert.equal(isThere(), true);
  });

  it('does not run when it is denied with a note, which the agent reads', async () => {
    thread.server.script(turn([text('Then not.')]));
    assert.equal(thread.engine.gate.deny(hold.id, 'Keep it, I need it'), true);
    await eventually(() => thread.server.requests.length === 3, 'the request after the denial');
    assert.match(toldTo(thread.server.requests[2]?.body), /Keep it, I need it/);
    assert.equal(isThere(), true);
  });

  it('is denied without a question, by the row', async () => {
    thread.server.script(turn([text('Then not.')]));
    await click('denyHold', thread.row(hold));
    assert.equal(thread.parts.holds.get(hold.id), undefined);
    assert.equal(isThere(), true);
  });

  describe('asks first when it is approved', () => {
    const forged: readonly [string, () => readonly unknown[]][] = [
      ['with nothing, as a workspace task does', () => []],
      ['with the id of the hold', () => [hold.id]],
      ['with the id twice', () => [hold.id, null]],
      ['with its number', () => [hold.number, null]],
      ['with the hold itself', () => [hold, null]],
      ['with a copy of the row', () => [{ ...thread.row(hold) }, null]],
      ['with the row alone, as a task input for the focused row does', () => [thread.row(hold)]],
      [
        'with the words by which trees name rows',
        () => [{ $treeViewId: 'chaperone.held', $focusedTreeItem: true }, null],
      ],
    ];
    for (const [title, args] of forged) {
      it(title, () => assertAsks('approveHold', args()));
      it(`${title}, and a note`, () => writing('Yes', () => assertAsks('approveHoldWithNote', args())));
    }

    for (const command of ['approve', 'approveWithNote', 'approveAll', 'approveTaskHolds'] as const) {
      it(`by ${command}, with nothing or with a row`, async () => {
        await assertAsks(command, []);
        await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
        await assertAsks(command, [thread.row(hold), null]);
      });
    }

    async function assertAsks(command: CommandName, args: readonly unknown[]): Promise<void> {
      void vscode.commands.executeCommand(COMMANDS[command], ...args);
      await aMoment();
      assert.equal(isThere(), true);
      assert.equal(thread.parts.holds.get(hold.id)?.status, 'waiting');
    }

    it('and runs once the person says so', async () => {
      thread.server.script(turn([text('It is gone.')]));
      const command = vscode.commands.executeCommand(COMMANDS.approve);
      await aMoment();
      assert.equal(isThere(), true);
      await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
      await command;
      assert.equal(isThere(), false);
    });

    it('and for a note then, with the command for that', async () => {
      thread.server.script(turn([text('It is gone.')]));
      await writing('Only now', async () => {
        const command = vscode.commands.executeCommand(COMMANDS.approveWithNote);
        await aMoment();
        assert.equal(isThere(), true);
        await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
        await command;
      });
      assert.equal(isThere(), false);
      assert.equal(thread.engine.actionLog.row(hold.actionId)?.note, 'Only now');
    });

    it('and stays when the person turns away', async () => {
      const command = vscode.commands.executeCommand(COMMANDS.approve);
      await aMoment();
      await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
      await command;
      assert.equal(thread.parts.holds.get(hold.id)?.status, 'waiting');
      assert.equal(isThere(), true);
    });
  });

  it('is not released by turning auto mode on', async () => {
    await thread.parts.mode.set('manual');
    await thread.parts.mode.set('auto');
    await aMoment();
    assert.equal(thread.parts.holds.get(hold.id)?.status, 'waiting');
  });

  it('expires when its task is stopped, and its row with it', async () => {
    const row = thread.row(hold);
    thread.server.script(turn([text('Waiting')], { until: new Promise(() => undefined) }));
    thread.engine.tasks.send('And now?');
    await eventually(() => thread.engine.tasks.current() !== undefined, 'the task working again');
    await vscode.commands.executeCommand(COMMANDS.stopTask);
    await eventually(() => thread.parts.holds.get(hold.id) === undefined, 'the expiry');
    await click('approveHold', row);
    assert.equal(isThere(), true);
  });

  it('opens as a document that says what, verbatim, and why', async () => {
    await vscode.commands.executeCommand(COMMANDS.openHold, thread.row(hold));
    const document = vscode.window.activeTextEditor?.document;
    assert.equal(document?.languageId, 'markdown');
    assert.match(document?.getText() ?? '', /```bash\nrm -rf keep\n```/);
    assert.match(document?.getText() ?? '', /\*\*Why:\*\* /);
  });

  it('is copied verbatim', async () => {
    await vscode.commands.executeCommand(COMMANDS.copyHold, thread.row(hold));
    assert.equal(await vscode.env.clipboard.readText(), 'rm -rf keep');
  });
});

describe('a held edit', () => {
  let thread: Thread;
  afterEach(() => thread.dispose());

  it('opens in the diff editor, read-only, and is applied by a click', async () => {
    thread = await Thread.open(
      [turn([call('write_file', { path: 'thread/a.ts', content: 'export const a = 2;\n' })]), turn([text('Written.')])],
      'manual',
    );
    writeFileSync(thread.path('a.ts'), 'export const a = 1;\n');
    await thread.run();
    const row = thread.row(thread.hold('a.ts'));
    await vscode.commands.executeCommand(COMMANDS.openHold, row);
    const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
    assert.ok(input instanceof vscode.TabInputTextDiff);
    assert.deepEqual([input.original.scheme, input.modified.scheme], ['chaperone', 'chaperone']);
    const texts = await Promise.all(
      [input.original, input.modified].map((uri) => vscode.workspace.openTextDocument(uri)),
    );
    assert.deepEqual(
      texts.map((document) => document.getText()),
      ['export const a = 1;\n', 'export const a = 2;\n'],
    );
    thread.server.script(turn([text('Good.')]));
    await click('approveHold', row);
    const written = await vscode.workspace.fs.readFile(vscode.Uri.file(thread.path('a.ts')));
    assert.equal(Buffer.from(written).toString(), 'export const a = 2;\n');
  });
});

describe('a question of the agent', () => {
  let thread: Thread;
  afterEach(() => thread.dispose());

  it('waits among what is held, can not be approved, and its answer reaches the agent', async () => {
    thread = await Thread.open([
      turn([call('ask_user', { question: 'Tabs or spaces?', options: ['Tabs', 'Spaces'] })]),
      turn([text('I go on meanwhile.')]),
    ]);
    await thread.run();
    const hold = thread.hold('Tabs or spaces?');
    assert.equal(await thread.engine.gate.approve(hold.id), false);
    thread.server.script(turn([text('Spaces it is.')]));
    const command = click('approveHold', thread.row(hold));
    await aMoment();
    await vscode.commands.executeCommand('workbench.action.quickOpenSelectNext');
    await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
    await command;
    await eventually(() => thread.server.requests.length === 3, 'the request after the answer');
    assert.match(toldTo(thread.server.requests[2]?.body), /Spaces/);
  });
});
