import { assertNever } from '../action/action';
import type { Mode } from '../action/situation';
import { addSpend, NO_SPEND, NO_TASK_SPEND, type Spend, spendOf, type TaskSpend } from '../model/spend';
import type { Decision, Layer } from '../policy/verdict';
import { spentByAgent } from './agentTotals';
import type { Entry } from './entry';

/**
 * Where an action stands. `allowed`: may run, nothing heard of it yet; `waiting`: held for a person; the rest says itself.
 */
export type ActionState = 'waiting' | 'allowed' | 'running' | 'done' | 'failed' | 'denied' | 'expired' | 'blocked';

/** One action, folded from its lines. */
export interface ActionRow {
  readonly id: string;
  readonly task: string;
  readonly host: string;
  readonly kind: string;
  readonly label: string;
  /** The whole action, when it is short; else it stands in the content store under `content`. */
  readonly proposed?: Readonly<Record<string, unknown>> | undefined;
  readonly content?: string | undefined;
  readonly verdict: {
    readonly decision: Decision;
    readonly rule: string;
    readonly layer: Layer;
    readonly reason: string;
    readonly part: string;
    readonly severity: number;
  };
  /** Time the static decision took, in microseconds. */
  readonly micros: number;
  readonly state: ActionState;
  /** Set when it was ever held. */
  readonly number?: number | undefined;
  readonly proposedAt: number;
  readonly settledAt?: number | undefined;
  readonly settledBy?: 'person' | 'judge' | 'chaperone' | undefined;
  readonly note?: string | undefined;
  readonly pid?: number | undefined;
  /** Start time of the process `pid`, milliseconds since the epoch. */
  readonly startedAt?: number | undefined;
  readonly endedAt?: number | undefined;
  readonly tookMs?: number | undefined;
  readonly summary?: string | undefined;
  readonly exitCode?: number | undefined;
  /** What the agent read of it, in the content store. */
  readonly result?: string | undefined;
  /** What the judge made of it, the last time it was asked. */
  readonly review?: Reviewed | undefined;
  /** What the probe found in its result. */
  readonly probed?: ProbedResult | undefined;
}

export type Reviewed = Omit<EntryOf<'reviewed'>, 'kind' | 'at' | 'host' | 'id'>;
export type ProbedResult = Omit<EntryOf<'probed'>, 'kind' | 'at' | 'host' | 'id'>;

/** One task, with what its actions add up to. */
export interface TaskRow {
  readonly task: string;
  readonly host: string;
  readonly text: string;
  readonly model: string;
  readonly mode: Mode;
  readonly isDemo: boolean;
  readonly state: 'running' | 'finished' | 'stopped' | 'failed' | 'paused';
  readonly note?: string | undefined;
  readonly startedAt: number;
  readonly endedAt?: number | undefined;
  /** Time it was at work, without the time between its end and its waking by an approval. */
  readonly activeMs: number;
  readonly counts: Counts;
  /** The agent's share as it was told when the task last ended. */
  readonly spent: TaskSpend;
}

export interface Counts {
  /** Files changed, created, deleted or renamed. */
  readonly edits: number;
  /** Commands that ran, whatever their exit code. */
  readonly commands: number;
  readonly reads: number;
  readonly fetches: number;
  /** Ever held, and waiting now. */
  readonly holds: number;
  readonly waiting: number;
  readonly blocks: number;
  /** Actions whose result looked like an attempt to steer the agent. */
  readonly suspicious: number;
}

const NOTHING: Counts = {
  edits: 0,
  commands: 0,
  reads: 0,
  fetches: 0,
  holds: 0,
  waiting: 0,
  blocks: 0,
  suspicious: 0,
};

/** The ledger as the views show it. Each entry costs the same, however many came before. */
export class ActionLog {
  readonly #rows: ActionRow[] = [];
  readonly #places = new Map<string, number>();
  readonly #tasks = new Map<string, TaskRow>();
  /** When each task that is at work last took up its work. */
  readonly #sinces = new Map<string, number>();

  /** In the order in which they were proposed. */
  rows(): readonly ActionRow[] {
    return this.#rows;
  }

  row(id: string): ActionRow | undefined {
    const place = this.#places.get(id);
    return place === undefined ? undefined : this.#rows[place];
  }

  /** In the order in which they were started. */
  tasks(): readonly TaskRow[] {
    return [...this.#tasks.values()];
  }

  task(id: string): TaskRow | undefined {
    return this.#tasks.get(id);
  }

  apply(entry: Entry): void {
    switch (entry.kind) {
      case 'task':
        this.#sinces.set(entry.task, entry.at);
        this.#tasks.set(entry.task, newTask(entry));
        return;
      case 'taskEnded':
        this.#endTask(entry);
        return;
      case 'action':
        this.#propose(entry);
        return;
      case 'held':
      case 'settled':
      case 'reviewed':
      case 'probed':
      case 'started':
      case 'outcome':
        this.#change(entry);
        return;
      case 'unused':
        this.#spend(entry.task, 'judge', spendOf(entry.requests));
        return;
      case 'mode':
        return;
      default:
        assertNever(entry);
    }
  }

  #propose(entry: EntryOf<'action'>): void {
    const place = this.#places.get(entry.id);
    const before = place === undefined ? undefined : this.#rows[place];
    const row = before === undefined ? newRow(entry) : judgedAgain(before, entry);
    if (place === undefined) this.#places.set(row.id, this.#rows.push(row) - 1);
    else this.#rows[place] = row;
    this.#count(before, row);
    const task = this.#tasks.get(row.task);
    if (task !== undefined && task.state !== 'running') {
      this.#sinces.set(task.task, entry.at);
      this.#tasks.set(task.task, { ...task, state: 'running', note: undefined, endedAt: undefined });
    }
  }

  #change(entry: EntryOf<ActionPart>): void {
    const place = this.#places.get(entry.id);
    const row = place === undefined ? undefined : this.#rows[place];
    // The line that proposed it is damaged: there is nothing to show this one on.
    if (place === undefined || row === undefined) return;
    const changed = changedRow(row, entry);
    this.#rows[place] = changed;
    this.#count(row, changed);
    if (entry.kind === 'reviewed') this.#spend(row.task, 'judge', spentOnReview(entry));
    if (entry.kind === 'probed' && entry.request !== undefined)
      this.#spend(row.task, 'probe', spendOf([entry.request]));
  }

  #count(before: ActionRow | undefined, after: ActionRow): void {
    const task = this.#tasks.get(after.task);
    if (task === undefined) return;
    const minus = before === undefined ? NOTHING : countsOf(before);
    const plus = countsOf(after);
    const add = (key: keyof Counts) => task.counts[key] - minus[key] + plus[key];
    this.#tasks.set(task.task, {
      ...task,
      counts: {
        edits: add('edits'),
        commands: add('commands'),
        reads: add('reads'),
        fetches: add('fetches'),
        holds: add('holds'),
        waiting: add('waiting'),
        blocks: add('blocks'),
        suspicious: add('suspicious'),
      },
    });
  }

  #spend(taskId: string, by: 'judge' | 'probe', spend: Spend): void {
    const task = this.#tasks.get(taskId);
    if (task === undefined) return;
    this.#tasks.set(taskId, { ...task, spent: { ...task.spent, [by]: addSpend(task.spent[by], spend) } });
  }

  #endTask(entry: EntryOf<'taskEnded'>): void {
    const task = this.#tasks.get(entry.task);
    if (task === undefined) return;
    const since = this.#sinces.get(entry.task) ?? entry.at;
    this.#sinces.delete(entry.task);
    this.#tasks.set(entry.task, {
      ...task,
      state: entry.as,
      note: entry.note,
      endedAt: entry.at,
      activeMs: task.activeMs + Math.max(0, entry.at - since),
      // Each end tells the totals of the task so far, since a task that was woken ends more than once.
      spent: { ...task.spent, agent: spentByAgent(entry) },
    });
  }
}

/** Lines that tell more of an action that was proposed. */
type ActionPart = 'held' | 'settled' | 'reviewed' | 'probed' | 'started' | 'outcome';

type EntryOf<K extends Entry['kind']> = Extract<Entry, { readonly kind: K }>;

function newTask(entry: EntryOf<'task'>): TaskRow {
  const { task, host, text, model, mode, isDemo } = entry;
  const row = { task, host, text, model, mode, isDemo, startedAt: entry.at, activeMs: 0, counts: NOTHING };
  return { ...row, spent: NO_TASK_SPEND, state: 'running' };
}

/** What was remembered was paid for the first time. */
function spentOnReview({ isRemembered, requests }: EntryOf<'reviewed'>): Spend {
  return isRemembered ? NO_SPEND : spendOf(requests);
}

function newRow(entry: EntryOf<'action'>): ActionRow {
  const { decision, rule, layer, reason, part, severity } = entry.verdict;
  return {
    id: entry.id,
    task: entry.task,
    host: entry.host,
    kind: entry.action,
    label: entry.label,
    proposed: entry.proposed,
    content: entry.content,
    verdict: { decision, rule, layer, reason, part, severity },
    micros: entry.micros,
    state: decision === 'allow' ? 'allowed' : decision === 'ask' ? 'waiting' : 'blocked',
    proposedAt: entry.at,
  };
}

/** A second `action` line: what it would act on had changed just before it ran, so that it has a fresh verdict. */
function judgedAgain(before: ActionRow, entry: EntryOf<'action'>): ActionRow {
  return { ...newRow(entry), number: before.number, proposedAt: before.proposedAt };
}

function changedRow(row: ActionRow, entry: EntryOf<ActionPart>): ActionRow {
  switch (entry.kind) {
    case 'held':
      return { ...row, state: 'waiting', number: entry.number };
    case 'settled': {
      const settled = { ...row, settledAt: entry.at, settledBy: entry.by, note: entry.note };
      return { ...settled, state: STATE_AFTER[entry.as] };
    }
    case 'reviewed':
      return { ...row, review: entry };
    case 'probed':
      return { ...row, probed: entry };
    case 'started':
      return { ...row, state: 'running', pid: entry.pid, startedAt: entry.startedAt };
    case 'outcome': {
      const { at: endedAt, took: tookMs, summary, exitCode, content: result } = entry;
      return { ...row, state: entry.ok ? 'done' : 'failed', endedAt, tookMs, summary, exitCode, result };
    }
    default:
      return assertNever(entry);
  }
}

const STATE_AFTER = { approved: 'allowed', denied: 'denied', expired: 'expired', heldAgain: 'waiting' } as const;

function countsOf(row: ActionRow): Counts {
  const isOver = row.state === 'done' || row.state === 'failed';
  const counts = {
    ...NOTHING,
    holds: row.number === undefined ? 0 : 1,
    waiting: row.state === 'waiting' ? 1 : 0,
    blocks: row.state === 'blocked' || (row.state === 'denied' && row.settledBy === 'judge') ? 1 : 0,
    suspicious: (row.probed?.signs.length ?? 0) > 0 ? 1 : 0,
  };
  switch (row.kind) {
    case 'edit':
    case 'delete':
    case 'rename':
      return { ...counts, edits: row.state === 'done' ? 1 : 0 };
    case 'command':
      return { ...counts, commands: row.pid !== undefined || row.state === 'done' ? 1 : 0 };
    case 'readFile':
    case 'listFiles':
    case 'searchText':
    case 'diagnostics':
    case 'readOutput':
      return { ...counts, reads: isOver ? 1 : 0 };
    case 'fetch':
      return { ...counts, fetches: isOver ? 1 : 0 };
    default:
      return counts;
  }
}

export function actionLogOf(entries: Iterable<Entry>): ActionLog {
  const log = new ActionLog();
  for (const entry of entries) log.apply(entry);
  return log;
}
