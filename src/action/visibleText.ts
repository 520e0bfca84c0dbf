/**
 * Everything in Unicode that draws nothing, moves other characters about or looks like an ordinary space. A label that
 * shows them raw can show a person something else than what would run.
 */
const INVISIBLE = new RegExp(
  [
    '[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Co}\\p{Zl}\\p{Zp}]',
    '[\\u00a0\\u115f\\u1160\\u1680\\u2000-\\u200a\\u202f\\u205f\\u2800\\u3000\\u3164\\uffa0]',
    '[\\u034f\\u17b4\\u17b5\\u180b-\\u180f\\u2065\\ufff0-\\ufff8]',
    '[\\ufe00-\\ufe0e]|(?<!\\p{Extended_Pictographic})\\ufe0f',
    '[\\u{e0000}-\\u{e0fff}]',
  ].join('|'),
  'gu',
);

/** As `INVISIBLE`, but leaving the line breaks and tabs of a text that is shown over several lines. */
const INVISIBLE_IN_LINES = new RegExp(`(?![\\n\\t])(?:${INVISIBLE.source})`, 'gu');

/** More spaces in a row than this could push the end of a line out of sight. */
const LONGEST_GAP = 8;

const NAMED: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t', '\0': '\\0', '\x1b': '\\e' };

/** A text on one line, every character of it visible: escaped, never stripped. */
export function oneLine(text: string): string {
  return text.replace(INVISIBLE, escapeCharacter).replace(/ {9,}/g, nameGap);
}

/** A text over several lines, every other character of it visible. */
export function manyLines(text: string): string {
  return text
    .replace(/\r\n/g, '\\r\n')
    .replace(INVISIBLE_IN_LINES, escapeCharacter)
    .replace(/ {9,}(?=\S)/g, nameLaterGap);
}

/** Cuts a line to a length, saying so. Never used for what a person approves. */
export function shorten(text: string, length: number): string {
  const characters = [...text];
  return characters.length <= length
    ? text
    : `${characters
        .slice(0, length - 1)
        .join('')
        .trimEnd()}…`;
}

function escapeCharacter(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return NAMED[character] ?? (code <= 0xff ? `\\x${hex(code, 2)}` : `\\u{${hex(code, 4)}}`);
}

function nameGap(gap: string): string {
  return gap.length > LONGEST_GAP ? ` [${gap.length} spaces] ` : gap;
}

/** Indentation is what a script is made of; a gap later in a line hides what follows. */
function nameLaterGap(gap: string, offset: number, whole: string): string {
  return offset === 0 || whole[offset - 1] === '\n' ? gap : nameGap(gap);
}

function hex(code: number, digits: number): string {
  return code.toString(16).padStart(digits, '0');
}
