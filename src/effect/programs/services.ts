import { either } from '../names';
import type { Call, Parsed, Program } from './program';

const SYSTEMCTL = [
  '-t,--type= --state= -p,--property= -P= -n,--lines= -o,--output= -H,--host=no -M,--machine=no --root=no',
  '--image=no -s,--signal= --job-mode= --kill-whom= --what= --preset-mode= --firmware-setup --now --user',
  '--system --global --no-pager --no-legend -a,--all -l,--full -q,--quiet -r',
];

/** What runs without anybody starting it, and what was logged. */
export const servicePrograms: readonly Program[] = [
  { names: 'systemctl', loose: true, options: SYSTEMCTL, see: systemctl },
  {
    names: 'service rc-service',
    loose: true,
    see: (call, parsed) => {
      const [name, verb] = parsed.operands;
      if (call.args.length === 0 || (parsed.operands.length === 0 && parsed.has('--status-all', '--list', '-l')))
        return undefined;
      return judged(call, verb?.text ?? (name === undefined ? 'status' : 'start'));
    },
  },
  {
    names: 'launchctl initctl sv supervisorctl rc-update sc.exe-service',
    loose: true,
    see: (call, parsed) => judged(call, parsed.operands[0]?.text ?? 'list'),
  },
  {
    names: 'pm2 forever nodemon-service',
    loose: true,
    see: (call, parsed) => {
      const verb = parsed.operands[0]?.text ?? 'list';
      if (verb === 'startup' || verb === 'save' || verb === 'unstartup') return judged(call, 'enable');
      if (
        /^(?:list|ls|l|status|logs|show|describe|info|monit|prettylist|jlist|env|id|ping|prefix|reportMonit)$/.test(
          verb,
        )
      )
        return undefined;
      return call.emit('process', `${call.name} ${verb}`, {
        detail: 'process.service',
        says: 'starts or stops programs that go on running',
      });
    },
  },
  {
    names: 'crontab',
    options: '-l -e -r -i -n -s -T=read -u= -V',
    see: (call, parsed) =>
      parsed.operands.length === 0 && parsed.has('-l', '-V') && !parsed.has('-e', '-r')
        ? undefined
        : call.emit('persist', 'the crontab', { detail: 'persist.cron', says: 'changes what runs at fixed times' }),
  },
  {
    names: 'at batch',
    options: '-l -V -q= -f=read -m -M -t= -v -c= -d -r -b',
    see: (call, parsed) =>
      parsed.has('-l', '-V', '-c')
        ? undefined
        : call.emit('persist', call.name, { detail: 'persist.at', says: 'makes something run later, on its own' }),
  },
  { names: 'atq', options: '-q= -V -o=' },
  {
    names: 'atrm atd crond update-rc.d chkconfig insserv anacron incrontab fcrontab',
    loose: true,
    see: (call) =>
      call.name === 'chkconfig' && call.args.every((arg) => /^--(?:list|help|version)$/.test(arg.text ?? ''))
        ? undefined
        : call.emit('persist', call.name, { detail: 'persist.service', says: 'changes what starts on its own' }),
  },
  {
    names: 'systemd-run',
    loose: true,
    stopsAtOperand: true,
    options:
      '-p= --property= -u= --unit= --on-calendar= --on-active= --on-boot= --on-startup= --on-unit-active= --slice= -E= -d -G -t -P -S --uid= --gid= --nice= --working-directory= --description=',
    see: (call, parsed) => {
      if (parsed.options.some(({ name }) => name.startsWith('--on-')))
        call.emit('persist', call.name, { detail: 'persist.service', says: 'makes something run later, on its own' });
      call.emit('escalate', call.name, { detail: 'escalate', says: 'runs something outside this task' });
      return parsed.operands.length > 0 ? call.command(parsed.operands) : undefined;
    },
  },
  {
    names: 'journalctl',
    loose: true,
    options: '--cursor-file=write -D,--directory=names --file=read --root=names',
    see: (call) =>
      call.args.some((arg) => /^--(?:vacuum|rotate|flush|sync|setup|update|relinquish|smart)/.test(arg.head))
        ? call.emit('weaken', 'the logs', { detail: 'weaken.logs', says: 'deletes or moves the logs' })
        : undefined,
  },
  {
    names: 'dmesg',
    loose: true,
    options:
      '-C,--clear -c,--read-clear -D,--console-off -E,--console-on -n,--console-level= -F,--file=read -K,--kmsg-file=read',
    see: (call, parsed) =>
      parsed.has('-C', '-c', '-D', '-E', '-n')
        ? call.emit('weaken', 'the logs', {
            detail: 'weaken.logs',
            says: 'deletes messages of the kernel or turns them off',
          })
        : undefined,
  },
  {
    names: 'log',
    loose: true,
    see: (call, parsed) =>
      /^(?:show|stream|stats|help|)$/.test(parsed.operands[0]?.text ?? '')
        ? undefined
        : call.emit('weaken', 'the logs', { detail: 'weaken.logs', says: 'deletes or changes the logs' }),
  },
];

const LOOKS = new RegExp(
  `^(?:${either([
    'status show cat list ls logs info print query describe help get-default show-environment list-dependencies tail avail',
    'is-active is-enabled is-failed is-system-running list-units list-unit-files list-timers list-sockets list-jobs',
    'list-machines list-paths list-automounts print-disabled print-cache dumpstate blame version managername managerpid',
    'analyze whoami getenv procinfo examine pid check',
  ])})$`,
);
const PERSISTS = new RegExp(
  `^(?:${either('enable reenable daemon-reload daemon-reexec link load bootstrap submit edit preset preset-all kickstart set-default setenv set-environment import-environment add revert add-wants add-requires')})$`,
);
const WEAKENS =
  /^(?:disable|mask|unload|remove|bootout|unsetenv|unset-environment|del|delete|isolate|rescue|emergency)$/;

function systemctl(call: Call, parsed: Parsed): undefined {
  const verb = parsed.operands[0]?.text ?? (parsed.operands.length === 0 ? 'status' : '?');
  if (/^(?:reboot|poweroff|halt|kexec|suspend|hibernate|exit|soft-reboot|switch-root|default|hybrid-sleep)$/.test(verb))
    return call.emit('process', 'this machine', { detail: 'process.shutdown', says: 'stops or restarts this machine' });
  return judged(call, verb);
}

function judged(call: Call, verb: string): undefined {
  const shown = `${call.name} ${call.args.map((arg) => arg.text ?? arg.raw).join(' ')}`.slice(0, 60);
  if (LOOKS.test(verb)) return undefined;
  if (PERSISTS.test(verb))
    return call.emit('persist', shown, { detail: 'persist.service', says: 'makes a service start on its own' });
  if (WEAKENS.test(verb))
    return call.emit('weaken', shown, { detail: 'weaken.service', says: 'switches a service off for good' });
  return call.emit('process', shown, { detail: 'process.service', says: 'starts or stops a service of this machine' });
}
