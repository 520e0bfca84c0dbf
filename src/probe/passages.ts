import { MOST_SIGNS, type Scan } from './scanText';

/** So much before and after a sign belongs to what it says, in UTF-16 units. */
const AROUND = 1500;
/** A text that is no longer than this belongs together: one part of it may send the reader to another. */
const SHORT = 20_000;

/** The parts of a text that its signs make suspicious, in their order and without overlaps: all of a short one. */
export function passagesOf(text: string, { signs }: Scan, around = AROUND): readonly string[] {
  if (signs.length === 0) return [];
  // Where signs were left out, nobody knows where they stood.
  if (text.length <= SHORT || signs.length >= MOST_SIGNS) return [text];
  const passages: { start: number; end: number }[] = [];
  for (const { start, end } of signs.toSorted((a, b) => a.start - b.start)) {
    const from = Math.max(0, start - around);
    const to = Math.min(text.length, end + around);
    const last = passages.at(-1);
    if (last !== undefined && from <= last.end) last.end = Math.max(last.end, to);
    else passages.push({ start: from, end: to });
  }
  return passages.map(({ start, end }) => text.slice(start, end));
}
