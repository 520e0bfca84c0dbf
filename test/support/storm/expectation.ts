import type { Outcome } from '../../../src/gate/door';
import type { stageOf } from '../judges';
import type { JudgePlan, PlannedReview, Thresholds } from './judgePlan';
import { plannedReview } from './judgePlan';
import { faultNamed, type WireFault } from './wireFaults';

type Stage = ReturnType<typeof stageOf>;

/** What a judge is to come to. `resting`: nobody was asked at the stage at which it was to be decided. */
export type Expected = PlannedReview | { readonly status: 'resting' };

/** Which stages are to be asked, in order, what each gives back, and what it all comes to. */
export interface ExpectedReview {
  readonly came: Expected;
  readonly asked: readonly { readonly stage: Stage; readonly fault: WireFault | undefined }[];
}

/** Outages in a row, and milliseconds. */
const OUTAGES = 3;
const FIRST_MS = 30_000;
const LONGEST_MS = 300_000;

/** When a stage rests, told anew from the words of the issue and not from the code: for one case after the other. */
class ExpectedRest {
  #outages = 0;
  #restMs = 0;
  until: number | undefined;
  /** It gave no answer, or rests. */
  isAway = false;

  note(fault: WireFault | undefined, now: number): void {
    this.isAway = fault?.isOutage === true;
    if (fault === undefined || !fault.isOutage) {
      this.#outages = 0;
      this.until = undefined;
      return;
    }
    const asked = fault.askedMs ?? 0;
    if (this.until !== undefined) this.#rest(this.#restMs * 2, asked, now);
    else {
      this.#outages += 1;
      if (this.#outages >= OUTAGES || fault.isLasting === true || asked > FIRST_MS) this.#rest(FIRST_MS, asked, now);
    }
  }

  #rest(ms: number, asked: number, now: number): void {
    this.#restMs = Math.min(Math.max(ms, asked), LONGEST_MS);
    this.until = now + this.#restMs;
  }
}

/** A judge of two stages, each of which rests by itself. */
export class ExpectedJudge {
  readonly #rests: Readonly<Record<Stage, ExpectedRest>> = { first: new ExpectedRest(), second: new ExpectedRest() };

  review(plan: JudgePlan, thresholds: Thresholds, now: number): ExpectedReview {
    const came = plannedReview(plan, thresholds);
    const looksFirst = thresholds.allowBelow > 0;
    const asked: { readonly stage: Stage; readonly fault: WireFault | undefined }[] = [];
    for (const stage of looksFirst ? (['first', 'second'] as const) : (['second'] as const)) {
      const { until } = this.#rests[stage];
      if (until !== undefined && now < until) return { came: { status: 'resting' }, asked };
      const said = plan[stage];
      const fault = typeof said === 'number' || said === 'pass' || said === 'stop' ? undefined : faultNamed(said);
      asked.push({ stage, fault });
      if (fault !== undefined || said === 'pass') return { came, asked };
    }
    return { came, asked };
  }

  /** What came of the stages that were asked, with the times before and after the last of them. */
  note({ asked }: ExpectedReview, before: number, after: number): void {
    for (const [index, { stage, fault }] of asked.entries()) {
      const now = index === asked.length - 1 ? after : before;
      const rest = this.#rests[stage];
      rest.note(fault, now);
      if (rest.isAway) continue;
      // What one stage answers says of the other that it may be back, unless that one rests.
      const other = this.#rests[stage === 'first' ? 'second' : 'first'];
      if (other.until === undefined || other.until <= now) other.isAway = false;
    }
  }

  get isAway(): boolean {
    return this.#rests.first.isAway || this.#rests.second.isAway;
  }
}

/** When too much was refused, told anew from the words of the issue. */
export class ExpectedPauses {
  #inARow = 0;
  #inAll = 0;
  #isPaused = false;
  #isNew = false;
  readonly pauses: { readonly why: 'inARow' | 'inAll'; readonly times: number }[] = [];

  constructor(private readonly limits: { readonly inARow: number; readonly inAll: number }) {}

  refused(): void {
    if (this.#isNew) this.#inARow = 0;
    this.#isNew = false;
    this.#inARow += 1;
    this.#inAll += 1;
    if (this.#isPaused) return;
    if (this.#inARow >= this.limits.inARow) this.pauses.push({ why: 'inARow', times: this.#inARow });
    else if (this.#inAll >= this.limits.inAll) this.pauses.push({ why: 'inAll', times: this.#inAll });
    else return;
    this.#isPaused = true;
  }

  /** Something was changed, as it was allowed to. */
  wentThrough(): void {
    this.#inARow = 0;
  }

  /** The person answered a question: what comes is not in a row with what was before. */
  answered(): void {
    this.#isNew = true;
  }

  goOn(): void {
    this.#inARow = 0;
    if (this.#isPaused) this.#inAll = 0;
    this.#isPaused = false;
  }
}

/** How an outcome reads, to be held against what was expected. */
export function gistOfOutcome(outcome: Outcome): string {
  switch (outcome.status) {
    case 'done':
      return outcome.result.ok ? 'done' : 'failed';
    case 'held':
      if (outcome.review === undefined) return 'held';
      return outcome.review.status === 'away' ? `held, away: ${outcome.review.why}` : 'held, left to the person';
    case 'blocked':
      if (outcome.before !== undefined) return 'refused before';
      return outcome.isByJudge === true ? 'refused by the judge' : 'blocked';
    case 'stopped':
      return 'stopped';
  }
}

export function gistOfExpected(expected: Expected): string {
  switch (expected.status) {
    case 'allow':
      return 'done';
    case 'ask':
      return 'held, left to the person';
    case 'block':
      return 'refused by the judge';
    case 'away':
      return `held, away: ${expected.why}`;
    case 'resting':
      return 'held, away: resting';
  }
}
