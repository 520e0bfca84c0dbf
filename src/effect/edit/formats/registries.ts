import type { Names } from '../../names';
import { isFalse } from './data';
import type { Noticed } from './settingsFile';

/** Where everybody gets packages: to name one of these is no news. */
const PUBLIC =
  /^(?:sparse\+)?https:\/\/(?:registry\.npmjs\.org|registry\.yarnpkg\.com|npm\.pkg\.github\.com|pypi\.org|files\.pythonhosted\.org|download\.pytorch\.org|index\.crates\.io|github\.com\/rust-lang\/crates\.io-index|repo1?\.maven(?:\.apache)?\.org|repo\.maven\.apache\.org|central\.sonatype\.com|maven\.google\.com|dl\.google\.com|plugins\.gradle\.org|services\.gradle\.org|downloads\.gradle\.org|api\.nuget\.org|rubygems\.org|pub\.dev|conda\.anaconda\.org|repo\.anaconda\.com)(?:\/|$)/i;

/** Whether each of some addresses is one that everybody uses. */
export function isPublicRegistry(addresses: string): boolean {
  return addresses
    .replaceAll('\\', '')
    .split(/[\s,;]+/)
    .every((address) => address === '' || PUBLIC.test(address));
}

const ELSEWHERE = (text: string) => text !== '' && !isPublicRegistry(text);

export function registries(paths: Names): Noticed {
  return { detail: 'change.registry', says: 'has packages taken from {}', paths, when: ELSEWHERE };
}

export function proxies(paths: Names): Noticed {
  return {
    detail: 'change.registry',
    says: 'has everything go through {}',
    paths,
    when: (text) => text !== '' && !isFalse(text) && text !== 'null',
  };
}

export function untrusting(paths: Names, when: (text: string) => boolean = isFalse): Noticed {
  return { detail: 'change.tls', says: 'trusts whoever answers', paths, when };
}

export function programs(paths: Names): Noticed {
  return {
    detail: 'change.executable',
    says: 'has {} run as {at}',
    paths,
    when: (text) => text !== '' && !isFalse(text),
  };
}

export function uvNotices(prefix: string): readonly Noticed[] {
  const at = (keys: string) => keys.split(' ').map((key) => `${prefix}${key}`);
  return [
    registries(
      at(
        'index-url extra-index-url[] find-links[] index[].url python-install-mirror pypy-install-mirror pip.index-url pip.extra-index-url[] pip.find-links[] publish-url',
      ),
    ),
    { detail: 'change.tls', says: 'trusts whoever answers as {}', paths: at('allow-insecure-host[] trusted-host[]') },
    {
      detail: 'change.dependency.source',
      says: 'takes {at} from {}',
      paths: at('sources.*.git sources.*.url sources.*[].git sources.*[].url'),
    },
  ];
}

export function isOtherChannel(text: string): boolean {
  return (
    !/^(?:defaults|nodefaults|conda-forge|bioconda|pytorch|nvidia|main|r|anaconda)$/i.test(text) &&
    !isPublicRegistry(text)
  );
}
