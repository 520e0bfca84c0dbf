import type { FetchAction } from '../action/action';
import type { CarriedOut, Carrier } from '../gate/carriers';
import { decode } from './decode';
import { htmlText } from './htmlText';
import { refused } from './refused';

export interface FetchUrlParts {
  readonly timeoutMs?: number | undefined;
  /** Bytes that are read at most, counted when unpacked. */
  readonly maxBytes?: number | undefined;
}

const TIMEOUT_MS = 30_000;
const MOST_BYTES = 5 * 1024 * 1024;
const MOST_CHARACTERS = 50_000;
const MOST_REDIRECTS = 5;

/**
 * Gets a page over HTTP, without cookies or credentials. Follows it only within its site: another one is another
 * action, to be judged by its own address.
 */
export function fetchUrlCarrier({
  timeoutMs = TIMEOUT_MS,
  maxBytes = MOST_BYTES,
}: FetchUrlParts = {}): Carrier<FetchAction> {
  return async ({ url, method = 'GET', body }, carrying) => {
    if (method.toUpperCase() !== 'GET' || body !== undefined)
      return refused('Only plain GET requests are carried out here. Use a command to send something.');
    const start = URL.canParse(url) ? new URL(url) : undefined;
    const refusal = refusalOf(start);
    if (start === undefined || refusal !== undefined) return refused(refusal ?? `${url} is no address.`);
    const timeout = AbortSignal.timeout(timeoutMs);
    const signal = AbortSignal.any([carrying.signal, timeout]);
    carrying.checkUnchanged();
    try {
      return await get(start, signal, maxBytes);
    } catch (error) {
      carrying.signal.throwIfAborted();
      if (timeout.aborted) return refused(`${start.host} took longer than ${timeoutMs / 1000} s to answer.`);
      return refused(`${url} could not be fetched: ${reasonOf(error)}`);
    }
  };
}

function refusalOf(url: URL | undefined): string | undefined {
  if (url === undefined || (url.protocol !== 'http:' && url.protocol !== 'https:')) {
    return 'Only addresses that start with `https://` or `http://` can be fetched.';
  }
  if (url.username !== '' || url.password !== '') return 'An address with a user name or password is not fetched.';
  return undefined;
}

async function get(start: URL, signal: AbortSignal, maxBytes: number): Promise<CarriedOut> {
  let url = start;
  for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
    const response = await fetch(url, {
      redirect: 'manual',
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      headers: {
        'user-agent': 'Chaperone',
        accept: 'text/html, text/plain, application/json, text/*;q=0.9, */*;q=0.5',
      },
      signal,
    });
    const location = response.headers.get('location');
    if (response.status < 300 || response.status > 399 || location === null) return await read(response, url, maxBytes);
    await response.body?.cancel();
    const target = URL.canParse(location, url.href) ? new URL(location, url) : undefined;
    const refusal = refusalOf(target);
    if (target === undefined || refusal !== undefined) return refused(`${url} leads to ${location}. ${refusal ?? ''}`);
    if (target.origin !== start.origin) {
      return refused(
        `${url} leads to another site: ${target}. Nothing was fetched from there. Fetch that address if you need it.`,
      );
    }
    url = target;
  }
  return refused(`${start} leads from one address to the next, more than ${MOST_REDIRECTS} times.`);
}

async function read(response: Response, url: URL, maxBytes: number): Promise<CarriedOut> {
  const type = response.headers.get('content-type') ?? '';
  const status = `${response.status} ${response.statusText}`.trim();
  if (!isPerhapsText(type)) {
    await response.body?.cancel();
    return refused(`${url} is no text, but ${type}. A command such as curl can save it to a file.`);
  }
  const { bytes, isCut } = await bytesOf(response, maxBytes);
  const body = textOf(bytes, type);
  if (body === undefined) return refused(`${url} is no text (${type === '' ? 'of no known type' : type}).`);
  const readable = /html/i.test(type) ? htmlText(body, url.href) : body;
  const shown = readable.slice(0, MOST_CHARACTERS);
  const cut = isCut ? `it is longer than ${maxBytes} bytes` : `${readable.length - shown.length} more characters`;
  const isWhole = !isCut && shown.length === readable.length;
  const size = `${(bytes.length / 1024).toFixed(1)} kB`;
  const lines = [
    `${status}, ${type === '' ? 'no type given' : type}, ${size}, ${url}`,
    shown === '' ? '[It is empty.]' : shown,
    ...(isWhole ? [] : [`[The rest is left out: ${cut}.]`]),
  ];
  return { ok: response.ok, text: lines.join('\n'), summary: `${status}, ${size}` };
}

/** By what the server says; where it says nothing of use, the bytes tell. */
function isPerhapsText(type: string): boolean {
  const plain = type.split(';')[0]?.trim().toLowerCase() ?? '';
  if (plain === '' || plain === 'application/octet-stream' || plain.startsWith('text/')) return true;
  return /^application\/(?:.+\+)?(?:json|xml|x?html|yaml|x-yaml|toml|javascript|ecmascript|typescript|x-sh|sql|graphql|ndjson|x-ndjson|jsonl|json5|xhtml\+xml|rtf|x-tex|manifest|pgp-signature)$|^image\/svg\+xml$|^message\//.test(
    plain,
  );
}

async function bytesOf(
  response: Response,
  maxBytes: number,
): Promise<{ readonly bytes: Buffer; readonly isCut: boolean }> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  // Leaving the loop early cancels the rest.
  for await (const chunk of response.body ?? []) {
    chunks.push(chunk);
    length += chunk.length;
    if (length > maxBytes) break;
  }
  return { bytes: Buffer.concat(chunks).subarray(0, maxBytes), isCut: length > maxBytes };
}

/** In the encoding that the server or the page names. Undefined when it is no text after all. */
function textOf(bytes: Buffer, type: string): string | undefined {
  const decoded = decode(bytes);
  if (decoded.kind === 'text') return decoded.text;
  if (decoded.kind === 'binary') return undefined;
  const inPage = bytes.toString('latin1', 0, 2048);
  const label =
    /charset\s*=\s*["']?([\w.:-]+)/i.exec(type)?.[1] ??
    /<meta[^>]{0,200}charset\s*=\s*["']?([\w.:-]+)/i.exec(inPage)?.[1];
  try {
    return new TextDecoder(label ?? 'utf-8').decode(bytes);
  } catch {
    // An encoding nobody knows.
    return bytes.toString('utf8');
  }
}

/** What went wrong stands in the cause; the error itself says no more than that it failed. */
function reasonOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  if (!(cause instanceof Error)) return String(cause);
  const code = 'code' in cause && typeof cause.code === 'string' ? cause.code : undefined;
  return cause.message === '' ? (code ?? cause.name) : cause.message;
}
