import type { Effect } from '../effect';

/**
 * What of a command counts that runs while an image is built, or in it: paths, rights, packages, users and processes are
 * those of the image, which is made anew each time and thrown away. What reaches beyond it stays.
 */
type Fate = 'stays' | 'goes' | 'code';

/** By the beginning of kind and detail; the first that fits. What isn't listed stays. */
const FATES: readonly (readonly [kind: Effect['kind'], detail: string, fate: Fate])[] = [
  // Installers are fetched and run in very many images: worth a question, and no more than that.
  ['run', 'run.remote', 'code'],
  ['run', 'run.decoded', 'code'],
  ['run', 'run.downloaded', 'code'],
  ['run', 'run.reverseShell', 'stays'],
  ['run', '', 'goes'],
  // Packages by their names are what images are made of. An address of its own is code like any other download.
  ['install', 'install.url', 'code'],
  ['install', '', 'goes'],
  // To fetch something is harmless as long as nothing runs it, except from where no package comes from.
  ['fetch', 'fetch.odd', 'stays'],
  ['fetch', '', 'goes'],
  ['gitRemote', 'git.remote.push', 'stays'],
  ['gitRemote', '', 'goes'],
  // The files of the image, whatever they are called there; what is given to a build as a secret is meant to be read.
  ['read', '', 'goes'],
  ['write', '', 'goes'],
  ['delete', '', 'goes'],
  // Nothing in it listens, starts by itself or has rights before it is run, and the image says how.
  ['listen', '', 'goes'],
  ['persist', '', 'goes'],
  ['process', '', 'goes'],
  ['environment', '', 'goes'],
  ['weaken', '', 'goes'],
  ['gitHistory', '', 'goes'],
  ['gitConfig', '', 'goes'],
  ['database', '', 'goes'],
  ['editorState', '', 'goes'],
  // A container started from within one can reach all of the machine; other rights end with the image.
  ['escalate', 'escalate.container', 'stays'],
  ['escalate', '', 'goes'],
  // A program that isn't known can do what the image can. Text that hides what it does stays.
  ['unknown', 'program', 'goes'],
  ['unknown', 'value', 'goes'],
  ['unknown', 'run', 'goes'],
  ['unknown', 'write', 'goes'],
];

/** An effect as it counts from within an image; undefined when it stays in there. */
export function withinImage(effect: Effect): Effect | undefined {
  const { kind, detail = '' } = effect;
  const fate = FATES.find(([of, begins]) => of === kind && detail.startsWith(begins))?.[2] ?? 'stays';
  switch (fate) {
    case 'stays':
      return effect;
    case 'goes':
      return undefined;
    case 'code':
      return {
        ...effect,
        kind: 'change',
        detail: 'change.image.code',
        says: `${effect.says ?? 'runs code from elsewhere'} while the image is built`,
      };
  }
}
