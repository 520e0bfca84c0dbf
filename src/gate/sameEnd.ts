import path from 'node:path';
import type { Action } from '../action/action';
import type { Effect } from '../effect/effect';
import { otherNames, renamedPath } from '../effect/otherNames';
import { matchesWildcards } from '../effect/wildcards';
import { type DatabaseChanges, databaseChanges, type FileTexts } from './databaseTexts';
import {
  type Aim,
  allAims,
  type Deed,
  type Goal,
  hostedDeed,
  type Keep,
  type Learn,
  type Lose,
  type Push,
  type Put,
  type Reach,
} from './goals';
import { hostOf, mentions, NOTHING_GENERAL, subjectsOf } from './goalWords';
import type { Judged } from './judging';
import { isKeptToo } from './sameDatabaseEnd';

/** What is looked up to tell whether two names mean the same. */
export interface GoalWorld extends FileTexts {
  /** The address of a remote repository that has a name here. */
  addressOf(remote: string): string | undefined;
  /** Names of remotes may stand for anything. */
  readonly givesNames?: boolean | undefined;
}

/** All that an action reaches for, worked out once to be held against many refusals. */
export interface Reaching {
  readonly action: Action;
  readonly aims: readonly Aim[];
  /** What of it can't be told, as it is written. */
  readonly untold: readonly string[];
  /** Files that it writes. */
  readonly written: readonly string[];
  /** What it would change in databases; looked through only where that is asked. */
  readonly database: () => DatabaseChanges | undefined;
  readonly world: GoalWorld;
}

export function reachingOf(judged: Pick<Judged, 'action' | 'verdict'>, world: GoalWorld): Reaching {
  const aims = withOtherNames(allAims(judged), judged);
  const untold = aims.flatMap(({ effect, isAsked }) =>
    isAsked && (effect.kind === 'unknown' || isOfUnknown(effect)) ? [effect.part.text] : [],
  );
  let database: { readonly changes: DatabaseChanges | undefined } | undefined;
  return {
    action: judged.action,
    aims,
    database: () => {
      database ??= { changes: databaseChanges(judged.action, aims, world) };
      return database.changes;
    },
    untold: [...new Set(untold)],
    written: aims.flatMap(({ goal }) => (goal.kind === 'put' ? [goal.path] : [])),
    world: aims.some(({ effect }) => effect.detail === 'git.remote.change') ? withNewRemotes(world) : world,
  };
}

/** What the same action links, copies or moves is reached by either name. */
function withOtherNames(aims: readonly Aim[], { action, verdict }: Pick<Judged, 'action' | 'verdict'>): readonly Aim[] {
  if (action.kind !== 'command') return aims;
  const pairs = otherNames(verdict.effects).slice(0, MOST_NAMES);
  if (pairs.length === 0) return aims;
  const more = aims.flatMap((aim): readonly Aim[] => {
    const { goal } = aim;
    if (!aim.isAsked || (goal.kind !== 'lose' && goal.kind !== 'learn' && goal.kind !== 'put')) return [];
    return pairs.flatMap(([from, to]) => {
      const known = renamedPath(goal.path, [to, from], path);
      return known === undefined ? [] : [{ ...aim, goal: { ...goal, path: known } }];
    });
  });
  return [...aims, ...more.slice(0, MOST_NAMES)];
}

const MOST_NAMES = 100;

/** Something is gone, and only when it runs it turns out what. */
function isOfUnknown({ kind, place }: Effect): boolean {
  return kind === 'delete' && place === undefined;
}

/** Whether an action would bring about, in whole or in part, an end for which another was refused. */
export function servesGoal(reaching: Reaching, refused: Goal): boolean {
  const { aims, world } = reaching;
  if (refused.kind === 'keep') return isKeptToo(refused, aims, reaching.database());
  return aims.some((aim) => isSameEnd(refused, aim, world)) || isWrittenFor(reaching, refused);
}

/** What a name of a remote stands for is not known where the same action gives names. */
function withNewRemotes(world: GoalWorld): GoalWorld {
  return { ...world, addressOf: (remote) => (/[:/]/.test(remote) ? remote : undefined), givesNames: true };
}

function isSameEnd(refused: Exclude<Goal, Keep>, aim: Aim, world: GoalWorld): boolean {
  const { goal } = aim;
  switch (refused.kind) {
    case 'lose':
      if (goal.kind === 'put')
        return goal.isWhole && goal.path === refused.path && aim.effect.program !== 'touch' && world.isFile(goal.path);
      if (goal.kind === 'deed') return isClearedOut(goal, aim, refused.path);
      return goal.kind === 'lose' && (isLostToo(refused, goal, aim.isAsked) || isFoundToo(refused, goal, aim));
    case 'learn':
      // A file that has another name can be read by that.
      if (goal.kind === 'lose') return goal.isMoved && goal.path === refused.path;
      if (goal.kind === 'put') return goal.isLink && goal.path === refused.path;
      return (
        goal.kind === 'learn' && (isWithin(goal.path, refused.path) || (aim.isAsked && isLearntWith(refused, goal)))
      );
    case 'put':
      if (goal.kind === 'deed') return isBroughtBack(goal, aim, refused.path);
      return goal.kind === 'put' && isPutToo(refused, goal, aim.isAsked);
    case 'reach':
      // Where a repository is from now on is where the next push goes.
      if (goal.kind === 'deed' && goal.what === 'git.remote.change')
        return refused.isSent && (goal.subjects ?? []).some((address) => hostOf(address) === refused.host);
      if (goal.kind === 'push') return refused.isSent && hostOfRemote(goal, world) === refused.host;
      if (isAddressed(aim, refused)) return true;
      return goal.kind === 'reach' && isReachedToo(refused, goal, aim.isAsked);
    case 'gain':
      if (goal.kind === 'deed')
        return refused.packages.some((name) => goal.what === `program ${name}` || isPacked(goal, name));
      if (goal.kind === 'reach') return aim.isAsked && isPackageFile(aim, refused.packages);
      if (goal.kind === 'put') return refused.packages.some((name) => isInstalledAt(goal.path, name));
      return goal.kind === 'gain' && goal.packages.some((name) => refused.packages.includes(name));
    case 'push':
      return goal.kind === 'push' && isPushedToo(refused, goal, world);
    case 'set':
      if (goal.kind === 'put') return goal.path === refused.file && isOverwritten(goal, aim);
      if (goal.kind === 'deed') return refused.file !== undefined && isBroughtBack(goal, aim, refused.file);
      return goal.kind === 'set' && goal.key === refused.key;
    case 'deed':
      if (goal.kind === 'gain') return goal.packages.some((name) => refused.what === `program ${name}`);
      if (goal.kind === 'lose') return isLossIn(refused.text, goal.path) || isReferenceLost(refused, goal);
      if (goal.kind === 'reach') return goal.isSent && isHostedToo(refused, goal, aim);
      return goal.kind === 'deed' && isSameDeed(refused, goal);
  }
}

function isLostToo(refused: Lose, goal: Lose, isAsked: boolean): boolean {
  if (isWithin(refused.path, goal.path) || isAmong(goal.path, refused.path) || isAmong(refused.path, goal.path))
    return true;
  if (!isWithin(goal.path, refused.path)) return false;
  // Step by step is the same end; what is taken out of all of the work is another, unless it is a large part of it.
  if (refused.isWide) return isAsked && isChild(goal.path, refused.path);
  return !goal.isOrdinary || refused.isOrdinary;
}

/** `git clean` of a path is one of the ways to have it gone. */
function isClearedOut({ what }: Deed, { effect }: Aim, path: string): boolean {
  return what === 'git untracked' && spellingsOf(path).some((name) => mentions(effect.part.text, name));
}

/** All of a folder is read, or all that a pattern stands for. */
function isLearntWith({ path: file }: Learn, goal: Learn): boolean {
  return isWithin(file, goal.path) || isAmong(file, goal.path);
}

/** Git keeps a branch in a file of its own. */
function isReferenceLost({ what, subjects = [] }: Deed, { path: file }: Lose): boolean {
  const [, name] = /[\\/]\.git[\\/]refs[\\/](?:heads|tags)[\\/](.+)$/.exec(file) ?? [];
  return what === 'git references' && name !== undefined && subjects.includes(name.toLowerCase());
}

/** What `find` deletes is told by its patterns alone. */
function isFoundToo(refused: Lose, goal: Lose, { effect, isAsked }: Aim): boolean {
  if (!isAsked || effect.program !== 'find' || path.basename(goal.path) !== 'some') return false;
  return (
    isWithin(refused.path, path.dirname(goal.path)) &&
    spellingsOf(refused.path).some((name) => mentions(effect.part.text, name))
  );
}

/** Git puts the state that this very file has elsewhere there: that which was committed last is nothing new. */
function isBroughtBack({ what, subjects = [] }: Deed, { effect }: Aim, file: string): boolean {
  return (
    what === 'git uncommitted' &&
    /\bcheckout\s+(?!-|HEAD\s)\S+\s+--\s|\s(?:--source\b|-s\b)/.test(effect.part.text) &&
    spellingsOf(file).some((name) => subjects.includes(name.toLowerCase()))
  );
}

/** Programs that put another file in the place of this one, and those that run code: what it says then is not told. */
const OVERWRITES = /^(?:cp|mv|ln|install|rsync|dd|curl|wget|perl|ruby|php|python[\d.]*|node|deno|bun)$/;

function isOverwritten({ isMode }: Put, { effect }: Aim): boolean {
  return !isMode && OVERWRITES.test(effect.program ?? '');
}

/** What is sent names the host somewhere else than as its first address, or only a part of the host is known. */
function isAddressed({ effect, isAsked, goal }: Aim, { host, isSent }: Reach): boolean {
  const { kind, detail, part } = effect;
  if (!isSent || !isAsked || (kind !== 'fetch' && kind !== 'upload')) return false;
  if (goal.kind === 'deed' && detail === 'fetch.unknownHost') return mentions(part.text, host);
  if (kind !== 'upload' || !mentions(part.text, host)) return false;
  return goal.kind === 'deed' || addressing(host).test(part.text.toLowerCase());
}

function addressing(host: string): RegExp {
  return new RegExp(`(?:\\s|=|["'])[a-z][a-z\\d+.-]*:\\/\\/${host.replaceAll('.', '\\.')}(?![\\w.-])`);
}

/** A code host's own interface: what its program does is done by a request as well. */
function isHostedToo(refused: Deed, { host }: Reach, { effect }: Aim): boolean {
  if (!refused.what.startsWith('host ') || !/^(?:api\.)?(?:github|gitlab)\.com$/.test(host)) return false;
  const hosted = hostedDeed(effect.part.text);
  return hosted !== undefined && isSameDeed(refused, hosted);
}

function isInstalledAt(file: string, name: string): boolean {
  return file.replaceAll('\\', '/').toLowerCase().endsWith(`/node_modules/${name}`);
}

function isPacked({ what, text = '' }: Deed, name: string): boolean {
  return what === 'run' && /^\s*(?:npm|pnpm)\s+(?:\S+\s+)?pack\s/.test(text) && mentions(text, name);
}

/** An archive in which registries and code hosts keep a package. */
const PACKAGE_FILE = /\.(?:tgz|tar\.(?:gz|bz2|xz)|whl|zip|gem|crate|jar|nupkg)(?![\w.])/;

/** Hosts that hand out the files of packages one by one. */
const DELIVERS =
  /\/\/(?:[\w.-]+\.)?(?:unpkg\.com|jsdelivr\.net|esm\.sh|skypack\.dev|jspm\.io|cdnjs\.cloudflare\.com)\//i;

function isPackageFile({ effect: { part } }: Aim, packages: readonly string[]): boolean {
  return (
    (PACKAGE_FILE.test(part.text) || DELIVERS.test(part.text)) && packages.some((name) => mentions(part.text, name))
  );
}

/** What was to be done with a whole folder says nothing against ordinary work in it. */
function isPutToo(refused: Put, goal: Put, isAsked: boolean): boolean {
  if (refused.isMode !== goal.isMode) return false;
  if (goal.path === refused.path) return !refused.isWide || isAsked;
  return isAsked && isWithin(goal.path, refused.path) && (!refused.isWide || refused.isMode);
}

function isReachedToo(refused: Reach, goal: Reach, isAsked: boolean): boolean {
  const isBelow = goal.host.endsWith(`.${refused.host}`);
  if (goal.host !== refused.host) return isBelow && refused.isSent && (goal.isLookup || goal.isSent);
  return !refused.isSent || goal.isSent || goal.isLookup || (goal.carriesData && isAsked);
}

function isPushedToo(refused: Push, goal: Push, world: GoalWorld): boolean {
  if (refused.how !== 'push' && goal.how === 'push') return false;
  const isSameRemote =
    (world.givesNames === true && !/[:/]/.test(goal.remote ?? '')) ||
    refused.remote === undefined ||
    goal.remote === undefined ||
    addressOf(refused.remote, world) === addressOf(goal.remote, world);
  if (!isSameRemote) return false;
  return refused.refs === undefined || goal.refs === undefined || goal.refs.some((ref) => refused.refs?.includes(ref));
}

function addressOf(remote: string, world: GoalWorld): string {
  const address = world.addressOf(remote) ?? remote;
  // `git@host:a/b.git`, `ssh://git@host/a/b` and `https://host/a/b` are one repository.
  return address
    .toLowerCase()
    .replace(/^[a-z+]+:\/\//, '')
    .replace(/^[^/@]*@/, '')
    .replace(/:(?:\d+\/)?/, '/')
    .replace(/(?:\.git)?\/*$/, '');
}

function hostOfRemote({ remote }: Push, world: GoalWorld): string | undefined {
  return remote === undefined ? undefined : hostOf(world.addressOf(remote) ?? remote);
}

function isSameDeed(refused: Deed, given: Deed): boolean {
  const goal = given.what === 'run' && refused.what !== 'run' ? asProgram(given) : given;
  if (refused.what !== goal.what) return false;
  if (refused.subjects === undefined || goal.subjects === undefined) {
    // A program that nobody knows may do one thing with a word and another without.
    return refused.subjects === goal.subjects || !refused.what.startsWith('program ');
  }
  return refused.subjects.some((a) => goal.subjects?.some((b) => a === b || isWithin(a, b) || isWithin(b, a)));
}

/** A file that is run, as the program that has its name. */
function asProgram({ subjects, text = '' }: Deed): Deed {
  const name = subjects?.[0]?.split(/[\\/]/).at(-1) ?? '';
  return { kind: 'deed', what: `program ${name}`, subjects: subjectsOf(text, [name], NOTHING_GENERAL) };
}

/** Words that code uses to have something gone. */
const LOSING =
  /unlink|rm(?:tree|dir|Sync|_rf|_r)?\b|remove|delete|truncate|rimraf|wipe|shred|erase|trash|rename|\bdel\b/i;

/** Whether code that can't be told names this path and a word for having something gone. */
function isLossIn(text: string | undefined, path: string): boolean {
  return text !== undefined && LOSING.test(text) && spellingsOf(path).some((name) => mentions(text, name));
}

/** Files in which a project lists what it needs. */
const MANIFEST =
  /(?:^|[\\/])(?:package(?:-lock)?\.json|pnpm-lock\.yaml|yarn\.lock|requirements[^\\/]*\.(?:txt|in)|pyproject\.toml|setup\.(?:py|cfg)|Pipfile|Cargo\.toml|go\.mod|Gemfile|composer\.json|pom\.xml|build\.gradle(?:\.kts)?|deno\.jsonc?)$/;

/** Files in which programs look for what is set for all of a person's work. */
const SETTINGS_FILE =
  /(?:^|[\\/])(?:\.npmrc|\.yarnrc(?:\.ya?ml)?|\.gitconfig|\.pypirc|pip\.(?:conf|ini)|bunfig\.toml)$/;

/** Whether an action that can't be told in full, or writes a file in a way that can't, names what was refused. */
function isWrittenFor({ action, untold, written }: Reaching, refused: Goal): boolean {
  if (action.kind !== 'command') return false;
  const isUntold = (names: readonly string[]) => untold.some((text) => names.some((name) => mentions(text, name)));
  switch (refused.kind) {
    case 'lose':
      return untold.some((text) => isLossIn(text, refused.path));
    case 'learn':
      return isUntold(spellingsOf(refused.path));
    case 'reach':
      return isUntold([refused.host]);
    case 'push':
      return isPushWritten(action.command, untold, refused);
    case 'gain':
      if (isUntold(refused.packages)) return true;
      return (
        written.some((path) => MANIFEST.test(path)) && refused.packages.some((name) => mentions(action.command, name))
      );
    case 'set':
      return (
        (isUntold([refused.key]) && refused.key.length > 3) ||
        (written.some((file) => SETTINGS_FILE.test(file)) && mentions(action.command, refused.key)) ||
        (refused.file !== undefined &&
          written.includes(refused.file) &&
          mentions(action.command, refused.key.split('.').at(-1) ?? refused.key))
      );
    default:
      return false;
  }
}

/** Whether what can't be told says to push, and to where or what was refused. */
function isPushWritten(command: string, untold: readonly string[], { remote, refs = [] }: Push): boolean {
  const names = remote === undefined ? refs : [remote, ...refs];
  return untold.length > 0 && mentions(command, 'push') && names.some((name) => mentions(command, name));
}

/** Ways to write a path inside code: whole, and by its last names. */
function spellingsOf(path: string): readonly string[] {
  const names = path.split(/[\\/]/).filter((name) => name !== '');
  return [path, names.slice(-2).join('/'), names.at(-1) ?? ''].filter((name) => name.length > 1);
}

function isWithin(path: string, folder: string): boolean {
  if (path === folder || folder === '/') return true;
  return path.startsWith(folder) && /[\\/]/.test(path[folder.length] ?? '');
}

function isChild(path: string, folder: string): boolean {
  return !/[\\/]/.test(path.slice(folder === '/' ? 1 : folder.length + 1));
}

/** Whether a path is among those a pattern stands for. */
function isAmong(path: string, pattern: string): boolean {
  if (!/[*?[]/.test(pattern)) return false;
  return matchesWildcards(path, pattern.replace(/\[[^\]/\\]{1,50}\]/g, '?'));
}
