import { type Arg, REMOTE } from '../shell/value';
import { composeVerbs, inContainer } from './compose';
import { sliceArg, withoutEquals } from './grammar';
import type { Call, Does, Parsed, Program, Subcommand } from './program';

const changes = (says: string): readonly Does[] => [['deploy', 'deploy.change', says]];
const CHANGES: Subcommand = { loose: true, does: changes('changes containers, images or volumes') };
const DELETES: Subcommand = { loose: true, does: changes('deletes containers, images or volumes') };
const STOPS: Subcommand = {
  loose: true,
  does: [['process', 'process.container', 'starts or stops containers']],
};
const PULLS: Subcommand = {
  loose: true,
  does: [['install', 'install.image', 'brings in an image from elsewhere']],
};
const PUBLISHES: Subcommand = {
  loose: true,
  does: [['publish', 'publish.image', 'sends an image or a password to a registry']],
};
const HELP = '-h,--help';
const FORMAT = `${HELP} -f,--filter= --format= -q,--quiet --no-trunc`;
const look = (options: string): Subcommand => ({ options: `${HELP} ${options}` });
const LIST: Subcommand = {
  options: `${FORMAT} -a,--all -n,--last= -l,--latest -s,--size --digests --tree --sort= --noheading -p,--pod --namespace=`,
  // Ids, one a line.
  see: (call, parsed) => (parsed.has('-q') ? call.out(undefined, 'plain') : undefined),
};
const INSPECT: Subcommand = {
  options: `${HELP} -f,--format= -s,--size --type= -v,--verbose --pretty --platform= --mode=`,
  see: inspect,
};
const LOGS = look(
  '--details -f,--follow --since= -n,--tail= -t,--timestamps --until= --names --color --raw --no-trunc --no-resolve --no-task-ids',
);
const STATS = look('-a,--all --format= --no-stream --no-trunc --no-reset -i,--interval=');
const TOP: Subcommand = { loose: true };
const PRINTS = look('-f,--format=');

/** As it would be on this machine; whole homes may hold some. */
function isSecret(call: Call, path: string): boolean {
  return call.placeOf(path)?.isSecret !== false || /^\/(?:root|home(?:\/[^/]*)?|etc|run|proc|sys)?\/?$/.test(path);
}

/** Out of a container it is a file that is written; into one, a container that is changed. */
const COPIES: Subcommand = {
  options: `${HELP} -a,--archive -L,--follow-link -q,--quiet`,
  see(call, { operands: [from, to] }) {
    const isWithin = (arg: Arg | undefined) => arg?.text === undefined || /^[^./~:-][^/:]*:/.test(arg.text);
    const inside = from?.text?.replace(/^[^:]*:/, '');
    if (isWithin(to) || to === undefined || inside === undefined || !isWithin(from) || isSecret(call, inside))
      call.emit('deploy', call.name, { detail: 'deploy.change', says: 'changes containers, images or volumes' });
    else if (to.text !== '-') call.file('folder', to);
    return undefined;
  },
};

const BUILD: Subcommand = {
  options: [
    HELP,
    '-f,--file= --build-arg= -t,--tag= --target= --no-cache --pull=? -q,--quiet --rm=? --force-rm=? --progress= --platform=',
    '--label= --cache-from= --cache-to= --iidfile=write --metadata-file=write --network= --add-host= --shm-size= --ulimit=',
    '-m,--memory= --memory-swap= -c,--cpu-shares= --cpuset-cpus= --cpuset-mems= --cpu-period= --cpu-quota= --isolation=',
    '--squash --compress --cgroup-parent= --load --push -o,--output= --build-context= --attest= --sbom= --provenance=',
    '--no-cache-filter= --builder= --check --call= -D,--debug --annotation= --layers=? --jobs= --format= --ignorefile=read',
    '--secret=no --ssh=no --allow=no --security-opt=no --cap-add=no --device=no -v,--volume=no --isolation=no --env= --manifest=',
    '--squash-all --tls-verify=? --userns=no --pid=no --ipc=no --hooks-dir=no --creds=no --authfile=no --runtime=no',
  ],
  see: build,
};

const EXEC: Subcommand = {
  stopsAtOperand: true,
  options:
    '-h,--help -d,--detach -e,--env= --env-file=read -i,--interactive -t,--tty -u,--user= -w,--workdir= --privileged! --detach-keys= -l,--latest --preserve-fds=no',
  see: inContainer,
};

const VOLUME_LOOKS: Record<string, Subcommand> = { 'ls|list': LIST, inspect: INSPECT, exists: look('') };

const DOCKER: Readonly<Record<string, Subcommand>> = {
  'ps|images': LIST,
  inspect: INSPECT,
  logs: LOGS,
  stats: STATS,
  top: TOP,
  'version|info': PRINTS,
  'port|diff|history|wait|healthcheck': look(
    '--format= -H,--human=? --no-trunc -q,--quiet --platform= -i,--interval= --condition=',
  ),
  events: look('-f,--filter= --format= --since= --until= --stream'),
  search: {
    options: `${FORMAT} --limit= --list-tags`,
    does: [['fetch', 'fetch.registry', 'asks a registry of images']],
  },
  build: BUILD,
  exec: EXEC,
  'run|create': { loose: true, stopsAtOperand: true, see: run },
  cp: COPIES,
  pull: PULLS,
  'push|login|logout': PUBLISHES,
  'start|stop|restart|pause|unpause|kill': STOPS,
  'rm|rmi|prune': DELETES,
  'tag|commit|load|import|save|export|rename|update|attach|swarm|init|scout|sbom|checkpoint|trust|plugin|desktop|model|mcp|offload|pass|unshare|mount|unmount|umount|play|kube|generate|quadlet|farm|machine|auto-update':
    CHANGES,
  image: {
    options: HELP,
    subcommands: {
      'ls|list': LIST,
      'inspect|history|tree|exists': { options: `${FORMAT} -H,--human=? --platform=` },
      build: BUILD,
      pull: PULLS,
      push: PUBLISHES,
      'rm|prune': DELETES,
      'tag|load|import|save|sign|scp|trust|mount|unmount|untag': CHANGES,
    },
  },
  container: {
    options: HELP,
    subcommands: {
      'ls|list|ps': LIST,
      inspect: INSPECT,
      logs: LOGS,
      stats: STATS,
      top: TOP,
      'port|diff|wait|exists': look('--format='),
      exec: EXEC,
      'run|create': { loose: true, stopsAtOperand: true, see: run },
      'start|stop|restart|pause|unpause|kill': STOPS,
      'rm|prune': DELETES,
      cp: COPIES,
      'commit|export|rename|update|attach|checkpoint|restore|cleanup|clone|mount|unmount': CHANGES,
    },
  },
  compose: composeVerbs,
  network: {
    options: HELP,
    subcommands: { ...VOLUME_LOOKS, 'rm|prune': DELETES, 'create|connect|disconnect|reload|update': CHANGES },
  },
  volume: {
    options: HELP,
    subcommands: { ...VOLUME_LOOKS, 'rm|prune': DELETES, 'create|update|export|import|mount|reload|unmount': CHANGES },
  },
  system: {
    options: HELP,
    subcommands: {
      df: look('-v,--verbose --format='),
      info: PRINTS,
      events: look('-f,--filter= --format= --since= --until='),
      'prune|reset': DELETES,
      'dial-stdio|connection|migrate|renumber|service|check': CHANGES,
    },
  },
  context: {
    options: HELP,
    subcommands: { 'ls|list|inspect|show': LIST, 'use|create|rm|update|import|export': CHANGES },
  },
  buildx: {
    options: `${HELP} --builder= -D,--debug`,
    subcommands: {
      build: BUILD,
      'ls|version|du|inspect': { options: `${FORMAT} --builder= --verbose` },
      'prune|rm': DELETES,
      'bake|create|use|stop|imagetools|install|uninstall|dial-stdio|history|debug': CHANGES,
    },
  },
  builder: { options: HELP, subcommands: { build: BUILD, prune: DELETES } },
  manifest: {
    options: HELP,
    subcommands: {
      inspect: {
        options: `${HELP} --insecure -v,--verbose --tls-verify=?`,
        does: [['fetch', 'fetch.registry', 'asks a registry of images']],
      },
      'create|annotate|push|rm|add|exists': CHANGES,
    },
  },
  'stack|service|node|secret|config': {
    options: HELP,
    subcommands: {
      'ls|ps|services|inspect': { options: `${FORMAT} --no-resolve --orchestrator=` },
      logs: LOGS,
      'deploy|create|rm|update|scale|rollback|promote|demote|up|down|config': CHANGES,
    },
  },
};

/** Containers and the images they are made of. */
export const containerPrograms: readonly Program[] = [
  {
    names: 'docker podman nerdctl lima-nerdctl',
    options: [
      '--config=no -c,--context=no -D,--debug -H,--host=no -l,--log-level= --tls --tlsverify --tlscacert=no --tlscert=no',
      '--tlskey=no -v,--version -h,--help --url=no --connection=no --identity=no -r,--remote! --namespace= --address=no',
      '--root=no --runroot=no --hooks-dir=no --runtime=no --storage-driver= --cgroup-manager=',
    ],
    subcommands: DOCKER,
  },
  {
    names: 'docker-compose podman-compose',
    ...composeVerbs,
  },
  {
    names: 'buildah skopeo crane regctl oras ctr crictl dive',
    loose: true,
    see: (call, parsed) => {
      const words = parsed.operands.map((arg) => arg.text ?? '?').join(' ');
      if (
        /^(?:images|containers|ps|info|version|inspect containers-storage:\S*|logs|stats)(?: |$)/.test(words) ||
        words === ''
      )
        return undefined;
      if (
        /^(?:inspect|list-tags|manifest|ls|digest|config|catalog|tag ls|repo ls)(?: |$)/.test(words) &&
        /^(?:skopeo|crane|regctl|oras)$/.test(call.name)
      )
        return call.emit('fetch', call.name, { detail: 'fetch.registry', says: 'asks a registry of images' });
      return call.emit('deploy', call.name, { detail: 'deploy.change', says: 'changes or copies images' });
    },
  },
  {
    names:
      'colima lima limactl vagrant multipass minikube orb orbctl devcontainer vmrun VBoxManage virsh qemu-img lxc incus',
    loose: true,
    see: (call, parsed) => {
      const words = parsed.operands.map((arg) => arg.text ?? '?').join(' ');
      if (
        words === '' ||
        /^(?:status|list|ls|version|info|global-status|ssh-config|box list|box outdated|profile list|ip|validate|port|plugin list|snapshot list|find|networks|read-configuration|addons list|service list|service --url|config view|config get|image ls|node list|list vms|list runningvms|check|nodeinfo|dominfo|domstate)(?: |$)/.test(
          words,
        )
      )
        return undefined;
      return call.emit('deploy', `${call.name} ${words.slice(0, 40)}`, {
        detail: 'deploy.change',
        says: 'starts, changes or deletes a virtual machine',
      });
    },
  },
];

/** The environment of a container often holds passwords. */
function inspect(call: Call, parsed: Parsed): undefined {
  const format = parsed.value('-f');
  if (format !== undefined && /Env\b|Secret|json \.\s*(?:Config)?\b/i.test(format.text ?? ''))
    call.emit('read', 'the environment of a container', {
      detail: 'read.kept',
      says: "reads a container's environment, which may hold passwords",
    });
  return undefined;
}

function build(call: Call, parsed: Parsed): undefined {
  const [context] = parsed.operands;
  const foreign = (arg: Arg, says: string) => call.unknown('program.option', arg.raw, says);
  for (const { name, value: given } of parsed.options) {
    if (given === undefined) continue;
    const value = withoutEquals(given);
    const { head } = value;
    if (name === '-f') {
      const isText = head === '-' && call.stdin.text !== undefined && (call.stdin.taint & REMOTE) === 0;
      if (!isText && (/^[a-z]+:\/\//i.test(head) || call.areaOf(value) !== 'workspace'))
        foreign(value, "takes a build's instructions from elsewhere");
      else if (!isText) call.file('names', value);
    } else if (name === '-o') output(call, value);
    else if (name === '--network' && head !== 'none' && head !== 'default')
      foreign(value, 'builds in the network of this machine');
    else if (name === '--cache-to' && !/^type=(?:inline|gha)\b/.test(head)) {
      if (/^type=local,dest=/.test(head)) call.file('write', sliceArg(value, 16));
      else call.emit('publish', value.raw, { detail: 'publish.image', says: 'sends what it built to a registry' });
    } else if (name === '--build-context' && /=(?:https?:|git|docker-image:|oci-layout:|\/|~|\.\.)/.test(head))
      foreign(value, 'builds with files from elsewhere');
  }
  if (parsed.has('--push'))
    call.emit('publish', 'an image', { detail: 'publish.image', says: 'sends an image to a registry' });
  if (context === undefined) return undefined;
  if (/^(?:[a-z]+:\/\/|git@|github\.com\/|-$)/i.test(context.head) || context.text === undefined)
    return call.emit('deploy', context.raw, { detail: 'deploy.change', says: 'builds what it fetches' });
  call.folders = call.resolve(context);
  call.runHere('run.build', context.raw, "builds the project's image");
  return undefined;
}

function output(call: Call, value: Arg): void {
  const { text } = value;
  const place = /^(?:type=(?:local|tar|oci|docker),dest=)?(?!type=)([^,]+)$/.exec(text ?? '')?.[1];
  if (text === 'type=docker' || text === 'type=image' || text === 'type=cacheonly') return;
  if (place !== undefined) call.file('write', { ...value, text: place, head: place });
  else call.emit('publish', value.raw, { detail: 'publish.image', says: 'sends what it built elsewhere' });
}

const REACHES_OUT =
  /^(?:--privileged(?:=true)?|--(?:pid|ipc|uts|userns|net|network|cgroupns)=host|--(?:cap-add|device|security-opt|volumes-from|device-cgroup-rule)\b.*)$/;

function run(call: Call, parsed: Parsed): undefined {
  const words = call.args.map((arg) => arg.text ?? arg.raw);
  const isFree = words.some(
    (word, index) =>
      REACHES_OUT.test(word) ||
      (/^--(?:pid|ipc|uts|userns|net|network)$/.test(word) && words[index + 1] === 'host') ||
      /^(?:-v|--volume=|--mount=)?(?:\/|\/(?:etc|root|home|proc|sys|dev|var\/run\/docker\.sock|run\/docker\.sock)\/?):|source=\/,|docker\.sock|^~/.test(
        word,
      ),
  );
  if (isFree)
    call.emit('escalate', 'this machine', {
      detail: 'escalate.container',
      says: 'starts a container that can reach all of this machine',
    });
  const files = call.args.filter((_, index) => /^--env-file$/.test(words[index - 1] ?? ''));
  for (const file of files) call.file('read', file);
  void parsed;
  return call.emit('deploy', 'a container', {
    detail: 'deploy.container',
    says: words.some((word) => /^(?:-v|--volume|--mount)/.test(word))
      ? 'runs an image with folders of this machine in it'
      : 'runs an image, which is code from elsewhere',
  });
}
