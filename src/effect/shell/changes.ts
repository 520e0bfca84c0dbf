import { parse } from 'unbash';
import { compilePattern } from './patterns';

/** Longer texts are not searched: each length of each stretch may have to be tried. */
const LONGEST = 400;

/** `${x#…}`, `${x##…}`, `${x%…}`, `${x%%…}`; undefined where it can't be told. */
export function removeMatch(text: string, operator: string, source: string): string | undefined {
  const plain = plainSource(source);
  if (plain !== undefined) {
    if (operator.startsWith('#')) return text.startsWith(plain) ? text.slice(plain.length) : text;
    return text.endsWith(plain) ? text.slice(0, text.length - plain.length) : text;
  }
  const pattern = compilePattern(source);
  const chars = [...text];
  if (pattern === undefined || chars.length > LONGEST) return undefined;
  const isStart = operator.startsWith('#');
  const lengths = Array.from({ length: chars.length + 1 }, (_, length) => length);
  if (operator.length === 2) lengths.reverse();
  const length = lengths.find((each) =>
    pattern.test((isStart ? chars.slice(0, each) : chars.slice(chars.length - each)).join('')),
  );
  if (length === undefined) return text;
  return (isStart ? chars.slice(length) : chars.slice(0, chars.length - length)).join('');
}

/** `${x/…/…}`, `${x//…/…}`, `${x/#…/…}`, `${x/%…/…}`. */
export function replaceMatch(text: string, operator: string, source: string, by: string): string | undefined {
  if (source === '') return operator === '/#' ? by + text : operator === '/%' ? text + by : text;
  const plain = plainSource(source);
  if (plain !== undefined) {
    if (operator === '//') return text.split(plain).join(by);
    const at = operator === '/#' ? 0 : operator === '/%' ? text.length - plain.length : text.indexOf(plain);
    return at < 0 || !text.startsWith(plain, at) ? text : text.slice(0, at) + by + text.slice(at + plain.length);
  }
  const pattern = compilePattern(source);
  const chars = [...text];
  if (pattern === undefined || chars.length > LONGEST) return undefined;
  const longest = (from: number): number | undefined => {
    for (let to = chars.length; to >= from; to--) if (pattern.test(chars.slice(from, to).join(''))) return to;
    return undefined;
  };
  if (operator === '/#') {
    const to = longest(0);
    return to === undefined ? text : by + chars.slice(to).join('');
  }
  if (operator === '/%') {
    const from = chars.findIndex((_, at) => pattern.test(chars.slice(at).join('')));
    return from < 0 ? text + (pattern.test('') ? by : '') : chars.slice(0, from).join('') + by;
  }
  // What also matches nothing at all is put in by rules of its own.
  if (pattern.test(''))
    return operator === '/' || source === '.*' ? by + chars.slice(longest(0) ?? 0).join('') : undefined;
  let result = '';
  for (let at = 0; at < chars.length; ) {
    const to = longest(at);
    if (to === undefined) result += chars[at++];
    else {
      result += by;
      at = to;
      if (operator === '/') return result + chars.slice(at).join('');
    }
  }
  return result;
}

/** The text that a pattern stands for, if it is no pattern at all. */
function plainSource(source: string): string | undefined {
  return /^(?:[^\\^$.*+?()[\]{}|/]|\\[^a-zA-Z\d])*$/.test(source) ? source.replace(/\\(.)/gs, '$1') : undefined;
}

/** `${x^}`, `${x^^}`, `${x,}`, `${x,,}`, where a pattern may say which characters. */
export function changeCase(text: string, operator: string, source = '.'): string | undefined {
  const pattern = compilePattern(source);
  if (pattern === undefined) return undefined;
  return [...text]
    .map((char, index) => {
      if ((index > 0 && operator.length === 1) || !pattern.test(char)) return char;
      const changed = operator.startsWith('^') ? char.toUpperCase() : char.toLowerCase();
      return [...changed].length === 1 ? changed : char;
    })
    .join('');
}

/** `${x:offset:length}`; undefined where bash says that it is an error. */
export function sliceText(text: string, offset: number, length: number | undefined): string | undefined {
  const chars = [...text];
  const from = offset < 0 ? chars.length + offset : offset;
  if (from < 0 || from > chars.length) return '';
  const to = length === undefined ? chars.length : length < 0 ? chars.length + length : from + length;
  return to < from ? undefined : chars.slice(from, to).join('');
}

/** `${x@U}` and its like, but for those that run something or tell of more than the value. */
export function transform(text: string, kind: string): string | undefined {
  switch (kind) {
    case 'U':
      return changeCase(text, '^^');
    case 'u':
      return changeCase(text, '^');
    case 'L':
      return changeCase(text, ',,');
    case 'Q':
      // Of a variable that isn't set nothing is printed, not even quotes.
      if (text === '') return undefined;
      if (text === "'") return "\\'";
      if (!/^[\n\t -~\u00a1-\uffff]*$/.test(text)) return undefined;
      return /[\n\t]/.test(text)
        ? `$'${text.replace(/['\\]/g, '\\$&').replaceAll('\n', '\\n').replaceAll('\t', '\\t')}'`
        : `'${text.replaceAll("'", "'\\''")}'`;
    case 'E': {
      const command = parse(`_ $'${text.replaceAll("'", "\\'")}'`).commands[0]?.command;
      const word = command?.type === 'Command' ? command.args[0] : undefined;
      const [part, ...more] = word?.type === 'Word' ? (word.parts ?? []) : [];
      return part?.type === 'AnsiCQuoted' && more.length === 0 ? part.value : undefined;
    }
    default:
      return undefined;
  }
}

/** A prompt, its own escapes taken out: what is left is expanded. */
export function promptText(text: string): string {
  return text.replace(/\\([0-7]{1,3}|[\s\S])/g, (whole, char: string) => {
    if (/^[0-7]/.test(char)) return String.fromCharCode(Number.parseInt(char, 8));
    return char === 'n' ? '\n' : /[\\$`]/.test(char) ? char : whole;
  });
}
