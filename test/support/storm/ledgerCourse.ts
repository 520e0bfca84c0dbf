import type { NewEntry } from '../../../src/ledger/entry';

/**
 * Where an action stands by its lines. `released`: a person let it run; `judgedAnew`: what they let run had changed. `over`
 * and `refused` are final.
 */
export type Course =
  | 'asked'
  | 'allowed'
  | 'waiting'
  | 'released'
  | 'allowedAnew'
  | 'refusedAnew'
  | 'done'
  | 'denied'
  | 'expired'
  | 'blocked';

/** States in which its carrier may be called. */
const MAY_RUN: ReadonlySet<Course | undefined> = new Set<Course>(['allowed', 'released', 'allowedAnew']);
/** States that nothing follows. */
const FINAL: ReadonlySet<Course> = new Set<Course>(['done', 'denied', 'expired', 'blocked']);

export function mayRun(course: Course | undefined): boolean {
  return MAY_RUN.has(course);
}

export function isFinal(course: Course): boolean {
  return FINAL.has(course);
}

/** Where each action stands by its lines, by id. Throws for a line that can't follow those before it. */
export function coursesOf(entries: readonly NewEntry[]): ReadonlyMap<string, Course> {
  const courses = new Map<string, Course>();
  for (const entry of entries) {
    if (!('id' in entry)) continue;
    const before = courses.get(entry.id);
    const after = next(before, entry);
    if (after === undefined) throw new Error(`${JSON.stringify(entry)} can't follow on ${before ?? 'nothing'}`);
    courses.set(entry.id, after);
  }
  return courses;
}

type ActionLine = Extract<NewEntry, { readonly id: string }>;

/** Undefined where a line can't follow. */
function next(course: Course | undefined, entry: ActionLine): Course | undefined {
  switch (entry.kind) {
    case 'action':
      return judged(course, entry.verdict.decision);
    case 'reviewed':
      // What was let pass by a judge is asked about again where the person has said more since.
      return course === 'asked' || course === 'allowed' ? 'asked' : undefined;
    case 'held':
      return course === 'asked' || course === 'allowed' ? 'waiting' : undefined;
    case 'settled':
      return settled(course, entry);
    case 'started':
      return mayRun(course) ? course : undefined;
    case 'outcome':
      return mayRun(course) ? 'done' : undefined;
    case 'probed':
      return course === 'done' ? course : undefined;
  }
}

function judged(course: Course | undefined, decision: 'allow' | 'ask' | 'block'): Course | undefined {
  switch (course) {
    case undefined:
    case 'asked':
    case 'allowed':
      return decision === 'allow' ? 'allowed' : decision === 'ask' ? 'asked' : 'blocked';
    case 'released':
      return decision === 'allow' ? 'allowedAnew' : 'refusedAnew';
    default:
      return undefined;
  }
}

function settled(
  course: Course | undefined,
  { as, by }: Extract<NewEntry, { readonly kind: 'settled' }>,
): Course | undefined {
  switch (as) {
    case 'approved':
      if (by === 'judge') return course === 'asked' ? 'allowed' : undefined;
      return by === 'person' && course === 'waiting' ? 'released' : undefined;
    case 'denied':
      if (by === 'judge') return course === 'asked' ? 'denied' : undefined;
      return by === 'person' && course === 'waiting' ? 'denied' : undefined;
    case 'expired':
      return course !== undefined && !isFinal(course) && by === 'chaperone' ? 'expired' : undefined;
    case 'heldAgain':
      return course === 'released' || course === 'allowedAnew' || course === 'refusedAnew' ? 'waiting' : undefined;
  }
}
