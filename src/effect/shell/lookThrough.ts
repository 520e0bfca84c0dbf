import path from 'node:path';
import { TooMuchTrustedError } from '../budget';
import type { Effect } from '../effect';
import { shownPath } from '../onFile';
import type { Call, Standing } from '../programs/program';
import type { Refusal } from '../script/lookDepth';
import { type Provenance, provenanceOf } from '../script/provenance';
import { asTrusted } from './origin';
import { type ShellState, sourceOf } from './state';
import { type Arg, DECODED, type Flow, literalArg, REMOTE } from './value';

/** What it takes to come to a text, beside evaluating it. */
const STEPS_OF_A_TEXT = 16;

/** A text that a shell runs and that stands in a file: a package script, a recipe, a file of shell. */
export interface StandingText {
  readonly text: string;
  /** Real path of the file that it stands in. */
  readonly file: string;
  /** Where in the file: `scripts.test`. Without it: all of it. */
  readonly at?: string | undefined;
  /** The folders it may run in, real; the call's own when absent. */
  readonly folders?: readonly string[] | undefined;
  /** `$0`, `$1`, … */
  readonly positional?: readonly Arg[] | undefined;
  /** Words that are put behind the text, as npm does with those after `--`. */
  readonly words?: readonly Arg[] | undefined;
  /** It runs in this very shell: what it sets stays. */
  readonly isSourced?: boolean | undefined;
  /** Folders where its programs are looked for first. */
  readonly programFolders?: readonly string[] | undefined;
}

/** What stands in a file is run by a shell: its effects, as if it were the command, by whose text it is now. */
export function runText(call: Call, standing: StandingText): Flow {
  let flow: Flow | undefined;
  lookThrough(call, standing, (whose) => {
    flow = evaluated(call, standing, whose);
  });
  return flow ?? call.out();
}

/** A text that stands in a file and is run, by whatever. */
export interface LookedThrough {
  readonly text: string;
  readonly file: string;
  readonly at?: string | undefined;
}

export interface Whose extends Standing {
  readonly standsIn: string;
  readonly isTrusted: boolean;
  readonly provenance: Provenance;
}

/** Looks into a text, within bounds, unless that is what already happens. What can't be looked into says so. */
export function lookThrough(call: Call, { text, file, at }: LookedThrough, look: (whose: Whose) => void): void {
  const { looking } = call;
  looking.budget.spend(STEPS_OF_A_TEXT);
  looking.paths.add(file);
  looking.scripts.add(file);
  const provenance = provenanceOf(file, looking);
  const isTrusted = isTrustedText(call, text, provenance);
  const name = shownPath(file, looking.situation);
  const standsIn = at === undefined ? name : `${at} of ${name}`;
  if (provenance === 'downloaded')
    call.emit('run', standsIn, {
      detail: 'run.downloaded',
      says: `runs ${path.basename(file)}, which came from the network in this task`,
    });
  const looked = looking.depth.enter(`${file}\0${at ?? ''}`, text.length, () =>
    look({ standsIn, isTrusted, provenance }),
  );
  if (looked !== undefined) refuse(call, looked, { standsIn, isTrusted });
}

function refuse(call: Call, refusal: Refusal, { standsIn, isTrusted }: Pick<Whose, 'standsIn' | 'isTrusted'>): void {
  const says = `runs ${standsIn}, which ${refusal}`;
  // What trusted text does without end it did before.
  if (isTrusted) call.emit('run', standsIn, { detail: 'run.starting', says });
  else call.unknown(refusal === 'calls itself' ? 'script.cycle' : 'script.beyond', standsIn, says);
}

/** The project's own as it was, unless it is given what it does by a variable that the command sets. */
function isTrustedText({ state }: Call, text: string, provenance: Provenance): boolean {
  if (provenance !== 'starting' && provenance !== 'person') return false;
  for (const name of state.exported) if (new RegExp(`\\$\\{?[!#]?${name}\\b`).test(text)) return false;
  return true;
}

function evaluated(call: Call, standing: StandingText, whose: Whose): Flow {
  const { state } = call;
  const { programFolders } = state;
  const before = call.folders;
  if (standing.folders !== undefined) call.folders = standing.folders;
  if (standing.programFolders !== undefined) state.programFolders = standing.programFolders;
  const flow = whose.isTrusted ? ownText(call, standing, whose) : evaluateOnce(call, standing, whose, true);
  call.folders = before;
  state.programFolders = programFolders;
  return flow;
}

/**
 * The project's own text. What it is given on the command line is nobody's that is trusted: what the text does only with
 * that counts as in a command.
 */
function ownText(call: Call, standing: StandingText, whose: Whose): Flow {
  let flow: Flow | undefined;
  const { looking, state } = call;
  const foreign = call.isTrusted ? [] : state.writtenPaths();
  const own = (): void => {
    looking.depth.beside(foreign, () =>
      looking.budget.payingFor(true, () => {
        flow = evaluateOnce(call, standing, whose, false);
      }),
    );
  };
  if (!isGiven(standing)) {
    // What one script of the project runs several times does the same each time.
    if (call.isTrusted && !looking.depth.isFirst(`${standing.file}\0${standing.at}\0${call.folders?.join()}`, state))
      return call.out();
    const before = new Set(state.writtenPaths());
    untilTooMuch(call, whose, own);
    asItsOwn(state, before);
    return flow ?? call.out();
  }
  const effects = call.apart(() => untilTooMuch(call, whose, own));
  for (const effect of effects) call.add(effect);
  const known = new Set(effects.map(keyOf));
  const given = call.apart(() => {
    flow = evaluateOnce(call, standing, { ...whose, isTrusted: false }, true);
  });
  for (const effect of given)
    if (!known.has(keyOf(asTrusted(effect, { start: 0, end: 0, isTrusted: true })))) call.add(effect);
  return flow ?? call.out();
}

/** What the project's own text writes is made of what was there, as by a compiler. */
function asItsOwn(state: ShellState, before: ReadonlySet<string>): void {
  for (const file of state.writtenPaths()) {
    const written = state.written(file);
    if (written === undefined || before.has(file) || (written.taint & (REMOTE | DECODED)) !== 0) continue;
    state.didWrite(file, { ...written, isBuilt: true }, false);
  }
}

function isGiven({ positional = [], words = [] }: StandingText): boolean {
  return positional.length > 1 || words.length > 0;
}

function keyOf({ kind, detail, target, says, place }: Effect): string {
  return JSON.stringify([kind, detail, target, says, place?.path]);
}

function untilTooMuch(call: Call, whose: Whose, run: () => void): void {
  try {
    run();
  } catch (error) {
    if (!(error instanceof TooMuchTrustedError)) throw error;
    refuse(call, 'is too long to look through', whose);
  }
}

function evaluateOnce(call: Call, standing: StandingText, whose: Whose, withWords: boolean): Flow {
  const { positional = [], words = [], isSourced = false } = standing;
  const { standsIn, isTrusted } = whose;
  const file = standing.at === undefined ? standing.file : undefined;
  const isQuoted = words.every((word) => word.text !== undefined && !word.isPattern);
  const behind = !withWords || words.length === 0 ? '' : isQuoted ? ` ${words.map(quoted).join(' ')}` : ' "$@"';
  const text = literalArg(standing.text.replace(/\s+$/, '') + behind, call.part);
  if (isSourced) return sourced(call, file, () => call.evaluate(text, { standsIn, isTrusted }));
  const given = withWords ? (isQuoted ? positional : [text, ...words]) : positional.slice(0, 1);
  return call.looking.budget.payingFor(isTrusted, () => call.script(text, given, { standsIn, isTrusted, file }));
}

/** A file that is sourced is its own `BASH_SOURCE`, while `$0` stays that of the shell. */
function sourced(call: Call, file: string | undefined, run: () => Flow): Flow {
  const before = call.state.variable('BASH_SOURCE');
  if (file !== undefined) call.state.set('BASH_SOURCE', sourceOf(file));
  const flow = run();
  call.state.restore('BASH_SOURCE', before);
  return flow;
}

function quoted({ text = '' }: Arg): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
