import { sha256 } from '../action/digest';
import { secretSpans } from '../effect/secretSpans';

/** Of such signs alone nothing is made that a shell would carry out. What has others, or leads up in folders, stays to be seen. */
const INERT = /^[\w+/=.~!@#%^:-]+$/;
const KEY_BLOCK = /^-----BEGIN [A-Z ]*PRIVATE KEY[A-Z ]*-----[A-Za-z0-9+/=\s"'\\,:-]*$/;

/** Signs in a row by which a piece of a secret is known again. */
const PIECE = 10;

/** Pieces that are known; a text with more secrets than that is no source of anything else. */
const MOST_PIECES = 200_000;

/** A text with a mark in place of each secret, the same for the same secret: a judge has to know that, not the secret. */
export function withoutSecrets(text: string): string {
  let shown = '';
  let end = 0;
  for (const { start, end: after, mark } of markedSecrets(text)) {
    shown += `${text.slice(end, start)}${mark}`;
    end = after;
  }
  return shown + text.slice(end);
}

/**
 * Leaves out of a line what it has of the secrets in these texts: a line of analysis that was cut may have torn one, and what
 * is left of it looks like none.
 */
export function withoutPiecesOf(texts: readonly string[]): (line: string) => string {
  const marks = new Map<string, string>();
  for (const text of texts)
    for (const { start, end, mark } of markedSecrets(text))
      for (let at = start; at + PIECE <= end && marks.size < MOST_PIECES; at += 1)
        marks.set(text.slice(at, at + PIECE), mark);
  return marks.size === 0 ? withoutSecrets : (line) => withoutPieces(withoutSecrets(line), marks);
}

function withoutPieces(line: string, marks: ReadonlyMap<string, string>): string {
  let shown = '';
  let at = 0;
  while (at < line.length) {
    const mark = marks.get(line.slice(at, at + PIECE));
    if (mark === undefined) {
      shown += line.charAt(at);
      at += 1;
      continue;
    }
    while (marks.get(line.slice(at + 1, at + 1 + PIECE)) === mark) at += 1;
    shown += mark;
    at += PIECE;
  }
  return shown;
}

/** Those of which nothing else is made: what could be carried out stays to be seen. */
function markedSecrets(text: string) {
  return secretSpans(text).flatMap(({ start, end, what }) => {
    const secret = text.slice(start, end);
    if ((!INERT.test(secret) || secret.includes('..')) && !KEY_BLOCK.test(secret)) return [];
    return [{ start, end, mark: `‹secret ${sha256(secret).slice(0, 4)}: ${what}›` }];
  });
}
