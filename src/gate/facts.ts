import { createHash } from 'node:crypto';
import { dirname, join } from 'node:path';
import type { Action } from '../action/action';
import { actionDigest, digestOf } from '../action/digest';
import type { Disk, DiskView, Situation } from '../action/situation';
import type { Analysis } from '../effect/effect';
import { nameSet } from '../effect/names';
import { shownPath } from '../effect/onFile';
import { type Evidence, MISSING } from './evidence';

/** What a verdict relied on beside the action itself, each by its name: a path, or words for a person. */
export type Facts = Readonly<Record<string, string>>;

export interface FactsFound {
  readonly facts: Facts;
  /** What was something else when the verdict was found, a moment before. */
  readonly unsteady: readonly string[];
}

export interface FactTools {
  readonly disk: Disk;
  readonly evidence: Evidence;
}

/**
 * Gathers all that a verdict relied on as it is now, and holds it against what the analysis saw of it (`seen`): a verdict
 * stands for nothing when the two differ. With `isAsked` the files that a command only reads count by what they hold as well:
 * whoever approves `sh < x` or `curl -d @x` approves what `x` says now.
 */
export function gatherFacts(
  action: Action,
  analysis: Analysis | undefined,
  situation: Situation,
  seen: Disk | DiskView,
  { disk, evidence }: FactTools,
  isAsked = false,
): FactsFound {
  const facts: Record<string, string> = { 'the workspace folders': situation.roots.join('\n') };
  const unsteady: string[] = [];
  // Where a path leads decides on every path; what it holds only where the action changes it or runs it.
  for (const path of analysis?.paths ?? []) {
    const real = disk.realPath(path);
    facts[path] = real;
    if (seen.realPath(path) !== real) unsteady.push(path);
  }
  const given = isAsked && action.kind === 'command' ? filesRead(analysis, disk) : [];
  for (const path of new Set([...targetsOf(action), ...scriptsOf(analysis), ...given])) {
    const fingerprint = evidence.fingerprint(path);
    facts[path] = `${disk.realPath(path)}\n${fingerprint}`;
    if (!isAsSeen(path, fingerprint, seen, disk)) unsteady.push(path);
  }
  if (action.kind === 'command') {
    facts['the working directory'] = disk.realPath(action.cwd);
    facts['the environment'] = environmentDigest(situation.environment);
    for (const name of programsOf(analysis)) facts[`the program ${name}`] = programFact(name, situation, evidence);
  }
  return { facts, unsteady };
}

function filesRead(analysis: Analysis | undefined, disk: Disk): readonly string[] {
  const paths = new Set<string>();
  for (const { kind, place } of analysis?.effects ?? [])
    if (kind === 'read' && place !== undefined && disk.kind(place.path) === 'file') paths.add(place.path);
  return [...paths];
}

/** Whether a file whose text may have been looked into is still what was seen, or is still not there. */
function isAsSeen(path: string, fingerprint: string, seen: Disk | DiskView, disk: Disk): boolean {
  if ((seen.kind(path) === 'missing') !== (fingerprint === MISSING)) return false;
  const text = 'textSeen' in seen ? seen.textSeen(path) : undefined;
  if (text === undefined) return true;
  return 'sha256' in text ? text.sha256 === fingerprint : disk.text(path, text.noneWithin) === undefined;
}

export function programFact(name: string, situation: Situation, evidence: Evidence): string {
  const found = evidence.program(name, situation);
  return found === undefined ? 'not found' : `${found.path}\n${found.identity.id}`;
}

/** One digest for the action and its facts, in whichever order they were found. */
export function digestWith(action: Action, facts: Facts): string {
  const hash = createHash('sha256').update(actionDigest(action));
  for (const name of Object.keys(facts).sort()) hash.update(JSON.stringify([name, facts[name]]));
  return hash.digest('hex');
}

/** What differs, by names that a person understands: `scripts/build.sh`, `the program npm (/usr/bin/npm)`. */
export function changesBetween(before: Facts, after: Facts, situation: Situation): readonly string[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].filter((name) => before[name] !== after[name]).map((name) => shownFact(name, after, situation));
}

export function shownFact(name: string, facts: Facts, situation: Situation): string {
  const [where = ''] = (facts[name] ?? '').split('\n');
  if (name.startsWith('the program ')) return where === '' ? name : `${name} (${where})`;
  if (name.startsWith('the ')) return name;
  const shown = situation.roots.length === 1 ? shownPath(name, situation) : name;
  return where !== '' && where !== name ? `${shown} (${where})` : shown;
}

/** The files whose content the action itself depends on, whatever its verdict relied on. */
export function targetsOf(action: Action): readonly string[] {
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

/** Real paths of the files whose text is what would run. */
export function scriptsOf(analysis: Pick<Analysis, 'scripts' | 'effects'> | undefined): readonly string[] {
  if (analysis === undefined) return [];
  return [...new Set([...analysis.scripts, ...codeOf(analysis)])];
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

/** What is run without having been looked through. */
function codeOf({ effects, scripts }: Pick<Analysis, 'scripts' | 'effects'>): readonly string[] {
  return effects.flatMap(({ kind, place, detail }) => {
    if (kind !== 'run' || place === undefined || scripts.some((path) => dirname(path) === place.path)) return [];
    return /^run\.(?:file|own)/.test(detail ?? '') ? [place.path] : SCRIPT_FILES.map((name) => join(place.path, name));
  });
}

/** What a shell does by itself, whatever stands on the search path. */
const BUILT_IN = nameSet(
  [
    ': . [ alias bg bind break builtin caller cd command compgen complete compopt continue declare dirs disown echo enable',
    'eval exec exit export false fc fg getopts hash help history jobs kill let local logout mapfile popd printf pushd pwd',
    'read readarray readonly return set shift shopt source suspend test times trap true type typeset ulimit umask unalias',
    'unset wait [[',
  ].join(' '),
);

/** The shell itself, and each program that it calls. */
export function programsOf(analysis: Pick<Analysis, 'programs'> | undefined): readonly string[] {
  return ['bash', ...(analysis?.programs ?? []).filter((name) => name !== 'bash' && !BUILT_IN.has(name))];
}

const environmentDigests = new WeakMap<Situation['environment'], string>();

/** Worked out once for each environment: it is the same object for as long as nothing in it changes. */
function environmentDigest(environment: Situation['environment']): string {
  const known = environmentDigests.get(environment);
  if (known !== undefined) return known;
  const digest = digestOf(environment);
  environmentDigests.set(environment, digest);
  return digest;
}
