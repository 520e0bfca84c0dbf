import { literalArg } from '../shell/value';
import { isSubcommand, withoutEquals } from './grammar';
import type { Call, Does, Parsed, Subcommand } from './program';

const HELP = '-h,--help';
const look = (options: string): Subcommand => ({ options: `${HELP} ${options}`, operands: 'text*', see: insides });
const starts = (options: string): Subcommand => ({ options: `${HELP} ${options}`, operands: 'text*', see: starting });
const changes: readonly Does[] = [['deploy', 'deploy.change', "changes the project's containers or what they keep"]];

/** The containers of the project, as its compose file describes them. */
export const composeVerbs: Subcommand = {
  options: [
    HELP,
    '-f,--file= -p,--project-name= --env-file=names --profile= --project-directory=cwd --ansi= --parallel= --progress=',
    '--compatibility --all-resources --dry-run --verbose -v,--version --no-ansi --no-color --log-level= -D,--debug',
    '-H,--host=no -c,--context=no --tls --tlscacert=no --tlscert=no --tlskey=no --tlsverify --insecure-registry=no',
    '--podman-args=no --podman-run-args=no --podman-path=no --workdir=cwd',
  ],
  subcommands: {
    'ps|images|ls|volumes': look('-a,--all --filter= --format= --no-trunc --orphans=? -q,--quiet --services --status='),
    logs: look('-f,--follow --index= --no-color --no-log-prefix --since= -n,--tail= -t,--timestamps --until= --names'),
    'config|convert': look(
      '--environment --format= --hash= --images --no-consistency --no-env-resolution --no-interpolate --no-normalize --profiles --services --volumes --variables -q,--quiet --resolve-image-digests --lock-image-digests -o,--output=write --networks --models --no-path-resolution',
    ),
    'top|port|version|events|stats|wait|attach-help': look(
      '--index= --protocol= -f,--format= --short --json --no-stream --no-trunc -a,--all --since= --until= --down-project!',
    ),
    up: starts(
      '-d,--detach --build --no-build --force-recreate --no-recreate --always-recreate-deps --no-deps --no-start --remove-orphans -V,--renew-anon-volumes --abort-on-container-exit --abort-on-container-failure --exit-code-from= --scale= -t,--timeout= --wait --wait-timeout= --pull= --quiet-pull --quiet-build --no-log-prefix --no-color --attach= --attach-dependencies --no-attach= --timestamps -w,--watch --menu=? -y,--yes --dry-run',
    ),
    build: starts(
      '--build-arg= --builder= --check --memory= -m= --no-cache --print --provenance= --pull -q,--quiet --sbom= --with-dependencies --progress= --parallel --force-rm --no-rm --compress --ssh=no --push!',
    ),
    'start|stop|restart|create|pause|unpause|watch': starts(
      '-t,--timeout= --no-deps --wait --wait-timeout= --build --no-build --force-recreate --no-recreate --pull= --remove-orphans --scale= --quiet-pull -y,--yes --no-up --prune=? --quiet',
    ),
    pull: {
      options: `${HELP} --ignore-buildable --ignore-pull-failures --include-deps --policy= -q,--quiet --no-parallel --parallel`,
      does: [['install', 'install.manifest', "brings in the images that the project's compose file names"]],
    },
    down: {
      options: `${HELP} -t,--timeout= --remove-orphans -v,--volumes --rmi= --dry-run`,
      see: (call, parsed) => {
        if (parsed.has('-v', '--rmi'))
          return call.emit('deploy', 'volumes', { detail: 'deploy.change', says: 'deletes what the containers keep' });
        return starting(call, parsed);
      },
    },
    exec: {
      stopsAtOperand: true,
      options: `${HELP} -d,--detach -e,--env= --index= -i,--interactive -T,--no-tty,--no-TTY -t,--tty -u,--user= -w,--workdir= --privileged! --dry-run`,
      see: inContainer,
    },
    run: {
      stopsAtOperand: true,
      options: `${HELP} --rm --no-deps -d,--detach -e,--env= --name= -T,--no-tty,--no-TTY -i,--interactive -t,--tty --build -u,--user= -w,--workdir= --entrypoint=no -v,--volume=no -p,--publish= --service-ports,-P --use-aliases --quiet-pull -q,--quiet --quiet-build --remove-orphans --cap-add=no --cap-drop= -l,--label= --env-from-file=read --pull=`,
      see: (call, parsed) => {
        const [, ...words] = parsed.operands;
        starting(call, parsed);
        if (words.length > 0) inContainer(call, parsed);
        return undefined;
      },
    },
    'kill|rm|cp|push|publish|scale|attach|commit|export|alpha|bridge|unpause-all': { loose: true, does: changes },
  },
  // The options before the verb say which files describe the project.
  see: (call, parsed) => {
    for (const { name, value: given } of parsed.options) {
      if (name !== '-f' || given === undefined) continue;
      const value = withoutEquals(given);
      const area = call.areaOf(value);
      if (value.text === '-' || /^[a-z]+:\/\//i.test(value.head) || (area !== 'workspace' && area !== 'temp'))
        call.unknown('program.option', value.raw, `takes the description of containers from ${value.raw}`);
      else {
        call.file('names', value);
        const described = call.textOf(value);
        if (described === undefined && area === 'temp')
          call.unknown('program.option', value.raw, `takes the description of containers from ${value.raw}`);
        lookInto(call, described, value.raw, call.resolve(value) ?? []);
      }
    }
    const [verb] = parsed.operands;
    // The description with its variables put in shows what they hold.
    const environment = parsed.value('--env-file');
    if (environment !== undefined && /^(?:config|convert)$/.test(verb?.text ?? '')) call.file('read', environment);
    if (verb !== undefined && !isSubcommand(composeVerbs, verb))
      call.unknown('program.subcommand', verb.raw, `uses \`${call.name} ${verb.raw}\`, which is not known`);
    return undefined;
  },
};

const DEFAULT_FILES = [
  'compose.yaml',
  'compose.yml',
  'docker-compose.yml',
  'docker-compose.yaml',
  'docker-compose.override.yml',
];
/** Lets a container reach all of this machine, whatever runs in it. */
const REACHES_OUT = new RegExp(
  [
    String.raw`\bprivileged["']?\s*:\s*["']?(?:true|yes|on)\b`,
    String.raw`(?:docker|podman|containerd|crio)\.sock`,
    String.raw`\b(?:network_mode|pid|ipc|userns_mode|uts|cgroup)["']?\s*:\s*["']?host\b`,
    String.raw`\bcap_add["']?\s*:|\b(?:seccomp|apparmor|label)[:=](?:unconfined|disable)`,
    // `/:/x`, wherever in a list it stands, and the folders of keys
    String.raw`(?:^|[\s,[{])["']?(?:/|~|\$\{?(?:HOME|USERPROFILE)(?::-[^}]*)?\}?)/?(?:(?:etc|root|home|proc|sys|dev|usr|boot|var|var/run|var/lib)/?)?:/`,
    String.raw`(?:^|[\s,[{])["']?(?:~|\$\{?HOME\}?|/home/\w+|/root)/\.(?:ssh|aws|kube|gnupg|docker|azure|netrc|npmrc|git-credentials|config)\b`,
    String.raw`\b(?:source|device)["']?\s*:\s*["']?(?:/|~|\$\{?HOME\}?)(?:etc|root|home|proc|sys|dev|usr|boot|var)?/?["']?\s*(?:$|[,}#])`,
    // More descriptions, from elsewhere
    String.raw`\b(?:include|file)["']?\s*:[\s[{"'-]*(?:path\s*:\s*)?["']?(?:/|~|https?:|git@|oci:)`,
  ].join('|'),
  'm',
);

function starting(call: Call, parsed: Parsed): undefined {
  insides(call, parsed);
  for (const folder of call.folders ?? [])
    for (const name of DEFAULT_FILES) {
      const file = `${folder}/${name}`;
      lookInto(call, call.textOf(literalArg(file, call.part)), name, [file]);
    }
  call.runHere('run.build', `${call.name} compose`, "builds or starts the project's containers");
  return undefined;
}

/** Secrets of the project's `.env` are put in where they are named: only `config` shows them. */
function insides(call: Call, parsed: Parsed): ReturnType<Call['out']> | undefined {
  if (parsed.has('--environment'))
    call.emit('read', 'the environment of containers', {
      detail: 'read.kept',
      says: 'shows the environment of containers, which may hold passwords',
    });
  return parsed.has('-q') ? call.out(undefined, 'plain') : undefined;
}

function lookInto(call: Call, text: string | undefined, shown: string, paths: readonly string[]): void {
  if (paths.some((path) => call.state.written(path) !== undefined && text === undefined))
    call.unknown('run.written', shown, `starts containers that ${shown} describes, which the same command writes`);
  if (text !== undefined && REACHES_OUT.test(text))
    call.emit('escalate', shown, {
      detail: 'escalate.container',
      says: `starts containers that can reach all of this machine, as ${shown} says`,
    });
}

const SHELLS = /^(?:.*\/)?(?:ba|z|da|a|k|fi|c|tc)?sh$/;

/** What a command in a container does is what it would do here, but for files: those are the container's. */
export function inContainer(call: Call, parsed: Parsed): undefined {
  const [, ...words] = parsed.operands;
  const [first, ...rest] = words;
  const isOpen =
    first === undefined || (SHELLS.test(first.text ?? '') && rest.every((word) => /^-[il]+$/.test(word.text ?? '')));
  if (isOpen) call.unknown('program.beyond', call.name, 'opens a shell in a container');
  if (words.length > 0) call.command(words);
  return undefined;
}
