import type { Node } from 'jsonc-parser';
import { parseTree } from 'jsonc-parser';
import { lookAtUrl, looksLikeSecret } from '../../url';
import type { Difference, Fact, Format } from '../fact';
import { children, textOf } from './json';
import { changeFact } from './looks';

/** Longer files are looked at only where the change says something of a schema near it. */
const LONG = 256 * 1024;
const NEAR = 8 * 1024;

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
  facts: (text) => schemasIn(parseTree(text, [], { allowTrailingComma: true })),
};

function near(after: string, { start, afterEnd }: Difference): string {
  return after.slice(Math.max(0, start - NEAR), afterEnd + NEAR);
}

/** `$schema`, or letters of it written as numbers. */
function isNamed(text: string): boolean {
  return /schema|\\u00(?:24|[46][1358d]|[57]3)/i.test(text);
}

function schemasIn(tree: Node | undefined): readonly Fact[] {
  return children(tree, '$schema').flatMap((node): readonly Fact[] => {
    const address = textOf(node) ?? '';
    const why = whatItCarries(address);
    return why === undefined
      ? []
      : [changeFact('$schema', 'change.remoteReference', `names a schema at an address that ${why}`, address)];
  });
}

/** What an address tells its server beyond what is wanted of it, or undefined. */
export function whatItCarries(address: string): string | undefined {
  if (
    !/^\s*(?:[a-z][a-z\d+.-]*:|\/\/|\\\\)/i.test(address) ||
    /^\s*(?:vscode|file|schemaservice|json-schema):/i.test(address)
  )
    return undefined;
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
  return text.length >= 20 || /[{}$\n=]|\s.*\s/.test(text);
}

/** Neither words nor a checksum: letters of both cases mixed with digits, or written as numbers. */
function isEncoded(text: string): boolean {
  if (/^[\da-f]{40}(?:[\da-f]{24})?$/i.test(text)) return false;
  if ((text.match(/%[\da-f]{2}/gi) ?? []).length > 4) return true;
  return (
    /^[\w+=%-]+$/.test(text) && /\d/.test(text) && !/[-_.]/.test(text.replace(/[-_]?$/, '')) && /[a-z]/i.test(text)
  );
}
