import type { Budget } from '../budget';
import type { Report } from './codeFinding';
import { Evaluation } from './evaluation';
import { JAVASCRIPT } from './javaScript';
import type { Language } from './language';
import { PLAIN_LANGUAGES } from './plainLanguages';
import { scanPlain } from './plainScript';
import { PYTHON } from './python';
import { CodeSyntaxError, TooMuchCodeError } from './syntax';
import { textOf } from './values';

const LONGEST_CODE = 48 * 1024;
/** This much code is parsed in about a step of the budget. */
const STEP_OF_PARSING = 16;

/** Conservative: code is plain only when all of it is known to be. `args` are the words after it, undefined where unknown. */
export function scanCode(
  language: string,
  code: string,
  report: Report,
  budget: Budget,
  args: readonly (string | undefined)[] = [],
): void {
  if (code.length > LONGEST_CODE) {
    report({ kind: 'unknown', what: 'too much code to look through' });
    return;
  }
  switch (language) {
    case 'python':
      evaluate(PYTHON, code, report, args, budget);
      return;
    case 'javascript':
      evaluate(JAVASCRIPT, code, report, args, budget);
      return;
    default: {
      const plain = Object.hasOwn(PLAIN_LANGUAGES, language) ? PLAIN_LANGUAGES[language] : undefined;
      if (plain === undefined) report({ kind: 'unknown', what: `a language that isn't looked into (${language})` });
      else for (const finding of scanPlain(plain, code)) report(finding);
    }
  }
}

function evaluate(
  language: Language,
  code: string,
  report: Report,
  args: readonly (string | undefined)[],
  budget: Budget,
): void {
  budget.spend(code.length / STEP_OF_PARSING);
  try {
    const values = args.map((arg) => (arg === undefined ? ({ kind: 'data', taint: 0 } as const) : textOf(arg)));
    new Evaluation(language, report, values, budget).run(language.parse(code));
  } catch (error) {
    if (error instanceof TooMuchCodeError) report({ kind: 'unknown', what: 'too much code to look through' });
    else if (error instanceof CodeSyntaxError) report({ kind: 'unknown', what: error.message });
    else if (error instanceof RangeError) report({ kind: 'unknown', what: 'code nested too deeply' });
    else throw error;
  }
}
