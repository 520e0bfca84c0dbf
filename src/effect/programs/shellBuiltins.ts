import { either } from '../names';
import { type Arg, joined, literalArg, unknownValue } from '../shell/value';
import { sliceArg } from './grammar';
import { echoed, printf } from './printedText';
import type { Call, Program } from './program';
import { computed, declare, printVariables, read, readList } from './shellVariables';
import { source } from './sourced';

const PLAIN_SHOPT = new RegExp(
  `^(?:-[supqo]+|${either([
    'extglob globstar nullglob dotglob failglob nocasematch pipefail lastpipe inherit_errexit huponexit checkwinsize',
  ])})$`,
);

/** Version managers print what the shell needs to find their programs. */
const SHELL_HOOK = new RegExp(
  `^"?(?:\\$\\(|\`)(?:${either([
    'conda\\ shell\\.\\w+\\ hook (?:py|rb|nod|go|j)env\\ init(?:\\ -|\\ --path|\\ bash|\\ zsh)* pyenv\\ virtualenv-init\\ -',
    'fnm\\ env(?:\\ --use-on-cd|\\ --shell\\ bash)* mise\\ activate(?:\\ bash)? opam\\ env asdf\\ exec\\ env',
    '(?:/opt/homebrew/bin/|/usr/local/bin/|/home/linuxbrew/.linuxbrew/bin/)?brew\\ shellenv dircolors(?:\\ -b)?',
  ])})(?:\\)|\`)"?$`,
);

/** What the shell does itself. These see and change the state of the shell. */
export const shellBuiltins: readonly Program[] = [
  { names: ': true false', loose: true, see: (call) => ({ ...call.out(''), taint: 0 }) },
  {
    names: 'echo',
    loose: true,
    see: (call) => ({
      ...call.out(echoed(call)),
      ...(call.args.length === 1 && call.args.every((arg) => isStarted(call, arg)) ? { isOwnProcess: true } : {}),
    }),
  },
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
          if (/^HISTFILE$/.test(arg.text)) askFor(call, 'shell.history', 'stops the shell from keeping its history');
        }
      }
      return undefined;
    },
  },
  { names: 'read', options: '-ersz -a= -d= -i= -n= -N= -p= -t= -u=', see: read },
  { names: 'mapfile readarray', options: '-t -d= -n= -O= -s= -u= -C= -c=', see: readList },
  { names: 'let', loose: true, see: (call) => computed(call) },
  {
    names: 'eval',
    loose: true,
    see: (call) => {
      const text = joined(call.args);
      if (text === undefined) return undefined;
      if (!SHELL_HOOK.test(text.raw)) return call.evaluate(text);
      call.state.anyVariable = true;
      return undefined;
    },
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
  { names: 'alias', loose: true, see: alias },
  { names: 'unalias hash', loose: true },
  { names: 'set', loose: true, see: setOptions },
  {
    names: 'shopt',
    loose: true,
    see: (call) => {
      if (call.args.some((arg) => arg.text === 'dotglob')) call.state.matchesHidden = true;
      return call.args.some((arg) => !PLAIN_SHOPT.test(arg.text ?? '?'))
        ? askFor(call, 'shell.option', 'changes how the shell reads commands')
        : undefined;
    },
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
    see: (call) => {
      call.args.forEach((arg, index) => {
        if (arg.text === '-C') call.script(call.args[index + 1] ?? arg);
      });
      // To print what is set up.
      if (
        /^(?:complete|bind|enable)$/.test(call.name) &&
        call.args.every((arg) => /^-[plavsPSVX]+$/.test(arg.text ?? '?'))
      )
        return undefined;
      return call.name === 'compgen' && !call.args.some((arg) => arg.text === undefined || /^-\w*[CFW]/.test(arg.text))
        ? undefined
        : askFor(call, 'shell.completion', 'can run commands through completion');
    },
  },
  {
    names: 'getopts type which whereis whatis apropos ulimit umask caller',
    loose: true,
    options: '-C=no --config-file=no',
    see: (call, parsed) =>
      call.name === 'getopts' ? read(call, parsed) : call.out(undefined, call.name === 'which' ? 'paths' : 'names'),
  },
  { names: 'fc', loose: true, see: (call) => (isListing(call) ? call.out() : rerun(call)) },
  { names: 'history', loose: true, see: history },
  { names: 'kill', loose: true, see: kill },
];

function askFor(call: Call, detail: string, says: string): undefined {
  call.unknown(detail, call.name, says);
  return undefined;
}

/** Another name for the beginning of a command: as a function of that name, which the shell may or may not take. */
function alias(call: Call): undefined {
  for (const arg of call.args) {
    const equals = arg.head.indexOf('=');
    if (equals < 0) continue;
    const name = arg.head.slice(0, equals);
    const value = sliceArg(arg, equals + 1);
    const { text } = value;
    call.script(value);
    if (text === undefined || !/^[\w.+-]+$/.test(name) || /[\n#]|<<|\\$/.test(text)) {
      if (!/^[.~+-]+$/.test(name) || text === undefined)
        call.unknown('shell.alias', arg.raw, 'gives a command another meaning');
      continue;
    }
    // An alias stands for itself no second time.
    const body = text.split(/\s/)[0] === name ? `command ${text}` : text;
    call.evaluate({ ...value, text: `${name}() { ${body} "$@"; }`, head: '' });
    call.state.doubtFunctions(name);
  }
  return undefined;
}

/** `fc -l` only lists. */
function isListing(call: Call): boolean {
  return (
    call.args.some((arg) => /^-[nr]*l[nr]*$/.test(arg.text ?? '')) &&
    !call.args.some((arg) => /^-\w*[es]/.test(arg.head))
  );
}

function rerun(call: Call): undefined {
  return askFor(call, 'shell.history', 'runs commands from the history');
}

function history(call: Call): ReturnType<Call['out']> | undefined {
  const [first, file] = call.args;
  if (first === undefined || /^\d+$/.test(first.text ?? '?')) return call.out();
  const flag = /^-[anrw]$/.exec(first.text ?? '')?.[0];
  if (flag === undefined || file === undefined)
    return askFor(call, 'shell.history', 'changes what the shell remembers of its commands');
  call.file(flag === '-w' || flag === '-a' ? 'write' : 'read', file);
  return call.out();
}

function changeDirectory(call: Call): ReturnType<Call['out']> | undefined {
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
  call.state.folders = call.resolve(target);
  // It says where it went only where that isn't what it was told; where it can't go, what follows `&&` doesn't run.
  const isQuiet = call.name === 'cd' && call.kindOf(target) === 'folder' && call.state.variable('CDPATH') === undefined;
  return isQuiet ? call.out('') : undefined;
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
    if (before === '-v' && !/^[A-Za-z_]\w*(?:\[\w*\])?$/.test(arg.text ?? '')) {
      call.unknown('value.name', arg.raw, 'tests a variable by a name that can run commands');
      call.expandAgain(arg);
    }
    if (/^-[abcdefghkprstuwxGLNOS]$/.test(before) && arg.text !== undefined && !/^-[ao]$/.test(before))
      call.file('names', arg);
  });
  return call.out('');
}

function setOptions(call: Call): ReturnType<Call['out']> | undefined {
  const [first] = call.args;
  if (first === undefined) return printVariables(call, []);
  if (first.text === '--' || (first.text !== undefined && !/^[-+]/.test(first.text)) || first.text === undefined) {
    const values = first.text === '--' ? call.args.slice(1) : call.args;
    call.state.positional = [literalArg('bash', call.part), ...values];
    return undefined;
  }
  for (const [index, arg] of call.args.entries()) {
    const text = arg.text ?? '?';
    if (
      /^[-+][aeuxvnfCbhmtTEB]*o?$/.test(text) ||
      (index > 0 &&
        /^(?:pipefail|errexit|nounset|xtrace|verbose|noglob|noclobber|posix|errtrace|functrace|noexec|braceexpand|allexport|monitor|notify|physical)$/.test(
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
    else if (/^%|^$/.test(arg.text ?? '?') || arg.unknown?.name === '$!' || isOwnProcess(call, arg))
      call.emit('process', arg.raw, { detail: 'process.own' });
    else call.emit('process', text === '' ? arg.raw : text, { detail: 'process.kill' });
  });
  return undefined;
}

/** What this command line itself started: `PID=$!` … `kill $PID`, or read back from a file that it wrote it to. */
function isOwnProcess(call: Call, arg: Arg): boolean {
  if (/^"?\$\(jobs -[prs]+\)"?$/.test(arg.raw) || isStarted(call, arg)) return true;
  const file = /^"?(?:\$\((?:cat +|< *)([\w./-]+)\)|`cat +([\w./-]+)`)"?$/.exec(arg.raw);
  const name = file?.[1] ?? file?.[2];
  const [path, ...more] = name === undefined ? [] : (call.resolve(literalArg(name, call.part)) ?? []);
  return path !== undefined && more.length === 0 && call.state.written(path)?.isOwnProcess === true;
}

/** `$!`, or a variable that holds it. */
function isStarted(call: Call, arg: Arg): boolean {
  if (/^"?\$!"?$/.test(arg.raw)) return true;
  const name = /^"?\$\{?(\w+)\}?"?$/.exec(arg.raw)?.[1];
  const value = name === undefined ? undefined : call.state.variable(name);
  return value?.kind === 'unknown' && value.unknown.name === '$!';
}
