import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { alone, cacheFolder, installOnce } from '../../../scripts/editor/cache.mjs';
import { newTemporaryFolder } from '../../../scripts/temporary.mjs';

describe('the cache of editors', () => {
  const before = process.env.CHAPERONE_CACHE;
  let folder: string;

  beforeEach(() => {
    folder = newTemporaryFolder('cache');
    process.env.CHAPERONE_CACHE = folder;
  });

  afterEach(async () => {
    if (before === undefined) delete process.env.CHAPERONE_CACHE;
    else process.env.CHAPERONE_CACHE = before;
    await rm(folder, { recursive: true });
  });

  it('installs once for two who ask at the same time', async () => {
    let installs = 0;
    const install = async (target: string): Promise<void> => {
      installs += 1;
      writeFileSync(path.join(target, 'editor'), 'whole');
    };
    const [first, second] = await Promise.all([installOnce('editor', install), installOnce('editor', install)]);
    assert.equal(installs, 1);
    assert.equal(first, second);
    assert.equal(readFileSync(path.join(first, 'editor'), 'utf8'), 'whole');
  });

  it('leaves nothing to be taken for an editor when an installation fails, and tries again', async () => {
    const fail = async (target: string): Promise<void> => {
      writeFileSync(path.join(target, 'half'), '');
      throw new Error('no network');
    };
    await assert.rejects(installOnce('editor', fail), /no network/);
    assert.equal(existsSync(path.join(cacheFolder(), 'editor')), false);
    const installed = await installOnce('editor', async () => undefined);
    assert.deepEqual(readdirSync(installed), []);
  });

  it('takes over from an installer that died', async () => {
    await alone('other', async () => undefined);
    const lock = path.join(cacheFolder(), 'editor.lock');
    writeFileSync(lock, '');
    const longAgo = new Date(Date.now() - 60_000);
    utimesSync(lock, longAgo, longAgo);
    assert.ok(existsSync(await installOnce('editor', async () => undefined)));
    assert.equal(existsSync(lock), false);
  });
});
