import { type Admission, Breaker, type BreakerLimits } from '../model/breaker';
import { type Clock, systemClock } from '../model/clock';
import type { ModelClient, ModelRequest } from '../model/modelClient';
import { type Fault, faultOf, isOutage } from './faults';
import { Health } from './health';
import type { Away, Judge, JudgeCase, Opinion, Review, StageRun } from './judge';
import { Memo } from './memo';
import { firstReply, type Reply, type SecondReply, secondReply } from './reply';
import { judgeRequest, situationKey, type Told } from './request';
import { Slots } from './slots';
import { askStage, type JudgeLog, TIMEOUT_MS } from './stages';
import type { JudgeSettings } from './systemText';

export interface ModelJudgeOptions {
  readonly settled: JudgeSettings;
  /** Reasons, and takes the quick look too where there is no other for that. */
  readonly client: ModelClient;
  readonly firstClient?: ModelClient | undefined;
  /** 1: one request that reasons. 2: a quick look first, and the reasoning only for what that stops. */
  readonly stages: 1 | 2;
  readonly log: JudgeLog;
  readonly firstTimeoutMs?: number | undefined;
  readonly secondTimeoutMs?: number | undefined;
  /** Cases that are judged at once; the others wait. */
  readonly atOnce?: number | undefined;
  readonly clock?: Clock | undefined;
  readonly breaker?: BreakerLimits | undefined;
}

const AT_ONCE = 8;

type Stage = StageRun['stage'];

/**
 * A judge that asks a model: first for a quick look, which can only let pass, then for a judgement with reasons. Whatever
 * goes wrong is no opinion, and the action stays held.
 */
export class ModelJudge implements Judge {
  readonly health = new Health();
  readonly #memo = new Memo();
  readonly #slots: Slots;
  readonly #clock: Clock;
  /** One for each stage: where quick looks pass, that says nothing of the model or the time that reasons take. */
  readonly #breakers: Readonly<Record<Stage, Breaker>>;
  readonly #told: Told;
  readonly #looksFirst: boolean;

  constructor(private readonly options: ModelJudgeOptions) {
    this.#slots = new Slots(options.atOnce ?? AT_ONCE);
    this.#clock = options.clock ?? systemClock;
    this.#breakers = {
      first: new Breaker(this.#clock, options.breaker),
      second: new Breaker(this.#clock, options.breaker),
    };
    // A quick look can only let pass, so it is of use only where something may.
    this.#looksFirst = options.stages === 2 && options.settled.allowBelow > 0;
    const sharesCache = this.#looksFirst && (options.firstClient ?? options.client).name === options.client.name;
    this.#told = { ...options.settled, isAskedOnce: !sharesCache };
  }

  /** The time of a stage begins when its request does, not while others have their turn. */
  async review(about: JudgeCase, signal: AbortSignal): Promise<Review> {
    return this.#memo.review(about.taskId, situationKey(about, this.#told), signal, (shared) =>
      this.#slots.run(shared, () => this.#admitted(about, shared)),
    );
  }

  allowsNothing(): boolean {
    return this.options.settled.allowBelow <= 0;
  }

  forget(taskId: string): void {
    this.#memo.forget(taskId);
  }

  async #admitted(about: JudgeCase, signal: AbortSignal): Promise<Review> {
    signal.throwIfAborted();
    try {
      return await this.#ask(about, signal);
    } catch (error) {
      signal.throwIfAborted();
      // Only a bug of ours gets here, which says nothing about the model.
      const { message } = faultOf(error);
      this.options.log.warn(`The judge failed: ${message}`);
      return { status: 'away', why: 'failed', message, stages: [] };
    }
  }

  async #ask(about: JudgeCase, signal: AbortSignal): Promise<Review> {
    const runs: StageRun[] = [];
    if (this.#looksFirst) {
      const { request, isCut } = judgeRequest(about, 'first', this.#told);
      if (!isCut) {
        const first = await this.#answer('first', request, firstReply, runs, signal);
        // A model that doesn't answer what it is asked is not asked for more: it has no opinion, whatever it would say next.
        if (first.status === 'away') return first;
        if (first.reply.pass) return passed(runs);
      }
    }
    const { request, isCut } = judgeRequest(about, 'second', this.#told);
    const second = await this.#answer('second', request, secondReply, runs, signal);
    if (second.status === 'away') return second;
    return opinionOf(second.reply, runs, { ...this.#told, isCut });
  }

  /** Asks one stage, unless that rests. What the request took is added to the runs. */
  async #answer<T>(
    stage: Stage,
    request: ModelRequest,
    parse: (text: string) => Reply<T>,
    runs: StageRun[],
    signal: AbortSignal,
  ): Promise<Away | { readonly status: 'answered'; readonly reply: T }> {
    const breaker = this.#breakers[stage];
    const admission = breaker.enter();
    if (admission === undefined) return this.#resting(stage, runs);
    try {
      const answer = await askStage(stage, request, parse, this.#parts(stage), signal);
      if (answer.run !== undefined) runs.push(answer.run);
      if (answer.status === 'answered') {
        this.#succeeded(stage);
        return answer;
      }
      this.#failed(stage, admission, answer.fault);
      const { why, message } = answer.fault;
      return { status: 'away', why, message, stage, stages: runs };
    } catch (error) {
      breaker.abandoned(admission);
      throw error;
    }
  }

  #parts(stage: Stage) {
    const { client, firstClient, log, firstTimeoutMs, secondTimeoutMs } = this.options;
    const clock = this.#clock;
    return stage === 'first'
      ? { client: firstClient ?? client, timeoutMs: firstTimeoutMs ?? TIMEOUT_MS.first, clock, log }
      : { client, timeoutMs: secondTimeoutMs ?? TIMEOUT_MS.second, clock, log };
  }

  #succeeded(stage: Stage): void {
    this.#breakers[stage].succeeded();
    this.health.answered(stage, this.#clock.now());
  }

  /**
   * Answers that fit no schema are an outage as much as none is: nobody gets an opinion. A refusal, or a case that is too
   * long, is about this one case: the model is there.
   */
  #failed(stage: Stage, admission: Admission, { why, message, askedMs }: Fault): void {
    if (!isOutage(why)) {
      this.#succeeded(stage);
      return;
    }
    const breaker = this.#breakers[stage];
    const restedUntil = breaker.restsUntil;
    breaker.failed(admission, { isLasting: why === 'notSetUp', askedMs });
    const retryAt = breaker.restsUntil;
    if (retryAt !== restedUntil) this.options.log.warn(`The judge is away, and is left alone for a while: ${message}`);
    this.health.wentAway(stage, { why, message, retryAt }, this.#clock.now());
  }

  #resting(stage: Stage, stages: readonly StageRun[]): Away {
    const why = this.health.messageOf(stage);
    return {
      status: 'away',
      why: 'resting',
      message: `The judge is away and was not asked.${why === undefined ? '' : ` ${why}`}`,
      stage,
      stages,
    };
  }
}

function passed(stages: readonly StageRun[]): Opinion {
  return {
    status: 'decided',
    decision: 'allow',
    reason: 'A first look found nothing to stop.',
    by: 'model',
    stages,
    isRemembered: false,
  };
}

function opinionOf(
  { severity, category, part, forPerson, forAgent }: SecondReply,
  stages: readonly StageRun[],
  { allowBelow, blockAt, isCut }: Told & { readonly isCut: boolean },
): Opinion {
  const bySeverity = severity >= blockAt ? 'block' : severity < allowBelow ? 'allow' : 'ask';
  // Nobody has seen what was cut out.
  const isUnseen = isCut && bySeverity === 'allow';
  return {
    status: 'decided',
    decision: isUnseen ? 'ask' : bySeverity,
    severity,
    category,
    reason: isUnseen ? `${forPerson} The judge has not seen all of it, since it is too long.` : forPerson,
    saferWay: forAgent,
    part,
    by: 'model',
    stages,
    isRemembered: false,
  };
}
