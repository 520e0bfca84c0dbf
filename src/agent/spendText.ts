import type { Spend, TaskSpend } from '../model/spend';
import { addSpend } from '../model/spend';

/** Puts the arguments in the places `{0}`, `{1}` of a message, in the language of whoever reads it. */
export type Words = (message: string, ...args: (string | number)[]) => string;

/** In English, for what is not translated. */
export const inEnglish: Words = (message, ...args) =>
  message.replace(/\{(\d+)\}/g, (_, index) => String(args[Number(index)] ?? ''));

/** Who spent what in a task: agent, judge and probe, as far as they asked a model at all. */
export function spendLines({ agent, judge, probe }: TaskSpend, t: Words): readonly { who: string; spent: string }[] {
  const lines = [
    { who: t('Agent'), spend: agent },
    { who: t('Judge'), spend: judge },
    { who: t('Probe'), spend: probe },
  ];
  return lines.filter(({ spend }) => hasSpent(spend)).map(({ who, spend }) => ({ who, spent: spendText(spend, t) }));
}

/** `$0.12`, `$0.12+` when a price is missing; undefined when nothing is known to have been spent. */
export function shortTotal(spent: TaskSpend): string | undefined {
  const { requests, dollars, unpriced } = together(spent);
  if (requests === unpriced) return undefined;
  return dollarsText(dollars) + (unpriced > 0 ? '+' : '');
}

/** All of a task's spending together, short: `$0.12`. Undefined when nothing was spent. */
export function totalText(spent: TaskSpend, t: Words): string | undefined {
  const total = together(spent);
  return hasSpent(total) ? moneyText(total, t) : undefined;
}

/** `3 requests · 4,776 tokens in (74% cached), 288 out · $0.0041 · 6.3 s` */
export function spendText(spend: Spend, t: Words): string {
  const { requests, took } = spend;
  return [
    ...(requests === 0 ? [] : [requests === 1 ? t('1 request') : t('{0} requests', formatNumber(requests))]),
    tokensText(spend, t),
    moneyText(spend, t),
    ...(took > 0 ? [timeText(took, t)] : []),
  ].join(' · ');
}

function tokensText({ inputTokens, cacheReadTokens, cacheWriteTokens, outputTokens }: Spend, t: Words): string {
  const input = inputTokens + cacheReadTokens + cacheWriteTokens;
  const cached = input === 0 ? 0 : Math.round((cacheReadTokens / input) * 100);
  return t('{0} tokens in ({1}% cached), {2} out', formatNumber(input), cached, formatNumber(outputTokens));
}

/** What is known of the money, and never more: a price that isn't known is not counted as none. */
export function moneyText({ requests, dollars, unpriced }: Spend, t: Words): string {
  if (unpriced === 0) return dollarsText(dollars);
  return unpriced >= requests ? t('price unknown') : t('{0} and more, since a price is unknown', dollarsText(dollars));
}

/** Two decimals from ten cents on, and two significant digits below. */
export function dollarsText(dollars: number): string {
  if (dollars === 0) return '$0';
  if (dollars < 0.0001) return '< $0.0001';
  const digits = dollars < 0.01 ? 4 : dollars < 0.1 ? 3 : 2;
  return `$${formatNumber(dollars, digits)}`;
}

/** `ms`: milliseconds. */
export function timeText(ms: number, t: Words): string {
  if (ms < 0.1) return t('< 0.1 ms');
  if (ms < 1) return t('{0} ms', formatNumber(ms, 1));
  if (ms < 1000) return t('{0} ms', Math.round(ms));
  if (ms < 60_000) return t('{0} s', (ms / 1000).toFixed(1));
  return t('{0} min', Math.round(ms / 60_000));
}

export function formatNumber(value: number, digits = 0): string {
  return value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

function together({ agent, judge, probe }: TaskSpend): Spend {
  return [agent, judge, probe].reduce(addSpend);
}

function hasSpent({ inputTokens, cacheReadTokens, cacheWriteTokens, outputTokens }: Spend): boolean {
  return inputTokens + cacheReadTokens + cacheWriteTokens + outputTokens > 0;
}
