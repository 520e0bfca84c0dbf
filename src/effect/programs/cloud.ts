import type { Call, Program } from './program';

interface Looking {
  readonly names: string;
  /** Words that only look, after options are taken away. */
  readonly looks: RegExp;
  readonly local?: RegExp;
  readonly publishes?: RegExp;
  readonly what: string;
}

/** Containers, clusters, clouds and code hosting: what only looks is told by its words, everything else changes something. */
const SERVICES: readonly Looking[] = [
  {
    names: 'docker podman nerdctl',
    looks:
      /^(?:ps|images|image (?:ls|list|inspect|history)|container (?:ls|list|inspect|logs|top|stats|port|diff)|inspect|logs|version|info|stats|top|port|history|diff|events|search|system (?:df|info)|network (?:ls|inspect|list)|volume (?:ls|inspect|list)|context (?:ls|show|inspect)|compose (?:ps|logs|config|ls|images|top|version|events|port|stats)|buildx (?:ls|inspect|version|du)|manifest inspect|help|stack (?:ls|ps)|node ls|service (?:ls|ps|logs|inspect)|plugin ls|wait)(?: |$)/,
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
    looks:
      /^(?:get(?! (?:secrets?|cm|configmaps?)\b)|describe(?! secrets?)|logs|top|version|explain|api-resources|api-versions|cluster-info|config (?:view|get-contexts|current-context|get-clusters)|auth can-i|diff|events|wait|rollout (?:status|history)|kustomize|completion|options)(?: |$)/,
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
    looks:
      /^(?:validate|fmt|version|show|output|providers|graph|state (?:list|show)|workspace (?:list|show)|plan|test|get|init(?! .*-(?:migrate|reconfigure|force)))(?: |$)/,
    what: 'infrastructure',
  },
  {
    names:
      'pulumi cdk sls serverless sam copilot ansible ansible-playbook ansible-galaxy vagrant packer nomad consul boundary crossplane chef knife puppet salt',
    looks:
      /^(?:version|preview|stack ls|config get|ls|list|diff|synth|validate|fmt|inspect|status|global-status|whoami|about|--version|--syntax-check|--list-tasks|--list-hosts|help|print|doctor)(?: |$)/,
    what: 'infrastructure',
  },
  {
    names: 'aws',
    looks:
      /^(?:(?!secretsmanager|ssm|kms|sts get-session|iam create|ecr get-login)\w[\w-]* (?:describe-|list-|ls|wait|head-)[\w-]*|sts get-caller-identity|configure list|s3 ls|help|(?:ec2|s3api|lambda|cloudwatch|logs|dynamodb|rds|ecs|eks|cloudformation|route53|sqs|sns) (?:get-(?!session|login|password|authorization|random|function$|parameter|secret)[\w-]+|filter-log-events|tail|query|scan))(?: |$)/,
    what: 'the cloud',
  },
  {
    names:
      'gcloud gsutil bq az doctl heroku flyctl fly vercel netlify railway render firebase supabase wrangler linode-cli hcloud oci ibmcloud scw exo cf eb amplify surge now pulumi-up planetscale pscale neonctl turso convex',
    looks:
      /^(?:version|info|help|whoami|status|config list|auth list|apps(?: list)?|ps|logs|list|ls|projects list|[\w-]+ (?:list|show|describe|ls|info|status)|[\w-]+ [\w-]+ (?:list|show|describe)|dev|--version)(?: |$)/,
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
  { names: 'gh glab hub tea', loose: true, see: hosting },
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
  const shown = `${call.name} ${text.slice(0, 60)}`;
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
    !/(?:^| )(?:--privileged|--push|--output|-o|--secret|--ssh|--build-context|--volumes|-v|--rmi|--host|--allow)(?:=| |$)/.test(
      all,
    )
  )
    call.runHere('run.build', shown, `builds or starts the project's containers`);
  else call.emit('deploy', shown, { detail: 'deploy.change', says: `changes ${what}` });
  return undefined;
}

function hosting(call: Call): undefined {
  const text = words(call);
  const all = whole(call);
  const shown = `${call.name} ${text.slice(0, 60)}`;
  if (/^(?:--version|--help|-h|version|help|)$/.test(all)) return undefined;
  if (
    /^auth (?:token|refresh|login|logout|setup-git)|--show-token/.test(
      `${text}${all.includes('--show-token') ? ' --show-token' : ''}`,
    )
  ) {
    call.emit('read', `the token of ${call.name}`, {
      detail: 'read.environment',
      says: `reads or changes the token of ${call.name}`,
    });
    return undefined;
  }
  if (/^api\b/.test(text)) {
    const method = /(?:^| )(?:-X|--method)[ =]?(\S+)/.exec(all)?.[1]?.toUpperCase();
    const hasFields = /(?:^| )(?:-f|-F|--field|--raw-field|--input)(?:[ =]|$)/.test(all);
    const isQuery =
      /^api graphql/.test(text) && !/mutation/i.test(all) && !call.args.some((arg) => arg.text === undefined);
    const isOdd = /--hostname|https?:/.test(all);
    if (
      (method === 'GET' || (method === undefined && !hasFields) || isQuery) &&
      !isOdd &&
      !/ \?/.test(` ${text.slice(3)}`.replace(/\?[\w=&]+/g, ''))
    )
      call.emit('fetch', call.name, { detail: 'fetch.registry', says: 'asks the code host' });
    else call.emit('deploy', shown, { detail: 'deploy.hosting', says: 'changes something on the code host' });
    return undefined;
  }
  if (
    /^(?:(?:pr|mr|issue|run|repo|release|workflow|gist|label|cache|ruleset|variable|project|org|search|status|ci|pipeline|attestation|milestone|snippet) (?:list|view|status|diff|checks|ls|show|get|search|trace|watch|download-check)|search \w+|status|auth status|repo view|config (?:get|list)|browse)(?: |$)/.test(
      text,
    ) &&
    !/--web|(?:^| )-w(?: |$)/.test(all)
  ) {
    call.emit('fetch', call.name, { detail: 'fetch.registry', says: 'asks the code host' });
    return undefined;
  }
  if (/^(?:pr|mr) checkout(?: |$)/.test(text))
    call.emit('gitRemote', text, { detail: 'git.remote.checkout', says: 'checks out code from the code host' });
  else if (/^release (?:create|upload|edit)/.test(text))
    call.emit('publish', shown, { detail: 'publish.release', says: 'publishes a release' });
  else if (/^(?:alias|extension|ext|codespace|cs)\b/.test(text))
    call.unknown('program.beyond', shown, 'installs or runs something of its own');
  else call.emit('deploy', shown, { detail: 'deploy.hosting', says: 'changes something on the code host' });
  return undefined;
}
