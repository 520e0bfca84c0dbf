import * as vscode from 'vscode';
import type { Disposable } from '../action/emitter';
import type { Task } from '../agent/task';
import { taskSummary } from './activityModel';
import { runAction, withoutLinks } from './commandBoundary';
import { COMMANDS, VIEWS } from './contributions';
import type { Engine } from './engineFace';
import type { ErrorAction } from './userError';

/** Tells that a task works, on the view, and how it ended, where the person wouldn't see it otherwise. */
export class TaskNews implements Disposable {
  readonly #subscription: Disposable;
  #finishProgress: (() => void) | undefined;
  #isTelling = false;

  constructor(private readonly engine: Engine) {
    this.#subscription = engine.tasks.onDidChange(({ task, what }) => {
      if (what !== 'status') return;
      this.#showProgress();
      if (task.status === 'failed') this.#tellFailure(task);
      else if (task.status === 'done') this.#tellEnd(task);
    });
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#finishProgress?.();
  }

  #showProgress(): void {
    const isWorking = this.engine.tasks.all().some(({ status }) => status === 'working');
    if (!isWorking) {
      this.#finishProgress?.();
      this.#finishProgress = undefined;
    } else if (this.#finishProgress === undefined) {
      const whole = new Promise<void>((resolve) => {
        this.#finishProgress = resolve;
      });
      void vscode.window.withProgress({ location: { viewId: VIEWS.held } }, () => whole);
    }
  }

  /** Where the window has the focus the status bar and the views have told already. One message at a time. */
  #tellEnd(task: Task): void {
    if (vscode.window.state.focused || this.#isTelling) return;
    const t = vscode.l10n.t;
    const row = this.engine.actionLog.task(task.id);
    const summary = row === undefined ? t('finished') : taskSummary(row, t);
    const show = (row?.counts.waiting ?? 0) > 0 ? t('Show Held Actions') : t('Show Transcript');
    const command = (row?.counts.waiting ?? 0) > 0 ? COMMANDS.showHeld : COMMANDS.showTranscript;
    this.#isTelling = true;
    void vscode.window.showInformationMessage(t('A task has ended: {0}.', summary), show).then((chosen) => {
      this.#isTelling = false;
      if (chosen === show) void vscode.commands.executeCommand(command);
    });
  }

  #tellFailure(task: Task): void {
    const t = vscode.l10n.t;
    const ended = task.events.findLast((event) => event.kind === 'ended');
    const note = ended?.note ?? t('It went wrong.');
    const action = this.#remedy();
    const show = t('Show Transcript');
    const items = action === undefined ? [show] : [action.title, show];
    void vscode.window.showErrorMessage(withoutLinks(t('The task has failed: {0}', note)), ...items).then((chosen) => {
      if (chosen === show) void vscode.commands.executeCommand(COMMANDS.showTranscript);
      else if (chosen !== undefined && action !== undefined) void runAction(action);
    });
  }

  /** What would mend the last failure of the model. */
  #remedy(): ErrorAction | undefined {
    const t = vscode.l10n.t;
    switch (this.engine.lastModelFailure()) {
      case 'noKey':
      case 'badKey':
        return { title: t('Set API Key'), command: 'setApiKey' };
      case 'unknownModel':
        return { title: t('Choose Model'), editorCommand: 'workbench.action.openSettings', args: ['chaperone.model'] };
      case 'unreachable':
        return {
          title: t('Show Address'),
          editorCommand: 'workbench.action.openSettings',
          args: ['chaperone.baseUrl'],
        };
      default:
        return undefined;
    }
  }
}
