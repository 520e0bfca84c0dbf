import { type Arg, textValue } from '../shell/value';
import { sliceArg } from './grammar';
import type { Call } from './program';
import { assignName } from './shellVariables';

/** What `echo` prints, where that is known. */
export function echoed(call: Call): string | undefined {
  let args = [...call.args];
  let isEscaped = false;
  let end = '\n';
  while (args[0] !== undefined && /^-[neE]+$/.test(args[0].text ?? '')) {
    const flags = args[0].text ?? '';
    if (flags.includes('n')) end = '';
    if (flags.includes('e')) isEscaped = true;
    args = args.slice(1);
  }
  if (args.some((arg) => arg.text === undefined || arg.isPattern)) return undefined;
  const text = args.map((arg) => arg.text).join(' ');
  return (isEscaped ? decodeEscapes(text) : text) + end;
}

function decodeEscapes(text: string): string {
  return text.replace(
    /((?:\\x[0-9a-fA-F]{1,2}|\\0?[0-7]{1,3})+)|\\(?:u([0-9a-fA-F]{1,4})|([abefnrtv\\]))/g,
    (_, run, unicode, simple) => {
      if (run !== undefined) return decodeBytes(run);
      if (unicode !== undefined) return String.fromCharCode(Number.parseInt(unicode, 16));
      return (
        { n: '\n', t: '\t', r: '\r', a: '\x07', b: '\b', e: '\x1b', f: '\f', v: '\v', '\\': '\\' }[String(simple)] ?? ''
      );
    },
  );
}

/** Bytes written by their numbers, which together may be one character. */
function decodeBytes(run: string): string {
  const numbers = run.match(/[^\\]+/g) ?? [];
  return Buffer.from(
    numbers.map((number) =>
      number.startsWith('x') ? Number.parseInt(number.slice(1), 16) : Number.parseInt(number, 8),
    ),
  ).toString('utf8');
}

/** `printf`: prints, or with `-v` sets a variable. */
export function printf(call: Call): ReturnType<Call['out']> {
  let args = [...call.args];
  if (args[0]?.text === '--') args = args.slice(1);
  if (args[0]?.head.startsWith('-v') === true) {
    const name = args[0].text === '-v' ? args[1] : sliceArg(args[0], 2);
    assignName(call, name);
    const text = formatted(args.slice(args[0].text === '-v' ? 2 : 1));
    if (text !== undefined && /^[A-Za-z_]\w*$/.test(name?.text ?? ''))
      call.state.set(name?.text ?? '', textValue(text, call.taint));
    return call.out('');
  }
  return call.out(formatted(args));
}

/** Undefined where it can't be told. */
function formatted(args: readonly Arg[]): string | undefined {
  const [format, ...values] = args;
  if (format?.text === undefined || values.some((value) => value.text === undefined || value.isPattern))
    return undefined;
  // Escapes and fields in one pass: `\045s` prints `%s`, it is no field.
  const pieces =
    format.text.match(
      /%[^%a-zA-Z\\]*[a-zA-Z%]|(?:\\x[0-9a-fA-F]{1,2}|\\[0-7]{1,3})+|\\(?:u[0-9a-fA-F]{1,4}|[\s\S])|[^%\\]+|[\s\S]/g,
    ) ?? [];
  const isField = (piece: string) => piece.length > 1 && piece.startsWith('%') && piece !== '%%';
  if (pieces.some((piece) => piece.startsWith('%') && piece !== '%%' && !/^%(?:[sdiqb]|-?\d*s)$/.test(piece)))
    return undefined;
  const taken = pieces.filter(isField).length;
  let text = '';
  let index = 0;
  do {
    for (const piece of pieces) {
      if (piece === '%%') text += '%';
      else if (isField(piece)) {
        const value = values[index++]?.text ?? '';
        text += piece.endsWith('b') ? decodeEscapes(value) : value;
      } else text += piece.startsWith('\\') ? decodeEscapes(piece) : piece;
    }
  } while (taken > 0 && index < values.length && index < 1000);
  return text;
}
