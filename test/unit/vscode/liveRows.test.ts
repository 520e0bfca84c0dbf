import assert from 'node:assert/strict';
import type { Hold } from '../../../src/hold/hold';
import { Holds } from '../../../src/hold/holds';
import { LiveRows } from '../../../src/vscode/liveRows';
import { hold } from './builders';

function setUp() {
  const holds = new Holds();
  const live = new LiveRows((id) => holds.get(id));
  const { id: _id, status: _status, changes: _changes, note: _note, ...rest } = hold();
  const held = holds.add(rest);
  const row = { node: 'a row' };
  live.handOut(row, held);
  return { holds, live, held, row };
}

describe('a live row', () => {
  it('stands for its hold when the tree calls with it and with what else is selected', () => {
    const { live, held, row } = setUp();
    assert.equal(live.clicked([row, null]), held);
    assert.equal(live.clicked([row, [row]]), held);
  });

  const forged: readonly [string, (parts: { row: object; held: Hold }) => readonly unknown[]][] = [
    ['nothing', () => []],
    ['the id of the hold', ({ held }) => [held.id, null]],
    ['the number of the hold', ({ held }) => [held.number, null]],
    ['the hold itself', ({ held }) => [held, null]],
    ['a copy of the row', ({ row }) => [{ ...row }, null]],
    [
      'what the tree sends before it is looked up',
      () => [{ $treeViewId: 'chaperone.held', $treeItemHandle: '0/0' }, null],
    ],
    ['the row alone, as a task input with the focused row would', ({ row }) => [row]],
  ];
  for (const [title, args] of forged) {
    it(`is not ${title}`, () => {
      const { live, held, row } = setUp();
      assert.equal(live.clicked(args({ row, held })), undefined);
    });
  }

  it('stands for nothing once its hold is gone', () => {
    const { holds, live, held, row } = setUp();
    holds.move(held.id, 'waiting', { status: 'denied' });
    holds.remove(held.id);
    assert.equal(live.clicked([row, null]), undefined);
  });

  it('stands for nothing once its hold is about something else', () => {
    const { holds, live, held, row } = setUp();
    holds.move(held.id, 'waiting', { digest: 'another' });
    assert.equal(live.clicked([row, null]), undefined);
    assert.equal(live.holdOf(row), undefined);
  });
});
