import { z } from 'zod';
import { MODES } from '../action/situation';
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
  judgeEnabled: z.boolean().default(true),
  /** Requests to the model after which a task stops. */
  maxSteps: z.number().int().min(1).max(10_000).default(200),
  /** Seconds. */
  commandTimeout: z.number().int().min(1).max(3600).default(120),
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
  judgeEnabled: false,
  maxSteps: 1,
  commandTimeout: 120,
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
    judgeEnabled: read('judgeEnabled', 'is neither true nor false, so the judge is off'),
    maxSteps: read('maxSteps', 'is not a whole number from 1 to 10000, so a task stops after its first step'),
    commandTimeout: read('commandTimeout', 'is not a whole number from 1 to 3600, so 120 seconds hold'),
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
