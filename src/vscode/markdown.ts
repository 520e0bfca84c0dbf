import { manyLines, oneLine } from '../action/visibleText';

/** A text of unknown origin as a code block that it can't break out of. */
export function codeBlock(text: string, language = ''): string {
  const shown = manyLines(text);
  const fence = '`'.repeat(Math.max(3, longestRun(shown) + 1));
  return `${fence}${language}\n${shown}\n${fence}`;
}

/** A text of unknown origin as code within a line. */
export function codeSpan(text: string): string {
  const shown = oneLine(text);
  if (shown.trim() === '') return '` `';
  const fence = '`'.repeat(longestRun(shown) + 1);
  const pad = /^`|`$/.test(shown) ? ' ' : '';
  return `${fence}${pad}${shown}${pad}${fence}`;
}

/**
 * A sentence that names things of unknown origin, the verbatim ones in backticks: nothing in it draws, links or loads.
 * As little as possible is escaped, since documents show the escapes.
 */
export function plainProse(text: string): string {
  return oneLine(text)
    .split(/`([^`]+)`/)
    .map((part, index) => (index % 2 === 1 ? codeSpan(part) : escapeProse(part)))
    .join('');
}

function escapeProse(text: string): string {
  return text
    .replace(/[\\`*_[\]<&~]/g, '\\$&')
    .replace(/:\/\//g, ':&#47;/')
    .replace(/\bwww\./gi, (www) => `${www.slice(0, 3)}&#46;`)
    .replace(/@/g, '&#64;');
}

function longestRun(text: string): number {
  return Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
}
