import assert from 'node:assert/strict';
import { readSettings, settingsSchema } from '../../../src/agent/settings';
import { DEFAULT_MODEL } from '../../../src/model/models';

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
      judgeEnabled: false,
      maxSteps: 7,
      commandTimeout: 30,
    };
    assert.deepEqual(read(values), { settings: values, problems: [] });
  });

  const invalid: readonly [string, string, unknown, unknown][] = [
    ['a misspelt mode is Manual', 'defaultMode', 'manaul', 'manual'],
    ['a mode of the wrong type is Manual', 'defaultMode', true, 'manual'],
    ['a judge that is neither on nor off is off', 'judgeEnabled', 'yes', false],
    ['a model that is no text is none', 'model', 5, ''],
    ['an empty model is none', 'model', '   ', ''],
    ['an address that is none is not used', 'baseUrl', 'localhost', ''],
    ['an address of another kind is not used', 'baseUrl', 'file:///etc/passwd', ''],
    ['a number of steps that is none stops soonest', 'maxSteps', 'many', 1],
    ['steps without end stop soonest', 'maxSteps', Number.POSITIVE_INFINITY, 1],
    ['no steps stop soonest', 'maxSteps', 0, 1],
    ['a time limit that is none is the usual one', 'commandTimeout', -1, 120],
  ];
  for (const [title, name, value, expected] of invalid) {
    it(`${title}, and is reported`, () => {
      const { settings, problems } = read({ [name]: value });
      assert.equal(Object.entries(settings).find(([key]) => key === name)?.[1], expected);
      assert.deepEqual(
        problems.map((problem) => problem.name),
        [name],
      );
    });
  }
});
