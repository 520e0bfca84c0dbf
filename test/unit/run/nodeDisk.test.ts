import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { NodeDisk } from '../../../src/run/nodeDisk';

describe('NodeDisk', () => {
  const disk = new NodeDisk();
  let base: string;

  beforeEach(() => {
    base = realpathSync(mkdtempSync(join(tmpdir(), 'chaperone disk ü\n')));
    mkdirSync(join(base, 'work', 'src'), { recursive: true });
    mkdirSync(join(base, 'outside', 'deep'), { recursive: true });
    writeFileSync(join(base, 'outside', 'secret'), 'x');
  });

  afterEach(() => rmSync(base, { recursive: true }));

  function link(target: string, ...name: string[]): string {
    const path = join(base, ...name);
    symlinkSync(target, path);
    return path;
  }

  describe('realPath', () => {
    it('leaves a plain path as it is', () => {
      assert.equal(disk.realPath(join(base, 'work', 'src')), join(base, 'work', 'src'));
      assert.equal(disk.realPath('/'), '/');
    });

    it('follows a linked folder, for what is there and for what is not yet', () => {
      link(join(base, 'outside'), 'work', 'lib');
      assert.equal(disk.realPath(join(base, 'work', 'lib', 'secret')), join(base, 'outside', 'secret'));
      assert.equal(disk.realPath(join(base, 'work', 'lib', 'new', 'x.ts')), join(base, 'outside', 'new', 'x.ts'));
    });

    it('resolves a link to nothing to where a write through it would land', () => {
      const dangling = link(join(base, 'outside', 'planted'), 'work', 'notes.txt');
      assert.equal(disk.realPath(dangling), join(base, 'outside', 'planted'));
      assert.equal(disk.realPath(join(dangling, 'below')), join(base, 'outside', 'planted', 'below'));
    });

    it('follows links to nothing through other links, relative ones too', () => {
      link('../outside', 'work', 'a');
      link('a/deep/nowhere', 'work', 'b');
      link('b', 'work', 'c');
      assert.equal(disk.realPath(join(base, 'work', 'c', 'x')), join(base, 'outside', 'deep', 'nowhere', 'x'));
    });

    it('takes .. behind a link for the parent of where the link leads', () => {
      link(join(base, 'outside', 'deep'), 'work', 'd');
      assert.equal(disk.realPath(`${base}/work/d/../secret`), join(base, 'outside', 'secret'));
      assert.equal(disk.realPath(`${base}/work/d/../new`), join(base, 'outside', 'new'));
      assert.equal(disk.realPath(`${base}/work/none/../d/../new`), join(base, 'outside', 'new'));
      link('d/../new', 'work', 'e');
      assert.equal(disk.realPath(join(base, 'work', 'e')), join(base, 'outside', 'new'));
    });

    it('answers a circle of links with a path that cannot be opened, and goes on', () => {
      const circle = link('b', 'work', 'a');
      link('a', 'work', 'b');
      link('self/x', 'work', 'self');
      assert.match(disk.realPath(join(circle, 'x')), /work\/[ab]\/x$/);
      assert.ok(disk.realPath(join(base, 'work', 'self')).startsWith(join(base, 'work', 'self')));
      assert.equal(disk.text(disk.realPath(circle), 10), undefined);
    });

    it('does not mind slashes too many, nor a file where a folder should be', () => {
      assert.equal(disk.realPath(`${base}//work///src/`), join(base, 'work', 'src'));
      assert.equal(disk.realPath(`${base}/outside/secret/below`), join(base, 'outside', 'secret', 'below'));
      assert.equal(disk.realPath(`${base}/work/./none/`), join(base, 'work', 'none'));
    });

    it('answers any path whatever', () => {
      for (const path of ['', '.', 'a\0b', '/\0', 'x/'.repeat(500_000), '../'.repeat(5000), `/${'y'.repeat(5000)}`]) {
        assert.equal(typeof disk.realPath(path), 'string');
      }
      assert.equal(disk.realPath('no such thing'), join(process.cwd(), 'no such thing'));
    });

    it('names the place where a write lands, wherever links lead', () => {
      const names = ['a', 'b', 'c', 'd'];
      const part = fc.constantFrom(...names, '..', '.', 'gone');
      const path = fc.array(part, { minLength: 1, maxLength: 5 }).map((parts) => parts.join('/'));
      const what = fc.record({ kind: fc.constantFrom('folder', 'folder', 'relative', 'absolute'), target: path });
      let landed = 0;
      fc.assert(
        fc.property(
          fc.array(what, { minLength: 4, maxLength: 4 }),
          fc.array(path, { minLength: 8, maxLength: 20 }),
          (tree, asked) => {
            const top = join(mkdtempSync(join(base, 'tree')), ...'0123456789');
            mkdirSync(top, { recursive: true });
            for (const [i, { kind, target }] of tree.entries()) {
              const name = join(top, names[i] ?? '');
              if (kind === 'folder') mkdirSync(name);
              else symlinkSync(kind === 'relative' ? target : `${top}/${target}`, name);
            }
            for (const each of asked) {
              const written = `${top}/${each}`;
              const place = disk.realPath(written);
              if (!place.startsWith(`${base}/`) || !writes(written)) continue;
              landed += 1;
              assert.ok(lstatSync(place).isFile(), `${each} in ${JSON.stringify(tree)}`);
              assert.equal(realpathSync.native(written), place);
            }
          },
        ),
        { numRuns: 50 },
      );
      assert.ok(landed > 20);
    });
  });

  it('tells files, folders, devices and nothing apart, through links', () => {
    const fifo = join(base, 'fifo');
    if (process.platform !== 'win32') execFileSync('mkfifo', [fifo]);
    assert.equal(disk.kind(base), 'folder');
    assert.equal(disk.kind(link(join(base, 'outside', 'secret'), 'work', 'l')), 'file');
    assert.equal(disk.kind(join(base, 'none')), 'missing');
    assert.equal(disk.kind(link('gone', 'work', 'm')), 'missing');
    assert.equal(disk.kind('a\0b'), 'missing');
    if (process.platform === 'win32') return;
    assert.equal(disk.kind('/dev/null'), 'device');
    assert.equal(disk.kind(fifo), 'device');
  });

  it('lists names, and nothing where it cannot', () => {
    assert.deepEqual([...disk.list(join(base, 'outside'))].sort(), ['deep', 'secret']);
    assert.deepEqual(disk.list(join(base, 'none')), []);
    assert.deepEqual(disk.list(join(base, 'outside', 'secret')), []);
  });

  it('gives the text of a file that is UTF-8 and not too long', () => {
    const file = join(base, 'text');
    writeFileSync(file, 'grüße');
    assert.equal(disk.text(file, 7), 'grüße');
    assert.equal(disk.text(file, 6), undefined);
    writeFileSync(file, Buffer.from([0x67, 0xfc]));
    assert.equal(disk.text(file, 100), undefined);
    writeFileSync(file, '');
    assert.equal(disk.text(file, 0), '');
    assert.equal(disk.text(base, 100), undefined);
    assert.equal(disk.text(join(base, 'none'), 100), undefined);
  });

  if (process.platform !== 'win32') {
    it('waits for no pipe', () => {
      const fifo = join(base, 'fifo');
      execFileSync('mkfifo', [fifo]);
      assert.equal(disk.text(fifo, 100), undefined);
      assert.equal(disk.text('/dev/zero', 100), undefined);
    });
  }

  // Windows keeps owners out of nothing by a mode.
  if (process.platform !== 'win32') {
    it('answers what it may not look at as not there', () => {
      const closed = join(base, 'closed');
      mkdirSync(join(closed, 'in'), { recursive: true });
      chmodSync(closed, 0);
      asAnybody(() => {
        assert.equal(disk.kind(join(closed, 'in')), 'missing');
        assert.equal(disk.realPath(join(closed, 'in')), join(closed, 'in'));
      });
      chmodSync(closed, 0o700);
    });
  }
});

function writes(path: string): boolean {
  try {
    writeFileSync(path, 'x');
    return true;
  } catch {
    return false;
  }
}

/** Root may look at everything, so that it has to become somebody else for a while. */
function asAnybody(act: () => void): void {
  const isRoot = process.getuid?.() === 0;
  if (isRoot) process.seteuid?.(65534);
  try {
    act();
  } finally {
    if (isRoot) process.seteuid?.(0);
  }
}
