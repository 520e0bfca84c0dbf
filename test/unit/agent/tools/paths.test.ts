import assert from 'node:assert/strict';
import { namedRoots, resolvePath, type Where } from '../../../../src/agent/tools/paths';

const one: Where = { roots: ['/work/app'], platform: 'posix' };
const two: Where = { roots: ['/work/app', '/other/site'], platform: 'posix' };
const windows: Where = { roots: ['C:\\work\\app'], platform: 'windows' };

describe("a tool's path", () => {
  const resolved: readonly (readonly [string, Where, string])[] = [
    ['src/a.ts', one, '/work/app/src/a.ts'],
    ['./src/../a.ts', one, '/work/app/a.ts'],
    ['.', one, '/work/app'],
    ['/etc/hosts', one, '/etc/hosts'],
    ['../secret', one, '/work/secret'],
    ['a b/ü\n.ts', one, '/work/app/a b/ü\n.ts'],
    ['app/a.ts', one, '/work/app/app/a.ts'],
    ['~file', one, '/work/app/~file'],
    ['./~/a', one, '/work/app/~/a'],
    ['a\\b', one, '/work/app/a\\b'],
    ['app/a.ts', two, '/work/app/a.ts'],
    ['site/a.ts', two, '/other/site/a.ts'],
    ['site', two, '/other/site'],
    ['site/../app/a.ts', two, '/other/app/a.ts'],
    ['src/a.ts', two, '/work/app/src/a.ts'],
    ['src/a.ts', windows, 'C:\\work\\app\\src\\a.ts'],
    ['src\\a.ts', windows, 'C:\\work\\app\\src\\a.ts'],
    ['D:/x/y', windows, 'D:\\x\\y'],
    ['\\\\server\\share\\x', windows, '\\\\server\\share\\x'],
    ['/x', windows, 'C:\\x'],
    ['site\\a', { roots: ['C:\\app', 'D:\\site'], platform: 'windows' }, 'D:\\site\\a'],
  ];
  for (const [given, where, expected] of resolved) {
    it(`${JSON.stringify(given)} in ${where.roots.join(' and ')} is ${JSON.stringify(expected)}`, () => {
      assert.equal(resolvePath(given, 'path', where), expected);
    });
  }

  const refused: readonly (readonly [string, Where, RegExp])[] = [
    ['', one, /empty/],
    ['  ', one, /empty/],
    ['a\0b', one, /NUL/],
    ['~', one, /isn't expanded/],
    ['~/.ssh/id_rsa', one, /isn't expanded/],
    ['~root/x', one, /isn't expanded/],
    ['~\\x', windows, /isn't expanded/],
    ['file:///etc/passwd', one, /URL/],
    ['https://example.com', one, /fetch_url/],
    ['C:a.ts', windows, /drive/],
    ['a', { roots: [], platform: 'posix' }, /No folder is open/],
  ];
  for (const [given, where, expected] of refused) {
    it(`${JSON.stringify(given)} is refused with what to do`, () => {
      const problem = resolvePath(given, 'path', where);
      assert.ok(typeof problem !== 'string');
      assert.match(problem.text, expected);
    });
  }

  it('has no name for folders that are called the same', () => {
    assert.deepEqual(
      namedRoots(['/a/app', '/b/app', '/c/site'], 'posix').map(({ name }) => name),
      [undefined, undefined, 'site'],
    );
  });
});
