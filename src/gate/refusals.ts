import { Emitter } from '../action/emitter';
import type { Verdict } from '../policy/verdict';
import type { Judged } from './judging';

/** An action that was refused: by a rule, the judge or the person. A hold is no refusal, nor is a judge that is away. */
export interface Refused {
  readonly by: 'policy' | 'judge' | 'person';
  readonly label: string;
  readonly reason: string;
}

/** A task that goes on proposing what is refused. */
export interface TooManyRefused {
  readonly taskId: string;
  /** What it tried last, in a line each, the latest at the end. */
  readonly tried: readonly string[];
}

export interface RefusalLimits {
  /** Refusals in a row, and in a task, after which the person is called. */
  readonly inARow: number;
  readonly inAll: number;
}

interface Course {
  readonly refused: (Refused & { readonly digest: string; readonly saidSoFar: number })[];
  inARow: number;
  inAll: number;
}

/** What was refused in each task: the same end stays refused by whatever road, until the person says something new. */
export class Refusals {
  readonly #courses = new Map<string, Course>();
  readonly #exceeded = new Emitter<TooManyRefused>();
  readonly onDidExceed = this.#exceeded.event;

  constructor(
    private readonly limits: () => RefusalLimits,
    private readonly saidSoFar: (taskId: string) => number,
  ) {}

  /** An earlier refusal that stands against this action. */
  before(taskId: string, { digest }: Judged): Refused | undefined {
    const said = this.saidSoFar(taskId);
    return this.#courses.get(taskId)?.refused.find((one) => one.digest === digest && one.saidSoFar === said);
  }

  note(taskId: string, { digest }: Pick<Judged, 'action' | 'verdict' | 'digest'>, refused: Refused): void {
    const course = this.#courseOf(taskId);
    course.refused.push({ ...refused, digest, saidSoFar: this.saidSoFar(taskId) });
    course.inARow += 1;
    course.inAll += 1;
    const { inARow, inAll } = this.limits();
    if (course.inARow < inARow && course.inAll < inAll) return;
    const tried = course.refused.slice(-Math.max(course.inARow, 1)).map(({ label }) => label);
    course.inARow = 0;
    if (course.inAll >= inAll) course.inAll = 0;
    this.#exceeded.fire({ taskId, tried });
  }

  /** An action went through: what comes next is no longer in a row with what was refused. */
  wentThrough(taskId: string): void {
    this.#courseOf(taskId).inARow = 0;
  }

  #courseOf(taskId: string): Course {
    let course = this.#courses.get(taskId);
    if (course === undefined) {
      course = { refused: [], inARow: 0, inAll: 0 };
      this.#courses.set(taskId, course);
    }
    return course;
  }
}

/** The verdict on an action that reaches for an end that was refused before. */
export function refusedBefore(verdict: Verdict, { by, label, reason }: Refused): Verdict {
  const who = by === 'person' ? 'You denied' : by === 'judge' ? 'The judge refused' : 'A rule blocked';
  return {
    ...verdict,
    decision: 'block',
    rule: 'gate.refused-before',
    layer: 'floor',
    severity: Math.max(verdict.severity, 60),
    settledBy: 'person',
    reason: `${who} the same end before (${label}): ${reason}`,
    saferWay: 'Leave it, and go on with other work. Only a new message of the person changes this.',
  };
}
