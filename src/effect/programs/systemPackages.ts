import { either } from '../names';
import type { Call, Parsed, Program } from './program';

/** Packages of the system. */
export const systemPackagePrograms: readonly Program[] = [
  {
    names:
      'apt apt-get aptitude dnf yum microdnf zypper apk snap flatpak pkg pkgin port xbps-query eopkg slackpkg tlmgr choco winget scoop',
    loose: true,
    options:
      '-o,--option= -c,--config-file= -t= --target-release= --repo= --enablerepo= --disablerepo= --root=no --installroot=no -R=no -n= -a= --arch=',
    see: (call, parsed) => managed(call, parsed, LOOKS),
  },
  { names: 'brew linuxbrew', loose: true, see: (call, parsed) => managed(call, parsed, BREW_LOOKS) },
  {
    names: 'dpkg rpm pacman yay paru emerge',
    loose: true,
    longSingle: true,
    see: (call) =>
      QUERY[call.name]?.test(call.args[0]?.text ?? '--version') === true &&
      !call.args.some((arg) => LOADS.test(arg.text ?? '?'))
        ? undefined
        : changed(call),
  },
  {
    names: 'nix nix-env nix-shell nix-build nix-store nix-channel nixos-rebuild home-manager guix',
    loose: true,
    see: (call, parsed) => {
      const text = parsed.operands.map((arg) => arg.text ?? '?').join(' ');
      const isLooking =
        (call.name === 'nix' &&
          /^(?:flake (?:show|check|metadata)|search|path-info|log|show-config|fmt|config show|profile list|registry list|store (?:ls|ping|info)|hash \S+)(?: |$)/.test(
            text,
          )) ||
        (call.args.length === 1 && /^--(?:version|help)$/.test(call.args[0]?.text ?? '')) ||
        (call.name === 'nix-env' && /^(?:-q|--query)/.test(call.args[0]?.text ?? '')) ||
        (call.name === 'nix-channel' && call.args[0]?.text === '--list');
      if (!isLooking) call.unknown('program.beyond', call.name, 'builds or runs what it fetches');
      return undefined;
    },
  },
  {
    names:
      'apt-cache dpkg-query rpmquery repoquery apt-file apt-config dpkg-architecture apt-rdepends aptitude-show debtree dpkg-parsechangelog',
    loose: true,
    options: '-o=no -c=no',
  },
  {
    names: 'apt-mark',
    loose: true,
    see: (call, parsed) => (/^show/.test(parsed.operands[0]?.text ?? '') ? undefined : changed(call)),
  },
  {
    names:
      'add-apt-repository apt-key apt-add-repository dnf-config-manager yum-config-manager rpmkeys tasksel unattended-upgrade apt-ftparchive softwareupdate mas installer xcode-install',
    loose: true,
    see: (call) =>
      /^(?:-l|--list|list|search|outdated|account|version|-pkginfo)\b/.test(call.args[0]?.text ?? '')
        ? undefined
        : changed(call),
  },
];

const LOOKS = new RegExp(
  `^(?:${either([
    'list search se show info if desc policy depends rdepends showpkg madison changelog check-update repolist repoquery provides whatprovides',
    'deps uses updates list-updates lr repos packages patterns products history\\ (?:list|info) group\\ (?:list|info) grouplist module\\ list',
    'find connections interfaces services changes known version outdated installed contents installed\\ \\S+ variants livecheck',
    'remotes remote-ls dot stats audit which-pkg export-list check query config\\ get help warnings tasks',
  ])})(?: |$)`,
);
const BREW_LOOKS = new RegExp(
  `^(?:${either([
    'list ls search info desc deps uses leaves outdated config doctor home cat formulae casks commands help log options missing livecheck',
    'services\\ (?:list|info) services$ bundle\\ (?:check|list) tap$ tap-info analytics\\ state shellenv which-formula audit style linkage',
  ])})(?: |$)`,
);
/** Options and words that make a query run something, or look elsewhere. */
const LOADS =
  /^--(?:pipe|define|undefine|load|macros|rcfile|predefine|config|hookdir|gpgdir|root|dbpath|sysroot|sudo|makepkg|pacman|editor|git|asroot|admindir|instdir)(?:=|$)|^-D$|%\(|lua:|%\{(?:expand|uncompress|load|shell)/;
const QUERY: Readonly<Record<string, RegExp>> = {
  dpkg: /^(?:-[lLsSIcWpeV]\w*|--(?:list|listfiles|status|search|info|contents|show|print-avail|get-selections|print-architecture|print-foreign-architectures|compare-versions|audit|verify|field|version|help|yet-to-unpack)\b.*)$/,
  rpm: /^(?:-q\w*|-V\w*|-K|--query|--verify|--eval|-E|--showrc|--version|--checksig|--querytags)$/,
  pacman: /^(?:-Q\w*|-S(?=\w*[silgp])[silgpq]+|-F\w*|-T\w*|-V|--query|--version|-D(?=k)k+)$/,
  yay: /^(?:-Q\w*|-S(?=\w*[silgp])[silgpq]+|-F\w*|-V|-P\w*|--version)$/,
  paru: /^(?:-Q\w*|-S(?=\w*[silgp])[silgpq]+|-F\w*|-V|-P\w*|--version)$/,
  emerge: /^(?:-p\w*|--pretend|--search|-s|--info|--version)$/,
};

function managed(call: Call, parsed: Parsed, looks: RegExp): undefined {
  const text = parsed.operands.map((arg) => arg.text ?? '?').join(' ');
  const all = call.args.map((arg) => arg.text ?? '?');
  if (
    text === '' &&
    all.length > 0 &&
    all.every((word) => /^--?(?:version|help|prefix|cellar|cache|repository|repo|env|v|h|V)$/.test(word))
  )
    return undefined;
  if (/^brew$/.test(call.name) && parsed.has('--prefix', '--cellar', '--cache', '--repository')) return undefined;
  if (all.some((word) => /^(?:-c|--config-file|-o|--option)(?:=|$)/.test(word)) && /^apt/.test(call.name))
    call.unknown('program.option', call.name, 'gives apt settings of its own, which can run programs');
  // A formula is code, wherever it comes from.
  if (call.name === 'brew' && parsed.operands.some((arg) => /:\/\/|\.rb$/.test(arg.text ?? '?')))
    call.unknown('program.option', text, 'loads a formula from elsewhere, which is code');
  // Says what it would do.
  const isDry = all.some((word) => /^(?:-s|--simulate|--dry-run|--just-print|--no-act|--recon|--assumeno)$/.test(word));
  if (isDry && /^(?:apt|apt-get|aptitude|dnf|yum|zypper|apk|brew)$/.test(call.name)) return undefined;
  if (looks.test(text)) return undefined;
  if (call.name === 'brew' && /^services /.test(text))
    return call.emit('process', text, { detail: 'process.service', says: 'starts or stops a service of this machine' });
  return changed(call);
}

function changed(call: Call): undefined {
  return call.emit('install', call.args.map((arg) => arg.text ?? arg.raw).join(' '), {
    detail: 'install.system',
    says: 'changes the packages of this machine',
  });
}
