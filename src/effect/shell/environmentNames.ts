import type { Arg } from './value';

/** Variables that make later programs load, run or reach something else. By name, with why. */
const DANGEROUS =
  /^(?:PATH|CDPATH|BASH_ENV|ENV|SHELL|IFS|PS4|PS0|PROMPT_COMMAND|SHELLOPTS|BASHOPTS|BASH_FUNC_.*|BASH_XTRACEFD|BASH_LOADABLES_PATH|EXECIGNORE|GLOBIGNORE|HOME|XDG_CONFIG_.*|XDG_DATA_.*|ZDOTDIR|FPATH|LD_.*|DYLD_.*|GLIBC_TUNABLES|GCONV_PATH|LOCPATH|NLSPATH|HOSTALIASES|RES_OPTIONS|LOCALDOMAIN|MALLOC_.*|NODE_OPTIONS|NODE_PATH|NODE_REPL_.*|NODE_EXTRA_CA_CERTS|NODE_TLS_REJECT_UNAUTHORIZED|NODE_V8_COVERAGE|ELECTRON_RUN_AS_NODE|BUN_.*|DENO_.*|TS_NODE_.*|PYTHON(?!UNBUFFERED|DONTWRITEBYTECODE|HASHSEED|IOENCODING|UTF8|WARNINGS|ASYNCIODEBUG|DEVMODE|FAULTHANDLER|NODEBUGRANGES|OPTIMIZE|PYCACHEPREFIX|TRACEMALLOC|PROFILEIMPORTTIME|VERBOSE|COERCECLOCALE).*|PYTEST_PLUGINS|PYTEST_ADDOPTS|DJANGO_SETTINGS_MODULE_PATH|PERL5?(?:OPT|LIB|DB|LIBS|5OPT|5LIB|5DB)?|PERLLIB|RUBYOPT|RUBYLIB|RUBYSHELL|GEM_.*|BUNDLE_(?:GEMFILE|PATH|BIN|APP_CONFIG)|JAVA_TOOL_OPTIONS|_JAVA_OPTIONS|JDK_JAVA_OPTIONS|JAVA_OPTS|JAVA_HOME|CLASSPATH|MAVEN_.*|MVN_.*|GRADLE_.*|SBT_.*|ANT_.*|GIT_.*|GH_HOST|GH_PAGER|GH_EDITOR|GH_BROWSER|HUB_.*|SSH_ASKPASS.*|SUDO_.*|PAGER|MANPAGER|LESSOPEN|LESSCLOSE|LESSKEY.*|LESS|EDITOR|VISUAL|FCEDIT|BROWSER|DIFFPROG|MERGETOOL|VIMINIT|EXINIT|VIMRUNTIME|NPM_.*|PNPM_.*|YARN_.*|COREPACK_.*|PIP_.*|UV_.*|POETRY_.*|CONDA_.*|VIRTUAL_ENV|CARGO_(?!TERM_|INCREMENTAL|PKG_|BUILD_JOBS|NET_OFFLINE|PROFILE_|TARGET_DIR$).*|RUSTC.*|RUSTDOC.*|RUSTFLAGS|RUSTUP_.*|GOFLAGS|GOPROXY|GONOSUM.*|GONOPROXY|GOSUMDB|GOINSECURE|GOPRIVATE|GOTOOLCHAIN|GOENV|GOROOT|GOPATH|GOBIN|CGO_(?!ENABLED).*|CC|CXX|CPP|LD|AR|AS|LINKER|HOSTCC|MAKE|MAKEFLAGS|MFLAGS|MAKEFILES|GNUMAKEFLAGS|CFLAGS|CXXFLAGS|LDFLAGS|CPPFLAGS|CMAKE_.*_(?:LAUNCHER|COMPILER)|CMAKE_TOOLCHAIN_FILE|PKG_CONFIG.*|COMPILER_PATH|GCC_EXEC_PREFIX|.*_(?:proxy|PROXY)|http_proxy|https_proxy|all_proxy|HTTP_PROXY|HTTPS_PROXY|ALL_PROXY|no_proxy|SSL_CERT_.*|SSLKEYLOGFILE|REQUESTS_CA_BUNDLE|CURL_CA_BUNDLE|CURL_HOME|WGETRC|AWS_(?!REGION|DEFAULT_REGION|PAGER|PROFILE).*|GOOGLE_APPLICATION_CREDENTIALS|CLOUDSDK_.*|AZURE_.*|KUBECONFIG|KUBE_EDITOR|HELM_.*|TF_(?!VAR_|LOG|IN_AUTOMATION|INPUT).*|DOCKER_.*|COMPOSE_FILE|ANSIBLE_.*|VAGRANT_.*|TAR_OPTIONS|TAPE|GZIP|BZIP2?|XZ_OPT|XZ_DEFAULTS|ZIPOPT|UNZIP|RSYNC_RSH|RSYNC_.*|CVS_RSH|SVN_SSH|RIPGREP_CONFIG_PATH|GREP_OPTIONS|FZF_DEFAULT_(?:COMMAND|OPTS)|JQ_LIBRARY_PATH|AWKPATH|AWKLIBPATH|SED|OPENSSL_.*|PSQLRC|PSQL_(?:PAGER|EDITOR)|PGSERVICEFILE|PGPASSFILE|PGHOST|PGHOSTADDR|MYSQL_HOME|SQLITE_.*|LUA_.*|R_(?:PROFILE|ENVIRON|HOME|LIBS).*|JULIA_.*|ERL_.*|ELIXIR_.*|MIX_.*|REBAR_.*|PHPRC|PHP_INI_SCAN_DIR|COMPOSER_.*|TCLLIBPATH|GUILE_LOAD_.*|SYSTEMD_.*|DBUS_.*|DISPLAY|WAYLAND_DISPLAY|XAUTHORITY|TERMINFO.*|TERMCAP|INPUTRC|HISTFILE|HISTCONTROL|TMPDIR|COMSPEC|PATHEXT|PSModulePath|MSYS.*|CYGWIN|BABEL_.*|JEST_.*|WATCHMAN_.*|ESLINT_.*|PRETTIER_.*|PRE_COMMIT_.*|HUSKY_.*|QT_PLUGIN_PATH|GTK_.*|GIO_.*|BASH_.*)$/;

type Harmless = readonly [name: RegExp, value: RegExp];

/** Values that take the danger out: no pager, a plain editor, more memory. */
const HARMLESS: readonly Harmless[] = [
  [/^(?:.*PAGER|AWS_PAGER|GH_PAGER)$/, /^(?:|cat|less(?: -[FRXSEi]+)?|more)$/],
  [/^(?:EDITOR|VISUAL|GIT_EDITOR|GIT_SEQUENCE_EDITOR|FCEDIT)$/, /^(?:|true|:|cat|echo)$/],
  [/^GIT_(?:AUTHOR|COMMITTER)_(?:NAME|EMAIL|DATE)$/, /^/],
  [
    /^GIT_(?:TERMINAL_PROMPT|OPTIONAL_LOCKS|MERGE_AUTOEDIT|LITERAL_PATHSPECS|PAGER_IN_USE|FLUSH|ADVICE|TRACE|TRACE_PERFORMANCE|TRACE_SETUP|CURL_VERBOSE|DISCOVERY_ACROSS_FILESYSTEM|NO_LAZY_FETCH)$/,
    /^(?:\d|true|false)?$/,
  ],
  [/^LESS$/, /^-?[A-Za-z]*$/],
  [
    /^NODE_OPTIONS$/,
    /^(?: *--?(?:max[-_]old[-_]space[-_]size=\d+|max-semi-space-size=\d+|experimental-vm-modules|experimental-strip-types|no-warnings|no-deprecation|trace-[a-z-]+|enable-source-maps|unhandled-rejections=\w+|stack-trace-limit=\d+|stack-size=\d+|expose-gc|dns-result-order=\w+|openssl-legacy-provider|no-experimental-[a-z-]+))*$/,
  ],
  [
    /^GOFLAGS$/,
    /^(?: *-(?:mod=(?:mod|vendor|readonly)|count=\d+|v|race|short|tags=[\w,]+|trimpath|p=\d+|buildvcs=\w+))*$/,
  ],
  [
    /^RUSTFLAGS|RUSTDOCFLAGS$/,
    /^(?: *(?:-[DWAF] ?[\w:-]+|-C ?(?:target-cpu=[\w-]+|opt-level=\w|debuginfo=\d|instrument-coverage)|--cfg \w+|-Awarnings|-Cinstrument-coverage))*$/,
  ],
  [/^(?:CARGO_HOME|GOPATH|GOCACHE|TMPDIR|VIRTUAL_ENV)$/, /^(?:\/tmp\/|\.\/|[\w.-]+$)/],
  [/^PYTHONPATH$/, /^(?!.*\.\.)(?:\.|(?:\.\/)?\w[\w/.-]*)?(?::(?:\.|(?:\.\/)?\w[\w/.-]*)?)*$/],
  [/^(?:CC|CXX|HOSTCC)$/, /^(?:ccache )?(?:gcc|g\+\+|clang|clang\+\+|cc|c\+\+)(?:-\d+)?$/],
  [
    /^C(?:XX|PP)?FLAGS$/,
    /^(?: *-(?:O\w?|g\d?|W[\w=-]*|std=[\w+]+|D\w+(?:=\w+)?|f(?:sanitize=[\w,]+|no-[\w-]+|PIC|pic)|m(?:arch|tune)=[\w-]+|pedantic|I[\w./-]+))*$/,
  ],
  [/^MAKEFLAGS$/, /^ *-?-?[jksB]*\d*$/],
  [
    /^JAVA_OPTS|(?:MAVEN|GRADLE|SBT)_OPTS|JAVA_TOOL_OPTIONS$/,
    /^(?: *-(?:X(?:mx|ms|ss|X:MaxMetaspaceSize=)\d+[kmgKMG]?|Dfile\.encoding=[\w-]+|D(?:user\.)?(?:language|timezone)=\w+))*$/,
  ],
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

/** Whether setting a variable changes what later programs do beyond their own settings. */
export function isDangerousVariable(name: string, value: Arg | undefined): boolean {
  const upper = name.toUpperCase();
  if (!DANGEROUS.test(name) && !(/^npm_config_/i.test(name) || DANGEROUS.test(upper))) return false;
  const text = value?.text ?? (value === undefined ? '' : undefined);
  if (text === undefined) return true;
  return !HARMLESS.some(([names, values]) => names.test(name) && values.test(text) && !/[`$;|&<>()\n]/.test(text));
}
