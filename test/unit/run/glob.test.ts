import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { globMatcher } from '../../../src/run/glob';

describe('globMatcher', () => {
  const cases: readonly [glob: string, matching: readonly string[], other: readonly string[]][] = [
    ['*.ts', ['a.ts', 'src/a.ts', 'src/deep/.ts'], ['a.tsx', 'ts', 'a.ts/b.js']],
    ['src/*.ts', ['src/a.ts'], ['a.ts', 'src/deep/a.ts', 'x/src/a.ts']],
    ['/a.ts', ['a.ts'], ['src/a.ts']],
    ['./a.ts', ['a.ts'], ['src/a.ts']],
    ['src/**', ['src/a', 'src/b/c'], ['src', 'x/src/a']],
    ['src/**/*.ts', ['src/a.ts', 'src/b/c/a.ts'], ['a.ts', 'src/a.js']],
    ['**/test/*', ['test/a', 'x/y/test/a'], ['test', 'test/a/b']],
    ['**', ['a', 'b/c'], []],
    ['src', ['src/a', 'x/src/a', 'src'], ['srcs/a']],
    ['src/', ['src/a', 'x/src/a'], []],
    ['src/deep', ['src/deep/a'], ['x/src/deep/a']],
    ['*.{ts,js}', ['a.ts', 'b/a.js'], ['a.json', 'a.t']],
    ['{src,test}/**/*.{ts,{js,mjs}}', ['src/a.ts', 'test/b/c.mjs'], ['a.ts', 'src/a.cjs']],
    ['{a,}b', ['ab', 'b'], ['cb']],
    ['file?.txt', ['file1.txt', 'file😀.txt'], ['file.txt', 'file10.txt']],
    ['[a-c]x[!0-9]', ['bxy', 'axa'], ['dxy', 'ax1', 'ax']],
    ['[]-]x', [']x', '-x'], ['ax']],
    ['[ab', ['[ab'], ['a', 'b']],
    ['\\*.ts', ['*.ts'], ['a.ts']],
    ['\\{a,b}', ['{a,b}'], ['a', 'b']],
    ['{a,b', ['{a,b'], ['a']],
    ['a+(b).^$', ['a+(b).^$'], ['aab']],
    ['*a*b*', ['xaxbx', 'ab'], ['ba']],
  ];
  for (const [glob, matching, other] of cases) {
    it(`knows what ${JSON.stringify(glob)} means`, () => {
      const matches = globMatcher(glob);
      for (const path of matching) assert.equal(matches(path), true, path);
      for (const path of other) assert.equal(matches(path), false, path);
    });
  }

  it('means what git means in its ignore files', () => {
    const folder = mkdtempSync(join(tmpdir(), 'chaperone glob '));
    try {
      const paths = [
        'a.ts',
        'b.js',
        'src/a.ts',
        'src/deep/a.ts',
        'src/deep/x.y',
        'test/a.ts',
        'x/test/b',
        'x/src/c.ts',
      ];
      for (const path of paths) {
        mkdirSync(dirname(join(folder, path)), { recursive: true });
        writeFileSync(join(folder, path), '');
      }
      execFileSync('git', ['init', '-q'], { cwd: folder });
      for (const glob of [
        '*.ts',
        'src/*.ts',
        'src/**',
        '**/test/*',
        'src',
        '/a.ts',
        '**/*.ts',
        'src/**/a.ts',
        'src/deep',
        '[ax].?s',
      ]) {
        const args = ['ls-files', '--others', '--ignored', '-z', `--exclude=${glob}`];
        const git = execFileSync('git', args, { cwd: folder, encoding: 'utf8' }).split('\0').filter(Boolean).sort();
        assert.deepEqual(paths.filter(globMatcher(glob)).sort(), git, glob);
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('answers what would keep an expression busy for ages', () => {
    const glob = `${'*a'.repeat(50)}b/${'**/'.repeat(50)}x{${'a,'.repeat(5000)}}`;
    assert.equal(globMatcher(glob)(`${'a'.repeat(4000)}/${'y/'.repeat(2000)}x`), false);
    assert.equal(globMatcher('{a,b}'.repeat(200))('c'), false);
  });
});
