import type { History } from '../../action/situation';

interface Listed {
  readonly files: ReadonlySet<string>;
  readonly folders: readonly string[];
}

const known = new WeakMap<readonly string[], Listed>();

/** Whether git doesn't hold a file as it was when the task began. Undefined where that isn't known. `path` is real. */
export function isUncommitted(path: string, { uncommitted }: History): boolean | undefined {
  if (uncommitted === undefined) return undefined;
  let listed = known.get(uncommitted);
  if (listed === undefined) {
    listed = { files: new Set(uncommitted), folders: uncommitted.filter((each) => /[\\/]$/.test(each)) };
    known.set(uncommitted, listed);
  }
  return listed.files.has(path) || listed.folders.some((folder) => path.startsWith(folder));
}
