import type { Action } from '../action/action';
import type { Effect, EffectKind, Part } from './effect';
import type { CalledWords, Looking } from './looking';
import { whole } from './onFile';
import { readableForms } from './readableForms';
import { isOrdinaryCommand, isPlainlyCommand, plainCommand, runsScript, writtenCommands } from './taintedCommands';
import { hostOfTarget, hostsIn, hostsNamedIn, ownersIn, sharedHost } from './taintedNames';
import { shown, Trace } from './trace';
import { packagesGiven, packagesOf } from './tracePackages';
import { pathsKnown, shortName, tracePath } from './tracePaths';
import { hasPartsOf, isDecoded, untoldReaches } from './untoldReach';

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
  const paths = pathsKnown(trace.names('paths'), effects, looking);
  for (const effect of effects) {
    if (REACHING.has(effect.kind)) traceReach(effect, givenTo(effect, looking), trace);
    tracePath(effect, trace, paths, looking, isPassedOn);
  }
  if (action.kind === 'command') {
    traceLine(action.command, effects, trace, looking);
    traceUntold(action.command, effects, trace, looking);
  }
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

/** The commands that have an effect, as their programs get them; what runs in the project's own scripts is its own. */
function givenTo({ kind, part }: Effect, { calls }: Looking): readonly CalledWords[] {
  if (kind === 'run' && part.standsIn !== undefined) return [];
  return calls.filter(
    ({ part: other }) =>
      other.start === part.start &&
      other.end === part.end &&
      other.text === part.text &&
      other.standsIn === part.standsIn,
  );
}

function traceReach(effect: Effect, calls: readonly CalledWords[], trace: Trace): void {
  const { kind, target, part, detail } = effect;
  for (const host of reachedHosts(effect, calls)) {
    const named = trace.hostAbove(host);
    if (named !== undefined) trace.add('hosts', named, part, `reaches ${shown(host)}`);
  }
  // Anybody may ask a registry or code host about what is public there.
  if (detail !== 'fetch.registry') traceShared(effect, trace);
  for (const name of [...packagesOf(effect), ...calls.flatMap(({ words }) => packagesGiven(words))])
    trace.add('packages', name, part, kind === 'change' ? `adds ${shown(name)}` : `installs ${shown(target)}`);
}

/** Hosts that an effect goes to, or gives to a program that runs. */
function reachedHosts({ kind, target, part, program = '' }: Effect, calls: readonly CalledWords[]): readonly string[] {
  const hosts = new Set<string>();
  if (GOES_TO.has(kind)) for (const word of target.split(/\s+/)) for (const host of hostOfTarget(word)) hosts.add(host);
  // Code puts together what it goes to.
  const texts = INTERPRETER.test(program) ? readableForms(part.text) : [part.text];
  for (const text of [...texts.map(withoutQuotes), ...calls.map(({ words }) => words.join(' '))])
    for (const host of hostsIn(text)) if (!isLikeFile(host, text)) hosts.add(host);
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

/** Command lines that were named, whole or one of those that they are made of. */
function traceLine(command: string, effects: readonly Effect[], trace: Trace, looking: Looking): void {
  const add = (text: string, part: Part) => {
    const plain = plainCommand(text);
    // A script of the project runs another one as it always did.
    if (isOrdinaryCommand(plain) || (part.standsIn !== undefined && runsScript(plain))) return;
    trace.addCommand(plain, part, `runs \`${shown(plain)}\``);
  };
  const reaching = effects.filter(({ kind }) => REACHING.has(kind) || kind === 'delete' || kind === 'gitHistory');
  for (const effect of reaching) {
    const { part, program = '' } = effect;
    add(part.text, part);
    for (const { words } of givenTo(effect, looking)) add(words.join(' '), part);
    if (INTERPRETER.test(program) || INTERPRETER.test(firstWord(part.text)))
      trace.addWithin(part.text, part, (named) => `runs \`${shown(named)}\``);
  }
  const [first] = reaching;
  if (first !== undefined) add(command, { start: 0, end: command.length, text: command });
}

/** A host that the line doesn't say, by the texts that decide which it is. */
function traceUntold(command: string, effects: readonly Effect[], trace: Trace, looking: Looking): void {
  const hosts = trace.names('hosts').filter((host) => !FILE_ENDING.test(host));
  if (hosts.length === 0) return;
  for (const untold of untoldReaches(command, effects, looking.calls, looking)) {
    const { effect, says, text } = untold;
    const named = [...hostsNamedIn(text)].filter((host) => !isLikeFile(host, text));
    const found = [
      ...named.flatMap((host) => trace.hostAbove(host) ?? []),
      ...hosts.filter((host) => named.includes(host) || hasPartsOf(host, untold)),
    ];
    for (const host of new Set(found))
      trace.add('hosts', host, effect.part, `goes where ${says} says, which may be ${shown(host)}`);
    const [first] = hosts;
    if (found.length === 0 && first !== undefined && isDecoded(untold))
      trace.add('hosts', first, effect.part, `goes where something decoded says, which may be ${shown(first)}`);
  }
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

function withoutQuotes(text: string): string {
  return text.replace(/["'\\]/g, '');
}
