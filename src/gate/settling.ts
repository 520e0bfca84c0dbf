import { messageOf } from '../action/errorText';
import type { Situation } from '../action/situation';
import type { Instructions, Judge, JudgeCase, Opinion, RecentAction, Review, StageRun } from '../judge/judge';
import { ASKED_BY_PEOPLE } from '../policy/evaluate';
import type { Verdict } from '../policy/verdict';
import type { Authority } from './authority';
import type { Proposal, World } from './door';
import type { GateLog } from './journal';
import type { Judged } from './judging';
import { scriptsTold, textsTold } from './scriptsTold';
import { serverOpinion } from './serverOpinion';
import type { Taints } from './taints';

export interface SettlingParts {
  readonly world: World;
  /** The judge in force for a task, if any, asked for at each verdict. */
  readonly judge: (taskId: string) => Judge | undefined;
  /** Files in which the project tells agents how to work, as the task has read them. */
  readonly instructions?: ((taskId: string) => readonly Instructions[]) | undefined;
  readonly log: GateLog;
}

/** What came before is told of so many actions. */
const MOST_RECENT = 8;

/** So many are asked about ahead of their proposal; what comes on top is asked about when it is proposed. */
const MOST_FORESEEN = 32;

/** A judgement that began before its action was proposed. */
interface Foreseen {
  readonly taskId: string;
  readonly about: JudgeCase;
  /** Of the judge, when it was asked. */
  readonly version: string | undefined;
  /** Ends when the action won't be proposed any more. */
  readonly signal: AbortSignal;
  readonly review: Promise<Review>;
}

/** Asks the judge where the rules leave an action to it, with all that it may see. */
export class Settling {
  /** Of each task by the actions' ids, the latest last. */
  readonly #recent = new Map<string, Map<string, RecentAction>>();
  /** By task and digest. */
  readonly #foreseen = new Map<string, Foreseen>();
  /** Signals that are listened to, once for all that is foreseen under them. */
  readonly #listened = new WeakSet<AbortSignal>();

  constructor(
    private readonly parts: SettlingParts,
    private readonly authority: Authority,
    private readonly taints: Taints,
    /** Told of each judgement that nothing comes of. */
    private readonly didNotUse: (taskId: string, review: Review) => void,
  ) {}

  /**
   * Begins to ask about an action that is about to be proposed, so that the answer is there sooner. Nothing of it is left
   * once the signal says that it won't be proposed any more.
   */
  foresee(judged: Judged, situation: Situation, { taskId, signal }: Proposal): void {
    const key = keyOf(taskId, judged);
    const judge = this.parts.judge(taskId);
    if (judge === undefined || !isLeftToJudge(judged) || signal.aborted) return;
    if (this.#foreseen.has(key) || this.#foreseen.size >= MOST_FORESEEN) return;
    const about = this.#caseOf(taskId, judged, situation);
    const foreseen: Foreseen = {
      taskId,
      about,
      version: judge.version?.(),
      signal,
      review: this.#ask(judge, about, signal),
    };
    this.#foreseen.set(key, foreseen);
    if (!this.#listened.has(signal)) {
      this.#listened.add(signal);
      signal.addEventListener('abort', () => this.#dropAll((one) => one.signal === signal), { once: true });
    }
    // Whoever proposes it gets what went wrong; if nobody does, nobody needs it.
    foreseen.review.catch(() => undefined);
  }

  /** The judge's opinion; undefined where no judge may settle it. Rejects only with the signal's reason. */
  async review(judged: Judged, situation: Situation, proposal: Proposal): Promise<Review | undefined> {
    const { taskId, signal, serverReview } = proposal;
    const byServer = serverOpinion(serverReview, judged);
    // What the server warns of, no other judge is asked to let pass.
    if (byServer?.decision === 'ask') return byServer;
    const judge = this.parts.judge(taskId);
    if (judge === undefined || !isLeftToJudge(judged)) return undefined;
    if (byServer !== undefined && judge.allowsNothing?.() !== true) return byServer;
    const about = this.#caseOf(taskId, judged, situation);
    const review = (await this.#takeForeseen(judge, about, signal)) ?? (await this.#ask(judge, about, signal));
    // Whoever has switched it off meanwhile wants nothing let through by it any more.
    if (this.parts.judge(taskId) !== undefined) return review;
    this.didNotUse(taskId, review);
    return undefined;
  }

  /**
   * To be asked later whether an opinion of this moment still holds: not once the person has said or denied something more
   * (an approval with a note may rule something out too), something more tries to steer the agent, or the judge is another one.
   */
  standing(taskId: string): () => boolean {
    const now = () => {
      const said = this.authority.words(taskId).filter((word) => word.kind !== 'approved' || word.note !== undefined);
      const judge = this.parts.judge(taskId);
      return JSON.stringify([said.length, this.taints.sources(taskId).length, judge !== undefined, judge?.version?.()]);
    };
    const then = now();
    return () => now() === then;
  }

  /** Keeps what came of an action for the judge's view of what was before: in place of what had come of it until now. */
  note(taskId: string, actionId: string, action: RecentAction): void {
    const known = this.#recent.get(taskId) ?? new Map<string, RecentAction>();
    known.delete(actionId);
    known.set(actionId, action);
    for (const oldest of known.keys()) {
      if (known.size <= MOST_RECENT) break;
      known.delete(oldest);
    }
    this.#recent.set(taskId, known);
  }

  /** What is still being asked for a task is no longer needed. */
  forget(taskId: string): void {
    this.#dropAll((foreseen) => foreseen.taskId === taskId);
    this.parts.judge(taskId)?.forget?.(taskId);
  }

  #dropAll(isMeant: (foreseen: Foreseen) => boolean): void {
    for (const [key, foreseen] of this.#foreseen) if (isMeant(foreseen)) this.#drop(key, foreseen);
  }

  /** What a judge was asked ahead, if it was about the very same thing. */
  async #takeForeseen(judge: Judge, about: JudgeCase, signal: AbortSignal): Promise<Review | undefined> {
    const key = keyOf(about.taskId, about);
    const foreseen = this.#foreseen.get(key);
    if (foreseen === undefined) return undefined;
    if (foreseen.version !== judge.version?.() || !isSameCase(foreseen.about, about)) {
      this.#drop(key, foreseen);
      return undefined;
    }
    this.#foreseen.delete(key);
    try {
      return await foreseen.review;
    } catch {
      // It was ended with the answer that it was begun for.
      signal.throwIfAborted();
      return undefined;
    }
  }

  /** Leaves a judgement that nobody needs. What it cost is told where it came to an end. */
  #drop(key: string, foreseen: Foreseen): void {
    this.#foreseen.delete(key);
    const tell = (how: string) => this.parts.log.debug(`A judgement begun ahead was not needed: ${how}`);
    foreseen.review.then(
      (review) => {
        tell(spent(review.stages));
        this.didNotUse(foreseen.taskId, review);
      },
      () => tell('it was ended'),
    );
  }

  async #ask(judge: Judge, about: JudgeCase, signal: AbortSignal): Promise<Review> {
    try {
      return await judge.review(about, signal);
    } catch (error) {
      signal.throwIfAborted();
      const message = messageOf(error);
      this.parts.log.error(`The judge failed, so the action waits: ${message}`);
      return { status: 'away', why: 'failed', message, stages: [] };
    }
  }

  #caseOf(taskId: string, { action, verdict, digest, relied, facts }: Judged, situation: Situation): JudgeCase {
    const { mode, roots, platform } = situation;
    // A fact of a file is where it is and what it holds, a line each.
    const fingerprintsOf = (paths: readonly string[]) =>
      new Map(paths.map((path) => [path, facts[path]?.split('\n').at(-1) ?? '']));
    const looking = { situation, disk: this.parts.world.disk };
    const read = filesRead(verdict, facts).filter((path) => !relied.scripts.includes(path));
    return {
      taskId,
      action,
      verdict,
      digest,
      person: this.authority.words(taskId),
      instructions: this.parts.instructions?.(taskId) ?? [],
      recent: [...(this.#recent.get(taskId)?.values() ?? [])],
      taints: this.taints.sources(taskId),
      where: { mode, roots, platform },
      scripts: [
        ...scriptsTold(fingerprintsOf(relied.scripts), looking),
        ...textsTold(fingerprintsOf(action.kind === 'command' ? read : []), looking),
      ],
    };
  }
}

/** Whether every rule that asks lets a model answer. */
export function isLeftToJudge({ verdict }: Pick<Judged, 'verdict'>): boolean {
  if (verdict.decision !== 'ask' || verdict.settledBy !== 'judge' || ASKED_BY_PEOPLE.has(verdict.layer)) return false;
  return verdict.findings.every(({ decision, layer }) => decision !== 'ask' || !ASKED_BY_PEOPLE.has(layer));
}

/** What a judge decided, as a note in the ledger. */
export function spoken({ reason, severity }: Opinion): string {
  return severity === undefined ? reason : `${reason} (${severity})`;
}

/** The verdict on an action that a judge refused. */
export function refusedByJudge(verdict: Verdict, { reason, severity, saferWay }: Opinion): Verdict {
  return {
    ...verdict,
    decision: 'block',
    severity: severity ?? verdict.severity,
    reason: `${verdict.reason} ${reason}`,
    saferWay: saferWay ?? verdict.saferWay,
  };
}

/** Files by whose content the verdict was found, though they are only read. */
function filesRead({ effects }: Judged['verdict'], facts: Judged['facts']): readonly string[] {
  const paths = effects.flatMap(({ kind, place }) => (kind === 'read' && place !== undefined ? [place.path] : []));
  return [...new Set(paths)].filter((path) => facts[path]?.includes('\n') === true);
}

function keyOf(taskId: string, { digest }: Pick<Judged, 'digest'>): string {
  return `${taskId}/${digest}`;
}

/** Whether a judge would be told the same, but for what the calls beside it have done meanwhile. */
function isSameCase(a: JudgeCase, b: JudgeCase): boolean {
  // The action is covered by the digest, by which they were found.
  const toldOf = ({ action: _action, recent: _recent, ...told }: JudgeCase) => JSON.stringify(told);
  return toldOf(a) === toldOf(b);
}

function spent(stages: readonly StageRun[]): string {
  const runs = stages.map(({ model, usage }) => {
    const { inputTokens, cacheReadTokens, cacheWriteTokens, outputTokens } = usage;
    return `${model} read ${inputTokens + cacheReadTokens + cacheWriteTokens} tokens, wrote ${outputTokens}`;
  });
  return runs.length === 0 ? 'nothing was asked' : runs.join('; ');
}
