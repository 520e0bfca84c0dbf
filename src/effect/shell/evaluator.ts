import {
  type CompoundList,
  type Function as FunctionNode,
  type ParsedScript,
  parse,
  type Statement,
  type SyntaxNode,
} from 'unbash';
import { TooMuchError } from '../budget';
import type { Effect, EffectKind } from '../effect';
import type { Looking } from '../looking';
import type { Emitted } from '../programs/program';
import { evaluateNode, evaluateStatements } from './controlFlow';
import { NOTHING, together } from './either';
import { isDangerousVariable } from './environmentNames';
import type { Range, Scope, Walker } from './evaluation';
import { asTrusted, partOf } from './origin';
import { ProgramCall } from './programCall';
import type { DefinedFunction, Frame, ShellState } from './state';
import { textProblem } from './textChecks';
import { type Arg, type Flow, NO_INPUT } from './value';
import { expandText } from './words';

/** What the parts of the work cost, in steps of the budget. */
const NODE = 2;
const PROGRAM = 8;
const EFFECT = 4;
/** Words that a program takes in a step. */
const WORDS = 4;
/** This much text is checked and parsed in about a step. */
const STEP_OF_PARSING = 32;
const DEEPEST = 40;
const MOST_NESTED_TRAPS = 3;
const MOST_EFFECTS = 2_000;

/** Evaluates a command line without running it: what it would run, with what, and what that would do. */
export class Evaluator implements Walker {
  effects: Effect[] = [];
  /** By what they are done to. */
  #seen = new Map<string, Effect[]>();
  readonly #calls: FunctionNode[] = [];
  readonly #runningTraps: string[] = [];
  #depth = 0;
  #detached = 0;
  #hasLocals = false;

  constructor(readonly looking: Looking) {}

  emit(kind: EffectKind, target: string, range: Range, frame: Frame, more: Emitted): void {
    const { detail, says, place, certainty = 'certain' } = more;
    const part = partOf(range, frame);
    this.add(asTrusted({ kind, target, part, certainty, program: undefined, detail, says, place }, frame.origin));
  }

  unknown(detail: string, target: string, says: string, range: Range, frame: Frame): void {
    this.emit('unknown', target, range, frame, { detail, says, certainty: 'possible' });
  }

  add(effect: Effect): void {
    this.looking.budget.spend(EFFECT);
    const alike = this.#seen.get(effect.target);
    if (alike === undefined) this.#seen.set(effect.target, [effect]);
    else {
      this.looking.budget.spend(alike.length / 64);
      if (alike.some((each) => isSameEffect(each, effect))) return;
      alike.push(effect);
    }
    if (this.effects.length >= MOST_EFFECTS) throw new TooMuchError('has too many effects to tell one by one');
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
    this.looking.budget.spend(text.length / STEP_OF_PARSING);
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
    return this.nested(() => this.statements(script.commands, { ...scope, frame }, stdin));
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
    const state = scope.state.copy();
    const flow = this.script(script, { ...scope, state }, NO_INPUT);
    scope.state.keepWritten(state);
    return flow;
  }

  expandText(text: string, scope: Scope, range: Range): void {
    this.nested(() => expandText(text, scope, range));
  }

  statements(statements: readonly Statement[], scope: Scope, stdin: Flow): Flow {
    return evaluateStatements(this, statements, scope, stdin);
  }

  node(node: SyntaxNode, scope: Scope, stdin: Flow): Flow {
    this.looking.budget.spend(NODE);
    return evaluateNode(this, node, scope, stdin);
  }

  /** Words as a command: a function that was defined, else a program. */
  words(words: readonly Arg[], scope: Scope, stdin: Flow, range: Range): Flow {
    const [first] = words;
    if (first === undefined) return NOTHING;
    const name = first.text;
    // A variable that is empty stands for no word at all.
    if (name === undefined && first.splits && first.head === '' && words.length > 1)
      this.words(words.slice(1), { ...scope, state: scope.state.copy() }, stdin, range);
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
    this.looking.budget.spend(PROGRAM + words.length / WORDS);
    if (words.length === 0) return NOTHING;
    return this.nested(() => new ProgramCall(this, words, scope, stdin, range).run());
  }

  #call(
    name: string,
    definition: DefinedFunction,
    words: readonly Arg[],
    scope: Scope,
    stdin: Flow,
    range: Range,
  ): Flow {
    if (this.#calls.includes(definition.node)) {
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
    this.#calls.push(definition.node);
    const flow = this.nested(() => this.node(bodyOf(definition.node), { ...scope, frame: definition.frame }, stdin));
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

  environment(name: string, value: Arg | undefined, range: Range, frame: Frame): void {
    const { platform, roots } = this.looking.situation;
    if (isDangerousVariable({ name, value, isWindows: platform === 'windows', roots }))
      this.emit('environment', name, range, frame, { detail: `env.${name}` });
  }

  /** A trap may run after any statement, with what then holds. */
  trapped(range: Range, scope: Scope): void {
    if (scope.state.traps.length === 0) return;
    const traps = scope.state.traps.filter((source) => !this.#runningTraps.includes(source));
    if (traps.length === 0 || this.#runningTraps.length >= MOST_NESTED_TRAPS) return;
    const origin = scope.frame.origin ?? { start: range.pos, end: range.end };
    const setElsewhere = namesSetIn(scope.frame);
    for (const source of traps) {
      const state = scope.state.copy();
      state.setElsewhere = setElsewhere;
      this.#runningTraps.push(source);
      this.text(source, state, { source, origin }, NO_INPUT);
      this.#runningTraps.pop();
    }
  }

  apart(run: () => void): readonly Effect[] {
    const { effects } = this;
    const seen = this.#seen;
    this.effects = [];
    this.#seen = new Map();
    let isDone = false;
    try {
      run();
      isDone = true;
      return this.effects;
    } finally {
      // Where it was too much, nothing that was found is lost.
      if (!isDone) effects.push(...this.effects);
      this.effects = effects;
      this.#seen = seen;
    }
  }

  detach<T>(run: () => T): T {
    this.#detached++;
    try {
      return run();
    } finally {
      this.#detached--;
    }
  }

  nested<T>(run: () => T): T {
    if (this.#depth >= DEEPEST * 4) throw new TooMuchError('is nested too deeply to look through');
    this.#depth++;
    try {
      return run();
    } finally {
      this.#depth--;
    }
  }
}

function isSameEffect(a: Effect, b: Effect): boolean {
  return (
    a.kind === b.kind &&
    a.detail === b.detail &&
    a.place?.path === b.place?.path &&
    a.part.start === b.part.start &&
    a.part.end === b.part.end &&
    a.part.text === b.part.text
  );
}

const namesSet = new WeakMap<Frame, ReadonlySet<string>>();

/** Names that look as if they were set somewhere in the text. */
function namesSetIn(frame: Frame): ReadonlySet<string> {
  let names = namesSet.get(frame);
  if (names === undefined) {
    const assigned = frame.source.matchAll(/(?:^|[\s;&|({])([A-Za-z_]\w*)\+?=/g);
    names = new Set([...assigned].map(([, name = '']) => name));
    namesSet.set(frame, names);
  }
  return names;
}

function bodyOf(node: FunctionNode): Exclude<FunctionNode['body'], undefined> | CompoundList {
  return node.body;
}
