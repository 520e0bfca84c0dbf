import type { Action, ActionKind, ActionOf, EditAction } from '../action/action';
import type { Situation } from '../action/situation';
import type { Verdict } from '../policy/verdict';

/** What came of carrying out an action. A failure is a result for the agent to read, not an exception. */
export interface CarriedOut {
  readonly ok: boolean;
  /** What the agent reads. Already capped in length. */
  readonly text: string;
  /** One line for the person: `exit 0 in 1.2 s`, `2 lines changed`. */
  readonly summary: string;
  readonly exitCode?: number | undefined;
  /**
   * Paths that somebody made lead elsewhere, or gave another content, in the moment it acted: what was done may not be
   * what was judged, whatever could be undone of it. Ends the task.
   */
  readonly swapped?: readonly string[] | undefined;
  /** What the agent reads looked like an attempt to steer it. Told by the gate, not by carriers. */
  readonly isSuspicious?: boolean | undefined;
}

/** What a carrier is given beside the action. */
export interface Carrying {
  readonly actionId: string;
  readonly taskId: string;
  readonly signal: AbortSignal;
  readonly situation: Situation;
  /** The person's words, for an action that asks them something. */
  readonly answer?: string | undefined;
  /**
   * The last look before acting, to be called in the same turn of the event loop in which the carrier acts.
   * Throws `ChangedError` when what was judged is no longer what would run.
   */
  checkUnchanged(): void;
  /**
   * The look after acting: in the same turn of the event loop, and again when it is over, where it runs by files that it
   * may read late. Throws `SwappedError` when something of that has changed since the last look before, other than by
   * the action itself.
   */
  checkStill(): void;
  /** Records the process a command started, before anything else is done with it. */
  didStart(process: { readonly pid: number; readonly startedAt: number }): void;
  /** Keeps bytes in the content store and returns their SHA-256: what is about to be deleted or replaced, or was printed. */
  keep(data: string | Uint8Array): string;
  /** Judges what the editor's save participants made of an edit, as an edit of its own. */
  judgeFollowUp(edit: EditAction): Verdict;
}

export type Carrier<A extends Action> = (action: A, carrying: Carrying) => Promise<CarriedOut>;

/** One carrier for each kind of action: the only code that reads or changes the world, called by the gate alone. */
export type Carriers = { readonly [K in ActionKind]: Carrier<ActionOf<K>> };

export class ChangedError extends Error {
  readonly code = 'changed';
  constructor(readonly changes: readonly string[]) {
    super(`Changed since it was judged: ${changes.join('; ')}`);
    this.name = 'ChangedError';
  }
}

/**
 * Somebody changed what an action was about between the last look and the act, which nothing can prevent: what was done
 * may not be what was judged. Ends the task.
 */
export class SwappedError extends Error {
  readonly code = 'swapped';
  /** `fate`: what became of it, as a sentence. */
  constructor(
    readonly changes: readonly string[],
    readonly fate?: string,
  ) {
    super(`Changed in the moment it was acted on: ${changes.join('; ')}`);
    this.name = 'SwappedError';
  }
}
