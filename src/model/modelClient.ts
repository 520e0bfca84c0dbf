import type Anthropic from '@anthropic-ai/sdk';

/** One request, in the words of the Messages API. */
export interface ModelRequest {
  readonly system: readonly Anthropic.TextBlockParam[];
  readonly messages: readonly Anthropic.MessageParam[];
  readonly tools: readonly Anthropic.Tool[];
  readonly maxTokens: number;
  /** JSON schema that the answer must fit, for endpoints that can hold a model to one. Whoever asks validates it all the same. */
  readonly outputSchema?: Readonly<Record<string, unknown>> | undefined;
  /** Asks the server to review the calls of its answer itself, where it can. */
  readonly review?: ReviewContext | undefined;
}

/** What a server is told for its review beside the conversation: the person's own words, and nothing that a tool returned. */
export interface ReviewContext {
  /** The folder that the agent works in. */
  readonly folder: string | undefined;
  /** What the person says of their hosts, remotes and buckets. */
  readonly environment: readonly string[];
  /** The person's own rules, in words: what to let pass, what to stop unless they ask for it, and what to stop always. */
  readonly pass: readonly string[];
  readonly stop: readonly string[];
  readonly never: readonly string[];
}

/** What is told while an answer streams. */
export type ModelProgress =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'thinking'; readonly text: string }
  /**
   * A call is complete, while the rest of the answer still streams. The answer may yet be void. `awaitsReview`: the
   * server was asked to review it, which it does at the end of the answer.
   */
  | { readonly kind: 'call'; readonly call: ToolCall; readonly awaitsReview: boolean }
  /** The answer so far is void: a new attempt starts after `delayMs`. */
  | { readonly kind: 'retry'; readonly attempt: number; readonly delayMs: number; readonly why: string };

export interface ToolCall {
  readonly id: string;
  readonly name: string;
  readonly input: unknown;
  /** Why `input` is not what the model meant: its JSON didn't parse. */
  readonly malformed?: string | undefined;
}

export interface ModelUsage {
  readonly inputTokens: number;
  readonly cacheReadTokens: number;
  readonly cacheWriteTokens: number;
  readonly outputTokens: number;
}

export const NO_USAGE: ModelUsage = { inputTokens: 0, cacheReadTokens: 0, cacheWriteTokens: 0, outputTokens: 0 };

export interface ModelAnswer {
  /** The blocks as they have to be sent back: thinking with its signature included. */
  readonly content: readonly Anthropic.ContentBlockParam[];
  readonly calls: readonly ToolCall[];
  readonly stopReason: string;
  /** What the API says about the stop, for the person: why it refused. */
  readonly stopNote?: string | undefined;
  readonly usage: ModelUsage;
  readonly model: string;
  /** What the server itself made of the calls, by their ids, where it was asked to. */
  readonly reviews?: ReadonlyMap<string, ServerReview> | undefined;
}

/** What a server made of one call. Only `evaluated` says anything about it. */
export type ServerReview =
  | {
      readonly status: 'evaluated';
      readonly isFlagged: boolean;
      readonly explanation?: string | undefined;
      readonly rule?: string | undefined;
    }
  | { readonly status: 'skipped' | 'unavailable' | 'unsupported' };

/** Whatever answers: the Messages API over HTTP, the scripted demo, later the editor's own models. */
export interface ModelClient {
  /** Shown to the person: `claude-sonnet-5-5`, `Demo (scripted)`. */
  readonly name: string;
  /** Resolves with a whole answer; rejects with `ModelError`, or with the signal's reason when aborted. */
  answer(
    request: ModelRequest,
    options: { readonly signal: AbortSignal; readonly onProgress: (progress: ModelProgress) => void },
  ): Promise<ModelAnswer>;
}

export type ModelErrorCode =
  | 'noKey'
  | 'badKey'
  | 'unknownModel'
  /** A setting is wrong, so that nothing was sent. */
  | 'badSetting'
  | 'tooLong'
  | 'badRequest'
  | 'rateLimited'
  | 'overloaded'
  | 'unreachable'
  | 'brokenStream';

/** A failure a person can act on; `message` is ready to show and never contains a key. */
export class ModelError extends Error {
  /** How long the server asks to be left alone, in milliseconds. */
  readonly askedMs: number | undefined;

  constructor(
    readonly code: ModelErrorCode,
    message: string,
    options?: ErrorOptions & { readonly askedMs?: number | undefined },
  ) {
    super(message, options);
    this.name = 'ModelError';
    this.askedMs = options?.askedMs;
  }
}
