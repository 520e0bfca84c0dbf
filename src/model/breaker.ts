import type { Clock } from './clock';

export interface BreakerLimits {
  /** Outages in a row after which it rests. */
  readonly inARow: number;
  /** The first rest; each one after a failed trial is twice as long, up to `longestMs`. */
  readonly firstMs: number;
  readonly longestMs: number;
}

export const BREAKER_LIMITS: BreakerLimits = { inARow: 3, firstMs: 30_000, longestMs: 5 * 60_000 };

/** That somebody may ask, to be handed back with what came of it. */
export interface Admission {
  readonly isTrial: boolean;
}

/** How bad an outage is, beyond being one. */
export interface Outage {
  /** Another attempt in a moment would fail just as well. */
  readonly isLasting?: boolean | undefined;
  /** How long the server asks to be left alone. */
  readonly askedMs?: number | undefined;
}

/**
 * Keeps a judge that is away from being asked over and over: after a few outages in a row nobody asks for a while, then
 * one does as a trial. Nothing polls: the trial is the next action that comes along.
 */
export class Breaker {
  #streak = 0;
  #rest: { readonly ms: number; readonly until: number } | undefined;
  #trial: Admission | undefined;

  constructor(
    private readonly clock: Pick<Clock, 'now'>,
    private readonly limits: BreakerLimits = BREAKER_LIMITS,
  ) {}

  /** When the next trial may be, while it rests. */
  get restsUntil(): number | undefined {
    return this.#rest?.until;
  }

  /** Undefined while it rests, or while a trial is under way. */
  enter(): Admission | undefined {
    if (this.#rest === undefined) return { isTrial: false };
    if (this.#trial !== undefined || this.clock.now() < this.#rest.until) return undefined;
    this.#trial = { isTrial: true };
    return this.#trial;
  }

  /** Whoever gets an answer shows that it is back, whenever they asked. */
  succeeded(): void {
    this.#streak = 0;
    this.#rest = undefined;
    this.#trial = undefined;
  }

  failed(admission: Admission, { isLasting = false, askedMs = 0 }: Outage = {}): void {
    if (this.#rest === undefined) {
      this.#streak += 1;
      const isEnough = this.#streak >= this.limits.inARow || isLasting || askedMs > this.limits.firstMs;
      if (isEnough) this.#begin(this.limits.firstMs, askedMs);
    } else if (admission === this.#trial) {
      this.#trial = undefined;
      this.#begin(this.#rest.ms * 2, askedMs);
    }
    // Else it had been asked before the rest began, and tells nothing new.
  }

  /** Nobody waits for the answer any more: the next one who asks is the trial. */
  abandoned(admission: Admission): void {
    if (admission === this.#trial) this.#trial = undefined;
  }

  #begin(ms: number, askedMs: number): void {
    const bounded = Math.min(Math.max(ms, askedMs), this.limits.longestMs);
    this.#rest = { ms: bounded, until: this.clock.now() + bounded };
  }
}
