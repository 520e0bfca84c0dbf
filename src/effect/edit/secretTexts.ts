/** A key or password in a text. */
export interface SecretText {
  readonly index: number;
  /** What it is, as the end of "adds …". */
  readonly what: string;
  readonly text: string;
  /** The part of it that nobody else must know, by its place in the whole text. */
  readonly secret: { readonly start: number; readonly end: number };
}

interface Shape {
  readonly what: string;
  readonly pattern: RegExp;
  /** The least that its letters must vary, in bits each: words and rows of one letter don't. */
  readonly entropy?: number;
}

/** The beginnings of all of them: most texts have none. */
const MAY_HOLD =
  /AKIA|ASIA|gh[pousr]_|github_pat_|glpat-|sk-|[rs]k_live_|xox[abeoprs]-|xapp-|AIza|npm_|pypi-|SG\.|hf_|dop_v1_|shpat_|hooks\.slack|discord(?:app)?\.com\/api\/webhooks|PRIVATE KEY|:\/\/[^\s/:@'"`]*:[^\s/@'"`]+@|AccountKey=|ya29\.|key-[\da-f]|\bSK[\da-f]{32}|AGE-SECRET/;

const SHAPES: readonly Shape[] = [
  { what: 'an access key of AWS', pattern: /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/g, entropy: 2.8 },
  {
    what: 'a token of GitHub',
    pattern: /\b(?:gh[pousr]_[A-Za-z0-9]{36,}|github_pat_[A-Za-z0-9_]{50,})\b/g,
    entropy: 3.2,
  },
  { what: 'a token of GitLab', pattern: /\bglpat-[\w-]{20,}/g, entropy: 3 },
  { what: 'a key of an AI service', pattern: /\bsk-(?:ant-|proj-|or-|svcacct-)?[\w-]{32,}/g, entropy: 3.5 },
  { what: 'a live key of Stripe', pattern: /\b[rs]k_live_[A-Za-z0-9]{20,}\b/g, entropy: 3 },
  { what: 'a token of Slack', pattern: /\b(?:xox[abeoprs]-[\w-]{20,}|xapp-\d-[\w-]{20,})/g, entropy: 2.8 },
  { what: 'a webhook of Slack', pattern: /hooks\.slack\.com\/services\/T\w{6,}\/B\w{6,}\/\w{16,}/g, entropy: 3 },
  { what: 'a webhook of Discord', pattern: /discord(?:app)?\.com\/api\/webhooks\/\d{15,}\/[\w-]{40,}/g, entropy: 3 },
  { what: 'a key of Google', pattern: /\bAIza[\w-]{35}\b/g, entropy: 3.2 },
  { what: 'an access token of Google', pattern: /\bya29\.[\w-]{40,}/g, entropy: 3.5 },
  { what: 'a token of npm', pattern: /\bnpm_[A-Za-z0-9]{36}\b/g, entropy: 3.2 },
  { what: 'a token of PyPI', pattern: /\bpypi-AgE[\w-]{50,}/g, entropy: 3.5 },
  { what: 'a key of SendGrid', pattern: /\bSG\.[\w-]{20,}\.[\w-]{30,}/g, entropy: 3.5 },
  { what: 'a token of Hugging Face', pattern: /\bhf_[A-Za-z]{34}\b/g, entropy: 3.2 },
  { what: 'a token of DigitalOcean', pattern: /\bdop_v1_[\da-f]{64}\b/g, entropy: 3 },
  { what: 'a token of Shopify', pattern: /\bshpat_[\da-fA-F]{32}\b/g, entropy: 2.8 },
  { what: 'a key of an Azure account', pattern: /AccountKey=[A-Za-z0-9+/]{80,}={0,2}/g, entropy: 4 },
  { what: 'a private key', pattern: /AGE-SECRET-KEY-1[0-9A-Z]{58}/g, entropy: 3.5 },
  {
    what: 'a private key',
    pattern:
      /-----BEGIN (?:[A-Z]+ )*PRIVATE KEY(?: BLOCK)?-----(?:\\r|\\n|[\s"'+,\\])*(?:[A-Za-z-]+: [^\n]*\n\s*)*[A-Za-z0-9+/=]{40,}/g,
    entropy: 3,
  },
];
const ADDRESS =
  /\b((?:postgres(?:ql)?|mysql|mariadb|mongodb(?:\+srv)?|rediss?|amqps?|mssql|sqlserver|oracle|clickhouse|cockroachdb|ldaps?|s?ftp|smtps?|https?|ssh|nats|mqtts?)(?:\+\w+)?):\/\/([^\s/:@'"`<>]*):([^\s/@'"`<>]+)@([\w.-]+)/gi;
export const PLACEHOLDER =
  /example|sample|placeholder|dummy|fake|mock|redacted|replace|change-?me|your|insert|xxx|\.\.\.|…|\*\*\*|0123456|123456789|abcdef(?:gh|01)|test_?key|<|\{|\$|%[sd(]/i;
const PLAIN_PASSWORD =
  /^(?:pass(?:word|wd)?\d*|pwd|secret|postgres|mysql|root|admin|user(?:name)?|guest|test(?:ing|pass|password)?|dev(?:elopment)?|changeme|hunter2|foo|bar|baz|abc|[x*.]+|p|pw|redis|mongo|example|s3cr3t|token|key|x-oauth-basic|letmein|hello|toor|minio(?:admin)?|rabbitmq|app|db|my-?\w*|your-?\w*|1234\d*|password123)$/i;
const LOCAL_HOST =
  /^(?:localhost|127\.[\d.]+|0\.0\.0\.0|host\.docker\.internal|[\w-]+|(?:.*\.)?example\.(?:com|org|net)|.*\.(?:example|test|local|localhost|invalid|internal)|(?:your|my)[-.\w]*|host[\w.]*)$/i;

const LONGEST_KEY = 20_000;

/** Keys and passwords that a text has in it and the other hasn't; examples and placeholders are none. */
export function addedSecrets(before: string, after: string): readonly SecretText[] {
  return secretsIn(after).filter(({ text }) => !before.includes(text));
}

/** Keys and passwords in a text; examples and placeholders are none. */
export function secretsIn(text: string): readonly SecretText[] {
  if (!MAY_HOLD.test(text)) return [];
  const found: SecretText[] = [];
  for (const { what, pattern, entropy = 0 } of SHAPES)
    for (const { index, 0: secret } of text.matchAll(pattern)) {
      const isBlock = secret.startsWith('-----');
      const value = isBlock ? secret.slice(secret.lastIndexOf('-----') + 5) : secret;
      if (PLACEHOLDER.test(value) || bitsEach(value) < entropy || (!isBlock && /(.)\1{7}/.test(value))) continue;
      found.push({ index, what, text: secret, secret: { start: index, end: endOf(text, index, secret) } });
    }
  for (const { index, 0: whole, 1: scheme = '', 3: password = '', 4: host = '' } of text.matchAll(ADDRESS))
    if (
      isPassword(password, scheme) &&
      !PLACEHOLDER.test(password) &&
      !PLAIN_PASSWORD.test(password) &&
      !LOCAL_HOST.test(host)
    )
      found.push({
        index,
        what: `a password in an address (${scheme}://…@${host})`,
        text: whole,
        secret: spanBefore(`@${host}`, password, index + whole.length),
      });
  return found.sort((a, b) => a.index - b.index);
}

/** A key block reaches to its end mark, or as far as what is given of it looks like a key. */
function endOf(text: string, index: number, secret: string): number {
  const start = index + secret.length;
  if (!secret.startsWith('-----')) return start;
  const rest = text.slice(start, start + LONGEST_KEY);
  const [more = ''] = /^[A-Za-z0-9+/=\s"'\\,]*(?:-----END [A-Z ]*-----)?/.exec(rest) ?? [];
  return start + more.trimEnd().length;
}

function spanBefore(after: string, secret: string, end: number): SecretText['secret'] {
  return { start: end - after.length - secret.length, end: end - after.length };
}

/** Web addresses are shown with any name and word before the host: there only what is made at random counts. */
function isPassword(text: string, scheme: string): boolean {
  if (/^https?$/i.test(scheme))
    return text.length >= 8 && /\d/.test(text) && /[a-z]/i.test(text) && bitsEach(text) > 2.5;
  return text.length >= 6;
}

/** How much each letter tells, on the average. */
export function bitsEach(text: string): number {
  const counts = new Map<string, number>();
  for (const char of text) counts.set(char, (counts.get(char) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / text.length) * Math.log2(count / text.length);
  return bits;
}
