import type { Call } from '../programs/program';
import { gitFile } from './settingsFiles';
import { type Setting, settingsIn } from './settingsText';

export interface Submodules {
  /** Folders below the top of the work tree. */
  readonly folders: readonly string[];
  /** What in the list no honest list has. Continues a sentence that begins with the command. */
  readonly odd: string | undefined;
}

const NONE: Submodules = { folders: [], odd: undefined };
/** More than this many aren't looked at one by one. */
const MOST = 64;

/** The submodules that a work tree lists: git works in each of them by the settings that it has there. */
export function submodulesIn(call: Call, root: string): Submodules {
  const { text, isThere } = gitFile(call, `${root}/.gitmodules`);
  if (text === undefined) return isThere ? { folders: [], odd: "has a list of submodules that can't be read" } : NONE;
  const { settings, brokenAt } = settingsIn(text);
  const folders = settings.filter(({ name }) => name === 'submodule.path').map(({ value }) => value);
  const odd =
    brokenAt !== undefined ? "has a list of submodules that can't be read" : settings.map(oddity).find(Boolean);
  return {
    folders: folders
      .filter(isPlain)
      .slice(0, MOST)
      .map((folder) => `${root}/${folder}`),
    odd,
  };
}

function isPlain(folder: string): boolean {
  return !/\p{Cc}|^[\\/]|(?:^|[\\/])\.\.(?:[\\/]|$)/u.test(folder);
}

/** What such lists have been made of to have code run, or files written, when a copy is made. */
function oddity({ name, between = '', value }: Setting): string | undefined {
  if (!name.startsWith('submodule.')) return undefined;
  if (/\p{Cc}/u.test(value + between))
    return 'copies a submodule with a control character in its name, address or path';
  if (/(?:^|[\\/])\.\.(?:[\\/]|$)/.test(between)) return 'copies a submodule whose name leads out of the repository';
  switch (name) {
    case 'submodule.path':
      return !isPlain(value) || /^-|(?:^|[\\/])\.git(?:[\\/]|$)/i.test(value)
        ? `puts a submodule at ${value}, where none belongs`
        : undefined;
    case 'submodule.url':
      return /^-|^\w+::|^[^/]*:?\/\/-/.test(value)
        ? `copies a submodule from ${value}, which is no plain address`
        : undefined;
    case 'submodule.update':
      return value.trimStart().startsWith('!') ? `runs \`${value.trim().slice(1)}\` for a submodule` : undefined;
    default:
      return undefined;
  }
}
