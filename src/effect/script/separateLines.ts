import { parse } from 'unbash';
import { textProblem } from '../shell/textChecks';

/** What a shell of its own keeps for itself. */
const CHANGES_ITS_SHELL =
  /\b(?:cd|pushd|popd|export|set|exec|exit|trap|unset|return|alias|umask|read|source|shift|local)\b|(?:^|[;&|({\s])\.\s|\w\+?=/;

export interface SeparateLines {
  /** One script that does what the lines do, each in a shell of its own. */
  readonly text: string;
  /** Lines that can't be parsed, short: what they would do isn't in `text`. */
  readonly broken: readonly string[];
}

/**
 * Lines that are each given to a shell of their own. Each is parsed by itself: a quote that one of them opens must not hide
 * the next. `exports` stand before each; `first` runs before all.
 */
export function runSeparately(
  lines: readonly string[],
  { exports, first }: { readonly exports: readonly string[]; readonly first: readonly string[] },
): SeparateLines {
  const broken: string[] = [];
  const all = first.map(inShellOfItsOwn);
  for (const line of lines) {
    if (/^\s*(?:#.*)?$/.test(line)) continue;
    if (!canBeParsed(line)) {
      broken.push(line.slice(0, 60).trim());
      continue;
    }
    const given = exports.length === 0 ? line : `${exports.join('\n')}\n${line}`;
    all.push(CHANGES_ITS_SHELL.test(given) ? inShellOfItsOwn(given) : given);
  }
  return { text: all.join('\n'), broken };
}

/** Text that nobody means well with isn't parsed here: whoever evaluates it says what is wrong with it. */
export function canBeParsed(line: string): boolean {
  return textProblem(line) !== undefined || !parse(line).errors?.length;
}

export function inShellOfItsOwn(line: string): string {
  return `(\n${line}\n)`;
}
