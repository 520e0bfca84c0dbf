import { type ArithmeticExpression, parse, type WordPart } from 'unbash';
import type { Range, Scope } from './evaluation';
import { type Arg, numberValue, textValue, type Value } from './value';

/** An expanded word that bash evaluates as arithmetic. */
export function checkArithmeticArg(arg: Arg | undefined, scope: Scope, range: Range): void {
  if (arg === undefined) return;
  if (arg.text !== undefined) checkArithmeticText(arg.text, scope, range);
  else if (arg.unknown?.nature !== 'plain')
    scope.shell.unknown('value.arithmetic', arg.raw, 'computes with a value that can run commands', range, scope.frame);
}

/** Text that bash evaluates as arithmetic: an index in it (`a[…]`) would be expanded once more, commands and all. */
export function checkArithmeticText(text: string, scope: Scope, range: Range): void {
  if (/\[/.test(text) && !/^[^[\]]*(?:\[\w*\][^[\]]*)*$/.test(text)) {
    scope.shell.unknown('value.arithmetic', text, 'computes with an index that can run commands', range, scope.frame);
    scope.shell.expandText(text, scope, range);
    return;
  }
  if (/[`$]\(|`/.test(text)) return;
  if (/\+\+|--|(?<![=<>!])=(?!=)/.test(text)) forgetNumbers(text, scope);
  for (const [name] of text.matchAll(/[A-Za-z_]\w*/g)) checkNumber(name, scope, range, 0);
}

/** After `x=…` or `x++` in arithmetic a variable is some number. */
function forgetNumbers(text: string, scope: Scope): void {
  const set = /([A-Za-z_]\w*)\s*(?:\+\+|--|(?:[-+*/%&|^]|<<|>>)?=(?!=))|(?:\+\+|--)\s*([A-Za-z_]\w*)/g;
  for (const [, before, after] of text.matchAll(set)) {
    const name = before ?? after ?? '';
    scope.state.set(name, numberValue(`$${name}`));
  }
}

const DEEPEST_NUMBER = 8;

/** A name in arithmetic stands for its value, which is evaluated in turn. */
function checkNumber(name: string, scope: Scope, range: Range, depth: number): void {
  const value = scope.state.variable(name);
  if (value === undefined) {
    const inherited = scope.shell.looking.situation.environment[name];
    if (inherited === undefined || /^[\w\s+*/%.-]*$/.test(inherited)) return;
  } else if (value.kind === 'text') {
    if (/^[\s\d+*/%().<>=!&|^~?:-]*$/.test(value.text)) return;
    if (/\+\+|--|=/.test(value.text)) forgetNumbers(value.text, scope);
    if (depth < DEEPEST_NUMBER && /^[\w\s+*/%().<>=!&|^~?:-]*$/.test(value.text)) {
      for (const [inner] of value.text.matchAll(/[A-Za-z_]\w*/g))
        if (inner !== name) checkNumber(inner, scope, range, depth + 1);
      return;
    }
  } else if (value.kind === 'unknown') {
    if (value.unknown.nature === 'plain' && (value.head ?? '') === '') return;
  } else if (value.items.every((item) => item.text !== undefined && /^-?\d+$/.test(item.text))) return;
  if (value?.kind === 'text') scope.shell.expandText(value.text, scope, range);
  scope.shell.unknown(
    'value.arithmetic',
    name,
    `computes with $${name}, whose value can run commands`,
    range,
    scope.frame,
  );
}

/** `$((…))`: its effects; the result is a number. */
export function expandArithmetic(
  expression: ArithmeticExpression | undefined,
  part: Range & { readonly text: string },
  scope: Scope,
  visit: (part: WordPart) => Arg | undefined,
): Value {
  const number = expression === undefined ? undefined : compute(expression, scope, 0);
  checkArithmetic(expression, part, scope, visit);
  return number === undefined ? numberValue(part.text) : textValue(String(number));
}

export function checkArithmetic(
  expression: ArithmeticExpression | undefined,
  part: Range & { readonly text: string },
  scope: Scope,
  visit: (part: WordPart) => Arg | undefined,
): void {
  if (expression === undefined) {
    if (/^\$?\(\(\s*\)\)$|^\s*$/.test(part.text)) return;
    scope.shell.unknown('value.arithmetic', part.text, "computes something that can't be parsed", part, scope.frame);
    return;
  }
  scope.shell.looking.budget.spend(2);
  switch (expression.type) {
    case 'ArithmeticWord': {
      const parts = expression.parts ?? [];
      for (const inner of parts) {
        if (inner.type === 'SimpleExpansion' || inner.type === 'ParameterExpansion') {
          const name = inner.type === 'SimpleExpansion' ? inner.text.slice(1) : inner.parameter;
          const isBare =
            inner.type === 'SimpleExpansion' ||
            (inner.operation === undefined && inner.prefix === undefined && inner.index === undefined);
          if (!isBare || name === '@' || name === '*') checkArithmeticArg(visit(inner), scope, part);
          else if (/^[A-Za-z_]/.test(name)) checkNumber(name, scope, part, 0);
          else if (/^\d/.test(name)) checkPositional(name, scope, part);
        }
        if (inner.type === 'CommandExpansion') {
          const flow = scope.shell.substitute(inner.script, scope);
          if (flow.nature !== 'plain' && (flow.text === undefined || /[[a-zA-Z_]/.test(flow.text))) {
            scope.shell.unknown(
              'value.arithmetic',
              inner.text,
              "computes with a command's output, which can run commands",
              part,
              scope.frame,
            );
          }
        } else if (inner.type !== 'Literal') visit(inner);
      }
      checkArithmeticText(
        parts.length === 0
          ? expression.value
          : parts.map((inner) => (inner.type === 'Literal' ? inner.value : '')).join(''),
        scope,
        part,
      );
      return;
    }
    case 'ArithmeticBinary':
      checkArithmetic(expression.left, part, scope, visit);
      checkArithmetic(expression.right, part, scope, visit);
      if (
        /^(?:[-+*/%&|^]|<<|>>)?=$/.test(expression.operator) &&
        expression.left.type === 'ArithmeticWord' &&
        /^\w+$/.test(expression.left.value)
      ) {
        scope.state.set(expression.left.value, numberValue(`$${expression.left.value}`));
      }
      return;
    case 'ArithmeticUnary':
      checkArithmetic(expression.operand, part, scope, visit);
      if (/^(?:\+\+|--)$/.test(expression.operator) && expression.operand.type === 'ArithmeticWord')
        forgetNumbers(`${expression.operand.value}++`, scope);
      return;
    case 'ArithmeticTernary':
      for (const each of [expression.test, expression.consequent, expression.alternate])
        checkArithmetic(each, part, scope, visit);
      return;
    case 'ArithmeticGroup':
      checkArithmetic(expression.expression, part, scope, visit);
      return;
    case 'ArithmeticCommandExpansion': {
      const flow = scope.shell.substitute(expression.script, scope);
      if (flow.nature !== 'plain' && (flow.text === undefined || /[[a-zA-Z_]/.test(flow.text))) {
        scope.shell.unknown(
          'value.arithmetic',
          expression.text,
          "computes with a command's output, which can run commands",
          part,
          scope.frame,
        );
      }
      return;
    }
  }
}

function checkPositional(name: string, scope: Scope, range: Range): void {
  const arg = scope.state.positional[Number(name)];
  if (arg !== undefined && (arg.text === undefined ? arg.unknown?.nature === 'plain' : /^-?\d*$/.test(arg.text)))
    return;
  scope.shell.unknown(
    'value.arithmetic',
    `$${name}`,
    'computes with a value that can run commands',
    range,
    scope.frame,
  );
}

/** The number that arithmetic comes to, where all in it is known and nothing is set. */
export function computeText(text: string, scope: Scope, depth = 0): bigint | undefined {
  if (/^\s*$/.test(text)) return 0n;
  if (depth > DEEPEST_NUMBER || /[;#)]\s*$|\)\)|[\n`'"\\]/.test(text)) return undefined;
  const script = parse(`((${text}))`);
  const command = script.commands[0]?.command;
  if (script.errors !== undefined || script.commands.length !== 1 || command?.type !== 'ArithmeticCommand')
    return undefined;
  return command.expression === undefined ? undefined : compute(command.expression, scope, depth);
}

function compute(expression: ArithmeticExpression, scope: Scope, depth: number): bigint | undefined {
  switch (expression.type) {
    case 'ArithmeticWord': {
      const [part, ...more] = expression.parts ?? [];
      if (part === undefined) return computeWord(expression.value, scope, depth);
      const name = part.type === 'SimpleExpansion' && more.length === 0 ? part.text.slice(1) : '';
      const value = /^[A-Za-z_]/.test(name) ? scope.state.variable(name) : undefined;
      return value?.kind === 'text' && value.isPattern !== true ? computeText(value.text, scope, depth + 1) : undefined;
    }
    case 'ArithmeticGroup':
      return compute(expression.expression, scope, depth);
    case 'ArithmeticUnary': {
      const operand = compute(expression.operand, scope, depth);
      if (operand === undefined) return undefined;
      const { operator } = expression;
      return operator === '-'
        ? BigInt.asIntN(64, -operand)
        : operator === '+'
          ? operand
          : operator === '!'
            ? BigInt(operand === 0n)
            : operator === '~'
              ? ~operand
              : undefined;
    }
    case 'ArithmeticTernary': {
      const test = compute(expression.test, scope, depth);
      if (test === undefined) return undefined;
      return compute(test === 0n ? expression.alternate : expression.consequent, scope, depth);
    }
    case 'ArithmeticBinary': {
      const left = compute(expression.left, scope, depth);
      const right = compute(expression.right, scope, depth);
      return left === undefined || right === undefined ? undefined : operate(expression.operator, left, right);
    }
    case 'ArithmeticCommandExpansion':
      return undefined;
  }
}

function computeWord(text: string, scope: Scope, depth: number): bigint | undefined {
  if (/^0x[0-9a-f]+$/i.test(text)) return BigInt.asIntN(64, BigInt(text));
  if (/^0[0-7]+$/.test(text)) return BigInt.asIntN(64, BigInt(`0o${text.slice(1)}`));
  if (/^(?:0|[1-9]\d{0,17})$/.test(text)) return BigInt(text);
  if (!/^[A-Za-z_]\w*$/.test(text)) return undefined;
  const value = scope.state.variable(text);
  return value?.kind === 'text' && value.isPattern !== true ? computeText(value.text, scope, depth + 1) : undefined;
}

const OPERATIONS: Readonly<Record<string, (left: bigint, right: bigint) => bigint | undefined>> = {
  '+': (left, right) => left + right,
  '-': (left, right) => left - right,
  '*': (left, right) => left * right,
  '/': (left, right) => (right === 0n ? undefined : left / right),
  '%': (left, right) => (right === 0n ? undefined : left % right),
  '**': (left, right) => (right < 0n || right > 64n ? undefined : left ** right),
  '<<': (left, right) => (right < 0n || right > 63n ? undefined : left << right),
  '>>': (left, right) => (right < 0n || right > 63n ? undefined : left >> right),
  '&': (left, right) => left & right,
  '|': (left, right) => left | right,
  '^': (left, right) => left ^ right,
  '<': (left, right) => BigInt(left < right),
  '>': (left, right) => BigInt(left > right),
  '<=': (left, right) => BigInt(left <= right),
  '>=': (left, right) => BigInt(left >= right),
  '==': (left, right) => BigInt(left === right),
  '!=': (left, right) => BigInt(left !== right),
  '&&': (left, right) => BigInt(left !== 0n && right !== 0n),
  '||': (left, right) => BigInt(left !== 0n || right !== 0n),
  ',': (_, right) => right,
};

function operate(operator: string, left: bigint, right: bigint): bigint | undefined {
  const number = OPERATIONS[operator]?.(left, right);
  return number === undefined ? undefined : BigInt.asIntN(64, number);
}
