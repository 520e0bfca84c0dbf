import * as vscode from 'vscode';
import { UserError } from './userError';

/** Why no task can run in this window, as a message for the person; undefined when one can. */
export function whyNoTask(): UserError | undefined {
  const t = vscode.l10n.t;
  const folders = vscode.workspace.workspaceFolders ?? [];
  if (folders.length === 0) {
    return new UserError(t('Open a folder first: a task works on the files of a workspace.'), {
      title: t('Open Folder'),
      editorCommand: 'vscode.openFolder',
    });
  }
  const elsewhere = folders.find(({ uri }) => uri.scheme !== 'file');
  if (elsewhere !== undefined) {
    return new UserError(t('A task needs files on a disk, and the folder “{0}” has none.', elsewhere.name));
  }
  // The editor doesn't start us in such a workspace; this holds if it ever did.
  if (!vscode.workspace.isTrusted) {
    return new UserError(t('A task edits files and runs commands, so it needs a workspace you trust.'), {
      title: t('Manage Workspace Trust'),
      editorCommand: 'workbench.trust.manage',
    });
  }
  return undefined;
}

export function requireWorkspace(): void {
  const why = whyNoTask();
  if (why !== undefined) throw why;
}
