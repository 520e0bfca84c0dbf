import { either } from '../names';
import { type Arg, joined, literalArg, textValue, unknownValue, valueOfArg } from '../shell/value';
import { sliceArg } from './grammar';
import type { Call, Parsed, Program } from './program';

const PLAIN_SHOPT = new RegExp(
  `^(?:-[supqo]+|${either([
    'extglob globstar nullglob dotglob failglob nocaseglob nocasematch pipefail inherit_errexit huponexit checkwinsize',
  ])})$`,
);

/** What the shell does itself. These see and change the state of the shell. */
export const shellBuiltins: readonly Program[] = [
  { names: ': true false', loose: true, see: (call) => ({ ...call.out(''), taint: 0 }) },
  { names: 'echo', loose: true, see: (call) => call.out(echoed(call)) },
  { names: 'printf', loose: true, see: printf },
  { names: 'cd pushd', loose: true, see: changeDirectory },
  {
    names: 'popd',
    loose: true,
    see: (call) => {
      call.state.folders = undefined;
      return undefined;
    },
  },
  {
    names: 'pwd dirs',
    loose: true,
    see: (call) => call.out(call.folders?.length === 1 ? `${call.folders[0]}\n` : undefined, 'paths'),
  },
  {
    names: 'exit return break continue shift wait jobs fg bg disown times logout suspend help',
    loose: true,
    see: (call) => (call.name === 'shift' ? shift(call) : undefined),
  },
  { names: 'test [', loose: true, see: test },
  { names: 'export declare typeset local readonly', loose: true, see: declare },
  {
    names: 'unset',
    loose: true,
    see: (call) => {
      for (const arg of call.args) {
        if (arg.text === undefined || /\[(?!\d+\])/.test(arg.text))
          call.unknown('value.name', arg.raw, "unsets a variable whose name can't be told");
        else if (!arg.text.startsWith('-')) {
          call.state.set(arg.text, unknownValue(`$${arg.text}`));
          if (/^(?:PATH|IFS|HOME)$/.test(arg.text)) call.environment(arg.text, undefined);
        }
      }
      return undefined;
    },
  },
  { names: 'read', options: '-ersz -a= -d= -i= -n= -N= -p= -t= -u=', see: read },
  { names: 'mapfile readarray', options: '-t -d= -n= -O= -s= -u= -C=shell -c=', see: read },
  { names: 'let', loose: true, see: (call) => computed(call) },
  {
    names: 'eval',
    loose: true,
    see: (call) => (call.args.length === 0 ? undefined : call.evaluate(joined(call.args) ?? literalArg('', call.part))),
  },
  { names: 'source .', loose: true, see: source },
  {
    names: 'trap',
    loose: true,
    see: (call) => {
      const args = call.args.filter((arg) => arg.text !== '--');
      const [action] = args;
      if (action === undefined || args.length < 2 || /^-[lp]?$/.test(action.text ?? '')) return undefined;
      return call.evaluate(action);
    },
  },
  {
    names: 'alias',
    loose: true,
    see: (call) => {
      for (const arg of call.args) {
        const equals = arg.head.indexOf('=');
        if (equals >= 0) call.evaluate(sliceArg(arg, equals + 1));
        if (equals >= 0) call.unknown('shell.alias', arg.raw, 'gives a command another meaning');
      }
      return undefined;
    },
  },
  {
    names: 'unalias hash',
    loose: true,
    see: (call) =>
      call.args.some((arg) => arg.text === '-p')
        ? askFor(call, 'shell.hash', 'changes which program a name stands for')
        : undefined,
  },
  { names: 'set', loose: true, see: setOptions },
  {
    names: 'shopt',
    loose: true,
    see: (call) =>
      call.args.some((arg) => !PLAIN_SHOPT.test(arg.text ?? '?'))
        ? askFor(call, 'shell.option', 'changes how the shell reads commands')
        : undefined,
  },
  {
    names: 'exec',
    options: '-cl -a=',
    stopsAtOperand: true,
    see: (call, { operands }) => (operands.length > 0 ? call.command(operands) : undefined),
  },
  {
    names: 'command',
    options: '-pvV',
    stopsAtOperand: true,
    see: (call, parsed) =>
      parsed.has('-v', '-V')
        ? call.out(undefined, 'names')
        : parsed.operands.length > 0
          ? call.command(parsed.operands)
          : undefined,
  },
  {
    names: 'builtin',
    stopsAtOperand: true,
    see: (call, { operands }) => (operands.length > 0 ? call.command(operands) : undefined),
  },
  {
    names: 'compgen complete compopt bind enable',
    loose: true,
    see: (call) =>
      call.name === 'compgen' && !call.args.some((arg) => arg.text === undefined || /^-\w*[CFW]/.test(arg.text))
        ? undefined
        : askFor(call, 'shell.completion', 'can run commands through completion'),
  },
  {
    names: 'getopts type which whereis whatis apropos ulimit umask caller fc history',
    loose: true,
    see: (call, parsed) =>
      call.name === 'fc'
        ? askFor(call, 'shell.history', 'runs commands from the history')
        : call.name === 'getopts'
          ? read(call, parsed)
          : call.out(undefined, 'names'),
  },
  { names: 'kill', loose: true, see: kill },
];

function askFor(call: Call, detail: string, says: string): undefined {
  call.unknown(detail, call.name, says);
  return undefined;
}

function echoed(call: Call): string | undefined {
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
    /\\(?:x([0-9a-fA-F]{1,2})|0?([0-7]{1,3})|u([0-9a-fA-F]{1,4})|([abefnrtv\\]))/g,
    (_, hex, octal, unicode, simple) => {
      if (hex !== undefined) return String.fromCharCode(Number.parseInt(hex, 16));
      if (octal !== undefined) return String.fromCharCode(Number.parseInt(octal, 8));
      if (unicode !== undefined) return String.fromCharCode(Number.parseInt(unicode, 16));
      return (
        { n: '\n', t: '\t', r: '\r', a: '\x07', b: '\b', e: '\x1b', f: '\f', v: '\v', '\\': '\\' }[String(simple)] ?? ''
      );
    },
  );
}

function printf(call: Call): ReturnType<Call['out']> {
  let args = [...call.args];
  if (args[0]?.text === '--') args = args.slice(1);
  if (args[0]?.head.startsWith('-v') === true) {
    const name = args[0].text === '-v' ? args[1] : sliceArg(args[0], 2);
    assignName(call, name);
    return call.out('');
  }
  const [format, ...values] = args;
  if (format?.text === undefined || values.some((value) => value.text === undefined || value.isPattern))
    return call.out();
  // Escapes and fields in one pass: `\045s` prints `%s`, it is no field.
  const pieces =
    format.text.match(
      /%[^%a-zA-Z\\]*[a-zA-Z%]|\\(?:x[0-9a-fA-F]{1,2}|[0-7]{1,3}|u[0-9a-fA-F]{1,4}|[\s\S])|[^%\\]+|[\s\S]/g,
    ) ?? [];
  const isField = (piece: string) => piece.length > 1 && piece.startsWith('%') && piece !== '%%';
  if (pieces.some((piece) => piece.startsWith('%') && piece !== '%%' && !/^%(?:[sdiqb]|-?\d*s)$/.test(piece)))
    return call.out();
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
  return call.out(text);
}

/** A name that bash assigns to: an index in it is evaluated, commands and all. */
function assignName(call: Call, name: Arg | undefined): void {
  if (name === undefined) return;
  if (name.text === undefined || !/^[A-Za-z_]\w*(?:\[\w*\])?$/.test(name.text))
    call.unknown('value.name', name.raw, "sets a variable whose name can't be told");
  else {
    const bare = name.text.replace(/\[.*/, '');
    call.state.set(bare, unknownValue(`$${bare}`, 'any', call.taint));
    call.environment(bare, { ...literalArg('', call.part), text: undefined });
  }
}

function changeDirectory(call: Call): undefined {
  const operands = call.args.filter((arg) => !/^(?:--|-[LPe@]+|-n)$/.test(arg.text ?? ''));
  const [target] = operands;
  if (target === undefined) {
    const home = call.state.variable('HOME');
    call.state.folders =
      home === undefined ? call.resolve(literalArg('~', call.part)) : home.kind === 'text' ? [home.text] : undefined;
    return undefined;
  }
  if (
    target.text === '-' ||
    /^[+-]\d+$/.test(target.text ?? '') ||
    (call.name === 'pushd' && target.text === undefined)
  ) {
    call.state.folders = undefined;
    return undefined;
  }
  call.state.folders = foldersOf(call, target);
  return undefined;
}

function foldersOf(call: Call, target: Arg): readonly string[] | undefined {
  return call.resolve(target);
}

function shift(call: Call): undefined {
  const count = call.args[0] === undefined ? 1 : Number(call.args[0].text);
  const [zero, ...rest] = call.state.positional;
  const isCounted = Number.isInteger(count) && !rest.slice(0, count).some((arg) => arg.splits || arg.isPattern);
  call.state.positional = zero === undefined || !isCounted ? [] : [zero, ...rest.slice(count)];
  return undefined;
}

function test(call: Call): ReturnType<Call['out']> {
  call.args.forEach((arg, index) => {
    const before = call.args[index - 1]?.text ?? '';
    if (before === '-v' && !/^[A-Za-z_]\w*(?:\[\w*\])?$/.test(arg.text ?? ''))
      call.unknown('value.name', arg.raw, 'tests a variable by a name that can run commands');
    if (/^-[abcdefghkprstuwxGLNOS]$/.test(before) && arg.text !== undefined && !/^-[ao]$/.test(before))
      call.file('names', arg);
  });
  return call.out('');
}

function declare(call: Call): undefined {
  const isLocal =
    call.name === 'local' || call.args.some((arg) => /^-\w*[gn]/.test(arg.text ?? '')) || call.name !== 'export';
  if (isLocal) call.didDeclareLocal();
  const flags = call.args
    .filter((arg) => /^[-+]/.test(arg.text ?? ''))
    .map((arg) => arg.text)
    .join('');
  const isInteger = /i/.test(flags);
  for (const arg of call.args) {
    if (arg.text !== undefined && /^[-+]/.test(arg.text)) {
      if (/n/.test(arg.text) && call.name !== 'export')
        call.unknown('value.name', arg.raw, 'makes one variable stand for another');
      continue;
    }
    const match = /^([A-Za-z_]\w*)(\[[^\]]*\])?(\+?)(?:=|$)/.exec(arg.head);
    if (match === null || (match[2] !== undefined && !/^\[\w*\]$/.test(match[2]))) {
      call.unknown('value.name', arg.raw, "sets a variable whose name can't be told");
      continue;
    }
    const [whole, name = '', , plus] = match;
    if (!whole.endsWith('=')) {
      if (call.name === 'export') {
        const value = call.state.variable(name);
        if (value !== undefined)
          call.environment(
            name,
            value.kind === 'text'
              ? literalArg(value.text, call.part)
              : { ...literalArg('', call.part), text: undefined },
          );
      }
      continue;
    }
    const value = sliceArg(arg, whole.length);
    if (isInteger && !/^-?\d*$/.test(value.text ?? '?'))
      call.unknown('value.arithmetic', arg.raw, 'computes a value that can run commands');
    call.state.set(name, plus === '+' ? unknownValue(`$${name}`, 'any', value.taint) : valueOfArg(value));
    call.environment(name, value);
  }
  return undefined;
}

function read(call: Call, parsed: Parsed): undefined {
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
    const isWhole =
      names.length === 1 && text !== undefined && !/\n./s.test(text) && call.name === 'read' && name === undefined;
    call.state.set(
      bare,
      isWhole
        ? textValue(text.trim(), taint)
        : unknownValue(`$${bare}`, nature === 'plain' || nature === 'paths' ? nature : 'any', taint),
    );
  }
  return undefined;
}

function computed(call: Call): undefined {
  for (const arg of call.args) {
    const assigned = /^([A-Za-z_]\w*)(?:[-+*/%&|^]|<<|>>)?=/.exec(arg.text ?? '');
    if (arg.text === undefined || !/^[\w\s+*/%()<>=!&|^~?:,-]*$/.test(arg.text))
      call.unknown('value.arithmetic', arg.raw, 'computes something that can run commands');
    else {
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

function source(call: Call): undefined {
  const [file, ...rest] = call.args.filter((arg, index) => !(index === 0 && arg.text === '--'));
  if (file === undefined) return undefined;
  call.file('read', file);
  if (file.text !== undefined && !file.text.includes('/'))
    call.runFile('sh', { ...file, text: `./${file.text}`, head: `./${file.text}` });
  else call.runFile('sh', file);
  call.state.anyVariable = true;
  if (rest.length > 0) call.state.positional = [];
  return undefined;
}

function setOptions(call: Call): undefined {
  const [first] = call.args;
  if (first === undefined) return undefined;
  if (first.text === '--' || (first.text !== undefined && !/^[-+]/.test(first.text)) || first.text === undefined) {
    const values = first.text === '--' ? call.args.slice(1) : call.args;
    call.state.positional = [literalArg('bash', call.part), ...values];
    return undefined;
  }
  for (const [index, arg] of call.args.entries()) {
    const text = arg.text ?? '?';
    if (
      /^[-+][euxvnfCbhmtTEB]*o?$/.test(text) ||
      (index > 0 &&
        /^(?:pipefail|errexit|nounset|xtrace|verbose|noglob|noclobber|posix|errtrace|functrace|noexec|braceexpand)$/.test(
          text,
        ))
    )
      continue;
    call.unknown('shell.option', arg.raw, 'changes how the shell reads commands');
  }
  return undefined;
}

function kill(call: Call): undefined {
  const args = call.args.map((arg) => arg.text ?? '');
  if (args.some((text) => /^-(?:l|L|-list|-table)$/.test(text)) || /^-0$/.test(args[0] ?? '')) return undefined;
  const isSignal = (text: string, index: number) =>
    index === 0 && /^-(?:\d+|[A-Z]\w*)$/i.test(text) && call.args.length > 1;
  call.args.forEach((arg, index) => {
    const text = arg.text ?? '';
    if (
      isSignal(text, index) ||
      text === '--' ||
      ((args[index - 1] === '-s' || args[index - 1] === '-n') && index > 0) ||
      text === '-s' ||
      text === '-n'
    )
      return;
    if (text === '-1' || text === '1') call.emit('process', 'every process', { detail: 'process.everything' });
    else if (/^%/.test(text) || arg.unknown?.name === '$!' || isOwnProcess(call, arg))
      call.emit('process', arg.raw, { detail: 'process.own' });
    else call.emit('process', text === '' ? arg.raw : text, { detail: 'process.kill' });
  });
  return undefined;
}

/** `PID=$!` … `kill $PID`: what this command line itself started. */
function isOwnProcess(call: Call, arg: Arg): boolean {
  const name = /^"?\$\{?(\w+)\}?"?$/.exec(arg.raw)?.[1];
  const value = name === undefined ? undefined : call.state.variable(name);
  return value?.kind === 'unknown' && value.unknown.name === '$!';
}
