import { oneLine, shorten } from '../action/visibleText';
import type { Sign } from './sign';

const LONGEST = 200;
/** Signs on a line that are no further apart, in UTF-16 units, are read together. */
const NEAR = 80;

/** The number of a line, as a file is read, and the end of what came before. */
const BEFORE = /^(?:\s*\d{1,7}\t)?[\s.,;:!?]*/;

/** More than the number of a line takes, with what stands around it. */
const LONGEST_NUMBER = 20;

interface Span {
  readonly start: number;
  readonly end: number;
}

/** What to show of each sign of a text: the words it consists of, with what other signs say beside it on its line. */
export function excerpts(text: string, signs: readonly Sign[]): (sign: Sign) => string {
  const spans = new Map(signs.map((sign) => [sign, onItsLine(text, sign)]));
  const passages = joined(text, [...spans.values()]);
  return (sign) => {
    const span = spans.get(sign) ?? sign;
    const passage = passages.find(({ start, end }) => start <= span.start && span.end <= end) ?? span;
    const { start, end } = passage.end - passage.start <= LONGEST ? passage : span;
    const last = Math.min(end, start + LONGEST);
    const shown = text.slice(start, last).replace(BEFORE, '');
    const words = oneLine(shown.trim());
    if (words === '') return shorten(oneLine(sign.text), LONGEST);
    const before = isCutBefore(text, last - shown.length) ? '…' : '';
    const after = last < end || isCutAfter(text, last) ? '…' : '';
    return shorten(before + words + after, LONGEST);
  };
}

/** Whether words of the same clause stand before, on the same line. */
function isCutBefore(text: string, start: number): boolean {
  const before = text.slice(Math.max(0, start - LONGEST_NUMBER), start);
  return /[\p{L}\p{N},][^\S\n]*$/u.test(before.replace(/(?:^|\n)\s*\d{1,7}\t\s*$/, '\n'));
}

function isCutAfter(text: string, end: number): boolean {
  return /^[^\S\n]*[\p{L}\p{N},;:]/u.test(text.slice(end, end + LONGEST_NUMBER));
}

/** The longest of the lines that a sign goes over: one that begins at the end of another line says nothing there. */
function onItsLine(text: string, { start, end, text: found }: Sign): Span {
  let longest: Span = { start, end: start };
  let from = start;
  for (const line of found.split('\n')) {
    if (line.length > longest.end - longest.start) longest = { start: from, end: from + line.length };
    from += line.length + 1;
  }
  return found.length < end - start || longest.end > text.length ? { start, end } : longest;
}

function joined(text: string, spans: readonly Span[]): readonly Span[] {
  const passages: Span[] = [];
  for (const span of spans.toSorted((a, b) => a.start - b.start)) {
    const last = passages.at(-1);
    const isNear =
      last !== undefined && span.start - last.end <= NEAR && !text.slice(last.end, span.start).includes('\n');
    if (isNear) passages[passages.length - 1] = { start: last.start, end: Math.max(last.end, span.end) };
    else passages.push(span);
  }
  return passages;
}
