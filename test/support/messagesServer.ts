import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { type MessagesBody, messagesBody, problemOf, problemOfBetas } from './messagesRules';

/** A piece of a scripted answer. */
export type Piece =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'thinking'; readonly thinking: string; readonly signature: string }
  | { readonly type: 'call'; readonly name: string; readonly id?: string | undefined; readonly json: string }
  /** A block sent as it is, of whatever kind. */
  | { readonly type: 'raw'; readonly block: object; readonly deltas?: readonly object[] | undefined };

/** How an answer travels, and where it breaks. */
export interface Delivery {
  /** Cuts the stream into chunks of so many bytes; one chunk an event when absent. */
  readonly chunkBytes?: number | undefined;
  readonly pauseMs?: number | undefined;
  /** Ends the stream after so many events: the socket dies, the body ends as if all were well, or an error is told. */
  readonly breaks?: { readonly after: number; readonly how: 'drop' | 'end' | { readonly error: string } } | undefined;
  /** Waits for this after the first text or call has been sent, or after so many whole blocks. */
  readonly until?: Promise<void> | undefined;
  readonly untilBlocks?: number | undefined;
  /** Events put in where an answer begins, such as one that no client knows. */
  readonly extra?: readonly object[] | undefined;
}

export interface Turn extends Delivery {
  readonly kind: 'turn';
  readonly pieces: readonly Piece[];
  readonly stopReason: string;
  readonly stopNote?: string | undefined;
  readonly usage: Readonly<Record<string, number>>;
  /** What comes back of the server's own review of calls; nothing does when absent. */
  readonly reviews?: unknown;
}

export interface Refusal {
  readonly kind: 'status';
  readonly status: number;
  readonly type: string;
  readonly message: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** The connection dies before anything is answered. */
export interface HangUp {
  readonly kind: 'hangUp';
}

export type Reply = Turn | Refusal | HangUp;
export type Scripted = Reply | ((request: MessagesBody) => Reply);

export interface RecordedRequest {
  readonly body: MessagesBody;
  readonly headers: IncomingHttpHeaders;
}

/**
 * The Messages API over real HTTP, answering from a script: one entry a request, faults included. Refuses what the
 * real one refuses, so that a conversation it takes can be sent there.
 */
export class MessagesServer {
  readonly requests: RecordedRequest[] = [];
  readonly #script: Scripted[];
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  readonly #answering = new Set<ServerResponse>();
  #calls = 0;

  constructor(
    script: readonly Scripted[] = [],
    private readonly options: { readonly key?: string } = {},
  ) {
    this.#script = [...script];
    this.#server = createServer((request, response) => {
      this.#answering.add(response);
      response.on('close', () => this.#answering.delete(response));
      this.#answer(request, response).catch((error: unknown) =>
        response.destroy(new Error('scripted reply failed', { cause: error })),
      );
    });
    this.#server.on('connection', (socket) => {
      this.#sockets.add(socket);
      socket.on('close', () => this.#sockets.delete(socket));
    });
  }

  async start(): Promise<this> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject).listen(0, '127.0.0.1', resolve);
    });
    return this;
  }

  get url(): string {
    const address: AddressInfo | string | null = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('The server is not started');
    return `http://127.0.0.1:${address.port}`;
  }

  /** Adds to the end of the script. */
  script(...replies: readonly Scripted[]): void {
    this.#script.push(...replies);
  }

  /** How many replies of the script are left. */
  get left(): number {
    return this.#script.length;
  }

  /** How many answers are under way to somebody who still listens. */
  get open(): number {
    return this.#answering.size;
  }

  async stop(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const text = await bodyOf(request);
    const url = new URL(request.url ?? '/', this.url);
    if (request.method !== 'POST' || url.pathname !== '/v1/messages') {
      return refuse(response, status(404, 'not_found_error', `${request.method} ${url.pathname} not found`));
    }
    const { headers } = request;
    const key = headers.authorization?.replace(/^Bearer /, '') ?? headers['x-api-key'];
    if (key === undefined || (this.options.key !== undefined && key !== this.options.key)) {
      return refuse(response, status(401, 'authentication_error', 'invalid x-api-key'));
    }
    if (headers['anthropic-version'] === undefined) {
      return refuse(response, status(400, 'invalid_request_error', 'anthropic-version: header is required'));
    }
    const raw: unknown = JSON.parse(text);
    const problem = problemOf(raw) ?? problemOfBetas(raw, headers['anthropic-beta']?.toString());
    if (problem !== undefined) return refuse(response, status(400, 'invalid_request_error', problem));
    const body = messagesBody.parse(raw);
    this.requests.push({ body, headers });
    const scripted = this.#script.shift() ?? status(400, 'invalid_request_error', 'The script of this test is over');
    const reply = typeof scripted === 'function' ? scripted(body) : scripted;
    if (reply.kind === 'hangUp') response.destroy();
    else if (reply.kind === 'status') refuse(response, reply);
    else await this.#stream(reply, body.model, response);
  }

  async #stream(turn: Turn, model: string, response: ServerResponse): Promise<void> {
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' });
    response.flushHeaders();
    const events = this.#eventsOf(turn, model);
    const { breaks, until, untilBlocks = 0, chunkBytes, pauseMs } = turn;
    let didWait = until === undefined;
    let blocks = 0;
    for (const event of breaks === undefined ? events : events.slice(0, breaks.after)) {
      await send(response, eventText(event), chunkBytes, pauseMs);
      if (event.type === 'content_block_stop') blocks += 1;
      const isThere = untilBlocks > 0 ? blocks >= untilBlocks : event.type === 'content_block_delta';
      if (!didWait && isThere) {
        didWait = true;
        await until;
      }
    }
    if (breaks?.how === 'drop') {
      response.destroy();
      return;
    }
    if (typeof breaks?.how === 'object') {
      const error = { type: breaks.how.error, message: 'Overloaded' };
      await send(response, eventText({ type: 'error', error }), chunkBytes, pauseMs);
    }
    response.end();
  }

  #eventsOf(turn: Turn, model: string): ScriptedEvent[] {
    const { output_tokens, ...input } = turn.usage;
    const message = {
      id: 'msg_1',
      type: 'message',
      role: 'assistant',
      model,
      content: [],
      stop_reason: null,
      stop_sequence: null,
    };
    const stop_details =
      turn.stopNote === undefined ? null : { type: 'refusal', category: null, explanation: turn.stopNote };
    return [
      { type: 'message_start', message: { ...message, usage: { ...input, output_tokens: 1 } } },
      ...(turn.extra ?? []).map((event): ScriptedEvent => ({ type: 'unknown', ...event })),
      ...turn.pieces.flatMap((piece, index) => this.#blockEvents(piece, index)),
      {
        type: 'message_delta',
        delta: {
          stop_reason: turn.stopReason,
          stop_sequence: null,
          stop_details,
          ...(turn.reviews === undefined ? {} : { safeguard_results: turn.reviews }),
        },
        usage: { output_tokens },
      },
      { type: 'message_stop' },
    ];
  }

  #blockEvents(piece: Piece, index: number): ScriptedEvent[] {
    const { block, deltas } = this.#blockOf(piece);
    return [
      { type: 'content_block_start', index, content_block: block },
      { type: 'ping' },
      ...deltas.map((delta) => ({ type: 'content_block_delta', index, delta })),
      { type: 'content_block_stop', index },
    ];
  }

  #blockOf(piece: Piece): { readonly block: object; readonly deltas: readonly object[] } {
    switch (piece.type) {
      case 'text':
        return {
          block: { type: 'text', text: '' },
          deltas: slices(piece.text).map((text) => ({ type: 'text_delta', text })),
        };
      case 'thinking':
        return {
          block: { type: 'thinking', thinking: '', signature: '' },
          deltas: [
            ...slices(piece.thinking).map((thinking) => ({ type: 'thinking_delta', thinking })),
            { type: 'signature_delta', signature: piece.signature },
          ],
        };
      case 'call': {
        this.#calls += 1;
        const id = piece.id ?? `toolu_${this.#calls}`;
        return {
          block: { type: 'tool_use', id, name: piece.name, input: {} },
          deltas: slices(piece.json).map((partial_json) => ({ type: 'input_json_delta', partial_json })),
        };
      }
      case 'raw':
        return { block: piece.block, deltas: piece.deltas ?? [] };
    }
  }
}

type ScriptedEvent = { readonly type: string } & Readonly<Record<string, unknown>>;

export function text(value: string): Piece {
  return { type: 'text', text: value };
}

export function thinking(value: string, signature = 'signature'): Piece {
  return { type: 'thinking', thinking: value, signature };
}

export function call(name: string, input: object, id?: string): Piece {
  return { type: 'call', name, id, json: JSON.stringify(input) };
}

/** What a server that reviews calls sends back: what it made of each, by ids. */
export function reviewed(calls: Readonly<Record<string, object>>): unknown {
  return [{ type: 'dangerous_tool_use', status: { type: 'available', tool_uses: calls } }];
}

/** A call whose input is sent as this text, JSON or not. */
export function callWithJson(name: string, json: string, id?: string): Piece {
  return { type: 'call', name, id, json };
}

export function turn(pieces: readonly Piece[], more: Partial<Omit<Turn, 'kind' | 'pieces'>> = {}): Turn {
  const stopReason = pieces.some(({ type }) => type === 'call') ? 'tool_use' : 'end_turn';
  return { kind: 'turn', pieces, stopReason, usage: { input_tokens: 100, output_tokens: 20 }, ...more };
}

export function status(code: number, type: string, message: string, headers: Record<string, string> = {}): Refusal {
  return { kind: 'status', status: code, type, message, headers };
}

export const rateLimited = (headers: Record<string, string> = {}) =>
  status(429, 'rate_limit_error', 'This request would exceed your rate limit', headers);
export const overloaded = () => status(529, 'overloaded_error', 'Overloaded');
export const serverError = () => status(500, 'api_error', 'Internal server error');
export const hangUp: HangUp = { kind: 'hangUp' };

function refuse(response: ServerResponse, { status: code, type, message, headers }: Refusal): void {
  response.writeHead(code, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify({ type: 'error', error: { type, message }, request_id: 'req_1' }));
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString('utf8');
}

function eventText(event: ScriptedEvent): string {
  return `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`;
}

async function send(
  response: ServerResponse,
  data: string,
  chunkBytes: number | undefined,
  pauseMs: number | undefined,
) {
  const bytes = Buffer.from(data, 'utf8');
  const size = chunkBytes ?? bytes.length;
  for (let start = 0; start < bytes.length && !response.destroyed; start += size) {
    response.write(bytes.subarray(start, start + size));
    // A turn of the event loop between chunks keeps them apart on the wire.
    if (pauseMs !== undefined) await sleep(pauseMs);
    else if (chunkBytes !== undefined) await new Promise(setImmediate);
  }
}

/** As the API does, an answer comes in small pieces; a surrogate pair is not cut. */
function slices(value: string): string[] {
  const characters = [...value];
  return Array.from({ length: Math.ceil(characters.length / 7) }, (_, index) =>
    characters.slice(index * 7, index * 7 + 7).join(''),
  );
}
