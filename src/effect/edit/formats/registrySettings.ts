import type { Names } from '../../names';
import type { EditedFile, Fact, Format } from '../fact';
import { isFalse, isTrue, textsAt, textsIn, type Value, valuesAt } from './data';
import { npmDependency } from './dependencies';
import { changeFact, told } from './looks';
import { isOtherChannel, programs, proxies, registries, untrusting, uvNotices } from './registries';
import { type Language, type Look, type Noticed, notices, settingsFormat } from './settingsFile';

/** Where packages come from and what runs when they are installed. */
interface PackageSettings {
  readonly language: Language;
  readonly files: Names;
  readonly noticed: readonly Noticed[];
  readonly looks?: readonly Look[];
}

const SETTINGS: readonly PackageSettings[] = [
  {
    language: 'ini',
    files: '.npmrc npmrc .config/pnpm/rc',
    noticed: [
      registries('registry *:registry'),
      proxies('proxy https-proxy http-proxy'),
      programs(
        'script-shell shell git node-options editor viewer browser init-module init*module onload-script node-gyp pnpmfile global-pnpmfile python userconfig globalconfig prefix',
      ),
      untrusting('strict-ssl'),
      {
        detail: 'change.tls',
        says: 'trusts the keys in {}',
        paths: 'ca cafile',
        when: (text) => text !== '' && text !== 'null',
      },
      {
        detail: 'change.trust',
        says: 'lets packages run scripts when they are installed',
        paths: 'ignore-scripts ignore-dep-scripts',
        when: isFalse,
      },
      {
        detail: 'change.trust',
        says: 'lets packages run scripts when they are installed',
        paths: 'dangerously-allow-all-builds unsafe-perm',
        when: isTrue,
      },
      { detail: 'change.check', says: 'no longer looks for known holes in packages', paths: 'audit', when: isFalse },
    ],
  },
  {
    language: 'words',
    files: '.yarnrc',
    noticed: [
      registries('registry *:registry npmRegistryServer'),
      proxies('proxy https-proxy'),
      programs('yarn-path yarnPath script-shell plugin'),
      untrusting('strict-ssl'),
    ],
  },
  {
    language: 'yaml',
    files: '.yarnrc.yml',
    noticed: [
      registries(
        'npmRegistryServer npmPublishRegistry npmAuditRegistry npmScopes.*.npmRegistryServer npmScopes.*.npmPublishRegistry',
      ),
      proxies('httpProxy httpsProxy networkSettings.*.httpProxy networkSettings.*.httpsProxy'),
      programs('yarnPath plugins[] plugins[].path plugins[].spec'),
      untrusting('enableStrictSsl networkSettings.*.enableStrictSsl'),
      { detail: 'change.tls', says: 'talks to {} without encryption', paths: 'unsafeHttpWhitelist[]' },
      {
        detail: 'change.tls',
        says: 'trusts the keys in {}',
        paths: 'caFilePath httpsCaFilePath networkSettings.*.*caFilePath',
      },
      {
        detail: 'change.trust',
        says: 'lets packages run scripts when they are installed',
        paths: 'enableScripts',
        when: isTrue,
      },
      {
        detail: 'change.check',
        says: 'takes packages whatever their checksum is',
        paths: 'checksumBehavior',
        when: (text) => /^(?:ignore|update)$/i.test(text),
      },
      {
        detail: 'change.check',
        says: 'takes lock files as they are, whoever changed them',
        paths: 'enableHardenedMode',
        when: isFalse,
      },
    ],
    looks: [npmLists('catalog', 'catalogs.*', 'packageExtensions.*.dependencies')],
  },
  {
    language: 'yaml',
    files: 'pnpm-workspace.{yaml,yml}',
    noticed: [
      registries('registry registries.* namedRegistries.*'),
      proxies('proxy httpsProxy httpProxy'),
      programs('scriptShell pnpmfile[] globalPnpmfile nodeOptions gitShallowHosts'),
      untrusting('strictSsl'),
      { detail: 'change.trust', says: 'lets {} run scripts when it is installed', paths: 'onlyBuiltDependencies[]' },
      {
        detail: 'change.trust',
        says: 'lets {at} run scripts when it is installed',
        paths: 'allowBuilds.*',
        when: isTrue,
      },
      {
        detail: 'change.trust',
        says: 'lets every package run scripts when it is installed',
        paths: 'dangerouslyAllowAllBuilds unsafePerm',
        when: isTrue,
      },
      {
        detail: 'change.trust',
        says: 'lets packages run scripts when they are installed',
        paths: 'ignoreScripts ignoreDepScripts',
        when: isFalse,
      },
      {
        detail: 'change.dependency.changed',
        says: 'changes the code of a dependency by {}',
        paths: 'patchedDependencies.*',
      },
    ],
    looks: [
      npmLists('catalog', 'catalogs.*', 'overrides', 'configDependencies', 'packageExtensions.*.dependencies'),
      (document) =>
        textsAt(document, 'packages[]')
          .filter(({ value }) => /^!?(?:\.\.|\/|~|[a-z]:)/i.test(value.text))
          .map(({ at, value }) =>
            changeFact(
              at,
              'change.dependency.source',
              `takes packages from ${told(value.text)}, outside the workspace`,
              value.text,
            ),
          ),
    ],
  },
  {
    language: 'ini',
    files: '{,.}pip.{conf,ini} .config/pip/** .pip/pip.conf .pydistutils.cfg pydistutils.cfg .pypirc',
    noticed: [
      registries('*.index*url *.extra*index*url *.find*links *.repository index-url'),
      proxies('*.proxy'),
      { detail: 'change.tls', says: 'trusts whoever answers as {}', paths: '*.trusted*host' },
      { detail: 'change.tls', says: 'trusts the keys in {}', paths: '*.cert *.client-cert' },
      untrusting('*.require-hashes *.use-feature.truststore'),
    ],
  },
  {
    language: 'yaml',
    files: '.condarc condarc .mambarc',
    noticed: [
      registries('channel_alias default_channels[] custom_channels.* custom_multichannels.*[] mirrored_channels.*[]'),
      { detail: 'change.registry', says: 'has packages taken from {}', paths: 'channels[]', when: isOtherChannel },
      proxies('proxy_servers.*'),
      untrusting('ssl_verify remote_ssl_verify'),
    ],
  },
  {
    language: 'yaml',
    files: '.gemrc gemrc .bundle/config',
    noticed: [
      registries('sources[] :sources[] BUNDLE_MIRROR__* BUNDLE_GEMFILE'),
      proxies('http_proxy :http_proxy'),
      {
        detail: 'change.tls',
        says: 'trusts whoever answers',
        paths: 'ssl_verify_mode :ssl_verify_mode BUNDLE_SSL_VERIFY_MODE',
        when: (text) => /^(?:0|none|false)$/i.test(text),
      },
      {
        detail: 'change.executable',
        says: 'gives every call of the package manager {}',
        paths: 'gem :gem install :install',
      },
    ],
  },
  {
    language: 'toml',
    files: 'uv.toml',
    noticed: [...uvNotices('')],
  },
  {
    language: 'toml',
    files: 'poetry.toml .config/pypoetry/config.toml',
    noticed: [registries('repositories.*.url repositories.*'), untrusting('certificates.*.cert')],
  },
  {
    language: 'toml',
    files: '{.,}bunfig.toml',
    noticed: [
      registries('install.registry install.registry.url install.scopes.* install.scopes.*.url'),
      programs('preload[] test.preload[] run.shell'),
      {
        detail: 'change.trust',
        says: 'lets packages run scripts when they are installed',
        paths: 'install.ignoreScripts',
        when: isFalse,
      },
      {
        detail: 'change.trust',
        says: 'installs what code asks for while it runs',
        paths: 'install.auto',
        when: (text) => /^(?:force|fallback|auto)$/i.test(text),
      },
    ],
  },
  {
    language: 'ini',
    files: '{gradle,maven}-wrapper.properties',
    noticed: [registries('distributionUrl wrapperUrl repoUrl')],
  },
  {
    language: 'ini',
    files: 'gradle.properties',
    noticed: [
      { detail: 'change.registry', says: 'has everything go through {}', paths: 'systemProp\\.*proxyHost' },
      { detail: 'change.tls', says: 'trusts the keys in {}', paths: 'systemProp\\.*trustStore*' },
      { detail: 'change.executable', says: 'has {} run the build', paths: 'org\\.gradle\\.java\\.home' },
      {
        detail: 'change.executable',
        says: 'loads code into the build by {}',
        paths: 'org\\.gradle\\.jvmargs kotlin\\.daemon\\.jvmargs',
        when: loadsCode,
      },
    ],
  },
  {
    language: 'words',
    files: '.mvn/{maven,jvm}.config',
    noticed: [
      {
        detail: 'change.check',
        says: 'skips the tests of every build',
        paths: 'DskipTests DskipITs Dmaven\\.test\\.* Dmaven\\.test\\.skip',
        when: (text) => !isFalse(text),
      },
      {
        detail: 'change.tls',
        says: 'trusts whoever answers',
        paths: 'Dmaven\\.wagon\\.http\\.ssl\\.* Dmaven\\.resolver\\.transport\\.http*insecure*',
        when: (text) => !isFalse(text),
      },
      {
        detail: 'change.registry',
        says: 'takes the settings of every build from {}',
        paths: 's settings gs global-settings',
      },
      {
        detail: 'change.executable',
        says: 'loads code into every build',
        paths: 'javaagent* agentpath* agentlib* Dmaven\\.ext\\.class\\.path Xbootclasspath*',
      },
    ],
  },
  {
    language: 'xml',
    files: 'nuget.config',
    noticed: [
      registries('configuration.packageSources.add.@value'),
      {
        detail: 'change.tls',
        says: 'talks to the registry without encryption',
        paths: '**.@allowInsecureConnections',
        when: isTrue,
      },
      {
        detail: 'change.tls',
        says: 'trusts whoever answers',
        paths: '**.@disableTLSCertificateValidation',
        when: isTrue,
      },
      {
        detail: 'change.check',
        says: 'takes packages whoever signed them',
        paths: 'configuration.config.add.@value',
        when: (text) => /^accept$/i.test(text),
      },
    ],
  },
];

function loadsCode(text: string): boolean {
  return /-(?:javaagent|agentpath|agentlib|Xbootclasspath|Djava\.system\.class\.loader)|trustStore|proxyHost/i.test(
    text,
  );
}

/** Lists of packages of npm and its like, by name. */
function npmLists(...paths: readonly string[]): Look {
  return (document: Value, file: EditedFile): readonly Fact[] =>
    paths.flatMap((path) =>
      valuesAt(document, `${path}.*`).flatMap(({ at, value }) => {
        const [wanted] = textsIn(value);
        return wanted === undefined ? [] : npmDependency(at, wanted, file);
      }),
    );
}

export const registrySettings: readonly Format[] = SETTINGS.map(({ language, files, noticed, looks = [] }) =>
  settingsFormat(language, files, [notices(...noticed), ...looks]),
);
