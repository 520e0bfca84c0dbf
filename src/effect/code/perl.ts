import { type CodeFinding, plainText } from './codeFinding';

/** One plain value: text without anything put in but variables, a number, a variable, a field of the line. */
const ONE_VALUE = `(?:${[
  String.raw`'[^'\\]*'`,
  String.raw`"(?:[^"\\@\x60]|\\[nrt"\\$@]|@(?![{$A-Za-z]))*"`,
  String.raw`\d+(?:\.\d+)?`,
  String.raw`\$[\d_.,0]|\$[A-Za-z_]\w*(?:\[\d+\])?|\$F\[-?\d+\]`,
].join('|')})`;
const VALUE = String.raw`${ONE_VALUE}(?:\s*(?:[.,+*/-]|\*\*|x)\s*${ONE_VALUE})*`;
/** A piece of a pattern that can neither run code nor take in a variable. */
const PATTERN_PIECE = String.raw`[^/\\({@$]|\\.|\((?!\?\??\{)`;
const CONDITION = String.raw`/(?:${PATTERN_PIECE}|\$(?=\/))*/|\$\.\s*[<>=!]=?\s*\d+|\$_`;
const MODULE = String.raw`strict|warnings|utf8|v?[\d.]+|POSIX|List::Util\s+qw\([\w ]+\)`;
const STATEMENT = new RegExp(
  `^(?:${[
    String.raw`(?:print|say)(?:\s+|\()?(?:${VALUE})?\)?(?:\s+if\s+(?:${CONDITION}))?`,
    String.raw`(?:my\s+)?\$\w+\s*[.+*-]?=\s*${VALUE}|\$\w+\+\+`,
    String.raw`(?:s|tr|y)/(?:${PATTERN_PIECE}|\$(?=\/|\)|\|))*/(?:[^/\\@$]|\\.|\$[\d&])*/[gimsxrcd]*`,
    String.raw`chomp|next(?:\s+if\s+\$\.\s*==\s*\d+)?`,
    String.raw`use\s+(?:${MODULE})`,
  ].join('|')})$`,
);

/** Perl and Ruby have too many ways to run something: only printing, and plain substitutions, are known as plain. */
export function scanPerl(code: string): readonly CodeFinding[] {
  const opaque = (what: string): readonly CodeFinding[] => [{ kind: 'unknown', what }];
  const found: CodeFinding[] = [];
  for (const part of split(code)) {
    const text = part === '' ? undefined : shellText(part);
    if (text !== undefined) found.push({ kind: 'shell', text: plainText(text) });
    else if (part !== '' && !STATEMENT.test(part))
      return [...found, ...opaque(part.length > 40 ? `${part.slice(0, 40)}…` : part)];
  }
  return found;
}

const RUNS = /^(?:system|exec)\s*(?:\(\s*)?(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)")\s*\)?$/s;

/** What `system` and `exec` give to a shell, where it is one plain text. */
function shellText(statement: string): string | undefined {
  const [, plain, quoted] = RUNS.exec(statement) ?? [];
  if (plain !== undefined) return plain.replace(/\\(['\\])/g, '$1');
  if (quoted === undefined || /(?<!\\)(?:\\\\)*[$@]|\\[^nrt"\\$@]/.test(quoted)) return undefined;
  return quoted.replace(/\\(.)/gs, (_, char: string) => ({ n: '\n', r: '\r', t: '\t' })[char] ?? char);
}

/** Statements, cut at `;` outside quotes and slashes. */
function split(code: string): string[] {
  const parts: string[] = [];
  let start = 0;
  let quote: string | undefined;
  for (let i = 0; i < code.length; i++) {
    const char = code[i] ?? '';
    if (char === '\\') i++;
    else if (quote !== undefined) {
      if (char === quote) quote = undefined;
    } else if (char === '"' || char === "'") quote = char;
    else if (char === ';' || char === '\n') {
      parts.push(code.slice(start, i).trim());
      start = i + 1;
    }
  }
  parts.push(code.slice(start).trim());
  return parts;
}
