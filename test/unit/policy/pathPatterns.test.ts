import assert from 'node:assert/strict';
import { isPathAmong } from '../../../src/policy/pathPatterns';
import { situation } from '../../corpus/judging';

describe('paths of a rule', () => {
  const cases: readonly [pattern: string, path: string, expected: boolean][] = [
    ['src/*.ts', '/work/app/src/a.ts', true],
    ['src/*.ts', '/work/app/src/deep/a.ts', false],
    ['src/**', '/work/app/src/deep/a.ts', true],
    ['src', '/work/app/src/deep/a.ts', true],
    ['src', '/work/app/src', true],
    ['src', '/work/app/srcs', false],
    ['./src', '/work/app/src', true],
    ['**/secrets.yml', '/work/app/secrets.yml', true],
    ['**/secrets.yml', '/work/app/a/b/secrets.yml', true],
    ['*.{key,pem}', '/work/app/a.pem', true],
    ['src', '/elsewhere/src', false],
    ['src', '/work/app-evil/src', false],
    ['/etc/*.conf', '/etc/a.conf', true],
    ['/etc/*.conf', '/etc/x/a.conf', false],
    ['~/.config/**', '/home/dev/.config/x/y', true],
    ['~/.config/**', '/home/other/.config/x', false],
    ['a b/c', '/work/app/a b/c', true],
  ];
  for (const [pattern, path, expected] of cases) {
    it(`${pattern} ${expected ? 'means' : "doesn't mean"} ${path}`, () =>
      assert.equal(isPathAmong(path, [pattern], situation), expected));
  }

  it('counts case as the file system does', () => {
    assert.equal(isPathAmong('/work/app/SRC/a', ['src'], situation), false);
    assert.equal(isPathAmong('/work/app/SRC/a', ['src'], { ...situation, isCaseSensitive: false }), true);
  });
});
