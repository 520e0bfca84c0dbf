import assert from 'node:assert/strict';
import { analyse } from '../../../src/effect/analyse';
import { defaultPolicy } from '../../../src/policy/defaults';
import { applies } from '../../../src/policy/evaluate';
import { ruleSchema } from '../../../src/policy/rule';
import { disk, parseExample, situation } from '../../corpus/judging';
import { corpusLines } from '../../support/dangers';

function isMatched(example: string, when: Parameters<typeof applies>[0]): boolean {
  // `[nothing] …`: where nobody can carry it out.
  const { action, mode } = parseExample(example.replace('[nothing] ', ''));
  const unavailable = example.startsWith('[nothing] ') ? { [action.kind]: 'Not here.' } : {};
  const at = { ...situation, mode, unavailable };
  return analyse(action, at, disk).effects.some((effect) => applies(when, effect, at));
}

const shownInCorpus = new Set(corpusLines.map((line) => line.rule));

describe('the default rules', () => {
  const rules = defaultPolicy.layers.flatMap((layer) => layer.rules);

  it('each have an id of their own', () => {
    assert.equal(new Set(rules.map((rule) => rule.id)).size, rules.length);
  });

  for (const rule of rules) {
    it(`${rule.id} is well formed, and matches and spares what it says`, () => {
      ruleSchema.parse(rule);
      assert.ok(rule.notMatches.length > 0, 'without examples');
      // What depends on files, or on what was before, can be shown only by a line of the corpus.
      assert.ok(rule.matches.length > 0 || shownInCorpus.has(rule.id), 'without examples');
      assert.deepEqual(
        rule.matches.filter((example) => !isMatched(example, rule.when)),
        [],
        'should match',
      );
      assert.deepEqual(
        rule.notMatches.filter((example) => isMatched(example, rule.when)),
        [],
        'should not match',
      );
    });
  }
});
