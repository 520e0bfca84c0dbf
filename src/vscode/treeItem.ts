import * as vscode from 'vscode';
import type { RowView } from './heldModel';

/**
 * Draws a row. Its label is shown as it is: trees draw neither icons nor Markdown in labels. Its tooltip is asked for
 * later: see `withTooltip`.
 */
export function treeItemOf(view: RowView, id: string, state: vscode.TreeItemCollapsibleState): vscode.TreeItem {
  const item = new vscode.TreeItem(view.label, state);
  item.id = id;
  item.description = view.description;
  item.iconPath =
    view.iconColor === undefined
      ? new vscode.ThemeIcon(view.icon)
      : new vscode.ThemeIcon(view.icon, new vscode.ThemeColor(view.iconColor));
  item.contextValue = view.tags.join(' ');
  item.accessibilityInformation = { label: view.accessibilityLabel };
  return item;
}

/** Adds the tooltip when the pointer rests on a row. */
export function withTooltip(item: vscode.TreeItem, view: RowView): vscode.TreeItem {
  item.tooltip = untrustedMarkdown(view.tooltip());
  return item;
}

/** Text of the agent, of files and of servers: no commands, no HTML, no icons. */
function untrustedMarkdown(text: string): vscode.MarkdownString {
  const markdown = new vscode.MarkdownString(text, false);
  markdown.isTrusted = false;
  markdown.supportHtml = false;
  return markdown;
}
