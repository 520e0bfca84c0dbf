import type Anthropic from '@anthropic-ai/sdk';
import { messageOf } from '../action/errorText';
import { type ModelAnswer, type ModelUsage, NO_USAGE, type ToolCall } from './modelClient';
import { readReviews, resultsIn } from './serverReview';

type Block = Anthropic.RawContentBlockStartEvent['content_block'];

/** A block of the answer while it streams. */
interface Growing {
  block: Block;
  /** The pieces of a tool call's input, which are JSON only together. */
  json: string;
  /** Something was added to it that we can't add: what we have of it is not what the model said. */
  isIncomplete: boolean;
  /** Its end has come. */
  isComplete: boolean;
}

/**
 * Puts the events of one stream together. Lenient towards what it doesn't know, since an endpoint may be newer than
 * this code or merely compatible; strict about the end, since half an answer must never be acted on.
 */
export class Accumulator {
  readonly #blocks = new Map<number, Growing>();
  #model = '';
  #usage: ModelUsage = NO_USAGE;
  #stopReason: string | undefined;
  #stopNote: string | undefined;
  #isWhole = false;
  /** What events brought of the server's own review, as it came. */
  readonly #results: unknown[] = [];

  constructor(private readonly isReviewed: boolean) {}

  /** Whether the stream came to its proper end. */
  get isWhole(): boolean {
    return this.#isWhole && this.#stopReason !== undefined;
  }

  /** Takes the next event; returns the call that is complete with it. */
  accept(event: Anthropic.RawMessageStreamEvent): ToolCall | undefined {
    switch (event.type) {
      case 'message_start':
        this.#model = event.message.model;
        this.#count(event.message.usage);
        break;
      case 'content_block_start':
        this.#blocks.set(event.index, newBlock(event.content_block));
        break;
      case 'content_block_delta': {
        const growing = this.#blocks.get(event.index);
        if (growing !== undefined) grow(growing, event.delta);
        break;
      }
      case 'content_block_stop':
        return completed(this.#blocks.get(event.index));
      case 'message_delta':
        this.#stopReason = event.delta.stop_reason ?? this.#stopReason;
        this.#results.push(...resultsIn(event.delta));
        this.#stopNote = event.delta.stop_details?.explanation ?? this.#stopNote;
        this.#count(event.usage);
        break;
      case 'message_stop':
        this.#isWhole = true;
        break;
      default:
        // An event we don't know is none we can need.
        break;
    }
    return undefined;
  }

  /** The answer; only to be asked for once `isWhole`. */
  finish(): ModelAnswer {
    const stopReason = this.#stopReason ?? 'unknown';
    const content: Anthropic.ContentBlockParam[] = [];
    const calls: ToolCall[] = [];
    const blocks = [...this.#blocks.entries()].sort(([a], [b]) => a - b).map(([, growing]) => growing);
    for (const [index, growing] of blocks.entries()) {
      const wasCut = stopReason === 'max_tokens' && index === blocks.length - 1;
      if (growing.block.type === 'tool_use') {
        const call = toolCall(growing.block, growing.json, wasCut);
        calls.push(call);
        content.push({ type: 'tool_use', id: call.id, name: call.name, input: call.input });
      } else {
        content.push(...sendable(growing));
      }
    }
    const reviews = this.isReviewed ? readReviews(this.#results, calls) : undefined;
    return { content, calls, stopReason, stopNote: this.#stopNote, usage: this.#usage, model: this.#model, reviews };
  }

  /** Counts are of the whole answer so far, and a later event may leave out what an earlier one told. */
  #count(usage: Partial<Anthropic.MessageDeltaUsage> | undefined): void {
    this.#usage = {
      inputTokens: usage?.input_tokens ?? this.#usage.inputTokens,
      cacheReadTokens: usage?.cache_read_input_tokens ?? this.#usage.cacheReadTokens,
      cacheWriteTokens: usage?.cache_creation_input_tokens ?? this.#usage.cacheWriteTokens,
      outputTokens: usage?.output_tokens ?? this.#usage.outputTokens,
    };
  }
}

function newBlock(block: Block): Growing {
  return { block: { ...block }, json: '', isIncomplete: false, isComplete: false };
}

/** The call that a block is, now that it has ended for the first time. One that can't be made is none. */
function completed(growing: Growing | undefined): ToolCall | undefined {
  if (growing === undefined || growing.isComplete) return undefined;
  growing.isComplete = true;
  if (growing.block.type !== 'tool_use') return undefined;
  const call = toolCall(growing.block, growing.json, false);
  return call.malformed === undefined ? call : undefined;
}

function grow(growing: Growing, delta: Anthropic.RawContentBlockDelta): void {
  const { block } = growing;
  if (delta.type === 'text_delta' && block.type === 'text') block.text = (block.text ?? '') + delta.text;
  else if (delta.type === 'thinking_delta' && block.type === 'thinking')
    block.thinking = (block.thinking ?? '') + delta.thinking;
  else if (delta.type === 'signature_delta' && block.type === 'thinking') block.signature = delta.signature;
  else if (delta.type === 'input_json_delta') growing.json += delta.partial_json;
  // Citations are for reading; the text they belong to is whole without them.
  else if (delta.type !== 'citations_delta') growing.isIncomplete = true;
}

function toolCall(block: Anthropic.ToolUseBlock, json: string, wasCut: boolean): ToolCall {
  const { id, name } = block;
  if (json === '') {
    if (wasCut) return { id, name, input: {}, malformed: 'it was cut off before its input' };
    // Some endpoints send the whole input with the start of the block.
    return { id, name, input: isRecord(block.input) ? block.input : {} };
  }
  try {
    const input: unknown = JSON.parse(json);
    if (isRecord(input)) return { id, name, input };
    return { id, name, input: {}, malformed: 'its input is JSON, but no object' };
  } catch (error) {
    const why = messageOf(error);
    return { id, name, input: {}, malformed: wasCut ? 'it was cut off in the middle of its input' : why };
  }
}

/**
 * A block as it is sent back. The API refuses empty texts and thinking without its signature, and a block that we have
 * only in part would be a lie.
 */
function sendable({ block, json, isIncomplete }: Growing): Anthropic.ContentBlockParam[] {
  switch (block.type) {
    case 'text':
      return (block.text ?? '').trim() === '' ? [] : [{ type: 'text', text: block.text }];
    case 'thinking':
      if (!block.signature) return [];
      return [{ type: 'thinking', thinking: block.thinking, signature: block.signature }];
    case 'redacted_thinking':
      return [{ type: 'redacted_thinking', data: block.data }];
    default: {
      if (isIncomplete) return [];
      const whole: unknown = json === '' ? block : { ...block, input: parsed(json) };
      return isBlock(whole) ? [whole] : [];
    }
  }
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return {};
  }
}

/** What a server sent as a block it takes back as one: of kinds we don't know, that is all there is to check. */
function isBlock(value: unknown): value is Anthropic.ContentBlockParam {
  return isRecord(value) && typeof value.type === 'string';
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
