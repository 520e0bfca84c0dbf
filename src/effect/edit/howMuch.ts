import path from 'node:path';
import type { EditAction } from '../../action/action';
import type { History, Situation } from '../../action/situation';
import type { Effect, Part } from '../effect';
import { locate } from '../locate';
import type { Looking } from '../looking';
import { shownPath } from '../onFile';
import { isGenerated } from '../paths';
import { provenanceOf } from '../script/provenance';
import { differenceOf } from './difference';
import type { EditedFile } from './fact';
import { isUncommitted } from './uncommitted';

/** A file of which an edit may leave as little as it likes: there wasn't much. In UTF-16 units. */
const SMALL = 400;
/** Less than this share of what stood there when the task began is most of it gone. */
const LITTLE = 0.2;
/** Longer texts are compared only by where they begin and end alike. */
const LONGEST_BY_LINE = 1024 * 1024;

/** Whether an edit takes away what can't easily be written again, told with the figure. */
export function howMuch(
  { before, after }: EditAction,
  file: EditedFile,
  part: Part,
  { situation }: Looking,
): readonly Effect[] {
  const effects: Effect[] = [];
  const add = (detail: string, says: string) =>
    effects.push({ kind: 'change', target: file.shown, part, certainty: 'certain', detail, says });
  const { history } = situation;
  if (history?.unsaved.includes(file.path) === true)
    add('change.unsaved', `overwrites changes in ${file.shown} that you haven't saved`);
  if (before === null || isOwn(file.path, situation)) return effects;
  // Several edits that each take a part take the whole as well.
  const first = history?.lengths[file.path] ?? before.length;
  if (first > SMALL && after.length < first * LITTLE && after.length < before.length)
    add('change.emptied', `takes ${percent(1 - after.length / first)} of ${file.shown} away`);
  else if (before.length > SMALL && history !== undefined && isUncommitted(file.path, history) === true) {
    const gone = shareReplaced(file.path, before, after, history);
    if (gone >= 1 - LITTLE)
      add('change.replaced', `replaces ${percent(gone)} of ${file.shown}, which git doesn't hold as it was`);
  }
  return effects;
}

/** What a deletion takes away that nobody else holds, told with the figure. Without a history nothing is known of that. */
export function howMuchGoes(given: string, part: Part, looking: Looking): readonly Effect[] {
  const { situation, disk } = looking;
  const { history } = situation;
  if (history === undefined) return [];
  const entry = path.join(disk.realPath(path.dirname(given)), path.basename(given));
  // A link goes itself, and what it leads to stays.
  if (disk.realPath(entry) !== entry) return [];
  const place = locate(given, situation, disk);
  const target = shownPath(place.path, situation);
  const effect = { kind: 'change', target, part, certainty: 'certain' } as const;
  if (history.unsaved.includes(place.path))
    return [{ ...effect, detail: 'change.unsaved', says: `deletes ${target}, with changes that you haven't saved` }];
  if (place.area !== 'workspace' || isOwn(place.path, situation) || isGenerated(place, looking)) return [];
  // What the person has saved since is in no commit, and what lies in a repository of its own in none of this one.
  const isHeld = isUncommitted(place.path, history) === false && !isInOtherRepository(place.path, looking);
  if (isHeld && provenanceOf(place.path, looking) !== 'person') return [];
  const says = `deletes ${target} (${sizeOf(place.path, looking)}), which git doesn't hold as it is`;
  return [{ ...effect, detail: 'change.lost', says }];
}

function isInOtherRepository(file: string, { situation, disk }: Looking): boolean {
  for (let at = path.dirname(file); !situation.roots.includes(at) && at !== path.dirname(at); at = path.dirname(at))
    if (disk.kind(path.join(at, '.git')) !== 'missing') return true;
  return false;
}

function isOwn(file: string, { created }: Situation): boolean {
  return created?.includes(file) === true;
}

/** How much of what stood there at first is gone, for good or for now, where this very edit takes of it. */
function shareReplaced(file: string, before: string, after: string, { texts }: History): number {
  const first = texts?.[file] ?? before;
  if (stretch(first, after) < 1 - LITTLE) return 0;
  if (Math.max(first.length, before.length, after.length) > LONGEST_BY_LINE) return stretch(before, after);
  return goneByLine(before, after) === 0 ? 0 : goneByLine(first, after);
}

/** The share of a text that lies between what both begin and end with. */
function stretch(before: string, after: string): number {
  if (before.length === 0) return 0;
  const { start, beforeEnd } = differenceOf(before, after);
  return (beforeEnd - start) / before.length;
}

/** The share of a text in lines that the other doesn't have. How far a line stands in says nothing. */
function goneByLine(before: string, after: string): number {
  const left = new Map<string, number>();
  for (const line of linesOf(after)) left.set(line, (left.get(line) ?? 0) + 1);
  let [all, gone] = [0, 0];
  for (const line of linesOf(before)) {
    all += line.length;
    const count = left.get(line) ?? 0;
    if (count > 0) left.set(line, count - 1);
    else gone += line.length;
  }
  return all === 0 ? 0 : gone / all;
}

function linesOf(text: string): readonly string[] {
  return text.split('\n').map((line) => line.trim());
}

function sizeOf(file: string, { disk }: Looking): string {
  const text = disk.text(file, LONGEST_BY_LINE);
  if (text === undefined) return 'of a size or kind that is not shown here';
  const lines = text === '' ? 0 : text.split('\n').length - (text.endsWith('\n') ? 1 : 0);
  return `${lines} ${lines === 1 ? 'line' : 'lines'}, ${Buffer.byteLength(text)} bytes`;
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
