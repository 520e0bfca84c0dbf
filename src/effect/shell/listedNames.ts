import type { Looking } from '../looking';
import { resolveArg } from '../paths';
import { type Arg, LISTED_SECRET } from './value';

/** Names that were listed below a known folder, alone or put after a folder of the workspace: `src/{}`, `"$dir/$f"`. */
export function isListedName(arg: Arg, folders: readonly string[] | undefined, looking: Looking): boolean {
  const { unknown, head, raw } = arg;
  if (unknown === undefined || unknown.nature === 'any') return false;
  if (head === '') return true;
  // Nothing may stand behind it, so that it stays such a name.
  if ((arg.taint & LISTED_SECRET) !== 0 || !/^["']?[\w./-]*\/(?:\{\}|\$\w+|\$\{\w+\})["']?$/.test(raw)) return false;
  const { places } = resolveArg({ ...arg, text: head }, folders, looking);
  return (
    head.endsWith('/') &&
    places.length > 0 &&
    places.every(({ place }) => place.area === 'workspace' && !place.isSecret && place.protectedAs === undefined)
  );
}
