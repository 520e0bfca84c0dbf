import * as vscode from 'vscode';
import { COMMANDS, STATUS_BAR_ID } from './contributions';
import { type StatusBarState, statusBarModel } from './statusBarModel';

/** The item that always shows the mode. Its click carries a token that nothing outside this process has. */
export class StatusBar implements vscode.Disposable {
  readonly #item: vscode.StatusBarItem;

  constructor(clickToken: object) {
    this.#item = vscode.window.createStatusBarItem(STATUS_BAR_ID, vscode.StatusBarAlignment.Left, 50);
    this.#item.name = 'Chaperone';
    this.#item.command = {
      command: COMMANDS.toggleAuto,
      title: vscode.l10n.t('Toggle Auto Mode'),
      arguments: [clickToken],
    };
  }

  render(state: StatusBarState): void {
    const model = statusBarModel(state, vscode.l10n.t);
    const tooltip = new vscode.MarkdownString(model.tooltip, true);
    tooltip.isTrusted = { enabledCommands: model.enabledCommands };
    this.#item.text = model.text;
    this.#item.tooltip = tooltip;
    this.#item.accessibilityInformation = { label: model.accessibilityLabel, role: 'button' };
    this.#item.backgroundColor = model.isWarning ? new vscode.ThemeColor('statusBarItem.warningBackground') : undefined;
    this.#item.show();
  }

  dispose(): void {
    this.#item.dispose();
  }
}
