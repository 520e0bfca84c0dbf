import { manyLines, oneLine } from '../action/visibleText';
import { withoutSecrets } from './withoutSecrets';

/** Lines of a request, and whether something is missing from them that a judge would need to let the action pass. */
export interface Passage {
  readonly lines: readonly string[];
  readonly isCut: boolean;
}

/**
 * Text that nobody vouches for, as lines of a request: each begins with a bar, so that nothing in it can begin a line of
 * another kind, and there is no end mark to imitate.
 */
export function quoted(text: string): readonly string[] {
  return visible(text).map((line) => (line === '' ? '|' : `| ${line}`));
}

/** The same on one line. Cut to a length where it is told as a help alone, and stands elsewhere in full. */
export function quotedLine(text: string, length = Number.POSITIVE_INFINITY): string {
  return `| ${cutText(breakMarks(oneLine(withoutSecrets(text))), length).text}`;
}

/** What the person wrote, as lines that only they have. */
export function spoken(number: number, text: string): readonly string[] {
  return visible(text).map((line) => `${number}> ${line}`.trimEnd());
}

/** A person's setting, as part of a line of ours. */
export function plainLine(text: string): string {
  return breakMarks(oneLine(text)).trim();
}

export interface Cut {
  readonly text: string;
  /** Characters left out. */
  readonly left: number;
}

/**
 * The beginning and the end of a text that is too long: what matters can stand in either. Without its secrets, since a piece
 * of one that was torn looks like none.
 */
export function cutText(whole: string, length: number): Cut {
  if (whole.length <= length) return { text: whole, left: 0 };
  const text = withoutSecrets(whole);
  if (text.length <= length) return { text, left: 0 };
  const head = withoutHalves(text.slice(0, Math.ceil(length * 0.7)));
  const tail = withoutHalves(text.slice(text.length - Math.floor(length * 0.3)));
  const left = text.length - head.length - tail.length;
  return { text: `${head}[… ${left} characters left out …]${tail}`, left };
}

/** Without the half of a surrogate pair that a cut left at an end. */
function withoutHalves(text: string): string {
  return text.replace(/^[\udc00-\udfff]|[\ud800-\udbff]$/g, '');
}

function visible(text: string): readonly string[] {
  return breakMarks(manyLines(withoutSecrets(text))).split('\n');
}

/**
 * A backslash within whatever could be a mark of turns or roles to a model, or to the server that makes its prompt: `<|`,
 * `<tag`, `[INST]`, `[/INST]`. One that is there already gets a second, so that no two texts come out alike.
 */
function breakMarks(text: string): string {
  return text.replace(/<(?=[^\s\d=\-('"$&])/g, '<\\').replace(/\[(?=[\\/]*\w?[A-Z][A-Z_]{2,}\])/g, '[\\');
}
