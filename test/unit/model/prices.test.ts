import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ModelUsage } from '../../../src/model/modelClient';
import { MODELS } from '../../../src/model/models';
import { dollarsOf, ownPricesSchema, PRICES_AS_OF, PRICES_SOURCE } from '../../../src/model/prices';
import { addSpend, NO_SPEND, spendOf } from '../../../src/model/spend';

const MILLION = 1_000_000;

function usage(changes: Partial<ModelUsage>): ModelUsage {
  return { inputTokens: 0, cacheReadTokens: 0, cacheWriteTokens: 0, outputTokens: 0, ...changes };
}

const million = (key: keyof ModelUsage) => usage({ [key]: MILLION });

describe('prices', () => {
  const published: readonly [model: string, input: number, read: number, write: number, output: number][] = [
    ['claude-opus-5-5', 4, 0.2, 5, 20],
    ['claude-opus-5', 5, 0.5, 6.25, 25],
    ['claude-opus-4-6', 5, 0.5, 6.25, 25],
    ['claude-sonnet-5-5', 2, 0.1, 2.5, 10],
    ['claude-sonnet-5', 2, 0.2, 2.5, 10],
    ['claude-sonnet-4-6', 3, 0.3, 3.75, 15],
    ['claude-haiku-4-5', 1, 0.1, 1.25, 5],
  ];
  for (const [model, ...prices] of published) {
    it(`of ${model} tell input, reading and writing of the cache, and output apart`, () => {
      const keys = ['inputTokens', 'cacheReadTokens', 'cacheWriteTokens', 'outputTokens'] as const;
      assert.deepEqual(
        keys.map((key) => dollarsOf(model, million(key))),
        prices,
      );
    });
  }

  it('add up over the kinds of tokens', () => {
    const tokens = usage({ inputTokens: 1000, cacheReadTokens: 80_000, cacheWriteTokens: 2000, outputTokens: 4100 });
    const dollars = dollarsOf('claude-sonnet-4-6', tokens);
    assert.ok(dollars !== undefined && Math.abs(dollars - (0.003 + 0.024 + 0.0075 + 0.0615)) < 1e-12);
  });

  it('of a model with dearer long prompts go by the prompt of each request, cached tokens counted', () => {
    const cost = (changes: Partial<ModelUsage>) => dollarsOf('claude-haiku-5-5', usage(changes));
    assert.equal(cost({ inputTokens: 100_000 }), 0.01);
    assert.equal(cost({ inputTokens: 100_001 }), (100_001 * 0.5) / MILLION);
    assert.equal(
      cost({ cacheReadTokens: 60_000, cacheWriteTokens: 40_001 }),
      (60_000 * 0.05 + 40_001 * 0.625) / MILLION,
    );
    assert.equal(cost({ inputTokens: 1, outputTokens: 128_000 }), (0.1 + 128_000 * 0.5) / MILLION);
  });

  it('of a dated id are those of the model it is a version of', () => {
    assert.equal(dollarsOf('claude-haiku-4-5-20251001', million('inputTokens')), 1);
    assert.equal(dollarsOf('claude-haiku-4-5-2025', million('inputTokens')), undefined);
  });

  it('are never guessed', () => {
    for (const model of [
      '',
      'llama',
      'claude-sonnet-9',
      'my/claude-sonnet-5-5',
      'constructor',
      '__proto__',
      'toString',
    ])
      assert.equal(dollarsOf(model, million('inputTokens')), undefined, model);
  });

  it('are known of every model that the setting offers', () => {
    for (const { id } of MODELS) assert.ok((dollarsOf(id, million('outputTokens')) ?? 0) > 0, id);
  });

  it("of one's own take the place of the published ones, by the very id first", () => {
    const own = ownPricesSchema.parse({
      'claude-haiku-4-5': { input: 7, output: 8 },
      'claude-haiku-4-5-20251001': { input: 3, output: 4, cacheRead: 0.3, cacheWrite: 3.5 },
      local: { input: 0, output: 0 },
    });
    assert.equal(dollarsOf('claude-haiku-4-5', million('inputTokens'), own), 7);
    assert.equal(dollarsOf('claude-haiku-4-5-20260101', million('outputTokens'), own), 8);
    assert.equal(dollarsOf('claude-haiku-4-5-20251001', million('cacheWriteTokens'), own), 3.5);
    assert.equal(dollarsOf('local', million('outputTokens'), own), 0);
    assert.equal(dollarsOf('claude-sonnet-5', million('inputTokens'), own), 2);
  });

  it("of one's own count the cache as input where they don't say", () => {
    const own = { m: { input: 2, output: 9 } };
    assert.equal(dollarsOf('m', million('cacheReadTokens'), own), 2);
    assert.equal(dollarsOf('m', million('cacheWriteTokens'), own), 2);
  });

  it('are dated, and the README says when and where from', () => {
    const readme = readFileSync(join(__dirname, '../../../README.md'), 'utf8');
    assert.match(PRICES_AS_OF, /^\d{4}-\d\d-\d\d$/);
    assert.ok(readme.includes(PRICES_AS_OF) && readme.includes(PRICES_SOURCE));
  });
});

describe('spending', () => {
  const one = { ...usage({ inputTokens: 10 }), took: 5 };

  it('counts a request without a price as such, and one that used nothing as free', () => {
    assert.equal(spendOf([one]).unpriced, 1);
    assert.equal(spendOf([{ ...one, dollars: 0 }]).unpriced, 0);
    assert.deepEqual(spendOf([{ ...usage({}), took: 5 }]), { ...NO_SPEND, requests: 1, took: 5 });
  });

  it('adds up', () => {
    const both = addSpend(spendOf([{ ...one, dollars: 0.25 }]), spendOf([one, one]));
    assert.deepEqual(both, { ...NO_SPEND, requests: 3, inputTokens: 30, took: 15, dollars: 0.25, unpriced: 2 });
  });
});
