import type { Situation } from '../action/situation';
import type { Instructions, Judge, JudgeCase, RecentAction, Review } from '../judge/judge';
import type { Layer } from '../policy/verdict';
import type { Authority } from './authority';
import type { GateLog } from './journal';
import type { Judged } from './judging';
import type { Taints } from './taints';

export interface SettlingParts {
  /** The judge in force for a task, if any, asked for at each verdict. */
  readonly judge: (taskId: string) => Judge | undefined;
  /** Files in which the project tells agents how to work, as the task has read them. */
  readonly instructions?: ((taskId: string) => readonly Instructions[]) | undefined;
  readonly log: GateLog;
}

/** What came before is told of so many actions. */
const MOST_RECENT = 8;

/** Whoever made a rule of these has asked to be asked: no model answers for them. */
const ASKED_BY_PEOPLE: ReadonlySet<Layer> = new Set(['floor', 'admin', 'user', 'workspace']);

/** Asks the judge where the rules leave an action to it, with all that it may see. */
export class Settling {
  readonly #recent = new Map<string, RecentAction[]>();
  /** Asked for ahead of the proposal, by task and digest. */
  readonly #foreseen = new Map<string, Promise<Review | undefined>>();

  constructor(
    private readonly parts: SettlingParts,
    private readonly authority: Authority,
    private readonly taints: Taints,
  ) {}

  /** Begins to ask about an action that is about to be proposed, so that the answer is there sooner. */
  foresee(taskId: string, judged: Judged, situation: Situation, signal: AbortSignal): void {
    const key = keyOf(taskId, judged);
    if (this.#foreseen.has(key)) return;
    const review = this.#ask(taskId, judged, situation, signal);
    this.#foreseen.set(key, review);
    // Whoever proposes it gets what went wrong; if nobody does, nobody needs it.
    review.catch(() => undefined);
  }

  /** The judge's opinion; undefined where no judge may settle it. Rejects only with the signal's reason. */
  async review(taskId: string, judged: Judged, situation: Situation, signal: AbortSignal): Promise<Review | undefined> {
    const key = keyOf(taskId, judged);
    const foreseen = this.#foreseen.get(key);
    this.#foreseen.delete(key);
    return foreseen ?? this.#ask(taskId, judged, situation, signal);
  }

  /** Keeps an action for the judge's view of what came before. */
  note(taskId: string, action: RecentAction): void {
    const known = this.#recent.get(taskId) ?? [];
    this.#recent.set(taskId, [...known, action].slice(-MOST_RECENT));
  }

  /** What is still being asked for a task is no longer needed. */
  forget(taskId: string): void {
    for (const key of this.#foreseen.keys()) if (key.startsWith(`${taskId}/`)) this.#foreseen.delete(key);
  }

  async #ask(taskId: string, judged: Judged, situation: Situation, signal: AbortSignal): Promise<Review | undefined> {
    const judge = this.parts.judge(taskId);
    if (judge === undefined || !isLeftToJudge(judged)) return undefined;
    try {
      return await judge.review(this.#caseOf(taskId, judged, situation), signal);
    } catch (error) {
      signal.throwIfAborted();
      const message = error instanceof Error ? error.message : String(error);
      this.parts.log.error(`The judge failed, so the action waits: ${message}`);
      return { status: 'away', why: 'failed', message, stages: [] };
    }
  }

  #caseOf(taskId: string, { action, verdict, digest, relied }: Judged, situation: Situation): JudgeCase {
    const { mode, roots, platform, history } = situation;
    return {
      taskId,
      action,
      verdict,
      digest,
      person: this.authority.words(taskId),
      instructions: this.parts.instructions?.(taskId) ?? [],
      recent: this.#recent.get(taskId) ?? [],
      taints: this.taints.sources(taskId),
      where: { mode, roots, platform },
      scripts: relied.scripts.map((path) => ({ path, by: history?.changed[path] ?? 'project' })),
    };
  }
}

/** Whether every rule that asks lets a model answer. */
export function isLeftToJudge({ verdict }: Pick<Judged, 'verdict'>): boolean {
  if (verdict.decision !== 'ask' || verdict.settledBy !== 'judge' || ASKED_BY_PEOPLE.has(verdict.layer)) return false;
  return verdict.findings.every(({ decision, layer }) => decision !== 'ask' || !ASKED_BY_PEOPLE.has(layer));
}

function keyOf(taskId: string, { digest }: Judged): string {
  return `${taskId}/${digest}`;
}
