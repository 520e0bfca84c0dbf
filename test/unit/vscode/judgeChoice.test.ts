import assert from 'node:assert/strict';
import { type Settings, settingsSchema } from '../../../src/agent/settings';
import type { JudgeHealth } from '../../../src/judge/health';
import { JudgeChoice } from '../../../src/vscode/judgeChoice';
import { TEST_KEY } from '../../support/clients';
import { gist, judgement, look, stageOf } from '../../support/judges';
import { MessagesServer, type Scripted, status } from '../../support/messagesServer';
import { caseOfCommand } from '../../support/opinions';

const OTHER_KEY = 'sk-ant-test-9876543210';

describe('the judge in force', () => {
  let server: MessagesServer;
  let settings: Settings;
  let key: string | undefined;
  let unusable: string | undefined;
  let told: JudgeHealth['state'][];

  beforeEach(() => {
    key = TEST_KEY;
    unusable = undefined;
    told = [];
  });
  afterEach(() => server.stop());

  async function choiceWith(script: readonly Scripted[], more: Partial<Settings> = {}) {
    server = await new MessagesServer(script, { key: TEST_KEY }).start();
    settings = { ...settingsSchema.parse({}), baseUrl: server.url, ...more };
    const choice = new JudgeChoice({
      settings: () => settings,
      unusable: () => unusable,
      readKey: async () => key,
      log: { warn: () => undefined },
    });
    choice.onDidChangeHealth(({ state }) => told.push(state));
    const review = async (command: string) =>
      gist(await choice.judge.review(caseOfCommand(command), new AbortController().signal));
    return { choice, review };
  }

  const asked = () => server.requests.map(({ body }) => [stageOf(body), body.model, body.thinking?.type]);

  it('asks the model that does the work, which thinks as little as it can, so that both stages share a cache', async () => {
    const { review } = await choiceWith([look(false), judgement(50)]);
    assert.equal(await review('frobnicate'), 'ask');
    assert.deepEqual(asked(), [
      ['first', 'claude-sonnet-5-5', 'between_tools'],
      ['second', 'claude-sonnet-5-5', 'between_tools'],
    ]);
  });

  it('lets a model think that has no part in the quick look', async () => {
    const { review } = await choiceWith([judgement(50), look(false), judgement(50)], { judgeStages: 1 });
    await review('frobnicate');
    settings = { ...settings, judgeStages: 2, judgeFirstModel: 'claude-haiku-5-5' };
    await review('frobnicate');
    assert.deepEqual(asked(), [
      ['second', 'claude-sonnet-5-5', undefined],
      ['first', 'claude-haiku-5-5', 'disabled'],
      ['second', 'claude-sonnet-5-5', undefined],
    ]);
  });

  it('lets nothing run where it is set so, as soon as it is', async () => {
    const { choice } = await choiceWith([]);
    assert.equal(choice.judge.allowsNothing?.(), false);
    settings = { ...settings, judgeAllowBelow: 0 };
    assert.equal(choice.judge.allowsNothing?.(), true);
  });

  it('asks the models that are set for it', async () => {
    const { review } = await choiceWith([look(false), judgement(50), look(true)], {
      judgeModel: 'claude-opus-5-5',
      judgeFirstModel: 'claude-haiku-5-5',
    });
    await review('frobnicate');
    settings = { ...settings, judgeFirstModel: '' };
    await review('frobnicate');
    assert.deepEqual(asked(), [
      ['first', 'claude-haiku-5-5', 'disabled'],
      ['second', 'claude-opus-5-5', undefined],
      ['first', 'claude-opus-5-5', undefined],
    ]);
  });

  it('remembers from one verdict to the next', async () => {
    const { review } = await choiceWith([look(true)]);
    assert.equal(await review('frobnicate'), 'allow');
    assert.equal(await review('frobnicate'), 'allow');
    assert.equal(server.requests.length, 1);
  });

  const changes: readonly [what: string, change: Partial<Settings>, decision: string][] = [
    ['a threshold', { judgeAllowBelow: 10 }, 'ask'],
    ['the other threshold', { judgeBlockAt: 21 }, 'allow'],
    ['the number of stages', { judgeStages: 1 }, 'allow'],
    ['rules', { judgeRules: { stop: ['Frobnication.'] } }, 'allow'],
    ['the environment', { judgeEnvironment: ['staging is a test server'] }, 'allow'],
    ['the model', { model: 'claude-opus-5' }, 'allow'],
    ["the judge's model", { judgeModel: 'claude-opus-5' }, 'allow'],
  ];
  for (const [what, change, decision] of changes) {
    it(`forgets when ${what} changes`, async () => {
      const answer: Scripted = (body) => (stageOf(body) === 'first' ? look(false) : judgement(15));
      const { review } = await choiceWith([answer, answer, answer, answer]);
      assert.equal(await review('frobnicate'), 'allow');
      settings = { ...settings, ...change };
      assert.equal(await review('frobnicate'), decision);
      assert.ok(server.requests.length > 2, 'it was asked anew');
    });
  }

  it('judges anew what was judged by settings that hold no more', async () => {
    const answer: Scripted = () => {
      settings = { ...settings, judgeAllowBelow: 10 };
      return judgement(15);
    };
    const { review } = await choiceWith([answer, answer], { judgeStages: 1 });
    assert.equal(await review('frobnicate'), 'ask');
    assert.equal(server.requests.length, 2);
  });

  it('gives no opinion while the settings change with every answer', async () => {
    let count = 0;
    const answer: Scripted = () => {
      count += 1;
      settings = { ...settings, judgeEnvironment: [`${count}`] };
      return judgement(15);
    };
    const { review } = await choiceWith(Array(9).fill(answer), { judgeStages: 1 });
    assert.equal(await review('frobnicate'), 'away: failed');
  });

  it('is built anew for settings that are not its own no more than once', async () => {
    const { review } = await choiceWith([look(true)]);
    await review('frobnicate');
    settings = { ...settings, maxSteps: 7, commandTimeout: 9 };
    await review('frobnicate');
    assert.equal(server.requests.length, 1);
  });

  it('is away with a key that is refused, and asked again with another', async () => {
    key = OTHER_KEY;
    const { choice, review } = await choiceWith([look(true)]);
    assert.equal(await review('one'), 'away: notSetUp');
    assert.equal(await review('two'), 'away: resting');
    const states = [choice.health.state];
    settings = { ...settings, judgeKind: 'off' };
    states.push(choice.health.state);
    settings = { ...settings, judgeKind: 'model' };
    key = TEST_KEY;
    assert.equal(await review('three'), 'allow');
    states.push(choice.health.state);
    assert.deepEqual(states, ['away', 'well', 'well'], 'one that is off is not away');
    assert.deepEqual(told, ['away', 'well']);
  });

  it('counts as well as soon as a key has changed, or settings', async () => {
    key = OTHER_KEY;
    const { choice, review } = await choiceWith([]);
    await review('one');
    const states = [choice.health.state];
    choice.reset();
    states.push(choice.health.state);
    assert.deepEqual(told, ['away', 'well']);
    await review('one');
    states.push(choice.health.state);
    settings = { ...settings, judgeModel: 'claude-opus-5' };
    states.push(choice.health.state);
    assert.deepEqual(states, ['away', 'well', 'away', 'well']);
  });

  it('sends nothing anywhere while a setting says nonsense of where to', async () => {
    const { choice, review } = await choiceWith([look(true)]);
    unusable = 'Setting chaperone.baseUrl is not an http or https address, so no task can start.';
    assert.equal(await review('frobnicate'), 'away: notSetUp');
    assert.equal(server.requests.length, 0);
    const { health } = choice;
    assert.ok(health.state === 'away' && health.message === unusable);
    unusable = undefined;
    assert.equal(await review('frobnicate'), 'allow');
  });

  it('sends nothing for somebody who has left while the key was read', async () => {
    const { choice } = await choiceWith([look(true)]);
    const leaving = new AbortController();
    const review = choice.judge.review(caseOfCommand('frobnicate'), leaving.signal);
    leaving.abort(new Error('Enough'));
    await assert.rejects(review, /Enough/);
    assert.equal(server.requests.length, 0);
  });

  it('goes on after an answer that went wrong, without anybody doing anything', async () => {
    const { review } = await choiceWith([status(400, 'invalid_request_error', 'odd'), look(true)]);
    assert.equal(await review('one'), 'away: failed');
    assert.equal(await review('two'), 'allow');
    assert.deepEqual(told, ['away', 'well']);
  });
});
