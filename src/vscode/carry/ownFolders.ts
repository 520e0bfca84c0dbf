import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** Where the editor put us, as it told us when it started us. */
export interface OwnPlaces {
  readonly globalStorage: string;
  /** Undefined where no folder is open. */
  readonly storage?: string | undefined;
  readonly log: string;
  readonly extension: string;
}

/**
 * Folders that decide what Chaperone is and does: its storage, logs and code, the editor's settings for this person and
 * machine, and the folder that all extensions are loaded from. What could write there could switch the guard off.
 */
export function ownFolders({ globalStorage, storage, log, extension }: OwnPlaces): readonly string[] {
  const folders = [globalStorage, log, extension];
  if (storage !== undefined) folders.push(storage);
  const user = userFolderOf(globalStorage);
  // Beside `User` an editor on a server keeps the settings for the machine, and a desktop editor its own files.
  if (user !== undefined) folders.push(user, join(dirname(user), 'Machine'));
  const extensions = dirname(extension);
  // While an extension is developed, its neighbours are somebody's projects.
  if (basename(extensions).toLowerCase() === 'extensions' || existsSync(join(extensions, 'extensions.json'))) {
    folders.push(extensions, join(dirname(extensions), 'argv.json'));
  }
  return [...new Set(folders)];
}

/** `…/User/globalStorage/chaperone.chaperone`, or with a profile `…/User/profiles/<id>/globalStorage/…`. */
function userFolderOf(globalStorage: string): string | undefined {
  const storages = dirname(globalStorage);
  if (basename(storages) !== 'globalStorage') return undefined;
  const profile = dirname(storages);
  return basename(dirname(profile)) === 'profiles' ? dirname(dirname(profile)) : profile;
}
