import { closeSync, fstatSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { createContext, Script } from 'node:vm';
import { messageOf } from '../action/errorText';
import { decode } from './decode';
import { MOST_MATCHES, SEARCHED_BYTES, shownLine } from './matchedLine';
import { openReal } from './openReal';
import type { Match, Search, SearchResult } from './search';
import { walkFiles } from './walkFiles';

/** The slow way, where there is no ripgrep: the same lines, by JavaScript's own regular expressions. */
export async function searchByHand(search: Search): Promise<SearchResult> {
  const expression = expressionOf(search);
  if (!(expression instanceof RegExp)) return expression;
  const { folder, file, signal, timeoutMs, isWanted } = search;
  const until = Date.now() + timeoutMs;
  const walk =
    file === undefined ? await walkFiles({ folder, ripgrep: undefined, signal }) : { files: [file], cut: undefined };
  const finder = new Finder(expression);
  const matches: Match[] = [];
  for (const path of walk.files) {
    if (!isWanted(path)) continue;
    await setImmediate();
    signal.throwIfAborted();
    const lines = linesOf(join(folder, path), file === undefined ? SEARCHED_BYTES : Number.POSITIVE_INFINITY);
    const found = lines === undefined ? [] : finder.find(lines, until - Date.now());
    if (found === undefined) return { kind: 'found', matches, cut: 'it took too long', honoursIgnores: false };
    for (const { index, hit } of found)
      matches.push({ path, line: index + 1, text: shownLine(lines?.[index] ?? '', hit) });
    if (matches.length >= MOST_MATCHES) {
      return { kind: 'found', matches, cut: 'there are too many', honoursIgnores: false };
    }
  }
  return { kind: 'found', matches, cut: walk.cut, honoursIgnores: false };
}

interface Found {
  readonly index: number;
  /** Where in the line. */
  readonly hit: number;
}

/**
 * Looks through lines for no longer than it may: an expression can take ages on a short line, and nothing else in the
 * editor's extensions would run meanwhile. Only code run by `vm` can be broken off.
 */
class Finder {
  readonly #script = new Script('look()');
  readonly #context = createContext({ look: () => this.#look() });
  #lines: readonly string[] = [];
  #found: Found[] = [];

  constructor(private readonly expression: RegExp) {}

  /** Undefined when the time was up. */
  find(lines: readonly string[], timeoutMs: number): readonly Found[] | undefined {
    this.#lines = lines;
    this.#found = [];
    if (timeoutMs < 1) return undefined;
    try {
      this.#script.runInContext(this.#context, { timeout: Math.ceil(timeoutMs) });
      return this.#found;
    } catch (error) {
      if (isTimeout(error)) return undefined;
      throw error;
    }
  }

  #look(): void {
    for (const [index, line] of this.#lines.entries()) {
      const hit = line.search(this.expression);
      if (hit >= 0) this.#found.push({ index, hit });
    }
  }
}

/** The error comes from another realm, where `Error` is another class. */
function isTimeout(error: unknown): boolean {
  return (
    typeof error === 'object' && error !== null && 'code' in error && error.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT'
  );
}

function expressionOf({
  pattern,
  isRegex,
  isCaseSensitive,
}: Search): RegExp | Extract<SearchResult, { kind: 'invalid' }> {
  // Ripgrep takes flags in front; here they are given beside.
  const flags = isRegex ? (/^\(\?([is]+)\)/.exec(pattern)?.[1] ?? '') : '';
  const rest = flags === '' ? pattern : pattern.slice(flags.length + 3);
  const source = isRegex ? rest : pattern.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
  const all = [...new Set(`${flags}${isCaseSensitive ? '' : 'i'}`)].join('');
  try {
    return new RegExp(source, `${all}u`);
  } catch {
    return looserExpression(source, all);
  }
}

/** Without `u`, escapes that mean nothing are let pass. */
function looserExpression(source: string, flags: string): RegExp | Extract<SearchResult, { kind: 'invalid' }> {
  try {
    return new RegExp(source, flags);
  } catch (error) {
    const why = messageOf(error);
    return { kind: 'invalid', why: `The pattern can't be searched for: ${why}` };
  }
}

/** Undefined for what is no text, too large, or can't be read. */
function linesOf(real: string, maxBytes: number): readonly string[] | undefined {
  const bytes = bytesOf(real, maxBytes);
  const decoded = bytes === undefined ? undefined : decode(bytes);
  if (bytes === undefined || decoded?.kind === 'binary') return undefined;
  // In an old encoding most of a text is still legible.
  const text = decoded?.kind === 'text' ? decoded.text : bytes.toString('utf8');
  const lines = text.split(/\r?\n/);
  if (lines.at(-1) === '') lines.pop();
  return lines;
}

function bytesOf(real: string, maxBytes: number): Buffer | undefined {
  let fd: number | undefined;
  try {
    fd = openReal(real);
    const stat = fstatSync(fd);
    return stat.isFile() && stat.size <= Math.min(maxBytes, MOST_BYTES) ? readFileSync(fd) : undefined;
  } catch {
    // Gone meanwhile, closed to us, or a link by now: the others are still worth searching.
    return undefined;
  } finally {
    if (fd !== undefined) closeSync(fd);
  }
}

/** No string could hold more. */
const MOST_BYTES = 256 * 1024 * 1024;
