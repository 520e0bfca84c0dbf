import type { CommandAction } from '../../action/action';
import type { Effect } from '../effect';
import type { Looking } from '../looking';
import { TooMuchError } from './evaluation';
import { Evaluator } from './evaluator';
import { ShellState } from './state';
import { NO_INPUT } from './value';

/** The effects of a command line, by evaluating it without running anything. */
export function analyseCommand(action: CommandAction, looking: Looking): readonly Effect[] {
  const evaluator = new Evaluator(looking);
  const { command, cwd } = action;
  try {
    const folder = looking.disk.realPath(cwd);
    looking.paths.add(folder);
    evaluator.text(command, new ShellState([folder]), { source: command, origin: undefined }, NO_INPUT);
  } catch (error) {
    // A range error is the parser or the evaluation running out of stack: nothing that was found is lost.
    if (!(error instanceof TooMuchError) && !(error instanceof RangeError)) throw error;
    const part = { start: 0, end: command.length, text: command.slice(0, 200) };
    return [
      ...evaluator.effects,
      {
        kind: 'unknown',
        target: 'the command',
        part,
        certainty: 'possible',
        detail: 'shell.tooMuch',
        says: 'is too much to look through',
      },
    ];
  }
  return evaluator.effects;
}
