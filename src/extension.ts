import * as vscode from 'vscode';
import { messageOf } from './action/errorText';
import { Holds } from './hold/holds';
import { ActivityView } from './vscode/activityView';
import { ApiKey } from './vscode/apiKey';
import { CommandBoundary } from './vscode/commandBoundary';
import { SETTINGS } from './vscode/contributions';
import { DemoCommands } from './vscode/demoCommands';
import { Documents } from './vscode/documents';
import type { Engine } from './vscode/engineFace';
import { EngineLoader } from './vscode/engineLoader';
import { HeldView } from './vscode/heldView';
import { HoldCommands } from './vscode/holdCommands';
import { registerKeyCommands } from './vscode/keyCommands';
import { LiveRows } from './vscode/liveRows';
import { createLog } from './vscode/log';
import { registerModeCommands } from './vscode/modeCommands';
import { ModeState } from './vscode/modeState';
import { PauseCommands } from './vscode/pauseCommands';
import { Redactor } from './vscode/redact';
import { Shell } from './vscode/shell';
import { StatusBar } from './vscode/statusBar';
import { TaskCommands } from './vscode/taskCommands';
import { UserError } from './vscode/userError';
import { requireWorkspace, whyNoTask } from './vscode/workspaceCheck';

/** What host tests get to see; nobody else gets anything. */
export interface ForTests {
  readonly engine: () => Promise<Engine>;
  readonly holds: Holds;
  /** What activation took, its file read already. */
  readonly activationMs: number;
  readonly mode: ModeState;
  readonly held: HeldView;
  readonly activity: ActivityView;
  /** Draws at once what is due. */
  readonly draw: () => void;
}

let shutDown: (() => Promise<void>) | undefined;

export function activate(context: vscode.ExtensionContext): ForTests | undefined {
  try {
    return start(context);
  } catch (error) {
    // The editor itself keeps it to a log that nobody reads.
    const why = messageOf(error);
    void vscode.window.showErrorMessage(vscode.l10n.t('Chaperone could not start: {0}', why));
    throw error;
  }
}

export async function deactivate(): Promise<void> {
  await shutDown?.();
}

/** Builds what is needed at once and connects it. Everything heavy waits behind the loader. */
function start(context: vscode.ExtensionContext): ForTests | undefined {
  const began = performance.now();
  const own = <T extends vscode.Disposable>(disposable: T): T => {
    context.subscriptions.push(disposable);
    return disposable;
  };
  const redactor = new Redactor();
  const log = own(createLog(redactor));
  const apiKey = own(new ApiKey(context.secrets, redactor, process.env));
  const setting = (key: string): unknown => vscode.workspace.getConfiguration().get(key);
  const mode = new ModeState(context.workspaceState, () => setting(SETTINGS.defaultMode));
  const holds = new Holds();
  const engine = new EngineLoader(async () => {
    requireWorkspace();
    const { createEngine } = await import('./engine');
    return createEngine({ context, mode, holds, apiKey, log, setting }).catch((error: unknown) => {
      // The record can't be opened, and its error says why in words for the person.
      if (error instanceof Error && error.name === 'LedgerError') {
        throw new UserError(error.message, { title: vscode.l10n.t('Show Log'), command: 'showLog' }, { cause: error });
      }
      throw error;
    });
  });
  shutDown = () => engine.shutDown();

  const live = new LiveRows((id) => holds.get(id));
  const held = own(new HeldView(live));
  const activity = own(new ActivityView());
  const clickToken = {};
  const statusBar = own(new StatusBar(clickToken));
  const documents: Documents = own(
    new Documents({
      engine: () => engine.current,
      holdOf: (actionId) => holds.all().find((hold) => hold.actionId === actionId),
      taskText: (taskId) => shell.taskText(taskId),
    }),
  );
  const memory = context.workspaceState;
  const boundary = new CommandBoundary(log);
  const onBug = (error: unknown) => boundary.report(error, 'a message');
  const shell = own(new Shell({ mode, holds, engine, apiKey, statusBar, held, activity, documents, memory, onBug }));

  const tasks = new TaskCommands({ boundary, engine, documents, activity, mode });
  const pauses = new PauseCommands({ boundary, engine, activity });
  const demo = new DemoCommands({
    boundary,
    engine,
    extensionPath: context.extensionPath,
    follow: (task) => tasks.follow(task),
  });
  const dismiss = (actionId: string) => shell.dismiss(actionId);
  const roots = () => shell.roots();
  const holdCommands = new HoldCommands({ holds, live, view: held, documents, engine, boundary, roots, dismiss });
  for (const command of [
    ...tasks.register(),
    ...pauses.register(),
    ...holdCommands.register(),
    ...demo.register(),
    ...registerModeCommands(boundary, mode, clickToken),
    ...registerKeyCommands(boundary, apiKey),
    boundary.register('showLog', () => log.show()),
  ]) {
    own(command);
  }

  void boundary.run('start-up', async () => {
    await apiKey.refresh();
    shell.setReady();
    if (whyNoTask() === undefined) await engine.get();
    await demo.startAtLaunch(process.env);
  });
  const activationMs = performance.now() - began;
  log.debug(`activated in ${activationMs.toFixed(1)} ms`);
  const isTest = context.extensionMode === vscode.ExtensionMode.Test;
  return isTest
    ? { engine: () => engine.get(), activationMs, holds, mode, held, activity, draw: () => shell.flush() }
    : undefined;
}
