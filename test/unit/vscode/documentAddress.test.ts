import assert from 'node:assert/strict';
import { pathOf, shownAt } from '../../../src/vscode/documentAddress';
import { quickText } from '../../../src/vscode/quickText';
import { recordedEdit } from '../../../src/vscode/recordedAction';
import { row } from './builders';

describe('a document of ours', () => {
  it('is found again by its address', () => {
    for (const shown of [
      { kind: 'action', actionId: 'a-1' },
      { kind: 'before', actionId: 'a-1' },
      { kind: 'after', actionId: 'a-1' },
      { kind: 'transcript', taskId: 't-1' },
    ] as const) {
      assert.deepEqual(shownAt(pathOf(shown, 'cart.ts')), shown);
    }
  });

  it('shows nothing under an address nobody gave out', () => {
    for (const path of [
      '',
      '/',
      '/action',
      '/action//x',
      '/secret/a/x',
      '/action/../x',
      `/action/${'a'.repeat(65)}/x`,
    ]) {
      assert.equal(shownAt(path), undefined, path);
    }
  });

  const names: readonly [string, string][] = [
    ['cart.ts', 'cart.ts'],
    ['notes.md', 'notes.md'],
    ['package.json', 'package.json (text)'],
    ['ci.yml', 'ci.yml (text)'],
    ['pom.xml', 'pom.xml (text)'],
    ['x.code-workspace', 'x.code-workspace (text)'],
    ['Makefile', 'Makefile (text)'],
  ];
  for (const [file, name] of names) {
    it(`shows a proposed ${file} as ${name}, so that no schema named in it is fetched`, () => {
      assert.equal(pathOf({ kind: 'after', actionId: 'a' }, file), `/after/a/${name}`);
    });
  }
});

describe('an edit on record', () => {
  const edit = { kind: 'edit', path: '/w/a.ts', before: null, after: 'x', beforeSha256: null };

  it('has two sides again, from the line or from the store', () => {
    const none = () => undefined;
    assert.equal(recordedEdit(row({ kind: 'edit', proposed: edit }), none)?.after, 'x');
    assert.equal(recordedEdit(row({ kind: 'edit', content: 'c' }), () => JSON.stringify(edit))?.before, null);
  });

  it('has none when it is damaged, pruned or no edit', () => {
    assert.equal(
      recordedEdit(row({ kind: 'edit', content: 'c' }), () => undefined),
      undefined,
    );
    assert.equal(
      recordedEdit(row({ kind: 'edit', content: 'c' }), () => '{"path":'),
      undefined,
    );
    assert.equal(
      recordedEdit(row({ kind: 'edit', proposed: { ...edit, after: 1 } }), () => undefined),
      undefined,
    );
    assert.equal(
      recordedEdit(row({ kind: 'command', proposed: edit }), () => undefined),
      undefined,
    );
  });
});

describe('a quick pick', () => {
  it('shows a substitution instead of swallowing it as an icon', () => {
    assert.equal(quickText('echo $(whoami)\n$(trash)'), 'echo $\u200b(whoami)\\n$\u200b(trash)');
  });
});
