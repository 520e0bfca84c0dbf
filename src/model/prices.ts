import { z } from 'zod';
import type { ModelUsage } from './modelClient';
import { idWithoutDate } from './models';

/** US dollars per million tokens. Writing to the cache is priced for entries that live five minutes, the only ones we make. */
export interface Price {
  readonly input: number;
  readonly cacheRead: number;
  readonly cacheWrite: number;
  readonly output: number;
}

interface PublishedPrice extends Price {
  /** What every token of a request costs whose prompt is longer than so many tokens, cached ones counted. */
  readonly longPrompt?: { readonly above: number; readonly price: Price };
}

/** When the prices were looked up, and where they are published. */
export const PRICES_AS_OF = '2026-10-24';
export const PRICES_SOURCE = 'https://platform.claude.com/docs/en/about-claude/pricing';

const OPUS: PublishedPrice = { input: 5, cacheRead: 0.5, cacheWrite: 6.25, output: 25 };

/** Only what has been published, by id. A model that isn't here has no price, and none is guessed. */
const PUBLISHED: ReadonlyMap<string, PublishedPrice> = new Map([
  ['claude-fable-5-1', { input: 10, cacheRead: 0.25, cacheWrite: 12.5, output: 50 }],
  ['claude-fable-5', { input: 10, cacheRead: 1, cacheWrite: 12.5, output: 50 }],
  ['claude-opus-5-5', { input: 4, cacheRead: 0.2, cacheWrite: 5, output: 20 }],
  ['claude-opus-5', OPUS],
  ['claude-opus-4-8', OPUS],
  ['claude-opus-4-7', OPUS],
  ['claude-opus-4-6', OPUS],
  ['claude-sonnet-5-5', { input: 2, cacheRead: 0.1, cacheWrite: 2.5, output: 10 }],
  ['claude-sonnet-5', { input: 2, cacheRead: 0.2, cacheWrite: 2.5, output: 10 }],
  ['claude-sonnet-4-6', { input: 3, cacheRead: 0.3, cacheWrite: 3.75, output: 15 }],
  [
    'claude-haiku-5-5',
    {
      input: 0.1,
      cacheRead: 0.01,
      cacheWrite: 0.125,
      output: 0.5,
      longPrompt: { above: 100_000, price: { input: 0.5, cacheRead: 0.05, cacheWrite: 0.625, output: 2.5 } },
    },
  ],
  ['claude-haiku-4-5', { input: 1, cacheRead: 0.1, cacheWrite: 1.25, output: 5 }],
]);

const amount = z.number().min(0).max(100_000);

/** Prices of one's own, by model id, in US dollars per million tokens. What is not said of the cache costs as input. */
export const ownPricesSchema = z
  .record(
    z.string().trim().min(1).max(200),
    z.strictObject({ input: amount, output: amount, cacheRead: amount.optional(), cacheWrite: amount.optional() }),
  )
  .refine((prices) => Object.keys(prices).length <= 200)
  .readonly();

export type OwnPrices = z.infer<typeof ownPricesSchema>;

/** What one request cost, in US dollars; undefined when the price of its model isn't known. */
export function dollarsOf(model: string, usage: ModelUsage, own: OwnPrices = {}): number | undefined {
  const price = ownPrice(model, own) ?? publishedPrice(model, usage);
  if (price === undefined) return undefined;
  const { input, cacheRead, cacheWrite, output } = price;
  const { inputTokens, cacheReadTokens, cacheWriteTokens, outputTokens } = usage;
  const perMillion =
    input * inputTokens + cacheRead * cacheReadTokens + cacheWrite * cacheWriteTokens + output * outputTokens;
  return perMillion / 1_000_000;
}

/** The very id first, so that one dated version may have a price of its own. */
function ownPrice(model: string, own: OwnPrices): Price | undefined {
  for (const id of [model, idWithoutDate(model)]) {
    const price = Object.hasOwn(own, id) ? own[id] : undefined;
    if (price === undefined) continue;
    const { input, output, cacheRead = input, cacheWrite = input } = price;
    return { input, output, cacheRead, cacheWrite };
  }
  return undefined;
}

function publishedPrice(model: string, usage: ModelUsage): Price | undefined {
  const price = PUBLISHED.get(idWithoutDate(model));
  const longPrompt = price?.longPrompt;
  if (longPrompt === undefined) return price;
  const prompt = usage.inputTokens + usage.cacheReadTokens + usage.cacheWriteTokens;
  return prompt > longPrompt.above ? longPrompt.price : price;
}
