import type { Names } from '../../names';
import type { Fact, Format } from '../fact';
import { isFalse, isTrue, textsAt } from './data';
import { changeFact, commandLine, told } from './looks';
import { type Look, notices, scriptFact, scripts, settingsFormat } from './settingsFile';

/** Files of the project, or of others, that a tool loads as code. */
function loaded(paths: Names): Look {
  return (document) =>
    textsAt(document, paths).flatMap(({ at, value }): readonly Fact[] => {
      const file = value.text.trim();
      if (/^[a-z][\w+.-]*:/i.test(file) && !/^(?:plugin|eslint|stylelint|node|npm):/i.test(file))
        return [changeFact(at, 'change.dependency.source', `loads code from ${told(file)}`, file)];
      return /^(?:\.|\/|~)/.test(file) && !/\.(?:jsonc?|ya?ml|toml)$/i.test(file)
        ? [scriptFact(at, commandLine(['node', file]))]
        : [];
    });
}

function isEverything(text: string): boolean {
  return /^(?:\.\*|\*|\*\*|\*\*\/\*|\.)$/.test(text.trim());
}

const FINDS_NOTHING = 'finds nothing any more';

/** Settings of linters, test runners and generators in YAML, TOML and INI. */
export const toolFiles: readonly Format[] = [
  settingsFormat('yaml', '.lintstagedrc{,.yml,.yaml} lint-staged.config.{yml,yaml}', [scripts({ paths: '* *[]' })]),
  settingsFormat('yaml', '{.huskyrc,.simple-git-hooks}{,.yml,.yaml}', [scripts({ paths: 'hooks.* *' })]),
  settingsFormat('yaml', '{codegen,.graphqlrc,graphql.config}.{yml,yaml}', [
    scripts({ paths: '**.hooks.*[]' }),
    loaded('**.plugins[] **.customFetch **.require[] require[]'),
  ]),
  settingsFormat(
    'yaml',
    '.{mocharc,eslintrc,stylelintrc,prettierrc,releaserc,remarkrc,nycrc,c8rc,markdownlint-cli2}.{yml,yaml}',
    [
      loaded(
        'require[] import[] file[] loader[] reporter ui plugins[] extends[] parser processor customSyntax resolver preset',
      ),
      notices({
        detail: 'change.check',
        says: 'passes though tests fail',
        paths: 'passOnFailingTestSuite passWithNoTests',
        when: isTrue,
      }),
    ],
  ),
  settingsFormat('toml', '{.,}gitleaks.toml', [
    notices({
      detail: 'change.check',
      says: FINDS_NOTHING,
      paths: 'allowlist.paths[] allowlists[].paths[] allowlist.regexes[] allowlists[].regexes[]',
      when: isEverything,
    }),
  ]),
  settingsFormat('toml', '{.,}ruff.toml', [
    notices({
      detail: 'change.check',
      says: FINDS_NOTHING,
      paths: 'exclude[] lint.exclude[] extend-exclude[]',
      when: isEverything,
    }),
    notices({
      detail: 'change.check',
      says: FINDS_NOTHING,
      paths: 'ignore[] lint.ignore[]',
      when: (text) => text === 'ALL',
    }),
  ]),
  settingsFormat('yaml', '.golangci.{yml,yaml}', [
    notices(
      { detail: 'change.check', says: FINDS_NOTHING, paths: 'linters.disable-all', when: isTrue },
      { detail: 'change.check', says: FINDS_NOTHING, paths: 'linters.default', when: isFalse },
      { detail: 'change.check', says: 'no longer looks at tests', paths: 'run.tests', when: isFalse },
    ),
  ]),
  settingsFormat('yaml', '.rubocop.{yml,yaml}', [
    notices({ detail: 'change.check', says: FINDS_NOTHING, paths: 'AllCops.DisabledByDefault', when: isTrue }),
    loaded('require[] plugins[]'),
  ]),
  settingsFormat('ini', 'sonar-project.properties', [
    notices({
      detail: 'change.check',
      says: FINDS_NOTHING,
      paths: 'sonar\\.*exclusions',
      when: (text) => text.split(',').some(isEverything),
    }),
  ]),
];
