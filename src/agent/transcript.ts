import type { Action } from '../action/action';
import { assertNever } from '../action/action';
import type { Outcome, Settlement } from '../gate/door';
import type { Verdict } from '../policy/verdict';
import type { SessionEvent } from './event';
import { fence, oneLine, sentence } from './fence';
import type { Task } from './task';

/**
 * A task as a Markdown document for the person, from the first second on. What the person said and what the agent says
 * is shown as text in fences too: neither may draw, link or pass for Chaperone's own words.
 */
export function transcriptOf(task: Task): string {
  const parts = [`# ${escape(oneLine(task.text, 120))}`, ...task.events.flatMap((event) => partsOf(event, task))];
  if (task.liveText.trim() !== '') parts.push('## Agent', fence(task.liveText), '_Still writing…_');
  return `${parts.join('\n\n')}\n`;
}

function partsOf(event: SessionEvent, task: Task): string[] {
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
      // Told with its outcome; until then it is the last thing that happens.
      return isPending(event, task) ? [`**${verb(event.action)}** ${code(event.label)} _…_`] : [];
    case 'returned':
      return [returnedText(event, task)];
    case 'settled':
      return [settledText(event.settlement)];
    case 'planned':
      return [
        event.steps.map(({ text, status }) => `- [${status === 'done' ? 'x' : ' '}] ${step(text, status)}`).join('\n'),
      ];
    case 'retrying':
      return [`_${escape(sentence(event.why))} Trying again in ${seconds(event.delayMs)}._`];
    case 'noted':
      return [`> ${escape(oneLine(event.text, 1000))}`];
    case 'ended':
      return ['---', endedText(event, task)];
    default:
      return assertNever(event);
  }
}

type EventOf<K extends SessionEvent['kind']> = Extract<SessionEvent, { kind: K }>;

function isPending({ callId }: EventOf<'proposed'>, { events, status }: Task): boolean {
  const proposed = events.findLastIndex((event) => event.kind === 'proposed' && event.callId === callId);
  const after = events.slice(proposed);
  return status === 'working' && !after.some((event) => event.kind === 'returned' && event.callId === callId);
}

function returnedText({ callId, text, outcome }: EventOf<'returned'>, { events }: Task): string {
  const index = events.findIndex(
    (event) => event.kind === 'returned' && event.callId === callId && event.text === text,
  );
  const proposed = events
    .slice(0, index)
    .findLast((event): event is EventOf<'proposed'> => event.kind === 'proposed' && event.callId === callId);
  if (outcome === undefined || proposed === undefined) return `**Refused** ${escape(oneLine(text, 500))}`;
  return `**${verb(proposed.action)}** ${code(proposed.label)}\n${outcomeLine(outcome)}`;
}

function outcomeLine(outcome: Outcome): string {
  switch (outcome.status) {
    case 'done':
      return `→ ${outcome.result.ok ? 'done' : 'failed'}: ${escape(oneLine(outcome.result.summary))} · ${verdictText(outcome.verdict)}`;
    case 'held':
      return `→ **held as #${outcome.number}** · ${verdictText(outcome.verdict)}: ${escape(oneLine(outcome.verdict.reason, 500))}`;
    case 'blocked':
      return `→ **blocked** · ${verdictText(outcome.verdict)}: ${escape(oneLine(outcome.verdict.reason, 500))}`;
    case 'stopped':
      return '→ stopped';
  }
}

function settledText(settlement: Settlement): string {
  const what = `**#${settlement.number}** ${code(settlement.label)}`;
  switch (settlement.status) {
    case 'done':
      return `${what}\n→ approved, ${settlement.result.ok ? 'done' : 'failed'}: ${escape(oneLine(settlement.result.summary))}`;
    case 'denied':
      return `${what}\n→ denied${settlement.note === undefined ? '' : `: ${escape(oneLine(settlement.note, 500))}`}`;
    case 'expired':
      return `${what}\n→ expired: ${escape(oneLine(settlement.why, 500))}`;
    case 'heldAgain':
      return `${what}\n→ approved, but held again, since this changed: ${escape(oneLine(settlement.changes.join('; '), 500))}`;
  }
}

function endedText({ as, note }: EventOf<'ended'>, { usage }: Task): string {
  const how = { finished: 'Finished', stopped: 'Stopped', failed: 'Failed' }[as];
  const why = note === undefined ? '' : ` ${escape(sentence(oneLine(note, 1000)))}`;
  const input = usage.inputTokens + usage.cacheReadTokens + usage.cacheWriteTokens;
  const cached = input === 0 ? 0 : Math.round((usage.cacheReadTokens / input) * 100);
  return `**${how}.**${why} Tokens: ${input} in (${cached}% from cache), ${usage.outputTokens} out.`;
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

function verdictText({ decision, rule }: Verdict): string {
  return `${decision} by ${code(rule)}`;
}

function step(text: string, status: 'open' | 'active' | 'done'): string {
  return status === 'active' ? `**${escape(oneLine(text))}**` : escape(oneLine(text));
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

/** Text as it is, wherever Markdown would read something into it. */
function escape(text: string): string {
  return text.replace(/[\\`*_{}[\]()<>#|~!&]/g, '\\$&');
}
