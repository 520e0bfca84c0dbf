import path from 'node:path';
import { locate } from '../locate';
import type { Call } from '../programs/program';
import { provenanceOf } from '../script/provenance';
import { type Setting, settingsIn } from './settingsText';

/** A setting, and where it stands. */
export interface PlacedSetting extends Setting {
  /** Real path of the file. */
  readonly file: string;
  /** Set by the person for all repositories, and as they have set it. */
  readonly isPersons: boolean;
}

export interface Settings {
  readonly settings: readonly PlacedSetting[];
  /** Real paths of files that git obeys and that can't be read here. */
  readonly unread: readonly string[];
}

/** Large repositories have settings for thousands of branches. */
const MOST_BYTES = 1024 * 1024;
/** Files that include one another: git itself goes no deeper than ten. */
const MOST_FILES = 24;
/** What it costs to look for a file, in steps of the budget. */
const FILE = 4;

interface FileText {
  /** Real. */
  readonly path: string;
  /** Undefined where there is none, or it can't be read. */
  readonly text: string | undefined;
  readonly isThere: boolean;
}

/** A file of git's own as it is now, or as the same command line has written it. */
export function gitFile(call: Call, file: string): FileText {
  const { looking, state } = call;
  looking.budget.spend(FILE);
  const real = realOf(call, file);
  looking.paths.add(real);
  const written = state.written(real);
  if (written !== undefined) return { path: real, text: written.text, isThere: true };
  const text = looking.disk.text(real, MOST_BYTES);
  return { path: real, text, isThere: text !== undefined || looking.disk.kind(real) === 'file' };
}

/** As `gitFile`, for one that most stores don't have: where the folder tells its names, none is looked for one by one. */
export function rareFile(call: Call, folder: string, name: string): FileText | undefined {
  const { looking, state } = call;
  const names = looking.situation.isCaseSensitive ? looking.disk.list(realOf(call, folder)) : [];
  const isNone = names.length > 0 && !names.includes(name) && state.writtenPaths().length === 0;
  return isNone ? undefined : gitFile(call, `${folder}/${name}`);
}

export function realOf({ looking: { disk, situation } }: Call, file: string): string {
  return situation.platform === 'posix' && file.startsWith('/') && !file.includes('..')
    ? disk.realPath(file)
    : locate(file, situation, disk).path;
}

/** All that the files of a repository set, with what they include on whatever condition. */
export function settingsOf(call: Call, files: readonly string[]): Settings {
  const found = new Gathered(call, 'repository');
  for (const file of files) found.add(file);
  return found;
}

/** What the person has set for all repositories, of which what is theirs is trusted. */
export function personalSettings(call: Call): Settings {
  const { environment } = call.looking.situation;
  const found = new Gathered(call, 'person');
  found.add('~/.gitconfig');
  found.add(`${environment.XDG_CONFIG_HOME ?? '~/.config'}/git/config`);
  return found;
}

class Gathered implements Settings {
  readonly settings: PlacedSetting[] = [];
  readonly unread: string[] = [];
  readonly #seen = new Set<string>();

  constructor(
    private readonly call: Call,
    private readonly scope: 'person' | 'repository',
  ) {}

  add(given: string): void {
    const { home } = this.call.looking.situation;
    const { path: file, text, isThere } = gitFile(this.call, given.replace(/^~(?=$|[\\/])/, home));
    if (!isThere || this.#seen.has(file)) return;
    this.#seen.add(file);
    const isOwn = this.scope === 'person' && isPersons(this.call, file);
    if (text === undefined || this.#seen.size > MOST_FILES) {
      if (!isOwn) this.unread.push(file);
      return;
    }
    if (this.scope === 'repository') this.call.looking.scripts.add(file);
    const { settings, brokenAt } = settingsIn(text);
    if (brokenAt !== undefined && !isOwn) this.unread.push(file);
    for (const setting of settings) {
      this.settings.push({ ...setting, file, isPersons: isOwn });
      if (setting.name === 'include.path' || setting.name === 'includeif.path') this.#include(setting.value, file);
    }
  }

  /** Beside the file that names it, unless it says where. */
  #include(value: string, from: string): void {
    const { platform, environment } = this.call.looking.situation;
    const { dirname, isAbsolute, join } = platform === 'windows' ? path.win32 : path.posix;
    const [, user, below] = /^~([^\\/]*)(.*)$/s.exec(value) ?? [];
    if (user !== undefined && (user === '' || user === environment.USER)) this.add(`~${below}`);
    // The homes of others, and the folder git was installed in: where these are isn't told.
    else if (user !== undefined || value.startsWith('%(')) {
      if (this.scope === 'repository') this.unread.push(value);
    } else if (value !== '') this.add(isAbsolute(value) ? value : join(dirname(from), value));
  }
}

function isPersons(call: Call, file: string): boolean {
  const { looking, state } = call;
  const provenance = provenanceOf(file, looking);
  return (
    state.written(file) === undefined &&
    (provenance === 'starting' ||
      provenance === 'person' ||
      (provenance === 'outside' && call.placeOf(file)?.area !== 'temp'))
  );
}
