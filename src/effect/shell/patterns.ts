/** Character classes of patterns, as far as they mean the same in every locale. */
const CLASSES: Readonly<Record<string, string>> = {
  alpha: '\\p{L}',
  digit: '0-9',
  alnum: '\\p{L}\\p{Nd}',
  upper: '\\p{Lu}',
  lower: '\\p{Ll}',
  space: ' \\t\\n\\v\\f\\r',
  blank: ' \\t',
  xdigit: '0-9A-Fa-f',
};

export function literalSource(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}

/** A pattern of the shell as the source of a regular expression (flags `su`); undefined where that can't be told. */
export function patternSource(pattern: string): string | undefined {
  let source = '';
  for (let at = 0; at < pattern.length; at++) {
    const char = pattern[at] ?? '';
    if (char === '\\') source += literalSource(pattern[++at] ?? '\\');
    else if ('?*+@!'.includes(char) && pattern[at + 1] === '(') return undefined;
    else if (char === '*') source += '.*';
    else if (char === '?') source += '.';
    else if (char === '[') {
      const set = readSet(pattern, at);
      if (set === undefined) return undefined;
      source += set.source;
      at = set.end;
    } else source += literalSource(char);
  }
  return source;
}

/** `[a-c]`, `[!x]`, `[[:digit:]]`: its source, and where its bracket closes. */
function readSet(pattern: string, start: number): { readonly source: string; readonly end: number } | undefined {
  let at = start + 1;
  const isNegated = pattern[at] === '!' || pattern[at] === '^';
  if (isNegated) at++;
  let source = '';
  for (let isFirst = true; at < pattern.length; isFirst = false, at++) {
    const char = pattern[at] ?? '';
    if (char === ']' && !isFirst) return { source: `[${isNegated ? '^' : ''}${source}]`, end: at };
    if (char === '[' && /[:.=]/.test(pattern[at + 1] ?? '')) {
      const named = /^\[:([a-z]+):\]/.exec(pattern.slice(at))?.[1];
      const inner = named === undefined ? undefined : CLASSES[named];
      if (inner === undefined) return undefined;
      source += inner;
      at += (named ?? '').length + 3;
    } else if (char === '\\') source += setMember(pattern[++at] ?? '\\');
    else if (char === '-' && !isFirst && pattern[at + 1] !== ']') source += '-';
    else source += setMember(char);
  }
  // Never closed: whether it stands for itself depends on what follows.
  return undefined;
}

function setMember(char: string): string {
  return char === '-' ? '\\-' : literalSource(char);
}

export function compilePattern(source: string): RegExp | undefined {
  try {
    return new RegExp(`^(?:${source})$`, 'su');
  } catch {
    return undefined;
  }
}
