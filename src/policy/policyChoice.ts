import { z } from 'zod';
import { messageOf } from '../action/errorText';
import { defaultPolicy } from './defaults';
import { type Policy, type Rule, type RuleLayer, ruleSchema } from './rule';

/** From the one that asks most to the one that asks least. */
export const PRESETS = ['cautious', 'balanced', 'permissive'] as const;
export type Preset = (typeof PRESETS)[number];

export interface Thresholds {
  /** An effect of at least this severity is asked about. */
  readonly askAt: number;
  /** An effect of at least this severity is blocked. */
  readonly blockAt: number;
}

export const THRESHOLDS: Readonly<Record<Preset, Thresholds>> = {
  cautious: { askAt: 20, blockAt: 75 },
  balanced: { askAt: defaultPolicy.askAt, blockAt: defaultPolicy.blockAt },
  permissive: { askAt: 56, blockAt: 95 },
};

/** Above this, nothing would be asked about but what a rule insists on: then Auto would be no judgement any more. */
const HIGHEST_ASK_AT = 80;

export const askAtSchema = z.number().int().min(0).max(HIGHEST_ASK_AT);
export const blockAtSchema = z.number().int().min(1).max(100);
export const severitiesSchema = z.record(z.string(), z.number().int().min(0).max(100));

/** What a person chooses of a policy. What is left out is as the preset has it. */
export const policyChoiceSchema = z.strictObject({
  preset: z.enum(PRESETS).optional(),
  askAt: askAtSchema.optional(),
  blockAt: blockAtSchema.optional(),
  /** By the id of a rule. */
  severities: severitiesSchema.optional(),
  /** Rules of one's own: they can only make a verdict stricter, since the strictest rule wins. */
  rules: z
    .array(
      ruleSchema.extend({
        matches: ruleSchema.shape.matches.default([]),
        notMatches: ruleSchema.shape.notMatches.default([]),
      }),
    )
    .readonly()
    .optional(),
});

export type PolicyChoice = z.infer<typeof policyChoiceSchema>;

export interface ChosenPolicy {
  readonly policy: Policy;
  /** What could not be done as chosen, each ready to show. What it is about holds as if it had not been said. */
  readonly problems: readonly string[];
}

/** The default policy with a person's thresholds, severities and rules. The floor and minimum verdicts stay as they are. */
export function choosePolicy(choice: PolicyChoice): ChosenPolicy {
  const problems: string[] = [];
  const preset = THRESHOLDS[choice.preset ?? 'balanced'];
  const askAt = choice.askAt ?? preset.askAt;
  let blockAt = choice.blockAt ?? preset.blockAt;
  if (blockAt < askAt) {
    problems.push(`blockAt (${blockAt}) is below askAt (${askAt}), so all that would be asked about is blocked`);
    blockAt = askAt;
  }
  const severities = usableSeverities(choice.severities ?? {}, problems);
  const layers: RuleLayer[] = defaultPolicy.layers.map(({ layer, rules }) => ({
    layer,
    rules: rules.map((rule) => withSeverity(rule, severities)),
  }));
  const own = choice.rules ?? [];
  const taken = new Set(layers.flatMap(({ rules }) => rules.map(({ id }) => id)));
  for (const { id } of own) {
    if (taken.has(id)) problems.push(`two rules are called ${id}: both count`);
    taken.add(id);
  }
  if (own.length > 0) layers.push({ layer: 'user', rules: own });
  return { policy: { askAt, blockAt, layers }, problems };
}

function usableSeverities(given: Readonly<Record<string, number>>, problems: string[]): ReadonlyMap<string, number> {
  const usable = new Map<string, number>();
  for (const [id, severity] of Object.entries(given)) {
    const layer = defaultPolicy.layers.find(({ rules }) => rules.some((rule) => rule.id === id))?.layer;
    if (layer === undefined) problems.push(`no rule is called ${id}, so its severity changes nothing`);
    else if (layer === 'floor' || layer === 'mode') problems.push(`the severity of ${id} can't be changed`);
    else usable.set(id, severity);
  }
  return usable;
}

function withSeverity(rule: Rule, severities: ReadonlyMap<string, number>): Rule {
  const severity = severities.get(rule.id);
  if (severity === undefined) return rule;
  // Whoever makes a rule stricter wants to be asked: no model answers for them.
  const isRaised = severity > rule.severity && rule.settledBy === 'judge';
  return { ...rule, severity, settledBy: isRaised ? 'grant' : rule.settledBy };
}

/** The policy a file describes, or what is wrong with the file, in words that say where. */
export function readPolicyFile(text: string): ChosenPolicy | { readonly error: string } {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    return { error: `it is no JSON (${messageOf(error)})` };
  }
  const parsed = policyChoiceSchema.safeParse(json);
  if (parsed.success) return choosePolicy(parsed.data);
  const [issue] = parsed.error.issues;
  const where = issue === undefined || issue.path.length === 0 ? '' : `${issue.path.join('.')}: `;
  return { error: `${where}${issue?.message ?? 'it does not fit'}` };
}
