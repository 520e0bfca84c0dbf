import { type Arg, type Flow, joined, literalArg, unknownArg, valueOfArg } from '../shell/value';
import { splitEnvString } from './envString';
import { fd } from './fd';
import { find } from './find';
import { sliceArg } from './grammar';
import { inner } from './launchers';
import { replaced } from './placeholder';
import type { Call, Parsed, Program } from './program';
import { printVariables } from './shellVariables';

type Output = Flow | undefined;

/** Programs that run other programs. Seen through, to any depth. */
export const wrapperPrograms: readonly Program[] = [
  {
    names: 'env genv',
    options: [
      '-i -0 -v -u,--unset= -C,--chdir=cwd -S,--split-string= -P=no -a,--argv0= --ignore-environment --null --debug',
      '--block-signal=? --default-signal=? --ignore-signal=?',
    ],
    stopsAtOperand: true,
    see: env,
  },
  {
    names: 'strace dtruss',
    options: '-fcCTtrvqxyi -e= -o=write -p=no -s= -u=no -E=no -P= -b= -S= -a= -ff -tt -ttt --output=write',
    stopsAtOperand: true,
    see: (call, parsed) => {
      for (const { name, value } of parsed.options)
        if (/^-(?:o|-output)$/.test(name) && value !== undefined && /^[|!]/.test(value.head))
          call.script(sliceArg(value, 1));
      return inner(call, parsed);
    },
  },
  {
    names: 'watch',
    options:
      '-bcdegtrxpC# -n,--interval= --beep --color --differences=? --errexit --chgexit --no-title --exec --precise',
    stopsAtOperand: true,
    see: (call, parsed) => (parsed.has('-x', '--exec') ? inner(call, parsed) : joinedScript(call, parsed)),
  },
  {
    names: 'xargs gxargs',
    options: [
      '-0prtxo -a,--arg-file=read -d,--delimiter= -E= -e=? -I= -i=? -J= -L,--max-lines= -l=? -n,--max-args=',
      '-P,--max-procs= -R= -S= -s,--max-chars= --null --no-run-if-empty --verbose --exit --interactive --replace=?',
      '--show-limits --open-tty --process-slot-var= --eof=?',
    ],
    stopsAtOperand: true,
    see: xargs,
  },
  {
    names: 'parallel env_parallel',
    options: [
      '-0kqruX -j,--jobs,-P= -n,--max-args= -N= -I= -a,--arg-file=read -d,--delimiter= -C,--colsep=',
      '-S,--sshlogin=no -m --keep-order --dry-run --bar --eta --progress --halt= --joblog=write --tag',
      '--tagstring= --timeout= --retries= --delay= --no-notice --will-cite --line-buffer --lb --ungroup --group',
      '--verbose --trim= --plus --pipe --linebuffer --no-run-if-empty --shuf',
    ],
    stopsAtOperand: true,
    see: parallel,
  },
  { names: 'find gfind bfs', loose: true, longSingle: true, see: find },
  { names: 'fd fdfind', loose: true, see: fd },
  {
    names: 'sh bash zsh dash ash ksh mksh fish rbash',
    options: [
      '-lisevxnuabcfhkmprtBCEHPTD -o= -O= --login --norc --noprofile --posix --restricted --verbose --noediting',
      '--debugger! --rcfile=no --init-file=no --dump-strings --debug -c --no-rcs --no-globalrcs --emulate=no',
    ],
    stopsAtOperand: true,
    see: shell,
  },
  { names: 'busybox toybox', stopsAtOperand: true, see: inner },
  {
    names: 'sudo doas',
    options: [
      '-AbEeHiKklnPSsvB -u,--user= -g,--group= -h,--host= -p,--prompt= -C= -D,--chdir=cwd -R=no -T= -r= -t= -U=',
      '--non-interactive --preserve-env=? --login --shell --stdin --background --set-home --reset-timestamp --list',
      '--validate --edit',
    ],
    stopsAtOperand: true,
    see: elevated,
  },
  {
    names: 'su runuser pkexec',
    options: '-lmpfP -c,--command=shell -s=no --shell=no -u= -g= -G= --login --user= --disable-internal-agent',
    see: (call, parsed) => {
      call.emit('escalate', call.name, { detail: 'escalate', says: 'runs as another user' });
      return call.name === 'pkexec' ? inner(call, parsed) : undefined;
    },
  },
  {
    names: 'flock',
    options: [
      '-sxeounFv -w,--timeout,--wait= -E,--conflict-exit-code= -c,--command=shell',
      '--shared --exclusive --nonblock --close --no-fork --unlock --verbose',
    ],
    stopsAtOperand: true,
    see: (call, parsed) => {
      const [file] = parsed.operands;
      if (file !== undefined && !/^\d+$/.test(file.text ?? '')) call.file('write', file);
      const rest = parsed.operands.slice(1);
      return rest[0]?.text === '-c' && rest[1] !== undefined ? call.script(rest[1]) : inner(call, parsed, 1);
    },
  },
  {
    names: 'script',
    options: '-aefqO -c,--command=shell -t=? --quiet --return --append --flush --timing=write --log-out=write -O=write',
    see: (call, parsed) => {
      const [file, ...rest] = parsed.operands;
      if (file !== undefined) call.file('write', file);
      return rest.length > 0 ? call.command(rest) : undefined;
    },
  },
  {
    names: 'dotenv dotenv-cli direnv',
    loose: true,
    stopsAtOperand: true,
    see: (call, parsed) => {
      if (/^direnv (?:status|version|help)$/.test(`${call.name} ${call.args.map((arg) => arg.text ?? '?').join(' ')}`))
        return undefined;
      call.unknown('program.beyond', call.name, 'loads variables from a file for a command');
      const rest = call.name === 'direnv' ? parsed.operands.slice(2) : parsed.operands;
      return rest.length > 0 ? call.command(rest) : undefined;
    },
  },
  { names: 'cross-env', stopsAtOperand: true, see: (call, parsed) => env(call, parsed) },
  {
    names: 'cross-env-shell',
    stopsAtOperand: true,
    // What follows the variables is a line for a shell.
    see: (call, parsed) => {
      const at = parsed.operands.findIndex((operand) => !/^[A-Za-z_]\w*=/.test(operand.head));
      env(call, { ...parsed, operands: at < 0 ? parsed.operands : parsed.operands.slice(0, at) });
      return at < 0 ? undefined : joinedScript(call, { ...parsed, operands: parsed.operands.slice(at) });
    },
  },
  {
    names: 'wait-on',
    options:
      '-d= -i= -l -r -s= -t= -v -w= -c=file --config=file --delay= --interval= --log --reverse --simultaneous= --timeout= --httpTimeout= --tcpTimeout= --verbose --window=',
    see: waitOn,
  },
  {
    names: 'hyperfine',
    options: [
      '-w,--warmup= -m,--min-runs= -M,--max-runs= -r,--runs= -s,--setup=shell --reference=shell -p,--prepare=shell -C,--conclude=shell',
      '-c,--cleanup=shell -P,--parameter-scan= -D,--parameter-step-size= -L,--parameter-list= -S,--shell= -N -i,--ignore-failure=? --style=',
      '--sort= -u,--time-unit= --export-asciidoc=write --export-csv=write --export-json=write --export-markdown=write',
      '--export-orgmode=write --show-output --output= --input= -n,--command-name= -h,--help -V,--version --reference-name=',
    ],
    see: hyperfine,
  },
];

/** Joined and given to a shell; taken word by word too, since quotes that are lost may have been meant. */
function joinedScript(call: Call, parsed: Parsed): Output {
  const text = joined(parsed.operands);
  if (text === undefined) return undefined;
  if (parsed.operands.length > 1) call.command(parsed.operands);
  return call.script(text);
}

function env(call: Call, parsed: Parsed): Output {
  const split = parsed.value('-S');
  if (split !== undefined) {
    const words = split.text === undefined ? undefined : splitEnvString(split.text);
    if (words === undefined) return call.script({ ...split, text: undefined });
    const name = literalArg('env', call.part);
    return call.command([name, ...words.map((word) => literalArg(word, call.part)), ...parsed.operands]);
  }
  if (parsed.has('-i')) call.environment('env -i', undefined);
  const given: (readonly [string, Arg])[] = [];
  let index = 0;
  for (; index < parsed.operands.length; index++) {
    const arg = parsed.operands[index];
    if (arg === undefined) break;
    // It takes any name, that of an exported function too.
    const match = /^([^=]+)=/.exec(arg.head);
    if (match === null) break;
    const [, name = ''] = match;
    const value = sliceArg(arg, match[0].length);
    call.environment(name, value);
    given.push([name, value]);
  }
  const rest = parsed.operands.slice(index);
  if (rest.length === 0) return printVariables(call, []);
  const { state } = call;
  const { exported } = state;
  const before = given.map(([name]) => [name, state.variable(name)] as const);
  for (const [name, value] of given) state.set(name, valueOfArg(value));
  state.exported = new Set([...exported, ...given.map(([name]) => name)]);
  const flow = call.command(rest);
  for (const [name, value] of before) state.restore(name, value);
  state.exported = exported;
  return flow;
}

/** `https://…`, `http-get://…`, `tcp:host:port`, or a file that is to appear. */
function waitOn(call: Call, parsed: Parsed): undefined {
  for (const operand of parsed.operands) {
    const [prefix, scheme] = /^(?:(https?)(?:-get)?:(?=\/\/)|tcp:|file:|socket:)/.exec(operand.head) ?? ['', undefined];
    const rest = sliceArg(operand, prefix.length);
    if (scheme !== undefined)
      call.request(
        {
          ...rest,
          text: rest.text === undefined ? undefined : `${scheme}:${rest.text}`,
          head: `${scheme}:${rest.head}`,
        },
        false,
      );
    else if (prefix === 'tcp:') {
      if (!/^\d+$/.test(rest.text ?? '')) call.request(rest, false);
    } else call.file('names', rest);
  }
  return undefined;
}

/** Each operand is a command, where a name in braces stands for what a list or a range has. */
function hyperfine(call: Call, parsed: Parsed): undefined {
  const skipped = new Set<Arg | undefined>();
  for (const { name, value } of parsed.options) {
    const at = value === undefined ? -1 : call.args.indexOf(value);
    if (name === '-L') skipped.add(call.args[at + 1]);
    else if (name === '-P') skipped.add(call.args[at + 1]).add(call.args[at + 2]);
    else if (value === undefined) continue;
    else if (name === '-S' && !/^(?:none|default|(?:\/bin\/)?(?:ba|z|da|fi)?sh)$/.test(value.text ?? ''))
      call.script(value);
    else if (name === '--output' && !/^(?:null|pipe|inherit)$/.test(value.text ?? '')) call.file('write', value);
    else if (name === '--input' && value.text !== 'null') call.file('read', value);
  }
  const lists = parsed.options.filter(({ name }) => name === '-L').map(({ value }) => value);
  const [list] = lists;
  const values = list === undefined ? undefined : call.args[call.args.indexOf(list) + 1]?.text;
  if (lists.length > 1 || (list !== undefined && values === undefined))
    call.unknown('value.script', list?.raw ?? '-L', "runs commands with values that can't be told beforehand");
  for (const operand of parsed.operands) {
    if (skipped.has(operand)) continue;
    for (const value of values?.split(',') ?? [''])
      call.script(
        operand.text === undefined || list === undefined
          ? operand
          : literalArg(operand.text.replaceAll(`{${list.text ?? ''}}`, value), call.part),
      );
  }
  return undefined;
}

function xargs(call: Call, parsed: Parsed): Output {
  const words = parsed.operands.length === 0 ? [literalArg('echo', call.part)] : parsed.operands;
  const file = parsed.has('-a');
  const { nature, taint, text } = call.stdin;
  const marker =
    parsed.value('-I', '-J')?.text ??
    (parsed.has('-i', '--replace') ? (parsed.value('-i', '--replace')?.text ?? '{}') : undefined);
  const between = separator(parsed, marker !== undefined);
  const isQuoting = !parsed.has('-0', '--null', '-d');
  const lines =
    text === undefined || between === undefined || file || (isQuoting && /['"\\]/.test(text)) || text.length > 4000
      ? undefined
      : text.split(between).filter((line) => line !== '');
  const max = parsed.value('-n', '-L');
  const unseen: Arg = {
    ...unknownArg(
      { name: `a line of ${call.stdin.from}`, nature: file || lines !== undefined ? 'any' : nature },
      { ...call.part, raw: 'its input' },
      taint,
    ),
    splits: marker === undefined && max?.text !== '1',
  };
  const all = lines?.map((line): Arg => ({ ...literalArg(line, call.part), taint })) ?? [unseen];
  // Called for each value up to a number; for the others once, as anything.
  const given = all.length > MOST_VALUES ? [...all.slice(0, MOST_VALUES), unseen] : all;
  let flow: Output;
  if (marker !== undefined) {
    for (const each of given)
      flow = call.command(
        words.map((word) => replaced(word, marker, each)),
        { ...call.stdin, text: '', from: 'nothing' },
      );
    return flow;
  }
  // Run once a value as well as with all of them: `-n1` and long input split it.
  if (max !== undefined && lines !== undefined) {
    const size = Math.max(1, Number(max.text) || 1);
    for (const each of given) flow = call.command([...words, each]);
    if (size > 1)
      for (let at = 0; at < given.length; at += size) call.command([...words, ...given.slice(at, at + size)]);
  }
  // A line with blanks in it is one argument to some (`-d`, `-L`) and several to others.
  const blank = text?.split('\n').filter((line) => /\s/.test(line)) ?? [];
  for (const line of blank.slice(0, MOST_VALUES)) call.command([...words, { ...literalArg(line, call.part), taint }]);
  if (blank.length > MOST_VALUES) call.command([...words, unseen]);
  return call.command([...words, ...all]) ?? flow;
}

const MOST_VALUES = 64;

/** What xargs cuts its input at; undefined when that can't be told. */
function separator(parsed: Parsed, isByLine: boolean): string | RegExp | undefined {
  const given = parsed.options.findLast(({ name }) => /^-(?:d|0|-null)$/.test(name));
  if (given === undefined) return isByLine ? /\n\s*/ : /\s+/;
  if (given.name !== '-d') return '\0';
  const { text } = given.value ?? {};
  const escaped: Readonly<Record<string, string>> = { '\\n': '\n', '\\t': '\t', '\\0': '\0', '\\r': '\r' };
  return text?.length === 1 ? text : escaped[text ?? ''];
}

function parallel(call: Call, parsed: Parsed): Output {
  const at = parsed.operands.findIndex((operand) => /^:::\+?:?$|^::::$/.test(operand.text ?? ''));
  const template = at < 0 ? parsed.operands : parsed.operands.slice(0, at);
  const values =
    at < 0
      ? [unknownArg({ name: 'a line of its input', nature: 'any' }, call.part, call.stdin.taint)]
      : parsed.operands.slice(at + 1).filter((operand) => !/^:::/.test(operand.text ?? ''));
  if (parsed.operands[at]?.text === '::::') {
    call.unknown('value.script', 'parallel', 'runs commands with values from a file');
    return undefined;
  }
  // Only `{}` is put in here.
  if (
    template.some((word) => /\{(?:[\d+-]|=)/.test(word.text ?? '')) ||
    parsed.operands.slice(at + 1).some((operand) => at >= 0 && /^:::/.test(operand.text ?? ''))
  )
    call.unknown('value.script', 'parallel', 'puts its values together in a way that is not looked into');
  if (values.length > MOST_VALUES)
    values.splice(MOST_VALUES, values.length, unknownArg({ name: 'more values', nature: 'any' }, call.part));
  let flow: Output;
  for (const value of values) {
    // Without a command, each value is one. The words are joined and given to a shell.
    const words =
      template.length === 0
        ? [value]
        : template.some((word) => word.text?.includes('{}'))
          ? template.map((word) => replaced(word, '{}', value))
          : [...template, value];
    const line = joined(words);
    if (line === undefined) continue;
    // It quotes what it puts in.
    if (
      value.isPattern &&
      template.length > 0 &&
      template.every((word) => /^[\w./{}=:,@%+-]+$/.test(word.text ?? ''))
    ) {
      flow = call.command(words);
      continue;
    }
    if (template.length > 0 && line.text !== undefined) call.command(words);
    if (line.text !== undefined) flow = call.script(line);
    else if (template.length > 0) {
      call.unknown('value.script', line.raw, "runs a command with values that can't be told beforehand");
      flow = call.command(words);
    } else flow = call.script(line);
  }
  return flow;
}

function shell(call: Call, parsed: Parsed): Output {
  const plus = plusOptions(parsed.operands);
  if (plus > 0) {
    // `+x` takes an option back: judged without it, and with nothing taken for harmless.
    const at = call.args.length - parsed.operands.length;
    const left = parsed.options.length > 0 && parsed.has('-n') ? [] : call.args.slice(0, at);
    if (parsed.has('-n'))
      call.unknown('program.option', call.args[at]?.raw ?? '+', `gives ${call.name} an option back`);
    return call.command([literalArg(call.name, call.part), ...left, ...parsed.operands.slice(plus)]);
  }
  const isCommand = parsed.has('-c');
  const [first, ...rest] = parsed.operands;
  if (
    call.name === 'zsh' &&
    isCommand &&
    /[*?\])\w](?:\((?:[^)]*[+e:])|\(#q)|(?:^|\s)=\(|\$\{\(/.test(first?.text ?? '')
  )
    call.unknown('program.beyond', 'zsh', 'runs a script of another shell');
  if (parsed.has('-i') && !isCommand && first === undefined && (call.stdin.taint & 2) !== 0)
    call.emit('run', 'a shell', { detail: 'run.reverseShell', says: 'gives a shell to whoever is on the other end' });
  if (call.name === 'fish' && (isCommand || parsed.has('-C')))
    call.unknown('program.beyond', 'fish', 'runs a script of another shell');
  if (isCommand) return first === undefined ? undefined : call.script(first, rest);
  if (parsed.has('-n') && first !== undefined) return call.file('read', first);
  if (first === undefined || first.text === '-' || parsed.has('-s')) return call.codeFromInput('sh');
  call.runFile('sh', first);
  return undefined;
}

/** How many words `+x`, `+o name` the operands begin with. */
function plusOptions(operands: readonly Arg[]): number {
  let count = 0;
  for (let word = operands[0]; word !== undefined && /^\+[A-Za-z]/.test(word.head); word = operands[count])
    count += /^\+\w*[oO]$/.test(word.text ?? '') ? 2 : 1;
  return count;
}

function elevated(call: Call, parsed: Parsed): Output {
  const isLooking = parsed.operands.length === 0 && parsed.has('-l', '--list', '-v', '-k', '-K', '-n');
  if (!isLooking)
    call.emit('escalate', call.name, { detail: 'escalate', says: "runs with the administrator's rights" });
  let words = parsed.operands;
  while (words[0] !== undefined && /^[A-Za-z_]\w*=/.test(words[0].head)) words = words.slice(1);
  if (parsed.has('-e', '--edit')) for (const file of words) call.file('edit', file);
  else if (words.length > 0) return call.command(words);
  else if (parsed.has('-s', '-i', '--shell', '--login')) return call.codeFromInput('sh');
  return undefined;
}
