import { setImmediate as nextTurn } from 'node:timers/promises';
import { AnthropicClient, type AnthropicOptions } from '../../src/model/anthropicClient';
import type { ModelProgress, ModelRequest } from '../../src/model/modelClient';
import type { RetryPolicy } from '../../src/model/retry';

export const TEST_KEY = 'sk-ant-test-0123456789';

/** A client that talks to a scripted server over real HTTP, and doesn't make the test wait between attempts. */
export function clientOf(url: string, options: Partial<AnthropicOptions> = {}): AnthropicClient {
  return new AnthropicClient({
    apiKey: TEST_KEY,
    model: 'claude-sonnet-5-5',
    baseUrl: url,
    retry: hasty(),
    ...options,
  });
}

/** The real retry policy but for its pauses, which last one turn of the event loop. */
export function hasty(more: Partial<RetryPolicy> = {}): Partial<RetryPolicy> {
  return {
    random: () => 1,
    pause: async (_ms, signal) => {
      await nextTurn();
      signal.throwIfAborted();
    },
    ...more,
  };
}

export function requestOf(text: string, more: Partial<ModelRequest> = {}): ModelRequest {
  return {
    system: [],
    messages: [{ role: 'user', content: [{ type: 'text', text }] }],
    tools: [],
    maxTokens: 100,
    ...more,
  };
}

/** Keeps what is told while an answer streams. */
export function progress(): { readonly told: ModelProgress[]; readonly onProgress: (told: ModelProgress) => void } {
  const told: ModelProgress[] = [];
  return { told, onProgress: (one) => told.push(one) };
}
