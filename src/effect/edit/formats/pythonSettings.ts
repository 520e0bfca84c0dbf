import { BrokenTextError, type EditedFile, type Fact, type Format } from '../fact';
import { isFalse, isTrue, membersOf, textOf, textsAt, type Value, valuesAt } from './data';
import { parseIni } from './ini';
import { packageTables, requirement, requirementLine, requirements } from './listedPackages';
import { changeFact, told } from './looks';
import { registries, untrusting, uvNotices } from './registries';
import { type Look, notices, scriptFact, scripts, settingsFormat } from './settingsFile';
import { namedTasks } from './taskFiles';
import { withLimits } from './thresholds';

/** Options by which pytest leaves out what it would have run. */
const LEAVES_OUT =
  /--collect-only|--co\b|--deselect|--ignore(?:-glob)?[= ]['"]?(?:\.|tests?)\/?['"]?(?:\s|$)|-k\s*['"]?not\b/;

function pytestOptions(paths: string): Look {
  return notices({ detail: 'change.check', says: 'leaves tests out', paths, when: (text) => LEAVES_OUT.test(text) });
}

/** Names in braces, as these tools fill them in: other braces are the shell's, or those of a program's own code. */
const FILLED = /\{[a-z_]+(?::[\w.-]*)?\}/g;

/** What a build of the project runs that is code of the project. */
const BUILD_CODE =
  'build-system.backend-path[] tool.poetry.build tool.poetry.build.script tool.hatch.build.hooks.custom.path tool.hatch.build.*.hooks.custom.path tool.pdm.build.custom-hook tool.setuptools.cmdclass.* tool.setuptools.build-script';

const pyproject = withLimits(
  'toml',
  settingsFormat('toml', 'pyproject.toml pdm.toml hatch.toml', [
    requirements([
      'project.dependencies[] project.optional-dependencies.*[] dependency-groups.*[] build-system.requires[]',
      'tool.uv.dev-dependencies[] tool.uv.override-dependencies[] tool.uv.constraint-dependencies[] tool.uv.build-constraint-dependencies[]',
      'tool.pdm.dev-dependencies.*[] tool.hatch.envs.*.dependencies[] tool.hatch.envs.*.extra-dependencies[] envs.*.dependencies[]',
      'tool.rye.dev-dependencies[] tool.tox.requires[] tool.tox.env_run_base.deps[] tool.tox.env.*.deps[]',
    ]),
    packageTables([
      'tool.poetry.dependencies tool.poetry.dev-dependencies tool.poetry.group.*.dependencies tool.poetry.requires-plugins',
      'tool.pixi.dependencies tool.pixi.pypi-dependencies tool.pixi.feature.*.dependencies tool.pixi.feature.*.pypi-dependencies',
    ]),
    notices(
      registries('tool.poetry.source[].url tool.pdm.source[].url tool.rye.sources[].url'),
      untrusting('tool.pdm.source[].verify_ssl'),
      ...uvNotices('tool.uv.'),
      { detail: 'change.lifecycle', says: 'has {} of the project run at each build', paths: BUILD_CODE },
      { detail: 'change.check', says: 'reports no errors of types', paths: 'tool.mypy.ignore_errors', when: isTrue },
      {
        detail: 'change.check',
        says: 'finds nothing any more',
        paths: 'tool.ruff.lint.ignore[] tool.ruff.ignore[]',
        when: (text) => text === 'ALL',
      },
      {
        detail: 'change.check',
        says: 'looks at nothing any more',
        paths: 'tool.ruff.exclude[] tool.mypy.exclude[] tool.pyright.exclude[]',
        when: isEverything,
      },
      {
        detail: 'change.check',
        says: 'reports no errors of types',
        paths: 'tool.pyright.typeCheckingMode',
        when: (text) => /^off$/i.test(text),
      },
    ),
    pytestOptions('tool.pytest.ini_options.addopts[] tool.pytest.addopts[]'),
    namedTasks(
      'tool.poe.tasks tool.pdm.scripts tool.hatch.envs.*.scripts envs.*.scripts tool.taskipy.tasks tool.pixi.tasks tool.pixi.feature.*.tasks tool.rye.scripts',
      FILLED,
    ),
    scripts({
      paths:
        'tool.tox.env_run_base.commands[] tool.tox.env.*.commands[] tool.semantic_release.build_command tool.bumpversion.*_hooks[]',
    }),
    scripts({ paths: 'tool.cibuildwheel.**', isElsewhere: true }),
    (document, file) =>
      textsAt(document, 'tool.tox.legacy_tox_ini').flatMap(({ value }) => toxFacts(parseIni(value.text), file)),
  ]),
  'tool.coverage.report.fail_under tool.interrogate.fail-under tool.pytest.ini_options.addopts',
);

function isEverything(text: string): boolean {
  return /^(?:\.|\*|\*\*|\*\*\/\*|\.\*|src|\.\/)$/.test(text);
}

/** What tox and its like fill in: programs and folders of the environment that they make. */
function toxText(text: string): string {
  return text
    .replace(/\{envpython\}/g, 'python')
    .replace(/\{(?:toxinidir|tox_root|\/)\}/g, '.')
    .replace(/\{(?:posargs|env:\w+):([^{}]*)\}/g, (_, otherwise: string) => otherwise)
    .replace(FILLED, () => '$FILLED_IN')
    .replace(/^\s*[-!]\s*/gm, '');
}

/** `{[section]name}` stands for the value of that name in that section. */
function withReferences(document: Value): Value {
  const texts = new Map(textsAt(document, '*.*').map(({ at, value }) => [at, value.text]));
  let count = 0;
  const put = (text: string): string =>
    text.replace(/\{\[([^\]]+)\]([^}]+)\}/g, (_, section: string, name: string) => {
      if (++count > MOST_REFERENCES)
        throw new BrokenTextError('its values stand for each other without end', undefined);
      return put(texts.get(`${section}.${name}`) ?? '');
    });
  return {
    kind: 'mapping',
    members: membersOf(document).map(({ key, value }) => ({
      key,
      value: {
        kind: 'mapping',
        members: membersOf(value).map((member) => ({
          key: member.key,
          value: { kind: 'scalar', text: put(textOf(member.value) ?? '') },
        })),
      },
    })),
  };
}

const MOST_REFERENCES = 200;

function toxFacts(given: Value, file: EditedFile): readonly Fact[] {
  const document = withReferences(given);
  return [
    ...textsAt(document, '*.commands *.commands_pre *.commands_post *.list_dependencies_command').map(({ at, value }) =>
      scriptFact(at, toxText(value.text)),
    ),
    ...textsAt(document, '*.install_command')
      .filter(({ value }) => !/^(?:\S*python\S* -I?m )?(?:uv )?pip install (?!.*:\/\/)/.test(value.text))
      .map(({ at, value }) => scriptFact(at, toxText(value.text))),
    ...textsAt(document, '*.deps *.requires').flatMap(({ value }) =>
      value.text.split('\n').flatMap((line) => requirementLine(line.replace(/^\s*[\w{},!.-]+:\s(?=\S)/, ''), file)),
    ),
    ...textsAt(document, '*.ignore_errors *.ignore_outcome')
      .filter(({ value }) => isTrue(value.text))
      .map(({ at, value }) => changeFact(at, 'change.check', 'passes though something fails', value.text)),
    ...notices(registries('*.indexserver'))(document),
  ];
}

const PYTHON_INI = 'tox.ini setup.cfg pytest.ini .coveragerc .flake8 mypy.ini .pylintrc';

const pythonIni = withLimits(
  'ini',
  settingsFormat('ini', PYTHON_INI, [
    toxFacts,
    requirements('options.install_requires options.setup_requires options.tests_require options.extras_require.*'),
    pytestOptions('pytest.addopts tool:pytest.addopts'),
    notices(
      registries('easy_install.index_url easy_install.find_links options.dependency_links'),
      { detail: 'change.check', says: 'reports no errors', paths: 'mypy.ignore_errors', when: isTrue },
      {
        detail: 'change.check',
        says: 'looks at nothing any more',
        paths: 'flake8.exclude mypy.exclude run.omit coverage:run.omit',
        when: isEverything,
      },
    ),
  ]),
  'report.fail_under coverage:report.fail_under pytest.addopts tool:pytest.addopts *.fail-under',
);

/** Lists for pip: packages, and options that say where they come from. */
const requirementsFile: Format = {
  name: 'requirements',
  reads: ({ folded }) =>
    /(?:^|\/)(?:[\w.-]*(?:requirements?|constraints?)[\w.-]*\.(?:txt|in|pip)|requirements\/[\w.-]+\.(?:txt|in|pip))$/.test(
      folded,
    ),
  facts: (text, file) =>
    text
      .replace(/\\\r?\n/g, ' ')
      .split(/\r?\n/)
      .flatMap((line) => requirementLine(line, file)),
};

const pipfile = settingsFormat('toml', 'pipfile', [
  packageTables('packages dev-packages'),
  scripts({ paths: 'scripts.* scripts.*.cmd' }),
  notices(registries('source[].url'), untrusting('source[].verify_ssl')),
]);

const conda = settingsFormat('yaml', '{environment,conda}{,[-_.]*}.{yml,yaml} {meta,recipe}.yaml pixi.yaml', [
  (document, file) =>
    valuesAt(document, 'dependencies[] requirements.*[]').flatMap(({ value }) => {
      if (value.kind === 'scalar') {
        const [, channel, name = '', version = ''] = /^(?:([^\s:]+)::)?([\w.-]+)\s*(.*)$/.exec(value.text.trim()) ?? [];
        const wanted = version.startsWith('=') || version === '' ? version : version.trim();
        return name === 'python' || name === 'pip' || name === ''
          ? []
          : requirement(`${name}${wanted === '' ? '' : ` ${wanted}`}`, file).concat(channelFact(channel));
      }
      return requirements('pip[]')(value, file);
    }),
  (document) => textsAt(document, 'channels[]').flatMap(({ value }) => channelFact(value.text)),
]);

function channelFact(name: string | undefined): readonly Fact[] {
  if (name === undefined || /^(?:defaults|nodefaults|conda-forge|bioconda|pytorch|nvidia|main|r|anaconda)$/i.test(name))
    return [];
  return [changeFact(`channels.${name}`, 'change.registry', `has packages taken from ${told(name)}`, name)];
}

/** Limits that a server of coverage holds a change to. */
const codecov = withLimits(
  'yaml',
  settingsFormat('yaml', '{,.}codecov.{yml,yaml}', [
    notices(
      {
        detail: 'change.check',
        says: 'no longer counts coverage',
        paths: 'coverage.status.project coverage.status.patch coverage.status',
        when: isFalse,
      },
      { detail: 'change.check', says: 'only tells, and lets everything pass', paths: '**.informational', when: isTrue },
    ),
  ]),
  'coverage.status.*.*.target coverage.status.*.target',
);

export const pythonSettings: readonly Format[] = [pyproject, pythonIni, requirementsFile, pipfile, conda, codecov];
