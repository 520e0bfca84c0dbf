import type { Node } from 'jsonc-parser';
import type { Fact } from '../fact';
import { isYes } from './checks';
import { dependencyFact } from './dependencies';
import { recommended, settings } from './editorSettings';
import { plain } from './editorTasks';
import { type Found, items, type Look, members, select, textOf, textsOf, written } from './json';
import { changeFact, commandLine, told, values, within } from './looks';
import { mcpServers } from './mcpServers';

/** Run in the container as it is made, started or entered. */
const IN_CONTAINER = 'onCreateCommand|updateContentCommand|postCreateCommand|postStartCommand|postAttachCommand';

const hooks: Look = (tree) => [
  ...select(tree, IN_CONTAINER).flatMap(hookCommands),
  ...select(tree, 'initializeCommand').flatMap((found) => [
    ...hookCommands(found),
    changeFact(
      found.at,
      'change.autorun',
      'runs on this machine, not in the container, when it is opened',
      written(found.node),
    ),
  ]),
];

/** A text for a shell, the words of one command, or several commands by their names. */
function hookCommands({ at, node }: Found): readonly Fact[] {
  const command = (where: string, value: Node): readonly Fact[] => {
    const text = textOf(value) ?? (items(value).length > 0 ? commandLine(textsOf(value)) : undefined);
    return text === undefined ? [] : [{ kind: 'command', at: where, text: plain(text) }];
  };
  return [...command(at, node), ...members(node).flatMap(({ name, value }) => command(`${at}.${name}`, value))];
}

/** Arguments and mounts by which a container reaches what is outside of it. */
const REACHES_OUT =
  /privileged|cap-?add|security-?opt|seccomp|apparmor|docker(?:\.sock|_engine)|podman\.sock|containerd\.sock|--(?:pid|net(?:work)?|ipc|uts|userns)(?:=|$)|^host$|--device|(?:source|src)=(?!\$\{localworkspacefolder)|^\/|type=bind|^-?-v(?:olume)?(?:=|$)|\$\{localenv:|--env-file/i;

const outward: readonly Look[] = [
  values(
    'change.trust',
    'lets the container reach this machine ({})',
    ['runArgs|mounts|appPort', 'mounts/*/source|type', 'build/options'],
    (text, { at }) => /source$/i.test(at) || REACHES_OUT.test(text),
  ),
  values('change.trust', 'lets the container reach this machine ({})', ['capAdd|securityOpt|workspaceMount']),
  values(
    'change.trust',
    'hands what this machine has in its environment to the container ({})',
    ['remoteEnv|containerEnv/*', 'build/args/*'],
    (text) => /\$\{localenv:/i.test(text),
  ),
  values('change.trust', 'gives the container rights over this machine', ['privileged'], isYes),
  values('change.trust', 'has the container work as root', ['containerUser|remoteUser'], (text) =>
    /^(?:root|0)$/i.test(text),
  ),
];

const made: Look = (tree) => [
  ...select(tree, 'image').map(({ at, node }) => dependencyFact(at, 'image', textOf(node) ?? '')),
  ...select(tree, 'features/*').map(({ at, node }) =>
    // What a feature is called says where it is fetched from.
    /^features\.ghcr\.io\/devcontainers\//i.test(at)
      ? dependencyFact(at, at.slice('features.'.length), written(node))
      : changeFact(
          at,
          'change.dependency.source',
          `runs the installer ${told(at.slice('features.'.length))} in the container`,
          written(node),
        ),
  ),
  ...select(tree, 'build|dockerFile|dockerComposeFile/**').map(({ at, node }) =>
    changeFact(
      at,
      'change.dependency.changed',
      `builds the container from ${told(textOf(node) ?? '')}`,
      textOf(node) ?? '',
    ),
  ),
  ...select(tree, 'customizations/*/extensions').flatMap(({ at, node }) =>
    textsOf(node).map((text) => dependencyFact(`${at}.${text}`, `extension ${told(text)}`, '')),
  ),
];

/** What a development container runs, may do, and is made of. */
export const devcontainer: readonly Look[] = [
  hooks,
  ...outward,
  made,
  within('customizations/*/settings', settings),
  within('customizations/*', mcpServers, recommended),
  within('settings', settings),
];
