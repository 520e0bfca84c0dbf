import { readFileSync, writeFileSync } from 'node:fs';

/** @typedef {{ passed: number, failed: number }} Counts */

/** Names the file where a test run leaves its counts, also for a run inside the editor. */
export const COUNTS_VARIABLE = 'CHAPERONE_TEST_COUNTS';

/**
 * @param {string} file
 * @param {Counts} counts
 */
export function writeCounts(file, counts) {
  writeFileSync(file, JSON.stringify(counts));
}

/**
 * The counts that a run left behind. A run that failed without counting anything, or found no test, is one failure.
 * @param {string} file
 * @param {number} exitCode of the run
 * @returns {Counts}
 */
export function readCounts(file, exitCode) {
  try {
    const { passed, failed } = JSON.parse(readFileSync(file, 'utf8'));
    const isBroken = failed === 0 && (exitCode !== 0 || passed === 0);
    return { passed, failed: isBroken ? 1 : failed };
  } catch {
    return { passed: 0, failed: 1 };
  }
}
