import assert from 'node:assert/strict';
import type { Disk, Situation } from '../../../src/action/situation';
import { locate } from '../../../src/effect/locate';

const posix: Situation = {
  mode: 'auto',
  roots: ['/work/app'],
  home: '/home/dev',
  temp: ['/tmp'],
  ownState: ['/home/dev/.config/chaperone'],
  environment: {},
  platform: 'posix',
  isCaseSensitive: true,
  unavailable: {},
};

const windows: Situation = {
  ...posix,
  roots: ['C:\\work\\app'],
  home: 'C:\\Users\\dev',
  temp: ['C:\\Users\\dev\\AppData\\Local\\Temp'],
  ownState: ['C:\\Users\\dev\\AppData\\Roaming\\Code\\User\\chaperone'],
  platform: 'windows',
  isCaseSensitive: false,
};

function diskWithLinks(links: Record<string, string> = {}): Disk {
  return {
    realPath: (path) => {
      for (const [from, to] of Object.entries(links)) {
        if (path === from || path.startsWith(`${from}/`)) return to + path.slice(from.length);
      }
      return path;
    },
    kind: () => 'missing',
    list: () => [],
    text: () => undefined,
  };
}

const at = (path: string, situation = posix, disk = diskWithLinks()) => locate(path, situation, disk);

describe('locate', () => {
  const areas: readonly [string, string][] = [
    ['/work/app', 'workspace'],
    ['/work/app/src/x.ts', 'workspace'],
    ['/work/app/../other/x', 'outside'],
    ['/work/app-evil/x', 'outside'],
    ['/work/app/src/../../app/x', 'workspace'],
    ['/', 'root'],
    ['/dev/sda', 'device'],
    ['/tmp/x', 'temp'],
    ['/home/dev/x', 'home'],
    ['/home/dev/.config/chaperone/rules.json', 'ownState'],
    ['/etc/hosts', 'system'],
    ['/srv/x', 'outside'],
  ];
  for (const [path, area] of areas) {
    it(`says that ${path} is in the area ${area}`, () => assert.equal(at(path).area, area));
  }

  const windowsAreas: readonly [string, string][] = [
    ['C:\\work\\app\\src\\x.ts', 'workspace'],
    ['c:\\WORK\\APP\\x', 'workspace'],
    ['\\\\?\\C:\\work\\app\\x', 'workspace'],
    ['C:/work/app/../x', 'outside'],
    ['C:\\', 'root'],
    ['D:\\', 'root'],
    ['\\\\.\\PhysicalDrive0', 'device'],
    ['C:\\work\\app\\NUL', 'device'],
    ['C:\\Users\\dev\\AppData\\Local\\Temp\\x', 'temp'],
    ['C:\\Users\\dev\\x', 'home'],
    ['C:\\Windows\\System32\\x.dll', 'system'],
    ['C:\\Users\\dev\\AppData\\Roaming\\Code\\User\\CHAPERONE\\x', 'ownState'],
  ];
  for (const [path, area] of windowsAreas) {
    it(`says that ${path} is in the area ${area} on Windows`, () => assert.equal(at(path, windows).area, area));
  }

  it('follows links, so that a link out of the workspace is outside', () => {
    const place = at('/work/app/d/authorized_keys', posix, diskWithLinks({ '/work/app/d': '/home/dev/.ssh' }));
    assert.equal(place.area, 'home');
    assert.equal(place.path, '/home/dev/.ssh/authorized_keys');
    assert.notEqual(place.protectedAs, undefined);
  });

  it('counts a protected or secret name in the literal path as well as in the real one', () => {
    const disk = diskWithLinks({ '/work/app/.vscode': '/work/app/settings', '/work/app/plain': '/work/app/.env' });
    assert.equal(at('/work/app/.vscode/settings.json', posix, disk).protectedAs, 'editor settings');
    assert.equal(at('/work/app/plain', posix, disk).isSecret, true);
  });

  it('tells the folders above the workspace, the home and our own state', () => {
    assert.equal(at('/work/app').holds, 'workspace');
    assert.equal(at('/work').holds, 'workspace');
    assert.equal(at('/home').holds, 'home');
    assert.equal(at('/home/dev/.config').holds, 'ownState');
    assert.equal(at('/work/app/src').holds, undefined);
  });

  it('compares case only where the file system does', () => {
    assert.equal(at('/Work/App/x').area, 'outside');
    assert.equal(at('/Work/App/x', { ...posix, isCaseSensitive: false }).area, 'workspace');
  });

  const guarded = [
    '/work/app/.git/hooks/pre-commit',
    '/work/app/.GIT/config',
    '/work/app/sub/bare.git/config',
    '/work/app/.g\u200dit/config',
    '/work/app/.VSCODE/settings.json',
    '/work/app/x.code-workspace',
    '/work/app/.vscode./settings.json',
    '/work/app/.vscode/settings.json::$DATA',
    '/work/app/git~1/config',
    '/work/app/.devcontainer/devcontainer.json',
    '/work/app/.Cursor/MCP.json',
    '/work/app/.mcp.json',
    '/work/app/docs/AGENTS.md',
    '/work/app/.github/workflows/ci.yml',
    '/work/app/.github/agents/x.md',
    '/work/app/.husky/pre-commit',
    '/work/app/.gitattributes',
    '/work/app/.npmrc',
    '/work/app/.cargo/config.toml',
    '/work/app/.envrc',
    '/home/dev/.bashrc',
    '/home/dev/.ssh/config',
    '/etc/cron.d/x',
    '/work/app/venv/lib/x.pth',
    '/work/app/．vscode/settings.json',
  ];
  for (const path of guarded) {
    it(`protects ${JSON.stringify(path)}`, () => assert.notEqual(at(path).protectedAs, undefined));
  }

  for (const path of [
    '/work/app/.gitignore',
    '/work/app/src/vscode/x.ts',
    '/work/app/docs/agents.txt',
    '/work/app/package.json',
    '/work/app/git/x.ts',
    '/work/app/.github/README.md',
  ]) {
    it(`leaves ${path} unprotected`, () => assert.equal(at(path).protectedAs, undefined));
  }

  it('protects short names on Windows', () =>
    assert.notEqual(at('C:\\work\\app\\VSCODE~1\\settings.json', windows).protectedAs, undefined));

  const secrets = [
    '/work/app/.env',
    '/work/app/.ENV',
    '/work/app/.env.local',
    '/work/app/prod.env',
    '/home/dev/.ssh/id_rsa',
    '/home/dev/.aws/credentials',
    '/work/app/server.pem',
    '/work/app/config/master.key',
    '/work/app/credentials.json',
    '/work/app/secrets.yaml',
    '/etc/shadow',
    '/proc/self/environ',
    '/home/dev/.ssh',
    '/home/dev/.netrc',
    '/home/dev/.kube/config',
    '/home/dev/.bash_history',
    '/work/app/terraform.tfstate',
  ];
  for (const path of secrets) it(`calls ${path} a secret`, () => assert.equal(at(path).isSecret, true));

  for (const path of [
    '/work/app/.env.example',
    '/work/app/src/env.ts',
    '/home/dev/.ssh/id_rsa.pub',
    '/work/app/src/secrets.ts',
    '/work/app/tokens.css',
    '/work/app/environment.yml',
  ]) {
    it(`doesn't call ${path} a secret`, () => assert.equal(at(path).isSecret, false));
  }
});
