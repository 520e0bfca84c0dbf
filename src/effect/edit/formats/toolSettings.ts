import type { Format } from '../fact';
import { isNo, recommendedOff, rulesOff, toolsOff, typeChecks, typeChecksOff } from './checks';
import { jsonFormat, jsonOrYamlFormat } from './json';
import { commandOrWords, commands, modules, RELEASE_COMMANDS, values } from './looks';

const LINTER = [
  'plugins',
  'jsPlugins',
  'parser',
  'processor',
  'extends',
  'overrides/*/plugins|parser|processor|extends',
];
const INCLUDED = ['plugins', 'presets', 'extends', 'env/*/plugins|presets', 'overrides/*/plugins|presets|extends'];

const TARGETS = ['targets/*', 'targetDefaults/*', 'projects/*/architect|targets/*', 'architect/*'];

/** Settings of tools that have JSON files of their own: what each of them runs, loads or stops checking. */
export const toolSettings: readonly Format[] = [
  jsonFormat(
    'JSON',
    '{tsconfig,jsconfig}{,.*,-*}.json tsconfig/*.json',
    [
      typeChecksOff,
      modules(
        'compilerOptions/plugins/*/name|transform|transformProgram',
        'ts-node|tsx/require',
        'ts-node/compiler|swc|transpiler',
      ),
    ],
    { protections: [typeChecks] },
  ),
  jsonOrYamlFormat('settings of ESLint', '.eslintrc .eslintrc.{json,jsonc,yml,yaml} {.oxlintrc,oxlint}.json', [
    rulesOff,
    toolsOff,
    modules(...LINTER),
  ]),
  jsonFormat('JSON', '{,.}biome.{json,jsonc} rome.json', [rulesOff, recommendedOff, toolsOff, modules(...LINTER)]),
  jsonOrYamlFormat('settings of Stylelint', '.stylelintrc .stylelintrc.{json,yml,yaml}', [
    rulesOff,
    toolsOff,
    modules(...LINTER, 'customSyntax', 'overrides/*/customSyntax'),
  ]),
  jsonOrYamlFormat('settings of Prettier', '.prettierrc .prettierrc.{json,json5,yml,yaml}', [
    modules('plugins', 'overrides/*/options/plugins|parser'),
  ]),
  jsonFormat('JSON', '.babelrc .babelrc.json babel.config.json .swcrc .swcrc.json', [
    modules(...INCLUDED, 'plugins/*', 'presets/*', 'overrides/*/plugins|presets/*', 'jsc/experimental/plugins/*'),
  ]),
  jsonOrYamlFormat(
    'settings of tests',
    '.mocharc .mocharc.{json,jsonc,yml,yaml} .nycrc .nycrc.{json,yml,yaml} .c8rc.json .taprc',
    [modules('require', 'file', 'import', 'loader', 'reporter', 'ui', 'node-option|node-options|nodeOption')],
  ),
  jsonFormat('JSON', '{jest.config,jest.config.*,jest-e2e,jest-puppeteer,jest-playwright}.json', [
    modules(
      'setupFiles|setupFilesAfterEnv|globalSetup|globalTeardown|testEnvironment|runner|testRunner|resolver|preset',
    ),
    modules('transform|reporters/**', 'transform|reporters/*', 'projects/*/setupFiles|transform|globalSetup/**'),
  ]),
  jsonFormat('JSON', 'cypress.json karma.conf.json testem.json {,.}jasmine.json', [
    modules('pluginsFile', 'supportFile', 'helpers', 'requires', 'plugins'),
    commands('before_tests', 'after_tests', 'on_start', 'on_exit', 'launchers/*/command|exe', 'launchers/*/protocol'),
  ]),
  jsonOrYamlFormat(
    'settings of lint-staged',
    '.lintstagedrc .lintstagedrc.{json,yml,yaml} .nano-staged.json .nanostagedrc',
    [commands('**')],
  ),
  jsonOrYamlFormat('settings of husky', '.huskyrc .huskyrc.{json,yml,yaml} .ghooksrc', [
    commands('hooks/*', 'tasks/*'),
  ]),
  jsonFormat('JSON', '.simple-git-hooks.json simple-git-hooks.json', [commands('*')]),
  jsonFormat('JSON', '{,.}{lefthook,lefthook-local}.json', [
    commands('*/commands|scripts/*/run|runner', '*/jobs/*/run|runner', '*/jobs/*/group/jobs/*/run'),
    modules('extends'),
  ]),
  jsonOrYamlFormat('settings of commitlint', '.commitlintrc .commitlintrc.{json,yml,yaml} .czrc .cz.json', [
    modules('extends', 'plugins', 'parserPreset', 'formatter', 'path'),
  ]),
  jsonOrYamlFormat(
    'settings of releases',
    '.releaserc .releaserc.{json,yml,yaml} .release-it.json .release-it.{yml,yaml}',
    [commands('hooks/**', 'git/changelog', ...RELEASE_COMMANDS), modules('extends', 'plugins', 'plugins/*')],
  ),
  jsonFormat('JSON', 'nodemon.json', [commandOrWords('exec', 'execMap/*', 'events/*', 'script')]),
  jsonFormat('JSON', 'ecosystem.json pm2.json process.json', [
    commandOrWords(
      'apps/*/script|exec_interpreter|interpreter|pre_deploy',
      'deploy/*/pre-setup|post-setup|pre-deploy|post-deploy|pre-deploy-local',
    ),
  ]),
  jsonFormat('JSON', 'turbo.json turbo.jsonc', [modules('extends', 'generators')]),
  jsonFormat('JSON', '{nx,project,workspace,angular,.angular-cli}.json', [
    commandOrWords(...TARGETS.flatMap((target) => [`${target}/command`, `${target}/options|configurations/command`])),
    commands(...TARGETS.flatMap((target) => [`${target}/options/commands`, `${target}/options/commands/*/command`])),
    commands(...TARGETS.map((target) => `${target}/configurations/*/command|commands`)),
    modules(
      'plugins',
      'plugins/*/plugin',
      'tasksRunnerOptions/*/runner',
      'extends',
      ...TARGETS.map((target) => `${target}/builder|executor`),
    ),
  ]),
  jsonFormat('JSON', 'lerna.json', [commands('npmClient'), modules('extends')]),
  jsonFormat(
    'JSON',
    '{typedoc,nest-cli,.textlintrc,.luarc,.luarc.doc,codegen,cspell,.cspell}.json .markdownlint-cli2.{json,jsonc}',
    [
      modules(
        'plugin',
        'plugins',
        'customRules',
        'markdownItPlugins/*',
        'outputFormatters/*',
        'runtime/plugin',
        'require',
        'import',
      ),
      modules('compilerOptions/plugins', 'compilerOptions/plugins/*/name'),
      commands('hooks/*', 'generates/*/hooks/*'),
    ],
  ),
  jsonFormat('JSON', 'pyrightconfig.json', [
    values('change.check', 'switches checks of types off', ['typeCheckingMode'], isNo),
  ]),
];
