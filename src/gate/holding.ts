import type { Action } from '../action/action';
import { Emitter } from '../action/emitter';
import { labelOf } from '../action/label';
import type { Hold, HoldReview } from '../hold/hold';
import type { Holds } from '../hold/holds';
import type { RecentAction, Review } from '../judge/judge';
import type { Authority } from './authority';
import type { CarriedOut } from './carriers';
import type { Outcome, SettledHow, Settlement, World } from './door';
import { changesBetween } from './facts';
import type { Errand, GateLog, Journal } from './journal';
import type { Judged } from './judging';
import type { Passage } from './passage';
import { type Rebased, rebase } from './rebase';
import type { Refusals } from './refusals';

export interface HoldingParts {
  readonly holds: Holds;
  readonly world: World;
  readonly journal: Journal;
  readonly passage: Passage;
  readonly authority: Authority;
  readonly refusals: Refusals;
  /** A text for the agent, without the secrets that it quotes. */
  readonly mask: (taskId: string, text: string) => string;
  /** Tells the judge of later actions what came of one that waited. */
  readonly remember: (taskId: string, actionId: string, action: RecentAction) => void;
  /** The highest number a hold of this workspace has had. */
  readonly lastNumber: number;
  readonly log: GateLog;
}

/** What the person says to what they release: an answer to a question, or a note with an approval. */
interface Word {
  readonly answer?: string | undefined;
  readonly note?: string | undefined;
}

/** What was released, on its way to what comes of it. */
interface Running {
  readonly taskId: string;
  readonly controller: AbortController;
  /** Why its task has ended meanwhile. */
  over?: string;
}

const STOPPED = 'Stopped by the person before it ran.';

/**
 * What waits for the person, from its hold to its settlement. Only the person's own approval or answer releases it, for
 * what they were shown and once: on the way it is judged like everything else, and what has changed is held again.
 */
export class Holding {
  readonly #settled = new Emitter<Settlement>();
  readonly onDidSettle = this.#settled.event;
  /** By the hold's id: lets the person stop what they approved after the task that proposed it has ended. */
  readonly #running = new Map<string, Running>();
  #lastNumber: number;

  constructor(private readonly parts: HoldingParts) {
    this.#lastNumber = parts.lastNumber;
  }

  /** Shows an action to the person, under a number of its own. */
  hold(errand: Errand, { action, verdict, digest, facts, access }: Judged, review?: Review): Outcome {
    this.#lastNumber += 1;
    const number = this.#lastNumber;
    const { taskId, callId } = errand.proposal;
    this.parts.journal.held(errand, number);
    const since = Date.now();
    this.parts.holds.add({
      actionId: errand.id,
      number,
      taskId,
      callId,
      action,
      access,
      verdict,
      digest,
      facts,
      since,
      review: review === undefined ? undefined : holdReview(review),
    });
    this.parts.log.info(`#${number} held by ${verdict.rule}: ${this.#label(action)}`);
    return { status: 'held', actionId: errand.id, verdict, number, review };
  }

  /** Runs a held action because the person said so, with a note for the agent. False when it wasn't waiting any more. */
  async approve(holdId: string, note?: string): Promise<boolean> {
    const hold = this.parts.holds.get(holdId);
    if (hold?.action.kind === 'question') return false;
    return this.#release(holdId, { note });
  }

  /** Gives the person's answer to a held question. False when it wasn't waiting any more. */
  async answer(holdId: string, text: string): Promise<boolean> {
    if (this.parts.holds.get(holdId)?.action.kind !== 'question') return false;
    return this.#release(holdId, { answer: text });
  }

  /** Refuses a held action, with a note for the agent. False when it wasn't waiting any more. */
  deny(holdId: string, note?: string): boolean {
    const hold = this.parts.holds.move(holdId, 'waiting', { status: 'denied', note });
    if (hold === undefined) return false;
    this.parts.journal.refused(hold.actionId, 'denied', 'person', note);
    const what = this.#label(hold.action);
    this.parts.authority.note(hold.taskId, { kind: 'denied', at: Date.now(), number: hold.number, what, note });
    this.parts.refusals.note(hold.taskId, hold, {
      by: 'person',
      label: what,
      reason: note ?? 'Denied.',
      number: hold.number,
    });
    this.parts.log.info(`#${hold.number} denied: ${this.#label(hold.action)}`);
    this.#finish(hold, { status: 'denied', note });
    return true;
  }

  /** Ends what a task still has waiting. What is on its way may come to its end, but waits no more. */
  expire(taskId: string, why: string): void {
    for (const running of this.#running.values()) if (running.taskId === taskId) running.over ??= why;
    for (const hold of this.parts.holds.waiting().filter((waiting) => waiting.taskId === taskId)) {
      const moved = this.parts.holds.move(hold.id, 'waiting', { status: 'expired', note: why });
      if (moved !== undefined) this.#end(hold, why);
    }
  }

  /** Stops approved actions that are running. */
  stopApproved(taskId: string): void {
    for (const running of this.#running.values()) if (running.taskId === taskId) running.controller.abort();
  }

  async #release(holdId: string, { answer, note }: Word): Promise<boolean> {
    const hold = this.parts.holds.move(holdId, 'waiting', { status: 'running', changes: [], note });
    if (hold === undefined) return false;
    try {
      this.parts.journal.approved(hold.actionId, 'person', answer ?? note);
      this.parts.authority.note(hold.taskId, this.#wordOf(hold, answer));
    } catch (error) {
      // Nothing runs without its line on disk: the row waits again, and the caller tells the person why.
      this.parts.holds.move(holdId, 'running', { status: 'waiting', note: undefined });
      throw error;
    }
    const controller = new AbortController();
    this.#running.set(hold.id, { taskId: hold.taskId, controller });
    try {
      await this.#carryApproved(hold, answer, controller.signal);
    } catch (error) {
      // What ran has moved on from `running` by now, so that only a hold of which nothing ran goes back.
      const over = this.#overBecause(hold);
      if (over === undefined) this.parts.holds.move(holdId, 'running', { status: 'waiting', note: undefined });
      else this.#endRunning(hold, over);
      throw error;
    } finally {
      this.#running.delete(hold.id);
    }
    return true;
  }

  #wordOf({ action, number, note }: Hold, answer: string | undefined): Parameters<Authority['note']>[1] {
    const at = Date.now();
    if (action.kind === 'question' && answer !== undefined)
      return { kind: 'answered', at, number, question: action.question, text: answer };
    return { kind: 'approved', at, number, what: this.#label(action), note };
  }

  async #carryApproved(hold: Hold, answer: string | undefined, signal: AbortSignal): Promise<void> {
    const { actionId, taskId, callId } = hold;
    const errand: Errand = { id: actionId, proposal: { taskId, callId, signal } };
    this.parts.log.info(`#${hold.number} approved: ${this.#label(hold.action)}`);
    const carried = await this.parts.passage.carry(errand, hold, { by: 'person', judged: hold, answer }, signal);
    switch (carried.status) {
      case 'done':
        this.#finishDone(hold, carried.result);
        return;
      case 'stopped':
        this.#endRunning(hold, STOPPED);
        return;
      case 'changed':
        await this.#holdAgain(hold, errand, carried.fresh);
    }
  }

  /** What was approved is no longer what would run: judged afresh as it would be now, it runs if that is plainly fine. */
  async #holdAgain(hold: Hold, errand: Errand, fresh: Judged): Promise<void> {
    const changes = changesBetween(hold.facts, fresh.facts, this.parts.world.situation());
    const rebased = await this.#rebased(hold.action);
    if (rebased === undefined) {
      this.#endRunning(
        hold,
        `It no longer fits what is on disk (${changes.join(', ')}). Look again and propose it anew.`,
      );
      return;
    }
    const { action, conflict } = rebased;
    const judged = this.parts.passage.judgeNow(action, hold.taskId);
    this.parts.journal.judged(errand, judged, this.parts.world.situation());
    if (judged.verdict.decision === 'allow' && conflict === undefined) {
      const carried = await this.parts.passage.carry(errand, judged, { by: 'verdict' }, errand.proposal.signal);
      if (carried.status === 'done') {
        this.#finishDone(hold, carried.result);
        return;
      }
    }
    const over = this.#overBecause(hold);
    if (over !== undefined) {
      this.#endRunning(hold, over);
      return;
    }
    const why =
      changes.length > 0 ? changes.map((name) => `${name} ${conflict ?? 'changed'}`) : [judged.verdict.reason];
    const { verdict, digest, facts, access } = judged;
    this.parts.journal.heldAgain(hold.actionId, why);
    this.parts.holds.move(hold.id, 'running', {
      status: 'waiting',
      changes: why,
      note: undefined,
      action,
      access,
      verdict,
      digest,
      facts,
    });
    this.parts.log.info(`#${hold.number} held again, ${why.join('; ')}`);
    this.#fireSettlement(hold, { status: 'heldAgain', changes: why, note: hold.note });
  }

  async #rebased(action: Action): Promise<Rebased | undefined> {
    switch (action.kind) {
      case 'edit':
      case 'delete':
        return rebase(action, await this.parts.world.look(action.path));
      case 'rename':
        return rebase(action, await this.parts.world.look(action.from));
      default:
        return { action };
    }
  }

  #finishDone(hold: Hold, result: CarriedOut): void {
    this.parts.holds.move(hold.id, 'running', { status: 'done' });
    // What went through ends a row of refusals, whether as it was approved or by a fresh verdict.
    if (result.ok && hold.action.kind !== 'question') this.parts.refusals.wentThrough(hold.taskId);
    this.#finish(hold, { status: 'done', result, note: hold.note });
  }

  /** Why a hold that is on its way can't wait again: nobody is left who would go on with what comes of it. */
  #overBecause({ id }: Hold): string | undefined {
    const running = this.#running.get(id);
    return running?.over ?? (running?.controller.signal.aborted === true ? STOPPED : undefined);
  }

  #endRunning(hold: Hold, why: string): void {
    const moved = this.parts.holds.move(hold.id, 'running', { status: 'expired', note: why });
    if (moved !== undefined) this.#end(hold, why);
  }

  #end(hold: Hold, why: string): void {
    this.parts.journal.refused(hold.actionId, 'expired', 'chaperone', why);
    this.#finish(hold, { status: 'expired', why, note: hold.note });
  }

  #finish(hold: Hold, how: SettledHow): void {
    this.parts.holds.remove(hold.id);
    const came = cameOf(how);
    const { taskId, actionId, action } = hold;
    if (came !== undefined && action.kind !== 'question' && action.kind !== 'plan')
      this.parts.remember(taskId, actionId, { label: this.#label(action), came });
    this.#fireSettlement(hold, how);
  }

  #fireSettlement({ taskId, callId, actionId, number, action }: Hold, how: SettledHow): void {
    const masked = (text: string) => this.parts.mask(taskId, text);
    const told =
      how.status === 'heldAgain'
        ? { ...how, changes: how.changes.map(masked) }
        : how.status === 'expired'
          ? { ...how, why: masked(how.why) }
          : how;
    this.#settled.fire({ taskId, callId, actionId, number, label: this.#label(action), ...told });
  }

  #label(action: Action): string {
    return labelOf(action, this.parts.world.situation().roots);
  }
}

function cameOf(how: SettledHow): RecentAction['came'] | undefined {
  switch (how.status) {
    case 'done':
      return how.result.ok ? 'done' : 'failed';
    case 'denied':
      return 'denied';
    case 'expired':
    case 'heldAgain':
      return undefined;
  }
}

function holdReview(review: Review): HoldReview {
  if (review.status === 'away') return { status: 'away', reason: review.message };
  const { reason, severity, saferWay } = review;
  return { status: 'decided', reason, severity, saferWay };
}
