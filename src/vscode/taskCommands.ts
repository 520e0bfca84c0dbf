import * as vscode from 'vscode';
import { shorten } from '../action/visibleText';
import type { Task } from '../agent/task';
import { type ActivityView, activityNodeIn } from './activityView';
import type { CommandBoundary } from './commandBoundary';
import { VIEWS } from './contributions';
import type { Documents } from './documents';
import type { Engine } from './engineFace';
import type { EngineLoader } from './engineLoader';
import type { ModeState } from './modeState';
import { quickText } from './quickText';
import { askForTask } from './taskPrompt';
import { UserError } from './userError';
import { requireWorkspace } from './workspaceCheck';

export interface TaskCommandParts {
  readonly boundary: CommandBoundary;
  readonly engine: EngineLoader;
  readonly documents: Documents;
  readonly activity: ActivityView;
  readonly mode: ModeState;
}

/** Starting, telling, stopping and following tasks. */
export class TaskCommands {
  constructor(private readonly parts: TaskCommandParts) {}

  register(): readonly vscode.Disposable[] {
    const { boundary, activity, documents } = this.parts;
    return [
      boundary.register('startTask', () => this.#start()),
      boundary.register('sendMessage', () => this.#send()),
      boundary.register('stopTask', () => this.#stop()),
      boundary.register('showTranscript', () => this.#showTranscript()),
      boundary.register('openTask', (row) => this.#openTask(row)),
      boundary.register('openAction', async (row) => {
        const node = activityNodeIn(row);
        if (node?.kind === 'action') await documents.openRow(node.row);
      }),
      boundary.register('showMore', (row) => {
        const node = activityNodeIn(row);
        if (node?.kind === 'more') activity.showMore(node.taskId);
      }),
    ];
  }

  /** Shows a task that has just been started, without taking the keyboard from the editor. */
  async follow(task: Task): Promise<void> {
    await this.parts.documents.openTranscript(task);
    await vscode.commands.executeCommand(`${VIEWS.activity}.focus`, { preserveFocus: true });
  }

  async #start(): Promise<void> {
    requireWorkspace();
    const engine = await this.parts.engine.get();
    // Before the person types, so that nothing they wrote is lost.
    await engine.checkReady();
    const asked = await askForTask(this.parts.mode.mode);
    if (asked === undefined) return;
    const how = await askWhen(engine.tasks.current());
    if (how === undefined) return;
    const task = engine.tasks.start(asked.text, { context: asked.context, replace: how === 'replace' });
    if (how !== 'queue') await this.follow(task);
  }

  async #send(): Promise<void> {
    requireWorkspace();
    const engine = await this.parts.engine.get();
    const task = engine.tasks.current() ?? engine.tasks.all().at(-1);
    if (task === undefined) throw noTask();
    const text = await vscode.window.showInputBox({
      title: vscode.l10n.t('Send Message to Task'),
      prompt: vscode.l10n.t('The agent reads it at its next step'),
      placeHolder: shorten(quickText(task.text), 80),
      ignoreFocusOut: true,
    });
    if (text === undefined || text.trim() === '') return;
    engine.tasks.send(text.trim(), task.id);
  }

  async #stop(): Promise<void> {
    const engine = this.parts.engine.current;
    const paused = engine?.tasks.all().filter(({ status }) => status === 'paused') ?? [];
    // One that works is meant before one that is paused.
    if (engine?.tasks.current() === undefined && paused.length > 0) {
      const task = paused.length === 1 ? paused[0] : await pickTask(paused, vscode.l10n.t('Stop Which Task?'));
      if (task !== undefined) engine?.tasks.stop(task.id);
      return;
    }
    if (engine?.tasks.stop() !== true) throw new UserError(vscode.l10n.t('No task is working.'));
  }

  async #showTranscript(): Promise<void> {
    const engine = await this.#engineWithTasks();
    const tasks = engine.tasks.all();
    const task =
      engine.tasks.current() ??
      (tasks.length === 1 ? tasks[0] : await pickTask(tasks, vscode.l10n.t('Show Transcript')));
    if (task !== undefined) await this.parts.documents.openTranscript(task);
  }

  async #openTask(row: unknown): Promise<void> {
    const node = activityNodeIn(row);
    const task = node?.kind === 'task' ? this.parts.engine.current?.tasks.get(node.task.taskId) : undefined;
    if (task === undefined) {
      throw new UserError(
        vscode.l10n.t('The transcript of a task is kept until the editor closes; its actions stay here.'),
      );
    }
    await this.parts.documents.openTranscript(task);
  }

  async #engineWithTasks(): Promise<Engine> {
    requireWorkspace();
    const engine = await this.parts.engine.get();
    if (engine.tasks.all().length === 0) throw noTask();
    return engine;
  }
}

/** What becomes of the task that works now. */
async function askWhen(current: Task | undefined): Promise<'start' | 'queue' | 'replace' | undefined> {
  if (current === undefined) return 'start';
  const t = vscode.l10n.t;
  const items = [
    {
      label: `$(clock) ${t('Queue It')}`,
      detail: t('Starts when the tasks before it have ended.'),
      how: 'queue' as const,
    },
    {
      label: `$(debug-stop) ${t('Replace the Running Task')}`,
      detail: t('Stops what runs now and starts at once.'),
      how: 'replace' as const,
    },
  ];
  const placeHolder = t('Working: {0}', shorten(quickText(current.text), 100));
  const picked = await vscode.window.showQuickPick(items, {
    title: t('A Task Is Working'),
    placeHolder,
    ignoreFocusOut: true,
  });
  return picked?.how;
}

async function pickTask(tasks: readonly Task[], title: string): Promise<Task | undefined> {
  const items = tasks.toReversed().map((task) => ({
    label: shorten(quickText(task.text), 100),
    task,
  }));
  const picked = await vscode.window.showQuickPick(items, { title });
  return picked?.task;
}

function noTask(): UserError {
  return new UserError(vscode.l10n.t('There is no task yet.'), {
    title: vscode.l10n.t('Start Task'),
    command: 'startTask',
  });
}
