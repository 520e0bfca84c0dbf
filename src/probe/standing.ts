import { fencedParts, hiddenParts, type Part } from './parts';
import type { Found, TextOrigin } from './sign';

/** What a text is, by where it comes from. Only what the project's people wrote may plead a place. */
export interface Place {
  readonly isTrusted: boolean;
  readonly isTest: boolean;
  readonly isSource: boolean;
  /** Agents are meant to follow it. */
  readonly isInstructions: boolean;
  readonly isPrompt: boolean;
  /** What a program says to people, in a language. */
  readonly isMessages: boolean;
}

export function placeOf({ by, path = '' }: TextOrigin): Place {
  const isTrusted = by === 'project' || by === 'person';
  const has = (test: RegExp) => isTrusted && test.test(path);
  return {
    isTrusted,
    isTest: has(
      /(?:^|[\\/])(?:tests?|__tests__|specs?|fixtures?|testdata|__fixtures__|__mocks__|corpus|evals?|e2e|redteam|red-team)[\\/]|\.(?:test|spec|eval|fixture)s?\.\w+$|_(?:test|spec)\.\w+$|(?:^|[\\/])(?:test_[^\\/]*|conftest\.py)$/i,
    ),
    isSource: has(
      /\.(?:[cm]?[jt]sx?|py|pyi|rb|go|rs|java|kt|kts|scala|cs|c|cc|cpp|h|hpp|m|mm|swift|php|pl|pm|lua|ex|exs|erl|hs|ml|clj|dart|r|jl|sh|bash|zsh|ps1|vue|svelte|sql|ipynb|zig|nim)$/i,
    ),
    isInstructions: has(
      /(?:^|[\\/])(?:agents|claude|gemini|copilot-instructions|codex|qwen|conventions)(?:\.local)?\.md$|(?:^|[\\/])\.(?:cursorrules|windsurfrules|clinerules)|(?:^|[\\/])\.(?:cursor|windsurf|clinerules|claude|roo|github)[\\/](?:rules|instructions|prompts|agents|commands|skills|chatmodes)|skill\.md$|\.(?:mdc|instructions\.md|prompt\.md|chatmode\.md|agent\.md)$/i,
    ),
    isPrompt: has(/prompt/i),
    isMessages: has(
      /(?:^|[\\/])(?:locales?|i18n|l10n|lang|langs|translations?|messages)[\\/]|\.po$|(?:^|[\\/])(?:strings|messages)[._]/i,
    ),
  };
}

/** How much of a sign's weight counts where it stands. */
export interface Standing {
  readonly factor: number;
  /** Only quoted or described. */
  readonly isQuoted: boolean;
  /** Between marks of quotation, whatever for, or described. */
  readonly isCited: boolean;
  /** In what is not shown: a comment of HTML, a style that hides. */
  readonly isHidden: boolean;
}

/** What is hidden counts for more than what is shown. */
export const HIDDEN_FACTOR = 1.3;
const QUOTE_REACH = 600;
const LINE_REACH = 400;
const ABOUT_BEFORE = 260;
const ABOUT_AFTER = 160;

/** Of what speaks to an agent, as a project may. */
const ADDRESSING = new Set(['addressed', 'ordered', 'reader-command', 'before', 'new-task', 'persist', 'verdict']);
/** Words of a list or of code, not of a sentence. */
const LIST = /[;{}|=]|['"`]\s?,/;
const MARKING = new Set(['fake-turn', 'fake-result', 'system-notice']);

export class Standings {
  #fenced: readonly Part[] | undefined;
  #hidden: readonly Part[] | undefined;

  constructor(
    private readonly text: string,
    private readonly place: Place,
    /** Where words stand that describe, ascending. */
    private readonly about: readonly number[],
    /** How many of its known words describe, from 0 to 1. */
    private readonly density: number,
  ) {}

  of(found: Found): Standing {
    const isHidden = found.isHidden === true || isWithin(this.hidden, found);
    const described = this.#aboutNear(found);
    const isInQuotes = isWithin(this.fenced, found) || this.#isBlockQuoted(found) || isQuoted(this.text, found);
    let factor = 1;
    let isOnlyQuoted = false;
    if (isHidden && !isInQuotes) factor = HIDDEN_FACTOR;
    else if (isInQuotes && described > 0) {
      factor = this.place.isTrusted ? 0.25 : 0.35;
      isOnlyQuoted = true;
    } else if (isInQuotes) factor = 0.95;
    else if (this.#isReported(found)) {
      factor = this.place.isTrusted ? 0.35 : 0.45;
      isOnlyQuoted = true;
    } else if (described > 2) {
      factor = 0.6;
      isOnlyQuoted = true;
    }
    if (this.density > 0.05 && factor < 1) factor *= 0.8;
    return {
      factor: factor * this.#placeFactor(found, isInQuotes, isHidden),
      isQuoted: isOnlyQuoted,
      isCited: isInQuotes || isOnlyQuoted,
      isHidden,
    };
  }

  #placeFactor({ id, start, end }: Found, isInQuotes: boolean, isHidden: boolean): number {
    const { isTrusted, isTest, isSource, isInstructions, isPrompt, isMessages } = this.place;
    if (isMessages) return 0.4;
    if (isTest) return isInQuotes || isSource ? 0.3 : 0.4;
    if (isInstructions && !isHidden && (ADDRESSING.has(id) || MARKING.has(id))) return 0.1;
    if (isSource && !isHidden && LIST.test(this.text.slice(start, end))) return 0.3;
    if (isSource && isPrompt) return 0.3;
    if (isSource && isInQuotes) return ADDRESSING.has(id) || MARKING.has(id) ? 0.15 : 0.4;
    if (isPrompt && (ADDRESSING.has(id) || MARKING.has(id))) return 0.15;
    if (isTrusted && !isSource && !isHidden && ADDRESSING.has(id)) return 0.75;
    if (isTrusted && !isHidden && MARKING.has(id)) return 0.8;
    return 1;
  }

  #aboutNear({ start, end }: Found): number {
    let count = 0;
    for (let i = firstAtLeast(this.about, start - ABOUT_BEFORE); i < this.about.length; i++) {
      const at = this.about[i] ?? 0;
      if (at > end + ABOUT_AFTER) break;
      if (at < start || at >= end) count++;
    }
    return count;
  }

  /** In one sentence with a word that describes, after it: `attackers tell the agent to …`. */
  #isReported({ start }: Found): boolean {
    const from = Math.max(0, start - 140);
    const i = firstAtLeast(this.about, from);
    const at = this.about[i];
    if (at === undefined || at >= start) return false;
    const last = this.about[firstAtLeast(this.about, start) - 1] ?? at;
    return !/[.!?\u3002\uff01]\s|\n\s*\n|:\s|\u3002/.test(this.text.slice(last, start));
  }

  get hidden(): readonly Part[] {
    this.#hidden ??= hiddenParts(this.text);
    return this.#hidden;
  }

  get fenced(): readonly Part[] {
    this.#fenced ??= fencedParts(this.text);
    return this.#fenced;
  }

  #isBlockQuoted({ start }: Found): boolean {
    const before = this.text.slice(Math.max(0, start - LINE_REACH), start + 1);
    const line = before.lastIndexOf('\n') + 1;
    return (line > 0 || start < LINE_REACH) && /^\s{0,6}>/.test(before.slice(line));
  }
}

function firstAtLeast(sorted: readonly number[], value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

function isWithin(parts: readonly Part[], { start, end }: Found): boolean {
  return parts.some(([from, to]) => from <= start && end <= to + 3);
}

const PAIRS: readonly (readonly [open: string, close: string])[] = [
  ['\u201c', '\u201d'],
  ['\u201e', '\u201c'],
  ['\u00ab', '\u00bb'],
  ['\u300c', '\u300d'],
  ['\u300e', '\u300f'],
  ['\u2018', '\u2019'],
];

/** Between quotation marks or backticks, in one paragraph. */
function isQuoted(text: string, { start, end }: Found): boolean {
  const reach = text.slice(Math.max(0, start - QUOTE_REACH), start);
  const before = reach.slice(reach.lastIndexOf('\n\n') + 1);
  const rest = text.slice(end, end + QUOTE_REACH);
  const stop = rest.indexOf('\n\n');
  const after = stop < 0 ? rest : rest.slice(0, stop);
  for (const [open, close] of PAIRS) {
    const opened = before.lastIndexOf(open);
    if (opened >= 0 && before.indexOf(close, opened + 1) < 0 && after.includes(close)) return true;
  }
  for (const mark of ['"', '`']) if (count(before, mark) % 2 === 1 && after.includes(mark)) return true;
  return isOpen(before) && /^[^']*(?:[a-z]'[a-z][^']*)*'(?![a-z])/i.test(after.slice(0, 300));
}

/** Whether the last `'` opens something: nothing but a space or a sign stands before it, and no `s` of the genitive after it. */
function isOpen(before: string): boolean {
  const at = before.lastIndexOf("'");
  if (at < 0 || /^s\b/.test(before.slice(at + 1, at + 3))) return false;
  return at === 0 || /[\s(=[{:,]/.test(before.charAt(at - 1));
}

function count(text: string, mark: string): number {
  let found = 0;
  for (let at = text.indexOf(mark); at >= 0; at = text.indexOf(mark, at + 1)) found++;
  return found;
}
