import type { Assignment, Command, Redirection } from 'unbash';
import { checkArithmeticArg, checkArithmeticText } from './arithmetic';
import { promptText } from './changes';
import { isWhetherSet } from './conditions';
import { NOTHING } from './either';
import type { Range, Scope, Walker } from './evaluation';
import { isMap, isSecretVariable } from './parameters';
import { applyRedirects, type Redirected } from './redirects';
import {
  type Arg,
  type Flow,
  joined,
  literalArg,
  NO_INPUT,
  textValue,
  unknownArg,
  unknownValue,
  type Value,
  valueOfArg,
} from './value';
import { expandArray, expandBraceWord, expandSingle, expandWord } from './words';

/** A command of words, with its redirections and assignments. */
export function evaluateCommand(shell: Walker, node: Command, scope: Scope, stdin: Flow): Flow {
  const { state } = scope;
  const words: Arg[] = [];
  if (node.name !== undefined) words.push(...expandWord(node.name, scope));
  const isTest = node.name?.text === '[' || node.name?.text === 'test';
  for (const [index, argument] of node.args.entries()) {
    if (argument.type === 'Word' && isTest && isAsked(node, index) && isWhetherSet(argument, scope))
      words.push(literalArg('x', { start: argument.pos, end: argument.end }));
    else if (argument.type === 'Word') words.push(...expandWord(argument, scope));
    // Bash puts in braces before it looks at what a word is.
    else if (argument.value.type === 'Word' && argument.value.parts?.some((part) => part.type === 'BraceExpansion'))
      words.push(...expandBraceWord(argument, scope));
    else words.push(assignmentArg(argument, scope));
  }
  const redirected: Redirected =
    node.redirects.length > 0
      ? applyRedirects(node.redirects as readonly Redirection[], scope, stdin)
      : { stdin, isSocket: false, finish: (flow) => flow };
  const assignments = node.prefix.filter((each): each is Assignment => each.type === 'Assignment');
  const range: Range = { pos: node.pos, end: node.end };
  if (node.name === undefined || words.length === 0) {
    for (const assignment of assignments) assign(shell, assignment, scope, undefined);
    return redirected.finish(printsItsInput(node) ? redirected.stdin : NOTHING, state);
  }
  const { exported } = state;
  const before: [string, Value | undefined][] = assignments.map(({ name }) => [name, state.variable(name)]);
  for (const assignment of assignments) assign(shell, assignment, scope, words[0]?.text);
  const flow = shell.words(
    words,
    scope,
    redirected.isSocket ? { ...redirected.stdin, taint: redirected.stdin.taint | 2 } : redirected.stdin,
    range,
  );
  for (const [name, value] of before) state.restore(name, value);
  if (assignments.length > 0) state.exported = exported;
  return redirected.finish(flow, state);
}

/** `$(<file)`: what is read is what is printed. */
function printsItsInput(node: Command): boolean {
  const [only, ...more] = node.redirects;
  return only?.operator === '<' && more.length === 0 && node.suffix.length === 0 && node.prefix.length <= 1;
}

/** Behind the `-n` or `-z` of `[`. */
function isAsked(node: Command, index: number): boolean {
  return /^-[nz]$/.test(node.args[index - 1]?.text ?? '');
}

function assign(shell: Walker, assignment: Assignment, scope: Scope, forProgram: string | undefined): void {
  const { name, value, append, index } = assignment;
  const { state } = scope;
  const old = state.variable(name);
  if (forProgram !== undefined) state.exported = new Set([...state.exported, name]);
  if (index !== undefined) {
    const at = expandSingle(index, scope);
    if (!isMap(old)) checkArithmeticText(at.text ?? index.text, scope, assignment);
  }
  let arg: Arg | undefined;
  let next: Value;
  if (value.type === 'ArrayValue') {
    const items = expandArray(value, scope);
    const all = append === true && old?.kind === 'list' ? [...old.items, ...items] : items;
    next =
      append === true && old?.kind !== 'list' && old !== undefined
        ? unknownValue(`$${name}`)
        : {
            kind: 'list',
            items: all,
            taint: all.reduce((sum, item) => sum | item.taint, 0),
            ...(isMap(old) ? { isMap: true } : {}),
          };
    arg = joined(items);
  } else {
    beEmpty(name, scope);
    arg = expandSingle(value, scope, 'value');
    if (index === undefined) next = valueOfArg(arg);
    else if (old?.kind === 'list' && isMap(old))
      next = { ...old, items: [unknownArg({ name: `$${name}`, nature: 'any' }, arg)], taint: old.taint | arg.taint };
    else next = unknownValue(`$${name}`, 'any', arg.taint);
    if (state.integers.has(name)) {
      checkArithmeticArg(arg, scope, assignment);
      next = unknownValue(`$${name}`, 'plain', arg.taint);
    } else if (append === true && index === undefined) {
      next =
        old?.kind === 'text' && arg.text !== undefined
          ? { kind: 'text', text: old.text + arg.text, taint: old.taint | arg.taint }
          : unknownValue(`$${name}`, 'any', (old?.taint ?? 0) | arg.taint);
    }
  }
  state.set(name, next);
  if (name === 'IFS' && (forProgram === 'read' || forProgram === 'mapfile' || forProgram === 'readarray')) return;
  if (arg?.text !== undefined && arg.text !== '') runSetting(shell, name, arg, scope, assignment);
  shell.environment(name, arg, assignment, scope.frame);
}

/** In `X=a:$X` a variable that was never set is nothing. */
function beEmpty(name: string, { state, shell }: Scope): void {
  const isSet = state.anyVariable || state.variable(name) !== undefined || isSecretVariable(name);
  if (isSet || name in shell.looking.situation.environment || /^(?:PATH|IFS|PWD|HOME)$/.test(name)) return;
  state.set(name, textValue(''));
}

function assignmentArg(assignment: Assignment, scope: Scope): Arg {
  const at = { start: assignment.pos, end: assignment.end };
  if (assignment.value.type === 'ArrayValue') {
    const items = expandArray(assignment.value, scope);
    scope.state.set(assignment.name, {
      kind: 'list',
      items,
      taint: items.reduce((all, item) => all | item.taint, 0),
    });
    return literalArg(assignment.name, at);
  }
  if (assignment.index !== undefined)
    checkArithmeticText(expandSingle(assignment.index, scope).text ?? assignment.index.text, scope, assignment);
  beEmpty(assignment.name, scope);
  const value = expandSingle(assignment.value, scope, 'value');
  const head = `${assignment.name}${assignment.append === true ? '+' : ''}=`;
  return {
    ...value,
    text: value.text === undefined ? undefined : head + value.text,
    head: head + value.head,
    splits: false,
    ...at,
    raw: assignment.text,
  };
}

/** Variables whose value is run later: expanded at a prompt, as a file, or as a command line. */
const EXPANDED = /^PS[0-4]$/;
const FILES = /^(?:BASH_ENV|ENV)$/;
const COMMANDS =
  /^(?:PROMPT_COMMAND|.*PAGER|GIT_EXTERNAL_DIFF|GIT_SSH_COMMAND|(?:GIT_|GIT_SEQUENCE_|FC)?EDITOR|VISUAL)$/;

function runSetting(shell: Walker, name: string, value: Arg, scope: Scope, range: Range): void {
  if (EXPANDED.test(name)) shell.expandText(promptText(value.text ?? ''), scope, range);
  const inner = { ...scope, state: scope.state.copy() };
  if (FILES.test(name) && scope.state.writtenPaths().length > 0)
    shell.program([literalArg('bash', value), value], inner, NO_INPUT, range);
  if (COMMANDS.test(name))
    shell.program([literalArg('sh', value), literalArg('-c', value), value], inner, NO_INPUT, range);
}
