import {
  type CompoundList,
  type Function as FunctionNode,
  type ParsedScript,
  parse,
  type Statement,
  type SyntaxNode,
} from 'unbash';
import type { Effect, EffectKind, Part } from '../effect';
import type { Looking } from '../looking';
import type { Emitted } from '../programs/program';
import { evaluateNode, evaluateStatements } from './controlFlow';
import { NOTHING, together } from './either';
import { isDangerousVariable } from './environmentNames';
import { type Range, type Scope, TooMuchError, type Walker } from './evaluation';
import { ProgramCall } from './programCall';
import type { DefinedFunction, Frame, ShellState } from './state';
import { textProblem } from './textChecks';
import { type Arg, type Flow, NO_INPUT } from './value';
import { expandText } from './words';

const BUDGET = 20_000;
const DEEPEST = 40;
const MOST_NESTED_TRAPS = 3;
const MOST_EFFECTS = 2_000;

/** Evaluates a command line without running it: what it would run, with what, and what that would do. */
export class Evaluator implements Walker {
  readonly effects: Effect[] = [];
  readonly #seen = new Set<string>();
  readonly #calls: string[] = [];
  readonly #runningTraps = new Set<string>();
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
    return this.script(script, { ...scope, state: scope.state.copy() }, NO_INPUT);
  }

  expandText(text: string, scope: Scope, range: Range): void {
    this.nested(() => expandText(text, scope, range));
  }

  statements(statements: readonly Statement[], scope: Scope, stdin: Flow): Flow {
    return evaluateStatements(this, statements, scope, stdin);
  }

  node(node: SyntaxNode, scope: Scope, stdin: Flow): Flow {
    this.spend();
    return evaluateNode(this, node, scope, stdin);
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
    const traps = scope.state.traps.filter((source) => !this.#runningTraps.has(source));
    if (traps.length === 0 || this.#runningTraps.size >= MOST_NESTED_TRAPS) return;
    const origin = scope.frame.origin ?? { start: range.pos, end: range.end };
    const assigned = scope.frame.source.matchAll(/(?:^|[\s;&|({])([A-Za-z_]\w*)\+?=/g);
    const setElsewhere = new Set([...assigned].map(([, name = '']) => name));
    for (const source of traps) {
      const state = scope.state.copy();
      state.setElsewhere = setElsewhere;
      this.#runningTraps.add(source);
      this.text(source, state, { source, origin }, NO_INPUT);
      this.#runningTraps.delete(source);
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

function bodyOf(node: FunctionNode): Exclude<FunctionNode['body'], undefined> | CompoundList {
  return node.body;
}
