import type { Fact } from '../fact';
import { type Found, foldName, type Look, select, textOf, written } from './json';
import { changeFact, commands, modules, orChanged, told, values } from './looks';

/** Members of a hook whose text is run. */
const RUN = /(?:^|\.)(?:command|commands|bash|powershell|shell|sh|run|script|cmd|exec|windows|osx|linux|unix)$/;
/** Members of a hook that are none of that. */
const TOLD =
  /\.(?:type|matcher|timeout\w*|description|name|id|version|enabled|async|once|if|cwd|url|prompt|statusmessage)$/;

/** Commands that run by themselves, whatever an agent does. */
const hooks: Look = (tree) =>
  ['hooks/**', 'hook/**', '*/hooks/**'].flatMap((pattern) => select(tree, pattern)).flatMap(hookFacts);

function hookFacts({ at, node }: Found): readonly Fact[] {
  const text = textOf(node) ?? '';
  const name = foldName(at);
  const isRun = RUN.test(name) || (!TOLD.test(name) && /\s|\//.test(text));
  if (!isRun) return [];
  const event = at.split('.')[1] ?? '';
  return [
    { kind: 'command', at, text },
    orChanged(
      changeFact(at, 'change.autorun', `runs by itself whenever an agent comes to ${told(event)}`, text),
      'change.autorun',
      `changes what runs by itself when an agent comes to ${told(event)}`,
    ),
  ];
}

/** Prompts that run by themselves, and hooks that ask an address. */
const otherHooks: Look = (tree) =>
  select(tree, 'hooks/**').flatMap(({ at, node }): readonly Fact[] =>
    /\.(?:url|prompt)$/i.test(at)
      ? [changeFact(at, 'change.autorun', `is told or asked by itself (${told(textOf(node) ?? '')})`, written(node))]
      : [],
  );

/** What the settings of agents run and let them do, beside what `settings` finds by the names of keys. */
export const agentSettings: readonly Look[] = [
  hooks,
  otherHooks,
  commands(
    'statusLine/command',
    'install|start|build',
    'terminals/*/command',
    'setup-worktree|setup-worktree-unix|setup-worktree-windows',
  ),
  commands('then/command', 'formatter|lsp/*/command'),
  // Whatever is allowed by a word of its own.
  values(
    'change.trust',
    'lets an agent use {} without being asked about',
    ['permissions/allow', 'allow', 'autoApprove'],
    () => true,
  ),
  values('change.trust', 'lets an agent work in {} as well', [
    'permissions/additionalDirectories',
    'context/includeDirectories',
  ]),
  values(
    'change.trust',
    'lets the permission {} be taken',
    ['permission/**', 'agent/*/permission/**', 'agent/*/tools/*'],
    (text) => /^(?:allow|true)$/i.test(text),
  ),
  values('change.dependency.source', 'has the plugin {} loaded', [
    'plugin',
    'plugins/*/source',
    'plugins/*/source/url|repo',
    'extraKnownMarketplaces/*/source/**',
  ]),
  values('change.trust', 'switches the plugin on', ['enabledPlugins/*'], (text) => !/^false$/i.test(text)),
  modules('plugin', 'tools'),
];

/** What an agent must not do, or must ask about. */
export const forbidden: Look = values('change.trust', 'is no longer forbidden to an agent', [
  'permissions/deny|ask|disableBypassPermissionsMode',
  'deny|denylist|excludeTools|blocked|disallowedTools',
  'tools/exclude',
  'permission/**',
]);
