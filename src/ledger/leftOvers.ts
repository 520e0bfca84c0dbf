import type { ActionLog, ActionRow } from './actionLog';
import type { Entry, NewEntry } from './entry';

/** Shown at most, the newest: nobody looks through more of what is over. */
const MOST = 100;

/**
 * Closes what processes that are gone left open, so that nothing waits or runs on paper for ever: what waited expires,
 * what was let through has an unknown end, tasks have stopped. `isLive` tells which hosts close theirs themselves.
 */
export function closeLeftOvers(
  log: ActionLog,
  append: (entry: NewEntry) => unknown,
  isLive: (host: string) => boolean,
): void {
  const known = new Map<string, boolean>();
  const isGone = (host: string): boolean => {
    const gone = known.get(host) ?? !isLive(host);
    known.set(host, gone);
    return gone;
  };
  for (const { id, state } of openRows(log).filter(({ host }) => isGone(host))) {
    if (state === 'waiting') {
      const note = 'The editor closed before it was decided.';
      append({ kind: 'settled', id, as: 'expired', by: 'chaperone', note });
    } else {
      append({ kind: 'outcome', id, ok: false, summary: 'the editor closed before its end was known', took: 0 });
    }
  }
  for (const { task, state, host, inputTokens, cachedTokens, outputTokens } of log.tasks()) {
    if (state !== 'running' || !isGone(host)) continue;
    const tokens = { inputTokens, cachedTokens, outputTokens };
    append({ kind: 'taskEnded', task, as: 'stopped', note: 'The editor closed.', ...tokens });
  }
}

/** Whether another process has something open here. */
export function hasOpenElsewhere(log: ActionLog, own: string): boolean {
  return (
    openRows(log).some(({ host }) => host !== own) ||
    log.tasks().some(({ state, host }) => state === 'running' && host !== own)
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
