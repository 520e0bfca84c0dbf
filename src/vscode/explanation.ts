import { type Action, assertNever } from '../action/action';
import { oneLine } from '../action/visibleText';
import type { Hold } from '../hold/hold';
import type { ActionRow } from '../ledger/actionLog';
import { describeEffect } from '../policy/describe';
import { explain, type PartExplanation } from '../policy/explain';
import type { Layer, Verdict } from '../policy/verdict';
import { decisionName } from './decisionName';
import { explainHoldJudgement, explainJudgement, explainProbeCost } from './judgement';
import { codeBlock, codeSpan, plainProse } from './markdown';
import type { Translate } from './translate';

/** What is known of a hold beside itself: what the person asked, and what the record tells of it. */
export interface AboutHold {
  readonly taskText?: string | undefined;
  readonly row?: ActionRow | undefined;
}

/** What is held, whole and verbatim, and why: as Markdown in which nothing of the agent's own can draw or link. */
export function explainHold(hold: Hold, about: AboutHold, t: Translate): string {
  const { taskText, row } = about;
  return [
    ...(hold.changes.length > 0 ? [`**${t('Changed since you approved it:')}** ${list(hold.changes)}`] : []),
    ...wholeAction(hold.action, t),
    ...explainVerdict({ ...hold.verdict, saferWay: hold.review?.saferWay ?? hold.verdict.saferWay }, t),
    ...explainHoldJudgement(hold, row, t),
    ...(taskText === undefined ? [] : [`**${t('For the task')}**\n\n${codeBlock(taskText, 'text')}`]),
  ].join('\n\n');
}

/** The reason with all that decided. */
export function explainVerdict(verdict: Verdict, t: Translate): readonly string[] {
  return [
    `**${t('Why')}:** ${plainProse(verdict.reason)}`,
    ...whatItDoes(verdict, t),
    ruleLine(verdict, t),
    ...(verdict.saferWay === undefined ? [] : [`**${t('Told to the agent')}:** ${plainProse(verdict.saferWay)}`]),
  ];
}

/** Of a command each part with what it does, of anything else its effects. */
function whatItDoes(verdict: Verdict, t: Translate): readonly string[] {
  const parts = explain(verdict);
  const isSplit = parts.length > 1 || parts.some((part) => part.parts.length > 0);
  if (isSplit) return [`**${t('Part by part')}**\n\n${parts.flatMap((part) => partLines(part, 0, t)).join('\n')}`];
  const effects = [...new Set(verdict.effects.map(describeEffect))].filter((text) => text !== '');
  return effects.length === 0
    ? []
    : [`**${t('What it would do')}**\n\n${effects.map((effect) => `- ${plainProse(effect)}`).join('\n')}`];
}

function partLines(
  { part, decision, finding, effects, parts }: PartExplanation,
  depth: number,
  t: Translate,
): string[] {
  const rule = finding === undefined || decision === 'allow' ? '' : ` (${codeSpan(finding.rule)})`;
  const does = [...new Set(effects.map(({ effect }) => describeEffect(effect)))].map(plainProse).join('; ');
  const where = part.standsIn === undefined ? '' : ` (${t('in {0}', codeSpan(part.standsIn))})`;
  const line = `${'  '.repeat(depth)}- **${decisionName(decision, t)}** ${codeSpan(part.text)}${where}: ${does === '' ? t('is harmless') : does}${rule}`;
  return [line, ...parts.flatMap((inner) => partLines(inner, depth + 1, t))];
}

/** The same of what the ledger keeps of a verdict. */
export function explainVerdictOf(row: ActionRow, t: Translate): readonly string[] {
  const { verdict } = row;
  const why = withoutSubject(verdict.reason, verdict.part, row.kind === 'command' ? row.label : undefined);
  return [
    `**${t('Verdict')}:** ${decisionName(verdict.decision, t)} · ${ruleLine(verdict, t)}`,
    `**${t('Why')}:** ${plainProse(why)}`,
    ...(why.includes(`\`${verdict.part}\``) ? [] : partLine(verdict.part, row.label, t)),
    ...explainJudgement(row, t),
    ...explainProbeCost(row, t),
  ];
}

function ruleLine({ rule, layer, severity }: Pick<Verdict, 'rule' | 'layer' | 'severity'>, t: Translate): string {
  return `**${t('Rule')}:** ${codeSpan(rule)} (${layerName(layer, t)}) · **${t('Severity')}:** ${severity}/100`;
}

/** Nothing where it is all of the action. */
function partLine(part: string, label: string, t: Translate): readonly string[] {
  const isAll = part.trim().toLowerCase() === label.trim().toLowerCase();
  return isAll || part.trim() === '' ? [] : [`**${t('The part that decided')}:** ${codeSpan(part)}`];
}

/** The action without anything left out. */
function wholeAction(action: Action, t: Translate): readonly string[] {
  switch (action.kind) {
    case 'command':
      return [
        codeBlock(action.command, 'bash'),
        `**${t('In')}:** ${codeSpan(action.cwd)} · **${t('Time limit')}:** ${t('{0} s', Math.round(action.timeoutMs / 1000))}${
          action.background ? ` · ${t('in the background')}` : ''
        }`,
      ];
    case 'edit':
      return [
        `**${action.before === null ? t('Create') : t('Edit')}:** ${codeSpan(action.path)}`,
        ...(action.before === null ? [codeBlock(action.after)] : []),
      ];
    case 'delete':
      return [`**${t('Delete')}:** ${codeSpan(action.path)}`];
    case 'rename':
      return [`**${t('Rename')}:** ${codeSpan(action.from)}`, `**${t('To')}:** ${codeSpan(action.to)}`];
    case 'fetch':
      return [`**${t('Fetch')}:** ${codeSpan(action.url)}`];
    case 'question':
      return [
        codeBlock(action.question, 'text'),
        ...(action.options.length === 0 ? [] : [action.options.map((option) => `- ${codeSpan(option)}`).join('\n')]),
      ];
    case 'readFile':
    case 'listFiles':
      return [`**${t('Read')}:** ${codeSpan(action.path)}`];
    case 'searchText':
      return [`**${t('Search')}:** ${codeSpan(action.path)}`, `**${t('For')}:** ${codeSpan(action.pattern)}`];
    case 'diagnostics':
      return [
        `**${t('Read the problems of')}:** ${action.path === undefined ? t('every file') : codeSpan(action.path)}`,
      ];
    case 'readOutput':
    case 'stopCommand':
      return [`**${t('Command')}:** ${codeSpan(action.commandId)}`];
    case 'plan':
      return [action.steps.map(({ text }) => `- ${plainProse(text)}`).join('\n')];
    default:
      return assertNever(action);
  }
}

function layerName(layer: Layer, t: Translate): string {
  switch (layer) {
    case 'floor':
      return t('the floor, which nothing unlocks');
    case 'mode':
      return t('the mode');
    case 'admin':
      return t("your organisation's policy");
    case 'default':
      return t('the default policy');
    case 'user':
      return t('your policy');
    case 'workspace':
      return t("the workspace's policy");
    default:
      return assertNever(layer);
  }
}

/** Why it waits, short enough for a row that has just named it. */
export function shortReason({ verdict, changes, action }: Hold, t: Translate): string {
  return oneLine(
    changes.length > 0 ? t('changed since you approved it: {0}', changes.join(', ')) : shortened(verdict, action),
  );
}

/** What stands in a file isn't the action itself, so that it has to be named. */
function shortened({ reason, part }: Verdict, action: Action): string {
  if (part.standsIn !== undefined) return reason;
  return withoutSubject(reason, part.text, action.kind === 'command' ? action.command : undefined);
}

/** Reasons begin with the part they are about. Where that is all of the action, the row has just said it. */
export function withoutSubject(reason: string, part: string, command: string | undefined): string {
  const subject = `\`${part}\` `;
  const isWhole = command === undefined || command.trim() === part.trim();
  return isWhole && reason.startsWith(subject) ? reason.slice(subject.length) : reason;
}

function list(items: readonly string[]): string {
  return items.map(codeSpan).join(', ');
}
