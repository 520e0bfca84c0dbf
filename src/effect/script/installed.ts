import type { Looking } from '../looking';
import { isBelow, pathsOf } from './folders';
import { provenanceOf } from './provenance';

/** A program of the packages that a project installed. */
export interface InstalledProgram {
  /** Real path of the file that runs. */
  readonly file: string;
  /**
   * `listed`: as it was, or installed since from what the project listed before. `changed`: from what this task listed.
   * `written`: this task wrote the file itself.
   */
  readonly state: 'listed' | 'changed' | 'written';
}

const LOCKS = [
  'package-lock.json',
  'npm-shrinkwrap.json',
  'yarn.lock',
  'pnpm-lock.yaml',
  'bun.lock',
  'bun.lockb',
  'deno.lock',
];

/** Where a package's own programs are looked for: its folder's, then those above it, up to the workspace's. */
export function programFoldersOf(folder: string, { situation, disk }: Looking): readonly string[] {
  const top = situation.roots.find((each) => isBelow(folder, each));
  const { join, dirname } = pathsOf(situation);
  const folders: string[] = [];
  for (let at = folder; top !== undefined; at = dirname(at)) {
    const bin = join(at, 'node_modules', '.bin');
    if (disk.kind(bin) === 'folder') folders.push(bin);
    if (at === top || at === dirname(at)) break;
  }
  return folders;
}

export function installedProgram(
  name: string,
  folders: readonly string[],
  looking: Looking,
): InstalledProgram | undefined {
  const { disk, situation } = looking;
  if (!/^[\w@.-]+$/.test(name)) return undefined;
  for (const folder of folders) {
    const shim = pathsOf(situation).join(folder, name);
    if (disk.kind(shim) !== 'file') continue;
    const file = disk.realPath(shim);
    return { file, state: stateOf(shim, file, looking) };
  }
  return undefined;
}

function stateOf(shim: string, file: string, looking: Looking): InstalledProgram['state'] {
  const { history } = looking.situation;
  if (history === undefined) return 'listed';
  if ([shim, file].some((each) => isWritten(each, looking))) return 'written';
  const isChanged = [shim, file].some((each) => /^(?:task|downloaded)$/.test(provenanceOf(each, looking)));
  return isChanged && !isFromUnchangedList(file, looking) ? 'changed' : 'listed';
}

/** Known to be written by the task, not only younger than it: an installation writes many files, and lists none. */
function isWritten(file: string, { situation }: Looking): boolean {
  const changed = situation.history?.changed ?? {};
  return Object.hasOwn(changed, file) && changed[file] !== 'person';
}

/** Whether what was installed is what the project listed when the task began. */
function isFromUnchangedList(file: string, looking: Looking): boolean {
  const { disk, situation } = looking;
  const { join, dirname } = pathsOf(situation);
  const [base = ''] = file.split(/[\\/]node_modules[\\/]/, 1);
  const top = situation.roots.find((each) => isBelow(base, each));
  const isTheirs = (each: string) => /^(?:starting|person)$/.test(provenanceOf(each, looking));
  for (let at = base; top !== undefined; at = dirname(at)) {
    const lock = LOCKS.map((name) => join(at, name)).find((each) => disk.kind(each) === 'file');
    if (lock !== undefined) {
      looking.paths.add(lock);
      // An installation brings the lock file up to date, with what the manifest lists.
      return isTheirs(lock) || (!isWritten(lock, looking) && isTheirs(join(at, 'package.json')));
    }
    if (at === top || at === dirname(at)) break;
  }
  return isTheirs(join(base, 'package.json'));
}
