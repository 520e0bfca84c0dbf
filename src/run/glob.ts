/** Alternatives in braces beyond this are not tried: a pattern must not cost more than the files it is to find. */
const MOST_ALTERNATIVES = 256;

/**
 * Whether a file is meant by a glob. As in ignore files, a pattern without a slash is about names in any folder, and
 * one with a slash about paths from the top; one that ends in a plain name also means what lies below it.
 * Paths are relative, with slashes.
 */
export function globMatcher(glob: string): (path: string) => boolean {
  const patterns = expandBraces(glob).map(segmentsOf);
  return (path) => {
    const names = path.split('/');
    return patterns.some((pattern) => matchesPath(pattern, names));
  };
}

/** Anything in a folder, but not the folder. */
const BELOW = ['**', '*'];

function segmentsOf(pattern: string): readonly string[] {
  const plain = pattern.replace(/^\.?\/+/, '');
  const isAnchored = plain.replace(/\/+$/, '').includes('/') || plain !== pattern;
  const segments = plain.split('/').filter((segment) => segment !== '');
  const isFolder = plain.endsWith('/') || segments.at(-1) === '**';
  return [...(isAnchored ? [] : ['**']), ...segments, ...(isFolder ? BELOW : [])];
}

function matchesPath(pattern: readonly string[], names: readonly string[]): boolean {
  const last = pattern.at(-1) ?? '**';
  return matchesAll(pattern, names) || (!/[*?[\\]/.test(last) && matchesAll([...pattern, ...BELOW], names));
}

/** Keeps which beginnings of the pattern match the names so far: never more steps than pattern times path. */
function matchesAll(pattern: readonly string[], names: readonly string[]): boolean {
  let reached = closure(new Set([0]), pattern);
  for (const name of names) {
    const next = new Set<number>();
    for (const at of reached) {
      const segment = pattern[at];
      if (segment === '**') next.add(at);
      else if (segment !== undefined && matchesName(segment, name)) next.add(at + 1);
    }
    reached = closure(next, pattern);
  }
  return reached.has(pattern.length);
}

/** `**` may stand for no folder at all. */
function closure(positions: Set<number>, pattern: readonly string[]): Set<number> {
  for (const at of positions) if (pattern[at] === '**') positions.add(at + 1);
  return positions;
}

/** One name against one segment. Goes back to the last star only, so that many stars don't multiply. */
function matchesName(segment: string, name: string): boolean {
  const tokens = tokensOf(segment);
  const characters = [...name];
  let [t, c, starAt, starFrom] = [0, 0, -1, 0];
  while (c < characters.length) {
    const token = tokens[t];
    if (token?.kind === 'star') {
      starAt = t;
      starFrom = c;
      t += 1;
    } else if (token?.test(characters[c] ?? '') === true) {
      t += 1;
      c += 1;
    } else if (starAt >= 0) {
      starFrom += 1;
      t = starAt + 1;
      c = starFrom;
    } else {
      return false;
    }
  }
  return tokens.slice(t).every(({ kind }) => kind === 'star');
}

interface Token {
  readonly kind: 'star' | 'one';
  readonly test: (character: string) => boolean;
}

function tokensOf(segment: string): readonly Token[] {
  const tokens: Token[] = [];
  const characters = [...segment];
  for (let i = 0; i < characters.length; i++) {
    const character = characters[i] ?? '';
    const end = character === '[' ? classEnd(characters, i) : -1;
    if (character === '*') tokens.push({ kind: 'star', test: () => false });
    else if (character === '?') tokens.push({ kind: 'one', test: () => true });
    else if (end > 0) {
      tokens.push({ kind: 'one', test: classTest(characters.slice(i + 1, end)) });
      i = end;
    } else {
      if (character === '\\' && i + 1 < characters.length) i += 1;
      const literal = characters[i];
      tokens.push({ kind: 'one', test: (given) => given === literal });
    }
  }
  return tokens;
}

/** A bracket right after the opening one, or after its negation, stands for itself. */
function classEnd(characters: readonly string[], start: number): number {
  const first = characters[start + 1] === '!' || characters[start + 1] === '^' ? start + 3 : start + 2;
  return characters.indexOf(']', first);
}

function classTest(inside: readonly string[]): (character: string) => boolean {
  const isNegated = inside[0] === '!' || inside[0] === '^';
  const members = isNegated ? inside.slice(1) : inside;
  const contains = (character: string) =>
    members.some((member, i) => {
      const [dash, upper] = [members[i + 1], members[i + 2]];
      if (dash === '-' && upper !== undefined) return member <= character && character <= upper;
      return member === character;
    });
  return (character) => contains(character) !== isNegated;
}

function expandBraces(glob: string): readonly string[] {
  const done: string[] = [];
  const open = [glob];
  while (open.length > 0 && done.length + open.length < MOST_ALTERNATIVES) {
    const pattern = open.shift() ?? '';
    const alternatives = firstBraces(pattern);
    if (alternatives === undefined) done.push(pattern);
    else open.push(...alternatives);
  }
  return done;
}

function firstBraces(pattern: string): readonly string[] | undefined {
  const start = pattern.search(/(?<!\\)\{/);
  if (start < 0) return undefined;
  const commas = [start];
  let depth = 0;
  for (let i = start; i < pattern.length; i++) {
    const character = pattern[i];
    if (character === '\\') i += 1;
    else if (character === '{') depth += 1;
    else if (character === ',' && depth === 1) commas.push(i);
    else if (character === '}') depth -= 1;
    if (depth > 0) continue;
    const ends = [...commas.slice(1), i];
    return ends.map(
      (end, n) => pattern.slice(0, start) + pattern.slice((commas[n] ?? start) + 1, end) + pattern.slice(i + 1),
    );
  }
  return undefined;
}
