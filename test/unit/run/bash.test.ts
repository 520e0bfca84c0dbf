import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { findBash } from '../../../src/run/bash';

describe('findBash', () => {
  const only =
    (...paths: string[]) =>
    (path: string) =>
      paths.includes(path);

  if (process.platform !== 'win32') {
    it('finds the one of this machine', () => {
      const bash = findBash({ PATH: process.env.PATH ?? '' }, 'posix');
      assert.ok(bash.kind === 'found' && existsSync(bash.path));
    });
  }

  it('takes the first on the path', () => {
    const found = findBash({ PATH: '/a:/b' }, 'posix', only('/b/bash', '/a/bash', '/bin/bash'));
    assert.deepEqual(found, { kind: 'found', path: '/a/bash' });
  });

  it('looks in the usual places when the path has none', () => {
    const found = findBash({ PATH: '/a' }, 'posix', only('/opt/homebrew/bin/bash'));
    assert.deepEqual(found, { kind: 'found', path: '/opt/homebrew/bin/bash' });
  });

  it('never takes one from a relative folder', () => {
    assert.equal(findBash({ PATH: 'bin::.' }, 'posix', only('bin/bash', 'bash', './bash')).kind, 'missing');
  });

  it('says clearly what is missing', () => {
    const posix = findBash({ PATH: '/a' }, 'posix', only());
    const windows = findBash({ PATH: 'C:\\a' }, 'windows', only());
    assert.ok(posix.kind === 'missing' && windows.kind === 'missing');
    assert.match(posix.why, /bash.*PATH/);
    assert.match(windows.why, /Git for Windows/);
  });

  it('takes the one that came with git on Windows, rather than one that starts Linux', () => {
    const environment = {
      PATH: 'C:\\Windows\\System32;C:\\Users\\me\\AppData\\Local\\Microsoft\\WindowsApps;D:\\Git\\cmd',
      ProgramFiles: 'C:\\Program Files',
    };
    const wsl = ['C:\\Windows\\System32\\bash.exe', 'C:\\Users\\me\\AppData\\Local\\Microsoft\\WindowsApps\\bash.exe'];
    assert.deepEqual(
      findBash(environment, 'windows', only(...wsl, 'D:\\Git\\cmd\\git.exe', 'D:\\Git\\bin\\bash.exe')),
      { kind: 'found', path: 'D:\\Git\\bin\\bash.exe' },
    );
    assert.equal(findBash(environment, 'windows', only(...wsl)).kind, 'missing');
  });

  it('finds an installed git that is not on the path', () => {
    const found = (environment: Record<string, string>, path: string) =>
      assert.deepEqual(findBash(environment, 'windows', only(path)), { kind: 'found', path });
    found({ ProgramFiles: 'C:\\Program Files' }, 'C:\\Program Files\\Git\\bin\\bash.exe');
    found({ LOCALAPPDATA: 'C:\\U\\Local' }, 'C:\\U\\Local\\Programs\\Git\\bin\\bash.exe');
    found({ PATH: 'C:\\msys64\\usr\\bin' }, 'C:\\msys64\\usr\\bin\\bash.exe');
  });
});
