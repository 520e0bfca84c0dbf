import * as vscode from 'vscode';
import type { ActionRow } from '../ledger/actionLog';
import { type ActivityNode, type ActivityTask, actionNode, actionNodes, taskNode } from './activityModel';
import { COMMANDS, VIEWS } from './contributions';
import { treeItemOf, withTooltip } from './treeItem';

/** All that the Activity view shows depends on. */
export interface ActivityState {
  /** Newest first. */
  readonly tasks: readonly ActivityTask[];
  /** The actions of a task, oldest first. */
  readonly rowsOf: (taskId: string) => readonly ActionRow[];
}

export interface ActivityRow {
  node: ActivityNode;
  readonly parent: ActivityRow | undefined;
}

const TASKS = 50;
const PAGE = 200;
/** While it reads the whole tree anew, the editor passes over what is told of single rows. */
const SETTLE_MS = 1000;

/** The tree of what was done: works out only what is open and in sight. */
export class ActivityView implements vscode.TreeDataProvider<ActivityRow>, vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<ActivityRow | undefined>();
  readonly onDidChangeTreeData = this.#changed.event;
  readonly #tree: vscode.TreeView<ActivityRow>;
  /** How many rows of a task a person asked to see. */
  readonly #limits = new Map<string, number>();
  #state: ActivityState = { tasks: [], rowsOf: () => [] };
  #wholeAt = 0;
  /** The rows of the tasks, the same objects for as long as the list of them is the same. */
  #tasks: ActivityRow[] = [];

  constructor() {
    this.#tree = vscode.window.createTreeView(VIEWS.activity, { treeDataProvider: this, showCollapseAll: true });
  }

  /** Draws the state anew, as far as these tasks are concerned or the list of tasks has changed. */
  render(state: ActivityState, changed: ReadonlySet<string>): void {
    this.#state = state;
    const before = this.#tasks.map(taskIdOf).join();
    const nodes = state.tasks.slice(0, TASKS).map((task) => taskNode(task, vscode.l10n.t));
    const known = new Map(this.#tasks.map((row) => [taskIdOf(row), row]));
    this.#tasks = nodes.map((node): ActivityRow => {
      const row = known.get(node.key) ?? { node, parent: undefined };
      row.node = node;
      return row;
    });
    if (this.#tasks.map(taskIdOf).join() !== before) {
      this.#wholeAt = Date.now();
      this.#changed.fire(undefined);
    } else if (Date.now() - this.#wholeAt < SETTLE_MS) {
      if (changed.size > 0) this.#changed.fire(undefined);
    } else {
      for (const row of this.#tasks) if (changed.has(taskIdOf(row))) this.#changed.fire(row);
    }
  }

  showMore(taskId: string): void {
    this.#limits.set(taskId, this.#limitOf(taskId) + 5 * PAGE);
    this.#changed.fire(this.#tasks.find((row) => taskIdOf(row) === taskId));
  }

  getChildren(parent?: ActivityRow): ActivityRow[] {
    return parent === undefined ? this.#tasks : this.#nodesIn(parent).map((node) => ({ node, parent }));
  }

  getParent(row: ActivityRow): ActivityRow | undefined {
    return row.parent;
  }

  getTreeItem({ node, parent }: ActivityRow): vscode.TreeItem {
    const { Collapsed, Expanded, None } = vscode.TreeItemCollapsibleState;
    switch (node.kind) {
      case 'task': {
        const isNewest = this.#state.tasks[0]?.taskId === node.task.taskId;
        return treeItemOf(node.view, node.key, isNewest ? Expanded : Collapsed);
      }
      case 'reads':
        return treeItemOf(node.view, node.key, Collapsed);
      case 'action': {
        // A read is listed in its group only, but the group's own id is made of one of them.
        const id = parent?.node.kind === 'reads' ? `${parent.node.key}/${node.key}` : node.key;
        return this.#withCommand(treeItemOf(node.view, id, None), COMMANDS.openAction, { node, parent });
      }
      case 'more':
        return this.#withCommand(treeItemOf(node.view, node.key, None), COMMANDS.showMore, { node, parent });
    }
  }

  resolveTreeItem(item: vscode.TreeItem, { node }: ActivityRow): vscode.TreeItem {
    return withTooltip(item, node.view);
  }

  /** The row that has the focus. */
  selected(): ActivityRow | undefined {
    return this.#tree.selection[0];
  }

  /**
   * The task on whose row a person clicked: one of our rows, and called as the menus of a tree call. An id, a copy of a
   * row or one from a workspace task are none (see `LiveRows`).
   */
  clickedTask(args: readonly unknown[]): string | undefined {
    if (args.length !== 2) return undefined;
    const row = this.#tasks.find((one) => one === args[0]);
    return row?.node.kind === 'task' ? row.node.task.taskId : undefined;
  }

  dispose(): void {
    this.#tree.dispose();
    this.#changed.dispose();
  }

  #nodesIn({ node }: ActivityRow): readonly ActivityNode[] {
    const t = vscode.l10n.t;
    switch (node.kind) {
      case 'task': {
        const { taskId } = node.task;
        return actionNodes(this.#state.rowsOf(taskId), taskId, this.#limitOf(taskId), t);
      }
      case 'reads':
        return node.rows.slice(0, PAGE).map((row) => actionNode(row, t));
      case 'action':
      case 'more':
        return [];
    }
  }

  #limitOf(taskId: string): number {
    return this.#limits.get(taskId) ?? PAGE;
  }

  #withCommand(item: vscode.TreeItem, command: string, row: ActivityRow): vscode.TreeItem {
    item.command = { command, title: vscode.l10n.t('Open'), arguments: [row] };
    return item;
  }
}

function taskIdOf({ node }: ActivityRow): string {
  return node.key;
}

export function activityNodeIn(row: unknown): ActivityNode | undefined {
  return typeof row === 'object' && row !== null && 'node' in row && 'parent' in row
    ? (row as ActivityRow).node
    : undefined;
}
