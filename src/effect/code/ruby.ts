import { either } from '../names';
import { type CodeFinding, plainText } from './codeFinding';

const ONE_VALUE = `(?:${[
  String.raw`'[^'\\]*'|"(?:[^"\\#]|#(?!\{)|\\[nrt"\\])*"`,
  String.raw`\d+(?:\.\d+)?|RUBY_VERSION|RUBY_PLATFORM|RUBY_ENGINE|:\w+|nil|true|false`,
].join('|')})`;
const METHOD = either([
  'upcase downcase reverse length size to_s to_i to_f strip chomp capitalize inspect first last sum sort uniq',
]);
const WITH_METHODS = String.raw`${ONE_VALUE}(?:\.(?:${METHOD}))*`;
const VALUE = String.raw`${WITH_METHODS}(?:\s*(?:[+*/%,-]|\*\*)\s*${WITH_METHODS})*`;
const MODULE = 'json|set|date|time';
const STATEMENT = new RegExp(
  `^(?:${[
    String.raw`(?:puts|print|p|pp)(?:\s+|\()?(?:${VALUE})?\)?`,
    String.raw`[a-z]\w*\s*=\s*${VALUE}`,
    String.raw`require\s+(?:'(?:${MODULE})'|"(?:${MODULE})")`,
  ].join('|')})$`,
);

/** Only statements that print or keep plain values are known as plain. */
export function scanRuby(code: string): readonly CodeFinding[] {
  const found: CodeFinding[] = [];
  for (const part of code.split(/[;\n]/).map((each) => each.trim())) {
    const text = shellText(part);
    if (text !== undefined) found.push({ kind: 'shell', text: plainText(text) });
    else if (part !== '' && !part.startsWith('#') && !STATEMENT.test(part))
      return [...found, { kind: 'unknown', what: part.length > 40 ? `${part.slice(0, 40)}…` : part }];
  }
  return found;
}

/** What `system` and `exec` give to a shell, where it is one plain text. */
function shellText(statement: string): string | undefined {
  const [, plain, quoted] =
    /^(?:system|exec)[\s(]+(?:'([^'\\]*)'|"((?:[^"\\]|\\[nt"\\#])*)")\s*\)?$/.exec(statement) ?? [];
  if (plain !== undefined) return plain;
  if (quoted === undefined || /(?<!\\)#[{$@]/.test(quoted)) return undefined;
  return quoted.replace(/\\(.)/g, (_, char: string) => ({ n: '\n', t: '\t' })[char] ?? char);
}
