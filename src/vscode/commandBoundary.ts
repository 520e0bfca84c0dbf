import * as vscode from 'vscode';
import { COMMANDS, type CommandName } from './contributions';
import { detailsOf } from './errorDetails';
import type { Log } from './log';
import { type ErrorAction, isUserError } from './userError';

/** Arguments come from anywhere: another extension, a key binding, a workspace task. Nothing about them is known. */
export type CommandBody = (...args: readonly unknown[]) => unknown;

/**
 * The one place where what goes wrong in a command ends: a `UserError` is shown as it is, everything else is a bug,
 * logged and told once.
 */
export class CommandBoundary {
  constructor(private readonly log: Log) {}

  register(name: CommandName, body: CommandBody): vscode.Disposable {
    return vscode.commands.registerCommand(COMMANDS[name], (...args: unknown[]) => this.run(name, () => body(...args)));
  }

  /** Resolves once the body is over, whatever came of it. What the body returns stays inside. */
  async run(what: string, body: () => unknown): Promise<void> {
    try {
      await body();
    } catch (error) {
      if (!isCancellation(error)) this.report(error, what);
    }
  }

  /** Shows what went wrong without making anyone wait for the message to be closed. */
  report(error: unknown, what: string): void {
    if (isUserError(error)) {
      this.log.warn(`${what}: ${error.message}`);
      this.#show(vscode.window.showWarningMessage, error.message, error.action);
      return;
    }
    this.log.error(`${what}: ${detailsOf(error)}`);
    this.#show(
      vscode.window.showErrorMessage,
      vscode.l10n.t('Something went wrong in Chaperone. The log tells more.'),
      {
        title: vscode.l10n.t('Show Log'),
        command: 'showLog',
      },
    );
  }

  #show(show: ShowMessage, message: string, action: ErrorAction | undefined): void {
    const items = action === undefined ? [] : [action.title];
    void show(withoutLinks(message), ...items).then((chosen) => {
      if (chosen === undefined || action === undefined) return;
      void runAction(action);
    });
  }
}

type ShowMessage = (message: string, ...items: string[]) => Thenable<string | undefined>;

/** Messages draw links; what a server or a file says must not. */
export function withoutLinks(message: string): string {
  return message.replace(/\]\(/g, ']\u200b(');
}

/** Does what a message offered. */
export function runAction(action: ErrorAction): Thenable<unknown> {
  return 'command' in action
    ? vscode.commands.executeCommand(COMMANDS[action.command])
    : vscode.commands.executeCommand(action.editorCommand, ...(action.args ?? []));
}

function isCancellation(error: unknown): boolean {
  return error instanceof vscode.CancellationError || (error instanceof Error && error.name === 'AbortError');
}
