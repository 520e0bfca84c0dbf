import type Anthropic from '@anthropic-ai/sdk';

export interface KnownModel {
  readonly id: string;
  /** What a person calls it. */
  readonly label: string;
  readonly maxOutputTokens: number;
  /** What keeps it from thinking first, where it would and can be kept from it. */
  readonly leastThinking?: Anthropic.ThinkingConfigParam | undefined;
}

/** The models offered in the setting, newest first. Any other id may be typed there too. */
export const MODELS: readonly KnownModel[] = [
  {
    id: 'claude-sonnet-5-5',
    label: 'Claude Sonnet 5.5',
    maxOutputTokens: 128_000,
    leastThinking: { type: 'between_tools' },
  },
  { id: 'claude-opus-5-5', label: 'Claude Opus 5.5', maxOutputTokens: 128_000 },
  { id: 'claude-haiku-5-5', label: 'Claude Haiku 5.5', maxOutputTokens: 128_000, leastThinking: { type: 'disabled' } },
  { id: 'claude-sonnet-5', label: 'Claude Sonnet 5', maxOutputTokens: 128_000 },
  { id: 'claude-opus-5', label: 'Claude Opus 5', maxOutputTokens: 128_000, leastThinking: { type: 'disabled' } },
  { id: 'claude-opus-4-8', label: 'Claude Opus 4.8', maxOutputTokens: 128_000 },
  { id: 'claude-opus-4-7', label: 'Claude Opus 4.7', maxOutputTokens: 128_000 },
  { id: 'claude-opus-4-6', label: 'Claude Opus 4.6', maxOutputTokens: 128_000 },
  { id: 'claude-sonnet-4-6', label: 'Claude Sonnet 4.6', maxOutputTokens: 128_000 },
  { id: 'claude-haiku-4-5', label: 'Claude Haiku 4.5', maxOutputTokens: 64_000 },
];

export const DEFAULT_MODEL = 'claude-sonnet-5-5';

/** What a model we don't know may be asked for: enough for an edit, little enough for an endpoint with tight limits. */
const UNKNOWN_OUTPUT_TOKENS = 32_000;

/** The most output tokens to ask a model for. Knows dated ids by the id they are a version of. */
export function maxOutputTokens(model: string): number {
  return knownModel(model)?.maxOutputTokens ?? UNKNOWN_OUTPUT_TOKENS;
}

/** How to ask a model for an answer in a word. Undefined where it thinks only when asked to, always thinks, or isn't known. */
export function leastThinking(model: string): Anthropic.ThinkingConfigParam | undefined {
  return knownModel(model)?.leastThinking;
}

function knownModel(model: string): KnownModel | undefined {
  const id = idWithoutDate(model);
  return MODELS.find((known) => known.id === id);
}

/** `claude-haiku-4-5-20251001` is a version of `claude-haiku-4-5`. */
export function idWithoutDate(model: string): string {
  return model.replace(/-\d{8}$/, '');
}
