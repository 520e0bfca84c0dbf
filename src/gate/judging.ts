import { randomUUID } from 'node:crypto';
import type { Action } from '../action/action';
import { messageOf } from '../action/errorText';
import type { Disk, Situation } from '../action/situation';
import { analyse } from '../effect/analyse';
import type { Analysis } from '../effect/effect';
import { evaluate } from '../policy/evaluate';
import type { Policy } from '../policy/rule';
import type { Verdict } from '../policy/verdict';
import { withCrossings } from './crossings';
import type { Evidence } from './evidence';
import { digestWith, type Facts, gatherFacts, programsOf, scriptsOf, shownFact } from './facts';
import type { Access } from './turns';

/** A verdict with all that it relied on. Two of the same digest are about the same thing happening. */
export interface Judged {
  readonly action: Action;
  readonly verdict: Verdict;
  readonly digest: string;
  readonly facts: Facts;
  readonly relied: Relied;
  /** Real paths into which text from the network goes. */
  readonly downloads: readonly string[];
  readonly access: Access;
  /** Time of the static decision, in microseconds. */
  readonly micros: number;
}

/** What a command runs by, which must not change under it. */
export interface Relied {
  /** Real paths of the files whose text it runs. */
  readonly scripts: readonly string[];
  /** Programs, as they were called. */
  readonly programs: readonly string[];
  /** Paths that led elsewhere than they say, with where that was. */
  readonly links: ReadonlyMap<string, string>;
}

export const NOTHING: Relied = { scripts: [], programs: [], links: new Map() };

export interface JudgingTools {
  readonly disk: Disk;
  readonly policy: Policy;
  readonly evidence: Evidence;
}

/** Files that go on changing while they are looked at are left alone. */
const MOST_LOOKS = 3;

/** The decision with all that it relied on, so that it can be approved for exactly this. Never throws; failures ask. */
export function judgeAction(action: Action, situation: Situation, tools: JudgingTools): Judged {
  let micros = 0;
  try {
    let why = '';
    for (let look = 0; look < MOST_LOOKS; look++) {
      const view = tools.disk.snapshot?.();
      const seen = view ?? tools.disk;
      const { analysis, verdict, micros: took } = decide(action, situation, { disk: seen, policy: tools.policy });
      micros += took;
      const isAsked = verdict.decision === 'ask';
      const { facts, unsteady } = gatherFacts(action, analysis, situation, seen, tools, isAsked);
      if (unsteady.length === 0) {
        const links = view?.linksFollowed() ?? NOTHING.links;
        const relied =
          action.kind === 'command' ? { scripts: scriptsOf(analysis), programs: programsOf(analysis), links } : NOTHING;
        const access = accessOf(action, analysis);
        const digest = digestWith(action, facts);
        const downloads = analysis?.downloads ?? [];
        return { action, verdict, facts, relied, downloads, digest, access, micros };
      }
      why = `${unsteady.map((name) => shownFact(name, facts, situation)).join(', ')} changed while it was looked at`;
    }
    return unjudged(action, new Error(why), micros);
  } catch (error) {
    return unjudged(action, error, micros);
  }
}

/** No two digests are alike here: what can't be looked at can't be approved for what it was. */
function unjudged(action: Action, error: unknown, micros: number): Judged {
  const verdict = failedVerdict(error);
  const digest = randomUUID();
  return { action, verdict, facts: {}, relied: NOTHING, downloads: [], digest, access: 'writes', micros };
}

export interface Decided {
  /** Undefined where judging itself broke. */
  readonly analysis: Analysis | undefined;
  readonly verdict: Verdict;
  /** Time it took, in microseconds: parsing and reading files included. */
  readonly micros: number;
}

/** The decision alone: a function of the action, the situation and what the disk says. Never throws; failures ask. */
export function decide(
  action: Action,
  situation: Situation,
  { disk, policy }: Pick<JudgingTools, 'disk' | 'policy'>,
): Decided {
  const started = performance.now();
  const { analysis, verdict } = attempt(action, situation, disk, policy);
  return { analysis, verdict, micros: (performance.now() - started) * 1000 };
}

function attempt(action: Action, situation: Situation, disk: Disk, policy: Policy): Omit<Decided, 'micros'> {
  try {
    const analysis = analyse(action, situation, disk);
    return { analysis, verdict: evaluate(withCrossings(analysis, situation), situation, policy) };
  } catch (error) {
    return { analysis: undefined, verdict: failedVerdict(error) };
  }
}

/** The verdict when judging itself broke. */
function failedVerdict(error: unknown): Verdict {
  const why = messageOf(error);
  return {
    decision: 'ask',
    rule: 'gate.failed',
    layer: 'floor',
    severity: 60,
    settledBy: 'person',
    part: { start: 0, end: 0, text: '' },
    reason: `This could not be judged (${why}), so it waits for you.`,
    effects: [],
    findings: [],
    parts: [],
  };
}

function accessOf(action: Action, analysis: Analysis | undefined): Access {
  switch (action.kind) {
    // Stopping a command must not wait for that command; the others touch no files.
    case 'readOutput':
    case 'stopCommand':
    case 'fetch':
    case 'question':
    case 'plan':
      return 'none';
    default:
      return analysis?.effects.every((effect) => effect.kind === 'read') === true ? 'reads' : 'writes';
  }
}
