import { writeFileSync } from 'node:fs';
import { FEATURES, readFeatures } from '../../src/probe/learned/features';
import { readSigns } from '../../src/probe/scanText';
import { type Example, type Learned, learn, packed, randomFrom } from './learn';
import { type TrainingText, trainingTexts } from './trainingTexts';

const WEIGHTS = 'src/probe/learned/weights.ts';
/** The texts are gone through so many times, in other variants each. */
const ROUNDS = 3;

/** Folders whose files are documents that steer nobody, as manual pages and sources are, may be named. */
function main(): void {
  const rounds = Array.from({ length: ROUNDS }, (_, round) => {
    const examples = trainingTexts(process.argv.slice(2), randomFrom(round + 1)).map(exampleOf);
    const steering = examples.filter(({ isSteering }) => isSteering).length;
    process.stdout.write(`Learning from ${examples.length} texts, of which ${steering} steer.\n`);
    return learn(examples);
  });
  const learned = meanOf(rounds);
  const { largest, levels } = packed(learned);
  writeFileSync(
    WEIGHTS,
    [
      '/** What the texts in `test/corpus/probe` taught, written by `npm run train:probe`. */',
      `export const BIAS = ${Number(learned.bias.toFixed(4))};`,
      `export const LARGEST = ${Number(largest.toPrecision(6))};`,
      '/** As `steering.ts` unpacks it. */',
      `export const LEVELS =\n  '${levels}';`,
      '',
    ].join('\n'),
  );
}

/** What is learned of other variants of the texts differs a little: the mean does better than each. */
function meanOf(rounds: readonly Learned[]): Learned {
  const weight = new Float32Array(FEATURES);
  let bias = 0;
  for (const round of rounds) {
    bias += round.bias / rounds.length;
    for (const [feature, one] of round.weight.entries()) weight[feature] = (weight[feature] ?? 0) + one / rounds.length;
  }
  return { weight, bias };
}

function exampleOf({ text, origin, isSteering }: TrainingText): Example {
  const [offsets, features]: [number[], number[]] = [[0], []];
  const ofAll = readFeatures(text, readSigns(text, origin), {
    features: (row, count) => {
      for (let i = 0; i < count; i++) features.push(row[i] ?? 0);
    },
    word: () => offsets.push(features.length),
  });
  return { offsets: Int32Array.from(offsets), features: Int32Array.from(features), ofAll, isSteering };
}

main();
