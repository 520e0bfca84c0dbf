import type { Function as FunctionNode } from 'unbash';
import type { Budget } from '../budget';
import type { Looking } from '../looking';
import { isCodeFile } from './codeFiles';
import { isPlainWord } from './natures';
import type { Origin } from './origin';
import { Origins } from './origins';
import { type Arg, isSameValue, literalArg, type Nature, type Taint, unknownArg, type Value } from './value';

/** The text a tree's positions point into. Text made by the command itself (`eval`, `sh -c`) stands for its origin. */
export interface Frame {
  readonly source: string;
  /** The range of the whole command line that this text comes from, unless it is that line. */
  readonly origin: Origin | undefined;
}

export interface DefinedFunction {
  readonly node: FunctionNode;
  readonly frame: Frame;
}

/** A file that the same command line writes: what is run from it later is this. */
export interface WrittenFile {
  readonly text: string | undefined;
  /** What is known of its lines where the text isn't. */
  readonly nature?: Nature;
  readonly taint: Taint;
  /** By a compiler, out of what was there. */
  readonly isBuilt?: boolean;
  /** By code that a tool may load: it isn't told that it happens. */
  readonly isMaybe?: boolean;
  /** It holds the number of a process that the command line itself started. */
  readonly isOwnProcess?: boolean;
}

const MOST_FOLDERS = 4;
/** This many names are copied, or compared, in about a step of the budget. */
const STEP_OF_COPYING = 8;
const STEP_OF_JOINING = 4;
const NONE: ReadonlySet<string> = new Set();
/** What a state begins with; none of them is its own to write. */
const NO_VARIABLES = new Map<string, Value>();
const NO_FUNCTIONS = new Map<string, readonly (DefinedFunction | undefined)[]>();
const NO_FILES = new Map<string, WrittenFile>();

/** Whether it is the command's own doing. */
function isOfCommand(file: WrittenFile | undefined): boolean {
  return file?.isBuilt !== true && file?.isMaybe !== true;
}

/** A shell as it is when it has just been started in one of these folders; undefined where that can't be told. */
export function newShell(folders: readonly string[] | undefined, { budget, texts }: Looking): ShellState {
  return new ShellState(folders, budget, new Origins(budget, texts));
}

/** What a text from a file finds in `BASH_SOURCE`: a list, of which others come behind. */
export function sourceOf(file: string): Value {
  return { kind: 'list', items: [literalArg(file, { start: 0, end: 0 })], taint: 0 };
}

/** What the shell knows at one point. Copies share their maps until one of them writes. */
export class ShellState {
  #variables = NO_VARIABLES;
  #functions = NO_FUNCTIONS;
  #written = NO_FILES;
  #owns = false;
  /** Each folder it may be in; undefined when that can't be told. */
  folders: readonly string[] | undefined;
  positional: readonly Arg[] = [];
  /** Texts that run when a signal comes or the shell ends. */
  traps: readonly string[] = [];
  /** Folders where programs are looked for before all others: those of a package's own programs, while its script runs. */
  programFolders: readonly string[] = [];
  /** Commands that were started and left running. */
  started: readonly string[] = [];
  /** A file was sourced: any variable may have any value. */
  anyVariable = false;
  /** Variables that the programs it starts get too, beside those it was started with. */
  exported: ReadonlySet<string> = NONE;
  /** Variables that stand for another one. */
  references: ReadonlyMap<string, string> = new Map();
  /** Variables whose every value is computed. */
  integers: ReadonlySet<string> = NONE;
  /** In a trap: variables that are set elsewhere in the text, and are empty where the trap runs before that. */
  setElsewhere: ReadonlySet<string> | undefined;
  /** Patterns stand for hidden names too. */
  matchesHidden = false;

  constructor(
    folders: readonly string[] | undefined,
    private readonly budget: Budget,
    readonly origins = new Origins(budget),
  ) {
    this.folders = folders;
  }

  copy(): ShellState {
    const other = new ShellState(this.folders, this.budget, this.origins);
    other.#variables = this.#variables;
    other.#functions = this.#functions;
    other.#written = this.#written;
    other.#owns = false;
    this.#owns = false;
    other.positional = this.positional;
    other.traps = this.traps;
    other.programFolders = this.programFolders;
    other.started = this.started;
    other.anyVariable = this.anyVariable;
    other.exported = this.exported;
    other.references = this.references;
    other.integers = this.integers;
    other.setElsewhere = this.setElsewhere;
    other.matchesHidden = this.matchesHidden;
    return other;
  }

  /** What a shell of its own knows: of the variables only those it is given. */
  child(isGiven: (name: string) => boolean): ShellState {
    const other = this.copy();
    for (const name of this.#variables.keys())
      if (!this.exported.has(name) && !isGiven(name)) {
        other.#own();
        other.#variables.delete(name);
      }
    other.integers = NONE;
    return other;
  }

  variable(name: string): Value | undefined {
    return this.#variables.get(this.references.get(name) ?? name);
  }

  set(name: string, value: Value): void {
    if (value.kind === 'text') this.budget.spendText(value.text.length);
    else if (value.kind === 'list') this.budget.spend(value.items.length / STEP_OF_COPYING);
    this.#own();
    this.#variables.set(this.references.get(name) ?? name, value);
  }

  /** It runs the text of this file, and knows its name. Undefined for what comes from no file. */
  standsIn(file: string): void {
    this.set('0', { kind: 'text', text: file, taint: 0 });
    this.set('BASH_SOURCE', sourceOf(file));
  }

  /** As it was before a command that was given another value. */
  restore(name: string, value: Value | undefined): void {
    this.#own();
    if (value === undefined) this.#variables.delete(name);
    else this.#variables.set(name, value);
  }

  functions(name: string): readonly (DefinedFunction | undefined)[] | undefined {
    return this.#functions.get(name);
  }

  define(name: string, definition: DefinedFunction): void {
    this.#own();
    this.#functions.set(name, [definition]);
  }

  /** The function may be gone, or not be seen: the program of that name counts too. Without a name: every function. */
  doubtFunctions(name?: string): void {
    if (this.#functions.size === 0) return;
    this.#own();
    for (const [each, definitions] of this.#functions)
      if (name === undefined || each === name) this.#functions.set(each, either(definitions, [undefined]));
  }

  written(path: string): WrittenFile | undefined {
    return this.#written.get(path);
  }

  /** Code of the project that was written, not made of what was there. */
  writtenCode(): readonly string[] {
    return this.writtenPaths().filter((path) => isOfCommand(this.#written.get(path)) && isCodeFile(path));
  }

  writtenPaths(): readonly string[] {
    if (this.#written.size === 0) return [];
    this.budget.spend(this.#written.size / STEP_OF_JOINING);
    return [...this.#written.keys()];
  }

  /** `isMade`: it may be a file of the command's own, not one that was there and is only changed. */
  didWrite(path: string, file: WrittenFile, isMade = true): void {
    if (file.text !== undefined) {
      this.budget.spendText(file.text.length);
      this.origins.write(path, file.text);
    }
    if (isMade) this.origins.make(path);
    this.#own();
    this.#written.set(path, file);
  }

  /** What a shell within this one wrote stays written when it ends. */
  keepWritten(inner: ShellState): void {
    if (inner.#written === this.#written) return;
    for (const file of inner.writtenPaths()) {
      const written = inner.written(file);
      if (written !== undefined && written !== this.written(file)) this.didWrite(file, written, false);
    }
  }

  /** What holds whichever of the two it was. */
  join(other: ShellState): void {
    this.budget.spend((this.#size + other.#size) / STEP_OF_JOINING);
    this.folders = union(this.folders, other.folders);
    this.anyVariable ||= other.anyVariable;
    this.matchesHidden ||= other.matchesHidden;
    if (this.integers !== other.integers) this.integers = new Set([...this.integers, ...other.integers]);
    if (this.exported !== other.exported)
      this.exported = new Set([...this.exported].filter((name) => other.exported.has(name)));
    if (this.traps !== other.traps) this.traps = [...new Set([...this.traps, ...other.traps])];
    if (this.positional !== other.positional) this.positional = [];
    if (other.#variables !== this.#variables) {
      this.#own();
      for (const name of new Set([...this.#variables.keys(), ...other.#variables.keys()])) {
        const mine = this.#variables.get(name);
        const theirs = other.#variables.get(name);
        if (isSameValue(mine, theirs)) continue;
        const taint = (mine?.taint ?? 0) | (theirs?.taint ?? 0);
        if (mine?.kind === 'list' && theirs?.kind === 'list' && mine.isMap === true && theirs.isMap === true) {
          const any = unknownArg({ name: `$${name}`, nature: 'any' }, { start: 0, end: 0 }, taint);
          this.#variables.set(name, { kind: 'list', items: [any], taint, isMap: true });
          continue;
        }
        this.#variables.set(name, {
          kind: 'unknown',
          unknown: {
            name: `$${name}`,
            nature: bothNature(mine, theirs),
            ...(isSwitch(mine) && isSwitch(theirs) && { isSwitch: true }),
          },
          taint,
        });
      }
    }
    if (other.#functions !== this.#functions) {
      this.#own();
      // What only one of the two defines may not be defined: then the name is the program's.
      for (const name of new Set([...this.#functions.keys(), ...other.#functions.keys()]))
        this.#functions.set(
          name,
          either(this.#functions.get(name) ?? [undefined], other.#functions.get(name) ?? [undefined]),
        );
    }
    if (other.#written !== this.#written) {
      this.#own();
      for (const [path, file] of other.#written) {
        const mine = this.#written.get(path);
        if (mine === file) continue;
        this.#written.set(path, mine === undefined ? file : { text: undefined, taint: mine.taint | file.taint });
      }
    }
  }

  isSameAs(other: ShellState): boolean {
    return (
      this.#variables === other.#variables &&
      this.#functions === other.#functions &&
      this.#written === other.#written &&
      this.folders === other.folders &&
      this.anyVariable === other.anyVariable
    );
  }

  /** Variables whose value differs from `other`'s become unknown here; whether there were any. */
  widen(other: ShellState): boolean {
    if (this.isSameAs(other)) return false;
    this.budget.spend(this.#size / STEP_OF_COPYING);
    const before = this.copy();
    this.join(other);
    for (const [name, value] of this.#variables) if (!isSameValue(value, before.variable(name))) return true;
    for (const [name, definitions] of this.#functions)
      if (definitions.length !== before.functions(name)?.length) return true;
    for (const [path, file] of this.#written) {
      const old = before.written(path);
      if (old === undefined || old.text !== file.text || old.taint !== file.taint) return true;
    }
    return this.folders !== before.folders && this.folders?.join() !== before.folders?.join();
  }

  get #size(): number {
    return this.#variables.size + this.#functions.size + this.#written.size;
  }

  #own(): void {
    if (this.#owns) return;
    this.budget.spend(this.#size / STEP_OF_COPYING);
    this.#variables = new Map(this.#variables);
    this.#functions = new Map(this.#functions);
    this.#written = new Map(this.#written);
    this.#owns = true;
  }
}

type Definitions = readonly (DefinedFunction | undefined)[];

/** Told apart by where they are written: a loop defines the same function on each pass. */
function either(a: Definitions, b: Definitions): Definitions {
  return [...a, ...b.filter((each) => !a.some((one) => one?.node === each?.node))];
}

/** `if $verbose; then`: the name of a command that is `true` or `false`, which do nothing. */
export function isSwitchAlone({ unknown, raw }: Arg, state: ShellState): boolean {
  return (
    unknown?.isSwitch === true &&
    /^"?\$(?:\w+|\{\w+\})"?$/.test(raw) &&
    ['true', 'false'].every((name) => state.functions(name) === undefined)
  );
}

function isSwitch(value: Value | undefined): boolean {
  if (value?.kind === 'text') return value.text === 'true' || value.text === 'false';
  return value?.kind === 'unknown' && value.unknown.isSwitch === true;
}

function bothNature(a: Value | undefined, b: Value | undefined): 'any' | 'paths' | 'plain' {
  const of = (value: Value | undefined) =>
    value === undefined
      ? 'any'
      : value.kind === 'unknown'
        ? value.unknown.nature
        : value.kind === 'text' && isPlainWord(value.text)
          ? 'plain'
          : 'any';
  return of(a) === of(b) && of(a) === 'plain' ? 'plain' : 'any';
}

function union(a: readonly string[] | undefined, b: readonly string[] | undefined): readonly string[] | undefined {
  if (a === b) return a;
  if (a === undefined || b === undefined) return undefined;
  const all = [...new Set([...a, ...b])];
  return all.length > MOST_FOLDERS ? undefined : all;
}
