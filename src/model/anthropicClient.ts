import type Anthropic from '@anthropic-ai/sdk';
import { Accumulator } from './accumulate';
import { brokenStream, type Endpoint, type Failure, failureOf, hostOf, incomprehension } from './failure';
import {
  type ModelAnswer,
  type ModelClient,
  ModelError,
  type ModelProgress,
  type ModelRequest,
  type ReviewContext,
} from './modelClient';
import { RETRY_POLICY, type RetryPolicy, retry } from './retry';
import { REVIEW_BETA, refusesReview, safeguards } from './serverReview';

export interface AnthropicOptions {
  readonly apiKey: string | undefined;
  readonly model: string;
  /** Of the Messages API or something compatible; Anthropic's own when absent or empty. */
  readonly baseUrl?: string | undefined;
  /** Sent as it is; when absent the model does what it does by itself. */
  readonly thinking?: Anthropic.ThinkingConfigParam | undefined;
  readonly retry?: Partial<RetryPolicy> | undefined;
  /** Told once when the endpoint turns out not to review calls, in words for the log. */
  readonly onNoReviews?: ((why: string) => void) | undefined;
}

interface AnswerOptions {
  readonly signal: AbortSignal;
  readonly onProgress: (progress: ModelProgress) => void;
}

/** Parts of a request that not every endpoint understands, and without which it still makes sense. */
type Extra = 'thinking' | 'outputSchema';

const PUBLIC_API = 'https://api.anthropic.com';

/** How long a server may take before its answer begins. */
const FIRST_BYTE_MS = 5 * 60_000;

/** After so many answers in a row that came without reviews, none is asked for any more. */
const MOST_UNREVIEWED = 3;

/** The Messages API over HTTP. */
export class AnthropicClient implements ModelClient {
  readonly name: string;
  readonly #endpoint: Endpoint;
  readonly #thinking: Anthropic.ThinkingConfigParam | undefined;
  readonly #policy: RetryPolicy;
  readonly #onNoReviews: ((why: string) => void) | undefined;
  /** For good: an endpoint that didn't is not asked again. */
  #reviewsNothing = false;
  /** Answers with calls in a row of which it reviewed nothing. */
  #unreviewed = 0;
  /** What this endpoint has refused to understand, and is not sent again. */
  readonly #without = new Set<Extra>();
  #sdk: Promise<Anthropic> | undefined;

  constructor({ apiKey, model, baseUrl, thinking, retry, onNoReviews }: AnthropicOptions) {
    this.name = model;
    this.#endpoint = { model, baseUrl: withoutVersion(baseUrl ?? ''), apiKey: apiKey?.trim() || undefined };
    this.#thinking = thinking;
    this.#policy = { ...RETRY_POLICY, ...retry };
    this.#onNoReviews = onNoReviews;
  }

  /** Loads the SDK ahead of the first request, which would otherwise wait for it. */
  async load(): Promise<void> {
    await this.#client();
  }

  async answer(request: ModelRequest, options: AnswerOptions): Promise<ModelAnswer> {
    const { signal, onProgress } = options;
    signal.throwIfAborted();
    const client = await this.#client();
    return retry(() => this.#attempt(client, request, options), {
      policy: this.#policy,
      signal,
      classify: (error) => this.#classify(error),
      onRetry: ({ attempt, delayMs, error }) => onProgress({ kind: 'retry', attempt, delayMs, why: error.message }),
    });
  }

  async #attempt(client: Anthropic, request: ModelRequest, { signal, onProgress }: AnswerOptions) {
    const review = this.#reviewsNothing ? undefined : request.review;
    const stream = await this.#begin(client, request, review, signal);
    const isReviewed = review !== undefined && !this.#reviewsNothing;
    const growing = new Accumulator(isReviewed);
    try {
      for await (const event of stream) {
        const call = growing.accept(event);
        tellProgress(event, onProgress);
        if (call !== undefined) onProgress({ kind: 'call', call, awaitsReview: isReviewed });
      }
    } catch (error) {
      throw new StreamError(error);
    }
    // The SDK ends its iteration quietly on an abort, and when the body ends in the middle of an answer.
    if (!growing.isWhole) throw new StreamError(undefined);
    const answer = growing.finish();
    if (isReviewed) this.#learnFrom(answer);
    return answer;
  }

  /** Sends the request; once more without what can be left out of it, where that is what the endpoint refuses. */
  async #begin(
    client: Anthropic,
    request: ModelRequest,
    review: ReviewContext | undefined,
    signal: AbortSignal,
  ): Promise<AsyncIterable<Anthropic.RawMessageStreamEvent>> {
    const { system, messages, tools, maxTokens } = request;
    const outputSchema = this.#without.has('outputSchema') ? undefined : request.outputSchema;
    const thinking = this.#without.has('thinking') ? undefined : this.#thinking;
    try {
      return await client.messages.create(
        {
          model: this.name,
          max_tokens: maxTokens,
          system: [...system],
          messages: [...messages],
          ...(tools.length > 0 ? { tools: [...tools] } : {}),
          ...(thinking === undefined ? {} : { thinking }),
          ...(outputSchema === undefined
            ? {}
            : { output_config: { format: { type: 'json_schema' as const, schema: { ...outputSchema } } } }),
          ...(review === undefined ? {} : safeguards(review)),
          stream: true,
        },
        { signal, ...(review === undefined ? {} : { headers: { 'anthropic-beta': REVIEW_BETA } }) },
      );
    } catch (error) {
      if (review !== undefined && refusesReview(error)) {
        this.#giveUpReviews('refuses requests that ask for it');
        return this.#begin(client, request, undefined, signal);
      }
      const refused = refusedExtra(error, { thinking, outputSchema });
      if (refused === undefined) throw error;
      this.#without.add(refused);
      return this.#begin(client, request, review, signal);
    }
  }

  /** One call that it doesn't support, or one answer without reviews, says nothing of the calls to come. */
  #learnFrom({ calls, reviews }: ModelAnswer): void {
    if (calls.length === 0) return;
    const isReviewed = [...(reviews?.values() ?? [])].some(({ status }) => status !== 'unsupported');
    this.#unreviewed = isReviewed ? 0 : this.#unreviewed + 1;
    if (this.#unreviewed < MOST_UNREVIEWED) return;
    this.#giveUpReviews(
      reviews === undefined ? 'sends nothing of it, or something on the way drops it' : "doesn't do so for this model",
    );
  }

  #giveUpReviews(why: string): void {
    if (this.#reviewsNothing) return;
    this.#reviewsNothing = true;
    this.#onNoReviews?.(`${hostOf(this.#endpoint.baseUrl)} does not review calls: it ${why}.`);
  }

  #classify(error: unknown): Failure {
    if (!(error instanceof StreamError)) return failureOf(error, this.#endpoint);
    const failure = failureOf(error.cause, this.#endpoint);
    // What the server says in the stream counts; a connection lost there was reachable, so it is the stream that broke.
    return failure.error.code === 'unreachable' ? brokenStream(this.#endpoint, error.cause) : failure;
  }

  #client(): Promise<Anthropic> {
    const { apiKey, baseUrl } = this.#endpoint;
    if (!URL.canParse(baseUrl)) {
      throw new ModelError('unreachable', `The setting chaperone.baseUrl is no URL: ${hostOf(baseUrl)}`);
    }
    const { username, password } = new URL(baseUrl);
    if (username !== '' || password !== '') {
      throw new ModelError('unreachable', 'The setting chaperone.baseUrl must not contain a user name or password.');
    }
    if (apiKey === undefined && baseUrl === PUBLIC_API) {
      throw new ModelError('noKey', 'There is no API key yet. Set one with “Chaperone: Set API Key”.');
    }
    // Checked here, since the error that `fetch` would throw quotes the header with the key in it.
    if (apiKey !== undefined && !/^[\x21-\x7e]+$/.test(apiKey)) {
      throw new ModelError(
        'badKey',
        'The API key has characters that no key has. Set it again with “Chaperone: Set API Key”.',
      );
    }
    this.#sdk ??= import('@anthropic-ai/sdk').then(
      ({ Anthropic }) =>
        new Anthropic({
          // Something has to be given, or the SDK looks for credentials by itself in environment and home folder.
          apiKey: apiKey ?? 'none',
          baseURL: baseUrl,
          maxRetries: 0,
          timeout: FIRST_BYTE_MS,
          logLevel: 'off',
          openTelemetry: false,
        }),
    );
    return this.#sdk;
  }
}

/** The part that was sent, could have been left out, and is why a request was refused, going by what the error says. */
function refusedExtra(error: unknown, sent: Readonly<Record<Extra, unknown>>): Extra | undefined {
  const says = incomprehension(error);
  if (says === undefined) return undefined;
  // First, since what refuses a way of thinking advises to set `output_config.effort` instead.
  if (sent.thinking !== undefined && /thinking/i.test(says)) return 'thinking';
  const isAboutSchema = /output_config|output_format|format|schema|structured/i.test(says);
  return sent.outputSchema !== undefined && isAboutSchema ? 'outputSchema' : undefined;
}

/** Marks what went wrong after the answer had begun. */
class StreamError extends Error {
  constructor(cause: unknown) {
    super('The stream broke off', { cause });
    this.name = 'StreamError';
  }
}

function tellProgress(event: Anthropic.RawMessageStreamEvent, onProgress: AnswerOptions['onProgress']): void {
  if (event.type !== 'content_block_delta') return;
  if (event.delta.type === 'text_delta') onProgress({ kind: 'text', text: event.delta.text });
  if (event.delta.type === 'thinking_delta') onProgress({ kind: 'thinking', text: event.delta.thinking });
}

/** The SDK adds `/v1` itself, and people paste addresses that end with it. */
function withoutVersion(baseUrl: string): string {
  const trimmed = baseUrl.trim().replace(/\/+$/, '').replace(/\/v1$/, '');
  return trimmed === '' ? PUBLIC_API : trimmed;
}
