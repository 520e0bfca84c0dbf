import assert from 'node:assert/strict';
import { reviewContext } from '../../../src/agent/reviewContext';
import { readSettings } from '../../../src/agent/settings';
import type { ReviewContext } from '../../../src/model/modelClient';
import { call, type Piece, reviewed, type Scripted, status, text, turn } from '../../support/messagesServer';
import { allows, aWait, forbids, SupervisedAgent, until } from '../../support/supervisedAgent';

const CONTEXT: ReviewContext = { folder: '/work', environment: [], pass: [], stop: [], never: [] };
const FINE = { type: 'evaluated', outcome: 'not_flagged' };
const FLAGGED = { type: 'evaluated', outcome: 'flagged', explanation: 'It sends keys.' };

describe('Calls that the server reviews', () => {
  let supervised: SupervisedAgent;

  afterEach(async () => {
    assert.deepEqual([supervised.agent.bugs, supervised.gate.errors], [[], []]);
    await supervised.stop();
  });

  async function start(script: readonly Scripted[], judgements: readonly Scripted[] = []) {
    supervised = await SupervisedAgent.start(script, judgements, { review: () => CONTEXT });
    return supervised.agent;
  }

  const run = (command: string, id: string): Piece => call('run_command', { command }, id);
  const done = turn([text('All done.')]);

  it('are carried out, held or judged by the model, each by its own id', async () => {
    const pieces = [run('unknown-one', 'a'), run('unknown-two', 'b'), run('unknown-three', 'c'), run('ls', 'd')];
    const reviews = reviewed({ a: FINE, b: FLAGGED, c: { type: 'skipped' }, d: FLAGGED, e: FINE });
    const agent = await start([turn(pieces, { reviews }), done], [forbids]);
    await agent.run('Go');
    assert.deepEqual(supervised.ran, ['unknown-one']);
    assert.deepEqual(
      agent.resultsLast(1).map(({ text: result }) => result.split(/[ :]/)[0]),
      ['done', 'Held', 'Blocked', 'Held'],
    );
    assert.equal(supervised.judged.length, 1);
    assert.match(supervised.judged[0] ?? '', /unknown-three/);
  });

  it('are not judged ahead, since their review comes with the end of the answer', async () => {
    const pieces = [run('unknown-one', 'a'), text('x')];
    const agent = await start([turn(pieces, { reviews: reviewed({ a: FINE }) }), done], [forbids]);
    await agent.run('Go');
    assert.deepEqual(supervised.ran, ['unknown-one']);
    assert.equal(supervised.judged.length, 0);
  });

  it('are judged ahead as ever once the server turns out not to review any', async () => {
    const rest = aWait();
    const refused = status(400, 'invalid_request_error', 'safeguards: Extra inputs are not permitted');
    const pieces = [run('unknown-one', 'a'), text('x')];
    const agent = await start([refused, turn(pieces, { until: rest.opened, untilBlocks: 1 }), done], [allows]);
    const ended = agent.run('Go');
    await until(() => supervised.judged.length === 1);
    assert.deepEqual(supervised.ran, []);
    rest.open();
    assert.equal((await ended).status, 'done');
    assert.deepEqual(supervised.ran, ['unknown-one']);
  });

  it('are judged by the model when something on the way drops what the server said', async () => {
    const agent = await start([turn([run('unknown-one', 'a')]), done], [forbids]);
    await agent.run('Go');
    assert.deepEqual([supervised.ran, supervised.judged.length], [[], 1]);
  });

  it('are judged by the model too where the person spoke before the answer was whole, but for what is flagged', async () => {
    const rest = aWait();
    const pieces = [run('unknown-one', 'a'), run('unknown-two', 'b'), text('x')];
    const reviews = reviewed({ a: FINE, b: FLAGGED });
    const agent = await start([turn(pieces, { until: rest.opened, untilBlocks: 1, reviews }), done], [forbids]);
    const ended = agent.run('Go');
    await until(() => agent.server.requests.length === 1);
    agent.tasks.send("Don't run unknown-one.");
    rest.open();
    await ended;
    assert.deepEqual([supervised.ran, supervised.judged.length], [[], 1]);
    assert.match(supervised.judged[0] ?? '', /unknown-one/);
  });

  it('of a refused answer are not carried out, whatever was said of them', async () => {
    const reviews = reviewed({ a: FINE });
    const agent = await start([turn([run('unknown-one', 'a')], { stopReason: 'refusal', reviews })]);
    assert.equal((await agent.run('Go')).status, 'failed');
    assert.deepEqual(supervised.ran, []);
  });

  it('with one id between them are reviewed by nobody but the model', async () => {
    const pieces = [run('unknown-one', 'a'), run('unknown-two', 'a')];
    const agent = await start([turn(pieces, { reviews: reviewed({ a: FINE }) })], [forbids, forbids]);
    // The conversation can't go on from such an answer.
    await agent.run('Go');
    assert.deepEqual([supervised.ran, supervised.judged.length], [[], 2]);
  });
});

describe('What a server is told for its review', () => {
  const settings = (values: Record<string, unknown>) => readSettings((name) => values[name]).settings;
  const where = { mode: 'auto', roots: ['/work/app', '/work/lib'] } as const;

  it("is the person's words and the first folder, without the mark for our own rules", () => {
    const rules = { stop: ['$defaults', 'Changes of the schema.'], pass: ['Restarts.'] };
    const chosen = settings({ judgeKind: 'server', judgeEnvironment: ['staging is ours'], judgeRules: rules });
    assert.deepEqual(reviewContext(chosen, where), {
      folder: '/work/app',
      environment: ['staging is ours'],
      pass: ['Restarts.'],
      stop: ['Changes of the schema.'],
      never: [],
    });
  });

  it('is nothing when it is not to review, or the mode leaves it nothing', () => {
    for (const judgeKind of ['model', 'off', 'servant', undefined])
      assert.equal(reviewContext(settings({ judgeKind }), where), undefined);
    for (const mode of ['plan', 'manual'] as const)
      assert.equal(reviewContext(settings({ judgeKind: 'server' }), { ...where, mode }), undefined);
  });
});
