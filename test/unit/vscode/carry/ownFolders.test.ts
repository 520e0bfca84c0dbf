import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ownFolders } from '../../../../src/vscode/carry/ownFolders';

describe('the folders that are Chaperone’s own', () => {
  const data = join('/', 'home', 'ada', '.config', 'Editor');
  const places = {
    globalStorage: join(data, 'User', 'globalStorage', 'chaperone.chaperone'),
    storage: join(data, 'User', 'workspaceStorage', 'abc', 'chaperone.chaperone'),
    log: join(data, 'logs', 'today', 'chaperone.chaperone'),
    extension: join('/', 'home', 'ada', '.editor', 'extensions', 'chaperone.chaperone-1.0.0'),
  };

  it('are its storage, log and code', () => {
    const folders = ownFolders(places);
    for (const place of Object.values(places)) assert.ok(folders.includes(place), place);
  });

  it('are the person’s settings, the machine’s, and all extensions', () => {
    const folders = ownFolders(places);
    assert.ok(folders.includes(join(data, 'User')));
    assert.ok(folders.includes(join(data, 'Machine')));
    assert.ok(folders.includes(join('/', 'home', 'ada', '.editor', 'extensions')));
    assert.ok(folders.includes(join('/', 'home', 'ada', '.editor', 'argv.json')));
  });

  it('are the settings above a profile too', () => {
    const globalStorage = join(data, 'User', 'profiles', 'p1', 'globalStorage', 'chaperone.chaperone');
    assert.ok(ownFolders({ ...places, globalStorage }).includes(join(data, 'User')));
  });

  it('are not the neighbours of an extension that is being developed', () => {
    const folders = ownFolders({ ...places, extension: join('/', 'work', 'chaperone') });
    assert.ok(folders.includes(join('/', 'work', 'chaperone')));
    assert.ok(!folders.includes(join('/', 'work')));
  });

  it('are all extensions also in a folder of another name', () => {
    const folder = realpathSync(mkdtempSync(join(tmpdir(), 'chaperone-own-')));
    try {
      const extension = join(folder, 'chaperone.chaperone-1.0.0');
      mkdirSync(extension);
      writeFileSync(join(folder, 'extensions.json'), '[]');
      assert.ok(ownFolders({ ...places, extension }).includes(folder));
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('do not reach up where the storage is somewhere unusual', () => {
    const folders = ownFolders({ ...places, globalStorage: join('/', 'srv', 'state', 'chaperone') });
    assert.ok(!folders.some((folder) => folder === join('/', 'srv') || folder === join('/', 'srv', 'state')));
  });
});
