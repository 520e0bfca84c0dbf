import path from 'node:path';
import type { EditedFile, Fact } from '../fact';
import { type Found, type Look, select, textOf } from './json';
import { changeFact, orChanged, told, workspaceFolder } from './looks';

/** Where npm and its like are told what to install: one name and what is wanted of it for each text below. */
const NPM = [
  'dependencies|devDependencies|optionalDependencies|peerDependencies/*',
  'overrides|resolutions/**',
  'pnpm/overrides/**',
  'pnpm/packageExtensions/*/dependencies|optionalDependencies|peerDependencies/*',
  'pnpm/configDependencies/*',
  'catalog/*',
  'catalogs/*/*',
  'workspaces/catalog/*',
  'workspaces/catalogs/*/*',
] as const;

/** A package by its name and what is wanted of it, whichever list it stands in: moving one is no change. */
export const npmDependencies: Look = (tree, file) => {
  const seen = new Set<string>();
  const listed = NPM.flatMap((pattern) => select(tree, pattern)).flatMap((found): readonly Fact[] => {
    const wanted = textOf(found.node);
    const name = nameOf(found);
    const key = JSON.stringify([name, wanted]);
    if (wanted === undefined || seen.has(key)) return [];
    seen.add(key);
    return npmDependency(name, wanted, file);
  });
  const patched = select(tree, 'pnpm/patchedDependencies/*').flatMap(({ at, node }) => {
    const text = textOf(node) ?? '';
    return [changeFact(at, 'change.dependency.changed', `changes the code of a dependency by ${told(text)}`, text)];
  });
  return [...listed, ...patched];
};

/** The package, in whichever list it stands; where its version is forced, with the way to it. */
function nameOf({ at }: Found): string {
  return at.replace(/^(?:dev|optional|peer)?dependencies(?=\.)/i, 'dependencies');
}

/** What one entry of a list of packages brings in: `wanted` is a version, or where else to take it from. */
export function npmDependency(at: string, wanted: string, file: EditedFile): readonly Fact[] {
  const name = at.replace(/^dependencies\./, '');
  // A checksum may follow.
  const spec = wanted.trim().replace(/\+sha\d+[-.][\w+/=]+$/, '');
  const source = (says: string): readonly Fact[] => [
    changeFact(at, 'change.dependency.source', says, `${name}: ${spec}`),
  ];
  const local = localIn(spec);
  if (local !== undefined)
    return isWithin(local, file) ? [] : source(`takes ${name} from ${told(spec)}, outside the workspace`);
  if (/^npm:(?![\^~<>=v*]?\d|[\^~*]?$)/i.test(spec))
    return source(`installs ${told(spec.slice(4))} under the name ${name}`);
  // A range that another dependency has, one of the catalogue, or of the registry by name.
  if (!isVersion(spec) && !/^\$[\w@/.-]+$|^catalog:[\w-]*$|^npm:/i.test(spec))
    return source(`takes ${name} from ${told(spec)}, not from the registry`);
  return [dependencyFact(at, name, spec)];
}

function localIn(spec: string): string | undefined {
  return (
    /^(?:workspace|file|link|portal):(.*)$/is.exec(spec)?.[1] ??
    (/^(?:\.{0,2}|~)[\\/]|^[a-z]:[\\/]/i.test(spec) ? spec : undefined)
  );
}

/** A package of a registry: `wanted` as it is written, empty where nothing more than the name is. */
export function dependencyFact(at: string, name: string, wanted: string): Fact {
  const what = wanted === '' ? name : `${name} ${told(wanted)}`;
  return orChanged(
    changeFact(at, 'change.dependency.added', `adds the dependency ${what}`, `${name} ${wanted}`.trim()),
    'change.dependency.changed',
    `changes the dependency ${name} to ${told(wanted)}`,
  );
}

/** A range of versions or the name of a tag, which the registry knows. */
function isVersion(spec: string): boolean {
  return /^[\w.^~<>=|*+ -]*$/.test(spec) && !/^\.{1,2}$/.test(spec);
}

/** Versions and wildcards after `workspace:` name a package of the workspace, paths a folder. */
function isWithin(local: string, file: EditedFile): boolean {
  if (isVersion(local)) return true;
  if (/^~|^[a-z]:|^[\\/]{2}/i.test(local)) return false;
  return isInWorkspace(decoded(local), file);
}

/** Whether a path, from the folder of the file, stays in the workspace. */
export function isInWorkspace(target: string, file: EditedFile): boolean {
  const root = workspaceFolder(file);
  const real = path.resolve(path.dirname(file.path), target.replaceAll('\\', '/'));
  return real === root || real.startsWith(`${root}${path.sep}`);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
