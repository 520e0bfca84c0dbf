import type { Member, Value } from './data';

/**
 * Text of `name = value` lines in `[sections]`, as Python's configparser, npm, pip, systemd and their like read it. What
 * stands before the first section has its names at the top. A line that is further in goes on with the value before it,
 * as does one after a backslash. Nothing is malformed: a line without `=` or `:` is a name without a value.
 */
export function parseIni(text: string, { separators = '=:' }: { readonly separators?: string } = {}): Value {
  const sections: { readonly key: string; readonly members: { key: string; text: string }[] }[] = [];
  let current: { key: string; text: string }[] = [];
  const top = current;
  for (const { line, isContinued } of logicalLines(text)) {
    const header = /^\s*\[\s*(.+?)\s*\]\s*(?:[#;].*)?$/.exec(line);
    const last = current.at(-1);
    if (isContinued && last !== undefined) last.text += `\n${line.trim()}`;
    else if (header !== null) {
      current = [];
      sections.push({ key: header[1] ?? '', members: current });
    } else current.push(assignment(line, separators));
  }
  const membersOf = (entries: readonly { key: string; text: string }[]): readonly Member[] =>
    entries.map(({ key, text: value }) => ({ key, value: { kind: 'scalar', text: unquoted(value.trim()) } }));
  return {
    kind: 'mapping',
    members: [
      ...membersOf(top),
      ...sections.map(({ key, members }): Member => ({ key, value: { kind: 'mapping', members: membersOf(members) } })),
    ],
  };
}

interface Line {
  readonly line: string;
  readonly isContinued: boolean;
}

function logicalLines(text: string): readonly Line[] {
  const lines: Line[] = [];
  for (const line of text
    .replace(/^\uFEFF/, '')
    .replace(/\\\r?\n[ \t]*/g, ' ')
    .split(/\r\n|\r|\n/)) {
    if (/^\s*(?:[#;!].*)?$/.test(line)) continue;
    lines.push({ line, isContinued: /^[ \t]/.test(line) });
  }
  return lines;
}

/** `name[]` adds to a list of that name. */
function assignment(line: string, separators: string): { key: string; text: string } {
  const at = [...line].findIndex((char, index) => index > 0 && separators.includes(char) && !isInUrlKey(line, index));
  const key = (at < 0 ? line : line.slice(0, at)).trim().replace(/\[\]$/, '');
  return { key, text: at < 0 ? '' : line.slice(at + 1) };
}

/** Keys of npm name a host and port, or a scope: `//host:8080/:_authToken`, `@scope:registry`. */
function isInUrlKey(line: string, index: number): boolean {
  return line[index] === ':' && /^\s*(?:\/\/|@)/.test(line);
}

function unquoted(text: string): string {
  const [, , inner] = /^(["'])([\s\S]*)\1$/.exec(text) ?? [];
  return inner ?? text;
}
