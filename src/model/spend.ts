import { type ModelUsage, NO_USAGE } from './modelClient';

/** What requests to a model took and cost together. */
export interface Spend extends ModelUsage {
  readonly requests: number;
  /** Milliseconds. */
  readonly took: number;
  /** US dollars of the requests whose price is known. */
  readonly dollars: number;
  /** Requests whose price isn't known. */
  readonly unpriced: number;
}

export const NO_SPEND: Spend = {
  ...NO_USAGE,
  requests: 0,
  took: 0,
  dollars: 0,
  unpriced: 0,
};

/** One request as it is recorded; without dollars when its price isn't known. */
export interface PricedRequest extends ModelUsage {
  readonly took: number;
  readonly dollars?: number | undefined;
}

export function addSpend(a: Spend, b: Spend): Spend {
  return {
    requests: a.requests + b.requests,
    inputTokens: a.inputTokens + b.inputTokens,
    cacheReadTokens: a.cacheReadTokens + b.cacheReadTokens,
    cacheWriteTokens: a.cacheWriteTokens + b.cacheWriteTokens,
    outputTokens: a.outputTokens + b.outputTokens,
    took: a.took + b.took,
    dollars: a.dollars + b.dollars,
    unpriced: a.unpriced + b.unpriced,
  };
}

export function spendOf(requests: readonly PricedRequest[]): Spend {
  return requests.map(spendOfOne).reduce(addSpend, NO_SPEND);
}

function spendOfOne({ inputTokens, cacheReadTokens, cacheWriteTokens, outputTokens, took, dollars }: PricedRequest) {
  const tokens = { inputTokens, cacheReadTokens, cacheWriteTokens, outputTokens };
  // What used nothing costs nothing, whatever the price: a request that failed, the scripted demo.
  const isFree = inputTokens + cacheReadTokens + cacheWriteTokens + outputTokens === 0;
  const unpriced = dollars === undefined && !isFree ? 1 : 0;
  return { ...tokens, requests: 1, took, dollars: dollars ?? 0, unpriced };
}

/** A task's spending by who asked. */
export interface TaskSpend {
  readonly agent: Spend;
  readonly judge: Spend;
  readonly probe: Spend;
}

export const NO_TASK_SPEND: TaskSpend = { agent: NO_SPEND, judge: NO_SPEND, probe: NO_SPEND };
