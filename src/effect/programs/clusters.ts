import { SECRET } from '../shell/value';
import { parseArguments } from './grammar';
import type { Call, Does, Parsed, Program, Subcommand } from './program';

const asks: readonly Does[] = [['fetch', 'fetch.registry', 'asks about the cluster']];

const GLOBAL = [
  '-n,--namespace= --context= --cluster= --user= --request-timeout= -v,--v= --warnings-as-errors --log-flush-frequency=',
  '--match-server-version --disable-compression --profile= -h,--help --as= --as-group= --as-uid= --vmodule= --kuberc=',
  // Where the cluster really is, and who asks
  '--kubeconfig=no -s,--server=no --token=no --insecure-skip-tls-verify=no --certificate-authority=no --tls-server-name=no',
  '--client-certificate=no --client-key=no --username=no --password=no --cache-dir=no --profile-output=no',
];
const SELECTS = [
  '-l,--selector= -A,--all-namespaces --all=? --field-selector= -o,--output= --sort-by= --no-headers=? --show-labels=?',
  '-L,--label-columns= -w,--watch=? --watch-only=? --chunk-size= --ignore-not-found=? --show-kind=? --show-managed-fields=?',
  '-f,--filename=read -R,--recursive=? -k,--kustomize=read --subresource= --template= --allow-missing-template-keys=?',
  '--server-print=? --output-watch-events=? --raw=no --show-events=? --for= --timeout= --types=',
];
const look = (options: string, more: Partial<Subcommand> = {}): Subcommand => ({
  options: [...GLOBAL, options],
  operands: 'text*',
  does: asks,
  ...more,
});
const local = (options: string, more: Partial<Subcommand> = {}): Subcommand => ({
  options: [...GLOBAL, options],
  operands: 'text*',
  ...more,
});
const CHANGES: Subcommand = { options: [...GLOBAL, '--dry-run=?'], loose: true, see: changing };

const KUBECTL: Readonly<Record<string, Subcommand>> = {
  get: { options: [...GLOBAL, ...SELECTS], operands: 'text*', does: asks, see: secrets },
  'describe|events|wait': { options: [...GLOBAL, ...SELECTS], operands: 'text*', does: asks, see: secrets },
  logs: look(
    '-f,--follow=? -p,--previous=? -c,--container= --all-containers=? --all-pods=? --since= --since-time= --tail= --timestamps=? --prefix=? -l,--selector= --limit-bytes= --max-log-requests= --ignore-errors=? --pod-running-timeout= --insecure-skip-tls-verify-backend',
  ),
  top: look(
    '--containers=? -l,--selector= -A,--all-namespaces --sort-by= --no-headers=? --use-protocol-buffers --sum=? --field-selector= --show-capacity',
  ),
  'explain|api-resources|api-versions': look(
    '--recursive=? --api-version= -o,--output= --api-group= --namespaced=? --verbs= --no-headers=? --sort-by= --categories= --cached=? --show-labels',
  ),
  version: look('--client=? -o,--output= --short=?'),
  'cluster-info': {
    options: [...GLOBAL, '--output-directory=write -A,--all-namespaces --namespaces= -o,--output='],
    subcommands: {
      dump: look('--output-directory=write -A,--all-namespaces --namespaces= -o,--output= --pod-running-timeout='),
    },
    does: asks,
  },
  diff: look(
    '-f,--filename=read -R,--recursive=? -k,--kustomize=read -l,--selector= --server-side=? --force-conflicts=? --field-manager= --prune=? --show-managed-fields=? --concurrency=',
    { see: fromElsewhere },
  ),
  kustomize: {
    options: [
      ...GLOBAL,
      '-o,--output=write -e,--env=no --enable-helm! --enable-alpha-plugins! --network! --mount=no --load-restrictor=no --as-current-user',
    ],
    see: kustomize,
  },
  config: {
    options: GLOBAL,
    subcommands: {
      view: local(
        '-o,--output= --minify=? --flatten=? --merge=? --raw! --allow-missing-template-keys --show-managed-fields --template=',
      ),
      'get-contexts|current-context|get-clusters|get-users': local('-o,--output= --no-headers=?'),
      'use-context|set-context|set-cluster|set-credentials|set|unset|delete-context|delete-cluster|delete-user|rename-context|use':
        { loose: true, does: [['deploy', 'deploy.change', 'changes which cluster later commands reach']] },
    },
  },
  auth: {
    options: GLOBAL,
    subcommands: {
      'can-i|whoami': look('-A,--all-namespaces --list=? --no-headers=? -q,--quiet --subresource= -o,--output='),
      reconcile: CHANGES,
    },
  },
  rollout: {
    options: GLOBAL,
    subcommands: {
      'status|history': look(
        '-w,--watch=? --timeout= --revision= -o,--output= -l,--selector= -f,--filename=read --template=',
      ),
      'restart|undo|pause|resume': CHANGES,
    },
  },
  'completion|options|help': local(''),
  plugin: { options: GLOBAL, subcommands: { list: local('--name-only') } },
  'create|apply': CHANGES,
  'delete|edit|patch|replace|scale|autoscale|set|label|annotate|expose|run|taint|cordon|uncordon|drain|certificate|proxy|port-forward|attach|exec|cp|debug|adm|new-app|new-project|rsh|rsync|start-build|login|logout|project|policy|image|process|extract|observe|convert|krew|ns|ctx|tree|neat|view-secret|argo|cnpg|cert-manager|minio|kots':
    CHANGES,
};

/** Clusters and what is deployed to them. */
export const clusterPrograms: readonly Program[] = [
  { names: 'kubectl oc kubecolor microk8s.kubectl', options: GLOBAL, subcommands: KUBECTL },
  {
    names: 'kustomize',
    options: '-h,--help',
    subcommands: {
      build: KUBECTL.kustomize ?? {},
      version: { options: '--short -o,--output=' },
      'edit|create': {
        loose: true,
        see: (call) => call.runHere('run.tool', 'kustomize', "edits the project's kustomization"),
      },
      cfg: { loose: true },
    },
  },
  {
    names: 'k9s kubectx kubens',
    options: '-c,--current -h,--help -V --version',
    see: (call, parsed) => {
      if (call.name === 'k9s') {
        if (parsed.options.length === 0)
          call.unknown('program.beyond', 'k9s', 'opens a view that can change the cluster');
      } else if (parsed.operands.length > 0)
        call.emit('deploy', call.name, { detail: 'deploy.change', says: 'changes which cluster later commands reach' });
      return undefined;
    },
  },
  {
    names: 'kind k3d k3s k0s minikube-cluster kubeadm skaffold tilt devspace okteto telepresence',
    loose: true,
    see: (call, parsed) =>
      service(
        call,
        parsed,
        /^(?:get (?:clusters|nodes|kubeconfig-path)|version|cluster list|node list|image list|registry list|status|config view|diagnose|list|ls|check|config (?:list|print)|help|token list|certs check-expiration|kubectl get)(?: |$)/,
        'creates, changes or deletes a cluster',
      ),
  },
  {
    names:
      'argocd flux istioctl linkerd cilium hubble stern eksctl kubeseal velero argo tkn kn rancher helmfile kompose kubeval kubeconform kube-score kube-linter polaris popeye',
    loose: true,
    see: (call, parsed) =>
      service(
        call,
        parsed,
        /^(?:get|list|ls|status|version|check|stats|tree|analyze|proxy-status|proxy-config|describe|logs|diff|lint|template|build|tail|observe|score|help|validate|convert|trace|events|app (?:get|list|diff|history|logs|manifests|resources)|(?:cluster|repo|proj|account|project|backup|schedule|restore|task|pipeline|taskrun|pipelinerun|service|route) (?:get|list|ls|describe|logs|get-user-info))(?: |$)/,
        'changes the cluster',
        /^(?:stern|kubeval|kubeconform|kube-score|kube-linter|polaris|popeye)$/,
      ),
  },
];

function service(call: Call, parsed: Parsed, looks: RegExp, says: string, onlyLooks?: RegExp): undefined {
  const words = parsed.operands.map((arg) => arg.text ?? '?').join(' ');
  const pointer = call.args.find((arg) =>
    /^--(?:kubeconfig|server|auth-token|token|grpc-web-root-path|config|insecure-skip-tls-verify)(?:=|$)/.test(
      arg.head,
    ),
  );
  if (pointer !== undefined) call.unknown('program.option', pointer.raw, `points ${call.name} elsewhere`);
  if (words === '' || onlyLooks?.test(call.name) === true || looks.test(words))
    return call.emit('fetch', call.name, { detail: 'fetch.registry', says: 'asks about the cluster' });
  return call.emit('deploy', `${call.name} ${words.slice(0, 40)}`, { detail: 'deploy.change', says });
}

/** A resource whose values are secrets; configuration often holds some, where its values are shown. */
function secrets(call: Call, parsed: Parsed): undefined {
  fromElsewhere(call, parsed);
  const isShown =
    !/\bget$/.test(verbOf(call)) ||
    /^(?:yaml|json|jsonpath|go-template|custom-columns|template)/.test(
      (parsed.value('-o')?.text ?? (parsed.has('-o') ? 'json' : '')).replace(/^=/, ''),
    );
  for (const { text, raw } of parsed.operands) {
    const kinds = (text ?? 'secret').toLowerCase().split(/[,/]/);
    const isConfig = kinds.some((kind) => /^(?:cm|configmaps?)(?:\.|$)/.test(kind));
    if (
      kinds.some((kind) => /secrets?(?:\.|$)/.test(kind) && !/^externalsecrets?/.test(kind)) ||
      (isConfig && isShown)
    ) {
      call.taint |= SECRET;
      call.emit('deploy', raw, { detail: 'deploy.secrets', says: 'reads secrets of the cluster' });
      return undefined;
    }
    // Only the first operand names a kind, unless each one does.
    if (!(text ?? '').includes('/')) break;
  }
  return undefined;
}

/** A manifest may be an address too. */
function fromElsewhere(call: Call, parsed: Parsed): undefined {
  for (const { name, value } of parsed.options)
    if (/^-[fk]$/.test(name) && value !== undefined && /^[a-z]+:\/\//i.test(value.head)) call.request(value, false);
  return undefined;
}

function verbOf(call: Call): string {
  return call.args.find((arg) => /^(?:get|describe|events|wait)$/.test(arg.text ?? ''))?.text ?? '';
}

/** With `--dry-run` it only says what it would do. */
function changing(call: Call, parsed: Parsed): undefined {
  const dry = parsed.options.filter(({ name }) => name === '--dry-run');
  const isDry =
    dry.length > 0 &&
    dry.every(({ value }) => value === undefined || /^(?:client|server|true)$/.test(value.text ?? ''));
  const { operands } = parseArguments({ options: GLOBAL }, call.args, { mayBeOption: () => false, untilOperand: true });
  const verb = operands[0]?.text ?? '';
  for (const [index, arg] of call.args.entries()) {
    const isFile = /^(?:-f|--filename|-k|--kustomize|--from-env-file)$/.test(call.args[index - 1]?.text ?? '');
    const attached = /^(?:--filename=|--kustomize=|-f=?(?=.)|--from-env-file=|--from-file=(?:[^=]+=)?)/.exec(arg.head);
    if (isFile && arg.text !== '-' && !/^https?:/.test(arg.head)) call.file('read', arg);
    else if (attached !== null && !/^https?:/.test(arg.head.slice(attached[0].length)))
      call.file('read', {
        ...arg,
        text: arg.text?.slice(attached[0].length),
        head: arg.head.slice(attached[0].length),
      });
    else if (isFile && /^https?:/.test(arg.head)) call.request(arg, false);
  }
  if (isDry && !/^(?:exec|cp|run|debug|attach|port-forward|proxy|edit)$/.test(verb))
    return call.emit('fetch', call.name, { detail: 'fetch.registry', says: 'asks the cluster what would change' });
  if (isDry && verb === 'run') return undefined;
  return call.emit('deploy', `${call.name} ${verb}`, {
    detail: 'deploy.change',
    says: verb === 'exec' ? 'runs something in the cluster' : 'changes the cluster',
  });
}

function kustomize(call: Call, parsed: Parsed): undefined {
  for (const folder of parsed.operands)
    if (/^(?:https?:|git|github\.com|ssh:)/.test(folder.head)) call.request(folder, false);
    else call.file('read', folder);
  return undefined;
}
