import { randomUUID } from 'node:crypto';
import type { Action, ActionKind, ActionOf, EditAction } from '../action/action';
import { Emitter } from '../action/emitter';
import { messageOf, stackOf } from '../action/errorText';
import type { Situation } from '../action/situation';
import type { Verdict } from '../policy/verdict';
import type { Probe, TextSource } from '../probe/probe';
import type { Boundaries } from './boundaries';
import { type CarriedOut, type Carriers, type Carrying, ChangedError, SwappedError } from './carriers';
import type { World } from './door';
import { type Evidence, MISSING } from './evidence';
import { changesBetween, type FactTools } from './facts';
import type { Histories } from './histories';
import type { Errand, GateLog, Journal } from './journal';
import type { Judged } from './judging';
import { LastLook } from './lastLook';
import type { Masks } from './masks';
import type { Taints } from './taints';
import { textSource } from './textSource';
import { type Access, isStricter, Turns } from './turns';

/** Why an action may run: the words that `#carry` holds against the verdict of the moment in which it runs. */
export type Permit =
  | { readonly by: 'verdict' }
  /** `stands`: whether what the judge was told still holds. */
  | { readonly by: 'judge'; readonly judged: Permitted; readonly stands: () => boolean }
  | { readonly by: 'person'; readonly judged: Permitted; readonly answer?: string | undefined };

export type Permitted = Pick<Judged, 'verdict' | 'digest'>;

/** How carrying out ended. `changed` means that nothing was done. */
export type Carried =
  | { readonly status: 'done'; readonly result: CarriedOut }
  /** `isStale`: the file is no longer the one that the action was made for. */
  | { readonly status: 'changed'; readonly fresh: Judged; readonly isStale: boolean }
  | { readonly status: 'stopped' };

/** An action that was overtaken: what was done may not be what was judged. */
export interface Swap {
  readonly taskId: string;
  readonly actionId: string;
  /** What changed, by names for a person. */
  readonly changes: readonly string[];
}

/** What was carried out, before anybody has looked through its result. */
interface Ran {
  readonly status: 'ran';
  readonly errand: Errand;
  readonly result: CarriedOut;
  /** Where its result comes from as things were then; undefined where there is nothing to look through. */
  readonly from:
    | { readonly source: TextSource; readonly situation: Situation; readonly isShownWhole: boolean }
    | undefined;
}

type Turned = Exclude<Carried, { readonly status: 'done' }> | Ran;

/** An action in its turn, about to be carried out. */
interface Act {
  readonly errand: Errand;
  readonly judged: Judged;
  readonly situation: Situation;
  readonly permit: Permit;
  readonly held: Access;
  readonly look: LastLook;
  readonly signal: AbortSignal;
}

export interface PassageParts {
  readonly world: World;
  readonly carriers: Carriers;
  readonly evidence: Evidence;
  /** Looks through each result before the agent reads it. */
  readonly probe: Probe;
  /** Whether secrets in results are masked; they are when absent. */
  readonly masksSecrets?: (() => boolean) | undefined;
  /** How long it waits for files that are changing just before they are run. */
  readonly settleMs?: number | undefined;
  readonly keep: (data: string | Uint8Array) => string;
  readonly log: GateLog;
}

/**
 * The last stretch, from a permit to the act: an action takes its turn, is judged once more in the moment it runs, and
 * is handed to the carrier of its kind. Nothing else calls a carrier.
 */
export class Passage {
  readonly #turns = new Turns();
  readonly #swapped = new Emitter<Swap>();
  readonly onDidFindSwap = this.#swapped.event;

  constructor(
    private readonly parts: PassageParts,
    private readonly journal: Journal,
    private readonly judge: (action: Action, situation: Situation) => Judged,
    private readonly histories: Histories,
    private readonly taints: Taints,
    private readonly boundaries: Boundaries,
    private readonly masks: Masks,
    /** Whether the end that an action reaches for has been refused in its task. */
    private readonly isRefused: (taskId: string, judged: Judged) => boolean,
  ) {}

  /** What an action of a task is judged in at this moment. */
  situation(taskId: string): Situation {
    const world = this.parts.world.situation();
    return {
      ...world,
      ...this.histories.of(taskId),
      ...this.taints.of(taskId, world),
      ...this.boundaries.of(taskId, world),
    };
  }

  /** What an action of a task comes to at this moment. */
  judgeNow(action: Action, taskId: string): Judged {
    return this.judge(action, this.situation(taskId));
  }

  /**
   * Takes its turn, looks once more whether the permit covers what would happen now, and carries it out. Its result is
   * looked through once its turn is over, since a model that is asked about it may take long, and others wait.
   */
  async carry(
    errand: Errand,
    judged: Pick<Judged, 'action' | 'access'>,
    permit: Permit,
    signal: AbortSignal,
  ): Promise<Carried> {
    const turned = await this.#takeTurn(errand, judged, permit, signal);
    return turned.status === 'ran' ? { status: 'done', result: await this.#probed(turned) } : turned;
  }

  async #takeTurn(
    errand: Errand,
    { action, access }: Pick<Judged, 'action' | 'access'>,
    permit: Permit,
    signal: AbortSignal,
  ): Promise<Turned> {
    try {
      let needed = access;
      for (;;) {
        const turned = await this.#turns.take(needed, signal, () =>
          this.#inTurn(errand, action, permit, needed, signal),
        );
        if (typeof turned !== 'string') return turned;
        needed = turned;
      }
    } catch (error) {
      if (signal.aborted) return { status: 'stopped' };
      throw error;
    }
  }

  /** What came of it, or the turn that it needs instead: by now it may write where it only read. */
  async #inTurn(
    errand: Errand,
    action: Action,
    permit: Permit,
    held: Access,
    signal: AbortSignal,
  ): Promise<Turned | Access> {
    for (let round = 0; ; round++) {
      const situation = this.situation(errand.proposal.taskId);
      const fresh = this.judge(action, situation);
      if (!this.#isCovered(errand, permit, fresh) || this.#isStale(action, fresh)) return this.#changed(fresh);
      if (isStricter(fresh.access, held)) return fresh.access;
      const look = new LastLook(fresh, situation, this.#tools);
      if (!look.isUnsettled()) return await this.#act({ errand, judged: fresh, situation, permit, held, look, signal });
      if (round >= MOST_ROUNDS) return this.#changed(fresh);
      const { settleMs = SETTLE_MS } = this.parts;
      if (settleMs > 0) await pause(settleMs);
      signal.throwIfAborted();
    }
  }

  get #tools(): FactTools {
    return { disk: this.parts.world.disk, evidence: this.parts.evidence };
  }

  /** Nothing but the person's own approval covers what they have refused meanwhile. */
  #isCovered({ proposal }: Errand, permit: Permit, now: Judged): boolean {
    return covers(permit, now) && (permit.by === 'person' || !this.isRefused(proposal.taskId, now));
  }

  #changed(fresh: Judged): Turned {
    return { status: 'changed', fresh, isStale: this.#isStale(fresh.action, fresh) };
  }

  /** Whether a file is no longer the one that an edit, deletion or renaming was made for. */
  #isStale(action: Action, { facts }: Judged): boolean {
    if (action.kind !== 'edit' && action.kind !== 'delete' && action.kind !== 'rename') return false;
    const path = action.kind === 'rename' ? action.from : action.path;
    const now = facts[path]?.split('\n').at(-1) ?? this.parts.evidence.fingerprint(path);
    // Too large to compare by content: its carrier keeps a copy before it touches anything.
    if (now.startsWith('large:')) return false;
    return now !== (action.beforeSha256 ?? MISSING);
  }

  async #act({ errand, judged, situation, permit, held, look, signal }: Act): Promise<Turned> {
    const { taskId } = errand.proposal;
    const started = performance.now();
    let lastLook = look;
    let [isLookedAt, isBegun] = [false, false];
    const carrying: Carrying = {
      actionId: errand.id,
      taskId,
      signal,
      situation,
      answer: permit.by === 'person' ? permit.answer : undefined,
      checkUnchanged: () => {
        signal.throwIfAborted();
        const now = this.judgeNow(judged.action, taskId);
        lastLook = new LastLook(now, situation, this.#tools);
        if (
          !this.#isCovered(errand, permit, now) ||
          this.#isStale(judged.action, now) ||
          isStricter(now.access, held) ||
          lastLook.isUnsettled()
        ) {
          throw new ChangedError(changesBetween(judged.facts, now.facts, situation));
        }
        isLookedAt = true;
      },
      checkStill: () => {
        const changes = lastLook.changes(isBegun ? 'over' : 'begun');
        isBegun = true;
        if (changes.length > 0) throw new SwappedError(changes);
      },
      didStart: (process) => this.journal.started(errand.id, process),
      keep: this.parts.keep,
      judgeFollowUp: (edit) => this.#judgeFollowUp(errand, judged, permit, edit),
    };
    const noteChanges = this.histories.watch(taskId, judged);
    let result: CarriedOut;
    let swapped: readonly string[] = [];
    try {
      result = await carryOut(this.parts.carriers, judged.action, carrying);
      swapped = result.swapped ?? [];
      const strayed = isLookedAt ? lastLook.strayed() : [];
      if (strayed.length > 0 && held === 'reads') result = unread(strayed);
      else if (strayed.length > 0 && swapped.length === 0) throw new SwappedError(strayed, result.text);
    } catch (error) {
      if (error instanceof ChangedError) return this.#changed(this.judgeNow(judged.action, taskId));
      if (error instanceof SwappedError) {
        swapped = error.changes;
        result = overtaken(error);
      } else {
        if (!signal.aborted) this.parts.log.error(`${errand.id} failed: ${stackOf(error)}`);
        const text = signal.aborted ? 'Stopped by the person.' : `It failed: ${messageOf(error)}`;
        result = { ok: false, text, summary: text };
      }
    }
    noteChanges();
    this.journal.outcome(errand, result, performance.now() - started, swapped);
    if (swapped.length > 0) this.#tellOfSwap(errand, swapped);
    return { status: 'ran', errand, result, from: this.#origin(errand, judged, permit, result) };
  }

  /** Found in its turn: those that come after it may change who wrote what. */
  #origin({ proposal }: Errand, judged: Judged, permit: Permit, { text }: CarriedOut): Ran['from'] {
    const { taskId } = proposal;
    this.taints.didCarryOut(taskId, judged);
    const situation = this.situation(taskId);
    const source = textSource({ taskId, ...judged }, situation, this.parts.world.disk);
    if (source === undefined || text === '') return undefined;
    return { source, situation, isShownWhole: this.#isShownWhole(judged, permit) };
  }

  /** A result as the agent may read it. What it named is kept in mind before anybody reads it. */
  async #probed({ errand, result, from }: Ran): Promise<CarriedOut> {
    if (from === undefined) return result;
    const { taskId, signal } = errand.proposal;
    const { source, situation, isShownWhole } = from;
    try {
      const { text, count } = isShownWhole ? { text: result.text, count: 0 } : this.masks.mask(taskId, result.text);
      const probed = { ...(await this.parts.probe.inspect(text, source, signal)), masked: count };
      this.taints.note(source, probed, situation);
      this.journal.probed(errand, source.name, probed);
      return { ...result, text: probed.text, ...(probed.signs.length > 0 ? { isSuspicious: true } : {}) };
    } catch (error) {
      if (!signal.aborted) this.parts.log.error(`The result of ${errand.id} was not looked through: ${stackOf(error)}`);
      return { ...result, text: 'The result was not looked through, so it is not shown.' };
    }
  }

  /** A person who approved that a secret is read has approved that it is read as it is. */
  #isShownWhole({ verdict }: Judged, permit: Permit): boolean {
    if (this.parts.masksSecrets?.() === false) return true;
    return permit.by === 'person' && verdict.effects.some(({ place }) => place?.isSecret === true);
  }

  #tellOfSwap({ id, proposal }: Errand, changes: readonly string[]): void {
    this.parts.log.error(`${id} was overtaken: ${changes.join('; ')}`);
    this.#swapped.fire({ taskId: proposal.taskId, actionId: id, changes });
  }

  /**
   * What the editor made of an edit on saving is an edit of its own, with lines of its own in the ledger. A person who
   * approved the edit has approved that their own editor formats it: nothing new may decide, and the file is the same.
   */
  #judgeFollowUp(errand: Errand, judged: Judged, permit: Permit, edit: EditAction): Verdict {
    const { proposal } = errand;
    const saved = this.judgeNow(edit, proposal.taskId);
    const followUp: Errand = { id: randomUUID(), proposal: { ...proposal, callId: `${proposal.callId}/saved` } };
    this.journal.judged(followUp, saved, this.parts.world.situation());
    const isCovered =
      permit.by === 'person' &&
      saved.verdict.decision === 'ask' &&
      saved.verdict.rule === judged.verdict.rule &&
      judged.action.kind === 'edit' &&
      judged.action.path === edit.path;
    const ok = saved.verdict.decision === 'allow' || isCovered;
    if (isCovered) this.journal.approved(followUp.id, 'person', 'with the edit that was saved');
    // Whoever had the editor do it, it came of the task.
    if (ok) this.histories.note(this.parts.world.disk.realPath(edit.path), 'task');
    const summary = ok ? 'changed by the editor on saving' : 'the editor changed it on saving; undone';
    this.journal.outcome(followUp, { ok, text: '', summary }, 0);
    return isCovered ? { ...saved.verdict, decision: 'allow' } : saved.verdict;
  }
}

/** A file that goes on changing for longer is not run. */
const MOST_ROUNDS = 4;
const SETTLE_MS = 25;

function unread(paths: readonly string[]): CarriedOut {
  const what = paths.join(', ');
  return {
    ok: false,
    text: `Nothing was read: ${what} was replaced while it was read. Look again.`,
    summary: `${what} was replaced while it was read`,
  };
}

function overtaken({ changes, fate }: SwappedError): CarriedOut {
  const what = changes.join(', ');
  const more = fate === undefined ? '' : ` ${fate}`;
  return {
    ok: false,
    text: `${what} changed in the moment this was done, so what was done may not be what was judged. The task ends here.${more}`,
    summary: `${what} changed in the moment this was done`,
  };
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** Whether a permit given earlier still covers an action as it is judged now. Nothing covers a block. */
function covers(permit: Permit, now: Judged): boolean {
  if (now.verdict.decision === 'allow') return true;
  if (now.verdict.decision === 'block' || permit.by === 'verdict') return false;
  if (permit.judged.digest !== now.digest) return false;
  if (permit.by === 'person') return true;
  return now.verdict.settledBy === 'judge' && now.verdict.rule === permit.judged.verdict.rule && permit.stands();
}

/** Calls the carrier of the action's own kind. */
function carryOut<K extends ActionKind>(
  carriers: Carriers,
  action: ActionOf<K>,
  carrying: Carrying,
): Promise<CarriedOut> {
  const carrier = carriers[action.kind as K];
  return carrier(action, carrying);
}
