import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import type { Task } from '../../../src/agent/task';
import { personSaid } from '../../../src/agent/task';
import type { TasksParts } from '../../../src/agent/tasks';
import { transcriptOf } from '../../../src/agent/transcript';
import { AgentFixture } from '../../support/agentFixture';
import { GateFixture } from '../../support/gateFixture';
import { call, type Scripted, text, turn } from '../../support/messagesServer';
import { away, opinion } from '../../support/opinions';

/** The real loop, tasks and gate together, with a scripted model. */
describe('a task that goes on trying what is refused', () => {
  let gate: GateFixture;
  let agent: AgentFixture | undefined;

  beforeEach(() => {
    gate = new GateFixture();
    mkdirSync(gate.path('src'), { recursive: true });
    writeFileSync(gate.path('src/a.ts'), 'a');
  });

  afterEach(async () => {
    await agent?.stop();
    agent = undefined;
    gate.dispose();
  });

  const done = turn([text('All done.')]);
  const runs = (...commands: string[]) =>
    turn(commands.map((command, index) => call('run_command', { command }, `${command}/${index}`)));

  async function start(script: readonly Scripted[], parts: Partial<TasksParts> = {}): Promise<AgentFixture> {
    const fixture = await AgentFixture.start(
      script,
      {},
      {
        door: gate.gate,
        surroundings: () => ({ mode: 'auto', roots: [gate.root], platform: 'posix' }),
        expire: (taskId, why) => gate.gate.expire(taskId, why),
        goOn: (taskId) => gate.gate.goOn(taskId),
        ...parts,
      },
    );
    agent = fixture;
    gate.gate.onDidSettle((settlement) => fixture.tasks.settle(settlement));
    gate.gate.onDidRefuseTooMuch(({ taskId, times, tried }) =>
      fixture.tasks.pause(taskId, `Refused ${times} times. It tried: ${tried.join('; ')}`),
    );
    fixture.tasks.onDidChange(({ task }) => {
      gate.dials.said = personSaid(task).map((said) => said.text);
    });
    return fixture;
  }

  /** Three roads to one end, the first of which the judge refuses. */
  const roads = [runs('rm -rf src'), runs('find src -delete'), runs('git rm -rf src')];
  const refusing = { review: async () => opinion('block', 95, 'It loses the sources.') };

  function endOf(task: Task) {
    const ended = task.events.findLast((event) => event.kind === 'ended');
    assert.ok(ended?.kind === 'ended');
    return ended;
  }

  async function paused(...after: Scripted[]): Promise<{ fixture: AgentFixture; task: Task }> {
    gate.dials.judge = refusing;
    const fixture = await start([...roads, ...after]);
    const task = await fixture.run('Clean up');
    assert.equal(task.status, 'paused');
    return { fixture, task };
  }

  it('pauses after three roads, and no request follows', async () => {
    const { fixture, task } = await paused(done);
    assert.equal(fixture.server.requests.length, 3);
    assert.equal(endOf(task).as, 'paused');
    assert.match(endOf(task).note ?? '', /^Refused 3 times\. It tried: rm -rf src; find src -delete; git rm -rf src$/);
    assert.equal(task.pausing?.note, endOf(task).note);
    const last = fixture.ledger.at(-1);
    assert.ok(last?.kind === 'taskEnded' && last.as === 'paused' && last.note === endOf(task).note);
    assert.match(transcriptOf(task), /\*\*Paused\.\*\* Refused 3 times/);
    assert.deepEqual(gate.carried, []);
    assert.deepEqual(fixture.bugs, []);
  });

  it('is told what was refused, by whom, and that another road is the same action', async () => {
    const { fixture } = await paused(done);
    const [first] = fixture.resultsLast(1);
    assert.match(
      first?.text ?? '',
      /^Blocked: .*It loses the sources\..* counts as the same action\. Go on with other work\.$/,
    );
    const [second] = fixture.resultsLast(2);
    assert.match(
      second?.text ?? '',
      /^Blocked: this reaches for the same end as what the judge refused before \(rm -rf src\): It loses the sources\. .*until the person says something new.*ask_user/,
    );
  });

  it('lets the next task take its turn', async () => {
    gate.dials.judge = refusing;
    const fixture = await start([...roads, done]);
    const first = fixture.tasks.start('Clean up');
    const second = fixture.tasks.start('Another');
    await fixture.ended(second);
    assert.deepEqual([first.status, second.status], ['paused', 'done']);
  });

  it('goes on where the person lets it, with what was refused still refused', async () => {
    const { fixture, task } = await paused(runs('rm src/a.ts'), done);
    const { pausing } = task;
    assert.equal(fixture.tasks.goOn(task.id, { note: 'another' }), false);
    assert.equal(fixture.tasks.goOn(task.id, pausing), true);
    assert.equal(fixture.tasks.goOn(task.id, pausing), false);
    await fixture.ended(task);
    assert.equal(task.status, 'done');
    assert.equal(task.pausing, undefined);
    assert.match(
      fixture.toldLast(3).join(),
      /^\[Chaperone\] You were paused.*The person lets you go on.*stays refused/,
    );
    assert.match(fixture.resultsLast(4)[0]?.text ?? '', /^Blocked: this reaches for the same end/);
  });

  it('pauses again after three more', async () => {
    const { fixture, task } = await paused(...roads, done);
    const { pausing } = task;
    fixture.tasks.goOn(task.id);
    await fixture.when(() => task.status === 'paused');
    assert.equal(fixture.server.requests.length, 6);
    assert.notEqual(task.pausing, pausing);
    assert.equal(
      fixture.tasks.goOn(task.id, pausing),
      false,
      'what was said of an earlier pause is not said of this one',
    );
  });

  it('is judged as new after a message of the person', async () => {
    const { fixture, task } = await paused(runs('rm -rf src'), done);
    gate.dials.judge = { review: async () => opinion('allow', 5, 'The person asked for it.') };
    fixture.tasks.send('You may delete src', task.id);
    await fixture.ended(task);
    assert.equal(task.status, 'done');
    assert.deepEqual(fixture.toldLast(3), ['You may delete src']);
    assert.equal(gate.carried.length, 1);
  });

  it('is stopped for good where the person says so', async () => {
    const { fixture, task } = await paused();
    assert.equal(fixture.tasks.stop(task.id), true);
    assert.equal(task.status, 'stopped');
    assert.equal(fixture.tasks.goOn(task.id), false);
    assert.equal(fixture.tasks.stop(task.id), false);
  });

  it('keeps what waits, which runs when approved without waking the task', async () => {
    gate.dials.act = () => ({ ok: true, text: 'pushed', summary: 'pushed' });
    gate.dials.judge = undefined;
    const fixture = await start([runs('git push -f'), done, ...roads, done]);
    const task = await fixture.run('Clean up');
    const [push] = gate.holds.waiting();
    gate.dials.judge = refusing;
    fixture.tasks.send('Go on');
    await fixture.ended(task);
    assert.equal(task.status, 'paused');
    assert.deepEqual(gate.holds.waiting(), [push]);
    assert.equal(await gate.gate.approve(push?.id ?? ''), true);
    assert.equal(task.status, 'paused');
    assert.equal(gate.carried.length, 1);
    fixture.tasks.goOn(task.id);
    await fixture.ended(task);
    assert.match(fixture.toldLast(5).join('\n'), /The person approved #1/);
  });

  it('pauses when the person denies three that wait, though it was at rest', async () => {
    const fixture = await start([runs('rm -rf src', 'git push -f', 'npm publish'), done, done]);
    const task = await fixture.run('Clean up');
    assert.equal(task.status, 'done');
    const [first, ...others] = gate.holds.waiting();
    for (const { id } of others) gate.gate.deny(id);
    await fixture.when(() => fixture.server.requests.length === 3);
    gate.gate.deny(first?.id ?? '');
    await fixture.when(() => task.status === 'paused');
    assert.equal(task.events.filter(({ kind }) => kind === 'settled').length, 3);
  });

  it('lets what runs come to its end, and begins nothing more of the same answer', async () => {
    gate.dials.refusalLimits = { inARow: 1, inAll: 20 };
    gate.dials.judge = refusing;
    let finish: () => void = () => undefined;
    let wasStopped = false;
    gate.dials.act = (action, { signal }) =>
      new Promise((resolve) => {
        signal.addEventListener('abort', () => {
          wasStopped = true;
        });
        finish = () => resolve({ ok: true, text: action.kind, summary: 'done' });
      });
    const fixture = await start([runs('npm test', 'rm -rf src'), done]);
    const task = fixture.tasks.start('Test');
    await fixture.when(() => task.events.some((event) => event.kind === 'returned'));
    assert.equal(task.status, 'working');
    finish();
    await fixture.ended(task);
    assert.equal(task.status, 'paused');
    assert.equal(wasStopped, false);
    assert.equal(fixture.server.requests.length, 1);
    assert.deepEqual(
      task.events.flatMap((event) => (event.kind === 'returned' ? [event.outcome?.status] : [])).toSorted(),
      ['blocked', 'done'],
    );
  });

  it('gives up the answer that streams, and can go on', async () => {
    let go: () => void = () => undefined;
    const until = new Promise<void>((resolve) => {
      go = resolve;
    });
    const fixture = await start([turn([text('Thinking of another road')], { until }), done]);
    const task = fixture.tasks.start('Clean up');
    await fixture.when(() => task.liveText !== '');
    fixture.tasks.pause(task.id, 'Refused.');
    await fixture.when(() => task.status === 'paused');
    go();
    assert.equal(task.liveText, '');
    assert.equal(task.events.filter(({ kind }) => kind === 'answered').length, 0);
    fixture.tasks.goOn(task.id);
    await fixture.ended(task);
    assert.equal(task.status, 'done');
    assert.deepEqual(fixture.bugs, []);
  });

  it('goes on at once with what the person said while it was about to pause', async () => {
    gate.dials.refusalLimits = { inARow: 1, inAll: 20 };
    gate.dials.judge = refusing;
    let finish: () => void = () => undefined;
    gate.dials.act = () =>
      new Promise((resolve) => {
        finish = () => resolve({ ok: true, text: '', summary: '' });
      });
    const fixture = await start([runs('npm test', 'rm -rf src'), done]);
    const task = fixture.tasks.start('Test');
    await fixture.when(() => task.pausing !== undefined);
    fixture.tasks.send('Leave src alone', task.id);
    finish();
    await fixture.when(() => task.status === 'done');
    assert.ok(fixture.toldLast(1).includes('Leave src alone'));
  });

  it('pauses after twenty in all, good actions between or not', async () => {
    gate.dials.judge = refusing;
    const pair = (index: number) => runs('rm -rf src', `echo ${index} > made.txt`);
    const script = Array.from({ length: 25 }, (_, index) => [runs('rm -rf src'), pair(index)]).flat();
    gate.dials.refusalLimits = { inARow: 100, inAll: 20 };
    const fixture = await start(script);
    const task = await fixture.run('Clean up');
    assert.equal(task.status, 'paused');
    assert.match(endOf(task).note ?? '', /^Refused 20 times/);
    assert.equal(fixture.server.requests.length, 20);
  });

  it('is not one whose judge is away: that looks like no refusal', async () => {
    gate.dials.judge = { review: async () => away('overloaded', 'The judge is overloaded.') };
    const fixture = await start([
      runs('rm -rf src'),
      runs('find src -delete'),
      runs('rm -rf src/'),
      runs('npm publish'),
      done,
    ]);
    const task = await fixture.run('Clean up');
    assert.equal(task.status, 'done');
    const [first] = fixture.resultsLast(1);
    assert.match(
      first?.text ?? '',
      /^Held as #1: .*The judge could not be asked \(The judge is overloaded\.\).*Nobody has refused it/,
    );
    assert.equal(first?.isError, false);
    assert.doesNotMatch(first?.text ?? '', /denied|blocked|same end|another way/i);
  });
});
