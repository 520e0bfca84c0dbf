import assert from 'node:assert/strict';
import { type Access, Turns } from '../../../src/gate/turns';

describe('Turns', () => {
  const never = new AbortController().signal;

  /** Takes a turn that ends when `finish` is called, and notes its start and end. */
  function hold(turns: Turns, access: Access, name: string, seen: string[], signal = never) {
    let finish: () => void = () => undefined;
    const gateway = new Promise<void>((resolve) => {
      finish = resolve;
    });
    const done = turns.take(access, signal, async () => {
      seen.push(`${name} in`);
      await gateway;
      seen.push(`${name} out`);
    });
    return { finish: () => finish(), done };
  }

  it('lets reads run beside reads', async () => {
    const seen: string[] = [];
    const turns = new Turns();
    const a = hold(turns, 'reads', 'a', seen);
    const b = hold(turns, 'reads', 'b', seen);
    await settle();
    assert.deepEqual(seen, ['a in', 'b in']);
    a.finish();
    b.finish();
    await Promise.all([a.done, b.done]);
  });

  it('keeps a write apart from everything before and after it, in order', async () => {
    const seen: string[] = [];
    const turns = new Turns();
    const read = hold(turns, 'reads', 'read', seen);
    const write = hold(turns, 'writes', 'write', seen);
    const late = hold(turns, 'reads', 'late', seen);
    late.finish();
    write.finish();
    await settle();
    assert.deepEqual(seen, ['read in']);
    read.finish();
    await Promise.all([read.done, write.done, late.done]);
    assert.deepEqual(seen, ['read in', 'read out', 'write in', 'write out', 'late in', 'late out']);
  });

  it('lets what touches no files go past a write', async () => {
    const seen: string[] = [];
    const turns = new Turns();
    const write = hold(turns, 'writes', 'write', seen);
    const free = hold(turns, 'none', 'free', seen);
    await settle();
    assert.deepEqual(seen.toSorted(), ['free in', 'write in']);
    free.finish();
    write.finish();
    await Promise.all([free.done, write.done]);
  });

  it('frees the turn of an action that throws', async () => {
    const turns = new Turns();
    await assert.rejects(
      turns.take('writes', never, () => Promise.reject(new Error('no'))),
      /no/,
    );
    assert.equal(await turns.take('writes', never, async () => 'yes'), 'yes');
  });

  it('takes an aborted action out of the queue and lets readers behind it in', async () => {
    const seen: string[] = [];
    const turns = new Turns();
    const stop = new AbortController();
    const first = hold(turns, 'reads', 'first', seen);
    const writer = hold(turns, 'writes', 'writer', seen, stop.signal);
    const reader = hold(turns, 'reads', 'reader', seen);
    stop.abort(new Error('stopped'));
    await assert.rejects(writer.done, /stopped/);
    await settle();
    assert.deepEqual(seen, ['first in', 'reader in']);
    first.finish();
    reader.finish();
    await Promise.all([first.done, reader.done]);
  });
});

async function settle(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
}
