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

const SECRET = oneOf(
  // Settings of programs with their passwords; what only shows which are needed is none.
  files('.env .env.* .env-* ?*.env .npmrc', '.env.{example,sample,template,dist,default,defaults,schema}'),
  // Private keys, key stores, and the states and variables of infrastructure.
  files([
    'id_{rsa,dsa,ecdsa,ed25519} id_{rsa,dsa,ecdsa,ed25519}_sk',
    '*.{pem,key,p12,pfx,jks,keystore,kdbx,ppk,gpg,asc.key} master.key wallet.dat',
    '*.{tfstate,tfstate.backup,tfvars,ovpn}',
  ]),
  // Passwords and tokens that programs keep.
  files([
    '.netrc _netrc .pgpass .my.cnf .pypirc .git-credentials .htpasswd .vault-token',
    '.boto .s3cfg .dockercfg .credentials.json kubeconfig',
  ]),
  // Names that say what they hold.
  String.raw`(?:^|/)[^/]*\bcredentials?(?:\.(?:json|ya?ml|toml|csv|txt|xml|ini))?$`,
  String.raw`(?:^|/)[^/]*\bsecrets?\.(?:json|ya?ml|toml|env|txt|ini|xml|properties)$`,
  '(?:^|/)[^/]*service[-_]?account[^/]*\\.json$',
  // What was typed, and what browsers keep.
  files([
    '.{bash,zsh,sh,python,node_repl,psql,mysql,irb}history .{bash,zsh,sh,python,node_repl,psql,mysql,irb}_history',
    'login\\ data cookies key[34].db logins.json',
  ]),
  // Folders of keys; who may be known, how they are reached and public keys are none.
  files('.ssh/**', '.ssh/known_hosts{,**} .ssh/config .ssh/*.pub'),
  files([
    '.gnupg/** .aws/** .azure/** .kube/** .docker/config.json .config/{gcloud,op,gh,hub,doctl,heroku}/**',
    '.password-store/** .cargo/credentials{,**} .gem/credentials .m2/settings{,**}.xml .codex/auth.json',
    'library/keychains/** .local/share/keyrings/** .terraform.d/credentials{,**} run/secrets/** .secret/** .secrets/**',
  ]),
  // What the system keeps, and the environment and memory of programs that run.
  `^/(?:private/)?etc/(?:${[
    'shadow-?|gshadow-?|sudoers(?:$|\\.d/)|security/opasswd|krb5\\.keytab|ppp/chap-secrets',
    'ssl/private/|ssh/ssh_host_[^/]*key$',
  ].join('|')})`,
  '^/proc/[^/]+/(?:task/[^/]+/)?(?:environ|mem|maps|cmdline|fd/|root|cwd/)|^/proc/(?:kcore|keys)|^/var/run/secrets/',
);

/** Names of folders that hold nothing but secrets: reading or copying the folder as a whole reads them. */
const SECRET_FOLDER = oneOf(
  files('.ssh .gnupg .aws .azure .kube .password-store .config/{gcloud,op,gh} library/keychains'),
  '^/etc/ssl/private$',
);

const PROTECTED: readonly NamedPaths[] = [
  {
    as: "git's own files",
    test: /(?:^|\/)(?:\.git|git~\d+)(?:$|\/)|\.git\/(?:config|hooks|objects|refs|head)(?:$|\/)/,
  },
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
      folders('.vscode .vscode-server .vscodium .idea .zed .fleet .nvim .vs'),
      files([
        '*.code-workspace .exrc .vimrc .nvimrc .nvim.lua .dir-locals.el .emacs',
        '.config/{code,nvim,zed,emacs,helix}/{,**}',
      ]),
    ),
  },
  { as: 'the development container', test: oneOf(folders('.devcontainer'), files('.devcontainer.json')) },
  {
    as: "an agent's settings or instructions",
    test: oneOf(
      files([
        // Instructions
        'agent.md agents.md agents.override.md claude.md claude.local.md gemini.md qwen.md conventions.md',
        'copilot-instructions.md .cursorrules .windsurfrules .clinerules* .roorules* .rules .goosehints',
        // Settings, and the servers whose tools agents use
        '.mcp.json mcp.json mcp_settings.json opencode.json opencode.jsonc .aider*',
      ]),
      folders([
        '.claude .cursor .roo .cline .clinerules .windsurf .codex .gemini .qwen .continue .opencode .kiro .amazonq',
        '.augment .junie .goose .trae .kilocode .agent .agents .copilot .chaperone',
        '.github/{agents,instructions,prompts,chatmodes,skills,hooks}',
      ]),
    ),
  },
  {
    as: 'a pipeline that runs on a server',
    test: oneOf(
      folders([
        '.github/{workflows,actions} .circleci .buildkite .woodpecker .teamcity .gitea .forgejo .semaphore .ci',
      ]),
      files([
        '.github/dependabot.{yml,yaml} .github/codeowners .gitlab-ci* jenkinsfile* azure-pipelines*.{yml,yaml}',
        '{.travis,bitbucket-pipelines,.drone,appveyor,.appveyor,cloudbuild,buildspec,.woodpecker,.cirrus}.{yml,yaml}',
      ]),
    ),
  },
  {
    as: 'package-manager settings that can run programs',
    test: oneOf(
      files([
        '.npmrc .yarnrc .yarnrc.yml .bowerrc {.pnpmfile,.pnp}.{js,cjs,mjs}',
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
        '.irbrc .pryrc .pdbrc .gdbinit .lldbinit .rprofile .perldb .pythonrc .pythonrc.py',
        'sitecustomize.py usercustomize.py ?*.pth',
        // Programs whose settings can run something or send elsewhere
        '.psqlrc .sqliterc .curlrc .wgetrc .lesskey',
      ]),
      folders([
        '.config/{fish,autostart,systemd,environment.d,direnv}',
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

export function protectedAs(folded: string, isWindows: boolean): string | undefined {
  for (const { as, test } of PROTECTED) if (test.test(folded)) return as;
  if (isWindows && SHORT_NAME.test(folded)) return 'a short (8.3) name that can stand for a protected one';
  return undefined;
}
