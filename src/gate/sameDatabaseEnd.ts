import type { DatabaseChanges } from './databaseTexts';
import type { Aim, Keep } from './goals';
import { changesIn, isSameChange, isSameName } from './tableChanges';

/** Whether an action would do to a database, in whole or in part, what another was refused for. */
export function isKeptToo(refused: Keep, aims: readonly Aim[], told: DatabaseChanges | undefined): boolean {
  if (aims.some((aim) => isDatabaseGone(refused, aim))) return true;
  if (told === undefined) return false;
  if (told.changes.some((given) => refused.changes.some((change) => isSameChange(change, given)))) return true;
  if (told.isUntold && refused.changes.length > 0) return true;
  return aims.some((aim) => isNamedToo(refused, aim, told));
}

/** Where one of the two is no statement, as of a program that restores or migrates: by the words that they share. */
function isNamedToo({ changes, words }: Keep, { goal, effect }: Aim, told: DatabaseChanges): boolean {
  if (goal.kind !== 'keep') return false;
  const isTold = changesIn(effect.part.text, { isOnDatabase: true }).length > 0;
  if (changes.length > 0) return !isTold && isAmong(goal.words ?? [], namesOf(changes));
  if (words === undefined || (goal.words === undefined && told.changes.length === 0)) return true;
  return isAmong(words, [...(goal.words ?? []), ...namesOf(told.changes)]);
}

function namesOf(changes: Keep['changes']): readonly string[] {
  return changes.flatMap(({ name }) => (name === undefined ? [] : [name]));
}

function isAmong(words: readonly string[], names: readonly string[]): boolean {
  return words.some((word) => names.some((name) => isSameName(word, name)));
}

/** A database that is one file is gone with it. */
function isDatabaseGone({ changes, words = [] }: Keep, { goal, effect }: Aim): boolean {
  if (goal.kind !== 'lose' && !(goal.kind === 'put' && goal.isWhole)) return false;
  if (/^(?:sqlite3?|duckdb)$/.test(effect.program ?? '')) return false;
  const name = goal.path.split(/[\\/]/).at(-1)?.toLowerCase();
  return (
    changes.some(({ does }) => does !== 'put') &&
    words.some((word) => /\.(?:db3?|sqlite3?|duckdb)$/.test(word) && word.split('/').at(-1) === name)
  );
}
