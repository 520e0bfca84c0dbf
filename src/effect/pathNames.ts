/**
 * What a path's names alone tell: that it holds a secret, or that a change there reaches beyond the project's own
 * source. Tested on the folded path (see `foldPath`): segments joined by `/`, lower case, NFC.
 */
interface NamedPaths {
  readonly as: string;
  readonly test: RegExp;
}

const SECRET =
  /(?:^|\/)(?:\.env(?:\.(?!example$|sample$|template$|dist$|defaults?$|schema$)[^/]*)?|[^/]+\.env|id_(?:rsa|dsa|ecdsa|ed25519)(?:_sk)?|[^/]*\.(?:pem|key|p12|pfx|jks|keystore|kdbx|ppk|gpg|asc\.key|tfstate|tfstate\.backup|tfvars|ovpn)|\.netrc|_netrc|\.pgpass|\.my\.cnf|\.pypirc|\.git-credentials|\.htpasswd|\.vault-token|\.boto|\.s3cfg|\.dockercfg|[^/]*\bcredentials?(?:\.(?:json|ya?ml|toml|csv|txt|xml|ini))?|\.credentials\.json|[^/]*\bsecrets?\.(?:json|ya?ml|toml|env|txt|ini|xml|properties)|[^/]*service[-_]?account[^/]*\.json|kubeconfig|wallet\.dat|master\.key|\.(?:bash|zsh|sh|python|node_repl|psql|mysql|irb)_?history|login data|cookies|key[34]\.db|logins\.json)$|(?:^|\/)(?:\.ssh\/(?!known_hosts|config$|[^/]*\.pub$).+|\.gnupg\/.+|\.aws\/.+|\.azure\/.+|\.kube\/.+|\.docker\/config\.json|\.config\/(?:gcloud|op|gh|hub|doctl|heroku)\/.+|\.password-store\/.+|\.cargo\/credentials.*|\.gem\/credentials|\.m2\/settings.*\.xml|\.codex\/auth\.json|library\/keychains\/.+|\.local\/share\/keyrings\/.+|\.terraform\.d\/credentials.*|run\/secrets\/.+|\.secrets?\/.+)$|^\/(?:private\/)?etc\/(?:shadow-?|gshadow-?|sudoers(?:$|\.d\/)|ssl\/private\/|ssh\/ssh_host_[^/]*key$|security\/opasswd|krb5\.keytab|ppp\/chap-secrets)|^\/proc\/[^/]+\/(?:environ|mem|maps|cmdline|fd\/|root|cwd\/)|^\/proc\/(?:kcore|keys)|^\/var\/run\/secrets\//;

/** Names of folders that hold nothing but secrets: reading or copying the folder as a whole reads them. */
const SECRET_FOLDER =
  /(?:^|\/)(?:\.ssh|\.gnupg|\.aws|\.azure|\.kube|\.password-store|\.config\/(?:gcloud|op|gh)|library\/keychains)$|^\/etc\/ssl\/private$/;

const PROTECTED: readonly NamedPaths[] = [
  {
    as: "git's own files",
    test: /(?:^|\/)(?:\.git|git~\d+)(?:$|\/)|\.git\/(?:config|hooks|objects|refs|head)(?:$|\/)/,
  },
  {
    as: 'git settings that can run programs',
    test: /(?:^|\/)(?:\.gitattributes|\.gitmodules|\.gitconfig|\.config\/git\/.*)$/,
  },
  {
    as: 'a git hook',
    test: /(?:^|\/)(?:\.husky|\.githooks|githooks|\.git-hooks)(?:$|\/)|(?:^|\/)(?:\.?lefthook(?:-local)?\.(?:ya?ml|toml|json)|\.pre-commit-config\.ya?ml|\.pre-commit-hooks\.ya?ml|\.lintstagedrc[^/]*|\.overcommit\.yml)$/,
  },
  {
    as: 'editor settings',
    test: /(?:^|\/)(?:\.vscode|\.vscode-server|\.vscodium|\.idea|\.zed|\.fleet|\.nvim|\.vs)(?:$|\/)|\.code-workspace$|(?:^|\/)(?:\.exrc|\.vimrc|\.nvimrc|\.nvim\.lua|\.dir-locals\.el|\.emacs|\.config\/(?:code|nvim|zed|emacs|helix)\/.*)$/,
  },
  { as: 'the development container', test: /(?:^|\/)(?:\.devcontainer(?:$|\/)|\.devcontainer\.json$)/ },
  {
    as: "an agent's settings or instructions",
    test: /(?:^|\/)(?:agents?\.md|agents\.override\.md|claude(?:\.local)?\.md|gemini\.md|qwen\.md|conventions\.md|\.cursorrules|\.windsurfrules|\.clinerules[^/]*|\.roorules[^/]*|\.rules|\.goosehints|\.mcp\.json|mcp\.json|mcp_settings\.json|opencode\.jsonc?|\.aider[^/]*|copilot-instructions\.md)$|(?:^|\/)(?:\.claude|\.cursor|\.roo|\.cline|\.clinerules|\.windsurf|\.codex|\.gemini|\.qwen|\.continue|\.opencode|\.kiro|\.amazonq|\.augment|\.junie|\.goose|\.trae|\.kilocode|\.agents?|\.copilot|\.chaperone)(?:$|\/)|(?:^|\/)\.github\/(?:agents|instructions|prompts|chatmodes|skills|hooks)(?:$|\/)/,
  },
  {
    as: 'a pipeline that runs on a server',
    test: /(?:^|\/)\.github\/(?:workflows|actions)(?:$|\/)|(?:^|\/)\.github\/(?:dependabot\.ya?ml|codeowners)$|(?:^|\/)(?:\.circleci|\.buildkite|\.woodpecker|\.teamcity|\.gitea|\.forgejo|\.semaphore|\.ci)(?:$|\/)|(?:^|\/)(?:\.gitlab-ci[^/]*|jenkinsfile[^/]*|azure-pipelines[^/]*\.ya?ml|\.travis\.ya?ml|bitbucket-pipelines\.ya?ml|\.drone\.ya?ml|\.?appveyor\.ya?ml|cloudbuild\.ya?ml|buildspec\.ya?ml|\.woodpecker\.ya?ml|\.cirrus\.ya?ml)$/,
  },
  {
    as: 'package-manager settings that can run programs',
    test: /(?:^|\/)(?:\.npmrc|\.yarnrc(?:\.yml)?|\.pnpmfile\.[cm]?js|\.pnp\.[cm]?js|pip\.(?:conf|ini)|\.condarc|\.gemrc|\.bazelrc|nuget\.config|\.bowerrc|uv\.toml)$|(?:^|\/)(?:\.yarn\/(?:releases|plugins|sdks)|\.cargo\/config(?:\.toml)?|\.mvn|gradle\/wrapper|\.bundle)(?:$|\/)/,
  },
  {
    as: 'a file that is run when a folder is entered',
    test: /(?:^|\/)(?:\.envrc|\.direnvrc|\.?mise(?:\.[^/]*)?\.toml|\.rtx\.toml|\.autoenv[^/]*|\.in|\.out)$/,
  },
  {
    as: 'a file that is run at every start of a shell or interpreter',
    test: /(?:^|\/)(?:\.bashrc|\.bash_profile|\.bash_login|\.bash_logout|\.bash_aliases|\.profile|\.zshrc|\.zshenv|\.zprofile|\.zlogin|\.zlogout|\.kshrc|\.cshrc|\.tcshrc|\.login|\.inputrc|\.xprofile|\.xinitrc|\.xsession|\.pam_environment|\.tmux\.conf|\.screenrc|\.irbrc|\.pryrc|\.pdbrc|\.gdbinit|\.lldbinit|\.rprofile|\.perldb|\.pythonrc(?:\.py)?|\.psqlrc|\.sqliterc|\.curlrc|\.wgetrc|\.lesskey|sitecustomize\.py|usercustomize\.py|[^/]+\.pth|profile\.ps1|microsoft\.powershell_profile\.ps1)$|(?:^|\/)\.config\/(?:fish|autostart|systemd|environment\.d|direnv)(?:$|\/)|(?:^|\/)(?:launchagents|launchdaemons|start menu\/programs\/startup)(?:$|\/)/,
  },
  { as: 'keys and hosts of secure shell', test: /(?:^|\/)\.ssh(?:$|\/)/ },
  {
    as: 'what the system starts or trusts',
    test: /^\/(?:private\/)?(?:etc\/(?:cron[^/]*|crontab|systemd|init\.d|rc[^/]*|profile[^/]*|bash[^/]*|zsh[^/]*|environment|sudoers[^/]*|passwd|group|shadow|hosts|ssh|pam\.d|ld\.so[^/]*|apt|security|launchd[^/]*|resolv\.conf|xdg\/autostart|udev|modprobe\.d|sysctl[^/]*)(?:$|\/)|var\/spool\/cron|usr\/lib\/systemd|lib\/systemd)/,
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
