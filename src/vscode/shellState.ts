import type { Task } from '../agent/task';
import type { Hold } from '../hold/hold';
import type { ActionLog, TaskRow } from '../ledger/actionLog';
import { NO_TASK_SPEND, type TaskSpend } from '../model/spend';
import type { ActivityTask } from './activityModel';
import type { ContextKeyName } from './contributions';
import type { StatusBarState } from './statusBarModel';

/** All that is shown outside of the trees depends on. */
export interface ShellState
  extends Omit<StatusBarState, 'queued' | 'paused' | 'waiting' | 'running' | 'isWorking' | 'hasTask'> {
  readonly holds: readonly Hold[];
  readonly tasks: readonly Task[];
  readonly hasKey: boolean;
  readonly isReady: boolean;
}

export function statusBarState(state: ShellState): StatusBarState {
  const count = (status: Hold['status']) => state.holds.filter((hold) => hold.status === status).length;
  return {
    mode: state.mode,
    problems: state.problems,
    judge: state.judge,
    spent: state.spent,
    isWorking: isWorking(state),
    hasTask: state.tasks.length > 0,
    queued: state.tasks.filter(({ status }) => status === 'queued').length,
    paused: state.tasks.filter(({ status }) => status === 'paused').length,
    waiting: count('waiting'),
    running: count('running'),
  };
}

export function contextKeys(state: ShellState): Readonly<Record<ContextKeyName, boolean>> {
  return {
    hasWaiting: state.holds.some(({ status }) => status === 'waiting'),
    isWorking: isWorking(state),
    hasPaused: state.tasks.some(({ status }) => status === 'paused'),
    hasTask: state.tasks.length > 0,
    hasKey: state.hasKey,
    isReady: state.isReady,
  };
}

function isWorking({ tasks }: ShellState): boolean {
  return tasks.some(({ status }) => status === 'working');
}

/** What the task that works, else the latest, has spent so far. */
export function latestSpend(log: Pick<ActionLog, 'task'>, tasks: readonly Task[]): StatusBarState['spent'] {
  const task = tasks.find(({ status }) => status === 'working') ?? tasks.findLast(({ status }) => status !== 'queued');
  if (task === undefined) return undefined;
  return { isWorking: task.status === 'working', by: spentIn(task, log.task(task.id)) };
}

/** The agent's share grows with each of its answers, before the record tells of it. */
function spentIn(task: Task, row: TaskRow | undefined): TaskSpend {
  return { ...(row?.spent ?? NO_TASK_SPEND), agent: task.spent };
}

/** The tasks of the Activity view, newest first: those on record, and those that never started. */
export function activityTasks(log: Pick<ActionLog, 'tasks' | 'task'>, tasks: readonly Task[]): readonly ActivityTask[] {
  const live = new Map(tasks.map((task) => [task.id, task]));
  const recorded = log.tasks().map((row): ActivityTask => {
    const task = live.get(row.task);
    return {
      status: 'recorded',
      taskId: row.task,
      row: task === undefined ? row : { ...row, state: stateOf(task, row), spent: spentIn(task, row) },
      isPaused: task?.status === 'paused',
    };
  });
  const unrecorded = tasks
    .filter(({ id }) => log.task(id) === undefined)
    .map(({ id, text, status }): ActivityTask => ({ status: 'live', taskId: id, text, state: status }));
  return [...unrecorded.toReversed(), ...recorded.toReversed()];
}

/** A task that was woken works again before the ledger has a new line of it. */
function stateOf({ status }: Task, { state }: TaskRow): TaskRow['state'] {
  return status === 'working' || (status === 'queued' && state === 'paused') ? 'running' : state;
}
