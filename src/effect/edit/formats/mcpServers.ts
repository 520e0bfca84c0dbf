import type { Node } from 'jsonc-parser';
import type { Fact } from '../fact';
import { children, type Look, members, select, textIn, textsOf, written } from './json';
import { assignments, changeFact, commandLine, orChanged, told } from './looks';

/** Where the many programs that know such servers have them. */
const LISTS = [
  'mcpServers|servers|context_servers|mcp_servers|mcp',
  'mcp|chat.mcp|amp.mcp/servers',
  'amp.mcpServers|mcp.servers|chat.mcp.servers|github.copilot.mcpServers',
  'projects/*/mcpServers',
  'settings/mcp/servers',
  'mcp/mcpServers',
];

/** Servers whose tools agents use: each is a program that is started, or an address. */
export const mcpServers: Look = (tree) =>
  LISTS.flatMap((list) => select(tree, list)).flatMap(({ at, node }) => serversIn(node, at));

/** The servers of one list, by their names. */
export function serversIn(list: Node, at: string): readonly Fact[] {
  return [
    ...members(list),
    ...(list.children ?? []).flatMap((item) => ({ name: textIn(item, 'name') ?? '', value: item })),
  ]
    .filter(({ value }) => value.type === 'object')
    .flatMap(({ name, value }) => serverFacts(name, value, `${at}.${name}`));
}

/** Whether it is a server, not a list of them or something beside. */
export function startsOrReaches(node: Node): boolean {
  return addressOf(node) !== undefined || children(node, 'command').length > 0;
}

function addressOf(server: Node): string | undefined {
  return ['url', 'httpUrl', 'serverUrl', 'uri', 'endpoint'].flatMap((each) => textIn(server, each) ?? [])[0];
}

function serverFacts(name: string, server: Node, at: string): readonly Fact[] {
  const address = addressOf(server);
  const started = commandsOf(server);
  if (started.length === 0 && address === undefined) return [];
  const what = started[0] ?? address ?? '';
  return [
    ...started.map((text): Fact => ({ kind: 'command', at, text })),
    orChanged(
      changeFact(at, 'change.mcp', `adds the MCP server ${told(name)} (${told(what)})`, written(server)),
      'change.mcp',
      `changes what the known MCP server ${told(name)} is (now ${told(what)})`,
    ),
    ...['autoApprove', 'alwaysAllow', 'autoApproved', 'trust', 'alwaysAllowed']
      .flatMap((each) => children(server, each).flatMap(textsOf))
      .filter((each) => !/^false$/i.test(each))
      .map((each) =>
        changeFact(at, 'change.trust', `lets tools of the MCP server ${told(name)} run (${told(each)})`, each),
      ),
  ];
}

/** Every command that the entry can mean: of two members with one name, either. */
function commandsOf(server: Node): readonly string[] {
  const environment = assignments(['env', 'environment'].flatMap((each) => children(server, each)));
  // Some clients have an object: `{"path": …, "args": […]}`.
  const nested = children(server, 'command').filter(({ type }) => type === 'object');
  return [
    ...startsOf(server, ['command', 'cmd']),
    ...nested.flatMap((node) => startsOf(node, ['path', 'command'])),
  ].map((text) => environment + text);
}

/** Programs named by one of the members, each with each list of arguments. */
export function startsOf(node: Node, programs: readonly string[]): readonly string[] {
  const lists = ['args', 'arguments']
    .flatMap((each) => children(node, each))
    // One text is split as a shell would.
    .map((list) => (list.type === 'string' ? String(list.value) : commandLine(textsOf(list))));
  return programs
    .flatMap((each) => children(node, each))
    .flatMap((command) => {
      const [program, ...rest] = textsOf(command);
      if (program === undefined) return [];
      // Programs that give it to a shell split it as one does.
      const start = /\s/.test(program) ? program : commandLine([program]);
      return (lists.length > 0 ? lists : ['']).map((list) => [start, commandLine(rest), list].join(' ').trim());
    });
}
