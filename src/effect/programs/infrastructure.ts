import { either } from '../names';
import { SECRET } from '../shell/value';
import type { Call, Does, Parsed, Program, Subcommand } from './program';

const changes: readonly Does[] = [['deploy', 'deploy.change', 'changes infrastructure']];
const tool: readonly Does[] = [['run', 'run.tool', 'looks at infrastructure']];
const CHANGES: Subcommand = { loose: true, does: changes };

/** Terraform takes words behind one dash or two. */
function terraform(options: string, more: Partial<Subcommand> = {}): Subcommand {
  const both = options
    .split(' ')
    .map((option) => option.replace(/^-(\w[\w-]*)/, '-$1,--$1'))
    .join(' ');
  return {
    longSingle: true,
    options: ['-no-color,--no-color -json,--json -help,--help', both],
    does: tool,
    operands: 'text*',
    ...more,
  };
}

const STATE =
  '-lock=? -lock-timeout= -input=? -var= -var-file=names -target= -replace= -parallelism= -refresh=? -compact-warnings -state=read';

const TERRAFORM: Readonly<Record<string, Subcommand>> = {
  fmt: terraform('-check=? -diff=? -list=? -write=? -recursive=?', {
    operands: 'edit*',
    does: [['run', 'run.tool', "formats the project's files"]],
  }),
  validate: terraform('-no-tests -test-directory= -var= -var-file=names'),
  'version|metadata|modules|functions': terraform(''),
  show: terraform('-module-depth=', { see: shown }),
  output: terraform('-raw -state=read', { see: shown }),
  providers: terraform('-test-directory='),
  graph: terraform('-type= -draw-cycles -module-depth= -plan= -verbose'),
  plan: terraform(
    `${STATE} -out=write -destroy -refresh-only -detailed-exitcode -generate-config-out=write -state-out=write`,
  ),
  get: terraform('-update=? -test-directory=', {
    does: [['install', 'install.manifest', 'brings in the modules that the project names']],
  }),
  init: terraform(
    `${STATE} -upgrade=? -backend=? -get=? -lockfile= -reconfigure! -migrate-state! -force-copy! -backend-config=no -from-module=no -plugin-dir=no -get-plugins=? -verify-plugins=no -test-directory= -cloud=?`,
    { does: [['install', 'install.manifest', 'brings in the providers that the project names']] },
  ),
  state: {
    longSingle: true,
    subcommands: {
      list: terraform('-state=read -id='),
      show: terraform('-state=read', { see: shown }),
      pull: {
        loose: true,
        see: (call) => secret(call, 'shows all that is known of the infrastructure, passwords too'),
      },
      'rm|mv|push|replace-provider|identities': CHANGES,
    },
  },
  workspace: { longSingle: true, subcommands: { 'list|show': terraform(''), 'select|new|delete': CHANGES } },
  'apply|destroy|import|taint|untaint|refresh|force-unlock|login|logout|test|console|env|0.12upgrade|query|stacks|run-all|run|apply-all|destroy-all':
    CHANGES,
  'hclfmt|hcl|validate-inputs|render-json|graph-dependencies|output-module-groups|dag|find|list': terraform(
    '-check,--check -diff,--diff -terragrunt-check --terragrunt-check --terragrunt-diff --terragrunt-working-dir=cwd --working-dir=cwd',
  ),
};

function secret(call: Call, says: string): undefined {
  call.taint |= SECRET;
  call.emit('read', 'secrets', { detail: 'read.kept', says });
}

/** What the same command describes may run a program as soon as it is planned. */
function lookAtWritten(call: Call, parsed: Parsed): undefined {
  if (!/^(?:plan|refresh|test|import|console|init|get)$/.test(parsed.operands[0]?.text ?? '')) return undefined;
  for (const file of call.state.writtenPaths())
    if (
      /\.(?:tf|tofu|hcl)(?:\.json)?$/.test(file) &&
      !/^(?:(?!external|provisioner|\bsource\b|_exec|http)[\s\S])*$/.test(call.state.written(file)?.text ?? 'external')
    )
      call.unknown(
        'run.written',
        file,
        'describes infrastructure by what the same command writes, which can run programs',
      );
  return undefined;
}

/** What is kept of a resource may be a password: by its name, or where all is shown. */
function shown(call: Call, parsed: Parsed): undefined {
  const names = parsed.operands.map((arg) => arg.text ?? 'secret').join(' ');
  if (/pass|secret|token|key|credential|connection_string|kubeconfig/i.test(names)) secret(call, `shows ${names}`);
  // In this form what is marked as sensitive is shown as well.
  else if (parsed.operands.length === 0 && parsed.has('-json', '--json'))
    secret(call, 'shows all that is known of the infrastructure, passwords too');
  return undefined;
}

interface Tool {
  readonly names: string;
  /** Commands that only look. */
  readonly looks: RegExp;
  /** What it does without a word; without it, it shows its help. */
  readonly alone?: 'runs';
  readonly secrets?: RegExp;
  readonly installs?: RegExp;
  readonly says?: string;
  readonly options?: string;
}

const TOOLS: readonly Tool[] = [
  {
    names: 'pulumi',
    looks: looking([
      'preview version about whoami help console-url logs',
      'stack(?=\\ *$) stack\\ (?:ls|graph|history|output|tag\\ ls) config(?=\\ *$) config\\ get plugin\\ ls org\\ (?:get-default|search)',
      'schema\\ check policy\\ ls',
    ]),
    secrets: /--show-secrets|^stack export|^config .*--show-secrets/,
    installs: /^(?:install|plugin install)(?: |$)/,
  },
  {
    names: 'cdk cdktf cdk8s sst',
    options: '-a,--app=shell',
    looks: looking(['synth synthesize ls list diff doctor version docs context notices metadata help get']),
  },
  {
    names: 'sam',
    looks: looking([
      'validate build list version docs local\\ generate-event pipeline\\ (?!bootstrap) local\\ (?:invoke|start-api|start-lambda)',
    ]),
  },
  {
    names: 'serverless sls copilot eb amplify up architect chalice zappa claudia',
    looks: looking([
      'print package info version help doctor status list show offline ls (?:app|env|svc|job|pipeline)\\ (?:ls|show|status|logs) logs health events console-url invoke\\ local',
    ]),
  },
  {
    names: 'packer',
    looks: looking(['validate fmt inspect version plugins\\ (?:required|installed) help']),
    installs: /^init(?: |$)/,
  },
  {
    names: 'consul nomad boundary waypoint crossplane',
    looks: looking([
      'version members info status validate fmt monitor plan help catalog\\ \\w+ kv\\ get job\\ (?:status|inspect|validate|plan|history)',
      'node\\ status alloc\\ (?:status|logs) server\\ members operator\\ raft\\ list-peers services',
    ]),
    secrets: /^(?:keyring|acl|operator (?:snapshot|autopilot))/,
  },
  {
    names: 'chef knife puppet salt salt-call',
    looks: looking(['version help status (?:node|cookbook|role|environment)\\ (?:list|show) parser\\ validate']),
  },
  {
    names: 'cfn-guard tfsec terrascan infracost driftctl',
    looks: /^(?!init|auth|register|login|configure)/,
  },
  {
    names:
      'circleci gitlab-runner jenkins-cli travis buildkite-agent sentry-cli datadog datadog-ci newrelic drone woodpecker-cli',
    looks: looking([
      'version config\\ (?:validate|process) local\\ execute list status verify info help lint -l --list releases\\ list',
      'projects\\ list issues\\ list whoami logs\\ list build\\ (?:ls|info)',
    ]),
  },
  // Without a word it runs the workflows of the project in containers.
  {
    names: 'act',
    looks: /^(?:-l|--list|-n|--dryrun|--version|--help|-g|--graph|--bug-report|--man-page)(?: |$)/,
    alone: 'runs',
  },
];

/** Any of these words, as a whole, at the beginning. */
function looking(words: readonly string[]): RegExp {
  return new RegExp(`^(?:${either(words)})(?: |$)`);
}

/** Infrastructure that is described in files: what would change is shown, what changes it waits. */
export const infrastructurePrograms: readonly Program[] = [
  {
    names: 'terraform tofu terragrunt',
    longSingle: true,
    options:
      '-chdir=cwd -version,--version,-v -help,--help,-h --terragrunt-working-dir=cwd --terragrunt-non-interactive --non-interactive --working-dir=cwd --terragrunt-log-level=',
    subcommands: TERRAFORM,
    see: lookAtWritten,
  },
  ...TOOLS.map(
    (each): Program => ({
      names: each.names,
      loose: true,
      options: each.options ?? '',
      see: (call, parsed) => lookAt(call, parsed, each),
    }),
  ),
  {
    names: 'ansible ansible-playbook ansible-pull ansible-console',
    loose: true,
    see: (call) =>
      call.args.some((arg) => /^--(?:syntax-check|list-(?:tasks|hosts|tags)|version|help)$/.test(arg.text ?? ''))
        ? call.runHere('run.tool', call.name, 'looks at infrastructure')
        : call.emit('deploy', call.name, { detail: 'deploy.change', says: 'runs things on other machines' }),
  },
  {
    names: 'ansible-doc ansible-config ansible-inventory',
    loose: true,
    see: (call) => {
      if (call.args.some((arg) => /^--(?:output|export-file|vault|ask-vault)|^init$/.test(arg.head)))
        call.unknown('program.option', call.name, 'opens a vault or writes elsewhere');
      return call.runHere('run.tool', call.name, 'looks at infrastructure');
    },
  },
  {
    names: 'ansible-galaxy',
    loose: true,
    see: (call, parsed) => {
      const words = parsed.operands.map((arg) => arg.text ?? '?').join(' ');
      const isManifest =
        /\binstall\b/.test(words) && call.args.some((arg) => /^(?:-\w*r|--requirements-file)/.test(arg.text ?? ''));
      if (/^(?:(?:collection|role) )?(?:list|info|search|verify)(?: |$)/.test(words) || words === '') return undefined;
      if (/^(?:collection|role) init /.test(words)) return call.runHere('run.tool', 'ansible-galaxy');
      return isManifest
        ? call.emit('install', words, {
            detail: 'install.manifest',
            says: 'brings in the roles that the project names',
          })
        : call.emit('install', words, { detail: 'install.named', says: 'brings in roles from elsewhere' });
    },
  },
  {
    names: 'ansible-vault',
    loose: true,
    see: (call, parsed) => {
      if (parsed.operands[0]?.text === 'encrypt_string') return undefined;
      return secret(call, 'opens or changes a vault, which holds passwords');
    },
  },
];

function lookAt(call: Call, parsed: Parsed, { looks, secrets, installs, says, alone }: Tool): undefined {
  const words = parsed.operands.map((arg) => arg.text ?? '?').join(' ');
  const all = call.args.map((arg) => arg.text ?? '?').join(' ');
  if (secrets?.test(words) === true || secrets?.test(all) === true)
    return secret(call, `uses what ${call.name} keeps, passwords too`);
  if (alone === undefined && words === '' && /^(?:--?[\w-]+)?$/.test(all) && !/^--?(?:exec|eval)/.test(all))
    return undefined;
  if (installs?.test(words) === true)
    return call.emit('install', words, { detail: 'install.manifest', says: 'brings in what the project names' });
  if (
    looks.test(alone === undefined ? words : all) &&
    !/(?:^| )--(?:endpoint-url|exec|address|http-addr|server)(?:=| |$)/.test(all)
  )
    return call.runHere('run.tool', `${call.name} ${words.slice(0, 40)}`, 'looks at infrastructure');
  return call.emit('deploy', `${call.name} ${words.slice(0, 40)}`, {
    detail: 'deploy.change',
    says: says ?? 'changes infrastructure',
  });
}
