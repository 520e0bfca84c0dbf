import assert from 'node:assert/strict';
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { DeleteAction, RenameAction } from '../../src/action/action';
import { ChangedError } from '../../src/gate/carriers';
import { deleteCarrier } from '../../src/vscode/carry/deleteFile';
import { renameCarrier } from '../../src/vscode/carry/renameFile';
import { assertTabs, CarryFixture, deletionOf, renamingOf } from './carrySupport';

describe('a file in the editor', () => {
  let fixture: CarryFixture;
  beforeEach(async () => {
    fixture = new CarryFixture();
    await fixture.set('files.autoSave', 'off');
  });
  afterEach(() => fixture.dispose());

  async function typeInto(path: string): Promise<vscode.TextDocument> {
    const editor = await vscode.window.showTextDocument(vscode.Uri.file(path));
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), 'typed '));
    return editor.document;
  }

  describe('that is deleted', () => {
    const remove = (action: DeleteAction) => deleteCarrier(fixture.disk)(action, fixture.carrying());

    it('is gone, and what it held can be had back from the content store', async () => {
      const path = fixture.path('with space\u00e9.bin');
      const bytes = Buffer.from([0, 1, 2, 255, 254, 10]);
      writeFileSync(path, bytes);
      const result = await remove(deletionOf(path));
      assert.equal(result.ok, true, result.text);
      assert.match(result.summary, /^(moved to the trash|deleted; there is no trash here)$/);
      assert.equal(existsSync(path), false);
      const [digest = ''] = fixture.kept;
      assert.deepEqual(fixture.store.get(digest), bytes);
      assert.ok(result.text.includes(digest.slice(0, 12)));
    });

    it('stays when its content can’t be kept', async () => {
      const path = fixture.path('unkept.txt');
      writeFileSync(path, 'one\n');
      const carrying = {
        ...fixture.carrying(),
        keep: () => {
          throw new Error('disk full');
        },
      };
      await assert.rejects(deleteCarrier(fixture.disk)(deletionOf(path), carrying), /disk full/);
      assert.equal(readFileSync(path, 'utf8'), 'one\n');
    });

    it('stays when the last look finds a change', async () => {
      const path = fixture.path('changed.txt');
      writeFileSync(path, 'one\n');
      fixture.check = () => {
        throw new ChangedError(['something']);
      };
      await assert.rejects(remove(deletionOf(path)), ChangedError);
      assert.equal(existsSync(path), true);
    });

    it('stays when it holds something else by now', async () => {
      const path = fixture.path('other.txt');
      writeFileSync(path, 'one\n');
      const action = deletionOf(path);
      writeFileSync(path, 'theirs\n');
      assert.match((await remove(action)).text, /has changed/);
      assert.equal(readFileSync(path, 'utf8'), 'theirs\n');
    });

    it('stays when the person has unsaved changes in it', async () => {
      const path = fixture.path('dirty.txt');
      writeFileSync(path, 'one\n');
      const document = await typeInto(path);
      const result = await remove(deletionOf(path));
      assert.match(result.text, /unsaved changes/);
      assert.equal(existsSync(path), true);
      assert.equal(document.getText(), 'typed one\n');
    });

    it('stays when it is a folder', async () => {
      const path = fixture.path('folder');
      mkdirSync(path);
      writeFileSync(join(path, 'inside.txt'), 'x');
      const result = await remove({ kind: 'delete', path, beforeSha256: null });
      assert.match(result.text, /is a folder/);
      assert.deepEqual(readdirSync(path), ['inside.txt']);
    });

    it('is only the link where it is one', async () => {
      const target = join(fixture.outside, 'target.txt');
      writeFileSync(target, 'precious\n');
      const path = fixture.path('link');
      symlinkSync(target, path);
      const result = await remove(deletionOf(path));
      assert.equal(result.ok, true, result.text);
      assert.match(result.text, /symbolic link/);
      assert.equal(lstatSync(path, { throwIfNoEntry: false }), undefined);
      assert.equal(readFileSync(target, 'utf8'), 'precious\n');
    });

    it('is told to be missing where it is', async () => {
      const result = await remove({ kind: 'delete', path: fixture.path('none'), beforeSha256: null });
      assert.deepEqual([result.ok, /There is no file/.test(result.text)], [false, true]);
    });
  });

  describe('that is renamed', () => {
    const rename = (action: RenameAction) => renameCarrier(fixture.disk)(action, fixture.carrying());

    it('is moved, into new folders too, and the tab that shows it follows', async () => {
      const from = fixture.path('from.txt');
      const to = fixture.path('new folder', 'deep', 'to ü.txt');
      writeFileSync(from, 'one\n');
      await vscode.window.showTextDocument(vscode.Uri.file(from), { preview: false });
      const result = await rename(renamingOf(from, to));
      assert.equal(result.ok, true, result.text);
      assert.equal(existsSync(from), false);
      assert.equal(readFileSync(to, 'utf8'), 'one\n');
      await assertTabs(['to ü.txt']);
    });

    it('never replaces another file', async () => {
      const [from, to] = [fixture.path('from.txt'), fixture.path('to.txt')];
      writeFileSync(from, 'one\n');
      const action = renamingOf(from, to);
      fixture.check = () => writeFileSync(to, 'theirs\n');
      const result = await rename(action);
      assert.match(result.text, /already exists/);
      assert.equal(readFileSync(from, 'utf8'), 'one\n');
      assert.equal(readFileSync(to, 'utf8'), 'theirs\n');
    });

    it('stays when the person has unsaved changes in it', async () => {
      const from = fixture.path('dirty.txt');
      writeFileSync(from, 'one\n');
      const document = await typeInto(from);
      assert.match((await rename(renamingOf(from, fixture.path('to.txt')))).text, /unsaved changes/);
      assert.equal(existsSync(from), true);
      assert.equal(document.getText(), 'typed one\n');
    });

    it('stays when it is a folder, is missing, or has changed', async () => {
      const to = fixture.path('to');
      mkdirSync(fixture.path('folder'));
      const folder = await rename({ kind: 'rename', from: fixture.path('folder'), to, beforeSha256: null });
      assert.match(folder.text, /is a folder/);
      const missing = await rename({ kind: 'rename', from: fixture.path('none'), to, beforeSha256: null });
      assert.match(missing.text, /There is no file/);
      writeFileSync(fixture.path('a.txt'), 'one\n');
      const action = renamingOf(fixture.path('a.txt'), to);
      writeFileSync(fixture.path('a.txt'), 'two\n');
      assert.match((await rename(action)).text, /has changed/);
      assert.equal(existsSync(to), false);
    });

    it('comes back when its new folder was made to lead elsewhere', async () => {
      const from = fixture.path('from.txt');
      const folder = fixture.path('folder');
      writeFileSync(from, 'one\n');
      mkdirSync(folder);
      fixture.until(
        vscode.workspace.onWillRenameFiles(() => {
          rmSync(folder, { recursive: true });
          symlinkSync(fixture.outside, folder);
        }),
      );
      const result = await rename(renamingOf(from, join(folder, 'to.txt')));
      assert.equal(result.ok, false);
      assert.ok(result.text.includes(fixture.outside), result.text);
      assert.deepEqual(readdirSync(fixture.outside), []);
      assert.equal(readFileSync(from, 'utf8'), 'one\n');
    });

    describe('when an extension adds to it', () => {
      let other = '';
      beforeEach(() => {
        other = fixture.path('other.txt');
        writeFileSync(other, 'import from\n');
        fixture.until(
          vscode.workspace.onWillRenameFiles((event) => {
            const edit = new vscode.WorkspaceEdit();
            edit.replace(vscode.Uri.file(other), new vscode.Range(0, 7, 0, 11), 'to');
            event.waitUntil(Promise.resolve(edit));
          }),
        );
        writeFileSync(fixture.path('from.txt'), 'one\n');
      });

      it('judges the addition, saves it and tells of it', async () => {
        const result = await rename(renamingOf(fixture.path('from.txt'), fixture.path('to.txt')));
        assert.equal(result.ok, true);
        assert.ok(result.text.includes(`an extension changed ${other}: +1 −1 lines`), result.text);
        assert.equal(readFileSync(other, 'utf8'), 'import to\n');
        const [followUp] = fixture.followUps;
        assert.deepEqual([followUp?.path, followUp?.before, followUp?.after], [other, 'import from\n', 'import to\n']);
      });

      it('undoes the addition where it isn’t allowed', async () => {
        fixture.followUp = 'ask';
        const result = await rename(renamingOf(fixture.path('from.txt'), fixture.path('to.txt')));
        assert.equal(result.ok, true);
        assert.match(result.text, /was undone/);
        assert.equal(readFileSync(other, 'utf8'), 'import from\n');
        assert.deepEqual(
          vscode.workspace.textDocuments.filter(({ isDirty }) => isDirty),
          [],
        );
        await assertTabs([]);
      });

      it('leaves a file alone in which the person has unsaved changes', async () => {
        const document = await typeInto(other);
        await rename(renamingOf(fixture.path('from.txt'), fixture.path('to.txt')));
        assert.equal(document.isDirty, true);
        assert.equal(readFileSync(other, 'utf8'), 'import from\n');
        assert.deepEqual(fixture.followUps, []);
      });
    });
  });
});
