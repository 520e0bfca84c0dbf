import type { Action } from '../action/action';
import { labelOf } from '../action/label';
import { isFlagged } from '../gate/serverOpinion';
import type { ModelAnswer, ServerReview, ToolCall } from '../model/modelClient';
import { maxOutputTokens } from '../model/models';
import { Foresight } from './foresight';
import { readInstructions } from './instructions';
import { sentence } from './lines';
import { hasNews, messagesOf, withBreakpoints } from './messages';
import { outcomeText } from './outcomeText';
import { type Prepared, prepareCall } from './prepareCall';
import { systemPrompt } from './prompt';
import { doMeet, type Reach, reachOf } from './reach';
import { toolNamed, toolsForModel } from './tools/toolbox';
import type { Ended, Work } from './work';

/** Answers in a row that may be cut off at the model's limit before the task is given up. */
const MOST_CUT_OFF = 3;

/**
 * Works until the model has nothing left to do: asks it, carries its calls to the door, and asks again with what came
 * of them. When it is to pause, what runs may end, and nothing new begins. Rejects with the signal's reason when aborted
 * and with `ModelError` when there is no answer; the session can be continued from wherever it stands then.
 */
export async function work(job: Work): Promise<Ended> {
  await readInstructions(job);
  let cutOff = 0;
  for (let step = 0; step < job.stepLimit; step += 1) {
    job.signal.throwIfAborted();
    const answer = job.pause.aborted ? undefined : await takeStep(job);
    if (answer === undefined) return { as: 'paused' };
    if (isDead(answer)) return { as: 'failed', note: deathNote(answer) };
    cutOff = answer.stopReason === 'max_tokens' ? cutOff + 1 : 0;
    if (cutOff > MOST_CUT_OFF) {
      return { as: 'failed', note: `The model's answer was cut off at its limit ${cutOff} times in a row.` };
    }
    if (cutOff > 0) job.emit({ kind: 'noted', at: job.now(), text: CUT_OFF });
    else if (job.pause.aborted) return { as: 'paused' };
    else if (answer.calls.length === 0 && answer.stopReason !== 'pause_turn') return endOf(answer);
  }
  job.signal.throwIfAborted();
  const note = `Ended after ${job.stepLimit} steps, the most for one go. Send the task a message to let it go on.`;
  return { as: 'failed', note };
}

const CUT_OFF =
  'Your last answer was cut off at the most that one answer may have. Go on where it ended. If a tool call was cut off, make it again with less in it: write a long file in parts.';

/**
 * One answer of the model, with its calls carried out if it is one to go on from. Undefined where the task was paused
 * before there was one.
 */
async function takeStep(job: Work): Promise<ModelAnswer | undefined> {
  const foresight = new Foresight(job);
  try {
    const answer = await askUnlessPaused(job, foresight);
    if (answer !== undefined && !isDead(answer)) await carry(job, answer);
    return answer;
  } finally {
    foresight.end();
  }
}

async function askUnlessPaused(job: Work, foresight: Foresight): Promise<ModelAnswer | undefined> {
  try {
    return await ask(job, foresight);
  } catch (error) {
    if (job.signal.aborted || !job.pause.aborted) throw error;
    job.onText(undefined);
    return undefined;
  }
}

async function ask(job: Work, foresight: Foresight): Promise<ModelAnswer> {
  const { model, events, surroundings, signal, emit, onText, now } = job;
  const seen = events.length;
  const answer = await model.answer(
    {
      system: systemPrompt(surroundings),
      messages: withBreakpoints(messagesOf(events)),
      tools: toolsForModel(),
      maxTokens: maxOutputTokens(model.name),
      review: job.review?.(),
    },
    {
      signal: AbortSignal.any([signal, job.pause]),
      onProgress: (progress) => {
        if (progress.kind === 'text') onText(progress.text);
        // What the server reviews may need no other judge.
        if (progress.kind === 'call' && !progress.awaitsReview) foresight.tell(progress.call);
        if (progress.kind !== 'retry') return;
        foresight.begunAnew();
        onText(undefined);
        emit({ kind: 'retrying', at: now(), why: progress.why, delayMs: progress.delayMs });
      },
    },
  );
  foresight.whole();
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

/** A call on its way, and what it may change. */
interface Running {
  readonly reach: Reach;
  readonly ended: Promise<void>;
}

/**
 * Carries the calls of one answer to the door, in their order but without waiting for one another: the door decides
 * what may run beside what. Only a call that is made from a file's text waits for those that may still change it.
 */
async function carry(job: Work, { calls, reviews }: ModelAnswer): Promise<void> {
  const running: Running[] = [];
  for (const call of calls) {
    const order = toolNamed(call.name)?.order ?? 'free';
    const prepared = order === 'looks' ? await prepareAfter(running, job, call) : await prepareCall(job, call);
    if (isEnding(job)) break;
    running.push({
      // By now a problem is one for good, and changes nothing.
      reach: prepared.kind === 'problem' ? [] : reachOf(order, prepared),
      ended:
        prepared.kind === 'problem'
          ? refuse(job, call, prepared.text)
          : propose(job, call, prepared.action, stillTrue(job, reviews?.get(call.id))),
    });
  }
  // All of them first, so that nothing still runs when a bug in one of them ends the task.
  const results = await Promise.allSettled(running.map(({ ended }) => ended));
  for (const result of results) if (result.status === 'rejected') throw result.reason;
}

/** Makes an action of a call once the calls before it that may change its file are done. */
async function prepareAfter(before: readonly Running[], job: Work, call: ToolCall): Promise<Prepared> {
  const mayMeet = [...before];
  await allEnded(mayMeet.filter(({ reach }) => reach === 'any'));
  const prepared = await prepareCall(job, call);
  const own = reachOf('looks', prepared);
  const meeting = mayMeet.filter(({ reach }) => reach !== 'any' && doMeet(own, reach));
  if (meeting.length === 0 || isEnding(job)) return prepared;
  await allEnded(meeting);
  return isEnding(job) ? prepared : prepareCall(job, call);
}

function allEnded(running: readonly Running[]): Promise<unknown> {
  return Promise.allSettled(running.map(({ ended }) => ended));
}

/** The server hasn't heard what the person said while it answered, so that only its warnings are worth anything then. */
function stillTrue({ events }: Work, review: ServerReview | undefined): ServerReview | undefined {
  return isFlagged(review) || !hasNews(events) ? review : undefined;
}

/** Asked after each step that others could have acted in. */
function isEnding({ signal, pause }: Work): boolean {
  return signal.aborted || pause.aborted;
}

async function refuse({ taskId, door, emit, now }: Work, { id }: ToolCall, text: string): Promise<void> {
  emit({ kind: 'returned', at: now(), callId: id, text: door.mask(taskId, text), isError: true });
}

async function propose(
  job: Work,
  { id: callId }: ToolCall,
  action: Action,
  serverReview: ServerReview | undefined,
): Promise<void> {
  const { taskId, door, surroundings, signal, emit, now } = job;
  emit({ kind: 'proposed', at: now(), callId, action, label: labelOf(action, surroundings.roots) });
  const outcome = await door.propose(action, { taskId, callId, signal, serverReview });
  const isError = outcome.status === 'done' ? !outcome.result.ok : outcome.status !== 'held';
  const said = outcomeText(action, outcome);
  // What was done returns what the gate has looked through already; a reason quotes scripts as they are.
  const text = outcome.status === 'done' ? said : door.mask(taskId, said);
  emit({ kind: 'returned', at: now(), callId, text, isError, outcome });
  if (action.kind === 'plan' && outcome.status === 'done') emit({ kind: 'planned', at: now(), steps: action.steps });
}
