import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import type { Action } from '../../../src/action/action';
import { sha256 } from '../../../src/action/digest';
import type { Judge, JudgeCase, Review } from '../../../src/judge/judge';
import { GateFixture } from '../../support/gateFixture';
import { opinion } from '../../support/opinions';

/** A judge that answers when it is told to, and rejects when its signal ends. */
class SlowJudge implements Judge {
  readonly asked: JudgeCase[] = [];
  readonly ended: string[] = [];
  readonly #waiting: ((review: Review) => void)[] = [];

  review(about: JudgeCase, signal: AbortSignal): Promise<Review> {
    this.asked.push(about);
    return new Promise((resolve, reject) => {
      this.#waiting.push(resolve);
      // As a real client, each request has a signal of its own.
      AbortSignal.any([signal]).addEventListener('abort', () => {
        this.ended.push(about.digest);
        reject(signal.reason);
      });
    });
  }

  answer(review: Review = opinion('allow', 3, 'Asked for.')): void {
    for (const resolve of this.#waiting.splice(0)) resolve(review);
  }
}

describe('An action that is foreseen', () => {
  let fixture: GateFixture;
  let judge: SlowJudge;
  let answer: AbortController;

  beforeEach(() => {
    judge = new SlowJudge();
    answer = new AbortController();
    fixture = new GateFixture({ judge });
    mkdirSync(fixture.root, { recursive: true });
  });

  afterEach(() => fixture.dispose());

  const unclear = () => fixture.command('some-unknown-program --now');
  const foresee = (action: Action) =>
    fixture.gate.foresee(action, { taskId: 'task', callId: 'ahead', signal: answer.signal });

  async function proposed(action: Action) {
    const outcome = fixture.propose(action);
    await settled();
    judge.answer();
    return outcome;
  }

  it('is asked about at once, and carried out with that opinion when it is proposed', async () => {
    foresee(unclear());
    assert.equal(judge.asked.length, 1);
    assert.deepEqual([fixture.entries, fixture.carried], [[], []], 'nothing is recorded or done yet');
    const outcome = await proposed(unclear());
    assert.equal(outcome.status, 'done');
    assert.equal(judge.asked.length, 1);
    assert.deepEqual(
      fixture.entries.map(({ kind }) => kind),
      ['action', 'reviewed', 'settled', 'outcome'],
    );
  });

  it('leaves nothing behind when it is never proposed, but for what it cost', async () => {
    foresee(unclear());
    const usage = { inputTokens: 10, cacheReadTokens: 400, cacheWriteTokens: 0, outputTokens: 7 };
    const stages = [{ stage: 'first' as const, model: 'a-model', took: 1, usage }];
    judge.answer({ ...opinion('allow', 3, 'Asked for.'), stages });
    answer.abort();
    await settled();
    const requests = [{ stage: 'first', model: 'a-model', took: 1, ...usage, dollars: undefined }];
    assert.deepEqual(fixture.entries, [{ kind: 'unused', task: 'task', requests }]);
    assert.deepEqual([fixture.carried, fixture.holds.all()], [[], []]);
    assert.match(fixture.debugged.join('\n'), /not needed: a-model read 410 tokens, wrote 7/);
    // Nothing of it is used later.
    const later = fixture.propose(unclear());
    await settled();
    assert.equal(judge.asked.length, 2);
    judge.answer(opinion('block', 95, 'Not now.'));
    assert.equal((await later).status, 'blocked');
  });

  it('is no longer asked about once its answer is void', async () => {
    foresee(unclear());
    answer.abort();
    await settled();
    assert.equal(judge.ended.length, 1);
    assert.deepEqual(fixture.errors, []);
  });

  it('is asked about anew when the judgement ended with the answer it was begun for', async () => {
    foresee(unclear());
    const outcome = fixture.propose(unclear());
    await settled();
    answer.abort();
    await settled();
    assert.equal(judge.asked.length, 2);
    judge.answer();
    assert.equal((await outcome).status, 'done');
  });

  it('is judged anew when it is another by then', async () => {
    const script = (before: string | null, after: string): Action => ({
      kind: 'edit',
      path: fixture.path('run.sh'),
      before,
      after,
      beforeSha256: before === null ? null : sha256(before),
    });
    const write = async (action: Action) => {
      const written = fixture.propose(action);
      await settled();
      judge.answer();
      assert.equal((await written).status, 'done');
    };
    await write(script(null, 'some-unknown-program --now\n'));
    judge.asked.length = 0;
    foresee(fixture.command('sh run.sh'));
    assert.equal(judge.asked.length, 1);
    await write(script('some-unknown-program --now\n', 'another-unknown-program --now\n'));
    const outcome = await proposed(fixture.command('sh run.sh'));
    assert.equal(outcome.status, 'done');
    const [first, last] = [judge.asked[0], judge.asked.at(-1)];
    assert.notEqual(first?.digest, last?.digest);
    assert.match(JSON.stringify(last?.verdict), /another-unknown-program/);
  });

  it('is judged anew when the person has said something meanwhile', async () => {
    foresee(unclear());
    fixture.dials.said = ['fix the tests', "Don't run that program."];
    const outcome = fixture.propose(unclear());
    await settled();
    assert.equal(judge.asked.length, 2);
    assert.match(JSON.stringify(judge.asked[1]?.person), /Don't run that/);
    judge.answer(opinion('block', 95, 'The person forbade it.'));
    assert.equal((await outcome).status, 'blocked');
    assert.match(fixture.debugged.join(), /not needed/);
  });

  it('keeps its opinion when only what was done beside it is new', async () => {
    foresee(unclear());
    writeFileSync(fixture.path('a.txt'), 'a');
    await fixture.propose({ kind: 'readFile', path: fixture.path('a.txt') });
    assert.equal((await proposed(unclear())).status, 'done');
    assert.equal(judge.asked.length, 1);
  });

  it('waits for the person when judging was switched off meanwhile', async () => {
    foresee(unclear());
    judge.answer();
    fixture.dials.judge = undefined;
    assert.equal((await fixture.propose(unclear())).status, 'held');
  });

  it('waits for the person when the mode no longer leaves it to a judge', async () => {
    foresee(unclear());
    judge.answer();
    fixture.dials.mode = 'manual';
    assert.equal((await fixture.propose(unclear())).status, 'held');
    assert.deepEqual(fixture.carried, []);
  });

  it('is held when the judge turns out to be away', async () => {
    foresee(unclear());
    const outcome = fixture.propose(unclear());
    await settled();
    judge.answer({ status: 'away', why: 'timeout', message: 'it took too long', stages: [] });
    assert.equal((await outcome).status, 'held');
  });

  const settledWithout: readonly [what: string, action: () => Action][] = [
    ['plainly fine', () => ({ kind: 'listFiles', path: fixture.root })],
    ['blocked', () => fixture.command('rm -rf /')],
    ['for the person alone', () => fixture.command('git push --force origin main')],
  ];
  for (const [what, action] of settledWithout) {
    it(`is nothing to ask about when it is ${what}`, () => {
      foresee(action());
      assert.equal(judge.asked.length, 0);
    });
  }

  it('is nothing to ask about when the same was refused before', async () => {
    const first = fixture.propose(unclear());
    await settled();
    judge.answer(opinion('block', 95, 'Destroys work.'));
    assert.equal((await first).status, 'blocked');
    foresee(unclear());
    assert.equal(judge.asked.length, 1);
  });

  it('is asked about once, however often it is told of', () => {
    foresee(unclear());
    foresee(unclear());
    assert.equal(judge.asked.length, 1);
  });

  it('is one of so many at most, and the others are judged when they are proposed', async () => {
    const commands = Array.from({ length: 100 }, (_, index) => fixture.command(`some-unknown-program ${index}`));
    for (const command of commands) foresee(command);
    assert.equal(judge.asked.length, 32);
    const outcomes = commands.map((command) => fixture.propose(command));
    while (judge.asked.length < 100) await settled();
    judge.answer();
    assert.deepEqual(new Set((await Promise.all(outcomes)).map(({ status }) => status)), new Set(['done']));
    foresee(fixture.command('some-unknown-program again'));
    assert.equal(judge.asked.length, 101, 'there is room again');
  });

  it('is forgotten with its task', async () => {
    foresee(unclear());
    fixture.gate.expire('task', 'The task was stopped.');
    const outcome = fixture.propose(unclear());
    await settled();
    assert.equal(judge.asked.length, 2);
    judge.answer();
    await outcome;
  });

  it('is of its own task alone', async () => {
    fixture.gate.foresee(unclear(), { taskId: 'other', callId: 'ahead', signal: answer.signal });
    const outcome = fixture.propose(unclear());
    await settled();
    assert.equal(judge.asked.length, 2);
    judge.answer();
    await outcome;
  });

  it('tells nobody when judging ahead breaks, and is judged when it is proposed', async () => {
    const { situation } = fixture;
    fixture.situation = () => {
      throw new Error('no world');
    };
    assert.doesNotThrow(() => foresee(unclear()));
    fixture.situation = situation;
    assert.match(fixture.errors.join(), /no world/);
    assert.equal((await proposed(unclear())).status, 'done');
  });
});

/** Lets everything happen that needs no more time. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) await new Promise(setImmediate);
}
