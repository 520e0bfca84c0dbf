/** More combinations than this are not followed: each alternative still occurs in one of those that are. */
const MOST_COMBINATIONS = 6;
/** Nobody who means well gives one text more values. */
const MOST_ALTERNATIVES = 32;
const DEEPEST = 40;
/** UTF-16 units that all expansions of one Makefile may make. */
const MOST_TEXT = 512 * 1024;
const MOST_STEPS = 20_000;

/** Each value that a text may have. */
export type Alternatives = readonly string[];

export interface MakeVariable {
  readonly values: Alternatives;
  /** `=`: expanded where it is used, not where it is set. */
  readonly isRecursive: boolean;
}

export type Locals = ReadonlyMap<string, MakeVariable>;

/** A Makefile says more than can be followed; `message` continues a sentence that begins with it. */
export class TooMuchMakeError extends Error {
  readonly code = 'tooMuchMake';
}

/** What make has of itself. */
const OWN: Readonly<Record<string, string>> = {
  MAKE: 'make',
  MAKEFLAGS: '',
  MAKE_COMMAND: 'make',
  CC: 'cc',
  CXX: 'c++',
  CPP: 'cc -E',
  AR: 'ar',
  AS: 'as',
  LD: 'ld',
  FC: 'f77',
  LEX: 'lex',
  YACC: 'yacc',
  RM: 'rm -f',
  ARFLAGS: 'rv',
};

/** What make runs besides recipes: `$(shell …)`, and texts that it reads as make once more. */
export interface Found {
  shell(command: string): void;
  evaluate(text: string): void;
  /** Something that can't be followed: continues a sentence that begins with the file. */
  unknown(says: string): void;
}

/** The variables of a Makefile, and texts with what they stand for. What can't be told becomes a variable of the shell. */
export class MakeVariables {
  readonly #known = new Map<string, MakeVariable>();
  readonly #fixed = new Set<string>();
  #made = 0;
  #steps = 0;

  /** `outside`: what a name stands for that the Makefile doesn't set; `${NAME}` where that can't be told. */
  constructor(
    private readonly outside: (name: string) => string,
    /** Given on the command line: these win over what the file says. */
    given: Readonly<Record<string, string>> = {},
    /** Whether the environment sets it: `?=` leaves that as it is. */
    private readonly isSet: (name: string) => boolean = () => false,
  ) {
    for (const [name, value] of Object.entries(given)) {
      this.#known.set(name, { values: [value], isRecursive: true });
      this.#fixed.add(name);
    }
  }

  get(name: string): MakeVariable | undefined {
    return this.#known.get(name);
  }

  /** `isMaybe`: under a condition, so that what it had may stay. */
  assign(name: string, operator: string, raw: string, found: Found, isMaybe: boolean): void {
    if (this.#fixed.has(name)) return;
    const before = this.#known.get(name);
    const isGiven = operator === '?=' && before === undefined && this.isSet(name);
    const made = isGiven
      ? { values: [this.outside(name)], isRecursive: false }
      : this.made(before, operator, raw, found);
    if (made === undefined) return;
    const values = isMaybe && before !== undefined ? some([...before.values, ...made.values]) : made.values;
    this.#known.set(name, { values, isRecursive: made.isRecursive });
  }

  /** What an assignment makes of a variable; undefined when nothing. */
  made(
    before: MakeVariable | undefined,
    operator: string,
    raw: string,
    found: Found,
    locals?: Locals,
  ): MakeVariable | undefined {
    switch (operator) {
      case '?=':
        return before === undefined ? { values: [raw], isRecursive: true } : undefined;
      case '!=': {
        const commands = this.expand(raw, found, locals);
        for (const command of commands) found.shell(command);
        return { values: commands.map((command) => `$(${command})`), isRecursive: false };
      }
      case '+=': {
        const isRecursive = before?.isRecursive ?? true;
        const added = isRecursive ? [raw] : this.expand(raw, found, locals);
        return { values: before === undefined ? added : combined([before.values, [' '], added]), isRecursive };
      }
      case '=':
        return { values: [raw], isRecursive: true };
      default:
        return { values: this.expand(raw, found, locals), isRecursive: false };
    }
  }

  /** A text with all references replaced. */
  expand(text: string, found: Found, locals?: Locals, depth = 0): Alternatives {
    if (!text.includes('$')) return [text];
    if (depth > DEEPEST) {
      found.unknown('sets a variable by itself, or too many by each other');
      return [''];
    }
    const parts: Alternatives[] = [];
    let at = 0;
    for (let dollar = text.indexOf('$'); dollar >= 0; dollar = text.indexOf('$', at)) {
      this.#spend(1, dollar - at);
      parts.push([text.slice(at, dollar)]);
      const next = text[dollar + 1];
      if (next === undefined) {
        at = text.length;
        break;
      }
      if (next === '$') {
        parts.push(['$']);
        at = dollar + 2;
      } else if (next === '(' || next === '{') {
        const end = closing(text, dollar + 1);
        const inner = text.slice(dollar + 2, end);
        parts.push(this.#reference(inner, found, locals, depth + 1));
        at = Math.min(end + 1, text.length);
      } else {
        parts.push(this.#variable(next, found, locals, depth + 1));
        at = dollar + 2;
      }
    }
    parts.push([text.slice(at)]);
    const all = combined(parts);
    for (const each of all) this.#spend(1, each.length);
    return all;
  }

  #spend(steps: number, length: number): void {
    this.#steps += steps;
    this.#made += length;
    if (this.#steps > MOST_STEPS || this.#made > MOST_TEXT)
      throw new TooMuchMakeError('says more than can be looked through');
  }

  #reference(inner: string, found: Found, locals: Locals | undefined, depth: number): Alternatives {
    const call = /^\s*([a-z-]+)[ \t\n]+([\s\S]*)$/.exec(inner) ?? /^(info|eval|shell)()$/.exec(inner);
    const [, name = '', rest = ''] = call ?? [];
    if (Object.hasOwn(FUNCTIONS, name) || SPECIAL.has(name)) return this.#call(name, rest, found, locals, depth);
    const names = this.expand(inner, found, locals, depth);
    return some(
      names.flatMap((each) => {
        const replaced = /^([^:=]+):([^=]*)=([\s\S]*)$/.exec(each);
        if (replaced === null) return this.#variable(each.trim(), found, locals, depth);
        const [, variable = '', from = '', to = ''] = replaced;
        const isPattern = from.includes('%');
        return this.#variable(variable, found, locals, depth).map((value) =>
          patternSubstituted(isPattern ? from : `%${from}`, isPattern ? to : `%${to}`, value),
        );
      }),
    );
  }

  #variable(name: string, found: Found, locals: Locals | undefined, depth: number): Alternatives {
    const known = locals?.get(name) ?? this.#known.get(name);
    if (known !== undefined)
      return known.isRecursive
        ? some(known.values.flatMap((value) => this.expand(value, found, locals, depth + 1)))
        : known.values;
    const automatic = /^([@<^+?*|%])([DF])$/.exec(name);
    if (automatic !== null) {
      const [, base = '', part] = automatic;
      return this.#variable(base, found, locals, depth + 1).map((value) =>
        eachWord(value, part === 'D' ? (word) => folderOf(word).replace(/(?<=.)\/$/, '') : fileOf),
      );
    }
    return [Object.hasOwn(OWN, name) ? (OWN[name] ?? '') : this.outside(name)];
  }

  #call(name: string, rest: string, found: Found, locals: Locals | undefined, depth: number): Alternatives {
    const args = name === 'shell' || name === 'eval' || name === 'info' ? [rest] : splitArguments(rest);
    const expanded = (index: number): Alternatives => this.expand(args[index] ?? '', found, locals, depth);
    switch (name) {
      case 'shell': {
        const commands = expanded(0);
        for (const command of commands) found.shell(command);
        return commands.map((command) => `$(${command})`);
      }
      case 'eval':
        for (const each of expanded(0)) found.evaluate(each);
        return [''];
      case 'call': {
        const [functionName = ''] = expanded(0).map((each) => each.trim());
        if (Object.hasOwn(FUNCTIONS, functionName))
          return this.#call(functionName, args.slice(1).join(','), found, locals, depth);
        const given = new Map<string, MakeVariable>(locals);
        for (let index = 1; index < 10; index++)
          given.set(String(index), { values: args[index] === undefined ? [''] : expanded(index), isRecursive: false });
        given.set('0', { values: [functionName], isRecursive: false });
        return this.#variable(functionName, found, given, depth + 1);
      }
      case 'foreach': {
        const [variable = ''] = expanded(0).map((each) => each.trim());
        return some(
          expanded(1).flatMap((list) => {
            const parts = words(list).map((word) => {
              const given = new Map<string, MakeVariable>(locals);
              given.set(variable, { values: [word], isRecursive: false });
              return this.expand(args[2] ?? '', found, given, depth);
            });
            return combined(parts.flatMap((part, index) => (index === 0 ? [part] : [[' '], part])));
          }),
        );
      }
      case 'if': {
        // Which of the two it is can depend on which files there are.
        expanded(0);
        return some([...expanded(1), ...expanded(2)]);
      }
      case 'or':
      case 'and':
        return some(args.flatMap((_, index) => expanded(index)).map((each) => each.trim()));
      case 'value':
        return (locals?.get(args[0] ?? '') ?? this.#known.get(args[0] ?? ''))?.values ?? [''];
      case 'file':
        for (const each of expanded(0)) {
          const [, operator = '', target = ''] = /^\s*(>>?|<)\s*(.*?)\s*$/s.exec(each) ?? [];
          if (operator.startsWith('>')) found.shell(`printf '%s' ${operator} ${target}`);
        }
        for (const _ of expanded(1));
        return [''];
      case 'guile':
        found.unknown('runs code of another language within make');
        return [''];
      default: {
        const apply = FUNCTIONS[name];
        return apply === undefined
          ? ['']
          : some(
              paired(args.map((_, index) => expanded(index))).map((values) => {
                this.#spend(1, 0);
                return apply(values);
              }),
            );
      }
    }
  }
}

const SPECIAL = new Set(['shell', 'eval', 'call', 'foreach', 'if', 'or', 'and', 'value', 'file', 'guile']);

const FUNCTIONS: Readonly<Record<string, (args: readonly string[]) => string>> = {
  subst: ([from = '', to = '', text = '']) => (from === '' ? text + to : text.replaceAll(from, to)),
  patsubst: ([from = '', to = '', text = '']) => patternSubstituted(from.trim(), to.trim(), text),
  strip: ([text = '']) => words(text).join(' '),
  findstring: ([find = '', text = '']) => (text.includes(find) ? find : ''),
  filter: ([patterns = '', text = '']) => filtered(patterns, text, true),
  'filter-out': ([patterns = '', text = '']) => filtered(patterns, text, false),
  sort: ([text = '']) => [...new Set(words(text))].sort().join(' '),
  word: ([number = '', text = '']) => words(text)[Number(number) - 1] ?? '',
  words: ([text = '']) => String(words(text).length),
  wordlist: ([from = '', to = '', text = '']) =>
    words(text)
      .slice(Number(from) - 1, Number(to))
      .join(' '),
  firstword: ([text = '']) => words(text)[0] ?? '',
  lastword: ([text = '']) => words(text).at(-1) ?? '',
  dir: ([text = '']) => eachWord(text, folderOf),
  notdir: ([text = '']) => eachWord(text, fileOf),
  suffix: ([text = '']) => eachWord(text, (word) => /\.[^./]*$/.exec(word)?.[0] ?? ''),
  basename: ([text = '']) => eachWord(text, (word) => word.replace(/(?<=[^/])\.[^./]*$/, '')),
  addsuffix: ([suffix = '', text = '']) => eachWord(text, (word) => word + suffix),
  addprefix: ([prefix = '', text = '']) => eachWord(text, (word) => prefix + word),
  join: ([a = '', b = '']) => {
    const second = words(b);
    return words(a)
      .map((word, index) => word + (second[index] ?? ''))
      .concat(second.slice(words(a).length))
      .join(' ');
  },
  // The shell of the recipe expands these patterns in its turn.
  wildcard: ([text = '']) => text.trim(),
  realpath: ([text = '']) => text.trim(),
  abspath: ([text = '']) => text.trim(),
  origin: () => 'file',
  flavor: () => 'recursive',
  error: () => '',
  warning: () => '',
  info: () => '',
};

/** Texts that depend on what isn't known: a variable of the shell, what a command prints, or a pattern. */
export function mayBeAnything(text: string): boolean {
  return /[$`]/.test(text);
}

/** Words as make splits them; a reference to what isn't known is one of them. */
export function words(text: string): readonly string[] {
  return text.match(/(?:\$\([^()]*(?:\([^()]*\)[^()]*)*\)|\S)+/g) ?? [];
}

function eachWord(text: string, change: (word: string) => string): string {
  return words(text).map(change).join(' ');
}

function folderOf(word: string): string {
  return word.includes('/') ? word.slice(0, word.lastIndexOf('/') + 1) : './';
}

function fileOf(word: string): string {
  return word.slice(word.lastIndexOf('/') + 1);
}

/** The text between what stands before and after `%`; undefined when it doesn't match. */
export function stemOf(pattern: string, word: string): string | undefined {
  const at = pattern.indexOf('%');
  if (at < 0) return undefined;
  const [head, tail] = [pattern.slice(0, at), pattern.slice(at + 1)];
  return word.length >= head.length + tail.length && word.startsWith(head) && word.endsWith(tail)
    ? word.slice(head.length, word.length - tail.length)
    : undefined;
}

function patternSubstituted(from: string, to: string, text: string): string {
  return eachWord(text, (word) => {
    if (!from.includes('%')) return word === from ? to : word;
    const stem = stemOf(from, word);
    // A function as the second: `$&` and its like are nothing but text.
    return stem === undefined ? word : to.replace('%', () => stem);
  });
}

function filtered(patterns: string, text: string, isKept: boolean): string {
  const all = words(patterns);
  return words(text)
    .filter(
      (word) => mayBeAnything(word) || all.some((each) => each === word || stemOf(each, word) !== undefined) === isKept,
    )
    .join(' ');
}

/** Where the bracket at `open` closes, or the end of the text. */
function closing(text: string, open: number): number {
  const opens = text[open] ?? '(';
  const closes = opens === '(' ? ')' : '}';
  let depth = 0;
  for (let at = open; at < text.length; at++) {
    if (text[at] === opens) depth++;
    else if (text[at] === closes && --depth === 0) return at;
  }
  return text.length;
}

function splitArguments(text: string): readonly string[] {
  const args: string[] = [];
  let depth = 0;
  let start = 0;
  for (let at = 0; at < text.length; at++) {
    const char = text[at];
    if (char === '(' || char === '{') depth++;
    else if (char === ')' || char === '}') depth--;
    else if (char === ',' && depth <= 0) {
      args.push(text.slice(start, at));
      start = at + 1;
    }
  }
  args.push(text.slice(start));
  return args;
}

/** Different ones. */
export function some(all: Alternatives): Alternatives {
  const different = [...new Set(all)];
  if (different.length > MOST_ALTERNATIVES) throw new TooMuchMakeError('gives a variable too many values to follow');
  return different.length === 0 ? [''] : different;
}

/** Every combination while these are few; else as many as are needed for each alternative to occur. */
function paired(parts: readonly Alternatives[]): readonly (readonly string[])[] {
  let all: readonly (readonly string[])[] = [[]];
  const count = parts.reduce((product, part) => product * Math.max(1, part.length), 1);
  if (count <= MOST_COMBINATIONS) {
    for (const part of parts) all = all.flatMap((before) => part.map((each) => [...before, each]));
    return all;
  }
  const most = Math.max(...parts.map((part) => part.length));
  return Array.from({ length: most }, (_, index) => parts.map((part) => part[index % part.length] ?? ''));
}

export function combined(parts: readonly Alternatives[]): Alternatives {
  const single = parts.every((part) => part.length === 1);
  return single ? [parts.map(([only = '']) => only).join('')] : some(paired(parts).map((each) => each.join('')));
}
