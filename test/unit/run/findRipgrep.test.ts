import assert from 'node:assert/strict';
import { findRipgrep } from '../../../src/run/findRipgrep';

describe('findRipgrep', () => {
  const find = (there: readonly string[], more: Partial<Parameters<typeof findRipgrep>[0]> = {}) =>
    findRipgrep({
      appRoot: '/editor',
      environment: { PATH: '/a:bin::/b' },
      platform: 'posix',
      machine: 'linux-x64',
      isProgram: (path) => there.includes(path),
      ...more,
    });

  const places = [
    '/editor/node_modules/@vscode/ripgrep-universal/bin/linux-x64/rg',
    '/editor/node_modules/@vscode/ripgrep/bin/rg',
    '/editor/node_modules.asar.unpacked/@vscode/ripgrep-universal/bin/linux-x64/rg',
    '/editor/node_modules.asar.unpacked/@vscode/ripgrep/bin/rg',
    '/a/rg',
    '/b/rg',
  ];
  for (const place of places) it(`finds ${place}`, () => assert.equal(find([place]), place));

  it('takes the one of the editor first', () => assert.equal(find([...places].reverse()), places[0]));

  it('looks in no relative folder', () => assert.equal(find(['bin/rg', 'rg', './rg']), undefined));

  it('does without an editor', () => assert.equal(find(['/b/rg'], { appRoot: undefined }), '/b/rg'));

  it('knows the names on Windows', () => {
    const windows = { appRoot: 'C:\\VS Code\\app', platform: 'windows', machine: 'win32-x64' } as const;
    const own = 'C:\\VS Code\\app\\node_modules\\@vscode\\ripgrep-universal\\bin\\win32-x64\\rg.exe';
    assert.equal(find([own], windows), own);
    const environment = { PATH: 'C:\\tools;bin' };
    assert.equal(find(['C:\\tools\\rg.exe'], { ...windows, environment }), 'C:\\tools\\rg.exe');
  });
});
