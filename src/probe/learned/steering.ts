import type { Sign } from '../sign';
import { FEATURES, type Features, featuresOf, type Heard } from './features';
import { BIAS, PACKED, SCALE } from './weights';

/** So many words are looked at together, and begun with anew after so many. */
export const WINDOW = 96;
const STRIDE = 16;
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
export function steeringIn(text: string, signs: readonly Sign[], heard: Heard): Steering | undefined {
  const read = featuresOf(text, signs, heard);
  if (read.starts.length === 0) return undefined;
  const { sum, from } = strongestWindow(read, weights());
  const until = Math.min(read.starts.length, from + WINDOW);
  let [most, peak] = [Number.NEGATIVE_INFINITY, from];
  for (let at = from; at === from || at + PEAK <= until; at += PEAK_STRIDE) {
    const here = windowSum(read, at, PEAK, weights());
    if (here > most) [most, peak] = [here, at];
  }
  const last = Math.min(until, peak + PEAK) - 1;
  return {
    odds: sum + BIAS,
    peak: Math.max(sum, most) + BIAS,
    start: read.starts[peak] ?? 0,
    end: read.ends[last] ?? text.length,
  };
}

/** When a feature was last counted, so that each counts once in a window. */
const counted = new Int32Array(FEATURES);
let window = 0;

/** What the features of so many words weigh together, each of them once. */
function windowSum({ starts, offsets, features }: Features, from: number, words: number, weight: Float32Array): number {
  window++;
  const end = offsets[Math.min(starts.length, from + words)] ?? 0;
  let sum = 0;
  for (let i = offsets[from] ?? 0; i < end; i++) {
    const feature = features[i] ?? 0;
    if (counted[feature] === window) continue;
    counted[feature] = window;
    sum += weight[feature] ?? 0;
  }
  return sum;
}

/** How often the window has each feature; empty between two texts. */
const within = new Uint16Array(FEATURES);

/** Each window is the one before it, less the words that it leaves and with those that it comes to. */
export function strongestWindow(
  { starts, offsets, features }: Features,
  weight: Float32Array,
): { readonly sum: number; readonly from: number } {
  let sum = 0;
  const enter = (word: number) => {
    for (let i = offsets[word] ?? 0; i < (offsets[word + 1] ?? 0); i++) {
      const feature = features[i] ?? 0;
      const count = within[feature] ?? 0;
      within[feature] = count + 1;
      if (count === 0) sum += weight[feature] ?? 0;
    }
  };
  const leave = (word: number) => {
    for (let i = offsets[word] ?? 0; i < (offsets[word + 1] ?? 0); i++) {
      const feature = features[i] ?? 0;
      const count = (within[feature] ?? 1) - 1;
      within[feature] = count;
      if (count === 0) sum -= weight[feature] ?? 0;
    }
  };
  let [most, at] = [Number.NEGATIVE_INFINITY, 0];
  let [first, next] = [0, 0];
  for (let from = 0; from === 0 || from + WINDOW - STRIDE < starts.length; from += STRIDE) {
    for (; first < from; first++) leave(first);
    for (const end = Math.min(starts.length, from + WINDOW); next < end; next++) enter(next);
    if (sum > most) [most, at] = [sum, from];
  }
  for (; first < next; first++) leave(first);
  return { sum: most, from: at };
}

let unpacked: Float32Array | undefined;

function weights(): Float32Array {
  unpacked ??= unpack(PACKED);
  return unpacked;
}

/** Pairs of bytes: how many features without a weight come before (255: that many, and none after them), and a weight. */
function unpack(packed: string): Float32Array {
  const bytes = Buffer.from(packed, 'base64');
  const weight = new Float32Array(FEATURES);
  let feature = 0;
  for (let i = 0; i + 1 < bytes.length; i += 2) {
    feature += bytes.readUInt8(i);
    if (bytes.readUInt8(i) === SKIP) continue;
    weight[feature] = bytes.readInt8(i + 1) * SCALE;
    feature++;
  }
  return weight;
}

/** Stands for as many features without a weight, and for none with one. */
export const SKIP = 255;
