import assert from 'node:assert/strict';
import { ActionLog, actionLogOf } from '../../../src/ledger/actionLog';
import type { Entry, NewEntry } from '../../../src/ledger/entry';
import { actionEntry, taskEnded, taskEntry, verdictOf } from './entries';

/** Entries a second apart, all from one process. */
function recorded(entries: readonly NewEntry[], host = 'h1'): Entry[] {
  return entries.map((entry, i) => ({ ...entry, at: i * 1000, host }));
}

const held = (id: string, number: number): NewEntry => ({ kind: 'held', id, number });
const outcome = (id: string, ok = true): NewEntry => ({ kind: 'outcome', id, ok, summary: 'exit 0', took: 7 });
const started = (id: string): NewEntry => ({ kind: 'started', id, pid: 42, startedAt: 5 });
const settled = (id: string, as: 'approved' | 'denied' | 'expired' | 'heldAgain', note?: string): NewEntry => ({
  kind: 'settled',
  id,
  as,
  by: 'person',
  note,
});
const ask = (id: string) => actionEntry(id, { verdict: verdictOf('ask') });
const edit = (id: string) => actionEntry(id, { action: 'edit' });

describe('ActionLog', () => {
  const states: readonly [title: string, entries: NewEntry[], state: string][] = [
    ['an allowed action of which nothing is heard yet is allowed', [actionEntry('a')], 'allowed'],
    ['a started process is running', [actionEntry('a'), started('a')], 'running'],
    ['what ended well is done', [actionEntry('a'), started('a'), outcome('a')], 'done'],
    ['what ended badly has failed', [actionEntry('a'), outcome('a', false)], 'failed'],
    ['a blocked action is blocked', [actionEntry('a', { verdict: verdictOf('block') })], 'blocked'],
    ['a held action is waiting', [ask('a'), held('a', 1)], 'waiting'],
    ['an approved one is allowed', [ask('a'), held('a', 1), settled('a', 'approved')], 'allowed'],
    ['a denied one is denied', [ask('a'), held('a', 1), settled('a', 'denied')], 'denied'],
    ['an expired one is expired', [ask('a'), held('a', 1), settled('a', 'expired')], 'expired'],
    [
      'one that no longer fits its approval is waiting again',
      [ask('a'), held('a', 1), settled('a', 'approved'), ask('a'), settled('a', 'heldAgain')],
      'waiting',
    ],
    ['one that changed before it ran goes by its fresh verdict', [actionEntry('a'), ask('a'), held('a', 1)], 'waiting'],
  ];
  for (const [title, entries, state] of states) {
    it(title, () => {
      const log = actionLogOf(recorded(entries));
      assert.equal(log.rows().length, 1);
      assert.equal(log.row('a')?.state, state);
    });
  }

  it('tells the whole story of an action in one row', () => {
    const entries = [ask('a'), held('a', 3), settled('a', 'approved', 'fine'), started('a'), outcome('a')];
    assert.deepEqual(actionLogOf(recorded(entries)).row('a'), {
      id: 'a',
      task: 't1',
      host: 'h1',
      kind: 'command',
      label: 'npm test',
      proposed: { kind: 'command', command: 'npm test' },
      content: undefined,
      verdict: {
        decision: 'ask',
        rule: 'commands.known',
        layer: 'default',
        reason: 'Runs the tests.',
        part: 'npm test',
        severity: 10,
      },
      micros: 12.5,
      state: 'done',
      number: 3,
      proposedAt: 0,
      settledAt: 2000,
      settledBy: 'person',
      note: 'fine',
      pid: 42,
      startedAt: 5,
      endedAt: 4000,
      tookMs: 7,
      summary: 'exit 0',
      exitCode: undefined,
      result: undefined,
    });
  });

  it('keeps the number and the first time of an action that was judged again', () => {
    const row = actionLogOf(recorded([ask('a'), held('a', 3), edit('a')])).row('a');
    assert.deepEqual([row?.number, row?.proposedAt, row?.kind], [3, 0, 'edit']);
  });

  it('ignores lines about an action whose own line is missing', () => {
    const log = actionLogOf(recorded([held('a', 1), settled('a', 'denied'), outcome('a'), taskEnded()]));
    assert.deepEqual([log.rows(), log.tasks()], [[], []]);
  });

  it('keeps actions in the order in which they were proposed', () => {
    const log = actionLogOf(recorded([actionEntry('b'), actionEntry('a'), outcome('b')]));
    assert.deepEqual(
      log.rows().map(({ id }) => id),
      ['b', 'a'],
    );
  });

  it('counts an action whose result was suspicious, and none whose result only quotes', () => {
    const found = (id: string, signs: readonly string[]): NewEntry => ({
      kind: 'probed',
      id,
      source: 'README.md',
      signs: signs.map((sign) => ({ id: sign, says: 'x', excerpt: 'x' })),
      masked: 0,
    });
    const log = actionLogOf(
      recorded([taskEntry(), actionEntry('a'), found('a', ['override', 'secrecy']), actionEntry('b'), found('b', [])]),
    );
    assert.equal(log.task('t1')?.counts.suspicious, 1);
    assert.equal(log.row('a')?.probed?.signs.length, 2);
  });

  it('adds up what a task did, and counts nothing twice', () => {
    const log = actionLogOf(
      recorded([
        taskEntry(),
        edit('e1'),
        outcome('e1'),
        edit('e2'),
        outcome('e2', false),
        actionEntry('r1', { action: 'readFile' }),
        outcome('r1'),
        actionEntry('c1'),
        started('c1'),
        outcome('c1', false),
        actionEntry('f1', { action: 'fetch' }),
        outcome('f1'),
        ask('h1'),
        held('h1', 1),
        settled('h1', 'approved'),
        ask('h1'),
        settled('h1', 'heldAgain'),
        ask('h2'),
        held('h2', 2),
        settled('h2', 'denied'),
        actionEntry('b1', { verdict: verdictOf('block') }),
        ask('b2'),
        { kind: 'settled', id: 'b2', as: 'denied', by: 'judge' },
        taskEnded({ note: 'said goodbye' }),
      ]),
    );
    const task = log.task('t1');
    assert.deepEqual(task?.counts, {
      edits: 1,
      commands: 1,
      reads: 1,
      fetches: 1,
      holds: 2,
      waiting: 1,
      blocks: 2,
      suspicious: 0,
    });
    assert.deepEqual([task?.state, task?.note, task?.activeMs], ['finished', 'said goodbye', 23_000]);
    const agent = task?.spent.agent;
    assert.deepEqual([agent?.inputTokens, agent?.cacheReadTokens, agent?.outputTokens], [10, 5, 3]);
  });

  it('leaves out the time between the end of a task and its waking, and takes its last totals', () => {
    const log = new ActionLog();
    const at = (seconds: number, entry: NewEntry): Entry => ({ ...entry, at: seconds * 1000, host: 'h1' });
    for (const entry of [at(0, taskEntry()), at(10, taskEnded()), at(3600, actionEntry('a'))]) log.apply(entry);
    assert.equal(log.task('t1')?.state, 'running');
    log.apply(at(3605, taskEnded({ as: 'stopped', inputTokens: 100 })));
    const task = log.task('t1');
    assert.deepEqual([task?.state, task?.activeMs, task?.spent.agent.inputTokens], ['stopped', 15_000, 100]);
  });

  describe('adds up what was spent', () => {
    const request = {
      model: 'm',
      took: 100,
      inputTokens: 10,
      cacheReadTokens: 20,
      cacheWriteTokens: 5,
      outputTokens: 3,
    };
    const reviewed = (id: string, changes: Partial<Extract<NewEntry, { kind: 'reviewed' }>> = {}): NewEntry => ({
      kind: 'reviewed',
      id,
      by: 'model',
      decision: 'ask',
      reason: 'unclear',
      requests: [
        { ...request, stage: 'first', dollars: 0.001 },
        { ...request, stage: 'second', dollars: 0.002 },
      ],
      isRemembered: false,
      ...changes,
    });
    const probed = (id: string): NewEntry => ({
      kind: 'probed',
      id,
      source: 'README.md',
      signs: [],
      masked: 0,
      request: { ...request, answer: 'quotes', dollars: 0.5 },
    });
    const spentOf = (entries: readonly NewEntry[]) =>
      actionLogOf(recorded([taskEntry(), ...entries])).task('t1')?.spent;

    it('by judge and probe, each request of each stage', () => {
      const spent = spentOf([ask('a'), reviewed('a'), ask('b'), reviewed('b'), probed('b')]);
      assert.deepEqual(spent?.judge, {
        requests: 4,
        inputTokens: 40,
        cacheReadTokens: 80,
        cacheWriteTokens: 20,
        outputTokens: 12,
        took: 400,
        dollars: 0.006,
        unpriced: 0,
      });
      assert.deepEqual([spent?.probe.requests, spent?.probe.dollars, spent?.agent.requests], [1, 0.5, 0]);
    });

    it('again when an action was judged twice, and of one that got no opinion', () => {
      const away = reviewed('a', { decision: 'away', reason: 'it took too long', category: 'timeout' });
      assert.equal(spentOf([ask('a'), away, ask('a'), reviewed('a')])?.judge.requests, 4);
    });

    it('of what a judge was asked in vain, in its task alone, also after its end', () => {
      const unused = (task: string): NewEntry => ({
        kind: 'unused',
        task,
        requests: [{ ...request, stage: 'first', dollars: 0.001 }],
      });
      const spent = spentOf([ask('a'), reviewed('a'), unused('t1'), taskEnded(), unused('t1'), unused('other')]);
      assert.deepEqual([spent?.judge.requests, spent?.judge.inputTokens, spent?.judge.dollars], [4, 40, 0.005]);
      assert.equal(spentOf([unused('t1')])?.probe.requests, 0);
    });

    it('not for what was remembered', () => {
      assert.equal(spentOf([ask('a'), reviewed('a', { isRemembered: true })])?.judge.requests, 0);
    });

    it('as unknown where no price was known', () => {
      const spent = spentOf([ask('a'), reviewed('a', { requests: [{ ...request, stage: 'second' }] })]);
      assert.deepEqual([spent?.judge.dollars, spent?.judge.unpriced], [0, 1]);
    });

    it('as nothing where the action or its task is missing', () => {
      const log = actionLogOf(
        recorded([reviewed('a'), probed('a'), actionEntry('b', { task: 'gone' }), reviewed('b')]),
      );
      assert.deepEqual([log.tasks(), log.row('b')?.review?.decision], [[], 'ask']);
      assert.equal(spentOf([reviewed('a'), probed('a')])?.judge.requests, 0);
    });

    it('by the agent, as it was told at the end, and keeps the shares of the others', () => {
      const end = taskEnded({ requests: 7, requestsTook: 900, dollars: 0.25, unpriced: 1 });
      const spent = spentOf([ask('a'), reviewed('a'), end]);
      assert.deepEqual(spent?.agent, {
        requests: 7,
        inputTokens: 10,
        cacheReadTokens: 5,
        cacheWriteTokens: 0,
        outputTokens: 3,
        took: 900,
        dollars: 0.25,
        unpriced: 1,
      });
      assert.equal(spent?.judge.requests, 2);
    });

    it('by the agent at an unknown price, in lines of a version that knew none', () => {
      const { dollars, unpriced } = spentOf([taskEnded()])?.agent ?? {};
      assert.deepEqual([dollars, unpriced], [0, 1]);
    });
  });

  it('keeps tasks apart', () => {
    const log = actionLogOf(
      recorded([taskEntry(), taskEntry({ task: 't2' }), edit('e1'), outcome('e1'), actionEntry('x', { task: 't3' })]),
    );
    assert.deepEqual(
      log.tasks().map(({ task, counts }) => [task, counts.edits]),
      [
        ['t1', 1],
        ['t2', 0],
      ],
    );
  });

  it('gives the same for entries one by one as for all at once, and leaves rows given out as they were', () => {
    const entries = recorded([
      taskEntry(),
      ask('a'),
      held('a', 1),
      settled('a', 'approved'),
      outcome('a'),
      taskEnded(),
    ]);
    const log = new ActionLog();
    const [first, second, ...rest] = entries;
    assert.ok(first !== undefined && second !== undefined);
    log.apply(first);
    log.apply(second);
    const before = log.row('a');
    for (const entry of rest) log.apply(entry);
    assert.equal(before?.state, 'waiting');
    assert.deepEqual(log.rows(), actionLogOf(entries).rows());
    assert.deepEqual(log.tasks(), actionLogOf(entries).tasks());
  });

  it('folds a hundred thousand entries', () => {
    const log = new ActionLog();
    log.apply({ ...taskEntry(), at: 0, host: 'h1' });
    for (let i = 0; i < 25_000; i++) {
      const id = `a${i}`;
      for (const entry of recorded([ask(id), held(id, i), settled(id, 'approved'), outcome(id)])) log.apply(entry);
    }
    assert.equal(log.rows().length, 25_000);
    assert.equal(log.task('t1')?.counts.commands, 25_000);
  });
});
