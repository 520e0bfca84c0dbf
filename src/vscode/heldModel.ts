import { type Action, assertNever } from '../action/action';
import { labelOf } from '../action/label';
import { oneLine, shorten } from '../action/visibleText';
import { sentence } from '../agent/lines';
import type { Hold } from '../hold/hold';
import type { ActionRow } from '../ledger/actionLog';
import type { RowTag } from './contributions';
import { explainHold, shortReason } from './explanation';
import { explainJudgement } from './judgement';
import { codeBlock, plainProse } from './markdown';
import { quickText } from './quickText';
import type { Translate } from './translate';

/** All that the Held view shows depends on. */
export interface HeldState {
  readonly roots: readonly string[];
  /** Open holds, oldest first. */
  readonly holds: readonly Hold[];
  /** Holds of an earlier run of the editor, which can't be approved any more. */
  readonly expired: readonly ActionRow[];
  /** What the person asked, by task. */
  readonly taskText: (taskId: string) => string | undefined;
  /** What the record tells of an action. */
  readonly rowOf?: ((actionId: string) => ActionRow | undefined) | undefined;
}

/** What is shown of a task before what came of it, which must not be pushed out of a narrow side bar. */
export const TASK_LENGTH = 24;

/** What is shown of a row, whatever the row. */
export interface RowView {
  readonly label: string;
  readonly description: string;
  /** Markdown that is never trusted, worked out when somebody looks. */
  readonly tooltip: () => string;
  /** Name of a codicon, and the theme colour it has if it has one. */
  readonly icon: string;
  readonly iconColor?: string | undefined;
  readonly tags: readonly RowTag[];
  /** A whole sentence for those who don't see the row. */
  readonly accessibilityLabel: string;
}

export type HeldNode =
  | { readonly kind: 'group'; readonly taskId: string; readonly view: RowView; readonly children: readonly HeldLeaf[] }
  | HeldLeaf;

export type HeldLeaf =
  | { readonly kind: 'hold'; readonly hold: Hold; readonly view: RowView }
  | { readonly kind: 'expired'; readonly row: ActionRow; readonly view: RowView };

/** What is said of problems at once, so that they leave room for what is held. */
const MOST_PROBLEMS = 2;

/** What is wrong with the settings or the start, above the rows: empty where nothing is. */
export function problemsText(problems: readonly string[], t: Translate): string {
  const left = problems.length - MOST_PROBLEMS;
  const more = left <= 0 ? [] : [left === 1 ? t('1 more is set wrong.') : t('{0} more are set wrong.', left)];
  return [...problems.slice(0, MOST_PROBLEMS), ...more].join('\n').replace(DOT_IN_NAME, '.\u200b');
}

/** A narrow side bar cuts off the end of a setting's name unless the name may be broken. */
const DOT_IN_NAME = /(?<=\w)\.(?=\w)/g;

/** The tree, grouped by task as soon as there is more than one. */
export function heldNodes(state: HeldState, t: Translate): readonly HeldNode[] {
  const leaves = [
    ...state.holds.map((hold) => ({ taskId: hold.taskId, leaf: holdLeaf(hold, state, t) })),
    ...state.expired.map((row) => ({ taskId: row.task, leaf: expiredLeaf(row, state, t) })),
  ];
  const groups = new Map<string, HeldLeaf[]>();
  for (const { taskId, leaf } of leaves) {
    const group = groups.get(taskId);
    if (group === undefined) groups.set(taskId, [leaf]);
    else group.push(leaf);
  }
  if (groups.size < 2) return leaves.map(({ leaf }) => leaf);
  return [...groups].map(([taskId, children]) => groupNode(taskId, children, state, t));
}

/** What is done to what, verbatim and on one line. */
export function holdLabel(action: Action, roots: readonly string[]): string {
  return oneLine(labelOf(action, roots));
}

/** A hold as a prompt lists it: its one line for why must not be spent on what the line above it says. */
export interface HeldItem {
  readonly label: string;
  readonly description: string;
  readonly detail: string;
}

export function heldItem(hold: Hold, roots: readonly string[], t: Translate): HeldItem {
  return {
    label: quickText(holdLabel(hold.action, roots)),
    description: `#${hold.number}`,
    detail: quickText(shortReason(hold, t)),
  };
}

function holdLeaf(hold: Hold, { roots, taskText, rowOf }: HeldState, t: Translate): HeldLeaf {
  const label = holdLabel(hold.action, roots);
  const isRunning = hold.status === 'running';
  const why = shortReason(hold, t);
  return {
    kind: 'hold',
    hold,
    view: {
      label,
      description: `#${hold.number} · ${isRunning ? t('approved, running') : why}`,
      tooltip: () => explainHold(hold, { taskText: taskText(hold.taskId), row: rowOf?.(hold.actionId) }, t),
      icon: isRunning ? 'loading~spin' : actionIcon(hold.action.kind),
      iconColor: isRunning ? undefined : severityColor(hold.verdict.severity),
      tags: [
        'hold',
        isRunning ? 'running' : 'waiting',
        ...(hold.action.kind === 'edit' ? (['diff'] as const) : []),
        ...(hold.action.kind === 'question' ? (['question'] as const) : []),
      ],
      accessibilityLabel: isRunning
        ? t('Approved and running: {0}.', label)
        : hold.action.kind === 'question'
          ? t('The agent asks: {0}', label)
          : t('Waiting for your decision: {0}: {1}', label, sentence(why)),
    },
  };
}

/** `row` stands as it stood when the editor closed. */
function expiredLeaf(row: ActionRow, { taskText }: HeldState, t: Translate): HeldLeaf {
  const label = oneLine(row.label);
  const wasApproved = row.state !== 'waiting';
  const short = wasApproved ? t('approved, but the editor closed meanwhile') : t('expired when the editor closed');
  const long = wasApproved
    ? t('You approved it, and the editor closed before its end was known. Look whether it was done.')
    : t('It was waiting when the editor closed, so it can no longer be approved. It did not run.');
  const text = taskText(row.task);
  return {
    kind: 'expired',
    row,
    view: {
      label,
      description: row.number === undefined ? short : `#${row.number} · ${short}`,
      tooltip: () =>
        [
          codeBlock(row.label),
          long,
          `**${t('Why it waited')}:** ${plainProse(row.verdict.reason)}`,
          ...explainJudgement({ ...row, state: 'expired' }, t),
          ...(text === undefined ? [] : [`**${t('For the task')}**\n\n${codeBlock(text, 'text')}`]),
        ].join('\n\n'),
      icon: 'history',
      tags: ['hold', 'over'],
      accessibilityLabel: `${label}. ${long}`,
    },
  };
}

function groupNode(taskId: string, children: readonly HeldLeaf[], { taskText }: HeldState, t: Translate): HeldNode {
  const text = taskText(taskId) ?? t('An earlier task');
  const waiting = children.filter(isWaiting).length;
  const label = shorten(oneLine(text), TASK_LENGTH);
  const description =
    waiting === children.length ? t('{0} held', waiting) : t('{0} held of {1}', waiting, children.length);
  return {
    kind: 'group',
    taskId,
    children,
    view: {
      label,
      description,
      tooltip: () => codeBlock(text, 'text'),
      icon: 'list-tree',
      tags: waiting > 0 ? ['task', 'group'] : ['task'],
      accessibilityLabel: t('Task {0}: {1}.', label, description),
    },
  };
}

function isWaiting(leaf: HeldLeaf): boolean {
  return leaf.kind === 'hold' && leaf.hold.status === 'waiting';
}

/** Name of the codicon of a kind of action. */
function actionIcon(kind: Action['kind']): string {
  switch (kind) {
    case 'command':
    case 'readOutput':
      return 'terminal';
    case 'stopCommand':
      return 'debug-stop';
    case 'edit':
      return 'edit';
    case 'delete':
      return 'trash';
    case 'rename':
      return 'arrow-right';
    case 'fetch':
      return 'globe';
    case 'question':
      return 'question';
    case 'readFile':
      return 'file';
    case 'listFiles':
      return 'folder';
    case 'searchText':
      return 'search';
    case 'diagnostics':
      return 'warning';
    case 'plan':
      return 'checklist';
    default:
      return assertNever(kind);
  }
}

function severityColor(severity: number): string | undefined {
  if (severity >= 80) return 'problemsErrorIcon.foreground';
  return severity >= 50 ? 'problemsWarningIcon.foreground' : undefined;
}
