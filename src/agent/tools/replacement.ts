export interface Replacing {
  readonly oldText: string;
  readonly newText: string;
  readonly all: boolean;
}

export type Replacement =
  | { readonly kind: 'replaced'; readonly text: string }
  | { readonly kind: 'ambiguous'; readonly lines: readonly number[] }
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'notFound' };

/**
 * Replaces text exactly as given, or else with its line breaks as the file has them: models write `\n` whatever a file
 * uses, and an edit must not mix the two.
 */
export function replacementIn(text: string, { oldText, newText, all }: Replacing): Replacement {
  const fileBreak = lineBreakOf(text);
  const exact = { from: oldText, to: withBreaks(newText, breakBeside(oldText) ?? fileBreak) };
  const adapted = { from: withBreaks(oldText, fileBreak), to: withBreaks(newText, fileBreak) };
  for (const { from, to } of [exact, adapted]) {
    const places = placesOf(from, text);
    if (places.length === 0) continue;
    if (places.length > 1 && !all) return { kind: 'ambiguous', lines: places.map((place) => lineAt(text, place)) };
    return from === to ? { kind: 'unchanged' } : { kind: 'replaced', text: text.split(from).join(to) };
  }
  return { kind: 'notFound' };
}

/** What may be wrong with a text that wasn't found. Tells of the file's content. */
export function notFoundHint(text: string, oldText: string, newText: string): string {
  const lines = text.split(/\r?\n/);
  const wanted = oldText.split(/\r?\n/);
  if (wanted.every((line) => line === '' || /^\s*\d+(\t|→| *\| )/.test(line))) {
    return 'It seems to begin its lines with line numbers, which are not part of the file: leave them out.';
  }
  const squeezed = wanted.map(squeeze).filter((line) => line !== '');
  const similar = similarAt(lines.map(squeeze), squeezed);
  if (similar !== undefined) {
    const shown = lines.slice(similar.start, similar.end).join('\n');
    return `The same words with other spaces or line breaks stand at line ${similar.start + 1}. Copy them exactly:\n${shown}`;
  }
  if (newText.trim() !== '' && placesOf(newText.trim(), text).length > 0) {
    return `\`new_text\` stands there already, at line ${lineAt(text, text.indexOf(newText.trim()))}: it may be done.`;
  }
  const first = lines.findIndex((line) => squeeze(line) === squeezed[0]);
  if (squeezed.length > 1 && first >= 0) {
    return `Its first line stands at line ${first + 1}, but what follows there differs. Read the file around it, then try again.`;
  }
  return 'Read the file again: it may have changed, or be another one.';
}

function placesOf(part: string, text: string): number[] {
  const places: number[] = [];
  for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + part.length)) places.push(at);
  return places;
}

function lineAt(text: string, place: number): number {
  return text.slice(0, place).split('\n').length;
}

type LineBreak = '\n' | '\r\n';

/** The line break that most lines of a text end with. */
export function lineBreakOf(text: string): LineBreak {
  const windows = text.split('\r\n').length - 1;
  const all = text.split('\n').length - 1;
  return windows > all / 2 ? '\r\n' : '\n';
}

function breakBeside(part: string): LineBreak | undefined {
  return part.includes('\n') ? lineBreakOf(part) : undefined;
}

export function withBreaks(text: string, lineBreak: LineBreak): string {
  return text.replace(/\r?\n/g, lineBreak);
}

function squeeze(line: string): string {
  return line.replace(/\s+/g, '');
}

/** Where lines stand that are the same but for spaces; blank lines of the file don't count. */
function similarAt(
  lines: readonly string[],
  wanted: readonly string[],
): { readonly start: number; readonly end: number } | undefined {
  const solid = lines.flatMap((line, index) => (line === '' ? [] : [{ line, index }]));
  if (wanted.length === 0) return undefined;
  for (let start = 0; start + wanted.length <= solid.length; start += 1) {
    if (wanted.every((line, offset) => solid[start + offset]?.line === line)) {
      const from = solid[start]?.index ?? 0;
      return { start: from, end: (solid[start + wanted.length - 1]?.index ?? from) + 1 };
    }
  }
  return undefined;
}
