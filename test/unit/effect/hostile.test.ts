import assert from 'node:assert/strict';
import { MOST_STEPS } from '../../../src/effect/budget';
import { lookingAt } from '../../../src/effect/looking';
import { analyseCommand } from '../../../src/effect/shell/analyseCommand';
import { commandAction, disk, judgeCommand, situation } from '../../corpus/judging';
import { hostileInput, hostileNames } from '../../support/hostileInputs';

/** How long it takes is measured in the bench; here, that what is counted stays bounded, and that too much asks. */
describe('hostile input', () => {
  for (const name of hostileNames) {
    it(`is held, and costs no more than its budget: ${name}`, () => {
      assert.notEqual(judgeCommand(hostileInput(name, 1_000_000)).decision, 'allow');
      const action = commandAction(hostileInput(name, 60_000));
      if (action.kind !== 'command') return;
      const looking = lookingAt(situation, disk);
      const effects = analyseCommand(action, looking);
      // The step that went too far is counted too.
      assert.ok(looking.budget.spent < MOST_STEPS * 1.5, `${looking.budget.spent} steps`);
      if (looking.budget.spent > MOST_STEPS) {
        assert.equal(effects.at(-1)?.detail, 'shell.tooMuch');
        assert.match(effects.at(-1)?.says ?? '', /too (?:many|much|long|deeply)/);
      }
    });
  }
});
