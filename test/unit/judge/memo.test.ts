import assert from 'node:assert/strict';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { JudgeCase } from '../../../src/judge/judge';
import { gist, judgement, judgeOf, look } from '../../support/judges';
import { MessagesServer, overloaded, type Scripted, text, turn } from '../../support/messagesServer';
import { caseOfCommand } from '../../support/opinions';

describe('what a judge remembers', () => {
  let server: MessagesServer;

  afterEach(() => server.stop());

  async function judgeWith(script: readonly Scripted[], stages: 1 | 2 = 1) {
    server = await new MessagesServer(script).start();
    return judgeOf(server.url, { stages }).judge;
  }

  it('decides the very same case once, and says that it was decided before', async () => {
    const judge = await judgeWith([look(false), judgement(50)], 2);
    const first = await judge.review(caseOfCommand('frobnicate'), fresh());
    const again = await judge.review(caseOfCommand('frobnicate'), fresh());
    assert.ok(first.status === 'decided' && again.status === 'decided');
    assert.deepEqual(again, { ...first, stages: [], isRemembered: true });
    assert.equal(first.stages.length, 2);
    assert.equal(server.requests.length, 2);
  });

  const others: readonly [what: string, other: (about: JudgeCase) => JudgeCase][] = [
    ['another action', (about) => ({ ...about, ...pick(caseOfCommand('frobnicate -x')) })],
    ['another task', (about) => ({ ...about, taskId: 'other' })],
    ['other facts', (about) => ({ ...about, digest: 'of a changed file' })],
    [
      'a person who has said something since',
      (about) => ({ ...about, person: [...about.person, { kind: 'said', at: 1, text: 'never frobnicate' }] }),
    ],
    ['a result that looked like an attack', (about) => ({ ...about, taints: [{ source: 'a page', signs: ['x'] }] })],
    ['a script that the task has written', (about) => ({ ...about, scripts: [{ path: '/work/a.sh', by: 'task' }] })],
  ];
  for (const [what, other] of others) {
    it(`asks anew for ${what}`, async () => {
      const judge = await judgeWith([judgement(5), judgement(95)]);
      const about = caseOfCommand('frobnicate');
      assert.equal(gist(await judge.review(about, fresh())), 'allow');
      assert.equal(gist(await judge.review(other(about), fresh())), 'block');
    });
  }

  it('asks once for those who ask at the same time, and tells one of them what it took', async () => {
    const judge = await judgeWith([judgement(50)]);
    const reviews = await Promise.all(
      Array.from({ length: 10 }, () => judge.review(caseOfCommand('frobnicate'), fresh())),
    );
    assert.deepEqual(reviews.map(gist), Array(10).fill('ask'));
    assert.equal(reviews.flatMap(({ stages }) => stages).length, 1);
    assert.equal(reviews.filter((one) => one.status === 'decided' && one.isRemembered).length, 9);
    assert.equal(server.requests.length, 1);
  });

  it('goes on for the others when one of them leaves', async () => {
    const [asked, answered] = [deferred(), deferred()];
    const judge = await judgeWith([
      () => {
        asked.resolve();
        return { ...judgement(50), until: answered.promise };
      },
    ]);
    const leaving = new AbortController();
    const first = judge.review(caseOfCommand('frobnicate'), leaving.signal);
    const second = judge.review(caseOfCommand('frobnicate'), fresh());
    await asked.promise;
    leaving.abort(new Error('Enough'));
    await assert.rejects(first, /Enough/);
    answered.resolve();
    const review = await second;
    assert.equal(gist(review), 'ask');
    assert.equal(review.stages.length, 1, 'what it took is told to who is left');
    assert.equal(server.requests.length, 1);
  });

  it('ends the request when nobody waits for it any more, and asks anew for who comes then', async () => {
    const leaving = new AbortController();
    const judge = await judgeWith([
      () => {
        leaving.abort(new Error('Enough'));
        return turn([text('{')], { until: new Promise(() => undefined) });
      },
      judgement(50),
    ]);
    const both = [0, 1].map(() => judge.review(caseOfCommand('frobnicate'), leaving.signal));
    for (const one of both) await assert.rejects(one, /Enough/);
    assert.equal(gist(await judge.review(caseOfCommand('frobnicate'), fresh())), 'ask');
    assert.equal(server.requests.length, 2);
  });

  it('rejects at once for somebody who has left before', async () => {
    const judge = await judgeWith([]);
    const left = AbortSignal.abort(new Error('Enough'));
    await assert.rejects(judge.review(caseOfCommand('frobnicate'), left), /Enough/);
    await nextTurn();
    assert.equal(server.requests.length, 0);
  });

  it('does not remember that there was no answer, nor half of one', async () => {
    const judge = await judgeWith([overloaded(), overloaded(), turn([text('?')]), judgement(5)]);
    assert.equal(gist(await judge.review(caseOfCommand('frobnicate'), fresh())), 'away: overloaded');
    assert.equal(gist(await judge.review(caseOfCommand('frobnicate'), fresh())), 'away: malformed');
    assert.equal(gist(await judge.review(caseOfCommand('frobnicate'), fresh())), 'allow');
  });

  it('forgets with the task', async () => {
    const judge = await judgeWith([judgement(5), judgement(95)]);
    await judge.review(caseOfCommand('frobnicate'), fresh());
    judge.forget('task');
    assert.equal(gist(await judge.review(caseOfCommand('frobnicate'), fresh())), 'block');
  });
});

/** What makes a case one about another action. */
function pick({ action, verdict, digest }: JudgeCase) {
  return { action, verdict, digest };
}

function deferred(): { readonly promise: Promise<void>; readonly resolve: () => void } {
  let resolve: () => void = () => undefined;
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}

function fresh(): AbortSignal {
  return new AbortController().signal;
}
