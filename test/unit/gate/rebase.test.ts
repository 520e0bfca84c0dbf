import assert from 'node:assert/strict';
import type { EditAction } from '../../../src/action/action';
import { sha256 } from '../../../src/action/digest';
import type { Look } from '../../../src/gate/door';
import { rebase } from '../../../src/gate/rebase';

const LINES = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '10', '11', '12', ''];

describe('rebase', () => {
  it('carries an edit over to a file that changed elsewhere', () => {
    const moved = rebase(edit(LINES, LINES.with(1, 'two')), now(LINES.with(10, 'eleven')));
    assert.ok(moved?.action.kind === 'edit' && moved.conflict === undefined);
    assert.equal(moved.action.before, LINES.with(10, 'eleven').join('\n'));
    assert.equal(moved.action.after, LINES.with(10, 'eleven').with(1, 'two').join('\n'));
    assert.equal(moved.action.beforeSha256, sha256(LINES.with(10, 'eleven').join('\n')));
  });

  it('carries it over to lines that moved', () => {
    const moved = rebase(edit(LINES, LINES.with(5, 'six')), now(['new', ...LINES]));
    assert.ok(moved?.action.kind === 'edit');
    assert.equal(moved.action.after, ['new', ...LINES.with(5, 'six')].join('\n'));
  });

  it('says that it would take back what others changed in the same lines', () => {
    const moved = rebase(edit(LINES, LINES.with(1, 'two')), now(LINES.with(1, 'deux')));
    assert.ok(moved?.action.kind === 'edit');
    assert.match(moved.conflict ?? '', /same lines/);
    assert.equal(moved.action.before, LINES.with(1, 'deux').join('\n'));
    assert.equal(moved.action.after, LINES.with(1, 'two').join('\n'));
  });

  it('gives up where the edit is there already', () => {
    assert.equal(rebase(edit(LINES, LINES.with(1, 'two')), now(LINES.with(1, 'two'))), undefined);
  });

  it('gives up on a file that is gone, and on one that is there where none was', () => {
    assert.equal(rebase(edit(LINES, ['x']), { kind: 'missing' }), undefined);
    const create: EditAction = { kind: 'edit', path: '/a', before: null, after: 'x', beforeSha256: null };
    assert.equal(rebase(create, now(['y'])), undefined);
    assert.equal(rebase(create, { kind: 'missing' })?.action, create);
  });

  it('is about the content a deletion finds now', () => {
    const moved = rebase({ kind: 'delete', path: '/a', beforeSha256: 'old' }, now(['y']));
    assert.deepEqual(moved?.action, { kind: 'delete', path: '/a', beforeSha256: sha256('y') });
    assert.equal(rebase({ kind: 'delete', path: '/a', beforeSha256: 'old' }, { kind: 'missing' }), undefined);
  });
});

function edit(before: readonly string[], after: readonly string[]): EditAction {
  const text = before.join('\n');
  return { kind: 'edit', path: '/a', before: text, after: after.join('\n'), beforeSha256: sha256(text) };
}

function now(lines: readonly string[]): Look {
  const text = lines.join('\n');
  return { kind: 'text', text, sha256: sha256(text) };
}
