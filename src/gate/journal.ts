import { messageOf } from '../action/errorText';
import { labelOf } from '../action/label';
import type { Mode } from '../action/situation';
import type { Review, StageRun } from '../judge/judge';
import type { NewEntry } from '../ledger/entry';
import type { ModelUsage } from '../model/modelClient';
import type { Verdict } from '../policy/verdict';
import type { Probed } from '../probe/probe';
import type { CarriedOut } from './carriers';
import type { Proposal } from './door';
import type { Judged } from './judging';

/** An action on its way: what the agent proposed, under the id that all its ledger lines share. */
export interface Errand {
  readonly id: string;
  readonly proposal: Proposal;
}

export interface GateLog {
  info(message: string): void;
  debug(message: string): void;
  error(message: string): void;
}

export interface JournalParts {
  /** Writes a line to the ledger. When it throws, nothing runs. */
  readonly record: (entry: NewEntry) => void;
  /** Keeps bytes in the content store; returns their SHA-256. */
  readonly keep: (data: string | Uint8Array) => string;
  /** What a request to a model cost, in US dollars, where that is known. */
  readonly dollars?: ((model: string, usage: ModelUsage) => number | undefined) | undefined;
  readonly log: GateLog;
}

/** Actions and results longer than this stand in the content store instead of the ledger line. */
const INLINE_LIMIT = 4096;

/**
 * The gate's lines in the ledger. What comes before an action throws when it can't be written, so that nothing runs
 * unrecorded. What comes after can't be undone by throwing: it is logged, and the next action will not run.
 */
export class Journal {
  constructor(private readonly parts: JournalParts) {}

  judged({ id, proposal }: Errand, judged: Judged, where: { readonly mode: Mode; readonly roots: readonly string[] }) {
    const { action, verdict, digest, micros } = judged;
    const label = labelOf(action, where.roots);
    const json = JSON.stringify(action);
    this.parts.record({
      kind: 'action',
      id,
      task: proposal.taskId,
      call: proposal.callId,
      action: action.kind,
      label,
      ...(json.length <= INLINE_LIMIT ? { proposed: { ...action } } : { content: this.parts.keep(json) }),
      digest,
      mode: where.mode,
      verdict: {
        decision: verdict.decision,
        rule: verdict.rule,
        layer: verdict.layer,
        severity: verdict.severity,
        settledBy: verdict.settledBy,
        part: verdict.part.text,
        reason: verdict.reason,
        effects: verdict.effects.map(({ kind, target, detail }) => ({ kind, target, detail })),
      },
      micros,
    });
    this.parts.log.info(`${verdict.decision} (${verdict.rule}): ${label}`);
    this.parts.log.debug(`judged in ${micros.toFixed(0)} µs`);
  }

  held({ id }: Errand, number: number): void {
    this.parts.record({ kind: 'held', id, number });
  }

  approved(id: string, by: 'person' | 'judge', note: string | undefined): void {
    this.parts.record({ kind: 'settled', id, as: 'approved', by, note });
  }

  heldAgain(id: string, why: readonly string[]): void {
    this.parts.record({ kind: 'settled', id, as: 'heldAgain', by: 'chaperone', note: why.join('; ') });
  }

  /** Not needed for what happens next: an opinion that can't be written down is one that is not used. */
  reviewed(id: string, review: Review): void {
    const requests = this.#requestsOf(review);
    if (review.status === 'away') {
      const { message: reason, why: category } = review;
      this.parts.record({
        kind: 'reviewed',
        id,
        by: 'model',
        decision: 'away',
        category,
        reason,
        requests,
        isRemembered: false,
      });
      return;
    }
    const { by, decision, severity, category, reason, part, isRemembered } = review;
    this.parts.record({
      kind: 'reviewed',
      id,
      by,
      decision,
      severity,
      category,
      reason,
      part,
      requests,
      isRemembered,
    });
  }

  /** What a judge was asked in vain. What was remembered was paid for the first time. */
  unused(task: string, review: Review): void {
    if (review.stages.length === 0 || (review.status === 'decided' && review.isRemembered)) return;
    this.#afterwards(() => ({ kind: 'unused', task, requests: this.#requestsOf(review) }));
  }

  /** What the probe found. The agent reads it as it was probed, written down or not. */
  probed({ id }: Errand, source: string, { signs, masked, asked }: Probed & { readonly masked: number }): void {
    if (signs.length === 0 && masked === 0 && asked === undefined) return;
    this.#afterwards(() => {
      const request = asked === undefined ? undefined : { ...this.#priced(asked), answer: asked.answer };
      return { kind: 'probed', id, source, signs: [...signs], masked, request };
    });
  }

  started(id: string, { pid, startedAt }: { readonly pid: number; readonly startedAt: number }): void {
    this.parts.record({ kind: 'started', id, pid, startedAt });
  }

  /** A refusal stands whether or not it can be written down. */
  refused(id: string, as: 'denied' | 'expired', by: 'person' | 'judge' | 'chaperone', note: string | undefined): void {
    this.#afterwards(() => ({ kind: 'settled', id, as, by, note }));
  }

  /** `swapped`: what somebody changed in the moment it was done. */
  outcome(
    { id }: Errand,
    { ok, text, summary, exitCode }: CarriedOut,
    took: number,
    swapped: readonly string[] = [],
  ): void {
    this.#afterwards(() => {
      const content = text.length > INLINE_LIMIT ? this.parts.keep(text) : undefined;
      const overtaken = swapped.length === 0 ? undefined : [...swapped];
      return { kind: 'outcome', id, ok, summary, exitCode, content, took, swapped: overtaken };
    });
  }

  #requestsOf({ stages }: Review) {
    return stages.map((run) => ({ stage: run.stage, ...this.#priced(run) }));
  }

  #priced({ model, took, usage }: Pick<StageRun, 'model' | 'took' | 'usage'>) {
    return { model, took, ...usage, dollars: this.parts.dollars?.(model, usage) };
  }

  #afterwards(entry: () => NewEntry): void {
    try {
      this.parts.record(entry());
    } catch (error) {
      this.parts.log.error(`A line is missing from the ledger: ${messageOf(error)}`);
    }
  }
}

/** The verdict on an action whose line could not be written. */
export function unrecorded(verdict: Verdict, error: unknown): Verdict {
  return {
    ...verdict,
    decision: 'block',
    rule: 'ledger.failed',
    layer: 'floor',
    reason: `The ledger can't be written (${messageOf(error)}), so nothing runs.`,
  };
}
