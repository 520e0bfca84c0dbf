/** Where a part of a text begins and ends. */
export type Part = readonly [start: number, end: number];

const MOST_FENCES = 2000;
const MOST_COMMENTS = 1000;
const MOST_HIDDEN = 2000;
/** Between the beginning of a line and a fence at most. */
const LONGEST_INDENT = 6;
/** Between the beginning of a line and the end of a link's name. */
const LONGEST_LINK_NAME = 64;
/** Of the name of an attribute with what stands between it and its value. */
const LONGEST_ATTRIBUTE = 28;

const LINK = /^[ \t]{0,3}\[[^\]\n]{1,60}\]:\s{0,3}(?:#|<>|about:blank|\/)[^\n]{0,4000}/my;
const TAG_OR_ATTRIBUTE =
  /<([a-zA-Z][\w-]{0,20})\b([^<>]{0,400})>|\b(?:alt|title|aria-label|content|placeholder|data-[\w-]{1,20})\s?=\s?(?:"[^"\n]{0,2000}"|'[^'\n]{0,2000}')/y;
const HIDING =
  /display\s?:\s?none|visibility\s?:\s?hidden|font-size\s?:\s?0|font-size\s?:\s?1px|opacity\s?:\s?0(?![.\d])|color\s?:\s?(?:white|#fff|transparent|rgba?\(255,\s?255,\s?255)|(?:left|top|text-indent)\s?:\s?-\d{3,}|height\s?:\s?0|width\s?:\s?0|\shidden(?=[\s>=])|aria-hidden\s?=\s?["']?true|sr-only|visually-hidden|clip\s?:\s?rect/i;

/** Between the fences of Markdown. */
export function fencedParts(text: string): readonly Part[] {
  const parts: Part[] = [];
  let open: number | undefined;
  let ticks = text.indexOf('```');
  let tildes = text.indexOf('~~~');
  while ((ticks >= 0 || tildes >= 0) && parts.length < MOST_FENCES) {
    const at = tildes < 0 || (ticks >= 0 && ticks < tildes) ? ticks : tildes;
    const index = lineStartBefore(text, at);
    if (index !== undefined && open === undefined) open = index;
    else if (index !== undefined && open !== undefined) {
      parts.push([open, index]);
      open = undefined;
    }
    if (at === ticks) ticks = text.indexOf('```', at + 3);
    else tildes = text.indexOf('~~~', at + 3);
  }
  return parts;
}

/** The beginning of the line, if nothing but an indent or the marks of a quotation stand between. */
function lineStartBefore(text: string, at: number): number | undefined {
  for (let i = at; i >= at - LONGEST_INDENT; i--) {
    if (isLineStart(text, i)) return i;
    const code = text.charCodeAt(i - 1);
    if (code !== 0x20 && code !== 0x09 && code !== 0x3e) return undefined;
  }
  return undefined;
}

function isLineStart(text: string, at: number): boolean {
  if (at === 0) return true;
  const before = text.charCodeAt(at - 1);
  return before === 0x0a || before === 0x0d || before === 0x2028 || before === 0x2029;
}

/** What a page or a Markdown file holds and does not show. */
export function hiddenParts(text: string): readonly Part[] {
  const parts: Part[] = [];
  for (let at = text.indexOf('<!--'); at >= 0 && parts.length < MOST_COMMENTS; ) {
    const end = text.indexOf('-->', at + 4);
    parts.push([at, end < 0 ? text.length : end]);
    at = end < 0 ? -1 : text.indexOf('<!--', end);
  }
  addLinks(text, parts);
  if (text.includes('<')) addTags(text, parts);
  return parts;
}

/** Definitions of links that lead nowhere, which are used as comments. */
function addLinks(text: string, parts: Part[]): void {
  let from = 0;
  // Where no link begins before one `]:`, none begins before the next.
  let tried = 0;
  for (let at = text.indexOf(']:'); at >= 0; at = text.indexOf(']:', Math.max(at + 2, from))) {
    const first = Math.max(from, tried, at - LONGEST_LINK_NAME);
    tried = at;
    for (let start = first; start < at; start++) {
      if (!isLineStart(text, start)) continue;
      LINK.lastIndex = start;
      const match = LINK.exec(text);
      if (match === null) continue;
      from = start + match[0].length;
      parts.push([start, from]);
      if (parts.length > MOST_HIDDEN) return;
      break;
    }
  }
}

/** What stands in tags that hide it and in attributes that are not shown. */
function addTags(text: string, parts: Part[]): void {
  let from = 0;
  let tag = text.indexOf('<');
  let equals = text.indexOf('=');
  while (tag >= 0 || equals >= 0) {
    const isTag = equals < 0 || (tag >= 0 && tag < equals);
    const at = isTag ? tag : equals;
    const match = isTag
      ? matchAt(text, at, at, from)
      : isBeforeQuote(text, at)
        ? attributeBefore(text, at, from)
        : null;
    if (match !== null) {
      addTag(text, match, parts);
      if (parts.length > MOST_HIDDEN) return;
      from = match.index + match[0].length;
    }
    if (tag >= 0 && tag < Math.max(at + 1, from)) tag = text.indexOf('<', Math.max(at + 1, from));
    if (equals >= 0 && equals < Math.max(at + 1, from)) equals = text.indexOf('=', Math.max(at + 1, from));
  }
}

function isBeforeQuote(text: string, equals: number): boolean {
  const code = text.charCodeAt(equals + 1);
  if (code === 0x22 || code === 0x27) return true;
  const next = text.charCodeAt(equals + 2);
  return (code <= 0x20 || code >= 0xa0) && (next === 0x22 || next === 0x27);
}

function attributeBefore(text: string, equals: number, from: number): RegExpExecArray | null {
  // Nothing else than letters, digits, `-`, `_` and one space stands in it.
  let start = equals;
  while (start > equals - LONGEST_ATTRIBUTE && /[\w\s-]/.test(text.charAt(start - 1))) start--;
  return matchAt(text, start, equals - 1, from);
}

function matchAt(text: string, first: number, last: number, from: number): RegExpExecArray | null {
  for (let start = Math.max(first, from); start <= last; start++) {
    TAG_OR_ATTRIBUTE.lastIndex = start;
    const match = TAG_OR_ATTRIBUTE.exec(text);
    if (match !== null) return match;
  }
  return null;
}

function addTag(text: string, match: RegExpExecArray, parts: Part[]): void {
  const [whole, tag, attributes] = match;
  const { index } = match;
  if (tag === undefined) parts.push([index, index + whole.length]);
  else if (attributes !== undefined && HIDING.test(attributes)) {
    const close = text.indexOf(`</${tag}`, index);
    parts.push([index, close < 0 ? Math.min(text.length, index + 4000) : close]);
  } else if (tag === 'template' || tag === 'noscript' || tag === 'desc' || tag === 'metadata')
    parts.push([index, Math.max(index, text.indexOf(`</${tag}`, index))]);
}
