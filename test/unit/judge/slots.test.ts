import assert from 'node:assert/strict';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { Slots } from '../../../src/judge/slots';

describe('Slots', () => {
  const running: string[] = [];
  const ends = new Map<string, () => void>();

  beforeEach(() => {
    running.length = 0;
    ends.clear();
  });

  function task(name: string): () => Promise<string> {
    return () => {
      running.push(name);
      return new Promise((resolve) => {
        ends.set(name, () => {
          running.splice(running.indexOf(name), 1);
          resolve(name);
        });
      });
    };
  }

  async function end(name: string): Promise<void> {
    ends.get(name)?.();
    await nextTurn();
  }

  const fresh = () => new AbortController().signal;

  it('lets only so many run, in the order in which they came, wave after wave', async () => {
    const slots = new Slots(2);
    const first = ['a', 'b', 'c', 'd'].map((name) => slots.run(fresh(), task(name)));
    assert.deepEqual(running, ['a', 'b']);
    await end('b');
    assert.deepEqual(running, ['a', 'c']);
    for (const name of ['a', 'c', 'd']) await end(name);
    assert.deepEqual(await Promise.all(first), ['a', 'b', 'c', 'd']);
    const second = ['e', 'f', 'g'].map((name) => slots.run(fresh(), task(name)));
    await nextTurn();
    assert.deepEqual(running, ['e', 'f']);
    for (const name of ['e', 'f', 'g']) await end(name);
    await Promise.all(second);
  });

  it('gives the place of one that fails to the next', async () => {
    const slots = new Slots(1);
    const failing = slots.run(fresh(), () => Promise.reject(new Error('No')));
    const next = slots.run(fresh(), task('next'));
    await assert.rejects(failing, /No/);
    await nextTurn();
    assert.deepEqual(running, ['next']);
    await end('next');
    assert.equal(await next, 'next');
  });

  it('passes over who has left while waiting', async () => {
    const slots = new Slots(1);
    const leaving = new AbortController();
    const first = slots.run(fresh(), task('first'));
    const second = slots.run(leaving.signal, task('second'));
    const third = slots.run(fresh(), task('third'));
    leaving.abort(new Error('Enough'));
    await assert.rejects(second, /Enough/);
    await end('first');
    assert.deepEqual(running, ['third']);
    await end('third');
    assert.deepEqual(await Promise.all([first, third]), ['first', 'third']);
    await assert.rejects(slots.run(leaving.signal, task('late')), /Enough/);
    assert.deepEqual(running, []);
  });
});
