import type { Review } from '../../src/judge/judge';
import { ModelJudge, type ModelJudgeOptions } from '../../src/judge/modelJudge';
import { RETRY } from '../../src/judge/stages';
import type { AnthropicOptions } from '../../src/model/anthropicClient';
import type { Clock } from '../../src/model/clock';
import { clientOf, hasty } from './clients';
import type { MessagesBody } from './messagesRules';
import { type Turn, text, turn } from './messagesServer';

/** A clock that a test moves. */
export class ManualClock implements Clock {
  #now = 1_000_000;
  readonly #timers = new Map<object, { readonly at: number; readonly done: () => void }>();

  now(): number {
    return this.#now;
  }

  after(ms: number, done: () => void): () => void {
    const timer = {};
    this.#timers.set(timer, { at: this.#now + ms, done });
    return () => this.#timers.delete(timer);
  }

  advance(ms: number): void {
    this.#now += ms;
    for (const [timer, { at, done }] of [...this.#timers]) {
      if (at > this.#now) continue;
      this.#timers.delete(timer);
      done();
    }
  }
}

export interface TestJudge {
  readonly judge: ModelJudge;
  readonly clock: ManualClock;
  readonly logged: string[];
}

/** The real judge on a scripted server over real HTTP, with a clock that only the test moves. */
export function judgeOf(
  url: string,
  {
    allowBelow = 21,
    blockAt = 90,
    client = {},
    ...more
  }: Partial<Omit<ModelJudgeOptions, 'client' | 'settled'>> & {
    readonly allowBelow?: number;
    readonly blockAt?: number;
    readonly client?: Partial<AnthropicOptions>;
  } = {},
): TestJudge {
  const clock = new ManualClock();
  const logged: string[] = [];
  const judge = new ModelJudge({
    client: clientOf(url, { retry: hasty(RETRY.second), ...client }),
    firstClient: clientOf(url, { retry: hasty(RETRY.first), ...client }),
    stages: 2,
    settled: { rules: {}, environment: [], allowBelow, blockAt },
    log: { warn: (message) => logged.push(message) },
    clock,
    ...more,
  });
  return { judge, clock, logged };
}

/** An answer of the first stage. */
export function look(pass: boolean): Turn {
  return turn([text(JSON.stringify({ pass }))]);
}

/** An answer of the second stage. */
export function judgement(severity: number, more: object = {}): Turn {
  const reply = {
    grounds: 'The person asked for something near it.',
    severity,
    category: 'exceedsTask',
    part: 'frobnicate',
    forPerson: 'Runs a program that nobody knows.',
    forAgent: 'Use a program of the project.',
    ...more,
  };
  return turn([text(JSON.stringify(reply))]);
}

/** Which stage a request is of. */
export function stageOf({ messages }: MessagesBody): 'first' | 'second' {
  const content = messages.at(-1)?.content;
  const last = typeof content === 'string' ? undefined : content?.at(-1);
  return last?.type === 'text' && last.text.startsWith('Quick look') ? 'first' : 'second';
}

/** What an opinion comes to, or why there is none. */
export function gist(review: Review): string {
  return review.status === 'decided' ? review.decision : `away: ${review.why}`;
}

/** The words in the messages of a request. */
export function wordsOf({ messages }: MessagesBody): string {
  const words = messages.flatMap(({ content }) =>
    typeof content === 'string' ? [content] : content.map((block) => (block.type === 'text' ? block.text : '')),
  );
  return words.join('\n');
}
