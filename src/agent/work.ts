import type { Situation } from '../action/situation';
import type { Door } from '../gate/door';
import type { ModelClient, ReviewContext } from '../model/modelClient';
import type { SessionEvent } from './event';

/** What the agent knows of where it works. */
export interface Surroundings extends Pick<Situation, 'mode' | 'roots' | 'platform'> {
  /** How long a command in the foreground may take when the model doesn't say. */
  readonly commandTimeoutMs?: number | undefined;
}

export interface Work {
  readonly taskId: string;
  readonly model: ModelClient;
  readonly door: Door;
  readonly surroundings: Surroundings;
  readonly signal: AbortSignal;
  /** Lets what runs come to its end, and has nothing new begin. */
  readonly pause: AbortSignal;
  /** The session so far. Grows while the loop runs: by what it emits, and by what the person says and settles. */
  readonly events: readonly SessionEvent[];
  readonly emit: (event: SessionEvent) => void;
  /** A piece of the answer that streams, or undefined when what streamed so far is void or complete. */
  readonly onText: (piece: string | undefined) => void;
  readonly now: () => number;
  readonly stepLimit: number;
  /** What the model's server is told so that it reviews the calls of its next answer; undefined where it isn't asked to. */
  readonly review?: (() => ReviewContext | undefined) | undefined;
}

export interface Ended {
  readonly as: 'finished' | 'stopped' | 'failed' | 'paused';
  readonly note?: string | undefined;
}
