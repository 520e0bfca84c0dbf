import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { uncommittedFiles } from '../../../src/run/uncommitted';

describe('files that git does not hold', () => {
  let root: string;
  const environment = { PATH: process.env.PATH ?? '', HOME: tmpdir() };
  const find = (roots: readonly string[] = [root]) => uncommittedFiles(roots, { environment, platform: 'posix' });
  const git = (...args: readonly string[]) => execFileSync('git', args, { cwd: root, stdio: 'pipe' });
  const write = (name: string, text = 'x\n') => writeFileSync(join(root, name), text);

  beforeEach(() => {
    root = realpathSync(mkdtempSync(join(tmpdir(), 'chaperone git ')));
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  function commitAll(): void {
    git('init', '-q');
    git('add', '-A');
    git('-c', 'user.name=a', '-c', 'user.email=a@b.c', 'commit', '-q', '--allow-empty', '-m', 'one');
  }

  it('are those that changed, that are new and that it ignores', async () => {
    for (const name of ['same.txt', 'changed.txt', 'staged é.txt', '.gitignore']) write(name);
    write('.gitignore', 'out/\n*.log\n');
    commitAll();
    mkdirSync(join(root, 'out'));
    mkdirSync(join(root, 'new'));
    for (const name of ['out/a.js', 'new/a "b".txt', 'x.log']) write(name);
    write('changed.txt', 'y\n');
    write('staged é.txt', 'y\n');
    git('add', 'staged é.txt');
    const expected = ['changed.txt', 'new/a "b".txt', 'out/', 'staged é.txt', 'x.log'];
    assert.deepEqual((await find())?.toSorted(), expected.map((name) => join(root, name)).toSorted());
  });

  it('are none where all is committed', async () => {
    write('a.txt');
    commitAll();
    assert.deepEqual(await find(), []);
  });

  it('are told below a folder of the repository by their whole paths, and only there', async () => {
    mkdirSync(join(root, 'app'));
    write('app/a.txt');
    commitAll();
    write('app/b.txt');
    write('c.txt');
    assert.deepEqual(await find([join(root, 'app')]), [join(root, 'app/b.txt')]);
  });

  it('are all in a folder outside of any repository', async () => {
    write('a.txt');
    assert.deepEqual(await find(), [`${root}/`]);
  });

  it('are unknown where there is no git', async () => {
    commitAll();
    assert.equal(await uncommittedFiles([root], { environment: { PATH: root }, platform: 'posix' }), undefined);
  });

  it('are found without running what the repository has configured', async () => {
    write('a.txt');
    commitAll();
    git('config', 'core.fsmonitor', `touch '${join(root, 'ran')}'; false`);
    write('b.txt');
    assert.deepEqual(await find(), [join(root, 'b.txt')]);
  });
});
