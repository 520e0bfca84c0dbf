import type { Action } from '../action/action';
import { labelOf } from '../action/label';
import type { Outcome } from '../gate/door';
import type { ModelAnswer, ToolCall } from '../model/modelClient';
import { maxOutputTokens } from '../model/models';
import { sentence } from './fence';
import { readInstructions } from './instructions';
import { messagesOf, withBreakpoints } from './messages';
import { systemPrompt } from './prompt';
import { TOOLS, toolNamed, toolsForModel } from './tools/toolbox';
import type { Ended, Work } from './work';

/** Answers in a row that may be cut off at the model's limit before the task is given up. */
const MOST_CUT_OFF = 3;

/**
 * Works until the model has nothing left to do: asks it, carries its calls to the door, and asks again with what came
 * of them. Rejects with the signal's reason when aborted and with `ModelError` when there is no answer; the session
 * can be continued from wherever it stands then.
 */
export async function work(job: Work): Promise<Ended> {
  await readInstructions(job);
  let cutOff = 0;
  for (let step = 0; step < job.stepLimit; step += 1) {
    job.signal.throwIfAborted();
    const answer = await ask(job);
    if (isDead(answer)) return { as: 'failed', note: deathNote(answer) };
    await carry(job, answer.calls);
    cutOff = answer.stopReason === 'max_tokens' ? cutOff + 1 : 0;
    if (cutOff > MOST_CUT_OFF) {
      return { as: 'failed', note: `The model's answer was cut off at its limit ${cutOff} times in a row.` };
    }
    if (cutOff > 0) job.emit({ kind: 'noted', at: job.now(), text: CUT_OFF });
    else if (answer.calls.length === 0 && answer.stopReason !== 'pause_turn') return endOf(answer);
  }
  job.signal.throwIfAborted();
  const note = `Ended after ${job.stepLimit} steps, the most for one go. Send the task a message to let it go on.`;
  return { as: 'failed', note };
}

const CUT_OFF =
  'Your last answer was cut off at the most that one answer may have. Go on where it ended. If a tool call was cut off, make it again with less in it: write a long file in parts.';

async function ask(job: Work): Promise<ModelAnswer> {
  const { model, events, surroundings, signal, emit, onText, now } = job;
  const seen = events.length;
  const answer = await model.answer(
    {
      system: systemPrompt(surroundings),
      messages: withBreakpoints(messagesOf(events)),
      tools: toolsForModel(),
      maxTokens: maxOutputTokens(model.name),
    },
    {
      signal,
      onProgress: (progress) => {
        if (progress.kind === 'text') onText(progress.text);
        if (progress.kind !== 'retry') return;
        onText(undefined);
        emit({ kind: 'retrying', at: now(), why: progress.why, delayMs: progress.delayMs });
      },
    },
  );
  onText(undefined);
  emit({ kind: 'answered', at: now(), answer, seen });
  return answer;
}

/** Whether nothing of an answer may be carried out, because the conversation can't go on from it. */
function isDead({ stopReason }: ModelAnswer): boolean {
  return stopReason === 'refusal' || stopReason === 'model_context_window_exceeded';
}

function deathNote({ stopReason, stopNote }: ModelAnswer): string {
  if (stopReason !== 'refusal') {
    return "The conversation has filled the model's memory. Start a new task for what is left.";
  }
  const why = stopNote === undefined ? '' : ` It says: ${sentence(stopNote)}`;
  return `The model declined to go on with this task.${why} Put it in other words, or choose another model.`;
}

function endOf({ stopReason }: ModelAnswer): Ended {
  if (stopReason === 'end_turn' || stopReason === 'stop_sequence') return { as: 'finished' };
  return { as: 'finished', note: `The model stopped for a reason that Chaperone doesn't know: ${stopReason}` };
}

/**
 * Carries the calls of one answer to the door, in their order but without waiting for one another: the door decides
 * what may run beside what. Only a call that is made from a file's text waits for those that may still change it.
 */
async function carry(job: Work, calls: readonly ToolCall[]): Promise<void> {
  const running: Promise<void>[] = [];
  const writing: Promise<void>[] = [];
  for (const call of calls) {
    const order = toolNamed(call.name)?.order ?? 'free';
    if (order === 'looks') await Promise.allSettled(writing);
    if (job.signal.aborted) break;
    const prepared = await prepare(job, call);
    const run = prepared.kind === 'problem' ? refuse(job, call, prepared.text) : propose(job, call, prepared.action);
    running.push(run);
    if (order !== 'free') writing.push(run);
  }
  // All of them first, so that nothing still runs when a bug in one of them ends the task.
  const results = await Promise.allSettled(running);
  for (const result of results) if (result.status === 'rejected') throw result.reason;
}

type Prepared =
  | { readonly kind: 'action'; readonly action: Action }
  | { readonly kind: 'problem'; readonly text: string };

/** Makes an action of a call, or finds why it can't be one. The only place where a call is refused before the door. */
async function prepare({ door, surroundings, taskId }: Work, call: ToolCall): Promise<Prepared> {
  if (call.malformed !== undefined) {
    const text = `${call.name} was not called, because the call was malformed: ${sentence(call.malformed)} Make it again.`;
    return { kind: 'problem', text };
  }
  const tool = toolNamed(call.name);
  if (tool === undefined) {
    const names = TOOLS.map(({ name }) => name).join(', ');
    return { kind: 'problem', text: `There is no tool named ${call.name}. There are: ${names}.` };
  }
  try {
    const action = await tool.prepare(call.input, { ...surroundings, door, taskId });
    if (action.kind === 'problem') return action;
    return hasMask(action, taskId, door) ? { kind: 'problem', text: MASKED } : { kind: 'action', action };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { kind: 'problem', text: `${call.name} was not called: ${sentence(why)}` };
  }
}

const MASKED =
  'A mask such as <<masked-1: …>> stands for a secret that you were not shown, so it is of no use here. Let the program read the secret by itself, from the environment or its file, or ask the person.';

/** Whether an action would use a mask as if it were the secret. Edits put secrets back by themselves. */
function hasMask(action: Action, taskId: string, door: Work['door']): boolean {
  switch (action.kind) {
    case 'edit':
    case 'question':
    case 'plan':
      return false;
    default:
      return door.hasMask(taskId, JSON.stringify(action));
  }
}

async function refuse({ emit, now }: Work, { id }: ToolCall, text: string): Promise<void> {
  emit({ kind: 'returned', at: now(), callId: id, text, isError: true });
}

async function propose(job: Work, { id: callId }: ToolCall, action: Action): Promise<void> {
  const { taskId, door, surroundings, signal, emit, now } = job;
  emit({ kind: 'proposed', at: now(), callId, action, label: labelOf(action, surroundings.roots) });
  const outcome = await door.propose(action, { taskId, callId, signal });
  const isError = outcome.status === 'done' ? !outcome.result.ok : outcome.status !== 'held';
  emit({ kind: 'returned', at: now(), callId, text: outcomeText(action, outcome), isError, outcome });
  if (action.kind === 'plan' && outcome.status === 'done') emit({ kind: 'planned', at: now(), steps: action.steps });
}

function outcomeText(action: Action, outcome: Outcome): string {
  switch (outcome.status) {
    case 'done':
      return outcome.result.text;
    case 'held': {
      const goOn = "Go on with what doesn't depend on it; the outcome will be told to you.";
      if (action.kind === 'question') return `Your question waits for the person as #${outcome.number}. ${goOn}`;
      return `Held as #${outcome.number}: ${sentence(outcome.verdict.reason)}${safer(outcome)} ${goOn}`;
    }
    case 'blocked':
      return `Blocked: ${sentence(outcome.verdict.reason)}${safer(outcome)} ${adviceOf(outcome)}`;
    case 'stopped':
      return 'Stopped by the person before it was done.';
  }
}

function adviceOf({ verdict: { rule } }: Extract<Outcome, { status: 'blocked' }>): string {
  // Nobody minds what can't be carried out here: other tools may do as well.
  return rule === 'floor.unavailable'
    ? 'Use other tools where they will do.'
    : "Don't try to reach the same end another way.";
}

function safer({ verdict: { saferWay } }: Extract<Outcome, { status: 'held' | 'blocked' }>): string {
  return saferWay === undefined ? '' : ` Safer: ${sentence(saferWay)}`;
}
