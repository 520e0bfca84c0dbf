import { z } from 'zod';
import { MODES } from '../action/situation';
import { EFFECT_KINDS } from '../effect/effect';
import { AREAS } from '../effect/place';
import { DECISIONS, type Layer, SETTLERS } from './verdict';

/** All that is given must hold. Lists: any of them. */
export const conditionSchema = z.strictObject({
  effects: z.array(z.enum(EFFECT_KINDS)).readonly().optional(),
  /** Effects on files only: an effect without a place matches no rule with `areas`. */
  areas: z.array(z.enum(AREAS)).readonly().optional(),
  /** `true`: the place is the top of its area; `false`: it is below. */
  isTop: z.boolean().optional(),
  isSecret: z.boolean().optional(),
  isProtected: z.boolean().optional(),
  /** The place is a folder above one of these, or it itself. */
  holds: z
    .array(z.enum(['workspace', 'home', 'ownState']))
    .readonly()
    .optional(),
  /** Dotted names: `git.push` matches `git.push` and `git.push.force`. */
  details: z.array(z.string()).readonly().optional(),
  notDetails: z.array(z.string()).readonly().optional(),
  /** Globs: relative to a workspace folder, or absolute, or below `~/`. `*` stops at a slash, `**` doesn't. */
  paths: z.array(z.string().min(1)).readonly().optional(),
  programs: z.array(z.string()).readonly().optional(),
  /** `example.com` matches the host and those below it. */
  hosts: z.array(z.string()).readonly().optional(),
  modes: z.array(z.enum(MODES)).readonly().optional(),
});

/**
 * What a rule says of itself, checked by a test: a command, or `edit: path`, `delete: path`, `rename: from -> to`,
 * `read: path`, `list: path`, `search: path`, `fetch: url`, `ask: question`. With `[mode]` in front: in that mode.
 */
const examplesSchema = z.array(z.string()).readonly();

export const ruleSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9]+(?:-[a-z0-9]+)*(?:\.[a-z0-9]+(?:-[a-z0-9]+)*)+$/),
  when: conditionSchema,
  /** 0 harmless … 100 never. Against the thresholds it gives the decision. */
  severity: z.number().int().min(0).max(100),
  /** The decision is never below this, whatever the thresholds. */
  minimum: z.enum(DECISIONS).optional(),
  settledBy: z.enum(SETTLERS),
  /** Why, as the end of a sentence that begins with what is done: `, which …` or ` and …`; or a sentence of its own. */
  reason: z.string(),
  saferWay: z.string().optional(),
  matches: examplesSchema,
  notMatches: examplesSchema,
});

export type Condition = z.infer<typeof conditionSchema>;
export type Rule = z.infer<typeof ruleSchema>;

export interface RuleLayer {
  readonly layer: Layer;
  readonly rules: readonly Rule[];
}

export interface Policy {
  /** An effect of at least this severity is asked about. */
  readonly askAt: number;
  /** An effect of at least this severity is blocked. */
  readonly blockAt: number;
  readonly layers: readonly RuleLayer[];
}
