import type { Action, PlanStep } from '../action/action';
import type { Outcome, Settlement } from '../gate/door';
import type { ModelAnswer } from '../model/modelClient';

/**
 * A session is the append-only list of these. The messages sent to the model, the transcript and the views are all
 * derived from it; nothing else about a task is kept.
 */
export type SessionEvent =
  | { readonly kind: 'said'; readonly at: number; readonly text: string; readonly context?: string | undefined }
  | {
      readonly kind: 'answered';
      readonly at: number;
      readonly answer: ModelAnswer;
      /**
       * How many events of this session the model had read when it answered; all before this one when absent. What the
       * person says while an answer streams stands before it in the list, and is still news to the model.
       */
      readonly seen?: number | undefined;
    }
  /** A tool call became an action, or couldn't. */
  | {
      readonly kind: 'proposed';
      readonly at: number;
      readonly callId: string;
      readonly action: Action;
      readonly label: string;
    }
  | {
      readonly kind: 'returned';
      readonly at: number;
      readonly callId: string;
      readonly text: string;
      readonly isError: boolean;
      /** Absent when the call never became an action. */
      readonly outcome?: Outcome | undefined;
    }
  | { readonly kind: 'settled'; readonly at: number; readonly settlement: Settlement }
  | { readonly kind: 'planned'; readonly at: number; readonly steps: readonly PlanStep[] }
  | { readonly kind: 'retrying'; readonly at: number; readonly why: string; readonly delayMs: number }
  /** Something the model should know that nobody said: a truncated answer, an instruction file that couldn't be read. */
  | { readonly kind: 'noted'; readonly at: number; readonly text: string }
  | {
      readonly kind: 'ended';
      readonly at: number;
      readonly as: 'finished' | 'stopped' | 'failed' | 'paused';
      readonly note?: string | undefined;
    };
