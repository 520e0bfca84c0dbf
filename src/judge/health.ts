import { Emitter, type Event } from '../action/emitter';
import type { AwayCode } from './judge';

/** Whether the judge answers, as far as the last one who asked could tell. */
export type JudgeHealth =
  | { readonly state: 'well' }
  | {
      readonly state: 'away';
      readonly why: AwayCode;
      /** For the person: what went wrong. */
      readonly message: string;
      /** Milliseconds since the epoch. */
      readonly since: number;
      /** While it rests: when the next action may ask it again. */
      readonly retryAt?: number | undefined;
    };

type AwayHealth = Extract<JudgeHealth, { readonly state: 'away' }>;

export class Health {
  readonly #changed = new Emitter<JudgeHealth>();
  readonly onDidChange: Event<JudgeHealth> = this.#changed.event;
  #current: JudgeHealth = { state: 'well' };

  get current(): JudgeHealth {
    return this.#current;
  }

  wentAway({ why, message, retryAt }: Omit<AwayHealth, 'state' | 'since'>, at: number): void {
    const since = this.#current.state === 'away' ? this.#current.since : at;
    this.#current = { state: 'away', why, message, since, retryAt };
    this.#changed.fire(this.#current);
  }

  cameBack(): void {
    if (this.#current.state === 'well') return;
    this.#current = { state: 'well' };
    this.#changed.fire(this.#current);
  }
}
