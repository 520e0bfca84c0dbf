import assert from 'node:assert/strict';
import { type Example, learn, packed } from '../../../eval/probe/learn';
import { unpack, WINDOW } from '../../../src/probe/learned/steering';

const [ORDER, ALSO, HOSTILE, KIND, QUOTE] = [11, 12, 13, 14, 15];

/** A text with these features, a word each; 0 is a word that is in every text. */
function text(isSteering: boolean, ...words: readonly number[]): Example {
  const all = [0, ...words];
  return {
    offsets: Int32Array.from({ length: all.length + 1 }, (_, i) => i),
    features: Int32Array.from(all),
    ofAll: [],
    isSteering,
  };
}

function several(count: number, example: Example): readonly Example[] {
  return Array.from({ length: count }, () => ({ ...example }));
}

const TEXTS = [
  ...several(8, text(true, ORDER, HOSTILE)),
  ...several(8, text(true, ALSO, HOSTILE)),
  ...several(8, text(false, ORDER, KIND)),
  ...several(8, text(false, ALSO, KIND)),
];

describe('what the probe learns', () => {
  const odds = ({ weight, bias }: ReturnType<typeof learn>, ...words: readonly number[]) =>
    words.reduce((sum, word) => sum + (weight[word] ?? 0), bias + (weight[0] ?? 0));

  it('weighs what sets the texts apart, and hardly what both kinds have', () => {
    const learned = learn(TEXTS);
    assert.ok(odds(learned, ORDER, HOSTILE) > 1);
    assert.ok(odds(learned, ORDER, KIND) < -1);
    assert.ok(Math.abs(learned.weight[ORDER] ?? 0) < 0.1);
  });

  it('is the same for the same texts', () => {
    assert.deepEqual(learn(TEXTS), learn(TEXTS));
  });

  it('takes no notice of what stands in few texts', () => {
    const { weight } = learn([...TEXTS, ...several(4, text(true, ORDER, QUOTE))]);
    assert.equal(weight[QUOTE], 0);
  });

  it('finds the part of a long text that steers', () => {
    const filler = Array.from({ length: 3 * WINDOW }, (_, i) => 100 + i);
    const long = several(8, text(true, ...filler, ORDER, QUOTE, ...filler));
    const learned = learn([...TEXTS, ...long, ...several(8, text(false, ...filler, ORDER, KIND, ...filler))]);
    assert.ok((learned.weight[QUOTE] ?? 0) > 0.3);
    assert.ok((learned.weight[KIND] ?? 0) < -0.3);
  });

  it('is packed so that large weights come back nearly as they were, and the smallest as nothing', () => {
    const weight = learn(TEXTS).weight.slice();
    weight[HOSTILE] = 2;
    weight[KIND] = -0.5;
    weight[QUOTE] = 0.004;
    const { largest, levels } = packed({ weight, bias: 0 });
    const read = unpack(levels, largest);
    assert.equal(read.length, weight.length);
    assert.equal(read[HOSTILE], 2);
    assert.ok(Math.abs((read[KIND] ?? 0) + 0.5) < 0.1);
    assert.equal(read[QUOTE], 0);
  });
});
