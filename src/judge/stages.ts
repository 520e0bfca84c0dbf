import { untilAborted } from '../action/untilAborted';
import { oneLine, shorten } from '../action/visibleText';
import type { Clock } from '../model/clock';
import type { ModelAnswer, ModelClient, ModelRequest } from '../model/modelClient';
import type { RetryPolicy } from '../model/retry';
import { type Fault, faultOf } from './faults';
import type { StageRun } from './judge';
import type { Reply } from './reply';
import { withoutSecrets } from './withoutSecrets';

/** How long a stage may take, with all attempts. */
export const TIMEOUT_MS = { first: 10_000, second: 45_000 } as const;

/** Two attempts within the time of a stage: whoever waits is better told soon that the judge is away. */
export const RETRY = {
  first: { attempts: 2, firstMs: 500, longestAskedMs: 3_000, whenAskedForMore: 'giveUp' },
  second: { attempts: 2, firstMs: 1_000, longestAskedMs: 15_000, whenAskedForMore: 'giveUp' },
} as const satisfies Readonly<Record<StageRun['stage'], Partial<RetryPolicy>>>;

export interface JudgeLog {
  /** Must not keep keys: whoever hands it in redacts them. */
  warn(message: string): void;
}

export interface StageParts {
  readonly client: ModelClient;
  readonly timeoutMs: number;
  readonly clock: Clock;
  readonly log: JudgeLog;
}

/** `run`: the request, where it was answered at all. */
export type StageAnswer<T> =
  | { readonly status: 'answered'; readonly reply: T; readonly run: StageRun }
  | { readonly status: 'failed'; readonly fault: Fault; readonly run?: StageRun | undefined };

/** Characters of the name by which a model answers. */
const LONGEST_NAME = 100;

/** Characters of what a server says about a refusal. */
const LONGEST_NOTE = 300;

/** UTF-16 units of an answer that stand in the log. */
const LONGEST_LOGGED = 500;

/** UTF-16 units of an answer in which secrets are looked for: far more than stands in the log, so that none is cut in two. */
const MOST_REDACTED = 20_000;

/** Asks a model once, for as long as the stage may take. Rejects only with the signal's reason. */
export async function askStage<T>(
  stage: StageRun['stage'],
  request: ModelRequest,
  parse: (text: string) => Reply<T>,
  { client, timeoutMs, clock, log }: StageParts,
  signal: AbortSignal,
): Promise<StageAnswer<T>> {
  const limit = new AbortController();
  const callOff = clock.after(timeoutMs, () => limit.abort());
  const both = AbortSignal.any([signal, limit.signal]);
  const started = clock.now();
  try {
    const answer = await untilAborted(client.answer(request, { signal: both, onProgress: ignoreProgress }), both);
    const model = shorten(oneLine(answer.model), LONGEST_NAME) || client.name;
    const run: StageRun = { stage, model, took: clock.now() - started, usage: answer.usage };
    return readAnswer(answer, parse, run, log);
  } catch (error) {
    signal.throwIfAborted();
    const fault: Fault = limit.signal.aborted
      ? { why: 'timeout', message: `The judge took longer than ${Math.round(timeoutMs / 1000)} s.` }
      : faultOf(error);
    log.warn(`The judge gave no answer (${stage} stage, ${client.name}): ${fault.message}`);
    return { status: 'failed', fault };
  } finally {
    callOff();
  }
}

function readAnswer<T>(
  answer: ModelAnswer,
  parse: (text: string) => Reply<T>,
  run: StageRun,
  log: JudgeLog,
): StageAnswer<T> {
  const text = textOf(answer.content);
  const fail = (why: Fault['why'], message: string): StageAnswer<T> => {
    const shown = shownAnswer(answer);
    log.warn(`The judge’s answer was not used (${run.stage} stage, ${run.model}): ${message} It answered: “${shown}”`);
    return { status: 'failed', fault: { why, message }, run };
  };
  switch (answer.stopReason) {
    case 'end_turn':
    case 'stop_sequence':
      break;
    case 'refusal':
      return fail(
        'refused',
        `The model refused to judge this${answer.stopNote ? `: ${shorten(oneLine(answer.stopNote), LONGEST_NOTE)}` : '.'}`,
      );
    case 'model_context_window_exceeded':
      return fail('tooLong', 'The action, with what has to be known of it, is too long for the model that judges.');
    default:
      return fail('malformed', `The judge's answer ended early: ${oneLine(answer.stopReason)}.`);
  }
  if (answer.calls.length > 0) return fail('malformed', "The judge's answer called a tool.");
  const parsed = parse(text);
  if (parsed.status === 'fits') return { status: 'answered', reply: parsed.reply, run };
  if (parsed.status === 'empty') return fail('empty', "The judge's answer was empty.");
  return fail('malformed', `The judge's answer was not what was asked for: ${parsed.problem}.`);
}

/** What stands in the log: the text, or as JSON whatever came beside or instead of it, without secrets. */
function shownAnswer({ content }: ModelAnswer): string {
  const isText = content.every(({ type }) => type === 'text');
  const whole = isText
    ? textOf(content)
    : JSON.stringify(content, (key, value) => (key === 'signature' ? undefined : value));
  return shorten(oneLine(withoutSecrets(whole.slice(0, MOST_REDACTED)).slice(0, LONGEST_LOGGED)), LONGEST_LOGGED);
}

function textOf(content: ModelAnswer['content']): string {
  return content.map((block) => (block.type === 'text' ? block.text : '')).join('');
}

function ignoreProgress(): void {
  // An opinion is of use only whole.
}
