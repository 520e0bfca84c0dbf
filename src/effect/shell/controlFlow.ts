import type { AndOr, ArithmeticExpression, Pipeline, Statement, SyntaxNode } from 'unbash';
import { TooMuchError } from '../budget';
import { checkArithmetic, checkArithmeticArg } from './arithmetic';
import { evaluateTest } from './conditions';
import { anyOf, NOTHING, together, unionOf } from './either';
import type { Range, Scope, Walker } from './evaluation';
import { applyRedirects } from './redirects';
import { evaluateCommand } from './simpleCommand';
import type { ShellState } from './state';
import { type Flow, joined, NO_INPUT, unknownValue, valueOfArg } from './value';
import { expandPart, expandSingle, expandWord } from './words';

const LONGEST_LOOP = 24;

/** Whatever the syntax: commands, and what runs them once, many times, or perhaps. */
export function evaluateNode(shell: Walker, node: SyntaxNode, scope: Scope, stdin: Flow): Flow {
  switch (node.type) {
    case 'Command':
      return evaluateCommand(shell, node, scope, stdin);
    case 'Pipeline':
      return pipeline(shell, node, scope, stdin);
    case 'AndOr':
      return andOr(shell, node, scope, stdin);
    case 'Statement':
      return shell.statements([node], scope, stdin);
    case 'CompoundList':
      return shell.nested(() => shell.statements(node.commands, scope, stdin));
    case 'Redirected': {
      const redirected = applyRedirects(node.redirects, scope, stdin);
      return redirected.finish(shell.node(node.command, scope, redirected.stdin), scope.state);
    }
    case 'Subshell': {
      const state = scope.state.copy();
      const flow = shell.node(node.body, { ...scope, state }, stdin);
      scope.state.keepWritten(state);
      return flow;
    }
    case 'BraceGroup':
      return shell.node(node.body, scope, stdin);
    case 'Function':
      scope.state.define(expandSingle(node.name, scope).text ?? node.name.value, { node, frame: scope.frame });
      return NOTHING;
    case 'Coproc':
      return shell.detach(() => shell.node(node.body, { ...scope, state: scope.state.copy() }, stdin));
    case 'If': {
      const flows: Flow[] = [];
      const ends: ShellState[] = [];
      shell.node(node.clause, scope, stdin);
      const branches = [node, ...node.elif];
      branches.forEach((branch, index) => {
        if (index > 0) shell.node(branch.clause, scope, stdin);
        const state = scope.state.copy();
        flows.push(shell.node(branch.then, { ...scope, state }, stdin));
        ends.push(state);
      });
      if (node.else !== undefined) flows.push(shell.node(node.else, scope, stdin));
      for (const end of ends) scope.state.join(end);
      return together(flows, true);
    }
    case 'While':
      return loop(scope, (inner) => {
        shell.node(node.clause, inner, stdin);
        return shell.node(node.body, inner, stdin);
      });
    case 'ArithmeticFor':
      arithmetic(node.initialize, arithmeticRange(node, scope), scope);
      return loop(scope, (inner) => {
        for (const part of [node.test, node.update])
          if (part !== undefined) arithmetic(part, arithmeticRange(node, scope), inner);
        return shell.node(node.body, inner, stdin);
      });
    case 'For':
    case 'Select': {
      const items =
        node.wordlist === undefined
          ? scope.state.positional.slice(1)
          : node.wordlist.flatMap((word) => expandWord(word, scope));
      const name = node.name.value;
      shell.environment(name, joined(items), node, scope.frame);
      if (scope.state.integers.has(name)) for (const item of items) checkArithmeticArg(item, scope, node);
      const isUnrolled = node.type === 'For' && items.length <= LONGEST_LOOP && items.length > 0;
      if (!isUnrolled) {
        const value = node.type === 'For' ? anyOf(items, name) : unknownValue(`$${name}`);
        return loop(scope, (inner) => {
          inner.state.set(name, value);
          return shell.node(node.body, inner, stdin);
        });
      }
      const flows = items.map((item) => {
        const state = scope.state.copy();
        state.set(name, valueOfArg({ ...item, splits: false }));
        const flow = shell.node(node.body, { ...scope, state }, stdin);
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
        const flow = shell.node(item.body, { ...scope, state }, stdin);
        ends.push(state);
        return flow;
      });
      for (const end of ends) scope.state.join(end);
      return together(flows, true);
    }
    case 'TestCommand':
      evaluateTest(node.expression, scope);
      return NOTHING;
    case 'ArithmeticCommand':
      arithmetic(node.expression, { pos: node.pos, end: node.end, text: node.body }, scope);
      return NOTHING;
    default:
      shell.unknown('shell.syntax', node.type, 'uses shell syntax that is not understood', node, scope.frame);
      return NO_INPUT;
  }
}

/** One statement after the other. */
export function evaluateStatements(shell: Walker, statements: readonly Statement[], scope: Scope, stdin: Flow): Flow {
  const flows = statements.map((statement) => {
    if (statement.background !== true) {
      const before = scope.state.folders;
      const flow = shell.node(statement.command, scope, stdin);
      shell.trapped(statement, scope);
      // What follows a `cd` that failed runs where it was.
      if (statement.command.type === 'Command' && scope.state.folders !== before && !areThere(shell, scope.state))
        scope.state.folders = unionOf(before, scope.state.folders);
      return flow;
    }
    const inner = { ...scope, state: scope.state.copy() };
    const flow = shell.detach(() => shell.node(statement.command, inner, stdin));
    shell.trapped(statement, inner);
    if (statement.command.type === 'Command')
      scope.state.started = [
        ...scope.state.started,
        scope.frame.source.slice(statement.command.pos, statement.command.end),
      ];
    return flow;
  });
  return together(flows);
}

/** A body run any number of times: what it changes is unknown from the second time on. */
function loop(scope: Scope, run: (inner: Scope) => Flow): Flow {
  let flow: Flow = NOTHING;
  for (let pass = 0; ; pass++) {
    const state = scope.state.copy();
    flow = run({ ...scope, state });
    if (!scope.state.widen(state)) break;
    if (pass > 4) throw new TooMuchError('has a loop whose effects never settle');
  }
  return together([flow, flow], true);
}

function andOr(shell: Walker, node: AndOr, scope: Scope, stdin: Flow): Flow {
  const flows: Flow[] = [];
  // Where the list stands if a command failed (or was skipped): joined in at the end, or where `||` goes on from it.
  let failed: ShellState | undefined;
  node.commands.forEach((command, index) => {
    const operator = node.operators[index - 1];
    if (operator === '||') {
      const succeeded = scope.state.copy();
      if (failed !== undefined) scope.state.join(failed);
      flows.push(shell.node(command, scope, stdin));
      scope.state.join(succeeded);
      return;
    }
    const before = scope.state.copy();
    flows.push(shell.node(command, scope, stdin));
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

function pipeline(shell: Walker, node: Pipeline, scope: Scope, stdin: Flow): Flow {
  let flow = stdin;
  const isOne = node.commands.length === 1;
  for (const command of node.commands) {
    const state = isOne ? scope.state : scope.state.copy();
    flow = isOne
      ? shell.node(command, { ...scope, state }, flow)
      : shell.detach(() => shell.node(command, { ...scope, state }, flow));
    if (!isOne) shell.trapped(command, { ...scope, state });
    // Files written by one part are there for what comes after.
    if (!isOne)
      for (const path of state.writtenPaths())
        if (scope.state.written(path) !== state.written(path))
          scope.state.didWrite(path, state.written(path) ?? { text: undefined, taint: 0 });
  }
  return flow;
}

/** Whether each folder it may be in exists, or was made by this command line. */
function areThere(shell: Walker, state: ShellState): boolean {
  const { disk, paths } = shell.looking;
  return (state.folders ?? []).every((folder) => {
    paths.add(folder);
    return disk.kind(folder) === 'folder' || state.written(folder) !== undefined;
  });
}

function arithmetic(expression: ArithmeticExpression | undefined, range: Range & { text: string }, scope: Scope): void {
  checkArithmetic(expression, range, scope, (part) => expandPart(part, range, scope));
}

function arithmeticRange(node: Range, scope: Scope): Range & { text: string } {
  return { pos: node.pos, end: node.end, text: scope.frame.source.slice(node.pos, node.end) };
}
