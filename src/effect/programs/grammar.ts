import { MadeOfNames, type Names, namesIn } from '../names';
import type { Arg } from '../shell/value';
import type { Parsed, ParsedOption, Role, Subcommand } from './program';

interface OptionSpec {
  readonly name: string;
  readonly role: Role | undefined;
  /** Takes a value only when it is attached. */
  readonly isOptional: boolean;
}

interface Grammar {
  /** Some option runs a program, or reaches beyond what is understood. */
  readonly isPowerful: boolean;
  readonly short: ReadonlyMap<string, OptionSpec>;
  readonly long: ReadonlyMap<string, OptionSpec>;
}

export interface ParseResult extends Parsed {
  /** With the role each option's value has. */
  readonly roles: readonly { readonly role: Role; readonly value: Arg | undefined; readonly name: string }[];
  /** The first option that isn't known, where that matters, or argument that might be one. */
  readonly strange: { readonly arg: Arg; readonly why: 'option' | 'unknown' } | undefined;
  /** Options that aren't listed and are whole words, each with what may be its value. */
  readonly unlisted: readonly { readonly name: string; readonly value: Arg | undefined }[];
}

const grammars = new MadeOfNames((options) => readGrammar(options, false));
const grammarsOfWords = new MadeOfNames((options) => readGrammar(options, true));

function grammarOf({ options = '', longSingle }: Subcommand): Grammar {
  return (longSingle === true ? grammarsOfWords : grammars).get(options);
}

function readGrammar(options: Names, isOfWords: boolean): Grammar {
  const short = new Map<string, OptionSpec>();
  const long = new Map<string, OptionSpec>();
  for (const token of namesIn(options)) {
    const [left = '', right] = splitOnce(token, '=');
    const isBeyond = right === undefined && left.endsWith('!');
    const names = (isBeyond ? left.slice(0, -1) : left).split(',');
    const [name = ''] = names;
    const isOptional = right?.startsWith('?') ?? false;
    const role = isBeyond ? 'no' : right === undefined ? undefined : roleFrom(right.replace(/^\?/, ''));
    const isCluster = names.length === 1 && right === undefined && !isBeyond && /^-[^-]./.test(name) && !isOfWords;
    for (const each of isCluster ? [...name.slice(1)].map((letter) => `-${letter}`) : names) {
      const spec: OptionSpec = { name: isCluster ? each : name, role, isOptional: isOptional || isBeyond };
      if (isOfWords || each.startsWith('--')) long.set(each, spec);
      else short.set(each.slice(1), spec);
    }
  }
  const isPowerful = [...short.values(), ...long.values()].some(({ role = 'text' }) => POWERFUL.has(role));
  return { isPowerful, short, long };
}

const POWERFUL: ReadonlySet<Role> = new Set(['no', 'exec', 'shell', 'file']);

/** Whether an unknown word matters, should it turn out to be an option. */
export function mindsOptions(program: Subcommand): boolean {
  if (program.hasHarmlessOptions === true) return false;
  return program.loose !== true || grammarOf(program).isPowerful;
}

function roleFrom(text: string): Role {
  return text === '' ? 'text' : (text as Role);
}

function splitOnce(text: string, by: string): [string, string?] {
  const at = text.indexOf(by);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + by.length)];
}

/** The rest of an argument, from a position in its known beginning. */
export function sliceArg(arg: Arg, from: number): Arg {
  return {
    ...arg,
    text: arg.text?.slice(from),
    head: arg.head.slice(from),
    likely: arg.likely?.slice(from),
    raw: arg.text?.slice(from) ?? arg.raw,
    splits: false,
  };
}

interface ParseOptions {
  readonly mayBeOption: (arg: Arg) => boolean;
  /** Stop at the first operand (for a subcommand's name). */
  readonly untilOperand: boolean;
}

/** Splits arguments into options and operands as the program itself would. */
export function parseArguments(
  program: Subcommand,
  args: readonly Arg[],
  { mayBeOption, untilOperand }: ParseOptions,
): ParseResult {
  const grammar = grammarOf(program);
  const options: ParsedOption[] = [];
  const roles: { role: Role; value: Arg | undefined; name: string }[] = [];
  const operands: Arg[] = [];
  const unlisted: { name: string; value: Arg | undefined }[] = [];
  let strange: ParseResult['strange'];
  let dashesAt: number | undefined;
  const found = (spec: OptionSpec, value: Arg | undefined) => {
    options.push({ name: spec.name, value });
    if (spec.role !== undefined && spec.role !== 'text') roles.push({ role: spec.role, value, name: spec.name });
  };
  let index = 0;
  const next = () => args[index++];
  while (index < args.length) {
    const arg = next();
    if (arg === undefined) break;
    const { text, head } = arg;
    if (text === '--') {
      dashesAt = operands.length;
      operands.push(...args.slice(index));
      break;
    }
    if (text === '-' || !head.startsWith('-') || (head === '-' && text === undefined)) {
      if (mayBeOption(arg)) strange ??= { arg, why: 'unknown' };
      operands.push(arg);
    } else if (head.startsWith('--') || program.longSingle === true) {
      const equals = head.indexOf('=');
      const name = equals < 0 ? head : head.slice(0, equals);
      const specs = text === undefined && equals < 0 ? [] : longSpecs(grammar, name);
      const [spec] = specs;
      if (spec === undefined) {
        const why = text === undefined && equals < 0 ? 'unknown' : 'option';
        if (why === 'unknown' || program.loose !== true) strange ??= { arg, why };
        const value = equals < 0 ? undefined : sliceArg(arg, equals + 1);
        options.push({ name, value });
        unlisted.push({ name, value: value ?? args[index] });
      } else if (equals >= 0) for (const each of specs) found(each, sliceArg(arg, equals + 1));
      else if (spec.role !== undefined && !spec.isOptional) {
        const value = next();
        for (const each of specs) found(each, value);
      } else for (const each of specs) found(each, undefined);
      continue;
    } else {
      for (let at = 1; at < head.length; at++) {
        const letter = head[at] ?? '';
        const spec = grammar.short.get(letter);
        if (spec === undefined) {
          // `-50` stands for a count where a program takes one.
          if (/^-\d+$/.test(head) && grammar.short.has('#')) break;
          if (program.loose !== true) strange ??= { arg, why: 'option' };
          options.push({ name: `-${letter}`, value: undefined });
          continue;
        }
        if (spec.role === undefined) {
          found(spec, undefined);
          if (at === head.length - 1 && text === undefined) strange ??= { arg, why: 'unknown' };
          continue;
        }
        const isAttached = at + 1 < head.length || text === undefined;
        found(spec, isAttached ? attached(spec, sliceArg(arg, at + 1)) : spec.isOptional ? undefined : next());
        break;
      }
      continue;
    }
    if (untilOperand || program.stopsAtOperand === true) {
      operands.push(...args.slice(index));
      break;
    }
  }
  return {
    options,
    operands,
    roles,
    strange,
    unlisted,
    dashesAt,
    has: (...names) => options.some((option) => names.includes(option.name)),
    value: (...names) => options.findLast((option) => names.includes(option.name))?.value,
  };
}

/** Programs written in Go take `-f=x` for `-f x`: for a file, the name that reaches further counts. */
function attached(spec: OptionSpec, value: Arg): Arg {
  return spec.role !== 'text' && /^=./.test(value.head) ? sliceArg(value, 1) : value;
}

/** Exact, else every option the name abbreviates: each of them counts. */
function longSpecs(grammar: Grammar, name: string): OptionSpec[] {
  const exact = grammar.long.get(name);
  if (exact !== undefined) return [exact];
  if (name.length < 3 || !name.startsWith('--')) return [];
  const specs: OptionSpec[] = [];
  for (const [long, spec] of grammar.long) if (long.startsWith(name)) specs.push(spec);
  return specs;
}

/** A value as programs written in Go take it: `-f=x` is `-f x`. */
export function withoutEquals(arg: Arg): Arg {
  return arg.head.startsWith('=') ? sliceArg(arg, 1) : arg;
}

/** Whether a word is one of a program's own, for a program that looks at its words itself. */
export function isSubcommand(program: Subcommand, word: Arg): boolean {
  return Object.keys(program.subcommands ?? {}).some((names) => names.split('|').includes(word.text ?? ''));
}

interface Operands {
  readonly bare: readonly Role[];
  /** Where the role stands that takes all that are left; below zero without one. */
  readonly star: number;
  readonly before: readonly Role[];
  readonly middle: Role;
  readonly after: readonly Role[];
}

const patterns = new Map<string, Operands>();

function operandsOf(pattern: string): Operands {
  let operands = patterns.get(pattern);
  if (operands === undefined) {
    const words = pattern.split(' ');
    const star = words.findIndex((word) => word.endsWith('*'));
    const bare = words.map((word) => roleFrom(word.replace('*', '')));
    operands = { bare, star, before: bare.slice(0, star), middle: bare[star] ?? 'no', after: bare.slice(star + 1) };
    patterns.set(pattern, operands);
  }
  return operands;
}

/** Which role each operand has: `text read*`, `read* write`. */
export function operandRoles(pattern: string, count: number): readonly Role[] {
  const { star, bare, before, middle, after } = operandsOf(pattern);
  if (star < 0) return Array.from({ length: count }, (_, index) => bare[index] ?? 'no');
  const many = Math.max(0, count - before.length - after.length);
  const all = [...before, ...Array.from({ length: many }, () => middle), ...after];
  // Too few for the pattern: the last ones matter most (a destination without sources is still written).
  return all.length > count ? all.slice(all.length - count) : all;
}
