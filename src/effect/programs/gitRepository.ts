import { literalArg } from '../shell/value';
import { dangerousSetting, type Setting, settingsIn } from './gitSettings';
import type { Call } from './program';

export interface Repository {
  /** The top of its work tree; undefined for a bare one. */
  readonly root: string | undefined;
  /** The folder that holds `HEAD` and, unless it is a linked work tree, `config`. */
  readonly store: string;
  /** Files whose settings git obeys here. */
  readonly settings: readonly string[];
}

export function textAt(call: Call, path: string): string | undefined {
  return call.textOf(literalArg(path, call.part));
}

/** The repository that contains the folder, however far above it stands. */
export function repositoryAt(call: Call, start: string): Repository | undefined {
  for (let folder = start, steps = 0; steps < 64; steps++) {
    if (isStore(call, folder)) return { root: undefined, ...storeAt(folder) };
    const git = `${folder}/.git`;
    if (textAt(call, `${git}/config`) !== undefined) return { root: folder, ...storeAt(git) };
    // A work tree beside it, or a submodule, keeps its settings elsewhere.
    const elsewhere = /^gitdir: *(\S.*?)\s*$/m.exec(textAt(call, git) ?? '')?.[1];
    if (elsewhere !== undefined) {
      const at = /^(?:[\\/]|[A-Za-z]:)/.test(elsewhere) ? elsewhere : `${folder}/${elsewhere}`;
      const common = textAt(call, `${at}/commondir`)?.trim() ?? '../..';
      const shared = /^[\\/]/.test(common) ? common : `${at}/${common}`;
      return { root: folder, store: at, settings: [`${at}/config`, `${at}/config.worktree`, `${shared}/config`] };
    }
    const above = folder.replace(/[\\/][^\\/]*$/, '');
    if (above === folder) return undefined;
    folder = above;
  }
  return undefined;
}

export function storeAt(store: string): Omit<Repository, 'root'> {
  return { store, settings: [`${store}/config`, `${store}/config.worktree`] };
}

function isStore(call: Call, folder: string): boolean {
  return textAt(call, `${folder}/HEAD`) !== undefined && textAt(call, `${folder}/config`) !== undefined;
}

function isPerTree(file: string): boolean {
  return file.endsWith('/config.worktree');
}

/** Settings of a repository can run programs on the most harmless command: those of the one that is used are read. */
export function checkRepository(call: Call, store: string | undefined, isReaching: boolean): void {
  if (call.folders === undefined && store === undefined)
    call.unknown('value.folder', 'git', "uses git in a folder that can't be told, whose settings may run programs");
  const files =
    store === undefined
      ? (call.folders ?? []).flatMap((folder) => repositoryAt(call, folder)?.settings ?? [])
      : storeAt(store).settings;
  let hasOwn = false;
  for (const file of [...files.filter((each) => !isPerTree(each)), ...files.filter(isPerTree)]) {
    // Only where a setting says so has each work tree settings of its own.
    if (isPerTree(file) && !hasOwn) continue;
    const text = textAt(call, file) ?? '';
    hasOwn ||= /worktreeconfig/i.test(text);
    const bad = dangerousSetting(text, isReaching);
    if (bad !== undefined)
      call.emit('gitConfig', bad, {
        detail: 'git.config.present',
        says: `obeys the repository's setting ${bad}, which runs a program or leads elsewhere`,
      });
  }
  const made = (call.folders ?? []).find((folder) => isMadeUnseen(call, folder));
  if (made !== undefined)
    call.unknown('run.written', made, 'uses git in a folder that the same command brings in, with settings of its own');
  const written = call.state.writtenPaths().find((path) => isGitFile(call, path));
  if (written !== undefined) call.unknown('run.written', written, 'uses git after changing its files');
}

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

/** What an alias of the repository or of the person stands for. */
export function aliasOf(call: Call, name: string): string | undefined {
  const files = [
    ...(call.folders ?? []).flatMap((folder) => [...(repositoryAt(call, folder)?.settings ?? [])].reverse()),
    '~/.gitconfig',
    '~/.config/git/config',
  ];
  const wanted = `alias.${name.toLowerCase()}`;
  const values = files.flatMap((file) =>
    settingsIn(textAt(call, file) ?? '')
      .filter((setting: Setting) => setting.name === wanted)
      .map(({ value }) => value),
  );
  return values.length === 1 ? values[0] : undefined;
}
