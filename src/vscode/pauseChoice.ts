import * as vscode from 'vscode';
import { shorten } from '../action/visibleText';
import type { Pausing, Task } from '../agent/task';
import type { Tasks } from '../agent/tasks';
import { quickText } from './quickText';

/** What a person can say of a paused task. */
export type PauseChoice = 'goOn' | 'steer' | 'stop';

export function pauseTitles(): Readonly<Record<PauseChoice, string>> {
  const t = vscode.l10n.t;
  return { goOn: t('Continue'), steer: t('Steer…'), stop: t('Stop Task') };
}

/**
 * Does what the person chose for the pause they were shown. False when the task isn't paused any more, or is paused
 * anew for something else.
 */
export async function actOnPause(tasks: Tasks, task: Task, pausing: Pausing, choice: PauseChoice): Promise<boolean> {
  const isMeant = () => task.status === 'paused' && task.pausing === pausing;
  if (!isMeant()) return false;
  switch (choice) {
    case 'goOn':
      return tasks.goOn(task.id, pausing);
    case 'stop':
      return tasks.stop(task.id);
    case 'steer': {
      const text = await vscode.window.showInputBox({
        title: vscode.l10n.t('Steer “{0}”', shorten(quickText(task.text), 60)),
        prompt: vscode.l10n.t('It goes on with what you say. What was refused is judged anew.'),
        placeHolder: vscode.l10n.t('For example: do without what was refused'),
        ignoreFocusOut: true,
      });
      if (text === undefined || text.trim() === '') return true;
      return tasks.send(text.trim(), task.id) !== undefined;
    }
  }
}
