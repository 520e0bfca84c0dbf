import { TooMuchError } from '../budget';
import type { Effect } from '../effect';
import type { Looking } from '../looking';
import { Evaluator } from './evaluator';
import type { Origin } from './origin';
import { newShell } from './state';
import { literalArg, NO_INPUT } from './value';

export interface TextToRun {
  readonly text: string;
  readonly origin: Origin;
  /** The folders it may run in, real. */
  readonly folders: readonly string[];
}

/** The effects of a text that stands elsewhere, as if a shell ran it: those of the same text as a command. */
export function analyseShellText({ text, origin, folders }: TextToRun, looking: Looking): readonly Effect[] {
  return evaluated(looking, origin, (evaluator) => {
    evaluator.text(text, newShell(folders, looking), { source: text, origin }, NO_INPUT);
  });
}

/** How an interpreter is given code on its command line. */
const GIVEN: Readonly<Record<string, readonly string[]>> = {
  python: ['python3', '-c'],
  javascript: ['node', '-e'],
  perl: ['perl', '-e'],
  ruby: ['ruby', '-e'],
  php: ['php', '-r'],
  lua: ['lua', '-e'],
  r: ['Rscript', '-e'],
  sh: ['bash', '-c'],
};

/** The effects of code as an interpreter of its language would have them: those of the same code given to it in a command. */
export function analyseCodeText(language: string, run: TextToRun, looking: Looking): readonly Effect[] {
  const given = GIVEN[language] ?? [language, '-e'];
  const { text, origin, folders } = run;
  return evaluated(looking, origin, (evaluator) => {
    const state = newShell(folders, looking);
    const frame = { source: text, origin };
    const range = { pos: 0, start: 0, end: text.length };
    evaluator.program(
      [...given, text].map((word) => literalArg(word, range)),
      { shell: evaluator, state, frame },
      NO_INPUT,
      range,
    );
  });
}

function evaluated(looking: Looking, origin: Origin, evaluate: (evaluator: Evaluator) => void): readonly Effect[] {
  const evaluator = new Evaluator(looking);
  try {
    evaluate(evaluator);
  } catch (error) {
    // A range error is the parser or the evaluation running out of stack: nothing that was found is lost.
    if (!(error instanceof TooMuchError) && !(error instanceof RangeError)) throw error;
    evaluator.effects.push({
      kind: 'unknown',
      target: origin.standsIn ?? 'the text',
      part: { start: origin.start, end: origin.end, text: origin.standsIn ?? '' },
      certainty: 'possible',
      detail: 'shell.tooMuch',
      says: error instanceof TooMuchError ? error.message : 'is nested too deeply to look through',
    });
  }
  return evaluator.effects;
}
