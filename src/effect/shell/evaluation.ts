import type { ParsedScript, Statement, SyntaxNode } from 'unbash';
import type { Effect, EffectKind } from '../effect';
import type { Looking } from '../looking';
import type { Emitted } from '../programs/program';
import type { Frame, ShellState } from './state';
import type { Arg, Flow } from './value';

/** What the parts of the evaluation need of each other. */
export interface Evaluation {
  readonly looking: Looking;
  emit(kind: EffectKind, target: string, range: Range, frame: Frame, more: Emitted): void;
  unknown(detail: string, target: string, says: string, range: Range, frame: Frame): void;
  /** A command substitution: its effects, and what it prints. */
  substitute(script: ParsedScript | undefined, scope: Scope): Flow;
  /** The effects of text that bash expands once more, as in a prompt or in arithmetic. */
  expandText(text: string, scope: Scope, range: Range): void;
}

export interface Range {
  readonly pos: number;
  readonly end: number;
}

/** What a program that runs other commands needs beside. */
export interface Runner extends Evaluation {
  add(effect: Effect): void;
  /** The effects that `run` would add; they are not added. */
  apart(run: () => void): readonly Effect[];
  words(words: readonly Arg[], scope: Scope, stdin: Flow, range: Range): Flow;
  /** As `words`, but a function of that name doesn't count. */
  program(words: readonly Arg[], scope: Scope, stdin: Flow, range: Range): Flow;
  text(text: string, state: ShellState, frame: Frame, stdin: Flow): Flow;
  environment(name: string, value: Arg | undefined, range: Range, frame: Frame): void;
  didDeclareLocal(): void;
}

/** What the walk through the syntax needs beside: each part calls the others through it. */
export interface Walker extends Runner {
  node(node: SyntaxNode, scope: Scope, stdin: Flow): Flow;
  statements(statements: readonly Statement[], scope: Scope, stdin: Flow): Flow;
  /** What the traps do after a statement. */
  trapped(range: Range, scope: Scope): void;
  /** Something the shell doesn't wait for. */
  detach<T>(run: () => T): T;
  /** One level deeper; too deep is too much. */
  nested<T>(run: () => T): T;
}

/** Where something is evaluated. */
export interface Scope {
  readonly shell: Evaluation;
  readonly state: ShellState;
  readonly frame: Frame;
}
