import type { ModelClient } from '../model/modelClient';
import { type Admission, Breaker, type BreakerLimits } from './breaker';
import { type Clock, systemClock } from './clock';
import { type Fault, faultOf, isOutage } from './faults';
import { Health } from './health';
import type { Away, Judge, JudgeCase, Opinion, Review, StageRun } from './judge';
import { Memo } from './memo';
import { firstReply, type SecondReply, secondReply } from './reply';
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

type Outcome = { readonly review: Opinion } | { readonly fault: Fault; readonly stages: readonly StageRun[] };

/**
 * A judge that asks a model: first for a quick look, which can only let pass, then for a judgement with reasons. Whatever
 * goes wrong is no opinion, and the action stays held.
 */
export class ModelJudge implements Judge {
  readonly health = new Health();
  readonly #memo = new Memo();
  readonly #slots: Slots;
  readonly #clock: Clock;
  readonly #breaker: Breaker;
  readonly #told: Told;
  readonly #looksFirst: boolean;

  constructor(private readonly options: ModelJudgeOptions) {
    this.#slots = new Slots(options.atOnce ?? AT_ONCE);
    this.#clock = options.clock ?? systemClock;
    this.#breaker = new Breaker(this.#clock, options.breaker);
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

  forget(taskId: string): void {
    this.#memo.forget(taskId);
  }

  async #admitted(about: JudgeCase, signal: AbortSignal): Promise<Review> {
    signal.throwIfAborted();
    const admission = this.#breaker.enter();
    if (admission === undefined) return this.#resting();
    try {
      const outcome = await this.#ask(about, signal);
      if ('review' in outcome) {
        this.#succeeded();
        return outcome.review;
      }
      this.#failed(admission, outcome.fault);
      const { why, message } = outcome.fault;
      return { status: 'away', why, message, stages: outcome.stages };
    } catch (error) {
      this.#breaker.abandoned(admission);
      signal.throwIfAborted();
      // Only a bug of ours gets here, which says nothing about the model.
      const { message } = faultOf(error);
      this.options.log.warn(`The judge failed: ${message}`);
      return { status: 'away', why: 'failed', message, stages: [] };
    }
  }

  async #ask(about: JudgeCase, signal: AbortSignal): Promise<Outcome> {
    const runs: StageRun[] = [];
    if (this.#looksFirst) {
      const { request, isCut } = judgeRequest(about, 'first', this.#told);
      if (!isCut) {
        const first = await askStage('first', request, firstReply, this.#parts('first'), signal);
        if (first.run !== undefined) runs.push(first.run);
        if (first.status === 'answered' && first.reply.pass) return { review: passed(runs) };
        // One that can't answer in a word may still reason well. In an outage it would only take longer.
        if (first.status === 'failed' && !isMisunderstanding(first.fault)) return { fault: first.fault, stages: runs };
      }
    }
    const { request, isCut } = judgeRequest(about, 'second', this.#told);
    const second = await askStage('second', request, secondReply, this.#parts('second'), signal);
    if (second.run !== undefined) runs.push(second.run);
    if (second.status === 'failed') return { fault: second.fault, stages: runs };
    return { review: opinionOf(second.reply, runs, { ...this.#told, isCut }) };
  }

  #parts(stage: StageRun['stage']) {
    const { client, firstClient, log, firstTimeoutMs, secondTimeoutMs } = this.options;
    const clock = this.#clock;
    return stage === 'first'
      ? { client: firstClient ?? client, timeoutMs: firstTimeoutMs ?? TIMEOUT_MS.first, clock, log }
      : { client, timeoutMs: secondTimeoutMs ?? TIMEOUT_MS.second, clock, log };
  }

  #succeeded(): void {
    this.#breaker.succeeded();
    this.health.cameBack();
  }

  /**
   * Answers that fit no schema are an outage as much as none is: nobody gets an opinion. A refusal, or a case that is too
   * long, is about this one case: the model is there.
   */
  #failed(admission: Admission, { why, message, askedMs }: Fault): void {
    if (!isOutage(why)) {
      this.#succeeded();
      return;
    }
    this.#breaker.failed(admission, { isLasting: why === 'notSetUp', askedMs });
    const retryAt = this.#breaker.restsUntil;
    if (retryAt !== undefined) this.options.log.warn(`The judge is away, and is left alone for a while: ${message}`);
    this.health.wentAway({ why, message, retryAt }, this.#clock.now());
  }

  #resting(): Away {
    const { current } = this.health;
    const why = current.state === 'away' ? ` ${current.message}` : '';
    return { status: 'away', why: 'resting', message: `The judge is away and was not asked.${why}`, stages: [] };
  }
}

function isMisunderstanding({ why }: Fault): boolean {
  return why === 'malformed' || why === 'empty';
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
