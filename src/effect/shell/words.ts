import {
  type ArrayValue,
  type ParameterExpansionPart,
  parse,
  type SimpleExpansionPart,
  type Word,
  type WordPart,
} from 'unbash';
import { checkArithmeticArg, expandArithmetic } from './arithmetic';
import { expandBraces } from './braces';
import type { Range, Scope } from './evaluation';
import { Fields } from './fields';
import { chooseDefault, expandParameter, listText, lookUp, nth } from './parameters';
import { literalSource, patternSource } from './patterns';
import type { ShellState } from './state';
import { readLiteral, type TildePlaces } from './tildes';
import { type Arg, type Flow, joined, unknownArg, type Value } from './value';

/** The arguments a word becomes: braces, tilde, parameters, substitutions and splitting, as bash does it. */
export function expandWord(word: Word, scope: Scope, tildes: TildePlaces = 'assignment'): Arg[] {
  if (word.parts?.some((part) => part.type === 'BraceExpansion') === true) return expandBraceWord(word, scope);
  return expandFields(word, scope, tildes);
}

function expandFields(word: Word, scope: Scope, tildes: TildePlaces): Arg[] {
  scope.shell.looking.budget.spend(1);
  if (word.parts === undefined) return [literal(word, tildes, scope)];
  const args = expandParts(word.parts, word, scope, { tildes, isSingle: false });
  return paid(scope.state.matchesHidden ? args.flatMap(withHidden) : args, scope);
}

/** After `shopt -s dotglob` a pattern stands for hidden names too. */
function withHidden(arg: Arg): Arg[] {
  const hidden = arg.isPattern ? arg.text?.replace(/(^|\/)([*?[][^/]*)$/, '$1.$2') : undefined;
  return hidden === undefined || hidden === arg.text ? [arg] : [arg, { ...arg, text: hidden, head: hidden }];
}

/** What words grow to is paid for: parts of them may be as long as all that came before. */
function paid(args: Arg[], scope: Scope): Arg[] {
  const { budget } = scope.shell.looking;
  if (args.length > 1) budget.spend(args.length);
  for (const { head, likely = head } of args) budget.spendText(likely.length);
  return args;
}

/** A word where bash doesn't split it: an assignment, a redirection's target, a here-string. */
export function expandSingle(word: Word, scope: Scope, tildes: TildePlaces = 'start'): Arg {
  scope.shell.looking.budget.spend(1);
  if (word.parts === undefined) return literal(word, tildes, scope);
  const args = paid(expandParts(word.parts, word, scope, { tildes, isSingle: true }), scope);
  return joined(args) ?? known('', word);
}

function literal(word: Word, tildes: TildePlaces, scope: Scope): Arg {
  if (tildes === 'none' || !word.text.includes('~')) return known(word.value, word);
  const { text, isUnknown } = readLiteral(word.text, tildes, true, scope);
  return isUnknown
    ? unknownArg({ name: word.text, nature: 'any' }, { start: word.pos, end: word.end, raw: word.text })
    : known(text, word);
}

export function expandHeredoc(
  parts: readonly WordPart[],
  range: { pos: number; end: number; text: string },
  scope: Scope,
): Arg {
  return joined(expandParts(parts, range, scope, WHOLE)) ?? known('', range);
}

export function expandArray(array: ArrayValue, scope: Scope): Arg[] {
  return array.elements.flatMap((element) => {
    const args = expandWord(element, scope, 'start');
    if (!element.text.startsWith('[') || !/\]\+?=/.test(element.text)) return args;
    // `[index]=value`: the index is computed, and what is in it runs.
    for (const arg of args) {
      const index = arg.text === undefined ? undefined : /^\[(.*?)\]\+?=/s.exec(arg.text)?.[1];
      checkArithmeticArg(
        index === undefined || /[[$`]/.test(index) ? { ...arg, text: undefined } : { ...arg, text: index },
        scope,
        element,
      );
    }
    return args;
  });
}

/** One part on its own, as in an expression. */
export function expandPart(
  part: WordPart,
  range: { pos: number; end: number; text: string },
  scope: Scope,
): Arg | undefined {
  return joined(expandParts([part], range, scope, WHOLE));
}

function known(text: string, word: { pos: number; end: number; text: string }): Arg {
  return {
    text,
    head: text,
    unknown: undefined,
    isPattern: false,
    splits: false,
    taint: 0,
    raw: word.text,
    start: word.pos,
    end: word.end,
  };
}

const MOST_BRACES = 128;

/** The words that braces in a word make of it. */
export function expandBraceWord(
  word: Range & { readonly text: string; readonly parts?: Word['parts'] },
  scope: Scope,
): Arg[] {
  const texts = expandBraces(word.text, MOST_BRACES);
  if (texts === undefined) {
    scope.shell.unknown('shell.braces', word.text, 'expands to too many words', word, scope.frame);
    return [];
  }
  return texts.flatMap((text) => {
    if (text === '') return [];
    if (text === word.text) {
      // Nothing was expanded, so what looked like braces is text.
      const parts = (word.parts ?? []).flatMap((part): WordPart[] =>
        part.type === 'BraceExpansion' ? literalBraces(part.text, part.pos) : [part],
      );
      return expandParts(parts, word, scope, { tildes: 'assignment', isSingle: false });
    }
    const script = parse(`_ ${text}`);
    const command = script.commands[0]?.command;
    const expanded = command?.type === 'Command' ? command.args[0] : undefined;
    if (
      script.errors !== undefined ||
      script.commands.length !== 1 ||
      expanded?.type !== 'Word' ||
      (command?.type === 'Command' && command.args.length !== 1)
    ) {
      scope.shell.unknown(
        'shell.braces',
        word.text,
        'has braces that expand to something else than words',
        word,
        scope.frame,
      );
      return [];
    }
    const inner: Scope = {
      ...scope,
      frame: { source: `_ ${text}`, origin: scope.frame.origin ?? { start: word.pos, end: word.end } },
    };
    // Bash takes no word with braces for an assignment.
    return expandFields(expanded, inner, 'start').map((arg) => ({
      ...arg,
      start: word.pos,
      end: word.end,
      raw: word.text,
    }));
  });
}

function literalBraces(text: string, pos: number): WordPart[] {
  return [{ type: 'Literal', value: text, text, pos, end: pos + text.length }];
}

interface Context {
  readonly tildes: TildePlaces;
  /** Where bash doesn't split words. */
  readonly isSingle: boolean;
}

const WHOLE: Context = { tildes: 'none', isSingle: true };

function expandParts(
  parts: readonly WordPart[],
  word: Range & { readonly text: string },
  scope: Scope,
  { tildes, isSingle }: Context,
): Arg[] {
  const fields = new Fields(isSingle);
  const isValue = tildes === 'value' || (tildes === 'assignment' && /^[A-Za-z_]\w*\+?=/.test(word.text));
  const later = isValue ? 'later' : 'none';
  const addFlow = (flow: Flow, name: string, isQuoted: boolean) => {
    const text = flow.text?.replace(/\n+$/, '');
    if (text === undefined && flow.pattern !== undefined) {
      fields.addValue({ kind: 'text', text: flow.pattern, isPattern: true, taint: flow.taint }, isQuoted);
      return;
    }
    fields.addValue(
      text === undefined
        ? { kind: 'unknown', unknown: { name, nature: flow.nature }, taint: flow.taint }
        : { kind: 'text', text, taint: flow.taint },
      isQuoted,
    );
  };
  const addLiteral = (raw: string, places: TildePlaces, isLast: boolean) => {
    const { text, isUnknown } = readLiteral(raw, places, isLast, scope);
    if (isUnknown) fields.current().addUnknown({ name: raw, nature: 'any' }, false);
    else fields.current().add(text);
  };
  const visit = (part: WordPart, isQuoted: boolean, index: number): void => {
    switch (part.type) {
      case 'Literal':
        if (isQuoted || tildes === 'none') fields.current().add(part.value);
        else addLiteral(part.text, index === 0 ? tildes : later, index === parts.length - 1);
        return;
      case 'Glob':
        fields.addPattern(part.text);
        for (const inner of part.parts ?? []) if (inner.type !== 'Literal') addHidden(inner);
        return;
      case 'ExtendedGlob':
        fields.current().add(part.text);
        fields.current().isPattern = true;
        // zsh reads `*(e:…:)` and `*(+name)` as code to run for each file.
        if (/^[*?]?\([^()|]*(?:e[^\w|)]|\+[A-Za-z_])/.test(part.text))
          scope.shell.unknown('shell.zsh', part.text, 'has a pattern that runs code in some shells', part, scope.frame);
        for (const inner of part.parts ?? []) if (inner.type !== 'Literal') addHidden(inner);
        return;
      case 'SingleQuoted':
      case 'AnsiCQuoted':
        fields.addQuoted(part.value);
        return;
      case 'DoubleQuoted':
      case 'LocaleString':
        // `"$@"` is as many arguments as there are, perhaps none.
        if (!isListInQuotes(part.parts)) fields.addQuoted('');
        for (const inner of part.parts) visit(inner, true, 1);
        return;
      case 'SimpleExpansion':
        fields.addValue(lookUpPart(part, isQuoted), isQuoted);
        return;
      case 'ParameterExpansion':
        addParameter(part, isQuoted);
        return;
      case 'CommandExpansion':
        addFlow(scope.shell.substitute(part.script, scope), 'the output of a command', isQuoted);
        return;
      case 'ArithmeticExpansion':
        fields.addValue(expandArithmetic(part.expression, part, scope, inExpression), isQuoted);
        return;
      case 'ProcessSubstitution': {
        const flow = scope.shell.substitute(part.script, scope);
        const file = freeDescriptor(scope.state);
        const { text, taint, nature } = flow;
        if (part.operator === '<') scope.state.didWrite(file, { text, taint, nature }, false);
        fields.addQuoted(file);
        fields.current().taint |= flow.taint;
        return;
      }
      case 'BraceExpansion':
        // Only in places where bash doesn't expand them.
        if (part.parts === undefined) addLiteral(part.text, 'none', false);
        else {
          fields.current().add('{');
          for (const inner of part.parts) visit(inner, isQuoted, 1);
          fields.current().add('}');
        }
        return;
    }
  };
  const lookUpPart = (part: SimpleExpansionPart, isQuoted: boolean): Value => {
    const value = lookUp(part.text.slice(1), scope, part);
    if (part.text === '$@' || part.text === '$*') return asQuoted(value, part.text === '$*', isQuoted);
    return value.kind === 'list' ? nth(value.items, 0, part.text) : value;
  };
  const addParameter = (part: ParameterExpansionPart, isQuoted: boolean) => {
    const { operation } = part;
    if (operation?.type === 'Default' && !isQuoted && !isSingle && !operation.operator.endsWith('=')) {
      const chosen = chooseDefault(part, scope);
      if (chosen === 'operand') {
        addOperand(operation.operand);
        return;
      }
    }
    const inside: TildePlaces = isQuoted ? 'none' : 'start';
    const value = expandParameter(part, scope, {
      word: (inner, at) => expandSingle(inner, at, inside),
      pattern: (inner, at) => expandPattern(inner, at),
    });
    fields.addValue(asQuoted(value, part.parameter === '*' || part.index?.text === '*', isQuoted), isQuoted);
  };
  /** What `${x:-…}` stands for, as if it were written there: split at its blanks, but not within its quotes. */
  const addOperand = (operand: Word) => {
    const inner: readonly WordPart[] = operand.parts ?? [{ ...operand, type: 'Literal' as const }];
    inner.forEach((part, index) => {
      if (part.type !== 'Literal') {
        visit(part, false, 1);
        return;
      }
      const pieces = part.text.match(/(?:\\[\s\S]|[^ \t\n\\])+|[ \t\n]+/g) ?? [];
      pieces.forEach((piece, at) => {
        if (/^[ \t\n]/.test(piece)) fields.addSplit(piece);
        else {
          const isLast = index === inner.length - 1 && at === pieces.length - 1;
          addLiteral(piece, index === 0 && at === 0 ? 'start' : 'none', isLast);
          if (/(?<!\\)[*?[]/.test(piece)) fields.current().isPattern = true;
        }
      });
    });
  };
  /** Evaluated for its effects alone: what stands inside a pattern or an expression. */
  const addHidden = (part: WordPart) => {
    const hidden = expandParts([part], word, scope, WHOLE);
    if (hidden.some((arg) => arg.text === undefined))
      fields.current().addUnknown({ name: part.text, nature: 'any' }, false);
  };
  const inExpression = (part: WordPart) => expandPart(part, word, scope);
  for (const [index, part] of parts.entries()) visit(part, false, index);
  return fields.finish(word);
}

/** A pattern that a value is compared with: only what isn't quoted in it has a meaning of its own. */
function expandPattern(word: Word, scope: Scope): string | undefined {
  const sources = (word.parts ?? [{ ...word, type: 'Literal' as const }]).map((part, index) => {
    switch (part.type) {
      case 'Literal':
        return index === 0 && part.text.startsWith('~') ? undefined : patternSource(part.text.replaceAll('\\\n', ''));
      case 'Glob':
        return patternSource(part.text);
      case 'ExtendedGlob':
      case 'BraceExpansion':
      case 'ProcessSubstitution':
        expandPart(part, word, scope);
        return undefined;
      case 'SimpleExpansion':
      case 'ParameterExpansion':
      case 'CommandExpansion':
      case 'ArithmeticExpansion': {
        const arg = expandPart(part, word, scope);
        return arg === undefined ? '' : arg.text === undefined ? undefined : patternSource(arg.text);
      }
      default: {
        const arg = expandPart(part, word, scope);
        return arg?.text === undefined ? undefined : literalSource(arg.text);
      }
    }
  });
  return sources.some((source) => source === undefined) ? undefined : sources.join('');
}

/** What a process substitution stands for: bash counts down from 63. */
function freeDescriptor(state: ShellState): string {
  let number = 63;
  while (state.written(`/dev/fd/${number}`) !== undefined && number > 10) number--;
  return `/dev/fd/${number}`;
}

/** `"$*"` is one argument, as against `"$@"`. */
function asQuoted(value: Value, isStar: boolean, isQuoted: boolean): Value {
  return isStar && isQuoted ? listText(value) : value;
}

function isListInQuotes(parts: readonly WordPart[]): boolean {
  const [part, ...more] = parts;
  if (part === undefined || more.length > 0) return false;
  if (part.type === 'SimpleExpansion') return part.text === '$@';
  return (
    part.type === 'ParameterExpansion' && part.prefix !== '#' && (part.parameter === '@' || part.index?.text === '@')
  );
}

/** Text that bash expands once more, as in a prompt or in arithmetic. */
export function expandText(text: string, scope: Scope, range: Range): Arg | undefined {
  // In a heredoc everything but expansions is text.
  let end = 'END';
  while (text.includes(end)) end += '_';
  const source = `_ <<${end}\n${text}\n${end}`;
  const command = parse(source).commands[0]?.command;
  const redirect = command?.type === 'Command' ? command.redirects[0] : undefined;
  if (redirect?.type !== 'HereDoc') return undefined;
  const origin = scope.frame.origin ?? { start: range.pos, end: range.end };
  return expandHeredoc(redirect.body.parts ?? [], redirect.body, { ...scope, frame: { source, origin } });
}
