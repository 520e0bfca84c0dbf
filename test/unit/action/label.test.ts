import assert from 'node:assert/strict';
import type { Action } from '../../../src/action/action';
import { labelOf } from '../../../src/action/label';

describe('labelOf', () => {
  const cases: readonly [Action, string][] = [
    [{ kind: 'readFile', path: '/work/app/src/a.ts' }, 'Read src/a.ts'],
    [{ kind: 'readFile', path: '/work/app/a.ts', startLine: 3, endLine: 9 }, 'Read a.ts:3-9'],
    [{ kind: 'readFile', path: '/work/app-evil/a.ts' }, 'Read /work/app-evil/a.ts'],
    [{ kind: 'listFiles', path: '/work/app' }, 'List app'],
    [{ kind: 'edit', path: '/work/app/a.ts', before: null, after: '', beforeSha256: null }, 'Create a.ts'],
    [{ kind: 'rename', from: '/work/app/a', to: '/etc/b', beforeSha256: null }, 'Rename a to /etc/b'],
    [{ kind: 'command', command: 'ls  -l', cwd: '/', timeoutMs: 1, background: false }, 'ls  -l'],
  ];
  for (const [action, label] of cases) {
    it(`says ${JSON.stringify(label)}`, () => assert.equal(labelOf(action, ['/work/app']), label));
  }

  const several: readonly [path: string, roots: readonly string[], label: string][] = [
    ['C:\\work\\app\\src', ['C:\\work\\app'], 'List src'],
    ['/work/app/src', ['/work/app', '/work/site'], 'List app/src'],
    ['/work/site', ['/work/app', '/work/site'], 'List site'],
    ['D:\\site\\a b', ['C:\\app', 'D:\\site'], 'List site\\a b'],
    ['/work/app/src', ['/work/app', '/other/app'], 'List /work/app/src'],
    ['/work/app-evil/src', ['/work/app', '/other/app-evil'], 'List /work/app-evil/src'],
  ];
  for (const [path, roots, label] of several) {
    it(`says ${JSON.stringify(label)} in ${roots.join(' and ')}`, () =>
      assert.equal(labelOf({ kind: 'listFiles', path }, roots), label));
  }
});
