import type { Scope } from './evaluation';

/**
 * Where in a text a tilde counts: at its `start`; there or, in `name=…`, as in a value; at the start and after colons, as
 * in a `value`; only after colons, as `later` in a value; nowhere.
 */
export type TildePlaces = 'start' | 'assignment' | 'value' | 'later' | 'none';

export interface Literal {
  readonly text: string;
  /** A tilde whose folder can't be told stands at its start. */
  readonly isUnknown: boolean;
}

/** Unquoted text as written, without its backslashes, and with its tildes expanded; `isLast` when nothing follows in the word. */
export function readLiteral(raw: string, places: TildePlaces, isLast: boolean, scope: Scope): Literal {
  if (!raw.includes('~')) return { text: unslashed(raw), isUnknown: false };
  const name = places === 'assignment' ? (/^[A-Za-z_]\w*\+?=/.exec(raw)?.[0] ?? '') : '';
  const how = places === 'assignment' ? (name === '' ? 'start' : 'value') : places;
  if (how === 'none') return { text: unslashed(raw), isUnknown: false };
  const rest = raw.slice(name.length);
  const pieces = how === 'start' ? [rest] : splitAtColons(rest);
  let isUnknown = false;
  const texts = pieces.map((piece, index) => {
    const prefix = /^~([^/:\\]*)(?=[/:]|$)/.exec(piece)?.[1];
    const isWhole =
      prefix !== undefined &&
      !(index === 0 && how === 'later') &&
      (/[/:]/.test(piece) || index < pieces.length - 1 || isLast);
    const folder = isWhole ? folderOf(prefix, scope) : undefined;
    if (isWhole && folder === undefined) isUnknown = true;
    return folder === undefined ? unslashed(piece) : folder + unslashed(piece.slice(1 + (prefix ?? '').length));
  });
  return { text: name + texts.join(':'), isUnknown };
}

function splitAtColons(raw: string): string[] {
  return raw.match(/(?:^|(?<=:))(?:\\[\s\S]|[^:\\])*/g) ?? [''];
}

function unslashed(raw: string): string {
  return raw.includes('\\') ? raw.replace(/\\([\s\S]?)/g, (_, char) => (char === '\n' ? '' : char || '\\')) : raw;
}

/** `~`, `~+`, `~name`; undefined where it can't be told. Another person's home lies outside, whichever it is. */
function folderOf(name: string, { state, shell }: Scope): string | undefined {
  if (name === '') {
    const home = state.variable('HOME');
    if (home === undefined) return shell.looking.situation.home;
    return home.kind === 'text' ? home.text : undefined;
  }
  if (name === '+') return state.folders?.length === 1 ? state.folders[0] : undefined;
  if (!/^[A-Za-z_][\w.-]*$/.test(name)) return /^[-+]?\d+$|^-$/.test(name) ? undefined : `~${name}`;
  return name === 'root' ? '/root' : `/home/${name}`;
}
