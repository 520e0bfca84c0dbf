import { runHooks } from '../git/hooks';
import { isOrdinarySetting, runningSetting, worksOnFiles } from '../git/runningSettings';
import {
  gitFile,
  type PlacedSetting,
  personalSettings,
  rareFile,
  realOf,
  type Settings,
  settingsOf,
} from '../git/settingsFiles';
import { shownName } from '../git/settingsText';
import { submodulesIn } from '../git/submodules';
import { nameSet } from '../names';
import { shownPath } from '../onFile';
import { runText } from '../shell/lookThrough';
import { literalArg } from '../shell/value';
import type { Call } from './program';

export interface Repository {
  /** The top of its work tree; undefined for a bare one. */
  readonly root: string | undefined;
  /** The folder that holds `HEAD`. */
  readonly store: string;
  /** The folder that holds what all its work trees share: `config` and `hooks`. */
  readonly common: string;
  /** Files whose settings git obeys here. */
  readonly settings: readonly string[];
}

export function textAt(call: Call, path: string): string | undefined {
  return gitFile(call, path).text;
}

/** The repository that contains the folder, however far above it stands: the one that git would take. */
export function repositoryAt(call: Call, start: string): Repository | undefined {
  return repositoriesAt(call, start)[0];
}

/**
 * As `repositoryAt`, with those that git takes where the nearer one is none after all: what only looks like a repository
 * must not hide the one around it.
 */
function repositoriesAt(call: Call, start: string): readonly Repository[] {
  const found: Repository[] = [];
  for (let folder = start, steps = 0; steps < 64; steps++) {
    for (const [store, root] of [
      [storeBehind(call, `${folder}/.git`), folder] as const,
      [folder, undefined] as const,
    ]) {
      const likeness = store === undefined ? 'none' : likenessOf(call, store);
      if (store === undefined || likeness === 'none') continue;
      found.push({ root, ...storeAt(call, store) });
      if (likeness === 'sure') return found;
    }
    const above = folder.replace(/[\\/][^\\/]*$/, '');
    if (above === folder) return found;
    folder = above;
  }
  return found;
}

/** A work tree beside the first, or a submodule, has a file in that place that says where the store is. */
function storeBehind(call: Call, git: string): string {
  const { text } = gitFile(call, git);
  const elsewhere = text === undefined ? undefined : /^gitdir: ([\s\S]*?)[\r\n]*$/.exec(text)?.[1];
  return elsewhere === undefined ? git : beside(git.replace(/[\\/][^\\/]*$/, ''), elsewhere);
}

function beside(folder: string, path: string): string {
  return /^(?:[\\/]|[A-Za-z]:)/.test(path) ? path : `${folder}/${path}`;
}

/** Whether git would take a folder for the store of a repository. */
function likenessOf(call: Call, store: string): 'none' | 'perhaps' | 'sure' {
  const isFolder = (path: string) => call.looking.disk.kind(realOf(call, path)) === 'folder';
  const head = gitFile(call, `${store}/HEAD`);
  if (!head.isThere) {
    // It may be a link to what isn't there yet.
    const isBare = isFolder(`${store}/refs`) && isFolder(`${store}/objects`);
    if (isBare) return 'perhaps';
    return /[\\/]\.git$/.test(store) && gitFile(call, `${store}/config`).isThere ? 'perhaps' : 'none';
  }
  const common = commonOf(call, store);
  const isWhole = isFolder(`${common}/objects`) && isFolder(`${common}/refs`);
  if (isWhole && /^(?:ref: *refs\/|[0-9a-f]{40})/.test(head.text ?? '')) return 'sure';
  return isWhole || gitFile(call, `${common}/config`).isThere ? 'perhaps' : 'none';
}

function commonOf(call: Call, store: string): string {
  const text = rareFile(call, store, 'commondir')?.text;
  return text === undefined ? store : beside(store, text.replace(/[\r\n]+$/, ''));
}

export function storeAt(call: Call, store: string): Omit<Repository, 'root'> {
  const common = commonOf(call, store);
  const ofOne = rareFile(call, store, 'config.worktree');
  return { store, common, settings: [`${common}/config`, ...(ofOne?.isThere === true ? [ofOne.path] : [])] };
}

/** What a command of git is called with that matters for settings. */
export interface Use {
  readonly verb: string;
  /** It may talk to another repository. */
  readonly isReaching: boolean;
  /** The store, where it is named. */
  readonly store: string | undefined;
  /** Settings for this command alone, by their whole names: they come last. */
  readonly once: ReadonlyMap<string, string>;
}

/** Settings of a repository can run programs on the most harmless command: those of the one that is used are read. */
export function checkRepository(call: Call, use: Use): void {
  if (call.folders === undefined && use.store === undefined)
    call.unknown('value.folder', 'git', "uses git in a folder that can't be told, whose settings may run programs");
  const repositories =
    use.store === undefined
      ? (call.folders ?? []).flatMap((folder) => repositoriesAt(call, folder))
      : [{ root: call.folders?.[0], ...storeAt(call, storeBehind(call, use.store)) }];
  const person = personalSettings(call);
  checkSettings(call, person, use);
  for (const repository of repositories) checkOne(call, repository, person, use);
  const made = (call.folders ?? []).find((folder) => isMadeUnseen(call, folder));
  if (made !== undefined)
    call.unknown('run.written', made, 'uses git in a folder that the same command brings in, with settings of its own');
  const written = call.state.writtenPaths().find((path) => isGitFile(call, path));
  if (written !== undefined) call.unknown('run.written', written, 'uses git after changing its files');
}

function checkOne(call: Call, repository: Repository, person: Settings, use: Use): void {
  const { root, common, settings: files } = repository;
  const own = settingsOf(call, files);
  checkSettings(call, own, use);
  checkWorkTree(call, repository, own);
  if (root !== undefined && worksOnFiles(use.verb)) checkSubmodules(call, root, use);
  // Taken away for this command alone, which is told elsewhere.
  if (use.once.has('core.hookspath')) return;
  const isNamed = ({ name, between }: PlacedSetting) => name === 'core.hookspath' && between === undefined;
  const named = own.settings.filter(isNamed);
  runHooks(call, {
    verb: use.verb,
    root: root ?? repository.store,
    common,
    named: named.length > 0 ? named : person.settings.filter(isNamed),
  });
}

/** Values in a list: another one doesn't take the place of those before. */
const IN_LIST = /^(?:credential\.helper|url\..*|remote\.(?:url|pushurl))$/;
const LONGEST_SHOWN = 100;

function checkSettings(call: Call, { settings, unread }: Settings, use: Use): void {
  const { situation } = call.looking;
  for (const file of unread)
    call.unknown('git.unread', file, `obeys settings in ${shownPath(file, situation)} that can't be read`);
  // Objects that aren't here are fetched when any command comes to need them.
  const isReaching =
    use.isReaching || settings.some(({ name }) => name === 'remote.promisor' || name === 'extensions.partialclone');
  for (const setting of settings) {
    const { value, file, name } = setting;
    const running = runningSetting(setting);
    if (running === undefined || setting.isPersons || !running.isReadBy(use.verb, isReaching)) continue;
    const shown = shownName(setting);
    const once = use.once.get(shown);
    if (once !== undefined && (once === '' || !IN_LIST.test(name))) continue;
    if (isOrdinarySetting(setting)) continue;
    const at = `${shown} in ${shownPath(file, situation)}`;
    const short = value.length > LONGEST_SHOWN ? `${value.slice(0, LONGEST_SHOWN)}…` : value;
    call.emit('gitConfig', shown, {
      detail: 'git.config.present',
      says: running.how === 'runs' ? `can run \`${short}\`, as ${at} says` : `obeys ${at}, which leads elsewhere`,
    });
    if (running.how === 'runs') runText(call, { text: value.replace(/^!/, ''), file, at: shown });
  }
}

/** A store that says of itself that its files are elsewhere: those of a submodule say where they are. */
function checkWorkTree(call: Call, { root, store }: Repository, { settings }: Settings): void {
  for (const { name, value, file } of settings) {
    if (name !== 'core.worktree') continue;
    const [tree] = call.resolve(literalArg(beside(store, value), call.part)) ?? [];
    const [top] = root === undefined ? [] : (call.resolve(literalArg(root, call.part)) ?? []);
    if (tree !== undefined && tree === top) continue;
    call.emit('gitConfig', name, {
      detail: 'git.config.present',
      says: `works on the files in ${value}, as core.worktree in ${shownPath(file, call.looking.situation)} says`,
    });
  }
}

/** In each submodule git works by the settings that it has there. */
function checkSubmodules(call: Call, root: string, use: Use): void {
  const { folders, odd } = submodulesIn(call, root);
  if (odd !== undefined && FILLS_SUBMODULES.has(use.verb))
    call.emit('gitConfig', '.gitmodules', { detail: 'git.config.present', says: odd });
  for (const folder of folders) {
    const store = storeBehind(call, `${folder}/.git`);
    if (likenessOf(call, store) !== 'none') checkSettings(call, settingsOf(call, storeAt(call, store).settings), use);
  }
}

const FILLS_SUBMODULES = nameSet('submodule clone pull fetch checkout switch reset restore read-tree worktree');

/** Not there before, but copied or unpacked by this very command: what came along may be a repository. */
function isMadeUnseen(call: Call, start: string): boolean {
  if (call.kindOf(literalArg(start, call.part)) !== 'missing') return false;
  for (let folder = start; ; ) {
    const written = call.state.written(folder);
    if (written !== undefined) return written.text !== BY_GIT;
    const above = folder.replace(/[\\/][^\\/]*$/, '');
    if (above === folder) return false;
    folder = above;
  }
}

const BY_GIT = 'made by git';

/** A folder that git itself makes a repository or a work tree of. */
export function didMakeRepository(call: Call, folders: readonly string[]): void {
  for (const folder of folders) call.state.didWrite(folder, { text: BY_GIT, taint: 0 });
}

/** Written by git itself, for a later command to find. */
const STATE_FILE = /[\\/](?:MERGE_HEAD|CHERRY_PICK_HEAD|REVERT_HEAD|rebase-apply)$/;

function isGitFile(call: Call, path: string): boolean {
  if (STATE_FILE.test(path)) return false;
  if (/[\\/]\.git(?:[\\/]|$)|[\\/]\.git(?:attributes|modules)$|[^\\/]+\.git[\\/]/.test(path)) return true;
  // The two files that make any folder a repository.
  const other =
    /[\\/](?:config|HEAD)$/.exec(path)?.[0] === undefined ? undefined : path.endsWith('HEAD') ? 'config' : 'HEAD';
  if (other === undefined) return false;
  const beside = path.replace(/[^\\/]*$/, other);
  return call.state.written(beside) !== undefined || textAt(call, beside) !== undefined;
}

/** A merge, pick or revert is under way, as the disk or this very command has it. */
export function beginOperation(call: Call, file: string): void {
  for (const folder of call.folders ?? []) {
    const store = repositoryAt(call, folder)?.store ?? `${folder}/.git`;
    if (textAt(call, `${store}/${file}`) === undefined) call.state.didWrite(`${store}/${file}`, { text: '', taint: 0 });
  }
}

/** Whether this very command began it: then giving it up throws away nothing of before. */
export function didBeginOperation(call: Call, file: string): boolean {
  return (
    (call.folders ?? []).length > 0 &&
    (call.folders ?? []).every((folder) => {
      const store = repositoryAt(call, folder)?.store ?? `${folder}/.git`;
      return call.state.written(`${store}/${file}`) !== undefined;
    })
  );
}

/** What an alias of the repository or of the person stands for; where several do, that can't be told. */
export function aliasOf(call: Call, name: string): string | undefined {
  const wanted = name.toLowerCase();
  const settings = [
    ...personalSettings(call).settings,
    ...(call.folders ?? []).flatMap((folder) =>
      repositoriesAt(call, folder).flatMap((repository) => settingsOf(call, repository.settings).settings),
    ),
  ];
  const values = new Set(settings.filter((setting) => isAlias(setting, wanted)).map(({ value }) => value));
  const [value] = values;
  return values.size === 1 ? value : undefined;
}

/** `alias.name`, or as later versions have it `alias.name.command`. */
function isAlias({ name, between }: PlacedSetting, wanted: string): boolean {
  if (!name.startsWith('alias.')) return false;
  if (between === undefined) return name.slice('alias.'.length) === wanted;
  const whole = `${between}.${name.slice('alias.'.length)}`.toLowerCase();
  return whole === wanted || whole === `${wanted}.command`;
}
