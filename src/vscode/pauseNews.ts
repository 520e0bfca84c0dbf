import * as vscode from 'vscode';
import type { Disposable } from '../action/emitter';
import { oneLine, shorten } from '../action/visibleText';
import type { Pausing, Task } from '../agent/task';
import type { Tasks } from '../agent/tasks';
import { withoutLinks } from './commandBoundary';
import { actOnPause, type PauseChoice, pauseTitles } from './pauseChoice';

/** Tells that a task is paused and what it tried, and lets the person say at once how it goes on. One message at a time. */
export class PauseNews implements Disposable {
  readonly #subscription: Disposable;
  /** Pauses that have been told. */
  readonly #told = new WeakSet<Pausing>();
  #isTelling = false;

  constructor(
    private readonly tasks: Tasks,
    private readonly onBug: (error: unknown) => void,
  ) {
    this.#subscription = tasks.onDidChange(({ what }) => {
      if (what === 'status') this.#tellNext();
    });
  }

  dispose(): void {
    this.#subscription.dispose();
  }

  #tellNext(): void {
    if (this.#isTelling) return;
    for (const task of this.tasks.all()) {
      const { pausing, status } = task;
      if (status !== 'paused' || pausing === undefined || this.#told.has(pausing)) continue;
      this.#told.add(pausing);
      this.#isTelling = true;
      this.#tell(task, pausing)
        .catch(this.onBug)
        .finally(() => {
          this.#isTelling = false;
          this.#tellNext();
        });
      return;
    }
  }

  async #tell(task: Task, pausing: Pausing): Promise<void> {
    const t = vscode.l10n.t;
    const titles = pauseTitles();
    // What it tried is the agent's text.
    const message = withoutLinks(t('“{0}” is paused. {1}', shorten(oneLine(task.text), 40), pausing.note));
    const { goOn, steer, stop } = titles;
    const chosen = await vscode.window.showWarningMessage(message, goOn, steer, stop);
    const choice = (Object.keys(titles) as PauseChoice[]).find((each) => titles[each] === chosen);
    if (choice === undefined || (await actOnPause(this.tasks, task, pausing, choice))) return;
    void vscode.window.showInformationMessage(t('The task was no longer paused.'));
  }
}
