import type { Action, RenameAction } from '../../action/action';
import type { Effect, Part } from '../effect';
import type { Looking } from '../looking';
import { shownPath, whole } from '../onFile';
import { textEffects, unreadable } from './analyseEdit';

/** Longer files than this are not looked into, in bytes. */
const LONGEST = 512 * 1024;

/** As many files as one command writes by hand, and more. */
const MOST_TEXTS = 200;

/** Under another name the same text may be one that runs: it is judged as if it were written there. */
export function renamedText({ from, to }: RenameAction, looking: Looking): readonly Effect[] {
  const part = whole(`rename to ${shownPath(to, looking.situation)}`);
  const after = looking.disk.text(looking.disk.realPath(from), LONGEST);
  return after === undefined
    ? unreadable(to, part, looking)
    : textEffects({ path: to, before: null, after }, part, looking);
}

/**
 * A file that a command writes word for word says the same as one that an edit writes. What that text would write in its
 * turn counts as well, so that this ends where nothing new comes to be written, or where it is too much.
 */
export function writtenTexts(action: Action, looking: Looking): readonly Effect[] {
  const part = whole(action.kind === 'command' ? action.command : action.kind);
  const done = new Set<string>();
  const effects: Effect[] = [];
  const left = () =>
    [...looking.texts].flatMap(([path, all]) =>
      all.filter((after) => !done.has(`${path}\0${after}`)).map((after) => ({ path, after })),
    );
  for (let next = left(); next.length > 0; next = left()) {
    for (const { path, after } of next) {
      done.add(`${path}\0${after}`);
      if (done.size > MOST_TEXTS) return [...effects, tooMany(part)];
      effects.push(...textEffects({ path, before: looking.disk.text(path, LONGEST) ?? null, after }, part, looking));
    }
  }
  return effects;
}

function tooMany(part: Part): Effect {
  const says = `writes more than ${MOST_TEXTS} texts, too many to look through`;
  return { kind: 'unknown', target: 'files', part, certainty: 'possible', detail: 'shell.tooMuch', says };
}
