import { setTimeout as sleep } from 'node:timers/promises';

const LIMIT = 30_000;
const PAUSE = 100;

/**
 * Repeats an attempt until it succeeds, for what becomes true in its own time; after the limit, fails as it failed last.
 * @template T
 * @param {() => Promise<T> | T} attempt
 * @param {number} [limit] in milliseconds
 * @returns {Promise<T>}
 */
export async function eventually(attempt, limit = LIMIT) {
  const until = Date.now() + limit;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (Date.now() > until) throw error;
      await sleep(PAUSE);
    }
  }
}
