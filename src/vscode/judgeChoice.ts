import { type Disposable, Emitter } from '../action/emitter';
import type { Settings } from '../agent/settings';
import type { JudgeHealth } from '../judge/health';
import type { Judge, StageRun } from '../judge/judge';
import { judgeClient } from '../judge/judgeClient';
import { ModelJudge } from '../judge/modelJudge';
import type { JudgeLog } from '../judge/stages';
import { type ModelClient, ModelError } from '../model/modelClient';

export interface JudgeChoiceParts {
  readonly settings: () => Settings;
  /** Why nothing may be sent to a model, by the settings; undefined when it may. */
  readonly unusable: () => string | undefined;
  readonly readKey: () => Promise<string | undefined>;
  readonly log: JudgeLog;
}

/** Settings that change more often during one judgement are being edited: the person is there to decide. */
const MOST_CHANGES = 3;

interface Built {
  readonly by: string;
  readonly apiKey: string | undefined;
  readonly judge: ModelJudge;
  readonly listener: Disposable;
}

/**
 * The judge that the settings and the key ask for, built anew only when these change: what it remembers, and that it rests
 * after outages, has to last from one verdict to the next.
 */
export class JudgeChoice {
  readonly #changed = new Emitter<JudgeHealth>();
  readonly onDidChangeHealth = this.#changed.event;
  #built: Built | undefined;

  constructor(private readonly parts: JudgeChoiceParts) {}

  /** Asks whatever judge is in force at that moment. */
  readonly judge: Judge = {
    review: async (about, signal) => {
      for (let count = 0; count < MOST_CHANGES; count++) {
        const apiKey = await this.parts.readKey();
        signal.throwIfAborted();
        const judge = this.#inForce(apiKey);
        const review = await judge.review(about, signal);
        // What was judged by settings that hold no more has to be judged by those that do.
        if (review.status === 'away' || (this.#built?.judge === judge && this.#built.by === this.#by())) return review;
      }
      const message = 'The settings of the judge changed while it judged.';
      return { status: 'away', why: 'failed', message, stages: [] };
    },
    allowsNothing: () => this.parts.settings().judgeAllowBelow <= 0,
    forget: (taskId) => this.#built?.judge.forget(taskId),
    version: () => this.#by(),
  };

  /** Of the judge in force: one that was set up otherwise says nothing of it, and one that is off is not away. */
  get health(): JudgeHealth {
    const built = this.#built;
    if (this.parts.settings().judgeKind === 'off') return { state: 'well' };
    return built === undefined || built.by !== this.#by() ? { state: 'well' } : built.judge.health.current;
  }

  /** The key may have changed: whatever was wrong with the last one doesn't count any more. */
  reset(): void {
    const wasAway = this.#built?.judge.health.current.state === 'away';
    this.#built?.listener.dispose();
    this.#built = undefined;
    if (wasAway) this.#changed.fire({ state: 'well' });
  }

  #inForce(apiKey: string | undefined): ModelJudge {
    const by = this.#by();
    if (this.#built?.by === by && this.#built.apiKey === apiKey) return this.#built.judge;
    this.reset();
    const judge = this.#build(apiKey);
    const listener = judge.health.onDidChange((health) => this.#changed.fire(health));
    this.#built = { by, apiKey, judge, listener };
    return judge;
  }

  #build(apiKey: string | undefined): ModelJudge {
    const settings = this.parts.settings();
    const { judgeStages: stages, judgeAllowBelow: allowBelow, judgeBlockAt: blockAt } = settings;
    const { judgeRules: rules, judgeEnvironment: environment } = settings;
    return new ModelJudge({
      client: this.#client('second', apiKey),
      firstClient: this.#client('first', apiKey),
      stages,
      settled: { rules, environment, allowBelow, blockAt },
      log: this.parts.log,
    });
  }

  #client(stage: StageRun['stage'], apiKey: string | undefined): ModelClient {
    // A misspelt model or address must not send anything anywhere else.
    const unusable = this.parts.unusable();
    if (unusable !== undefined) return failing(unusable);
    const { model: working, judgeModel, judgeFirstModel, judgeStages: stages, baseUrl } = this.parts.settings();
    const model = judgeModel || working;
    return judgeClient(stage, { model, firstModel: judgeFirstModel || model, stages, apiKey, baseUrl });
  }

  /** All of the settings that shape a judge. */
  #by(): string {
    const s = this.parts.settings();
    return JSON.stringify([
      this.parts.unusable(),
      s.model,
      s.baseUrl,
      s.judgeModel,
      s.judgeFirstModel,
      s.judgeStages,
      s.judgeAllowBelow,
      s.judgeBlockAt,
      s.judgeEnvironment,
      s.judgeRules,
    ]);
  }
}

function failing(message: string): ModelClient {
  return { name: 'no model', answer: () => Promise.reject(new ModelError('badSetting', message)) };
}
