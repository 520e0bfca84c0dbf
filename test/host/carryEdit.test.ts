import assert from 'node:assert/strict';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { ChangedError } from '../../src/gate/carriers';
import { editCarrier } from '../../src/vscode/carry/applyEdit';
import { assertTabs, CarryFixture, creationOf, editOf, eventually, pause } from './carrySupport';

describe('an edit in the editor', () => {
  let fixture: CarryFixture;
  beforeEach(async () => {
    fixture = new CarryFixture();
    // In a browser the editor would otherwise save by itself what a test leaves unsaved.
    await fixture.set('files.autoSave', 'off');
  });
  afterEach(() => fixture.dispose());

  const carry = (action: Parameters<ReturnType<typeof editCarrier>>[0]) =>
    editCarrier(fixture.disk)(action, fixture.carrying());

  /** The editor drops what it showed and shows the file anew. */
  async function undoInEditor(path: string): Promise<void> {
    await vscode.window.showTextDocument(vscode.Uri.file(path));
    await vscode.commands.executeCommand('undo');
  }

  /** As a busy extension does: nothing of any extension runs meanwhile. */
  function blockFor(milliseconds: number): void {
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
  }

  function assertNothingUnsaved(): void {
    assert.deepEqual(
      vscode.workspace.textDocuments.filter(({ isDirty }) => isDirty).map(({ uri }) => uri.fsPath),
      [],
    );
  }

  it('is on disk, opens no tab, and is one step of the editor’s own undo', async () => {
    const path = fixture.path('a.txt');
    const before = 'one\ntwo\nthree\nfour\n';
    writeFileSync(path, before);
    const result = await carry(editOf(path, before, 'ONE\ntwo\nthree\nFOUR\n'));
    assert.deepEqual([result.ok, result.summary], [true, '+2 −2 lines']);
    assert.equal(readFileSync(path, 'utf8'), 'ONE\ntwo\nthree\nFOUR\n');
    await assertTabs([]);
    assert.equal(fixture.store.get(fixture.kept[0] ?? '')?.toString(), before);
    await undoInEditor(path);
    await eventually(() => vscode.window.activeTextEditor?.document.getText() === before, 'the undo');
  });

  it('shows in the tab in which the file is open, and leaves the person where they are', async () => {
    const path = fixture.path('open.txt');
    const other = fixture.path('other.txt');
    writeFileSync(path, 'one\n');
    writeFileSync(other, 'other\n');
    const document = await vscode.workspace.openTextDocument(path);
    await vscode.window.showTextDocument(document, { preview: false });
    await vscode.window.showTextDocument(vscode.Uri.file(other), { preview: false });
    assert.equal((await carry(editOf(path, 'one\n', 'two\n'))).ok, true);
    assert.equal(document.getText(), 'two\n');
    await assertTabs(['open.txt', 'other.txt']);
    assert.equal(vscode.window.activeTextEditor?.document.uri.fsPath, other);
  });

  it('shows in the tab also where the file was opened through a link', async () => {
    const path = fixture.path('real', 'a.txt');
    mkdirSync(fixture.path('real'));
    symlinkSync(fixture.path('real'), fixture.path('alias'));
    writeFileSync(path, 'one\n');
    const document = await vscode.workspace.openTextDocument(fixture.path('alias', 'a.txt'));
    await vscode.window.showTextDocument(document);
    assert.equal((await carry(editOf(path, 'one\n', 'two\n'))).ok, true);
    assert.equal(document.getText(), 'two\n');
    assert.equal(readFileSync(path, 'utf8'), 'two\n');
  });

  it('creates a file and the folders above it, and the editor’s undo takes it away', async () => {
    const path = fixture.path('new', 'deep er', 'b.ts');
    const result = await carry(creationOf(path, 'const a = 1;\n'));
    assert.equal(result.ok, true, result.text);
    assert.equal(readFileSync(path, 'utf8'), 'const a = 1;\n');
    await assertTabs([]);
    await undoInEditor(path);
    await eventually(() => !existsSync(path), 'the undo');
  });

  it('opens no tab either when a busy extension keeps it unsaved for so long that the editor opens one', async () => {
    const path = fixture.path('slow.txt');
    const other = fixture.path('other.txt');
    writeFileSync(path, 'one\n');
    writeFileSync(other, 'other\n');
    fixture.until(
      vscode.workspace.onDidChangeTextDocument(({ contentChanges }) => {
        if (contentChanges.length > 0) blockFor(1500);
      }),
    );
    assert.equal((await carry(editOf(path, 'one\n', 'two\n'))).ok, true);
    await pause(1500);
    await assertTabs([]);
    assert.equal((await carry(creationOf(fixture.path('new', 'slow.txt'), 'new\n'))).ok, true);
    await pause(1500);
    await assertTabs([]);
    await vscode.window.showTextDocument(vscode.Uri.file(other), { preview: false });
    assert.equal((await carry(editOf(path, 'two\n', 'three\n'))).ok, true);
    await pause(1500);
    await assertTabs(['other.txt']);
  });

  it('creates an empty file', async () => {
    const path = fixture.path('empty');
    assert.equal((await carry(creationOf(path, ''))).ok, true);
    assert.equal(statSync(path).size, 0);
  });

  it('creates a file anew that was deleted while a tab still shows it', async () => {
    const path = fixture.path('again.txt');
    writeFileSync(path, 'old\nlines\n');
    const document = await vscode.workspace.openTextDocument(path);
    await vscode.window.showTextDocument(document);
    unlinkSync(path);
    const result = await carry(creationOf(path, 'new\n'));
    assert.equal(result.ok, true, result.text);
    assert.equal(readFileSync(path, 'utf8'), 'new\n');
    await eventually(() => vscode.window.activeTextEditor?.document.getText() === 'new\n', 'the tab follows');
    assertNothingUnsaved();
  });

  it('does not create over a file that came to be meanwhile', async () => {
    const path = fixture.path('meanwhile.txt');
    fixture.check = () => writeFileSync(path, 'theirs\n');
    const result = await carry(creationOf(path, 'ours\n'));
    assert.equal(result.ok, false);
    assert.match(result.text, /exists by now/);
    assert.equal(readFileSync(path, 'utf8'), 'theirs\n');
  });

  it('does not create below a file', async () => {
    writeFileSync(fixture.path('file'), 'x');
    const result = await carry(creationOf(fixture.path('file', 'below.txt'), 'y\n'));
    assert.equal(result.ok, false);
    assert.equal(readFileSync(fixture.path('file'), 'utf8'), 'x');
  });

  for (const name of [
    'with space.txt',
    'ünïcødé 日本 😀.txt',
    ...(process.platform === 'win32' ? [] : ['new\nline.txt']),
  ]) {
    it(`creates and changes a file named ${JSON.stringify(name)}`, async () => {
      const path = fixture.path(name);
      assert.equal((await carry(creationOf(path, 'one\n'))).ok, true);
      assert.equal((await carry(editOf(path, 'one\n', 'two\n'))).ok, true);
      assert.equal(readFileSync(path, 'utf8'), 'two\n');
    });
  }

  describe('and bytes', () => {
    const encodings: readonly [name: string, encode: (text: string) => Buffer][] = [
      ['UTF-8', (text) => Buffer.from(text)],
      ['UTF-8 with a mark', (text) => Buffer.from(`\ufeff${text}`)],
      ['UTF-16 little endian', (text) => Buffer.from(`\ufeff${text}`, 'utf16le')],
      ['UTF-16 big endian', (text) => Buffer.from(`\ufeff${text}`, 'utf16le').swap16()],
    ];
    for (const [name, encode] of encodings) {
      it(`keeps ${name}`, async () => {
        const path = fixture.path('encoded.txt');
        writeFileSync(path, encode('héllo\nwörld\n'));
        const result = await carry(editOf(path, 'héllo\nwörld\n', 'héllo\nwörld 日本 😀\n'));
        assert.equal(result.ok, true, result.text);
        assert.deepEqual(readFileSync(path), encode('héllo\nwörld 日本 😀\n'));
      });
    }

    for (const ending of ['\n', '\r\n']) {
      it(`keeps lines that end in ${JSON.stringify(ending)}, of files that are changed and of new ones`, async () => {
        const path = fixture.path('lines.txt');
        const text = (lines: string) => lines.replaceAll('\n', ending);
        assert.equal((await carry(creationOf(path, text('a\nb\nc\n')))).ok, true);
        assert.equal(readFileSync(path, 'utf8'), text('a\nb\nc\n'));
        assert.equal((await carry(editOf(path, text('a\nb\nc\n'), text('a\nB\nb\nc\n')))).ok, true);
        assert.equal(readFileSync(path, 'utf8'), text('a\nB\nb\nc\n'));
        assert.deepEqual(fixture.followUps, []);
      });
    }

    it('makes new lines end like the others, and says so', async () => {
      const path = fixture.path('crlf.txt');
      writeFileSync(path, 'a\r\nb\r\n');
      const result = await carry(editOf(path, 'a\r\nb\r\n', 'a\r\nnew\nb\r\n'));
      assert.equal(result.ok, true);
      assert.match(result.text, /-new\n\+new␍/);
      assert.equal(readFileSync(path, 'utf8'), 'a\r\nnew\r\nb\r\n');
    });

    const refused: readonly [what: string, bytes: Buffer, before: string, why: RegExp][] = [
      ['mixed line endings', Buffer.from('a\r\nb\nc\n'), 'a\r\nb\nc\n', /mixed line endings/],
      ['Latin-1', Buffer.from('h\xe9llo\n', 'latin1'), 'h\ufffdllo\n', /is not UTF-8/],
      ['UTF-16 without a mark', Buffer.from('hello there\n', 'utf16le'), 'hello there\n', /is binary/],
      ['a NUL', Buffer.from('a\0b\n'), 'a\0b\n', /is binary/],
    ];
    for (const [what, bytes, before, why] of refused) {
      it(`refuses a file with ${what} and leaves every byte of it`, async () => {
        const path = fixture.path('odd.txt');
        writeFileSync(path, bytes);
        const result = await carry(editOf(path, before, `${before}more\n`));
        assert.equal(result.ok, false);
        assert.match(result.text, why);
        assert.deepEqual(readFileSync(path), bytes);
        assertNothingUnsaved();
      });
    }

    it('refuses half of a surrogate pair, which no encoding can write', async () => {
      const path = fixture.path('half.txt');
      writeFileSync(path, 'one\n');
      assert.match((await carry(editOf(path, 'one\n', '\ud83d\n'))).text, /can't be written/);
      assert.match((await carry(creationOf(fixture.path('half2.txt'), '\ud83d\n'))).text, /can't be written/);
      assert.equal(readFileSync(path, 'utf8'), 'one\n');
      assert.equal(existsSync(fixture.path('half2.txt')), false);
    });

    it('reads a UTF-8 file as UTF-8 even where the person’s setting is another', async () => {
      await fixture.set('files.encoding', 'windows1252');
      const path = fixture.path('utf8.txt');
      writeFileSync(path, 'é\n');
      assert.equal((await carry(editOf(path, 'é\n', '日本\n'))).ok, true);
      assert.equal(readFileSync(path, 'utf8'), '日本\n');
    });

    it('undoes a new file that the person’s encoding for new files can’t hold', async () => {
      await fixture.set('files.encoding', 'windows1252');
      const path = fixture.path('folder', 'new.txt');
      const result = await carry(creationOf(path, '日本\n'));
      assert.equal(result.ok, false);
      assert.equal(existsSync(fixture.path('folder')), false);
      assertNothingUnsaved();
    });

    it('gives a new file the mark that the person’s setting asks for', async () => {
      await fixture.set('files.encoding', 'utf8bom');
      const path = fixture.path('marked.txt');
      assert.equal((await carry(creationOf(path, 'é\n'))).ok, true);
      assert.equal(readFileSync(path, 'utf8'), '\ufeffé\n');
    });
  });

  describe('and what the editor does on saving', () => {
    const format = (edit: (document: vscode.TextDocument) => vscode.TextEdit[]) =>
      fixture.until(
        vscode.languages.registerDocumentFormattingEditProvider(
          { pattern: '**/*.carried' },
          { provideDocumentFormattingEdits: edit },
        ),
      );
    const indentFirstLine = () => format(() => [vscode.TextEdit.insert(new vscode.Position(0, 0), '  ')]);

    it('judges what a formatter made of it, and tells the agent', async () => {
      await fixture.set('editor.formatOnSave', true);
      indentFirstLine();
      const path = fixture.path('a.carried');
      writeFileSync(path, 'one\ntwo\n');
      const result = await carry(editOf(path, 'one\ntwo\n', 'one\nTWO\n'));
      assert.equal(result.ok, true, result.text);
      assert.match(result.text, /On saving, the editor changed more/);
      assert.match(result.text, /-one\n\+ {2}one/);
      assert.equal(readFileSync(path, 'utf8'), '  one\nTWO\n');
      const [followUp] = fixture.followUps;
      assert.deepEqual([followUp?.before, followUp?.after], ['one\nTWO\n', '  one\nTWO\n']);
    });

    it('formats new files as well', async () => {
      await fixture.set('editor.formatOnSave', true);
      indentFirstLine();
      const path = fixture.path('new.carried');
      const result = await carry(creationOf(path, 'one\n'));
      assert.equal(result.ok, true, result.text);
      assert.equal(readFileSync(path, 'utf8'), '  one\n');
      assert.equal(fixture.followUps.length, 1);
    });

    it('undoes all of it when what the formatter made isn’t allowed', async () => {
      await fixture.set('editor.formatOnSave', true);
      indentFirstLine();
      fixture.followUp = 'ask';
      const path = fixture.path('b.carried');
      writeFileSync(path, 'one\ntwo\n');
      const result = await carry(editOf(path, 'one\ntwo\n', 'one\nTWO\n'));
      assert.equal(result.ok, false);
      assert.match(result.text, /Formatting is not welcome here\. The file is as it was before/);
      assert.equal(readFileSync(path, 'utf8'), 'one\ntwo\n');
      assertNothingUnsaved();
      const document = await vscode.workspace.openTextDocument(path);
      assert.equal(document.getText(), 'one\ntwo\n');
      assert.equal(
        fixture.kept.some((digest) => fixture.store.get(digest)?.toString() === '  one\nTWO\n'),
        true,
      );
    });

    it('takes a new file away again, with its folders, when what the formatter made isn’t allowed', async () => {
      await fixture.set('editor.formatOnSave', true);
      indentFirstLine();
      fixture.followUp = 'block';
      const path = fixture.path('x', 'y', 'c.carried');
      assert.equal((await carry(creationOf(path, 'one\n'))).ok, false);
      assert.deepEqual(readdirSync(fixture.root), []);
      assertNothingUnsaved();
      await assertTabs([]);
      fixture.followUp = 'allow';
      assert.equal((await carry(creationOf(path, 'two\n'))).ok, true);
      assert.equal(readFileSync(path, 'utf8'), '  two\n');
    });

    it('tells what trimming and a final newline changed', async () => {
      await fixture.set('files.trimTrailingWhitespace', true);
      await fixture.set('files.insertFinalNewline', true);
      const path = fixture.path('trim.txt');
      writeFileSync(path, 'one\n');
      const result = await carry(editOf(path, 'one\n', 'one  \ntwo'));
      assert.equal(result.ok, true, result.text);
      assert.match(result.text, /-one··/);
      assert.equal(readFileSync(path, 'utf8'), 'one\ntwo\n');
    });

    it('says nothing of it when there is nothing to say', async () => {
      await fixture.set('files.trimTrailingWhitespace', true);
      const path = fixture.path('clean.txt');
      writeFileSync(path, 'one\n');
      const result = await carry(editOf(path, 'one\n', 'two\n'));
      assert.doesNotMatch(result.text, /On saving/);
      assert.deepEqual(fixture.followUps, []);
    });
  });

  describe('that can’t be saved', () => {
    it('leaves file, editor and tabs as they were where the editor holds it for read-only', async () => {
      const path = fixture.path('locked.txt');
      writeFileSync(path, 'one\n');
      await fixture.set('files.readonlyInclude', { '**/locked.txt': true });
      const result = await carry(editOf(path, 'one\n', 'two\n'));
      assert.equal(result.ok, false);
      assert.match(result.text, /could not save .*read-only.*Nothing was changed/);
      assert.equal(readFileSync(path, 'utf8'), 'one\n');
      assertNothingUnsaved();
      await assertTabs([]);
      assert.equal((await vscode.workspace.openTextDocument(path)).getText(), 'one\n');
    });

    if (process.platform === 'linux') {
      it('is refused on a file system that is read-only', async () => {
        // Read-only even for root.
        const path = '/proc/sys/kernel/ostype';
        const result = await carry(editOf(path, readFileSync(path, 'utf8'), 'two\n'));
        assert.equal(result.ok, false);
        assertNothingUnsaved();
      });
    }

    it('gives the buffer back when the file turns into a folder while it is saved', async () => {
      const path = fixture.path('turned.txt');
      writeFileSync(path, 'one\n');
      fixture.onWillSave(path, () => {
        rmSync(path, { recursive: true });
        mkdirSync(path);
      });
      const result = await carry(editOf(path, 'one\n', 'two\n'));
      assert.equal(result.ok, false);
      assert.match(result.text, /could not save/);
      await pause(1500);
      assertNothingUnsaved();
      await assertTabs([]);
    });

    it('takes a new file away when it can’t be saved', async () => {
      const path = fixture.path('sub', 'new.txt');
      fixture.onWillSave(path, () => {
        unlinkSync(path);
        mkdirSync(path);
      });
      assert.equal((await carry(creationOf(path, 'one\n'))).ok, false);
      assertNothingUnsaved();
      await assertTabs([]);
    });

    it('keeps what somebody else wrote to the file in the moment of saving', async () => {
      const path = fixture.path('contested.txt');
      writeFileSync(path, 'one\n');
      await vscode.workspace.openTextDocument(path);
      await pause(20);
      fixture.onWillSave(path, () => writeFileSync(path, 'theirs, and longer\n'));
      const result = await carry(editOf(path, 'one\n', 'two\n'));
      assert.equal(result.ok, false);
      assert.equal(readFileSync(path, 'utf8'), 'theirs, and longer\n');
      assertNothingUnsaved();
    });
  });

  describe('of a file that isn’t as it was read', () => {
    it('is refused when the person has unsaved changes in it, which stay', async () => {
      const path = fixture.path('dirty.txt');
      writeFileSync(path, 'one\n');
      const editor = await vscode.window.showTextDocument(vscode.Uri.file(path));
      await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), 'typed '));
      const result = await carry(editOf(path, 'one\n', 'two\n'));
      assert.equal(result.ok, false);
      assert.match(result.text, /unsaved changes/);
      assert.equal(editor.document.getText(), 'typed one\n');
      assert.equal(editor.document.isDirty, true);
      assert.equal(readFileSync(path, 'utf8'), 'one\n');
    });

    it('is refused when the person starts to type in the last moment', async () => {
      const path = fixture.path('typing.txt');
      writeFileSync(path, 'one\n');
      const editor = await vscode.window.showTextDocument(vscode.Uri.file(path));
      const carried = carry(editOf(path, 'one\n', 'two\n'));
      await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), 'typed '));
      const result = await carried;
      assert.equal(result.ok, false);
      assert.equal(editor.document.getText(), 'typed one\n');
      assert.equal(readFileSync(path, 'utf8'), 'one\n');
    });

    it('is refused through a link when the file it leads to has unsaved changes', async () => {
      const path = fixture.path('real.txt');
      writeFileSync(path, 'one\n');
      symlinkSync(path, fixture.path('alias.txt'));
      const editor = await vscode.window.showTextDocument(vscode.Uri.file(path));
      await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), 'typed '));
      const result = await carry(editOf(fixture.path('alias.txt'), 'one\n', 'two\n'));
      assert.equal(result.ok, false);
      assert.equal(readFileSync(path, 'utf8'), 'one\n');
    });

    it('is refused when it changed on disk since', async () => {
      const path = fixture.path('changed.txt');
      writeFileSync(path, 'one\n');
      const action = editOf(path, 'one\n', 'two\n');
      writeFileSync(path, 'theirs\n');
      const result = await carry(action);
      assert.match(result.text, /changed on disk/);
      assert.equal(readFileSync(path, 'utf8'), 'theirs\n');
    });

    it('is given back to the gate, untouched, when the last look finds a change', async () => {
      const path = fixture.path('last.txt');
      writeFileSync(path, 'one\n');
      fixture.check = () => {
        throw new ChangedError(['something']);
      };
      await assert.rejects(carry(editOf(path, 'one\n', 'two\n')), ChangedError);
      await assert.rejects(carry(creationOf(fixture.path('f', 'new.txt'), 'two\n')), ChangedError);
      assert.deepEqual(readdirSync(fixture.root), ['last.txt']);
      assert.equal(readFileSync(path, 'utf8'), 'one\n');
      assertNothingUnsaved();
    });

    it('works on the file as it is now where the editor remembers an older one', async () => {
      const path = join(fixture.outside, 'stale.txt');
      writeFileSync(path, 'old\n');
      const document = await vscode.workspace.openTextDocument(path);
      writeFileSync(path, 'new\nlines\n');
      await pause(50);
      assert.equal(document.getText(), 'old\n', 'outside the workspace the editor does not notice');
      const result = await carry(editOf(path, 'new\nlines\n', 'newer\nlines\n'));
      assert.equal(result.ok, true, result.text);
      assert.equal(readFileSync(path, 'utf8'), 'newer\nlines\n');
      await assertTabs([]);
    });

    it('follows a command that has just changed the file', async () => {
      const path = fixture.path('fast.txt');
      writeFileSync(path, '0\n');
      for (let count = 0; count < 5; count += 1) {
        writeFileSync(path, `${count} from a command\n`);
        const result = await carry(editOf(path, `${count} from a command\n`, `${count} from the agent\n`));
        assert.equal(result.ok, true, result.text);
        assert.equal(readFileSync(path, 'utf8'), `${count} from the agent\n`);
      }
    });

    it('is refused above 10 MB', async () => {
      const path = fixture.path('large.txt');
      assert.match((await carry(creationOf(path, 'x'.repeat(11 << 20)))).text, /10 MB/);
      writeFileSync(path, 'x'.repeat(11 << 20));
      assert.equal((await carry(editOf(path, 'x'.repeat(11 << 20), 'y'))).ok, false);
      assert.equal(statSync(path).size, 11 << 20);
    });
  });

  describe('whose path is led away by a link', () => {
    it('is found out, and what it overwrote elsewhere is put back', async () => {
      const path = fixture.path('swapped.txt');
      const precious = join(fixture.outside, 'precious.txt');
      writeFileSync(precious, 'precious\n');
      await pause(20);
      writeFileSync(path, 'one\n');
      fixture.onWillSave(path, () => {
        unlinkSync(path);
        symlinkSync(precious, path);
      });
      const result = await carry(editOf(path, 'one\n', 'two\n'));
      assert.equal(result.ok, false);
      assert.ok(result.text.includes(precious), result.text);
      assert.match(result.text, /that was undone/);
      assert.equal(readFileSync(precious, 'utf8'), 'precious\n');
      assertNothingUnsaved();
      await pause(1500);
      await assertTabs([]);
    });

    it('says so where it could not be undone, and keeps what was written', async () => {
      const path = fixture.path('late.carried');
      const precious = join(fixture.outside, 'precious.txt');
      writeFileSync(precious, 'precious\n');
      await pause(20);
      writeFileSync(path, 'one\n');
      await fixture.set('editor.formatOnSave', true);
      fixture.until(
        vscode.languages.registerDocumentFormattingEditProvider(
          { pattern: '**/*.carried' },
          {
            provideDocumentFormattingEdits: () => {
              rmSync(path, { force: true });
              symlinkSync(precious, path);
              return [];
            },
          },
        ),
      );
      const result = await carry(editOf(path, 'one\n', 'two\n'));
      assert.equal(result.ok, false);
      assert.ok(result.text.includes(precious), result.text);
      const isBack = readFileSync(precious, 'utf8') === 'precious\n';
      assert.match(result.text, isBack ? /that was undone/ : /could not be undone\. Tell the person/);
    });

    it('takes a new file away again from where a folder was led to', async () => {
      const folder = fixture.path('folder');
      const path = join(folder, 'new.txt');
      mkdirSync(folder);
      fixture.onWillSave(path, () => {
        rmSync(folder, { recursive: true });
        symlinkSync(fixture.outside, folder);
      });
      const result = await carry(creationOf(path, 'one\n'));
      assert.equal(result.ok, false);
      assert.ok(result.text.includes(fixture.outside), result.text);
      assert.deepEqual(readdirSync(fixture.outside), []);
      assertNothingUnsaved();
    });

    it('does not create through a link that leads nowhere', async () => {
      const target = join(fixture.outside, 'target.txt');
      symlinkSync(target, fixture.path('dangling.txt'));
      const result = await carry(creationOf(fixture.path('dangling.txt'), 'one\n'));
      assert.match(result.text, /symbolic link/);
      assert.equal(existsSync(target), false);
    });
  });
});
