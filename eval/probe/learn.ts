import { FEATURES, type Features } from '../../src/probe/learned/features';
import { SKIP, strongestWindow, WINDOW } from '../../src/probe/learned/steering';

/** A text with what is known of it. */
export interface Example {
  readonly read: Features;
  readonly isSteering: boolean;
}

export interface Learned {
  readonly weight: Float32Array;
  readonly bias: number;
}

const ROUNDS = 25;
const RATE = 0.02;
const DECAY = 2e-3;
/** Texts in which a feature must stand to be learned. */
const SEEN_IN = 2;
/** Weights below this share of the largest are left out. */
const LEAST_SHARE = 0.1;
const SMALL = 1e-3;

/**
 * Logistic regression on the window of each text that reads most like steering: of a text that steers, that window is
 * taken to be what does; of one that doesn't, it is the hardest. Each feature has a learning rate of its own (Adagrad).
 * The same examples in the same order give the same weights.
 */
export function learn(examples: readonly Example[]): Learned {
  const isSeen = seenOften(examples);
  const weight = new Float32Array(FEATURES);
  const squares = new Float64Array(FEATURES).fill(SMALL);
  const seen = new Int32Array(FEATURES);
  let [bias, biasSquares, step] = [-1, SMALL, 0];
  const random = randomFrom(1);
  for (let round = 0; round < ROUNDS; round++) {
    const speed = RATE * (1 - (0.9 * round) / ROUNDS);
    for (const { read, isSteering } of shuffled(examples, random)) {
      const { sum, from } = strongestWindow(read, weight);
      const error = 1 / (1 + Math.exp(-(sum + bias))) - (isSteering ? 1 : 0);
      step++;
      const end = read.offsets[Math.min(read.starts.length, from + WINDOW)] ?? 0;
      for (let i = read.offsets[from] ?? 0; i < end; i++) {
        const feature = read.features[i] ?? 0;
        if (isSeen[feature] === 0 || seen[feature] === step) continue;
        seen[feature] = step;
        const slope = error + DECAY * (weight[feature] ?? 0);
        squares[feature] = (squares[feature] ?? 0) + slope * slope;
        weight[feature] = (weight[feature] ?? 0) - (speed * slope) / Math.sqrt(squares[feature] ?? 1);
      }
      biasSquares += error * error;
      bias -= (speed * error) / Math.sqrt(biasSquares);
    }
  }
  return { weight, bias };
}

/** 1 for features that are not too rare to be learned. */
function seenOften(examples: readonly Example[]): Uint8Array {
  const counts = new Int32Array(FEATURES);
  for (const { read } of examples)
    for (const feature of new Set(read.features)) counts[feature] = (counts[feature] ?? 0) + 1;
  return Uint8Array.from(counts, (count) => (count >= SEEN_IN ? 1 : 0));
}

/** Weights as the probe reads them: small ones left out, the others in one byte each. */
export function packed({ weight }: Learned): { readonly scale: number; readonly text: string } {
  const largest = weight.reduce((most, one) => Math.max(most, Math.abs(one)), 0);
  const scale = largest / 127;
  const bytes: number[] = [];
  let gap = 0;
  for (const one of weight) {
    const level = Math.round(one / scale);
    if (level === 0 || Math.abs(one) < largest * LEAST_SHARE) {
      gap++;
      continue;
    }
    for (; gap >= SKIP; gap -= SKIP) bytes.push(SKIP, 0);
    bytes.push(gap, level & 0xff);
    gap = 0;
  }
  return { scale, text: Buffer.from(bytes).toString('base64') };
}

function shuffled<T>(items: readonly T[], random: () => number): readonly T[] {
  const order = [...items];
  for (let i = order.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    const [one, other] = [order[i], order[j]];
    if (one !== undefined && other !== undefined) [order[i], order[j]] = [other, one];
  }
  return order;
}

function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}
