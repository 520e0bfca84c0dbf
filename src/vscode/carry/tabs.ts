import * as vscode from 'vscode';

export function allTabs(): readonly vscode.Tab[] {
  return vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs);
}

/** A tab that shows the document, if there is one: then how it was opened is the person's choice. */
export function tabOf(uri: vscode.Uri): vscode.Tab | undefined {
  return allTabs().find((tab) => urisOf(tab).some((shown) => shown.toString() === uri.toString()));
}

/** What a tab shows. */
export function urisOf({ input }: vscode.Tab): readonly vscode.Uri[] {
  if (input instanceof vscode.TabInputText) return [input.uri];
  if (input instanceof vscode.TabInputTextDiff) return [input.original, input.modified];
  if (input instanceof vscode.TabInputCustom || input instanceof vscode.TabInputNotebook) return [input.uri];
  return [];
}

/** Whether a tab shows this document, and it alone, as text. */
export function shows({ input }: vscode.Tab, uri: vscode.Uri): boolean {
  return input instanceof vscode.TabInputText && input.uri.toString() === uri.toString();
}

/** Closes a tab that was opened without the person, unless they have started to work in it. */
export async function closeUnlessTaken(tab: vscode.Tab): Promise<void> {
  const isTaken = tab.isDirty || (tab.isActive && tab.group.isActive && tab.group.tabs.length > 1);
  if (!isTaken) await vscode.window.tabGroups.close(tab, true);
}
