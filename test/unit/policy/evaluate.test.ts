import assert from 'node:assert/strict';
import { analyse } from '../../../src/effect/analyse';
import type { Analysis, Effect } from '../../../src/effect/effect';
import { defaultPolicy } from '../../../src/policy/defaults';
import { evaluate } from '../../../src/policy/evaluate';
import type { Policy, Rule } from '../../../src/policy/rule';
import { commandAction, disk, judge, judgeCommand, parseExample, situation } from '../../corpus/judging';

const effect: Effect = {
  kind: 'run',
  target: 'x',
  part: { start: 0, end: 1, text: 'x' },
  certainty: 'certain',
  detail: 'run.file',
};
const analysis: Analysis = { effects: [effect], paths: [], scripts: [], downloads: [], programs: [], parts: [] };
const rule = (id: string, severity: number, more: Partial<Rule> = {}): Rule => ({
  id,
  when: { effects: ['run'] },
  severity,
  settledBy: 'judge',
  reason: '',
  matches: [],
  notMatches: [],
  ...more,
});
const policyOf = (...rules: readonly Rule[]): Policy => ({
  askAt: 40,
  blockAt: 90,
  layers: [{ layer: 'default', rules }],
});
const verdictOf = (...rules: readonly Rule[]) => evaluate(analysis, situation, policyOf(...rules));

describe('evaluate', () => {
  it('asks where no rule matches', () => {
    const verdict = verdictOf();
    assert.equal(verdict.decision, 'ask');
    assert.equal(verdict.rule, 'policy.no-rule');
  });

  it('lets the strictest rule win, in whatever order', () => {
    for (const rules of [
      [rule('a.a', 10), rule('b.b', 95)],
      [rule('b.b', 95), rule('a.a', 10)],
    ]) {
      assert.equal(verdictOf(...rules).decision, 'block');
      assert.equal(verdictOf(...rules).rule, 'b.b');
    }
  });

  it('never goes below the minimum of a rule, whatever its severity', () => {
    assert.equal(verdictOf(rule('a.a', 1, { minimum: 'block' })).decision, 'block');
  });

  it('leaves an ask to the strictest settler of all rules that ask', () => {
    assert.equal(
      verdictOf(rule('a.a', 80, { settledBy: 'judge' }), rule('b.b', 50, { settledBy: 'person' })).settledBy,
      'person',
    );
  });

  it('lets a later layer tighten and never loosen', () => {
    const policy: Policy = {
      askAt: 40,
      blockAt: 90,
      layers: [
        { layer: 'default', rules: [rule('a.a', 60)] },
        { layer: 'workspace', rules: [rule('b.b', 0)] },
      ],
    };
    assert.equal(evaluate(analysis, situation, policy).decision, 'ask');
  });

  it('matches dotted details by whole words', () => {
    assert.equal(verdictOf(rule('a.a', 0, { when: { details: ['run'] } })).decision, 'allow');
    assert.equal(verdictOf(rule('a.a', 0, { when: { details: ['run.fi'] } })).rule, 'policy.no-rule');
  });

  it('blocks what nobody can carry out here, saying why', () => {
    const at = { ...situation, unavailable: { command: 'There is no bash here.' } };
    const verdict = evaluate(analyse(commandAction('ls'), at, disk), at, defaultPolicy);
    assert.equal(verdict.decision, 'block');
    assert.equal(verdict.rule, 'floor.unavailable');
    assert.match(verdict.reason, /There is no bash here/);
    assert.equal(judgeCommand('ls').decision, 'allow');
  });

  it('names the part and what it does', () => {
    assert.match(
      judgeCommand('echo ok && git push --force').reason,
      /^`git push --force` rewrites history on origin, where others/,
    );
    assert.equal(judgeCommand('git status; frobnicate -x').part.text, 'frobnicate -x');
  });

  const modes: readonly [string, 'allow' | 'ask' | 'block'][] = [
    ['[plan] cat README.md', 'allow'],
    ['[plan] read: README.md', 'allow'],
    ['[plan] git log', 'allow'],
    ['[plan] edit: src/x.ts', 'block'],
    ['[plan] npm test', 'block'],
    ['[plan] echo x > notes.txt', 'block'],
    ['[plan] fetch: http://localhost:3000/', 'block'],
    ['[plan] frobnicate', 'block'],
    ['[plan] read: .env', 'ask'],
    ['[plan] ask: Which?', 'ask'],
    ['[manual] cat README.md', 'allow'],
    ['[manual] edit: src/x.ts', 'ask'],
    ['[manual] npm test', 'ask'],
    ['[manual] rm -rf /', 'block'],
    ['[auto] edit: src/x.ts', 'allow'],
    ['[auto] npm test', 'allow'],
  ];
  for (const [example, decision] of modes) {
    it(`answers ${decision} to ${example}`, () => {
      const { action, mode } = parseExample(example);
      assert.equal(judge(action, mode).decision, decision);
    });
  }

  it('tells the agent that it is in Plan mode', () => {
    assert.match(
      judge({ kind: 'edit', path: '/work/app/x', before: null, after: '', beforeSha256: null }, 'plan').saferWay ?? '',
      /Plan mode/,
    );
  });

  it('lets only a person settle what Manual mode holds', () => {
    assert.equal(
      judge({ kind: 'edit', path: '/work/app/x', before: null, after: '', beforeSha256: null }, 'manual').settledBy,
      'person',
    );
  });
});
