import { assertNever } from '../action/action';
import { oneLine, shorten } from '../action/visibleText';
import type { Part } from '../effect/effect';
import { explain, type PartExplanation } from '../policy/explain';
import type { Decision, Layer, Settler } from '../policy/verdict';
import type { Answer } from './answers';

interface Look {
  /** Undefined for an action that is no command line: its parts have no place in one. */
  readonly command: string | undefined;
  readonly isColoured: boolean;
}

/** A verdict for a person at a terminal: the decision and why, then part by part, then what would be better. */
export function explainText({ verdict, micros }: Answer, { command, isColoured }: Look): string {
  const paint = (decision: Decision, text: string) =>
    isColoured ? `\u001b[${COLOURS[decision]}m${text}\u001b[0m` : text;
  const lines = [`${paint(verdict.decision, verdict.decision.toUpperCase())}  ${oneLine(verdict.reason)}`];
  const facts = [`rule ${verdict.rule}`, layerName(verdict.layer), `severity ${verdict.severity} of 100`];
  if (verdict.decision === 'ask') facts.push(settlerName(verdict.settledBy));
  lines.push(`     ${facts.join(' · ')} · ${formatMicros(micros)}`);
  const parts = explain(verdict);
  if (parts.length > 0) {
    lines.push('', 'Part by part:');
    for (const part of parts) lines.push(...partLines(part, 1, command, paint));
  }
  if (verdict.saferWay !== undefined) lines.push('', `Instead: ${oneLine(verdict.saferWay)}`);
  return lines.join('\n');
}

const COLOURS: Readonly<Record<Decision, number>> = { allow: 32, ask: 33, block: 31 };
const MOST_LINES = 60;

function partLines(
  { part, decision, finding, says, effects, parts }: PartExplanation,
  depth: number,
  command: string | undefined,
  paint: (decision: Decision, text: string) => string,
): readonly string[] {
  const indent = '  '.repeat(depth);
  const rule = finding === undefined || finding.decision === 'allow' ? '' : ` (rule ${finding.rule})`;
  const lines = [
    `${indent}${paint(decision, decision.padEnd(5))}  ${brief(part.text)}`,
    `${indent}       ${oneLine(says)}${rule}${placeOf(part, command)}`,
  ];
  const more = effects.filter((each) => each.finding !== finding && each.finding.decision !== 'allow');
  for (const each of more.slice(0, MOST_LINES))
    lines.push(
      `${indent}       also ${each.effect.kind} ${brief(each.effect.target)}: ${each.finding.decision} (rule ${each.finding.rule})`,
    );
  return [...lines, ...parts.slice(0, MOST_LINES).flatMap((inner) => partLines(inner, depth + 1, command, paint))];
}

/** Where a part stands: in a file, or from which character to which of the command line. */
function placeOf({ start, end, text, standsIn }: Part, command: string | undefined): string {
  if (standsIn !== undefined) return `  [${brief(standsIn)}]`;
  if (command === undefined) return '';
  return command.slice(start, end) === text ? `  [${start}–${end}]` : '  [inside]';
}

function layerName(layer: Layer): string {
  switch (layer) {
    case 'floor':
      return 'the floor, which nothing unlocks';
    case 'mode':
      return 'the mode';
    case 'admin':
      return "your organisation's policy";
    case 'default':
      return 'the default policy';
    case 'user':
      return 'your policy';
    case 'workspace':
      return "the workspace's policy";
    default:
      return assertNever(layer);
  }
}

function settlerName(settler: Settler): string {
  switch (settler) {
    case 'judge':
      return 'a model or a person may allow it';
    case 'grant':
    case 'person':
      return 'only a person may allow it';
    default:
      return assertNever(settler);
  }
}

function formatMicros(micros: number): string {
  return micros < 1000 ? `${micros.toFixed(0)} µs` : `${(micros / 1000).toFixed(1)} ms`;
}

const LONGEST = 100;

function brief(text: string): string {
  return shorten(
    oneLine(
      text
        .slice(0, LONGEST * 2)
        .replace(/\s+/g, ' ')
        .trim(),
    ),
    LONGEST,
  );
}
