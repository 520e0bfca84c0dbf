import { either, wholeName } from '../names';
import type { Arg } from './value';

/** Variables that make later programs load, run or reach something else. `*` stands for anything. */
const DANGEROUS = wholeName([
  // What the shell and the system look programs, files and libraries up with, or run at every start or prompt.
  'PATH CDPATH FPATH PATHEXT COMSPEC SHELL ENV BASH_* BASHOPTS SHELLOPTS IFS PS0 PS4 PROMPT_COMMAND ZDOTDIR',
  'EXECIGNORE GLOBIGNORE INPUTRC HISTFILE HISTCONTROL HOME TMPDIR XDG_CONFIG_* XDG_DATA_* PSModulePath MSYS* CYGWIN',
  // Libraries loaded into every program.
  'LD_* DYLD_* GLIBC_TUNABLES GCONV_PATH LOCPATH NLSPATH MALLOC_* QT_PLUGIN_PATH GTK_* GIO_* OPENSSL_*',
  // Where names and addresses lead, and who is trusted.
  'HOSTALIASES RES_OPTIONS LOCALDOMAIN *_proxy *_PROXY SSL_CERT_* SSLKEYLOGFILE REQUESTS_CA_BUNDLE CURL_CA_BUNDLE',
  // The desktop, the terminal and the system's own buses.
  'DISPLAY WAYLAND_DISPLAY XAUTHORITY DBUS_* SYSTEMD_* TERMINFO* TERMCAP',
  // Programs that other programs start: pagers, editors, browsers, questions for a password.
  '*_PAGER *_EXTERNAL_DIFF',
  'PAGER MANPAGER LESS LESSOPEN LESSCLOSE LESSKEY* EDITOR VISUAL FCEDIT BROWSER DIFFPROG MERGETOOL',
  'VIMINIT EXINIT VIMRUNTIME SSH_ASKPASS* SUDO_*',
  // Code that interpreters load.
  'NODE_OPTIONS NODE_PATH NODE_REPL_* NODE_V8_COVERAGE NODE_EXTRA_CA_CERTS NODE_TLS_REJECT_UNAUTHORIZED',
  'ELECTRON_RUN_AS_NODE BUN_* DENO_* TS_NODE_* BABEL_* DJANGO_SETTINGS_MODULE_PATH',
  'PERL PERLOPT PERLLIB PERLDB PERLLIBS PERL5OPT PERL5LIB PERL5DB',
  'PERL5 PERL5LIBS PERL55OPT PERL55LIB PERL55DB RUBYOPT RUBYLIB RUBYSHELL',
  'JAVA_TOOL_OPTIONS _JAVA_OPTIONS JDK_JAVA_OPTIONS JAVA_OPTS JAVA_HOME CLASSPATH PHPRC PHP_INI_SCAN_DIR',
  'LUA_* R_PROFILE* R_ENVIRON* R_HOME* R_LIBS* JULIA_* ERL_* ELIXIR_* TCLLIBPATH GUILE_LOAD_*',
  'DOTNET_STARTUP_HOOKS DOTNET_ADDITIONAL_DEPS DOTNET_SHARED_STORE DOTNET_ROOT* CORECLR_* COMPlus_* COR_* MSBUILD* MSBuild*',
  'TEXINPUTS TEXMF{CNF,HOME,LOCAL,MAIN,DIST} HGRCPATH HG HGEDITOR HGMERGE VSCODE_{GIT,NODE,PORTABLE,APPDATA,EXTENSIONS,DEV}*',
  'AWKPATH AWKLIBPATH JQ_LIBRARY_PATH SED',
  // Where packages come from, and what runs when they are installed.
  'NPM_* PNPM_* YARN_* COREPACK_* PIP_* UV_* POETRY_* CONDA_* VIRTUAL_ENV GEM_* COMPOSER_* MIX_* REBAR_*',
  'BUNDLE_GEMFILE BUNDLE_PATH BUNDLE_BIN BUNDLE_APP_CONFIG GOPROXY GOSUMDB GONOSUM* GONOPROXY GOINSECURE GOPRIVATE',
  // Compilers, their options, and tools of a build.
  'RUSTC* RUSTDOC* RUSTFLAGS RUSTUP_* GOFLAGS GOTOOLCHAIN GOENV GOROOT GOPATH GOBIN MAVEN_* MVN_* GRADLE_* SBT_* ANT_*',
  'CC CXX CPP LD AR AS LINKER HOSTCC CFLAGS CXXFLAGS CPPFLAGS LDFLAGS COMPILER_PATH GCC_EXEC_PREFIX PKG_CONFIG*',
  'MAKE MAKEFLAGS MFLAGS MAKEFILES GNUMAKEFLAGS CMAKE_*_LAUNCHER CMAKE_*_COMPILER CMAKE_TOOLCHAIN_FILE',
  'PYTEST_PLUGINS PYTEST_ADDOPTS JEST_* WATCHMAN_* ESLINT_* PRETTIER_* PRE_COMMIT_* HUSKY_*',
  // git and other version control, and how it reaches elsewhere.
  'GIT_* GH_HOST GH_CONFIG_DIR GLAB_CONFIG_DIR GH_PAGER GH_EDITOR GH_BROWSER HUB_* CVS_RSH SVN_SSH RSYNC_*',
  // Options that programs take from the environment.
  'TAR_OPTIONS TAPE GZIP BZIP BZIP2 XZ_OPT XZ_DEFAULTS ZIPOPT UNZIP GREP_OPTIONS RIPGREP_CONFIG_PATH',
  'FZF_DEFAULT_COMMAND FZF_DEFAULT_OPTS CURL_HOME WGETRC',
  // Databases: their settings, and where they are.
  'PSQLRC PSQL_PAGER PSQL_EDITOR PGSERVICEFILE PGPASSFILE PGHOST PGHOSTADDR MYSQL_HOME SQLITE_*',
  // Clouds, clusters and machines: whose account, and which one.
  'GOOGLE_APPLICATION_CREDENTIALS CLOUDSDK_* AZURE_* KUBECONFIG KUBE_EDITOR HELM_* DOCKER_* COMPOSE_FILE',
  'ANSIBLE_* VAGRANT_*',
]);

/** All of a family are dangerous but those whose names go on like one of these. */
const DANGEROUS_BUT: Readonly<Record<string, string>> = {
  PYTHON: either([
    'UNBUFFERED DONTWRITEBYTECODE HASHSEED IOENCODING UTF8 WARNINGS ASYNCIODEBUG DEVMODE FAULTHANDLER NODEBUGRANGES',
    'OPTIMIZE PYCACHEPREFIX TRACEMALLOC PROFILEIMPORTTIME VERBOSE COERCECLOCALE',
  ]),
  CARGO_: either('TERM_ INCREMENTAL PKG_ BUILD_JOBS NET_OFFLINE PROFILE_ TARGET_DIR$'),
  CGO_: 'ENABLED',
  AWS_: either('REGION DEFAULT_REGION PROFILE'),
  TF_: either('VAR_ LOG IN_AUTOMATION INPUT CPP_ ENABLE_ FORCE_GPU XLA_ NUM_ DETERMINISTIC USE_LEGACY_KERAS'),
};
const DANGEROUS_FAMILY = new RegExp(
  `^(?:${Object.entries(DANGEROUS_BUT)
    .map(([family, harmless]) => `${family}(?!${harmless}).*`)
    .join('|')})$`,
);

type Harmless = readonly [name: RegExp, value: RegExp];

/** Nothing but options of these forms, one after another. */
const options = (...forms: readonly string[]): RegExp => new RegExp(`^(?: *(?:${forms.join('|')}))*$`);

/** Values that take the danger out: no pager, a plain editor, more memory. */
const HARMLESS: readonly Harmless[] = [
  [/^(?:.*PAGER|AWS_PAGER|GH_PAGER)$/, /^(?:|cat|less(?: -[FRXSEi]+)?|more)$/],
  [
    /^(?:EDITOR|VISUAL|GIT_EDITOR|GIT_SEQUENCE_EDITOR|FCEDIT|KUBE_EDITOR)$/,
    /^(?:|true|:|cat|echo|vim?|nvim|nano|emacs|code --wait)$/,
  ],
  // The kinds of blanks that words are split at anyway, or some of them.
  [/^IFS$/, /^[ \t\n]+$/],
  [/^BROWSER$/, /^(?:|none|echo|true|false)$/],
  [/^SHELL$/, /^(?:\/usr)?\/bin\/(?:ba|da|z)?sh$/],
  [/^JAVA_HOME$/, /^(?!.*\.\.)\/(?:usr\/(?:lib|local)|opt|Library)\/[\w.+/-]+$/],
  [/^LDFLAGS$/, options('-L ?[\\w./-]+|-l[\\w+.-]+|-s|-static|-pthread|-fuse-ld=(?:lld|gold|mold|bfd)|-g|-O\\w')],
  [/^GIT_(?:AUTHOR|COMMITTER)_(?:NAME|EMAIL|DATE)$/, /^/],
  [
    new RegExp(
      `^GIT_(?:${either([
        'TERMINAL_PROMPT OPTIONAL_LOCKS MERGE_AUTOEDIT LITERAL_PATHSPECS PAGER_IN_USE FLUSH ADVICE NO_LAZY_FETCH',
        'TRACE TRACE_PERFORMANCE TRACE_SETUP CURL_VERBOSE DISCOVERY_ACROSS_FILESYSTEM',
      ])})$`,
    ),
    /^(?:\d|true|false)?$/,
  ],
  [
    /^GIT_(?:LFS_SKIP_SMUDGE|CONFIG_NOSYSTEM|REFLOG_ACTION|MERGE_VERBOSITY|CEILING_DIRECTORIES|PAGER_IN_USE)$/,
    /^[\w .:/-]*$/,
  ],
  [/^GIT_CONFIG_(?:GLOBAL|SYSTEM)$/, /^\/dev\/null$/],
  [/^GIT_INDEX_FILE$/, /^(?:\/tmp\/)?[\w.-]+$/],
  [/^LESS$/, /^-?[A-Za-z]*$/],
  [
    /^NODE_OPTIONS$/,
    options(
      String.raw`--?max[-_]old[-_]space[-_]size=\d+|--?max-semi-space-size=\d+|--?stack-size=\d+|--?expose-gc`,
      String.raw`--?no-warnings|--?no-deprecation|--?trace-[a-z-]+|--?stack-trace-limit=\d+|--?enable-source-maps`,
      String.raw`--?unhandled-rejections=\w+|--?dns-result-order=\w+|--?openssl-legacy-provider`,
      '--?experimental-vm-modules|--?experimental-strip-types|--?no-experimental-[a-z-]+',
    ),
  ],
  [
    /^GOFLAGS$/,
    /^(?: *-(?:mod=(?:mod|vendor|readonly)|count=\d+|v|race|short|tags=[\w,]+|trimpath|p=\d+|buildvcs=\w+))*$/,
  ],
  [
    /^RUSTFLAGS|RUSTDOCFLAGS$/,
    options(
      String.raw`-[DWAF] ?[\w:-]+|--cfg \w+|-Awarnings|-Cinstrument-coverage`,
      String.raw`-C ?(?:target-cpu=[\w-]+|opt-level=\w|debuginfo=\d|instrument-coverage)`,
    ),
  ],
  [/^(?:CARGO_HOME|GOPATH|GOCACHE|TMPDIR|VIRTUAL_ENV)$/, /^(?!.*\.\.)(?:\/tmp(?:\/|$)|\.\/|[\w.-]+$)/],
  [
    /^(?:PYTHONPATH|NODE_PATH|RUBYLIB|PERL5LIB)$/,
    /^(?!.*\.\.)(?:\.|(?:\.\/)?\w[\w/.-]*)?(?::(?:\.|(?:\.\/)?\w[\w/.-]*)?)*$/,
  ],
  [/^(?:CC|CXX|HOSTCC)$/, /^(?:ccache )?(?:gcc|g\+\+|clang|clang\+\+|cc|c\+\+)(?:-\d+)?$/],
  [
    /^C(?:XX|PP)?FLAGS$/,
    options(
      String.raw`-O\w?|-g\d?|-W[\w=-]*|-std=[\w+]+|-D\w+(?:=\w+)?|-pedantic|-I[\w./-]+`,
      String.raw`-f(?:sanitize=[\w,]+|no-[\w-]+|PIC|pic)|-m(?:arch|tune)=[\w-]+`,
    ),
  ],
  [/^MAKEFLAGS$/, /^ *-?-?[jksB]*\d*$/],
  [
    /^JAVA_OPTS|(?:MAVEN|GRADLE|SBT)_OPTS|JAVA_TOOL_OPTIONS$/,
    /^(?: *-(?:X(?:mx|ms|ss|X:MaxMetaspaceSize=)\d+[kmgKMG]?|Dfile\.encoding=[\w-]+|D(?:user\.)?(?:language|timezone)=\w+))*$/,
  ],
  [
    /^GRADLE_OPTS$/,
    /^(?: *-Dorg\.gradle\.(?:daemon|parallel|caching|workers\.max|configureondemand|vfs\.watch)=\w+)+$/,
  ],
  [/^MALLOC_(?:CHECK_|PERTURB_|ARENA_MAX)$/, /^\d*$/],
  [/^(?:NO_PROXY|no_proxy)$/, /^/],
  [
    /^(?:NPM|PNPM|YARN|npm)_?CONFIG_(?:LOGLEVEL|COLOR|FUND|AUDIT|PROGRESS|YES|UPDATE_NOTIFIER|OFFLINE|PREFER_OFFLINE)$/i,
    /^[\w-]*$/,
  ],
  [/^PIP_(?:NO_CACHE_DIR|DISABLE_PIP_VERSION_CHECK|NO_INPUT|QUIET|PROGRESS_BAR|ROOT_USER_ACTION|NO_COLOR)$/, /^\w*$/],
  [/^UV_(?:OFFLINE|NO_PROGRESS|SYSTEM_PYTHON|LINK_MODE|PYTHON|COMPILE_BYTECODE|FROZEN)$/, /^[\w.-]*$/],
  [/^HUSKY$|^HUSKY_SKIP_\w+$/, /^\d$/],
  [/^DOCKER_BUILDKIT$|^COMPOSE_DOCKER_CLI_BUILD$|^DOCKER_CLI_HINTS$/, /^\w*$/],
  [/^MIX_ENV$|^JEST_WORKER_ID$|^BABEL_ENV$|^BUN_ENV$|^PRETTIER_DEBUG$|^ESLINT_USE_FLAT_CONFIG$/, /^[\w-]*$/],
  [/^PYTEST_ADDOPTS$/, /^(?: *-(?:[vqsx]+|-color=\w+|-maxfail=\d+|-tb=\w+|n ?\d+))*$/],
  [/^(?:HISTFILE|HISTCONTROL)$/, /^$/],
  [/^DISPLAY$/, /^:\d+(?:\.\d+)?$/],
];

function isDangerousName(name: string): boolean {
  return DANGEROUS.test(name) || DANGEROUS_FAMILY.test(name);
}

/** Where the programs of the person and of tool chains are, and those that the workspace's own packages bring. */
const PROGRAM_FOLDER = new RegExp(
  `^(?:${either([
    String.raw`/(?:usr/(?:local/)?)?s?bin /usr/local/[\w.-]+/bin /opt/[\w./-]+/bin /snap/bin /usr/lib/[\w./-]+/bin`,
    String.raw`(?:~|\$HOME|\$\{HOME\})/(?:\.[\w-]+|go|bin|miniconda3|anaconda3)(?:/[\w.-]+)*(?:/bin|/shims)? \$GOPATH/bin`,
    String.raw`\$\(go\ env\ GOPATH\)/bin \$\(npm\ (?:bin|prefix\ -g)\)(?:/bin)? \$\(brew\ --prefix\)(?:/[\w./-]+)?/bin`,
    String.raw`\$(?:PNPM_HOME|BUN_INSTALL/bin|CARGO_HOME/bin|JAVA_HOME/bin|NVM_BIN|VOLTA_HOME/bin)`,
  ])})$`,
);
const OWN_FOLDER =
  /^(?:\$PWD|\$\{PWD\}|\$\(pwd\)|\.)?\/?(?:[\w.-]+\/)*(?:node_modules\/\.bin|\.?venv\/bin|vendor\/bin|target\/(?:debug|release)|bin)$/;

/**
 * The search path as it is, with more folders of programs: the person's own anywhere, the workspace's behind all others,
 * where they can't stand in for a program that is there already.
 */
function isWiderPath(value: Arg): boolean {
  const folders = value.raw
    .replace(/^PATH=/, '')
    .replace(/^"(.*)"$/s, '$1')
    .split(':');
  const at = folders.findIndex((folder) => /^\$(?:PATH|\{PATH\})$/.test(folder));
  return (
    (at >= 0 || folders.length > 1) &&
    folders.every(
      (folder, index) =>
        index === at ||
        PROGRAM_FOLDER.test(folder) ||
        (index > at && !folder.includes('..') && OWN_FOLDER.test(folder)),
    )
  );
}

export interface Setting {
  readonly name: string;
  readonly value: Arg | undefined;
  readonly isWindows: boolean;
  /** Workspace folders. */
  readonly roots: readonly string[];
}

/** Whether setting a variable changes what later programs do beyond their own settings. */
export function isDangerousVariable({ name, value, isWindows, roots }: Setting): boolean {
  // Names that differ in case are one on Windows; elsewhere a few are looked for in both.
  const isKnown =
    /^npm_config_/i.test(name) || isDangerousName(name) || (isWindows && isDangerousName(name.toUpperCase()));
  if (!isKnown) return false;
  if (name === 'PATH' && value !== undefined && isWiderPath(value)) return false;
  const given = value?.text ?? (value === undefined ? '' : undefined);
  if (given === undefined) return true;
  const text = roots.reduce(
    (all, root) =>
      all
        .split(':')
        .map((piece) => (piece === root || piece.startsWith(`${root}/`) ? `.${piece.slice(root.length)}` : piece))
        .join(':'),
    given,
  );
  return !HARMLESS.some(
    ([names, values]) => names.test(name) && values.test(text) && (name === 'IFS' || !/[`$;|&<>()\n]/.test(text)),
  );
}
