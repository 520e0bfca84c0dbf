import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Action } from '../../../src/action/action';
import type { Outcome } from '../../../src/gate/door';
import { isLeftToJudge } from '../../../src/gate/settling';
import { ExpectedJudge, ExpectedPauses, gistOfExpected, gistOfOutcome } from '../../support/storm/expectation';
import { JudgedGate } from '../../support/storm/judgedGate';
import { type JudgePlan, outagePlan, type Thresholds } from '../../support/storm/judgePlan';
import { runs } from '../../support/storm/runs';
import { type Step, stepArbitrary, type Taken, THRESHOLDS, Walk } from '../../support/storm/walk';

type Limits = { readonly inARow: number; readonly inAll: number };
const limits: fc.Arbitrary<Limits> = fc.record({
  inARow: fc.integer({ min: 1, max: 4 }),
  inAll: fc.integer({ min: 1, max: 7 }),
});
const steps = (plan?: fc.Arbitrary<JudgePlan>) => fc.array(stepArbitrary(plan), { minLength: 5, maxLength: 30 });

/** Steps one after the other, each held against what it has to come to. */
class Story {
  #judge = new ExpectedJudge();
  readonly #pauses: ExpectedPauses;
  readonly #plans = new Map<string, JudgePlan>();
  /** What was decided, by command, and in which situation. */
  readonly #decided = new Map<string, { readonly situation: string; readonly gist: string }>();
  /** Commands that were refused, with how many messages of the person there were by then. */
  readonly #refused = new Map<string, number>();
  #messages = 0;
  #decisions = 0;
  #taints = 0;
  #judges = 0;

  constructor(
    private readonly gate: JudgedGate,
    private thresholds: Thresholds | undefined,
    limit: Limits,
  ) {
    this.#pauses = new ExpectedPauses(limit);
  }

  async take(step: Step, walk: Walk): Promise<void> {
    const { fixture, planned, test } = this.gate;
    const action = walk.actionOf(step);
    const asked = planned.asked;
    const judged = action === undefined ? undefined : fixture.gate.judge(action, fixture.situation());
    const situation = JSON.stringify([this.#messages, this.#decisions, this.#taints, this.#judges, fixture.dials.mode]);
    const before = test.clock.now();
    const taken = await walk.take(step);
    if (taken.kind === 'proposed' && judged !== undefined) {
      if (step.kind === 'judged' && taken.action.kind === 'command') this.#plans.set(taken.action.command, step.plan);
      const gist = gistOfOutcome(taken.outcome);
      const plan = taken.action.kind === 'command' ? this.#plans.get(taken.action.command) : undefined;
      this.#checkRefused(taken.action, taken.outcome, gist);
      if (gist === 'refused before') assert.equal(planned.asked, asked, 'nobody was asked');
      else if (plan === undefined || !isLeftToJudge(judged) || this.thresholds === undefined) {
        // What no judge is asked about comes to what the rules say, whatever state a judge is in.
        const { decision } = judged.verdict;
        assert.equal(gist, decision === 'allow' ? 'done' : decision === 'ask' ? 'held' : 'blocked');
        assert.equal(planned.asked, asked, 'nobody was asked');
      } else this.#checkJudged(judged.action, { plan, situation, before, asked, gist, thresholds: this.thresholds });
      this.#count(taken.outcome, judged.access);
    }
    this.#note(step, taken);
    this.gate.check();
    assert.deepEqual(
      this.gate.pauses.map(({ why, times }) => ({ why, times })),
      this.#pauses.pauses,
    );
  }

  /** A mode is no word about an action: what it blocks may be fine in another. */
  #checkRefused(action: Action, outcome: Outcome, gist: string): void {
    if (action.kind !== 'command') return;
    if (this.#refused.get(action.command) === this.#messages) assert.equal(gist, 'refused before', action.command);
    if (gist === 'refused before') assert.ok(this.#refused.size > 0, 'something was refused before');
    const isRefused = outcome.status === 'blocked' && (outcome.isByJudge === true || outcome.verdict.layer !== 'mode');
    if (isRefused) this.#refused.set(action.command, this.#messages);
  }

  #checkJudged(
    action: Action,
    {
      plan,
      situation,
      before,
      asked,
      gist,
      thresholds,
    }: {
      readonly plan: JudgePlan;
      readonly situation: string;
      readonly before: number;
      readonly asked: number;
      readonly gist: string;
      readonly thresholds: Thresholds;
    },
  ): void {
    const { planned, test } = this.gate;
    const command = action.kind === 'command' ? action.command : '';
    const known = this.#decided.get(command);
    if (known?.situation === situation) {
      assert.equal(gist, known.gist, 'the same again');
      assert.equal(planned.asked, asked, 'nobody was asked again');
      return;
    }
    const expected = this.#judge.review(plan, thresholds, before);
    assert.equal(gist, gistOfExpected(expected.came), `${command} ${JSON.stringify(plan)}`);
    // Another attempt of a stage is no other request.
    const stages = this.gate.stages.slice(asked).filter((stage, index, all) => stage !== all[index - 1]);
    assert.deepEqual(
      stages,
      expected.asked.map(({ stage }) => stage),
      'who was asked',
    );
    this.#judge.note(expected, before, test.clock.now());
    const { status } = expected.came;
    if (status !== 'away' && status !== 'resting') this.#decided.set(command, { situation, gist });
    assert.equal(test.judge.health.current.state, this.#judge.isAway ? 'away' : 'well');
  }

  #count(outcome: Outcome, access: 'none' | 'reads' | 'writes'): void {
    if (outcome.status === 'blocked') this.#pauses.refused();
    if (outcome.status === 'done' && outcome.result.ok && access === 'writes') this.#pauses.wentThrough();
  }

  #note(step: Step, taken: Taken): void {
    if (step.kind === 'say' || step.kind === 'goOn') this.#pauses.goOn();
    if (step.kind === 'say') this.#messages += 1;
    if (step.kind === 'steered') this.#taints += 1;
    if (step.kind === 'settings') {
      this.thresholds = step.thresholds;
      this.#judges += 1;
      if (step.thresholds !== undefined) this.#judge = new ExpectedJudge();
    }
    if (taken.kind !== 'approved' && taken.kind !== 'denied') return;
    this.#decisions += 1;
    const { action } = taken.hold;
    if (taken.kind === 'approved') {
      if (action.kind === 'question') this.#pauses.answered();
      else if (taken.settlement?.status === 'done') this.#pauses.wentThrough();
    } else if (action.kind !== 'question') {
      this.#pauses.refused();
      if (action.kind === 'command') this.#refused.set(action.command, this.#messages);
    }
  }
}

/** What a whole walk comes to, without names that each run makes anew. */
async function walked(all: readonly Step[], refusalLimits: Limits, judge: 'judge' | 'none') {
  const gate = await JudgedGate.start(THRESHOLDS[0] ?? assert.fail(), { refusalLimits });
  try {
    if (judge === 'none') gate.changeJudge(undefined);
    const walk = new Walk(gate);
    const told: string[] = [];
    for (const one of all) {
      const taken = await walk.take(one);
      told.push(taken.kind === 'proposed' ? gistOfOutcome(taken.outcome) : taken.kind);
    }
    gate.check();
    const plain = (text: string) => text.replaceAll(gate.fixture.base, '<base>');
    return {
      told,
      pauses: gate.pauses,
      ran: gate.fixture.carried.map((action) => plain(JSON.stringify(action))),
      verdicts: gate.fixture.entries.flatMap((entry) =>
        entry.kind === 'action' ? [plain(JSON.stringify([entry.label, entry.verdict]))] : [],
      ),
      requests: gate.server.requests.map(({ body }) => plain(JSON.stringify(body))),
      spent: gate.log.task('task')?.spent.judge,
      served: gate.planned.served,
    };
  } finally {
    await gate.dispose();
  }
}

describe('whatever a judge answers', function () {
  this.timeout(60_000);

  it('comes to what was planned, step by step, and too many refusals to a pause', async () => {
    await fc.assert(
      fc.asyncProperty(steps(), limits, fc.constantFrom(...THRESHOLDS), async (all, refusalLimits, thresholds) => {
        const gate = await JudgedGate.start(thresholds, { refusalLimits });
        try {
          const story = new Story(gate, thresholds, refusalLimits);
          const walk = new Walk(gate);
          for (const one of all) await story.take(one, walk);
          gate.end();
        } finally {
          await gate.dispose();
        }
      }),
      runs(12),
    );
  });

  it('comes in an outage to just what it comes to without a judge', async () => {
    const sameJudge = steps(outagePlan).map((all) => all.filter(({ kind }) => kind !== 'settings'));
    await fc.assert(
      fc.asyncProperty(sameJudge, limits, async (all, refusalLimits) => {
        const [inOutage, without] = [
          await walked(all, refusalLimits, 'judge'),
          await walked(all, refusalLimits, 'none'),
        ];
        assert.deepEqual(
          inOutage.told.map((gist) => gist.replace(/^held, away: .*$/, 'held')),
          without.told,
        );
        assert.deepEqual(inOutage.pauses, without.pauses);
        assert.deepEqual(inOutage.ran, without.ran);
        assert.deepEqual(inOutage.verdicts, without.verdicts);
      }),
      runs(5),
    );
  });

  it('is asked in the same words about the same, and costs what the server served', async () => {
    await fc.assert(
      fc.asyncProperty(steps(), limits, async (all, refusalLimits) => {
        const [once, again] = [await walked(all, refusalLimits, 'judge'), await walked(all, refusalLimits, 'judge')];
        assert.deepEqual(once.requests, again.requests);
        assert.deepEqual(once.told, again.told);
        const { requests, inputTokens, cacheReadTokens, outputTokens } = once.spent ?? assert.fail();
        assert.deepEqual({ requests, inputTokens, cacheReadTokens, outputTokens }, once.served);
      }),
      runs(4),
    );
  });
});
