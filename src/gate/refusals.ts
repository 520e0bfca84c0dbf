import type { Action } from '../action/action';
import { Emitter } from '../action/emitter';
import type { Verdict } from '../policy/verdict';
import type { SaidSoFar } from './authority';
import { type Goal, goalsOf } from './goals';
import type { Judged } from './judging';
import { type GoalWorld, reachingOf, servesGoal } from './sameEnd';
import { isNo, isOfferedIn } from './sayings';

/** An action that was refused: by a rule, the judge or the person. A hold is no refusal, nor is a judge that is away. */
export interface Refused {
  readonly by: 'policy' | 'judge' | 'person';
  readonly label: string;
  readonly reason: string;
  /** Its number, where it was held. */
  readonly number?: number | undefined;
}

/** A task that goes on proposing what is refused. */
export interface TooManyRefused {
  readonly taskId: string;
  readonly why: 'inARow' | 'inAll';
  /** How many of its actions were refused, in a row or in all. */
  readonly times: number;
  /** What it tried last, in a line each, the latest at the end. */
  readonly tried: readonly string[];
}

export interface RefusalLimits {
  /** Refusals in a row, and in a task, after which the person is called. */
  readonly inARow: number;
  readonly inAll: number;
}

export interface RefusalsParts {
  readonly limits: () => RefusalLimits;
  readonly saidSoFar: (taskId: string) => SaidSoFar;
  /** Stands for the policy in force: what another policy refused doesn't stand. */
  readonly policy: () => object;
  readonly world: GoalWorld;
  /** Real paths of the files that a task has written. */
  readonly written: (taskId: string) => readonly string[];
}

type Refusable = Pick<Judged, 'action' | 'verdict' | 'digest'>;

interface Standing {
  readonly refused: Refused;
  readonly digest: string;
  readonly goals: readonly Goal[];
  readonly saidSoFar: SaidSoFar;
  readonly policy: object;
}

interface Course {
  /** Newest last. */
  standing: Standing[];
  readonly tried: string[];
  inARow: number;
  inAll: number;
  saidSoFar: number;
  /** The person has been called, and hasn't said yet what next. */
  isOver: boolean;
}

const MOST_STANDING = 200;
const MOST_TRIED = 20;
/** Pairs of what was refused and what is proposed. */
const MOST_COMPARED = 2_000_000;

/** What was refused in each task: the same end stays refused by whatever road, until the person says something new. */
export class Refusals {
  readonly #courses = new Map<string, Course>();
  readonly #exceeded = new Emitter<TooManyRefused>();
  readonly onDidExceed = this.#exceeded.event;

  constructor(private readonly parts: RefusalsParts) {}

  /** An earlier refusal that stands against this action. */
  before(taskId: string, judged: Refusable): Refused | undefined {
    // A question does nothing, and is how an agent finds out whether the person means it.
    if (judged.action.kind === 'question') return undefined;
    const course = this.#courses.get(taskId);
    if (course === undefined || course.standing.length === 0) return undefined;
    const said = this.parts.saidSoFar(taskId);
    const policy = this.parts.policy();
    course.standing = course.standing.filter(
      (one) => !isLifted(one, said) && (one.refused.by !== 'policy' || one.policy === policy),
    );
    const reaching = reachingOf(judged, this.#worldOf(taskId));
    let left = MOST_COMPARED;
    return course.standing.find(({ digest, goals, refused }) => {
      if (digest !== judged.digest && isOffered(refused, judged.action)) return false;
      left -= goals.length * reaching.aims.length;
      // What is too much to be looked through is none of what was refused only if somebody looks.
      return digest === judged.digest || left < 0 || goals.some((goal) => servesGoal(reaching, goal));
    })?.refused;
  }

  note(taskId: string, judged: Refusable, refused: Refused): void {
    const { action, verdict, digest } = judged;
    // What can't be carried out here, nobody minds; and a question that isn't answered forbids nothing.
    if (action.kind === 'question' || verdict.rule === 'floor.unavailable') return;
    const course = this.#courseOf(taskId);
    const saidSoFar = this.parts.saidSoFar(taskId);
    // It was refused for an end that stands already; what else it would have done nobody has looked at. A mode is no
    // word about an action either, and may be another one in a moment.
    if (verdict.rule !== REFUSED_BEFORE && !(refused.by === 'policy' && verdict.layer === 'mode')) {
      const standing = {
        refused,
        digest,
        goals: goalsOf(judged, this.#worldOf(taskId)),
        saidSoFar,
        policy: this.parts.policy(),
      };
      course.standing = [...course.standing, standing].slice(-MOST_STANDING);
    }
    this.#count(taskId, course, refused.label, saidSoFar.messages + saidSoFar.answers.length);
  }

  /** An action went through: what comes next is no longer in a row with what was refused. */
  wentThrough(taskId: string): void {
    const course = this.#courses.get(taskId);
    if (course !== undefined) course.inARow = 0;
  }

  /** The person lets a task go on, or speaks to it: counts anew. What was refused stays so. */
  goOn(taskId: string): void {
    const course = this.#courses.get(taskId);
    if (course === undefined) return;
    course.inARow = 0;
    if (course.isOver) course.inAll = 0;
    course.isOver = false;
  }

  #count(taskId: string, course: Course, label: string, saidSoFar: number): void {
    if (course.saidSoFar !== saidSoFar) course.inARow = 0;
    course.saidSoFar = saidSoFar;
    course.tried.push(label);
    if (course.tried.length > MOST_TRIED) course.tried.shift();
    course.inARow += 1;
    course.inAll += 1;
    if (course.isOver) return;
    const { inARow, inAll } = this.parts.limits();
    const why = course.inARow >= inARow ? 'inARow' : course.inAll >= inAll ? 'inAll' : undefined;
    if (why === undefined) return;
    course.isOver = true;
    const times = course[why];
    this.#exceeded.fire({ taskId, why, times, tried: course.tried.slice(-times) });
  }

  #worldOf(taskId: string): GoalWorld {
    return { ...this.parts.world, written: () => this.parts.written(taskId) };
  }

  #courseOf(taskId: string): Course {
    let course = this.#courses.get(taskId);
    if (course === undefined) {
      course = { standing: [], tried: [], inARow: 0, inAll: 0, saidSoFar: 0, isOver: false };
      this.#courses.set(taskId, course);
    }
    return course;
  }
}

/**
 * Whether the person has said something since that may change it: anything in a message; an answer that is about it, by
 * its own words or the question's, and doesn't say no.
 */
function isLifted({ refused, saidSoFar }: Standing, now: SaidSoFar): boolean {
  if (now.messages !== saidSoFar.messages) return true;
  const told = wordsOf(refused.label);
  return now.answers
    .slice(saidSoFar.answers.length)
    .some(({ question, text }) => !isNo(text) && wordsOf(`${question}\n${text}`).some((word) => told.includes(word)));
}

/** Whether the person named this command when they denied another: `no, use pnpm add x`. */
function isOffered({ by, reason }: Refused, action: Action): boolean {
  return by === 'person' && action.kind === 'command' && isOfferedIn(reason, action.command);
}

const SHORTEST_WORD = 3;

function wordsOf(text: string): readonly string[] {
  return text
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word.length >= SHORTEST_WORD);
}

/** The rule of a verdict on what reaches for an end that was refused before. */
const REFUSED_BEFORE = 'gate.refused-before';

/** The verdict on an action that reaches for an end that was refused before. */
export function refusedBefore(verdict: Verdict, { by, label, reason, number }: Refused): Verdict {
  const who = by === 'person' ? 'You denied' : by === 'judge' ? 'The judge refused' : 'A rule blocked';
  const what = `${number === undefined ? '' : `#${number} `}\`${shown(label)}\``;
  return {
    ...verdict,
    decision: 'block',
    rule: REFUSED_BEFORE,
    layer: 'floor',
    severity: Math.max(verdict.severity, 60),
    settledBy: 'person',
    reason: `${who} the same end before: ${what} (${shown(reason).replace(/\.$/, '')}).`,
    saferWay: 'Leave it, and go on with other work. Only something new that the person says changes this.',
  };
}

/** On one line, not too long, and without what would end the marks around it. */
function shown(text: string): string {
  const line = text.slice(0, 2000).replace(/\s+/g, ' ').trim().replaceAll('`', "'");
  return line.length > 160 ? `${line.slice(0, 159)}…` : line;
}
