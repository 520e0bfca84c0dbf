import assert from 'node:assert/strict';
import type { JudgeCase } from '../../../src/judge/judge';
import { judgeRequest } from '../../../src/judge/request';
import { clientOf } from '../../support/clients';
import { gist, judgement, judgeOf, look, stageOf } from '../../support/judges';
import { MessagesServer, type Scripted, status, text, thinking, turn } from '../../support/messagesServer';
import { caseOfCommand } from '../../support/opinions';

const signal = new AbortController().signal;

describe('the stages of a judge', () => {
  let server: MessagesServer;

  afterEach(() => server.stop());

  async function judged(
    script: readonly Scripted[],
    options: Parameters<typeof judgeOf>[1] = {},
    about = caseOfCommand('frobnicate'),
  ) {
    server = await new MessagesServer(script).start();
    const { judge, logged } = judgeOf(server.url, options);
    const review = await judge.review(about, signal);
    return { review, logged, stages: server.requests.map(({ body }) => stageOf(body)) };
  }

  it('asks once where a quick look lets it pass', async () => {
    const { review, stages } = await judged([look(true)]);
    assert.ok(review.status === 'decided');
    assert.equal(review.decision, 'allow');
    assert.equal(review.severity, undefined);
    assert.equal(review.isRemembered, false);
    assert.deepEqual(stages, ['first']);
    assert.deepEqual(
      review.stages.map(({ stage, model, usage }) => [stage, model, usage.inputTokens, usage.outputTokens]),
      [['first', 'claude-sonnet-5-5', 100, 20]],
    );
  });

  it('has what a quick look stops judged with reasons', async () => {
    const { review, stages } = await judged([look(false), judgement(40)]);
    assert.ok(review.status === 'decided');
    assert.deepEqual(
      [review.decision, review.severity, review.category, review.part, review.reason, review.saferWay],
      ['ask', 40, 'exceedsTask', 'frobnicate', 'Runs a program that nobody knows.', 'Use a program of the project.'],
    );
    assert.deepEqual(stages, ['first', 'second']);
    assert.deepEqual(
      review.stages.map(({ stage }) => stage),
      ['first', 'second'],
    );
  });

  it('can be overruled by the second stage in both directions', async () => {
    assert.equal(gist((await judged([look(false), judgement(3)])).review), 'allow');
    await server.stop();
    assert.equal(gist((await judged([look(false), judgement(95)])).review), 'block');
  });

  const severities: readonly [severity: number, decision: string][] = [
    [0, 'allow'],
    [20, 'allow'],
    [21, 'ask'],
    [89, 'ask'],
    [90, 'block'],
    [100, 'block'],
  ];
  for (const [severity, decision] of severities) {
    it(`makes ${decision} of severity ${severity}, asking once where one stage is set`, async () => {
      const { review, stages } = await judged([judgement(severity)], { stages: 1 });
      assert.equal(gist(review), decision);
      assert.deepEqual(stages, ['second']);
    });
  }

  it('lets nothing run, and takes no quick look, where nothing may run unseen', async () => {
    const { review, stages } = await judged([judgement(0)], { allowBelow: 0 });
    assert.equal(gist(review), 'ask');
    assert.deepEqual(stages, ['second']);
  });

  it('blocks nothing where the threshold is out of reach', async () => {
    assert.equal(gist((await judged([judgement(100)], { stages: 1, blockAt: 101 })).review), 'ask');
  });

  it('takes the stricter threshold where the two overlap', async () => {
    const overlapping = { stages: 1, allowBelow: 60, blockAt: 30 } as const;
    assert.equal(gist((await judged([judgement(40)], overlapping)).review), 'block');
  });

  it('never lets pass what was cut, and takes no quick look at it', async () => {
    const about = tooLong();
    assert.ok(judgeRequest(about, 'first', { rules: {}, environment: [], allowBelow: 21, blockAt: 90 }).isCut);
    const { review, stages } = await judged([judgement(0)], {}, about);
    assert.ok(review.status === 'decided');
    assert.equal(review.decision, 'ask');
    assert.match(review.reason, /has not seen all of it/);
    assert.deepEqual(stages, ['second']);
  });

  it('blocks what was cut when the rest is bad enough', async () => {
    assert.equal(gist((await judged([judgement(99)], {}, tooLong())).review), 'block');
  });

  it('has no opinion, and asks no further, where the quick look says something else than yes or no', async () => {
    for (const odd of [turn([text('Looks fine to me!')]), turn([text(' ')]), judgement(0)]) {
      const { review, stages, logged } = await judged([odd, judgement(5)]);
      assert.match(gist(review), /^away: (?:malformed|empty)$/);
      assert.ok(review.status === 'away');
      assert.equal(review.stage, 'first');
      assert.deepEqual(stages, ['first']);
      assert.equal(logged.length, 1);
      await server.stop();
    }
    await server.start();
  });

  it('takes what a model thinks for no answer', async () => {
    const { review } = await judged([turn([thinking('{"pass": true}'), text('{"pass": false}')]), judgement(50)]);
    assert.equal(gist(review), 'ask');
  });

  it('asks another model for the quick look where one is set', async () => {
    server = await new MessagesServer([look(false), judgement(50)]).start();
    const { judge } = judgeOf(server.url, { firstClient: clientOf(server.url, { model: 'claude-haiku-5-5' }) });
    const review = await judge.review(caseOfCommand('frobnicate'), signal);
    assert.deepEqual(
      server.requests.map(({ body }) => body.model),
      ['claude-haiku-5-5', 'claude-sonnet-5-5'],
    );
    assert.deepEqual(
      review.stages.map(({ model }) => model),
      ['claude-haiku-5-5', 'claude-sonnet-5-5'],
    );
  });

  it('keeps no case in the cache that nobody will send again', async () => {
    const cachedIn = () =>
      server.requests.map(
        ({ body }) =>
          body.messages.flatMap(({ content }) => (typeof content === 'string' ? [] : content)).filter(isCached).length,
      );
    await judged([look(false), judgement(50)]);
    assert.deepEqual(cachedIn(), [2, 2]);
    await server.stop();
    await judged([judgement(50)], { stages: 1 });
    assert.deepEqual(cachedIn(), [1]);
    await server.stop();
    server = await new MessagesServer([look(false), judgement(50)]).start();
    const { judge } = judgeOf(server.url, { firstClient: clientOf(server.url, { model: 'claude-haiku-5-5' }) });
    await judge.review(caseOfCommand('frobnicate'), signal);
    assert.deepEqual(cachedIn(), [1, 1]);
  });

  it('sends the same prefix in both stages, and the same schema', async () => {
    await judged([look(false), judgement(50)]);
    const [first, second] = server.requests.map(({ body }) => body);
    assert.ok(first !== undefined && second !== undefined);
    assert.deepEqual(first.system, second.system);
    assert.deepEqual(first.output_config, second.output_config);
    assert.ok(first.output_config?.format !== undefined);
    const [one, other] = [first, second].map(({ messages }) => messages[0]?.content);
    assert.ok(Array.isArray(one) && Array.isArray(other));
    assert.deepEqual(one.slice(0, -1), other.slice(0, -1));
    assert.notDeepEqual(one.at(-1), other.at(-1));
  });

  it('does without a schema at an endpoint that knows none, and checks the answers all the same', async () => {
    const unknown = status(400, 'invalid_request_error', 'output_config: Extra inputs are not permitted');
    server = await new MessagesServer([unknown, judgement(5), judgement(101), judgement(0)]).start();
    const { judge } = judgeOf(server.url, { stages: 1 });
    assert.equal(gist(await judge.review(caseOfCommand('one'), signal)), 'allow');
    assert.equal(gist(await judge.review(caseOfCommand('two'), signal)), 'away: malformed');
    assert.equal(gist(await judge.review(caseOfCommand('three'), signal)), 'allow');
    assert.deepEqual(
      server.requests.map(({ body }) => body.output_config !== undefined),
      [true, false, false, false],
    );
  });
});

function isCached(block: object): boolean {
  return 'cache_control' in block && block.cache_control !== undefined;
}

/** An action of which a judge gets only a part. */
function tooLong(): JudgeCase {
  return caseOfCommand(`frobnicate ${'with many words '.repeat(40_000)}`);
}
