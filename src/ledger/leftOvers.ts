import type { ActionLog, ActionRow } from './actionLog';
import { agentTotals } from './agentTotals';
import type { Entry, NewEntry } from './entry';

/** Shown at most, the newest: nobody looks through more of what is over. */
const MOST = 100;

export interface Closing {
  readonly append: (entry: NewEntry) => unknown;
  /** Which processes are there and close what they left open themselves. */
  readonly isLive: (host: string) => boolean;
  /** Ends what commands that are picked left running, and returns those of which anything ran. */
  readonly endOrphans: (isOrphan: (actionId: string) => boolean) => ReadonlySet<string>;
}

/**
 * Closes what processes that are gone left open, so that nothing waits or runs for ever: what waited expires, what was
 * let through has an unknown end, commands are ended, those in the background too, tasks have stopped. Returns the
 * actions of which anything still ran.
 */
export function closeLeftOvers(log: ActionLog, { append, isLive, endOrphans }: Closing): ReadonlySet<string> {
  const known = new Map<string, boolean>();
  const isGone = (host: string): boolean => {
    const gone = known.get(host) ?? !isLive(host);
    known.set(host, gone);
    return gone;
  };
  const isCommandOfGone = (row: ActionRow | undefined) => row?.kind === 'command' && isGone(row.host);
  const ended = log.rows().some(isCommandOfGone) ? endOrphans((id) => isCommandOfGone(log.row(id))) : new Set<string>();
  for (const { id, state, pid } of openRows(log).filter(({ host }) => isGone(host))) {
    if (state === 'waiting') {
      const note = 'The editor closed before it was decided.';
      append({ kind: 'settled', id, as: 'expired', by: 'chaperone', note });
    } else {
      append({ kind: 'outcome', id, ok: false, summary: endOf(pid, ended.has(id)), took: 0 });
    }
  }
  for (const { task, state, host, spent } of log.tasks()) {
    if ((state !== 'running' && state !== 'paused') || !isGone(host)) continue;
    const note = state === 'paused' ? 'The editor closed while it was paused.' : 'The editor closed.';
    append({ kind: 'taskEnded', task, as: 'stopped', note, ...agentTotals(spent.agent) });
  }
  return ended;
}

function endOf(pid: number | undefined, wasEnded: boolean): string {
  if (wasEnded) return 'the editor closed in the middle of it; what still ran was ended later';
  const known = 'the editor closed before its end was known';
  // Not every system lets one find what a process left behind: then the person can look.
  return pid === undefined ? known : `${known} (process ${pid})`;
}

/** Whether another process has something open here. */
export function hasOpenElsewhere(log: ActionLog, own: string): boolean {
  return (
    openRows(log).some(({ host }) => host !== own) ||
    log.tasks().some(({ state, host }) => (state === 'running' || state === 'paused') && host !== own)
  );
}

/** Holds that another process than their own closed, each as it stood before. Oldest first. */
export function leftOverHolds(entries: readonly Entry[], log: ActionLog): readonly ActionRow[] {
  const stood = new Map<string, ActionRow['state']>();
  for (const entry of entries) {
    if (entry.kind !== 'settled' && entry.kind !== 'outcome') continue;
    if (entry.host === log.row(entry.id)?.host) continue;
    stood.set(entry.id, entry.kind === 'outcome' ? 'running' : 'waiting');
  }
  const rows = [...stood].flatMap(([id, state]) => {
    const row = log.row(id);
    return row?.number === undefined ? [] : [{ ...row, state }];
  });
  return rows.sort((a, b) => a.proposedAt - b.proposedAt).slice(-MOST);
}

function openRows(log: ActionLog): readonly ActionRow[] {
  return log.rows().filter(({ state }) => state === 'waiting' || state === 'allowed' || state === 'running');
}
