import path from 'node:path';
import type { EditedFile, Fact, Format } from '../fact';
import { type Found, isTrue, memberOf, textAt, textOf, textsAt, textsIn, type Value, valuesAt } from './data';
import { isInWorkspace } from './dependencies';
import { dockerfile } from './dockerfile';
import { changeFact, commandLine, told } from './looks';
import { filled, notices, scriptFact, settingsFormat } from './settingsFile';

const FILES = '{docker-,podman-,container-}compose*.{yml,yaml} compose{,.*,-*}.{yml,yaml}';
const SERVICE = 'services.*';

const HOST_SPACES = ['network_mode', 'pid', 'ipc', 'userns_mode', 'uts', 'cgroup'].map((key) => `${SERVICE}.${key}`);

const COMMANDS = ['command', 'entrypoint', 'healthcheck.test', 'post_start[].command', 'pre_stop[].command'].map(
  (key) => `${SERVICE}.${key}`,
);

/** Folders of the machine that give a container the machine. */
const WHOLE_MACHINE =
  /^(?:\/|\/(?:etc|root|home|proc|sys|dev|boot|var|usr|lib|run|var\/run|var\/lib)(?:\/docker)?\/?|~\/?|\$\{?HOME\}?\/?)$/i;
const CONTROL =
  /(?:docker|podman|containerd|crio|dockershim)\.sock\b|\/var\/lib\/docker\b|\/var\/lib\/kubelet\b|\/etc\/kubernetes\b/i;
const SECRETS = /(?:^|\/)\.(?:ssh|aws|gnupg|kube|docker|netrc|npmrc|config\/gcloud|git-credentials)\b/i;

/** Capabilities that no ordinary service needs. */
const STRONG =
  /^(?:CAP_)?(?:ALL|SYS_ADMIN|SYS_PTRACE|SYS_MODULE|SYS_RAWIO|SYS_BOOT|NET_ADMIN|DAC_READ_SEARCH|DAC_OVERRIDE|BPF|PERFMON|MAC_ADMIN)$/i;

/** What starts containers together. */
export const compose: Format = settingsFormat('yaml', FILES, [
  notices(
    {
      detail: 'change.container',
      says: 'gives the container all rights of the machine',
      paths: `${SERVICE}.privileged`,
      when: isTrue,
    },
    {
      detail: 'change.container',
      says: 'puts the container into the {} of the machine',
      paths: HOST_SPACES,
      when: (text) => /^host$/i.test(text.trim()),
    },
    {
      detail: 'change.container',
      says: 'gives the container the right {}',
      paths: `${SERVICE}.cap_add[]`,
      when: (text) => STRONG.test(text),
    },
    {
      detail: 'change.container',
      says: 'takes the limits of the container away',
      paths: `${SERVICE}.security_opt[]`,
      when: (text) => /(?:unconfined|disable|label[=:]disable|systempaths=unconfined)$/i.test(text),
    },
    {
      detail: 'change.container',
      says: 'gives the container a device of the machine',
      paths: `${SERVICE}.devices[]`,
      when: (text) => /^\/dev(?:\/(?:mem|kmem|sd|nvme|disk|kvm|port)|:|$)/i.test(text),
    },
    {
      detail: 'change.dependency.source',
      says: 'takes services from {}',
      paths: 'include[] include[].path[]',
      when: (text) => /^(?:https?|git|oci):|\.git\b/i.test(text),
    },
  ),
  mounts,
  commands,
  (document, file) =>
    textsAt(document, `${SERVICE}.build.dockerfile_inline`).flatMap(({ at, value }) =>
      dockerfile.facts(value.text, file).map((fact) => ({ ...fact, at: `${at}.${fact.at}` })),
    ),
]);

function mounts(document: Value, file: EditedFile): readonly Fact[] {
  const named = new Map(
    valuesAt(document, 'volumes.*').flatMap(({ at, value }) => {
      const device = textAt(memberOf(value, 'driver_opts'), 'device');
      return device === undefined ? [] : [[at.slice('volumes.'.length), device] as const];
    }),
  );
  return valuesAt(document, `${SERVICE}.volumes[]`).flatMap((found) => {
    const source = sourceOf(found);
    return source === undefined ? [] : mountFacts(found.at, named.get(source) ?? source, file);
  });
}

function sourceOf({ value }: Found): string | undefined {
  const text = textOf(value);
  if (text === undefined) return textAt(value, 'source') ?? textAt(value, 'src');
  // The first part, unless the colon is one of a drive or of a variable with a default.
  return /^(?:[a-z]:[\\/])?(?:\$\{[^}]*\}|[^:$]|\$(?!\{))+/i.exec(text)?.[0];
}

/** `source` is a folder of the machine; one that begins with a dot, from the folder of `file`. */
export function mountFacts(at: string, source: string, file?: EditedFile): readonly Fact[] {
  // A variable stands for what it is when nobody sets it.
  const plain = source.trim().replace(/\$\{\w+:?[-=]([^}]*)\}/g, '$1');
  const isOutside = file !== undefined && /^\.\.?(?:[\\/]|$)/.test(plain) && !isInWorkspace(plain, file);
  const resolved = isOutside ? path.resolve(path.dirname(file.path), plain).replaceAll('\\', '/') : plain;
  const folder = resolved
    .replace(/\/\.?(?=\/|$)/g, '/')
    .replace(/\/+/g, '/')
    .replace(/(?!^)\/$/, '');
  const says = CONTROL.test(folder)
    ? `lets the container control all containers of the machine (${told(folder)})`
    : WHOLE_MACHINE.test(folder)
      ? `shows the container ${told(folder)} of the machine`
      : SECRETS.test(folder)
        ? `shows the container the keys in ${told(folder)}`
        : isOutside
          ? `shows the container ${told(folder)}, outside of the workspace`
          : undefined;
  return says === undefined ? [] : [changeFact(`${at}.${folder}`, 'change.container', says, source)];
}

function commands(document: Value): readonly Fact[] {
  return valuesAt(document, COMMANDS).flatMap(({ at, value }) => {
    const text = commandOf(value);
    // `$$` stands for one `$` that a shell in the container sees.
    return text === undefined
      ? []
      : [
          scriptFact(
            at,
            filled(text.replace(/\$\$/g, '\0'), /\$\{[^}]*\}/g).replaceAll('\0', () => '$'),
            { isElsewhere: true },
          ),
        ];
  });
}

function commandOf(value: Value): string | undefined {
  if (value.kind === 'scalar') return value.text;
  const words = textsIn(value);
  const [first, ...rest] = words;
  if (first === undefined || first === 'NONE') return undefined;
  if (first === 'CMD-SHELL') return rest.join(' ');
  return commandLine(first === 'CMD' ? rest : words);
}
