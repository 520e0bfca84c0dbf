import { AnthropicClient } from '../model/anthropicClient';
import { leastThinking } from '../model/models';
import type { StageRun } from './judge';
import { RETRY } from './stages';

/** The models that a judge asks, and how. */
export interface JudgeModels {
  /** Reasons. */
  readonly model: string;
  /** Takes the quick look. */
  readonly firstModel: string;
  readonly stages: 1 | 2;
  readonly apiKey: string | undefined;
  readonly baseUrl: string;
}

/**
 * The client for a stage. A quick look is to be quick. Another way of thinking would make what is cached of the case
 * useless, so a model that takes both stages reasons in its answer; alone, it may think as it likes.
 */
export function judgeClient(
  stage: StageRun['stage'],
  { model: second, firstModel: first, stages, apiKey, baseUrl }: JudgeModels,
): AnthropicClient {
  const model = stage === 'first' ? first : second;
  const isQuick = stage === 'first' || (stages === 2 && first === second);
  const thinking = isQuick ? leastThinking(model) : undefined;
  return new AnthropicClient({ apiKey, model, baseUrl, thinking, retry: RETRY[stage] });
}
