import { readFileSync } from 'node:fs';

/** @typedef {{ passed: number, failed: number }} Counts */

/** Names the file where the reporter leaves the counts of its run. */
export const COUNTS_VARIABLE = 'CHAPERONE_TEST_COUNTS';
/** Names the file where the reporter prints, where it has no terminal. */
export const OUTPUT_VARIABLE = 'CHAPERONE_TEST_OUTPUT';

/**
 * The counts that a run left behind. A run that failed without counting a failure, or found no test, is one failure.
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
