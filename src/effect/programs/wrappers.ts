import { either } from '../names';
import { type Arg, type Flow, joined, literalArg, unknownArg } from '../shell/value';
import { sliceArg } from './grammar';
import type { Call, Parsed, Program } from './program';

type Output = Flow | undefined;

/** The operands are a command of their own. */
function inner(call: Call, parsed: Parsed, skip = 0): Output {
  const words = parsed.operands.slice(skip);
  return words.length === 0 ? undefined : call.command(words);
}

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
  { names: 'nice', options: '-n,--adjustment= -#', stopsAtOperand: true, see: inner },
  {
    names: 'ionice',
    options: '-c= -n= -t -p= -P= -u= --class= --classdata= --ignore',
    stopsAtOperand: true,
    see: inner,
  },
  { names: 'nohup setsid', options: '-cfw --ctty --fork --wait', stopsAtOperand: true, see: inner },
  {
    names: 'timeout gtimeout',
    options: '-vf -k,--kill-after= -s,--signal= --foreground --preserve-status --verbose',
    stopsAtOperand: true,
    see: (call, parsed) => inner(call, parsed, 1),
  },
  {
    names: 'time gtime',
    options: '-pvaqV -f,--format= -o,--output=write --portability --verbose --append --quiet',
    stopsAtOperand: true,
    see: inner,
  },
  { names: 'stdbuf', options: '-i,--input= -o,--output= -e,--error=', stopsAtOperand: true, see: inner },
  {
    names: 'unbuffer chronic catchsegv ltrace gosu chrt taskset numactl cpulimit',
    options: '-p -a -c= -v -f',
    stopsAtOperand: true,
    see: (call, parsed) => (/^(?:gosu|chrt|taskset)$/.test(call.name) ? inner(call, parsed, 1) : inner(call, parsed)),
  },
  {
    names: 'strace dtruss',
    options: '-fcCTtrvqxyi -e= -o=write -p=no -s= -u=no -E=no -P= -b= -S= -a= -ff -tt -ttt',
    stopsAtOperand: true,
    see: inner,
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
    names: 'parallel rush',
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
  { names: 'caffeinate', options: '-disum -t= -w=', stopsAtOperand: true, see: inner },
  {
    names: 'dotenv dotenv-cli direnv',
    loose: true,
    stopsAtOperand: true,
    see: (call, parsed) => {
      call.unknown('program.beyond', call.name, 'loads variables from a file for a command');
      const rest = call.name === 'direnv' ? parsed.operands.slice(2) : parsed.operands;
      return rest.length > 0 ? call.command(rest) : undefined;
    },
  },
  { names: 'cross-env cross-env-shell', stopsAtOperand: true, see: (call, parsed) => env(call, parsed) },
  {
    names: 'concurrently npm-run-all run-s run-p',
    loose: true,
    see: (call) => {
      for (const arg of call.args) if (call.name === 'concurrently' && !arg.head.startsWith('-')) call.script(arg);
      if (call.name !== 'concurrently') call.runHere('run.packageScript', call.name);
      return undefined;
    },
  },
  { names: 'wait-on', loose: true },
  {
    names: 'hyperfine',
    loose: true,
    see: (call) => {
      for (const arg of call.args) if (!arg.head.startsWith('-') && !/^\d+$/.test(arg.text ?? '')) call.script(arg);
      return undefined;
    },
  },
  {
    names: 'entr nodemon',
    loose: true,
    stopsAtOperand: true,
    see: (call, parsed) => {
      if (call.name === 'entr') return inner(call, parsed);
      if (call.args.some((arg) => /^(?:-x|--exec|-e?x)/.test(arg.head)))
        call.unknown('program.option', '--exec', 'gives nodemon a command to run');
      call.runHere('run.file', 'nodemon');
      return undefined;
    },
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
    const rest = parsed.operands.map((operand) => operand.text ?? '"$x"').join(' ');
    return call.script({ ...split, text: split.text === undefined ? undefined : `env ${split.text} ${rest}` });
  }
  if (parsed.has('-i')) call.environment('env -i', undefined);
  let index = 0;
  for (; index < parsed.operands.length; index++) {
    const arg = parsed.operands[index];
    if (arg === undefined) break;
    const match = /^([A-Za-z_][\w.-]*)=/.exec(arg.head);
    if (match === null) break;
    call.environment(match[1] ?? '', sliceArg(arg, match[0].length));
  }
  const rest = parsed.operands.slice(index);
  return rest.length === 0 ? call.out() : call.command(rest);
}

function xargs(call: Call, parsed: Parsed): Output {
  const words = parsed.operands.length === 0 ? [literalArg('echo', call.part)] : parsed.operands;
  const file = parsed.has('-a');
  const { nature, taint, text } = call.stdin;
  const isNul = parsed.has('-0', '-d');
  const lines =
    text === undefined || file || /['"\\]/.test(text) || text.length > 4000
      ? undefined
      : text.split(isNul ? '\0' : /\s+/).filter((line) => line !== '');
  const marker =
    parsed.value('-I', '-J')?.text ??
    (parsed.has('-i', '--replace') ? (parsed.value('-i', '--replace')?.text ?? '{}') : undefined);
  const given: Arg[] =
    lines === undefined
      ? [
          unknownArg(
            { name: `a line of ${call.stdin.from}`, nature: file ? 'any' : nature },
            { ...call.part, raw: 'its input' },
            taint,
          ),
        ]
      : lines.slice(0, 64).map((line) => ({ ...literalArg(line, call.part), taint }));
  let flow: Output;
  if (marker !== undefined) {
    for (const each of given)
      flow = call.command(
        words.map((word) => replaced(word, marker, each)),
        { ...call.stdin, text: '', from: 'nothing' },
      );
    return flow;
  }
  const max = parsed.value('-n', '-L');
  // Run once a value as well as with all of them: `-n1` and long input split it.
  if (max !== undefined && lines !== undefined) for (const each of given) flow = call.command([...words, each]);
  // A line with blanks in it is one argument to some (`-d`, `-L`) and several to others.
  for (const line of text?.split('\n').slice(0, 64) ?? [])
    if (/\s/.test(line)) call.command([...words, { ...literalArg(line, call.part), taint }]);
  return call.command([...words, ...given]) ?? flow;
}

function replaced(word: Arg, marker: string, value: Arg): Arg {
  const text = word.text;
  if (text === undefined || !text.includes(marker)) return word;
  if (value.text !== undefined) {
    const whole = text.replaceAll(marker, value.text);
    return { ...word, text: whole, head: whole, taint: word.taint | value.taint };
  }
  const head = text.slice(0, text.indexOf(marker));
  const isAll = text === marker;
  return {
    ...word,
    text: undefined,
    head,
    unknown: isAll ? value.unknown : { name: value.raw, nature: value.unknown?.nature === 'plain' ? 'plain' : 'any' },
    splits: false,
    taint: word.taint | value.taint,
  };
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
  let flow: Output;
  for (const value of values.slice(0, 64)) {
    // Without a command, each value is one. The words are joined and given to a shell.
    const words =
      template.length === 0
        ? [value]
        : template.some((word) => word.text?.includes('{}'))
          ? template.map((word) => replaced(word, '{}', value))
          : [...template, value];
    const line = joined(words);
    if (line === undefined) continue;
    if (template.length > 0 && line.text !== undefined) call.command(words);
    if (line.text !== undefined) flow = call.script(line);
    else if (template.length > 0) {
      call.unknown('value.script', line.raw, "runs a command with values that can't be told beforehand");
      flow = call.command(words);
    } else flow = call.script(line);
  }
  return flow;
}

/** Tests of find that take the next word. */
const FIND_PLAIN = new RegExp(
  `^-(?:${either([
    'name iname path ipath wholename iwholename lname ilname regex iregex regextype',
    'type xtype size perm user group uid gid links inum samefile fstype context used maxdepth mindepth',
    'mtime atime ctime mmin amin cmin newer\\w* anewer cnewer printf',
  ])})$`,
);
const FIND_FLAG = new RegExp(
  `^(?:[!(),]|\\\\[!()]|-(?:${either([
    'not and or a o true false prune quit print print0 ls empty readable writable executable nouser nogroup',
    'depth d follow mount xdev x H L P E X s O\\d daystart noleaf warn nowarn ignore_readdir_race help version',
  ])}))$`,
);

function find(call: Call): Output {
  const args = call.args;
  let i = 0;
  while (/^-(?:[HLPEXdsx]+|O\d|D)$/.test(args[i]?.text ?? '')) i++;
  const starts: Arg[] = [];
  while (i < args.length && !/^[-(!,]/.test(args[i]?.head ?? '-') && args[i] !== undefined) {
    const arg = args[i];
    if (
      arg !== undefined &&
      arg.text === undefined &&
      arg.head === '' &&
      arg.unknown?.nature !== 'paths' &&
      arg.unknown?.nature !== 'plain'
    )
      call.unknown('value.option', arg.raw, `gives find ${arg.raw}, which may be an action`);
    if (arg !== undefined) starts.push(arg);
    i++;
  }
  const roots = starts.length > 0 ? starts : [literalArg('.', call.part)];
  for (const root of roots) call.file('names', root);
  const isFiltered =
    args.some((arg) => /^-i?(?:name|path|wholename|regex)$/.test(arg.text ?? '')) &&
    !args.some((arg) => /^(?:-o|-or|,|!|-not)$/.test(arg.text ?? ''));
  const names = args.flatMap((arg, index) =>
    /^-i?name$/.test(args[index - 1]?.text ?? '') && arg.text !== undefined ? [arg.text] : [],
  );
  const isBounded = isFiltered || args.some((arg) => /^-(?:mtime|mmin|size|empty|newer\w*)$/.test(arg.text ?? ''));
  let isPathy =
    roots.every((root) => root.text !== undefined && !root.text.startsWith('-') && !root.isPattern) &&
    !args.some((arg) => arg.text === '-printf' || arg.text === '-L');
  const areAllInside = roots.every((root) => call.areaOf(root) === 'workspace');
  for (; i < args.length; i++) {
    const arg = args[i];
    const text = arg?.text;
    if (arg === undefined) break;
    if (text === undefined) {
      // As the value of a test it is only text.
      call.unknown('value.option', arg.raw, `gives find ${arg.raw}, which may be an action`);
    } else if (/^-(?:exec|execdir|ok|okdir)$/.test(text)) {
      const end = args.findIndex(
        (each, index) => index > i && (each.text === ';' || (each.text === '+' && args[index - 1]?.text === '{}')),
      );
      const stop = end < 0 ? args.length : end;
      const value = found(call, roots, names, areAllInside);
      const words = args.slice(i + 1, stop);
      const each = value.map((one) => words.map((word) => replaced(word, '{}', one)));
      if (words.some((word) => word.text?.includes('{}')))
        for (const command of each) call.command(command, { ...call.stdin, text: '' });
      else call.command(words);
      i = stop;
    } else if (text === '-delete') deleteFound(call, roots, args.slice(0, i), names, isBounded);
    else if (/^-(?:fprint0?|fls)$/.test(text)) {
      const file = args[++i];
      if (file !== undefined) call.file('write', file);
    } else if (text === '-fprintf') {
      const file = args[++i];
      if (file !== undefined) call.file('write', file);
      i++;
    } else if (text === '-files0-from' || text === '-newermt') i++;
    else if (FIND_PLAIN.test(text)) i++;
    else if (!FIND_FLAG.test(text) && !/^-newer/.test(text))
      call.unknown('program.option', text, `gives find ${text}, which is not known`);
    if (arg.text === '-o' || arg.text === ',') isPathy &&= true;
  }
  return call.out(undefined, isPathy && areAllInside ? 'paths' : areAllInside ? 'names' : 'any');
}

/** What stands for `{}`: each name that is looked for below each folder, or anything below it. */
function found(call: Call, roots: readonly Arg[], names: readonly string[], areAllInside: boolean): Arg[] {
  const value: Arg = unknownArg(
    { name: 'what find finds', nature: areAllInside ? 'paths' : 'any' },
    { ...call.part, raw: '{}' },
  );
  if (names.length === 0) return roots.map((root) => (areAllInside ? value : { ...value, head: root.text ?? '' }));
  return roots.flatMap((root) =>
    names.map(
      (name): Arg => ({
        ...literalArg(`${(root.text ?? '?').replace(/\/$/, '')}/${name}`, call.part),
        isPattern: /[*?[]/.test(name),
        raw: `${root.raw}/${name}`,
      }),
    ),
  );
}

function deleteFound(
  call: Call,
  roots: readonly Arg[],
  before: readonly Arg[],
  names: readonly string[],
  isBounded: boolean,
): void {
  // Tests after -delete come too late to hold it back.
  const isNamed =
    names.length > 0 &&
    before.some((arg) => /^-i?name$/.test(arg.text ?? '')) &&
    !before.some((arg) => /^(?:-o|-or|,|!|-not)$/.test(arg.text ?? ''));
  for (const root of roots) {
    const isBefore =
      isNamed ||
      (isBounded &&
        before.some((arg) => /^-(?:i?path|wholename|mtime|mmin|size|empty|newer\w*|i?regex)$/.test(arg.text ?? '')));
    if (isNamed)
      for (const name of names)
        call.file(
          'delete',
          {
            ...root,
            text: root.text === undefined ? undefined : `${root.text.replace(/\/$/, '')}/${name}`,
            head: `${root.head}/${name}`,
            isPattern: false,
          },
          'delete.recursive',
        );
    else if (isBefore)
      call.file(
        'delete',
        {
          ...root,
          text: root.text === undefined ? undefined : `${root.text.replace(/\/$/, '')}/some`,
          head: root.head,
        },
        'delete.recursive',
      );
    else call.file('delete', root, 'delete.recursive');
  }
}

const FD_TAKES = new RegExp(
  `^-(?:[etdEcSjo]|-(?:${either([
    'extension type exclude size owner changed-within changed-before max-depth min-depth exact-depth max-results',
    'color format threads',
  ])}))$`,
);

function fd(call: Call): Output {
  const at = call.args.findIndex((arg) => /^(?:-x|-X|--exec|--exec-batch)$/.test(arg.text ?? ''));
  const odd = call.args.find(
    (arg) =>
      (/^--exec(?:-batch)?=|^-[A-Za-z]*[xX].+/.test(arg.head) && !/^--/.test(arg.head)) ||
      /^--exec(?:-batch)?=/.test(arg.head) ||
      (arg.text === undefined && arg.head === '' && arg.unknown?.nature !== 'plain'),
  );
  if (odd !== undefined && (at < 0 || call.args.indexOf(odd) < at))
    call.unknown('program.option', odd.raw, `gives fd ${odd.raw}, which may run something`);
  const rest = at < 0 ? call.args : call.args.slice(0, at);
  let operands = 0;
  for (const [index, arg] of rest.entries()) {
    if (arg.head.startsWith('-') || FD_TAKES.test(rest[index - 1]?.text ?? '')) continue;
    if (operands++ > 0) call.file('names', arg);
  }
  if (at >= 0) {
    const value = unknownArg({ name: 'what fd finds', nature: 'names' }, { ...call.part, raw: '{}' });
    const words = call.args.slice(at + 1).filter((arg) => arg.text !== ';');
    return call.command(
      words.some((word) => word.text?.includes('{'))
        ? words.map((word) => replaced(word, '{}', value))
        : [...words, value],
    );
  }
  return call.out(undefined, 'names');
}

function shell(call: Call, parsed: Parsed): Output {
  const isCommand = parsed.has('-c');
  const [first, ...rest] = parsed.operands;
  if (parsed.has('-i') && !isCommand && first === undefined && (call.stdin.taint & 2) !== 0)
    call.emit('run', 'a shell', { detail: 'run.reverseShell', says: 'gives a shell to whoever is on the other end' });
  if (call.name === 'fish' && isCommand) call.unknown('program.beyond', 'fish', 'runs a script of another shell');
  if (isCommand) return first === undefined ? undefined : call.script(first, rest);
  if (parsed.has('-n') && first !== undefined) return call.file('read', first);
  if (first === undefined || first.text === '-' || parsed.has('-s')) return call.codeFromInput('sh');
  call.runFile('sh', first);
  return undefined;
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
