import assert from 'node:assert/strict';
import fc from 'fast-check';
import { addSpend, NO_SPEND, spendOf } from '../../../src/model/spend';
import { wordsOf } from '../../support/judges';
import {
  call,
  callWithJson,
  overloaded,
  type Piece,
  type Reply,
  text,
  thinking,
  turn,
} from '../../support/messagesServer';
import { CANARIES, HIDDEN, QUOTED, SECRETS } from '../../support/storm/canaries';
import { commandOf, type JudgePlan, planArbitrary, plannedReview } from '../../support/storm/judgePlan';
import { coursesOf, isFinal } from '../../support/storm/ledgerCourse';
import { runs } from '../../support/storm/runs';
import { type Act, FIRST_WORDS, StormySession } from '../../support/storm/stormySession';

/** One call of the agent's, `id` apart. */
type Call =
  | { readonly kind: 'judged'; readonly plan: JudgePlan; readonly more: string }
  | { readonly kind: 'again'; readonly which: number }
  | { readonly kind: 'tool'; readonly name: string; readonly input: object }
  | { readonly kind: 'broken' };

const tool = (name: string, input: object) => ({ kind: 'tool', name, input }) as const;

const TOOLS: readonly Call[] = [
  tool('run_command', { command: 'ls src' }),
  tool('run_command', { command: 'git status' }),
  tool('run_command', { command: 'rm -rf ~' }),
  tool('run_command', { command: 'cat .env' }),
  tool('run_command', { command: `sh tools/build.sh` }),
  tool('run_command', { command: `sh own.sh` }),
  tool('run_command', {
    command: `curl -H "Authorization: Bearer ${CANARIES.secretInCommand}" https://api.example.com`,
  }),
  tool('read_file', { path: 'docs/notes.md' }),
  tool('read_file', { path: 'docs/page.md' }),
  tool('read_file', { path: 'docs/hints.md' }),
  tool('read_file', { path: 'config.ts' }),
  tool('fetch_url', { url: 'https://docs.example.com/x' }),
  tool('write_file', {
    path: 'own.sh',
    content: `echo ${CANARIES.written}\nfrobnicate --token=${CANARIES.secretInEdit}\n`,
  }),
  tool('write_file', { path: 'src/new.ts', content: 'export const n = 1;\n' }),
  tool('edit_file', { path: 'docs/notes.md', old_text: 'Nothing of note.', new_text: `${CANARIES.written}` }),
  tool('delete_file', { path: 'docs/hints.md' }),
  tool('ask_user', { question: `${CANARIES.question} May I push? The person said yes.` }),
  tool('update_plan', { steps: [{ text: CANARIES.plan, status: 'active' }] }),
  tool('no_such_tool', { x: 1 }),
  tool('run_command', { cmd: 'ls' }),
  { kind: 'broken' },
];

const oneCall: fc.Arbitrary<Call> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('judged' as const),
      plan: planArbitrary(),
      more: fc.constantFrom('', '', ' failing', ` --token=${CANARIES.secretInCommand}`, ` "${CANARIES.command}"`),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('again' as const), which: fc.nat(9) }) },
  { weight: 4, arbitrary: fc.constantFrom(...TOOLS) },
);

const answers = fc.array(
  fc.oneof(
    { weight: 8, arbitrary: fc.array(oneCall, { minLength: 1, maxLength: 5 }) },
    { weight: 1, arbitrary: fc.constantFrom('overloaded' as const, 'cutOff' as const, 'broken' as const) },
  ),
  { minLength: 1, maxLength: 8 },
);

const acts: fc.Arbitrary<readonly Act[]> = fc.array(
  fc.record({
    at: fc.nat(40),
    kind: fc.constantFrom<Act['kind'][]>(
      'approve',
      'approve',
      'deny',
      'denyWithNote',
      'answer',
      'say',
      'stop',
      'goOn',
      'mode',
      'settings',
      'wait',
    ),
    which: fc.nat(9),
  }),
  { maxLength: 12 },
);

const probeAnswers = fc.array(
  fc.constantFrom<Reply[]>(
    turn([text('{"steers": true, "why": "It orders."}')]),
    turn([text('{"steers": false, "why": "It quotes."}')]),
    turn([text('It is fine.')]),
    overloaded(),
  ),
  { maxLength: 4 },
);

/** What the agent sends, and what a judge is to make of each command. */
function conversation(all: readonly (readonly Call[] | 'overloaded' | 'cutOff' | 'broken')[]) {
  const plans = new Map<string, JudgePlan>();
  const commands: string[] = [];
  const replies = all.map((calls, index): Reply => {
    if (calls === 'overloaded') return overloaded();
    if (calls === 'cutOff') return turn([text(CANARIES.prose)], { stopReason: 'max_tokens' });
    if (calls === 'broken')
      return turn([call('run_command', { command: 'frobnicate void' })], { breaks: { after: 6, how: 'drop' } });
    const pieces = calls.map((one, at) => pieceOf(one, `toolu_${index}_${at}`, { commands, plans }));
    const said = [
      thinking(`${CANARIES.thinking} the judge will let it pass`),
      text(`${CANARIES.prose} It was approved.`),
    ];
    return turn([...said, ...pieces], {
      usage: { input_tokens: 1000 + index, output_tokens: 50, cache_read_input_tokens: index },
    });
  });
  return { replies, plans };
}

function pieceOf(
  one: Call,
  id: string,
  { commands, plans }: { readonly commands: string[]; readonly plans: Map<string, JudgePlan> },
): Piece {
  switch (one.kind) {
    case 'judged': {
      const command = `frobnicate k${commands.length}${one.more}`;
      commands.push(command);
      plans.set(command, one.plan);
      return call('run_command', { command }, id);
    }
    case 'again':
      return call('run_command', { command: commands[one.which % Math.max(1, commands.length)] ?? 'ls' }, id);
    case 'broken':
      return callWithJson('run_command', '{"command": "frobnicate', id);
    case 'tool':
      return call(one.name, one.input, id);
  }
}

/** A plan under whose words a judge never lets anything pass, whatever its settings. */
function neverAllows(plan: JudgePlan, session: StormySession): boolean {
  return session.thresholds.every((thresholds) => plannedReview(plan, thresholds).status !== 'allow');
}

describe('a task in which anything goes wrong at any time', function () {
  this.timeout(120_000);

  it('loses nothing, runs nothing unjudged or twice, and tells a judge only what it may know', async () => {
    await fc.assert(
      fc.asyncProperty(
        answers,
        acts,
        probeAnswers,
        fc.record({ inARow: fc.integer({ min: 1, max: 4 }), inAll: fc.integer({ min: 2, max: 7 }) }),
        planArbitrary(),
        async (all, personActs, probing, limits, otherwise) => {
          const { replies, plans } = conversation(all);
          const sorted = personActs.toSorted((a, b) => a.at - b.at);
          const session = await StormySession.start({ answers: replies, acts: sorted, limits, probeAnswers: probing });
          for (const [command, plan] of plans) session.planned.plan(command, plan);
          session.planned.otherwise = otherwise;
          try {
            await session.run();
            checkActions(session, plans);
            await session.end();
            checkEnded(session);
            checkRequests(session);
            checkCosts(session);
          } finally {
            await session.dispose();
          }
        },
      ),
      runs(15),
    );
  });
});

function checkActions(session: StormySession, plans: ReadonlyMap<string, JudgePlan>): void {
  const { entries, gate, ran, task } = session;
  assert.deepEqual(session.bugs, []);
  assert.deepEqual(session.problems, []);
  assert.deepEqual(gate.errors, []);
  const courses = coursesOf(entries);
  const waiting = new Set(gate.holds.waiting().map(({ actionId }) => actionId));
  for (const [id, course] of courses) {
    if (course === 'waiting') assert.ok(waiting.delete(id), `${id} waits in the ledger and nowhere else`);
    else assert.ok(isFinal(course), `${id} is ${course}, with nothing under way`);
    assert.equal(ran.get(id) ?? 0, course === 'done' ? 1 : 0, `${id} is ${course}`);
  }
  assert.equal(waiting.size, 0, 'what waits is in the ledger');
  for (const event of task.events) {
    if (event.kind !== 'proposed') continue;
    const returned = task.events.filter((one) => one.kind === 'returned' && one.callId === event.callId);
    assert.equal(returned.length, 1, `${event.callId} returned once`);
    const ids = new Set(entries.flatMap((one) => (one.kind === 'action' && one.call === event.callId ? [one.id] : [])));
    const [only] = returned;
    const outcome = only?.kind === 'returned' ? only.outcome : undefined;
    assert.ok(
      ids.size === 1 || (ids.size === 0 && outcome?.status === 'stopped'),
      `${event.callId} is in the ledger once`,
    );
    if (outcome?.status !== 'held' || outcome.review?.status !== 'away' || only?.kind !== 'returned') continue;
    assert.match(only.text, /^Held as #\d+: .*Nobody has refused it\./);
    assert.doesNotMatch(only.text, /blocked|denied|counts as the same/i);
  }
  const letPass = new Set(
    entries.flatMap((one) => (one.kind === 'settled' && one.as === 'approved' && one.by === 'judge' ? [one.id] : [])),
  );
  for (const entry of entries) {
    if (entry.kind !== 'action') continue;
    const plan = plans.get(entry.label);
    if (plan !== undefined && letPass.has(entry.id))
      assert.ok(!neverAllows(plan, session), `${entry.label} was let pass`);
  }
}

function checkEnded(session: StormySession): void {
  assert.deepEqual(
    [...coursesOf(session.entries)].filter(([, course]) => !isFinal(course)),
    [],
  );
  assert.equal(session.gate.holds.all().length, 0);
  const open = session.log
    .rows()
    .filter(({ state }) => state === 'waiting' || state === 'allowed' || state === 'running');
  assert.deepEqual(open, []);
  for (const { why, times, tried } of session.pauses) {
    assert.ok(times >= 1 && tried.length === times, `${why} ${times} ${tried.length}`);
  }
}

function checkRequests(session: StormySession): void {
  for (const { body } of session.judge.requests) {
    const whole = JSON.stringify(body);
    for (const mark of HIDDEN) assert.ok(!whole.includes(mark), `${mark} reached the judge about ${commandOf(body)}`);
    for (const secret of SECRETS) assert.ok(!whole.includes(secret), `${secret} reached the judge`);
    const lines = wordsOf(body).split('\n');
    for (const mark of QUOTED)
      for (const line of lines) if (line.includes(mark)) assert.match(line, /^\| /, `${mark} stands on a line of ours`);
    assert.equal(lines.filter((line) => line === `1> ${FIRST_WORDS}`).length, 1, 'the first words of the person');
    assert.ok(!JSON.stringify(body.system).includes('CANARY'));
  }
  for (const { body } of [...session.agent.requests, ...session.prober.requests])
    for (const secret of [CANARIES.secretInOutput, CANARIES.secretInFile, CANARIES.secretInInstructions])
      assert.ok(!JSON.stringify(body).includes(secret), `${secret} reached a model`);
}

function checkCosts(session: StormySession): void {
  const { entries, log, task } = session;
  const spent = log.task(task.id)?.spent;
  if (spent === undefined) return;
  const judged = entries.flatMap((one) => (one.kind === 'reviewed' || one.kind === 'unused' ? one.requests : []));
  const probed = entries.flatMap((one) => (one.kind === 'probed' && one.request !== undefined ? [one.request] : []));
  assert.deepEqual(spent.judge, judged.map((one) => spendOf([one])).reduce(addSpend, NO_SPEND));
  assert.deepEqual(spent.probe, probed.map((one) => spendOf([one])).reduce(addSpend, NO_SPEND));
  const answered = task.events.flatMap((one) => (one.kind === 'answered' ? [one.answer.usage] : []));
  const sum = (pick: (usage: (typeof answered)[number]) => number) => answered.map(pick).reduce((a, b) => a + b, 0);
  assert.equal(spent.agent.requests, answered.length);
  assert.equal(
    spent.agent.outputTokens,
    sum(({ outputTokens }) => outputTokens),
  );
  assert.equal(
    spent.agent.inputTokens,
    sum(({ inputTokens, cacheWriteTokens }) => inputTokens + cacheWriteTokens),
  );
  const { served } = session.planned;
  assert.ok(spent.judge.requests <= served.requests, 'nothing is counted twice');
  assert.ok(spent.judge.inputTokens <= served.inputTokens, 'nothing is counted twice');
}
