import { diff3MergeRegions } from 'node-diff3';

/** More lines than this on any side, beside those that all begin and end with, would take long to compare. */
const MOST_LINES = 5000;

/**
 * What two people made of one text, put together: undefined where both changed the same lines, or lines side by side,
 * even to the same. Line ends belong to their lines, so that nothing is said of them that one side didn't say.
 */
export function mergeTexts(base: string, ours: string, theirs: string): string | undefined {
  const [o, a, b] = [linesOf(base), linesOf(ours), linesOf(theirs)];
  const start = commonStart(o, a, b);
  const end = commonEnd(o, a, b, start);
  const middle = (lines: readonly string[]) => lines.slice(start, lines.length - end);
  const [middleO, middleA, middleB] = [middle(o), middle(a), middle(b)];
  if (Math.max(middleO.length, middleA.length, middleB.length) > MOST_LINES) return undefined;
  const merged: string[] = [];
  for (const region of diff3MergeRegions(middleA, middleO, middleB)) {
    if (!region.stable) return undefined;
    merged.push(...region.bufferContent);
  }
  return [...o.slice(0, start), ...merged, ...o.slice(o.length - end)].join('');
}

/** Each with its line break. */
function linesOf(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

function commonStart(o: readonly string[], a: readonly string[], b: readonly string[]): number {
  const most = Math.min(o.length, a.length, b.length);
  let count = 0;
  while (count < most && o[count] === a[count] && o[count] === b[count]) count++;
  return count;
}

function commonEnd(o: readonly string[], a: readonly string[], b: readonly string[], start: number): number {
  const most = Math.min(o.length, a.length, b.length) - start;
  let count = 0;
  while (count < most && o.at(-count - 1) === a.at(-count - 1) && o.at(-count - 1) === b.at(-count - 1)) count++;
  return count;
}
