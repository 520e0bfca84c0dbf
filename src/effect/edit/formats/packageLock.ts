import type { Fact, Format } from '../fact';
import { jsonFormat, type Look, members, select, textIn } from './json';
import { changeFact, orChanged, told } from './looks';

/** Registries that everybody uses. Any other has to be there before. */
const PUBLIC =
  /^https:\/\/(?:registry\.npmjs\.org|registry\.yarnpkg\.com|npm\.pkg\.github\.com|registry\.npmmirror\.com|npm\.jsr\.io)\//;

/** Where the packages of the lists of all versions of the format stand, below each other in the oldest. */
function packagesOf(tree: Parameters<Look>[0]): ReturnType<typeof select> {
  const found = [...select(tree, 'packages/*'), ...select(tree, 'dependencies/*')];
  const nested = (each: (typeof found)[number]): typeof found =>
    select(each.node, 'dependencies/*')
      .filter(({ node }) => node.type === 'object')
      .map(({ at, node }) => ({ at: `${each.at}.${at}`, node }))
      .flatMap((inner) => [inner, ...nested(inner)]);
  return found.flatMap((each) => [each, ...nested(each)]);
}

const resolved: Look = (tree) => {
  const hosts = new Set<string>();
  return packagesOf(tree).flatMap(({ at, node }): readonly Fact[] => {
    const address = textIn(node, 'resolved');
    if (address === undefined || PUBLIC.test(address) || /^(?:file:)?(?!\/|\.\.|[a-z]+:)[\w@./-]*$/i.test(address))
      return [];
    const host = /^https:\/\/([\w.-]+(?::\d+)?)\//i.exec(address)?.[1];
    // A private registry is told once: what comes from it later is no news.
    const isRegistry = host !== undefined && /\/-\/[^/?#]*\.tgz$/.test(address);
    if (isRegistry && hosts.has(host)) return [];
    if (isRegistry) hosts.add(host);
    const place = isRegistry ? `resolved.${host}` : at;
    return [
      changeFact(
        place,
        'change.resolved',
        `has packages installed from ${told(host ?? address)}`,
        isRegistry ? host : address,
      ),
    ];
  });
};

/** The same version with another checksum is other code under the same name. */
const checksums: Look = (tree) =>
  packagesOf(tree).flatMap(({ at, node }): readonly Fact[] => {
    const integrity = textIn(node, 'integrity');
    const version = textIn(node, 'version') ?? '';
    if (integrity === undefined) return [];
    const says = 'has a checksum of its own';
    return [
      orChanged(
        changeFact(`${at}@${version}`, 'change.lock', says, integrity),
        'change.resolved.integrity',
        'has another checksum for the same version',
      ),
    ];
  });

/** A package that is checked when it comes: without a checksum, anything under its name would do. */
const checksummed: Look = (tree) =>
  packagesOf(tree).flatMap(({ at, node }): readonly Fact[] =>
    textIn(node, 'integrity') === undefined
      ? []
      : [changeFact(at, 'change.resolved.integrity', 'has no checksum any more', at)],
  );

const builtAtInstall: Look = (tree) =>
  packagesOf(tree).flatMap(({ at, node }): readonly Fact[] =>
    members(node).some(({ name, value }) => /^(?:hasinstallscript|requiresbuild)$/i.test(name) && value.value !== false)
      ? [changeFact(at, 'change.lifecycle', 'has a script that runs at each install', textIn(node, 'version') ?? at)]
      : [],
  );

/** Where packages of PHP come from: every one tells it. */
const composerSources: Look = (tree) =>
  select(tree, 'packages|packages-dev/*').flatMap(({ at, node }) =>
    ['dist/url', 'source/url'].flatMap((way) =>
      select(node, way).flatMap(({ node: url }): readonly Fact[] => {
        const text = String(url.value);
        return /^https:\/\/(?:api\.github\.com\/repos|github\.com|gitlab\.com|bitbucket\.org)\//.test(text)
          ? []
          : [changeFact(at, 'change.resolved', `has the package installed from ${told(text)}`, text)];
      }),
    ),
  );

/** What is installed, and from where. That such a file is changed by hand at all counts beside. */
export const packageLocks: readonly Format[] = [
  jsonFormat('JSON', '{package-lock,npm-shrinkwrap,.package-lock}.json', [resolved, checksums, builtAtInstall], {
    protections: [checksummed],
  }),
  jsonFormat('JSON', 'composer.lock', [composerSources]),
];
