import { dirname, isAbsolute, join, relative, sep } from 'node:path';
import * as vscode from 'vscode';
import type { Disk } from '../../action/situation';
import { takeTab } from './strayTab';
import { allTabs, shows, tabOf, urisOf } from './tabs';

/** The editor's document of a file, whichever of the file's paths it was opened under. */
export function documentAt(path: string, disk: Disk): vscode.TextDocument | undefined {
  const open = vscode.workspace.textDocuments.filter(({ uri, isClosed }) => uri.scheme === 'file' && !isClosed);
  const real = disk.realPath(path);
  return (
    open.find(({ uri }) => uri.fsPath === vscode.Uri.file(path).fsPath) ??
    open.find(({ uri }) => disk.realPath(uri.fsPath) === real)
  );
}

/** The address under which the editor knows what a file holds: that of its document, where it is open. */
export function uriOf(path: string, disk: Disk): vscode.Uri {
  return documentAt(path, disk)?.uri ?? uriInFolder(path, disk);
}

/**
 * The address of a path, below the workspace folder as it was opened: where that was through a link, the editor notices
 * changes by others, and finds its tabs, only there.
 */
export function uriInFolder(path: string, disk: Disk): vscode.Uri {
  for (const { uri } of vscode.workspace.workspaceFolders ?? []) {
    const real = disk.realPath(uri.fsPath);
    const steps = relative(real, path);
    const isWithin = steps.split(sep)[0] !== '..' && !isAbsolute(steps);
    if (real !== uri.fsPath && isWithin) return vscode.Uri.file(join(uri.fsPath, steps));
  }
  return vscode.Uri.file(path);
}

/** Whether two paths name the same entry of the same folder. */
export function isSamePlace(one: string, other: string, disk: Disk): boolean {
  return one === other || disk.realPath(dirname(one)) === disk.realPath(dirname(other));
}

/** Whether some editor, of whatever kind, holds changes of the file that aren't on disk yet. */
export function hasUnsavedChanges(path: string, disk: Disk): boolean {
  const real = disk.realPath(path);
  const isIt = (uri: vscode.Uri) => uri.scheme === 'file' && disk.realPath(uri.fsPath) === real;
  return (
    vscode.workspace.textDocuments.some(({ uri, isDirty }) => isDirty && isIt(uri)) ||
    vscode.workspace.notebookDocuments.some(({ uri, isDirty }) => isDirty && isIt(uri)) ||
    allTabs().some((tab) => tab.isDirty && urisOf(tab).some(isIt))
  );
}

/** The document of a file without showing it; undefined when the editor can't open it as text. */
export async function openQuietly(uri: vscode.Uri, encoding?: string): Promise<vscode.TextDocument | undefined> {
  try {
    // How a file that is in a tab is read was settled there.
    const isSettled = encoding === undefined || tabOf(uri) !== undefined;
    return await vscode.workspace.openTextDocument(uri, isSettled ? undefined : { encoding });
  } catch {
    return undefined;
  }
}

/** Whether a document shows this text and nothing unsaved, after making it look at the disk again if need be. */
export async function bringUpToDate(document: vscode.TextDocument, text: string): Promise<boolean> {
  const isShown = () => !document.isDirty && document.getText() === text;
  if (await until(isShown)) return true;
  if (document.isDirty) return false;
  await reloadFromDisk(document);
  return until(isShown);
}

/** Waits until something holds, for as long as the editor may take to notice a change on disk. */
export async function until(holds: () => boolean, milliseconds = 1000): Promise<boolean> {
  const end = Date.now() + milliseconds;
  while (!holds()) {
    if (Date.now() >= end) return false;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  return true;
}

/**
 * Makes the editor read a document anew from disk and forget what it had. The editor does this only to the editor in
 * front, so the document is shown for a moment, without taking the focus, and taken away again unless it was there.
 */
export async function reloadFromDisk(document: vscode.TextDocument): Promise<void> {
  takeTab(document.uri);
  const group = vscode.window.tabGroups.activeTabGroup;
  const before = group.activeTab;
  const own = group.tabs.find((tab) => shows(tab, document.uri));
  const selections = vscode.window.activeTextEditor?.selections;
  await vscode.window.showTextDocument(document, { preserveFocus: true, preview: false });
  // Whatever else has come to the front meanwhile must not lose its changes to us.
  const front = vscode.window.tabGroups.activeTabGroup.activeTab;
  if (front === undefined || !shows(front, document.uri)) return;
  await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  if (own === undefined) return;
  const editor = await vscode.window.showTextDocument(document.uri, { preserveFocus: true, preview: false });
  if (before === own && selections !== undefined) editor.selections = selections;
  if (before !== own && before?.input instanceof vscode.TabInputText) {
    await vscode.window.showTextDocument(before.input.uri, { preserveFocus: true, preview: before.isPreview });
  }
}
