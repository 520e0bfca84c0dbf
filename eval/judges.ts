import { setMaxListeners } from 'node:events';
import type { AwayCode, Judge } from '../src/judge/judge';
import { judgeClient } from '../src/judge/judgeClient';
import { ModelJudge } from '../src/judge/modelJudge';
import type { JudgeLog } from '../src/judge/stages';
import type { BreakerLimits } from '../src/model/breaker';
import type { ModelClient } from '../src/model/modelClient';
import type { EvalCase } from './cases';
import { type Answered, answersTo, type Judges } from './measure';
import { aboutCase } from './transcript';

export interface JudgesParts {
  readonly model: string;
  readonly apiKey: string | undefined;
  readonly baseUrl: string;
  /** Cases that each judge is asked about at once. */
  readonly atOnce: number;
  readonly log: JudgeLog;
  /** Waits between rounds. Rejects with the signal's reason. */
  readonly pause: (ms: number, signal: AbortSignal) => Promise<unknown>;
  /** Stands between a judge and what it asks. */
  readonly through: (client: ModelClient) => ModelClient;
}

/** Every case is to be asked about: one that is left out because others failed would be measured as nothing. */
const NEVER_RESTS: BreakerLimits = {
  inARow: Number.POSITIVE_INFINITY,
  firstMs: Number.POSITIVE_INFINITY,
  longestMs: 0,
};

/** How long to wait, each time a case found nobody, before it is asked about again: an overload goes by. */
const PAUSES_MS: readonly number[] = [10_000, 60_000];

/** The judges as the product builds them, but for their rests. */
export function judgesOf({ model, apiKey, baseUrl, atOnce, log, pause, through }: JudgesParts): Judges {
  const judge = (stages: 1 | 2) => {
    const client = (stage: 'first' | 'second') =>
      through(judgeClient(stage, { model, firstModel: model, stages, apiKey, baseUrl }));
    return new ModelJudge({
      client: client('second'),
      firstClient: client('first'),
      settled: { rules: {}, environment: [], allowBelow: 21, blockAt: 90 },
      stages,
      atOnce,
      log,
      breaker: NEVER_RESTS,
    });
  };
  return { reasoning: patient(judge(1), pause), both: patient(judge(2), pause) };
}

/** Asks again where nobody was there to answer. What that took in vain is not counted. */
function patient(judge: Judge, pause: JudgesParts['pause']): Judge {
  return {
    review: async (about, signal) => {
      for (const ms of PAUSES_MS) {
        const review = await judge.review(about, signal);
        if (review.status === 'decided' || !PASSING.has(review.why)) return review;
        await pause(ms, signal);
      }
      return judge.review(about, signal);
    },
  };
}

const PASSING: ReadonlySet<AwayCode> = new Set(['rateLimited', 'overloaded', 'unreachable']);

/**
 * What is made of each case, in their order. A case that nobody answers is one of the answers. Rejects where no case can
 * be answered: at the first that finds a wrong key or model, and when the last went by without an opinion.
 */
export async function answersToAll(
  cases: readonly EvalCase[],
  judges: Judges,
  onDone: (count: number) => void = () => undefined,
): Promise<readonly Answered[]> {
  const ended = new AbortController();
  setMaxListeners(0, ended.signal);
  let done = 0;
  const answers = await Promise.all(
    cases.map(async (given) => {
      const some = await aboutCase(given.id, () => answersTo(given, judges, ended.signal));
      const lasting = some.find(({ away }) => away === 'notSetUp');
      if (lasting !== undefined) ended.abort(new Error(`No case can be answered. ${lasting.reason}`));
      ended.signal.throwIfAborted();
      done += 1;
      onDone(done);
      return some;
    }),
  );
  const all = answers.flat();
  const [first] = all;
  if (first !== undefined && all.every(({ decision }) => decision === 'away'))
    throw new Error(`No case was answered. The first one: ${first.reason}`);
  return all;
}
