import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { messageOf } from '../action/errorText';
import type { Task } from '../agent/task';
import type { CommandBoundary } from './commandBoundary';
import type { EngineLoader } from './engineLoader';
import { UserError } from './userError';
import { requireWorkspace } from './workspaceCheck';

export interface DemoParts {
  readonly boundary: CommandBoundary;
  readonly engine: EngineLoader;
  readonly extensionPath: string;
  readonly follow: (task: Task) => Promise<void>;
}

/** The scripted demo: runs on a copy of the sample project and nowhere else. */
export class DemoCommands {
  constructor(private readonly parts: DemoParts) {}

  register(): readonly vscode.Disposable[] {
    return [this.parts.boundary.register('runDemo', () => this.#run())];
  }

  /** Starts the demo at launch, for whoever set up both the environment and the copy of the sample. */
  async startAtLaunch(environment: NodeJS.ProcessEnv): Promise<void> {
    if (environment.CHAPERONE_DEMO === '1' && (await isSample())) await this.#start();
  }

  async #run(): Promise<void> {
    if (await isSample()) return this.#start();
    const t = vscode.l10n.t;
    const open = {
      label: `$(beaker) ${t('Open the Sample Project')}`,
      detail: t('Makes a copy in the folder for temporary files. Run the demo again in its window.'),
    };
    const picked = await vscode.window.showQuickPick([open], {
      title: t('Run Demo'),
      placeHolder: t('A scripted agent, without a model, works on a small sample project'),
    });
    if (picked !== undefined) await this.#openSample();
  }

  async #start(): Promise<void> {
    requireWorkspace();
    const engine = await this.parts.engine.get();
    if (engine.tasks.current() !== undefined) {
      throw new UserError(vscode.l10n.t('A task is working. Stop it before you run the demo.'), {
        title: vscode.l10n.t('Stop Task'),
        command: 'stopTask',
      });
    }
    await this.parts.follow(engine.startDemo());
  }

  async #openSample(): Promise<void> {
    const { copySample } = await import('../model/demoSample');
    const folder = await mkdtemp(join(tmpdir(), 'chaperone-demo-'));
    try {
      await copySample(join(this.parts.extensionPath, 'samples', 'shop'), folder);
    } catch (error) {
      const why = messageOf(error);
      throw new UserError(vscode.l10n.t('The sample project could not be copied: {0}', why), undefined, {
        cause: error,
      });
    }
    const isEmpty = vscode.workspace.workspaceFolders === undefined;
    const where = isEmpty ? { forceReuseWindow: true } : { forceNewWindow: true };
    await vscode.commands.executeCommand('vscode.openFolder', vscode.Uri.file(folder), where);
  }
}

async function isSample(): Promise<boolean> {
  const [folder, ...others] = vscode.workspace.workspaceFolders ?? [];
  if (folder === undefined || others.length > 0 || folder.uri.scheme !== 'file') return false;
  const { isDemoWorkspace } = await import('../model/demoSample');
  return isDemoWorkspace(folder.uri.fsPath);
}
