import path from 'node:path';
import type { Situation, Taint } from '../action/situation';
import type { Effect, EffectKind } from '../effect/effect';
import { otherNames, renamedPath } from '../effect/otherNames';
import { commandsIn, plainCommand, runsScript } from '../effect/taintedCommands';
import { hostOfTarget, type NameKind, namesIn, ownersIn, plainPackage } from '../effect/taintedNames';
import type { PersonWord, TaintSource } from '../judge/judge';
import type { Probed, TextSource } from '../probe/probe';
import type { Judged } from './judging';
import { isNamedByPerson } from './namedByPerson';
import { sayingsOf } from './sayings';

type Named = Readonly<Record<NameKind, Map<string, string>>>;

interface Course {
  readonly sources: TaintSource[];
  /** What suspicious texts named, each with the first source that did. */
  readonly named: Named;
  /** The first of them that named more than is kept or could be looked through. */
  unknown: string | undefined;
  /** What the task did before anything suspicious named it: hosts, packages and commands. */
  readonly done: Set<string>;
  /** As the situation has it, for as long as the person says nothing more and nothing more is named. */
  known: { readonly said: number; readonly taint: Taint | undefined } | undefined;
}

const GOES_TO: ReadonlySet<EffectKind> = new Set(['fetch', 'upload', 'gitRemote']);
const KINDS: readonly NameKind[] = ['hosts', 'packages', 'paths', 'commands'];
/** Names of a kind that are kept of a task: far more than its suspicious texts can name without trying to. */
const MOST_NAMES = 50_000;
const MOST_DONE = 5000;

/** Results of each task that looked like attempts to steer the agent, and what they named. One task's are no other's. */
export class Taints {
  readonly #courses = new Map<string, Course>();

  constructor(private readonly words: (taskId: string) => readonly PersonWord[]) {}

  /** Keeps what a task has done: what it reached by itself before a suspicious text named it is not traced to that. */
  didCarryOut(taskId: string, { action, verdict }: Pick<Judged, 'action' | 'verdict'>): void {
    const course = this.#courseOf(taskId);
    nameAnew(course, verdict.effects);
    const { done } = course;
    if (done.size > MOST_DONE) return;
    if (action.kind === 'command') done.add(`commands ${plainCommand(action.command)}`);
    for (const { kind, target, place, part } of verdict.effects) {
      if (GOES_TO.has(kind))
        for (const host of [...hostOfTarget(target), ...ownersIn(`${target}\n${part.text}`)]) done.add(`hosts ${host}`);
      if (kind === 'install') for (const word of target.split(/\s+/)) done.add(`packages ${plainPackage(word)}`);
      if (kind === 'run' && place !== undefined) done.add(`paths ${place.path}`);
    }
  }

  note(
    { taskId, name: source, by }: Pick<TextSource, 'taskId' | 'name' | 'by'>,
    probed: Probed,
    where: Situation,
  ): void {
    if (probed.signs.length === 0) return;
    const course = this.#courseOf(taskId);
    course.sources.push({ source, signs: probed.signs.map(({ id }) => id) });
    course.known = undefined;
    // That a text was fetched from a host speaks for nothing that it says of that host, however it came from there.
    const isHome = by === 'project' || by === 'person' || by === 'task';
    const wasDone = (kind: NameKind, name: string) =>
      (kind !== 'hosts' || isHome) && course.done.has(`${kind} ${name}`);
    for (const passage of probed.passages) {
      const names = namesIn(passage, where);
      const asked = askedFor(passage, probed.signs);
      const scripts = new Set(scriptsAsked(asked));
      const isMeant = (kind: NameKind, name: string) =>
        kind !== 'commands' || !runsScript(name) || asked.has(name) || scripts.has(name);
      let isKept = names.isWhole;
      for (const kind of KINDS)
        for (const name of kind === 'commands' ? [...names.commands, ...scripts] : names[kind])
          if (!course.named[kind].has(name) && !wasDone(kind, name) && isMeant(kind, name)) {
            if (course.named[kind].size < MOST_NAMES) course.named[kind].set(name, source);
            else isKept = false;
          }
      if (!isKept) course.unknown ??= source;
    }
  }

  sources(taskId: string): readonly TaintSource[] {
    return this.#courses.get(taskId)?.sources ?? [];
  }

  /** What the situation of the task has of it: all that was named but what the person has named themselves. */
  of(taskId: string, where: Pick<Situation, 'roots' | 'home'>): { readonly taint?: Taint } {
    const course = this.#courses.get(taskId);
    if (course === undefined || course.sources.length === 0) return {};
    const words = this.words(taskId);
    if (course.known?.said !== words.length)
      course.known = { said: words.length, taint: taintOf(course, words, where) };
    return course.known.taint === undefined ? {} : { taint: course.known.taint };
  }

  #courseOf(taskId: string): Course {
    let course = this.#courses.get(taskId);
    if (course === undefined) {
      const named = { hosts: new Map(), packages: new Map(), paths: new Map(), commands: new Map() };
      course = { sources: [], named, unknown: undefined, done: new Set(), known: undefined };
      this.#courses.set(taskId, course);
    }
    return course;
  }
}

/** What was named under another name is named by that too: a copy, a link, a file that was moved. */
function nameAnew(course: Course, effects: readonly Effect[]): void {
  const { paths } = course.named;
  if (paths.size === 0) return;
  for (const pair of otherNames(effects))
    for (const [file, source] of [...paths]) {
      const other = renamedPath(file, pair, path) ?? (path.basename(pair[0]) === file ? pair[1] : undefined);
      if (other === undefined || paths.has(other) || paths.size >= MOST_NAMES) continue;
      paths.set(other, source);
      course.known = undefined;
    }
}

/** UTF-16 units before and after the words of an attempt that belong to what it asks for. */
const BEFORE = 300;
const AFTER = 600;
/** As much of an excerpt as is looked for. */
const LONGEST_START = 40;

/**
 * The parts of a passage that are what was found in it, with what stands next to it: documents name the project's scripts
 * everywhere, and only those named here are asked for. All of it where that can't be told.
 */
function around(passage: string, signs: Probed['signs']): readonly string[] {
  const words = passage.replace(/\s+/g, ' ');
  const parts = signs.flatMap(({ excerpt }) => {
    const start = excerpt.replace(/\s+/g, ' ').trim().replace(/…$/, '').slice(0, LONGEST_START);
    const at = start === '' ? -1 : words.indexOf(start);
    return at < 0 ? [] : [words.slice(Math.max(0, at - BEFORE), at + excerpt.length + AFTER)];
  });
  return parts.length === 0 ? [passage] : parts;
}

function askedFor(passage: string, signs: Probed['signs']): ReadonlySet<string> {
  return new Set(around(passage, signs).flatMap((text) => [...commandsIn(text)]));
}

/** What is asked for by one word may be a script of the project. */
function scriptsAsked(asked: ReadonlySet<string>): readonly string[] {
  return [...asked].filter((name) => /^[\w:.-]+$/.test(name)).flatMap((name) => [`npm run ${name}`, `make ${name}`]);
}

function taintOf(
  { named, unknown }: Course,
  words: readonly PersonWord[],
  where: Pick<Situation, 'roots' | 'home'>,
): Taint | undefined {
  const sayings = sayingsOf(words);
  const left = (kind: NameKind) =>
    Object.fromEntries([...named[kind]].filter(([name]) => !isNamedByPerson(kind, name, sayings, where)));
  const taint = { hosts: left('hosts'), packages: left('packages'), paths: left('paths'), commands: left('commands') };
  if (unknown !== undefined) return { ...taint, unknown };
  return Object.values(taint).every((names) => Object.keys(names).length === 0) ? undefined : taint;
}
