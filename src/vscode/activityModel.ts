import type { Action } from '../action/action';
import { oneLine, shorten } from '../action/visibleText';
import { sentence } from '../agent/lines';
import { shortTotal, spendLines, timeText, totalText } from '../agent/spendText';
import type { TaskStatus } from '../agent/task';
import type { ActionRow, TaskRow } from '../ledger/actionLog';
import type { TaskSpend } from '../model/spend';
import { explainVerdictOf, withoutSubject } from './explanation';
import { type RowView, TASK_LENGTH } from './heldModel';
import { codeBlock, codeSpan, plainProse } from './markdown';
import { explainSuspicion, isSuspicious } from './suspicion';
import type { Translate } from './translate';

/** A task as the view lists it: one that waits its turn, or never got a model, has no line in the ledger. */
export type ActivityTask =
  | { readonly status: 'live'; readonly taskId: string; readonly text: string; readonly state: TaskStatus }
  | {
      readonly status: 'recorded';
      readonly taskId: string;
      readonly row: TaskRow;
      /** Paused in this window, where it can go on. */
      readonly isPaused: boolean;
    };

export type ActivityNode =
  | { readonly kind: 'task'; readonly key: string; readonly task: ActivityTask; readonly view: RowView }
  | ActivityLeaf;

export type ActivityLeaf =
  | { readonly kind: 'action'; readonly key: string; readonly row: ActionRow; readonly view: RowView }
  | { readonly kind: 'reads'; readonly key: string; readonly rows: readonly ActionRow[]; readonly view: RowView }
  | { readonly kind: 'more'; readonly key: string; readonly taskId: string; readonly view: RowView };

export function taskNode(task: ActivityTask, t: Translate): ActivityNode {
  const text = task.status === 'live' ? task.text : task.row.text;
  const name = shorten(oneLine(text), TASK_LENGTH);
  const held = task.status === 'live' ? undefined : heldText(task.row, t);
  // What waits for the person comes first: of a narrow side bar the end of a row is out of sight.
  const label = held === undefined ? name : shorten(`${held} · ${oneLine(text)}`, TASK_LENGTH);
  const summary = task.status === 'live' ? liveState(task.state, t) : taskSummary(task.row, t);
  // The icon says that it is finished, to those who see it.
  const isFinished = task.status === 'recorded' && task.row.state === 'finished';
  const spoken = isFinished ? joined([t('finished'), summary].filter((part) => part !== '')) : summary;
  return {
    kind: 'task',
    key: task.taskId,
    task,
    view: {
      label,
      description: task.status === 'live' ? summary : joined([...taskState(task.row, t), ...outcome(task.row, t)]),
      tooltip: () =>
        [codeBlock(text, 'text'), ...(task.status === 'live' ? [] : taskDetails(task.row, t))].join('\n\n'),
      ...taskIcon(task),
      tags: task.status === 'recorded' && task.isPaused ? ['task', 'paused'] : ['task'],
      accessibilityLabel: t('Task {0}: {1}', name, sentence(oneLine(spoken))),
    },
  };
}

/**
 * The rows of a task, newest first: `rows` come oldest first. Reads that follow each other are one row, since nobody
 * looks at them one by one; `limit` bounds what is worked out and drawn at once.
 */
export function actionNodes(
  rows: readonly ActionRow[],
  taskId: string,
  limit: number,
  t: Translate,
): readonly ActivityLeaf[] {
  const nodes: ActivityLeaf[] = [];
  let reads: ActionRow[] = [];
  const flush = () => {
    if (reads.length > 0) nodes.push(readsNode(reads, t));
    reads = [];
  };
  let left = rows.length;
  for (const row of rows.toReversed()) {
    if (nodes.length >= limit) break;
    left -= 1;
    // A plan changes nothing and is read in the transcript.
    if (row.kind === 'plan') continue;
    if (isQuietRead(row)) {
      reads.push(row);
      continue;
    }
    flush();
    nodes.push(actionNode(row, t));
  }
  flush();
  if (left > 0) nodes.push(moreNode(taskId, left, t));
  return nodes;
}

export function actionNode(row: ActionRow, t: Translate): ActivityLeaf {
  const label = oneLine(row.label);
  const result = oneLine(markedResultOf(row, t));
  return {
    kind: 'action',
    key: row.id,
    row,
    view: {
      label,
      description: result,
      tooltip: () => explainRow(row, t),
      ...stateIcon(row),
      tags: ['action'],
      accessibilityLabel: `${label}: ${sentence(result)}`,
    },
  };
}

/** A read that was plainly allowed and needs nobody's eyes. */
function isQuietRead(row: ActionRow): boolean {
  const { kind, state, verdict, number } = row;
  const isOpenOrOver = state === 'allowed' || state === 'running' || state === 'done' || state === 'failed';
  return READS.has(kind) && isOpenOrOver && verdict.decision === 'allow' && number === undefined && !isSuspicious(row);
}

const READS: ReadonlySet<string> = new Set<Action['kind']>([
  'readFile',
  'listFiles',
  'searchText',
  'readOutput',
  'diagnostics',
]);

function readsNode(rows: readonly ActionRow[], t: Translate): ActivityLeaf {
  const [newest] = rows;
  if (rows.length === 1 && newest !== undefined) return actionNode(newest, t);
  const label = t('{0} reads', rows.length);
  return {
    kind: 'reads',
    // The oldest, since a run of reads grows at its newer end.
    key: `reads/${rows.at(-1)?.id ?? ''}`,
    rows,
    view: {
      label,
      description: shorten(
        rows
          .slice(0, 3)
          .map((row) => oneLine(row.label))
          .join(', '),
        120,
      ),
      tooltip: () =>
        codeBlock(
          rows
            .slice(0, 20)
            .map((row) => oneLine(row.label))
            .join('\n'),
        ),
      icon: 'eye',
      tags: ['reads'],
      accessibilityLabel: t('{0}, allowed.', label),
    },
  };
}

function moreNode(taskId: string, left: number, t: Translate): ActivityLeaf {
  return {
    kind: 'more',
    key: `more/${taskId}`,
    taskId,
    view: {
      label: t('Show more'),
      description: t('{0} older', left),
      tooltip: () => t('Show more of the older actions of this task.'),
      icon: 'ellipsis',
      tags: ['more'],
      accessibilityLabel: t('Show more: {0} older actions.', left),
    },
  };
}

/** What came of a task, in a line. */
export function taskSummary(row: TaskRow, t: Translate): string {
  const held = heldText(row, t);
  return joined([...taskState(row, t), ...(held === undefined ? [] : [held]), ...outcome(row, t)]);
}

/** Undefined where nothing waits. */
function heldText({ counts }: TaskRow, t: Translate): string | undefined {
  return counts.waiting > 0 ? t('{0} held', counts.waiting) : undefined;
}

/** All but whether it goes on and what waits. */
function outcome(row: TaskRow, t: Translate): readonly string[] {
  const { counts, activeMs, isDemo, note } = row;
  const money = shortTotal(row.spent);
  return [
    ...(counts.edits > 0 ? [counts.edits === 1 ? t('1 edit') : t('{0} edits', counts.edits)] : []),
    ...(counts.commands > 0 ? [counts.commands === 1 ? t('1 command') : t('{0} commands', counts.commands)] : []),
    ...(counts.blocks > 0 ? [t('{0} blocked', counts.blocks)] : []),
    ...(counts.suspicious > 0
      ? [counts.suspicious === 1 ? t('1 suspicious text') : t('{0} suspicious texts', counts.suspicious)]
      : []),
    ...(activeMs > 0 ? [timeText(activeMs, t)] : []),
    ...(money === undefined ? [] : [money]),
    ...(isDemo ? [t('demo')] : []),
    ...(note === undefined ? [] : [oneLine(note)]),
  ];
}

function joined(parts: readonly string[]): string {
  return parts.join(' · ');
}

/** Nothing of one that is finished. */
function taskState({ state }: TaskRow, t: Translate): readonly string[] {
  switch (state) {
    case 'running':
      return [t('working')];
    case 'finished':
      return [];
    case 'stopped':
      return [t('stopped')];
    case 'failed':
      return [t('failed')];
    case 'paused':
      return [t('paused: it needs you')];
  }
}

function liveState(state: TaskStatus, t: Translate): string {
  switch (state) {
    case 'queued':
      return t('queued');
    case 'working':
      return t('starting');
    case 'done':
      return t('finished');
    case 'stopped':
      return t('stopped');
    case 'failed':
      return t('failed');
    case 'paused':
      return t('paused: it needs you');
  }
}

function taskDetails(row: TaskRow, t: Translate): readonly string[] {
  return [
    `**${t('Model')}:** ${codeSpan(row.model)}`,
    `**${t('Started')}:** ${new Date(row.startedAt).toLocaleString()}`,
    ...spentDetails(row.spent, t),
    ...(row.note === undefined ? [] : [plainProse(row.note)]),
  ];
}

/** Who spent what, a line each, and together. */
function spentDetails(spent: TaskSpend, t: Translate): readonly string[] {
  const total = totalText(spent, t);
  if (total === undefined) return [];
  const lines = spendLines(spent, t).map((line) => `${line.who}: ${line.spent}`);
  return [[`**${t('Cost')}:** ${total}`, ...lines].join('  \n')];
}

function taskIcon(task: ActivityTask): Pick<RowView, 'icon' | 'iconColor'> {
  switch (task.status === 'live' ? task.state : task.row.state) {
    case 'queued':
      return { icon: 'clock' };
    case 'working':
    case 'running':
      return { icon: 'loading~spin' };
    case 'done':
    case 'finished':
      return { icon: 'pass-filled', iconColor: 'testing.iconPassed' };
    case 'stopped':
      return { icon: 'stop-circle' };
    case 'failed':
      return { icon: 'error', iconColor: 'problemsErrorIcon.foreground' };
    case 'paused':
      return { icon: 'debug-pause', iconColor: 'problemsWarningIcon.foreground' };
  }
}

const BLOCKED = { icon: 'shield', iconColor: 'problemsErrorIcon.foreground' } as const;

function stateIcon(row: ActionRow): Pick<RowView, 'icon' | 'iconColor'> {
  const { state, kind } = row;
  if (isSuspicious(row) && (state === 'done' || state === 'failed'))
    return { icon: 'warning', iconColor: 'problemsWarningIcon.foreground' };
  switch (state) {
    case 'done':
      return { icon: 'pass', iconColor: 'testing.iconPassed' };
    case 'failed':
      return { icon: 'error', iconColor: 'problemsErrorIcon.foreground' };
    case 'allowed':
    case 'running':
      return { icon: 'loading~spin' };
    case 'waiting':
      return { icon: kind === 'question' ? 'question' : 'debug-pause', iconColor: 'problemsWarningIcon.foreground' };
    case 'denied':
      return row.settledBy === 'judge' ? BLOCKED : { icon: 'circle-slash' };
    case 'blocked':
      return BLOCKED;
    case 'expired':
      return { icon: 'history' };
  }
}

/** The same, marked where what it returned tried to steer the agent. */
export function markedResultOf(row: ActionRow, t: Translate): string {
  const result = resultOf(row, t);
  return isSuspicious(row) ? `${t('suspicious text found')} · ${result}` : result;
}

/** What came of an action, in a line. */
export function resultOf(row: ActionRow, t: Translate): string {
  const summary = row.summary ?? '';
  const reason = withoutSubject(row.verdict.reason, row.verdict.part, row.kind === 'command' ? row.label : undefined);
  switch (row.state) {
    case 'done':
    case 'failed':
      return [...permitOf(row, t), summary].filter((part) => part !== '').join(' · ');
    case 'allowed':
    case 'running':
      return [...permitOf(row, t), t('running')].join(' · ');
    case 'waiting':
      return row.number === undefined ? t('being judged') : t('held as #{0}', row.number);
    case 'denied':
      return row.settledBy === 'judge'
        ? t('blocked by the judge: {0}', row.review?.reason ?? row.note ?? reason)
        : row.note === undefined || row.note === ''
          ? t('denied')
          : t('denied: {0}', row.note);
    case 'blocked':
      return t('blocked: {0}', reason);
    case 'expired':
      return row.note === undefined ? t('expired') : t('expired: {0}', row.note);
  }
}

/** Who let it run, when it wasn't the policy alone. */
function permitOf({ kind, settledBy, note, verdict }: ActionRow, t: Translate): readonly string[] {
  // With a question the note is the answer, which its summary tells.
  const hasNote = note !== undefined && note !== '' && kind !== 'question';
  if (settledBy === 'person') return [hasNote ? t('approved: {0}', note) : t('approved')];
  return settledBy === 'judge' && verdict.decision === 'ask' ? [t('allowed by the judge')] : [];
}

function explainRow(row: ActionRow, t: Translate): string {
  const took = row.tookMs === undefined ? '' : ` · ${timeText(row.tookMs, t)}`;
  return [
    codeBlock(row.label),
    plainProse(resultOf(row, t)),
    ...explainSuspicion(row, t),
    ...explainVerdictOf(row, t),
    `${new Date(row.proposedAt).toLocaleString()}${took}`,
  ].join('\n\n');
}
