import { anyPath, type Names } from './names';

/**
 * What a path's names alone tell: that it holds a secret, or that a change there reaches beyond the project's own
 * source. Tested on the folded path (see `foldPath`): segments joined by `/`, lower case, NFC.
 */
interface NamedPaths {
  readonly as: string;
  readonly test: RegExp;
}

/** Files, or whatever lies below folders, of these names; `but` takes some out again. */
const files = (names: Names, but?: Names): string =>
  `(?:^|/)${but === undefined ? '' : `(?!${anyPath(but)}$)`}${anyPath(names)}$`;
/** Folders, or files, of these names, and all that lies below them. */
const folders = (names: Names): string => `(?:^|/)${anyPath(names)}(?:$|/)`;
const oneOf = (...sources: readonly string[]): RegExp => new RegExp(sources.join('|'));

const EXAMPLE = '{example,sample,template,tmpl,tpl,dist,default,defaults,schema,test,testing}';

const SECRET = oneOf(
  // Settings of programs with their passwords; what only shows which are needed is none.
  files('.env .env.* .env-* .env_* ?*.env .npmrc .envrc .envrc.* wp-config.php appsettings.production.json', [
    `.env{.,-,_}${EXAMPLE} .envrc{.,-,_}${EXAMPLE} .env.*.${EXAMPLE} .env.${EXAMPLE}.* {example,sample,template,test}.env .env.d.ts`,
    '.npmrc.{example,sample,template}',
  ]),
  // Private keys, key stores, and the states and variables of infrastructure.
  files(
    [
      'id_{rsa,dsa,ecdsa,ed25519,xmss} id_{rsa,dsa,ecdsa,ed25519}_sk id_{rsa,dsa,ecdsa,ed25519}{.,_,-}*',
      '*.{pem,key,p8,pk8,p12,pfx,jks,jceks,bks,keystore,keytab,kdb,kdbx,ppk,agekey,gpg,asc.key} master.key',
      '*.{tfstate,tfstate.backup,tfvars,tfvars.json,ovpn} privkey* *adminsdk*.json',
    ],
    [
      'id_*.pub {ca,cacert,ca-*,ca_*,chain,fullchain,dhparam,dhparams,pubkey,*public*,*.pub}.pem *public*.key',
      '{,*.}{example,sample}.tfvars',
    ],
  ),
  // Passwords and tokens that programs keep.
  files([
    '.netrc _netrc .pgpass pgpass.conf .my.cnf .mylogin.cnf .pypirc .git-credentials .htpasswd .htdigest .vault-token',
    '.boto .s3cfg .passwd-s3fs .dockercfg .dockerconfigjson .credentials.json kubeconfig *.kubeconfig kubeconfig.{yml,yaml}',
    '.databrickscfg .terraformrc terraform.rc rclone.conf .smbcredentials .mc/config.json client_secret*.json',
  ]),
  // Names that say what they hold.
  String.raw`(?:^|/)(?:[^/]*[^a-z/])?credentials?(?:\.(?:json|ya?ml|toml|csv|txt|xml|ini|cfg|conf|env|db))?$`,
  String.raw`(?:^|/)(?:[^/]*[^a-z/])?secrets?\.(?:json|ya?ml|toml|env|txt|ini|xml|properties|conf|cfg|db|gpg|enc)$`,
  String.raw`(?:^|/)(?:[^/]*[^a-z/])?passw(?:or)?ds?\.(?:txt|csv|json|ya?ml|ini|conf|cfg|db|gpg)$`,
  String.raw`(?:^|/)(?:[^/]*[^a-z/])?(?:api|access|auth|private|secret|encryption)[-_.]?(?:keys?|tokens?)\.(?:txt|json|ya?ml|ini|conf|cfg|env)$`,
  String.raw`(?:^|/)(?:\.tokens?|\.?(?:api[-_])?(?:token\.(?:txt|json|pickle)|tokens\.txt))$`,
  String.raw`(?:^|/)\.?(?:[^/]*[^a-z/])?vault[-_]?(?:pass(?:word)?|token|key)s?(?:[-_]?file)?(?:\.txt)?$|(?:^|/)(?:[^/]*[^a-z/])?vault\.(?:ya?ml|json)$`,
  String.raw`(?:^|/)secrets?/[^/]+\.(?:json|ya?ml|toml|env|txt|enc)$`,
  '(?:^|/)[^/]*service[-_]?account[^/]*.json$|(?:^|/)(?:gcp|gcloud|google|firebase|sa)[-_][^/]*key[^/]*.json$',
  // Wallets and what restores them.
  files([
    'wallet.{dat,json} *.wallet {seed,mnemonic,seed-phrase,seed_phrase,recovery,recovery-phrase}.txt utc--*',
    '.config/solana/**.json .{bitcoin,litecoin,monero,electrum}/** .ethereum/keystore/** .foundry/keystores/**',
  ]),
  // What was typed, and what browsers keep.
  files('.{,*[a-z_-]}history fish_history consolehost_history.txt .dbshell .viminfo'),
  files([
    'login\\ data web\\ data cookies.sqlite *.binarycookies key[34].db cert9.db logins.json',
    '{default,profile\\ *,*chrome*,chromium}{,/network}/cookies library/{cookies,messages}/**',
    '{.mozilla,.thunderbird}/** .config/{google-chrome*,chromium,bravesoftware,microsoft-edge*,vivaldi}/**',
    'application\\ support/{google/chrome,firefox,bravesoftware,microsoft\\ edge,chromium,arc}/**',
    'appdata/local/{google/chrome,microsoft/edge}/user\\ data/** appdata/roaming/mozilla/**',
  ]),
  // Folders of keys; who may be known, how they are reached and public keys are none.
  files('.ssh/**', '.ssh/known_hosts{,**} .ssh/config .ssh/*.pub'),
  files([
    '.gnupg/** .aws/** .azure/** .kube/** .docker/config.json .oci/** .bluemix/** .snowflake/** .fly/** .ngrok2/**',
    '.config/{gcloud,op,gh,glab-cli,hub,doctl,heroku,stripe,ngrok,rclone,netlify,configstore,sops,age,containers}/**',
    '.password-store/** .cargo/credentials{,**} .gem/credentials .m2/settings{,**}.xml .codex/auth.json .composer/auth.json',
    'library/keychains/** .local/share/keyrings/** .terraform.d/credentials{,**} run/secrets/** .secret/** .secrets/**',
    'appdata/roaming/microsoft/{credentials,protect,vault}/** system32/config/{sam,security,system} ntds.dit',
  ]),
  // What the system keeps, and the environment and memory of programs that run.
  `^/(?:private/)?etc/(?:${[
    'shadow-?|gshadow-?|sudoers(?:$|\\.d/)|security/opasswd|krb5\\.keytab|ppp/chap-secrets|ipsec\\.secrets|master\\.passwd',
    'ssl/private/|ssh/ssh_host_[^/]*key$|letsencrypt/(?:live|archive|keys|accounts)/|kubernetes/(?:admin\\.conf|pki/)',
    'networkmanager/system-connections/|wpa_supplicant/|rancher/k3s/k3s\\.yaml|mysql/debian\\.cnf|openvpn/|wireguard/',
  ].join('|')})`,
  '^/proc/[^/]+/(?:task/[^/]+/)?(?:environ|mem|maps|cmdline|fd/|root|cwd/)|^/proc/(?:kcore|keys)|^/var/run/secrets/',
);

/** Names of folders that hold nothing but secrets: reading or copying the folder as a whole reads them. */
const SECRET_FOLDER = oneOf(
  files([
    '.ssh .gnupg .aws .azure .kube .password-store .mozilla .bitcoin .electrum library/keychains',
    '.config/{gcloud,op,gh,hub,google-chrome,chromium,rclone,sops} application\\ support/google/chrome',
  ]),
  '^/etc/ssl/private$',
);

const PROTECTED: readonly NamedPaths[] = [
  {
    as: "git's own files",
    test: /(?:^|\/)(?:\.git|git~\d+)(?:$|\/)|\.git\/(?:config|hooks|objects|refs|head)(?:$|\/)/,
  },
  { as: "version control's own files", test: oneOf(folders('.hg .svn .bzr .jj .hgsub .hgsubstate'), files('.hgrc')) },
  {
    as: 'git settings that can run programs',
    test: oneOf(files('.gitattributes .gitmodules .gitconfig .config/git/{,**}')),
  },
  {
    as: 'a git hook',
    test: oneOf(
      folders('.husky .githooks githooks .git-hooks'),
      files([
        '{lefthook,.lefthook,lefthook-local,.lefthook-local}.{yml,yaml,toml,json}',
        '.pre-commit-config.{yml,yaml} .pre-commit-hooks.{yml,yaml} .lintstagedrc* .overcommit.yml',
      ]),
    ),
  },
  {
    as: 'editor settings',
    test: oneOf(
      folders('.vscode .vscode-server .vscodium .idea .zed .fleet .nova .nvim .vim .vs .theia .emacs.d .swiftpm'),
      files([
        '*.code-workspace *.sublime-{project,workspace,settings,build} .exrc .gvimrc .vimrc .nvimrc .nvim.lua .lvimrc',
        '.dir-locals.el .dir-locals-2.el .emacs .kakrc',
        '.config/{code,nvim,zed,emacs,helix}/{,**}',
      ]),
    ),
  },
  {
    as: 'the development container',
    test: oneOf(
      folders('.devcontainer .gitpod .codesandbox .idx'),
      files('.devcontainer.json .gitpod.* {,.}devfile.yaml .replit replit.nix .stackblitzrc'),
    ),
  },
  {
    as: "an agent's settings or instructions",
    test: oneOf(
      files([
        // Instructions
        'skill.md agent.md agents.md agents.override.md claude.md claude.local.md gemini.md qwen.md conventions.md',
        'copilot-instructions.md .cursorrules .windsurfrules .clinerules* .roorules* .rules .goosehints',
        // Settings, and the servers whose tools agents use
        '.mcp.json mcp.json *mcp_settings.json opencode.json opencode.jsonc crush.json .aider* .continuerules warp.md',
      ]),
      folders([
        '.claude .cursor .roo .cline .clinerules .windsurf .codex .gemini .qwen .continue .opencode .kiro .amazonq',
        '.augment .junie .goose .trae .kilocode .agent .agents .copilot .chaperone .crush .factory .openhands .warp .mcp',
        '.claude-plugin .zencoder .codeium .tabnine',
        '.github/{agents,instructions,prompts,chatmodes,skills,hooks}',
      ]),
    ),
  },
  {
    as: 'a pipeline that runs on a server',
    test: oneOf(
      folders([
        '.github/{workflows,actions} .circleci .buildkite .woodpecker .teamcity .gitea .forgejo .semaphore .ci',
        '.gitlab/ci .tekton .harness .pipelines .concourse .azure-pipelines .azuredevops',
      ]),
      files([
        '.github/dependabot.{yml,yaml} codeowners .github/settings.{yml,yaml} .mergify.{yml,yaml} .gitlab-ci* jenkinsfile* azure-pipelines*.{yml,yaml}',
        '{.travis,bitbucket-pipelines,.drone,appveyor,.appveyor,cloudbuild,buildspec,.woodpecker,.cirrus}.{yml,yaml}',
        '{wercker,bitrise,codemagic,.semaphore,.build,codeship-steps,screwdriver}.{yml,yaml}',
      ]),
    ),
  },
  {
    as: 'package-manager settings that can run programs',
    test: oneOf(
      files([
        '.npmrc .yarnrc .yarnrc.yml .bowerrc {.pnpmfile,pnpmfile,.pnp}.{js,cjs,mjs}',
        'pip.conf pip.ini .condarc uv.toml .gemrc .bazelrc nuget.config',
      ]),
      folders('.yarn/{releases,plugins,sdks} .cargo/config .cargo/config.toml .mvn gradle/wrapper .bundle'),
    ),
  },
  {
    as: 'a file that is run when a folder is entered',
    test: oneOf(files('.envrc .direnvrc {mise,.mise}.toml {mise,.mise}.*.toml .rtx.toml .autoenv* .in .out')),
  },
  {
    as: 'a file that is run at every start of a shell or interpreter',
    test: oneOf(
      files([
        // Shells and sessions
        '.bashrc .bash_profile .bash_login .bash_logout .bash_aliases .profile .zshrc .zshenv .zprofile .zlogin .zlogout',
        '.kshrc .cshrc .tcshrc .login .inputrc .xprofile .xinitrc .xsession .pam_environment .tmux.conf .screenrc',
        'profile.ps1 microsoft.powershell_profile.ps1',
        // Interpreters and debuggers
        '.irbrc .pryrc .pdbrc .gdbinit .lldbinit .rprofile .renviron .perldb .pythonrc .pythonrc.py .radare2rc .ghci',
        'sitecustomize.py usercustomize.py ?*.pth',
        // Programs whose settings can run something or send elsewhere
        '.psqlrc .sqliterc .duckdbrc .my.cnf .curlrc .wgetrc .lesskey .mailcap .mailrc .ackrc .ripgreprc .terraformrc',
      ]),
      folders([
        '.config/{fish,autostart,systemd,environment.d,direnv,plasma-workspace,ranger,lf,mpv,bat,ripgrep,pip,uv,mise}',
        '.ipython .jupyter .local/share/{systemd,applications,dbus-1,bash-completion} .oh-my-zsh .zsh .zshrc.d .bashrc.d',
        'launchagents launchdaemons start\\ menu/programs/startup',
      ]),
    ),
  },
  { as: 'keys and hosts of secure shell', test: oneOf(folders('.ssh')) },
  {
    as: 'what the system starts or trusts',
    test: oneOf(
      `^/(?:private/)?etc/${anyPath([
        // Started or read by shells
        'cron* crontab systemd init.d rc* launchd* xdg/autostart profile* bash* zsh* environment',
        // Accounts and rights
        'sudoers* passwd group shadow pam.d security',
        // Names, keys, libraries, packages, devices and the kernel
        'hosts resolv.conf ssh ld.so* apt udev modprobe.d sysctl*',
      ])}(?:$|/)`,
      '^/(?:private/)?(?:var/spool/cron|usr/lib/systemd|lib/systemd)',
    ),
  },
];

const SHORT_NAME = /(?:^|\/)[^/]{1,6}~\d{1,6}(?:\.[^/]{0,3})?(?=$|\/)/;

// Code points that some file systems leave out when they compare names.
const IGNORABLE = /\p{Default_Ignorable_Code_Point}/gu;

/** The path as the least distinguishing file system would compare it. `text` is normalised already. */
export function foldPath(text: string, isWindows: boolean): string {
  const slashed = isWindows ? text.replaceAll('\\', '/') : text;
  const plain = isPlain(slashed) ? slashed : slashed.normalize('NFKC').replace(IGNORABLE, '');
  const lower = plain.toLowerCase();
  if (!/[. :](?:\/|$)|:/.test(lower)) return lower;
  return lower
    .split('/')
    .map((segment, index) => {
      if (segment === '.' || segment === '..') return segment;
      // `name::$DATA` is a stream of `name`; a drive letter is no stream.
      const name = isWindows && index === 0 && /^[a-z]:$/.test(segment) ? segment : segment.replace(/:.*$/s, '');
      return name.replace(/[. ]+$/, '');
    })
    .join('/');
}

function isPlain(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 126) return false;
  return true;
}

export function isSecretName(folded: string): boolean {
  return SECRET.test(folded) || SECRET_FOLDER.test(folded);
}

/** Names that a folder of source code may have as well: a secret only as a file. */
export function isSecretAsFile(folded: string): boolean {
  return /(?:^|\/)[^/.]*credentials?$/.test(folded);
}

/** Whether the text of package-manager settings has a token or password in it, not only where to take it from. */
export function holdsToken(text: string): boolean {
  return /(?:_auth(?:token)?|_password|:cert|:key(?:file)?|otp)\s*=\s*(?!["']?\$\{)/i.test(text);
}

export function protectedAs(folded: string, isWindows: boolean): string | undefined {
  for (const { as, test } of PROTECTED) if (test.test(folded)) return as;
  if (isWindows && SHORT_NAME.test(folded)) return 'a short (8.3) name that can stand for a protected one';
  return undefined;
}
