/** What one character of a name is held against, or any number of characters. */
type Token =
  | { readonly kind: 'star' }
  | { readonly kind: 'any' }
  | { readonly kind: 'one'; readonly is: (char: string) => boolean };

/**
 * Whether a name is meant by a pattern of the shell, where it may be more names than the pattern means, never fewer. It
 * goes back to the last star only, so that stars don't multiply.
 */
export function nameMatcher(pattern: string): (name: string) => boolean {
  const tokens = tokensOf(pattern);
  return tokens === undefined ? () => true : (name) => isMatch(tokens, name);
}

/** Undefined for what is read as a pattern of another kind: that may mean anything. */
function tokensOf(pattern: string): readonly Token[] | undefined {
  const tokens: Token[] = [];
  for (let i = 0; i < pattern.length; i++) {
    const char = pattern.charAt(i);
    if (char === '*') {
      if (tokens.at(-1)?.kind !== 'star') tokens.push({ kind: 'star' });
    } else if (char === '?') tokens.push({ kind: 'any' });
    else if (char === '[') {
      const end = pattern.indexOf(']', i + 2);
      if (end < 0) tokens.push(exactly('['));
      else {
        const token = oneOf(pattern.slice(i + 1, end));
        if (token === undefined) return undefined;
        tokens.push(token);
        i = end;
      }
    } else if ('(){}|+@!'.includes(char)) return undefined;
    else tokens.push(exactly(char));
  }
  return tokens;
}

function exactly(wanted: string): Token {
  return { kind: 'one', is: (char) => char === wanted };
}

function oneOf(inner: string): Token | undefined {
  // Classes like [:alpha:] may match anything.
  if (inner.includes('[:')) return { kind: 'any' };
  try {
    const set = new RegExp(`^[${inner.replace(/^!/, '^').replaceAll('\\', '\\\\')}]$`, 's');
    return { kind: 'one', is: (char) => set.test(char) };
  } catch {
    return undefined;
  }
}

function isMatch(tokens: readonly Token[], name: string): boolean {
  let at = 0;
  let starAt = -1;
  let starFrom = 0;
  for (let i = 0; i < name.length; ) {
    const token = tokens[at];
    if (token?.kind === 'star') {
      starAt = at++;
      starFrom = i;
    } else if (token !== undefined && (token.kind === 'any' || token.is(name.charAt(i)))) {
      at++;
      i++;
    } else if (starAt >= 0) {
      at = starAt + 1;
      i = ++starFrom;
    } else return false;
  }
  while (tokens[at]?.kind === 'star') at++;
  return at === tokens.length;
}
