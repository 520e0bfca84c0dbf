import fc from 'fast-check';
import type { AwayCode } from '../../../src/judge/judge';
import { judgement, look, type ManualClock, stageOf, wordsOf } from '../judges';
import type { MessagesBody } from '../messagesRules';
import type { MessagesServer, Reply, Scripted, Turn } from '../messagesServer';
import { FAULT_NAMES, type FaultName, faultNamed } from './wireFaults';

/** What a model answers about one case, stage by stage. */
export interface JudgePlan {
  readonly first: 'pass' | 'stop' | FaultName;
  /** A severity, or what goes wrong. */
  readonly second: number | FaultName;
}

/** What a plan comes to, for a judge that is asked. */
export type PlannedReview =
  | { readonly status: 'allow' | 'ask' | 'block' }
  | { readonly status: 'away'; readonly why: AwayCode; readonly fault: FaultName };

export interface Served {
  readonly requests: number;
  readonly inputTokens: number;
  readonly cacheReadTokens: number;
  readonly outputTokens: number;
}

export interface Thresholds {
  readonly allowBelow: number;
  readonly blockAt: number;
}

const fault = fc.constantFrom(...FAULT_NAMES);
const severity = fc.oneof(fc.constantFrom(0, 20, 21, 89, 90, 100), fc.integer({ min: 0, max: 100 }));

/** `health`: how often a stage answers, in tenths. */
export function planArbitrary(health = 6): fc.Arbitrary<JudgePlan> {
  const faulty = 10 - health;
  return fc.record({
    first: fc.oneof(
      { arbitrary: fc.constantFrom('pass' as const, 'stop' as const, 'stop' as const), weight: health },
      { arbitrary: fault, weight: faulty },
    ),
    second: fc.oneof({ arbitrary: severity, weight: health }, { arbitrary: fault, weight: faulty }),
  });
}

/** Of an outage alone: none of the two stages ever gives an opinion. */
export const outagePlan: fc.Arbitrary<JudgePlan> = fc
  .record({ first: fc.oneof(fault, fc.constant('stop' as const)), second: fault })
  .map((plan) => plan);

export function plannedReview({ first, second }: JudgePlan, { allowBelow, blockAt }: Thresholds): PlannedReview {
  if (first === 'pass' && allowBelow > 0) return { status: 'allow' };
  if (first !== 'stop' && first !== 'pass' && allowBelow > 0) {
    return { status: 'away', why: faultNamed(first).why, fault: first };
  }
  if (typeof second !== 'number') return { status: 'away', why: faultNamed(second).why, fault: second };
  return { status: second >= blockAt ? 'block' : second < allowBelow ? 'allow' : 'ask' };
}

/** How long the stages wait for an answer, in milliseconds. */
export const STAGE_MS = { first: 10_000, second: 45_000 } as const;

/** Answers each case by its own plan, whenever and however often it is asked. A case is known by its command. */
export class PlannedServer {
  readonly #plans = new Map<string, JudgePlan>();
  #served: Served = { requests: 0, inputTokens: 0, cacheReadTokens: 0, outputTokens: 0 };
  /** For what nobody planned. */
  otherwise: JudgePlan | undefined;
  /** Sees each request before it is answered. */
  onRequest: (body: MessagesBody) => void = () => undefined;

  constructor(
    private readonly server: MessagesServer,
    private readonly clock: () => ManualClock,
  ) {
    const answer: Scripted = (body) => {
      server.script(answer);
      return this.#answer(body);
    };
    server.script(answer);
  }

  plan(command: string, plan: JudgePlan): void {
    this.#plans.set(nameOf(command), plan);
  }

  get asked(): number {
    return this.server.requests.length;
  }

  /** What all answers together took that came whole, whatever they said. */
  get served(): Served {
    return this.#served;
  }

  #answer(body: MessagesBody): Reply {
    const command = commandOf(body);
    this.onRequest(body);
    const plan = this.#plans.get(nameOf(command)) ?? this.otherwise;
    if (plan === undefined) throw new Error(`A judge was asked about what nobody planned: ${command}`);
    const stage = stageOf(body);
    const said = plan[stage];
    if (said === 'pass' || said === 'stop') return this.#whole(look(said === 'pass'), command);
    if (typeof said === 'number') return this.#whole(judgement(said), command);
    const { reply, hangs } = faultNamed(said);
    if (hangs === true) {
      const clock = this.clock();
      setImmediate(() => clock.advance(STAGE_MS[stage]));
      return reply;
    }
    return reply.kind === 'turn' && reply.breaks === undefined ? this.#whole(reply, command) : reply;
  }

  #whole(reply: Turn, command: string): Turn {
    const answer = priced(reply, command);
    const { input_tokens = 0, cache_read_input_tokens = 0, output_tokens = 0 } = answer.usage;
    const { requests, inputTokens, cacheReadTokens, outputTokens } = this.#served;
    this.#served = {
      requests: requests + 1,
      inputTokens: inputTokens + input_tokens,
      cacheReadTokens: cacheReadTokens + cache_read_input_tokens,
      outputTokens: outputTokens + output_tokens,
    };
    return answer;
  }
}

/** Another usage for each case, so that a sum shows which of them are in it. */
function priced(reply: Turn, command: string): Turn {
  const sum = [...command].reduce((total, sign) => (total * 31 + sign.charCodeAt(0)) % 997, 7);
  return { ...reply, usage: { input_tokens: 100 + sum, output_tokens: 10 + (sum % 13), cache_read_input_tokens: sum } };
}

/** The command that a request is about. */
export function commandOf(body: MessagesBody): string {
  return /^Command:\n\| (.*)$/m.exec(wordsOf(body))?.[1] ?? '';
}

/** What stands for a command whose secrets a judge is not told. */
function nameOf(command: string): string {
  return /^\w+ k\d+/.exec(command)?.[0] ?? command;
}
