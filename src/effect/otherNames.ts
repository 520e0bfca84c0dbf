import type path from 'node:path';
import type { Effect } from './effect';

/** A file, and the path by which its content is known from now on too. */
export type OtherName = readonly [from: string, to: string];

/** What an action copies, links or moves, as real paths: each source with each target of the same command. */
export function otherNames(effects: readonly Effect[]): readonly OtherName[] {
  const byPart = new Map<string, { readonly from: Set<string>; readonly to: Set<string> }>();
  for (const { kind, detail = '', part, place } of effects) {
    if (place === undefined) continue;
    // The tool that renames a file has a part for each of its names.
    const key = /^rename /.test(part.text) ? 'rename' : JSON.stringify([part.start, part.end, part.standsIn]);
    let sides = byPart.get(key);
    if (sides === undefined) {
      sides = { from: new Set(), to: new Set() };
      byPart.set(key, sides);
    }
    if (kind === 'read' || kind === 'delete' || detail === 'write.link') sides.from.add(place.path);
    if (kind === 'write' && (detail === 'write.create' || detail === 'write.link')) sides.to.add(place.path);
  }
  const pairs: OtherName[] = [];
  for (const { from, to } of byPart.values())
    for (const one of from)
      for (const other of to) if (one !== other && pairs.length < MOST_PAIRS) pairs.push([one, other]);
  return pairs;
}

const MOST_PAIRS = 10_000;

/** The path that a file has when the folder that it is in, or it itself, is known by another name; undefined otherwise. */
export function renamedPath(file: string, [from, to]: OtherName, api: path.PlatformPath): string | undefined {
  if (file === from) return to;
  return file.startsWith(from + api.sep) ? to + file.slice(from.length) : undefined;
}
