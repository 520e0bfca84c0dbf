import type { EditedFile } from './fact';

const TEST_FILE =
  /(?:^|\/)(?:tests?|specs?|__tests__|e2e|cypress)\/.*\.\w+$|[._-](?:test|spec|e2e|cy)\.[cm]?[jt]sx?$|(?:^|\/)test_[^/]*\.py$|_test\.(?:go|py|rb|exs|dart|cc|cpp)$|_spec\.rb$|Tests?\.(?:java|kt|cs|scala|groovy|php|swift|vb)$/i;
const CASE =
  /(?<![\w.])(?:it|test|specify|scenario)(?:\.(?:only|each|concurrent|skip|failing|prop)\b[^\n]{0,40})?\s*\(\s*['"`[]|^\s*(?:async\s+)?def\s+test\w*\s*\(|^func\s+(?:Test|Fuzz|Benchmark)\w*\s*\(|#\[(?:\w+::)?(?:test|rstest)\b|@(?:Test|ParameterizedTest)\b|\[(?:Fact|Theory|Test|TestMethod|TestCase)\b|^\s*(?:it|test|specify|scenario)\s+['"]|function\s+test\w+\s*\(|\bTEST(?:_F|_P)?\s*\(/gm;
const ASSERTION =
  /\bexpect\s*[(.]|\bassert\w*[\s(.!]|\bshould\b|\.should\.|\bt\.(?:Error|Fatal|is|deepEqual|true|false|throws|equal)\w*\(|\brequire\.(?:NoError|Equal|True|Nil)\w*\(|\bAssert\.|\bself\.assert\w+\(|\b(?:must|wont)_\w+|\braises\(/g;
/** So few that their number says little. */
const FEW = 4;

/** A change of tests that takes checks away, as the end of "edits tests so that …". */
export function testsTaken({ folded }: EditedFile, before: string, after: string, was: string): string | undefined {
  if (!TEST_FILE.test(folded)) return undefined;
  // Nothing of them is in what goes.
  if (count(was, CASE) === 0 && count(was, ASSERTION) === 0) return undefined;
  return (
    less(count(before, CASE), count(after, CASE), 'tests') ??
    less(count(before, ASSERTION), count(after, ASSERTION), 'checks')
  );
}

function less(before: number, after: number, of: string): string | undefined {
  const isLost = before > 0 && after === 0 ? before > 1 || of === 'tests' : before >= FEW && after < before / 2;
  return isLost ? `leaves ${after} of ${before} ${of}` : undefined;
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}

interface Switch {
  readonly pattern: RegExp;
  readonly says: string;
}

const ONE_TEST = 'leaves a test out';
const OTHERS = 'leaves out all other tests of the file';
const WHOLE_FILE = 'stops a check for the whole file';

const SWITCHES: readonly Switch[] = [
  {
    says: ONE_TEST,
    pattern: /(?<![\w.])(?:it|test|describe|context|suite|specify)\s*\.\s*(?:skip|fixme)\b(?=\s*[(.]|\s*$)/gm,
  },
  { says: OTHERS, pattern: /(?<![\w.])(?:it|test|describe|context|suite|specify)\s*\.\s*only\b(?=\s*[(.]|\s*$)/gm },
  { says: ONE_TEST, pattern: /(?<![\w.])x(?:it|describe|test|context|specify)\s*[( ]\s*['"`]/g },
  { says: OTHERS, pattern: /(?<![\w.])f(?:it|describe|context)\s*[( ]\s*['"`]/g },
  {
    says: ONE_TEST,
    pattern:
      /@pytest\.mark\.(?:skip|xfail)\b|^\s*@unittest\.(?:skip|expectedFailure)\b|^\s*(?:pytest\.skip|self\.skipTest)\s*\(/gm,
  },
  {
    says: ONE_TEST,
    pattern:
      /^[ \t]*[tb]\.Skip(?:Now|f)?\s*\(|#\[ignore\b|^\s*@(?:Disabled|Ignore)\b(?!\w)|\s@Disabled\s+@|^\s*\[Ignore\b|\bSkip\s*=\s*"|markTest(?:Skipped|Incomplete)\s*\(/gm,
  },
  {
    says: WHOLE_FILE,
    pattern:
      /\/\*\s*(?:eslint|oxlint|stylelint|jshint|tslint)[-:]disable\s*(?:\*\/|--)|\/\/\s*@ts-nocheck\b|#\s*(?:flake8|ruff):\s*noqa\s*$|#\s*pylint:\s*(?:skip-file|disable=all)|#\s*(?:mypy|pyright):\s*ignore-errors|^#\s*type:\s*ignore\s*$|\/[/*]\s*biome-ignore-all\b|#!\[allow\((?:warnings|clippy::all)\)\]|\/\/\s*(?:tslint|rslint):disable\s*$|#\s*rubocop:disable\s+all|phpcs:ignoreFile|@phpstan-ignore-file|(?:istanbul|c8|v8)\s+ignore\s+file|\/\/nolint\s*$/gm,
  },
];
/** A test may leave itself out where it can't run. */
const CONDITION = /\bif\b[^\n]*(?:\{|:|\))?\s*$/;

/** Checks that lines switch off which others, in their place before, didn't: the first, with its words. */
export function switchedOff(
  was: string,
  is: string,
): { readonly says: string; readonly text: string; readonly index: number } | undefined {
  for (const { pattern, says } of SWITCHES) {
    const now = [...is.matchAll(pattern)].filter(
      ({ index }) => !CONDITION.test(lineBefore(is, index)) && (says === WHOLE_FILE || !isComment(is, index)),
    );
    if (now.length <= count(was, pattern)) continue;
    const match = now.at(-1);
    if (match !== undefined) return { says, text: match[0].trim(), index: match.index };
  }
  return undefined;
}

function isComment(text: string, index: number): boolean {
  return /^\s*(?:\*|\/\/|#(?!\[))/.test(text.slice(text.lastIndexOf('\n', index) + 1, index + 2));
}

function lineBefore(text: string, index: number): string {
  const end = text.lastIndexOf('\n', index);
  return end < 0 ? '' : text.slice(text.lastIndexOf('\n', end - 1) + 1, end);
}
