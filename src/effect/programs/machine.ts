import { either } from '../names';
import type { Call, Parsed, Program } from './program';

const words = (call: Call): string => call.args.map((arg) => arg.text ?? '?').join(' ');
const changes = (call: Call, target: string, says: string): undefined =>
  call.emit('weaken', target, { detail: 'weaken.machine', says });

/** The machine itself: its hardware, disks, network, accounts and protections. */
export const machinePrograms: readonly Program[] = [
  {
    names:
      'lsblk lscpu lsusb lspci lsmod modinfo blkid findmnt hwinfo lshw sensors vm_stat lsb_release system_profiler ioreg lsmem lsns lslocks acpi upower getenforce sestatus aa-status lvs vgs pvs lvdisplay vgdisplay pvdisplay lsattr-disk vainfo glxinfo clinfo vulkaninfo xrandr-list xdpyinfo smartctl nstat',
    loose: true,
    options:
      '-o= --output= -s= -t= -S= -F,--tab-file=read -i=read --sysroot=read -log=no --log=no --save-config! --dump-db=no -dump! --from-db=no --map=read',
    see: (call, parsed) => {
      if (
        call.name === 'smartctl' &&
        parsed.options.some(({ name }) =>
          /^(?:-[sStXo]|--(?:smart|saveauto|test|abort|offlineauto|set)\b.*)$/.test(name),
        )
      )
        changes(call, 'a disk', 'changes settings of a disk');
      if (call.name === 'lshw' && call.args.some((arg) => arg.text === '-dump'))
        call.unknown('program.option', '-dump', 'writes what it finds to a file');
      if (call.name === 'sensors' && parsed.has('-s', '--set'))
        changes(call, 'the hardware', 'changes settings of the hardware');
      if (
        call.name === 'blkid' &&
        call.args.some((arg) => /^-c/.test(arg.head) && arg.text !== '-c/dev/null') &&
        call.args[1]?.text !== '/dev/null'
      )
        call.unknown('program.option', '-c', 'writes what it finds to a file');
      return undefined;
    },
  },
  {
    names: 'neofetch fastfetch screenfetch pfetch ufetch',
    // Their settings are scripts, or name commands.
    options:
      '-V,--version -v -h,--help --stdout --off -n -N --logo= -l= --json --format= --pipe= --no_config -L --disable= --color_blocks= --backend=',
  },
  {
    names: 'inxi',
    options:
      '-aAbBcCdDeEfFGhiIJjlLmMnNopPrRsSuVxXyzZ --full --basic --admin --filter --version --help --no-host --tty --color= -t=? -c= --width=',
    operands: 'text*',
  },
  {
    names: 'nvidia-smi rocm-smi',
    loose: true,
    options: '-f,--filename=write --save,--load=no',
    see: (call) =>
      !/^(?:[dp]mon|topo|nvlink)$/.test(call.args[0]?.text ?? '') &&
      call.args.some((arg) =>
        /^(?:drain|mig|boost-slider|clocks|power-\w+|conf-compute|prm|-r$|--gpu-reset|-pm|-pl|-e$|-p$|-c$|-ac|-lgc|-mig|--persistence|--power-limit|--compute-mode|-am|-rac|--set|--reset|--applications-clocks)/.test(
          arg.head,
        ),
      )
        ? changes(call, 'the graphics card', 'changes the graphics card')
        : undefined,
  },
  {
    names: 'dmidecode',
    options:
      '-d= -q -s= -t= -H= -u --dump-bin=write --from-dump=read --no-sysfs --oem-string= -h -V --type= --string= --quiet',
  },
  {
    names: 'getent',
    loose: true,
    options: '-s,--service= -i,--no-idn',
    see: (call, parsed) => {
      if (/^g?shadow$/.test(parsed.operands[0]?.text ?? ''))
        call.emit('read', 'the passwords of this machine', {
          detail: 'read.kept',
          says: 'reads the passwords of this machine',
        });
      if (/^a?hosts/.test(parsed.operands[0]?.text ?? ''))
        for (const host of parsed.operands.slice(1)) if (host.text !== 'localhost') call.request(host, false);
      return undefined;
    },
  },
  {
    names: 'mount',
    loose: true,
    options: '-t= -l -V --version --help -v',
    see: (call, parsed) =>
      parsed.operands.length > 0 ||
      call.args.some((arg) => /^(?:-\w*[aorwBMR]|--)/.test(arg.head) && !/^--(?:version|help)$/.test(arg.head))
        ? changes(call, 'mounts', 'mounts a disk')
        : undefined,
  },
  {
    names:
      'mkfs mkfs.ext2 mkfs.ext3 mkfs.ext4 mkfs.xfs mkfs.btrfs mkfs.vfat mkfs.ntfs mkfs.fat mkfs.f2fs mkswap mke2fs newfs newfs_apfs newfs_msdos mkntfs mkdosfs',
    loose: true,
    options: '-t= -L= -n= -F -f -q -m= -b= -O= -E= -N= -U= -j -c -I= -i= -T= -d=read --type= --label= -V --help',
    see: (call, parsed) => {
      for (const target of parsed.operands) {
        const area = call.areaOf(target);
        // A file that holds a disk's image is a file.
        if (area === 'workspace' || area === 'temp') call.file('write', target);
        else if (!/^\d+[kmgtKMGT]?$/.test(target.text ?? '')) formats(call, target.raw);
      }
      if (parsed.operands.length === 0 && parsed.options.length === 0) formats(call, 'a disk');
      return undefined;
    },
  },
  {
    names: 'wipefs fdisk sfdisk gdisk sgdisk cfdisk parted hdparm blkdiscard cryptsetup badblocks nvme sg_format',
    loose: true,
    see: (call, parsed) => {
      const text = words(call);
      const isLooking =
        /^(?:-l\b|--list\b|-V$|--version$|--help$|-h$|-I |-i |-g |-C |status |luksDump |isLuks |list\b|id-ctrl |smart-log |-p |-d |--dump |-n |--no-act )/.test(
          text,
        ) ||
        (call.name === 'parted' &&
          /(?: |^)(?:print|-l|--list)(?: |$)/.test(text) &&
          !/mk|rm|resize|set |name /.test(text)) ||
        (call.name === 'wipefs' && parsed.options.length === 0) ||
        (call.name === 'badblocks' && !/(?:^| )-\w*[wn]/.test(text));
      return isLooking && !/(?:^| )--(?:security|yes-i-know|write-sector|trim)|(?:^| )-[a-z]*[oZ]\b/.test(text)
        ? undefined
        : formats(call, parsed.operands[0]?.raw ?? 'a disk');
    },
  },
  {
    names: 'diskutil diskpart format',
    loose: true,
    see: (call, parsed) => {
      const text = parsed.operands.map((arg) => arg.text ?? '?').join(' ');
      if (
        call.name === 'diskutil' &&
        /^(?:list|info|activity|listFilesystems|verifyVolume|verifyDisk|apfs list|cs list|)(?: |$)/.test(text)
      )
        return undefined;
      // A project's own script is called that as well; the program of Windows takes a drive.
      if (call.name === 'format' && !parsed.operands.some(({ head }) => /^[a-z]:/i.test(head)))
        return call.unknown('program.unknown', 'format', 'runs `format`, which may be a script or make a file system');
      if (call.name === 'diskutil' && /^(?:mount|unmount|umount|eject|rename|mountDisk|unmountDisk)/.test(text))
        return changes(call, 'mounts', 'mounts or unmounts a disk');
      return formats(call, parsed.operands[0]?.raw ?? 'a disk');
    },
  },
  {
    names:
      'umount losetup lvcreate lvextend lvresize lvchange vgcreate vgextend pvcreate mdadm zfs zpool btrfs swapoff swapon fsck e2fsck xfs_repair resize2fs tune2fs xfs_growfs fstrim lvremove vgremove pvremove e2label dmsetup multipath quotaon bcachefs',
    loose: true,
    see: disks,
  },
  {
    names: 'ss',
    loose: true,
    options: '-K,--kill -D,--diag=write -F,--filter=read',
    see: (call, parsed) =>
      parsed.has('-K')
        ? call.emit('process', 'connections', { detail: 'process.kill', says: 'ends connections' })
        : undefined,
  },
  { names: 'netstat', loose: true },
  {
    names: 'ip',
    loose: true,
    options: '-f= -family= -n=no -netns=no -b=no -batch=no -rc= -l=',
    longSingle: true,
    see: (call, parsed) => {
      const [object = 'help', verb = 'show'] = parsed.operands.map((arg) => arg.text ?? '?');
      const isLooking =
        /^(?:s(?:h(?:ow?)?)?|l(?:i(?:st?)?)?|g(?:et?)?|help|ls|lst|dev|to|via|table|stats|count|type)$/.test(verb) ||
        (/^(?:[\w.-]+)$/.test(verb) && parsed.operands.length === 2 && !IP_CHANGES.test(verb));
      return isLooking &&
        !/^(?:netns|vrf|xfrm|x)$/.test(object) &&
        !parsed.operands.slice(1).some((arg) => IP_CHANGES.test(arg.text ?? ''))
        ? undefined
        : /^(?:netns|vrf)$/.test(object) && /^(?:list|ls|show|identify|pids)$/.test(verb)
          ? undefined
          : changes(call, 'the network', 'changes the network of this machine');
    },
  },
  {
    names: 'ifconfig route arp iwconfig ethtool iw brctl tc bridge dhclient wpa_supplicant wpa_cli rfkill',
    loose: true,
    see: (call, parsed) => {
      const text = words(call);
      const isLooking =
        (call.name === 'ifconfig' && parsed.operands.length <= 1 && !/create|destroy|plumb/.test(text)) ||
        (/^(?:route|arp|netstat)$/.test(call.name) &&
          !/(?:^| )(?:add|del|delete|change|flush|append|-[sdf]|-f|--set|--delete)(?: |$)/.test(text)) ||
        (call.name === 'iwconfig' && parsed.operands.length <= 1) ||
        (call.name === 'ethtool' &&
          !call.args.some((arg) =>
            /^-[A-Zscerptf]|^--(?:set|change|reset|flash|features|reset)/.test(arg.text ?? ''),
          )) ||
        (/^(?:iw|tc|bridge|brctl|rfkill)$/.test(call.name) &&
          /(?:^| )(?:show|list|info|link|station dump|qdisc|dev|ls|showmacs)(?: |$)/.test(text) &&
          !/\b(?:add|del|set|change|replace|scan|connect|block|unblock)|(?:^| )-(?:b|batch)/.test(text));
      return isLooking ? undefined : changes(call, 'the network', 'changes the network of this machine');
    },
  },
  {
    names:
      'nmcli networksetup scutil resolvectl systemd-resolve timedatectl hostnamectl localectl loginctl dscacheutil airport netplan connmanctl hostname-set',
    loose: true,
    see: settings,
  },
  {
    names: 'ufw firewall-cmd iptables ip6tables iptables-restore ip6tables-restore nft pfctl ebtables arptables ipset',
    loose: true,
    see: (call) =>
      /^(?:-t \w+ |--zone=\S+ |--permanent )*(?:-[LSn]\w*|--list\S*|--list-rules|status|list|show|--state|--get-\S+|-s\w*|app list|--version|-V)(?: |$)/.test(
        words(call),
      ) && !FIREWALL_CHANGES.test(words(call))
        ? undefined
        : call.emit('weaken', call.name, { detail: 'weaken.security', says: 'changes the firewall' }),
  },
  {
    names: [
      'setenforce semanage setsebool chcon restorecon setcap aa-disable aa-complain aa-teardown apparmor_parser auditctl',
      'csrutil spctl tccutil mokutil update-ca-certificates update-ca-trust trust fail2ban-client clamscan-off kextload',
      'kextunload systemextensionsctl profiles fdesetup firmwarepasswd bless',
    ],
    loose: true,
    see: (call) =>
      /^(?:-l|-s|--list\S*|--status|status|list|show|-L|list-sb-state|--sb-state|ping|version|--assess .*|-v|isactive|check|list-anchors)(?: |$)/.test(
        words(call),
      ) &&
      !/ -(?:[a-zA-Z]*[DeFadR]\b|-(?:add|delete|remove|disable|enable|reset|master|global))/.test(` ${words(call)}`)
        ? undefined
        : call.emit('weaken', call.name, { detail: 'weaken.security', says: `changes settings with ${call.name}` }),
  },
  {
    names: [
      'useradd userdel usermod groupadd groupdel groupmod adduser deluser addgroup delgroup newusers gpasswd dscl sysadminctl dseditgroup',
      'passwd chpasswd chage chsh chfn visudo vipw vigr pwck-write sudoedit',
    ],
    loose: true,
    see: (call) =>
      /^(?:chage -l|passwd (?:-S|--status)|dscl \S+ -?(?:list|read|search)|visudo (?:-c|--check)|sysadminctl -secureTokenStatus|dseditgroup -o (?:read|checkmember))\b/.test(
        `${call.name} ${words(call)}`,
      ) &&
      (!/^(?:chage|passwd)$/.test(call.name) || call.args.length === 2)
        ? undefined
        : call.emit('weaken', 'accounts', {
            detail: 'weaken.accounts',
            says: 'changes accounts or passwords',
          }),
  },
  {
    names: 'sysctl',
    loose: true,
    see: (call) =>
      /(?:^| )(?:-w|-p\S*|--load|--system|--write|-f)(?: |=|$)|=/.test(words(call))
        ? call.emit('weaken', 'the kernel', { detail: 'weaken.kernel', says: 'changes settings of the kernel' })
        : undefined,
  },
  {
    names: 'modprobe insmod rmmod depmod kexec',
    loose: true,
    see: (call) =>
      call.name === 'modprobe' && /^(?:-n|--dry-run|--show-depends|-c|--showconfig|-D)(?: |$)/.test(words(call))
        ? undefined
        : call.emit('weaken', 'the kernel', { detail: 'weaken.kernel', says: 'changes what the kernel loads' }),
  },
  {
    names:
      'ldconfig update-alternatives alternatives locale-gen dpkg-reconfigure grub-install update-grub grub-mkconfig efibootmgr nvram update-initramfs mkinitcpio dracut localedef xcode-select ldconfig.real',
    loose: true,
    see: (call) =>
      (call.args.slice(1).every((arg) => !/^-(?!v$|N$|X$)/.test(arg.head)) &&
        /^(?:-p|--print-cache|-N -X|--list|--display|--query|--get-selections|-l|-v|--version|-V|--help|-print-path|--print-path|-p|--list-archive)(?: |$)/.test(
          words(call),
        )) ||
      (call.name === 'efibootmgr' && words(call) === '')
        ? undefined
        : changes(call, call.name, 'changes how this machine starts or works'),
  },
  {
    names: 'chroot unshare nsenter setpriv capsh machinectl schroot systemd-nspawn',
    loose: true,
    stopsAtOperand: true,
    options: '-t= -S= -G= --target= --userspec= --groups= -R= --root= -w= --wd=',
    see: (call, parsed) => {
      call.emit('escalate', call.name, { detail: 'escalate', says: 'runs in another surrounding' });
      const inner = call.name === 'chroot' ? parsed.operands.slice(1) : parsed.operands;
      return inner.length > 0 && call.name !== 'machinectl' ? call.command(inner) : undefined;
    },
  },
];

const FIREWALL_CHANGES =
  /(?:^| )-(?:-(?:zero|flush|delete|append|insert|policy|add|remove|set|panic|reload|complete|change|new|load|reset|runtime|lockdown)[\w-]*|\w*[ZXAIPFDRWNEedf])(?: |=|$)/;
const IP_CHANGES =
  /^(?:a|add|append|ap\w*|c|ch\w*|change|d|del\w*|delete|f|fl\w*|flush|s|set|r|re\w*|replace|restore|save|exec|up|down|attach|detach|monitor|batch)$/;

function formats(call: Call, target: string): undefined {
  return call.emit('write', target, { detail: 'disk.format', says: 'formats, wipes or repartitions a disk' });
}

const DISK_LOOKS = new RegExp(
  `^(?:${either([
    'losetup\\ (?:-a|-l|-j|--list|--all|-f$) swapon\\ (?:-s|--show|--summary) zfs\\ (?:list|get|version|diff) zpool\\ (?:list|status|get|iostat|history)',
    'btrfs\\ (?:filesystem|fi)\\ (?:show|df|usage|du) btrfs\\ subvolume\\ (?:list|show) btrfs\\ (?:device|scrub|balance)\\ (?:stats|status|usage)',
    'mdadm\\ (?:--detail|-D|--examine|-E|--query|-Q) fsck\\ -N tune2fs\\ -l dmsetup\\ (?:ls|info|status|table) e2fsck\\ -n xfs_repair\\ -n fsck\\ -n',
  ])})`,
);
const DISK_DESTROYS =
  /^(?:(?:lv|vg|pv)remove|zfs (?:destroy|rollback)|zpool (?:destroy|labelclear|create)|btrfs subvolume delete|mdadm --(?:zero-superblock|create)|pvcreate|dmsetup remove_all)\b/;

function disks(call: Call, parsed: Parsed): undefined {
  const text = `${call.name} ${words(call)}`;
  if (
    text.trim() === 'losetup' ||
    DISK_LOOKS.test(text) ||
    (call.args.length === 1 && /^(?:--help|--version|-V|-h)$/.test(words(call)))
  )
    return undefined;
  if (DISK_DESTROYS.test(text)) return formats(call, parsed.operands.at(-1)?.raw ?? 'a disk');
  return changes(call, 'disks', 'changes disks or mounts');
}

const SETTING_LOOKS = new RegExp(
  `^(?:${either([
    'nmcli(?:\\ -\\S+(?:\\ \\w+(?:,\\w+)*)?)*\\ (?:d|dev\\w*|c|con\\w*|g|general|r|radio|networking)?(?:\\ (?:status|show|list|wifi\\ list|permissions|connectivity))?$',
    'nmcli\\ (?:d|dev\\w*|c|con\\w*)\\ show networksetup\\ -(?:list|get|is|show|version)\\w*',
    'scutil\\ (?:--dns|--proxy|--get|-r|--nwi|--nc\\ list) resolvectl(?:$|\\ (?:status|statistics|query\\ localhost|show-cache))',
    'timedatectl(?:$|\\ (?:status|show|list-timezones|timesync-status|show-timesync)) hostnamectl(?:$|\\ (?:status|hostname$|--static$|chassis$|--json))',
    'localectl(?:$|\\ (?:status|list-)) loginctl(?:$|\\ (?:list-|show-|session-status|user-status|seat-status)) systemd-resolve\\ --status',
    'dscacheutil\\ -(?:q|statistics|cachedump) netplan\\ (?:get|status|info) airport\\ -I',
  ])})`,
);

function settings(call: Call): undefined {
  const text = `${call.name} ${words(call)}`.trim();
  if (SETTING_LOOKS.test(text) && !/ (?:set|add|delete|modify|up|down|connect|disconnect)\b/.test(text))
    return / (?:-\w*s\w*|--show-secrets|wifi show-password)(?: |$)/.test(text) && call.name === 'nmcli'
      ? call.emit('read', 'the passwords of networks', { detail: 'read.kept', says: 'shows the passwords of networks' })
      : undefined;
  if (/^loginctl enable-linger/.test(text))
    return call.emit('persist', text, { detail: 'persist.service', says: 'lets programs run when nobody is there' });
  if (/^loginctl (?:terminate|kill|lock)/.test(text))
    return call.emit('process', text, { detail: 'process.service', says: "ends somebody's session" });
  return changes(call, call.name, 'changes the network, clock or name of this machine');
}
