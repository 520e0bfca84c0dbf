import type { Node } from 'jsonc-parser';
import type { Fact } from '../fact';
import { inDebugger } from './editorLaunch';
import { children, foldName, items, type Look, members, textIn, textsOf } from './json';
import { changeFact, commandLine, told } from './looks';
import { serversIn, startsOf, startsOrReaches } from './mcpServers';
import { whatItCarries } from './remoteReference';
import { LOOSENING, NAMES_COMMAND, NAMES_NEITHER, NAMES_PROGRAM, NAMES_START } from './settingKeys';

/** One setting: its key however the names are nested, whichever language it is for. */
interface Setting {
  /** As it is written. */
  readonly at: string;
  /** Lower case, without `-` and `_`. */
  readonly key: string;
  readonly node: Node;
}

/** What settings of an editor or an agent run, trust or tell, whatever extension they are for. */
export const settings: Look = (tree) => settingsIn(tree).flatMap(settingFacts);

/** Lists of servers whose tools agents use; what stands in them is looked at as such. */
const SERVERS = /(?:^|\.)(?:mcpservers|mcp\.servers|contextservers|mcp)$/;

/** All settings, those that hold others as well. */
function settingsIn(node: Node, prefix = ''): readonly Setting[] {
  return [
    ...members(node).flatMap(({ name, value }) => {
      // `[typescript]` holds settings for one language.
      const own = /^(?:\[[^\]]*\])+$/.test(name) ? '' : name;
      const at = [prefix, own].filter((each) => each !== '').join('.');
      const key = keyOf(at);
      const isServer = SERVERS.test(keyOf(prefix)) && startsOrReaches(value);
      return isServer ? [] : [...(own === '' ? [] : [{ at, key, node: value }]), ...settingsIn(value, at)];
    }),
    ...items(node).flatMap((item) => [
      ...(item.type === 'object' ? [{ at: prefix, key: keyOf(prefix), node: item }] : []),
      ...settingsIn(item, prefix),
    ]),
  ];
}

function keyOf(at: string): string {
  return foldName(at).replace(/[-_]/g, '');
}

function settingFacts({ at, key, node }: Setting): readonly Fact[] {
  if (node.type === 'object')
    return [...(SERVERS.test(key) ? serversIn(node, at) : []), ...startedIn(node, at), ...addressesIn(node, at)];
  const texts = textsOf(node);
  if (texts.length === 0) return [];
  return [
    ...loosened(key, texts, at),
    ...ofPrograms({ at, key, node }, texts),
    ...texts.flatMap((each) => addressFact(at, each)),
  ];
}

function loosened(key: string, texts: readonly string[], at: string): readonly Fact[] {
  return LOOSENING.filter((each) => each.key.test(key)).flatMap(({ says, safe }) =>
    texts
      .filter((text) => !safe.includes(foldName(text).trim()))
      .map((text) => changeFact(at, 'change.trust', says, text)),
  );
}

function ofPrograms({ at, key: given, node }: Setting, texts: readonly string[]): readonly Fact[] {
  const key = given.replace(/\.(?:linux|osx|macos|mac|darwin|windows|win32|win)$/, '');
  if (NAMES_NEITHER.test(key) || texts.every((each) => /^(?:true|false|null|[\d.]*)$/i.test(each))) return [];
  const text = node.type === 'array' ? commandLine(texts) : (texts[0] ?? '');
  if (NAMES_COMMAND.test(key)) {
    // A list has the words of one command, or several commands.
    const several = texts.filter((each) => /\s/.test(each)).map(inDebugger);
    return [...new Set([node.type === 'array' ? text : inDebugger(text), ...several])]
      .map((each): Fact => ({ kind: 'command', at, text: each }))
      .concat(changeFact(at, 'change.executable', 'becomes a command that is run', text));
  }
  if (NAMES_PROGRAM.test(key)) return [changeFact(at, 'change.executable', 'becomes a program that is run', text)];
  if (NAMES_START.test(key) || /(?:^|\.)(?:env|environment|extraenv)\.[^.]+$/.test(key))
    return [changeFact(at, 'change.executable', 'changes how a program is started', text)];
  return [];
}

/** A program with its arguments beside it, as in a profile of a terminal. */
function startedIn(node: Node, at: string): readonly Fact[] {
  if (children(node, 'args').length === 0 && children(node, 'arguments').length === 0) return [];
  return startsOf(node, ['path', 'command', 'cmd', 'program', 'executable', 'exe']).map(
    (text): Fact => ({ kind: 'command', at, text }),
  );
}

/** `yaml.schemas` and its like have the address as the name. */
function addressesIn(node: Node, at: string): readonly Fact[] {
  return members(node).flatMap(({ name }) => addressFact(at, name));
}

function addressFact(at: string, text: string): readonly Fact[] {
  if (!/^\s*https?:/i.test(text)) return [];
  const why = whatItCarries(text);
  return why === undefined
    ? []
    : [changeFact(at, 'change.remoteReference', `names the address ${told(text)}, which ${why}`, text)];
}

/** Extensions that the editor offers to install, or installs. */
export const recommended: Look = (tree) =>
  children(tree, 'recommendations').flatMap((node) =>
    textsOf(node).map((text) =>
      changeFact(`recommendations.${text}`, 'change.dependency.added', `has the extension ${told(text)} offered`, text),
    ),
  );

/** Keys that type into a terminal, or run a command of an extension. */
export const keybindings: Look = (tree) =>
  items(tree).flatMap((item): readonly Fact[] => {
    const command = textIn(item, 'command') ?? '';
    const typed = children(item, 'args').map((args) => textIn(args, 'text'))[0];
    const at = `keybinding.${textIn(item, 'key') ?? command}`;
    const facts: Fact[] = [changeFact(at, 'change.executable', 'becomes a command that a key runs', command)];
    if (typed !== undefined) facts.push({ kind: 'command', at, text: typed.trim() });
    return facts;
  });
