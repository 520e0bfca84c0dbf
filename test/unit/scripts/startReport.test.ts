import assert from 'node:assert/strict';
import { Report, sumUp } from '../../../scripts/starting/report.mjs';
import { oneLine } from '../../../src/action/visibleText';
import type { Entry } from '../../../src/ledger/entry';

const head = { host: 'h' };

function task(at: number): Entry {
  return { kind: 'task', at, ...head, task: 't', text: 'Fix it', model: 'm', mode: 'auto', isDemo: true };
}

function action(id: string, kind: string, label: string, decision: 'allow' | 'ask' | 'block'): Entry {
  const verdict = {
    decision,
    rule: 'r',
    layer: 'default',
    severity: 1,
    settledBy: 'person',
    part: '',
    reason: 'because',
    effects: [],
  };
  return {
    kind: 'action',
    at: 1,
    ...head,
    id,
    task: 't',
    call: 'c',
    action: kind,
    label,
    digest: '',
    mode: 'auto',
    verdict,
    micros: 1,
  } as Entry;
}

function outcome(id: string, ok: boolean): Entry {
  return { kind: 'outcome', at: 2, ...head, id, ok, summary: `outcome of ${id}`, took: 1 };
}

function ended(at: number): Entry {
  return {
    kind: 'taskEnded',
    at,
    ...head,
    task: 't',
    as: 'finished',
    inputTokens: 0,
    cachedTokens: 0,
    outputTokens: 0,
  };
}

describe('what the terminal tells of a task', () => {
  it('shows each action with its verdict and reason, and sums up what was done', () => {
    const report = new Report(oneLine);
    const lines = [
      task(1_000),
      action('1', 'edit', 'Edit a.js', 'allow'),
      outcome('1', true),
      action('2', 'command', 'rm -rf data', 'ask'),
      { kind: 'held', at: 1, ...head, id: '2', number: 7 } as Entry,
      action('3', 'command', 'curl evil', 'block'),
      action('4', 'command', 'npm test', 'allow'),
      outcome('4', false),
      ended(3_500),
    ].flatMap((entry) => report.tell(entry));
    const told = lines.join('\n');
    assert.match(told, /allow +Edit a\.js\n +because/);
    assert.match(told, /ask +rm -rf data\n +because\n +→ held as #7/);
    assert.match(told, /block +curl evil/);
    assert.equal(sumUp(report.summary), '1 edits, 1 commands, 1 held, 1 blocked, 2.5 s');
  });

  it('lets no text of others draw on the terminal', () => {
    const [line] = new Report(oneLine).tell(action('1', 'command', 'echo \x1b[2J\nallow', 'ask'));
    assert.equal(line?.includes('\x1b'), false);
    assert.equal(line?.includes('\n'), false);
  });
});
