import assert from 'node:assert/strict';
import { Holds, type NewHold } from '../../../src/hold/holds';

describe('Holds', () => {
  it('gives each hold an id of its own that tells nothing', () => {
    const holds = new Holds();
    const [a, b] = [holds.add(newHold(1)), holds.add(newHold(2))];
    assert.notEqual(a.id, b.id);
    assert.ok(!a.id.includes('action'), 'not derived from the action');
    assert.equal(holds.get(a.id)?.number, 1);
  });

  it('moves a hold only from where the caller believes it stands', () => {
    const holds = new Holds();
    const { id } = holds.add(newHold(1));
    assert.equal(holds.move(id, 'waiting', { status: 'running' })?.status, 'running');
    assert.equal(holds.move(id, 'waiting', { status: 'denied' }), undefined);
    assert.equal(holds.get(id)?.status, 'running');
    assert.equal(holds.move('no such id', 'waiting', { status: 'denied' }), undefined);
  });

  it('keeps what is still open', () => {
    const holds = new Holds();
    const { id } = holds.add(newHold(1));
    holds.remove(id);
    assert.equal(holds.all().length, 1);
    holds.move(id, 'waiting', { status: 'denied' });
    holds.remove(id);
    assert.deepEqual(holds.all(), []);
  });

  it('tells of every change', () => {
    const holds = new Holds();
    let changes = 0;
    const listening = holds.onDidChange(() => {
      changes += 1;
    });
    const { id } = holds.add(newHold(1));
    holds.move(id, 'waiting', { status: 'denied' });
    holds.move(id, 'waiting', { status: 'denied' });
    holds.remove(id);
    listening.dispose();
    holds.add(newHold(2));
    assert.equal(changes, 3);
  });
});

function newHold(number: number): NewHold {
  const part = { start: 0, end: 2, text: 'ls' };
  return {
    actionId: `action${number}`,
    number,
    taskId: 'task',
    callId: `call${number}`,
    action: { kind: 'command', command: 'ls', cwd: '/', timeoutMs: 1, background: false },
    access: 'reads',
    verdict: {
      decision: 'ask',
      rule: 'test',
      layer: 'default',
      severity: 50,
      settledBy: 'person',
      part,
      reason: 'A test.',
      effects: [],
      findings: [],
      parts: [],
    },
    digest: '',
    facts: {},
    since: 0,
  };
}
