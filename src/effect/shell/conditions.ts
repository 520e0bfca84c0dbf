import type { TestExpression, Word } from 'unbash';
import { checkArithmeticText } from './arithmetic';
import type { Scope } from './evaluation';
import { isSecretVariable } from './parameters';
import type { Arg } from './value';
import { expandSingle } from './words';

/** `[[ … ]]`: what its words expand to, and what it computes. */
export function evaluateTest(expression: TestExpression, scope: Scope): void {
  scope.shell.looking.budget.spend(2);
  switch (expression.type) {
    case 'TestUnary': {
      if (/^-[nz]$/.test(expression.operator) && isWhetherSet(expression.operand, scope)) return;
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
        else if (side.unknown?.nature !== 'plain' && !isUnset(side, scope))
          scope.shell.unknown(
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
      for (const operand of expression.operands) evaluateTest(operand, scope);
      return;
    case 'TestNot':
      evaluateTest(expression.operand, scope);
      return;
    case 'TestGroup':
      evaluateTest(expression.expression, scope);
      return;
  }
}

/** Nothing but one secret variable, of which only whether it is set will be known. */
export function isWhetherSet(word: Word, { state }: Scope): boolean {
  const name = /^"?\$(?:(\w+)|\{(\w+)(?::?-)?\})"?$/.exec(word.text);
  const whole = name?.[1] ?? name?.[2];
  return whole !== undefined && isSecretVariable(whole) && state.variable(whole) === undefined;
}

/** A variable that nobody has set: it counts as nothing. */
function isUnset(arg: Arg, { state, shell }: Scope): boolean {
  const name = /^"?\$\{?([A-Za-z_]\w*)\}?"?$/.exec(arg.raw)?.[1];
  return (
    name !== undefined &&
    !state.anyVariable &&
    state.variable(name) === undefined &&
    shell.looking.situation.environment[name] === undefined
  );
}
