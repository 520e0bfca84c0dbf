import type { CodeFinding, FileUse } from './codeFinding';
import { plainText } from './codeFinding';

/** What is known of a language of which only plain code is understood. */
export interface PlainLanguage {
  /** Source of a pattern: where a comment begins, to the end of the line. */
  readonly comment: string;
  /** Words of the language and functions that only compute and print. */
  readonly names: ReadonlySet<string>;
  /** What may follow a value's dot, arrow or colon. */
  readonly members: ReadonlySet<string>;
  readonly membersByColon?: boolean;
  readonly hasSingleQuotes?: boolean;
  /** `Owner.member`, or a function: it uses the file its first argument names. */
  readonly files?: ReadonlyMap<string, FileUse>;
  /** Functions that give their one text to a shell. */
  readonly shell?: ReadonlySet<string>;
  /** Functions that do a task of the project, as its tests; texts they are given must not lead out of it. */
  readonly tasks?: ReadonlySet<string>;
  /** Words after which a name is the code's own: `def`, `function`, `local`. */
  readonly defines: ReadonlySet<string>;
  /** Source of a pattern for variables that are marked as such: `\$\w+`. */
  readonly variable?: string;
  /** Variables that are more than the code's own. */
  readonly special?: RegExp;
  /** Code within a text in double quotes: how it begins. */
  readonly interpolation?: RegExp;
  /** Slashes may enclose a pattern. */
  readonly hasPatterns?: boolean;
  /** `q{…}`, `s|…|…|`, `%w[…]`. */
  readonly quotes?: 'perl' | 'ruby';
  /** Text that is never plain, wherever it stands outside quotes. */
  readonly refused: RegExp;
  /** Words that load a module: those of `names` are fine, and all others too when `anyModule`. */
  readonly loads?: { readonly words: ReadonlySet<string>; readonly modules: RegExp; readonly anyModule: boolean };
}

interface Token {
  readonly kind: 'name' | 'variable' | 'number' | 'text' | 'pattern' | 'operator';
  readonly text: string;
}

const CLOSING: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}', '<': '>' };

class Odd {
  constructor(readonly what: string) {}
}

/** Every token must be known: what isn't is named. */
export function scanPlain(language: PlainLanguage, code: string): readonly CodeFinding[] {
  try {
    return check(language, tokenise(language, code, 0));
  } catch (error) {
    if (error instanceof Odd) return [{ kind: 'unknown', what: error.what }];
    throw error;
  }
}

function check(language: PlainLanguage, tokens: readonly Token[]): CodeFinding[] {
  const found: CodeFinding[] = [];
  const own = ownNames(language, tokens);
  tokens.forEach((token, index) => {
    const before = tokens[index - 1]?.text ?? '';
    const after = tokens[index + 1];
    // A function by the name that a text holds.
    if (token.kind === 'text' && after?.text === '(') throw new Odd(token.text);
    if (token.kind === 'variable') {
      if (language.special?.test(token.text) === true) throw new Odd(token.text);
      // A function by the name that a variable holds.
      const isLoop = /^(?:my|our|local|foreach|for|as)$/.test(before);
      if (after?.text === '(' && !isLoop && language.quotes !== 'ruby') throw new Odd(`${token.text}()`);
      return;
    }
    if (token.kind !== 'name') return;
    const { text } = token;
    const isMember =
      /^(?:\.|::|&\.)$/.test(before) ||
      (before === '->' && language.variable !== undefined) ||
      (before === ':' && language.membersByColon === true);
    const owner = isMember ? (tokens[index - 2]?.text ?? '') : undefined;
    const whole = owner === undefined ? text : `${owner}.${text}`;
    // The owner of a function that is looked at with its name.
    const member = `${text}.${tokens[index + 2]?.text}`;
    const isKnown = [language.files, language.names, language.tasks].some((known) => known?.has(member) === true);
    if (/^(?:\.|::)$/.test(after?.text ?? '') && isKnown) return;
    if (language.tasks?.has(whole) === true) {
      staysInside(tokens, index);
      found.push({ kind: 'module', name: whole, isOwn: true });
      return;
    }
    const use = language.files?.get(whole);
    if (use !== undefined || language.shell?.has(whole) === true) {
      const given = textGiven(tokens, index, use === undefined);
      if (given === undefined) throw new Odd(use === undefined ? whole : `a file named while running (${text})`);
      found.push(use === undefined ? { kind: 'shell', text: plainText(given) } : fileFound(use, given));
      return;
    }
    if (language.loads?.words.has(text) === true && owner === undefined) {
      found.push(...loaded(language, tokens, index));
      return;
    }
    if (language.names.has(whole)) return;
    if (own.has(text) && before !== '.' && before !== '->' && before !== '::') return;
    if (owner !== undefined ? language.members.has(text) : own.has(text) || isModuleName(language, tokens, index))
      return;
    // The name of a member that is given, or of a key.
    if (
      owner === undefined &&
      (after?.text === '=>' || (after?.text === ':' && language.quotes === 'ruby')) &&
      language.variable !== undefined
    )
      return;
    throw new Odd(whole);
  });
  return found;
}

/** The one text that a function is given. */
function textGiven(tokens: readonly Token[], index: number, isAlone: boolean): string | undefined {
  const at = tokens[index + 1]?.text === '(' ? index + 2 : index + 1;
  const given = tokens[at];
  const end = tokens[at + 1]?.text ?? ';';
  const isEnd = isAlone ? /^[);\n}]/.test(end) : /^[),;.\n}]|^do$|^\|>$/.test(end);
  return given?.kind === 'text' && isEnd ? plainQuoted(given.text) : undefined;
}

/** Values that a task may be given as they are. */
const PLAIN_VALUE = /^(?:TRUE|FALSE|T|F|NULL|NA|true|false|nothing|c|list)$/;

/** What a task is given is written out, and names nothing outside the project. */
function staysInside(tokens: readonly Token[], index: number): void {
  let depth = 0;
  if (tokens[index + 1]?.text !== '(') throw new Odd(tokens[index]?.text ?? '');
  for (let at = index + 1; at < tokens.length; at++) {
    const { kind = 'operator', text = '' } = tokens[at] ?? {};
    if (/^[([{]$/.test(text)) depth++;
    else if (/^[)\]}]$/.test(text)) depth--;
    const plain = kind === 'text' ? plainQuoted(text) : '';
    const isTold = kind !== 'name' || PLAIN_VALUE.test(text) || tokens[at + 1]?.text === '=';
    if (plain === undefined || /^[~/\\]|\.\.|:/.test(plain) || !isTold || kind === 'variable') throw new Odd(text);
    if (depth <= 0) return;
  }
}

function fileFound(use: FileUse, file: string): CodeFinding {
  return /^(?:https?|ftp|php|data|phar|expect|ssh2|file|zip|glob):/i.test(file)
    ? { kind: 'unknown', what: file }
    : { kind: use, file: plainText(file) };
}

function isModuleName(language: PlainLanguage, tokens: readonly Token[], index: number): boolean {
  const before = tokens[index - 1];
  const word = before?.text === '(' ? tokens[index - 2] : before;
  return word?.kind === 'name' && language.loads?.words.has(word.text) === true;
}

function loaded(language: PlainLanguage, tokens: readonly Token[], index: number): CodeFinding[] {
  const { loads } = language;
  let at = index + 1;
  if (tokens[at]?.text === '(') at++;
  const first = tokens[at];
  let name = first?.kind === 'text' ? (plainQuoted(first.text) ?? '') : '';
  if (first?.kind === 'name' || first?.kind === 'number') {
    name = first.text;
    while (/^(?:::|\.)$/.test(tokens[at + 1]?.text ?? '') && tokens[at + 2]?.kind === 'name') {
      name += `${tokens[at + 1]?.text}${tokens[at + 2]?.text}`;
      at += 2;
    }
  }
  if (loads === undefined || name === '') throw new Odd(`${tokens[index]?.text} of what isn't named`);
  if (loads.modules.test(name)) return [];
  if (!loads.anyModule || /^[~/]|\.\.\/|:\/\//.test(name)) throw new Odd(`the module ${name}`);
  return [/^\.\//.test(name) ? { kind: 'file', file: plainText(name) } : { kind: 'module', name, isOwn: true }];
}

/** Names the code itself defines. */
function ownNames(language: PlainLanguage, tokens: readonly Token[]): ReadonlySet<string> {
  const own = new Set<string>();
  tokens.forEach(({ kind, text }, index) => {
    if (kind !== 'name' || /^(?:\.|->|::?)$/.test(tokens[index - 1]?.text ?? '')) return;
    const after = tokens[index + 1]?.text ?? '';
    const before = tokens[index - 1]?.text ?? '';
    const isAssigned = /^(?:=|<-|\+=|-=|\*=|\/=|\|\|=|<>=|\.\.=)$/.test(after);
    const isDefined =
      language.defines.has(before) || (before === ',' && language.defines.has(firstOfList(tokens, index)));
    // `|a, b|`, `fn a ->`, `(x) => …`
    const isParameter = isBetweenBars(tokens, index) || after === '->' || isDefinedList(language, tokens, index);
    if (isAssigned || isDefined || isParameter) own.add(text);
  });
  return own;
}

function firstOfList(tokens: readonly Token[], index: number): string {
  let at = index;
  while (tokens[at - 1]?.text === ',' && tokens[at - 2]?.kind === 'name') at -= 2;
  return tokens[at - 1]?.text ?? '';
}

function isBetweenBars(tokens: readonly Token[], index: number): boolean {
  let at = index;
  while (tokens[at - 1]?.text === ',' || (tokens[at - 1]?.kind === 'name' && tokens[at]?.text === ',')) at--;
  return tokens[at - 1]?.text === '|' && /^(?:\{|do)$/.test(tokens[at - 2]?.text ?? '');
}

/** Within the parentheses of `function name(a, b)`. */
function isDefinedList(language: PlainLanguage, tokens: readonly Token[], index: number): boolean {
  let at = index - 1;
  while (at > 0 && (tokens[at]?.kind === 'name' || tokens[at]?.text === ',')) at--;
  if (tokens[at]?.text !== '(') return false;
  return language.defines.has(tokens[at - 1]?.text ?? '') || language.defines.has(tokens[at - 2]?.text ?? '');
}

/** What a text in quotes is, where nothing is put into it. */
function plainQuoted(text: string): string | undefined {
  const body = text.slice(1, -1);
  if (text.startsWith("'")) return /\\(?![\\'])/.test(body) ? undefined : body.replace(/\\(.)/gs, '$1');
  // Something is put in behind `$`, `@name` and `#{`, by one language or another.
  if (/\\|\$|@[\w{:$+-]|#[{$@]/.test(body.replace(/\\[\\"$@#nrt]/g, '\0'))) return undefined;
  return body.replace(/\\(.)/gs, (_, char: string) => ({ n: '\n', r: '\r', t: '\t' })[char] ?? char);
}

function tokenise(language: PlainLanguage, code: string, depth: number): Token[] {
  if (depth > 4) throw new Odd('code within texts within texts');
  const tokens: Token[] = [];
  const start = (source: string) => new RegExp(source, 'y');
  const comment = start(`${language.comment}[^\\n]*`);
  const variable = language.variable === undefined ? undefined : start(language.variable);
  const name = /[A-Za-z_][A-Za-z_0-9]*(?:[?!](?![=~]))?/y;
  const number = /0[xb][\da-fA-F_]+|\d[\d_]*(?:\.\d+)?(?:e[-+]?\d+)?/y;
  const operator =
    /\|\|=|<=>|===|\*\*|=>|->|::|&\.|\.\.\.|\.\.|<-|\|>|<>|\+\+|--|&&|\|\||[-+*/%.!=<>~|^&]=|=~|!~|[-+*/%.,;:?!=<>~|^&@#()[\]{}\n\\]/y;
  let at = 0;
  const match = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    return pattern.exec(code)?.[0];
  };
  const push = (kind: Token['kind'], text: string) => {
    tokens.push({ kind, text });
    at += text.length;
  };
  while (at < code.length) {
    const blank = match(/[ \t\r]+/y) ?? match(comment);
    if (blank !== undefined && blank !== '') {
      at += blank.length;
      continue;
    }
    language.refused.lastIndex = at;
    const odd = new RegExp(language.refused.source, 'y');
    odd.lastIndex = at;
    const refused = odd.exec(code)?.[0];
    if (refused !== undefined) throw new Odd(refused.trim() === '' ? code.slice(at, at + 10) : refused);
    const char = code[at] ?? '';
    if (char === '"' || char === "'") {
      // With a word before it, a quote may be another thing than the begin of a text; three of them go further.
      if (/[\w)\]}?]/.test(code[at - 1] ?? '') || code.startsWith(char.repeat(3), at))
        throw new Odd(`a quote after ${code[at - 1]}`);
      if (char === "'" && language.hasSingleQuotes === false) throw new Odd('a text in single quotes');
      const end = closing(code, at + 1, char);
      const text = code.slice(at, end + 1);
      push('text', text);
      if (char === '"') tokens.push(...interpolated(language, text.slice(1, -1), depth));
      continue;
    }
    const held = variable === undefined ? undefined : match(variable);
    if (held !== undefined) {
      push('variable', held);
      continue;
    }
    if (char === '/' && language.hasPatterns === true && beginsPattern(language, tokens, code, at)) {
      const end = closing(code, at + 1, '/');
      const flags = /[a-z]*/y;
      flags.lastIndex = end + 1;
      const text = code.slice(at, end + 1) + (flags.exec(code)?.[0] ?? '');
      tokens.push(...pattern(language, text.slice(1), depth));
      push('pattern', text);
      continue;
    }
    const quoted = quote(language, code, at, tokens, depth);
    if (quoted !== undefined) {
      at = quoted;
      continue;
    }
    const word = match(name);
    if (word !== undefined) {
      push('name', word);
      continue;
    }
    const digits = match(number);
    if (digits !== undefined && digits !== '') {
      push('number', digits);
      continue;
    }
    const mark = match(operator);
    if (mark === undefined) throw new Odd(`text that can't be parsed (${code.slice(at, at + 10)})`);
    push('operator', mark);
  }
  return tokens;
}

function closing(code: string, from: number, quote: string): number {
  for (let at = from; at < code.length; at++) {
    if (code[at] === '\\') at++;
    else if (code[at] === quote) return at;
  }
  throw new Odd('a text that never ends');
}

/** A slash here begins a pattern, and divides nothing. */
function beginsPattern({ quotes }: PlainLanguage, tokens: readonly Token[], code: string, at: number): boolean {
  const last = tokens.at(-1);
  if (last === undefined) return true;
  if (last.kind === 'operator') {
    if (last.text === '}') throw new Odd('a slash after a brace');
    return !/^[)\]]$/.test(last.text);
  }
  if (last.kind !== 'name') return false;
  if (/^(?:if|unless|and|or|not|split|grep|while|until|when|return|puts|print)$/.test(last.text)) return true;
  // A variable is divided; after a function, blanks decide, and where they don't it is left open.
  const isVariable =
    quotes === 'ruby' && tokens.some(({ text }, index) => text === last.text && tokens[index + 1]?.text === '=');
  const isSpaced = /\s/.test(code[at - 1] ?? '');
  if (isVariable || (quotes === 'ruby' && isSpaced === /\s/.test(code[at + 1] ?? ''))) return false;
  throw new Odd('a slash after a name');
}

function interpolated(language: PlainLanguage, body: string, depth: number): Token[] {
  const { interpolation } = language;
  if (interpolation === undefined) return [];
  if (language.quotes === 'ruby') {
    const tokens: Token[] = [];
    for (let at = body.indexOf('#{'); at >= 0; at = body.indexOf('#{', at + 1)) {
      if (body[at - 1] === '\\') continue;
      const end = body.indexOf('}', at);
      const inner = body.slice(at + 2, end);
      if (end < 0 || inner.includes('{')) throw new Odd('code within a text');
      tokens.push({ kind: 'operator', text: ';' }, ...tokenise(language, inner, depth + 1), {
        kind: 'operator',
        text: ';',
      });
    }
    return tokens;
  }
  const plain = body.replace(/\\./gs, '');
  const odd = interpolation.exec(plain)?.[0];
  if (odd !== undefined) throw new Odd(`${odd} within a text`);
  const named = [...plain.matchAll(/[$@]\w+/g)].map(([text]) => text);
  return named.flatMap((text): Token[] => [
    { kind: 'operator', text: ',' },
    { kind: 'variable', text },
  ]);
}

function pattern(language: PlainLanguage, body: string, depth: number): Token[] {
  if (/\(\?\??\{|\(\*/.test(body)) throw new Odd('code within a pattern');
  return interpolated(language, body, depth);
}

/** Quotes of other forms: where they end, or undefined. */
function quote(language: PlainLanguage, code: string, at: number, tokens: Token[], depth: number): number | undefined {
  const before = tokens.at(-1);
  const isMember = before?.kind === 'operator' && /^(?:\.|->)$/.test(before.text);
  if (language.quotes === undefined || isMember) return undefined;
  // A file test, as in `-s $file`, is no substitution.
  if (before?.text === '-' && /^[sy]\b/.test(code.slice(at, at + 2))) throw new Odd('a file test');
  const start =
    language.quotes === 'perl' ? /(qw|qq|qr|q|m|s|tr|y)(?![\w])([/{([<|#!~:'"%^]|\s+\{)/y : /(%[wqWQ])([[({<|!/])/y;
  start.lastIndex = at;
  const [whole, word = '', mark = ''] = start.exec(code) ?? [];
  const open = mark.trim();
  // `{ s => 1 }`, `$h{s}`: a key.
  if (whole === undefined || (language.quotes === 'perl' && before?.text === '{' && /^\w+\}/.test(code.slice(at))))
    return undefined;
  let end = enclosed(code, at + whole.length, open);
  const first = code.slice(at + whole.length, end);
  let second = '';
  if (/^(?:s|tr|y)$/.test(word)) {
    let from = end + 1;
    let other = open;
    if (CLOSING[open] !== undefined) {
      const blank = /\s*/y;
      blank.lastIndex = from;
      from += (blank.exec(code)?.[0] ?? '').length;
      other = code[from] ?? '';
      from++;
    }
    end = enclosed(code, from, other);
    second = code.slice(from, end);
  }
  const flags = /[a-z]*/y;
  flags.lastIndex = end + 1;
  const given = /^(?:m|s|qr|tr|y)$/.test(word) ? (flags.exec(code)?.[0] ?? '') : '';
  if (/^(?:m|s|qr)$/.test(word)) tokens.push(...pattern(language, first, depth));
  if (word === 'qq' || /^%[WQ]$/.test(word)) tokens.push(...interpolated(language, first, depth));
  if (word === 's') {
    if (/e.*e/.test(given)) throw new Odd('a replacement that is run twice');
    if (given.includes('e'))
      tokens.push({ kind: 'operator', text: '(' }, ...tokenise(language, second, depth + 1), {
        kind: 'operator',
        text: ')',
      });
    else tokens.push(...interpolated(language, second, depth));
  }
  tokens.push({ kind: 'text', text: inPlainQuotes(word, first) });
  return end + 1 + given.length;
}

/** In the quotes that mean the same; what is no text, or a list of them, as one that can't be told. */
function inPlainQuotes(word: string, body: string): string {
  if (word === 'q' || word === '%q') return `'${body}'`;
  return word === 'qq' || word === '%Q' ? `"${body}"` : '"$_"';
}

function enclosed(code: string, from: number, open: string): number {
  const close = CLOSING[open];
  if (close === undefined) return closing(code, from, open);
  let depth = 0;
  for (let at = from; at < code.length; at++) {
    if (code[at] === '\\') at++;
    else if (code[at] === open) depth++;
    else if (code[at] === close && depth-- === 0) return at;
  }
  throw new Odd('a text that never ends');
}
