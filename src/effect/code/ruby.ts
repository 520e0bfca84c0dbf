import type { CodeFinding } from './codeFinding';

const STRING = String.raw`(?:'[^'\\]*'|"(?:[^"\\#]|#(?!\{)|\\[nrt"\\])*"|\d+(?:\.\d+)?|RUBY_VERSION|RUBY_PLATFORM|RUBY_ENGINE|:\w+|nil|true|false)`;
const METHOD = String.raw`(?:\.(?:upcase|downcase|reverse|length|size|to_s|to_i|to_f|strip|chomp|capitalize|inspect|first|last|sum|sort|uniq))*`;
const VALUE = `${STRING}${METHOD}(?:\\s*(?:[+*/%,-]|\\*\\*)\\s*${STRING}${METHOD})*`;
const STATEMENT = new RegExp(
  String.raw`^(?:(?:puts|print|p|pp)(?:\s+|\()?(?:${VALUE})?\)?|[a-z]\w*\s*=\s*${VALUE}|require\s+(?:'(?:json|set|date|time)'|"(?:json|set|date|time)"))$`,
);

/** Only statements that print or keep plain values are known as plain. */
export function scanRuby(code: string): readonly CodeFinding[] {
  for (const part of code.split(/[;\n]/).map((each) => each.trim())) {
    if (part !== '' && !part.startsWith('#') && !STATEMENT.test(part))
      return [{ kind: 'unknown', what: part.length > 40 ? `${part.slice(0, 40)}…` : part }];
  }
  return [];
}
