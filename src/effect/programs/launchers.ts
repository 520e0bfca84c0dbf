import { type Flow, joined } from '../shell/value';
import type { Call, Parsed, Program } from './program';

type Output = Flow | undefined;

/** The operands are a command of their own. */
export function inner(call: Call, parsed: Parsed, skip = 0): Output {
  const words = parsed.operands.slice(skip);
  return words.length === 0 ? undefined : call.command(words);
}

const afterFirst = (call: Call, parsed: Parsed): Output => inner(call, parsed, 1);

/** The command gets secrets, or variables from a file. */
function withSecrets(says: string): (call: Call, parsed: Parsed) => Output {
  return (call, parsed) => {
    call.emit('read', call.name, { detail: 'read.environment', says });
    const at = parsed.operands.findIndex((operand) => operand.text === '--');
    const words = parsed.operands.slice(at + 1);
    return words.length === 0 ? undefined : call.command(words);
  };
}

/** What starts one command under other conditions: its priority, its limits, its session, its user. */
export const launchers: readonly Program[] = [
  { names: 'nice', options: '-n,--adjustment= -#', stopsAtOperand: true, see: inner },
  {
    names: 'ionice',
    options: '-c,--class= -n,--classdata= -t,--ignore -p,--pid=no -P,--pgid=no -u,--uid=no',
    stopsAtOperand: true,
    see: inner,
  },
  { names: 'nohup', stopsAtOperand: true, see: inner },
  { names: 'setsid', options: '-c,--ctty -f,--fork -w,--wait', stopsAtOperand: true, see: inner },
  {
    names: 'timeout gtimeout',
    options: '-vfp -k,--kill-after= -s,--signal= --foreground --preserve-status --verbose',
    stopsAtOperand: true,
    see: afterFirst,
  },
  {
    names: 'time gtime',
    options: '-pvaqVlh -f,--format= -o,--output=write --portability --verbose --append --quiet',
    stopsAtOperand: true,
    see: inner,
  },
  { names: 'stdbuf', options: '-i,--input= -o,--output= -e,--error=', stopsAtOperand: true, see: inner },
  { names: 'unbuffer chronic catchsegv', options: '-pve', stopsAtOperand: true, see: inner },
  {
    names: 'taskset',
    options: '-ac --all-tasks --cpu-list -p,--pid=no',
    stopsAtOperand: true,
    see: afterFirst,
  },
  {
    names: 'chrt',
    options: '-abfiodrmRvG -T= -P= -D= -p=no --all-tasks --batch --fifo --idle --other --rr --max --verbose --pid=no',
    stopsAtOperand: true,
    // The policies that know no priority go without one.
    see: (call, parsed) => inner(call, parsed, /^\d+$/.test(parsed.operands[0]?.text ?? '?') ? 1 : 0),
  },
  {
    names: 'numactl',
    options: [
      '-sHla -C,--physcpubind= -N,--cpunodebind= -m,--membind= -i,--interleave= -p,--preferred= --localalloc --all',
      '--show --hardware --balancing',
    ],
    stopsAtOperand: true,
    see: inner,
  },
  {
    names: 'cpulimit',
    options:
      '-zibqfmv -l,--limit= -c,--cpu= --lazy --background --quiet --foreground -p=no -e=no -P=no --pid=no --exe=no',
    stopsAtOperand: true,
    see: inner,
  },
  {
    names: 'prlimit',
    options: [
      '--core=? --data=? --nice=? --fsize=? --sigpending=? --memlock=? --rss=? --nofile=? --msgqueue=? --rtprio=?',
      '--stack=? --cpu=? --nproc=? --as=? --locks=? --rttime=? --noheadings --raw --verbose -o,--output= -p,--pid=no',
      '-c=? -d=? -e=? -f=? -i=? -l=? -m=? -n=? -q=? -r=? -s=? -t=? -u=? -v=? -x=? -y=?',
    ],
    stopsAtOperand: true,
    see: inner,
  },
  { names: 'choom', options: '-n,--adjust= -p,--pid=no', stopsAtOperand: true, see: inner },
  {
    names: 'ltrace',
    options: '-cCfSLrtTbi -a= -A= -D= -e= -l= -n= -s= -x= -w= -F=read -o,--output=write -p=no -u=no --config=read',
    stopsAtOperand: true,
    see: inner,
  },
  {
    names: 'xvfb-run',
    options: [
      '-al -e,--error-file=write -f,--auth-file=write -n,--server-num= -p,--xauth-protocol= -s,--server-args= -w,--wait=',
      '--auto-servernum --auto-display --listen-tcp -d',
    ],
    stopsAtOperand: true,
    see: inner,
  },
  {
    names: 'dbus-run-session dbus-launch',
    options: '--exit-with-session --sh-syntax --config-file=no --dbus-daemon=no --autolaunch=no',
    stopsAtOperand: true,
    see: inner,
  },
  {
    names: 'tini catatonit',
    options: '-svgwl -p= -e= -P',
    stopsAtOperand: true,
    see: inner,
  },
  {
    names: 'dumb-init',
    options: '-vc -r,--rewrite= --single-child --verbose',
    stopsAtOperand: true,
    see: inner,
  },
  {
    names: 'fakeroot',
    options: '-uv -l=no --lib=no --faked=no -s=write -i=read -b=',
    stopsAtOperand: true,
    see: inner,
  },
  {
    names: 'rlwrap',
    options: '-aAcmnNrRiIopXw -H=write -f=read -b= -l=write -s= -S= -C= -z=no',
    stopsAtOperand: true,
    see: inner,
  },
  { names: 'caffeinate', options: '-disum -t= -w=', stopsAtOperand: true, see: inner },
  {
    names: 'systemd-inhibit systemd-cat',
    options: '--what= --who= --why= --mode= --list -t,--identifier= -p,--priority= --stderr-priority= --no-pager',
    stopsAtOperand: true,
    see: inner,
  },
  {
    names: 'entr',
    options: '-acdnprszx',
    stopsAtOperand: true,
    see: (call, parsed) => {
      const text = joined(parsed.operands);
      return parsed.has('-s') && text !== undefined ? call.script(text) : inner(call, parsed);
    },
  },
  { names: 'ifne', options: '-n', stopsAtOperand: true, see: inner },
  {
    names: 'mispipe pee',
    see: (call, parsed) => {
      for (const operand of parsed.operands) call.script(operand);
      return undefined;
    },
  },
  {
    names: 'tsp',
    options: '-nfgEBmv -L= -D= -d -N= -l -q -i= -c= -t= -o= -s= -S=? -C -K! -k! -r! -w=? -u= -U= -V -h',
    stopsAtOperand: true,
    see: inner,
  },
  {
    names: 'gosu su-exec s6-setuidgid setuidgid chpst runuser-as',
    options: '-u=no -U=no -e=no -/=no',
    stopsAtOperand: true,
    see: (call, parsed) => {
      call.emit('escalate', call.name, { detail: 'escalate', says: 'runs as another user' });
      return inner(call, parsed, 1);
    },
  },
  {
    names: 'proot firejail bwrap fakechroot',
    loose: true,
    stopsAtOperand: true,
    see: (call, parsed) => {
      call.unknown('program.beyond', call.name, 'runs something where files are others');
      return inner(call, parsed);
    },
  },
  {
    names: 'envdir softlimit setlock',
    loose: true,
    stopsAtOperand: true,
    see: (call, parsed) => {
      call.unknown('program.beyond', call.name, 'runs a command with what it reads from files');
      return inner(call, parsed, 1);
    },
  },
  {
    names: 'daemonize daemon start-stop-daemon s6-svscan runsv runsvdir',
    loose: true,
    does: [['persist', 'persist.service', 'starts something that goes on running on its own']],
  },
  {
    names: 'aws-vault teller envchain dotenvx vault-env sops-env berglas summon',
    loose: true,
    stopsAtOperand: true,
    see: withSecrets('runs a command with secrets'),
  },
  {
    names: 'sem',
    options: '-j,--jobs= --id= --fg --bg --wait -u --st,--semaphoretimeout= --semaphorename=',
    stopsAtOperand: true,
    see: (call, parsed) => {
      const text = joined(parsed.operands);
      return text === undefined ? undefined : call.script(text);
    },
  },
];
