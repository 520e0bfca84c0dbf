import type { Expression } from './syntax';
import { joinValues, mapTexts, optionsOf, textOf, type Value } from './values';

export interface Narrowing {
  readonly name: string;
  readonly narrow: (value: Value) => Value;
}

/** What a test tells about names it looks at: how they end, or what they are. */
export function narrowings(test: Expression, holds: boolean): readonly Narrowing[] {
  switch (test.kind) {
    case 'not':
      return narrowings(test.value, !holds);
    case 'both':
      return holds ? test.items.flatMap((item) => narrowings(item, true)) : [];
    case 'either':
      return !holds && test.test === undefined ? test.options.flatMap((option) => narrowings(option, false)) : [];
    case 'call':
      return holds ? ofCall(test) : [];
    case 'binary':
      return ofComparison(test, holds);
    default:
      return [];
  }
}

function ofCall({ callee, args }: Extract<Expression, { kind: 'call' }>): Narrowing[] {
  if (callee.kind !== 'member' || !/^ends[wW]ith$/.test(callee.name)) return [];
  const { object } = callee;
  const endings = textsOf(args[0]?.value);
  return object.kind === 'name' && endings !== undefined ? [endsWith(object.name, endings)] : [];
}

function ofComparison({ operator, left, right }: Extract<Expression, { kind: 'binary' }>, holds: boolean): Narrowing[] {
  const isEqual = /^(?:===?|in)$/.test(operator) ? holds : /^(?:!==?|not in)$/.test(operator) ? !holds : false;
  const texts = textsOf(right);
  if (!isEqual || texts === undefined || (operator.endsWith('in') && right.kind === 'text')) return [];
  if (left.kind === 'name') return [{ name: left.name, narrow: (value) => (isFound(value) ? textOf(texts) : value) }];
  if (left.kind === 'member' && left.name === 'suffix' && left.object.kind === 'name')
    return [endsWith(left.object.name, texts)];
  // path.extname(name)
  const [arg] = left.kind === 'call' ? left.args : [];
  if (
    left.kind === 'call' &&
    left.callee.kind === 'member' &&
    left.callee.name === 'extname' &&
    arg?.value.kind === 'name'
  )
    return [endsWith(arg.value.name, texts)];
  return [];
}

function endsWith(name: string, endings: readonly string[]): Narrowing {
  const narrow = (value: Value): Value =>
    joinValues(
      optionsOf(value).flatMap((each) =>
        each.kind === 'text' && each.isLikely && each.texts.some((text) => text.endsWith('*'))
          ? endings.map((ending) => mapTexts(each, (text) => (text.endsWith('*') ? `${text}${ending}` : text)))
          : [each],
      ),
    );
  return { name, narrow };
}

function isFound(value: Value): boolean {
  return value.kind === 'text' && value.isLikely && value.texts.every((text) => text.endsWith('*'));
}

function textsOf(expression: Expression | undefined): readonly string[] | undefined {
  if (expression?.kind === 'text') return [expression.text];
  if (expression?.kind !== 'list' || expression.items.length === 0) return undefined;
  const texts = expression.items.map(({ value }) => (value.kind === 'text' ? value.text : undefined));
  return texts.every((text) => text !== undefined) ? texts : undefined;
}
