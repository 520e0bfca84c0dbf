import type { Action } from '../action/action';
import { messageOf } from '../action/errorText';
import type { Disk, History } from '../action/situation';
import type { Effect, Part } from '../effect/effect';
import { decide } from '../gate/judging';
import { explain, type PartExplanation } from '../policy/explain';
import type { Verdict } from '../policy/verdict';
import { scanText, type TextOrigin } from '../probe/scanText';
import { actionOf, historyOf, type Line } from './lines';
import type { Surroundings } from './surroundings';

/** What decided: what nothing unlocks, a rule of the policy, or what the analysis alone found (or could not). */
export type Tier = 'floor' | 'policy' | 'static';

export interface Answer {
  readonly verdict: Verdict;
  readonly micros: number;
}

export function judge(action: Action, { situation, policy }: Surroundings, disk: Disk): Answer {
  return decide(action, situation, { disk, policy });
}

/** A verdict as the world outside reads it. */
export function answerOf({ verdict, micros }: Answer) {
  return {
    verdict: verdict.decision,
    tier: tierOf(verdict),
    rule: verdict.rule,
    severity: verdict.severity,
    reason: verdict.reason,
    ...(verdict.saferWay === undefined ? {} : { saferWay: verdict.saferWay }),
    effects: verdict.effects.map(effectOf),
    parts: explain(verdict).map(partOf),
    micros: rounded(micros),
  };
}

export function answerLine(line: Line, surroundings: Surroundings, disk: Disk) {
  const { id } = line;
  const root = surroundings.situation.roots[0] ?? surroundings.cwd;
  let action: Action | undefined;
  let history: History | undefined;
  try {
    action = actionOf(line, surroundings.cwd, root);
    history = historyOf(line, root, disk);
  } catch (error) {
    return { id, error: messageOf(error) };
  }
  if (action !== undefined) {
    const situation = history === undefined ? surroundings.situation : { ...surroundings.situation, history };
    return { id, ...answerOf(judge(action, { ...surroundings, situation }, disk)) };
  }
  const started = performance.now();
  const { verdict, isPlain, signs } = scanText(...textOf(line));
  const micros = rounded((performance.now() - started) * 1000);
  return { id, verdict, isPlain, signs: signs.map((sign) => ({ ...sign, weight: rounded(sign.weight) })), micros };
}

function textOf(line: Line): [content: string, origin: TextOrigin] {
  if (line.kind !== 'text') return ['', { by: 'network' }];
  return [line.content, { by: line.by ?? 'network', path: line.origin }];
}

function tierOf(verdict: Verdict): Tier {
  if (verdict.layer === 'floor') return 'floor';
  const isUnderstood =
    verdict.effects.length > 0 && verdict.rule !== 'run.unknown' && verdict.rule !== 'policy.no-rule';
  return isUnderstood ? 'policy' : 'static';
}

function effectOf({ kind, target, detail, certainty, part, place, program }: Effect) {
  return {
    kind,
    target,
    ...(detail === undefined ? {} : { detail }),
    certainty,
    ...(program === undefined ? {} : { program }),
    ...(place === undefined ? {} : { path: place.path, area: place.area }),
    part: partRange(part),
  };
}

/** Where something stands: a range of the action, and which file and place in it the text is from, if it isn't the action's. */
interface PartRange {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly standsIn?: string;
}

function partRange({ start, end, text, standsIn }: Part): PartRange {
  return { start, end, text: text.slice(0, LONGEST_PART), ...(standsIn === undefined ? {} : { standsIn }) };
}

interface PartAnswer extends PartRange {
  readonly verdict: Verdict['decision'];
  readonly rule?: string;
  readonly says: string;
  readonly parts?: readonly PartAnswer[];
}

function partOf({ part, decision, finding, says, parts }: PartExplanation): PartAnswer {
  return {
    ...partRange(part),
    verdict: decision,
    ...(finding === undefined ? {} : { rule: finding.rule }),
    says,
    ...(parts.length === 0 ? {} : { parts: parts.map(partOf) }),
  };
}

/** A part is told by its range; the text is for the eye. */
const LONGEST_PART = 200;

/** To one decimal. */
function rounded(value: number): number {
  return Math.round(value * 10) / 10;
}
