import type { Effect } from '../effect/effect';
import type { Verdict } from '../policy/verdict';
import { actionText } from './actionText';
import type { JudgeCase, RecentAction, TaintSource } from './judge';
import { quotedLine, type Told } from './quoted';

/** Other effects that a judge is told, those that asked first. */
export const MOST_EFFECTS = 12;

/** Severity from which an effect that is allowed by itself is worth a line. */
const WORTH_TELLING = 20;

const MOST_OF_EFFECT = 300;
const MOST_OF_LABEL = 120;
const MOST_SCRIPTS = 12;
const MOST_TAINTS = 8;

/** The action, what analysis proved of it, and what came before. */
export function caseText(about: JudgeCase): Told {
  const action = actionText(about.action, about.where);
  const effects = effectsText(about.verdict);
  const lines = [
    ...action.lines,
    `Left open by the rule ${ruleName(about.verdict.rule)}, because:`,
    quotedLine(about.verdict.reason, 2 * MOST_OF_EFFECT),
    ...effects.lines,
    ...scriptsText(about.scripts),
    ...taintsText(about.taints),
    ...recentText(about.recent),
  ];
  const isCut = action.isCut || effects.isCut;
  return { lines: isCut ? [...lines, 'Not all of the action is shown, so it can’t pass.'] : lines, isCut };
}

interface Weighed {
  readonly text: string;
  readonly asks: boolean;
  readonly severity: number;
}

/** What it does beside what decided: the reason has that already. */
function effectsText({ effects, findings, part, rule }: Verdict): Told {
  const all = new Map<string, Weighed>();
  for (const [index, effect] of effects.entries()) {
    const { decision = 'ask', severity = 100, rule: by } = findings[index] ?? {};
    const isDeciding = by === rule && effect.part.start === part.start && effect.part.end === part.end;
    const asks = decision !== 'allow';
    if (isDeciding || (!asks && severity < WORTH_TELLING)) continue;
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
      ...sorted.slice(0, MOST_EFFECTS).map(({ text }) => text),
    ],
    isCut: left.some(({ asks }) => asks),
  };
}

function effectText({ kind, target, says, certainty, part }: Effect): string {
  const does = says ?? `${kind}: ${target}`;
  const where = part.standsIn === undefined ? '' : ` (in ${part.standsIn})`;
  return quotedLine(`${certainty === 'possible' ? 'perhaps ' : ''}${does}${where}`, MOST_OF_EFFECT);
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
    'Before it, the last at the end:',
    ...recent.map(({ label, came }) => quotedLine(`${came}: ${label}`, MOST_OF_LABEL)),
  ];
}

/** Ours, unless somebody gave a rule a name that could say something. */
function ruleName(rule: string): string {
  return /^[a-zA-Z][\w.-]{0,60}$/.test(rule) ? rule : 'of another name';
}
