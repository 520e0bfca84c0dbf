import type { Names } from '../../names';
import type { Format } from '../fact';
import { memberOf, membersOf, textAt, textsAt, textsIn, type Value, valuesAt } from './data';
import { changeFact, commandLine, told } from './looks';
import { lostChecks } from './lostChecks';
import { BRACES, type Look, notices, off, on, scriptFact, scripts, settingsFormat } from './settingsFile';
import { parseYaml } from './yaml';

/** A server that runs pipelines: how its files are called, and where in them commands and rights are. */
interface Pipelines {
  readonly files: Names;
  /** Texts that a shell runs. */
  readonly commands: Names;
  /** From the file to the folder that commands run in. */
  readonly folder?: string;
  readonly filledIn?: RegExp;
  readonly looks?: readonly Look[];
}

/** Where servers have the variables of what they run, with the value itself or beside a description. */
const ENVIRONMENT = '**.variables.* **.variables.*.value **.environment.* **.env.* **.env.global.*';

const STAGES = 'before_script[] script[] after_script[]';

const ELSEWHERE_WRITTEN = 'takes a part of the pipeline from {}, which can change at any time';

const PIPELINES: readonly Pipelines[] = [
  {
    // GitLab
    files: '.gitlab-ci*.{yml,yaml} .gitlab/ci/**.{yml,yaml} *.gitlab-ci.{yml,yaml}',
    commands: `${STAGES} *.script[] *.before_script[] *.after_script[] *.hooks.pre_get_sources_script[]`,
    filledIn: /\$\[\[[^\]]*\]\]/g,
    looks: [
      notices(
        {
          detail: 'change.pipelineAction',
          says: ELSEWHERE_WRITTEN,
          paths: 'include[] include[].remote',
          when: isRemote,
        },
        {
          detail: 'change.pipelineAction',
          says: 'takes a part of the pipeline from another project',
          paths: 'include[].project include[].component',
        },
        { detail: 'change.check', says: 'lets the pipeline pass where this fails', paths: '*.allow_failure', when: on },
        {
          detail: 'change.check',
          says: 'never runs this',
          paths: '*.when *.rules[].when',
          when: (text, { at }) => /^never$/i.test(text) && !/\.rules/.test(at),
        },
        {
          detail: 'change.pipelineSecret',
          says: 'shows all secrets in the log',
          paths: '**.variables.CI_DEBUG_*',
          when: on,
        },
      ),
      (document) =>
        valuesAt(document, '*.id_tokens.*').map(({ at, value }) =>
          changeFact(
            at,
            'change.pipelineRights',
            'may sign in elsewhere in the name of the project',
            JSON.stringify(value),
          ),
        ),
    ],
  },
  {
    files: '.circleci/**.{yml,yaml}',
    commands: '**.run **.run.command',
    folder: '..',
    filledIn: /<<[^<>]*>>/g,
    looks: [
      notices({
        detail: 'change.pipelineAction',
        says: 'runs code of the orb {}',
        paths: 'orbs.*',
        when: (text) => !/^circleci\//i.test(text),
      }),
    ],
  },
  {
    // Azure
    files:
      'azure-pipelines*.{yml,yaml} .azure-pipelines/**.{yml,yaml} .azuredevops/**.{yml,yaml} .pipelines/**.{yml,yaml}',
    commands: '**.script **.bash **.inputs.script **.inputs.inlineScript',
    filledIn: /\$\{\{[^}]*\}\}|\$\(\w+(?:\.\w+)+\)|\$\[[^\]]*\]/g,
    looks: [
      powerShell('**.powershell **.pwsh'),
      notices(
        {
          detail: 'change.check',
          says: 'lets the pipeline pass where this fails',
          paths: '**.continueOnError',
          when: on,
        },
        { detail: 'change.check', says: 'never runs this', paths: '**.enabled **.condition', when: off },
        {
          detail: 'change.pipelineAction',
          says: ELSEWHERE_WRITTEN,
          paths: 'resources.repositories[].name',
        },
        {
          detail: 'change.pipelineRights',
          says: 'keeps the password of the pipeline on the machine',
          paths: '**.persistCredentials',
          when: on,
        },
      ),
    ],
  },
  {
    files: 'bitbucket-pipelines.{yml,yaml}',
    commands: '**.script[] **.after-script[]',
    looks: [
      notices({
        detail: 'change.pipelineAction',
        says: 'runs code of the pipe {}',
        paths: '**.script[].pipe',
        when: (text) => !/^atlassian\//i.test(text),
      }),
      notices({
        detail: 'change.pipelineRights',
        says: 'may sign in elsewhere in the name of the repository',
        paths: '**.oidc',
        when: on,
      }),
    ],
  },
  {
    files: '.travis.{yml,yaml}',
    commands: [
      'before_install[] install[] after_install[] before_cache[] before_deploy[] after_deploy[] after_success[] after_failure[]',
      STAGES,
      '**.include[].script[] **.include[].install[] **.include[].before_install[] **.include[].before_script[] **.deploy.script',
    ],
    looks: [notices({ detail: 'change.pipelineAction', says: ELSEWHERE_WRITTEN, paths: 'import[] import[].source' })],
  },
  {
    // Drone, Woodpecker, Semaphore, Codefresh
    files: [
      '.{drone,woodpecker}.{yml,yaml} .woodpecker/**.{yml,yaml} .semaphore/**.{yml,yaml} {codefresh,.codefresh}.{yml,yaml}',
    ],
    commands: '**.commands[]',
    looks: [
      notices({
        detail: 'change.container',
        says: 'runs with all rights of the machine',
        paths: '**.privileged',
        when: on,
      }),
      notices({
        detail: 'change.check',
        says: 'lets the pipeline pass where this fails',
        paths: '**.failure',
        when: (text) => /^ignore$/i.test(text),
      }),
    ],
  },
  {
    files: '.buildkite/**.{yml,yaml} buildkite.{yml,yaml}',
    commands: '**.command[] **.commands[]',
    folder: '..',
    looks: [
      notices({
        detail: 'change.check',
        says: 'lets the pipeline pass where this fails',
        paths: '**.soft_fail',
        when: on,
      }),
      (document) =>
        valuesAt(document, '**.plugins[]').flatMap(({ at, value }) =>
          [...membersOf(value).map(({ key }) => key), ...textsIn(value)].map((name) =>
            changeFact(at, 'change.pipelineAction', `runs code of the plugin ${told(name)}`, name),
          ),
        ),
    ],
  },
  {
    files: '{,*[-_.]}cloudbuild*.{yml,yaml}',
    commands: 'steps[].script',
    looks: [
      (document) =>
        valuesAt(document, 'steps[]').flatMap(({ at, value }) => {
          const words = [textAt(value, 'entrypoint') ?? '', ...textsIn(memberOf(value, 'args'))];
          return words[0] === '' ? [] : [scriptFact(`${at}.args`, commandLine(words), { isElsewhere: true })];
        }),
    ],
  },
  { files: 'buildspec*.{yml,yaml}', commands: 'phases.*.commands[] phases.*.finally[]' },
  { files: 'amplify.{yml,yaml}', commands: '**.commands[]' },
  {
    files: '{.,}appveyor.{yml,yaml}',
    commands: [
      'init[] install[] before_build[] build_script[] after_build[] before_test[] test_script[] after_test[] deploy_script[] on_*[]',
      'init[].sh install[].sh before_build[].sh build_script[].sh test_script[].sh after_test[].sh deploy_script[].sh',
    ],
    looks: [powerShell('**.ps **.pwsh')],
  },
  { files: '.cirrus.{yml,yaml}', commands: '**.*script[] **.*_script.*[]' },
  {
    files: '{bitrise,codemagic,wercker,screwdriver,codeship-steps,.build,pipeline}.{yml,yaml} .harness/**.{yml,yaml}',
    commands: ['**.script **.scripts[] **.scripts[].script **.content **.code **.command **.steps[]'],
    filledIn: BRACES,
  },
  // Tekton and Concourse
  { files: '.tekton/**.{yml,yaml} .concourse/**.{yml,yaml}', commands: '**.script', looks: [runsOfConcourse] },
];

function runsOfConcourse(document: Value) {
  return valuesAt(document, '**.run').flatMap(({ at, value }) => {
    const words = [textAt(value, 'path') ?? '', ...textsIn(memberOf(value, 'args'))];
    return words[0] === '' ? [] : [scriptFact(at, commandLine(words), { isElsewhere: true })];
  });
}

function isRemote(text: string): boolean {
  return /^(?:https?:)?\/\//i.test(text.trim());
}

function powerShell(paths: Names): Look {
  return (document) =>
    textsAt(document, paths).map(({ at, value }) =>
      scriptFact(at, commandLine(['pwsh', '-Command', value.text]), { isElsewhere: true }),
    );
}

export const otherPipelines: readonly Format[] = PIPELINES.map(
  ({ files, commands, folder, filledIn, looks = [] }): Format => ({
    ...settingsFormat('yaml', files, [
      scripts({ paths: commands, folder, filledIn, isElsewhere: true, environment: ENVIRONMENT }),
      ...looks,
    ]),
    weakened: (before, after) => {
      const [had, has] = [before, after].map((text) =>
        parseYaml(text).flatMap((document) => textsAt(document, commands).map(({ value }) => value.text)),
      );
      return lostChecks(had ?? [], has ?? []);
    },
  }),
);
