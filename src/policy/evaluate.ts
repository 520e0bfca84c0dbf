import { MODES, type Mode, type Situation } from '../action/situation';
import { type Analysis, EFFECT_KINDS, type Effect, type EffectKind } from '../effect/effect';
import { describeEffect } from './describe';
import { isPathAmong } from './pathPatterns';
import type { Condition, Policy, Rule } from './rule';
import { DECISIONS, type Decision, type Finding, type Layer, SETTLERS, strictest, type Verdict } from './verdict';

/** A rule with all that doesn't depend on the effect worked out. */
interface Candidate {
  readonly rule: Rule;
  readonly layer: Layer;
  readonly decision: Decision;
  readonly finding: Finding;
  /** Places in `DECISIONS` and `SETTLERS`. */
  readonly strictness: number;
  readonly settlerRank: number;
}

/** Whoever made a rule of these has asked to be asked: no model answers for them, whatever the rule says. */
export const ASKED_BY_PEOPLE: ReadonlySet<Layer> = new Set(['floor', 'admin', 'user', 'workspace']);
const BEYOND_JUDGES = SETTLERS.indexOf('grant');

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
const UNFORESEEN = candidateOf(NO_RULE, 'default', { askAt: 0, blockAt: 100 });

/** Every rule of every layer on every effect: the strictest wins, and where rules ask, the strictest settler. */
export function evaluate(analysis: Analysis, given: Situation, policy: Policy): Verdict {
  // A mode that nobody knows must not be one in which no mode's rules apply.
  const mode = MODES.includes(given.mode) ? given.mode : 'manual';
  const { effects, parts } = analysis;
  const byKind = candidatesOf(policy, mode);
  const findings: Finding[] = [];
  let worst: Candidate | undefined;
  let worstEffect: Effect | undefined;
  let settlerRank = 0;
  for (const effect of effects) {
    let own: Candidate | undefined;
    let isMatched = false;
    for (const candidate of byKind.get(effect.kind)?.of(effect.detail) ?? []) {
      if (!fits(candidate.rule.when, effect, given)) continue;
      // A mode only adds to what the policy says of the effect itself.
      if (candidate.layer !== 'mode') isMatched = true;
      if (candidate.decision !== 'allow' && candidate.settlerRank > settlerRank) settlerRank = candidate.settlerRank;
      if (own === undefined || isWorse(candidate, own)) own = candidate;
    }
    if (own === undefined || (!isMatched && isWorse(UNFORESEEN, own))) own = UNFORESEEN;
    findings.push(own.finding);
    if (worst === undefined || isWorse(own, worst)) {
      worst = own;
      worstEffect = effect;
    }
  }
  if (worst === undefined || worstEffect === undefined) return { ...HARMLESS, effects, findings, parts };
  return verdictOf(worst, worstEffect, SETTLERS[settlerRank] ?? 'person', { effects, findings, parts });
}

function verdictOf(
  { rule, finding }: Candidate,
  effect: Effect,
  settledBy: Verdict['settledBy'],
  { effects, findings, parts }: Pick<Verdict, 'effects' | 'findings' | 'parts'>,
): Verdict {
  const { decision, layer, severity } = finding;
  return {
    decision,
    rule: rule.id,
    layer,
    severity,
    settledBy: decision === 'allow' ? rule.settledBy : settledBy,
    part: effect.part,
    // Many verdicts are only counted or compared: it is put into words for who reads it.
    get reason() {
      return sentence(effect, rule);
    },
    saferWay: decision === 'allow' ? undefined : rule.saferWay,
    effects,
    findings,
    parts,
  };
}

const HARMLESS = {
  decision: 'allow',
  rule: 'policy.no-effect',
  layer: 'default',
  severity: 0,
  settledBy: 'judge',
  part: { start: 0, end: 0, text: '' },
  reason: 'Changes nothing and reads nothing of note.',
} as const satisfies Omit<Verdict, 'effects' | 'findings' | 'parts'>;

/** The rules that may match effects of one kind in one mode. */
class Candidates {
  readonly #byDetail = new Map<string | undefined, readonly Candidate[]>();

  constructor(private readonly all: readonly Candidate[]) {}

  /** Those among them whose details agree. */
  of(detail: string | undefined): readonly Candidate[] {
    const known = this.#byDetail.get(detail);
    if (known !== undefined) return known;
    const agreeing = this.all.filter(({ rule }) => isDetailMeant(rule.when, detail));
    // A few details have names in them that are not ours.
    if (this.#byDetail.size < MOST_DETAILS) this.#byDetail.set(detail, agreeing);
    return agreeing;
  }
}

const MOST_DETAILS = 500;

type ByKind = ReadonlyMap<EffectKind, Candidates>;

/** By mode and kind of effect, for each policy in use. */
const indexes = new WeakMap<Policy, ReadonlyMap<Mode, ByKind>>();

function candidatesOf(policy: Policy, mode: Mode): ByKind {
  let index = indexes.get(policy);
  if (index === undefined) {
    index = new Map(
      MODES.map((each) => [
        each,
        new Map(EFFECT_KINDS.map((kind) => [kind, new Candidates(candidatesFor(policy, each, kind))])),
      ]),
    );
    indexes.set(policy, index);
  }
  return index.get(mode) ?? new Map();
}

function candidatesFor(policy: Policy, mode: Mode, kind: EffectKind): readonly Candidate[] {
  return policy.layers.flatMap(({ layer, rules }) =>
    rules.filter(({ when }) => mayMatch(when, kind, mode)).map((rule) => candidateOf(rule, layer, policy)),
  );
}

function candidateOf(rule: Rule, layer: Layer, policy: Pick<Policy, 'askAt' | 'blockAt'>): Candidate {
  const bySeverity = rule.severity >= policy.blockAt ? 'block' : rule.severity >= policy.askAt ? 'ask' : 'allow';
  const decision = strictest(rule.minimum ?? 'allow', bySeverity);
  return {
    rule,
    layer,
    decision,
    finding: { rule: rule.id, layer, severity: rule.severity, decision },
    strictness: DECISIONS.indexOf(decision),
    settlerRank: Math.max(SETTLERS.indexOf(rule.settledBy), ASKED_BY_PEOPLE.has(layer) ? BEYOND_JUDGES : 0),
  };
}

function isWorse(a: Candidate, b: Candidate): boolean {
  if (a.strictness !== b.strictness) return a.strictness > b.strictness;
  if (a.rule.severity !== b.rule.severity) return a.rule.severity > b.rule.severity;
  return a.settlerRank > b.settlerRank;
}

export function applies(when: Condition, effect: Effect, situation: Situation): boolean {
  return (
    mayMatch(when, effect.kind, situation.mode) && isDetailMeant(when, effect.detail) && fits(when, effect, situation)
  );
}

function mayMatch(when: Condition, kind: EffectKind, mode: Mode): boolean {
  return (when.effects?.includes(kind) ?? true) && (when.modes?.includes(mode) ?? true);
}

function isDetailMeant({ details, notDetails }: Condition, detail: string | undefined): boolean {
  return (
    (details === undefined || hasDetail(detail, details)) &&
    !(notDetails !== undefined && hasDetail(detail, notDetails))
  );
}

/** All but kind, detail and mode. */
function fits(when: Condition, effect: Effect, situation: Situation): boolean {
  const { place } = effect;
  if (when.areas !== undefined && (place === undefined || !when.areas.includes(place.area))) return false;
  if (when.isTop !== undefined && place?.isTop !== when.isTop) return false;
  if (when.isSecret !== undefined && (place?.isSecret ?? false) !== when.isSecret) return false;
  if (when.isProtected !== undefined && (place?.protectedAs !== undefined) !== when.isProtected) return false;
  if (when.holds !== undefined && (place?.holds === undefined || !when.holds.includes(place.holds))) return false;
  if (when.programs !== undefined && (effect.program === undefined || !when.programs.includes(effect.program)))
    return false;
  if (when.paths !== undefined && (place === undefined || !isPathAmong(place.path, when.paths, situation)))
    return false;
  if (when.hosts !== undefined && !when.hosts.some((host) => isHostWithin(effect.target, host))) return false;
  return true;
}

function hasDetail(detail: string | undefined, details: readonly string[]): boolean {
  if (detail === undefined) return false;
  for (const wanted of details)
    if (detail.startsWith(wanted) && (detail.length === wanted.length || detail[wanted.length] === '.')) return true;
  return false;
}

function isHostWithin(host: string, wanted: string): boolean {
  const bare = host.toLowerCase().replace(/:\d+$/, '');
  return bare === wanted || bare.endsWith(`.${wanted}`);
}

const LONGEST_PART = 120;
/** As much of a part as is looked at to show it on one line. */
const LONGEST_LOOK = 2000;

/** "`git push --force` rewrites history on origin." */
function sentence(effect: Effect, rule: Rule): string {
  const part = shown(effect.part.text);
  const does = describeEffect(effect);
  const reason = rule.reason.includes('{protectedAs}')
    ? rule.reason.replaceAll('{protectedAs}', effect.place?.protectedAs ?? 'a protected file')
    : rule.reason;
  const where = effect.part.standsIn === undefined ? '' : ` (in ${shown(effect.part.standsIn)})`;
  const said = part === '' ? `This ${does}` : `\`${part}\`${where} ${does}`;
  if (reason === '') return `${said}.`;
  return '.,:; '.includes(reason.charAt(0)) ? said + reason : `${said}. ${reason}`;
}

/** On one line, not too long, and without what would end the marks around it. */
function shown(text: string): string {
  const isShort = text.length <= LONGEST_PART;
  const line = isShort && isOneLine(text) ? text : text.slice(0, LONGEST_LOOK).replace(/\s+/g, ' ').trim();
  const part = line.length > LONGEST_PART ? `${line.slice(0, LONGEST_PART - 1)}…` : line;
  return part.includes('`') ? part.replaceAll('`', "'") : part;
}

/** Whether there is no blank in it but single spaces between words; other blanks than ASCII are rare, and say no. */
function isOneLine(text: string): boolean {
  let isAfterSpace = true;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code < 32 || code > 126 || (code === 32 && isAfterSpace)) return false;
    isAfterSpace = code === 32;
  }
  return !isAfterSpace;
}
