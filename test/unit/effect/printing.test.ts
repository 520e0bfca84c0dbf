import assert from 'node:assert/strict';
import { parse } from 'unbash';
import { print } from 'unbash/printer';
import { textProblem } from '../../../src/effect/shell/textChecks';
import { judgeCommand } from '../../corpus/judging';
import { corpusLines } from '../../support/dangers';

/** What was found, but for where it stands. */
function found(command: string): string {
  const { decision, effects } = judgeCommand(command);
  const each = effects.map(({ kind, detail, program, target, place }) =>
    [kind, detail, program, target, place?.path].join(' '),
  );
  return [decision, ...new Set(each)].sort().join('\n');
}

describe('a command printed from its syntax tree', function () {
  this.timeout(60_000);
  const commands = corpusLines.flatMap(({ command }) => (command === undefined ? [] : [command]));
  // What is wrong with the text itself is gone when it is printed.
  const wellFormed = commands.filter(
    (command) =>
      textProblem(command) === undefined &&
      (parse(command).errors ?? []).length === 0 &&
      !judgeCommand(command).effects.some(({ detail }) => detail === 'shell.heredoc'),
  );

  it('has the effects of the command it was read from', () => {
    const different = wellFormed.flatMap((command) => {
      const printed = print(parse(command));
      return found(printed) === found(command)
        ? []
        : [`${command}\n=> ${printed}\n${found(command)}\n-\n${found(printed)}`];
    });
    assert.equal(different.join('\n---\n'), '');
  });

  it('is judged the same each time', () => {
    const changing = commands.filter((command) => {
      const [first, second] = [judgeCommand(command), judgeCommand(command)];
      return JSON.stringify(first) !== JSON.stringify(second);
    });
    assert.deepEqual(changing, []);
  });
});
