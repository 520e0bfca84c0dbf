import { type Action, assertNever, type PlanStep } from '../action/action';
import { fence } from '../action/fence';
import type { CarriedOut } from '../gate/carriers';
import type { Outcome, Settlement } from '../gate/door';
import { isOutage } from '../judge/faults';
import { NO_TASK_SPEND, type TaskSpend } from '../model/spend';
import type { Verdict } from '../policy/verdict';
import type { SessionEvent } from './event';
import { oneLine, sentence } from './lines';
import { inEnglish, spendLines, totalText } from './spendText';
import type { Task } from './task';

/**
 * A task as a Markdown document for the person, from the first second on. What the person said and what the agent says
 * is shown as text in fences too: neither may draw, link or pass for Chaperone's own words.
 */
export function transcriptOf(task: Task, others: Omit<TaskSpend, 'agent'> = NO_TASK_SPEND): string {
  const parts = [`# ${inline(oneLine(task.text, 120))}`];
  const open = new Map<string, Proposed>();
  for (const event of task.events) parts.push(...partsOf(event, open));
  const isOver = task.status !== 'working' && task.events.some(({ kind }) => kind === 'ended');
  if (isOver) parts.push(...spentParts({ ...others, agent: task.spent }));
  if (task.status === 'working') {
    for (const one of open.values()) parts.push(`${doing(one)}\n→ …`);
    if (task.liveText.trim() !== '') parts.push('## Agent', fence(task.liveText), '_Still writing…_');
  }
  return `${parts.join('\n\n')}\n`;
}

type EventOf<K extends SessionEvent['kind']> = Extract<SessionEvent, { kind: K }>;
type Proposed = EventOf<'proposed'>;

/** `open` holds what was proposed and hasn't returned: an action is told once, together with its outcome. */
function partsOf(event: SessionEvent, open: Map<string, Proposed>): string[] {
  switch (event.kind) {
    case 'said':
      return event.context === undefined
        ? ['## You', fence(event.text)]
        : ['## You', fence(event.text), 'Attached:', fence(event.context)];
    case 'answered': {
      const texts = event.answer.content.flatMap((block) => (block.type === 'text' ? [block.text] : []));
      return texts.length === 0 ? [] : ['## Agent', fence(texts.join('\n\n'))];
    }
    case 'proposed':
      open.set(event.callId, event);
      return [];
    case 'returned': {
      const proposed = open.get(event.callId);
      open.delete(event.callId);
      return [returnedText(event, proposed)];
    }
    case 'settled':
      return [settledText(event.settlement)];
    case 'planned':
      return [event.steps.map(stepLine).join('\n')];
    case 'retrying':
      return [`_${inline(sentence(event.why))} Trying again in ${seconds(event.delayMs)}._`];
    case 'noted':
      return [`> Told to the agent: ${inline(oneLine(event.text, 1000))}`];
    case 'ended':
      open.clear();
      return ['---', endedText(event)];
    default:
      return assertNever(event);
  }
}

function returnedText({ text, outcome }: EventOf<'returned'>, proposed: Proposed | undefined): string {
  if (outcome === undefined || proposed === undefined) return `**Refused** ${inline(oneLine(text, 500))}`;
  return `${doing(proposed)}\n${outcomeLine(outcome)}`;
}

function outcomeLine(outcome: Outcome): string {
  switch (outcome.status) {
    case 'done':
      return `→ ${outcome.result.ok ? 'done' : 'failed'}: ${inline(oneLine(outcome.result.summary))} · ${verdictText(outcome.verdict)}${suspicionText(outcome.result)}`;
    case 'held':
      return `→ **held as #${outcome.number}** by ${code(outcome.verdict.rule)}: ${reasonText(outcome.verdict)}${reviewText(outcome)}`;
    case 'blocked':
      return `→ **blocked${outcome.isByJudge === true ? ' by the judge' : ''}** by ${code(outcome.verdict.rule)}: ${reasonText(outcome.verdict)}`;
    case 'stopped':
      return '→ stopped';
  }
}

/** What the agent read with a warning is told as such, wherever it came from. */
function suspicionText({ isSuspicious }: CarriedOut): string {
  return isSuspicious === true
    ? '\n→ **suspicious text found**: it looks like an attempt to steer the agent, who was warned'
    : '';
}

function settledText(settlement: Settlement): string {
  const what = `**#${settlement.number}** ${code(settlement.label)}`;
  switch (settlement.status) {
    case 'done':
      return `${what}\n${approvedText(settlement.note, ', ')}${settlement.result.ok ? 'done' : 'failed'}: ${inline(oneLine(settlement.result.summary))}${suspicionText(settlement.result)}`;
    case 'denied':
      return `${what}\n→ denied${settlement.note === undefined ? '' : `: ${inline(oneLine(settlement.note, 500))}`}`;
    case 'expired':
      return `${what}\n${settlement.note === undefined ? '→ ' : approvedText(settlement.note, '')}expired: ${inline(oneLine(settlement.why, 500))}`;
    case 'heldAgain':
      return `${what}\n${approvedText(settlement.note, ', but ')}held again, since this changed: ${inline(oneLine(settlement.changes.join('; '), 500))}`;
  }
}

/** `link` leads on to what came of it, unless that gets a line of its own below what the person wrote. */
function approvedText(note: string | undefined, link: string): string {
  return note === undefined ? `→ approved${link}` : `→ approved: ${inline(oneLine(note, 500))}\n→ `;
}

function endedText({ as, note }: EventOf<'ended'>): string {
  const how = { finished: 'Finished', stopped: 'Stopped', failed: 'Failed', paused: 'Paused' }[as];
  const why = note === undefined ? '' : ` ${inline(sentence(oneLine(note, 1000)))}`;
  return `**${how}.**${why}`;
}

/** What the task has cost altogether, by who spent it. */
function spentParts(spent: TaskSpend): readonly string[] {
  const lines = spendLines(spent, inEnglish);
  const total = lines.length < 2 ? undefined : totalText(spent, inEnglish);
  const shown = [
    ...lines.map((line) => `- ${line.who}: ${line.spent}`),
    ...(total === undefined ? [] : [`- Together: ${total}`]),
  ];
  return shown.length === 0 ? [] : [shown.join('\n')];
}

/** Labels that begin with what is done don't say it twice. */
function doing({ action, label }: Proposed): string {
  const does = verb(action);
  return `**${does}** ${code(label.startsWith(`${does} `) ? label.slice(does.length + 1) : label)}`;
}

function verb({ kind }: Action): string {
  return {
    readFile: 'Read',
    listFiles: 'List',
    searchText: 'Search',
    edit: 'Edit',
    delete: 'Delete',
    rename: 'Rename',
    command: 'Run',
    readOutput: 'Output',
    stopCommand: 'Stop',
    fetch: 'Fetch',
    diagnostics: 'Problems',
    question: 'Question',
    plan: 'Plan',
  }[kind];
}

/** Of what was done, and so was allowed in the end. */
function verdictText({ decision, rule }: Verdict): string {
  return decision === 'allow' ? `allowed by ${code(rule)}` : `asked about by ${code(rule)}, then allowed by the judge`;
}

/** The reason, with what it quotes as code of our own making. */
function reasonText({ reason }: Pick<Verdict, 'reason'>): string {
  return oneLine(reason, 500)
    .split(/`([^`]+)`/)
    .map((part, index) => (index % 2 === 1 ? code(part) : inline(part)))
    .join('');
}

/** What the judge made of a held action, or why it made nothing of it. */
function reviewText({ review }: Extract<Outcome, { status: 'held' }>): string {
  if (review === undefined) return '';
  if (review.status === 'away') {
    const what = isOutage(review.why) ? 'the judge was away' : 'the judge gave no opinion';
    return `\n→ ${what}: ${reasonText({ reason: review.message })}`;
  }
  return `\n→ the judge left it to you: ${reasonText(review)}`;
}

function stepLine({ text, status }: PlanStep): string {
  const line = inline(oneLine(text));
  return `- [${status === 'done' ? 'x' : ' '}] ${status === 'active' ? `**${line}**` : line}`;
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(ms < 10_000 ? 1 : 0)} s`;
}

/** Inline code that nothing inside can end. */
function code(text: string): string {
  const line = oneLine(text, 500);
  const longest = Math.max(0, ...Array.from(line.matchAll(/`+/g), ([run]) => run.length));
  const mark = '`'.repeat(longest + 1);
  const space = line.startsWith('`') || line.endsWith('`') ? ' ' : '';
  return `${mark}${space}${line}${space}${mark}`;
}

/** Text within a line of ours: can't open code, a link, a picture or HTML there. */
function inline(text: string): string {
  return text.replace(/[\\`[\]<]/g, '\\$&');
}
