import path from 'node:path';
import { Budget, TooMuchError } from '../budget';
import type { Effect } from '../effect';
import type { Looking } from '../looking';
import { LookDepth } from '../script/lookDepth';
import { analyseCodeText } from '../shell/analyseText';
import { Evaluator } from '../shell/evaluator';
import { newShell } from '../shell/state';
import { NO_INPUT } from '../shell/value';
import { withinImage } from './withinImage';

/** A text that an interpreter would run as a whole: what stands earlier in it decides what the rest does. */
export interface ScriptText {
  readonly text: string;
  /** As `scanCode` names it; a shell's when absent. */
  readonly language?: string | undefined;
  /** Where it may run, real. */
  readonly folder: string;
  /** Files that it says how to make, relative to `folder`. */
  readonly makes?: readonly string[] | undefined;
  readonly isWithinImage?: boolean | undefined;
  /** Real path of the file that it is all of: a script knows its own name. */
  readonly file?: string | undefined;
}

/** The effects of a text, each with the range of the text that has it. */
export function scriptEffects({ text, language, folder, file }: ScriptText, looking: Looking): readonly Effect[] {
  if (language !== undefined)
    return analyseCodeText(language, { text, origin: { start: 0, end: text.length }, folders: [folder] }, looking);
  const evaluator = new Evaluator(looking);
  const state = newShell([folder], looking);
  if (file !== undefined) state.standsIn(file);
  try {
    evaluator.text(text, state, { source: text, origin: undefined }, NO_INPUT);
  } catch (error) {
    if (!(error instanceof TooMuchError) && !(error instanceof RangeError)) throw error;
    evaluator.effects.push({
      kind: 'unknown',
      target: 'the text',
      part: { start: 0, end: text.length, text },
      certainty: 'possible',
      detail: TOO_MUCH,
      says: error instanceof TooMuchError ? error.message : 'is nested too deeply to look through',
    });
  }
  return evaluator.effects;
}

const TOO_MUCH = 'shell.tooMuch';

/**
 * The effects that a script has after a change and hadn't before it: a statement that was there does nothing new, unless
 * what it is given is new. Each text is paid for on its own, so that what was long before doesn't count twice.
 */
export function addedEffects(before: ScriptText | undefined, after: ScriptText, looking: Looking): readonly Effect[] {
  const made = new Set(after.makes?.map((each) => path.resolve(after.folder, each)));
  const isMade = ({ kind, detail, place }: Effect) =>
    kind === 'delete' && detail === 'delete.file' && place !== undefined && made.has(place.path);
  // What it writes within an image is no file of this machine.
  const own = after.isWithinImage === true ? { ...looking, texts: new Map() } : looking;
  const now = within(scriptEffects(after, own), after).filter((effect) => !isToldWhenRun(effect) && !isMade(effect));
  if (before === undefined || now.length === 0) return now;
  const apart: Looking = {
    ...looking,
    paths: new Set(),
    scripts: new Set(),
    parts: [],
    calls: [],
    depth: new LookDepth(),
    budget: new Budget(),
    texts: new Map(),
    loaded: new Map(),
  };
  const had = new Map<string, number>();
  for (const effect of within(scriptEffects(before, apart), before)) {
    const key = keyOf(effect, before);
    had.set(key, (had.get(key) ?? 0) + 1);
  }
  const added = now.filter((effect) => {
    // What lies beyond the point where the look ended is not known to have been there.
    if (effect.detail === TOO_MUCH) return true;
    const key = keyOf(effect, after);
    const count = had.get(key) ?? 0;
    if (count > 0) had.set(key, count - 1);
    return count === 0;
  });
  const indirect = now.filter((effect) => IS_INDIRECT.test(effect.detail ?? '') && !added.includes(effect));
  if (indirect.length === 0 || after.language !== undefined) return added;
  const given = new Given(before.text, after.text, added);
  return [...added, ...indirect.filter((effect) => given.isNew(effect))];
}

function within(effects: readonly Effect[], { isWithinImage = false }: ScriptText): readonly Effect[] {
  return isWithinImage ? effects.flatMap((effect) => withinImage(effect) ?? []) : effects;
}

/**
 * What a script is given only when it runs: arguments, and variables of the environment. Nearly every script has some; to
 * write that down does nothing yet, and when it is run it is judged with what it is given then. All else that can't be told
 * of a script counts as it would in a command.
 */
function isToldWhenRun({ kind, detail = '', target, part }: Effect): boolean {
  if (kind === 'environment')
    return HARMLESS.test(target) || (OF_ITS_OWN.test(target) && HAS_GIVEN.test(part.text) && !ANYBODYS.test(part.text));
  if (kind === 'unknown') {
    if (detail === 'program.unknown') return GIVEN.test(part.text);
    return /^(?:value\.|run\.written$)/.test(detail) && HAS_GIVEN.test(target) && !/\$\(|`/.test(target);
  }
  return /\.unknown(?:Path|Host)$/.test(detail) && (HAS_GIVEN.test(target) || target.endsWith(' in an unknown folder'));
}

const HAS_GIVEN = /\$\{?[\w@*#!]/;
const GIVEN = /^["']?\$\{?[\w@*]/;

/** How words split and things are built: what a script sets of these it sets for itself. */
const HARMLESS = /^(?:IFS|\w*FLAGS|GIT_(?:AUTHOR|COMMITTER)_\w+)$/;
/** Where tools are, put together of where the script is and what was there before. */
const OF_ITS_OWN =
  /^(?:TMPDIR|\w+_HOME|PATH|LD_LIBRARY_PATH|DYLD_LIBRARY_PATH|PKG_CONFIG_\w+|PYTHONPATH|CLASSPATH|MANPATH|CC|CXX|EDITOR|VISUAL)$/;
/** Where anybody can put something, or what is run on the way. */
const ANYBODYS = /\/tmp\b|\/dev\/shm\b|\$\{?TMP|\$\(|`/;

/** Its words may stay the same while what is run becomes something else. */
const IS_INDIRECT = /^(?:run\.(?:remote|decoded)|change\.image\.code)$/;

function keyOf({ kind, detail, target, place, part, says }: Effect, { text, language }: ScriptText): string {
  // Code of other languages than the shell's has no ranges of its own.
  const isWhole = language !== undefined && part.text === text && kind !== 'unknown';
  return JSON.stringify([kind, detail, target, place?.path, isWhole ? '' : part.text, isWhole ? says : '']);
}

/** Whether what a statement is given changed, as far as the lines tell. */
class Given {
  readonly #before: ReadonlySet<string>;
  readonly #changed: readonly string[];
  readonly #isFetchNew: boolean;

  constructor(
    before: string,
    private readonly after: string,
    added: readonly Effect[],
  ) {
    this.#before = new Set(linesOf(before));
    this.#changed = linesOf(after).filter((line) => !this.#before.has(line));
    this.#isFetchNew = added.some(({ kind }) => kind === 'fetch');
  }

  isNew({ part }: Effect): boolean {
    const line = lineAt(this.after, part.start, part.end);
    if (!this.#before.has(line)) return true;
    if (!/[$`]/.test(line)) return false;
    if (this.#isFetchNew || /\$\{?[\d@*]/.test(line)) return this.#changed.length > 0;
    return this.#changed.some((each) => /\w\+?=|\b(?:read|mapfile|readarray|for|printf)\b/.test(each));
  }
}

/** Lines as the shell reads them: those that end in a backslash go on. */
function linesOf(text: string): readonly string[] {
  return text
    .replace(/\\\r?\n/g, ' ')
    .split('\n')
    .map((line) => line.trim());
}

function lineAt(text: string, start: number, end: number): string {
  let from = text.lastIndexOf('\n', start - 1);
  while (from > 0 && text[from - 1] === '\\') from = text.lastIndexOf('\n', from - 1);
  let to = text.indexOf('\n', end);
  while (to > 0 && text[to - 1] === '\\') to = text.indexOf('\n', to + 1);
  return linesOf(text.slice(from + 1, to < 0 ? undefined : to)).join('\n');
}
