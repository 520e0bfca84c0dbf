import type { Effect, Part } from '../effect/effect';

/** In this order; combining takes the strictest. */
export const DECISIONS = ['allow', 'ask', 'block'] as const;
export type Decision = (typeof DECISIONS)[number];

/**
 * Who may settle an `ask`, from the least to the most: `judge` means a model, a kept grant or a person;
 * `grant` a kept grant or a person; `person` only a person, each time.
 */
export const SETTLERS = ['judge', 'grant', 'person'] as const;
export type Settler = (typeof SETTLERS)[number];

/** Whose rule it is. `floor` can't be loosened by anyone. */
export const LAYERS = ['floor', 'mode', 'admin', 'default', 'user', 'workspace'] as const;
export type Layer = (typeof LAYERS)[number];

/** What was found of one effect: the strictest of the rules that match it. */
export interface Finding {
  readonly rule: string;
  readonly layer: Layer;
  /** 0 harmless … 100 never. */
  readonly severity: number;
  readonly decision: Decision;
}

export interface Verdict {
  readonly decision: Decision;
  /** Id of the rule that decided, e.g. `files.outside-workspace`. */
  readonly rule: string;
  readonly layer: Layer;
  /** 0 harmless … 100 never. */
  readonly severity: number;
  readonly settledBy: Settler;
  /** The part of the action that decided. */
  readonly part: Part;
  /** For the person: one sentence naming the part, the effect and why. */
  readonly reason: string;
  /** For the agent: what would be acceptable instead. */
  readonly saferWay?: string | undefined;
  readonly effects: readonly Effect[];
  /** One for each effect, in the same order. */
  readonly findings: readonly Finding[];
  /** Each command of a command line, harmless ones too. */
  readonly parts: readonly Part[];
}

export function strictest(a: Decision, b: Decision): Decision {
  return DECISIONS.indexOf(a) >= DECISIONS.indexOf(b) ? a : b;
}
