import type { Spend } from '../model/spend';
import type { taskEndedEntry } from './entry';

type TaskEnded = ReturnType<typeof taskEndedEntry.parse>;
type AgentTotals = Pick<
  TaskEnded,
  'inputTokens' | 'cachedTokens' | 'outputTokens' | 'requests' | 'requestsTook' | 'dollars' | 'unpriced'
>;

/** What an agent spent in a task, as the line of its end tells it. */
export function agentTotals(spend: Spend): AgentTotals {
  const { inputTokens, cacheReadTokens, cacheWriteTokens, outputTokens, requests, took, unpriced } = spend;
  return {
    inputTokens: inputTokens + cacheWriteTokens,
    cachedTokens: cacheReadTokens,
    outputTokens,
    requests,
    requestsTook: took,
    // None of it is known when nothing is.
    dollars: unpriced > 0 && unpriced >= requests ? undefined : spend.dollars,
    unpriced,
  };
}

/** The same read back. Lines of older versions tell tokens alone. */
export function spentByAgent(totals: AgentTotals): Spend {
  const { inputTokens, cachedTokens, outputTokens, requests = 0, requestsTook = 0, dollars } = totals;
  const isFree = inputTokens + cachedTokens + outputTokens === 0;
  return {
    requests,
    // What was written to the cache is among them.
    inputTokens,
    cacheReadTokens: cachedTokens,
    cacheWriteTokens: 0,
    outputTokens,
    took: requestsTook,
    dollars: dollars ?? 0,
    unpriced: totals.unpriced ?? (dollars === undefined && !isFree ? Math.max(1, requests) : 0),
  };
}
