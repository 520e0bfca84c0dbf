import type { Effect, Part } from '../effect/effect';
import { describeEffect } from './describe';
import { DECISIONS, type Decision, type Finding, type Verdict } from './verdict';

/** What one part of an action does, and what was decided of it. */
export interface PartExplanation {
  readonly part: Part;
  readonly decision: Decision;
  /** The strictest of what was found of its effects; undefined when it has none. */
  readonly finding: Finding | undefined;
  /** As the end of a sentence that begins with the part: "rewrites history on origin", "is harmless". */
  readonly says: string;
  readonly effects: readonly ExplainedEffect[];
  /** Commands inside it: in a substitution, or in what it runs. */
  readonly parts: readonly PartExplanation[];
}

export interface ExplainedEffect {
  readonly effect: Effect;
  readonly finding: Finding;
}

interface Node {
  readonly part: Part;
  readonly effects: ExplainedEffect[];
  readonly children: Node[];
}

/** The tree of a verdict: every command of the action in its order, inside the one it is part of. */
export function explain(verdict: Verdict): readonly PartExplanation[] {
  const nodes = new Map<string, Node>();
  const nodeFor = (part: Part): Node => {
    const key = keyOf(part);
    const known = nodes.get(key);
    if (known !== undefined) return known;
    const node: Node = { part, effects: [], children: [] };
    nodes.set(key, node);
    return node;
  };
  for (const part of verdict.parts) nodeFor(part);
  const commands = [...nodes.values()];
  verdict.effects.forEach((effect, index) => {
    const finding = verdict.findings[index];
    if (finding === undefined) return;
    // A redirection, say, is no command of its own: it belongs to the smallest one around it.
    const node = nodes.get(keyOf(effect.part)) ?? smallestAround(effect.part, commands) ?? nodeFor(effect.part);
    node.effects.push({ effect, finding });
  });
  return nest([...nodes.values()]).map(explainNode);
}

/** "`git push --force` rewrites history on origin (rule git.force-push); `echo ok` is harmless." The strictest first. */
export function explainInOneSentence(verdict: Verdict): string {
  const all = flatten(explain(verdict)).filter(({ effects, parts }) => effects.length > 0 || parts.length === 0);
  all.sort((a, b) => DECISIONS.indexOf(b.decision) - DECISIONS.indexOf(a.decision));
  const clauses = all.map(
    ({ part, says, finding }) =>
      `\`${oneLine(part.text)}\` ${says}${finding === undefined || finding.decision === 'allow' ? '' : ` (rule ${finding.rule})`}`,
  );
  return `${[...new Set(clauses)].join('; ')}.`;
}

function explainNode({ part, effects, children }: Node): PartExplanation {
  let worst: ExplainedEffect | undefined;
  for (const each of effects) if (worst === undefined || isWorse(each.finding, worst.finding)) worst = each;
  return {
    part,
    decision: worst?.finding.decision ?? 'allow',
    finding: worst?.finding,
    says: worst === undefined ? 'is harmless' : describeEffect(worst.effect),
    effects,
    parts: children.map(explainNode),
  };
}

function isWorse(a: Finding, b: Finding): boolean {
  const byDecision = DECISIONS.indexOf(a.decision) - DECISIONS.indexOf(b.decision);
  return byDecision === 0 ? a.severity > b.severity : byDecision > 0;
}

function keyOf({ start, end, text, standsIn = '' }: Part): string {
  return `${start} ${end} ${standsIn} ${text}`;
}

/** Text made by a command (`sh -c`) has the range of that command, and is not what stands there. */
function isVerbatim({ start, end, text }: Part): boolean {
  return text.length === end - start;
}

function smallestAround({ start, end, standsIn }: Part, nodes: readonly Node[]): Node | undefined {
  let smallest: Node | undefined;
  for (const node of nodes) {
    const { part } = node;
    if (part.start > start || part.end < end || part.standsIn !== standsIn) continue;
    if (smallest === undefined || part.end - part.start < smallest.part.end - smallest.part.start) smallest = node;
  }
  return smallest;
}

function nest(nodes: readonly Node[]): readonly Node[] {
  const sorted = nodes
    .map((node, order) => ({ node, order }))
    .sort(
      (a, b) =>
        a.node.part.start - b.node.part.start ||
        b.node.part.end - a.node.part.end ||
        Number(isVerbatim(b.node.part)) - Number(isVerbatim(a.node.part)) ||
        a.order - b.order,
    );
  const top: Node[] = [];
  const open: Node[] = [];
  for (const { node } of sorted) {
    while (open.length > 0 && !isInside(node.part, open.at(-1)?.part)) open.pop();
    (open.at(-1)?.children ?? top).push(node);
    open.push(node);
  }
  return top;
}

function isInside(inner: Part, outer: Part | undefined): boolean {
  if (outer === undefined || inner.start < outer.start || inner.end > outer.end) return false;
  const isSameRange = inner.start === outer.start && inner.end === outer.end;
  return !isSameRange || (isVerbatim(outer) && !isVerbatim(inner));
}

function flatten(parts: readonly PartExplanation[]): PartExplanation[] {
  return parts.flatMap((each) => [each, ...flatten(each.parts)]);
}

const LONGEST = 80;

function oneLine(text: string): string {
  const line = text
    .slice(0, LONGEST * 4)
    .replace(/\s+/g, ' ')
    .trim()
    .replaceAll('`', "'");
  return line.length > LONGEST ? `${line.slice(0, LONGEST - 1)}…` : line;
}
