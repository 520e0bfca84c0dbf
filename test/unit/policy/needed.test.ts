import assert from 'node:assert/strict';
import { analyse } from '../../../src/effect/analyse';
import { defaultPolicy } from '../../../src/policy/defaults';
import { evaluate } from '../../../src/policy/evaluate';
import type { Policy } from '../../../src/policy/rule';
import { caseOf, commandAction, disk, situation } from '../../corpus/judging';
import { corpusLines } from '../../support/dangers';

/** What each line of the corpus does, and what is expected of it. */
const cases = corpusLines.map((line) => {
  const { action, situation: at, disk: own } = caseOf(line);
  return { analysis: analyse(action, at, own), at, expect: line.expect, rule: line.rule };
});

// No line of the corpus can say that nobody is there to carry it out.
const unavailable = { ...situation, unavailable: { command: 'Not here.' } };
cases.push({
  analysis: analyse(commandAction('ls'), unavailable, disk),
  at: { ...unavailable, mode: 'auto' },
  expect: 'block',
  rule: 'floor.unavailable',
});

function isWrong({ analysis, at, expect, rule }: (typeof cases)[number], policy: Policy): boolean {
  const verdict = evaluate(analysis, at, policy);
  if (rule !== undefined && verdict.rule !== rule) return true;
  return expect === 'not-allow' ? verdict.decision === 'allow' : verdict.decision !== expect;
}

function without(id: string): Policy {
  const layers = defaultPolicy.layers.map((layer) => ({
    ...layer,
    rules: layer.rules.filter((rule) => rule.id !== id),
  }));
  return { ...defaultPolicy, layers };
}

describe('a rule of the default policy', () => {
  for (const { id } of defaultPolicy.layers.flatMap(({ rules }) => rules)) {
    it(`is needed: without ${id} a line of the corpus is judged wrongly`, () => {
      const policy = without(id);
      assert.ok(cases.some((each) => isWrong(each, policy)));
    });
  }
});
