import assert from 'node:assert/strict';
import { Stats } from 'node:fs';
import { StatCache } from '../../../src/run/statCache';

/** A file as `stat` tells of it, last changed so long ago. */
function stat(fields: Partial<Stats> = {}): Stats {
  const at = 1_000_000;
  return Object.assign(
    Object.create(Stats.prototype),
    { ino: 1, dev: 1, size: 3, mode: 0o644, mtimeMs: at, ctimeMs: at },
    fields,
  );
}

describe('StatCache', () => {
  it('reads again only what may have changed', () => {
    const cache = new StatCache<number>(10);
    let reads = 0;
    const read = () => ++reads;
    assert.equal(cache.get('a', stat(), read), 1);
    assert.equal(cache.get('a', stat(), read), 1);
    const changes: readonly Partial<Stats>[] = [
      { size: 4 },
      { ino: 2 },
      { dev: 2 },
      { mtimeMs: 1_000_001 },
      { ctimeMs: 1_000_001 },
      { mode: 0o600 },
    ];
    for (const [index, change] of changes.entries()) assert.equal(cache.get('a', stat(change), read), index + 2);
  });

  it('keeps nothing that changed a moment ago, since the next change may not show', () => {
    const cache = new StatCache<number>(10);
    let reads = 0;
    const young = stat({ ctimeMs: Date.now() - 100 });
    assert.equal(
      cache.get('a', young, () => ++reads),
      1,
    );
    assert.equal(
      cache.get('a', young, () => ++reads),
      2,
    );
    const ahead = stat({ mtimeMs: Date.now() + 100_000 });
    assert.equal(
      cache.get('b', ahead, () => ++reads),
      3,
    );
    assert.equal(
      cache.get('b', ahead, () => ++reads),
      4,
    );
  });

  it('stays small', () => {
    const cache = new StatCache<string>(3);
    for (const path of ['a', 'b', 'c', 'd', 'a'])
      assert.equal(
        cache.get(path, stat(), () => path),
        path,
      );
    let reads = 0;
    cache.get('b', stat(), () => String(++reads));
    assert.equal(reads, 1);
  });
});
