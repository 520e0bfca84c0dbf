import { nameSet } from '../names';
import { resolveArg } from '../paths';
import { mindsOptions, operandRoles, parseArguments } from '../programs/grammar';
import type { Parsed, Role, Subcommand } from '../programs/program';
import { lookAtUnlisted } from '../programs/toolArguments';
import type { RunningCall } from './runFiles';
import type { Arg, Flow } from './value';

/** Programs that run what they are given. */
const RUNNING = /^(?:(?:ba|da|z|k)?sh|node|deno|bun|python[\d.]*|ruby|perl|php|lua|eval|env|sudo|find)$/;
const PRINTING = nameSet('echo printf ls');

/** What a program does with its arguments, as its entry says: read by its own grammar, each applied in its role. */
export function applyGrammar(call: RunningCall, program: Subcommand, given: readonly Arg[], name: string): Flow {
  const args = program.spelled?.(given) ?? given;
  if (args.length === 1 && (args[0]?.text === '--help' || args[0]?.text === '--version')) return call.out();
  const parsed = parseArguments(program, args, {
    mayBeOption: (arg) => mayBeOption(call, arg),
    untilOperand: program.subcommands !== undefined,
  });
  lookForDashes(call, args);
  if (parsed.strange !== undefined) {
    const { arg, why } = parsed.strange;
    if (why === 'option')
      call.unknown('program.option', arg.raw, `gives \`${name}\` the option ${arg.raw}, which is not known`);
    else if (mindsOptions(program))
      call.untrustedIf(program.loose === true || !RUNNING.test(call.name) ? 0 : arg.taint | call.stdin.taint, () =>
        call.unknown(
          'value.option',
          arg.raw,
          `gives \`${name}\` ${arg.unknown?.name ?? arg.raw}, which may be an option`,
        ),
      );
  }
  for (const { role, value, name: option } of parsed.roles) apply(call, role, value, option, name);
  if (program.loose === true && (program.see === undefined || program.operands !== undefined))
    for (const option of parsed.unlisted) lookAtUnlisted(call, option.name, option.value);
  for (const [kind, detail, says] of program.does ?? []) {
    if (kind === 'run') call.runHere(detail, name, says);
    else {
      call.emit(kind, name, says === undefined ? { detail } : { detail, says });
    }
  }
  if (program.subcommands !== undefined && parsed.operands.length > 0) return subcommand(call, program, parsed, name);
  if (program.operands !== undefined) {
    const roles = operandRoles(program.operands, parsed.operands.length);
    parsed.operands.forEach((operand, index) => {
      const role = roles[index];
      if (role !== undefined) apply(call, role, operand, '', name);
    });
  }
  return program.see?.(call, parsed) ?? call.out(undefined, program.prints);
}

function subcommand(call: RunningCall, program: Subcommand, parsed: Parsed, name: string): Flow {
  const [word, ...rest] = parsed.operands;
  const found =
    word?.text === undefined || program.subcommands === undefined
      ? undefined
      : subcommandOf(program.subcommands, word.text);
  if (found === undefined) {
    if (program.see !== undefined) return program.see(call, parsed) ?? call.out();
    call.unknown('program.subcommand', `${name} ${word?.raw}`, `uses \`${name} ${word?.raw}\`, which is not known`);
    return call.out();
  }
  program.see?.(call, parsed);
  return applyGrammar(call, found, rest, `${name} ${word?.text}`);
}

function apply(call: RunningCall, role: Role, value: Arg | undefined, option: string, name: string): void {
  if (role === 'text') return;
  if (role === 'no') {
    call.unknown(
      'program.option',
      option,
      option === ''
        ? `gives \`${name}\` more than is understood`
        : `gives \`${name}\` ${option}, which can run or reach anything`,
    );
    return;
  }
  if (value === undefined) return;
  if (role === 'shell') call.script(value);
  else if (role === 'exec') call.command([value]);
  else if (role === 'url') call.request(value, false);
  else if (role === 'cwd') changeFolder(call, value);
  else call.file(role, value);
}

function changeFolder(call: RunningCall, arg: Arg): void {
  const { places, unknown } = resolveArg(arg, call.folders, call.looking);
  call.folders = unknown === undefined ? places.map(({ place }) => place.path) : undefined;
}

/** Whether an argument that isn't known exactly may turn out to be an option. */
function mayBeOption(call: RunningCall, arg: Arg): boolean {
  if (arg.likely !== undefined) return arg.likely === '-';
  if (arg.text === undefined)
    return arg.head === '-' || (arg.head === '' && (arg.unknown?.nature === 'any' || arg.unknown?.nature === 'names'));
  return arg.isPattern && /^[*?[@+!(]/.test(arg.text) && call.folders !== undefined && call.mayListDashes();
}

/** A file whose name is an option was made, and a pattern puts that name among the arguments. */
function lookForDashes(call: RunningCall, args: readonly Arg[]): void {
  if (PRINTING.has(call.name)) return;
  const pattern = args.find((arg) => arg.isPattern && /^[*?[]/.test(arg.text ?? ''));
  if (pattern !== undefined && call.state.writtenPaths().some((file) => /\/-[^/]*$/.test(file)))
    call.unknown('value.option', pattern.raw, `gives \`${call.name}\` files whose names are options`);
}

const split = new WeakMap<object, Map<string, Subcommand>>();

function subcommandOf(all: Readonly<Record<string, Subcommand>>, name: string): Subcommand | undefined {
  let map = split.get(all);
  if (map === undefined) {
    map = new Map();
    for (const [names, subcommand] of Object.entries(all))
      for (const each of names.split('|')) map.set(each, subcommand);
    split.set(all, map);
  }
  return map.get(name);
}
