import { setTimeout as sleep } from 'node:timers/promises';
import type { Failure } from './failure';
import type { ModelError } from './modelClient';

export interface RetryPolicy {
  readonly attempts: number;
  /** The first pause; each further one is twice as long, up to `longestMs`. */
  readonly firstMs: number;
  readonly longestMs: number;
  /** The longest pause that a server may ask for. */
  readonly longestAskedMs: number;
  /** What to do when a server asks for more than that: come back too early, or not at all. */
  readonly whenAskedForMore: 'hurry' | 'giveUp';
  /** 0 up to 1: spreads pauses, so that those who failed together don't come back together. */
  readonly random: () => number;
  readonly pause: (ms: number, signal: AbortSignal) => Promise<void>;
}

/** Ten attempts wait for about two minutes in all: an outage that short shouldn't end a task nobody is watching. */
export const RETRY_POLICY: RetryPolicy = {
  attempts: 10,
  firstMs: 500,
  longestMs: 30_000,
  longestAskedMs: 5 * 60_000,
  whenAskedForMore: 'hurry',
  random: Math.random,
  pause: (ms, signal) => sleep(ms, undefined, { signal }),
};

export interface Retrying {
  readonly policy: RetryPolicy;
  readonly signal: AbortSignal;
  readonly classify: (error: unknown) => Failure;
  /** Told before each pause: the attempt that comes after it, counted from 1. */
  readonly onRetry: (retry: { readonly attempt: number; readonly delayMs: number; readonly error: ModelError }) => void;
}

/** Runs `attempt` until it succeeds, fails for good or is aborted; an abort rejects with the signal's reason. */
export async function retry<T>(attempt: () => Promise<T>, { policy, signal, classify, onRetry }: Retrying): Promise<T> {
  for (let count = 1; ; count += 1) {
    signal.throwIfAborted();
    try {
      return await attempt();
    } catch (error) {
      signal.throwIfAborted();
      const failure = classify(error);
      if (!failure.isTransient || count >= policy.attempts || isHopeless(failure, policy)) throw failure.error;
      const delayMs = delayBefore(count, failure, policy);
      onRetry({ attempt: count + 1, delayMs, error: failure.error });
      await policy.pause(delayMs, signal).catch((reason: unknown) => {
        signal.throwIfAborted();
        throw reason;
      });
    }
  }
}

function isHopeless({ afterMs }: Failure, { whenAskedForMore, longestAskedMs }: RetryPolicy): boolean {
  return whenAskedForMore === 'giveUp' && afterMs !== undefined && afterMs > longestAskedMs;
}

function delayBefore(count: number, { afterMs }: Failure, policy: RetryPolicy): number {
  if (afterMs !== undefined) return Math.min(afterMs, policy.longestAskedMs);
  const full = Math.min(policy.firstMs * 2 ** (count - 1), policy.longestMs);
  return Math.round(full * (0.5 + policy.random() / 2));
}
