import type { Fact, Format } from '../fact';
import { isFalse, isTrue, textAt, textOf, textsAt, type Value, valuesAt } from './data';
import { dependencyFact } from './dependencies';
import { packageElements, packageTables } from './listedPackages';
import { changeFact, commandLine, told } from './looks';
import { NamedTexts } from './namedTexts';
import { programs, proxies, registries, untrusting } from './registries';
import { notices, scriptFact, scripts, settingsFormat } from './settingsFile';

/** Variables by which another program runs in the place of the one that is called, or with it. */
const LOADED_BY_VARIABLE =
  /^(?:PATH|LD_\w+|DYLD_\w+|RUSTC\w*|CARGO_BUILD_RUSTC\w*|CC|CXX|AR|LINKER|\w*_(?:RUNNER|LINKER|WRAPPER)|RUSTFLAGS|BASH_ENV|ENV|NODE_OPTIONS|PYTHON\w+|GIT_SSH\w*)$/i;

const cargo = settingsFormat('toml', 'cargo.toml', [
  packageTables(
    ['', 'workspace.', 'target.*.'].flatMap((at) =>
      ['dependencies', 'dev-dependencies', 'build-dependencies'].map((key) => `${at}${key}`),
    ),
  ),
  (document) =>
    valuesAt(document, 'patch.*.* replace.*').map(({ at, value }) =>
      changeFact(
        at,
        'change.dependency.source',
        `takes ${at.replace(/^.*\./, '')} from elsewhere`,
        JSON.stringify(value),
      ),
    ),
  notices(
    {
      detail: 'change.lifecycle',
      says: 'has {} run at each build',
      paths: 'package.build',
      when: (text) => !/^(?:build\.rs|false)$/.test(text),
    },
    {
      detail: 'change.check',
      says: 'finds nothing any more',
      paths: 'lints.*.all lints.*.all.level lints.rust.warnings workspace.lints.*.all',
      when: (text) => /^allow$/i.test(text),
    },
  ),
]);

const cargoConfig = settingsFormat('toml', '.cargo/config.toml .cargo/config', [
  notices(
    programs([
      'build.rustc build.rustc-wrapper build.rustc-workspace-wrapper build.rustdoc',
      'target.*.runner target.*.runner[] target.*.linker host.*.runner host.*.linker host.linker registry.credential-provider[]',
      'registry.global-credential-providers[] credential-alias.* credential-alias.*[]',
    ]),
    registries(
      'registries.*.index source.*.registry source.*.git source.*.local-registry source.*.directory registry.index',
    ),
    {
      detail: 'change.registry',
      says: 'takes packages from {} in the place of where they come from',
      paths: 'source.*.replace-with registry.default',
    },
    {
      detail: 'change.executable',
      says: 'has git of the machine fetch packages',
      paths: 'net.git-fetch-with-cli',
      when: isTrue,
    },
    proxies('http.proxy'),
    untrusting('http.check-revoke http.ssl-verify'),
    { detail: 'change.tls', says: 'trusts the keys in {}', paths: 'http.cainfo' },
    { detail: 'change.executable', says: 'takes more settings from {}', paths: 'include[] include[].path paths[]' },
  ),
  (document) =>
    valuesAt(document, 'env.*').flatMap(({ at, value }) =>
      LOADED_BY_VARIABLE.test(at.slice('env.'.length))
        ? [
            changeFact(
              at,
              'change.executable',
              `sets ${at.slice('env.'.length)} for every build`,
              textOf(value) ?? JSON.stringify(value),
            ),
          ]
        : [],
    ),
]);

const rustToolchain = settingsFormat('toml', 'rust-toolchain.toml', [notices(programs('toolchain.path'))]);

const pubspec = settingsFormat('yaml', 'pubspec{,_overrides}.{yaml,yml}', [
  packageTables('dependencies dev_dependencies dependency_overrides'),
]);

const versionCatalogue = settingsFormat('toml', '*.versions.toml', [
  (document) => [
    ...valuesAt(document, 'versions.*').map(({ at, value }) => versionFact(at, textOf(value) ?? JSON.stringify(value))),
    ...valuesAt(document, 'libraries.* plugins.*').map(({ at, value }) => {
      const text = textOf(value)?.split(':') ?? [];
      const name =
        text.length > 1
          ? text.slice(0, -1).join(':')
          : (textAt(value, 'module') ??
            textAt(value, 'id') ??
            `${textAt(value, 'group') ?? ''}:${textAt(value, 'name') ?? at}`);
      return dependencyFact(`dependencies.${name}`, name, text.at(-1) ?? textAt(value, 'version') ?? '');
    }),
  ],
]);

/** A version that several dependencies have. */
function versionFact(at: string, version: string): Fact {
  return changeFact(
    at,
    'change.dependency.changed',
    `sets the version ${at.replace(/^.*versions?\.|^.*properties\./i, '')} to ${told(version)}`,
    version,
  );
}

const ANT_RUN = '**.exec **.java **.apply';

const maven = settingsFormat('xml', 'pom.xml *.pom .mvn/extensions.xml', [
  packageElements(
    '**.dependencies.dependency **.plugins.plugin **.extensions.extension project.parent',
    ['groupId', 'artifactId'],
    ['version'],
  ),
  (document) =>
    textsAt(document, '**.properties.*')
      .filter(({ at }) => /version$/i.test(at) && !/java\.version|maven\.compiler/i.test(at))
      .map(({ at, value }) => versionFact(at, value.text)),
  notices(
    registries('**.repository.url **.pluginRepository.url **.snapshotRepository.url'),
    {
      detail: 'change.check',
      says: 'skips the tests',
      paths: '**.skipTests **.skipITs **.maven\\.test\\.skip **.skip',
      when: isTrue,
    },
    {
      detail: 'change.check',
      says: 'passes though tests fail',
      paths: '**.testFailureIgnore **.maven\\.test\\.failure\\.ignore',
      when: isTrue,
    },
  ),
  (document) =>
    valuesAt(document, '**.configuration').flatMap(({ at, value }) => {
      const put = new NamedTexts(textsAt(document, '**.properties.*'), /\$\{([\w.-]+)\}/g);
      const program = textAt(value, 'executable');
      const words = textsAt(value, 'arguments.argument arguments.*').map((each) => each.value.text);
      return program === undefined
        ? []
        : [scriptFact(`${at}.executable`, commandLine([program, ...new Set(words)].map((word) => put.into(word))))];
    }),
  antCommands,
]);

const ant = settingsFormat('xml', 'build.xml *-build.xml build-*.xml', [antCommands]);

function antCommands(document: Value): readonly Fact[] {
  return valuesAt(document, ANT_RUN).flatMap(({ at, value }) => {
    const program = textAt(value, '@executable') ?? textAt(value, '@command');
    if (program === undefined) return [];
    const words = textsAt(value, 'arg.@value').map((each) => each.value.text);
    const lines = textsAt(value, 'arg.@line').map((each) => each.value.text);
    return [scriptFact(at, [commandLine([program, ...words]), ...lines].join(' '))];
  });
}

const MSBUILD =
  '*.{cs,fs,vb,vcx,es,sql,dc,shf}proj *.{props,targets} directory.{build,packages,solution}.{props,targets} *.proj';

const msbuild = settingsFormat('xml', MSBUILD, [
  packageElements(
    '**.PackageReference **.PackageVersion **.GlobalPackageReference **.DotNetCliToolReference **.PackageDownload',
    ['@Include', '@Update'],
    ['@Version', 'Version', '@VersionOverride'],
  ),
  scripts({
    named: { paths: '**.PropertyGroup.*', reference: /\$\((\w+)\)/g },
    paths:
      '**.Exec.@Command **.PreBuildEvent **.PostBuildEvent **.PreLinkEvent **.PreBuildEvent.Command **.PostBuildEvent.Command **.RunCommand **.@PreBuildEvent',
  }),
  notices(
    {
      detail: 'change.lifecycle',
      says: 'has code of {} run at each build',
      paths: '**.UsingTask.@AssemblyFile **.UsingTask.@TaskFactory **.UsingTask.@TaskName',
      when: (text) => /\.dll$|factory/i.test(text),
    },
    {
      detail: 'change.dependency.source',
      says: 'takes a part of the build from {}',
      paths: '**.Import.@Project',
      when: (text) => /:\/\/|^\\\\|^[/~]|^[a-z]:\\/i.test(text),
    },
    registries('**.RestoreSources **.RestoreAdditionalProjectSources'),
    {
      detail: 'change.check',
      says: 'no longer looks for known holes in packages',
      paths: '**.NuGetAudit',
      when: isFalse,
    },
    {
      detail: 'change.check',
      says: 'no longer looks at the code',
      paths: '**.RunAnalyzers **.EnableNETAnalyzers',
      when: isFalse,
    },
  ),
]);

export const builtLanguages: readonly Format[] = [
  cargo,
  cargoConfig,
  rustToolchain,
  pubspec,
  versionCatalogue,
  maven,
  ant,
  msbuild,
];
