import { assertNever } from '../action/action';
import { dollarsText, formatNumber, timeText } from '../agent/spendText';
import type { Hold } from '../hold/hold';
import type { AwayCode } from '../judge/judge';
import type { ActionRow, Reviewed } from '../ledger/actionLog';
import { type Spend, spendOf } from '../model/spend';
import type { Decision } from '../policy/verdict';
import { categoryName } from './categoryName';
import { codeSpan, plainProse } from './markdown';
import type { Translate } from './translate';

/** Who judged an action, how long it took and what it cost; then what the judge said, or why it said nothing. */
export function explainJudgement(row: ActionRow, t: Translate): readonly string[] {
  return [
    judgedBy(row, t),
    ...(row.review === undefined ? [] : [opinionLine(row.review, row.label, row.state === 'waiting', t)]),
  ];
}

/** The same of what waits: of its row in the record, else of what the hold itself knows. */
export function explainHoldJudgement(hold: Hold, row: ActionRow | undefined, t: Translate): readonly string[] {
  if (row !== undefined) return explainJudgement(row, t);
  if (hold.review === undefined) return [];
  const { status, reason, severity } = hold.review;
  return [opinionLine({ decision: status === 'away' ? 'away' : 'ask', reason, severity }, '', true, t)];
}

/** What a request cost that was made to look at what the action returned. */
export function explainProbeCost({ probed }: ActionRow, t: Translate): readonly string[] {
  if (probed?.request === undefined) return [];
  const spend = spendOf([probed.request]);
  const result = {
    steers: t('it tries to steer the agent'),
    quotes: t('it only speaks of such'),
    away: t('no answer that can be used, so what was found counts'),
  }[probed.request.answer];
  return [`**${t('What it returned was looked at by a model')}:** ${result} · ${costText(spend, t)}`];
}

function judgedBy({ micros, review }: ActionRow, t: Translate): string {
  const rules = t('rules in {0}', timeText(micros / 1000, t));
  const model = review === undefined ? undefined : tierText(review, t);
  return `**${t('Judged by')}:** ${model === undefined ? rules : t('{0}, then {1}', rules, model)}`;
}

/** Undefined when nobody could be asked. */
function tierText(review: Reviewed, t: Translate): string | undefined {
  if (review.isRemembered) return t('the judge, which remembered the same action of this task');
  const last = review.requests.at(-1);
  if (review.by === 'server' && last === undefined) return t('the server of the model, with its answer');
  if (last === undefined) return undefined;
  const who = last.stage === 'first' ? t("the judge's first look") : t("the judge's reasoning");
  return `${who} · ${costText(spendOf(review.requests), t)}`;
}

/** `2.1 s · 412 tokens in, 1,180 cached, 96 out · $0.0021` */
function costText(spend: Spend, t: Translate): string {
  const { inputTokens, cacheReadTokens, cacheWriteTokens, outputTokens, took, dollars, unpriced } = spend;
  const tokens = [inputTokens + cacheWriteTokens, cacheReadTokens, outputTokens];
  return [
    timeText(took, t),
    ...(tokens.some((count) => count > 0)
      ? [
          t('{0} tokens in, {1} cached, {2} out', ...tokens.map((count) => formatNumber(count))),
          unpriced > 0 ? t('price unknown') : dollarsText(dollars),
        ]
      : []),
  ].join(' · ');
}

/** Codes of what went wrong where the judge did answer. */
const SPEAKS_OF_THE_ACTION: ReadonlySet<string> = new Set<AwayCode>(['refused', 'tooLong']);

type Opinion = Pick<Reviewed, 'decision' | 'reason' | 'severity' | 'category' | 'part'>;

function opinionLine(
  { decision, reason, severity, category, part = '' }: Opinion,
  whole: string,
  isWaiting: boolean,
  t: Translate,
): string {
  if (decision === 'away') {
    const what = SPEAKS_OF_THE_ACTION.has(category ?? '') ? t('The judge gave no opinion') : t('The judge was away');
    const then = isWaiting ? t('so it waits for you.') : t('so it waited for you.');
    return `**${what}**, ${then} ${plainProse(reason)}`;
  }
  const about = category === undefined ? '' : categoryName(category, t);
  const more = [
    ...(severity === undefined ? [] : [t('severity {0}/100', severity)]),
    ...(about === '' ? [] : [plainProse(about)]),
    ...(part.trim() === '' || part.trim() === whole.trim() ? [] : [codeSpan(part)]),
  ];
  return `**${whatItDid(decision, t)}:** ${plainProse(reason)}${more.length === 0 ? '' : ` (${more.join(' · ')})`}`;
}

function whatItDid(decision: Decision, t: Translate): string {
  switch (decision) {
    case 'allow':
      return t('The judge allowed it');
    case 'ask':
      return t('The judge left it to you');
    case 'block':
      return t('The judge blocked it');
    default:
      return assertNever(decision);
  }
}
