import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { sha256 } from '../../src/action/digest';
import type { Mode } from '../../src/action/situation';
import { EditorWorld } from '../../src/vscode/carry/editorWorld';
import { CarryFixture, workspaceFolder } from './carrySupport';

describe('the world as the editor knows it', () => {
  let fixture: CarryFixture;
  let world: EditorWorld;
  let mode: Mode = 'auto';
  const context = {
    globalStorageUri: vscode.Uri.file('/data/User/globalStorage/chaperone.chaperone'),
    storageUri: vscode.Uri.file('/data/User/workspaceStorage/1/chaperone.chaperone'),
    logUri: vscode.Uri.file('/data/logs/chaperone.chaperone'),
    extensionUri: vscode.Uri.file('/home/ada/.editor/extensions/chaperone.chaperone-1.0.0'),
  };

  beforeEach(async () => {
    fixture = new CarryFixture();
    await fixture.set('files.autoSave', 'off');
    world = new EditorWorld({ disk: fixture.disk, mode: () => mode, context });
  });
  afterEach(async () => {
    world.dispose();
    await fixture.dispose();
  });

  it('has the real folders of the workspace, of the person and for temporary files', () => {
    const situation = world.situation();
    assert.deepEqual(situation.roots, [realpathSync(workspaceFolder())]);
    assert.equal(situation.home, realpathSync(homedir()));
    assert.ok(situation.temp.includes(realpathSync(tmpdir())));
    assert.ok(situation.ownState.some((folder) => folder.endsWith(join('data', 'User'))));
    assert.equal(situation.platform, process.platform === 'win32' ? 'windows' : 'posix');
  });

  it('has the mode of the moment', () => {
    assert.equal(world.situation().mode, 'auto');
    mode = 'plan';
    assert.equal(world.situation().mode, 'plan');
    mode = 'auto';
  });

  it('has an environment without what the editor itself was started with', () => {
    const base = { PATH: '/usr/bin', HOME: '/home/ada', ANTHROPIC_API_KEY: 'secret', NODE_OPTIONS: '--require x' };
    const own = new EditorWorld({ disk: fixture.disk, mode: () => mode, context, environment: base });
    const { environment } = own.situation();
    own.dispose();
    assert.equal(environment.HOME, '/home/ada');
    assert.equal('ANTHROPIC_API_KEY' in environment || 'NODE_OPTIONS' in environment, false);
  });

  describe('when it looks at a file for an edit', () => {
    it('finds its text and the digest of its bytes', async () => {
      const path = fixture.path('ü.txt');
      writeFileSync(path, 'héllo\r\nwörld\r\n');
      assert.deepEqual(await world.look(path), {
        kind: 'text',
        text: 'héllo\r\nwörld\r\n',
        sha256: sha256('héllo\r\nwörld\r\n'),
      });
    });

    const marked: readonly [name: string, bytes: Buffer][] = [
      ['UTF-8 with a mark', Buffer.from('\ufeffhé\n')],
      ['UTF-16 little endian', Buffer.from('\ufeffhé\n', 'utf16le')],
      ['UTF-16 big endian', Buffer.from('\ufeffhé\n', 'utf16le').swap16()],
    ];
    for (const [name, bytes] of marked) {
      it(`reads ${name} as the editor does`, async () => {
        const path = fixture.path('marked.txt');
        writeFileSync(path, bytes);
        const document = await vscode.workspace.openTextDocument(path);
        assert.deepEqual(await world.look(path), { kind: 'text', text: document.getText(), sha256: sha256(bytes) });
      });
    }

    it('finds none where there is none', async () => {
      assert.deepEqual(await world.look(fixture.path('none', 'below.txt')), { kind: 'missing' });
    });

    const refused: readonly [what: string, bytes: Buffer | string, why: RegExp][] = [
      ['binary', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2, 0xff]), /binary/],
      ['in Latin-1', Buffer.from('h\xe9llo\n', 'latin1'), /UTF-8/],
      ['of mixed line endings', 'a\r\nb\nc\r\n', /line endings.*command/s],
      ['above 10 MB', Buffer.alloc(50 << 20, 'x'), /50 MB|52428800|too large.*command/s],
    ];
    for (const [what, bytes, why] of refused) {
      it(`refuses one that is ${what}, saying what to do, and can still name it for deletion`, async () => {
        const path = fixture.path('odd');
        writeFileSync(path, bytes);
        const look = await world.look(path);
        assert.ok(look.kind === 'refused');
        assert.match(look.why, why);
        assert.equal(look.sha256, sha256(bytes));
      });
    }

    it('refuses one with unsaved changes, by name', async () => {
      const path = fixture.path('dirty.txt');
      writeFileSync(path, 'one\n');
      const editor = await vscode.window.showTextDocument(vscode.Uri.file(path));
      await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), 'typed '));
      const look = await world.look(path);
      assert.ok(look.kind === 'refused');
      assert.ok(look.why.includes(path) && look.why.includes('unsaved changes'), look.why);
    });

    it('refuses folders, and links that lead nowhere', async () => {
      mkdirSync(fixture.path('folder'));
      symlinkSync(fixture.path('gone'), fixture.path('link'));
      for (const name of ['folder', 'link']) {
        const look = await world.look(fixture.path(name));
        assert.deepEqual([look.kind, look.kind === 'refused' && look.sha256], ['refused', null]);
      }
    });

    if (process.platform !== 'win32') {
      it('refuses devices and pipes, without waiting for them', async () => {
        execFileSync('mkfifo', [fixture.path('pipe')]);
        for (const path of ['/dev/zero', '/dev/tty', fixture.path('pipe')]) {
          const look = await world.look(path);
          assert.ok(look.kind === 'refused', path);
          assert.match(look.why, /device|pipe/);
        }
      });
    }
  });
});
