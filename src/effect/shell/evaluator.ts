import {
  type AndOr,
  type ArithmeticExpression,
  type Assignment,
  type Command,
  type CompoundList,
  type Function as FunctionNode,
  type ParsedScript,
  type Pipeline,
  parse,
  type Redirection,
  type Statement,
  type SyntaxNode,
  type TestExpression,
} from 'unbash';
import type { Effect, EffectKind, Part } from '../effect';
import type { Looking } from '../looking';
import type { Emitted } from '../programs/program';
import { anyOf, NOTHING, together, unionOf } from './either';
import { isDangerousVariable } from './environmentNames';
import type { Range, Runner, Scope } from './evaluation';
import { checkArithmetic, checkArithmeticText } from './parameters';
import { ProgramCall } from './programCall';
import { applyRedirects, type Redirected } from './redirects';
import type { DefinedFunction, Frame, ShellState } from './state';
import { textProblem } from './textChecks';
import { type Arg, type Flow, joined, literalArg, NO_INPUT, unknownValue, type Value, valueOfArg } from './value';
import { expandArray, expandPart, expandSingle, expandWord } from './words';

const BUDGET = 20_000;
const DEEPEST = 40;
const MOST_EFFECTS = 2_000;
const LONGEST_LOOP = 24;

export class TooMuchError extends Error {
  readonly code = 'tooMuch';
}

/** Evaluates a command line without running it: what it would run, with what, and what that would do. */
export class Evaluator implements Runner {
  readonly effects: Effect[] = [];
  readonly #seen = new Set<string>();
  readonly #calls: string[] = [];
  #isInTrap = false;
  #spent = 0;
  #depth = 0;
  #detached = 0;
  #hasLocals = false;

  constructor(readonly looking: Looking) {}

  spend(): void {
    if (++this.#spent > BUDGET) throw new TooMuchError('too much to look through');
  }

  emit(kind: EffectKind, target: string, range: Range, frame: Frame, more: Emitted): void {
    const { detail, says, place, certainty = 'certain' } = more;
    this.add({
      kind,
      target,
      part: partOf(range, frame),
      certainty,
      detail,
      ...(says === undefined ? {} : { says }),
      ...(place === undefined ? {} : { place }),
    });
  }

  unknown(detail: string, target: string, says: string, range: Range, frame: Frame): void {
    this.emit('unknown', target, range, frame, { detail, says, certainty: 'possible' });
  }

  add(effect: Effect): void {
    const { kind, detail, target, place, part } = effect;
    const key = `${kind} ${detail} ${target} ${place?.path} ${part.start} ${part.end} ${part.text}`;
    if (this.#seen.has(key)) return;
    this.#seen.add(key);
    if (this.effects.length >= MOST_EFFECTS) throw new TooMuchError('too many effects');
    this.effects.push(effect);
  }

  /** Text as a script: checked, parsed, evaluated in `state`. */
  text(text: string, state: ShellState, frame: Frame, stdin: Flow): Flow {
    const range = { pos: 0, end: text.length };
    const problem = textProblem(text);
    if (problem !== undefined) {
      this.unknown(problem.detail, 'text of the command', problem.says, range, frame);
      return NO_INPUT;
    }
    return this.script(parse(text), { shell: this, state, frame }, stdin);
  }

  script(script: ParsedScript, scope: Scope, stdin: Flow): Flow {
    const [error] = script.errors ?? [];
    const frame: Frame =
      script.source === undefined
        ? scope.frame
        : { source: script.source, origin: scope.frame.origin ?? { start: script.pos, end: script.end } };
    if (error !== undefined)
      this.unknown(
        'shell.parseError',
        error.message,
        "can't be parsed",
        script.source === undefined ? script : { pos: 0, end: script.source.length },
        frame,
      );
    return this.#nested(() => this.statements(script.commands, { ...scope, frame }, stdin));
  }

  substitute(script: ParsedScript | undefined, scope: Scope): Flow {
    if (script === undefined) {
      this.unknown(
        'shell.parseError',
        'a substitution',
        "can't be parsed",
        { pos: 0, end: scope.frame.source.length },
        scope.frame,
      );
      return NO_INPUT;
    }
    return this.script(script, { ...scope, state: scope.state.copy() }, NO_INPUT);
  }

  statements(statements: readonly Statement[], scope: Scope, stdin: Flow): Flow {
    const flows = statements.map((statement) => {
      if (statement.background !== true) {
        const before = scope.state.folders;
        const flow = this.node(statement.command, scope, stdin);
        this.#trapped(statement, scope);
        // What follows a `cd` that failed runs where it was.
        if (statement.command.type === 'Command' && !this.#areThere(scope.state))
          scope.state.folders = unionOf(before, scope.state.folders);
        return flow;
      }
      return this.#detach(() => this.node(statement.command, { ...scope, state: scope.state.copy() }, stdin));
    });
    return together(flows);
  }

  node(node: SyntaxNode, scope: Scope, stdin: Flow): Flow {
    this.spend();
    switch (node.type) {
      case 'Command':
        return this.command(node, scope, stdin);
      case 'Pipeline':
        return this.pipeline(node, scope, stdin);
      case 'AndOr':
        return this.andOr(node, scope, stdin);
      case 'Statement':
        return this.statements([node], scope, stdin);
      case 'CompoundList':
        return this.#nested(() => this.statements(node.commands, scope, stdin));
      case 'Redirected': {
        const redirected = applyRedirects(node.redirects, scope, stdin);
        return redirected.finish(this.node(node.command, scope, redirected.stdin), scope.state);
      }
      case 'Subshell':
        return this.node(node.body, { ...scope, state: scope.state.copy() }, stdin);
      case 'BraceGroup':
        return this.node(node.body, scope, stdin);
      case 'Function':
        scope.state.define(expandSingle(node.name, scope).text ?? node.name.value, { node, frame: scope.frame });
        return NOTHING;
      case 'Coproc':
        return this.#detach(() => this.node(node.body, { ...scope, state: scope.state.copy() }, stdin));
      case 'If': {
        const flows: Flow[] = [];
        const ends: ShellState[] = [];
        this.node(node.clause, scope, stdin);
        const branches = [node, ...node.elif];
        branches.forEach((branch, index) => {
          if (index > 0) this.node(branch.clause, scope, stdin);
          const state = scope.state.copy();
          flows.push(this.node(branch.then, { ...scope, state }, stdin));
          ends.push(state);
        });
        if (node.else !== undefined) flows.push(this.node(node.else, scope, stdin));
        for (const end of ends) scope.state.join(end);
        return together(flows, true);
      }
      case 'While':
        return this.loop(scope, (inner) => {
          this.node(node.clause, inner, stdin);
          return this.node(node.body, inner, stdin);
        });
      case 'ArithmeticFor':
        this.#arithmetic(node.initialize, arithmeticRange(node, scope), scope);
        return this.loop(scope, (inner) => {
          for (const part of [node.test, node.update])
            if (part !== undefined) this.#arithmetic(part, arithmeticRange(node, scope), inner);
          return this.node(node.body, inner, stdin);
        });
      case 'For':
      case 'Select': {
        const items =
          node.wordlist === undefined
            ? scope.state.positional.slice(1)
            : node.wordlist.flatMap((word) => expandWord(word, scope));
        const name = node.name.value;
        this.environment(name, joined(items), node, scope.frame);
        const isUnrolled = node.type === 'For' && items.length <= LONGEST_LOOP && items.length > 0;
        if (!isUnrolled) {
          const value = node.type === 'For' ? anyOf(items, name) : unknownValue(`$${name}`);
          return this.loop(scope, (inner) => {
            inner.state.set(name, value);
            return this.node(node.body, inner, stdin);
          });
        }
        const flows = items.map((item) => {
          const state = scope.state.copy();
          state.set(name, valueOfArg({ ...item, splits: false }));
          const flow = this.node(node.body, { ...scope, state }, stdin);
          scope.state.join(state);
          return flow;
        });
        return together(flows, true);
      }
      case 'Case': {
        expandSingle(node.word, scope);
        const ends: ShellState[] = [];
        const flows = node.items.map((item) => {
          for (const pattern of item.pattern) expandSingle(pattern, scope);
          const state = scope.state.copy();
          for (const end of ends) state.join(end);
          const flow = this.node(item.body, { ...scope, state }, stdin);
          ends.push(state);
          return flow;
        });
        for (const end of ends) scope.state.join(end);
        return together(flows, true);
      }
      case 'TestCommand':
        this.test(node.expression, scope);
        return NOTHING;
      case 'ArithmeticCommand':
        this.#arithmetic(node.expression, { pos: node.pos, end: node.end, text: node.body }, scope);
        return NOTHING;
      default:
        this.unknown('shell.syntax', node.type, 'uses shell syntax that is not understood', node, scope.frame);
        return NO_INPUT;
    }
  }

  /** A body run any number of times: what it changes is unknown from the second time on. */
  loop(scope: Scope, run: (inner: Scope) => Flow): Flow {
    let flow: Flow = NOTHING;
    for (let pass = 0; ; pass++) {
      const state = scope.state.copy();
      flow = run({ ...scope, state });
      if (!scope.state.widen(state)) break;
      if (pass > 4) throw new TooMuchError('a loop that never settles');
    }
    return together([flow, flow], true);
  }

  andOr(node: AndOr, scope: Scope, stdin: Flow): Flow {
    const flows: Flow[] = [];
    // Where the list stands if a command failed (or was skipped): joined in at the end, or where `||` goes on from it.
    let failed: ShellState | undefined;
    node.commands.forEach((command, index) => {
      const operator = node.operators[index - 1];
      if (operator === '||') {
        const succeeded = scope.state.copy();
        if (failed !== undefined) scope.state.join(failed);
        flows.push(this.node(command, scope, stdin));
        scope.state.join(succeeded);
        return;
      }
      const before = scope.state.copy();
      flows.push(this.node(command, scope, stdin));
      if (index === node.commands.length - 1 && index > 0) {
        scope.state.join(before);
        return;
      }
      const after = scope.state.copy();
      after.folders = unionOf(before.folders, after.folders);
      if (failed === undefined) failed = after;
      else failed.join(after);
    });
    if (failed !== undefined) scope.state.join(failed);
    return together(flows);
  }

  pipeline(node: Pipeline, scope: Scope, stdin: Flow): Flow {
    let flow = stdin;
    const isOne = node.commands.length === 1;
    for (const command of node.commands) {
      const state = isOne ? scope.state : scope.state.copy();
      flow = isOne
        ? this.node(command, { ...scope, state }, flow)
        : this.#detach(() => this.node(command, { ...scope, state }, flow));
      // Files written by one part are there for what comes after.
      if (!isOne)
        for (const path of state.writtenPaths())
          if (scope.state.written(path) !== state.written(path))
            scope.state.didWrite(path, state.written(path) ?? { text: undefined, taint: 0 });
    }
    return flow;
  }

  command(node: Command, scope: Scope, stdin: Flow): Flow {
    const { state } = scope;
    const words: Arg[] = [];
    if (node.name !== undefined) words.push(...expandWord(node.name, scope));
    for (const argument of node.args) {
      if (argument.type === 'Word') words.push(...expandWord(argument, scope));
      else words.push(this.#assignmentArg(argument, scope));
    }
    const redirected: Redirected =
      node.redirects.length > 0
        ? applyRedirects(node.redirects as readonly Redirection[], scope, stdin)
        : { stdin, isSocket: false, finish: (flow) => flow };
    const assignments = node.prefix.filter((each): each is Assignment => each.type === 'Assignment');
    const range: Range = { pos: node.pos, end: node.end };
    if (node.name === undefined || words.length === 0) {
      for (const assignment of assignments) this.#assign(assignment, scope, undefined);
      return redirected.finish(NOTHING, state);
    }
    const before: [string, Value | undefined][] = assignments.map(({ name }) => [name, state.variable(name)]);
    for (const assignment of assignments) this.#assign(assignment, scope, words[0]?.text);
    const flow = this.words(
      words,
      scope,
      redirected.isSocket ? { ...redirected.stdin, taint: redirected.stdin.taint | 2 } : redirected.stdin,
      range,
    );
    for (const [name, value] of before) state.set(name, value ?? unknownValue(`$${name}`));
    return redirected.finish(flow, state);
  }

  /** Words as a command: a function that was defined, else a program. */
  words(words: readonly Arg[], scope: Scope, stdin: Flow, range: Range): Flow {
    const [first] = words;
    if (first === undefined) return NOTHING;
    const name = first.text;
    const functions = name === undefined || first.isPattern ? undefined : scope.state.functions(name);
    if (name !== undefined && functions !== undefined) {
      const flows = functions.map((each) =>
        each === undefined
          ? this.program(words, scope, stdin, range)
          : this.#call(name, each, words, scope, stdin, range),
      );
      return together(flows, true);
    }
    return this.program(words, scope, stdin, range);
  }

  program(words: readonly Arg[], scope: Scope, stdin: Flow, range: Range): Flow {
    this.spend();
    if (words.length === 0) return NOTHING;
    return this.#nested(() => new ProgramCall(this, words, scope, stdin, range).run());
  }

  #call(
    name: string,
    definition: DefinedFunction,
    words: readonly Arg[],
    scope: Scope,
    stdin: Flow,
    range: Range,
  ): Flow {
    if (this.#calls.includes(name)) {
      // A function that starts copies of itself without waiting multiplies until the machine stops.
      if (this.#detached > 0)
        this.emit('process', 'every process', range, scope.frame, {
          detail: 'process.everything',
          says: 'starts copies of itself without end',
        });
      else this.unknown('shell.recursion', name, 'calls itself', range, scope.frame);
      return NO_INPUT;
    }
    const { state } = scope;
    const positional = state.positional;
    const before = state.copy();
    const hadLocals = this.#hasLocals;
    this.#hasLocals = false;
    state.positional = words;
    this.#calls.push(name);
    const flow = this.#nested(() => this.node(bodyOf(definition.node), { ...scope, frame: definition.frame }, stdin));
    this.#calls.pop();
    state.positional = positional;
    before.positional = positional;
    // What was local has its old value again.
    if (this.#hasLocals) state.join(before);
    this.#hasLocals = hadLocals;
    return flow;
  }

  didDeclareLocal(): void {
    this.#hasLocals = true;
  }

  #assignmentArg(assignment: Assignment, scope: Scope): Arg {
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
    const value = expandSingle(assignment.value, scope);
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

  #assign(assignment: Assignment, scope: Scope, forProgram: string | undefined): void {
    const { name, value, append, index } = assignment;
    const { state } = scope;
    const old = state.variable(name);
    if (index !== undefined) checkArithmeticText(expandSingle(index, scope).text ?? index.text, scope, assignment);
    let arg: Arg | undefined;
    let next: Value;
    if (value.type === 'ArrayValue') {
      const items = expandArray(value, scope);
      const all = append === true && old?.kind === 'list' ? [...old.items, ...items] : items;
      next =
        append === true && old?.kind !== 'list' && old !== undefined
          ? unknownValue(`$${name}`)
          : { kind: 'list', items: all, taint: all.reduce((sum, item) => sum | item.taint, 0) };
      arg = joined(items);
    } else {
      arg = expandSingle(value, scope);
      next = index !== undefined ? unknownValue(`$${name}`, 'any', arg.taint) : valueOfArg(arg);
      if (append === true && index === undefined) {
        next =
          old?.kind === 'text' && arg.text !== undefined
            ? { kind: 'text', text: old.text + arg.text, taint: old.taint | arg.taint }
            : unknownValue(`$${name}`, 'any', (old?.taint ?? 0) | arg.taint);
      }
    }
    state.set(name, next);
    if (name === 'IFS' && (forProgram === 'read' || forProgram === 'mapfile' || forProgram === 'readarray')) return;
    this.environment(name, arg, assignment, scope.frame);
  }

  environment(name: string, value: Arg | undefined, range: Range, frame: Frame): void {
    if (isDangerousVariable(name, value)) this.emit('environment', name, range, frame, { detail: `env.${name}` });
  }

  test(expression: TestExpression, scope: Scope): void {
    this.spend();
    switch (expression.type) {
      case 'TestUnary': {
        const operand = expandSingle(expression.operand, scope);
        if (expression.operator === '-v' || expression.operator === '-R')
          checkArithmeticText(operand.text ?? operand.raw, scope, expression);
        return;
      }
      case 'TestBinary': {
        const sides = [expandSingle(expression.left, scope), expandSingle(expression.right, scope)];
        if (!/^-(?:eq|ne|lt|le|gt|ge)$/.test(expression.operator)) return;
        for (const side of sides) {
          if (side.text !== undefined) checkArithmeticText(side.text, scope, expression);
          else if (side.unknown?.nature !== 'plain')
            this.unknown(
              'value.arithmetic',
              side.raw,
              'compares a value as a number, which can run commands',
              expression,
              scope.frame,
            );
        }
        return;
      }
      case 'TestLogical':
        for (const operand of expression.operands) this.test(operand, scope);
        return;
      case 'TestNot':
        this.test(expression.operand, scope);
        return;
      case 'TestGroup':
        this.test(expression.expression, scope);
        return;
    }
  }

  /** Whether each folder it may be in exists, or was made by this command line. */
  #areThere(state: ShellState): boolean {
    const { disk, paths } = this.looking;
    return (state.folders ?? []).every((folder) => {
      paths.add(folder);
      return disk.kind(folder) === 'folder' || state.written(folder) !== undefined;
    });
  }

  /** A trap may run after any statement, with what then holds. */
  #trapped(range: Range, scope: Scope): void {
    if (this.#isInTrap) return;
    this.#isInTrap = true;
    const origin = scope.frame.origin ?? { start: range.pos, end: range.end };
    for (const source of scope.state.traps) this.text(source, scope.state.copy(), { source, origin }, NO_INPUT);
    this.#isInTrap = false;
  }

  #arithmetic(expression: ArithmeticExpression | undefined, range: Range & { text: string }, scope: Scope): void {
    checkArithmetic(expression, range, scope, (part) => expandPart(part, range, scope));
  }

  #detach<T>(run: () => T): T {
    this.#detached++;
    try {
      return run();
    } finally {
      this.#detached--;
    }
  }

  #nested<T>(run: () => T): T {
    if (this.#depth >= DEEPEST * 4) throw new TooMuchError('nested too deeply');
    this.#depth++;
    try {
      return run();
    } finally {
      this.#depth--;
    }
  }
}

export function partOf(range: Range, frame: Frame): Part {
  const text = frame.source.slice(range.pos, range.end);
  return frame.origin === undefined ? { start: range.pos, end: range.end, text } : { ...frame.origin, text };
}

function arithmeticRange(node: Range, scope: Scope): Range & { text: string } {
  return { pos: node.pos, end: node.end, text: scope.frame.source.slice(node.pos, node.end) };
}

function bodyOf(node: FunctionNode): Exclude<FunctionNode['body'], undefined> | CompoundList {
  return node.body;
}
