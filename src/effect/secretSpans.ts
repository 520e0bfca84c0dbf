import { bitsEach, PLACEHOLDER, secretsIn } from './edit/secretTexts';

/** Where a secret stands in a text, in UTF-16 units. */
export interface SecretSpan {
  readonly start: number;
  readonly end: number;
  /** What it is, in a few words: `a token of GitHub`. */
  readonly what: string;
}

/** A value that its name says is secret. Without nested repetition, so that no text takes long. */
const NAMED =
  /(secret|token|passw(?:or)?d|passphrase|api[_-]?key|access[_-]?key|private[_-]?key|encryption[_-]?key|signing[_-]?key|credentials?|authorization)([\w-]{0,30})["'`]?\s{0,3}(?:=>|:=|[:=])\s{0,3}["'`]?(?:(?:Bearer|Basic|token)\s)?([A-Za-z0-9+/_=.~!@#%^&*-]{12,512})/gi;

/** A signed token: two parts of JSON and a signature. */
const SIGNED = /\beyJ[\w-]{10,2000}\.eyJ[\w-]{10,4000}\.[\w-]{20,1000}/g;

/** Ends of names of which the value is not the secret itself: `secretName`, `token_url`. */
const ABOUT = /(?:names?|ids?|path|file|ur[il]|refs?|types?|version|count|size|length|limit|arn|header|field|prefix)$/i;

/** What no secret looks like: names of members, paths, addresses, calls. */
const ORDINARY =
  /^(?:[A-Za-z_$][A-Za-z_$-]*[.:/])+[\w$-]+$|^[A-Za-z]+(?:[_.-](?:[A-Za-z]+|\d{1,4}))*\d{0,4}$|^(?:\.{0,2}\/|https?:|@|sha\d|v?\d+\.\d+)|^\d+$/;

/** Keys, passwords and tokens in a text, in their order and apart from each other; examples and placeholders are none. */
export function secretSpans(text: string): readonly SecretSpan[] {
  const spans: SecretSpan[] = secretsIn(text).map(({ what, secret }) => ({ ...secret, what }));
  for (const { index, 0: token } of text.matchAll(SIGNED))
    spans.push({ start: index, end: index + token.length, what: 'a signed token' });
  for (const match of text.matchAll(NAMED)) {
    const [whole, name = '', suffix = '', value = ''] = match;
    if (ABOUT.test(suffix) || !isSecretValue(value)) continue;
    const end = match.index + whole.length;
    spans.push({ start: end - value.length, end, what: `a ${name.toLowerCase().replace(/[_-]/g, ' ')}` });
  }
  return apart(spans);
}

/** What was made at random has letters and digits that vary. */
function isSecretValue(value: string): boolean {
  if (ORDINARY.test(value) || PLACEHOLDER.test(value)) return false;
  const bits = bitsEach(value);
  // Names have a number in them, what was made at random has several.
  const numbers = value.match(/\d+/g)?.length ?? 0;
  return numbers > (bits > 4 ? 0 : 1) && /[A-Za-z]/.test(value) && bits > 3 && !/(.)\1{5}/.test(value);
}

function apart(spans: readonly SecretSpan[]): readonly SecretSpan[] {
  const kept: SecretSpan[] = [];
  for (const span of spans.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    const last = kept.at(-1);
    if (last === undefined || span.start >= last.end) kept.push(span);
    else if (span.end > last.end) kept[kept.length - 1] = { ...last, end: span.end };
  }
  return kept;
}
