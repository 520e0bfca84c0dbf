import assert from 'node:assert/strict';
import {
  mkdirSync,
  mkdtempSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { NodeDisk } from '../../../src/run/nodeDisk';

describe('DiskSnapshot', () => {
  const disk = new NodeDisk();
  let base: string;

  beforeEach(() => {
    base = realpathSync(mkdtempSync(join(tmpdir(), 'chaperone snapshot ü')));
    mkdirSync(join(base, 'work', 'src'), { recursive: true });
    mkdirSync(join(base, 'outside', 'deep'), { recursive: true });
    writeFileSync(join(base, 'work', 'a.txt'), 'one');
  });

  afterEach(() => rmSync(base, { recursive: true }));

  it('says what the disk itself says, in whatever order it is asked', () => {
    const names = ['a', 'b', 'c', 'd'];
    const part = fc.constantFrom(...names, '..', '.', 'gone', '');
    const path = fc.array(part, { minLength: 1, maxLength: 6 }).map((parts) => parts.join('/'));
    const what = fc.record({ kind: fc.constantFrom('folder', 'file', 'relative', 'absolute'), target: path });
    fc.assert(
      fc.property(
        fc.array(what, { minLength: 4, maxLength: 4 }),
        fc.array(path, { minLength: 1, maxLength: 20 }),
        fc.boolean(),
        (tree, asked, knowsTop) => {
          const top = join(mkdtempSync(join(base, 'tree')), 'x', 'y');
          mkdirSync(join(top, 'deep'), { recursive: true });
          for (const [i, { kind, target }] of tree.entries()) {
            const name = join(top, names[i] ?? '');
            if (kind === 'folder') mkdirSync(name);
            else if (kind === 'file') writeFileSync(name, target);
            else symlinkSync((kind === 'relative' ? target : `${top}/${target}`) || '.', name);
          }
          const snapshot = disk.snapshot();
          if (knowsTop) assert.equal(snapshot.realPath(top), top);
          for (const each of asked.map((name) => `${top}/${name}`)) {
            const real = disk.realPath(each);
            assert.equal(plain(snapshot.realPath(each)), plain(real), `${each} in ${JSON.stringify(tree)}`);
            assert.equal(snapshot.kind(real), disk.kind(real), real);
            assert.equal(snapshot.kind(each), disk.kind(each), each);
            assert.equal(snapshot.text(each, 100), disk.text(each, 100), each);
            assert.deepEqual(snapshot.list(real), disk.list(real), real);
          }
        },
      ),
      { numRuns: 100 },
    );
  });

  it('answers any path whatever', () => {
    const snapshot = disk.snapshot();
    for (const path of ['', '.', 'a\0b', '/\0', 'x/'.repeat(500_000), `/${'../'.repeat(1300)}`, '//', '/..', '/./x']) {
      assert.equal(typeof snapshot.realPath(path), 'string');
      assert.equal(snapshot.kind(path), disk.kind(path), path.slice(0, 20));
      assert.equal(snapshot.text(path, 10), undefined);
      assert.deepEqual(snapshot.list(path), disk.list(path));
    }
    assert.equal(snapshot.realPath('/..'), '/');
  });

  it('sees a folder that became a link, or a link that leads elsewhere, in the next decision', () => {
    const asked = join(base, 'work', 'src', 'x.ts');
    assert.equal(disk.snapshot().realPath(asked), asked);
    renameSync(join(base, 'work', 'src'), join(base, 'work', 'old'));
    symlinkSync(join(base, 'outside'), join(base, 'work', 'src'));
    assert.equal(disk.snapshot().realPath(asked), join(base, 'outside', 'x.ts'));
    rmSync(join(base, 'work', 'src'));
    symlinkSync(join(base, 'outside', 'deep'), join(base, 'work', 'src'));
    assert.equal(disk.snapshot().realPath(asked), join(base, 'outside', 'deep', 'x.ts'));
  });

  it('sees in the next decision that the folder it works in became a link, went, or is another one', () => {
    const folder = join(base, 'work', 'src');
    const real = () => disk.snapshot().realPath(folder);
    for (let round = 0; round < 3; round++) assert.equal(real(), folder);
    renameSync(folder, join(base, 'moved'));
    assert.equal(real(), folder);
    symlinkSync(join(base, 'moved'), folder);
    assert.equal(real(), join(base, 'moved'));
    rmSync(folder);
    mkdirSync(folder);
    assert.equal(real(), folder);
    assert.equal(disk.snapshot().realPath(join(folder, 'x')), join(folder, 'x'));
  });

  it('sees content that changed without a change of size or of the time of the content', () => {
    const file = join(base, 'work', 'a.txt');
    const read = () => disk.snapshot().text(file, 100);
    for (const text of ['one', 'two', 'six', 'ten']) {
      writeFileSync(file, text);
      utimesSync(file, 1, 1);
      assert.equal(read(), text);
      assert.equal(read(), text);
    }
  });

  it('sees names that came', () => {
    const read = () => disk.snapshot().list(join(base, 'work'));
    assert.deepEqual([...read()].sort(), ['a.txt', 'src']);
    writeFileSync(join(base, 'work', 'b.txt'), '');
    assert.deepEqual([...read()].sort(), ['a.txt', 'b.txt', 'src']);
  });

  it('stays as it was seen', () => {
    const snapshot = disk.snapshot();
    const file = join(base, 'work', 'new.txt');
    assert.equal(snapshot.kind(file), 'missing');
    writeFileSync(file, '');
    assert.equal(snapshot.kind(file), 'missing');
    assert.equal(disk.snapshot().kind(file), 'file');
  });
});

/** `x/` and `x` are one place. */
function plain(path: string): string {
  return path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path;
}
