import assert from 'node:assert/strict';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { call, text, turn } from '../support/messagesServer';
import { toldTo } from '../support/toldTo';
import { CarryFixture } from './carrySupport';
import { Thread } from './thread';

/** Whole tasks on files that an agent can't simply read and change: it is told why, and no byte is lost. */
describe('a task that meets', () => {
  let thread: Thread;
  let fixture: CarryFixture;

  beforeEach(async () => {
    thread = await Thread.open([]);
    fixture = new CarryFixture();
    await fixture.set('files.autoSave', 'off');
  });
  afterEach(async () => {
    await fixture.dispose();
    await thread.dispose();
  });

  const read = (path: string, more: object = {}) => call('read_file', { path, ...more });
  const edit = (path: string, from = 'one', to = 'two') => call('edit_file', { path, old_text: from, new_text: to });

  /** Makes these calls one after the other, and gives what the agent was told of all of them. */
  async function toldAfter(...calls: readonly ReturnType<typeof call>[]): Promise<string> {
    thread.server.script(...calls.map((each) => turn([each])), turn([text('I see.')]));
    const task = await thread.run();
    assert.equal(task.status, 'done', JSON.stringify(task.events.at(-1)));
    return toldTo(thread.server.requests.at(-1)?.body);
  }

  const odd: readonly [what: string, bytes: Buffer, isRead: RegExp, isEdited: RegExp][] = [
    ['a binary file', Buffer.from('one\0\x01\x02'), /is binary/, /is binary.*Change it with a command/],
    ['a Latin-1 file', Buffer.from('one h\xe9llo\n', 'latin1'), /not UTF-8/, /not UTF-8.*Change it with a command/],
    [
      'a file of 50 MB',
      Buffer.from('one\n'),
      /too large to read at once \(50\.0 MB\)/,
      /too large for an edit \(50 MB\)/,
    ],
  ];
  for (const [what, bytes, isRead, isEdited] of odd) {
    it(`${what} is told why it can't read and change it as text`, async () => {
      const path = thread.path('odd.dat');
      writeFileSync(path, bytes);
      if (what.includes('50 MB')) truncateSync(path, 50 << 20);
      const before = readFileSync(path);
      const told = await toldAfter(read('thread/odd.dat'), edit('thread/odd.dat'));
      assert.match(told, isRead);
      assert.match(told, isEdited);
      assert.ok(readFileSync(path).equals(before));
    });
  }

  it('a file of 50 MB reads a part of it', async () => {
    writeFileSync(thread.path('large.log'), 'a line\n'.repeat(Math.ceil((50 << 20) / 7)));
    const told = await toldAfter(read('thread/large.log', { start_line: 5, end_line: 6 }));
    assert.match(told, /5\\ta line\\n6\\ta line/);
  });

  it('a UTF-16 file reads and changes it, and leaves it UTF-16', async () => {
    const encode = (value: string) => Buffer.from(`\ufeff${value}`, 'utf16le');
    writeFileSync(thread.path('wide.txt'), encode('one ü\n'));
    const told = await toldAfter(read('thread/wide.txt'), edit('thread/wide.txt'));
    assert.match(told, /one ü/);
    assert.deepEqual(readFileSync(thread.path('wide.txt')), encode('two ü\n'));
  });

  it('a file that the editor holds for read-only is told so', async () => {
    writeFileSync(thread.path('locked.txt'), 'one\n');
    await fixture.set('files.readonlyInclude', { '**/locked.txt': true });
    assert.match(await toldAfter(edit('thread/locked.txt')), /read-only.*Nothing was changed/);
    assert.equal(readFileSync(thread.path('locked.txt'), 'utf8'), 'one\n');
  });

  it('unsaved changes of the person is told to ask for them, and loses none', async () => {
    writeFileSync(thread.path('mine.txt'), 'one\n');
    const document = await vscode.workspace.openTextDocument(thread.path('mine.txt'));
    const typing = new vscode.WorkspaceEdit();
    typing.insert(document.uri, new vscode.Position(0, 0), 'typed ');
    await vscode.workspace.applyEdit(typing);
    const path = 'thread/mine.txt';
    const told = await toldAfter(
      edit(path),
      call('write_file', { path, content: 'all new\n' }),
      call('rename_file', { from: path, to: 'thread/other.txt' }),
      call('delete_file', { path }),
    );
    assert.equal(
      told.match(/open in the editor with unsaved changes|with changes that you haven't saved/g)?.length,
      4,
      told,
    );
    assert.deepEqual([document.getText(), document.isDirty], ['typed one\n', true]);
    assert.equal(readFileSync(thread.path('mine.txt'), 'utf8'), 'one\n');
  });

  it('a file that changed since it was read is told that its text is gone', async () => {
    const path = thread.path('busy.txt');
    writeFileSync(path, 'one\n');
    thread.server.script(
      turn([read('thread/busy.txt')]),
      () => {
        writeFileSync(path, 'three\n');
        return turn([edit('thread/busy.txt')]);
      },
      turn([text('I see.')]),
    );
    await thread.run();
    assert.match(toldTo(thread.server.requests.at(-1)?.body), /doesn't stand in.*Read the file again/);
    assert.equal(readFileSync(path, 'utf8'), 'three\n');
  });

  it('a file that changed in the same lines while its edit was held has it wait again, saying so', async () => {
    await thread.parts.mode.set('manual');
    const path = thread.path('busy.txt');
    writeFileSync(path, 'one\n');
    await toldAfter(edit('thread/busy.txt'));
    writeFileSync(path, 'three\n');
    const { id } = thread.hold('busy.txt');
    await thread.engine.gate.approve(id);
    assert.equal(readFileSync(path, 'utf8'), 'three\n');
    const hold = thread.parts.holds.get(id);
    assert.equal(hold?.status, 'waiting');
    assert.match(hold.changes.join(), /busy\.txt has changed in the same lines/);
    const task = thread.engine.tasks.all().at(-1);
    assert.match(JSON.stringify(task?.events.findLast(({ kind }) => kind === 'settled')), /heldAgain/);
    thread.server.script(turn([text('I see.')]));
    thread.engine.gate.deny(id);
  });

  const names = ['with spaces and  two.txt', 'ünïcödé 日本 😀.txt', "quote ' and $(touch made).txt"];
  for (const name of process.platform === 'win32' ? names : [...names, 'new\nline.txt']) {
    it(`a file named ${JSON.stringify(name)} reads, changes, finds, renames and deletes it`, async () => {
      const path = `thread/sub ${name}/${name}`;
      const moved = thread.path(`moved ${name}`);
      const told = await toldAfter(
        call('write_file', { path, content: 'needle one\n' }),
        edit(path),
        read(path),
        call('search_text', { path: 'thread', pattern: 'needle' }),
        call('run_command', { command: 'cat *', cwd: `thread/sub ${name}` }),
        call('rename_file', { from: path, to: `thread/moved ${name}` }),
      );
      assert.match(told, /1\\tneedle two/);
      assert.equal(told.match(/needle two/g)?.length, 3, told);
      assert.equal(readFileSync(moved, 'utf8'), 'needle two\n');
      await toldAfter(call('delete_file', { path: `thread/moved ${name}` }));
      if (existsSync(moved)) await thread.engine.gate.approve(thread.hold('moved ').id);
      assert.equal(existsSync(moved), false);
      assert.equal(existsSync(thread.path('made')), false);
    });
  }

  it('a link out of the workspace has what goes through it held, reads too', async () => {
    // Not in the folder for temporary files, where a task may write.
    const outside = realpathSync(mkdtempSync(join(homedir(), '.chaperone-test-')));
    try {
      writeFileSync(join(outside, 'target.txt'), 'one\n');
      symlinkSync(join(outside, 'target.txt'), thread.path('link.txt'));
      symlinkSync(outside, thread.path('folder'));
      const told = await toldAfter(
        read('thread/link.txt'),
        call('write_file', { path: 'thread/link.txt', content: 'two\n' }),
        call('write_file', { path: 'thread/folder/new.txt', content: 'x\n' }),
        call('run_command', { command: 'echo x > folder/new.txt', cwd: 'thread' }),
        call('delete_file', { path: 'thread/folder/target.txt' }),
        edit('thread/link.txt'),
      );
      assert.equal(told.match(/Held as #\d+: [^"]*outside/g)?.length, 5, told);
      assert.match(told, /You may not read .*link\.txt without the person/);
      assert.deepEqual(readdirSync(outside), ['target.txt']);
      assert.equal(readFileSync(join(outside, 'target.txt'), 'utf8'), 'one\n');
    } finally {
      rmSync(outside, { recursive: true, force: true });
    }
  });

  it('a folder where a file should be, and none where one should be, is told what to do', async () => {
    mkdirSync(thread.path('folder'));
    const told = await toldAfter(read('thread/folder'), edit('thread/folder'), edit('thread/missing.txt'));
    assert.match(told, /is a folder\. list_files/);
    assert.match(told, /is a folder, not a file/);
    assert.match(told, /There is no file .*missing\.txt/);
  });
});
