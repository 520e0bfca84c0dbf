import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { SearchTextAction } from '../../../src/action/action';
import { ChangedError } from '../../../src/gate/carriers';
import { NodeDisk } from '../../../src/run/nodeDisk';
import type { Match, Search } from '../../../src/run/search';
import { searchByHand } from '../../../src/run/searchByHand';
import { searchTextCarrier } from '../../../src/run/searchText';
import { searchWithRipgrep } from '../../../src/run/searchWithRipgrep';
import { CarryingFixture } from './carrying';
import { ripgrep } from './ripgrep';

describe('searching text', () => {
  let base: string;
  let folder: string;

  beforeEach(() => {
    base = realpathSync(mkdtempSync(join(tmpdir(), 'chaperone search ü\n')));
    folder = join(base, 'project');
    mkdirSync(folder);
  });

  afterEach(() => rmSync(base, { recursive: true }));

  function write(path: string, content: string | Uint8Array): void {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }

  async function both(pattern: string, more: Partial<Search> = {}): Promise<readonly Match[]> {
    const search: Search = {
      folder,
      pattern,
      isRegex: false,
      isCaseSensitive: true,
      isWanted: () => true,
      signal: new AbortController().signal,
      timeoutMs: 10_000,
      ...more,
    };
    const [fast, slow] = [await searchWithRipgrep(await ripgrep(), search), await searchByHand(search)];
    assert.ok(fast?.kind === 'found' && slow.kind === 'found');
    const order = (a: Match, b: Match) => (a.path < b.path ? -1 : a.path > b.path ? 1 : a.line - b.line);
    const [byRipgrep, byHand] = [[...fast.matches].sort(order), [...slow.matches].sort(order)];
    assert.deepEqual(byHand, byRipgrep);
    return byRipgrep;
  }

  describe('with ripgrep and without gives the same', () => {
    it('for a plain text', async () => {
      write('a.ts', 'one\ntwo one\nthree\n');
      write('src/ü b.ts', 'no\n\tone\n');
      assert.deepEqual(await both('one'), [
        { path: 'a.ts', line: 1, text: 'one' },
        { path: 'a.ts', line: 2, text: 'two one' },
        { path: 'src/ü b.ts', line: 2, text: '\tone' },
      ]);
    });

    it('for text that would mean something in an expression', async () => {
      write('a', 'a.b*c\naxbbc\n[x](y){1}^$|\\d+/-?\n');
      assert.deepEqual(await both('a.b*c'), [{ path: 'a', line: 1, text: 'a.b*c' }]);
      assert.equal((await both('[x](y){1}^$|\\d+/-?')).length, 1);
    });

    it('for expressions', async () => {
      write('a', 'const x1 = 2;\nconst y = 3;\nCONST Z\n\n  indented\nfoo-bar\n');
      const regex = (pattern: string, isCaseSensitive = true) => both(pattern, { isRegex: true, isCaseSensitive });
      assert.equal((await regex('^const \\w+ = \\d;$')).length, 2);
      assert.equal((await regex('^const', false)).length, 3);
      assert.equal((await regex('(?i)^const')).length, 3);
      assert.equal((await regex('x1|y')).length, 2);
      assert.equal((await regex('^$')).length, 1);
      assert.equal((await regex('\\bbar\\b')).length, 1);
      assert.equal((await regex('[^\\x00-\\x7f]')).length, 0);
    });

    it('for capital letters, in other alphabets too', async () => {
      write('a', 'ÜBER\nüber\nΣίσυφος\nσίσυφος\nuber\n');
      assert.equal((await both('über', { isCaseSensitive: false })).length, 2);
      assert.equal((await both('über')).length, 1);
      assert.equal((await both('ΣΊΣΥΦΟΣ', { isCaseSensitive: false })).length, 2);
    });

    it('for lines that end as on Windows', async () => {
      write('a', 'one\r\ntwo\r\n');
      assert.deepEqual(await both('e$', { isRegex: true }), [{ path: 'a', line: 1, text: 'one' }]);
    });

    it('for UTF-16, a byte order mark, and Latin-1', async () => {
      write('bom', '\ufefffirst\n');
      write('le', Buffer.from('\ufeffgrüße first\n', 'utf16le'));
      write('be', Buffer.from('\ufefffirst\n', 'utf16le').swap16());
      write('latin', Buffer.from('first für\n', 'latin1'));
      assert.deepEqual(
        (await both('first')).map(({ path, text }) => [path, text]),
        [
          ['be', 'first'],
          ['bom', 'first'],
          ['latin', 'first f\ufffdr'],
          ['le', 'grüße first'],
        ],
      );
      assert.equal((await both('^first', { isRegex: true })).length, 3);
    });

    it('for binary files, in which nothing is found', async () => {
      write('early', Buffer.from('one\0one\n'));
      write('late', Buffer.from(`one\n${'x\n'.repeat(100_000)}\0`));
      write('text', 'one\n');
      assert.deepEqual(await both('one'), [{ path: 'text', line: 1, text: 'one' }]);
    });

    it('for long lines, of which it shows where the hit is', async () => {
      write('a', `${'é'.repeat(1000)}needle${'ü'.repeat(1000)}\nneedle${'x'.repeat(1000)}\n${'x'.repeat(1000)}needle`);
      const found = await both('needle');
      assert.equal(found.length, 3);
      for (const { text } of found) assert.match(text, /^.{0,310}$/u);
      for (const { text } of found) assert.match(text, /needle/);
    });

    it('for hidden files, and those of git, which it leaves out', async () => {
      write('.hidden/a', 'one');
      write('.git/a', 'one');
      write('sub/.git', 'one');
      write('node_modules.txt', 'one');
      assert.deepEqual(
        (await both('one')).map(({ path }) => path),
        ['.hidden/a', 'node_modules.txt'],
      );
    });

    it('for links, which it does not follow', async () => {
      mkdirSync(join(base, 'outside'));
      writeFileSync(join(base, 'outside', 'x'), 'one');
      symlinkSync('../outside', join(folder, 'folder'));
      symlinkSync('../outside/x', join(folder, 'file'));
      symlinkSync('.', join(folder, 'circle'));
      assert.deepEqual(await both('one'), []);
    });

    it('for one file, whatever its name, and however large', async () => {
      write('-e', 'one\n');
      write('large', `${'x\n'.repeat(3_000_000)}one\n`);
      assert.deepEqual(await both('one', { file: '-e' }), [{ path: '-e', line: 1, text: 'one' }]);
      assert.deepEqual(await both('one', { file: 'large' }), [{ path: 'large', line: 3_000_001, text: 'one' }]);
      assert.deepEqual(
        (await both('one')).map(({ path }) => path),
        ['-e'],
      );
    });

    it('for patterns that look like options', async () => {
      write('a', '--pre=./x\n-e\n');
      assert.equal((await both('--pre=./x')).length, 1);
      assert.equal((await both('-e')).length, 1);
    });

    it('for files that are not wanted', async () => {
      write('a', 'one');
      write('b', 'one');
      assert.deepEqual(
        (await both('one', { isWanted: (path) => path !== 'a' })).map(({ path }) => path),
        ['b'],
      );
    });

    it('for empty files and names with line breaks', async () => {
      write('empty', '');
      write('two\nlines', 'one');
      assert.deepEqual(await both('one'), [{ path: 'two\nlines', line: 1, text: 'one' }]);
    });
  });

  const ways: readonly [title: string, program: () => Promise<string | undefined>][] = [
    ['with ripgrep', ripgrep],
    ['without ripgrep', async () => undefined],
  ];
  for (const [title, program] of ways) {
    describe(title, () => {
      async function search(more: Partial<SearchTextAction> = {}, fix = new CarryingFixture()) {
        const found = await program();
        const carry = searchTextCarrier({
          disk: new NodeDisk(),
          ripgrep: () => found,
          isSecret: (path) => path.endsWith('.env'),
        });
        const action = {
          kind: 'searchText',
          path: folder,
          pattern: 'one',
          isRegex: false,
          isCaseSensitive: false,
        } as const;
        return carry({ ...action, ...more }, fix.carrying);
      }

      it('shows lines by file, in order', async () => {
        write('b', 'one\n');
        write('a', 'x\none\nOne\n');
        const { ok, text, summary } = await search();
        assert.ok(ok);
        assert.match(text, /^a\n {2}2: one\n {2}3: One\nb\n {2}1: one(?:\n\[|$)/);
        assert.equal(summary, '3 lines in 2 files');
      });

      it('says when there is nothing', async () => {
        const { ok, text } = await search();
        assert.equal(ok, true);
        assert.match(text, /^No matches\./);
      });

      it('shows no more than it may, and says so', async () => {
        write('a', 'one\n'.repeat(500));
        assert.match((await search()).text, /\n {2}200: one\n\[200 of 500 lines shown: narrow/);
        write('a', 'one\n'.repeat(5000));
        assert.match((await search()).text, /\[200 of \d+ or more lines shown \(there are too many\): narrow/);
      });

      it('keeps to a glob', async () => {
        write('a.ts', 'one');
        write('b.js', 'one');
        assert.equal((await search({ glob: '*.js' })).summary, '1 line in 1 file');
      });

      it('tells nothing of secrets, not even that they matched', async () => {
        write('.env', 'one\n');
        const without = await search({ pattern: 'none' });
        const matching = await search();
        assert.deepEqual(matching, without);
      });

      it('searches a secret that was asked for by its name', async () => {
        write('.env', 'one\n');
        assert.match((await search({ path: join(folder, '.env') })).text, /^\.env\n {2}1: one/);
      });

      it('does not let secrets fill up what it shows', async () => {
        write('.env', 'one\n'.repeat(5000));
        write('z', 'one\n');
        assert.equal((await search()).summary, '1 line in 1 file');
      });

      it('refuses a pattern that is none, and says why', async () => {
        write('a', 'x');
        const result = await search({ pattern: '(', isRegex: true });
        assert.equal(result.ok, false);
        assert.match(result.text, /^The pattern can't be searched for: .{5}/);
        assert.match((await search({ pattern: 'a\nb' })).text, /within one line/);
      });

      it('refuses a place that is not there', async () => {
        assert.match((await search({ path: join(folder, 'none') })).text, /There is no file or folder/);
      });

      it('searches nothing when something changed since it was judged', async () => {
        const fix = new CarryingFixture();
        fix.onLook = () => {
          throw new ChangedError(['x']);
        };
        await assert.rejects(search({}, fix), ChangedError);
      });

      it('stops when the task is stopped', async () => {
        write('a', 'one');
        const fix = new CarryingFixture();
        fix.onLook = () => fix.controller.abort(new Error('stopped'));
        await assert.rejects(search({}, fix), /stopped/);
      });
    });
  }

  it('breaks off an expression that takes ages, and tells', async () => {
    write('a', `one\n${'a'.repeat(40)}!\n`);
    const search: Search = {
      ...{ folder, pattern: '(a+)+$', isRegex: true, isCaseSensitive: true, isWanted: () => true },
      ...{ signal: new AbortController().signal, timeoutMs: 300 },
    };
    const result = await searchByHand(search);
    assert.ok(result.kind === 'found');
    assert.match(result.cut ?? '', /too long/);
  });

  if (process.platform !== 'win32') {
    it('breaks off ripgrep when it takes too long', async () => {
      const endless = join(base, 'rg');
      writeFileSync(endless, '#!/bin/sh\nexec sleep 60\n');
      chmodSync(endless, 0o755);
      const search: Search = {
        ...{ folder, pattern: 'x', isRegex: false, isCaseSensitive: true, isWanted: () => true },
        ...{ signal: new AbortController().signal, timeoutMs: 200 },
      };
      const result = await searchWithRipgrep(endless, search);
      assert.ok(result?.kind === 'found');
      assert.match(result.cut ?? '', /too long/);
    });
  }

  it('leaves out what git ignores where there is ripgrep', async () => {
    write('.gitignore', 'out\n');
    write('out/a', 'one');
    write('a', 'one');
    const carry = async (program: string | undefined) => {
      const parts = { disk: new NodeDisk(), ripgrep: () => program, isSecret: () => false };
      const action = {
        kind: 'searchText',
        path: folder,
        pattern: 'one',
        isRegex: false,
        isCaseSensitive: false,
      } as const;
      return (await searchTextCarrier(parts)(action, new CarryingFixture().carrying)).text;
    };
    assert.equal(await carry(await ripgrep()), 'a\n  1: one');
    assert.match(await carry(undefined), /out\/a\n[\s\S]*\[Searched without ripgrep/);
  });
});
