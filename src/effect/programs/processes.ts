import type { Call, Parsed, Program } from './program';

/** Processes: looking at them, stopping them, following what they do. */
export const processPrograms: readonly Program[] = [
  {
    names: 'ps',
    loose: true,
    see: (call) => {
      // `e` among BSD's letters, or `-E` on a Mac, shows each program's environment.
      const shows = call.args.some(
        (arg) =>
          /^[a-zA-Z]*e[a-zA-Z]*$/.test(arg.text ?? '') &&
          !/^(?:-|pid|ppid|time|user|etime|command|name|state|uid|size|sess)/.test(arg.text ?? ''),
      )
        ? isEnvironmentAsked(call)
        : call.args.some((arg) => /^-\w*E/.test(arg.text ?? ''));
      if (shows)
        call.emit('read', 'the environment of processes', {
          detail: 'read.kept',
          says: 'reads the environment of other programs, which may hold passwords',
        });
      return undefined;
    },
  },
  {
    names: 'pgrep pidof pstree',
    loose: true,
    options: '-F,--pidfile=read',
    see: (call) => call.out(undefined, 'plain'),
  },
  {
    names: 'lsof',
    loose: true,
    options: '-D=no',
    see: (call) => call.out(undefined, call.args.some((arg) => /^-\w*t/.test(arg.text ?? '')) ? 'plain' : 'any'),
  },
  {
    names: 'top htop btop atop glances iotop iftop nethogs bpytop',
    loose: true,
    see: (call) => {
      const isPrinted = call.args.some((arg) =>
        /^-\w*b|^-l|^--(?:batch|once|version|help|stdout|json)|^-(?:V|h|v|t|n\d*)$/.test(arg.text ?? ''),
      );
      const isMore = call.args.some((arg) =>
        /^--(?:export|server|webserver|config|import)|^-(?:[wsCcr]$|W)/.test(arg.head),
      );
      if (!isPrinted || (isMore && /^(?:atop|glances|iftop)$/.test(call.name)))
        call.unknown('program.beyond', call.name, 'opens a view that can stop programs');
      return undefined;
    },
  },
  {
    names: 'free vmstat iostat mpstat pmap w tload slabtop',
    loose: true,
  },
  {
    names: 'pidstat',
    // What follows `-e` is a command.
    options: '-dhHIlRrstUuvwV -C= -G= -p= -T= -U=? -e= --dec= --human -# --help',
    operands: 'text*',
    see: (call) => {
      const at = call.args.findIndex((arg) => arg.text === '-e');
      return at < 0 ? undefined : call.command(call.args.slice(at + 1));
    },
  },
  {
    names: 'last lastb who users utmpdump',
    loose: true,
    options: '-f,--file=read -o=write --output=write -n= -s= -t= -p=',
    operands: 'names*',
  },
  {
    names: 'lastlog',
    options: '-b,--before= -t,--time= -u,--user= -h,--help -R=no -C,--clear! -S,--set!',
  },
  {
    names: 'finger',
    options: '-lmspgkT46',
    see: (call, parsed) => {
      for (const { raw, head, text } of parsed.operands)
        if (text?.includes('@') !== false || head.includes('@'))
          call.emit('fetch', raw, { detail: 'fetch.get', says: `asks another machine about ${raw}` });
      return undefined;
    },
  },
  {
    names: 'sar sadf',
    loose: true,
    options: '-o=write -f=read',
  },
  {
    names: 'fuser',
    options: '-acdfiIKklmMnNuvV4x6s -n= -k --version',
    loose: true,
    see: (call, parsed) => (parsed.has('-k', '-K') ? stops(call, 'whatever uses a file or port') : undefined),
  },
  {
    names: 'pkill killall skill xkill',
    loose: true,
    options:
      '-u= -U= -G= -g= -P= -s= -t= -F=read --signal= -f -x -i -n -o -v -e -q -w -I -r -y= --help --version -V -l',
    see: named,
  },
  {
    names: 'killall5',
    loose: true,
    see: (call) =>
      call.emit('process', 'every process', {
        detail: 'process.everything',
        says: 'stops every program of this machine',
      }),
  },
  {
    names: 'renice',
    options: '--version --help -V',
    loose: true,
    see: (call, parsed) => (parsed.has('--version', '-V') ? undefined : stops(call, 'the priority of programs')),
  },
  {
    names: 'shutdown reboot halt poweroff init telinit runlevel-set',
    loose: true,
    see: (call) =>
      call.emit('process', 'this machine', { detail: 'process.shutdown', says: 'stops or restarts this machine' }),
  },
  {
    names: 'gdbserver bpftrace dtrace rr frida ltrace-p strace-p sample spindump',
    options: '--version --help -v -h',
    loose: true,
    see: (call, parsed) => {
      if (parsed.operands.length === 0 && parsed.options.length === 1 && parsed.has('--version', '--help', '-v', '-h'))
        return undefined;
      call.unknown('program.beyond', call.name, 'controls another program');
      return undefined;
    },
  },
  {
    names: 'tmux screen byobu zellij expect dtach abduco',
    loose: true,
    see: (call) =>
      /^(?:ls|list-sessions|list-windows|list-panes|-ls|-list|-V|-v|--version|has-session -t \S+|list-keys|info|show-options -g)$/.test(
        call.args.map((arg) => arg.text ?? '?').join(' '),
      )
        ? undefined
        : call.unknown('program.beyond', call.name, 'starts or steers another terminal'),
  },
];

function isEnvironmentAsked(call: Call): boolean {
  const [first] = call.args;
  // `ps -o pid,time` and the like: words behind an option are its value.
  return call.args.some((arg, index) => {
    const text = arg.text ?? '';
    const before = call.args[index - 1]?.text ?? '';
    return (
      /^[a-zA-Z]*e[a-zA-Z]*$/.test(text) &&
      !/^-\w*[opCuUgGtsq]$|^--(?:sort|format|user|pid|ppid)$/.test(before) &&
      (arg === first || /^[aeuxwfhjlmrsvSTXcnN]+$/.test(text))
    );
  });
}

function stops(call: Call, target: string): undefined {
  return call.emit('process', target, { detail: 'process.kill' });
}

/** By name: what this very command started, told by words that only it has. */
function named(call: Call, parsed: Parsed): undefined {
  if (parsed.has('--help', '--version', '-V', '-l')) return undefined;
  const target = parsed.operands.filter((arg) => !/^-/.test(arg.head));
  const [pattern] = target;
  const { text } = pattern ?? {};
  // The very words it was started with, so that nothing else is meant.
  const isOwn =
    target.length === 1 &&
    text !== undefined &&
    parsed.has('-f') &&
    /^[\w./-]+ [\w./ =:-]+$/.test(text) &&
    call.state.started.some((started) =>
      `${started.replace(/^(?:nohup|exec|env|setsid) +/, '')} `.startsWith(`${text} `),
    );
  return call.emit('process', target.map((arg) => arg.raw).join(' ') || 'processes', {
    detail: isOwn ? 'process.own' : 'process.kill',
  });
}
