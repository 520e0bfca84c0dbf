/** A way to write a command so that it looks like something else, and still does the same. */
export interface Disguise {
  readonly name: string;
  /** A command line that does what `payload`, any command line, does: once, in the same folder. */
  readonly wrap: (payload: string) => string;
  /** Programs that it needs beside the shell itself. */
  readonly tools?: readonly string[];
  /** What is run can't be told without running something: it is held, though a block may only be asked about. */
  readonly isOpaque?: true;
}

export type Wraps = Readonly<Record<string, (payload: string) => string>>;

export function disguises(wraps: Wraps, more: Omit<Disguise, 'name' | 'wrap'> = {}): readonly Disguise[] {
  return Object.entries(wraps).map(([name, wrap]) => ({ name, wrap, ...more }));
}

export const single = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;
export const double = (text: string) => `"${text.replace(/["\\$`]/g, '\\$&')}"`;
const bytes = (text: string) => [...Buffer.from(text)];
export const ansi = (text: string) => `$'${hex(text)}'`;
export const hex = (text: string) =>
  bytes(text)
    .map((byte) => `\\x${byte.toString(16).padStart(2, '0')}`)
    .join('');
export const octal = (text: string) =>
  bytes(text)
    .map((byte) => `\\${byte.toString(8).padStart(3, '0')}`)
    .join('');
/** A string of C, awk, Python and their like. */
export const quoted = (text: string) => `"${text.replace(/["\\]/g, '\\$&').replaceAll('\n', '\\n')}"`;

/** A word that ends a heredoc, and stands nowhere in its text. */
export function heredoc(text: string, isQuoted: boolean): string {
  let end = 'END';
  while (text.includes(end)) end += '_';
  return `<<${isQuoted ? `'${end}'` : end}\n${text}\n${end}\n`;
}

/** In backquotes. */
export const backquoted = (text: string) => `\`${text.replace(/[\\`]/g, '\\$&')}\``;

export const halves = (text: string): readonly [string, string] => {
  const chars = [...text];
  const middle = chars.length >> 1;
  return [chars.slice(0, middle).join(''), chars.slice(middle).join('')];
};
