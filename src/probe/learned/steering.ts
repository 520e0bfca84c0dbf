import { FEATURES, type FeatureListener, readFeatures, type SignsHeard } from './features';
import { BIAS, LARGEST, LEVELS } from './weights';

/** So many words are looked at together, and begun with anew after so many. */
export const WINDOW = 96;
export const STRIDE = 16;
/** So many words of them are shown: those that speak for it most. */
const PEAK = 24;
const PEAK_STRIDE = 4;

/** The part of a text that reads most like an attempt to steer its reader. */
export interface Steering {
  /** Log odds, as far as the texts it was learned from go: above 0 more likely than not. */
  readonly odds: number;
  /** The same of the few words that do most of it. */
  readonly peak: number;
  readonly start: number;
  readonly end: number;
}

/** Undefined for a text without words. */
export function steeringIn(text: string, read: SignsHeard): Steering | undefined {
  const weight = weights();
  const words = new WeighedWords(weight);
  const ofAll = readFeatures(text, read, words).reduce((sum, feature) => sum + (weight[feature] ?? 0), BIAS);
  if (words.count === 0) return undefined;
  const { sum, from } = words.strongest(0, words.count, WINDOW, STRIDE);
  const until = Math.min(words.count, from + WINDOW);
  const peak = words.strongest(from, until, PEAK, PEAK_STRIDE);
  const last = Math.min(until, peak.from + PEAK) - 1;
  return {
    odds: sum + ofAll,
    peak: Math.max(sum, peak.sum) + ofAll,
    start: words.startOf(peak.from),
    end: words.endOf(last),
  };
}

/** What each word of a text weighs. */
class WeighedWords implements FeatureListener {
  count = 0;
  #sum = 0;
  #starts = new Int32Array(256);
  #ends = new Int32Array(256);
  /** What all words before each weigh. */
  #before = new Float64Array(257);

  constructor(private readonly weight: Float32Array) {}

  features(row: Int32Array, count: number): void {
    let sum = this.#sum;
    for (let i = 0; i < count; i++) sum += this.weight[row[i] ?? 0] ?? 0;
    this.#sum = sum;
  }

  word(start: number, end: number): void {
    if (this.count === this.#starts.length) {
      this.#starts = twice(this.#starts, new Int32Array(2 * this.count));
      this.#ends = twice(this.#ends, new Int32Array(2 * this.count));
      this.#before = twice(this.#before, new Float64Array(2 * this.count + 1));
    }
    this.#starts[this.count] = start;
    this.#ends[this.count] = end;
    this.count++;
    this.#before[this.count] = this.#sum;
  }

  startOf(word: number): number {
    return this.#starts[word] ?? 0;
  }

  endOf(word: number): number {
    return this.#ends[word] ?? 0;
  }

  /** The words that weigh most together, of so many at a time between two of them. */
  strongest(first: number, end: number, size: number, stride: number): { readonly sum: number; readonly from: number } {
    let [most, at] = [Number.NEGATIVE_INFINITY, first];
    for (let from = first; from === first || from + size - stride < end; from += stride) {
      const sum = (this.#before[Math.min(end, from + size)] ?? 0) - (this.#before[from] ?? 0);
      if (sum > most) [most, at] = [sum, from];
    }
    return { sum: most, from: at };
  }
}

function twice<T extends Int32Array | Float64Array>(array: T, larger: T): T {
  larger.set(array);
  return larger;
}

let unpacked: Float32Array | undefined;

function weights(): Float32Array {
  unpacked ??= unpack(LEVELS, LARGEST);
  return unpacked;
}

/** A level is a letter of this alphabet; that in the middle stands for no weight. */
export const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcde';
export const MIDDLE = (ALPHABET.length - 1) / 2;

/** Large weights are rare, small ones many: so they go by their square roots. */
export function unpack(levels: string, largest: number): Float32Array {
  const values = new Float32Array(128);
  for (const [index, letter] of [...ALPHABET].entries()) {
    const root = (index - MIDDLE) / MIDDLE;
    values[letter.charCodeAt(0)] = root * Math.abs(root) * largest;
  }
  const weight = new Float32Array(FEATURES);
  for (let feature = 0; feature < FEATURES; feature++) weight[feature] = values[levels.charCodeAt(feature)] ?? 0;
  return weight;
}
