import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import {
  closeSync,
  mkdirSync,
  mkdtempSync,
  readSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ReadFileAction } from '../../../src/action/action';
import { ChangedError } from '../../../src/gate/carriers';
import { NodeDisk } from '../../../src/run/nodeDisk';
import { openReal } from '../../../src/run/openReal';
import { readFileCarrier } from '../../../src/run/readFile';
import { CarryingFixture } from './carrying';

describe('reading a file', () => {
  let folder: string;
  const read = readFileCarrier(new NodeDisk());

  beforeEach(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'chaperone read ü\n')));
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  function write(content: string | Uint8Array, name = 'a file.txt'): string {
    const path = join(folder, name);
    writeFileSync(path, content);
    return path;
  }

  const ask = (path: string, range: Partial<ReadFileAction> = {}, fix = new CarryingFixture()) =>
    read({ kind: 'readFile', path, ...range }, fix.carrying);

  it('numbers its lines', async () => {
    const result = await ask(write('one\n\n\tthree\n'));
    assert.deepEqual(result, { ok: true, text: '1\tone\n2\t\n3\t\tthree', summary: '3 lines' });
  });

  it('reads a last line without an end', async () => {
    assert.equal((await ask(write('one\ntwo'))).text, '1\tone\n2\ttwo');
  });

  it('reads a range, and says where it lies', async () => {
    const path = write('a\nb\nc\nd\ne\n');
    assert.equal((await ask(path, { startLine: 2, endLine: 3 })).text, '2\tb\n3\tc\n[Lines 2 to 3 of 5.]');
    assert.equal((await ask(path, { endLine: 2 })).text, '1\ta\n2\tb\n[Lines 1 to 2 of 5.]');
    assert.equal((await ask(path, { startLine: 4, endLine: 99 })).text, '4\td\n5\te\n[Lines 4 to 5 of 5.]');
  });

  it('says how many lines there are when asked for more', async () => {
    const result = await ask(write('a\nb\n'), { startLine: 3 });
    assert.equal(result.ok, false);
    assert.match(result.text, /has only 2 lines/);
  });

  it('says that a file is empty', async () => {
    assert.match((await ask(write(''))).text, /is empty/);
  });

  it('cuts a file with many lines, and says how to go on', async () => {
    const { text } = await ask(write(Array.from({ length: 3000 }, (_, i) => `${i + 1}\n`).join('')));
    assert.match(text, /\n2000\t2000\n\[Lines 1 to 2000 of 3000\. Read on with start_line 2001\.\]$/);
  });

  it('cuts a file with much text, and long lines', async () => {
    const { text } = await ask(write(`${'x'.repeat(3000)}\n`.repeat(100)));
    assert.ok(text.length < 65_000);
    assert.match(text, /^1\tx{2000}… \[this line is longer\]\n2\t/);
    assert.match(text, /Read on with start_line \d+\.\]$/);
  });

  it('tells line ends and encodings that an edit has to know of', async () => {
    assert.match((await ask(write('a\r\nb\r\n'))).text, /^1\ta\n2\tb\n\[Lines end in CRLF\.\]$/);
    assert.match((await ask(write('a\r\nb\n'))).text, /Some lines end in CRLF, some in LF/);
    assert.match((await ask(write('\ufeffa'))).text, /^1\ta\n\[Encoded in UTF-8 with a byte order mark\.\]$/);
    assert.match(
      (await ask(write(Buffer.from('\ufeffgrüße', 'utf16le')))).text,
      /^1\tgrüße\n\[Encoded in UTF-16 LE\.\]$/,
    );
    const bigEndian = Buffer.from('\ufeffa\r\n', 'utf16le').swap16();
    assert.match((await ask(write(bigEndian))).text, /^1\ta\n\[Lines end in CRLF\. Encoded in UTF-16 BE\.\]$/);
  });

  it('refuses what is no text, and says what to do', async () => {
    const binary = await ask(write(Buffer.from([0x7f, 0x45, 0, 1])));
    assert.equal(binary.ok, false);
    assert.match(binary.text, /a file\.txt is binary.*`file`/);
    const latin = await ask(write(Buffer.from('für\n', 'latin1')));
    assert.equal(latin.ok, false);
    assert.match(latin.text, /is not UTF-8 \(byte 0xFC in line 1\).*iconv/);
  });

  it('refuses folders, devices and what is not there', async () => {
    assert.match((await ask(folder)).text, /is a folder\. list_files/);
    assert.match((await ask(join(folder, 'none'))).text, /There is no file [\s\S]*none/);
    assert.match((await ask(join(write('x'), 'below'))).text, /There is no file/);
    if (process.platform === 'win32') return;
    assert.match((await ask('/dev/zero')).text, /device or pipe/);
    execFileSync('mkfifo', [join(folder, 'pipe')]);
    assert.match((await ask(join(folder, 'pipe'))).text, /device or pipe/);
  });

  it('refuses to read a large file at once, but reads a part of it', async () => {
    const line = (i: number) => `line ${i} ${'é'.repeat(500)}`;
    const path = write(Array.from({ length: 5000 }, (_, i) => line(i + 1)).join('\n'));
    const whole = await ask(path);
    assert.equal(whole.ok, false);
    assert.match(whole.text, /too large to read at once \(\d\.\d MB\).*start_line.*search_text/);
    const part = await ask(path, { startLine: 3000, endLine: 3001 });
    assert.equal(part.text, `3000\t${line(3000)}\n3001\t${line(3001)}\n[Lines 3000 to 3001.]`);
    const end = await ask(path, { startLine: 4999 });
    assert.equal(end.text, `4999\t${line(4999)}\n5000\t${line(5000)}\n[Lines 4999 to 5000 of 5000.]`);
    assert.match((await ask(path, { startLine: 6000 })).text, /has only 5000 lines/);
  });

  it('refuses a range of a large file that is no text', async () => {
    const latin = write(Buffer.concat([Buffer.alloc(1_200_000, 'a\n'), Buffer.from([0xfc, 0x0a])]));
    assert.match((await ask(latin, { startLine: 599_000 })).text, /is not UTF-8/);
    const binary = write(Buffer.concat([Buffer.alloc(1_200_000, 'a\n'), Buffer.from([0])]));
    assert.match((await ask(binary, { startLine: 599_000 })).text, /is binary/);
  });

  it('holds no more of an endless line than it shows', async () => {
    const path = write(Buffer.concat([Buffer.alloc(3_000_000, 'x'), Buffer.from('\nnext\n')]));
    const { text } = await ask(path, { startLine: 1 });
    assert.match(text, /^1\tx{2000}… \[this line is longer\]\n2\tnext$/);
  });

  it('does not read when something changed since it was judged', async () => {
    const fix = new CarryingFixture();
    fix.onLook = () => {
      throw new ChangedError(['x']);
    };
    await assert.rejects(ask(write('x'), {}, fix), ChangedError);
  });

  if (process.platform !== 'win32') {
    it('reads through a link what the link led to when it was judged', async () => {
      write('plain', 'target');
      symlinkSync('target', join(folder, 'link'));
      assert.equal((await ask(join(folder, 'link'))).text, '1\tplain');
    });
  }

  if (process.platform !== 'win32') {
    it('follows no link that is put in place at the last moment', async () => {
      const path = write('plain');
      write('secret', 'secret');
      const fix = new CarryingFixture();
      fix.onLook = () => {
        rmSync(path);
        symlinkSync('secret', path);
      };
      const result = await ask(path, {}, fix);
      assert.equal(result.ok, false);
      assert.match(result.text, /can't be read as a file/);
    });
  }

  if (process.platform === 'linux') {
    it('notices a folder that is swapped for a link at the last moment', async () => {
      mkdirSync(join(folder, 'in'));
      mkdirSync(join(folder, 'out'));
      const path = write('plain', 'in/name');
      write('secret', 'out/name');
      const fix = new CarryingFixture();
      fix.onLook = () => {
        renameSync(join(folder, 'in'), join(folder, 'moved'));
        symlinkSync('out', join(folder, 'in'));
      };
      await assert.rejects(ask(path, {}, fix), ChangedError);
    });
  }
});

describe('openReal', () => {
  it('opens a file by its real path', () => {
    const fd = openReal(realpathSync(__filename));
    assert.ok(readSync(fd, Buffer.alloc(10)) > 0);
    closeSync(fd);
  });
});
