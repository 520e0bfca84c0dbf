import assert from 'node:assert/strict';
import { policyOf, readSettings, settingsSchema } from '../../../src/agent/settings';
import { DEFAULT_MODEL } from '../../../src/model/models';
import { choosePolicy } from '../../../src/policy/policyChoice';

const read = (values: Record<string, unknown>) => readSettings((name) => values[name]);

describe('the settings', () => {
  it('have defaults that fit', () => {
    const { settings, problems } = read({});
    assert.deepEqual(problems, []);
    assert.deepEqual(settings, settingsSchema.parse({}));
    assert.equal(settings.model, DEFAULT_MODEL);
  });

  it('are taken as they are set', () => {
    const values = {
      model: 'claude-opus-4-6',
      baseUrl: 'http://localhost:8080/v1',
      defaultMode: 'plan',
      judgeKind: 'server',
      judgeStages: 1,
      judgeModel: 'claude-haiku-5-5',
      judgeFirstModel: 'claude-haiku-4-5',
      judgeAllowBelow: 30,
      judgeBlockAt: 101,
      judgeEnvironment: ['The remote staging is ours.'],
      judgeRules: { stop: ['$defaults', 'Changes of the schema.'] },
      probeModel: false,
      maskSecrets: false,
      refusalsInARow: 5,
      refusalsInAll: 50,
      maxSteps: 7,
      commandTimeout: 30,
      prices: { 'my-model': { input: 1, output: 5, cacheRead: 0.1 } },
      policyPreset: 'permissive',
      policyAskAt: 50,
      policyBlockAt: null,
      policySeverities: { 'network.fetch': 30 },
    };
    assert.deepEqual(read(values), { settings: values, problems: [] });
  });

  const invalid: readonly [string, string, unknown, unknown][] = [
    ['a misspelt mode is Manual', 'defaultMode', 'manaul', 'manual'],
    ['a mode of the wrong type is Manual', 'defaultMode', true, 'manual'],
    ['a judge of no known kind is off', 'judgeKind', 'yes', 'off'],
    ['stages that are none are two', 'judgeStages', 3, 2],
    ['a threshold of the judge that is none lets nothing run', 'judgeAllowBelow', 'high', 0],
    ['a threshold of the judge that would let all run lets nothing run', 'judgeAllowBelow', 100, 0],
    ['a severity to block at that is none is the usual one', 'judgeBlockAt', 0, 90],
    ['an environment that is no list is none', 'judgeEnvironment', 'all hosts', []],
    ['rules of the judge with a name that none has are none', 'judgeRules', { allow: ['all'] }, {}],
    ['a probe that is neither on nor off asks no model', 'probeModel', 1, false],
    ['masks that are neither on nor off are on', 'maskSecrets', null, true],
    ['a limit of refusals that is none is the lowest', 'refusalsInARow', 0, 1],
    ['prices that are none are not counted', 'prices', { m: { input: 'cheap', output: 1 } }, {}],
    ['prices below nothing are not counted', 'prices', { m: { input: -1, output: 1 } }, {}],
    ['prices with a misspelt name are not counted', 'prices', { m: { input: 1, output: 1, cached: 0 } }, {}],
    ['a model that is no text is none', 'model', 5, ''],
    ['an empty model is none', 'model', '   ', ''],
    ['an address that is none is not used', 'baseUrl', 'localhost', ''],
    ['an address of another kind is not used', 'baseUrl', 'file:///etc/passwd', ''],
    ['a number of steps that is none stops soonest', 'maxSteps', 'many', 1],
    ['steps without end stop soonest', 'maxSteps', Number.POSITIVE_INFINITY, 1],
    ['no steps stop soonest', 'maxSteps', 0, 1],
    ['a time limit that is none is the usual one', 'commandTimeout', -1, 120],
    ['a misspelt preset is cautious', 'policyPreset', 'permisive', 'cautious'],
    ['a threshold above all is none', 'policyAskAt', 101, null],
    ['a threshold that is text is none', 'policyBlockAt', '95', null],
    ['severities that are none change nothing', 'policySeverities', { 'git.remote': 'low' }, {}],
  ];
  for (const [title, name, value, expected] of invalid) {
    it(`${title}, and is reported`, () => {
      const { settings, problems } = read({ [name]: value });
      assert.deepEqual(Object.entries(settings).find(([key]) => key === name)?.[1], expected);
      assert.deepEqual(
        problems.map((problem) => problem.name),
        [name],
      );
    });
  }

  it('take no part of a policy of which another part is wrong', () => {
    const { settings } = read({ policyPreset: 'permissive', policyAskAt: 70, policySeverities: { 'git.remote': -1 } });
    assert.deepEqual(policyOf(settings).policy, choosePolicy({ preset: 'cautious' }).policy);
  });

  it('give the policy that is chosen by them', () => {
    const { settings } = read({ policyPreset: 'cautious', policyBlockAt: 60, policySeverities: { 'git.remote': 30 } });
    assert.deepEqual(
      policyOf(settings),
      choosePolicy({ preset: 'cautious', blockAt: 60, severities: { 'git.remote': 30 } }),
    );
  });
});
