import { FEATURES } from '../../src/probe/learned/features';
import { ALPHABET, MIDDLE, STRIDE, WINDOW } from '../../src/probe/learned/steering';

/** What is known of a text: word i has the features from `offsets[i]` up to `offsets[i + 1]`. */
export interface Example {
  readonly offsets: Int32Array;
  readonly features: Int32Array;
  /** Those of the text as a whole. */
  readonly ofAll: readonly number[];
  readonly isSteering: boolean;
}

export interface Learned {
  readonly weight: Float32Array;
  readonly bias: number;
}

/** How much an error costs against large weights. */
const COST = 0.5;
/** Texts in which a feature must stand to be learned. */
const SEEN_IN = 5;
const ROUNDS = 8;
/** Of a text that doesn't steer, so many windows are learned from in a round, if their odds are not below. */
const MOST_WINDOWS = 6;
const WORTH_LEARNING = -2;
const PASSES = 12;
const BISECTIONS = 24;
/** Shares of the cost from which an example may not stand nearer to none or all of it. */
const EDGE = 1e-6;

/**
 * Logistic regression with small weights preferred, on the window of each text that reads most like steering: of a text
 * that steers, that window is taken to be what does; of one that doesn't, it is the hardest, and so were those of the
 * rounds before. Solved by its dual, one example at a time (Yu, Huang and Lin, Dual coordinate descent methods for logistic
 * regression and maximum entropy models, 2011). The same examples in the same order give the same weights.
 */
export function learn(all: readonly Example[]): Learned {
  const examples = withoutRare(all);
  const short = examples.filter(({ offsets }) => offsets.length - 1 <= WINDOW);
  const long = examples.filter(({ offsets }) => offsets.length - 1 > WINDOW);
  const solver = new Solver();
  /** By example, what is learned of it: by where the window begins. */
  const known = new Map<Example, Map<number, Row>>();
  for (let round = 0; round < ROUNDS; round++) {
    for (const example of round === 0 ? short : long) {
      const rows = known.get(example) ?? new Map<number, Row>();
      known.set(example, rows);
      if (example.isSteering) chooseAnew(example, rows, solver);
      else addHardest(example, rows, solver);
    }
    solver.solve(
      [...known.values()].flatMap((rows) => [...rows.values()]),
      round + 1,
    );
  }
  return { weight: solver.weight, bias: solver.bias };
}

/** Of a text that steers, the window that does so most is learned from, and no longer another. */
function chooseAnew(example: Example, rows: Map<number, Row>, solver: Solver): void {
  const from = strongestWindows(example, solver.weight, 1)[0]?.from ?? 0;
  for (const [known, row] of rows) {
    if (known === from) continue;
    solver.forget(row);
    rows.delete(known);
  }
  if (!rows.has(from)) rows.set(from, rowOf(example, from));
}

function addHardest(example: Example, rows: Map<number, Row>, solver: Solver): void {
  for (const { from, sum } of strongestWindows(example, solver.weight, MOST_WINDOWS)) {
    if (sum + solver.bias < WORTH_LEARNING) return;
    if (!rows.has(from)) rows.set(from, rowOf(example, from));
  }
}

/** Without the features of too few texts to learn from. */
function withoutRare(examples: readonly Example[]): readonly Example[] {
  const counts = new Int32Array(FEATURES);
  for (const { features } of examples)
    for (const feature of new Set(features)) counts[feature] = (counts[feature] ?? 0) + 1;
  return examples.map((example) => {
    const offsets = new Int32Array(example.offsets.length);
    const features: number[] = [];
    for (let word = 0; word + 1 < offsets.length; word++) {
      for (let i = example.offsets[word] ?? 0; i < (example.offsets[word + 1] ?? 0); i++) {
        const feature = example.features[i] ?? 0;
        if ((counts[feature] ?? 0) >= SEEN_IN) features.push(feature);
      }
      offsets[word + 1] = features.length;
    }
    return { ...example, offsets, features: Int32Array.from(features) };
  });
}

/** Features that are there together, with what they stand for. */
interface Row {
  readonly features: Int32Array;
  readonly sign: 1 | -1;
  /** What the features' counts are together, each squared. */
  readonly length: number;
  /** How much of the cost it takes. */
  share: number;
}

function rowOf({ offsets, features, ofAll, isSteering }: Example, from: number): Row {
  const end = offsets[Math.min(offsets.length - 1, from + WINDOW)] ?? 0;
  const own = Int32Array.from([...features.subarray(offsets[from] ?? 0, end), ...ofAll]);
  const counts = new Map<number, number>();
  for (const feature of own) counts.set(feature, (counts.get(feature) ?? 0) + 1);
  // And one for the bias, which every row has.
  let length = 1;
  for (const count of counts.values()) length += count * count;
  return { features: own, sign: isSteering ? 1 : -1, length, share: 0 };
}

class Solver {
  readonly weight = new Float32Array(FEATURES);
  bias = 0;

  solve(rows: readonly Row[], seed: number): void {
    const random = randomFrom(seed);
    for (let pass = 0; pass < PASSES; pass++) for (const row of shuffled(rows, random)) this.#fit(row);
  }

  forget(row: Row): void {
    this.#move(row, 0);
  }

  /** Finds the share of the cost at which this row's part of the dual is least: where its slope is 0. */
  #fit(row: Row): void {
    const odds = row.sign * this.#sumOf(row);
    let [low, high] = [COST * EDGE, COST * (1 - EDGE)];
    for (let i = 0; i < BISECTIONS; i++) {
      const middle = (low + high) / 2;
      const slope = row.length * (middle - row.share) + odds + Math.log(middle / (COST - middle));
      if (slope > 0) high = middle;
      else low = middle;
    }
    this.#move(row, (low + high) / 2);
  }

  #sumOf({ features }: Row): number {
    let sum = this.bias;
    for (let i = 0; i < features.length; i++) sum += this.weight[features[i] ?? 0] ?? 0;
    return sum;
  }

  #move(row: Row, share: number): void {
    const step = (share - row.share) * row.sign;
    const { features } = row;
    row.share = share;
    this.bias += step;
    for (let i = 0; i < features.length; i++) {
      const feature = features[i] ?? 0;
      this.weight[feature] = (this.weight[feature] ?? 0) + step;
    }
  }
}

/** Those that weigh most, which have at most half in common with one another. */
function strongestWindows({ offsets, features }: Example, weight: Float32Array, most: number): readonly Window[] {
  const words = offsets.length - 1;
  const before = new Float64Array(words + 1);
  let sum = 0;
  for (let word = 0; word < words; word++) {
    for (let i = offsets[word] ?? 0; i < (offsets[word + 1] ?? 0); i++) sum += weight[features[i] ?? 0] ?? 0;
    before[word + 1] = sum;
  }
  const all: Window[] = [];
  for (let from = 0; from === 0 || from + WINDOW - STRIDE < words; from += STRIDE)
    all.push({ from, sum: (before[Math.min(words, from + WINDOW)] ?? 0) - (before[from] ?? 0) });
  all.sort((a, b) => b.sum - a.sum);
  const chosen: Window[] = [];
  for (const one of all) {
    if (chosen.length >= most) break;
    if (chosen.every(({ from }) => Math.abs(from - one.from) >= WINDOW / 2)) chosen.push(one);
  }
  return chosen;
}

interface Window {
  readonly from: number;
  readonly sum: number;
}

/** Levels up to this are left out. */
const LEAST_LEVEL = 1;

/** Weights as the probe reads them: one letter each. */
export function packed({ weight }: Learned): { readonly largest: number; readonly levels: string } {
  const largest = weight.reduce((most, one) => Math.max(most, Math.abs(one)), 0);
  let levels = '';
  for (const one of weight) {
    const level = Math.round(Math.sqrt(Math.abs(one) / largest) * MIDDLE);
    levels += ALPHABET.charAt(MIDDLE + (level > LEAST_LEVEL ? Math.sign(one) * level : 0));
  }
  return { largest, levels };
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

/** A sequence of numbers from 0 up to 1 that is the same for the same seed. */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}
