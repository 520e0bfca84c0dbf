import type { Call, Parsed, Program } from './program';
import { doVerb, type VerbTool, verbPrograms } from './verbs';

const tools: readonly VerbTool[] = [
  {
    names: 'apt apt-get aptitude',
    options:
      '-o,--option=no -c,--config-file=no -t,--target-release,--default-release= -a,--host-architecture= -q=? -y -s -d -f -m -u --root=no',
    verbs: {
      looks:
        'list show search policy depends rdepends showsrc why why-not versions changelog help madison moo showpkg -v',
    },
    otherwise: 'installs',
    see: (call, parsed, phrase) =>
      /^(?:install|upgrade|dist-upgrade|full-upgrade|remove|autoremove|build-dep)$/.test(phrase) &&
      call.name !== 'apt' &&
      parsed.options.every(({ name }) => name !== '-o' && name !== '-c') &&
      call.args.some((arg) => /^(?:-s|--simulate|--just-print|--dry-run|--recon|--no-act)$/.test(arg.text ?? ''))
        ? true
        : undefined,
  },
  {
    names: 'apt-cache apt-file apt-config dpkg-architecture apt-rdepends aptitude-show debtree dpkg-parsechangelog',
    options: '-o,--option=no -c,--config-file=no',
    verbs: { installs: 'update purge' },
    otherwise: 'looks',
  },
  {
    names: 'apt-mark',
    options: '-o,--option=no -c=no -f=read',
    verbs: { looks: 'showauto showmanual showhold showinstall showremove showpurge' },
    otherwise: 'installs',
  },
  {
    names:
      'apt-key add-apt-repository apt-add-repository tasksel unattended-upgrade installer xcode-install dnf-config-manager yum-config-manager rpmkeys tlmgr slackpkg dpkg-divert dpkg-statoverride',
    verbs: {},
    otherwise: 'installs',
    alone: 'installs',
    see: (call) => call.args.every((arg) => /^(?:-L|--list|list)$/.test(arg.text ?? '?')) && call.args.length > 0,
  },
  { names: 'dpkg dpkg-deb', verbs: {}, otherwise: 'installs', alone: 'installs', see: dpkg },
  {
    names: 'dpkg-query rpmquery repoquery',
    options:
      '-W,--show -f,--showformat= -l,--list -L,--listfiles -s,--status -S,--search --admindir=read --pipe=no --repofrompath=no -E,--eval=no -D,--define=no --macros=no --rcfile=no --load=no --root=no --dbpath=no -r=no',
    verbs: {},
    otherwise: 'looks',
  },
  { names: 'rpm', verbs: {}, otherwise: 'installs', alone: 'installs', see: rpm },
  {
    names: 'dnf yum dnf5 microdnf tdnf',
    options:
      '--setopt=no -c,--config=no --repofrompath=no --installroot=no --nogpgcheck! --enablerepo= --disablerepo= --repo= --releasever=no -q -y -v -C --cacheonly --forcearch=',
    verbs: {
      looks:
        'list info search repoquery repolist provides whatprovides deplist check-update updateinfo repoinfo help check history\\ list history\\ info module\\ list group\\ list grouplist leaves',
    },
    otherwise: 'installs',
  },
  {
    names: 'apk',
    options:
      '-X,--repository=no -p,--root=no --repositories-file=no --keys-dir=no --allow-untrusted! -q -v -s,--simulate -U! --cache-dir=write',
    verbs: { looks: 'info list search version policy stats dot audit manifest verify' },
    otherwise: 'installs',
  },
  { names: 'pacman yay paru pamac pkgfile', verbs: {}, otherwise: 'installs', alone: 'installs', see: pacman },
  {
    names: 'zypper',
    options: '-R,--root=no --plus-repo,-p=no --no-gpg-checks! -n -q -v --config=no -c=no',
    verbs: {
      looks:
        'search se info if lr repos list-updates lu list-patches lp packages pa patterns pt products pd services ls what-provides wp locks ll help ve',
    },
    otherwise: 'installs',
  },
  {
    names:
      'snap flatpak port choco scoop winget pkg pkgin mas emerge equery eix xbps-query xbps-install eopkg swupd opkg pkg_info pkgutil softwareupdate',
    options: '-s,--source= --name= --id= -q --installed -v --user',
    verbs: {
      looks:
        'list info find search installed show deps rdeps contents outdated remotes remote-ls history version which status prefix where export query connections known interfaces contents provides source\\ list bucket\\ list bucket\\ known cat files belongs depgraph',
      deploys: '',
    },
    otherwise: 'installs',
    alone: 'looks',
    see: (call, parsed) => {
      if (/^(?:equery|eix|pkg_info|xbps-query)$/.test(call.name)) return true;
      if (call.name === 'pkgutil')
        return !call.args.some((arg) => /^--(?:forget|expand|flatten|repair|learn|unlink)/.test(arg.head));
      if (call.name === 'emerge')
        return call.args.some((arg) => /^(?:-s|--search|-S|--searchdesc|-p|--pretend|--info)$/.test(arg.text ?? ''));
      if (
        call.name === 'softwareupdate' &&
        !call.args.some((arg) => /^(?:-l|--list|--history)$/.test(arg.text ?? ''))
      ) {
        doVerb(call, 'installs', '', parsed);
        return true;
      }
      return undefined;
    },
  },
  {
    names: 'brew linuxbrew',
    options:
      '--appdir=no --cask --formula --installed --json=? --prefix --cellar --cache --repository --versions --tree -q -v -d --file=file',
    verbs: {
      looks: [
        'list ls info search outdated config doctor deps leaves uses cat desc services\\ list services\\ info log home homepage casks formulae missing options commands',
        'bundle\\ check bundle\\ list bundle\\ tap-info abv help docs analytics\\ state livecheck which-formula shellenv',
      ],
      installs:
        'install uninstall remove rm upgrade update tap untap cleanup link unlink reinstall pin unpin edit autoremove bundle bundle\\ install bundle\\ cleanup migrate switch postinstall fetch extract create',
      starts: 'services',
      beyond:
        'sh ruby irb bundle\\ exec bump-formula-pr bump-cask-pr pr-pull test analytics gist-logs bundle\\ dump vendor-gems developer dispatch-build-bottle audit style typecheck tests prof',
    },
    alone: 'looks',
    see: (_call, parsed) => {
      if (
        parsed.has('--prefix', '--cellar', '--cache', '--repository') &&
        !/^(?:install|uninstall|upgrade)$/.test(parsed.operands[0]?.text ?? '')
      )
        return true;
      return undefined;
    },
  },
];

export const systemPackages: readonly Program[] = verbPrograms(tools);

const flags = (call: Call): readonly string[] =>
  call.args.map((arg) => arg.text ?? arg.head).filter((text) => text.startsWith('-'));

const DPKG_LOOKS =
  /^-(?:[lLsSpcIWCV]+|-(?:list|listfiles|status|search|print-avail|contents|info|show|audit|verify|field|fsys-tarfile|get-selections|print-architecture|print-foreign-architectures|compare-versions|validate-\w+|version|help|assert-\S+|yet-to-unpack|no-pager|showformat(?:=.*)?|showformat|ctrl-tarfile))$|^-f$/;

function dpkg(call: Call, parsed: Parsed): boolean | undefined {
  const all = flags(call);
  if (all.length > 0 && all.every((flag) => DPKG_LOOKS.test(flag))) {
    if (all.some((flag) => /^-(?:[cI]|-(?:contents|info))$/.test(flag)))
      for (const file of parsed.operands) call.file('read', file);
    return true;
  }
  const place =
    call.args[
      call.args.findIndex((arg) =>
        /^(?:-x|-X|--extract|--vextract|-R|--raw-extract|-e|--control)$/.test(arg.text ?? ''),
      ) + 2
    ];
  if (
    all.length === 1 &&
    /^-(?:[xXeR]|-(?:extract|vextract|raw-extract|control))$/.test(all[0] ?? '') &&
    place !== undefined
  ) {
    call.file('folder', place);
    return true;
  }
  return undefined;
}

/** Macros that stand for a value, and for nothing that runs. */
const PLAIN_MACRO = /^(?:%\{?[?!]*[\w_]+\}?[\s/.-]*)+$/;
const RPM_ODD = /^--(?:pipe|define|predefine|undefine|macros|rcfile|import|root|dbpath|load)(?:=|$)|^-D|^-[a-z]*[ieUF]/;

function rpm(call: Call): boolean | undefined {
  const all = flags(call);
  const isOdd = all.some((flag) => RPM_ODD.test(flag) && !/^-q[a-zA-Z]*$/.test(flag) && flag !== '--eval');
  const isQuery = all.some((flag) =>
    /^-q|^--query|^-V$|^--verify$|^--version$|^--querytags$|^--showrc$|^--checksig$|^-K$/.test(flag),
  );
  const evaluated = call.args.filter((_, index) => /^(?:-E|--eval)$/.test(call.args[index - 1]?.text ?? ''));
  const isPlain = evaluated.every((arg) => PLAIN_MACRO.test(arg.text ?? '?'));
  const runs = call.args.some((arg) => /%\(|lua:|%\{(?:expand|uncompress|load|shell)/.test(arg.text ?? '%('));
  return !isOdd && !runs && isPlain && (isQuery || evaluated.length > 0) ? true : undefined;
}

function pacman(call: Call): boolean | undefined {
  const all = flags(call).filter((flag) => flag !== '-' && !/^--(?:color|noconfirm|quiet|verbose)/.test(flag));
  if (
    all.some((flag) =>
      /^--(?:config|root|sysroot|dbpath|gpgdir|hookdir|cachedir|logfile|arch|sudo|makepkg|pacman|editor|git|asroot)/.test(
        flag,
      ),
    )
  )
    return undefined;
  const isLook = all.every((flag) =>
    /^-(?:Q[a-z]*|S[sigl]+q?|F[a-z]*(?<!y)|T|V|h)$|^--(?:query|search|info|list|owns|version|help|deps|explicit|upgrades|unrequired|foreign|native|check|file)$/.test(
      flag,
    ),
  );
  if (isLook && all.length > 0 && !(all.includes('--sync') && !all.includes('--search'))) return true;
  return undefined;
}
