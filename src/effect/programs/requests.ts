import type { Arg } from '../shell/value';
import type { Call } from './program';

/** What a request by its method and path asks the other side to do. */
const DESTRUCTIVE_PATH =
  /delete|destroy|remove|purge|drop|shutdown|flush|reset(?![-_]?(?:password|passwd|pin|token|link))|truncate|wipe|terminate|_close|kill/i;
/** Servers that keep data or steer others, by their port: to change these is no test of one's own program. */
const SERVICE_PORT =
  /:(?:2375|2376|2379|4646|5984|6443|8001|8086|8200|8500|8983|9200|9201|9222|10250|15672)(?:[/?#]|$)/;
const SEARCH_PATH = /\/_(?:m?search|count|analyze|cat|field_caps|validate|explain|sql|find)(?:[/?]|$)/;
const VAULT = /:8200\/v1\/(?!sys\/(?:health|seal-status|leader))|:8001\/.*\/secrets|:10250\/(?:run|exec|pods)/;
/** The path ends with what can only be the name of one thing: a number, a UUID, an id. */
const ONE_ITEM = /\/(?:\d+|[0-9a-f]{8}-[0-9a-f-]{27}|[0-9a-f]{12,40}|(?=\w*\d)[A-Za-z][\w-]{3,40})\/?(?:\?[^#]*)?$/i;

/** A request with a method: what only asks, what sends, and what changes or deletes something. */
export function requestWith(call: Call, url: Arg, method: string, isUpload: boolean): void {
  const text = url.text ?? url.head;
  if (/^file:/i.test(text)) {
    if (/[%[{]/.test(text)) {
      call.unknown('read.unknownPath', text, `reads ${text}, whose name is hidden`);
      return;
    }
    const cut = (each: string) => each.replace(/^file:(?:\/\/[^/]*)?/i, '');
    call.file('read', { ...url, text: url.text === undefined ? undefined : cut(url.text), head: cut(url.head) });
    return;
  }
  const place = text.replace(/^[a-z][a-z0-9+.-]*:\/\//i, '');
  const path = place.replace(/^[^/?#]*/, '');
  const isService = SERVICE_PORT.test(place);
  if (VAULT.test(place))
    call.emit('read', place.slice(0, 60), {
      detail: 'read.environment',
      says: 'asks a server that keeps secrets',
    });
  if (/^(?:GET|HEAD|OPTIONS|TRACE)$/.test(method) && !isUpload) {
    call.request(url, false);
    return;
  }
  const isHarmless =
    method === 'DELETE'
      ? ONE_ITEM.test(path) && !isService && isThisMachine(text)
      : /^(?:POST|GET|QUERY|PUT|PATCH)$/.test(method) &&
        !DESTRUCTIVE_PATH.test(path) &&
        (!isService || (method !== 'PUT' && SEARCH_PATH.test(path)));
  if (isHarmless) call.request(url, true);
  else
    call.emit('upload', text, {
      detail: 'upload.change',
      says: `asks ${text.slice(0, 60)} to change or delete something (${method})`,
    });
}

export function isThisMachine(text: string): boolean {
  return /^(?:[a-z][a-z0-9+.-]*:\/\/)?(?:[\w.-]+(?::[\w.-]*)?@)?(?:localhost|127\.0\.0\.1|0\.0\.0\.0|\[::1\]|::1|[\w-]+\.localhost)(?::\d*)?(?:[/?#]|$)/i.test(
    text,
  );
}

/** A name or address of this machine, without a port. */
export function isLoopback(host: string | undefined): boolean {
  return host !== undefined && /^(?:localhost|127\.\d+\.\d+\.\d+|::1|\[::1\]|0\.0\.0\.0)\.?$/i.test(host);
}

/** Writes the file that an address is saved as, below a folder: its last segment. */
export function saveAs(call: Call, url: Arg, folder: string): void {
  const name = url.text
    ?.replace(/^[a-z][a-z0-9+.-]*:\/\//i, '')
    .replace(/[?#].*$/, '')
    .split('/')
    .slice(1)
    .at(-1);
  const base = name === '' && call.name === 'wget' ? 'index.html' : name;
  if (base === undefined || base === '')
    call.emit('write', url.raw, { detail: 'write.unknownPath', certainty: 'possible' });
  else {
    const text = `${folder}/${base}`;
    call.file('write', { ...url, text, head: text, unknown: undefined, isPattern: false });
  }
}
