import { isSecretVariable } from '../shell/parameters';
import { type Arg, literalArg, SECRET, textValue, unknownValue, valueOfArg } from '../shell/value';
import { sliceArg } from './grammar';
import type { Call, Parsed } from './program';

const MOST_LINES = 200;

/** A name that bash assigns to: an index in it is evaluated, commands and all. */
export function assignName(call: Call, name: Arg | undefined): void {
  if (name === undefined) return;
  if (name.text === undefined || !/^[A-Za-z_]\w*(?:\[\w*\])?$/.test(name.text)) {
    call.unknown('value.name', name.raw, "sets a variable whose name can't be told");
    call.expandAgain(name);
  } else {
    const bare = name.text.replace(/\[.*/, '');
    if (call.state.integers.has(bare))
      call.unknown('value.arithmetic', bare, `sets $${bare}, whose every value is computed, which can run commands`);
    call.state.set(bare, unknownValue(`$${bare}`, 'any', call.taint));
    call.environment(bare, { ...literalArg('', call.part), text: undefined });
  }
}

/** `export`, `declare` and their like. */
export function declare(call: Call): ReturnType<Call['out']> | undefined {
  const { state } = call;
  const isFlag = (arg: Arg) => arg.text !== undefined && /^[-+]/.test(arg.text);
  const flags = call.args.map((arg) => (isFlag(arg) ? (arg.text ?? '') : '')).join('');
  const names = call.args.filter((arg) => !isFlag(arg));
  if (call.name !== 'export') call.didDeclareLocal();
  if (/[pfF]/.test(flags) || names.length === 0) return /[fF]/.test(flags) ? undefined : printVariables(call, names);
  if (/n/.test(flags) && call.name !== 'export')
    call.unknown('value.name', call.part.text, 'makes one variable stand for another');
  const isTakenBack = call.name === 'export' && /n/.test(flags);
  const isInteger = /-\w*i/.test(flags);
  for (const arg of names) {
    const match = /^([A-Za-z_]\w*)(\[[^\]]*\])?(\+?)(?:=|$)/.exec(arg.head);
    if (match === null || (match[2] !== undefined && !/^\[\w*\]$/.test(match[2]))) {
      call.unknown('value.name', arg.raw, "sets a variable whose name can't be told");
      call.expandAgain(arg);
      continue;
    }
    const [whole, name = '', , plus] = match;
    if (isTakenBack) {
      call.environment(name, undefined);
      state.exported = new Set([...state.exported].filter((each) => each !== name));
    } else if (call.name === 'export' || /-\w*x/.test(flags)) state.exported = new Set([...state.exported, name]);
    if (isInteger) state.integers = new Set([...state.integers, name]);
    if (!whole.endsWith('=')) {
      const value = state.variable(name);
      if (/-\w*A/.test(flags))
        state.set(
          name,
          value?.kind === 'list' ? { ...value, isMap: true } : { kind: 'list', items: [], taint: 0, isMap: true },
        );
      else if (value !== undefined && !isTakenBack)
        call.environment(
          name,
          value.kind === 'text' ? literalArg(value.text, call.part) : { ...literalArg('', call.part), text: undefined },
        );
      continue;
    }
    const value = sliceArg(arg, whole.length);
    if (/-\w*n/.test(flags) && call.name !== 'export') {
      if (/^[A-Za-z_]\w*$/.test(value.text ?? ''))
        state.references = new Map([...state.references, [name, value.text ?? '']]);
      continue;
    }
    if (state.integers.has(name)) {
      call.compute(value);
      state.set(name, unknownValue(`$${name}`, 'plain', value.taint));
    } else state.set(name, plus === '+' ? unknownValue(`$${name}`, 'any', value.taint) : valueOfArg(value));
    call.environment(name, value);
  }
  return undefined;
}

/** What prints variables with their values: those named, or all of them. */
export function printVariables(call: Call, names: readonly Arg[]): ReturnType<Call['out']> {
  for (const { text, raw } of names) {
    if (text === undefined) call.unknown('value.name', raw, "prints a variable whose name can't be told");
    else if (isSecretVariable(text) && call.state.variable(text) === undefined) readSecret(call, text);
  }
  if (names.length === 0) {
    for (const name of Object.keys(call.inherited)) if (isSecretVariable(name)) readSecret(call, name);
    // What is in it was not looked through: it goes nowhere, and nobody looks for a secret in it.
    call.taint |= SECRET;
  }
  return call.out();
}

function readSecret(call: Call, name: string): void {
  call.emit('read', `$${name}`, { detail: 'read.environment', says: `reads $${name}` });
}

export function read(call: Call, parsed: Parsed): undefined {
  const name = parsed.value('-a');
  const names =
    call.name === 'getopts' ? call.args.slice(1, 2) : [...(name === undefined ? [] : [name]), ...parsed.operands];
  if (names.length === 0 && call.name === 'read')
    call.state.set('REPLY', unknownValue('$REPLY', 'any', call.stdin.taint));
  for (const each of names) {
    assignName(call, each);
    const bare = each.text?.replace(/\[.*/, '');
    if (bare === undefined) continue;
    const { text, taint, nature } = call.stdin;
    const isWhole = names.length === 1 && text !== undefined && call.name === 'read' && name === undefined;
    const line = isWhole ? readLine(text, parsed) : undefined;
    call.state.set(bare, line === undefined ? unknownValue(`$${bare}`, nature, taint) : textValue(line, taint));
  }
  return undefined;
}

/** What one `read` takes of its input; undefined where that is left to the words it is split into. */
function readLine(text: string, parsed: Parsed): string | undefined {
  const isRaw = parsed.has('-r') || !text.includes('\\');
  const given = parsed.value('-d');
  const end = given === undefined ? '\n' : given.text === '' ? '\0' : given.text;
  if (!isRaw || end?.length !== 1 || parsed.has('-n', '-N', '-i', '-e', '-u')) return undefined;
  const at = text.indexOf(end);
  // More of it is left for the next time.
  if (at >= 0 && at < text.length - 1) return undefined;
  return (at < 0 ? text : text.slice(0, at)).replace(/^[ \t\n]+|[ \t\n]+$/g, '');
}

/** The lines of the input as a list. */
export function readList(call: Call, parsed: Parsed): undefined {
  const callback = parsed.value('-C');
  if (callback !== undefined) call.script(callback);
  const [name] = parsed.operands;
  const bare = name === undefined ? 'MAPFILE' : name.text;
  if (name !== undefined) assignName(call, name);
  const { text, taint, nature } = call.stdin;
  if (bare === undefined || !/^\w+$/.test(bare)) return undefined;
  const isPlain =
    text !== undefined &&
    parsed.options.every((option) => option.name === '-t' || option.name === '-c' || option.name === '-C');
  const lines = isPlain ? (text.match(/[^\n]*\n|[^\n]+$/g) ?? []) : undefined;
  const shown = parsed.has('-t') ? lines?.map((line) => line.replace(/\n$/, '')) : lines;
  if (shown === undefined || shown.length > MOST_LINES) call.state.set(bare, unknownValue(`$${bare}`, nature, taint));
  else {
    const items = shown.map((line) => ({ ...literalArg(line, call.part), taint }));
    call.state.set(bare, { kind: 'list', items, taint });
  }
  return undefined;
}

export function computed(call: Call): undefined {
  for (const arg of call.args) {
    const assigned = /^([A-Za-z_]\w*)(?:[-+*/%&|^]|<<|>>)?=/.exec(arg.text ?? '');
    if (arg.text === undefined || !/^[\w\s+*/%()<>=!&|^~?:,-]*$/.test(arg.text)) {
      call.unknown('value.arithmetic', arg.raw, 'computes something that can run commands');
      call.expandAgain(arg);
    } else {
      for (const [name] of arg.text.matchAll(/[A-Za-z_]\w*/g)) {
        const value = call.state.variable(name);
        const isNumber =
          value === undefined ||
          (value.kind === 'unknown' && value.unknown.nature === 'plain') ||
          (value.kind === 'text' && /^[\d\s]*$/.test(value.text));
        if (!isNumber)
          call.unknown('value.arithmetic', arg.raw, `computes with $${name}, whose value can run commands`);
      }
      if (assigned?.[1] !== undefined) call.state.set(assigned[1], unknownValue(`$${assigned[1]}`, 'plain'));
    }
  }
  return undefined;
}
