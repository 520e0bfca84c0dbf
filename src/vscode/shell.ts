import * as vscode from 'vscode';
import type { Mode } from '../action/situation';
import type { Holds } from '../hold/holds';
import type { ActionRow } from '../ledger/actionLog';
import type { ActivityView } from './activityView';
import type { ApiKey } from './apiKey';
import { Coalesced } from './coalesce';
import { ContextKeys } from './contextKeys';
import { SETTINGS } from './contributions';
import type { Documents } from './documents';
import type { Engine } from './engineFace';
import type { EngineLoader } from './engineLoader';
import type { HeldView } from './heldView';
import type { ModeState } from './modeState';
import { PauseNews } from './pauseNews';
import { RowsByTask } from './rowsByTask';
import { activityTasks, contextKeys, latestSpend, type ShellState, statusBarState } from './shellState';
import type { StatusBar } from './statusBar';
import { TaskNews } from './taskNews';

export interface ShellParts {
  readonly mode: ModeState;
  readonly holds: Holds;
  readonly engine: EngineLoader;
  readonly apiKey: ApiKey;
  readonly statusBar: StatusBar;
  readonly held: HeldView;
  readonly activity: ActivityView;
  readonly documents: Documents;
  readonly memory: vscode.Memento;
  readonly onBug: (error: unknown) => void;
}

const DISMISSED = 'dismissed';
const MOST_DISMISSED = 500;
const DRAW_MS = 50;

/** Draws everything from the state, whenever any of it changes. */
export class Shell implements vscode.Disposable {
  readonly #contextKeys = new ContextKeys();
  readonly #drawing = new Coalesced(() => this.#draw(), DRAW_MS);
  readonly #subscriptions: { dispose(): unknown }[];
  readonly #changedTasks = new Set<string>();
  #isReady = false;
  #rows: RowsByTask | undefined;
  /** A mode chosen before there was a ledger to write it to. */
  #unrecorded: Mode | undefined;

  constructor(private readonly parts: ShellParts) {
    const { mode, holds, engine, apiKey } = parts;
    const schedule = this.#drawing.schedule;
    this.#subscriptions = [
      mode.onDidChange((changed) => {
        this.#unrecorded = changed;
        this.#recordMode();
        schedule();
      }),
      holds.onDidChange(schedule),
      apiKey.onDidChange(schedule),
      engine.onDidChange(() => this.#didLoad()),
      vscode.workspace.onDidChangeConfiguration((change) => {
        if (change.affectsConfiguration('chaperone')) schedule();
      }),
      vscode.workspace.onDidChangeWorkspaceFolders(schedule),
    ];
    this.#draw();
  }

  /** What was done before is known, and whether there is a key: welcome texts may tell. */
  setReady(): void {
    this.#isReady = true;
    this.#drawing.schedule();
  }

  /** Draws now what is due. */
  flush(): void {
    this.#drawing.flush();
  }

  /** Takes a row that is over off the list, for good. */
  dismiss(actionId: string): void {
    const dismissed = [...this.#dismissed(), actionId].slice(-MOST_DISMISSED);
    void this.parts.memory.update(DISMISSED, dismissed).then(this.#drawing.schedule);
  }

  taskText(taskId: string): string | undefined {
    const engine = this.parts.engine.current;
    return engine?.tasks.get(taskId)?.text ?? engine?.actionLog.task(taskId)?.text;
  }

  roots(): readonly string[] {
    return (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri.fsPath);
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
    this.#drawing.dispose();
  }

  #didLoad(): void {
    const engine = this.parts.engine.current;
    if (engine !== undefined && this.#rows === undefined) this.#connect(engine);
    this.#drawing.schedule();
  }

  #connect(engine: Engine): void {
    this.#rows = new RowsByTask(engine.actionLog);
    this.#recordMode();
    this.#subscriptions.push(
      new TaskNews(engine),
      new PauseNews(engine.tasks, this.parts.onBug),
      engine.onDidChangeJudgeHealth(this.#drawing.schedule),
      engine.onDidRecord((taskId) => this.#didChangeTask(taskId)),
      engine.tasks.onDidChange(({ task, what }) => {
        this.parts.documents.refreshTranscripts();
        if (what !== 'text') this.#didChangeTask(task.id);
      }),
    );
  }

  #didChangeTask(taskId: string | undefined): void {
    if (taskId !== undefined) this.#changedTasks.add(taskId);
    this.#drawing.schedule();
  }

  #recordMode(): void {
    const engine = this.parts.engine.current;
    if (engine === undefined || this.#unrecorded === undefined) return;
    engine.recordMode(this.#unrecorded);
    this.#unrecorded = undefined;
  }

  #draw(): void {
    const { statusBar, held, activity, documents, engine } = this.parts;
    const state = this.#state();
    const { holds } = state;
    const taskText = (taskId: string) => this.taskText(taskId);
    statusBar.render(statusBarState(state));
    const log = engine.current?.actionLog;
    const rowOf = (actionId: string) => log?.row(actionId);
    held.render({ roots: this.roots(), holds, expired: this.#expired(), taskText, rowOf }, state.problems);
    const tasks = log === undefined ? [] : activityTasks(log, state.tasks);
    const rowsOf = (taskId: string) => this.#rows?.rowsOf(taskId) ?? [];
    activity.render({ tasks, rowsOf }, new Set(this.#changedTasks));
    this.#changedTasks.clear();
    this.#contextKeys.set(contextKeys(state));
    documents.refreshActions();
  }

  #state(): ShellState {
    const { mode, holds, engine, apiKey } = this.parts;
    const hasOwnEndpoint = (vscode.workspace.getConfiguration().get(SETTINGS.baseUrl) ?? '') !== '';
    const tasks = engine.current?.tasks.all() ?? [];
    return {
      mode: mode.mode,
      holds: holds.all(),
      tasks,
      judge: engine.current?.judgeHealth(),
      spent: engine.current === undefined ? undefined : latestSpend(engine.current.actionLog, tasks),
      hasKey: apiKey.isKnown || hasOwnEndpoint,
      isReady: this.#isReady,
      problems: this.#problems(),
    };
  }

  #problems(): readonly string[] {
    const { engine } = this.parts;
    const { failure } = engine;
    const broken = failure instanceof Error ? [vscode.l10n.t('Chaperone could not start: {0}', failure.message)] : [];
    return [...broken, ...(engine.current?.problems() ?? [])];
  }

  /** Open holds of an earlier run that nobody has taken off the list. */
  #expired(): readonly ActionRow[] {
    const dismissed = new Set(this.#dismissed());
    return (this.parts.engine.current?.leftOver() ?? []).filter(({ id }) => !dismissed.has(id));
  }

  #dismissed(): readonly string[] {
    const stored: unknown = this.parts.memory.get(DISMISSED);
    return Array.isArray(stored) ? stored.filter((id) => typeof id === 'string') : [];
  }
}
