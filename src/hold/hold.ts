import type { Action } from '../action/action';
import type { Verdict } from '../policy/verdict';

/** Where a held action stands. `waiting` and `running` are open; the rest is final. */
export type HoldStatus = 'waiting' | 'running' | 'done' | 'denied' | 'expired';

/** What a judge made of a held action. */
export interface HoldReview {
  /** `away`: it gave no opinion, and `reason` says why. */
  readonly status: 'decided' | 'away';
  readonly reason: string;
  /** 0 harmless … 100 never. */
  readonly severity?: number | undefined;
  /** What it told the agent would be acceptable. */
  readonly saferWay?: string | undefined;
}

export interface Hold {
  /** Random, never shown and never written anywhere: whoever has it was given it by us. */
  readonly id: string;
  readonly actionId: string;
  /** What person and agent call it: `#3`. Counted per workspace. */
  readonly number: number;
  readonly taskId: string;
  readonly callId: string;
  readonly action: Action;
  /** How it shares the world with actions beside it, when it runs. */
  readonly access: 'none' | 'reads' | 'writes';
  readonly verdict: Verdict;
  /** Digest of the action and of all that its verdict relied on. An approval is for this digest, once. */
  readonly digest: string;
  /** What the digest is made of beside the action, by names a person understands, so that a change can be named. */
  readonly facts: Readonly<Record<string, string>>;
  /** Milliseconds since the epoch. */
  readonly since: number;
  readonly status: HoldStatus;
  /** What had changed when it was approved the last time, so that it waits again. */
  readonly changes: readonly string[];
  /** What a judge made of it, or why it made nothing of it, where one was asked. */
  readonly review?: HoldReview | undefined;
  /** What the person wrote when they approved or denied it; why it ended, for a hold that expired. */
  readonly note?: string | undefined;
}
