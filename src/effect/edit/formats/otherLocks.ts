import type { Difference, Fact, Format } from '../fact';
import { changeFact } from './looks';
import { isPublicRegistry } from './registries';

/** Lists of what is installed, of which some are long: looked at line by line. */
interface Lock {
  readonly files: RegExp;
  /** A package, its version and its checksum. */
  readonly checksum?: RegExp;
}

const LOCKS: readonly Lock[] = [
  {
    files: /(?:^|\/)cargo\.lock$/,
    checksum: /^name = "([^"\n]+)"\r?\nversion = "([^"\n]+)"\r?\nsource = "[^"\n]*"\r?\nchecksum = "([^"\n]+)"/gm,
  },
  {
    files: /(?:^|\/)pnpm-lock\.ya?ml$/,
    checksum: /^ {2}['"]?\/?(@?[^\s'"@:]+)@([^\s'":]+)['"]?:\r?\n {4}resolution: \{integrity: ([^,}\s]+)/gm,
  },
  {
    files: /(?:^|\/)yarn\.lock$/,
    checksum:
      /^"?(@?[^\s"@,]+)@[^\n]*:\r?\n {2}version:? "?([^"\n]+?)"?\r?\n(?: {2}(?!checksum|integrity)\S[^\n]*\n| {4}[^\n]*\n)* {2}(?:integrity|checksum):? ([^\s]+)/gm,
  },
  {
    files:
      /(?:^|\/)(?:poetry|uv|pdm|pixi|pylock|gemfile|pubspec|podfile|mix|flake|conda-lock|shard|conan)\.lock$|(?:^|\/)(?:pylock\.toml|pylock\.[\w.-]+\.toml|gems\.locked|conda-lock\.yml)$/,
  },
];

/** Hosts that code comes from where it is developed in the open. */
const OPEN =
  /^(?:github\.com|codeload\.github\.com|raw\.githubusercontent\.com|gitlab\.com|bitbucket\.org|static\.crates\.io|registry\.npmmirror\.com|conda\.anaconda\.org|pub\.dev|pub\.dartlang\.org|cdn\.cocoapods\.org|repo\.hex\.pm|cache\.ruby-lang\.org|channels\.nixos\.org)$/;
/** Addresses of any kind, with the host of each; `git@host:path` too. */
const ADDRESS =
  /\b((?:[a-z][a-z+]*\+)?(?:https?|ssh|git|ftp):\/\/)(?:[^\s/@"']*@)?([\w.-]+)(?::\d+)?|\bgit@([\w.-]+):/gi;

export const otherLocks: readonly Format[] = LOCKS.map(({ files, checksum }) => ({
  name: 'a lock file',
  reads: ({ folded }) => files.test(folded),
  mayMatter: (_before, after, difference) =>
    /:\/\/|git@|checksum|integrity|version|hash|sha\d/i.test(around(after, difference)),
  facts: (text) => [...hostsIn(text), ...(checksum === undefined ? [] : checksumsIn(text, checksum))],
}));

/** The lines of a change, and those beside it that may say what it belongs to. */
function around(text: string, { start, afterEnd }: Difference): string {
  return text.slice(text.lastIndexOf('\n', Math.max(0, start - 200)) + 1, afterEnd + 200);
}

/** Each host once: that more comes from one that was there is no news. */
function hostsIn(text: string): readonly Fact[] {
  const hosts = new Map<string, string>();
  for (const [whole, scheme = '', host, gitHost] of text.matchAll(ADDRESS)) {
    const name = (host ?? gitHost ?? '').toLowerCase();
    const isPlain = /^(?:http|ftp|git):\/\/$/i.test(scheme);
    if (name === '' || (!isPlain && (OPEN.test(name) || isPublicRegistry(`https://${name}/`)))) continue;
    hosts.set(`${isPlain ? scheme : ''}${name}`, whole);
  }
  return [...hosts].map(([host, whole]) =>
    changeFact(`addresses.${host}`, 'change.resolved', `has packages installed from ${host}`, whole),
  );
}

/** The same version with another checksum is other code under the same name. */
function checksumsIn(text: string, pattern: RegExp): readonly Fact[] {
  return [...text.matchAll(pattern)].map(([, name = '', version = '', sum = '']) => ({
    ...changeFact(`${name}@${version}`, 'change.lock', 'has a checksum of its own', sum),
    whenChanged: { detail: 'change.resolved.integrity', says: 'has another checksum for the same version' },
  }));
}
