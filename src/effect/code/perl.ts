import type { CodeFinding } from './codeFinding';

/** Perl and Ruby have too many ways to run something: only printing, and plain substitutions, are known as plain. */
export function scanPerl(code: string): readonly CodeFinding[] {
  const opaque = (what: string): readonly CodeFinding[] => [{ kind: 'unknown', what }];
  const strings =
    '(?:\'[^\'\\\\]*\'|"(?:[^"\\\\@`]|\\\\[nrt"\\\\$@]|@(?![{$A-Za-z]))*"|\\d+(?:\\.\\d+)?|\\$[\\d_.,0]|\\$[A-Za-z_]\\w*(?:\\[\\d+\\])?|\\$F\\[-?\\d+\\])';
  const value = `${strings}(?:\\s*(?:[.,+*/-]|\\*\\*|x)\\s*${strings})*`;
  const statement = new RegExp(
    `^(?:(?:print|say)(?:\\s+|\\()?(?:${value})?\\)?(?:\\s+if\\s+(?:/(?:[^/\\\\({@$]|\\\\.|\\((?!\\?\\??\\{)|\\$(?=\\/))*/|\\$\\.\\s*[<>=!]=?\\s*\\d+|\\$_))?|(?:my\\s+)?\\$\\w+\\s*[.+*-]?=\\s*${value}|\\$\\w+\\+\\+|(?:s|tr|y)/(?:[^/\\\\({@$]|\\\\.|\\((?!\\?\\??\\{)|\\$(?=\\/|\\)|\\|))*/(?:[^/\\\\@$]|\\\\.|\\$[\\d&])*/[gimsxrcd]*|chomp|next(?:\\s+if\\s+\\$\\.\\s*==\\s*\\d+)?|use\\s+(?:strict|warnings|utf8|v?[\\d.]+|POSIX|List::Util\\s+qw\\([\\w ]+\\)))$`,
  );
  for (const part of split(code))
    if (part !== '' && !statement.test(part)) return opaque(part.length > 40 ? `${part.slice(0, 40)}…` : part);
  return [];
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
