import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ContentStore, ContentStoreError } from '../../../src/ledger/contentStore';

const HOURS = 60 * 60 * 1000;

describe('ContentStore', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'chaperone store ü\n'));
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  const fileOf = (digest: string) => join(folder, digest.slice(0, 2), digest.slice(2, 4), digest);
  const isThere = (digest: string) => existsSync(fileOf(digest));

  /** Makes content look as if it was written some hours ago. */
  function age(digest: string, hours: number): string {
    const then = new Date(Date.now() - hours * HOURS);
    utimesSync(fileOf(digest), then, then);
    return digest;
  }

  it('gives back what was put, by its SHA-256', () => {
    const store = new ContentStore(folder);
    const bytes = Buffer.from([0, 255, 13, 10, 0]);
    const digest = store.put(bytes);
    assert.equal(digest, createHash('sha256').update(bytes).digest('hex'));
    assert.deepEqual(store.get(digest), bytes);
    assert.equal(new ContentStore(folder).get(store.put('grüße'))?.toString(), 'grüße');
    assert.equal(store.get(store.put(''))?.length, 0);
  });

  it('knows nothing of what was never put, nor of names that are no digests', () => {
    const store = new ContentStore(folder);
    writeFileSync(join(folder, 'secret'), 'x');
    assert.equal(store.get('0'.repeat(64)), undefined);
    assert.equal(store.get('../secret'), undefined);
    assert.equal(store.get(''), undefined);
  });

  it('does not give back what is no longer what its name says, and puts it right when put again', () => {
    const store = new ContentStore(folder);
    const digest = store.put('before');
    writeFileSync(fileOf(digest), 'beforf');
    assert.equal(store.get(digest), undefined);
    assert.equal(store.put('before'), digest);
    assert.equal(store.get(digest)?.toString(), 'before');
  });

  it('keeps the same content once', () => {
    const store = new ContentStore(folder);
    const digest = store.put('same');
    const { ino } = statSync(fileOf(digest));
    store.put('same');
    assert.equal(statSync(fileOf(digest)).ino, ino);
    assert.deepEqual(readdirSync(join(folder, digest.slice(0, 2), digest.slice(2, 4))), [digest]);
  });

  it('leaves no temporary files', () => {
    const store = new ContentStore(folder);
    store.put('a');
    store.put('b');
    assert.deepEqual(
      readdirSync(folder).filter((name) => name.length > 2),
      [],
    );
  });

  it('is readable by its owner alone', () => {
    if (process.platform === 'win32') return;
    const own = join(folder, 'store');
    const store = new ContentStore(own);
    const digest = store.put('mine');
    assert.equal(statSync(join(own, digest.slice(0, 2), digest.slice(2, 4), digest)).mode & 0o777, 0o600);
    assert.equal(statSync(own).mode & 0o777, 0o700);
    assert.equal(statSync(join(own, digest.slice(0, 2))).mode & 0o777, 0o700);
  });

  it('drops what was written longest ago when it is full', async () => {
    const store = new ContentStore(folder, 250);
    const [oldest, older, old] = ['a', 'b', 'c'].map((letter, i) => age(store.put(letter.repeat(100)), 10 - i));
    assert.ok(oldest !== undefined && older !== undefined && old !== undefined);
    await store.prune();
    assert.deepEqual([oldest, older, old].map(isThere), [false, true, true]);
  });

  it('counts content that is put again as new', async () => {
    const store = new ContentStore(folder, 250);
    const first = age(store.put('a'.repeat(100)), 10);
    const second = age(store.put('b'.repeat(100)), 9);
    store.put('a'.repeat(100));
    store.put('c'.repeat(100));
    await store.prune();
    assert.deepEqual([first, second].map(isThere), [true, false]);
  });

  it('never drops what was put in the last hour', async () => {
    const store = new ContentStore(folder, 250);
    const recent = ['a', 'b', 'c', 'd'].map((letter) => store.put(letter.repeat(100)));
    await store.prune();
    assert.deepEqual(recent.map(isThere), [true, true, true, true]);
  });

  it('drops what a killed process left of a write', async () => {
    const store = new ContentStore(folder, 250);
    const leftOver = join(folder, 'x.tmp');
    writeFileSync(leftOver, 'x'.repeat(200));
    utimesSync(leftOver, new Date(0), new Date(0));
    const digest = age(store.put('a'.repeat(100)), 5);
    await store.prune();
    assert.equal(existsSync(leftOver), false);
    assert.ok(isThere(digest));
  });

  it('prunes by itself as it grows', async () => {
    const store = new ContentStore(folder, 250);
    const old = age(store.put('a'.repeat(200)), 3);
    await store.prune();
    store.put('b'.repeat(200));
    await store.prune();
    assert.equal(isThere(old), false);
  });

  it('refuses what is larger than it may be', () => {
    const store = new ContentStore(folder, 250);
    assert.throws(() => store.put('x'.repeat(251)), isStoreError('tooLarge'));
  });

  it('throws when it cannot write, and leaves nothing behind', () => {
    const blocked = join(folder, 'blocked');
    writeFileSync(blocked, 'a file where the folder should be');
    assert.throws(() => new ContentStore(blocked).put('x'), isStoreError('unwritable'));
    const digest = createHash('sha256').update('y').digest('hex');
    mkdirSync(fileOf(digest), { recursive: true });
    assert.throws(() => new ContentStore(folder).put('y'), isStoreError('unwritable'));
    assert.deepEqual(readdirSync(folder).sort(), ['blocked', digest.slice(0, 2)].sort());
    assert.equal(readFileSync(blocked, 'utf8'), 'a file where the folder should be');
  });

  function isStoreError(code: ContentStoreError['code']) {
    return (error: unknown) => error instanceof ContentStoreError && error.code === code;
  }
});
