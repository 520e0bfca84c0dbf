import { type ArrayValue, parse, type Word, type WordPart } from 'unbash';
import { expandBraces } from './braces';
import type { Scope } from './evaluation';
import { checkArithmeticArg, expandArithmetic, expandParameter, lookUp } from './parameters';
import { type Arg, joined, type Taint, type Unknown, type Value } from './value';

/** One argument in the making. */
class Field {
  text = '';
  head = '';
  unknown: Unknown | undefined;
  isPattern = false;
  isLikely = true;
  splits = false;
  taint: Taint = 0;
  /** It exists even if it is empty. */
  isQuoted = false;

  add(text: string): void {
    this.text += text;
    if (this.unknown === undefined) this.head += text;
  }

  addUnknown(unknown: Unknown, isSplit: boolean): void {
    // Joined to other text, a nature holds only for what can't begin or end with something else.
    if (this.unknown === undefined) this.unknown = unknown;
    else if (unknown.nature !== 'plain') this.unknown = { name: this.unknown.name, nature: 'any' };
    if (unknown.nature === 'plain') this.text += '0';
    else this.isLikely = false;
    if (isSplit) this.splits = true;
  }
}

/** The arguments a word becomes: braces, tilde, parameters, substitutions and splitting, as bash does it. */
export function expandWord(word: Word, scope: Scope): Arg[] {
  scope.shell.spend();
  if (word.parts === undefined) {
    const text = word.text.startsWith('~') ? expandTilde(word.value, scope) : word.value;
    return [known(text, word)];
  }
  if (word.parts.some((part) => part.type === 'BraceExpansion')) return expandBraceWord(word, scope);
  return expandParts(word.parts, word, scope);
}

/** A word where bash doesn't split it: an assignment, a redirection's target, a here-string. */
export function expandSingle(word: Word, scope: Scope): Arg {
  scope.shell.spend();
  if (word.parts === undefined) {
    const text = word.text.includes('~') ? expandTildes(word.value, scope) : word.value;
    return known(text, word);
  }
  const args = expandParts(word.parts, word, scope, true);
  return joined(args) ?? known('', word);
}

export function expandHeredoc(
  parts: readonly WordPart[],
  range: { pos: number; end: number; text: string },
  scope: Scope,
): Arg {
  return joined(expandParts(parts, range, scope, true)) ?? known('', range);
}

export function expandArray(array: ArrayValue, scope: Scope): Arg[] {
  return array.elements.flatMap((element) => {
    const args = expandWord(element, scope);
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
  return joined(expandParts([part], range, scope, true));
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

function expandBraceWord(word: Word, scope: Scope): Arg[] {
  const texts = expandBraces(word.text, MOST_BRACES);
  if (texts === undefined) {
    scope.shell.unknown('shell.braces', word.text, 'expands to too many words', word, scope.frame);
    return [];
  }
  return texts.flatMap((text) => {
    if (text === word.text) {
      // Nothing was expanded, so what looked like braces is text.
      const parts = (word.parts ?? []).flatMap((part): WordPart[] =>
        part.type === 'BraceExpansion' ? literalBraces(part.text, part.pos) : [part],
      );
      return expandParts(parts, word, scope);
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
    return expandWord(expanded, inner).map((arg) => ({ ...arg, start: word.pos, end: word.end, raw: word.text }));
  });
}

function literalBraces(text: string, pos: number): WordPart[] {
  return [{ type: 'Literal', value: text, text, pos, end: pos + text.length }];
}

function expandParts(
  parts: readonly WordPart[],
  word: { pos: number; end: number; text: string },
  scope: Scope,
  isSingle = false,
): Arg[] {
  const fields: Field[] = [];
  let field: Field | undefined;
  const current = (): Field => {
    if (field === undefined) {
      field = new Field();
      fields.push(field);
    }
    return field;
  };
  const addValue = (value: Value, isQuoted: boolean) => {
    const whole = isQuoted || isSingle;
    if (value.kind === 'list') {
      value.items.forEach((item, index) => {
        if (index > 0 && !isSingle) field = undefined;
        else if (index > 0) current().add(' ');
        addArg(item, whole);
      });
      if (value.items.length === 0 && isQuoted && isSingle) current().isQuoted = true;
      return;
    }
    if (value.kind === 'unknown') {
      const into = current();
      if (value.head !== undefined) into.add(value.head);
      into.addUnknown(value.unknown, !whole);
      into.taint |= value.taint;
      if (whole) into.isQuoted = true;
      return;
    }
    if (whole) {
      const into = current();
      into.add(value.text);
      into.isQuoted = true;
      if (value.isPattern === true) into.isPattern = true;
      into.taint |= value.taint;
      return;
    }
    value.text.split(/([ \t\n]+)/).forEach((piece, index) => {
      if (index % 2 === 1) field = undefined;
      else if (piece !== '') {
        const into = current();
        into.add(piece);
        into.taint |= value.taint;
        if (value.isPattern === true || /[*?[]/.test(piece)) into.isPattern = true;
      }
    });
  };
  const addArg = (arg: Arg, isWhole: boolean) => {
    if (arg.text === undefined)
      addValue(
        { kind: 'unknown', unknown: arg.unknown ?? { name: arg.raw, nature: 'any' }, taint: arg.taint, head: arg.head },
        isWhole,
      );
    else addValue({ kind: 'text', text: arg.text, isPattern: arg.isPattern, taint: arg.taint }, isWhole);
  };
  const addFlow = (
    flow: { text: string | undefined; taint: Taint; nature: Unknown['nature'] },
    name: string,
    isQuoted: boolean,
  ) => {
    const text = flow.text?.replace(/\n+$/, '');
    addValue(
      text === undefined
        ? { kind: 'unknown', unknown: { name, nature: flow.nature }, taint: flow.taint }
        : { kind: 'text', text, taint: flow.taint },
      isQuoted,
    );
  };
  const visit = (part: WordPart, isQuoted: boolean, index: number): void => {
    switch (part.type) {
      case 'Literal': {
        const isTilde =
          !isQuoted && part.text.includes('~') && (isSingle || (index === 0 && part.text.startsWith('~')));
        current().add(
          isTilde ? (isSingle ? expandTildes(part.value, scope) : expandTilde(part.value, scope)) : part.value,
        );
        return;
      }
      case 'Glob':
        current().add(part.text);
        if (!isSingle) current().isPattern = true;
        for (const inner of part.parts ?? []) if (inner.type !== 'Literal') addHidden(inner);
        return;
      case 'ExtendedGlob':
        current().add(part.text);
        current().isPattern = true;
        for (const inner of part.parts ?? []) if (inner.type !== 'Literal') addHidden(inner);
        return;
      case 'SingleQuoted':
      case 'AnsiCQuoted': {
        const into = current();
        into.add(part.value);
        into.isQuoted = true;
        return;
      }
      case 'DoubleQuoted':
      case 'LocaleString': {
        const isList = part.parts.length === 1 && /^"\$(?:@|\{[A-Za-z_]\w*\[@\]\})"$/.test(part.text);
        if (!isList) current().isQuoted = true;
        for (const inner of part.parts) visit(inner, true, 1);
        return;
      }
      case 'SimpleExpansion':
        addValue(lookUp(part.text.slice(1), scope, part), isQuoted);
        return;
      case 'ParameterExpansion':
        addValue(expandParameter(part, scope, expandSingle), isQuoted);
        return;
      case 'CommandExpansion':
        addFlow(scope.shell.substitute(part.script, scope), 'the output of a command', isQuoted);
        return;
      case 'ArithmeticExpansion':
        addValue(expandArithmetic(part.expression, part, scope, inExpression), isQuoted);
        return;
      case 'ProcessSubstitution': {
        const flow = scope.shell.substitute(part.script, scope);
        const into = current();
        into.add('/dev/fd/63');
        into.taint |= flow.taint;
        into.isQuoted = true;
        return;
      }
      case 'BraceExpansion':
        // Only in places where bash doesn't expand them.
        current().add(part.text);
        return;
    }
  };
  /** Evaluated for its effects alone: what stands inside a pattern or an expression. */
  const addHidden = (part: WordPart) => {
    const hidden = expandParts([part], word, scope, true);
    if (hidden.some((arg) => arg.text === undefined)) {
      const into = current();
      into.addUnknown({ name: part.text, nature: 'any' }, false);
    }
  };
  const inExpression = (part: WordPart) => expandPart(part, word, scope);
  for (const [index, part] of parts.entries()) visit(part, false, index);
  return fields
    .filter((each) => each.text !== '' || each.unknown !== undefined || each.isQuoted)
    .map((each) => ({
      text: each.unknown === undefined ? each.text : undefined,
      head: each.head,
      likely: each.unknown !== undefined && each.isLikely ? each.text : undefined,
      unknown: each.unknown,
      isPattern: each.isPattern,
      splits: each.splits,
      taint: each.taint,
      start: word.pos,
      end: word.end,
      raw: word.text,
    }));
}

/** `~`, `~/x`; another person's home stays as it is written, and lies outside anyway. */
function expandTilde(text: string, { state, shell }: Scope): string {
  const match = /^~([^/]*)/.exec(text);
  if (match === null) return text;
  const rest = text.slice(match[0].length);
  if (match[1] === '') {
    const home = state.variable('HOME');
    return (home?.kind === 'text' ? home.text : shell.looking.situation.home) + rest;
  }
  if (match[1] === '+') return (state.folders?.[0] ?? '~+') + rest;
  if (match[1] === 'root') return `/root${rest}`;
  return `/home/${match[1]}${rest}`;
}

/** In an assignment each part after a colon counts. */
function expandTildes(text: string, scope: Scope): string {
  return text
    .split(':')
    .map((piece) => (piece.startsWith('~') ? expandTilde(piece, scope) : piece))
    .join(':');
}
