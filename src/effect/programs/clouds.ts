import { either, nameSet } from '../names';
import { isThisMachine } from '../requestPurpose';
import { REMOTE, SECRET } from '../shell/value';
import { sliceArg } from './grammar';
import type { Call, Parsed, Program } from './program';

const NAMED = [
  '--project= --account= --configuration= --format= --filter= --limit= --page-size= --sort-by= --region= --zone= --quiet',
  '-q -o,--output= --query= -g,--resource-group= -n,--name= --subscription= -l,--location= --context= -v,--verbose',
  '--debug --only-show-errors --impersonate-service-account= --project_id= --endpoint=no --api-url=no --verbosity=',
];

/** Clouds and hosts of applications: what is there may be asked; what changes it, or gives out secrets, waits. */
export const cloudPrograms: readonly Program[] = [
  {
    names: 'aws awslocal',
    loose: true,
    options: [
      '--debug --endpoint-url= --no-verify-ssl --no-paginate --output= --query= --profile= --region= --version --color=',
      '--no-sign-request --ca-bundle= --cli-read-timeout= --cli-connect-timeout= --cli-binary-format= --no-cli-pager',
      '--cli-auto-prompt --no-cli-auto-prompt',
    ],
    see: aws,
  },
  { names: 'gcloud', loose: true, options: NAMED, see: (call, parsed) => nouns(call, parsed, GCLOUD_SECRETS) },
  { names: 'az', loose: true, options: NAMED, see: (call, parsed) => nouns(call, parsed, AZ_SECRETS) },
  {
    names: 'gsutil',
    loose: true,
    options: '-m -q -D -o=no -u= -h=',
    see: (call, parsed) => listed(call, parsed, /^(?:ls|du|stat|version|help|hash)$/),
  },
  {
    names: 's3cmd mc s5cmd b2 azcopy rclone-browser s4cmd',
    loose: true,
    options: '-c=no --config=no',
    see: (call, parsed) =>
      listed(call, parsed, /^(?:ls|la|du|info|stat|version|help|tree|find|head|list-buckets|list-files|list)$/),
  },
  {
    names: 'bq',
    loose: true,
    options: NAMED,
    see: (call, parsed) => listed(call, parsed, /^(?:ls|show|head|version|help)$/),
  },
  {
    names: 'doctl linode-cli hcloud scw exo oci ibmcloud vultr-cli civo upctl openstack aliyun tccli yc cf',
    loose: true,
    options: NAMED,
    see: (call, parsed) => nouns(call, parsed, OTHER_SECRETS),
  },
  {
    names:
      'heroku flyctl fly vercel now netlify ntl railway render firebase supabase wrangler surge convex amplify-cli',
    loose: true,
    options: '-a,--app= -r,--remote= -t,--token=no --scope= --project= -P= -c,--config=read --cwd=cwd',
    see: hosts,
  },
  {
    names: 'planetscale pscale neonctl turso xata upstash',
    loose: true,
    see: (call, parsed) => nouns(call, parsed, OTHER_SECRETS),
  },
];

function whole(call: Call): string {
  return call.args.map((arg) => arg.text ?? '?').join(' ');
}

function changes(call: Call, shown: string): undefined {
  return call.emit('deploy', shown, { detail: 'deploy.change', says: 'changes the cloud' });
}

function asks(call: Call): undefined {
  return call.emit('fetch', call.name, { detail: 'fetch.registry', says: 'asks about the cloud' });
}

function secrets(call: Call, shown: string): undefined {
  call.taint |= SECRET;
  return call.emit('deploy', shown, { detail: 'deploy.secrets', says: 'reads or changes secrets of the cloud' });
}

/** Operations that read but give out what lets others in. */
const AWS_SECRET =
  /secret-value|parameter|token|login|password|credential|get-session|presign|get-object(?:-torrent)?$|get-function(?:-configuration)?$|key-pair$|access-details|api-keys?$|console-output|user-data|export/;
const AWS_LOOKS =
  /^(?:describe-|list-|get-|head-|batch-get-|search-|lookup-|filter-log-events$|tail$|query$|scan$|ls$|wait$|validate-template$|estimate-|detect-|start-query$|simulate-|preview-|test-|decode-authorization-message$|help$)/;

function aws(call: Call, parsed: Parsed): undefined {
  const [service = '', operation = ''] = parsed.operands.map((arg) => arg.text ?? '?');
  const shown = `aws ${service} ${operation}`;
  for (const arg of call.args) {
    const file = /^(?:--[\w-]+=)?fileb?:\/\//.exec(arg.head);
    if (file !== null) call.file('read', sliceArg(arg, file[0].length));
  }
  if (service === '' || service === 'help') return undefined;
  const endpoint = parsed.value('--endpoint-url');
  if (call.name === 'awslocal' || (endpoint?.text !== undefined && isThisMachine(endpoint.text)))
    return call.emit('upload', 'localhost', { detail: 'upload.local' });
  if (endpoint !== undefined || parsed.has('--no-verify-ssl'))
    call.emit('fetch', endpoint?.raw ?? 'aws', { detail: 'fetch.unchecked', says: 'points aws elsewhere' });
  if (service === 'configure') {
    if (/^(?:list|list-profiles)$/.test(operation)) return undefined;
    if (operation === 'get' && !/secret|token|key/.test(whole(call))) return undefined;
    return secrets(call, shown);
  }
  if (service === 's3') {
    for (const arg of parsed.operands.slice(2))
      if (!arg.head.startsWith('s3://'))
        call.file(/^(?:cp|sync|mv)$/.test(operation) && arg === parsed.operands[2] ? 'read' : 'names', arg);
    if (operation === 'ls') return asks(call);
    const isDownload =
      /^(?:cp|sync)$/.test(operation) &&
      parsed.operands[2]?.head.startsWith('s3://') === true &&
      parsed.operands[3]?.head.startsWith('s3://') !== true;
    if (isDownload) {
      const target = parsed.operands[3];
      if (target !== undefined && target.text !== '-') call.file('write', target);
      call.taint |= REMOTE;
      return call.emit('fetch', parsed.operands[2]?.raw ?? 's3', { detail: 'fetch.get', says: 'copies from a bucket' });
    }
    return /^(?:cp|sync|mv)$/.test(operation)
      ? call.emit('upload', parsed.operands[3]?.raw ?? 's3', {
          detail: 'upload.transfer',
          says: 'copies files into a bucket',
        })
      : changes(call, shown);
  }
  if (AWS_SECRET.test(operation) && !/^(?:list|describe)-/.test(operation)) return secrets(call, shown);
  if (service === 'iam' && /^create-access-key|^get-access-key/.test(operation)) return secrets(call, shown);
  if (service === 'kms' && /decrypt|data-key/.test(operation)) return secrets(call, shown);
  if (/--with-decryption|--include-values?\b/.test(whole(call))) return secrets(call, shown);
  return AWS_LOOKS.test(operation) ? asks(call) : changes(call, shown);
}

const GCLOUD_SECRETS =
  /^(?:auth (?:print|application-default)|config config-helper|secrets versions access|kms (?:decrypt|asymmetric-decrypt)|iam service-accounts keys|container clusters get-credentials|sql connect)|print-access-token|print-identity-token|services api-keys get-key-string/;
const AZ_SECRETS =
  /(?:^| )(?:secret|keys?|keyvault|credentials?|(?:access-)?tokens?|passwords?|connection-strings?|get-access-token|get-credentials|appsettings|publishing-credentials|list-publishing-profiles|admin-key|query-key|sas|generate-sas|list-keys|show-connection-string|create-for-rbac)(?: |$)/;
const OTHER_SECRETS =
  /(?:^| )(?:secrets?|tokens?|passwords?|credentials?|kubeconfig|api-keys?|apikeys?|access-keys?|connection-string)(?: |$)/;

/** Names of groups that are no plural. */
const GROUP = nameSet([
  'compute container iam sql run functions config auth app builds logging pubsub storage dns redis beta alpha kms asset',
  'domains spanner bigtable dataproc firestore ai artifacts source deploy network managed monitoring scheduler tasks',
  'account group vm vmss aks acr webapp functionapp network vnet nsg public-ip lb disk image snapshot identity ad sp role',
  'assignment definition policy deployment monitor activity-log metrics postgres mysql cosmosdb server db database flexible-server',
  'redis-cache servicebus eventhubs namespace topic queue subscription extension cloud feature provider resource tag lock',
  'consumption budget cdn endpoint profile apim containerapp env revision job batch pool search signalr staticwebapp plan',
  'droplet kubernetes cluster node-pool registry repository volume firewall load-balancer ssh-key server location datacenter',
  'server-type floating-ip primary-ip network placement-group certificate invoice balance project instance linodes lke',
  'regions images types iot sa group backup branch org operation role service-account region target plugin ce is cr ks cdb',
  'os bv lb vcn subnet availability-domain compartment bucket object ns instances flavor hypervisor quota security',
]);
const VERB =
  /^(?:list|show|describe|info|status|ls|tail|list-(?!keys|connection|credential|publishing)[\w-]+|get-iam-policy|get-server-config|get|versions|whoami|read)$/;

/** `compute instances list`: groups, then a verb. What stands between must be groups, or the verb is only a name. */
function nouns(call: Call, parsed: Parsed, secret: RegExp): undefined {
  const words = parsed.operands.map((arg) => arg.text ?? '?');
  const text = words.join(' ');
  const shown = `${call.name} ${text.slice(0, 50)}`;
  if (
    text === '' ||
    /^(?:version|info|help|components list|regions|config (?:list|get-value|get)|configurations list|auth list|account (?:show|list|get|list-locations)|projects list|--version|cheat-sheet|topic|find|whoami)(?: |$)/.test(
      text,
    )
  )
    return /^config (?:get|list)/.test(text) ? undefined : asks(call);
  if (secret.test(text)) return secrets(call, shown);
  for (const [index, word] of words.entries()) {
    if (index > 0 && VERB.test(word)) return asks(call);
    const isGroup =
      GROUP.has(word) ||
      (/^[a-z][a-z-]*s$/.test(word) &&
        !/^(?:add|remove|set|update|delete|create|start|stop|reset|import|export|attach|detach|enable|disable|grant|revoke|access|move|copy|resize|restart|deploy|ssh|reset)/.test(
          word,
        ));
    if (!isGroup || index > 4) break;
  }
  return changes(call, shown);
}

function listed(call: Call, parsed: Parsed, looks: RegExp): undefined {
  const [verb, ...operands] = parsed.operands;
  if (verb === undefined) return undefined;
  for (const operand of operands)
    if (!/^[\w-]+:/.test(operand.head) && /[./~]/.test(operand.head)) call.file('read', operand);
  if (looks.test(verb.text ?? '')) return asks(call);
  return call.emit('upload', operands.at(-1)?.raw ?? call.name, {
    detail: 'upload.sync',
    says: 'changes or copies what is stored in the cloud',
  });
}

const HOST_LOOKS = new RegExp(
  `^(?:${either([
    'version info help whoami status apps ps logs list ls inspect doctor releases regions machine\\ list machine\\ status scale\\ show',
    'domains domains:list addons addons:info pipelines pipelines:info releases:info ps:scale builds builds:info features labs buildpacks stack',
    'certs keys\\ list apps:list apps:info apps\\ list ips\\ list volumes\\ list certs\\ list services\\ list checks\\ list platform\\ regions',
    'projects:list projects\\ list projects\\ ls teams\\ ls sites:list sites\\ list functions:list functions\\ list functions:log hosting:sites:list apps:sdkconfig',
    'env\\ ls env\\ list secrets\\ list secret\\ list deployments\\ list deployments\\ ls versions\\ list deployment\\ list kv\\ namespace\\ list r2\\ bucket\\ list',
    'd1\\ list d1\\ info queues\\ list pages\\ project\\ list pages\\ deployment\\ list tail types domains\\ ls certs\\ ls alias\\ ls dns\\ ls branch\\ ls branches\\ list orgs\\ list',
    'db\\ diff db\\ lint migration\\ list inspect\\ db gen\\ types link\\ --help pull\\ --help target login:list',
  ])})(?: |$)`,
);
/** What follows a noun, or sets the number of something. */
const HOST_CHANGES =
  /^[\w:-]+ (?:rm|remove|delete|destroy|create|add|set|unset|buy|move|transfer\w*|issue|restart|stop|start|update|upgrade|enable|disable|attach|detach|rollback|import|rename|clear|open|suspend|resume|join|leave|promote|use|switch|link|unlink|wipe|purge|kill)(?: |$)|^ps:scale .*[=:]/;
/** Only this machine: servers and builds of the project. */
const HOST_LOCAL =
  /^(?:dev|local|local:\w+|emulators:(?:start|exec|export)|serve|build|functions serve|start|stop|migration new|test db|functions:shell|functions new|pages dev|check|types|docs)(?: |$)/;

function hosts(call: Call, parsed: Parsed): undefined {
  const text = parsed.operands.map((arg) => arg.text ?? '?').join(' ');
  const all = whole(call);
  const shown = `${call.name} ${text.slice(0, 50)}`;
  if (text === '' && /^(?:--?(?:version|help|v|h|V))?$/.test(all))
    return all === '' && /^(?:vercel|now|surge)$/.test(call.name) ? changes(call, shown) : undefined;
  if (
    /^(?:config|env[: ](?:get|list|pull|vars)|env:\w+|variables|vars|auth:token|authorizations|pg:credentials|login:ci|projects api-keys|secrets? (?:get|unseal)|apps:sdkconfig)(?:[ :]|$)/.test(
      text,
    ) &&
    !/^env (?:ls|list)/.test(text)
  )
    return secrets(call, shown);
  if (/(?:^| )--(?:remote|prod|production)(?: |=|$)/.test(all) && !HOST_LOOKS.test(text)) return changes(call, shown);
  if (HOST_LOOKS.test(text) && !HOST_CHANGES.test(text)) return asks(call);
  if (/^emulators:exec /.test(text)) for (const script of parsed.operands.slice(1)) call.script(script);
  if (HOST_LOCAL.test(text) && /^(?:vercel|netlify|ntl|wrangler|firebase|supabase|convex|heroku)$/.test(call.name))
    return call.runHere('run.tool', shown, "builds or starts the project's own server");
  return changes(call, shown);
}
