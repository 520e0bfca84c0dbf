import type { Fact, Format } from '../fact';
import { isYes } from './checks';
import { dependencyFact } from './dependencies';
import { jsonFormat, type Look, select, textIn, textOf, textsOf } from './json';
import { changeFact, commandOrWords, commands, modules, told, values } from './looks';

/** Dependencies by name, whose version is the text or a member of it. */
function dependencies(...patterns: readonly string[]): Look {
  return (tree) =>
    patterns
      .flatMap((pattern) => select(tree, pattern))
      .flatMap(({ at, node }) => {
        const wanted = textOf(node) ?? textIn(node, 'version') ?? textIn(node, 'name') ?? '';
        return /:\/\/|^[\w.-]+\/|^git[@+:]|\.git\b|^[./~]/i.test(wanted)
          ? [changeFact(at, 'change.dependency.source', `takes ${at} from ${told(wanted)}`, wanted)]
          : [dependencyFact(at, lastName(at), wanted)];
      });
}

/** Without the names of the lists that it stands in. */
function lastName(at: string): string {
  return at.replace(/^(?:[\w-]*dependencies|tools|imports|builds|buildpacks)(?:\.(?:in)?direct)?\./i, '');
}

/** Where code is fetched from beside, or instead of, what everybody uses. */
function registries(...patterns: readonly string[]): Look {
  return values('change.registry', 'has packages taken from {}', patterns, isYes);
}

/** `require` of PHP names what the machine must have as well: `php`, `ext-json`. */
const composer: Look = (tree) =>
  select(tree, 'require|require-dev/*').flatMap(({ at, node }): readonly Fact[] => {
    const name = at.replace(/^require(?:-dev)?\./i, '');
    return name.includes('/') ? [dependencyFact(`require.${name}`, name, textOf(node) ?? '')] : [];
  });

/** Scripts of PHP are commands, names of other scripts (`@test`), or names of functions. */
const composerScripts: Look = (tree) =>
  select(tree, 'scripts/*').flatMap(({ at, node }) =>
    textsOf(node).flatMap((text): readonly Fact[] => {
      const own = /^@(php|composer|putenv)\b\s*(.*)$/s.exec(text);
      const byItself =
        /^scripts\.(?:pre|post)-(?:install|update|autoload|root|package|create|status|archive|dependencies)/i.test(at);
      const lifecycle = byItself
        ? [changeFact(at, 'change.lifecycle', 'adds a script that runs at each install', text)]
        : [];
      if (own !== null) {
        const command = own[1] === 'putenv' ? `export ${own[2]}` : `${own[1]} ${own[2]}`;
        return [{ kind: 'command', at, text: command }, ...lifecycle];
      }
      if (/^@[\w:-]+(?:\s|$)/.test(text) || /^[\w\\]+::\w+$/.test(text)) return lifecycle;
      return [{ kind: 'command', at, text }, ...lifecycle];
    }),
  );

/** What `imports` name that is no file of the project. */
const imports: Look = (tree) =>
  ['imports/*', 'scopes/*/*'].flatMap((pattern) =>
    select(tree, pattern).flatMap(({ at, node }): readonly Fact[] => {
      const text = textOf(node) ?? '';
      if (/^(?:\.{0,2}\/|node:)/.test(text)) return [];
      return /^(?:npm|jsr):/i.test(text)
        ? [dependencyFact(at, lastName(at), text)]
        : [changeFact(at, 'change.dependency.source', `loads code from ${told(text)}`, text)];
    }),
  );

/** Rights of an extension of browsers over what the person does elsewhere. */
const REACHES_FAR =
  /^(?:<all_urls>|\*:\/\/\*|https?:\/\/\*\/|file:|cookies|webRequest\w*|debugger|nativeMessaging|proxy|management|history|tabs|downloads|clipboardRead|desktopCapture|privacy|scripting|declarativeNetRequest\w*|browsingData|pageCapture|tabCapture)/;

/** Manifests and build settings of other package managers, frameworks and hosts that are written in JSON. */
export const otherManifests: readonly Format[] = [
  jsonFormat('JSON', 'composer.json', [
    composer,
    composerScripts,
    registries('repositories/*/url', 'repositories/*/*/url', 'config/*/url'),
    values('change.dependency.source', 'takes a package from {}', ['repositories/*/package/dist|source/url']),
    values(
      'change.trust',
      'lets a plugin of the package manager run',
      ['config/allow-plugins/*', 'config/allow-plugins'],
      isYes,
    ),
    values(
      'change.trust',
      'lets packages be fetched without encryption',
      ['config/secure-http', 'config/disable-tls'],
      isYes,
    ),
  ]),
  jsonFormat('JSON', 'deno.json deno.jsonc import_map.json importmap.json', [
    commands('tasks/*', 'tasks/*/command'),
    imports,
    modules('lint/plugins', 'importMap', 'compilerOptions/types'),
    values(
      'change.trust',
      'lets code of the project do what it may not do otherwise',
      ['permissions/**', 'tasks/*/permissions/**'],
      isYes,
    ),
    values(
      'change.trust',
      'lets packages run scripts when they are installed',
      ['allowScripts', 'allowScripts/allow'],
      isYes,
    ),
  ]),
  jsonFormat('JSON', 'devbox.json', [
    commands('shell/init_hook', 'shell/scripts/*'),
    values('change.dependency.added', 'adds the program {}', ['packages'], (text) => text !== '[]'),
    values('change.dependency.source', 'takes settings from {}', ['include'], (text) => !/^\.\.?\//.test(text)),
  ]),
  jsonFormat('JSON', 'bower.json', [dependencies('dependencies|devDependencies/*', 'resolutions/*')]),
  jsonFormat('JSON', '.bowerrc', [commands('scripts/*'), registries('registry', 'registry/*', 'proxy', 'https-proxy')]),
  jsonFormat('JSON', 'dotnet-tools.json vcpkg.json elm.json haxelib.json', [
    dependencies('tools/*', 'dependencies/*', 'dependencies/direct|indirect/*', 'test-dependencies/direct|indirect/*'),
  ]),
  jsonFormat('JSON', 'vcpkg-configuration.json', [
    registries('default-registry/repository', 'registries/*/repository'),
  ]),
  jsonFormat('JSON', '{vercel,now}.json', [
    commands('buildCommand|devCommand|installCommand|ignoreCommand'),
    dependencies('builds/*/use'),
  ]),
  jsonFormat(
    'JSON',
    '{netlify,railway,render,zeabur,fly,eas,amplify,staticwebapp.config,.stackblitzrc}.json .stackblitzrc',
    [
      commandOrWords(
        ...[
          'build/command|buildCommand',
          'build/base/command',
          'deploy/startCommand|preDeployCommand',
          'startCommand|installCommand',
        ],
        ...[
          'build/*/prebuildCommand|buildCommand',
          'build/*/*/prebuildCommand',
          'processes/*',
          'deploy/release_command',
        ],
      ),
    ],
  ),
  jsonFormat('JSON', 'firebase.json', [
    commands('functions|hosting|firestore|storage|database|dataconnect/predeploy|postdeploy'),
    commands('functions|hosting|firestore|storage|database/*/predeploy|postdeploy'),
  ]),
  jsonFormat('JSON', 'wrangler.json wrangler.jsonc', [commandOrWords('build/command', 'env/*/build/command')]),
  jsonFormat('JSON', 'cdk.json cdktf.json', [commands('app', 'build', 'watch/build')]),
  jsonFormat('JSON', 'app.json app.config.json', [
    commands('scripts/*', 'environments/*/scripts/*'),
    modules('plugins', 'plugins/*', 'expo/plugins', 'expo/plugins/*'),
    dependencies('buildpacks/*/url'),
  ]),
  jsonFormat('JSON', 'manifest.json', [
    values(
      'change.appRights',
      'asks the person who installs it for {}',
      ['permissions|optional_permissions|host_permissions|optional_host_permissions', 'content_scripts/*/matches'],
      (text) => REACHES_FAR.test(text),
    ),
    values(
      'change.trust',
      'lets pages run code from elsewhere',
      ['content_security_policy', 'content_security_policy/*'],
      (text) => /unsafe-|https?:|\*/.test(text),
    ),
    values('change.trust', 'lets any page talk to it', ['externally_connectable/matches|ids'], (text) =>
      /^(?:<all_urls>|\*)/.test(text),
    ),
  ]),
  jsonFormat('JSON', 'capabilities/*.json', [
    values('change.appRights', 'lets pages of the app do {}', ['permissions', 'permissions/*/identifier'], (text) =>
      /^(?:shell|process|fs|http):(?!default$|allow-(?:exit|restart|open|read-text-file|exists)$)|recursive|\*/.test(
        text,
      ),
    ),
    values('change.trust', 'lets pages from elsewhere use what only the app may', ['remote/urls']),
  ]),
  jsonFormat('JSON', 'database.rules.json', [
    values('change.authentication', 'lets everybody in', ['rules/**'], (text) => text === 'true'),
  ]),
  jsonFormat('JSON', '{tauri,tauri.*}.conf.json', [
    values('change.appRights', 'lets pages of the app do everything', ['tauri/allowlist/**'], isYes),
    values('change.trust', 'lets pages of the app load code from anywhere', ['tauri|app/security/csp'], (text) =>
      /^null$|unsafe-eval|\*/.test(text),
    ),
    values('change.trust', 'lets pages from elsewhere use what only the app may', [
      'tauri|app/security/dangerous*',
      'tauri/security/dangerousRemoteDomainIpcAccess/*/domain',
    ]),
    commandOrWords('build/beforeDevCommand|beforeBuildCommand|beforeBundleCommand|runner'),
    commandOrWords('build/beforeDevCommand|beforeBuildCommand|beforeBundleCommand/script'),
  ]),
  jsonFormat('JSON', 'electron-builder.json capacitor.config.json ionic.config.json', [
    modules('beforePack|afterPack|afterSign|beforeBuild|onNodeModuleFile|afterAllArtifactBuild|artifactBuildCompleted'),
    commands('hooks/*', 'projects/*/hooks/*'),
  ]),
  jsonFormat('JSON', 'renovate.json renovate.json5 .renovaterc .renovaterc.json .github/renovate.json', [
    commands('postUpgradeTasks/commands', 'packageRules/*/postUpgradeTasks/commands'),
    values('change.trust', 'has updates merged by themselves', ['automerge', 'packageRules/*/automerge'], isYes),
    registries('registryUrls', 'packageRules/*/registryUrls', 'npmrc', 'endpoint'),
    values('change.dependency.source', 'takes rules for updates from {}', ['extends'], (text) => /:\/\//.test(text)),
  ]),
  jsonFormat('JSON', 'launchsettings.json', [
    (tree) =>
      select(tree, 'profiles/*').flatMap(({ at, node }): readonly Fact[] => {
        const program = textIn(node, 'executablePath');
        const text = `${program ?? ''} ${textIn(node, 'commandLineArgs') ?? ''}`;
        return program === undefined ? [] : [{ kind: 'command', at, text }];
      }),
  ]),
  jsonFormat('JSON', 'openapitools.json', [registries('generator-cli/repository/downloadUrl')]),
  jsonFormat('JSON', 'cmakepresets.json cmakeuserpresets.json', [
    values(
      'change.executable',
      'becomes a program that is run',
      ['configurePresets/*/cmakeExecutable', 'configurePresets/*/toolchainFile'],
      (text) => /[\\/]/.test(text),
    ),
  ]),
];
