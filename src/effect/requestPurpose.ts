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

export type Purpose = 'ask' | 'send' | 'change';

/** What a request is for, by its address and method: it only asks, it sends something, or it changes or deletes something. */
export function purposeOf(address: string, method: string, hasBody: boolean): Purpose {
  const place = withoutScheme(address);
  const path = place.replace(/^[^/?#]*/, '');
  const isService = SERVICE_PORT.test(place);
  if (/^(?:GET|HEAD|OPTIONS|TRACE)$/.test(method) && !hasBody) return 'ask';
  const isHarmless =
    method === 'DELETE'
      ? ONE_ITEM.test(path) && !isService && isThisMachine(address)
      : /^(?:POST|GET|QUERY|PUT|PATCH)$/.test(method) &&
        !DESTRUCTIVE_PATH.test(path) &&
        (!isService || (method !== 'PUT' && SEARCH_PATH.test(path)));
  return isHarmless ? 'send' : 'change';
}

/** Whether it is put to a server that keeps secrets. */
export function asksForSecrets(address: string): boolean {
  return VAULT.test(withoutScheme(address));
}

export function withoutScheme(address: string): string {
  return address.replace(/^[a-z][a-z0-9+.-]*:\/\//i, '');
}

export function isThisMachine(text: string): boolean {
  return /^(?:[a-z][a-z0-9+.-]*:\/\/)?(?:[\w.-]+(?::[\w.-]*)?@)?(?:localhost|127\.0\.0\.1|0\.0\.0\.0|\[::1\]|::1|[\w-]+\.localhost)(?::\d*)?(?:[/?#]|$)/i.test(
    text,
  );
}
