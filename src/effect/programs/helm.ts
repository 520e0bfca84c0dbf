import { SECRET } from '../shell/value';
import { sliceArg } from './grammar';
import type { Call, Does, Parsed, Program, Subcommand } from './program';

const asks: readonly Does[] = [['fetch', 'fetch.registry', 'asks about the cluster']];
const changes: readonly Does[] = [['deploy', 'deploy.change', 'changes the cluster']];

const GLOBAL = [
  '-n,--namespace= --debug --kube-context= -h,--help --burst-limit= --qps= --kube-version= --color=',
  '--kubeconfig=no --kube-apiserver=no --kube-token=no --kube-as-user=no --kube-as-group=no --kube-ca-file=no',
  '--kube-insecure-skip-tls-verify=no --kube-tls-server-name=no --registry-config=no --repository-config=no',
  '--repository-cache=no --content-cache=no',
];

const VALUES = [
  '-f,--values=read --set= --set-string= --set-json= --set-literal= --set-file=text -s,--show-only= --include-crds=? --skip-crds=?',
  '--version= --devel -a,--api-versions= --is-upgrade=? --no-hooks=? --validate=? --dry-run=? --name-template= -g,--generate-name',
  '--release-name=? --skip-tests=? --strict=? --with-subcharts=? --quiet --dependency-update! --output-dir=write --atomic',
  '--wait=? --timeout= --create-namespace -i,--install --reuse-values --reset-values --reset-then-reuse-values --hide-secret',
  '--post-renderer=no --post-renderer-args=no --repo=no --plain-http=no --pass-credentials=no --insecure-skip-tls-verify=no',
  '--ca-file=no --cert-file=no --key-file=no --username=no --password=no --keyring=no --verify',
  '--enable-dns! -o,--output= --description= --disable-openapi-validation --render-subchart-notes --force --skip-schema-validation',
];
const ask = (options: string): Subcommand => ({ options: [...GLOBAL, options], operands: 'text*', does: asks });
const charts: Subcommand = { options: [...GLOBAL, ...VALUES], see: chart };
const HELM: Readonly<Record<string, Subcommand>> = {
  'list|ls|status|history|hist': ask(
    '-A,--all-namespaces -a,--all -o,--output= -q,--short -f,--filter= -l,--selector= -m,--max= --offset= --date -r,--reverse --deployed --failed --pending --superseded --uninstalled --uninstalling --no-headers --time-format= --revision= --show-desc --show-resources',
  ),
  get: {
    options: GLOBAL,
    subcommands: {
      'values|notes|metadata': ask('-a,--all --revision= -o,--output= --template='),
      // Manifests hold the secrets of what is deployed.
      'all|manifest|hooks': {
        loose: true,
        see: (call) => {
          call.taint |= SECRET;
          return call.emit('deploy', call.name, { detail: 'deploy.secrets', says: 'reads secrets of the cluster' });
        },
      },
    },
  },
  'template|lint': charts,
  // A plugin that everybody has: it asks the cluster, and shows secrets only when told to.
  diff: {
    options: GLOBAL,
    subcommands: {
      'upgrade|release|revision|rollback': {
        options: [
          ...GLOBAL,
          ...VALUES,
          '-C,--context= --detailed-exitcode --no-color --suppress= --suppress-secrets --allow-unreleased --three-way-merge',
          '--normalize-manifests --strip-trailing-cr --show-secrets! --show-secrets-decoded! --no-hooks',
        ],
        see: chart,
      },
    },
  },
  'show|inspect': {
    options: [...GLOBAL, ...VALUES, '--jsonpath='],
    subcommands: { 'all|chart|values|readme|crds': charts },
  },
  search: {
    options: GLOBAL,
    subcommands: {
      'repo|hub': ask(
        '-l,--versions --version= --devel -r,--regexp -o,--output= --max-col-width= --list-repo-url --fail-on-no-result --endpoint=no',
      ),
    },
  },
  'version|env|help|completion': { options: [...GLOBAL, '--short --template= -c,--client'], operands: 'text*' },
  'dependency|dep|dependencies': {
    options: GLOBAL,
    subcommands: {
      'list|ls': { options: [...GLOBAL, '--max-col-width='], operands: 'names*' },
      'build|update|up': {
        options: [...GLOBAL, '--skip-refresh --verify'],
        operands: 'names*',
        does: [['install', 'install.manifest', "brings in the charts that the project's chart names"]],
      },
    },
  },
  repo: {
    options: GLOBAL,
    subcommands: {
      'list|ls': { options: [...GLOBAL, '-o,--output='] },
      'update|up': { options: [...GLOBAL, '--fail-on-repo-update-fail --timeout='], operands: 'text*', does: asks },
      'add|remove|rm|index': { loose: true, does: [['install', 'install.named', 'changes where charts come from']] },
    },
  },
  'plugin|plugins': {
    options: GLOBAL,
    subcommands: {
      'list|ls': { options: GLOBAL },
      'install|update|uninstall|add': {
        loose: true,
        does: [['install', 'install.named', 'changes the plugins of helm']],
      },
    },
  },
  package: {
    options: [...GLOBAL, '-d,--destination=folder -u! --app-version= --version= --sign! --key= --keyring=no'],
    operands: 'read*',
  },
  create: { options: [...GLOBAL, '-p,--starter=no'], operands: 'write' },
  verify: { options: [...GLOBAL, '--keyring=names'], operands: 'read*' },
  'upgrade|install': {
    loose: true,
    options: '--dry-run=? --post-renderer=no',
    see: (call, parsed) =>
      parsed.has('--dry-run') &&
      /^(?:|client|server|true)$/.test(parsed.value('--dry-run')?.text ?? '') &&
      !parsed.has('--post-renderer')
        ? call.emit('fetch', 'helm', { detail: 'fetch.registry', says: 'asks the cluster what would change' })
        : call.emit('deploy', 'helm', { detail: 'deploy.change', says: 'changes the cluster' }),
  },
  'uninstall|delete|del|rollback|test': { loose: true, does: changes },
  'push|registry': { loose: true, does: [['publish', 'publish.image', 'sends a chart or a password to a registry']] },
  'pull|fetch': { loose: true, does: [['install', 'install.named', 'brings in a chart from elsewhere']] },
};

export const helmPrograms: readonly Program[] = [{ names: 'helm', options: GLOBAL, subcommands: HELM }];

function chart(call: Call, parsed: Parsed): undefined {
  for (const { name, value } of parsed.options) {
    const key = /^[^=]*=/.exec(value?.head ?? '')?.[0];
    if (name === '--set-file' && value !== undefined && key !== undefined)
      call.file('read', sliceArg(value, key.length));
  }
  const chartArg = parsed.operands.at(-1);
  if (chartArg === undefined) return undefined;
  const isHere = /^[./~]|^\w[\w-]*\/?$/.test(chartArg.head) && !/:\/\//.test(chartArg.head);
  if (isHere) call.file('read', chartArg);
  else if (/:\/\//.test(chartArg.head)) call.request(chartArg, false);
  else {
    // `charts/app` may be a folder here or a chart of a repository that was added.
    call.file('names', chartArg);
    call.emit('fetch', chartArg.raw, { detail: 'fetch.registry', says: 'asks a repository of charts' });
  }
  return undefined;
}
