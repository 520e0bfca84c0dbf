import path from 'node:path';
import type { Situation } from '../action/situation';
import type { Effect, Part } from './effect';
import { isHarmlessDevice, locate } from './locate';
import type { Looking } from './looking';

/** What an action does to the one file that it names. */
export function onFile(
  kind: 'read' | 'write' | 'delete',
  verb: string,
  file: string,
  detail: string,
  looking: Looking,
): Effect[] {
  const place = locate(file, looking.situation, looking.disk);
  if (isHarmlessDevice(place.path)) return [];
  looking.paths.add(place.path);
  const shown = shownPath(file, looking.situation);
  const opaque = hiddenCharacters(file) ?? notAbsolute(file, looking.situation);
  const effect: Effect = { kind, target: shown, place, part: whole(`${verb} ${shown}`), certainty: 'certain', detail };
  return opaque === undefined
    ? [effect]
    : [effect, { ...effect, kind: 'unknown', detail: 'path.hidden', says: opaque }];
}

/** Characters in a name that are not what they look like. */
function hiddenCharacters(file: string): string | undefined {
  return /\0|[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/.test(file)
    ? 'has invisible characters in its path'
    : undefined;
}

/** Where such a path leads depends on who opens it. */
function notAbsolute(file: string, { platform }: Situation): string | undefined {
  const api = platform === 'windows' ? path.win32 : path.posix;
  return api.isAbsolute(file) ? undefined : 'has a path that is not absolute';
}

export function shownPath(file: string, situation: Situation): string {
  const api = situation.platform === 'windows' ? path.win32 : path.posix;
  for (const root of situation.roots) {
    const relative = api.relative(root, file);
    if (relative === '') return api.basename(root);
    if (!relative.startsWith('..') && !api.isAbsolute(relative)) return relative;
  }
  return file;
}

export function whole(text: string): Part {
  return { start: 0, end: text.length, text };
}
