import { sha256 } from '../action/digest';
import { secretSpans } from '../effect/secretSpans';

/** Of such signs alone nothing is made that a shell would carry out. What has others, or leads up in folders, stays to be seen. */
const INERT = /^[\w+/=.~!@#%^:-]+$/;
const KEY_BLOCK = /^-----BEGIN [A-Z ]*PRIVATE KEY[A-Z ]*-----[A-Za-z0-9+/=\s"'\\,:-]*$/;

/** A text with a mark in place of each secret, the same for the same secret: a judge has to know that, not the secret. */
export function withoutSecrets(text: string): string {
  let shown = '';
  let end = 0;
  for (const span of secretSpans(text)) {
    const secret = text.slice(span.start, span.end);
    if ((!INERT.test(secret) || secret.includes('..')) && !KEY_BLOCK.test(secret)) continue;
    shown += `${text.slice(end, span.start)}‹secret ${sha256(secret).slice(0, 4)}: ${span.what}›`;
    end = span.end;
  }
  return shown + text.slice(end);
}
