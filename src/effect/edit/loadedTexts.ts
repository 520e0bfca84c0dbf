import path from 'node:path';
import type { Effect, Part } from '../effect';
import type { LoadedFile, Looking } from '../looking';
import { shownPath } from '../onFile';
import { isBelow } from '../script/folders';
import { lockedIn, lockedManifest } from '../script/lockedPackages';
import { provenanceOf } from '../script/provenance';
import { textEffects } from './analyseEdit';

/** Longer files than this are not looked into, in bytes. */
const LONGEST = 512 * 1024;
const LONGEST_LOCK = 8 * 1024 * 1024;

/**
 * Files that a program would read by their names, and that this task changed in whatever way: what they say is judged as if
 * an edit wrote it now, as far as it is about what runs or is installed. What they said when the task began isn't new.
 */
export function loadedTexts(looking: Looking): readonly Effect[] {
  const effects: Effect[] = [];
  // What one has run may read others.
  for (const [file, { part, isInstalled }] of looking.loaded) {
    const standsIn = shownPath(file, looking.situation);
    const own = { ...part, standsIn };
    if (provenanceOf(file, looking) === 'downloaded') effects.push(downloaded(standsIn, own));
    const after = looking.disk.text(file, LONGEST);
    if (after === undefined) effects.push(beyond(standsIn, own));
    else {
      const before = textBefore(file, after, isInstalled, looking);
      if (before === after) continue;
      const found = textEffects({ path: file, before, after }, part, looking);
      effects.push(...found.filter((effect) => isAbout(effect, isInstalled)));
    }
  }
  return effects;
}

function downloaded(standsIn: string, part: Part): Effect {
  const says = `does what ${standsIn} says, which came from the network in this task`;
  return { kind: 'run', target: standsIn, part, certainty: 'certain', detail: 'run.downloaded', says };
}

function beyond(standsIn: string, part: Part): Effect {
  const says = `reads ${standsIn}, which is no text that can be looked through`;
  return { kind: 'unknown', target: standsIn, part, certainty: 'possible', detail: 'script.beyond', says };
}

/** Of a manifest of which that isn't known: what its lock file was made for, where the task left that alone. */
function textBefore(
  file: string,
  after: string,
  isInstalled: LoadedFile['isInstalled'],
  looking: Looking,
): string | null {
  const starting = looking.situation.history?.starting;
  if (starting !== undefined && Object.hasOwn(starting, file)) return starting[file] ?? null;
  if (isInstalled !== true || path.basename(file) !== 'package.json') return null;
  return lockedBefore(file, after, looking) ?? null;
}

const LOCKS = ['package-lock.json', 'npm-shrinkwrap.json', 'yarn.lock', 'pnpm-lock.yaml', 'bun.lock'];

function lockedBefore(file: string, after: string, looking: Looking): string | undefined {
  const { disk, situation } = looking;
  const own = path.dirname(file);
  const top = situation.roots.find((root) => isBelow(own, root));
  for (let at = own; top !== undefined; at = path.dirname(at)) {
    for (const name of LOCKS) {
      const lock = path.join(at, name);
      if (disk.kind(lock) !== 'file') continue;
      looking.paths.add(lock);
      looking.scripts.add(lock);
      const text = disk.text(lock, LONGEST_LOCK);
      if (text === undefined || !/^(?:starting|person)$/.test(provenanceOf(lock, looking))) return undefined;
      const isLocked = lockedIn(name, text, path.relative(at, own).replaceAll('\\', '/'));
      return isLocked === undefined ? undefined : lockedManifest(after, isLocked);
    }
    if (at === top || at === path.dirname(at)) return undefined;
  }
  return undefined;
}

/** Which rights and checks a project has was asked about when it was written, and says nothing of this run. */
const ABOUT_RUNNING =
  /^change\.(?:executable|container|autorun|gitSetting|image\.code|remoteCode|decoded|wrapper|hidden)\b/;
const ABOUT_PACKAGES = /^(?:change\.(?:dependency|registry|resolved|lock|tls|verification)|edit)\b/;

function isAbout({ kind, detail = '' }: Effect, isInstalled: LoadedFile['isInstalled']): boolean {
  if (isInstalled !== false && ABOUT_PACKAGES.test(detail)) return true;
  return isInstalled !== true && (kind !== 'change' || ABOUT_RUNNING.test(detail));
}
