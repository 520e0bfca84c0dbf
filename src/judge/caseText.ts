import { shorten } from '../action/visibleText';
import type { Effect } from '../effect/effect';
import type { Verdict } from '../policy/verdict';
import { actionText } from './actionText';
import type { JudgeCase, RecentAction, RunScript, TaintSource } from './judge';
import { cutText, type Passage, quoted, quotedLine } from './quoted';
import { withoutPiecesOf } from './withoutSecrets';

/** Other effects that a judge is told, those that asked first. */
export const MOST_EFFECTS = 12;

/** Severity from which an effect that is allowed by itself is worth a line. */
const WORTH_TELLING = 20;

const MOST_OF_EFFECT = 300;
const MOST_OF_LABEL = 100;
/** Fewer than are known: each is paid for with every action. */
const MOST_RECENT = 5;
const MOST_SCRIPTS = 6;
/** Characters of all files that it runs and that aren't as the task found them. */
export const MOST_OF_SCRIPTS = 12_000;
const MOST_TAINTS = 8;
/** Characters of the parts of files that decide. */
const MOST_OF_PARTS = 4_000;

/** The action, what analysis proved of it, and what came before. */
export function caseText(about: JudgeCase): Passage {
  const action = actionText(about.action, about.where);
  const bare = withoutPiecesOf(textsOf(about));
  const effects = effectsText(about.verdict, bare);
  const scripts = scriptsText(about);
  const parts = partsText(about, scripts.shown);
  const lines = [
    ...action.lines,
    `Left open by ${ruleName(about.verdict.rule)}:`,
    quotedLine(bare(reasonText(about)), 2 * MOST_OF_EFFECT),
    ...effects.lines,
    ...parts.lines,
    ...scripts.lines,
    ...taintsText(about.taints),
    ...recentText(about.recent),
  ];
  const isCut = action.isCut || effects.isCut || scripts.isCut || parts.isCut;
  return { lines: isCut ? [...lines, 'Not all of the action is shown, so that it can not pass.'] : lines, isCut };
}

/** The texts that analysis has made its lines of, as they were before it cut anything. */
function textsOf({ action, verdict: { effects, part }, scripts }: JudgeCase): readonly string[] {
  const ofAction = Object.values(action).filter((value) => typeof value === 'string');
  const ofScripts = scripts.flatMap(({ text }) => text ?? []);
  return [...new Set([...ofAction, part.text, ...effects.map((effect) => effect.part.text), ...ofScripts])];
}

interface Weighed {
  readonly text: string;
  readonly asks: boolean;
  /** It stands in a file: the action itself doesn't show it. */
  readonly isElsewhere: boolean;
  readonly severity: number;
}

/** What it does beside what the reason says. */
function effectsText({ effects, findings, reason, part, rule }: Verdict, bare: (line: string) => string): Passage {
  const all = new Map<string, Weighed>();
  let isReasonFound = false;
  for (const [index, effect] of effects.entries()) {
    const { decision = 'ask', severity = 100, rule: by } = findings[index] ?? {};
    const asks = decision !== 'allow';
    const isReason: boolean =
      !isReasonFound && by === rule && effect.part.text === part.text && reason.includes(effect.says ?? effect.target);
    isReasonFound ||= isReason;
    if (isReason || (!asks && severity < WORTH_TELLING)) continue;
    const text = bare(effectText(effect));
    const known = all.get(text);
    if (known === undefined || known.severity < severity) {
      all.set(text, { text, asks, isElsewhere: effect.part.standsIn !== undefined, severity });
    }
  }
  const sorted = [...all.values()].sort((a, b) => Number(b.asks) - Number(a.asks) || b.severity - a.severity);
  if (sorted.length === 0) return { lines: [], isCut: false };
  const left = sorted.slice(MOST_EFFECTS);
  return {
    lines: [
      left.length === 0 ? 'It also:' : `It also, with ${left.length} more that are not shown:`,
      ...sorted.slice(0, MOST_EFFECTS).map(({ text }) => quotedLine(text, MOST_OF_EFFECT)),
    ],
    isCut: left.some(({ asks, isElsewhere }) => asks && isElsewhere),
  };
}

function effectText({ kind, target, says, certainty, part }: Effect): string {
  const where = part.standsIn === undefined ? '' : ` (\`${shorten(part.text, MOST_OF_LABEL)}\` in ${part.standsIn})`;
  return `${certainty === 'possible' ? 'perhaps ' : ''}${says ?? `${kind}: ${target}`}${where}`;
}

/** What decides and stands in a file, where the lines above leave out some of it and nothing else shows it. */
function partsText({ action, verdict }: JudgeCase, shown: readonly string[]): Passage {
  const { effects, findings, part } = verdict;
  const asking = effects.flatMap((effect, index) => (findings[index]?.decision === 'allow' ? [] : [effect.part]));
  const seen = action.kind === 'edit' ? [...shown, action.after] : shown;
  const left = [part, ...asking].flatMap(({ text, standsIn }) =>
    standsIn !== undefined && text.length > MOST_OF_LABEL && !seen.some((one) => one.includes(text)) ? [text] : [],
  );
  let room = MOST_OF_PARTS;
  let isCut = false;
  const lines = [...new Set(left)].flatMap((text) => {
    const cut = cutText(text, room);
    room = Math.max(0, room - text.length);
    isCut ||= cut.left > 0;
    return ['The part that decides, whole:', ...quoted(cut.text)];
  });
  return { lines, isCut };
}

const RUNS: Readonly<Record<RunScript['by'], string>> = {
  task: 'It runs a file that the agent wrote in this task:',
  downloaded: 'It runs a file that the task got from the network:',
  outside: 'It runs a file from outside the workspace:',
  person: 'It runs a file that the person changed since the task began:',
  project: 'It runs a file as the task found it:',
};

const READS: Partial<Readonly<Record<RunScript['by'], string>>> = {
  task: 'It reads a file that the agent wrote in this task:',
  downloaded: 'It reads a file that the task got from the network:',
};

/** Those first that the action names and nobody vouches for. */
const IN_ORDER = ['downloaded', 'task', 'outside', 'person', 'project'] as const;

/** `shown`: the texts that stand there whole. */
function scriptsText({ action, verdict, scripts }: JudgeCase): Passage & { readonly shown: readonly string[] } {
  const called = new Set(verdict.effects.flatMap(({ kind, place }) => (kind === 'run' && place ? [place.path] : [])));
  const isNamed = ({ path }: RunScript) =>
    called.has(path) || (action.kind === 'command' && action.command.includes(nameOf(path)));
  const ordered = IN_ORDER.flatMap((by) => {
    const those = scripts.filter((script) => script.by === by);
    return [...those.filter(isNamed), ...those.filter((script) => !isNamed(script))];
  });
  let room = MOST_OF_SCRIPTS;
  let isCut = false;
  const lines: string[] = [];
  const told: string[] = [];
  const isFed = isFedWhatItReads(verdict);
  for (const script of ordered.slice(0, MOST_SCRIPTS)) {
    const { path, by, text, isRead = false } = script;
    lines.push((isRead ? READS[by] : undefined) ?? RUNS[by], quotedLine(path, MOST_OF_EFFECT));
    if (by === 'project') continue;
    const isShown = text !== undefined && text.length <= room;
    if (isShown) {
      told.push(text);
      lines.push('It says:', ...quoted(text.replace(/\n$/, '')));
    } else lines.push(text === undefined ? 'Its text is not shown.' : `Its ${text.length} characters are not shown.`);
    room -= isShown ? text.length : 0;
    const isNeeded = isRead ? isFed : isNamed(script);
    isCut ||= !isShown && isNeeded;
  }
  const left = ordered.slice(MOST_SCRIPTS);
  if (left.length > 0) lines.push(`It runs or reads ${left.length} more files.`);
  const isLeftOut = left.some(
    (script) => script.by !== 'project' && (script.isRead === true ? isFed : isNamed(script)),
  );
  return { lines, isCut: isCut || isLeftOut, shown: told };
}

/** Whether what decides is text that it reads: statements for a database, code for an interpreter. */
export function isFedWhatItReads({ effects, findings }: Verdict): boolean {
  return effects.some(
    ({ kind, detail }, index) =>
      findings[index]?.decision !== 'allow' && (kind === 'database' || detail === 'value.script'),
  );
}

function nameOf(path: string): string {
  return path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
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
