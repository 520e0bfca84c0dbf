import type { Action } from '../action/action';
import type { Event } from '../action/emitter';
import type { Disk, Situation } from '../action/situation';
import type { Review } from '../judge/judge';
import type { ServerReview } from '../model/modelClient';
import type { Verdict } from '../policy/verdict';
import type { CarriedOut } from './carriers';
import type { Unmasked } from './masks';
import type { Refused } from './refusals';

/** The side of the gate that the agent sees: it proposes, and reads what came of it. */
export interface Door {
  /**
   * Judges an action, writes it to the ledger, and carries it out, holds it or blocks it. Resolves when it was carried
   * out, and at once when it is held: what comes of a hold later reaches the task as a `Settlement`.
   * Never rejects but for a bug; an abort resolves with `stopped`.
   */
  propose(action: Action, proposal: Proposal): Promise<Outcome>;
  /**
   * Tells of an action that is about to be proposed, so that a judge may begin to look at it. Changes nothing, carries
   * nothing out and never throws. The signal of its proposal ends with the answer in which the action stands.
   */
  foresee(action: Action, proposal: Proposal): void;
  /** The file as an edit needs it. Not for the agent's eyes: use `mayRead` before telling it anything of the content. */
  look(path: string): Promise<Look>;
  /** Whether reading this path would be allowed right now. */
  mayRead(path: string): boolean;
  /** Puts secrets back in a text that the agent wrote with masks in it, where they stand in the file already (`within`). */
  unmask(taskId: string, text: string, within: string): Unmasked;
  /** A text of Chaperone's own for the agent, without the secrets that it quotes. */
  mask(taskId: string, text: string): string;
  /** Whether a text has a mask in it that was given to the task in place of a secret. */
  hasMask(taskId: string, text: string): boolean;
}

export interface Proposal {
  readonly taskId: string;
  /** The tool call it came from, unique in its task. */
  readonly callId: string;
  readonly signal: AbortSignal;
  /** What the model's own server made of the call, where it was asked to. */
  readonly serverReview?: ServerReview | undefined;
}

export type Outcome =
  | { readonly status: 'done'; readonly actionId: string; readonly verdict: Verdict; readonly result: CarriedOut }
  | {
      readonly status: 'held';
      readonly actionId: string;
      readonly verdict: Verdict;
      readonly number: number;
      /** What the judge made of it, if one was asked. */
      readonly review?: Review | undefined;
    }
  | {
      readonly status: 'blocked';
      readonly actionId: string;
      readonly verdict: Verdict;
      /** What was refused before, where it reaches for the same end. */
      readonly before?: Refused | undefined;
      /** Whether a judge refused it, and no rule. */
      readonly isByJudge?: boolean | undefined;
    }
  | { readonly status: 'stopped'; readonly actionId: string };

/** What became of a hold, for the task that proposed it. */
export type Settlement = {
  readonly taskId: string;
  readonly callId: string;
  readonly actionId: string;
  readonly number: number;
  /** What was held, in one line. */
  readonly label: string;
} & SettledHow;

/** `note`: what the person wrote with their approval or denial. */
export type SettledHow =
  | { readonly status: 'done'; readonly result: CarriedOut; readonly note?: string | undefined }
  | { readonly status: 'denied'; readonly note: string | undefined }
  | { readonly status: 'expired'; readonly why: string; readonly note?: string | undefined }
  /** Approved, but what it would act on had changed: it waits again under the same number. */
  | { readonly status: 'heldAgain'; readonly changes: readonly string[]; readonly note?: string | undefined };

export type Look =
  | { readonly kind: 'text'; readonly text: string; readonly sha256: string }
  | { readonly kind: 'missing' }
  /** There, but no text that can be edited; `why` is for the agent and says what to do. */
  | { readonly kind: 'refused'; readonly why: string; readonly sha256: string | null };

/** What the gate needs to know of the world before it judges. Built by the editor or a command line. */
export interface World {
  readonly disk: Disk;
  situation(): Situation;
  look(path: string): Promise<Look>;
  /** Real paths of files with changes that the person hasn't saved. */
  unsaved?(): readonly string[];
  /** As in `History`: undefined where nobody can tell. Never rejects. */
  uncommitted?(): Promise<readonly string[] | undefined>;
  /** The person has saved a file: its real path. */
  readonly onDidSave?: Event<string>;
}
