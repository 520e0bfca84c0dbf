import type { Said } from '../gate/authority';
import type { Instructions } from '../judge/judge';
import type { Spend } from '../model/spend';
import type { SessionEvent } from './event';
import { instructionsPath, isSuspicious } from './instructions';

/**
 * `queued`: its turn hasn't come. `working`: the model is asked or its calls run. `done`: the agent has nothing left to
 * do for now; a settled hold or a message wakes it. `stopped`: the person ended it. `failed`: it couldn't go on.
 * `paused`: it went on trying what is refused; only the person wakes it, and what it has waiting stays.
 */
export type TaskStatus = 'queued' | 'working' | 'done' | 'stopped' | 'failed' | 'paused';

/** Why a task is paused. Each pause has its own. */
export interface Pausing {
  /** For the person: what it tried. */
  readonly note: string;
}

/** What the person asked, and all that came of it. Changes in place: what is shown is read anew at each `TaskChange`. */
export interface Task {
  readonly id: string;
  /** What the person asked, in their words. */
  readonly text: string;
  /** Milliseconds since the epoch. */
  readonly since: number;
  readonly status: TaskStatus;
  /** Set while it is paused, and from when it is to pause. */
  readonly pausing: Pausing | undefined;
  /** Name of the model that works on it; undefined until its turn came. */
  readonly model: string | undefined;
  readonly isDemo: boolean;
  /** Append-only. */
  readonly events: readonly SessionEvent[];
  /** What the agent's own requests took and cost so far. */
  readonly spent: Spend;
  /** What the answer that is streaming says so far; empty when none is. */
  readonly liveText: string;
}

/** `added` comes once, `text` with each piece of a streaming answer. */
export interface TaskChange {
  readonly task: Task;
  readonly what: 'added' | 'status' | 'event' | 'text';
}

/** Everything the person said in a task, oldest first. */
export function personSaid(task: Task): readonly Said[] {
  return task.events.flatMap((event) =>
    event.kind === 'said' ? [{ kind: 'said' as const, at: event.at, text: event.text, attached: event.context }] : [],
  );
}

/** The project's instruction files, as the task has read them: not those that look like attempts to steer the agent. */
export function instructionsOf(task: Task): readonly Instructions[] {
  return task.events.flatMap((event) => {
    if (event.kind !== 'returned' || event.text === '' || isSuspicious(event)) return [];
    const path = instructionsPath(event.callId);
    return path === undefined ? [] : [{ path, text: event.text }];
  });
}
