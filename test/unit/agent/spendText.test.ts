import assert from 'node:assert/strict';
import { dollarsText, inEnglish, moneyText, spendText, timeText } from '../../../src/agent/spendText';
import { NO_SPEND } from '../../../src/model/spend';

describe('the words for what was spent', () => {
  const amounts: readonly [number, string][] = [
    [0, '$0'],
    [0.00004, '< $0.0001'],
    [0.0021, '$0.0021'],
    [0.0312, '$0.031'],
    [0.1249, '$0.12'],
    [12.4, '$12.40'],
    [1234.5, '$1,234.50'],
  ];
  for (const [dollars, text] of amounts) it(`say ${text}`, () => assert.equal(dollarsText(dollars), text));

  const times: readonly [number, string][] = [
    [0.0412, '< 0.1 ms'],
    [0.2, '0.2 ms'],
    [812.4, '812 ms'],
    [2100, '2.1 s'],
    [130_000, '2 min'],
  ];
  for (const [ms, text] of times) it(`say ${text} of ${ms} ms`, () => assert.equal(timeText(ms, inEnglish), text));

  it('never make a sum of a price that is not known', () => {
    const of = (requests: number, unpriced: number) =>
      moneyText({ ...NO_SPEND, requests, unpriced, dollars: unpriced < requests ? 0.5 : 0 }, inEnglish);
    assert.deepEqual([of(2, 0), of(2, 2)], ['$0.50', 'price unknown']);
    assert.equal(of(2, 1), '$0.50 and more, since a price is unknown');
  });

  it('tell the share of the cache of all that went in', () => {
    const spend = {
      ...NO_SPEND,
      requests: 1,
      inputTokens: 10,
      cacheWriteTokens: 10,
      cacheReadTokens: 180,
      outputTokens: 7,
    };
    assert.equal(spendText(spend, inEnglish), '1 request · 200 tokens in (90% cached), 7 out · $0');
    assert.equal(spendText({ ...NO_SPEND, outputTokens: 1 }, inEnglish), '0 tokens in (0% cached), 1 out · $0');
  });
});
