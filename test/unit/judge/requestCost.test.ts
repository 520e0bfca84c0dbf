import assert from 'node:assert/strict';
import { costOf, judgedCases } from '../../../bench/judgeTokens';
import { summarise } from '../../../bench/measure';
import { estimateTokens } from '../../../bench/tokenEstimate';

/** Every so manieth line of the corpus stands for all; `npm run bench` takes all of them. */
const EVERY = 11;

describe('what a judgement costs', () => {
  it('is at most 600 tokens in the worth of new ones, over the actions that are left to a judge', function () {
    this.timeout(30_000);
    const cases = judgedCases(EVERY).filter(({ isLeft }) => isLeft);
    assert.ok(cases.length > 300);
    const { median } = summarise(cases.map(({ sent }) => costOf(sent, 20)));
    assert.ok(median <= 600, `${median}`);
    // What is cached has to be long enough that it is, even if the estimate is a third too high.
    for (const { sent } of cases) assert.ok((sent.rules + sent.task) / 1.34 >= 1024, `${sent.rules + sent.task}`);
  });

  it('is estimated in tokens as tokenizers make them', () => {
    // Factor 1.2 included.
    assert.equal(estimateTokens('Fix the failing tests'), Math.ceil(4 * 1.2));
    assert.equal(estimateTokens('git push --force'), Math.ceil(4 * 1.2));
    assert.equal(estimateTokens('internationalisation'), Math.ceil(4 * 1.2));
    assert.ok(estimateTokens('漢字漢字') >= 4);
  });
});
