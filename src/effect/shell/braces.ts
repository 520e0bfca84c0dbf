/**
 * Brace expansion on the source text, before anything else, as bash does it: `a{b,"c d"}` → `ab`, `a"c d"`.
 * Undefined when it would be more than `most` words.
 */
export function expandBraces(text: string, most: number): string[] | undefined {
  const group = findGroup(text);
  if (group === undefined) return [text];
  const before = text.slice(0, group.start);
  const rest = expandBraces(text.slice(group.end), most);
  if (rest === undefined) return undefined;
  const results: string[] = [];
  for (const item of group.items) {
    const inner = expandBraces(item, most);
    if (inner === undefined) return undefined;
    for (const each of inner) {
      for (const tail of rest) {
        if (results.length >= most) return undefined;
        results.push(before + each + tail);
      }
    }
  }
  return results;
}

interface Group {
  readonly start: number;
  readonly end: number;
  readonly items: readonly string[];
}

function findGroup(text: string): Group | undefined {
  for (let i = 0; i < text.length; i++) {
    const skipped = skipQuoted(text, i);
    if (skipped > i) {
      i = skipped - 1;
      continue;
    }
    if (text[i] !== '{') continue;
    const group = groupAt(text, i);
    if (group !== undefined) return group;
  }
  return undefined;
}

function groupAt(text: string, start: number): Group | undefined {
  let depth = 0;
  const commas: number[] = [];
  for (let i = start; i < text.length; i++) {
    const skipped = skipQuoted(text, i);
    if (skipped > i) {
      i = skipped - 1;
      continue;
    }
    const char = text[i];
    if (char === '{') depth++;
    else if (char === ',' && depth === 1) commas.push(i);
    else if (char === '}' && --depth === 0) {
      if (commas.length > 0) {
        const cuts = [start, ...commas, i];
        return { start, end: i + 1, items: cuts.slice(1).map((cut, index) => text.slice((cuts[index] ?? 0) + 1, cut)) };
      }
      const items = sequence(text.slice(start + 1, i));
      return items === undefined ? undefined : { start, end: i + 1, items };
    }
  }
  return undefined;
}

const LONGEST_SEQUENCE = 256;

function sequence(text: string): string[] | undefined {
  const numbers = /^(-?\d+)\.\.(-?\d+)(?:\.\.(-?\d+))?$/.exec(text);
  const letters = /^([a-zA-Z])\.\.([a-zA-Z])(?:\.\.(-?\d+))?$/.exec(text);
  const [, from, to, by] = numbers ?? letters ?? [];
  if (from === undefined || to === undefined) return undefined;
  const first = numbers === null ? from.charCodeAt(0) : Number(from);
  const last = numbers === null ? to.charCodeAt(0) : Number(to);
  const step = Math.max(1, Math.abs(Number(by ?? 1)));
  const width = numbers !== null && [from, to].some((end) => /^-?0\d/.test(end)) ? Math.max(from.length, to.length) : 0;
  const items: string[] = [];
  for (let i = 0; i <= Math.abs(last - first) / step && i < LONGEST_SEQUENCE; i++) {
    const value = first + i * step * (last < first ? -1 : 1);
    items.push(numbers === null ? String.fromCharCode(value) : String(value).padStart(width, '0'));
  }
  return items;
}

/** Where a quoted stretch, an escape or an expansion that begins at `at` ends; `at` itself when none does. */
function skipQuoted(text: string, at: number): number {
  const char = text[at];
  if (char === '\\') return at + 2;
  if (char === "'") return after(text, text.indexOf("'", at + 1));
  if (char === '$' && text[at + 1] === "'") return afterEscaped(text, at + 1);
  if (char === '"' || char === '`') return afterEscaped(text, at);
  if (char === '$' && (text[at + 1] === '{' || text[at + 1] === '(')) return closing(text, at + 1);
  return at;
}

/** Past the quote that closes the one at `at`, in quotes where a backslash escapes it. */
function afterEscaped(text: string, at: number): number {
  for (let i = at + 1; i < text.length; i++) {
    if (text[i] === '\\') i++;
    else if (text[i] === text[at]) return i + 1;
  }
  return text.length;
}

function after(text: string, index: number): number {
  return index < 0 ? text.length : index + 1;
}

function closing(text: string, at: number): number {
  const open = text[at];
  const close = open === '{' ? '}' : ')';
  let depth = 0;
  for (let i = at; i < text.length; i++) {
    if (text[i] === '\\') i++;
    else if (text[i] === "'") i = after(text, text.indexOf("'", i + 1)) - 1;
    else if (text[i] === open) depth++;
    else if (text[i] === close && --depth === 0) return i + 1;
  }
  return text.length;
}
