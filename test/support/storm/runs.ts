import type { Parameters } from 'fast-check';

/**
 * How many runs a test of random acts makes, always the same ones. By hand `RUNS=50 SEED=7` makes so many times more, and
 * others; `REPLAY`, with the path that a failure tells, makes that one again and looks for the smallest like it.
 */
export function runs(count: number): Parameters<unknown> {
  const { RUNS = '1', SEED = '1', REPLAY } = process.env;
  const seed = Number(SEED);
  return REPLAY === undefined
    ? { numRuns: count * Number(RUNS), seed, endOnFailure: true }
    : { numRuns: 1, seed, path: REPLAY };
}
