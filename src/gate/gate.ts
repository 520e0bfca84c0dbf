import { randomUUID } from 'node:crypto';
import type { Action } from '../action/action';
import { stackOf } from '../action/errorText';
import { labelOf } from '../action/label';
import type { Situation } from '../action/situation';
import type { Holds } from '../hold/holds';
import type { Review } from '../judge/judge';
import type { Policy } from '../policy/rule';
import { Authority, type Said } from './authority';
import { Boundaries } from './boundaries';
import type { CarriedOut } from './carriers';
import type { Door, Look, Outcome, Proposal } from './door';
import { goalWorld } from './goalWorld';
import { Histories } from './histories';
import { Holding } from './holding';
import { type Errand, Journal, type JournalParts, unrecorded } from './journal';
import { type Judged, judgeAction } from './judging';
import { Masks, type Unmasked } from './masks';
import { type Carried, Passage, type PassageParts, type Permit } from './passage';
import { type RefusalLimits, Refusals, type Refused, refusedBefore } from './refusals';
import { flaggedByServer, isFlagged, unreviewed } from './serverOpinion';
import { refusedByJudge, Settling, type SettlingParts, spoken } from './settling';
import { Taints } from './taints';

export interface GateParts extends JournalParts, PassageParts, SettlingParts {
  readonly holds: Holds;
  /** The policy in force, asked for at each verdict. */
  readonly policy: () => Policy;
  /** When a task began, in milliseconds since the epoch; undefined for one that nobody knows. */
  readonly taskStartedAt?: ((taskId: string) => number | undefined) | undefined;
  /** Everything the person said in a task, oldest first. */
  readonly personSaid: (taskId: string) => readonly Said[];
  readonly refusalLimits: () => RefusalLimits;
  /** The highest number a hold of this workspace has had. */
  readonly lastNumber: number;
}

/** An action about which the person goes on saying things while it is judged is theirs to decide. */
const MOST_REVIEWS = 3;

/**
 * The one door in front of everything that reads or changes the world, and the only caller of carriers. What it lets
 * through is on disk in the ledger first, and is judged again in the moment it runs.
 */
export class Gate implements Door {
  /** What became of a hold. */
  readonly onDidSettle: Holding['onDidSettle'];
  /** Something was done that may not be what was judged: its task must not go on. */
  readonly onDidFindSwap: Passage['onDidFindSwap'];
  readonly #journal: Journal;
  readonly #passage: Passage;
  readonly #holding: Holding;
  readonly #histories: Histories;
  readonly #authority: Authority;
  readonly #taints: Taints;
  readonly #boundaries: Boundaries;
  readonly #masks = new Masks();
  readonly #settling: Settling;
  readonly #refusals: Refusals;
  /** A task goes on proposing what is refused: the person is to say what next. */
  readonly onDidRefuseTooMuch: Refusals['onDidExceed'];

  constructor(private readonly parts: GateParts) {
    this.#journal = new Journal(parts);
    this.#histories = new Histories({ ...parts, startedAt: parts.taskStartedAt });
    parts.world.onDidSave?.((path) => this.#histories.note(path, 'person'));
    const judge = (action: Action, situation: Situation) => this.judge(action, situation);
    this.#authority = new Authority(parts.personSaid);
    this.#taints = new Taints((taskId) => this.#authority.words(taskId));
    this.#boundaries = new Boundaries((taskId) => this.#authority.words(taskId), parts.world);
    this.#settling = new Settling(parts, this.#authority, this.#taints, (taskId, review) =>
      this.#journal.unused(taskId, review),
    );
    this.#refusals = new Refusals({
      limits: parts.refusalLimits,
      saidSoFar: (taskId) => this.#authority.saidSoFar(taskId),
      policy: parts.policy,
      world: goalWorld(parts.world),
      written: (taskId) => this.#histories.written(taskId),
    });
    this.onDidRefuseTooMuch = this.#refusals.onDidExceed;
    this.#passage = new Passage(
      parts,
      this.#journal,
      judge,
      this.#histories,
      this.#taints,
      this.#boundaries,
      this.#masks,
      (taskId, judged) => this.#refusals.before(taskId, judged) !== undefined,
    );
    this.onDidFindSwap = this.#passage.onDidFindSwap;
    this.#holding = new Holding({
      holds: parts.holds,
      world: parts.world,
      lastNumber: parts.lastNumber,
      log: parts.log,
      journal: this.#journal,
      passage: this.#passage,
      authority: this.#authority,
      refusals: this.#refusals,
      mask: (taskId, text) => this.mask(taskId, text),
      remember: (taskId, actionId, action) => this.#settling.note(taskId, actionId, action),
    });
    this.onDidSettle = this.#holding.onDidSettle;
  }

  /** The static decision alone. */
  judge(action: Action, situation: Situation): Judged {
    const { world, policy, evidence } = this.parts;
    return judgeAction(action, situation, { disk: world.disk, policy: policy(), evidence });
  }

  /** To be called when a task begins, so that the state of things then is known: at the latest its first action does. */
  begin(taskId: string): void {
    this.#histories.begin(taskId);
  }

  look(path: string): Promise<Look> {
    return this.parts.world.look(path);
  }

  mayRead(path: string): boolean {
    return this.judge({ kind: 'readFile', path }, this.parts.world.situation()).verdict.decision === 'allow';
  }

  foresee(action: Action, proposal: Proposal): void {
    try {
      const situation = this.#passage.situation(proposal.taskId);
      const judged = this.judge(action, situation);
      if (this.#refusals.before(proposal.taskId, judged) !== undefined) return;
      this.#settling.foresee(judged, situation, proposal);
    } catch (error) {
      // It is judged all the same when it is proposed.
      this.parts.log.error(`A ${action.kind} was not judged ahead: ${stackOf(error)}`);
    }
  }

  unmask(taskId: string, text: string, within: string): Unmasked {
    return this.#masks.unmask(taskId, text, within);
  }

  mask(taskId: string, text: string): string {
    return this.parts.masksSecrets?.() === false ? text : this.#masks.mask(taskId, text).text;
  }

  hasMask(taskId: string, text: string): boolean {
    return this.#masks.has(taskId, text);
  }

  async propose(action: Action, proposal: Proposal): Promise<Outcome> {
    const errand: Errand = { id: randomUUID(), proposal };
    if (proposal.signal.aborted) return { status: 'stopped', actionId: errand.id };
    const fresh = this.#judgeProposed(action, proposal);
    const before = this.#refusals.before(proposal.taskId, fresh);
    const judged = before === undefined ? fresh : { ...fresh, verdict: refusedBefore(fresh.verdict, before) };
    let outcome: Outcome;
    try {
      this.#record(errand, judged);
      outcome = before === undefined ? await this.#decide(errand, judged) : this.#block(errand, judged, before);
    } catch (error) {
      // What was carried out has reported already: an error that gets here came before anything ran.
      this.parts.log.error(`${this.#label(action)} was blocked: ${stackOf(error)}`);
      outcome = { status: 'blocked', actionId: errand.id, verdict: unrecorded(judged.verdict, error) };
    }
    this.#remember(proposal.taskId, judged, outcome);
    return outcome;
  }

  async #decide(errand: Errand, judged: Judged): Promise<Outcome> {
    switch (judged.verdict.decision) {
      case 'block':
        return this.#block(errand, judged);
      case 'allow':
        return this.#carryOrHold(errand, judged, { by: 'verdict' });
      case 'ask':
        return this.#settleAsk(errand, judged);
    }
  }

  #block({ id, proposal }: Errand, judged: Judged, before?: Refused): Outcome {
    const { verdict } = judged;
    this.#refused(proposal.taskId, judged, 'policy', verdict.reason);
    return { status: 'blocked', actionId: id, verdict, before };
  }

  /** What was refused while it waited for a judge, or for its turn. */
  #blockRefused(errand: Errand, judged: Judged, before: Refused): Outcome {
    const blocked = { ...judged, verdict: refusedBefore(judged.verdict, before) };
    this.#record(errand, blocked);
    return this.#block(errand, blocked, before);
  }

  /** Runs a held action because the person said so, with a note for the agent. False when it wasn't waiting any more. */
  approve(holdId: string, note?: string): Promise<boolean> {
    return this.#holding.approve(holdId, note);
  }

  /** Gives the person's answer to a held question. False when it wasn't waiting any more. */
  answer(holdId: string, text: string): Promise<boolean> {
    return this.#holding.answer(holdId, text);
  }

  /** Refuses a held action, with a note for the agent. False when it wasn't waiting any more. */
  deny(holdId: string, note?: string): boolean {
    return this.#holding.deny(holdId, note);
  }

  /** The person lets a task go on that was refused too much. */
  goOn(taskId: string): void {
    this.#refusals.goOn(taskId);
  }

  /** Ends what a task still has waiting. */
  expire(taskId: string, why: string): void {
    this.#histories.forget(taskId);
    this.#settling.forget(taskId);
    this.#boundaries.forget(taskId);
    this.#holding.expire(taskId, why);
  }

  /** Stops approved actions that are running. */
  stopApproved(taskId: string): void {
    this.#holding.stopApproved(taskId);
  }

  /** As it is judged, unless the model's own server warns of it. */
  #judgeProposed(action: Action, { taskId, serverReview }: Proposal): Judged {
    const judged = this.#passage.judgeNow(action, taskId);
    if (judged.verdict.decision !== 'allow' || !isFlagged(serverReview)) return judged;
    return { ...judged, verdict: flaggedByServer(judged.verdict, serverReview) };
  }

  /** Asks again where something was said while the judge looked, or the action had to wait for its turn. */
  async #settleAsk(errand: Errand, judged: Judged, round = 1): Promise<Outcome> {
    const { taskId, signal } = errand.proposal;
    const stands = this.#settling.standing(taskId);
    const review = await this.#review(errand, judged);
    if (signal.aborted) return this.#stopped(errand);
    const before = this.#refusals.before(taskId, judged);
    if (before !== undefined) return this.#blockRefused(errand, judged, before);
    if (review?.status === 'decided' && !stands())
      return round < MOST_REVIEWS
        ? this.#settleAsk(unreviewed(errand), judged, round + 1)
        : this.#holding.hold(errand, judged);
    if (review?.status !== 'decided' || review.decision === 'ask') return this.#holding.hold(errand, judged, review);
    const said = spoken(review);
    if (review.decision === 'allow') {
      this.#journal.approved(errand.id, 'judge', said);
      return this.#carryOrHold(errand, judged, { by: 'judge', judged, stands }, round);
    }
    this.#journal.refused(errand.id, 'denied', 'judge', said);
    this.#refused(taskId, judged, 'judge', review.reason);
    return { status: 'blocked', actionId: errand.id, verdict: refusedByJudge(judged.verdict, review), isByJudge: true };
  }

  /** The judge's opinion where the rules leave it to one; undefined where nobody was asked, or nobody waits any more. */
  async #review(errand: Errand, judged: Judged): Promise<Review | undefined> {
    const { taskId, signal } = errand.proposal;
    try {
      const situation = this.#passage.situation(taskId);
      const review = await this.#settling.review(judged, situation, errand.proposal);
      if (review !== undefined) this.#journal.reviewed(errand.id, review);
      return review;
    } catch (error) {
      if (signal.aborted) return undefined;
      throw error;
    }
  }

  #refused(
    taskId: string,
    judged: Pick<Judged, 'action' | 'verdict' | 'digest'>,
    by: Refused['by'],
    reason: string,
  ): void {
    this.#refusals.note(taskId, judged, { by, label: this.#label(judged.action), reason });
  }

  /** What came of an action, for those that come after it. */
  #remember(taskId: string, { action, access }: Judged, outcome: Outcome): void {
    if (outcome.status === 'stopped') return;
    const came = outcome.status === 'done' ? (outcome.result.ok ? 'done' : 'failed') : outcome.status;
    // What these say are the agent's own words, which no judge gets as what happened.
    const isTalk = action.kind === 'question' || action.kind === 'plan';
    if (!isTalk) this.#settling.note(taskId, outcome.actionId, { label: this.#label(action), came });
    // Whoever only looks around between two attempts goes on attempting.
    if (came === 'done' && access === 'writes') this.#refusals.wentThrough(taskId);
  }

  async #carryOrHold(errand: Errand, judged: Judged, permit: Permit, round = 1): Promise<Outcome> {
    const carried = await this.#passage.carry(errand, judged, permit, errand.proposal.signal);
    switch (carried.status) {
      case 'done':
        return { status: 'done', actionId: errand.id, verdict: judged.verdict, result: carried.result };
      case 'stopped':
        return this.#stopped(errand);
      case 'changed':
        if (round < MOST_REVIEWS && isOvertaken(permit, carried.fresh))
          return this.#settleAsk(unreviewed(errand), carried.fresh, round + 1);
        return this.#redirect(errand, carried, round);
    }
  }

  #stopped({ id }: Errand): Outcome {
    this.#journal.refused(id, 'expired', 'chaperone', 'Stopped before it ran.');
    return { status: 'stopped', actionId: id };
  }

  /**
   * Nothing was done, since what was judged is no longer what would happen: goes by the fresh verdict. A judge may be
   * asked about that too, as when a call beside it has written what it runs.
   */
  async #redirect(
    errand: Errand,
    { fresh, isStale }: Extract<Carried, { readonly status: 'changed' }>,
    round: number,
  ): Promise<Outcome> {
    const { verdict } = fresh;
    const before = this.#refusals.before(errand.proposal.taskId, fresh);
    if (before !== undefined) return this.#blockRefused(errand, fresh, before);
    this.#record(errand, fresh);
    switch (verdict.decision) {
      case 'block':
        return this.#block(errand, fresh);
      case 'ask':
        return isStale || round >= MOST_REVIEWS
          ? this.#holding.hold(errand, fresh)
          : this.#settleAsk(unreviewed(errand), fresh, round + 1);
      case 'allow': {
        const text =
          'Not done: what it would act on changed on disk just before. Look at it again, then propose it anew.';
        const result: CarriedOut = { ok: false, text, summary: 'changed on disk just before' };
        this.#journal.outcome(errand, result, 0);
        return { status: 'done', actionId: errand.id, verdict, result };
      }
    }
  }

  #record(errand: Errand, judged: Judged): void {
    this.#journal.judged(errand, judged, this.parts.world.situation());
  }

  #label(action: Action): string {
    return labelOf(action, this.parts.world.situation().roots);
  }
}

/** Whether an action is as the judge let it pass, and only what the judge was told holds no more. */
function isOvertaken(permit: Permit, { verdict, digest }: Judged): boolean {
  return permit.by === 'judge' && !permit.stands() && verdict.decision === 'ask' && digest === permit.judged.digest;
}
