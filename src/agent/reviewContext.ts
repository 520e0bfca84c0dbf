import type { Situation } from '../action/situation';
import { DEFAULTS } from '../judge/ownRules';
import type { ReviewContext } from '../model/modelClient';
import type { Settings } from './settings';

/**
 * What the model's server is told for its own review of calls: undefined where it isn't to review any. In the other modes
 * what it could let pass waits for the person anyway.
 */
export function reviewContext(
  { judgeKind, judgeEnvironment, judgeRules }: Settings,
  { mode, roots }: Pick<Situation, 'mode' | 'roots'>,
): ReviewContext | undefined {
  if (judgeKind !== 'server' || mode !== 'auto') return undefined;
  // The server has rules of its own for which the mark may stand, or may not.
  const own = (rules: readonly string[] = []) => rules.filter((rule) => rule !== DEFAULTS);
  const { pass, stop, never } = judgeRules;
  return { folder: roots[0], environment: judgeEnvironment, pass: own(pass), stop: own(stop), never: own(never) };
}
