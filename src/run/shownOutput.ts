import { stripVTControlCharacters } from 'node:util';

/** Characters of output that the agent gets at once. */
export const SHOWN_LIMIT = 30_000;

export interface Shown {
  readonly text: string;
  /** Characters left out between `head` characters of the beginning and the end; 0 when all is there. */
  readonly leftOut: number;
  readonly head: number;
}

/** The beginning and the end of an output, as the agent reads it. Cut at line ends where there are any near. */
export function headAndTail(output: string, limit = SHOWN_LIMIT): Shown {
  if (output.length <= limit) return { text: plainText(output), leftOut: 0, head: output.length };
  const half = Math.floor(limit / 2);
  const head = cutBefore(output, half);
  const tail = cutAfter(output, output.length - half);
  const leftOut = tail - head;
  const beginning = plainText(output.slice(0, head));
  const mark = `${beginning.endsWith('\n') ? '' : '\n'}[… ${leftOut} characters left out …]\n`;
  return { text: beginning + mark + plainText(output.slice(tail)), leftOut, head };
}

/** The next piece of an output from a position, and where it ends. */
export function nextPage(output: string, limit = SHOWN_LIMIT): { readonly text: string; readonly end: number } {
  const end = output.length <= limit ? output.length : cutBefore(output, limit);
  return { text: plainText(output.slice(0, end)), end };
}

/** What a terminal would leave standing, roughly: no escape sequences, and of a line drawn over its last state. */
export function plainText(output: string): string {
  return stripVTControlCharacters(output)
    .replace(/\r+\n/g, '\n')
    .replace(/^[^\n]*\r(?=[^\n])/gm, '')
    .replace(UNPRINTABLE, '');
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it takes out
const UNPRINTABLE = /[\0-\x08\x0b-\x1f\x7f]/g;

/** The last line end at or before a position, when it isn't far; never between the halves of a character. */
function cutBefore(text: string, position: number): number {
  const lineEnd = text.lastIndexOf('\n', position - 1) + 1;
  if (lineEnd > position - 2000 && lineEnd > 0) return lineEnd;
  return isSplit(text, position) ? position - 1 : position;
}

function cutAfter(text: string, position: number): number {
  const lineStart = text.indexOf('\n', position) + 1;
  if (lineStart > 0 && lineStart < position + 2000 && lineStart < text.length) return lineStart;
  return isSplit(text, position) ? position + 1 : position;
}

function isSplit(text: string, position: number): boolean {
  const before = text.charCodeAt(position - 1);
  return before >= 0xd800 && before <= 0xdbff;
}
