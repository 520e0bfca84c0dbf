import { Emitter, type Event } from '../action/emitter';
import type { AwayCode, StageRun } from './judge';

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

const WELL: JudgeHealth = { state: 'well' };

type Stage = StageRun['stage'];

/** Away while one of the stages rests or gave no answer last; what the other one answers can't hide that it rests. */
export class Health {
  readonly #changed = new Emitter<JudgeHealth>();
  readonly onDidChange: Event<JudgeHealth> = this.#changed.event;
  /** The one that was asked last at the end. */
  readonly #away = new Map<Stage, AwayHealth>();

  get current(): JudgeHealth {
    return [...this.#away.values()].at(-1) ?? WELL;
  }

  /** What went wrong with a stage, while it is away. */
  messageOf(stage: Stage): string | undefined {
    return this.#away.get(stage)?.message;
  }

  wentAway(stage: Stage, { why, message, retryAt }: Omit<AwayHealth, 'state' | 'since'>, at: number): void {
    const before = this.current;
    const since = before.state === 'away' ? before.since : at;
    this.#away.delete(stage);
    this.#away.set(stage, { state: 'away', why, message, since, retryAt });
    this.#changed.fire(this.current);
  }

  /** A stage that answers is back. So is the other one, unless it rests: the next who asks it will see. */
  answered(stage: Stage, at: number): void {
    const before = this.current;
    for (const [other, { retryAt }] of [...this.#away])
      if (other === stage || retryAt === undefined || retryAt <= at) this.#away.delete(other);
    if (this.current !== before) this.#changed.fire(this.current);
  }
}
