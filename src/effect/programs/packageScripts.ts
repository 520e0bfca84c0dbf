import { nameMatcher } from '../nameMatcher';
import { pathsOf } from '../script/folders';
import { programFoldersOf } from '../script/installed';
import { nearestPackage, type PackageFile, packageIn } from '../script/packageFile';
import { type Workspaces, workspacesAround } from '../script/workspaces';
import { runText } from '../shell/lookThrough';
import { type Arg, literalArg } from '../shell/value';
import type { Call } from './program';

/** More packages than this are not looked through one by one. */
const MOST_PACKAGES = 400;
/** All that an installation runs of the package itself. */
export const INSTALL_SCRIPTS: readonly string[] = [
  'preinstall',
  'install',
  'postinstall',
  'prepublish',
  'preprepare',
  'prepare',
  'postprepare',
];
export const PACK_SCRIPTS: readonly string[] = ['prepack', 'prepare', 'postpack'];
export const PUBLISH_SCRIPTS: readonly string[] = [
  'prepublishOnly',
  ...PACK_SCRIPTS,
  'prepublish',
  'publish',
  'postpublish',
];
export const VERSION_SCRIPTS: readonly string[] = ['preversion', 'version', 'postversion'];

/**
 * Which packages a command is for: the one of the folder, the repository's own, all of the repository with it or without
 * it, or those meant by patterns.
 */
export type Packages = 'own' | 'root' | 'all' | 'others' | readonly string[];

/** `npm run test -- words`: the script of that name with those before and after it. `false`: no package has it. */
export function runPackageScript(
  call: Call,
  name: string,
  words: readonly Arg[] = [],
  which: Packages = 'own',
): boolean {
  let isThere = false;
  for (const each of packagesFor(call, which)) isThere = runScriptOf(call, each, name, words) || isThere;
  return isThere;
}

/** Whether the package of the folder has a script of that name. */
export function hasPackageScript(call: Call, name: string): boolean {
  return call.folders?.some((folder) => nearestPackage(folder, call.looking)?.said.scripts.has(name) === true) === true;
}

/** All scripts whose names a pattern means, as in `run-s lint:*`. */
export function runPackageScripts(
  call: Call,
  pattern: string,
  words: readonly Arg[] = [],
  which: Packages = 'own',
): boolean {
  const isMeant = nameMatcher(pattern);
  let isThere = false;
  for (const each of packagesFor(call, which))
    for (const name of each.said.scripts.keys())
      if (isMeant(name)) isThere = runScriptOf(call, each, name, words) || isThere;
  return isThere;
}

/** Scripts that run by their names alone, where they are there: those of an installation, say. */
export function runLifecycle(call: Call, names: readonly string[], which: Packages = 'own'): void {
  for (const each of packagesFor(call, which)) for (const name of names) runOne(call, each, name, []);
}

/** The folders of the packages that are meant, where there are any. */
export function foldersOf(call: Call, which: Packages): readonly string[] | undefined {
  const found = packagesFor(call, which);
  return found.length === 0 ? undefined : found.map(({ folder }) => folder);
}

function packagesFor(call: Call, which: Packages): readonly PackageFile[] {
  const { looking } = call;
  const own = (call.folders ?? []).flatMap((folder) => nearestPackage(folder, looking) ?? []);
  const found = which === 'own' ? own : (call.folders ?? []).flatMap((folder) => meant(call, folder, which));
  looking.budget.spend(found.length * 2);
  for (const { file, said } of found) {
    looking.paths.add(file);
    looking.scripts.add(file);
    // The others refuse to read it.
    if (said.isBroken && call.name === 'bun')
      call.unknown('script.broken', file, "runs scripts of a package.json that can't be read");
  }
  return found;
}

function meant(call: Call, folder: string, which: Exclude<Packages, 'own'>): readonly PackageFile[] {
  const { looking } = call;
  const around = workspacesAround(folder, looking);
  const own = nearestPackage(folder, looking);
  if (around === undefined) return own === undefined || typeof which !== 'string' ? [] : [own];
  if (which === 'root') return [around.root];
  if (around.isCut || around.packages.length > MOST_PACKAGES)
    call.unknown(
      'script.beyond',
      'the packages of the repository',
      'runs scripts of more packages than are looked through',
    );
  const { root, packages } = around;
  if (which === 'others') return packages.slice(0, MOST_PACKAGES);
  if (which === 'all') {
    const all = [root, ...packages].slice(0, MOST_PACKAGES);
    return own === undefined || all.some(({ file }) => file === own.file) ? all : [own, ...all];
  }
  return which.flatMap((pattern) => selected(call, folder, pattern, around)).slice(0, MOST_PACKAGES);
}

/** By name, by pattern of names, or by folder; whatever says more than that means all. */
function selected(call: Call, folder: string, pattern: string, { root, packages }: Workspaces): readonly PackageFile[] {
  const text = pattern.replace(/^\{(.*)\}$/, '$1');
  if (/\.\.\.|[![\]{}^]/.test(text)) return packages;
  // An `@` is no part of a pattern here.
  const byName = nameMatcher(text.replace(/^@/, ''));
  const all = [root, ...packages];
  const named = all.filter(
    ({ said: { name } }) =>
      name !== undefined && (byName(name.replace(/^@/, '')) || byName(name.replace(/^@[^/]+\//, ''))),
  );
  if (named.length > 0) return named;
  const at = call.resolve(literalArg(text, call.part)) ?? [];
  const below = all.filter((each) => at.some((path) => each.folder === path || each.folder.startsWith(`${path}/`)));
  if (below.length > 0) return below;
  const lone = packageIn(folder, call.looking);
  return lone !== undefined && /[*?/]/.test(text) ? packages : [];
}

function runScriptOf(call: Call, owner: PackageFile, name: string, words: readonly Arg[]): boolean {
  if (!owner.said.scripts.has(name)) return false;
  runOne(call, owner, `pre${name}`, []);
  runOne(call, owner, name, words);
  runOne(call, owner, `post${name}`, []);
  return true;
}

function runOne(call: Call, owner: PackageFile, name: string, words: readonly Arg[]): void {
  const { said, file, folder } = owner;
  const text = said.scripts.get(name);
  if (text === undefined) return;
  if (/^\s*wireit\s*$/.test(text)) {
    runWireit(call, owner, name, words);
    return;
  }
  const programFolders = programFoldersOf(folder, call.looking);
  runText(call, { text, file, at: `scripts.${name}`, folders: [folder], words, programFolders });
}

/** The command of a script, after those of the scripts it depends on. */
function runWireit(
  call: Call,
  owner: PackageFile,
  name: string,
  words: readonly Arg[],
  seen: Set<string> = new Set(),
): void {
  const { said, file, folder } = owner;
  const script = said.wireit.get(name);
  if (script === undefined || seen.has(name)) return;
  seen.add(name);
  for (const each of script.dependencies) {
    const [, elsewhere, other = ''] = /^(?:(\.{1,2}[^:]*):)?(.*)$/.exec(each) ?? [];
    const from =
      elsewhere === undefined
        ? owner
        : packageIn(pathsOf(call.looking.situation).join(folder, elsewhere), call.looking);
    if (from === undefined) continue;
    if (from === owner && said.wireit.has(other)) runWireit(call, owner, other, [], seen);
    else runOne(call, from, other, []);
  }
  if (script.command === undefined) return;
  const programFolders = programFoldersOf(folder, call.looking);
  runText(call, { text: script.command, file, at: `wireit.${name}`, folders: [folder], words, programFolders });
}
