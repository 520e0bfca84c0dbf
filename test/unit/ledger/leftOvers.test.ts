import assert from 'node:assert/strict';
import { actionLogOf } from '../../../src/ledger/actionLog';
import { type Entry, entrySchema, type NewEntry } from '../../../src/ledger/entry';
import { closeLeftOvers, hasOpenElsewhere, leftOverHolds } from '../../../src/ledger/leftOvers';

const verdict = {
  decision: 'ask',
  rule: 'a.b',
  layer: 'default',
  severity: 60,
  settledBy: 'person',
  part: '',
  reason: 'Why.',
} as const;

/** A ledger in memory, written by two runs of the editor. */
class TwoRuns {
  readonly entries: Entry[] = [];
  readonly log = actionLogOf([]);
  #at = 0;

  write(host: string, entry: NewEntry): void {
    this.#at += 1;
    const whole = entrySchema.parse({ ...entry, at: this.#at, host });
    this.entries.push(whole);
    this.log.apply(whole);
  }

  action(id: string, decision: 'allow' | 'ask' = 'ask'): void {
    const what = { task: 't', call: id, action: 'command', label: id, digest: 'd', mode: 'auto', micros: 1 } as const;
    this.write('old', { kind: 'action', id, ...what, verdict: { ...verdict, decision, effects: [] } });
  }

  /** `running`: the commands of which anything still runs. */
  close(isLive = (_host: string) => false, running: readonly string[] = []): ReadonlySet<string> {
    return closeLeftOvers(this.log, {
      append: (entry) => this.write('new', entry),
      isLive: (host) => host === 'new' || isLive(host),
      endOrphans: (isOrphan) => new Set(running.filter(isOrphan)),
    });
  }
}

function earlierRun(): TwoRuns {
  const runs = new TwoRuns();
  runs.write('old', { kind: 'task', task: 't', text: 'Fix it', model: 'm', mode: 'auto', isDemo: false });
  runs.action('held');
  runs.write('old', { kind: 'held', id: 'held', number: 1 });
  runs.action('approved');
  runs.write('old', { kind: 'held', id: 'approved', number: 2 });
  runs.write('old', { kind: 'settled', id: 'approved', as: 'approved', by: 'person' });
  runs.action('ran', 'allow');
  runs.write('old', { kind: 'started', id: 'ran', pid: 1, startedAt: 1 });
  runs.action('done', 'allow');
  runs.write('old', { kind: 'outcome', id: 'done', ok: true, summary: 'ok', took: 1 });
  return runs;
}

describe('what an earlier run left open', () => {
  it('is closed: held actions expire, the end of others is unknown, tasks have stopped', () => {
    const runs = earlierRun();
    runs.close();
    const states = runs.log.rows().map(({ id, state }) => `${id} ${state}`);
    assert.deepEqual(states, ['held expired', 'approved failed', 'ran failed', 'done done']);
    assert.equal(runs.log.task('t')?.state, 'stopped');
  });

  it('closes a task that was paused, which nobody can let go on any more', () => {
    const runs = earlierRun();
    const spent = { inputTokens: 1, cachedTokens: 0, outputTokens: 1 };
    runs.write('old', { kind: 'taskEnded', task: 't', as: 'paused', note: 'It tried: x', ...spent });
    assert.equal(hasOpenElsewhere(runs.log, 'new'), true);
    runs.close((host) => host === 'old');
    assert.equal(runs.log.task('t')?.state, 'paused');
    runs.close();
    assert.equal(runs.log.task('t')?.state, 'stopped');
    assert.match(runs.log.task('t')?.note ?? '', /while it was paused/);
  });

  it('is told of, each hold as it stood', () => {
    const runs = earlierRun();
    runs.close();
    assert.deepEqual(
      leftOverHolds(runs.entries, runs.log).map(({ id, state, number }) => [id, state, number]),
      [
        ['held', 'waiting', 1],
        ['approved', 'running', 2],
      ],
    );
  });

  it('is ended where it still runs, commands in the background too, and never those of a process that is there', () => {
    const runs = earlierRun();
    assert.deepEqual([...runs.close((host) => host === 'old', ['ran', 'done', 'nobody’s'])], []);
    assert.deepEqual([...runs.close(undefined, ['ran', 'done', 'nobody’s'])], ['ran', 'done']);
    assert.match(runs.log.row('ran')?.summary ?? '', /ended later/);
    assert.match(runs.log.row('approved')?.summary ?? '', /before its end was known$/);
  });

  it('names the process of a command whose end nobody knows', () => {
    const runs = earlierRun();
    runs.close();
    assert.match(runs.log.row('ran')?.summary ?? '', /process 1\b/);
  });

  it('is closed once, and still told of by the run after', () => {
    const runs = earlierRun();
    runs.close();
    const length = runs.entries.length;
    runs.close();
    assert.equal(runs.entries.length, length);
    assert.equal(leftOverHolds(runs.entries, runs.log).length, 2);
  });

  it('is left alone while its process is still there', () => {
    const runs = earlierRun();
    const length = runs.entries.length;
    runs.close((host) => host === 'old');
    assert.equal(runs.entries.length, length);
    assert.equal(hasOpenElsewhere(runs.log, 'new'), true);
    runs.close();
    assert.equal(hasOpenElsewhere(runs.log, 'new'), false);
  });

  it('does not include what its own process settled', () => {
    const runs = earlierRun();
    runs.write('old', { kind: 'settled', id: 'held', as: 'denied', by: 'person' });
    runs.write('old', { kind: 'outcome', id: 'approved', ok: true, summary: 'ok', took: 1 });
    runs.close();
    assert.deepEqual(leftOverHolds(runs.entries, runs.log), []);
  });
});
