import { INSTALL_SCRIPTS, PACK_SCRIPTS } from '../../programs/packageScripts';
import type { Fact, Format } from '../fact';
import { rulesOff } from './checks';
import { isInWorkspace, npmDependencies } from './dependencies';
import { foldName, jsonFormat, jsonOrYamlFormat, type Look, select, textOf, textsOf } from './json';
import { changeFact, commands, modules, orChanged, RELEASE_COMMANDS, told, within } from './looks';

/** Scripts that a package manager runs by itself when it installs. */
const LIFECYCLE = new Set([
  ...INSTALL_SCRIPTS,
  ...PACK_SCRIPTS,
  ...['dependencies', 'predependencies', 'postdependencies', 'pnpm:devpreinstall'],
]);

const scripts: Look = (tree) =>
  select(tree, 'scripts/**').flatMap(({ at, node }): readonly Fact[] => {
    const text = textOf(node);
    if (text === undefined) return [];
    const command: Fact = { kind: 'command', at, text };
    if (!LIFECYCLE.has(foldName(at.slice('scripts.'.length)))) return [command];
    const byItself = 'that runs at each install';
    return [
      command,
      orChanged(
        changeFact(at, 'change.lifecycle', `adds a script ${byItself}`, text),
        'change.lifecycle',
        `changes a script ${byItself}`,
      ),
    ];
  });

/** Package managers and runtimes that are downloaded when they are first called. */
const downloaded: Look = (tree) =>
  each(
    tree,
    [
      'packageManager',
      'devEngines/packageManager|runtime/version',
      'devEngines/packageManager|runtime/*/version',
      'pnpm/executionEnv/nodeVersion',
    ],
    (at, text) => {
      if (text.includes('://'))
        return changeFact(at, 'change.dependency.source', `has a program downloaded from ${told(text)} and run`, text);
      return orChanged(
        changeFact(at, 'change.dependency.added', `has ${told(text)} downloaded and run`, text),
        'change.dependency.changed',
        `has ${told(text)} downloaded and run instead`,
      );
    },
  );

const workspacesOutside: Look = (tree, file) =>
  each(tree, ['workspaces', 'workspaces/packages'], (at, text) =>
    isInWorkspace(text.replace(/^!/, ''), file)
      ? undefined
      : changeFact(at, 'change.dependency.source', `takes packages from ${told(text)}, outside the workspace`, text),
  );

/** Names under which a package of the workspace would take the place of a program that scripts call. */
const TAKEN = new RegExp(
  `^bin\\.(?:${[
    'git|node|np[mx]|pnpm|pnpx|yarn|bunx?|deno|corepack|python3?|pip3?|ruby|docker|ssh|make|curl|wget|sudo',
    '(?:ba|z|da|fi)?sh|env|cat|ls|rm|cp|mv|cd|echo|find|grep|sed|awk|tar|kill|test|true|false|which|mkdir|touch|chmod',
  ].join('|')})$`,
  'i',
);

/** Where `bin` is one path, the program has the name of the package. */
const ownPrograms: Look = (tree) => {
  const only = select(tree, 'bin').filter(({ node }) => node.type === 'string');
  const named = only.flatMap(({ node }) =>
    select(tree, 'name').map((name) => ({ at: `bin.${textOf(name.node)}`, node })),
  );
  return [...select(tree, 'bin/*'), ...named].flatMap(({ at, node }): readonly Fact[] => {
    const says = `takes the place of the program ${at.slice('bin.'.length)} in scripts`;
    return TAKEN.test(at) ? [changeFact(at, 'change.executable', says, textOf(node) ?? at)] : [];
  });
};

const published: Look = (tree) =>
  each(tree, ['publishConfig/**'], (at, text) =>
    /registry$/i.test(at)
      ? changeFact(at, 'change.registry', `has the package published to ${told(text)}`, text)
      : undefined,
  );

const builtAtInstall: Look = (tree) => [
  ...each(tree, ['pnpm/onlyBuiltDependencies', 'trustedDependencies'], (at, text) =>
    changeFact(at, 'change.trust', `lets ${told(text)} run scripts when it is installed`, text),
  ),
  ...each(
    tree,
    [
      ...['pnpm/allowBuilds/*', 'allowScripts/*', 'lavamoat/allowScripts/*', '@lavamoat/allow-scripts/allowScripts/*'],
      ...['dependenciesMeta/*/built', 'pnpm/dangerouslyAllowAllBuilds', 'pnpm/onlyBuiltDependenciesFile'],
    ],
    (at, text) =>
      /^(?:false|0|)$/i.test(text)
        ? undefined
        : changeFact(at, 'change.trust', 'lets packages run scripts when they are installed', text),
  ),
];

/** Names of scripts, or commands. */
const beforeCommit: Look = (tree) =>
  each(tree, ['pre-commit|pre-push|pre-merge', 'pre-commit|pre-push|pre-merge/run'], (at, text) => ({
    kind: 'command',
    at,
    text: /^[\w:.-]+$/.test(text) ? `npm run ${text}` : text,
  }));

function each(
  tree: Parameters<Look>[0],
  patterns: readonly string[],
  factOf: (at: string, text: string) => Fact | undefined,
): readonly Fact[] {
  return patterns
    .flatMap((pattern) => select(tree, pattern))
    .flatMap(({ at, node }) => textsOf(node).flatMap((text) => factOf(at, text) ?? []));
}

/** What tools load that have their settings in the manifest. */
const LOADED = [
  'babel|eslintConfig|stylelint|prettier|release|commitlint|remarkConfig/plugins|presets|extends|parser|processor|customSyntax/**',
  'babel|eslintConfig|stylelint|prettier|release|commitlint/plugins|presets|extends|parser',
  'jest/setupFiles|setupFilesAfterEnv|globalSetup|globalTeardown|testEnvironment|runner|testRunner|resolver|preset',
  'jest/transform|reporters/**',
  'mocha|ava|nyc|ts-node/require|import|file|reporter|ui|loader',
  'config/commitizen/path',
  'oclif/hooks/**',
] as const;

/** Scripts that tell when something is wrong, as people and pipelines call them. */
const CHECKING = ['test', 'lint', 'check', 'typecheck', 'type-check', 'tsc', 'verify', 'validate', 'audit'];
/** Nothing is done, or it counts for nothing when it fails. */
const VACUOUS =
  /^(?:true|:|exit(?:\s+0)?|echo\b[^&|;]*|)$|\|\|\s*(?:true|:|exit\s+0|echo\b[^|&;]*)$|;\s*(?:true|exit\s+0)$/;

/** They check as long as they do something. One that isn't there deceives nobody: who calls it is told. */
const checkingScripts: Look = (tree) =>
  CHECKING.filter(
    (name) => !select(tree, `scripts/${name}`).some(({ node }) => VACUOUS.test((textOf(node) ?? '').trim())),
  ).map((name) =>
    changeFact(`scripts.${name}`, 'change.check', 'no longer checks anything when it is called', `scripts.${name}`),
  );

/** Versions that are forced are so for a reason, mostly that others are known to be broken. */
const forcedVersions: Look = (tree) =>
  select(tree, 'overrides|resolutions/**')
    .concat(select(tree, 'pnpm/overrides/**'))
    .map(({ at }) => changeFact(at, 'change.dependency.changed', 'is no longer forced to a version', at));

const notBuilt: Look = (tree) =>
  each(tree, ['pnpm/neverBuiltDependencies|ignoredBuiltDependencies'], (at, text) =>
    changeFact(at, 'change.trust', 'may run scripts again when it is installed', text),
  );

const PROTECTIONS = [checkingScripts, forcedVersions, notBuilt];

const LOOKS: readonly Look[] = [
  scripts,
  npmDependencies,
  downloaded,
  workspacesOutside,
  ownPrograms,
  published,
  builtAtInstall,
  beforeCommit,
  commands('husky/hooks/*', 'lint-staged/**', 'nano-staged/**', 'gitHooks/*', 'config/ghooks|pre-commit|pre-push/**'),
  commands(
    'simple-git-hooks/*',
    'wireit/*/command',
    'prisma/seed',
    'nodemonConfig/exec',
    'nodemonConfig/execMap|events/*',
  ),
  commands('standard-version/scripts/*', 'release-it/hooks/**', ...RELEASE_COMMANDS.map((each) => `release/${each}`)),
  commands('nx/targets/*/command', 'nx/targets/*/options/command|commands', 'nx/targets/*/options/commands/*/command'),
  modules(...LOADED),
  within('eslintConfig', rulesOff),
];

/** The manifest of a package of npm and its like. */
export const packageJson: readonly Format[] = [
  jsonFormat('JSON', 'package.json', LOOKS, { protections: PROTECTIONS }),
  jsonOrYamlFormat('a manifest', 'package.{json5,yaml}', LOOKS),
];
