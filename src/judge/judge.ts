import type { Action } from '../action/action';
import type { Verdict } from '../policy/verdict';

/** What a judge sees: the person's own words, the action and what the analysis proved. Never the agent's prose. */
export interface JudgeRequest {
  readonly action: Action;
  readonly verdict: Verdict;
  /** Everything the person said in this task, oldest first. */
  readonly personSaid: readonly string[];
}

export interface Opinion {
  readonly decision: 'allow' | 'ask' | 'block';
  /** 0 harmless … 100 never. */
  readonly severity: number;
  /** One sentence for the person. */
  readonly reason: string;
}

/**
 * Settles an `ask` whose rule says that a model may. It may reject, time out or answer nonsense: the caller then keeps
 * the `ask`.
 */
export interface Judge {
  review(request: JudgeRequest, signal: AbortSignal): Promise<Opinion>;
}
