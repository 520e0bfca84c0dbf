import { visit } from 'jsonc-parser';
import { lookAtUrl, looksLikeSecret } from '../../url';
import type { Difference, Fact, Format } from '../fact';
import { foldName } from './json';
import { changeFact } from './looks';

/** Longer files are looked at only where the change says something of a schema near it. */
const LONG = 256 * 1024;
const NEAR = 8 * 1024;
/** No address is longer that says nothing but where something is. */
const LONGEST_ADDRESS = 1000;

/**
 * Any JSON that an editor would open: it requests the address of a schema by itself, with all that stands in it. Nothing
 * else in these files is looked at, and broken ones are as good as any.
 */
export const remoteReference: Format = {
  name: 'JSON',
  reads: ({ folded }) =>
    /\.(?:json[c5]?|code-workspace|webmanifest|geojson|har|babelrc|eslintrc|swcrc|jshintrc)$/.test(folded),
  mayMatter: (before, after, difference) =>
    after.length > LONG ? isNamed(near(after, difference)) : isNamed(after) && before !== after,
  facts: (text) => schemasIn(text).flatMap(schemaFacts),
};

function near(after: string, { start, afterEnd }: Difference): string {
  return after.slice(Math.max(0, start - NEAR), afterEnd + NEAR);
}

/** `$schema`, or letters of it written as numbers. */
function isNamed(text: string): boolean {
  return /schema|\\u00(?:24|[46][1358d]|[57]3)/i.test(text);
}

/** The addresses that the outermost object names, not those of objects in it. */
function schemasIn(text: string): readonly string[] {
  const found: string[] = [];
  let depth = 0;
  let name = '';
  visit(
    text.replace(/^\uFEFF/, ' '),
    {
      onObjectBegin: () => void depth++,
      onArrayBegin: () => void depth++,
      onObjectEnd: () => void depth--,
      onArrayEnd: () => void depth--,
      onObjectProperty: (property) => {
        if (depth === 1) name = foldName(property);
      },
      onLiteralValue: (value) => {
        if (depth === 1 && name === '$schema') found.push(String(value));
      },
    },
    { allowTrailingComma: true },
  );
  return found;
}

function schemaFacts(address: string): readonly Fact[] {
  const why = whatItCarries(address);
  const says = `names a schema at an address that ${why ?? ''}`;
  return why === undefined ? [] : [changeFact('$schema', 'change.remoteReference', says, address)];
}

/** What an address tells its server beyond what is wanted of it, or undefined. */
export function whatItCarries(address: string): string | undefined {
  if (
    !/^\s*(?:[a-z][a-z\d+.-]*:|\/\/|\\\\)/i.test(address) ||
    /^\s*(?:vscode|file|schemaservice|json-schema):/i.test(address)
  )
    return undefined;
  if (address.length > LONGEST_ADDRESS) return 'carries data';
  const look = lookAtUrl(address.trim().replace(/^\/\//, 'https://'));
  if (look.nature === 'local') return undefined;
  if (look.nature === 'odd') return look.why ?? 'is odd';
  const url = new URL(address.trim().replace(/^\/\//, 'https://'));
  if (looksLikeSecret(address)) return 'carries what looks like a secret';
  const told = [...url.searchParams].flat();
  if (url.hash.length > 1 && !/^#[/\w.$-]*$/.test(url.hash)) told.push(url.hash);
  if (url.hash.length > 80 || told.some(isData)) return 'carries data';
  // Names of commits and versions are parts of a path, and so are words.
  if (url.pathname.split('/').some((part) => part.length > 64 || (part.length > 24 && isEncoded(part))))
    return 'carries data';
  return url.hostname.split('.').some((label) => label.length > 30 && isEncoded(label)) ? 'carries data' : undefined;
}

function isData(text: string): boolean {
  return (text.length >= 20 && !isWords(text)) || /[{}$\n=]|\s.*\s/.test(text);
}

/** A name, a path or an address of words, as services are asked for by. */
function isWords(text: string): boolean {
  return (
    text.length <= 64 && text.split(/[-_./:,@]+/).every((part) => /^(?:[A-Z]?[a-z]{0,14}|\d{1,8}|v\d{1,4})$/.test(part))
  );
}

/** Neither words nor a checksum: letters of both cases mixed with digits, or written as numbers. */
function isEncoded(text: string): boolean {
  if (/^[\da-f]{40}(?:[\da-f]{24})?$/i.test(text)) return false;
  if ((text.match(/%[\da-f]{2}/gi) ?? []).length > 4) return true;
  return (
    /^[\w+=%-]+$/.test(text) && /\d/.test(text) && !/[-_.]/.test(text.replace(/[-_]?$/, '')) && /[a-z]/i.test(text)
  );
}
