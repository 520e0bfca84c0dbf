import type { CommandAction } from '../../action/action';
import { TooMuchError } from '../budget';
import type { Effect } from '../effect';
import type { Looking } from '../looking';
import { Evaluator } from './evaluator';
import { newShell } from './state';
import { NO_INPUT } from './value';

/** The effects of a command line, by evaluating it without running anything. */
export function analyseCommand(action: CommandAction, looking: Looking): readonly Effect[] {
  const evaluator = new Evaluator(looking);
  const { command, cwd, shell = 'bash' } = action;
  if (!BASH_LIKE.has(shell)) evaluator.add(otherLanguage(command, shell));
  try {
    const folder = looking.disk.realPath(cwd);
    looking.paths.add(folder);
    evaluator.text(command, newShell([folder], looking), { source: command, origin: undefined }, NO_INPUT);
    return evaluator.effects;
  } catch (error) {
    // A range error is the parser or the evaluation running out of stack: nothing that was found is lost.
    if (!(error instanceof TooMuchError) && !(error instanceof RangeError)) throw error;
    const part = { start: 0, end: command.length, text: command.slice(0, 200) };
    const says = error instanceof TooMuchError ? error.message : 'is nested too deeply to look through';
    const tooMuch: Effect = {
      kind: 'unknown',
      target: 'the command',
      part,
      certainty: 'possible',
      detail: 'shell.tooMuch',
      says,
    };
    return [...evaluator.effects, tooMuch];
  }
}

/** Shells whose text is read as bash reads it; what only some of them understand is looked for beside. */
const BASH_LIKE: ReadonlySet<string> = new Set(['bash', 'sh', 'dash', 'ash', 'ksh', 'zsh']);

function otherLanguage(command: string, shell: string): Effect {
  return {
    kind: 'unknown',
    target: shell,
    part: { start: 0, end: command.length, text: command },
    certainty: 'possible',
    detail: 'shell.language',
    says: `is written for ${shell}, which is not looked into`,
  };
}
