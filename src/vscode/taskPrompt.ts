import { relative } from 'node:path';
import * as vscode from 'vscode';
import type { Mode } from '../action/situation';
import { modeMeaning, modeName } from './statusBarModel';

/** What the person wants done, with what they chose to give along. */
export interface TaskText {
  readonly text: string;
  readonly context: string | undefined;
}

/** A selection or file that can be given along: off until the person presses its button. */
interface Attachment {
  readonly icon: string;
  readonly add: string;
  readonly added: string;
  readonly context: string;
}

/** Asks for a task in one line. Buttons of the box give the selection or the active file along. */
export function askForTask(mode: Mode): Promise<TaskText | undefined> {
  const t = vscode.l10n.t;
  const box = vscode.window.createInputBox();
  const attachments = attachmentsOf(vscode.window.activeTextEditor);
  const chosen = new Set<Attachment>();
  box.title = t('Start Task');
  box.placeholder = t('What should the agent do?');
  box.ignoreFocusOut = true;
  const draw = () => {
    box.buttons = attachments.map((attachment) => new AttachmentButton(attachment, chosen.has(attachment)));
    const added = attachments.filter((attachment) => chosen.has(attachment)).map((attachment) => attachment.added);
    const attached = added.length === 0 ? '' : ` ${t('With {0}.', added.join(', '))}`;
    box.prompt = t('Mode {0}: {1}', modeName(mode, t), modeMeaning(mode, t)) + attached;
  };
  draw();
  return new Promise((resolve) => {
    box.onDidTriggerButton((button) => {
      if (!(button instanceof AttachmentButton)) return;
      if (!chosen.delete(button.attachment)) chosen.add(button.attachment);
      draw();
    });
    box.onDidAccept(() => {
      const text = box.value.trim();
      if (text === '') {
        box.validationMessage = t('Say what the agent should do.');
        return;
      }
      const context = attachments
        .filter((attachment) => chosen.has(attachment))
        .map((attachment) => attachment.context);
      resolve({ text, context: context.length === 0 ? undefined : context.join('\n\n') });
      box.hide();
    });
    box.onDidChangeValue(() => {
      box.validationMessage = undefined;
    });
    box.onDidHide(() => {
      resolve(undefined);
      box.dispose();
    });
    box.show();
  });
}

class AttachmentButton implements vscode.QuickInputButton {
  readonly iconPath: vscode.ThemeIcon;
  readonly tooltip: string;

  constructor(
    readonly attachment: Attachment,
    isChosen: boolean,
  ) {
    this.iconPath = new vscode.ThemeIcon(isChosen ? 'check' : attachment.icon);
    this.tooltip = isChosen ? vscode.l10n.t('Remove {0}', attachment.added) : attachment.add;
  }
}

function attachmentsOf(editor: vscode.TextEditor | undefined): readonly Attachment[] {
  if (editor === undefined || editor.document.uri.scheme !== 'file') return [];
  const { document, selection } = editor;
  const folder = vscode.workspace.getWorkspaceFolder(document.uri);
  // A file elsewhere is not the project's: the agent would have to ask for it.
  if (folder === undefined) return [];
  const t = vscode.l10n.t;
  const name = relative(folder.uri.fsPath, document.uri.fsPath);
  const file: Attachment = {
    icon: 'file-add',
    add: t('Add the active file'),
    added: name,
    context: `The person means the file ${name}.`,
  };
  if (selection.isEmpty) return [file];
  const lines = `${selection.start.line + 1}-${selection.end.line + 1}`;
  const selected: Attachment = {
    icon: 'list-selection',
    add: t('Add the selection'),
    added: t('lines {0} of {1}', lines, name),
    context: `The person selected this in ${name}, lines ${lines}:\n${document.getText(selection)}`,
  };
  return [selected, file];
}
