import { messageOf } from '../action/errorText';
import { ModelError, type ModelErrorCode } from './modelClient';

/** What a failed attempt means: what to tell the person, and whether another attempt may do better. */
export interface Failure {
  readonly error: ModelError;
  readonly isTransient: boolean;
  /** How long the server asks to wait. */
  readonly afterMs?: number | undefined;
}

export interface Endpoint {
  readonly model: string;
  readonly baseUrl: string;
  /** Taken out of whatever a server says. */
  readonly apiKey: string | undefined;
}

/** What an error of the SDK tells. Read by shape: its classes would load the SDK. */
interface ApiFailure {
  readonly status: number | undefined;
  readonly type: string | undefined;
  readonly message: string;
  readonly headers: Headers | undefined;
}

/** Codes of failed connections that no further attempt will mend. */
const HOPELESS = /^(CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|ERR_TLS_|ERR_SSL_|ERR_INVALID_URL)/;

export function failureOf(error: unknown, endpoint: Endpoint): Failure {
  const told = apiFailure(error);
  if (told.status === undefined && told.type === undefined) return connectionFailure(error, endpoint);
  const host = hostOf(endpoint.baseUrl);
  const says = redact(told.message, endpoint.apiKey);
  const code = codeOf(told);
  const afterMs = retryAfter(told.headers);
  const message = messageFor(code, { host, says, model: endpoint.model, status: told.status });
  return {
    error: new ModelError(code, message, { askedMs: afterMs }),
    isTransient: isTransient(told, code),
    afterMs,
  };
}

/** What a server says of a request that it doesn't understand; undefined for every other failure. */
export function incomprehension(error: unknown): string | undefined {
  const told = apiFailure(error);
  const isRefused = told.status === 400 || told.status === 422 || told.type === 'invalid_request_error';
  return isRefused && codeOf(told) === 'badRequest' ? told.message : undefined;
}

/** A stream that ended before its answer did. */
export function brokenStream(endpoint: Endpoint, cause?: unknown): Failure {
  const message = `The answer of ${hostOf(endpoint.baseUrl)} broke off before its end.`;
  return { error: new ModelError('brokenStream', message, { cause }), isTransient: true };
}

export function hostOf(baseUrl: string): string {
  return URL.canParse(baseUrl) ? new URL(baseUrl).host : baseUrl;
}

function codeOf({ status, type, message }: ApiFailure): ModelErrorCode {
  if (status === 401 || status === 403) return 'badKey';
  if (type === 'authentication_error' || type === 'permission_error') return 'badKey';
  if (status === 404 || type === 'not_found_error') return 'unknownModel';
  if (status === 429 || type === 'rate_limit_error') return 'rateLimited';
  if (type === 'overloaded_error' || type === 'api_error' || type === 'timeout_error') return 'overloaded';
  if (status !== undefined && (status >= 500 || status === 408 || status === 409)) return 'overloaded';
  // The API has no code of its own for this one.
  if (status === 413 || /prompt is too long|exceeds? .*context|context (window|length)/i.test(message))
    return 'tooLong';
  return 'badRequest';
}

function isTransient({ headers }: ApiFailure, code: ModelErrorCode): boolean {
  const advice = headers?.get('x-should-retry');
  if (advice === 'true') return true;
  if (advice === 'false') return false;
  return code === 'rateLimited' || code === 'overloaded';
}

interface Said {
  readonly host: string;
  readonly says: string;
  readonly model: string;
  readonly status: number | undefined;
}

function messageFor(code: ModelErrorCode, { host, says, model, status }: Said): string {
  const answer = status === undefined ? '' : ` (${status})`;
  switch (code) {
    case 'badKey':
      return status === 403
        ? `${host} doesn't allow this with your API key (403): ${says}`
        : `${host} refused the API key${answer}. Set another one with “Chaperone: Set API Key”.`;
    case 'unknownModel':
      return `${host} doesn't know the model “${model}”${answer}. Choose another in the setting chaperone.model, or check chaperone.baseUrl.`;
    case 'rateLimited':
      return `${host} limits how fast it may be asked${answer}: ${says}`;
    case 'overloaded':
      return `${host} has trouble answering${answer}: ${says}`;
    case 'tooLong':
      return `The conversation has grown too long for the model. Start a new task for what is left. ${host} says: ${says}`;
    default:
      return `${host} refused the request${answer}: ${says}`;
  }
}

function connectionFailure(error: unknown, { baseUrl, apiKey }: Endpoint): Failure {
  const code = connectionCode(error);
  const host = hostOf(baseUrl);
  const why = code === undefined ? redact(shortMessageOf(error), apiKey) : (CONNECTION_WORDS[code] ?? code);
  return {
    error: new ModelError('unreachable', `Can't reach ${host}: ${why}.`, { cause: error }),
    isTransient: code === undefined || !HOPELESS.test(code),
  };
}

const CONNECTION_WORDS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing answers there (ECONNREFUSED)',
  ENOTFOUND: 'there is no such host, or no network (ENOTFOUND)',
  EAI_AGAIN: 'the name lookup failed, or there is no network (EAI_AGAIN)',
  ECONNRESET: 'the connection broke (ECONNRESET)',
  UND_ERR_SOCKET: 'the connection broke',
  ETIMEDOUT: 'it takes too long to answer (ETIMEDOUT)',
  UND_ERR_CONNECT_TIMEOUT: 'it takes too long to answer',
  UND_ERR_HEADERS_TIMEOUT: 'it takes too long to answer',
};

/** The system's code of a failed connection, which stands somewhere below the errors that wrap it. */
function connectionCode(error: unknown, depth = 0): string | undefined {
  if (!(error instanceof Error) || depth > 5) return undefined;
  if ('code' in error && typeof error.code === 'string') return error.code;
  const inner = error instanceof AggregateError ? error.errors : [error.cause];
  return inner.map((cause) => connectionCode(cause, depth + 1)).find((code) => code !== undefined);
}

function apiFailure(error: unknown): ApiFailure {
  const status = member(error, 'status');
  const type = member(error, 'type') ?? member(member(member(error, 'error'), 'error'), 'type');
  const headers = member(error, 'headers');
  const said = member(error, 'apiMessage') ?? member(member(member(error, 'error'), 'error'), 'message');
  return {
    status: typeof status === 'number' ? status : undefined,
    type: typeof type === 'string' && type.endsWith('_error') ? type : undefined,
    message: typeof said === 'string' ? said : shortMessageOf(error),
    headers: headers instanceof Headers ? headers : undefined,
  };
}

function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

function shortMessageOf(error: unknown): string {
  return messageOf(error).slice(0, 500);
}

/** Milliseconds that `retry-after-ms` or `retry-after` (seconds, or a date) ask for. */
function retryAfter(headers: Headers | undefined): number | undefined {
  const ms = Number.parseFloat(headers?.get('retry-after-ms') ?? '');
  if (ms >= 0) return ms;
  const after = headers?.get('retry-after') ?? '';
  const seconds = Number(after);
  if (after.trim() !== '' && seconds >= 0) return seconds * 1000;
  const date = Date.parse(after);
  return Number.isNaN(date) ? undefined : Math.max(0, date - Date.now());
}

/** A proxy may echo what it was sent. */
function redact(text: string, apiKey: string | undefined): string {
  const known = apiKey === undefined || apiKey === '' ? text : text.replaceAll(apiKey, '[key]');
  return known.replace(/\bsk-[\w-]{6,}/g, '[key]');
}
