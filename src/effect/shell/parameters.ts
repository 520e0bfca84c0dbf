import type { ArithmeticExpression, ParameterExpansionPart, Word, WordPart } from 'unbash';
import type { Range, Scope } from './evaluation';
import { isPlainWord } from './natures';
import { type Arg, joined, numberValue, SECRET, textValue, unknownValue, type Value, valueOfArg } from './value';

type ExpandWord = (word: Word, scope: Scope) => Arg;

const SECRET_NAME = new RegExp(
  [
    String.raw`(?:^|_)(?:KEY|TOKEN|SECRET|PASSWORD|PASSWD|PASSPHRASE|CREDENTIALS?|PAT|APIKEY|AUTH|PRIVATE)(?:_|$|\d)`,
    'SECRET|PASSWORD|API_?KEY|ACCESS_KEY|_TOKEN$|^DATABASE_URL$|^DSN$',
  ].join('|'),
  'i',
);
const NO_SECRET = /^(?:SSH_AUTH_SOCK|XAUTHORITY|.*_(?:KEY|TOKEN)_(?:NAME|ID|FILE|PATH|LENGTH|COUNT))$/i;

export function isSecretVariable(name: string): boolean {
  return SECRET_NAME.test(name) && !NO_SECRET.test(name) && name !== 'KEY' && name !== 'AUTH';
}

/** What bash itself sets, and what no file name, option or program can hide in. */
const PLAIN_VARIABLES = new Set([
  '?',
  '#',
  '$',
  '!',
  '-',
  'RANDOM',
  'SRANDOM',
  'SECONDS',
  'EPOCHSECONDS',
  'EPOCHREALTIME',
  'LINENO',
  'PPID',
  'UID',
  'EUID',
  'BASHPID',
  'BASH_SUBSHELL',
  'SHLVL',
  'COLUMNS',
  'LINES',
  'OPTIND',
  'HOSTTYPE',
  'OSTYPE',
  'MACHTYPE',
  'BASH_VERSION',
  'HISTCMD',
]);

const NUMBERS = new Set([
  '?',
  '#',
  '$',
  '!',
  'RANDOM',
  'SRANDOM',
  'SECONDS',
  'EPOCHSECONDS',
  'LINENO',
  'PPID',
  'UID',
  'EUID',
]);

/** A variable's value: from this command line, else from the environment, else unknown by its name. */
export function lookUp(name: string, scope: Scope, range: Range): Value {
  const { state, shell } = scope;
  const set = state.variable(name);
  if (set !== undefined) return set;
  if (NUMBERS.has(name)) return numberValue(`$${name}`);
  if (PLAIN_VARIABLES.has(name)) return unknownValue(`$${name}`, 'plain');
  if (name === '@' || name === '*') {
    if (state.positional.length > 0) return { kind: 'list', items: state.positional.slice(1), taint: 0 };
    return listOf(unknownValue(`$${name}`));
  }
  if (/^\d+$/.test(name))
    return state.positional.length === 0 ? unknownValue(`$${name}`) : nth(state.positional, Number(name), `$${name}`);
  if (name === 'PWD') {
    const [folder, ...more] = state.folders ?? [];
    return folder === undefined || more.length > 0 ? unknownValue('$PWD', 'paths') : textValue(folder);
  }
  if (isSecretVariable(name)) {
    // A name test alone: set by the command line itself it would have been found above.
    shell.emit('read', `$${name}`, range, scope.frame, { detail: 'read.environment', says: `reads $${name}` });
    return unknownValue(`$${name}`, 'any', SECRET);
  }
  if (!state.anyVariable) {
    const inherited = shell.looking.situation.environment[name];
    if (inherited !== undefined && name !== 'PATH') return textValue(inherited);
    if (name === 'HOME') return textValue(shell.looking.situation.home);
    if (state.setElsewhere?.has(name) === true && name !== 'PATH') return textValue('');
  }
  return unknownValue(`$${name}`);
}

/** `${…}` in all its forms. */
export function expandParameter(part: ParameterExpansionPart, scope: Scope, expand: ExpandWord): Value {
  const { shell, state, frame } = scope;
  const { parameter, operation, prefix } = part;
  const strange = (detail: string, says: string): Value => {
    shell.unknown(detail, part.text, says, part, frame);
    return unknownValue(part.text);
  };
  if (part.index !== undefined && part.index.text !== '@' && part.index.text !== '*')
    if (isMap(state.variable(parameter))) expand(part.index, scope);
    else checkIndex(part.index, scope, expand);
  if (operation?.type === 'Unknown') return strange('value.expansion', 'uses an expansion that is not understood');
  if (prefix === '#') return numberValue(part.text);
  if (prefix === '!') {
    if (operation?.type === 'Names' || part.index?.text === '@' || part.index?.text === '*')
      return listOf(unknownValue(part.text));
    if (operation !== undefined || part.index !== undefined) {
      for (const word of wordsOf(operation)) expand(word, scope);
      return strange('value.indirect', 'reads a variable whose name is itself unknown');
    }
    const pointer = state.variable(parameter);
    if (pointer?.kind === 'text' && /^[A-Za-z_]\w*$/.test(pointer.text)) return lookUp(pointer.text, scope, part);
    return strange('value.indirect', 'reads a variable whose name is itself unknown');
  }
  const value = indexed(part, lookUp(parameter, scope, part));
  if (operation === undefined) return value;
  const changed = operate(part, value, scope, expand);
  return /^[@*]$/.test(part.index?.text ?? parameter) ? listOf(changed) : changed;
}

function operate(part: ParameterExpansionPart, value: Value, scope: Scope, expand: ExpandWord): Value {
  const { shell, state, frame } = scope;
  const { parameter, operation } = part;
  const strange = (detail: string, says: string): Value => {
    shell.unknown(detail, part.text, says, part, frame);
    return unknownValue(part.text);
  };
  switch (operation?.type) {
    case undefined:
    case 'Unknown':
      return value;
    case 'Default': {
      const chosen = chooseDefault(part, scope);
      if (chosen === 'nothing') return textValue('');
      const operand = expand(operation.operand, scope);
      if (operation.operator.endsWith('?')) return value;
      if (chosen === 'value') return value;
      const result = chosen === 'operand' ? valueOfArg(operand) : either(value, valueOfArg(operand), part.text);
      if (operation.operator.endsWith('=')) state.set(parameter, result);
      return result;
    }
    case 'Transform': {
      const kind = operation.operand.text;
      if (/^[QEUuLKkAa]$/.test(kind)) return unknownValue(part.text, 'any', value.taint);
      if (value.kind === 'text' && !/[\\$`!]/.test(value.text)) return value;
      return strange('value.promptExpansion', 'expands a value as a prompt, which can run commands');
    }
    case 'Slice':
      for (const word of wordsOf(operation)) checkArithmeticArg(expand(word, scope), scope, part);
      return slice(value, operation, part.text);
    case 'Remove':
      return remove(value, operation.operator, expand(operation.operand, scope), part.text);
    case 'Replace':
      expand(operation.pattern, scope);
      expand(operation.replacement, scope);
      return unknownValue(part.text, 'any', value.taint);
    case 'CaseModification':
      if (operation.operand !== undefined) expand(operation.operand, scope);
      if (value.kind === 'text' && operation.operand === undefined && operation.operator.length === 2) {
        return textValue(
          operation.operator === ',,' ? value.text.toLowerCase() : value.text.toUpperCase(),
          value.taint,
        );
      }
      return unknownValue(part.text, value.kind === 'unknown' ? value.unknown.nature : 'any', value.taint);
    case 'Names':
      return listOf(unknownValue(part.text));
  }
}

/** What `${x:-…}` and its like stand for: the variable's value, what stands behind the operator, or nothing. */
export function chooseDefault(part: ParameterExpansionPart, scope: Scope): 'value' | 'operand' | 'nothing' | undefined {
  const { operation, parameter } = part;
  if (operation?.type !== 'Default') return 'value';
  const value = indexed(part, lookUp(parameter, scope, part));
  const isPlain = /^[A-Za-z_]/.test(parameter);
  const isUnset =
    value.kind === 'unknown' &&
    isPlain &&
    scope.state.variable(parameter) === undefined &&
    !PLAIN_VARIABLES.has(parameter) &&
    !scope.state.anyVariable &&
    value.taint === 0;
  const isEmpty = value.kind === 'text' && value.text === '' && value.isPattern !== true;
  const isSet = value.kind === 'text' && (isPlain || !isEmpty);
  const isThere = operation.operator.startsWith(':') ? isSet && !isEmpty : isSet;
  const isMissing = isUnset || (isEmpty && operation.operator.startsWith(':'));
  if (operation.operator.endsWith('+')) return isThere ? 'operand' : isMissing ? 'nothing' : undefined;
  return isThere ? 'value' : isMissing ? 'operand' : undefined;
}

function wordsOf(operation: ParameterExpansionPart['operation']): readonly Word[] {
  switch (operation?.type) {
    case 'Default':
    case 'Transform':
    case 'Remove':
      return [operation.operand];
    case 'Slice':
      return operation.length === undefined ? [operation.offset] : [operation.offset, operation.length];
    case 'Replace':
      return [operation.pattern, operation.replacement];
    case 'CaseModification':
      return operation.operand === undefined ? [] : [operation.operand];
    default:
      return [];
  }
}

/** An expanded word that bash evaluates as arithmetic. */
export function checkArithmeticArg(arg: Arg | undefined, scope: Scope, range: Range): void {
  if (arg === undefined) return;
  if (arg.text !== undefined) checkArithmeticText(arg.text, scope, range);
  else if (arg.unknown?.nature !== 'plain')
    scope.shell.unknown('value.arithmetic', arg.raw, 'computes with a value that can run commands', range, scope.frame);
}

function indexed(part: ParameterExpansionPart, value: Value): Value {
  const index = part.index?.text;
  if (value.kind !== 'list')
    return index === '@' || index === '*'
      ? listOf(value)
      : index === undefined
        ? value
        : unknownValue(part.text, 'any', value.taint);
  if (index === undefined) return /^[@*]$/.test(part.parameter) ? value : nth(value.items, 0, part.text);
  if (index === '@' || index === '*') return value;
  return /^\d+$/.test(index) && value.isMap !== true
    ? nth(value.items, Number(index), part.text)
    : unknownValue(part.text, 'any', value.taint);
}

export function isMap(value: Value | undefined): boolean {
  return value?.kind === 'list' && value.isMap === true;
}

/** One of a list; unknown where an item before it may be any number of items. */
export function nth(items: readonly Arg[], index: number, name: string): Value {
  const item = items[index];
  if (items.slice(0, index).some((each) => each.splits || each.isPattern) || item?.splits === true)
    return unknownValue(
      name,
      'any',
      items.reduce((all, each) => all | each.taint, 0),
    );
  return item === undefined ? textValue('') : valueOfArg(item);
}

function listOf(value: Value): Value {
  return value.kind === 'unknown' ? { ...value, isList: true } : value;
}

function either(a: Value, b: Value, name: string): Value {
  if (a.kind === 'text' && b.kind === 'text' && a.text === b.text) return a;
  const natures = [a, b].map((value) =>
    value.kind === 'unknown'
      ? value.unknown.nature
      : value.kind === 'text' && (value.text === '' || isPlainWord(value.text))
        ? 'plain'
        : 'any',
  );
  return unknownValue(name, natures.every((nature) => nature === 'plain') ? 'plain' : 'any', a.taint | b.taint);
}

function slice(value: Value, operation: { offset: Word; length: Word | undefined }, name: string): Value {
  const offset = /^ ?-?\d+$/.test(operation.offset?.text ?? '') ? Number(operation.offset.text) : undefined;
  const length =
    operation.length === undefined
      ? Number.POSITIVE_INFINITY
      : /^\d+$/.test(operation.length.text)
        ? Number(operation.length.text)
        : undefined;
  if (value.kind === 'text' && value.isPattern !== true && offset !== undefined && length !== undefined) {
    const from = offset < 0 ? Math.max(0, value.text.length + offset) : offset;
    return textValue(value.text.slice(from, from + length), value.taint);
  }
  return unknownValue(
    name,
    value.kind === 'unknown' && value.unknown.nature === 'plain' ? 'plain' : 'any',
    value.taint,
  );
}

/** `${f%.ts}`, `${f##*\/}` with a plain suffix or prefix; any other pattern leaves an unknown part of the value. */
function remove(value: Value, operator: string, pattern: Arg, name: string): Value {
  if (value.kind === 'text' && value.isPattern !== true && pattern.text !== undefined) {
    const { text } = value;
    if (!/[*?[\\]/.test(pattern.text)) {
      if (operator.startsWith('#'))
        return textValue(text.startsWith(pattern.text) ? text.slice(pattern.text.length) : text, value.taint);
      return textValue(
        text.endsWith(pattern.text) ? text.slice(0, text.length - pattern.text.length) : text,
        value.taint,
      );
    }
    if (pattern.text === '*/' && operator === '##')
      return textValue(text.slice(text.lastIndexOf('/') + 1), value.taint);
    if (pattern.text === '/*' && operator === '%')
      return textValue(text.includes('/') ? text.slice(0, text.lastIndexOf('/')) : text, value.taint);
  }
  const isShorter = operator.startsWith('%');
  const isPaths =
    (value.kind === 'unknown' && value.unknown.nature === 'paths') ||
    (value.kind === 'text' && value.isPattern === true && !/^[*?[]/.test(value.text));
  const nature =
    value.kind === 'unknown' && value.unknown.nature === 'plain' ? 'plain' : isPaths && isShorter ? 'paths' : 'any';
  return unknownValue(name, nature, value.taint);
}

function checkIndex(index: Word, scope: Scope, expand: ExpandWord): void {
  const arg = expand(index, scope);
  checkArithmeticText(arg.text ?? arg.raw, scope, index);
}

/** Text that bash evaluates as arithmetic: an index in it (`a[…]`) would be expanded once more, commands and all. */
export function checkArithmeticText(text: string, scope: Scope, range: Range): void {
  if (/\[/.test(text) && !/^[^[\]]*(?:\[\w*\][^[\]]*)*$/.test(text)) {
    scope.shell.unknown('value.arithmetic', text, 'computes with an index that can run commands', range, scope.frame);
    return;
  }
  if (/[`$]\(|`/.test(text)) return;
  for (const [name] of text.matchAll(/[A-Za-z_]\w*/g)) checkNumber(name, scope, range, 0);
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
    if (depth < DEEPEST_NUMBER && /^[\w\s+*/%().<>=!&|^~?:-]*$/.test(value.text)) {
      for (const [inner] of value.text.matchAll(/[A-Za-z_]\w*/g))
        if (inner !== name) checkNumber(inner, scope, range, depth + 1);
      return;
    }
  } else if (value.kind === 'unknown') {
    if (value.unknown.nature === 'plain' && (value.head ?? '') === '') return;
  } else if (value.items.every((item) => item.text !== undefined && /^-?\d+$/.test(item.text))) return;
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
  checkArithmetic(expression, part, scope, visit);
  return numberValue(part.text);
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
  scope.shell.spend();
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

/** All of a list as one value, for `"$*"`. */
export function listText(value: Value): Value {
  if (value.kind !== 'list') return value;
  const all = joined(value.items);
  return all === undefined ? textValue('') : valueOfArg(all);
}
