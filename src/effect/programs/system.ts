import { either } from '../names';
import type { Call, Does, Parsed, Program } from './program';
import { printVariables } from './shellVariables';

const persist: readonly Does[] = [['persist', 'persist.service', 'makes something run later, on its own']];

const first = (call: Call): string => call.args.find((arg) => !arg.head.startsWith('-'))?.text ?? '';
const whole = (call: Call): string => call.args.map((arg) => arg.text ?? arg.raw).join(' ');

/** The machine itself: processes, services, disks, users, packages of the system. */
export const systemPrograms: readonly Program[] = [
  {
    names: [
      // Processes and memory
      'ps pgrep pidof pstree top htop btop free vmstat iostat sar lsof fuser pmap uptime w who last loginctl',
      // Devices, disks, kernel
      'lsblk lscpu lsusb lspci lsmod blkid findmnt mount dmesg hwinfo dmidecode sensors nvidia-smi vm_stat',
      // Network
      'ss netstat ip ifconfig route arp',
      // What system this is
      'env-list locale-gen lsb_release system_profiler getent timedatectl hostnamectl',
    ],
    loose: true,
    see: looking,
  },
  {
    names: 'printenv',
    options: '-0 --null',
    see: (call, parsed) => printVariables(call, parsed.operands),
  },
  {
    names: 'pkill killall killall5 skill xkill',
    loose: true,
    see: (call) =>
      call.emit(
        'process',
        call.args
          .filter((arg) => !arg.head.startsWith('-'))
          .map((arg) => arg.raw)
          .join(' ') || 'processes',
        { detail: call.name === 'killall5' ? 'process.everything' : 'process.kill' },
      ),
  },
  {
    names: 'shutdown reboot halt poweroff init telinit',
    loose: true,
    see: (call) => call.emit('process', 'this machine', { detail: 'process.shutdown', says: 'stops this machine' }),
  },
  {
    names: 'systemctl service rc-service launchctl initctl sv supervisorctl pm2 brew-services sc schtasks',
    loose: true,
    see: service,
  },
  {
    names: 'crontab',
    loose: true,
    see: (call) =>
      call.args.length === 1 && call.args[0]?.text === '-l'
        ? undefined
        : call.emit('persist', 'the crontab', {
            detail: 'persist.cron',
            says: 'changes what runs at fixed times',
          }),
  },
  { names: 'at batch atd update-rc.d chkconfig loginctl-enable osascript defaults scutil', loose: true, does: persist },
  {
    names: [
      'mkfs mkfs.ext2 mkfs.ext3 mkfs.ext4 mkfs.xfs mkfs.btrfs mkfs.vfat mkfs.ntfs mkfs.fat mkswap mke2fs format',
      'wipefs fdisk sfdisk gdisk sgdisk cfdisk parted diskutil diskpart hdparm blkdiscard cryptsetup badblocks',
    ],
    loose: true,
    see: (call) =>
      /^(?:-l|--list|list|info)$/.test(call.args[0]?.text ?? '')
        ? undefined
        : call.emit(
            'write',
            call.args
              .filter((arg) => !arg.head.startsWith('-'))
              .map((arg) => arg.raw)
              .join(' ') || 'a disk',
            { detail: 'disk.format', says: 'formats or repartitions a disk' },
          ),
  },
  {
    names:
      'umount losetup lvremove vgremove pvremove lvcreate mdadm zfs zpool btrfs swapoff swapon fsck e2fsck resize2fs tune2fs',
    loose: true,
    see: (call) => call.emit('weaken', 'disks', { detail: 'weaken.disk', says: 'changes disks or mounts' }),
  },
  {
    names: [
      'useradd userdel usermod groupadd groupdel groupmod adduser deluser newusers gpasswd dscl sysadminctl',
      'passwd chpasswd chage chsh chfn visudo vipw',
    ],
    loose: true,
    see: (call) =>
      call.emit('weaken', 'accounts', {
        detail: 'weaken.accounts',
        says: 'changes accounts or passwords of this machine',
      }),
  },
  {
    names: [
      'ufw firewall-cmd iptables ip6tables nft pfctl netsh',
      'setenforce semanage setsebool chcon restorecon setcap aa-disable apparmor_parser auditctl',
      'csrutil spctl tccutil mokutil visudo update-ca-certificates trust',
    ],
    loose: true,
    see: (call) =>
      /^(?:-L|-S|--list\S*|status|--status|list|-s|show|--state)(?: |$)/.test(whole(call))
        ? undefined
        : call.emit('weaken', call.name, { detail: 'weaken.security', says: "changes this machine's protection" }),
  },
  {
    names: 'sysctl',
    loose: true,
    see: (call) =>
      /(?:^| )(?:-w|-p|--load|--system|--write)|=/.test(whole(call))
        ? call.emit('weaken', 'the kernel', { detail: 'weaken.kernel', says: 'changes settings of the kernel' })
        : undefined,
  },
  {
    names:
      'modprobe insmod rmmod kexec ldconfig update-alternatives grub-install update-grub efibootmgr nvram bcdedit reg regedit',
    loose: true,
    see: (call) =>
      call.emit('weaken', call.name, {
        detail: 'weaken.system',
        says: 'changes how this machine starts or works',
      }),
  },
  {
    names: 'chroot unshare nsenter setpriv capsh systemd-run machinectl',
    loose: true,
    stopsAtOperand: true,
    see: (call, parsed) => {
      call.emit('escalate', call.name, { detail: 'escalate', says: 'runs in another surrounding' });
      const words = call.name === 'chroot' ? parsed.operands.slice(1) : parsed.operands;
      return words.length > 0 ? call.command(words) : undefined;
    },
  },
  {
    names: [
      'apt apt-get aptitude dpkg dnf yum rpm pacman apk zypper emerge snap flatpak pkg pkgin',
      'brew port nix nix-env nix-shell nixos-rebuild choco winget scoop',
    ],
    loose: true,
    see: systemPackages,
  },
  {
    names: 'apt-cache dpkg-query rpmquery repoquery apt-mark apt-file',
    loose: true,
    see: (call) =>
      call.name === 'apt-mark' && !/^show/.test(first(call))
        ? call.emit('install', 'packages', { detail: 'install.system' })
        : undefined,
  },
  {
    names: 'journalctl log',
    loose: true,
    see: (call) =>
      /--(?:vacuum|rotate|flush|sync|setup)/.test(whole(call))
        ? call.emit('delete', 'logs', { detail: 'delete.logs' })
        : undefined,
  },
  {
    names: 'logger wall write-msg notify-send say beep pbcopy xclip xsel wl-copy',
    loose: true,
    see: (call) => (call.name === 'wall' ? call.unknown('program.beyond', 'wall', 'writes to everybody') : undefined),
  },
  {
    names: 'pbpaste wl-paste screencapture scrot import-screen xdotool screenrecord',
    loose: true,
    see: (call) =>
      call.emit('read', 'the clipboard or screen', {
        detail: 'read.environment',
        says: 'reads the clipboard or the screen',
      }),
  },
  {
    names: 'tmux screen byobu zellij expect dtach abduco',
    loose: true,
    see: (call) =>
      /^(?:ls|list-sessions|-ls|-list)$/.test(whole(call))
        ? undefined
        : call.unknown('program.beyond', call.name, 'starts or steers another terminal'),
  },
  {
    names: 'gdb lldb perf bpftrace dtrace valgrind',
    loose: true,
    stopsAtOperand: true,
    see: (call, parsed) => {
      if (call.name === 'valgrind' && parsed.operands.length > 0) return call.command(parsed.operands);
      call.unknown('program.beyond', call.name, 'controls another program');
      return undefined;
    },
  },
  {
    names: 'chaperone',
    loose: true,
    see: (call) =>
      /^(?:check|--version|--help)/.test(first(call))
        ? undefined
        : call.unknown('program.beyond', 'chaperone', 'talks to the guard itself'),
  },
];

function looking(call: Call, parsed: Parsed): ReturnType<Call['out']> | undefined {
  const text = whole(call);
  if (
    call.name === 'ps' &&
    /(?:^| )-?[a-zA-Z]*e[a-zA-Z]*(?: |$)/.test(text) &&
    /(?:^| )[a-z]*e[a-z]*ww|auxe|axe/.test(text)
  )
    call.emit('read', 'the environment of processes', {
      detail: 'read.environment',
      says: 'reads the environment of other programs',
    });
  if (
    /^(?:ip|ifconfig|route|arp)$/.test(call.name) &&
    /\b(?:add|del|delete|set|flush|up|down|change|replace)\b/.test(text)
  )
    call.emit('weaken', 'the network', { detail: 'weaken.network', says: 'changes the network of this machine' });
  if (call.name === 'mount' && parsed.operands.length > 0)
    call.emit('weaken', 'mounts', { detail: 'weaken.disk', says: 'mounts a disk' });
  if (/^(?:timedatectl|hostnamectl|loginctl)$/.test(call.name) && /\b(?:set|enable|terminate|kill|lock)/.test(text))
    call.emit('weaken', call.name, { detail: 'weaken.system' });
  if (call.name === 'dmesg' && /-[cC]|--clear/.test(text)) call.emit('delete', 'logs', { detail: 'delete.logs' });
  if (call.name === 'fuser' && /-[a-z]*k/.test(text)) call.emit('process', text, { detail: 'process.kill' });
  if (call.name === 'ss' && /-[a-zA-Z]*K/.test(text)) call.emit('process', 'connections', { detail: 'process.kill' });
  if (call.name === 'top' || call.name === 'lsof') return call.out();
  return call.out(
    undefined,
    /^(?:pgrep|pidof)$/.test(call.name) || (call.name === 'lsof' && /-t/.test(text)) ? 'plain' : 'any',
  );
}

const SERVICE_LOOKS = new RegExp(
  `\\b(?:${either([
    'status show cat list ls logs info print query describe monit prettylist jlist --version',
    'is-active is-enabled list-units list-unit-files list-timers --status-all',
  ])})\\b`,
);

function service(call: Call): undefined {
  const text = whole(call);
  const words = call.args.filter((arg) => !arg.head.startsWith('-')).map((arg) => arg.text ?? '?');
  // The word that says what to do: everything behind it is a name.
  const verb = /^(?:service|rc-service)$/.test(call.name) ? (words[1] ?? text) : (words[0] ?? text);
  if (SERVICE_LOOKS.test(verb) && !/\b(?:enable|start|stop|restart|disable|mask|load|unload|delete)\b/.test(text))
    return undefined;
  if (/\b(?:enable|daemon-reload|link|load|bootstrap|submit|startup|create|save|edit|preset|kickstart)\b/.test(text))
    call.emit('persist', text, { detail: 'persist.service', says: 'makes a service start on its own' });
  else if (/\b(?:disable|mask|unload|remove|bootout)\b/.test(text))
    call.emit('weaken', text, { detail: 'weaken.service', says: 'switches a service off for good' });
  else call.emit('process', text, { detail: 'process.service', says: 'starts or stops a service of this machine' });
  return undefined;
}

const PACKAGES_LOOK = new RegExp(
  `^(?:list --\\w+|${either([
    'list search show info desc policy depends rdepends deps uses provides whatprovides leaves outdated check-update',
    'changelog config doctor home cat formulae casks help --version --prefix',
    '-Q\\w* -Ss -Si -l -L -s -S -qa -qi -ql -q',
  ])})(?:\\s|$)`,
);

function systemPackages(call: Call): undefined {
  const all = whole(call);
  const text = /^(?:apt|apt-get|aptitude|dnf|yum|zypper|brew|snap|flatpak)$/.test(call.name)
    ? all.replace(/^(?:-(?!-(?:help|version|prefix)\b)\S+ +)+/, '')
    : all;
  if (call.name === 'nix-shell' || call.name === 'nix') {
    if (
      /^(?:flake (?:show|check|metadata)|search|eval|--version|path-info|log|show-config|develop --command|fmt)\b/.test(
        text,
      ) &&
      call.name === 'nix' &&
      !/eval|develop/.test(text)
    )
      return undefined;
    call.unknown('program.beyond', call.name, 'builds or runs what it fetches');
    return undefined;
  }
  if (PACKAGES_LOOK.test(text) && !/^-S /.test(call.name === 'pacman' ? text : '')) return undefined;
  call.emit('install', text, { detail: 'install.system', says: 'changes the packages of this machine' });
  return undefined;
}
