import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import type { Hold } from '../hold/hold';
import type { ActionRow } from '../ledger/actionLog';
import { COMMANDS, VIEWS } from './contributions';
import { type HeldNode, type HeldState, heldNodes, problemsText } from './heldModel';
import type { LiveRows } from './liveRows';
import { treeItemOf, withTooltip } from './treeItem';

/** A row as the tree knows it. Its id is random, so that nobody can name a row that they weren't given. */
export interface HeldRow {
  readonly id: string;
  readonly node: HeldNode;
  readonly parent: HeldRow | undefined;
  readonly children: readonly HeldRow[];
}

/** The tree of held actions: draws what `heldNodes` makes of the state, and keeps rows that stay the same. */
export class HeldView implements vscode.TreeDataProvider<HeldRow>, vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<undefined>();
  readonly onDidChangeTreeData = this.#changed.event;
  readonly #tree: vscode.TreeView<HeldRow>;
  #rows: readonly HeldRow[] = [];
  #drawn = '';
  #selected: HeldRow | undefined;
  #ids = new Map<string, string>();

  constructor(private readonly live: LiveRows) {
    this.#tree = vscode.window.createTreeView(VIEWS.held, { treeDataProvider: this });
    // The editor keeps the badge of an extension host that died, and passes on only a change.
    this.#tree.badge = { value: 0, tooltip: '' };
    this.#tree.badge = undefined;
    this.#tree.onDidChangeSelection(({ selection }) => {
      this.#selected = selection[0];
    });
  }

  render(state: HeldState, problems: readonly string[]): void {
    const ids = new Map<string, string>();
    const row = (node: HeldNode, parent: HeldRow | undefined): HeldRow => {
      const key = keyOf(node);
      const id = this.#ids.get(key) ?? randomUUID();
      ids.set(key, id);
      const children: HeldRow[] = [];
      const made: HeldRow = { id, node, parent, children };
      if (node.kind === 'group') children.push(...node.children.map((child) => row(child, made)));
      if (node.kind === 'hold') this.live.handOut(made, node.hold);
      return made;
    };
    const nodes = heldNodes(state, vscode.l10n.t);
    const rows = nodes.map((node) => row(node, undefined));
    const drawn = JSON.stringify([rows.map(signatureOf), problems]);
    // While the tree is read anew it knows neither rows nor selection: only what changed is worth that.
    if (drawn === this.#drawn) return;
    this.#drawn = drawn;
    this.#rows = rows;
    this.#ids = ids;
    const waiting = state.holds.filter(({ status }) => status === 'waiting').length;
    this.#tree.badge = waiting === 0 ? undefined : { value: waiting, tooltip: badgeTooltip(waiting) };
    this.#tree.message = problemsText(problems, vscode.l10n.t);
    this.#changed.fire(undefined);
  }

  getChildren(row?: HeldRow): readonly HeldRow[] & HeldRow[] {
    return [...(row?.children ?? this.#rows)];
  }

  getParent(row: HeldRow): HeldRow | undefined {
    return row.parent;
  }

  getTreeItem(row: HeldRow): vscode.TreeItem {
    const isGroup = row.node.kind === 'group';
    const { Expanded, None } = vscode.TreeItemCollapsibleState;
    const item = treeItemOf(row.node.view, row.id, isGroup ? Expanded : None);
    if (!isGroup) item.command = { command: COMMANDS.openHold, title: vscode.l10n.t('Open'), arguments: [row] };
    return item;
  }

  /** The row that was selected last, also while the tree is read anew. */
  selected(): HeldRow | undefined {
    return this.#tree.selection[0] ?? this.#selected;
  }

  /** Brings the view to the front, with the first row if there is one. */
  async show(): Promise<void> {
    const first = this.#rows[0];
    if (first === undefined) await vscode.commands.executeCommand(`${VIEWS.held}.focus`);
    else await this.#tree.reveal(first, { focus: true, select: true });
  }

  resolveTreeItem(item: vscode.TreeItem, { node }: HeldRow): vscode.TreeItem {
    return withTooltip(item, node.view);
  }

  dispose(): void {
    this.#tree.dispose();
    this.#changed.dispose();
  }
}

/** The open hold a row stands for, as far as it says so itself. */
export function holdIn(row: unknown): Hold | undefined {
  return isRow(row) && row.node.kind === 'hold' ? row.node.hold : undefined;
}

export function expiredIn(row: unknown): ActionRow | undefined {
  return isRow(row) && row.node.kind === 'expired' ? row.node.row : undefined;
}

export function taskIn(row: unknown): string | undefined {
  return isRow(row) && row.node.kind === 'group' ? row.node.taskId : undefined;
}

function isRow(value: unknown): value is HeldRow {
  return typeof value === 'object' && value !== null && 'node' in value && 'children' in value;
}

/** What stays the same row. A hold whose digest or status changed is another one: it says something else. */
function keyOf(node: HeldNode): string {
  switch (node.kind) {
    case 'group':
      return `group/${node.taskId}`;
    case 'hold':
      return `hold/${node.hold.id}/${node.hold.digest}/${node.hold.status}`;
    case 'expired':
      return `expired/${node.row.id}`;
  }
}

/** What has to differ for a row to be drawn anew. */
function signatureOf({ node, children }: HeldRow): unknown {
  return [keyOf(node), node.view.label, node.view.description, children.map(signatureOf)];
}

function badgeTooltip(waiting: number): string {
  return waiting === 1
    ? vscode.l10n.t('1 action waits for your decision')
    : vscode.l10n.t('{0} actions wait for your decision', waiting);
}
