import { CodeSyntaxError, TooMuchCodeError } from './syntax';

export interface PythonToken {
  readonly kind: 'name' | 'number' | 'text' | 'template' | 'operator' | 'newline' | 'indent' | 'dedent' | 'end';
  /** For a text: what it stands for. */
  readonly text: string;
  /** Of an f-string: texts and the code between them; neither: a character that isn't known. */
  readonly parts?: readonly Part[];
  readonly isSpaced?: boolean;
}

type Part = { readonly text?: string; readonly code?: string };

const STRING_START = /([rRbBuUfFtT]{0,2})('''|"""|'|")/y;
const NAME = /[\p{ID_Start}_][\p{ID_Continue}]*/uy;
const NUMBER = /0[xXoObB][\da-fA-F_]+|(?:\d[\d_]*\.?[\d_]*|\.\d[\d_]*)(?:[eE][+-]?\d[\d_]*)?[jJ]?/y;
const OPERATOR = /\*\*=|\/\/=|>>=|<<=|\.\.\.|\*\*|\/\/|>>|<<|->|:=|[-+*/%&|^@=!<>]=|[-+*/%&|^~<>()[\]{},:.;=@]/y;
/** Of some six thousand lines. */
const MOST_TOKENS = 40_000;

/** Tokens as Python's own tokenizer makes them: blocks by indentation, names in their normal form (NFKC). */
export function tokenisePython(source: string): readonly PythonToken[] {
  // Another encoding makes other text of it.
  if (/^(?:[^\n]*\n)?[ \t\f]*#.*?coding[:=][ \t]*(?!utf-?8\b|ascii\b|latin-?1\b)[-\w.]+/i.test(source))
    throw new CodeSyntaxError('another encoding');
  const code = source.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
  const tokens: PythonToken[] = [];
  const indents = [0];
  let depth = 0;
  let at = 0;
  let isLineStart = true;
  const add = (token: PythonToken) => {
    if (tokens.length >= MOST_TOKENS) throw new TooMuchCodeError();
    tokens.push(token);
  };
  const match = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    return pattern.exec(code);
  };
  while (at < code.length) {
    if (isLineStart && depth === 0) {
      const blank = match(/[ \t\f]*/y)?.[0] ?? '';
      const next = code[at + blank.length];
      at += blank.length;
      if (next === undefined) break;
      if (next === '\n') {
        at++;
        continue;
      }
      if (next === '#') {
        at = lineEnd(code, at);
        continue;
      }
      isLineStart = false;
      const width = widthOf(blank);
      if (width > (indents.at(-1) ?? 0)) {
        indents.push(width);
        add({ kind: 'indent', text: '' });
      }
      while (width < (indents.at(-1) ?? 0)) {
        indents.pop();
        add({ kind: 'dedent', text: '' });
      }
      if (width !== indents.at(-1)) throw new CodeSyntaxError('indentation that does not match');
    }
    const char = code[at] ?? '';
    if (char === ' ' || char === '\t' || char === '\f') {
      at++;
      continue;
    }
    if (char === '\n') {
      at++;
      if (depth === 0) {
        add({ kind: 'newline', text: '\n' });
        isLineStart = true;
      }
      continue;
    }
    if (char === '#') {
      at = lineEnd(code, at);
      continue;
    }
    if (char === '\\' && code[at + 1] === '\n') {
      at += 2;
      continue;
    }
    const string = match(STRING_START);
    if (string !== null) {
      const [start, prefix = '', quote = ''] = string;
      const body = bodyOf(code, at + start.length, quote, /[ft]/i.test(prefix));
      at += start.length + body.length + quote.length;
      if (/[ft]/i.test(prefix)) add({ kind: 'template', text: '', parts: templateParts(body, /r/i.test(prefix)) });
      else if (/[rb]/i.test(prefix) || !body.includes('\\N{'))
        add({ kind: 'text', text: /r/i.test(prefix) ? body : unescaped(body, /b/i.test(prefix)) });
      else add({ kind: 'template', text: '', parts: namedParts(body) });
      continue;
    }
    const name = match(NAME);
    if (name !== null) {
      at += name[0].length;
      add({ kind: 'name', text: name[0].normalize('NFKC') });
      continue;
    }
    const number = match(NUMBER);
    if (number !== null && number[0] !== '') {
      at += number[0].length;
      add({ kind: 'number', text: number[0].replaceAll('_', '') });
      continue;
    }
    const operator = match(OPERATOR);
    if (operator === null) throw new CodeSyntaxError(`text that can't be parsed (${code.slice(at, at + 10)})`);
    const [text] = operator;
    if (text === '(' || text === '[' || text === '{') depth++;
    else if (text === ')' || text === ']' || text === '}') depth = Math.max(0, depth - 1);
    at += text.length;
    add(text === ';' ? { kind: 'newline', text: ';' } : { kind: 'operator', text });
  }
  if (depth > 0) throw new CodeSyntaxError('parentheses that never end');
  add({ kind: 'newline', text: '\n' });
  for (const _ of indents.slice(1)) add({ kind: 'dedent', text: '' });
  add({ kind: 'end', text: '' });
  return tokens;
}

function widthOf(blank: string): number {
  let width = 0;
  for (const char of blank) width = char === '\t' ? (Math.floor(width / 8) + 1) * 8 : char === '\f' ? 0 : width + 1;
  return width;
}

function lineEnd(code: string, from: number): number {
  const end = code.indexOf('\n', from);
  return end < 0 ? code.length : end;
}

/** The text between the quotes. */
function bodyOf(code: string, from: number, quote: string, isTemplate: boolean): string {
  if (isTemplate) return templateBody(code, from, quote);
  for (let at = from; at < code.length; at++) {
    const char = code[at];
    if (char === '\\') at++;
    else if (code.startsWith(quote, at)) return code.slice(from, at);
    else if (char === '\n' && quote.length === 1) break;
  }
  throw new CodeSyntaxError('a text that never ends');
}

/** As Python 3.12 reads it: within braces, quotes begin texts of their own. What older versions read is the same, or an error. */
function templateBody(code: string, from: number, quote: string): string {
  let depth = 0;
  for (let at = from; at < code.length; at++) {
    const char = code[at] ?? '';
    if (depth === 0) {
      if (char === '\\') at += /[{}]/.test(code[at + 1] ?? '') ? 0 : 1;
      else if (char === '{' && code[at + 1] === '{') at++;
      else if (char === '{') depth++;
      else if (code.startsWith(quote, at)) return code.slice(from, at);
      else if (char === '\n' && quote.length === 1) break;
    } else if (char === '{' || char === '[' || char === '(') depth++;
    else if (char === '}' || char === ']' || char === ')') depth--;
    else if (char === '"' || char === "'") {
      const inner = code.startsWith(char.repeat(3), at) ? char.repeat(3) : char;
      const end = code.indexOf(inner, at + inner.length);
      if (end < 0 || code.slice(at, end).includes('\\')) break;
      at = end + inner.length - 1;
    } else if (char === '\\' || (char === '#' && /\s/.test(code[at - 1] ?? ''))) break;
  }
  throw new CodeSyntaxError("an f-string that can't be parsed");
}

function templateParts(body: string, isRaw: boolean): Part[] {
  const parts: Part[] = [];
  let text = '';
  const flush = () => {
    if (text !== '') parts.push(...(isRaw ? [{ text }] : namedParts(text)));
    text = '';
  };
  for (let at = 0; at < body.length; at++) {
    const char = body[at] ?? '';
    if ((char === '{' || char === '}') && body[at + 1] === char) {
      text += char;
      at++;
    } else if (char === '\\' && !isRaw) {
      // A brace in \N{…} belongs to the name.
      const named = /^\\N\{[^}]*\}/.exec(body.slice(at, at + 80))?.[0];
      const whole = named ?? (/[{}]/.test(body[at + 1] ?? '') ? char : body.slice(at, at + 2));
      text += whole;
      at += whole.length - 1;
    } else if (char === '{') {
      flush();
      const end = replacementEnd(body, at + 1);
      parts.push(...replacement(body.slice(at + 1, end), isRaw));
      at = end;
    } else if (char === '}') throw new CodeSyntaxError("an f-string that can't be parsed");
    else text += char;
  }
  flush();
  return parts;
}

function replacementEnd(body: string, from: number): number {
  let depth = 0;
  for (let at = from; at < body.length; at++) {
    const char = body[at] ?? '';
    if (char === '"' || char === "'") at = quoted(body, at);
    else if (char === '{' || char === '[' || char === '(') depth++;
    else if ((char === '}' || char === ']' || char === ')') && depth-- === 0) return at;
  }
  throw new CodeSyntaxError("an f-string that can't be parsed");
}

function quoted(body: string, at: number): number {
  const char = body[at] ?? '';
  const quote = body.startsWith(char.repeat(3), at) ? char.repeat(3) : char;
  for (let end = at + quote.length; end < body.length; end++) {
    if (body[end] === '\\') end++;
    else if (body.startsWith(quote, end)) return end + quote.length - 1;
  }
  throw new CodeSyntaxError("an f-string that can't be parsed");
}

/** `value`, `value!r`, `value:>{width}`, `value=`. */
function replacement(inner: string, isRaw: boolean): Part[] {
  let depth = 0;
  let end = inner.length;
  for (let at = 0; at < inner.length; at++) {
    const char = inner[at] ?? '';
    if (char === '"' || char === "'") at = quoted(inner, at);
    else if (char === '(' || char === '[' || char === '{') depth++;
    else if (char === ')' || char === ']' || char === '}') depth--;
    else if (depth === 0 && (char === ':' || (char === '!' && inner[at + 1] !== '='))) {
      end = at;
      break;
    }
  }
  const rest = inner.slice(end).replace(/^![rsa]/, '');
  const isShown = /[^=!<>]=\s*$/.test(inner.slice(0, end));
  const code = inner.slice(0, end).replace(/=\s*$/, isShown ? '' : '=');
  // A width or a precision changes the text: it is no longer known.
  const format = rest.replace(/^:/, '');
  const isChanged = isShown || format !== '' || inner.slice(end).startsWith('!r') || inner.slice(end).startsWith('!a');
  return [
    isChanged ? { code: `(${code},)` } : { code },
    ...(format.includes('{') ? templateParts(format, isRaw) : []).filter((part) => part.code !== undefined),
  ];
}

const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  a: '\x07',
  b: '\b',
  f: '\f',
  v: '\v',
  '\\': '\\',
  "'": "'",
  '"': '"',
  '\n': '',
};

/** The text, apart from characters that are given by their names: which these are isn't known. */
function namedParts(body: string): Part[] {
  const parts: Part[] = [];
  let from = 0;
  for (const { 0: whole, index } of body.matchAll(/\\(?:N\{[^}]*\}|[\s\S])/g)) {
    if (!whole.startsWith('\\N{')) continue;
    parts.push({ text: unescaped(body.slice(from, index), false) }, {});
    from = index + whole.length;
  }
  return [...parts, { text: unescaped(body.slice(from), false) }];
}

function unescaped(body: string, isBytes: boolean): string {
  return body.replace(
    /\\(?:x([\da-fA-F]{2})|u([\da-fA-F]{4})|U([\da-fA-F]{8})|([0-7]{1,3})|([\s\S]))/g,
    (whole, hex?: string, short?: string, long?: string, octal?: string, char?: string) => {
      if (hex !== undefined) return String.fromCharCode(Number.parseInt(hex, 16));
      if (octal !== undefined) return String.fromCharCode(Number.parseInt(octal, 8));
      if (char !== undefined) return ESCAPES[char] ?? whole;
      if (isBytes) return whole;
      const point = Number.parseInt(short ?? long ?? '', 16);
      if (!(point <= 0x10ffff)) throw new CodeSyntaxError("a text that can't be parsed");
      return String.fromCodePoint(point);
    },
  );
}
