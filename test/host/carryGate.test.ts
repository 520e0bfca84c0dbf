import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { Action } from '../../src/action/action';
import type { Mode } from '../../src/action/situation';
import type { Outcome, Settlement } from '../../src/gate/door';
import { Gate } from '../../src/gate/gate';
import { Holds } from '../../src/hold/holds';
import type { NewEntry } from '../../src/ledger/entry';
import { defaultPolicy } from '../../src/policy/defaults';
import { LocalProbe } from '../../src/probe/localProbe';
import { Commands } from '../../src/run/commands';
import { nodeEvidence } from '../../src/run/nodeEvidence';
import { editorCarriers } from '../../src/vscode/carry/carriers';
import { EditorWorld } from '../../src/vscode/carry/editorWorld';
import { CommandTerminals } from '../../src/vscode/carry/terminal';
import { CarryFixture, editOf, eventually } from './carrySupport';

describe('an action through the gate, in the editor', () => {
  let fixture: CarryFixture;
  let gate: Gate;
  let world: EditorWorld;
  let holds: Holds;
  let mode: Mode;
  let entries: NewEntry[];
  let settlements: Settlement[];
  const errors: string[] = [];

  beforeEach(async () => {
    fixture = new CarryFixture();
    await fixture.set('files.autoSave', 'off');
    mode = 'auto';
    entries = [];
    settlements = [];
    holds = new Holds();
    const storage = vscode.Uri.file(join(fixture.outside, 'User', 'globalStorage', 'chaperone.chaperone'));
    const context = {
      globalStorageUri: storage,
      storageUri: undefined,
      logUri: vscode.Uri.file(join(fixture.outside, 'logs')),
      extensionUri: vscode.Uri.file(join(fixture.outside, 'extensions', 'chaperone')),
    };
    const { disk } = fixture;
    world = new EditorWorld({ disk, mode: () => mode, context });
    const commands = new Commands({ disk, report: (error) => errors.push(String(error)) });
    const terminals = new CommandTerminals(commands.onDidStart);
    for (const part of [world, commands, terminals]) fixture.until(part);
    gate = new Gate({
      world,
      carriers: editorCarriers({
        world,
        commands,
        terminals,
        fetch: async () => ({ ok: false, text: 'There is no network here.', summary: 'no network' }),
      }),
      holds,
      policy: () => defaultPolicy,
      judge: () => undefined,
      evidence: nodeEvidence,
      record: (entry) => entries.push(entry),
      keep: (data) => fixture.store.put(data),
      personSaid: () => [],
      probe: new LocalProbe(),
      refusalLimits: () => ({ inARow: 3, inAll: 20 }),
      lastNumber: 0,
      log: { info: () => undefined, debug: () => undefined, error: (message) => errors.push(message) },
    });
    gate.onDidSettle((settlement) => settlements.push(settlement));
  });
  afterEach(async () => {
    await fixture.dispose();
    assert.deepEqual(errors.splice(0), []);
  });

  let calls = 0;
  function propose(action: Action): Promise<Outcome> {
    calls += 1;
    return gate.propose(action, { taskId: 'task', callId: `call${calls}`, signal: fixture.controller.signal });
  }

  it('is done at once where it is allowed, and held where it isn’t', async () => {
    const path = fixture.path('a.ts');
    writeFileSync(path, 'export const a = 1;\n');
    const edited = await propose(editOf(path, 'export const a = 1;\n', 'export const a = 2;\n'));
    assert.ok(edited.status === 'done' && edited.result.ok, JSON.stringify(edited));
    assert.equal(readFileSync(path, 'utf8'), 'export const a = 2;\n');

    const read = await propose({ kind: 'readFile', path });
    assert.ok(read.status === 'done');
    assert.match(read.result.text, /1\texport const a = 2;/);

    const ran = await propose({
      kind: 'command',
      command: 'cat a.ts',
      cwd: fixture.root,
      timeoutMs: 9000,
      background: false,
    });
    assert.ok(ran.status === 'done');
    assert.match(ran.result.text, /export const a = 2;/);

    const outside = join(homedir(), 'chaperone-test-never-created.txt');
    const held = await propose({ kind: 'edit', path: outside, before: null, after: 'x\n', beforeSha256: null });
    assert.equal(held.status, 'held');
    assert.equal(existsSync(outside), false);
  });

  it('finds text with the ripgrep that comes with the editor, and lists files', async () => {
    writeFileSync(fixture.path('needle.txt'), 'hay\nneedle here\n');
    const found = await propose({
      kind: 'searchText',
      path: fixture.root,
      pattern: 'needle',
      isRegex: false,
      isCaseSensitive: true,
    });
    assert.ok(found.status === 'done');
    assert.match(found.result.text, /needle\.txt.*2.*needle here/s);
    const listed = await propose({ kind: 'listFiles', path: fixture.root });
    assert.ok(listed.status === 'done');
    assert.match(listed.result.text, /needle\.txt/);
  });

  it('is judged anew as what a formatter made of it, and undone when that isn’t allowed', async () => {
    await fixture.set('editor.formatOnSave', true);
    fixture.until(
      vscode.languages.registerDocumentFormattingEditProvider(
        { pattern: '**/*.carried' },
        {
          provideDocumentFormattingEdits: () => {
            // The person turns to reading only while it is being saved.
            mode = 'plan';
            return [vscode.TextEdit.insert(new vscode.Position(0, 0), '  ')];
          },
        },
      ),
    );
    const path = fixture.path('a.carried');
    writeFileSync(path, 'one\n');
    const proposed = await propose(editOf(path, 'one\n', 'two\n'));
    assert.ok(proposed.status === 'done', proposed.status);
    assert.equal(proposed.result.ok, false);
    assert.match(proposed.result.text, /\+ {2}two/);
    assert.equal(readFileSync(path, 'utf8'), 'one\n');
    assert.equal(
      vscode.workspace.textDocuments.some(({ isDirty }) => isDirty),
      false,
    );
    const judged = entries.flatMap((entry) => (entry.kind === 'action' ? [entry.verdict.decision] : []));
    assert.equal(judged.length, 2);
    assert.equal(judged[0], 'allow');
    assert.notEqual(judged[1], 'allow');
  });

  it('is held as what it is when a link in the workspace leads out of it', async () => {
    symlinkSync(homedir(), fixture.path('link'));
    const path = fixture.path('link', 'chaperone-test-never-created.txt');
    const outcome = await propose({ kind: 'edit', path, before: null, after: 'x\n', beforeSha256: null });
    assert.equal(outcome.status, 'held');
    assert.equal(existsSync(path), false);
  });

  it('is held again, undone, when its file becomes a link before it is approved', async () => {
    mode = 'manual';
    const target = join(fixture.outside, 'target.txt');
    writeFileSync(target, 'one\n');
    const path = fixture.path('swapped.txt');
    writeFileSync(path, 'one\n');
    const outcome = await propose(editOf(path, 'one\n', 'two\n'));
    assert.equal(outcome.status, 'held');
    unlinkSync(path);
    symlinkSync(target, path);
    await gate.approve(holds.waiting()[0]?.id ?? '');
    assert.deepEqual(
      settlements.map(({ status }) => status),
      ['heldAgain'],
    );
    assert.equal(readFileSync(target, 'utf8'), 'one\n');
  });

  it('is carried out on approval, on the file as it is now', async () => {
    mode = 'manual';
    const path = fixture.path('held.txt');
    writeFileSync(path, 'one\ntwo\n');
    await propose(editOf(path, 'one\ntwo\n', 'one\nTWO\n'));
    await gate.approve(holds.waiting()[0]?.id ?? '');
    assert.deepEqual(
      settlements.map(({ status }) => status),
      ['done'],
    );
    assert.equal(readFileSync(path, 'utf8'), 'one\nTWO\n');
  });

  it('deletes a file whose content the store then has', async () => {
    const path = fixture.path('deleted.txt');
    writeFileSync(path, 'kept\n');
    const look = await gate.look(path);
    assert.ok(look.kind === 'text');
    const proposed = await propose({ kind: 'delete', path, beforeSha256: look.sha256 });
    if (proposed.status === 'held') await gate.approve(holds.waiting()[0]?.id ?? '');
    assert.equal(existsSync(path), false);
    assert.equal(fixture.store.get(look.sha256)?.toString(), 'kept\n');
  });

  it('hands over the person’s answer to a question', async () => {
    await propose({ kind: 'question', question: 'Which?', options: ['a', 'b'] });
    await gate.answer(holds.waiting()[0]?.id ?? '', 'b, please');
    const [settled] = settlements;
    assert.ok(settled?.status === 'done');
    assert.match(settled.result.text, /b, please/);
  });

  it('does nothing once the task is stopped', async () => {
    const path = fixture.path('late.txt');
    writeFileSync(path, 'one\n');
    const proposed = propose(editOf(path, 'one\n', 'two\n'));
    fixture.controller.abort();
    const outcome = await proposed;
    assert.ok(outcome.status === 'stopped' || (outcome.status === 'done' && !outcome.result.ok), outcome.status);
    assert.equal(readFileSync(path, 'utf8'), 'one\n');
    await eventually(() => !vscode.workspace.textDocuments.some(({ isDirty }) => isDirty), 'nothing is unsaved');
  });

  it('reads and changes nothing of its own state', async () => {
    const own = join(fixture.outside, 'User', 'settings.json');
    mkdirSync(join(fixture.outside, 'User'));
    writeFileSync(own, '{}\n');
    const outcome = await propose(editOf(own, '{}\n', '{ "chaperone.mode": "auto" }\n'));
    assert.equal(outcome.status, 'blocked');
    assert.equal(readFileSync(own, 'utf8'), '{}\n');
  });
});
