import path from 'node:path';
import type { Effect } from './effect';
import type { Looking } from './looking';
import { otherNames, renamedPath } from './otherNames';
import { shown, type Trace } from './trace';
import { matchesWildcards } from './wildcards';

/** What runs a named file, or writes or deletes it where git doesn't keep it. */
export function tracePath(
  { kind, place, part, detail = '', target }: Effect,
  trace: Trace,
  paths: KnownPaths,
  { situation, disk }: Looking,
  isPassedOn: boolean,
): void {
  if (kind === 'unknown' && /^run\.(?:written|file)/.test(detail)) {
    const [named] = paths.byBaseName(target);
    if (named !== undefined) trace.add('paths', named, part, `runs ${shown(target)}`);
  }
  if (place === undefined) return;
  const isElsewhere = place.area !== 'workspace' && place.area !== 'temp';
  const isChange = kind === 'write' || kind === 'delete' || kind === 'persist';
  const isUsed = (kind === 'run' || (kind === 'read' && isPassedOn)) && disk.kind(place.path) !== 'folder';
  if (!(isChange && isElsewhere) && !isUsed) return;
  const api = situation.platform === 'windows' ? path.win32 : path.posix;
  const does = `${kind === 'run' ? 'runs' : kind === 'read' ? 'uses' : 'changes'} ${shown(shortName(place.path, situation.roots))}`;
  if (kind === 'run') {
    trace.add('paths', api.basename(place.path), part, does);
    for (const named of paths.toRun(place.path)) trace.add('paths', named, part, does);
  }
  for (let at = place.path; ; at = api.dirname(at)) {
    if (trace.has('paths', at)) trace.add('paths', at, part, does);
    // In the workspace a folder that is named says nothing of each file in it.
    if (!isElsewhere || api.dirname(at) === at) return;
  }
}

export interface KnownPaths {
  /** The named files that running this path runs. */
  toRun(file: string): readonly string[];
  /** The same where only the last name of it is told. */
  byBaseName(file: string): readonly string[];
}

/** Named files by all of their names: where this action copies, moves or links them, and as a program finds them. */
export function pathsKnown(names: readonly string[], effects: readonly Effect[], { situation }: Looking): KnownPaths {
  const api = situation.platform === 'windows' ? path.win32 : path.posix;
  const others = names.length === 0 ? [] : otherNames(effects);
  const copies = names.flatMap((name) =>
    others.flatMap((pair) => {
      const copy = renamedPath(name, pair, api) ?? (api.basename(pair[0]) === name ? pair[1] : undefined);
      return copy === undefined ? [] : [{ name, copy }];
    }),
  );
  return {
    toRun: (file) => [
      ...copies.filter(({ copy }) => isRunAs(file, copy)).map(({ name }) => name),
      ...names.filter((name) => isRunAs(file, name)),
    ],
    byBaseName: (file) =>
      copies.filter(({ copy }) => api.basename(copy) === api.basename(file)).map(({ name }) => name),
  };
}

/** Programs add the ending of a file, and a shell finds it by a pattern. */
function isRunAs(file: string, known: string): boolean {
  if (file === known) return true;
  if (known.startsWith(`${file}.`)) return /^\.\w{1,5}$/.test(known.slice(file.length));
  return /[*?]/.test(file) && matchesWildcards(known, file);
}

export function shortName(file: string, roots: readonly string[]): string {
  const root = roots.find((one) => file.startsWith(`${one}/`));
  return root === undefined ? file : file.slice(root.length + 1);
}
