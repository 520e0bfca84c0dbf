import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { Action } from '../action/action';
import { digestOf } from '../action/digest';
import type { Disk, Situation } from '../action/situation';
import { analyse } from '../effect/analyse';
import type { Analysis } from '../effect/effect';
import { evaluate } from '../policy/evaluate';
import type { Policy } from '../policy/rule';
import type { Verdict } from '../policy/verdict';
import type { Access } from './turns';

/** A verdict with all that it relied on. Two of the same digest are about the same thing happening. */
export interface Judged {
  readonly action: Action;
  readonly verdict: Verdict;
  readonly digest: string;
  readonly facts: Facts;
  readonly access: Access;
  /** Time of the static decision, in microseconds. */
  readonly micros: number;
}

/** What a fingerprint says of a path where nothing is. */
export const MISSING = 'missing';

/** What an approval is bound to beside the action itself, each by a name a person understands. */
export type Facts = Readonly<Record<string, string>>;

export interface JudgingTools {
  readonly disk: Disk;
  readonly policy: Policy;
  /** What a path holds now: a digest of its content, or of its identity where it is too large to read. */
  readonly fingerprint: (path: string) => string;
}

/** The decision with all that it relied on, so that it can be approved for exactly this. Never throws; failures ask. */
export function judgeAction(action: Action, situation: Situation, tools: JudgingTools): Judged {
  const { analysis, verdict, micros } = decide(action, situation, tools);
  try {
    const facts = gatherFacts(action, analysis, situation, tools);
    return { action, verdict, facts, digest: digestOf({ action, facts }), access: accessOf(action, analysis), micros };
  } catch (error) {
    // No two digests are alike here: what can't be looked at can't be approved for what it was.
    return { action, verdict: failedVerdict(error), facts: {}, digest: randomUUID(), access: 'writes', micros };
  }
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
    return { analysis, verdict: evaluate(analysis, situation, policy) };
  } catch (error) {
    return { analysis: undefined, verdict: failedVerdict(error) };
  }
}

/** The verdict when judging itself broke. */
function failedVerdict(error: unknown): Verdict {
  const why = error instanceof Error ? error.message : String(error);
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

function gatherFacts(action: Action, analysis: Analysis | undefined, situation: Situation, tools: JudgingTools): Facts {
  const facts: Record<string, string> = { 'the workspace folders': situation.roots.join('\n') };
  // Where a path leads decides on every path; what it holds only where the action changes it or runs it.
  for (const path of analysis?.paths ?? []) facts[path] = tools.disk.realPath(path);
  for (const path of new Set([...targetsOf(action), ...codeOf(analysis)])) {
    facts[path] = `${tools.disk.realPath(path)}\n${tools.fingerprint(path)}`;
  }
  if (action.kind === 'command') {
    facts['the working directory'] = tools.disk.realPath(action.cwd);
    facts['the environment'] = digestOf(situation.environment);
  }
  return facts;
}

/** Where tools look up what a name like `test` stands for. */
const SCRIPT_FILES = [
  'package.json',
  'Makefile',
  'makefile',
  'GNUmakefile',
  'justfile',
  'Taskfile.yml',
  'pyproject.toml',
  'tox.ini',
  'Cargo.toml',
  'composer.json',
  'Rakefile',
];

/** Files whose text is what would run. */
function codeOf(analysis: Analysis | undefined): readonly string[] {
  return (analysis?.effects ?? []).flatMap(({ kind, place, detail }) => {
    if (kind !== 'run' || place === undefined) return [];
    return detail?.startsWith('run.file') ? [place.path] : SCRIPT_FILES.map((name) => join(place.path, name));
  });
}

/** The files whose content the action itself depends on, whatever its verdict relied on. */
function targetsOf(action: Action): readonly string[] {
  switch (action.kind) {
    case 'edit':
    case 'delete':
      return [action.path];
    case 'rename':
      return [action.from, action.to];
    default:
      return [];
  }
}

/** Names of the facts that differ. */
export function changesBetween(before: Facts, after: Facts): readonly string[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].filter((name) => before[name] !== after[name]);
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
