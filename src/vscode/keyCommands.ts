import * as vscode from 'vscode';
import type { ApiKey } from './apiKey';
import type { CommandBoundary } from './commandBoundary';
import { whyNotKey } from './keyShape';

export function registerKeyCommands(boundary: CommandBoundary, apiKey: ApiKey): readonly vscode.Disposable[] {
  return [
    boundary.register('setApiKey', () => setApiKey(apiKey)),
    boundary.register('clearApiKey', async () => {
      const t = vscode.l10n.t;
      await apiKey.read();
      const wasStored = apiKey.isStored;
      await apiKey.clear();
      const rest = apiKey.isKnown ? ` ${t('The one in ANTHROPIC_API_KEY is used from now on.')}` : '';
      const message = wasStored ? t('The API key was removed.') : t('No API key was stored.');
      void vscode.window.showInformationMessage(message + rest);
    }),
  ];
}

/** Asks for a key and stores it. */
async function setApiKey(apiKey: ApiKey): Promise<void> {
  const t = vscode.l10n.t;
  const key = await vscode.window.showInputBox({
    title: t('Set API Key'),
    prompt: t('Kept in the secret storage of the editor. Never logged.'),
    placeHolder: 'sk-…',
    password: true,
    ignoreFocusOut: true,
    validateInput: (text) => {
      switch (whyNotKey(text)) {
        case undefined:
          return undefined;
        case 'empty':
          return t('Paste the key.');
        case 'characters':
          return t('A key has no spaces and only plain characters.');
        case 'short':
          return t('This is too short for a key.');
      }
    },
  });
  if (key === undefined) return;
  await apiKey.store(key.trim());
  void vscode.window.showInformationMessage(t('The API key was stored.'));
}
