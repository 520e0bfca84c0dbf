import type { Taint } from '../action/situation';
import { oneLine, shorten } from '../action/visibleText';
import type { Effect, Part } from './effect';
import { NamedCommands } from './taintedCommands';
import type { NameKind } from './taintedNames';

/** Collects what was traced: one effect for each part and name. */
export class Trace {
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

export function shown(name: string): string {
  return shorten(oneLine(name), 120).replaceAll('`', "'");
}

function quoted(source: string): string {
  return `\`${shown(source)}\``;
}
