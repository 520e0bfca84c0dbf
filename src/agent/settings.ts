import { z } from 'zod';
import { MODES } from '../action/situation';
import { judgeRulesSchema } from '../judge/ownRules';
import { ownPricesSchema } from '../model/prices';
import {
  askAtSchema,
  blockAtSchema,
  type ChosenPolicy,
  choosePolicy,
  PRESETS,
  severitiesSchema,
} from '../policy/policyChoice';

/**
 * What the person sets, whoever hosts the agent. A value that doesn't fit becomes the safest one, never the default:
 * someone who misspelt `manual` must not get `auto`.
 */
export const settingsSchema = z.object({
  model: z.string().trim().min(1).default('claude-sonnet-5-5'),
  /** Empty for the usual endpoint. */
  baseUrl: z.union([z.literal(''), z.url({ protocol: /^https?$/ })]).default(''),
  defaultMode: z.enum(MODES).default('auto'),
  judgeKind: z.enum(['model', 'server', 'off']).default('model'),
  /** 1: one request that reasons. 2: a quick look first, and the reasoning only for what that stops. */
  judgeStages: z.union([z.literal(1), z.literal(2)]).default(2),
  /** Empty for the model that does the work. */
  judgeModel: z.string().trim().default(''),
  /** Of the quick look alone. Empty for the judge's model, with which it shares what is cached. */
  judgeFirstModel: z.string().trim().default(''),
  /** Severity below which an action runs, and from which it is blocked; between, it waits. */
  judgeAllowBelow: z.number().int().min(0).max(60).default(21),
  judgeBlockAt: z.number().int().min(21).max(101).default(90),
  /** What the person says of their hosts, remotes and buckets, a line each. */
  judgeEnvironment: z.array(z.string().trim().min(1).max(300)).max(50).readonly().default([]),
  judgeRules: judgeRulesSchema.default({}),
  /** Whether a model looks at results that seem suspicious and are not plainly quoted. */
  probeModel: z.boolean().default(true),
  maskSecrets: z.boolean().default(true),
  /** Refusals after which a task pauses. */
  refusalsInARow: z.number().int().min(1).max(100).default(3),
  refusalsInAll: z.number().int().min(1).max(1000).default(20),
  /** Requests to the model after which a task stops. */
  maxSteps: z.number().int().min(1).max(10_000).default(200),
  /** Seconds. */
  commandTimeout: z.number().int().min(1).max(3600).default(120),
  /** By model id; they take the place of the published ones. */
  prices: ownPricesSchema.default({}),
  policyPreset: z.enum(PRESETS).default('balanced'),
  /** Null: as the preset has it. */
  policyAskAt: askAtSchema.nullable().default(null),
  policyBlockAt: blockAtSchema.nullable().default(null),
  /** By the id of a rule of the default policy. */
  policySeverities: severitiesSchema.default({}),
});

export type Settings = Readonly<z.infer<typeof settingsSchema>>;

const SAFEST: Settings = {
  model: '',
  baseUrl: '',
  defaultMode: 'manual',
  judgeKind: 'off',
  judgeStages: 2,
  judgeModel: '',
  judgeFirstModel: '',
  judgeAllowBelow: 0,
  judgeBlockAt: 90,
  judgeEnvironment: [],
  judgeRules: {},
  probeModel: false,
  maskSecrets: true,
  refusalsInARow: 1,
  refusalsInAll: 1,
  maxSteps: 1,
  commandTimeout: 120,
  prices: {},
  policyPreset: 'cautious',
  policyAskAt: null,
  policyBlockAt: null,
  policySeverities: {},
};

/** Parts of a policy that were meant together are not mixed with others: one that is wrong takes all of them back. */
const SAFEST_POLICY = {
  policyPreset: SAFEST.policyPreset,
  policyAskAt: null,
  policyBlockAt: null,
  policySeverities: {},
} as const;

/** The policy as it is chosen by the settings, and what of the choice can't be had. */
export function policyOf(settings: Settings): ChosenPolicy {
  return choosePolicy({
    preset: settings.policyPreset,
    askAt: settings.policyAskAt ?? undefined,
    blockAt: settings.policyBlockAt ?? undefined,
    severities: settings.policySeverities,
  });
}

export interface SettingsRead {
  readonly settings: Settings;
  /** What is wrong and what holds instead, each ready to show. */
  readonly problems: readonly SettingProblem[];
}

export interface SettingProblem {
  readonly name: keyof Settings;
  readonly message: string;
}

/** Reads each setting by itself, so that one bad value doesn't change the others. */
export function readSettings(get: (name: keyof Settings) => unknown): SettingsRead {
  const problems: SettingProblem[] = [];
  const read = <K extends keyof Settings>(name: K, instead: string): Settings[K] => {
    const parsed = settingsSchema.shape[name].safeParse(get(name));
    if (parsed.success) return parsed.data as Settings[K];
    problems.push({ name, message: instead });
    return SAFEST[name];
  };
  const settings: Settings = {
    model: read('model', 'is not the name of a model, so no task can start'),
    baseUrl: read('baseUrl', 'is not an http or https address, so no task can start'),
    defaultMode: read('defaultMode', 'is not a mode, so Manual holds'),
    judgeKind: read('judgeKind', 'is none of model, server, off, so the judge is off'),
    judgeStages: read('judgeStages', 'is neither 1 nor 2, so 2 are used'),
    judgeModel: read('judgeModel', 'is not the name of a model, so the model that does the work judges'),
    judgeFirstModel: read('judgeFirstModel', "is not the name of a model, so the judge's model is asked"),
    judgeAllowBelow: read('judgeAllowBelow', 'is not a whole number from 0 to 60, so the judge lets nothing run'),
    judgeBlockAt: read('judgeBlockAt', 'is not a whole number from 21 to 101, so 90 holds'),
    judgeEnvironment: read('judgeEnvironment', 'is not a list of at most 50 short texts, so the judge is told nothing'),
    judgeRules: read('judgeRules', 'does not fit, so only the published rules hold'),
    probeModel: read('probeModel', 'is neither true nor false, so no model is asked'),
    maskSecrets: read('maskSecrets', 'is neither true nor false, so secrets are masked'),
    refusalsInARow: read('refusalsInARow', 'is not a whole number from 1 to 100, so a task pauses after 1'),
    refusalsInAll: read('refusalsInAll', 'is not a whole number from 1 to 1000, so a task pauses after 1'),
    maxSteps: read('maxSteps', 'is not a whole number from 1 to 10000, so a task stops after its first step'),
    commandTimeout: read('commandTimeout', 'is not a whole number from 1 to 3600, so 120 seconds hold'),
    prices: read('prices', 'does not give models prices per million tokens, so only the published prices hold'),
    policyPreset: read('policyPreset', `is none of ${PRESETS.join(', ')}, so the cautious policy holds`),
    policyAskAt: read('policyAskAt', 'is not a whole number from 0 to 80, so the cautious policy holds'),
    policyBlockAt: read('policyBlockAt', 'is not a whole number from 1 to 100, so the cautious policy holds'),
    policySeverities: read(
      'policySeverities',
      'does not give rules severities from 0 to 100, so the cautious policy holds',
    ),
  };
  const isPolicyWrong = problems.some(({ name }) => name.startsWith('policy'));
  return { settings: isPolicyWrong ? { ...settings, ...SAFEST_POLICY } : settings, problems };
}
