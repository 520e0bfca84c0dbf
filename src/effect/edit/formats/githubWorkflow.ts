import type { EditedFile, Fact, Format } from '../fact';
import { isFalse, isTrue, memberOf, membersOf, textAt, textOf, textsAt, textsIn, type Value, valuesAt } from './data';
import { plain } from './githubExpressions';
import { codeFacts, runFacts } from './githubRuns';
import { changeFact, commandLine } from './looks';
import { lostChecks } from './lostChecks';
import { scriptFact, settingsFormat } from './settingsFile';
import { parseYaml } from './yaml';

const STEPS = 'jobs.*.steps[] runs.steps[]';
const FILES = ['.{github,gitea,forgejo}/workflows/**.{yml,yaml}', 'action.{yml,yaml}'];

/** Workflows of GitHub and of those that speak its language, and the actions that they call. */
export const githubWorkflow: Format = {
  ...settingsFormat('yaml', FILES, [
    triggers,
    runners,
    rights,
    steps,
    calledWorkflows,
    containers,
    switchedOff,
    environments,
  ]),
  weakened: (before, after) => {
    const [had] = parseYaml(before);
    const [has] = parseYaml(after);
    if (had === undefined || has === undefined) return [];
    return [...lostRights(had, has), ...lostChecks(checksOf(had), checksOf(has))];
  },
};

/** What others can set off, with the rights and secrets of this repository. */
const OPEN_TRIGGERS: Readonly<Record<string, string>> = {
  pull_request_target: "runs for everybody's pull requests with the rights and secrets of the repository",
  workflow_run: "runs after other workflows, those of everybody's pull requests too, with the rights of the repository",
  issue_comment: 'runs for everybody who writes a comment',
  issues: 'runs for everybody who opens an issue',
  discussion: 'runs for everybody who opens a discussion',
  discussion_comment: 'runs for everybody who writes a comment',
  pull_request_review: 'runs for everybody who reviews a pull request',
  pull_request_review_comment: 'runs for everybody who writes a comment',
  fork: 'runs for everybody who forks the repository',
  watch: 'runs for everybody who stars the repository',
  gollum: 'runs for everybody who edits the wiki',
  repository_dispatch: 'runs when something outside of the repository says so',
  schedule: 'runs by itself at set times',
};

function triggers(document: Value): readonly Fact[] {
  const strangers = triggerNames(document).some((name) => /^(?:pull_request_target|workflow_run)$/i.test(name));
  return [
    ...triggerNames(document).flatMap((name) => {
      const says = OPEN_TRIGGERS[name.toLowerCase()];
      return says === undefined ? [] : [changeFact(`on.${name}`, 'change.pipelineTrigger', says, name)];
    }),
    ...(strangers ? strangersCode(document) : []),
  ];
}

function triggerNames(document: Value): readonly string[] {
  // Writers of the older YAML make `true` of `on`.
  return ['on', 'true'].flatMap((key) => {
    const value = memberOf(document, key);
    return value?.kind === 'mapping' ? value.members.map((member) => member.key) : textsIn(value);
  });
}

/** The code of a pull request, taken in where the repository's secrets are. */
function strangersCode(document: Value): readonly Fact[] {
  return textsAt(document, 'jobs.*.steps[].with.ref jobs.*.steps[].with.repository')
    .filter(({ value }) => /head|pull_request|merge_commit|refs\/pull/.test(plain(value.text)))
    .map(({ at, value }) =>
      changeFact(
        at,
        'change.pipelineInjection',
        "takes a stranger's code in where the secrets of the repository are",
        value.text,
      ),
    );
}

function runners(document: Value): readonly Fact[] {
  return textsAt(document, 'jobs.*.runs-on[] jobs.*.runs-on.labels[] jobs.*.runs-on.group')
    .filter(({ at, value }) => /self-hosted/i.test(value.text) || /\.group$/i.test(at))
    .map(({ at, value }) => changeFact(at, 'change.pipelineTrigger', 'runs on a machine of your own', value.text));
}

function rights(document: Value): readonly Fact[] {
  return valuesAt(document, 'permissions jobs.*.permissions').flatMap(({ at, value }) => {
    if (value.kind === 'scalar')
      return /^write-all$/i.test(value.text.trim())
        ? [changeFact(at, 'change.pipelineRights', 'may change everything in the repository', value.text)]
        : [];
    return membersOf(value)
      .filter((member) => /^write$/i.test(textOf(member.value)?.trim() ?? ''))
      .map(({ key }) => changeFact(`${at}.${key}`, 'change.pipelineRights', rightTo(key), `${key}: write`));
  });
}

function rightTo(name: string): string {
  return /^id-token$/i.test(name)
    ? 'may sign in elsewhere in the name of the repository'
    : `may write ${name} of the repository`;
}

/** Without a block of its own the token has the rights that the repository gives by default: often all. */
function lostRights(had: Value, has: Value): readonly Fact[] {
  if (memberOf(has, 'permissions') !== undefined) return [];
  const says = 'no longer limits the rights of the workflow';
  if (memberOf(had, 'permissions') !== undefined)
    return [changeFact('permissions', 'change.pipelineRights', says, 'permissions')];
  return membersOf(memberOf(has, 'jobs')).flatMap(({ key, value }) => {
    const before = memberOf(memberOf(had, 'jobs'), key);
    return memberOf(before, 'permissions') !== undefined && memberOf(value, 'permissions') === undefined
      ? [changeFact(`jobs.${key}.permissions`, 'change.pipelineRights', says, 'permissions')]
      : [];
  });
}

function steps(document: Value, file: EditedFile): readonly Fact[] {
  return valuesAt(document, STEPS).flatMap((step) => {
    const at = `${step.at}.${stepName(step.value)}`;
    const texts = (paths: string) => textsAt(step.value, paths).map(({ value }) => value.text);
    const uses = texts('uses');
    const codes = uses.some((name) => /github-script/i.test(name)) ? texts('with.script') : [];
    return [
      ...texts('run').flatMap((run) => runFacts(`${at}.run`, run, step, document, file)),
      ...uses.flatMap((name) => usesFacts(`${at}.uses`, name)),
      ...codes.flatMap((code) => codeFacts(`${at}.script`, code)),
    ];
  });
}

/** What it keeps when other steps come and go. */
function stepName(step: Value): string {
  const text = textAt(step, 'id') ?? textAt(step, 'name') ?? textAt(step, 'uses') ?? textAt(step, 'run') ?? '';
  return (text.trim().split('\n')[0] ?? '').slice(0, 60);
}

function calledWorkflows(document: Value): readonly Fact[] {
  const inherited = textsAt(document, 'jobs.*.secrets')
    .filter(({ value }) => /^inherit$/i.test(value.text.trim()))
    .map(({ at, value }) =>
      changeFact(at, 'change.pipelineSecret', 'gives all secrets to another workflow', value.text),
    );
  const images = textsAt(document, 'runs.image').flatMap(({ at, value }) => usesFacts(at, value.text));
  return [
    ...textsAt(document, 'jobs.*.uses').flatMap(({ at, value }) => usesFacts(at, value.text)),
    ...images.filter(() => /^docker:\/\//i.test(textsAt(document, 'runs.image')[0]?.value.text ?? '')),
    ...inherited,
  ];
}

/** Those who make the runner itself, and code of the repository. */
const TRUSTED_ACTION = /^(?:actions|github)\/|^\.{1,2}\//i;
const PINNED = /@(?:[0-9a-f]{40}|[0-9a-f]{64}|sha256:[0-9a-f]{64})$/i;

function usesFacts(at: string, uses: string): readonly Fact[] {
  const name = uses.trim();
  if (name === '' || TRUSTED_ACTION.test(name) || PINNED.test(name)) return [];
  const says = name.includes('${{')
    ? "runs an action that can't be told beforehand"
    : `runs code of ${name.split('@')[0] ?? ''} that its owner can change at any time`;
  return [changeFact(at, 'change.pipelineAction', says, name)];
}

const GIVES_MACHINE =
  /--privileged|--cap-add[= ](?:ALL|SYS_ADMIN)|--(?:network|net|pid|ipc)[= ]host|(?:^|[\s=])\/(?::|var\/run\/docker\.sock|etc\b|root\b)/i;

/** Containers of jobs, and what an action made of a container starts. */
function containers(document: Value): readonly Fact[] {
  const options = textsAt(
    document,
    'jobs.*.container.options jobs.*.services.*.options jobs.*.container.volumes[] jobs.*.services.*.volumes[]',
  );
  const started = textsAt(document, 'runs.entrypoint runs.pre-entrypoint runs.post-entrypoint').map(({ at, value }) => {
    const words = textsAt(document, 'runs.args[]').map((each) => each.value.text);
    return scriptFact(at, commandLine([value.text, ...words]), { isElsewhere: true });
  });
  return [
    ...started,
    ...options
      .filter(({ value }) => GIVES_MACHINE.test(value.text))
      .map(({ at, value }) =>
        changeFact(at, 'change.container', 'gives the container the machine that it runs on', value.text),
      ),
  ];
}

function switchedOff(document: Value): readonly Fact[] {
  return [
    ...textsAt(document, 'jobs.*.continue-on-error jobs.*.steps[].continue-on-error runs.steps[].continue-on-error')
      .filter(({ value }) => isTrue(plain(value.text)))
      .map(({ at, value }) => changeFact(at, 'change.check', 'lets the workflow pass where this fails', value.text)),
    ...textsAt(document, 'jobs.*.if jobs.*.steps[].if runs.steps[].if')
      .filter(
        ({ value }) =>
          isFalse(plain(value.text)) || /^(?:!true|1==2|0==1|false&&.*|.*&&false)$/.test(plain(value.text)),
      )
      .map(({ at, value }) => changeFact(at, 'change.check', 'never runs this', value.text)),
  ];
}

/** Variables that loosen what the runner or its programs would refuse. */
function environments(document: Value): readonly Fact[] {
  return textsAt(document, 'env.* jobs.*.env.* jobs.*.steps[].env.* runs.steps[].env.*').flatMap(({ at, value }) => {
    if (/\.actions_allow_unsecure_commands$/i.test(`.${at}`) && isTrue(value.text))
      return [
        changeFact(at, 'change.pipelineInjection', 'lets printed text set variables and paths of the run', value.text),
      ];
    if (/tojson\(secrets\)/.test(plain(value.text)))
      return [changeFact(at, 'change.pipelineSecret', 'takes all secrets of the repository', value.text)];
    return [];
  });
}

/** The scripts of a workflow that run and count when they fail, and the actions in it. */
function checksOf(document: Value): readonly string[] {
  return valuesAt(document, STEPS)
    .filter(
      ({ value }) => !isTrue(textAt(value, 'continue-on-error')) && !isFalse(plain(textAt(value, 'if') ?? 'true')),
    )
    .map(({ value }) => textAt(value, 'run') ?? textAt(value, 'uses') ?? '');
}
