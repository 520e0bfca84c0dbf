import { isHarmlessDevice } from '../locate';
import type { Looking } from '../looking';
import { isSecretName, protectedAs } from '../pathNames';
import { resolveArg } from '../paths';
import type { Arg, Flow } from './value';

/** One word that, as a file's name, is nothing of worth: neither hidden nor secret nor protected. */
export function isPlainWord(text: string): boolean {
  return (
    /^[\w:+][\w.:+-]*$/.test(text) &&
    !isSecretName(`/${text.toLowerCase()}`) &&
    protectedAs(`/${text.toLowerCase()}`, false) === undefined
  );
}

/** Formats of `date` and `stat` that print digits and letters, between dashes at most. */
const PLAIN_DATE = /^\+(?:%[-_0^#]?[aAbBCdeFgGHIjklmMNpPqsSTuUVwWyYzZ][-_:.T]?)*$/;
const PLAIN_STAT = /^(?:-c|-f|--format=|--printf=)?%[zaZsYXWUuGgbBihdmf]$/;

function isPlainFormat(name: string, args: readonly Arg[]): boolean {
  if (name === 'date')
    return (
      args.every((arg) => !arg.head.startsWith('+') || PLAIN_DATE.test(arg.text ?? '?')) &&
      args.every((arg) => arg.text !== undefined)
    );
  if (name !== 'stat') return true;
  const takesFormat = /^(?:-L?[cf]|--format|--printf)$/;
  return args.every((arg, index) => {
    if (takesFormat.test(args[index - 1]?.text ?? '')) return PLAIN_STAT.test(arg.text ?? '?');
    if (!arg.head.startsWith('-')) return arg.text !== undefined || arg.head !== '';
    return /^-[Lt]$/.test(arg.text ?? '?') || takesFormat.test(arg.text ?? '?') || PLAIN_STAT.test(arg.text ?? '?');
  });
}

/**
 * What a program prints is of the nature it is said to be only when what it was given is: a name of a secret stays one,
 * wherever it is printed.
 */
export function honest(
  flow: Flow,
  name: string,
  args: readonly Arg[],
  folders: readonly string[] | undefined,
  looking: Looking,
): Flow {
  if (flow.text !== undefined && isInexact(name, args)) return { ...flow, text: undefined, nature: 'any' };
  if (flow.nature === 'any') return flow;
  const any: Flow = { ...flow, nature: 'any' };
  if (flow.nature === 'plain') return isPlainFormat(name, args) ? flow : any;
  const isInside = (arg: Arg): boolean => {
    if (arg.text === undefined)
      return (
        arg.head === '' &&
        (arg.unknown?.nature === 'paths' || arg.unknown?.nature === 'names' || arg.unknown?.nature === 'plain')
      );
    if (arg.text.startsWith('-')) return true;
    return resolveArg(arg, folders, looking).places.every(
      ({ place }) =>
        isHarmlessDevice(place.path) ||
        ((place.area === 'workspace' || place.area === 'temp') && !place.isSecret && place.protectedAs === undefined),
    );
  };
  // What grep looks for is no file.
  const isSearch = /^[ef]?grep$/.test(name) && !args.some((arg) => /^-(?:-(?:re|f)|[a-zA-Z]*[ef])/.test(arg.head));
  const pattern = isSearch ? args.findIndex((arg) => !arg.head.startsWith('-')) : -1;
  return args.every((arg, index) => index === pattern || isInside(arg)) ? flow : any;
}

/** Whether what a producer is said to print may differ from what the real one prints, by shell and by field. */
export function isInexact(name: string, args: readonly Arg[]): boolean {
  const texts = args.map((arg) => arg.text ?? '');
  // Which escapes `echo` knows, and whether it does without `-e`, differs from shell to shell.
  if (name === 'echo')
    return (
      texts.some((text) => /\\(?!x[0-9a-fA-F]{2}|[abefnrtv\\])/.test(text)) ||
      (texts.some((text) => text.includes('\\')) && texts.filter((text) => /^-[neE]+$/.test(text)).join() !== '-e')
    );
  // The format alone gives orders; with options before it, it is one of the first three.
  const format = texts.slice(0, texts[0]?.startsWith('-') === true ? 3 : 1).join(' ');
  if (name === 'printf') return /%[^%a-zA-Z\\]*[diq]/.test(format) || /\\0\d{3}/.test(texts[0] ?? '');
  return false;
}
