import { parse } from 'yaml';
import type { Looking } from '../looking';
import { nameMatcher } from '../nameMatcher';
import { isBelow, pathsOf } from './folders';
import { mapOf, type PackageFile, packageIn, textsIn } from './packageFile';
import { readOnce } from './textCache';

/** More folders than this are not looked through for packages. */
const MOST_FOLDERS = 2000;
/** How deep `**` is followed. */
const DEEPEST = 5;
const MOST_BYTES = 256 * 1024;
const SKIPPED = /^(?:node_modules|\.git|bower_components)$/;

/** The packages that a repository of several lists as its own. */
export interface Workspaces {
  readonly root: PackageFile;
  readonly packages: readonly PackageFile[];
  /** There are more than were looked for. */
  readonly isCut: boolean;
}

/** Those of the nearest folder above that lists any. */
export function workspacesAround(folder: string, looking: Looking): Workspaces | undefined {
  const { dirname } = pathsOf(looking.situation);
  const top = looking.situation.roots.find((each) => isBelow(folder, each));
  if (top === undefined) return undefined;
  for (let at = folder; ; at = dirname(at)) {
    const root = packageIn(at, looking);
    const patterns = patternsOf(at, root, looking);
    if (root !== undefined && patterns !== undefined) return { root, ...packagesOf(at, patterns, looking) };
    if (at === top || at === dirname(at)) return undefined;
  }
}

function patternsOf(folder: string, root: PackageFile | undefined, looking: Looking): readonly string[] | undefined {
  if (root?.said.workspaces !== undefined) return root.said.workspaces;
  const { join } = pathsOf(looking.situation);
  for (const [name, read] of LISTS) {
    const file = join(folder, name);
    if (looking.disk.kind(file) !== 'file') continue;
    looking.paths.add(file);
    looking.scripts.add(file);
    const text = looking.disk.text(file, MOST_BYTES);
    const patterns = text === undefined ? undefined : read(text);
    if (patterns !== undefined) return patterns;
  }
  return undefined;
}

const LISTS: readonly (readonly [name: string, read: (text: string) => readonly string[] | undefined])[] = [
  ['pnpm-workspace.yaml', readOnce((text) => packagesIn(() => parse(text)))],
  ['lerna.json', readOnce((text) => packagesIn(() => JSON.parse(text)))],
];

function packagesIn(read: () => unknown): readonly string[] | undefined {
  try {
    const packages = mapOf(read()).get('packages');
    return Array.isArray(packages) ? textsIn(packages) : undefined;
  } catch {
    // Whoever reads it as what its name says finds no workspaces there either.
    return undefined;
  }
}

function packagesOf(root: string, patterns: readonly string[], looking: Looking): Omit<Workspaces, 'root'> {
  const search = new Search(looking);
  for (const pattern of patterns) {
    // What a pattern leaves out may still be there: more packages never make a verdict milder.
    if (pattern.startsWith('!')) continue;
    for (const each of alternatives(pattern))
      search.follow(
        root,
        each.split(/[\\/]+/).filter((name) => name !== '' && name !== '.'),
        0,
      );
  }
  return { packages: [...search.found.values()], isCut: search.isCut };
}

/** `{a,b}/*` as `a/*` and `b/*`. */
function alternatives(pattern: string): readonly string[] {
  const [all, inner] = /\{([^{}]*)\}/.exec(pattern) ?? [];
  if (all === undefined || inner === undefined) return [pattern];
  const parts = inner.split(',').slice(0, 16);
  return parts.map((part) => pattern.replace(all, () => part));
}

class Search {
  readonly found = new Map<string, PackageFile>();
  isCut = false;
  #folders = 0;

  constructor(private readonly looking: Looking) {}

  follow(folder: string, names: readonly string[], depth: number): void {
    const [name, ...rest] = names;
    const { join, dirname } = pathsOf(this.looking.situation);
    if (name === undefined) {
      const found = this.found.get(folder) ?? packageIn(folder, this.looking);
      if (found !== undefined) this.found.set(folder, found);
    } else if (name === '..') this.follow(dirname(folder), rest, depth);
    else if (name === '**') {
      this.follow(folder, rest, depth);
      for (const each of this.#foldersIn(folder, () => true))
        if (depth < DEEPEST) this.follow(each, names, depth + 1);
        else this.isCut = true;
    } else if (/[*?[{(]/.test(name))
      for (const each of this.#foldersIn(folder, nameMatcher(name))) this.follow(each, rest, depth);
    else this.follow(join(folder, name), rest, depth);
  }

  #foldersIn(folder: string, isMeant: (name: string) => boolean): readonly string[] {
    const { disk, situation } = this.looking;
    const { join } = pathsOf(situation);
    const below: string[] = [];
    for (const name of disk.list(folder)) {
      if (SKIPPED.test(name) || !isMeant(name)) continue;
      if (++this.#folders > MOST_FOLDERS) {
        this.isCut = true;
        break;
      }
      below.push(join(folder, name));
    }
    return below;
  }
}
