import type { FetchAction } from '../action/action';
import type { Effect } from './effect';
import { asksForSecrets, purposeOf } from './requestPurpose';
import { lookAtUrl, looksLikeSecret } from './url';

/** What a request of the agent's own tool would do. */
export function fetchEffects({ url, method: given = 'GET', body }: FetchAction): readonly Effect[] {
  const method = given.toUpperCase();
  const text = method === 'GET' ? `fetch ${url}` : `${method} ${url}`;
  const part = { start: 0, end: text.length, text };
  const { host, nature, why } = lookAtUrl(url);
  const effects: Effect[] = [];
  const add = (kind: Effect['kind'], detail: string, says?: string) =>
    effects.push({ kind, target: host, part, certainty: 'certain', detail, ...(says === undefined ? {} : { says }) });
  const reason = why === undefined ? undefined : `requests ${host}, which ${why}`;
  if (asksForSecrets(url)) add('read', 'read.environment', 'asks a server that keeps secrets');
  switch (purposeOf(url, method, body !== undefined && body !== '')) {
    case 'ask':
      add('fetch', nature === 'plain' ? 'fetch.get' : `fetch.${nature}`, reason);
      break;
    case 'send':
      add('upload', nature === 'local' || nature === 'odd' ? `upload.${nature}` : 'upload.send', reason);
      break;
    case 'change':
      add('upload', 'upload.change', `asks ${host} to change or delete something (${method})`);
      break;
  }
  if (nature !== 'local' && body !== undefined && looksLikeSecret(body))
    add('upload', 'upload.secret', `sends a secret to ${host}`);
  return effects;
}
