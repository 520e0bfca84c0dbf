import * as vscode from 'vscode';
import { MODES, type Mode } from '../action/situation';
import type { CommandBoundary } from './commandBoundary';
import type { ModeState } from './modeState';
import { modeIcon, modeMeaning, modeName } from './statusBarModel';

/** Turning auto mode on loosens: only a click on the status bar does it at once, which alone has the token. */
export function registerModeCommands(
  boundary: CommandBoundary,
  mode: ModeState,
  clickToken: object,
): readonly vscode.Disposable[] {
  return [
    boundary.register('toggleAuto', async (token) => {
      if (mode.mode === 'auto') return mode.set('manual');
      if (token === clickToken || (await confirmAuto(mode.mode))) await mode.set('auto');
    }),
    boundary.register('chooseMode', async () => {
      const chosen = await pickMode(mode.mode);
      if (chosen !== undefined) await mode.set(chosen);
    }),
  ];
}

async function confirmAuto(now: Mode): Promise<boolean> {
  const t = vscode.l10n.t;
  const items = [
    { label: `${modeIcon('auto')} ${t('Turn Auto Mode On')}`, detail: modeMeaning('auto', t), isOn: true },
    { label: `${modeIcon(now)} ${t('Stay in {0}', modeName(now, t))}`, detail: modeMeaning(now, t), isOn: false },
  ];
  const picked = await vscode.window.showQuickPick(items, { title: t('Turn Auto Mode On?'), ignoreFocusOut: true });
  return picked?.isOn ?? false;
}

async function pickMode(now: Mode): Promise<Mode | undefined> {
  const t = vscode.l10n.t;
  const items = MODES.toReversed().map((mode) => ({
    label: `${modeIcon(mode)} ${modeName(mode, t)}`,
    description: mode === now ? t('current') : '',
    detail: modeMeaning(mode, t),
    mode,
  }));
  const picked = await vscode.window.showQuickPick(items, { title: t('Choose Mode') });
  return picked?.mode;
}
