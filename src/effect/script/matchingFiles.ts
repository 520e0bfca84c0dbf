import path from 'node:path';
import type { Looking } from '../looking';
import { nameMatcher } from '../nameMatcher';

/** More than this is too much to be looked through. */
const MOST = 200;

export interface MatchingFiles {
  /** Absolute paths. */
  readonly files: readonly string[];
  /** There are more. */
  readonly isCut: boolean;
}

/** The files on the disk that an absolute path with `*`, `?` or `[…]` in its names means. */
export function filesMatching(pattern: string, { disk, budget }: Looking): MatchingFiles {
  const { root } = path.parse(pattern);
  let found: readonly string[] = [root];
  let isCut = false;
  for (const segment of pattern.slice(root.length).split(/[\\/]/)) {
    const isMatch = /[*?[]/.test(segment) ? nameMatcher(segment) : undefined;
    const next = found.flatMap((folder) => {
      if (isMatch === undefined) return [path.join(folder, segment)];
      const names = disk.list(folder);
      budget.spend(1 + names.length / 4);
      return names.flatMap((name) =>
        isMatch(name) && (!name.startsWith('.') || segment.startsWith('.')) ? [path.join(folder, name)] : [],
      );
    });
    if (next.length > MOST) isCut = true;
    found = next.slice(0, MOST);
  }
  return { files: found.filter((each) => disk.kind(each) === 'file'), isCut };
}
