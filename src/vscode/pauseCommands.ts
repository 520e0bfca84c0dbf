import * as vscode from 'vscode';
import { shorten } from '../action/visibleText';
import type { Task } from '../agent/task';
import { type ActivityView, activityNodeIn } from './activityView';
import type { CommandBoundary } from './commandBoundary';
import type { Engine } from './engineFace';
import type { EngineLoader } from './engineLoader';
import { actOnPause, type PauseChoice, pauseTitles } from './pauseChoice';
import { quickText } from './quickText';
import { UserError } from './userError';

export interface PauseCommandParts {
  readonly boundary: CommandBoundary;
  readonly engine: EngineLoader;
  readonly activity: ActivityView;
}

/**
 * The commands on a paused task. Continuing acts at once only on a click on its row; called in any other way it shows
 * what the task tried and asks. Steering asks for words anyway, and stopping only makes things stricter.
 */
export class PauseCommands {
  constructor(private readonly parts: PauseCommandParts) {}

  register(): readonly vscode.Disposable[] {
    const { boundary } = this.parts;
    return [
      boundary.register('continueTask', () => this.#pickAndAsk()),
      boundary.register('continuePausedTask', (...args) => this.#continueRow(args)),
      boundary.register('steerPausedTask', (row) => this.#act(this.#meant(row), 'steer')),
      boundary.register('stopPausedTask', (row) => this.#act(this.#meant(row), 'stop')),
    ];
  }

  async #continueRow(args: readonly unknown[]): Promise<void> {
    const clicked = this.parts.activity.clickedTask(args);
    if (clicked !== undefined) return this.#act(this.#paused(clicked), 'goOn');
    // A click that fell into the moment in which the tree was read anew comes without its row.
    if (args.length === 2 && args[0] === undefined) {
      throw new UserError(vscode.l10n.t('The list has just changed. Click again.'));
    }
    await this.#ask(this.#meant(args[0]));
  }

  async #pickAndAsk(): Promise<void> {
    const paused = this.#engine()
      .tasks.all()
      .filter(({ status }) => status === 'paused');
    if (paused.length === 0) throw notPaused();
    const [first] = paused;
    const task = paused.length === 1 ? first : await pick(paused);
    if (task !== undefined) await this.#ask(task);
  }

  async #ask(task: Task): Promise<void> {
    const { pausing } = task;
    const titles = pauseTitles();
    const t = vscode.l10n.t;
    const items = [
      {
        label: `$(debug-continue) ${titles.goOn}`,
        detail: t('What was refused stays refused.'),
        choice: 'goOn' as const,
      },
      { label: `$(comment) ${titles.steer}`, detail: t('What was refused is judged anew.'), choice: 'steer' as const },
      { label: `$(debug-stop) ${titles.stop}`, choice: 'stop' as const },
    ];
    const picked = await vscode.window.showQuickPick(items, {
      title: t('Continue “{0}”?', shorten(quickText(task.text), 60)),
      placeHolder: quickText(pausing?.note ?? ''),
      ignoreFocusOut: true,
    });
    if (picked === undefined) return;
    if (pausing === undefined || !(await actOnPause(this.#engine().tasks, task, pausing, picked.choice))) {
      throw notPaused();
    }
  }

  async #act(task: Task, choice: PauseChoice): Promise<void> {
    const { pausing } = task;
    if (pausing === undefined || !(await actOnPause(this.#engine().tasks, task, pausing, choice))) throw notPaused();
  }

  /** The paused task meant by a row, or without one by what is selected in the view. */
  #meant(row: unknown): Task {
    const node = activityNodeIn(row ?? this.parts.activity.selected());
    if (node?.kind !== 'task') throw new UserError(vscode.l10n.t('Select a paused task first.'));
    return this.#paused(node.task.taskId);
  }

  #paused(taskId: string): Task {
    const task = this.#engine().tasks.get(taskId);
    if (task?.status !== 'paused') throw notPaused();
    return task;
  }

  #engine(): Engine {
    const { current } = this.parts.engine;
    if (current === undefined) throw notPaused();
    return current;
  }
}

async function pick(tasks: readonly Task[]): Promise<Task | undefined> {
  const items = tasks.toReversed().map((task) => ({
    label: shorten(quickText(task.text), 100),
    detail: quickText(task.pausing?.note ?? ''),
    task,
  }));
  const picked = await vscode.window.showQuickPick(items, { title: vscode.l10n.t('Continue Which Task?') });
  return picked?.task;
}

function notPaused(): UserError {
  return new UserError(vscode.l10n.t('The task is not paused.'));
}
