import type { ParameterExpansionPart, ParameterSliceOperation, Word } from 'unbash';
import { checkArithmeticArg, checkArithmeticText, computeText } from './arithmetic';
import { changeCase, promptText, removeMatch, replaceMatch, sliceText, transform } from './changes';
import type { Range, Scope } from './evaluation';
import { isPlainWord } from './natures';
import {
  type Arg,
  CHANGED,
  joined,
  numberValue,
  SECRET,
  textValue,
  type Unknown,
  unknownValue,
  type Value,
  valueOfArg,
} from './value';

/** How the words within an expansion are expanded. */
export interface Expander {
  word(word: Word, scope: Scope): Arg;
  /** As the source of a regular expression; undefined where that can't be told. */
  pattern(word: Word, scope: Scope): string | undefined;
}

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
  if (name === 'IFS') return textValue(' \t\n');
  if (name === 'BASH' && !state.anyVariable) return textValue('/bin/bash');
  if (NUMBERS.has(name)) return numberValue(`$${name}`);
  if (PLAIN_VARIABLES.has(name)) return unknownValue(`$${name}`, 'plain');
  if (name === '@' || name === '*') {
    if (state.positional.length > 0) return { kind: 'list', items: state.positional.slice(1), taint: 0 };
    return listOf(unknownValue(`$${name}`));
  }
  if (/^\d+$/.test(name))
    return state.positional.length === 0 ? unknownValue(`$${name}`) : nth(state.positional, Number(name), `$${name}`);
  if (name === 'IFS' && !state.anyVariable) return textValue(' \t\n');
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

/** `${!list[@]}`: where each item stands in the list. */
function isIndexed(part: ParameterExpansionPart, value: Value | undefined): boolean {
  return part.index !== undefined && value?.kind === 'list' && value.isMap !== true;
}

/** `${…}` in all its forms. */
export function expandParameter(part: ParameterExpansionPart, scope: Scope, expander: Expander): Value {
  const { shell, state, frame } = scope;
  const { parameter, operation, prefix } = part;
  const strange = (detail: string, says: string): Value => {
    shell.unknown(detail, part.text, says, part, frame);
    return unknownValue(part.text);
  };
  if (part.index !== undefined && part.index.text !== '@' && part.index.text !== '*')
    if (isMap(state.variable(parameter))) expander.word(part.index, scope);
    else checkIndex(part.index, scope, expander);
  if (operation?.type === 'Unknown') return strange('value.expansion', 'uses an expansion that is not understood');
  if (prefix === '#') return lengthOf(part, scope);
  if (prefix === '!') {
    if (operation?.type === 'Names' || part.index?.text === '@' || part.index?.text === '*')
      return listOf(isIndexed(part, state.variable(parameter)) ? numberValue(part.text) : unknownValue(part.text));
    if (operation !== undefined || part.index !== undefined) {
      for (const word of wordsOf(operation)) expander.word(word, scope);
      return strange('value.indirect', 'reads a variable whose name is itself unknown');
    }
    const pointer = state.variable(parameter);
    if (pointer?.kind === 'text' && /^[A-Za-z_]\w*$/.test(pointer.text)) return lookUp(pointer.text, scope, part);
    return strange('value.indirect', 'reads a variable whose name is itself unknown');
  }
  if (operation?.type === 'Default' && isWhetherSecret(part, scope))
    return either(textValue(''), valueOfArg(expander.word(operation.operand, scope)), part.text);
  const value = indexed(part, lookUp(parameter, scope, part));
  if (operation === undefined) return value;
  const changed = operate(part, value, scope, expander);
  return /^[@*]$/.test(part.index?.text ?? parameter) ? listOf(changed) : changed;
}

/** `${TOKEN:+set}`: of the secret itself nothing comes out. */
function isWhetherSecret({ operation, parameter }: ParameterExpansionPart, { state }: Scope): boolean {
  return (
    operation?.type === 'Default' &&
    operation.operator.endsWith('+') &&
    isSecretVariable(parameter) &&
    state.variable(parameter) === undefined
  );
}

function lengthOf(part: ParameterExpansionPart, scope: Scope): Value {
  const isList = /^[@*#]$/.test(part.index?.text ?? part.parameter);
  const isSeen = scope.state.variable(part.parameter) !== undefined || !isSecretVariable(part.parameter);
  const isOne = !isList && /^\w+$/.test(part.parameter);
  const value = isSeen && isOne ? indexed(part, lookUp(part.parameter, scope, part)) : undefined;
  return value?.kind === 'text' && value.isPattern !== true
    ? textValue(String([...value.text].length), value.taint)
    : numberValue(part.text);
}

function operate(part: ParameterExpansionPart, value: Value, scope: Scope, expander: Expander): Value {
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
      const operand = expander.word(operation.operand, scope);
      if (operation.operator.endsWith('?')) return value;
      if (chosen === 'value') return value;
      const result = chosen === 'operand' ? valueOfArg(operand) : either(value, valueOfArg(operand), part.text);
      if (operation.operator.endsWith('=')) state.set(parameter, result);
      return result;
    }
    case 'Transform': {
      const kind = operation.operand.text;
      const each = (text: string) => transform(text, kind);
      if (/^[QEUuL]$/.test(kind)) return change(value, each, part.text);
      if (/^[KkAa]$/.test(kind)) return unknownValue(part.text, 'any', value.taint);
      if (value.kind === 'text' && !/[\\$`!]/.test(value.text)) return value;
      if (value.kind === 'text') shell.expandText(promptText(value.text), scope, part);
      return strange('value.promptExpansion', 'expands a value as a prompt, which can run commands');
    }
    case 'Slice':
      return slice(value, part, operation, scope, expander);
    case 'Remove': {
      const source = expander.pattern(operation.operand, scope);
      const shorter = withoutSuffix(value, operation.operator, operation.operand.text);
      if (shorter !== undefined) return shorter;
      const changed = change(value, (text) => source && removeMatch(text, operation.operator, source), part.text);
      return source === ''
        ? value
        : changed.kind === 'unknown'
          ? { ...changed, unknown: removed(value, operation.operator, part.text) }
          : changed;
    }
    case 'Replace': {
      const source = expander.pattern(operation.pattern, scope);
      const by = expander.word(operation.replacement, scope);
      // An ampersand stands for what was found, in some versions.
      const isPlain = by.text !== undefined && !/[&\\]/.test(by.text);
      const { operator } = operation;
      return change(
        value,
        (text) => (source === undefined || !isPlain ? undefined : replaceMatch(text, operator, source, by.text ?? '')),
        part.text,
        by.taint,
      );
    }
    case 'CaseModification': {
      const { operand, operator } = operation;
      const source = operand === undefined ? '.' : expander.pattern(operand, scope);
      const changed = change(
        value,
        (text) => (source === undefined ? undefined : changeCase(text, operator, source)),
        part.text,
      );
      return changed.kind === 'unknown' && value.kind === 'unknown'
        ? { ...changed, unknown: { name: part.text, nature: value.unknown.nature } }
        : changed;
    }
    case 'Names':
      return listOf(unknownValue(part.text));
  }
}

/** What `${x:-…}` and its like stand for: the variable's value, what stands behind the operator, or nothing. */
export function chooseDefault(part: ParameterExpansionPart, scope: Scope): 'value' | 'operand' | 'nothing' | undefined {
  const { operation, parameter } = part;
  if (operation?.type !== 'Default') return 'value';
  if (isWhetherSecret(part, scope)) return undefined;
  const value = indexed(part, lookUp(parameter, scope, part));
  const isPlain = /^[A-Za-z_]/.test(parameter);
  const isUnset =
    value.kind === 'unknown' &&
    isPlain &&
    scope.state.variable(parameter) === undefined &&
    !PLAIN_VARIABLES.has(parameter) &&
    !scope.state.anyVariable &&
    (value.taint & ~CHANGED) === 0;
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
  if (value.isMap === true) return entry(value.items, index, part.text);
  return /^\d+$/.test(index) ? nth(value.items, Number(index), part.text) : unknownValue(part.text, 'any', value.taint);
}

/** What stands under a name in `([name]=value …)`, where all of it is known. */
function entry(items: readonly Arg[], name: string, text: string): Value {
  const taint = items.reduce((all, item) => all | item.taint, 0);
  const entries = items.map((item) => (isExact(item) ? /^\[([\w.-]+)\]=([\s\S]*)$/.exec(item.text ?? '') : null));
  const found = entries.findLast((each) => each?.[1] === name);
  return entries.includes(null) || found?.[2] === undefined || !/^[\w.-]+$/.test(name)
    ? unknownValue(text, 'any', taint)
    : textValue(found[2], taint);
}

export function isMap(value: Value | undefined): boolean {
  return value?.kind === 'list' && value.isMap === true;
}

/** One of a list; unknown where an item before it may be any number of items. */
export function nth(items: readonly Arg[], index: number, name: string): Value {
  const item = items[index];
  if (items.slice(0, index).some((each) => each.splits || each.isPattern) || item?.splits === true) {
    // Whichever of those it is that may be several.
    const from = items.findIndex((each) => each.splits || each.isPattern);
    const natures = new Set(items.slice(Math.min(from, index)).map((each) => each.unknown?.nature));
    const [nature = 'any'] = natures.size === 1 ? natures : [];
    return unknownValue(
      name,
      nature,
      items.reduce((all, each) => all | each.taint, 0),
    );
  }
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

/** What becomes of a value, or of each of a list, when its text is changed. */
function change(value: Value, to: (text: string) => string | undefined, name: string, taint = 0): Value {
  const all = value.taint | taint;
  if (value.kind === 'text' && value.isPattern !== true) {
    const text = to(value.text);
    return text === undefined ? unknownValue(name, 'any', all) : textValue(text, all);
  }
  if (value.kind !== 'list' || !value.items.every(isExact)) return unknownValue(name, 'any', all);
  const items: Arg[] = [];
  for (const item of value.items) {
    const text = to(item.text ?? '');
    if (text === undefined) return unknownValue(name, 'any', all);
    items.push({ ...item, text, head: text, taint: item.taint | taint });
  }
  return { kind: 'list', items, taint: all };
}

function isExact(arg: Arg): boolean {
  return arg.text !== undefined && !arg.isPattern && !arg.splits;
}

/** Each name that `*.txt` stands for, without that end: what `*` stands for. */
function withoutSuffix(value: Value, operator: string, suffix: string): Value | undefined {
  if (value.kind !== 'text' || value.isPattern !== true || !operator.startsWith('%')) return undefined;
  if (!/^[\w.-]+$/.test(suffix) || !value.text.endsWith(`*${suffix}`)) return undefined;
  return { ...value, text: value.text.slice(0, -suffix.length) };
}

/** Names of files stay such when something is taken off their ends. */
function removed(value: Value, operator: string, name: string): Unknown {
  const isPaths =
    (value.kind === 'unknown' && value.unknown.nature === 'paths') ||
    (value.kind === 'text' && value.isPattern === true && !/^[*?[]/.test(value.text));
  const isPlain = value.kind === 'unknown' && value.unknown.nature === 'plain';
  return { name, nature: isPlain ? 'plain' : isPaths && operator.startsWith('%') ? 'paths' : 'any' };
}

function slice(
  value: Value,
  part: ParameterExpansionPart,
  operation: ParameterSliceOperation,
  scope: Scope,
  expander: Expander,
): Value {
  const [offset, length] = [operation.offset, operation.length].map((word) => {
    if (word === undefined) return undefined;
    const arg = expander.word(word, scope);
    const number = arg.text === undefined ? undefined : computeText(arg.text, scope);
    checkArithmeticArg(arg, scope, part);
    return number === undefined ? Number.NaN : Number(number);
  });
  const isKnown = offset !== undefined && !Number.isNaN(offset) && !Number.isNaN(length ?? 0);
  if (isKnown && value.kind === 'list' && value.items.every(isExact)) {
    // `${@:0}` begins with the name of the shell or function.
    const isPositional = part.index === undefined;
    const items = isPositional
      ? [scope.state.positional[0], ...value.items].filter((item) => item !== undefined)
      : value.items;
    const from = offset < 0 ? items.length + offset : offset;
    if (length === undefined || length >= 0) {
      const kept = from < 0 ? [] : items.slice(from, length === undefined ? undefined : from + length);
      return { kind: 'list', items: kept, taint: value.taint };
    }
  }
  if (isKnown && value.kind === 'text' && !/^[@*]$/.test(part.index?.text ?? ''))
    return change(value, (text) => sliceText(text, offset, length), part.text);
  const isPlain = value.kind === 'unknown' && value.unknown.nature === 'plain';
  return unknownValue(part.text, isPlain ? 'plain' : 'any', value.taint);
}

function checkIndex(index: Word, scope: Scope, expander: Expander): void {
  const arg = expander.word(index, scope);
  checkArithmeticText(arg.text ?? arg.raw, scope, index);
}

/** All of a list as one value, for `"$*"`. */
export function listText(value: Value): Value {
  if (value.kind !== 'list') return value;
  const all = joined(value.items);
  return all === undefined ? textValue('') : valueOfArg(all);
}
