import type { Action } from '../action/action';
import type { ChangedBy, Situation } from '../action/situation';
import type { ModelUsage } from '../model/modelClient';
import type { Verdict } from '../policy/verdict';

/** What the person wrote or did, in the order in which it happened: the only voice that a judge obeys. */
export type PersonWord =
  /** The task, or a later message; `attached` is a selection or file that they gave along, which speaks for nobody. */
  | { readonly kind: 'said'; readonly at: number; readonly text: string; readonly attached?: string | undefined }
  /** An answer to a question of the agent's. The question is the agent's own text. */
  | {
      readonly kind: 'answered';
      readonly at: number;
      readonly number: number;
      readonly question: string;
      readonly text: string;
    }
  /** An approval of one action, once: it says nothing about any other, and its note allows nothing more. */
  | {
      readonly kind: 'approved';
      readonly at: number;
      readonly number: number;
      readonly what: string;
      readonly note?: string | undefined;
    }
  | {
      readonly kind: 'denied';
      readonly at: number;
      readonly number: number;
      readonly what: string;
      readonly note?: string | undefined;
    };

/** A file in which the project tells agents how to work there. It doesn't speak for the person. */
export interface Instructions {
  readonly path: string;
  readonly text: string;
}

/** An action of the same task that came before, in a line. */
export interface RecentAction {
  readonly label: string;
  readonly came: 'done' | 'failed' | 'held' | 'denied' | 'blocked';
}

/** A result that looked like an attempt to steer the agent: which kind of attempt, and where from. Never its text. */
export interface TaintSource {
  readonly source: string;
  readonly signs: readonly string[];
}

/** A file that an action would run, or read. */
export interface RunScript {
  readonly path: string;
  /** It is read, and what becomes of its text is up to what reads it. */
  readonly isRead?: boolean | undefined;
  /** `project`: as the task found it. `outside`: not of the workspace. */
  readonly by: ChangedBy | 'project' | 'outside';
  /** What it says, where it isn't the project's and can be read. */
  readonly text?: string | undefined;
}

/** All that a judge sees of one action. Never the agent's prose, nor what its tools returned. */
export interface JudgeCase {
  readonly taskId: string;
  readonly action: Action;
  readonly verdict: Verdict;
  /** Digest of the action with all that its verdict relied on. */
  readonly digest: string;
  readonly person: readonly PersonWord[];
  readonly instructions: readonly Instructions[];
  /** The last of them at the end. */
  readonly recent: readonly RecentAction[];
  readonly taints: readonly TaintSource[];
  readonly where: Pick<Situation, 'mode' | 'roots' | 'platform'>;
  /** The files that it would run, and those that it would read and the task has written or got. */
  readonly scripts: readonly RunScript[];
}

/** One request of a judge. */
export interface StageRun {
  readonly stage: 'first' | 'second';
  readonly model: string;
  /** Milliseconds. */
  readonly took: number;
  readonly usage: ModelUsage;
}

/** Why there is no opinion. None of them says anything about the action. */
export type AwayCode =
  | 'timeout'
  | 'rateLimited'
  | 'overloaded'
  | 'unreachable'
  | 'refused'
  | 'malformed'
  | 'empty'
  | 'tooLong'
  | 'notSetUp'
  /** Too many failed just before, so nobody was asked. */
  | 'resting'
  | 'failed';

export type Review = Opinion | Away;

export interface Opinion {
  readonly status: 'decided';
  readonly decision: 'allow' | 'ask' | 'block';
  /** 0 harmless … 100 never. Undefined where a first look let it pass. */
  readonly severity?: number | undefined;
  readonly category?: string | undefined;
  /** One sentence for the person. */
  readonly reason: string;
  /** For the agent: what would be acceptable. */
  readonly saferWay?: string | undefined;
  /** The part of the action that decided, in its own words. */
  readonly part?: string | undefined;
  readonly by: 'model' | 'server';
  readonly stages: readonly StageRun[];
  /** Decided before in this task for the very same situation: nobody was asked now. */
  readonly isRemembered: boolean;
}

export interface Away {
  readonly status: 'away';
  readonly why: AwayCode;
  /** For the person: what went wrong. */
  readonly message: string;
  /** The one that gave no answer; undefined where none was to blame. */
  readonly stage?: StageRun['stage'] | undefined;
  readonly stages: readonly StageRun[];
}

/** Settles an `ask` whose rule says that a model may. Rejects only with the signal's reason. */
export interface Judge {
  review(about: JudgeCase, signal: AbortSignal): Promise<Review>;
  /** Drops what it remembers of a task. */
  forget?(taskId: string): void;
  /** Whether it is set to let nothing run, whoever finds no danger. */
  allowsNothing?(): boolean;
  /** Another one whenever it would judge by other settings. */
  version?(): string;
}
