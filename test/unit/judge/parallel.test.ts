import assert from 'node:assert/strict';
import { setMaxListeners } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { gist, judgement, judgeOf, look, stageOf, wordsOf } from '../../support/judges';
import { MessagesServer, type Scripted } from '../../support/messagesServer';
import { caseOfCommand } from '../../support/opinions';

const COUNT = 1000;
describe('many judgements at once', () => {
  let server: MessagesServer;

  afterEach(() => server.stop());

  /** Answers each case by its own number, some after a while, and keeps how many it had to answer at once. */
  async function start(requests: number) {
    const seen = { now: 0, most: 0 };
    const answer: Scripted = (body) => {
      const number = Number(/frobnicate (\d+)/.exec(wordsOf(body))?.[1]);
      seen.now += 1;
      seen.most = Math.max(seen.most, seen.now);
      const until = (number % 10 === 0 ? sleep(2) : Promise.resolve()).then(() => {
        seen.now -= 1;
      });
      const reply =
        stageOf(body) === 'first' ? look(number % 2 === 0) : judgement(number % 101, { forPerson: `Case ${number}.` });
      return { ...reply, until };
    };
    server = await new MessagesServer(Array.from({ length: requests }, () => answer)).start();
    return seen;
  }

  it('gives each of a thousand its own answer, a few at a time', async () => {
    const seen = await start(COUNT + COUNT / 2);
    const { judge } = judgeOf(server.url);
    const reviews = await Promise.all(
      Array.from({ length: COUNT }, (_, number) =>
        judge.review(caseOfCommand(`frobnicate ${number}`), new AbortController().signal),
      ),
    );
    for (const [number, review] of reviews.entries()) {
      assert.ok(review.status === 'decided', `${number}: ${gist(review)}`);
      if (number % 2 === 0) assert.deepEqual([review.decision, review.severity], ['allow', undefined]);
      else assert.deepEqual([review.severity, review.reason], [number % 101, `Case ${number}.`]);
    }
    assert.equal(server.left, 0);
    assert.equal(server.requests.length, COUNT + COUNT / 2);
    assert.ok(seen.most <= 8, `${seen.most} at once`);
    assert.ok(seen.most > 1, 'several at once');
  }).timeout(60_000);

  it('lets those who leave go at once, and loses nobody else', async () => {
    await start(200);
    const { judge } = judgeOf(server.url, { stages: 1 });
    const leaving = new AbortController();
    setMaxListeners(0, leaving.signal);
    const reviews = Array.from({ length: 200 }, (_, number) =>
      judge.review(caseOfCommand(`frobnicate ${number}`), (number % 2 === 0 ? leaving : new AbortController()).signal),
    );
    leaving.abort(new Error('Enough'));
    const settled = await Promise.allSettled(reviews);
    for (const [number, one] of settled.entries()) {
      if (number % 2 === 0) assert.equal(one.status, 'rejected', `${number}`);
      else assert.ok(one.status === 'fulfilled' && one.value.status === 'decided', `${number}`);
    }
    assert.ok(server.requests.length <= 108, `${server.requests.length} requests`);
  }).timeout(60_000);
});
