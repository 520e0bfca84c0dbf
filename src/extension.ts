import * as vscode from 'vscode';

export function activate(context: vscode.ExtensionContext): void {
  const item = vscode.window.createStatusBarItem('chaperone.mode', vscode.StatusBarAlignment.Left);
  item.name = 'Chaperone';
  item.text = 'Auto';
  item.show();
  context.subscriptions.push(item);
}
