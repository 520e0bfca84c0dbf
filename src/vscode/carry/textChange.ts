import { structuredPatch } from 'diff';

/** The part of a text that changes: replace `[start, end)` by `text`. */
export interface TextChange {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** The smallest single replacement that makes one text of the other, cut at whole characters and whole line breaks. */
export function smallestChange(before: string, after: string): TextChange {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start += 1;
  while (start > 0 && (splitsPair(before, start) || splitsPair(after, start))) start -= 1;
  let tail = 0;
  while (tail < shorter - start && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail += 1;
  while (tail > 0 && (splitsPair(before, before.length - tail) || splitsPair(after, after.length - tail))) tail -= 1;
  return { start, end: before.length - tail, text: after.slice(start, after.length - tail) };
}

/** Whether an offset lies inside a surrogate pair or between CR and LF. */
function splitsPair(text: string, offset: number): boolean {
  const left = text.charCodeAt(offset - 1);
  const right = text.charCodeAt(offset);
  return (left === 0x0d && right === 0x0a) || (left >= 0xd800 && left < 0xdc00 && right >= 0xdc00 && right < 0xe000);
}

/** How the lines of a text end; `mixed` also for a CR on its own, which the editor takes for a line break. */
export type LineEndings = 'none' | '\n' | '\r\n' | 'mixed';

export function lineEndingsOf(text: string): LineEndings {
  let lf = 0;
  let crlf = 0;
  for (const [ending] of text.matchAll(/\r\n|\r|\n/g)) {
    if (ending === '\n') lf += 1;
    else if (ending === '\r\n') crlf += 1;
    else return 'mixed';
    if (lf > 0 && crlf > 0) return 'mixed';
  }
  if (lf > 0) return '\n';
  return crlf > 0 ? '\r\n' : 'none';
}

const DIFF_LINES = 60;
const DIFF_LENGTH = 4000;

/** Changed lines with one line of context, or undefined when that would be too long to be of use. */
export function shortDiff(before: string, after: string): string | undefined {
  const patch = structuredPatch('', '', before, after, undefined, undefined, { context: 1, maxEditLength: 200 });
  if (patch === undefined) return undefined;
  const lines = patch.hunks.flatMap(({ oldStart, oldLines, newStart, newLines, lines: hunk }) => [
    `@@ -${oldStart},${oldLines} +${newStart},${newLines} @@`,
    ...hunk.map(showEnding),
  ]);
  const text = lines.join('\n');
  return lines.length > DIFF_LINES || text.length > DIFF_LENGTH ? undefined : text;
}

/** Trailing white space and a CR are what an editor changes on saving, and just what a diff doesn't show. */
function showEnding(line: string): string {
  return line.replace(/[ \t\r]+$/, (end) => end.replaceAll(' ', '·').replaceAll('\t', '→').replaceAll('\r', '␍'));
}

/** `+3 −1 lines`, for the person. */
export function countChanges(before: string, after: string): string {
  const patch = structuredPatch('', '', before, after, undefined, undefined, { context: 0, maxEditLength: 2000 });
  if (patch === undefined) return 'many lines changed';
  const lines = patch.hunks.flatMap((hunk) => hunk.lines);
  const added = lines.filter((line) => line.startsWith('+')).length;
  const removed = lines.filter((line) => line.startsWith('-')).length;
  return `+${added} −${removed} ${added + removed === 1 ? 'line' : 'lines'}`;
}
