import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { copySample, isDemoWorkspace } from '../../../src/model/demoSample';

const sample = resolve('samples/shop');

describe('the sample project', () => {
  let folder: string;
  const saved = { ...process.env };

  beforeEach(() => {
    folder = mkdtempSync(join(realpathSync(tmpdir()), 'chaperone demo '));
  });

  afterEach(() => {
    for (const name of Object.keys(process.env)) if (!(name in saved)) delete process.env[name];
    Object.assign(process.env, saved);
    rmSync(folder, { recursive: true, force: true });
  });

  it('is copied as a repository with one clean commit, and keeps the orders and the keys out of it', async () => {
    const to = join(folder, 'shop');
    await copySample(sample, to);

    assert.equal(git(to, 'status', '--porcelain'), '');
    assert.match(git(to, 'log', '--format=%an <%ae> %s'), /^Chaperone Demo <demo@chaperone\.invalid> Open the shop$/);
    const held = git(to, 'ls-files').split('\n');
    assert.ok(held.includes('src/checkout.js'));
    assert.ok(!held.some((path) => path.startsWith('data/') || path === '.env'));
    assert.ok(existsSync(join(to, 'data/orders.jsonl')));
    assert.match(readFileSync(join(to, '.env'), 'utf8'), /PAYMENT_PASSWORD=/);
  });

  it("does not run the person's hooks, sign with their key or commit into another repository", async () => {
    const home = join(folder, 'home');
    const hooks = join(home, 'hooks');
    mkdirSync(hooks, { recursive: true });
    writeFileSync(join(hooks, 'pre-commit'), '#!/bin/sh\nexit 1\n', { mode: 0o755 });
    writeFileSync(join(hooks, 'post-commit'), `#!/bin/sh\ntouch '${join(folder, 'hook ran')}'\n`, { mode: 0o755 });
    writeFileSync(
      join(home, '.gitconfig'),
      `[core]\nhooksPath = ${hooks}\n[commit]\ngpgSign = true\n[user]\nname = Somebody\n`,
    );
    process.env.HOME = home;
    process.env.XDG_CONFIG_HOME = home;
    process.env.GIT_DIR = join(folder, 'elsewhere.git');
    process.env.GIT_AUTHOR_NAME = 'Somebody';

    const to = join(folder, 'shop');
    await copySample(sample, to);

    assert.ok(!existsSync(join(folder, 'hook ran')));
    assert.ok(!existsSync(join(folder, 'elsewhere.git')));
    assert.equal(git(to, 'log', '--format=%an'), 'Chaperone Demo');
  });

  it('has a test that fails', async () => {
    const to = join(folder, 'shop');
    await copySample(sample, to);
    const { NODE_TEST_CONTEXT: _, ...env } = process.env;
    const run = spawnSync(process.execPath, ['--test'], { cwd: to, encoding: 'utf8', env });
    assert.equal(run.status, 1);
    assert.match(
      run.stdout,
      /not ok .*voucher lowers the price of the goods|✖ .*voucher lowers the price of the goods/,
    );
  });

  it('is told from any other folder by its marker', async () => {
    const to = join(folder, 'shop');
    assert.equal(isDemoWorkspace(to), false);
    await copySample(sample, to);
    assert.equal(isDemoWorkspace(to), true);
    writeFileSync(join(folder, '.chaperone-demo'), '');
    assert.equal(isDemoWorkspace(folder), false);
    mkdirSync(join(folder, 'other', '.chaperone-demo'), { recursive: true });
    assert.equal(isDemoWorkspace(join(folder, 'other')), false);
  });

  it('is never copied over what is already there', async () => {
    writeFileSync(join(folder, 'mine.txt'), 'mine');
    await assert.rejects(copySample(sample, folder), /is not empty/);
    assert.equal(readFileSync(join(folder, 'mine.txt'), 'utf8'), 'mine');
    assert.equal(existsSync(join(folder, 'package.json')), false);
  });

  it('says so when git is missing, and is then not taken for a demo', async () => {
    const to = join(folder, 'shop');
    for (const name of Object.keys(process.env)) if (name.toUpperCase() === 'PATH') process.env[name] = folder;
    await assert.rejects(copySample(sample, to), /needs git, which was not found/);
    assert.equal(isDemoWorkspace(to), false);
  });
});

function git(folder: string, ...args: string[]): string {
  const { GIT_DIR: _, ...env } = process.env;
  return execFileSync('git', args, { cwd: folder, encoding: 'utf8', env }).trim();
}
