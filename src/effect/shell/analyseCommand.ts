import type { CommandAction } from '../../action/action';
import type { Effect } from '../effect';
import type { Looking } from '../looking';

export function analyseCommand(action: CommandAction, _looking: Looking): readonly Effect[] {
  return [
    {
      kind: 'unknown',
      target: 'a command',
      part: { start: 0, end: action.command.length, text: action.command },
      certainty: 'possible',
      detail: 'shell.notAnalysed',
    },
  ];
}
