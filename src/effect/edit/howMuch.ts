import type { EditAction } from '../../action/action';
import type { Effect, Part } from '../effect';
import type { Looking } from '../looking';
import type { EditedFile } from './fact';

/** A file of which an edit may leave as little as it likes: there wasn't much. In UTF-16 units. */
const SMALL = 400;
/** Less than this share of what stood there when the task began is most of it gone. */
const LITTLE = 0.2;

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
  if (before === null) return effects;
  // Several edits that each take a part take the whole as well.
  const first = history?.lengths[file.path] ?? before.length;
  const own = situation.created?.includes(file.path) === true;
  if (!own && first > SMALL && after.length < first * LITTLE && after.length < before.length) {
    const gone = Math.round((1 - after.length / first) * 100);
    add('change.emptied', `takes ${gone} % of ${file.shown} away`);
  }
  return effects;
}
