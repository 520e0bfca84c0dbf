import type { Taint } from '../shell/value';
import type { FileUse, Report } from './codeFinding';
import type { Statement } from './syntax';
import type { Closure, ListValue, MapValue, Value } from './values';

/** What a call was given. */
export interface Given {
  readonly items: readonly Value[];
  readonly named: ReadonlyMap<string, Value>;
  /** More was given than is told here: a list of unknown items. */
  readonly isOpen: boolean;
  /** How many of the items are known to be the first. */
  readonly lead?: number;
  /** It isn't told by whom it is called, nor with what. */
  readonly isAnything?: boolean;
}

/** What functions known by name may ask of the evaluation. */
export interface Evaluator {
  readonly report: Report;
  readonly language: Language;
  /** Words after the code on the command line, as `sys.argv` has them. */
  readonly args: readonly Value[];
  /** All words, with those that stand for the program. */
  readonly argv: ListValue;
  /** What runs now was only defined: something that isn't known may call it. */
  readonly isLater: boolean;
  unknown(what: string): Value;
  /** The value goes where it isn't followed: code in it may run with anything, and what has power is named. */
  escape(value: Value): void;
  call(callee: Value, given: Given): Value;
  callWith(callee: Value, ...items: readonly Value[]): Value;
  member(object: Value, name: string): Value;
  index(object: Value, index: Value): Value;
  /** Each of what a loop over it gives. */
  each(value: Value): Value;
  /** As `each`, but what the function returns true for, as far as its test tells. */
  filtered(values: Value, test: Value): Value;
  isWithinBranch(): boolean;
  /** One argument in its role, as findings; gives what flows back. */
  use(role: string, value: Value, name: string): Taint;
  useFile(kind: FileUse, value: Value, name: string): Taint;
  append(list: ListValue, each: Value, items?: readonly Value[]): void;
  extend(list: ListValue, more: Value): void;
  /** Its items may be in any order, or be others of them. */
  doubt(list: ListValue): void;
  put(map: MapValue, key: Value, value: Value): void;
  mergeInto(map: MapValue, held: Value): void;
  moduleValue(name: string): Value;
  mark(mark: Mark): void;
}

/**
 * What together connects a shell with another machine: any `socket` with any `shell`; in code that means well both are
 * ordinary, but not a plain `connection` with a shell that waits for commands, a `terminal`.
 */
export type Mark = 'socket' | 'shell' | 'connection' | 'terminal';

export type Native = (evaluator: Evaluator, given: Given, name: string) => Value;
/** Called on a value: a text's, a list's, a file's own functions. */
export type Method = (evaluator: Evaluator, of: Value, given: Given) => Value;

/** `pure` harmless whatever is called · `careful` only what is listed · `refused` nothing · `foreign` code of the project or of a package. */
export type ModuleNature = 'pure' | 'careful' | 'refused' | 'foreign';

export interface Language {
  readonly name: 'python' | 'javascript';
  parse(code: string): readonly Statement[];
  /** What the program finds as its words: those that stand for itself, then `args`. */
  argv(args: readonly Value[]): ListValue;
  /** A name the code doesn't define; undefined where the language has none of it. */
  global(name: string): Value | undefined;
  /** The module as a value: a `ref` where it is known. */
  moduleName(name: string): string;
  natureOf(module: string): ModuleNature;
  /** The longest beginning of a dotted name that is a module. */
  moduleOf(name: string): string | undefined;
  /** What a dotted name is, where it isn't a function: a constant, a path. */
  constant(name: string): Value | undefined;
  native(name: string): Native | undefined;
  /** What a function known by name does with its arguments, as roles. */
  signature(name: string): string | undefined;
  method(of: Value, name: string): Method | undefined;
  /** The same for a value of which nothing is known. */
  signatureOfMethod(name: string): string | undefined;
  /** Members that lead from any object to all of the language. */
  isRefusedMember(name: string): boolean;
  /** Members of any object that are a module. */
  moduleMember(name: string): string | undefined;
  /** Parts of a module of the language that are its own business. */
  isPrivate(name: string): boolean;
  /** Named arguments that change nothing that matters. */
  isHarmlessOption(name: string): boolean;
  mayAssign(name: string): boolean;
  /** May be handed on as a value: whatever calls it, it does no harm. */
  isHarmlessValue(name: string): boolean;
  /** Functions that something outside may call by their name. */
  isCalledByName(closure: Closure): boolean;
}

export const NOTHING_GIVEN: Given = { items: [], named: new Map(), isOpen: false, isAnything: true };
