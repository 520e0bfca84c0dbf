import type { Effect, EffectKind, Part } from '../effect';
import type { Looking } from '../looking';
import type { Names } from '../names';
import type { Area, Place } from '../place';
import type { Origin } from '../shell/origin';
import type { ShellState } from '../shell/state';
import type { Arg, Flow, Nature, Taint } from '../shell/value';

/**
 * What an operand or an option's value is to the program.
 * `text` nothing but text · `read` a file (or tree) read · `names` a file of which only name, size or kind is told ·
 * `write` a file written · `folder` a folder made · `delete` a file deleted · `file` a file run as code ·
 * `shell` text run by a shell · `exec` a program run · `url` an address requested · `cwd` the folder it works in ·
 * `edit` a file changed in place · `no` anything here is beyond what is understood.
 */
export type Role =
  | 'text'
  | 'read'
  | 'names'
  | 'write'
  | 'folder'
  | 'delete'
  | 'file'
  | 'shell'
  | 'exec'
  | 'url'
  | 'cwd'
  | 'edit'
  | 'no';

/** An effect whatever the operands: kind, detail, and how it is said. */
export type Does = readonly [kind: EffectKind, detail: string, says?: string];

/**
 * What a program does, as data.
 *
 * `options`: `-abc` three flags; `-o=write` takes a value with that role; `-o,--output=write` two
 * names of one; `--color=?` a value only after `=`; a flag or option marked `!` is beyond what is understood.
 * An option not listed is a named unknown, unless the program is `loose`: then none of its options matter.
 * `operands`: roles in order; one with `*` takes all that are left (`text read*`, `read* write`).
 */
export interface Program {
  readonly names: Names;
  readonly options?: Names;
  readonly operands?: string;
  readonly loose?: boolean;
  /** No option writes, runs or sends anything: a word that may turn out to be one is no matter. */
  readonly hasHarmlessOptions?: boolean;
  /** Options are words after one dash: `-name`, as in find or java. */
  readonly longSingle?: boolean;
  /** Options end at the first operand, as in wrappers. */
  readonly stopsAtOperand?: boolean;
  /** Other spellings of its arguments, put as the grammar reads them: `xzf a.tgz` for `-x -z -f a.tgz`. */
  readonly spelled?: (args: readonly Arg[]) => readonly Arg[];
  readonly does?: readonly Does[];
  /** By name; several names separated by `|`. With one of these, the words after it are parsed by its own grammar. */
  readonly subcommands?: Readonly<Record<string, Subcommand>>;
  /** What its output is, for whoever is given it. Without it: whatever. */
  readonly prints?: Nature;
  /** Whatever data can't say. Called after the options and operands had their effects. */
  readonly see?: See | undefined;
}

export type Subcommand = Omit<Program, 'names'>;
export type See = (call: Call, parsed: Parsed) => Flow | undefined;

export interface ParsedOption {
  /** The first of its names. */
  readonly name: string;
  readonly value: Arg | undefined;
}

export interface Parsed {
  readonly options: readonly ParsedOption[];
  readonly operands: readonly Arg[];
  /** How many operands stand before `--`; undefined without one. */
  readonly dashesAt: number | undefined;
  has(...names: readonly string[]): boolean;
  value(...names: readonly string[]): Arg | undefined;
}

/** Where a text stands that is run, and whether it is the project's own as it was. */
export interface Standing extends Pick<Origin, 'standsIn' | 'isTrusted'> {
  /** Real path of the file, where the text is all of it: a script knows its own name. */
  readonly file?: string | undefined;
}

export interface Emitted {
  readonly detail: string;
  readonly says?: string;
  readonly place?: Place;
  readonly certainty?: 'certain' | 'possible';
}

/** One program called once: what it was given, and where its effects go. */
export interface Call {
  /** Base name of the program. */
  readonly name: string;
  readonly args: readonly Arg[];
  readonly part: Part;
  readonly looking: Looking;
  readonly state: ShellState;
  readonly stdin: Flow;
  /** The environment that commands are started with. */
  readonly inherited: Readonly<Record<string, string>>;
  /** What flowed into it so far: its arguments, its input, the files it read. */
  taint: Taint;
  /** The folders it works in, when an option changes them. */
  folders: readonly string[] | undefined;
  emit(kind: EffectKind, target: string, more: Emitted): undefined;
  /** Something that can't be seen through, by name. */
  unknown(detail: string, target: string, says: string): undefined;
  /** Runs something in the folder it works in: code of whatever stands there. */
  runHere(detail: string, target: string, says?: string): undefined;
  file(role: Role, arg: Arg, detail?: string): undefined;
  request(arg: Arg, isUpload: boolean, says?: string): void;
  /** Words run as a command of their own, in a copy of the shell's state. */
  command(args: readonly Arg[], input?: Flow): Flow;
  /** Text run by a shell, in a copy of the state; `$0`, `$1`, … are `positional`. */
  script(text: Arg, positional?: readonly Arg[], standing?: Standing): Flow;
  /** The effects that `run` would have; they don't count yet. */
  apart(run: () => void): readonly Effect[];
  add(effect: Effect): void;
  /** Whether it stands in the project's own code as it was. */
  readonly isTrusted: boolean;
  /** What `run` says stands elsewhere than the command. */
  within(standing: Standing, run: () => void): void;
  /** Text run by this very shell, as `eval` does: what it sets stays. */
  evaluate(text: Arg, standing?: Standing): Flow;
  /** The program reads its input as code. */
  codeFromInput(language: string): Flow;
  /** Code of another language: undefined when it only computes and prints. */
  code(language: string, text: Arg): void;
  /** Text that the shell evaluates as arithmetic. */
  compute(text: Arg): void;
  /** Text that the shell expands once more: its effects. */
  expandAgain(text: Arg): void;
  /** Sets a variable for what runs later. */
  environment(name: string, value: Arg | undefined): void;
  didDeclareLocal(): void;
  /** A file of code run by an interpreter. */
  runFile(language: string, arg: Arg): void;
  placeOf(path: string): Place | undefined;
  /** Where the argument lies; undefined when that can't be told, or in several places. */
  areaOf(arg: Arg): Area | undefined;
  /** The folders or files an argument may be, absolute; undefined when that can't be told. */
  resolve(arg: Arg): readonly string[] | undefined;
  /** The text of a file, where the disk has it and it is small. */
  textOf(arg: Arg): string | undefined;
  /** Whether a name in the folder it works in begins with a dash, or may. */
  mayListDashes(): boolean;
  /** Whether nothing of worth lies there: a temporary file, build output, or what this command line made. */
  isOwnOrGenerated(arg: Arg): boolean;
  kindOf(arg: Arg): 'file' | 'folder' | 'device' | 'missing' | undefined;
  /** What it prints, with what flowed into it. */
  out(text?: string, nature?: Nature): Flow;
}
