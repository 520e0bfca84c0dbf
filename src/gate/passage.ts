import { randomUUID } from 'node:crypto';
import type { Action, ActionKind, ActionOf, EditAction } from '../action/action';
import type { Situation } from '../action/situation';
import type { Verdict } from '../policy/verdict';
import { type CarriedOut, type Carriers, type Carrying, ChangedError } from './carriers';
import type { Creations } from './creations';
import type { World } from './door';
import type { Errand, GateLog, Journal } from './journal';
import { changesBetween, type Judged, MISSING } from './judging';
import { Turns } from './turns';

/** Why an action may run: the words that `#carry` holds against the verdict of the moment in which it runs. */
export type Permit =
  | { readonly by: 'verdict' }
  | { readonly by: 'judge'; readonly judged: Judged }
  | { readonly by: 'person'; readonly judged: Judged; readonly answer?: string | undefined };

/** How carrying out ended. `changed` means that nothing was done. */
export type Carried =
  | { readonly status: 'done'; readonly result: CarriedOut }
  | { readonly status: 'changed'; readonly fresh: Judged }
  | { readonly status: 'stopped' };

export interface PassageParts {
  readonly world: World;
  readonly carriers: Carriers;
  /** SHA-256 of the bytes at a path, `MISSING` where there is nothing, else something that changes with what is there. */
  readonly fingerprint: (path: string) => string;
  readonly keep: (data: string | Uint8Array) => string;
  readonly log: GateLog;
}

/**
 * The last stretch, from a permit to the act: an action takes its turn, is judged once more in the moment it runs, and
 * is handed to the carrier of its kind. Nothing else calls a carrier.
 */
export class Passage {
  readonly #turns = new Turns();

  constructor(
    private readonly parts: PassageParts,
    private readonly journal: Journal,
    private readonly judge: (action: Action, situation: Situation) => Judged,
    private readonly creations: Creations,
  ) {}

  /** What an action of a task is judged in at this moment. */
  situation(taskId: string): Situation {
    const created = this.creations.of(taskId);
    const situation = this.parts.world.situation();
    return created.length === 0 ? situation : { ...situation, created };
  }

  /** Takes its turn, looks once more whether the permit covers what would happen now, and carries it out. */
  async carry(errand: Errand, judged: Judged, permit: Permit, signal: AbortSignal): Promise<Carried> {
    try {
      return await this.#turns.take(judged.access, signal, async () => {
        const situation = this.situation(errand.proposal.taskId);
        const fresh = this.judge(judged.action, situation);
        if (!covers(permit, fresh) || this.#isStale(judged.action)) return { status: 'changed', fresh };
        return await this.#act(errand, fresh, situation, permit, signal);
      });
    } catch (error) {
      if (signal.aborted) return { status: 'stopped' };
      throw error;
    }
  }

  /** Whether a file is no longer the one that an edit, deletion or renaming was made for. */
  #isStale(action: Action): boolean {
    if (action.kind !== 'edit' && action.kind !== 'delete' && action.kind !== 'rename') return false;
    const now = this.parts.fingerprint(action.kind === 'rename' ? action.from : action.path);
    // Too large to compare by content: its carrier keeps a copy before it touches anything.
    if (now.startsWith('large:')) return false;
    return now !== (action.beforeSha256 ?? MISSING);
  }

  async #act(
    errand: Errand,
    judged: Judged,
    situation: Situation,
    permit: Permit,
    signal: AbortSignal,
  ): Promise<Carried> {
    const started = performance.now();
    const carrying: Carrying = {
      actionId: errand.id,
      taskId: errand.proposal.taskId,
      signal,
      situation,
      answer: permit.by === 'person' ? permit.answer : undefined,
      checkUnchanged: () => {
        signal.throwIfAborted();
        const now = this.#judgeNow(judged.action, errand);
        if (!covers(permit, now) || this.#isStale(judged.action)) {
          throw new ChangedError(changesBetween(judged.facts, now.facts));
        }
      },
      didStart: (process) => this.journal.started(errand.id, process),
      keep: this.parts.keep,
      judgeFollowUp: (edit) => this.#judgeFollowUp(errand, judged, permit, edit),
    };
    const noteCreations = this.creations.watch(errand.proposal.taskId, judged);
    let result: CarriedOut;
    try {
      result = await carryOut(this.parts.carriers, judged.action, carrying);
    } catch (error) {
      if (error instanceof ChangedError) return { status: 'changed', fresh: this.#judgeNow(judged.action, errand) };
      if (!signal.aborted) this.parts.log.error(`${errand.id} failed: ${stackOf(error)}`);
      const text = signal.aborted ? 'Stopped by the person.' : `It failed: ${messageOf(error)}`;
      result = { ok: false, text, summary: text };
    }
    noteCreations();
    this.journal.outcome(errand, result, performance.now() - started);
    return { status: 'done', result };
  }

  /**
   * What the editor made of an edit on saving is an edit of its own, with lines of its own in the ledger. A person who
   * approved the edit has approved that their own editor formats it: nothing new may decide, and the file is the same.
   */
  #judgeFollowUp(errand: Errand, judged: Judged, permit: Permit, edit: EditAction): Verdict {
    const { proposal } = errand;
    const saved = this.#judgeNow(edit, errand);
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
    const summary = ok ? 'changed by the editor on saving' : 'the editor changed it on saving; undone';
    this.journal.outcome(followUp, { ok, text: '', summary }, 0);
    return isCovered ? { ...saved.verdict, decision: 'allow' } : saved.verdict;
  }

  #judgeNow(action: Action, { proposal }: Errand): Judged {
    return this.judge(action, this.situation(proposal.taskId));
  }
}

/** Whether a permit given earlier still covers an action as it is judged now. Nothing covers a block. */
function covers(permit: Permit, now: Judged): boolean {
  if (now.verdict.decision === 'allow') return true;
  if (now.verdict.decision === 'block' || permit.by === 'verdict') return false;
  if (permit.judged.digest !== now.digest) return false;
  return (
    permit.by === 'person' || (now.verdict.settledBy === 'judge' && now.verdict.rule === permit.judged.verdict.rule)
  );
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

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
