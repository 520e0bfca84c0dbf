import { MODES, type Situation } from '../action/situation';
import type { Analysis, Effect } from '../effect/effect';
import { describeEffect } from './describe';
import type { Condition, Policy, Rule } from './rule';
import { DECISIONS, type Decision, type Layer, SETTLERS, type Verdict } from './verdict';

interface Finding {
  readonly effect: Effect;
  readonly rule: Rule;
  readonly layer: Layer;
  readonly decision: Decision;
}

/** What stands for an effect that no rule matches: nothing unforeseen is allowed. */
const NO_RULE: Rule = {
  id: 'policy.no-rule',
  when: {},
  severity: 50,
  minimum: 'ask',
  settledBy: 'judge',
  reason: ', and no rule says that this is harmless.',
  matches: [],
  notMatches: [],
};

/** Every rule of every layer on every effect: the strictest wins, and where rules ask, the strictest settler. */
export function evaluate(analysis: Analysis, given: Situation, policy: Policy): Verdict {
  // A mode that nobody knows must not be one in which no mode's rules apply.
  const situation = MODES.includes(given.mode) ? given : { ...given, mode: 'manual' as const };
  let worst: Finding | undefined;
  let settledBy: Finding['rule']['settledBy'] = 'judge';
  for (const effect of analysis.effects) {
    let isMatched = false;
    for (const { layer, rules } of policy.layers) {
      for (const rule of rules) {
        if (!applies(rule.when, effect, situation)) continue;
        // A mode only adds to what the policy says of the effect itself.
        if (layer !== 'mode') isMatched = true;
        const finding = { effect, rule, layer, decision: decide(rule, policy) };
        if (finding.decision !== 'allow' && rank(SETTLERS, rule.settledBy) > rank(SETTLERS, settledBy)) {
          settledBy = rule.settledBy;
        }
        if (worst === undefined || isWorse(finding, worst)) worst = finding;
      }
    }
    if (!isMatched) {
      const finding: Finding = { effect, rule: NO_RULE, layer: 'default', decision: 'ask' };
      if (worst === undefined || isWorse(finding, worst)) worst = finding;
    }
  }
  const { effects } = analysis;
  if (worst === undefined) return { ...HARMLESS, effects };
  const { effect, rule, layer, decision } = worst;
  const verdict: Verdict = {
    decision,
    rule: rule.id,
    layer,
    severity: rule.severity,
    settledBy: decision === 'allow' ? rule.settledBy : settledBy,
    part: effect.part,
    reason: sentence(effect, rule),
    effects,
  };
  return rule.saferWay === undefined || decision === 'allow' ? verdict : { ...verdict, saferWay: rule.saferWay };
}

const HARMLESS = {
  decision: 'allow',
  rule: 'policy.no-effect',
  layer: 'default',
  severity: 0,
  settledBy: 'judge',
  part: { start: 0, end: 0, text: '' },
  reason: 'Changes nothing and reads nothing of note.',
} as const satisfies Omit<Verdict, 'effects'>;

function decide(rule: Rule, policy: Policy): Decision {
  const bySeverity = rule.severity >= policy.blockAt ? 'block' : rule.severity >= policy.askAt ? 'ask' : 'allow';
  return rule.minimum !== undefined && rank(DECISIONS, rule.minimum) > rank(DECISIONS, bySeverity)
    ? rule.minimum
    : bySeverity;
}

function isWorse(a: Finding, b: Finding): boolean {
  if (a.decision !== b.decision) return rank(DECISIONS, a.decision) > rank(DECISIONS, b.decision);
  if (a.rule.severity !== b.rule.severity) return a.rule.severity > b.rule.severity;
  return rank(SETTLERS, a.rule.settledBy) > rank(SETTLERS, b.rule.settledBy);
}

function rank<T>(order: readonly T[], value: T): number {
  return order.indexOf(value);
}

export function applies(when: Condition, effect: Effect, situation: Situation): boolean {
  const { place } = effect;
  if (when.effects !== undefined && !when.effects.includes(effect.kind)) return false;
  if (when.modes !== undefined && !when.modes.includes(situation.mode)) return false;
  if (when.areas !== undefined && (place === undefined || !when.areas.includes(place.area))) return false;
  if (when.isTop !== undefined && place?.isTop !== when.isTop) return false;
  if (when.isSecret !== undefined && (place?.isSecret ?? false) !== when.isSecret) return false;
  if (when.isProtected !== undefined && (place?.protectedAs !== undefined) !== when.isProtected) return false;
  if (when.holds !== undefined && (place?.holds === undefined || !when.holds.includes(place.holds))) return false;
  if (when.programs !== undefined && (effect.program === undefined || !when.programs.includes(effect.program)))
    return false;
  if (when.details !== undefined && !hasDetail(effect, when.details)) return false;
  if (when.notDetails !== undefined && hasDetail(effect, when.notDetails)) return false;
  if (when.hosts !== undefined && !when.hosts.some((host) => isHostWithin(effect.target, host))) return false;
  return true;
}

function hasDetail(effect: Effect, details: readonly string[]): boolean {
  const { detail } = effect;
  if (detail === undefined) return false;
  return details.some(
    (wanted) => detail.startsWith(wanted) && (detail.length === wanted.length || detail[wanted.length] === '.'),
  );
}

function isHostWithin(host: string, wanted: string): boolean {
  const bare = host.toLowerCase().replace(/:\d+$/, '');
  return bare === wanted || bare.endsWith(`.${wanted}`);
}

const LONGEST_PART = 120;

/** "`git push --force` rewrites history on origin." */
function sentence(effect: Effect, rule: Rule): string {
  const text = effect.part.text.replace(/\s+/g, ' ').trim();
  const part = text.length > LONGEST_PART ? `${text.slice(0, LONGEST_PART - 1)}…` : text;
  const does = describeEffect(effect);
  const reason = rule.reason.replaceAll('{protectedAs}', effect.place?.protectedAs ?? 'a protected file');
  const said = `${part === '' ? 'This' : `\`${part.replaceAll('`', "'")}\``} ${does}`;
  if (reason === '') return `${said}.`;
  return /^[.,:; ]/.test(reason) ? `${said}${reason}` : `${said}. ${reason}`;
}
