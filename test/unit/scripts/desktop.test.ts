import assert from 'node:assert/strict';
import { executablesOf } from '../../../scripts/editor/desktop.mjs';

describe('the desktop editor behind a file', () => {
  const cases = [
    { platform: 'linux', file: '/usr/share/code/bin/code', executable: '/usr/share/code/code' },
    { platform: 'linux', file: '/opt/insiders/bin/code-insiders', executable: '/opt/insiders/code-insiders' },
    { platform: 'linux', file: '/usr/share/code/code', executable: '/usr/share/code/code' },
    { platform: 'linux', file: '/home/me/bin/my-editor', executable: '/home/me/bin/my-editor' },
    {
      platform: 'darwin',
      file: '/Applications/Visual Studio Code.app/Contents/Resources/app/bin/code',
      executable: '/Applications/Visual Studio Code.app/Contents/MacOS/Code',
    },
    { platform: 'darwin', file: '/Applications/Code.app', executable: '/Applications/Code.app/Contents/MacOS/Code' },
    {
      platform: 'darwin',
      file: '/Applications/Other.app/Contents/MacOS/Other',
      executable: '/Applications/Other.app/Contents/MacOS/Other',
    },
    { platform: 'linux', file: '/usr/bin/snap', executable: '/snap/code/current/usr/share/code/code' },
    {
      platform: 'win32',
      file: 'C:\\Program Files\\Microsoft VS Code\\bin\\code.cmd',
      executable: 'C:\\Program Files\\Microsoft VS Code\\Code.exe',
    },
    {
      platform: 'win32',
      file: 'C:\\Program Files\\Microsoft VS Code\\bin\\Code-Insiders.CMD',
      executable: 'C:\\Program Files\\Microsoft VS Code\\Code - Insiders.exe',
    },
  ];
  for (const { platform, file, executable } of cases) {
    it(`is found for ${file} on ${platform}`, () => {
      assert.equal(executablesOf(file, platform)[0], executable);
    });
  }

  it('is looked for under its earlier name too, in an older application of macOS', () => {
    const candidates = executablesOf('/Applications/Old.app/Contents/MacOS/Electron', 'darwin');
    assert.ok(candidates.includes('/Applications/Old.app/Contents/MacOS/Code'));
    assert.ok(candidates.includes('/Applications/Old.app/Contents/MacOS/Electron'));
  });
});
