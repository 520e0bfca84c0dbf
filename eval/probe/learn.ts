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

export interface LearningOptions {
  readonly rounds?: number;
  readonly rate?: number;
  readonly decay?: number;
  /** Texts in which a feature must stand to be learned. */
  readonly seenIn?: number;
  /** How much a feature's own frequency in both kinds of text counts for how fast it is learned, 0 to 1. */
  readonly byFrequency?: number;
}

const SMALL = 1e-3;

/**
 * Logistic regression on the window of each text that reads most like steering: of a text that steers, that window is
 * taken to be what does; of one that doesn't, it is the hardest. Each feature has a learning rate of its own (Adagrad).
 * The same examples in the same order give the same weights.
 */
export function learn(examples: readonly Example[], options: LearningOptions = {}): Learned {
  const { rounds = 25, rate = 0.02, decay = 2e-3, seenIn = 2, byFrequency = 0 } = options;
  const value = featureValues(examples, seenIn, byFrequency);
  const weight = new Float32Array(FEATURES);
  /** Weight times value, by which windows are weighed. */
  const effective = new Float32Array(FEATURES);
  const squares = new Float64Array(FEATURES).fill(SMALL);
  const seen = new Int32Array(FEATURES);
  let [bias, biasSquares, step] = [-1, SMALL, 0];
  const random = randomFrom(1);
  for (let round = 0; round < rounds; round++) {
    const speed = rate * (1 - (0.9 * round) / rounds);
    for (const { read, isSteering } of shuffled(examples, random)) {
      const { sum, from } = strongestWindow(read, effective);
      const error = 1 / (1 + Math.exp(-(sum + bias))) - (isSteering ? 1 : 0);
      step++;
      const end = read.offsets[Math.min(read.starts.length, from + WINDOW)] ?? 0;
      for (let i = read.offsets[from] ?? 0; i < end; i++) {
        const feature = read.features[i] ?? 0;
        const by = value[feature] ?? 0;
        if (by === 0 || seen[feature] === step) continue;
        seen[feature] = step;
        const slope = error * by + decay * (weight[feature] ?? 0);
        squares[feature] = (squares[feature] ?? 0) + slope * slope;
        weight[feature] = (weight[feature] ?? 0) - (speed * slope) / Math.sqrt(squares[feature] ?? 1);
        effective[feature] = (weight[feature] ?? 0) * by;
      }
      biasSquares += error * error;
      bias -= (speed * error) / Math.sqrt(biasSquares);
    }
  }
  return { weight: effective, bias };
}

/** What makes a window of a text weigh most, and how much, the bias included. */
export function oddsOf(read: Features, { weight, bias }: Learned): number {
  return read.starts.length === 0 ? Number.NEGATIVE_INFINITY : strongestWindow(read, weight).sum + bias;
}

/** 0 for features that are too rare; else the more one kind of text has it, the faster it is learned. */
function featureValues(examples: readonly Example[], seenIn: number, byFrequency: number): Float32Array {
  const counts = [new Float64Array(FEATURES), new Float64Array(FEATURES)] as const;
  const totals = [0, 0];
  for (const { read, isSteering } of examples) {
    const kind = isSteering ? 1 : 0;
    totals[kind] = (totals[kind] ?? 0) + 1;
    for (const feature of new Set(read.features)) counts[kind][feature] = (counts[kind][feature] ?? 0) + 1;
  }
  const [others = 0, steering = 0] = totals;
  return Float32Array.from({ length: FEATURES }, (_, feature) => {
    const [in0, in1] = [counts[0][feature] ?? 0, counts[1][feature] ?? 0];
    if (in0 + in1 < seenIn) return 0;
    const ratio = Math.abs(Math.log((in1 + 1) / (steering + 2) / ((in0 + 1) / (others + 2))));
    return byFrequency * ratio + 1 - byFrequency;
  });
}

/** Weights as the probe reads them: small ones left out, the others in one byte each. */
export function packed({ weight }: Learned, leastShare = 0.1): { readonly scale: number; readonly text: string } {
  const largest = weight.reduce((most, one) => Math.max(most, Math.abs(one)), 0);
  const scale = largest / 127;
  const bytes: number[] = [];
  let gap = 0;
  for (const one of weight) {
    const level = Math.round(one / scale);
    if (level === 0 || Math.abs(one) < largest * leastShare) {
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
    [order[i], order[j]] = [order[j] as T, order[i] as T];
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
