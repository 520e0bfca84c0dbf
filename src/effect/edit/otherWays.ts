import type { Action, RenameAction } from '../../action/action';
import type { Effect, Part } from '../effect';
import type { Looking } from '../looking';
import { shownPath, whole } from '../onFile';
import { provenanceOf } from '../script/provenance';
import { textEffects } from './analyseEdit';

/** Longer files than this are not looked into, in bytes. */
const LONGEST = 512 * 1024;

/** As many files as one command writes by hand, and more. */
const MOST_TEXTS = 200;

/** Under another name the same text may be one that runs: it is judged as if it were written there. */
export function renamedText({ from, to }: RenameAction, looking: Looking): readonly Effect[] {
  const part = whole(`rename to ${shownPath(to, looking.situation)}`);
  const after = looking.disk.text(looking.disk.realPath(from), LONGEST);
  return after === undefined ? [] : textEffects({ path: to, before: null, after }, part, looking);
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

/**
 * Files that a program would read by their names, and that this task changed in whatever way: what they say is judged as if
 * an edit wrote it now, as far as it is about what runs. What they said when the task began isn't new.
 */
export function loadedTexts(looking: Looking): readonly Effect[] {
  const { history } = looking.situation;
  const effects: Effect[] = [];
  // What one has run may read others.
  for (const [path, part] of looking.loaded) {
    const standsIn = shownPath(path, looking.situation);
    const own = { ...part, standsIn };
    const after = looking.disk.text(path, LONGEST);
    if (provenanceOf(path, looking) === 'downloaded') effects.push(downloaded(standsIn, own));
    if (after === undefined) {
      const says = `reads ${standsIn}, which is no text that can be looked through`;
      effects.push({
        kind: 'unknown',
        target: standsIn,
        part: own,
        certainty: 'possible',
        detail: 'script.beyond',
        says,
      });
      continue;
    }
    const before = history?.starting?.[path] ?? null;
    effects.push(...textEffects({ path, before, after }, part, looking).filter(isAboutRunning));
  }
  return effects;
}

function downloaded(standsIn: string, part: Part): Effect {
  const says = `runs what ${standsIn} says, which came from the network in this task`;
  return { kind: 'run', target: standsIn, part, certainty: 'certain', detail: 'run.downloaded', says };
}

/** Which packages, rights and checks a project has was asked about when it was written, and says nothing of this run. */
const ABOUT_RUNNING =
  /^change\.(?:executable|autorun|gitSetting|image\.code|remoteCode|decoded|wrapper|hidden)\b/;

function isAboutRunning({ kind, detail = '' }: Effect): boolean {
  return kind !== 'change' || ABOUT_RUNNING.test(detail);
}

function tooMany(part: Part): Effect {
  const says = `writes more than ${MOST_TEXTS} texts, too many to look through`;
  return { kind: 'unknown', target: 'files', part, certainty: 'possible', detail: 'shell.tooMuch', says };
}
