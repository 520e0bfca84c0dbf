import { parseDocument } from 'yaml';
import { mapOf } from './packageFile';

/** Lists of a `package.json` that name packages to be installed. */
const LISTS = ['dependencies', 'devDependencies', 'optionalDependencies', 'peerDependencies'] as const;
/** Longer texts are not parsed, in UTF-16 units. */
const LONGEST = 8 * 1024 * 1024;

/** Whether a lock file was made for a package that is asked for as `name` at `wanted`. */
export type IsLocked = (name: string, wanted: string) => boolean;

/**
 * What a lock file of npm, yarn, pnpm or bun was made for: the package in `folder`, relative to the lock file, `''` for its
 * own. Undefined where that can't be told.
 */
export function lockedIn(lockName: string, text: string, folder: string): IsLocked | undefined {
  if (text.length > LONGEST) return undefined;
  switch (lockName) {
    case 'package-lock.json':
    case 'npm-shrinkwrap.json':
      return listed(mapOf(json(text)).get('packages'), folder);
    case 'bun.lock':
      return listed(mapOf(json(text.replace(/,(\s*[}\]])/g, '$1'))).get('workspaces'), folder);
    case 'pnpm-lock.yaml':
      return pnpm(text, folder);
    case 'yarn.lock':
      return yarn(text);
    default:
      return undefined;
  }
}

/** The manifest as it was when its packages were locked, as far as that is known: without those that aren't. */
export function lockedManifest(text: string, isLocked: IsLocked): string | undefined {
  const manifest = json(text);
  if (manifest === undefined) return undefined;
  const kept = new Map(mapOf(manifest));
  for (const each of ['overrides', 'resolutions', 'pnpm', 'bundleDependencies', 'bundledDependencies'])
    kept.delete(each);
  for (const list of LISTS) {
    const wanted = mapOf(kept.get(list));
    if (wanted.size === 0) continue;
    const had = [...wanted].filter(([name, version]) => typeof version === 'string' && isLocked(name, version));
    kept.set(list, Object.fromEntries(had));
  }
  return JSON.stringify(Object.fromEntries(kept));
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function listed(packages: unknown, folder: string): IsLocked | undefined {
  const own = mapOf(packages).get(folder);
  if (own === undefined) return undefined;
  const lists = LISTS.map((list) => mapOf(mapOf(own).get(list)));
  return (name, wanted) => lists.some((list) => list.get(name) === wanted);
}

/** Since its version 6 each package stands with what asked for it; before that apart from it. */
function pnpm(text: string, folder: string): IsLocked | undefined {
  let document: unknown;
  try {
    document = parseDocument(text.slice(0, importersEnd(text))).toJS();
  } catch {
    return undefined;
  }
  const importer = mapOf(document).get('importers');
  const own = importer === undefined && folder === '' ? document : mapOf(importer).get(folder === '' ? '.' : folder);
  if (own === undefined) return undefined;
  const specifiers = mapOf(mapOf(own).get('specifiers'));
  const lists = LISTS.map((list) => mapOf(mapOf(own).get(list)));
  return (name, wanted) =>
    specifiers.get(name) === wanted || lists.some((list) => mapOf(list.get(name)).get('specifier') === wanted);
}

/** What follows says which packages there are, at length. */
function importersEnd(text: string): number {
  const end = text.search(/^(?:packages|snapshots):/m);
  return end < 0 ? text.length : end;
}

/** `"a@^1.0.0", a@^1.1.0:` and, since yarn 2, `"a@npm:^1.0.0":`. It doesn't say which package of a repository asked. */
function yarn(text: string): IsLocked {
  const asked = new Set<string>();
  for (const [line = ''] of text.matchAll(/^[^\s#][^\n]*:\s*$/gm))
    for (const each of line.replace(/:\s*$/, '').replaceAll('"', '').split(/,\s*/)) asked.add(each);
  return (name, wanted) => asked.has(`${name}@${wanted}`) || asked.has(`${name}@npm:${wanted}`);
}
