import { either, type Names } from '../names';
import { sliceArg } from './grammar';
import type { Call, Program } from './program';

interface Looking {
  readonly names: Names;
  /** Words that only look, after options are taken away. */
  readonly looks: RegExp;
  readonly local?: RegExp;
  readonly publishes?: RegExp;
  readonly what: string;
}

/**
 * Words a command line may begin with: `ps images`, or behind one of several words: `network volume: ls inspect`. Each
 * may be a small pattern.
 */
function phrases(...lines: readonly string[]): RegExp {
  const sources = lines.map((line) => {
    const [before = '', after] = line.split(/:(?= )/);
    return after === undefined ? either(before) : `(?:${either(before)}) (?:${either(after)})`;
  });
  return new RegExp(`^(?:${sources.join('|')})(?: |$)`);
}

/** Containers, clusters and clouds: what only looks is told by its words, everything else changes something. */
const SERVICES: readonly Looking[] = [
  {
    names: 'docker podman nerdctl',
    looks: phrases(
      'ps images inspect logs version info stats top port history diff events search help wait',
      'image: ls list inspect history',
      'container: ls list inspect logs top stats port diff',
      'compose: ps logs config ls images top version events port stats',
      'network volume: ls inspect list',
      'service: ls ps logs inspect',
      'stack: ls ps',
      'context: ls show inspect',
      'buildx: ls inspect version du',
      'system: df info',
      'manifest: inspect',
      'node plugin: ls',
    ),
    local:
      /^(?:build|compose build|compose stop|compose pull|compose start|buildx build|image build|compose up|compose down$)(?: |$)/,
    publishes: /^(?:push|image push|compose push|login|logout|manifest push)(?: |$)/,
    what: 'containers',
  },
  {
    names: 'docker-compose podman-compose',
    looks: /^(?:ps|logs|config|images|top|version|events|port|ls)(?: |$)/,
    local: /^(?:build|up|stop|start|pull|down$)(?: |$)/,
    publishes: /^push/,
    what: 'containers',
  },
  {
    names: 'kubectl oc k9s kubectx kubens',
    looks: phrases(
      // Secrets are no mere look, and configuration maps often hold some.
      'get(?!\\ (?:secrets?|cm|configmaps?)\\b) describe(?!\\ secrets?)',
      'logs top version explain api-resources api-versions cluster-info diff events wait kustomize completion options',
      'config: view get-contexts current-context get-clusters',
      'rollout: status history',
      'auth: can-i',
    ),
    what: 'the cluster',
  },
  {
    names: 'helm',
    looks:
      /^(?:list|ls|status|history|get|show|search|template|lint|version|env|dependency list|repo list|help|verify)(?: |$)/,
    publishes: /^push/,
    what: 'the cluster',
  },
  { names: 'kustomize', looks: /^(?:build|version|cfg)(?: |$)/, what: 'the cluster' },
  {
    names: 'minikube kind k3d k3s skaffold tilt argocd flux istioctl linkerd cilium stern kubeseal eksctl',
    looks:
      /^(?:status|version|get|list|ls|profile list|ip|logs|check|app (?:get|list)|tree|analyze|proxy-status|help)(?: |$)/,
    what: 'the cluster',
  },
  {
    names: 'terraform tofu terragrunt',
    looks: phrases(
      'validate fmt version show output providers graph plan get init(?!\\ .*-(?:migrate|reconfigure|force))',
      'state workspace: list show',
    ),
    what: 'infrastructure',
  },
  {
    names: [
      'pulumi cdk sls serverless sam copilot crossplane boundary consul nomad packer vagrant',
      'ansible ansible-playbook ansible-galaxy chef knife puppet salt',
    ],
    looks: phrases(
      'version preview ls list diff synth validate fmt inspect status global-status whoami about help print doctor',
      '--version --syntax-check --list-tasks --list-hosts',
      'stack: ls',
      'config: get',
    ),
    what: 'infrastructure',
  },
  {
    names: 'aws',
    looks: phrases(
      'help sts\\ get-caller-identity configure\\ list s3\\ ls',
      // Any service may be asked what it has, but those that answer with secrets.
      '(?!secretsmanager|ssm|kms|sts\\ get-session|iam\\ create|ecr\\ get-login)\\w[\\w-]*: (?:describe-|list-|ls|wait|head-)[\\w-]*',
      `ec2 s3api lambda cloudwatch logs dynamodb rds ecs eks cloudformation route53 sqs sns: ${[
        'get-(?!session|login|password|authorization|random|function$|parameter|secret)[\\w-]+',
        'filter-log-events tail query scan',
      ].join(' ')}`,
    ),
    what: 'the cloud',
  },
  {
    names: [
      'gcloud gsutil bq az oci ibmcloud doctl linode-cli hcloud scw exo cf eb amplify',
      'heroku flyctl fly vercel netlify railway render firebase supabase wrangler surge now pulumi-up convex',
      'planetscale pscale neonctl turso',
    ],
    looks: phrases(
      'version info help whoami status apps ps logs list ls dev --version',
      'config auth apps projects: list',
      '[\\w-]+: list show describe ls info status',
      '[\\w-]+\\ [\\w-]+: list show describe',
    ),
    what: 'the cloud',
  },
  {
    names: 'circleci gitlab-runner jenkins-cli travis buildkite-agent act sentry-cli datadog newrelic',
    looks: /^(?:version|config validate|local execute|list|status|verify|info|help|lint|--list|-l)(?: |$)/,
    what: 'the pipeline',
  },
];

export const cloudPrograms: readonly Program[] = [
  ...SERVICES.map((service): Program => ({ names: service.names, loose: true, see: (call) => serve(call, service) })),
];

/** The words without options, so that `docker --context x ps` is `docker ps`; values of options stay, which errs to asking. */
function words(call: Call): string {
  return call.args
    .filter((arg) => !arg.head.startsWith('-'))
    .map((arg) => arg.text ?? '?')
    .join(' ');
}

function whole(call: Call): string {
  return call.args.map((arg) => arg.text ?? '?').join(' ');
}

/** A resource among the words that holds secrets, wherever options stand between them. */
const SECRET_WORD =
  /(?:^(?:get|describe) (?:.*[ ,])?(?:secrets?|cm|configmaps?)(?:[ ,/.]|$))|(?:^| )(?:secrets?|keys?|keyvault|credentials?|(?:access-)?tokens?|passwords?|connection-strings?)(?: .*)? (?:list|show|get|describe|versions)(?: |$)/;

function serve(call: Call, { looks, local, publishes, what }: Looking): undefined {
  const text = words(call);
  const all = whole(call);
  if (text === '' && /^(?:--version|-v|--help|-h|version)?$/.test(all)) return undefined;
  if (
    /^(?:--host|-H|--context|--kubeconfig|--server|--config|--tlscacert|--as|--token|--endpoint-url)(?:=|$)/.test(
      call.args[0]?.head ?? '',
    )
  )
    call.unknown('program.option', call.args[0]?.raw ?? '', `points ${call.name} elsewhere`);
  const elsewhere = call.args.find((arg) => /^--(?:kubeconfig|server|endpoint-url|tlscacert)(?:=|$)/.test(arg.head));
  if (elsewhere !== undefined) call.unknown('program.option', elsewhere.raw, `points ${call.name} elsewhere`);
  for (const [index, arg] of call.args.entries()) {
    const value = /^(?:-f|--file)$/.test(call.args[index - 1]?.text ?? '')
      ? arg
      : arg.head.startsWith('--file=')
        ? sliceArg(arg, 7)
        : undefined;
    if (what === 'containers' && value !== undefined && (value.text === '-' || call.areaOf(value) !== 'workspace'))
      call.unknown('program.option', value.raw, `takes ${call.name}'s instructions from elsewhere`);
  }
  const shown = `${call.name} ${text.slice(0, 60)}`;
  if (SECRET_WORD.test(text) || /^s3api get-object(?:-torrent)?(?: |$)/.test(text))
    return call.emit('deploy', shown, { detail: 'deploy.secrets', says: `reads or changes secrets of ${what}` });
  if (what === 'containers' && /\bbuild\b/.test(text) && /(?:https?:|git:|git@|github\.com|(?:^| )-(?: |$))/.test(all))
    return call.emit('deploy', shown, { detail: 'deploy.change', says: 'builds what it fetches' });
  if (
    call.args.some((arg) => arg.text === undefined && arg.head === '' && arg.unknown?.nature === 'any') &&
    !looks.test(text)
  )
    call.unknown('value.option', shown, `gives ${call.name} words that can't be told beforehand`);
  if (publishes?.test(text) === true)
    call.emit('publish', shown, { detail: 'publish.image', says: 'sends an image or a password to a registry' });
  else if (looks.test(text) && !/(?:^| )--(?:endpoint-url|exec|output-file|post-renderer|pre|raw)(?:=| |$)/.test(all)) {
    if (what === 'infrastructure' || what === 'the pipeline') call.runHere('run.tool', shown, `looks at ${what}`);
    else if (what !== 'containers')
      call.emit('fetch', call.name, { detail: 'fetch.registry', says: `asks about ${what}` });
  } else if (
    local?.test(text) === true &&
    !/(?:^| )(?:--privileged|--push|--output|-o|--secret|--ssh|--build-context|--volumes|-\w*v\w*|--rmi|--host|--allow)(?:=| |$)/.test(
      all,
    )
  )
    call.runHere('run.build', shown, `builds or starts the project's containers`);
  else call.emit('deploy', shown, { detail: 'deploy.change', says: `changes ${what}` });
  return undefined;
}
