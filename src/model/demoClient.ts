import { setTimeout as delay } from 'node:timers/promises';
import type Anthropic from '@anthropic-ai/sdk';
import { demoName } from './demo';
import { readPast } from './demoPast';
import { nextTurn } from './demoScript';
import { type ModelAnswer, type ModelClient, type ModelProgress, type ModelRequest, NO_USAGE } from './modelClient';

export interface DemoPace {
  /** Before the first word of an answer, in milliseconds. */
  readonly think: number;
  /** Before each further word. */
  readonly word: number;
}

/** Slow enough to follow by eye. */
const readable: DemoPace = { think: 500, word: 25 };

/**
 * Answers from a script, without any model or network. It keeps nothing between answers: how far it is and what came of
 * each call stands in the conversation, so that it reacts to what really happened.
 */
export class DemoClient implements ModelClient {
  readonly name = demoName;

  constructor(private readonly pace: DemoPace = readable) {}

  async answer(
    request: ModelRequest,
    { signal, onProgress }: { readonly signal: AbortSignal; readonly onProgress: (progress: ModelProgress) => void },
  ): Promise<ModelAnswer> {
    const turn = nextTurn(readPast(request.messages));
    await this.#pause(this.pace.think, signal);
    for (const word of turn.text.match(/\S+\s*/g) ?? []) {
      await this.#pause(this.pace.word, signal);
      onProgress({ kind: 'text', text: word });
    }
    const content: Anthropic.ContentBlockParam[] = turn.text === '' ? [] : [{ type: 'text', text: turn.text }];
    for (const { id, name, input } of turn.calls) content.push({ type: 'tool_use', id, name, input });
    return {
      content,
      calls: turn.calls,
      stopReason: turn.calls.length > 0 ? 'tool_use' : 'end_turn',
      usage: NO_USAGE,
      model: demoName,
    };
  }

  async #pause(milliseconds: number, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    if (milliseconds <= 0) return;
    // The timer's own rejection hides the reason of the abort, which callers are promised.
    await delay(milliseconds, undefined, { signal }).catch(() => signal.throwIfAborted());
  }
}
