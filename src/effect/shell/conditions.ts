import type { TestExpression } from 'unbash';
import type { Scope } from './evaluation';
import { checkArithmeticText } from './parameters';
import { expandSingle } from './words';

/** `[[ … ]]`: what its words expand to, and what it computes. */
export function evaluateTest(expression: TestExpression, scope: Scope): void {
  scope.shell.spend();
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
