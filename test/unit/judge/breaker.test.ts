import assert from 'node:assert/strict';
import type { JudgeHealth } from '../../../src/judge/health';
import { type Admission, BREAKER_LIMITS, Breaker } from '../../../src/model/breaker';
import { gist, judgement, judgeOf, look, ManualClock, stageOf, wordsOf } from '../../support/judges';
import {
  MessagesServer,
  overloaded,
  rateLimited,
  type Scripted,
  serverError,
  status,
  text,
  turn,
} from '../../support/messagesServer';
import { caseOfCommand } from '../../support/opinions';

describe('Breaker', () => {
  let clock: ManualClock;
  let breaker: Breaker;

  beforeEach(() => {
    clock = new ManualClock();
    breaker = new Breaker(clock);
  });

  const enter = (): Admission => breaker.enter() ?? assert.fail('nobody was let in');
  const fail = (times: number) => {
    for (let count = 0; count < times; count++) breaker.failed(enter());
  };

  it('rests after three outages in a row, not after three with an answer between', () => {
    fail(2);
    breaker.succeeded();
    fail(2);
    assert.notEqual(breaker.enter(), undefined);
    fail(1);
    assert.equal(breaker.enter(), undefined);
    assert.equal(breaker.restsUntil, clock.now() + 30_000);
  });

  it('lets one through as a trial when the rest is over, and everybody after that answers', () => {
    fail(3);
    clock.advance(29_999);
    assert.equal(breaker.enter(), undefined);
    clock.advance(1);
    const trial = enter();
    assert.ok(trial.isTrial);
    assert.equal(breaker.enter(), undefined, 'only one trial at once');
    breaker.succeeded();
    assert.deepEqual([enter(), enter()], [{ isTrial: false }, { isTrial: false }]);
    assert.equal(breaker.restsUntil, undefined);
  });

  it('rests twice as long after each failed trial, up to five minutes', () => {
    fail(3);
    const rests: number[] = [];
    for (let count = 0; count < 6; count++) {
      rests.push((breaker.restsUntil ?? 0) - clock.now());
      clock.advance(rests.at(-1) ?? 0);
      breaker.failed(enter());
    }
    assert.deepEqual(rests, [30_000, 60_000, 120_000, 240_000, 300_000, 300_000]);
  });

  it('begins with a short rest again once it had an answer', () => {
    fail(3);
    clock.advance(30_000);
    breaker.failed(enter());
    clock.advance(60_000);
    enter();
    breaker.succeeded();
    fail(3);
    assert.equal(breaker.restsUntil, clock.now() + 30_000);
  });

  it('takes the next one as the trial when nobody waits for the first any more', () => {
    fail(3);
    clock.advance(30_000);
    breaker.abandoned(enter());
    assert.ok(enter().isTrial);
  });

  it('counts what had been asked before the rest began for nothing', () => {
    const early = [enter(), enter(), enter(), enter(), enter()];
    for (const admission of early) breaker.failed(admission);
    assert.equal(breaker.restsUntil, clock.now() + 30_000);
    clock.advance(30_000);
    const trial = enter();
    breaker.failed(early[0] ?? trial);
    assert.equal(breaker.enter(), undefined, 'the trial is still under way');
    breaker.abandoned(early[1] ?? trial);
    assert.equal(breaker.enter(), undefined, 'the trial is still under way');
  });

  it('ends its rest with an answer that was asked for before it began', () => {
    enter();
    fail(3);
    breaker.succeeded();
    assert.notEqual(breaker.enter(), undefined);
  });

  it('rests at once where another attempt would fail as well, and as long as a server asks', () => {
    breaker.failed(enter(), { isLasting: true });
    assert.equal(breaker.enter(), undefined);
    breaker = new Breaker(clock);
    breaker.failed(enter(), { askedMs: 120_000 });
    assert.equal(breaker.restsUntil, clock.now() + 120_000);
    breaker = new Breaker(clock);
    breaker.failed(enter(), { askedMs: 86_400_000 });
    assert.equal(breaker.restsUntil, clock.now() + BREAKER_LIMITS.longestMs);
    breaker = new Breaker(clock);
    breaker.failed(enter(), { askedMs: 1000 });
    assert.notEqual(breaker.enter(), undefined);
  });
});

describe('a judge that is away', () => {
  let server: MessagesServer;
  let told: JudgeHealth[];

  beforeEach(() => {
    told = [];
  });
  afterEach(() => server.stop());

  async function judgeWith(script: readonly Scripted[]) {
    server = await new MessagesServer(script).start();
    const test = judgeOf(server.url, { stages: 1 });
    test.judge.health.onDidChange((health) => told.push(health));
    let count = 0;
    const review = async () => {
      count += 1;
      return gist(await test.judge.review(caseOfCommand(`frobnicate ${count}`), new AbortController().signal));
    };
    return { ...test, review };
  }

  const outage = () => [overloaded(), overloaded()];

  it('is not asked after three outages in a row, until a trial shows that it is back', async () => {
    const { review, clock, judge, logged } = await judgeWith([...outage(), ...outage(), ...outage()]);
    for (let count = 0; count < 3; count++) assert.equal(await review(), 'away: overloaded');
    assert.equal(server.requests.length, 6);
    assert.equal(await review(), 'away: resting');
    clock.advance(29_000);
    assert.equal(await review(), 'away: resting');
    assert.equal(server.requests.length, 6, 'nobody was asked');
    clock.advance(1_000);
    server.script(judgement(5), judgement(50));
    assert.equal(await review(), 'allow');
    assert.equal(await review(), 'ask');
    assert.deepEqual(
      told.map((health) => (health.state === 'well' ? 'well' : [health.why, health.retryAt !== undefined])),
      [['overloaded', false], ['overloaded', false], ['overloaded', true], 'well'],
    );
    assert.deepEqual(judge.health.current, { state: 'well' });
    assert.equal(logged.filter((line) => line.includes('left alone')).length, 1);
  });

  it('is tried by one alone, while the others are answered at once', async () => {
    const { review, clock } = await judgeWith([...outage(), ...outage(), ...outage()]);
    for (let count = 0; count < 3; count++) await review();
    clock.advance(30_000);
    server.script(judgement(5));
    const all = await Promise.all(Array.from({ length: 20 }, review));
    assert.equal(all.filter((one) => one === 'allow').length, 1);
    assert.equal(all.filter((one) => one === 'away: resting').length, 19);
    assert.equal(server.requests.length, 7);
  });

  it('says what is wrong, and since when', async () => {
    const { review, judge, clock } = await judgeWith([...outage(), ...outage()]);
    const since = clock.now();
    await review();
    clock.advance(1000);
    await review();
    const { current } = judge.health;
    assert.ok(current.state === 'away');
    assert.deepEqual([current.why, current.since, current.retryAt], ['overloaded', since, undefined]);
    assert.match(current.message, /trouble answering/);
  });

  it('is away, too, when it goes on answering what was not asked for', async () => {
    const prose = turn([text('I would rather not say.')]);
    const { review } = await judgeWith([prose, prose, prose]);
    for (let count = 0; count < 3; count++) assert.equal(await review(), 'away: malformed');
    assert.equal(await review(), 'away: resting');
  });

  it('is not away for refusing single cases', async () => {
    const refusal = turn([text('')], { stopReason: 'refusal' });
    const { review, judge } = await judgeWith(Array.from({ length: 5 }, () => refusal));
    for (let count = 0; count < 5; count++) assert.equal(await review(), 'away: refused');
    assert.deepEqual(judge.health.current, { state: 'well' });
    assert.deepEqual(told, []);
  });

  it('is not asked again with a key that was refused', async () => {
    const { review } = await judgeWith([status(401, 'authentication_error', 'invalid x-api-key')]);
    assert.equal(await review(), 'away: notSetUp');
    assert.equal(await review(), 'away: resting');
    assert.equal(server.requests.length, 1);
  });

  it('is left alone for as long as the server asks', async () => {
    const { review, clock } = await judgeWith([rateLimited({ 'retry-after': '120' })]);
    assert.equal(await review(), 'away: rateLimited');
    clock.advance(119_000);
    assert.equal(await review(), 'away: resting');
    clock.advance(1_000);
    server.script(judgement(5));
    assert.equal(await review(), 'allow');
  });

  it('is not held to a trial that was given up', async () => {
    const { review, clock, judge } = await judgeWith([...outage(), ...outage(), ...outage()]);
    for (let count = 0; count < 3; count++) await review();
    clock.advance(30_000);
    const abort = new AbortController();
    server.script(() => {
      abort.abort(new Error('Enough'));
      return turn([text('{')], { until: new Promise(() => undefined) });
    });
    await assert.rejects(judge.review(caseOfCommand('given up'), abort.signal), /Enough/);
    server.script(judgement(5));
    assert.equal(await review(), 'allow');
  });

  describe('at one of its two stages', () => {
    /** Quick looks stop what has `bad` in it; what comes of the reasons is up to the test. */
    async function judgeWithLooks(reasons: () => Scripted) {
      const answer: Scripted = (body) => {
        if (stageOf(body) === 'first') return look(!wordsOf(body).includes('bad'));
        const scripted = reasons();
        return typeof scripted === 'function' ? scripted(body) : scripted;
      };
      server = await new MessagesServer(Array.from({ length: 200 }, () => answer)).start();
      const test = judgeOf(server.url);
      test.judge.health.onDidChange((health) => told.push(health));
      let count = 0;
      const review = async (kind: 'good' | 'bad') => {
        count += 1;
        return gist(await test.judge.review(caseOfCommand(`${kind} ${count}`), new AbortController().signal));
      };
      const asked = () => server.requests.filter(({ body }) => stageOf(body) === 'second').length;
      return { ...test, review, asked };
    }

    it('rests there, however many quick looks pass meanwhile, and comes back by itself', async () => {
      let isWell = false;
      const { review, judge, clock, asked } = await judgeWithLooks(() => (isWell ? judgement(5) : serverError()));
      for (let count = 0; count < 3; count++) {
        assert.equal(await review('bad'), 'away: overloaded');
        assert.equal(await review('good'), 'allow');
      }
      assert.equal(asked(), 6, 'two attempts each');
      const { current } = judge.health;
      assert.ok(current.state === 'away' && current.retryAt === clock.now() + 30_000);
      told = [];
      for (let count = 0; count < 10; count++) {
        assert.equal(await review('bad'), 'away: resting');
        assert.equal(await review('good'), 'allow');
      }
      assert.equal(asked(), 6, 'nobody asked for reasons');
      assert.deepEqual(told, [], 'it stays away, to whoever looks');
      clock.advance(30_000);
      assert.equal(await review('bad'), 'away: overloaded');
      assert.equal(asked(), 8, 'one trial');
      assert.equal(await review('bad'), 'away: resting');
      clock.advance(60_000);
      isWell = true;
      assert.equal(await review('bad'), 'allow');
      assert.deepEqual(judge.health.current, { state: 'well' });
    });

    it('is well again with the next answer, where it does not rest', async () => {
      const { review, judge } = await judgeWithLooks(() => serverError());
      assert.equal(await review('bad'), 'away: overloaded');
      assert.equal(judge.health.current.state, 'away');
      assert.equal(await review('good'), 'allow');
      assert.equal(judge.health.current.state, 'well');
    });

    it('does not ask for reasons while the quick look rests, nor forgets why', async () => {
      server = await new MessagesServer([...outage(), ...outage(), ...outage()]).start();
      const { judge } = judgeOf(server.url);
      const signal = new AbortController().signal;
      for (let count = 0; count < 3; count++) await judge.review(caseOfCommand(`frobnicate ${count}`), signal);
      const review = await judge.review(caseOfCommand('frobnicate'), signal);
      assert.ok(review.status === 'away');
      assert.deepEqual([review.why, review.stage, server.requests.length], ['resting', 'first', 6]);
      assert.match(review.message, /trouble answering/);
    });

    it('goes on telling that one stage rests when the other one is back', async () => {
      let isUp = true;
      let isLooking = true;
      const answer: Scripted = (body) => {
        if (stageOf(body) === 'second') return isUp ? judgement(5) : serverError();
        return isLooking ? look(false) : serverError();
      };
      server = await new MessagesServer(Array.from({ length: 200 }, () => answer)).start();
      const { judge, clock } = judgeOf(server.url);
      let count = 0;
      const review = async () =>
        gist(await judge.review(caseOfCommand(`frobnicate ${count++}`), new AbortController().signal));
      isUp = false;
      for (let round = 0; round < 3; round++) await review();
      isLooking = false;
      for (let round = 0; round < 3; round++) await review();
      const until = clock.now() + 30_000;
      isLooking = true;
      isUp = true;
      clock.advance(29_999);
      assert.equal(judge.health.current.state, 'away');
      assert.equal(await review(), 'away: resting');
      clock.advance(1);
      assert.equal(clock.now(), until);
      assert.equal(await review(), 'allow');
      assert.deepEqual(judge.health.current, { state: 'well' });
    });
  });
});
