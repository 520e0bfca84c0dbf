import type { Call, Parsed } from './program';

/** Longer texts are not followed through other programs. */
const LONGEST = 64 * 1024;

/** What a program makes of its input when it only leaves out, turns or replaces some of it; undefined where it can't be told. */
export function passedText(call: Call, parsed: Parsed): string | undefined {
  const { text } = call.stdin;
  if (text === undefined || text.length > LONGEST) return undefined;
  const change = CHANGES[call.name.replace(/^g(?=tac|head|tail|cut|tr)/, '')];
  return change?.(text, parsed);
}

type Change = (text: string, parsed: Parsed) => string | undefined;

const CHANGES: Readonly<Record<string, Change>> = {
  cat: (text, parsed) => (readsInput(parsed) && parsed.options.length === 0 ? text : undefined),
  tac: (text, parsed) =>
    readsInput(parsed) && parsed.options.length === 0 && text.endsWith('\n')
      ? linesOf(text).reverse().join('')
      : undefined,
  rev: (text, parsed) =>
    readsInput(parsed) && parsed.options.length === 0
      ? text
          .split('\n')
          .map((line) => [...line].reverse().join(''))
          .join('\n')
      : undefined,
  head: (text, parsed) => counted(parsed, (count) => linesOf(text).slice(0, count).join('')),
  tail: (text, parsed) =>
    counted(parsed, (count, isFrom) => {
      const lines = linesOf(text);
      return lines.slice(isFrom ? Math.max(0, count - 1) : Math.max(0, lines.length - count)).join('');
    }),
  cut: (text, parsed) => {
    const [option, ...more] = parsed.options;
    if (!readsInput(parsed) || option === undefined || more.length > 0 || !/^-[cb]$/.test(option.name))
      return undefined;
    const [, from, to] = /^(\d+)-(\d*)$/.exec(option.value?.text ?? '') ?? [];
    const end = to === '' || to === undefined ? undefined : Number(to);
    // Counted in bytes by some.
    const isCounted = (line: string) => isAscii(line.slice(0, end ?? Number(from)));
    if (from === undefined || Number(from) < 1 || !linesOf(text).every(isCounted)) return undefined;
    return linesOf(text)
      .map((line) => `${line.replace(/\n$/, '').slice(Number(from) - 1, end)}\n`)
      .join('');
  },
  tr: translate,
  sed: substitute,
};

function readsInput(parsed: Parsed): boolean {
  return parsed.operands.every((operand) => operand.text === '-') && parsed.operands.length <= 1;
}

function linesOf(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

function counted(parsed: Parsed, take: (count: number, isFrom: boolean) => string): string | undefined {
  const [option, ...more] = parsed.options;
  if (!readsInput(parsed) || more.length > 0) return undefined;
  const given =
    option === undefined ? '10' : option.name === '-n' ? option.value?.text : /^-(\d+)$/.exec(option.name)?.[1];
  const [, sign = '', digits] = /^([+-]?)(\d+)$/.exec(given ?? '') ?? [];
  return digits === undefined || sign === '-' ? undefined : take(Number(digits), sign === '+');
}

function isAscii(text: string): boolean {
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) > 126) return false;
  return true;
}

function translate(text: string, parsed: Parsed): string | undefined {
  const args = [...parsed.options.map(({ name }) => name), ...parsed.operands.map((operand) => operand.text)];
  const isDeleting = args[0] === '-d';
  const [from, to, ...more] = (isDeleting ? args.slice(1) : args).map((arg) =>
    arg === undefined ? undefined : charsOf(arg),
  );
  if (from === undefined || more.length > 0) return undefined;
  if (isDeleting) {
    // Bytes that are no characters of their own are taken out one by one.
    if (args.length > 2 || (!isAscii(from.join('')) && [...text].some((char) => char > '~' && !isMade(char, from))))
      return undefined;
    return [...text].filter((char) => !from.includes(char) && !isMade(char, from)).join('');
  }
  const last = to?.at(-1);
  if (
    to === undefined ||
    last === undefined ||
    !isAscii(from.join('') + to.join('')) ||
    args[0]?.startsWith('-') === true
  )
    return undefined;
  return [...text].map((char) => (from.lastIndexOf(char) < 0 ? char : (to[from.lastIndexOf(char)] ?? last))).join('');
}

/** Whether all bytes of a character are among those given. */
function isMade(char: string, given: readonly string[]): boolean {
  return char > '~' && [...Buffer.from(char)].every((byte) => given.includes(String.fromCharCode(byte)));
}

/** `s/plain/plain/g`. */
function substitute(text: string, parsed: Parsed): string | undefined {
  const [script, ...more] = [...parsed.options.map(({ value }) => value), ...parsed.operands];
  if (more.length > 0 || parsed.options.some(({ name }) => name !== '-e')) return undefined;
  const [, , from, to, flags] = /^s([/|,#])([\w .:=-]+)\1([\w .:=-]*)\1(g?)$/.exec(script?.text ?? '') ?? [];
  if (from === undefined || to === undefined || /\./.test(from)) return undefined;
  return text
    .split('\n')
    .map((line) => (flags === 'g' ? line.split(from).join(to) : replaceOnce(line, from, to)))
    .join('\n');
}

function replaceOnce(line: string, from: string, to: string): string {
  const at = line.indexOf(from);
  return at < 0 ? line : line.slice(0, at) + to + line.slice(at + from.length);
}

/** `a-z`, `\n`, `\101`; undefined for what has classes or repeats. */
function charsOf(set: string): string[] | undefined {
  if (/\[[:=.]|\[.\*/.test(set)) return undefined;
  const chars = (set.match(/\\[0-7]{1,3}|\\[\s\S]|[\s\S]/g) ?? []).map((piece) => {
    if (!piece.startsWith('\\') || piece.length === 1) return piece;
    if (/\d/.test(piece)) return String.fromCharCode(Number.parseInt(piece.slice(1), 8));
    const named: Readonly<Record<string, string>> = { n: '\n', t: '\t', a: '\x07', b: '\b', f: '\f', r: '\r', v: '\v' };
    return named[piece.slice(1)] ?? piece.slice(1);
  });
  const all: string[] = [];
  for (let at = 0; at < chars.length; at++) {
    const [char = '', dash, end] = chars.slice(at, at + 3);
    if (dash !== '-' || end === undefined) {
      all.push(char);
      continue;
    }
    if (end < char) return undefined;
    for (let code = char.charCodeAt(0); code <= end.charCodeAt(0); code++) all.push(String.fromCharCode(code));
    at += 2;
  }
  return all;
}
