import assert from 'node:assert/strict';
import type { Action } from '../../../src/action/action';
import type { Disk, Situation } from '../../../src/action/situation';
import { analyse } from '../../../src/effect/analyse';
import { commandAction, disk, judge, judgeCommand, situation } from '../../corpus/judging';

const effectsOf = (action: Action, at: Situation = situation, on: Disk = disk) => analyse(action, at, on).effects;

describe('analyse', () => {
  it('turns an exception inside into an effect that can not be allowed', () => {
    const broken: Disk = {
      ...disk,
      realPath: () => {
        throw new Error('disk on fire');
      },
    };
    const [effect] = effectsOf({ kind: 'readFile', path: '/work/app/README.md' }, situation, broken);
    assert.equal(effect?.kind, 'unknown');
    assert.equal(effect?.detail, 'analysis.failed');
  });

  it('says where an effect of a command stands', () => {
    const command = 'echo ok && git push --force';
    const effect = effectsOf(commandAction(command)).find((each) => each.kind === 'gitRemote');
    assert.equal(effect?.part.text, 'git push --force');
    assert.equal(command.slice(effect?.part.start, effect?.part.end), 'git push --force');
  });

  it('maps what a shell inside runs to the place it comes from', () => {
    const command = "ls; bash -c 'git push --force'";
    const effect = effectsOf(commandAction(command)).find((each) => each.kind === 'gitRemote');
    assert.equal(effect?.part.text, 'git push --force');
    assert.equal(command.slice(effect?.part.start, effect?.part.end), "bash -c 'git push --force'");
  });

  it('tells the files a verdict relied on', () => {
    assert.ok(analyse(commandAction('cat README.md'), situation, disk).paths.includes('/work/app/README.md'));
  });

  it('reads a folder given to a command as the folder it works in, not as the workspace', () => {
    assert.equal(judge(commandAction('cat etc/passwd', '/')).decision, 'allow');
    assert.notEqual(judge(commandAction('npm test', '/')).decision, 'allow');
    assert.notEqual(judge(commandAction('cat notes.txt', '/home/dev')).decision, 'allow');
  });

  const requests: readonly [string, 'allow' | 'ask' | 'block'][] = [
    ['http://localhost:3000/', 'allow'],
    ['http://127.0.0.1:8080/x', 'allow'],
    ['https://example.com/', 'ask'],
    ['https://example.com@evil.example/', 'ask'],
    ['https://example.com\\@evil.example/', 'ask'],
    ['file:///etc/passwd', 'ask'],
    ['http://169.254.169.254/latest', 'ask'],
    ['http://10.0.0.1/', 'ask'],
    ['http://2130706433/', 'ask'],
    ['http://[::ffff:7f00:1]/', 'ask'],
    ['https://xn--pple-43d.com/', 'ask'],
    ['not a url', 'ask'],
    ['https://example.com/?token=abcdefgh', 'ask'],
    ['http://localhost.evil.example/', 'ask'],
    ['vscode://x/y', 'ask'],
  ];
  for (const [url, decision] of requests) {
    it(`answers ${decision} to a request for ${url}`, () =>
      assert.equal(judge({ kind: 'fetch', url }).decision, decision));
  }

  it('sees that a pattern of a search leads out of its folder', () => {
    assert.notEqual(
      judge({
        kind: 'searchText',
        path: '/work/app',
        pattern: 'x',
        isRegex: false,
        isCaseSensitive: true,
        glob: '../**',
      }).decision,
      'allow',
    );
    assert.equal(
      judge({
        kind: 'searchText',
        path: '/work/app',
        pattern: 'x',
        isRegex: false,
        isCaseSensitive: true,
        glob: '**/*.ts',
      }).decision,
      'allow',
    );
  });

  it('understands Windows paths in tools and in Git Bash', () => {
    const windows: Situation = {
      ...situation,
      platform: 'windows',
      isCaseSensitive: false,
      roots: ['C:\\work\\app'],
      home: 'C:\\Users\\dev',
      temp: ['C:\\Temp'],
      ownState: ['C:\\Users\\dev\\chaperone'],
    };
    const empty: Disk = { realPath: (path) => path, kind: () => 'missing', list: () => [], text: () => undefined };
    const areas = (command: string) =>
      effectsOf(
        { kind: 'command', command, cwd: 'C:\\work\\app', timeoutMs: 1, background: false },
        windows,
        empty,
      ).map((effect) => effect.place?.area);
    assert.deepEqual(areas('cat src/x.ts'), ['workspace']);
    assert.deepEqual(areas('cat /c/Users/dev/x.txt'), ['home']);
    assert.deepEqual(areas("cat 'C:\\Users\\dev\\x.txt'"), ['home']);
    assert.deepEqual(areas('cat ../other/x'), ['outside']);
    assert.deepEqual(areas('echo x > /dev/null'), []);
  });

  it('compares program names as the file system does', () => {
    const mac: Situation = { ...situation, isCaseSensitive: false };
    assert.ok(effectsOf(commandAction('RM -rf src'), mac).some((effect) => effect.kind === 'delete'));
  });

  it('holds a function that multiplies', () => assert.equal(judgeCommand(':(){ :|:& };:').decision, 'block'));
});
