import type { Effect, Part } from '../effect';

/** What made a text that doesn't stand in the action itself: a range of the action, and where else it stands. */
export interface Origin {
  readonly start: number;
  readonly end: number;
  /** Which file and place in it the text stands in: `scripts.test of package.json`. */
  readonly standsIn?: string | undefined;
  /**
   * It is the project's own code as it was when the task began. The person trusts that: what can't be told of it
   * beforehand is no reason to ask, while everything that can be told counts as ever.
   */
  readonly isTrusted?: boolean | undefined;
}

export function partOf(
  range: { readonly pos: number; readonly end: number },
  { source, origin }: { readonly source: string; readonly origin: Origin | undefined },
): Part {
  const text = source.slice(range.pos, range.end);
  if (origin === undefined) return { start: range.pos, end: range.end, text };
  return { start: origin.start, end: origin.end, text, ...standsIn(origin) };
}

export function standsIn({ standsIn: file }: Origin): Pick<Part, 'standsIn'> {
  return file === undefined ? {} : { standsIn: file };
}

/** Text that isn't what it looks like is nobody's ordinary code, whoever wrote it. */
const HIDDEN = /^(?:shell\.(?:nul|carriageReturn|control|invisible|space|surrogate|padding)|path\.hidden)$/;

/** Chosen by the project, not by the agent: its own tools, the hooks that its installation sets up, where it answers. */
const CHOSEN = /^(?:install\.(?:run|named|tool)|git\.config\.hooks|listen\.port)$/;

/** What trusted code does that can't be told beforehand is what the project does: it runs. */
export function asTrusted(effect: Effect, origin: Origin | undefined): Effect {
  if (origin?.isTrusted !== true) return effect;
  const { kind, detail = '' } = effect;
  const isOpen = kind === 'environment' || (kind === 'unknown' && !HIDDEN.test(detail));
  if (!isOpen && !CHOSEN.test(detail)) return effect;
  return {
    ...effect,
    kind: 'run',
    detail: 'run.starting',
    says: `${effect.says ?? 'does what it does'}, as it did before the task`,
  };
}
