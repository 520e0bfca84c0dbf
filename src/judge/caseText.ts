import { shorten } from '../action/visibleText';
import type { Effect } from '../effect/effect';
import type { Verdict } from '../policy/verdict';
import { actionText } from './actionText';
import type { JudgeCase, RecentAction, TaintSource } from './judge';
import { type Passage, quotedLine } from './quoted';

/** Other effects that a judge is told, those that asked first. */
export const MOST_EFFECTS = 12;

/** Severity from which an effect that is allowed by itself is worth a line. */
const WORTH_TELLING = 20;

const MOST_OF_EFFECT = 300;
const MOST_OF_LABEL = 100;
/** Fewer than are known: each is paid for with every action. */
const MOST_RECENT = 5;
const MOST_SCRIPTS = 12;
const MOST_TAINTS = 8;

/** The action, what analysis proved of it, and what came before. */
export function caseText(about: JudgeCase): Passage {
  const action = actionText(about.action, about.where);
  const effects = effectsText(about.verdict);
  const lines = [
    ...action.lines,
    `Left open by ${ruleName(about.verdict.rule)}:`,
    quotedLine(reasonText(about), 2 * MOST_OF_EFFECT),
    ...effects.lines,
    ...scriptsText(about.scripts),
    ...taintsText(about.taints),
    ...recentText(about.recent),
  ];
  const isCut = action.isCut || effects.isCut;
  return { lines: isCut ? [...lines, 'Not all of the action is shown, so that it can not pass.'] : lines, isCut };
}

interface Weighed {
  readonly text: string;
  readonly asks: boolean;
  readonly severity: number;
}

/** What it does beside what the reason says. */
function effectsText({ effects, findings, reason, part, rule }: Verdict): Passage {
  const all = new Map<string, Weighed>();
  for (const [index, effect] of effects.entries()) {
    const { decision = 'ask', severity = 100, rule: by } = findings[index] ?? {};
    const asks = decision !== 'allow';
    const isThere = by === rule && effect.part.text === part.text && reason.includes(effect.says ?? effect.target);
    if (isThere || (!asks && severity < WORTH_TELLING)) continue;
    const text = effectText(effect);
    const known = all.get(text);
    if (known === undefined || known.severity < severity) all.set(text, { text, asks, severity });
  }
  const sorted = [...all.values()].sort((a, b) => Number(b.asks) - Number(a.asks) || b.severity - a.severity);
  if (sorted.length === 0) return { lines: [], isCut: false };
  const left = sorted.slice(MOST_EFFECTS);
  return {
    lines: [
      left.length === 0 ? 'It also:' : `It also, with ${left.length} more that are not shown:`,
      ...sorted.slice(0, MOST_EFFECTS).map(({ text }) => quotedLine(text, MOST_OF_EFFECT)),
    ],
    isCut: left.some(({ asks }) => asks),
  };
}

function effectText({ kind, target, says, certainty, part }: Effect): string {
  const where = part.standsIn === undefined ? '' : ` (\`${shorten(part.text, MOST_OF_LABEL)}\` in ${part.standsIn})`;
  return `${certainty === 'possible' ? 'perhaps ' : ''}${says ?? `${kind}: ${target}`}${where}`;
}

const WRITERS: Readonly<Record<JudgeCase['scripts'][number]['by'], string>> = {
  task: 'the agent in this task',
  person: 'the person, since the task began',
  downloaded: 'the network, in this task',
  project: 'the project, before the task began',
};

function scriptsText(scripts: JudgeCase['scripts']): readonly string[] {
  return (['downloaded', 'task', 'person', 'project'] as const).flatMap((by) => {
    const paths = scripts.filter((script) => script.by === by).map(({ path }) => path);
    if (paths.length === 0) return [];
    const more = paths.length > MOST_SCRIPTS ? ` (${paths.length - MOST_SCRIPTS} more)` : '';
    return [
      `It runs files written by ${WRITERS[by]}${more}:`,
      ...paths.slice(0, MOST_SCRIPTS).map((path) => quotedLine(path, MOST_OF_EFFECT)),
    ];
  });
}

function taintsText(taints: readonly TaintSource[]): readonly string[] {
  if (taints.length === 0) return [];
  const more = taints.length > MOST_TAINTS ? ` (${taints.length - MOST_TAINTS} earlier)` : '';
  return [
    `In this task the agent read texts that try to steer it, from${more}:`,
    ...taints
      .slice(-MOST_TAINTS)
      .map(({ source, signs }) => quotedLine(`${source}: ${[...new Set(signs)].join(', ')}`, MOST_OF_EFFECT)),
  ];
}

function recentText(recent: readonly RecentAction[]): readonly string[] {
  if (recent.length === 0) return [];
  return [
    'Before it, done unless said:',
    ...recent
      .slice(-MOST_RECENT)
      .map(({ label, came }) => quotedLine(came === 'done' ? label : `${came}: ${label}`, MOST_OF_LABEL)),
  ];
}

/** Without the part, where that is all of the action and stands there already. */
function reasonText({ action, verdict: { part, reason } }: JudgeCase): string {
  const isAll = action.kind === 'command' && part.standsIn === undefined && part.text === action.command.trim();
  const head = `\`${part.text}\` `;
  return isAll && reason.startsWith(head) ? `It ${reason.slice(head.length)}` : reason;
}

/** Ours, unless somebody gave a rule a name that could say something. */
function ruleName(rule: string): string {
  return /^[a-zA-Z][\w.-]{0,60}$/.test(rule) ? rule : 'a rule';
}
