import path from 'node:path';
import type { Action } from '../action/action';
import type { Taint } from '../action/situation';
import { oneLine, shorten } from '../action/visibleText';
import type { Effect, EffectKind, Part } from './effect';
import type { Looking } from './looking';
import { whole } from './onFile';
import { isOrdinaryCommand, isPlainlyCommand, NamedCommands, plainCommand, writtenCommands } from './taintedCommands';
import { hostOfTarget, hostsIn, type NameKind, ownersIn, plainPackage, sharedHost } from './taintedNames';

/** What goes out, brings something in, or executes: what an attempt to steer an agent would be for. */
const REACHING: ReadonlySet<EffectKind> = new Set([
  'run',
  'fetch',
  'upload',
  'install',
  'publish',
  'gitRemote',
  'gitConfig',
  'deploy',
  'database',
  'escalate',
  'persist',
  'weaken',
  'environment',
  'change',
  'unknown',
]);

/** What goes out or may. */
const OUTWARD: readonly EffectKind[] = ['fetch', 'upload', 'install', 'publish', 'gitRemote', 'deploy', 'unknown'];
/** What counts where nobody knows what was named. Programs of the project itself are run all day. */
const UNTOLD: ReadonlySet<EffectKind> = new Set(OUTWARD);
/** What names a host as what it is for. */
const GOES_TO: ReadonlySet<EffectKind> = new Set([...OUTWARD, 'database']);

/**
 * The effects of an action that do what a suspicious text named, each as an effect of its own beside what it is. They are
 * of a kind of their own, so that no rule about anything else can let them pass.
 */
export function followed(action: Action, effects: readonly Effect[], looking: Looking): readonly Effect[] {
  const { taint } = looking.situation;
  if (taint === undefined) return [];
  const trace = new Trace(taint);
  const isPassedOn = effects.some(passesOn);
  for (const effect of effects) {
    if (REACHING.has(effect.kind)) traceReach(effect, trace);
    tracePath(effect, trace, looking, isPassedOn);
  }
  if (action.kind === 'command') traceLine(action.command, effects, trace);
  traceTexts(action, trace, looking);
  for (const { kind, part } of effects)
    if (UNTOLD.has(kind)) trace.addUnknown(part, kind === 'install' ? 'installs something' : 'reaches out or executes');
  return trace.found();
}

/** Whether what is read may be run or sent by the same action. The project's own tests and scripts are given nothing. */
function passesOn({ kind, detail = '' }: Effect): boolean {
  if (kind === 'run') return !/^run\.(?:tests|packageScript|build|makeTarget|tool|file|starting)\b/.test(detail);
  return kind === 'upload' || kind === 'publish' || kind === 'unknown';
}

/** Collects what was traced: one effect for each part and name. */
class Trace {
  readonly #found = new Map<string, Effect>();
  readonly #commands: NamedCommands;

  constructor(private readonly taint: Taint) {
    this.#commands = commandsOf(taint);
  }

  found(): readonly Effect[] {
    return [...this.#found.values()];
  }

  has(kind: NameKind, name: string): boolean {
    return Object.hasOwn(this.taint[kind], name);
  }

  names(kind: NameKind): readonly string[] {
    return Object.keys(this.taint[kind]);
  }

  add(kind: NameKind, name: string, part: Part, does: string): void {
    const source = Object.hasOwn(this.taint[kind], name) ? this.taint[kind][name] : undefined;
    if (source === undefined) return;
    const key = JSON.stringify([kind, name, part.start, part.end, part.text]);
    if (this.#found.has(key)) return;
    this.#found.set(key, {
      kind: 'follow',
      target: name,
      part,
      certainty: 'certain',
      detail: DETAILS[kind],
      says: `${does}, which ${quoted(source)} named in a text that looked like an attempt to steer the agent`,
    });
  }

  addCommand(command: string, part: Part, does: string): void {
    const named = this.#commands.find(command);
    if (named !== undefined) this.add('commands', named, part, does);
  }

  /** What a text that runs has within it. */
  addWithin(text: string, part: Part, does: (command: string) => string): void {
    for (const named of this.#commands.within(text)) this.add('commands', named, part, does(named));
  }

  /** More was named than is known of: what reaches out may have been. */
  addUnknown(part: Part, does: string): void {
    const source = this.taint.unknown;
    if (source === undefined || this.#found.size > 0) return;
    this.#found.set('unknown', {
      kind: 'follow',
      target: source,
      part,
      certainty: 'certain',
      detail: 'follow.unknown',
      says: `${does}, and ${quoted(source)} looked like an attempt to steer the agent and names more than can be looked through`,
    });
  }

  /** The host itself, or the nearest above it that was named. */
  hostAbove(host: string): string | undefined {
    const labels = host.split('.');
    for (let from = 0; from < labels.length - 1; from++) {
      const above = labels.slice(from).join('.');
      if (this.has('hosts', above)) return above;
    }
    return undefined;
  }
}

const NAMED = new WeakMap<Taint, NamedCommands>();

/** One taint is asked about many actions. */
function commandsOf(taint: Taint): NamedCommands {
  let named = NAMED.get(taint);
  if (named === undefined) {
    named = new NamedCommands(Object.keys(taint.commands));
    NAMED.set(taint, named);
  }
  return named;
}

const DETAILS: Readonly<Record<NameKind, string>> = {
  hosts: 'follow.host',
  packages: 'follow.package',
  paths: 'follow.path',
  commands: 'follow.command',
};

function traceReach(effect: Effect, trace: Trace): void {
  const { kind, target, part, detail } = effect;
  for (const host of reachedHosts(effect)) {
    const named = trace.hostAbove(host);
    if (named !== undefined) trace.add('hosts', named, part, `reaches ${shown(host)}`);
  }
  // Anybody may ask a registry or code host about what is public there.
  if (detail !== 'fetch.registry') traceShared(effect, trace);
  for (const name of packagesOf(effect))
    trace.add('packages', name, part, kind === 'change' ? `adds ${shown(name)}` : `installs ${shown(target)}`);
}

/** Hosts that an effect goes to, or gives to a program that runs. */
function reachedHosts({ kind, target, part }: Effect): readonly string[] {
  const hosts = new Set<string>();
  if (GOES_TO.has(kind)) for (const word of target.split(/\s+/)) for (const host of hostOfTarget(word)) hosts.add(host);
  for (const host of hostsIn(withoutQuotes(part.text))) if (!isLikeFile(host, part.text)) hosts.add(host);
  return [...hosts];
}

/** Names with a dot that are files far more often than hosts; in an address they are hosts all the same. */
const FILE_ENDING =
  /\.(?:[cm]?[jt]sx?|json[c5l]?|ya?ml|toml|lock|md|mdx|rst|txt|html?|s?css|less|py|rb|php|java|kt|go|rs|c|h|cc|cpp|hpp|cs|swift|sh|bash|zsh|fish|ps1|bat|cfg|conf|ini|env|log|sql|db|csv|xml|svg|png|jpg|gif|pdf|zip|gz|tgz|tar|whl|jar|spec|config|local|d|map|vue|svelte|ipynb|proto|tf|gradle|properties|mk|in|out|so|a|o|exe|dll|bak|tmp|old|new|orig|patch|diff)$/;

function isLikeFile(host: string, text: string): boolean {
  if (!FILE_ENDING.test(host)) return false;
  const at = text.toLowerCase().indexOf(host);
  return at < 0 || !/(?:\/\/|\w@)[^\s/]*$/.test(text.slice(Math.max(0, at - 300), at));
}

/** On a host that many share it counts whose part of it is reached; where that can't be seen, it counts. */
function traceShared(effect: Effect, trace: Trace): void {
  const { kind, target, part } = effect;
  const owned = trace.names('hosts').filter((name) => name.includes('/'));
  if (owned.length === 0) return;
  const reached = new Set([...ownersIn(`${target}\n${withoutQuotes(part.text)}`), ...shortOwners(effect)]);
  for (const name of owned) if (reached.has(name)) trace.add('hosts', name, part, `reaches ${shown(name)}`);
  if (!GOES_TO.has(kind)) return;
  for (const word of target.split(/\s+/)) {
    const shared = hostOfTarget(word).map(sharedHost)[0];
    const isSeen = shared === undefined || [...reached].some((owner) => owner.startsWith(`${shared}/`));
    if (isSeen) continue;
    const [first] = owned.filter((name) => name.startsWith(`${shared}/`));
    if (first !== undefined) trace.add('hosts', first, part, `may reach ${shown(first)}`);
  }
}

/** `owner/repository`, for programs that know on which host. */
function shortOwners({ kind, program = '', part }: Effect): readonly string[] {
  const host = SHORT_FOR[program] ?? (kind === 'install' ? 'github.com' : undefined);
  if (host === undefined) return [];
  return Array.from(withoutQuotes(part.text).matchAll(/(?<![\w@/.-])([\w-]+)\/[\w.-]+(?![\w/])/g)).map(
    ([, owner = '']) => `${host}/${owner.toLowerCase()}`,
  );
}

const SHORT_FOR: Readonly<Record<string, string>> = { gh: 'github.com', hub: 'github.com', glab: 'gitlab.com' };

function packagesOf({ kind, target, detail, part }: Effect): readonly string[] {
  // What a manifest lists is the project's, and is named by no command.
  if (kind === 'install') return detail === 'install.manifest' ? [] : installed(target, part.text).map(plainPackage);
  if (kind === 'change' && detail?.startsWith('change.dependency') === true)
    return [plainPackage(target.replace(/^[^.]*\./, '')), plainPackage(part.text.split(/\s/)[0] ?? '')];
  // Images are named with who made them; their short names are words like others.
  if (kind === 'deploy')
    return withoutQuotes(part.text)
      .split(/\s+/)
      .filter((word) => word.includes('/'))
      .map(plainPackage);
  return [];
}

/** What is installed: the target, and what is given to the program, since a target may only tell of it. */
function installed(target: string, text: string): readonly string[] {
  const words = withoutQuotes(text).split(/\s+/);
  const verb = words.findIndex((word) => /^(?:i|in|install|add|get|exec|dlx|x|run|require|upgrade|-S)$/.test(word));
  return [...target.split(/\s+/), ...words.slice(verb + 1).filter((word) => !word.startsWith('-'))];
}

/** What runs a named file, or writes or deletes it where git doesn't keep it. */
function tracePath(
  { kind, place, part }: Effect,
  trace: Trace,
  { situation, disk }: Looking,
  isPassedOn: boolean,
): void {
  if (place === undefined) return;
  const isElsewhere = place.area !== 'workspace' && place.area !== 'temp';
  const isChange = kind === 'write' || kind === 'delete' || kind === 'persist';
  const isUsed = (kind === 'run' || (kind === 'read' && isPassedOn)) && disk.kind(place.path) !== 'folder';
  if (!(isChange && isElsewhere) && !isUsed) return;
  const api = situation.platform === 'windows' ? path.win32 : path.posix;
  const does = `${kind === 'run' ? 'runs' : kind === 'read' ? 'uses' : 'changes'} ${shown(shortName(place.path, situation.roots))}`;
  if (kind === 'run') trace.add('paths', api.basename(place.path), part, does);
  for (let at = place.path; ; at = api.dirname(at)) {
    if (trace.has('paths', at)) trace.add('paths', at, part, does);
    // In the workspace a folder that is named says nothing of each file in it.
    if (!isElsewhere || api.dirname(at) === at) return;
  }
}

/** Command lines that were named, whole or one of those that they are made of. */
function traceLine(command: string, effects: readonly Effect[], trace: Trace): void {
  const add = (text: string, part: Part) => {
    const plain = plainCommand(text);
    if (!isOrdinaryCommand(plain)) trace.addCommand(plain, part, `runs \`${shown(plain)}\``);
  };
  const reaching = effects.filter(({ kind }) => REACHING.has(kind) || kind === 'delete' || kind === 'gitHistory');
  for (const { part, program = '' } of reaching) {
    add(part.text, part);
    if (INTERPRETER.test(program) || INTERPRETER.test(firstWord(part.text)))
      trace.addWithin(part.text, part, (named) => `runs \`${shown(named)}\``);
  }
  const [first] = reaching;
  if (first !== undefined) add(command, { start: 0, end: command.length, text: command });
}

/** Their arguments may be programs. */
const INTERPRETER = /^(?:python[\d.]*|pypy3?|node|deno|bun|tsx|ts-node|ruby|perl|php|lua|osascript|pwsh|powershell)$/;

function firstWord(text: string): string {
  return /^[^\s]*?([\w.-]+)(?=\s)/.exec(text)?.[1] ?? '';
}

/** Texts that tell people and run nowhere. */
const PROSE = /\.(?:mdx?|markdown|rst|txt|adoc|org|log)$/i;

/** A named host or command that is put into a file of code: whatever runs the file does it later. */
function traceTexts(action: Action, trace: Trace, { texts, situation, disk }: Looking): void {
  const hosts = trace.names('hosts').filter((host) => !FILE_ENDING.test(host));
  const look = (file: string, before: string, after: string, part: Part) => {
    if (PROSE.test(file)) return;
    const [was, is] = [joined(before), joined(after)];
    for (const host of hosts)
      if (isNamedIn(is, host) && !isNamedIn(was, host))
        trace.add('hosts', host, part, `writes ${shown(host)} into a file`);
    const known = writtenCommands(before);
    for (const command of writtenCommands(after))
      if (!known.has(command) && isPlainlyCommand(command))
        trace.addCommand(command, part, `writes \`${shown(command)}\` into a file`);
    const lines = new Set(before.split('\n'));
    const added = after.split('\n').filter((line) => !lines.has(line));
    trace.addWithin(added.join('\n'), part, (named) => `writes \`${shown(named)}\` into a file`);
  };
  if (action.kind === 'edit')
    look(action.path, action.before ?? '', action.after, whole(`edit ${shortName(action.path, situation.roots)}`));
  if (action.kind !== 'command') return;
  for (const [file, written] of texts) {
    const before = disk.text(file, MOST_BYTES) ?? '';
    for (const text of written)
      look(file, before, text, { start: 0, end: action.command.length, text: action.command });
  }
}

const MOST_BYTES = 1_000_000;

/** In lower case, and with the parts put together that code puts together. */
function joined(text: string): string {
  return text.toLowerCase().replace(/["'`]\s{0,9}(?:\+|\.)\s{0,9}["'`]/g, '');
}

function isNamedIn(text: string, name: string): boolean {
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
    const before = text[at - 1] ?? '';
    const after = text.slice(at + name.length, at + name.length + 2);
    if (!/[\w-]/.test(before) && !/^[\w(-]|^\.\w/.test(after)) return true;
  }
  return false;
}

function shortName(file: string, roots: readonly string[]): string {
  const root = roots.find((one) => file.startsWith(`${one}/`));
  return root === undefined ? file : file.slice(root.length + 1);
}

function withoutQuotes(text: string): string {
  return text.replace(/["'\\]/g, '');
}

function shown(name: string): string {
  return shorten(oneLine(name), 120).replaceAll('`', "'");
}

function quoted(source: string): string {
  return `\`${shown(source)}\``;
}
