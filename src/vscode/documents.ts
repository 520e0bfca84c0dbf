import { basename } from 'node:path';
import * as vscode from 'vscode';
import type { EditAction } from '../action/action';
import { oneLine } from '../action/visibleText';
import type { Task } from '../agent/task';
import type { Hold } from '../hold/hold';
import type { ActionRow } from '../ledger/actionLog';
import { markedResultOf, resultOf } from './activityModel';
import { Coalesced } from './coalesce';
import { DOCUMENT_SCHEME } from './contributions';
import { pathOf, type Shown, shownAt } from './documentAddress';
import type { Engine } from './engineFace';
import { explainHold, explainVerdictOf } from './explanation';
import { codeBlock, plainProse } from './markdown';
import { recordedEdit } from './recordedAction';
import { explainSuspicion } from './suspicion';

/** Where documents find what they show. */
export interface DocumentSources {
  readonly engine: () => Engine | undefined;
  readonly holdOf: (actionId: string) => Hold | undefined;
  readonly taskText: (taskId: string) => string | undefined;
}

/** What a document says whose source is gone, or never was. */
const gone = () => `${vscode.l10n.t('This is no longer on record.')}\n`;

const LIVE_MS = 100;

/** Read-only documents of ours: what is held, what was done, both sides of an edit, and the task as it goes. */
export class Documents implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly onDidChange = this.#changed.event;
  readonly #live = new Coalesced(() => this.#refreshTranscripts(), LIVE_MS);
  readonly #subscriptions: vscode.Disposable[] = [];
  /** Editors whose reader went back from the end, and the last line each editor showed. */
  readonly #readers = new WeakSet<vscode.TextEditor>();
  readonly #lastLines = new WeakMap<vscode.TextEditor, number>();

  constructor(private readonly sources: DocumentSources) {
    this.#subscriptions.push(
      vscode.workspace.registerTextDocumentContentProvider(DOCUMENT_SCHEME, this),
      vscode.workspace.onDidChangeTextDocument(({ document }) => this.#follow(document)),
      vscode.window.onDidChangeTextEditorVisibleRanges(({ textEditor }) => this.#noteScroll(textEditor)),
    );
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    const shown = shownAt(uri.path);
    switch (shown?.kind) {
      case undefined:
        return gone();
      case 'action':
        return this.#describeAction(shown.actionId);
      case 'before':
        return this.#editOf(shown.actionId)?.before ?? '';
      case 'after':
        return this.#editOf(shown.actionId)?.after ?? '';
      case 'transcript': {
        const engine = this.sources.engine();
        const task = engine?.tasks.get(shown.taskId);
        return engine === undefined || task === undefined ? gone() : engine.transcript(task);
      }
    }
  }

  /** Shows what is held: an edit as a diff, anything else with its explanation. */
  async openHold(hold: Hold, options: { readonly preserveFocus: boolean }): Promise<void> {
    if (hold.action.kind === 'edit') {
      await this.#openDiff(hold.actionId, hold.action, vscode.l10n.t('held as #{0}', hold.number), options);
    } else await this.openExplanation(hold.actionId, hold.number, options);
  }

  async openExplanation(
    actionId: string,
    number: number | undefined,
    options: { readonly preserveFocus: boolean },
  ): Promise<void> {
    const name = number === undefined ? vscode.l10n.t('Action') : vscode.l10n.t('Held {0}', number);
    await this.#open({ kind: 'action', actionId }, `${name}.md`, options);
  }

  async openRow(row: ActionRow): Promise<void> {
    const edit = this.#editOf(row.id);
    const options = { preserveFocus: true };
    if (edit === undefined) await this.openExplanation(row.id, row.number, options);
    else await this.#openDiff(row.id, edit, resultOf(row, vscode.l10n.t), options);
  }

  /** Shows a task from its first second on, without taking the place of what is being edited. */
  async openTranscript(task: Task): Promise<void> {
    const active = vscode.window.activeTextEditor?.document.uri.scheme;
    const isEditing = active !== undefined && active !== DOCUMENT_SCHEME;
    await this.#open({ kind: 'transcript', taskId: task.id }, this.#transcriptName(task), {
      preserveFocus: isEditing,
      preview: false,
      ...(isEditing ? { viewColumn: vscode.ViewColumn.Beside } : {}),
    });
  }

  /** Something was said or done in a task. */
  readonly refreshTranscripts = (): void => this.#live.schedule();

  /** A hold or an action changed. */
  refreshActions(): void {
    this.#fireFor((shown) => shown.kind === 'action');
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
    this.#live.dispose();
    this.#changed.dispose();
  }

  async #open(shown: Shown, name: string, options: vscode.TextDocumentShowOptions): Promise<void> {
    const uri = uriOf(shown, name);
    const document = await vscode.workspace.openTextDocument(uri);
    // An editor that shows it already is not opened a second time.
    const column = columnOf(uri) ?? options.viewColumn;
    await vscode.window.showTextDocument(document, {
      preview: true,
      ...options,
      ...(column === undefined ? {} : { viewColumn: column }),
    });
    // What changed while it was being opened reached nobody.
    this.#changed.fire(uri);
  }

  async #openDiff(
    actionId: string,
    { path, before }: Pick<EditAction, 'path' | 'before'>,
    how: string,
    options: { readonly preserveFocus: boolean },
  ): Promise<void> {
    const name = basename(path);
    const left = uriOf({ kind: 'before', actionId }, name);
    const right = uriOf({ kind: 'after', actionId }, name);
    const what = before === null ? vscode.l10n.t('{0} (new file, {1})', name, how) : `${name} (${how})`;
    await vscode.commands.executeCommand('vscode.diff', left, right, what, { preview: true, ...options });
  }

  #describeAction(actionId: string): string {
    const t = vscode.l10n.t;
    const hold = this.sources.holdOf(actionId);
    if (hold !== undefined) {
      const status = hold.status === 'running' ? t('approved, running') : t('waiting for your decision');
      const row = this.sources.engine()?.actionLog.row(actionId);
      const explanation = explainHold(hold, { taskText: this.sources.taskText(hold.taskId), row }, t);
      return `# ${t('Held {0}', hold.number)}: ${status}\n\n${explanation}\n`;
    }
    const engine = this.sources.engine();
    const row = engine?.actionLog.row(actionId);
    if (engine === undefined || row === undefined) return gone();
    const output = row.result === undefined ? undefined : engine.content(row.result);
    return `${[
      `# ${plainProse(capital(oneLine(markedResultOf(row, t))))}`,
      codeBlock(row.label, row.kind === 'command' ? 'bash' : ''),
      ...explainSuspicion(row, t),
      ...explainVerdictOf(row, t),
      new Date(row.proposedAt).toLocaleString(),
      ...(output === undefined ? [] : [`**${t('What the agent read')}**`, codeBlock(output)]),
    ].join('\n\n')}\n`;
  }

  #editOf(actionId: string): Pick<EditAction, 'path' | 'before' | 'after'> | undefined {
    const hold = this.sources.holdOf(actionId);
    if (hold?.action.kind === 'edit') return hold.action;
    const engine = this.sources.engine();
    const row = engine?.actionLog.row(actionId);
    return engine === undefined || row === undefined
      ? undefined
      : recordedEdit(row, (sha256) => engine.content(sha256));
  }

  /** Short, since it is the name of a tab; numbered, since each task has one. */
  #transcriptName(task: Task): string {
    const place = this.sources.engine()?.tasks.all().indexOf(task) ?? 0;
    return place < 1 ? 'Transcript.md' : `Transcript ${place + 1}.md`;
  }

  #refreshTranscripts(): void {
    this.#fireFor((shown) => shown.kind === 'transcript');
  }

  #fireFor(matches: (shown: Shown) => boolean): void {
    for (const { uri } of vscode.workspace.textDocuments) {
      if (uri.scheme !== DOCUMENT_SCHEME) continue;
      const shown = shownAt(uri.path);
      if (shown !== undefined && matches(shown)) this.#changed.fire(uri);
    }
  }

  /** Keeps the end of a growing transcript in sight, unless its reader went back. */
  #follow(document: vscode.TextDocument): void {
    if (!isTranscript(document)) return;
    for (const editor of vscode.window.visibleTextEditors) {
      if (editor.document !== document || this.#readers.has(editor)) continue;
      const end = document.lineAt(document.lineCount - 1).range.end;
      editor.revealRange(new vscode.Range(end, end));
    }
  }

  #noteScroll(editor: vscode.TextEditor): void {
    if (!isTranscript(editor.document)) return;
    const last = editor.visibleRanges.at(-1)?.end.line ?? 0;
    // Text that grows leaves the last line in sight where it was; only a person moves it up.
    if (last >= editor.document.lineCount - 3) this.#readers.delete(editor);
    else if (last < (this.#lastLines.get(editor) ?? 0)) this.#readers.add(editor);
    this.#lastLines.set(editor, last);
  }
}

/** As a heading begins. */
function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function uriOf(shown: Shown, name: string): vscode.Uri {
  return vscode.Uri.from({ scheme: DOCUMENT_SCHEME, path: pathOf(shown, name) });
}

function isTranscript({ uri }: vscode.TextDocument): boolean {
  return uri.scheme === DOCUMENT_SCHEME && shownAt(uri.path)?.kind === 'transcript';
}

function columnOf(uri: vscode.Uri): vscode.ViewColumn | undefined {
  for (const group of vscode.window.tabGroups.all) {
    const shows = ({ input }: vscode.Tab) =>
      input instanceof vscode.TabInputText && input.uri.toString() === uri.toString();
    if (group.tabs.some(shows)) return group.viewColumn;
  }
  return undefined;
}
