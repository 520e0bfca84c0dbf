/** What went into a text, as far as later commands should know: bits. */
export const SECRET = 1;
export const REMOTE = 2;
export const DECODED = 4;
/** A name from a list that has names of secrets in it. */
export const LISTED_SECRET = 8;
/** What a file says that this task changed. Noted where trusted code reads it: what that runs of it is not its own. */
export const CHANGED = 16;
export type Taint = number;

/**
 * What is known of an unknown text. `paths`: files below a known folder, none beginning with a dash. `names`: such files,
 * but a name may begin with a dash. `plain`: one word without dash, slash, space or special characters: a number, a hash.
 */
export type Nature = 'any' | 'paths' | 'names' | 'plain';

/** Text that couldn't be resolved, by the name a person would call it: `$TARGET`, `the output of curl`. */
export interface Unknown {
  readonly name: string;
  readonly nature: Nature;
  /** Nothing in it is unknown but numbers. */
  readonly isNumber?: boolean;
  /** It is `true` or `false`, and nothing else stands beside it. */
  readonly isSwitch?: boolean;
}

/** One argument, as the program would get it. */
export interface Arg {
  /** Exact text; for a pattern, the pattern itself. Undefined where part of it is unknown. */
  readonly text: string | undefined;
  /** The known text before the first unknown. */
  readonly head: string;
  readonly unknown: Unknown | undefined;
  /** With a stand-in for each unknown, where all of them are plain words. */
  readonly likely?: string | undefined;
  /** Names that match `text` stand here instead. */
  readonly isPattern: boolean;
  /** It may be any number of arguments, or none. */
  readonly splits: boolean;
  readonly taint: Taint;
  readonly start: number;
  readonly end: number;
  /** As written. */
  readonly raw: string;
}

/** What a variable holds. */
export type Value =
  | { readonly kind: 'text'; readonly text: string; readonly isPattern?: boolean; readonly taint: Taint }
  | {
      readonly kind: 'unknown';
      readonly unknown: Unknown;
      readonly taint: Taint;
      readonly head?: string;
      /** As of an argument. */
      readonly likely?: string | undefined;
      /** Even quoted it may be any number of arguments, as `"$@"`. */
      readonly isList?: boolean;
    }
  | {
      readonly kind: 'list';
      readonly items: readonly Arg[];
      readonly taint: Taint;
      /** Found by names, which are not computed. */
      readonly isMap?: boolean;
    };

/** What flows through a pipe: standard input of a command, or its output. */
export interface Flow {
  /** All of it, where that is known. */
  readonly text: string | undefined;
  /** A pattern that all it may be matches: one name, or the path of a folder. */
  readonly pattern?: string;
  /** The number of a process that the command line itself started, and nothing else. */
  readonly isOwnProcess?: boolean;
  readonly taint: Taint;
  readonly nature: Nature;
  /** Where it comes from, for a message. */
  readonly from: string;
}

export const NO_INPUT: Flow = { text: undefined, taint: 0, nature: 'any', from: 'standard input' };

export function literalArg(text: string, at: { readonly start: number; readonly end: number }): Arg {
  return {
    text,
    head: text,
    unknown: undefined,
    isPattern: false,
    splits: false,
    taint: 0,
    raw: text,
    start: at.start,
    end: at.end,
  };
}

export function unknownArg(
  unknown: Unknown,
  at: { readonly start: number; readonly end: number; readonly raw?: string },
  taint: Taint = 0,
): Arg {
  return {
    text: undefined,
    head: '',
    unknown,
    isPattern: false,
    splits: true,
    taint,
    raw: at.raw ?? unknown.name,
    start: at.start,
    end: at.end,
  };
}

export function textValue(text: string, taint: Taint = 0): Value {
  return { kind: 'text', text, taint };
}

export function unknownValue(name: string, nature: Nature = 'any', taint: Taint = 0): Value {
  return { kind: 'unknown', unknown: { name, nature }, taint };
}

export function numberValue(name: string): Value {
  return { kind: 'unknown', unknown: { name, nature: 'plain', isNumber: true }, taint: 0 };
}

/** The value an argument leaves in a variable. */
export function valueOfArg(arg: Arg): Value {
  if (arg.text !== undefined) return { kind: 'text', text: arg.text, isPattern: arg.isPattern, taint: arg.taint };
  return {
    kind: 'unknown',
    unknown: arg.unknown ?? { name: arg.raw, nature: 'any' },
    taint: arg.taint,
    head: arg.head,
    likely: arg.likely,
  };
}

/** What several arguments are together, as one text. */
export function joined(args: readonly Arg[], separator = ' '): Arg | undefined {
  const [first] = args;
  const last = args.at(-1);
  if (first === undefined || last === undefined) return undefined;
  if (args.length === 1) return first;
  const isKnown = args.every((arg) => arg.text !== undefined && !arg.isPattern);
  const unknown = args.find((arg) => arg.unknown !== undefined)?.unknown;
  return {
    text: isKnown ? args.map((arg) => arg.text ?? '').join(separator) : undefined,
    head: first.head,
    unknown: isKnown ? undefined : (unknown ?? { name: first.raw, nature: 'any' }),
    isPattern: false,
    splits: false,
    taint: args.reduce((all, arg) => all | arg.taint, 0),
    start: first.start,
    end: last.end,
    raw: args.map((arg) => arg.raw).join(separator),
  };
}

export function isSameValue(a: Value | undefined, b: Value | undefined): boolean {
  if (a === b) return true;
  if (a === undefined || b === undefined || a.kind !== b.kind || a.taint !== b.taint) return false;
  if (a.kind === 'text' && b.kind === 'text') return a.text === b.text && a.isPattern === b.isPattern;
  if (a.kind === 'list' && b.kind === 'list')
    return (
      a.isMap === true &&
      b.isMap === true &&
      a.items.length === b.items.length &&
      [a, b].every((map) => map.items[0]?.text === undefined)
    );
  if (a.kind === 'unknown' && b.kind === 'unknown')
    return (
      a.unknown.name === b.unknown.name &&
      a.unknown.nature === b.unknown.nature &&
      a.unknown.isNumber === b.unknown.isNumber &&
      a.unknown.isSwitch === b.unknown.isSwitch &&
      a.head === b.head &&
      a.likely === b.likely
    );
  return false;
}
