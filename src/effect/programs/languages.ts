import { either, nameSet } from '../names';
import { CARGO_CHANGES, CARGO_WORK, cargo, go, toolchain } from './cargoAndGo';
import { compiler, languageTool, make, SECRET_NAME } from './languageTools';
import type { Call, Does, Parsed, Program, Subcommand } from './program';
import { PIP_ELSEWHERE, pipInstall, poetry, python } from './python';

const tests: readonly Does[] = [['run', 'run.tests', "runs the project's tests"]];
const build: readonly Does[] = [['run', 'run.build', 'builds or runs the project']];
const tool: readonly Does[] = [['run', 'run.tool', "checks or formats the project's files"]];
const named: readonly Does[] = [['install', 'install.named', 'installs or removes packages']];
const publish: readonly Does[] = [['publish', 'publish.package', 'publishes a package']];
const quiet: Subcommand = { loose: true };
const doing = (does: readonly Does[], options = ''): Subcommand => ({ loose: true, does, options });
const byWords = (see: Subcommand['see']): Subcommand => ({ loose: true, see: see as NonNullable<Subcommand['see']> });

const outside = (call: Call): undefined => {
  for (const arg of call.args) {
    if (/^(?:\/|~|\.\.\/)/.test(arg.head)) call.file('edit', arg);
    if (SECRET_NAME.test(arg.head)) call.file('read', arg);
  }
  return undefined;
};

const POETRY = [
  'show check version env about list search export info graph config help status source',
  'venv python fmt test type build lock sync install update dep',
];
const GO_TOOL = new RegExp(
  ` tool (?!${either('dist list cover nm objdump pprof trace fix vet compile buildid api asm addr2line')})`,
);

const PIP_KNOWN = nameSet([
  'list show freeze check help debug inspect environment runpip index search download hash cache config completion',
  'install wheel uninstall uninject inject upgrade upgrade-all reinstall run ensurepath',
]);

/** Interpreters, package managers and build tools of other languages. */
export const languagePrograms: readonly Program[] = [
  {
    names: [
      'python python2 python3 python3.8 python3.9 python3.10 python3.11 python3.12 python3.13 python3.14 py',
      'pypy pypy3 ipython',
    ],
    options: '-bBdEhiIOPqsSuvVx? -c= -m= -W= -X= --check-hash-based-pycs= --version --help -2 -3',
    loose: true,
    stopsAtOperand: true,
    see: python,
  },
  {
    names: 'pip pip3 pipx uvx',
    loose: true,
    options: '--log=write --python= --timeout= --retries= --cache-dir=folder --cert=read --proxy=no --client-cert=read',
    subcommands: {
      'list|show|freeze|check|help|debug|inspect|environment|runpip': quiet,
      'index|search|download|hash|cache|config|completion': byWords((call) =>
        /^(?:cache|config)$/.test(call.args[0]?.text ?? '') && !/^(?:list|dir|info|get)$/.test(call.args[1]?.text ?? '')
          ? call.emit('install', 'settings of pip', { detail: 'install.change' })
          : call.emit('fetch', 'the package index', { detail: 'fetch.registry' }),
      ),
      'install|wheel': byWords(pipInstall),
      'uninstall|uninject|inject|upgrade|upgrade-all|reinstall|run|ensurepath': doing(named),
    },
    see: (call, parsed) =>
      call.name === 'uvx' && parsed.operands.length > 0
        ? call.emit('install', parsed.operands[0]?.raw ?? '', { detail: 'install.run' })
        : parsed.operands[0] !== undefined && !PIP_KNOWN.has(parsed.operands[0].text ?? '')
          ? call.unknown('program.subcommand', parsed.operands[0].raw, `uses ${call.name} in a way that is not known`)
          : undefined,
  },
  {
    names: 'uv',
    loose: true,
    options: [
      '--directory=cwd --project=cwd -q -v --offline --no-cache',
      '--index-url=no --default-index=no --extra-index-url=no --config-file=read',
    ],
    subcommands: {
      'sync|lock|export|venv|tree|version|self|cache|build|help': byWords((call) =>
        / (?:self update|cache (?:clean|prune))/.test(call.part.text)
          ? call.emit('install', 'uv', { detail: 'install.change' })
          : call.args.some((arg) => PIP_ELSEWHERE.test(arg.head))
            ? call.unknown('program.option', 'the index', 'takes packages from elsewhere')
            : / (?:sync|lock)/.test(call.part.text)
              ? call.emit('install', 'the packages of the project', { detail: 'install.manifest' })
              : undefined,
      ),
      run: {
        loose: true,
        stopsAtOperand: true,
        options: [
          '--with=no --with-requirements=read -p,--python= --extra= --group= --no-group= --only-group= --package=',
          '--env-file=read -m,--module= --directory=cwd --project=cwd --index-url=no',
          '--frozen --locked --all-extras --no-sync --isolated -q -v --dev --no-dev',
        ],
        see: (call, parsed) =>
          parsed.has('-m')
            ? call.runHere('run.module', parsed.value('-m')?.raw ?? '')
            : parsed.operands.length > 0
              ? runOrFile(call, parsed)
              : undefined,
      },
      'add|remove|tool|publish|init': byWords((call) =>
        / publish/.test(call.part.text)
          ? call.emit('publish', 'a package', { detail: 'publish.package' })
          : / tool (?:list|dir)/.test(call.part.text)
            ? undefined
            : / init\b/.test(call.part.text)
              ? call.runHere('run.build', 'uv init')
              : call.emit('install', 'packages', { detail: 'install.named' }),
      ),
      python: byWords((call) =>
        / python (?:list|find|dir|pin)/.test(call.part.text)
          ? undefined
          : call.emit('install', 'python', { detail: 'install.tool' }),
      ),
      pip: byWords((call, parsed) =>
        /^(?:list|show|freeze|check|tree|compile)$/.test(parsed.operands[0]?.text ?? '')
          ? undefined
          : parsed.operands[0]?.text === 'sync' && !call.args.some((arg) => PIP_ELSEWHERE.test(arg.head))
            ? call.emit('install', 'what the file lists', { detail: 'install.manifest' })
            : pipInstall(call, { ...parsed, operands: parsed.operands.slice(1) }),
      ),
    },
  },
  {
    names: 'poetry pdm pipenv hatch rye',
    loose: true,
    options: '-C,--directory=cwd -P,--project=cwd',
    subcommands: {
      [either(POETRY)]: byWords(poetry),
      'run|shell': {
        loose: true,
        stopsAtOperand: true,
        see: (call, parsed) => (parsed.operands.length > 0 ? runOrFile(call, parsed) : undefined),
      },
      'add|remove|uninstall|self|cache|new|init|requests': doing(named),
      publish: doing(publish),
    },
  },
  {
    names: 'conda mamba micromamba',
    loose: true,
    subcommands: {
      'list|info|search|env|config|activate|deactivate': byWords((call) =>
        / (?:env (?:remove|create|update)|config --(?:add|set|remove))/.test(call.part.text)
          ? call.emit('install', 'an environment', { detail: 'install.change' })
          : undefined,
      ),
      'install|remove|update|create|clean|init|upgrade|uninstall': doing(named),
      'shell.bash|shell.zsh|shell.posix': { loose: true },
      run: {
        loose: true,
        stopsAtOperand: true,
        options: '-n,--name= -p,--prefix=',
        see: (call, parsed) => (parsed.operands.length > 0 ? call.command(parsed.operands) : undefined),
      },
    },
  },
  { names: 'virtualenv', loose: true, operands: 'folder*' },
  {
    names: [
      'pytest py.test nose2 tox nox coverage unittest robot hypothesis behave',
      'ctest phpunit pest rspec minitest cucumber gotestsum',
    ],
    loose: true,
    options: [
      '-c=read -p= --rootdir=cwd --confcutdir= --basetemp=delete',
      '--junitxml,--junit-xml=write --log-file=write --report-log=write',
    ],
    does: tests,
    see: (call) => {
      if (call.name === 'tox' && call.args.some((arg) => /^-x|^--ov/.test(arg.head)))
        call.unknown('program.option', '-x', 'gives tox settings that can run anything');
      return outside(call);
    },
  },
  {
    names: [
      // Python
      'ruff black isort flake8 pylint mypy pyright basedpyright bandit autopep8 yapf pydocstyle pyflakes vulture pyupgrade',
      'djlint interrogate radon xenon ty pyre pytype pre-commit',
      // Ruby, Go, C, Rust, Swift
      'rubocop standardrb reek brakeman sorbet srb golangci-lint gofmt goimports gofumpt staticcheck govulncheck',
      'clang-format clang-tidy cppcheck rustfmt clippy-driver swiftlint swiftformat',
      // Shell, containers, infrastructure, settings
      'shellcheck shfmt hadolint yamllint ansible-lint terraform-docs tflint cfn-lint checkov buildifier taplo actionlint',
      // PHP, the JVM, and other languages
      'php-cs-fixer phpcs phpcbf phpstan psalm pint checkstyle spotbugs ktlint detekt scalafmt',
      'stylua luacheck credo dialyzer erlfmt elm-format hlint ormolu nixfmt alejandra sqlfluff',
      // Prose
      'typos codespell vale mdformat proselint',
    ],
    loose: true,
    options: '-c,--config=read --rcfile=read -o,--output=write --output-file=write --load-plugins=no --init-hook=no',
    does: tool,
    see: (call) =>
      call.name === 'pre-commit' &&
      call.args.some((arg) => /^(?:install|uninstall|autoupdate|clean|gc|try-repo|init-templatedir)/.test(arg.head))
        ? call.emit('gitConfig', 'the git hooks', { detail: 'git.config.hooks', says: 'changes the git hooks' })
        : outside(call),
  },
  {
    names: [
      'sphinx-build mkdocs pydoc pydoc3 cython nbconvert jupyter',
      'alembic flask django-admin uvicorn gunicorn celery streamlit fastapi hypercorn',
    ],
    loose: true,
    see: (call) => {
      const has = (pattern: RegExp) => call.args.some((arg) => pattern.test(arg.text ?? ''));
      if (/^(?:django-admin|flask)$/.test(call.name) && has(/^(?:shell|shell_plus|dbshell|runscript)$/))
        call.unknown('code.opaque', call.name, 'runs code that was not looked at');
      else if (/^(?:django-admin|flask)$/.test(call.name) && has(/^(?:migrate|flush|loaddata|upgrade|downgrade)$/))
        call.emit('database', 'its migrations', { detail: 'database.migrate' });
      else if (call.name === 'alembic' && has(/^(?:upgrade|downgrade|stamp)$/))
        call.emit('database', 'its migrations', { detail: 'database.migrate' });
      else if (call.name === 'mkdocs' && has(/^gh-deploy$/))
        call.emit('publish', 'the site', { detail: 'publish.site' });
      else call.runHere('run.build', call.name);
      return undefined;
    },
  },
  {
    names: 'twine flit',
    loose: true,
    see: (call) =>
      call.args[0]?.text === 'check' || call.args[0]?.text === 'build'
        ? undefined
        : call.emit('publish', 'a package', { detail: 'publish.package' }),
  },
  {
    names: 'cargo',
    loose: true,
    options: [
      '-C=cwd --config=no --manifest-path=read -Z= --color= --list -V -v -q --version --explain=',
      '--offline --locked --frozen +nightly',
    ],
    subcommands: {
      [either(CARGO_WORK)]: byWords(cargo),
      [either(CARGO_CHANGES)]: byWords((call) =>
        / (?:publish|yank|owner|login|release)\b/.test(call.part.text)
          ? call.emit('publish', 'a crate', { detail: 'publish.package' })
          : / (?:new|init)\b/.test(call.part.text)
            ? call.runHere('run.build', 'cargo new')
            : / install\b.*--path[= ]\.?\S*$/.test(call.part.text)
              ? call.emit('install', 'the project itself', { detail: 'install.global' })
              : call.emit('install', 'a crate', { detail: 'install.named' }),
      ),
    },
    see: toolchain,
  },
  {
    names: 'rustc rustdoc',
    loose: true,
    options: '-o=write --out-dir=folder -C= -Clinker=no',
    operands: 'read*',
    see: (call) =>
      call.args.some((arg) => /linker|link-arg|-Zcodegen|codegen-backend/.test(arg.text ?? '?'))
        ? call.unknown('program.option', 'linker', 'gives the compiler a program to run')
        : call.runHere('run.build', 'rustc'),
  },
  {
    names: 'rustup',
    loose: true,
    see: (call) =>
      /^(?:show|which|doc|--version|check)$/.test(call.args[0]?.text ?? '') || call.args[1]?.text === 'list'
        ? undefined
        : call.args[0]?.text === 'run'
          ? void call.command(call.args.slice(2))
          : call.emit('install', 'a toolchain', { detail: 'install.tool' }),
  },
  {
    names: 'go',
    loose: true,
    options: '-C=cwd',
    subcommands: {
      'build|test|vet|fmt|run|generate|fix': byWords(go),
      'list|version|doc|help|bug|telemetry|tool': byWords((call) =>
        GO_TOOL.test(call.part.text) ? call.runHere('run.tool', 'go tool') : undefined,
      ),
      env: byWords((call) =>
        call.args.some((arg) => /^-[wu]/.test(arg.text ?? ''))
          ? call.emit('environment', 'the settings of go', { detail: 'env.go' })
          : undefined,
      ),
      mod: byWords((call) =>
        / mod (?:tidy|download|verify|vendor|why|graph|init|edit)/.test(call.part.text)
          ? call.emit('install', 'the modules of go.mod', { detail: 'install.manifest' })
          : call.unknown('program.subcommand', 'go mod', 'is not known'),
      ),
      work: doing(build),
      clean: quiet,
      'get|install': byWords((call, parsed) =>
        call.emit('install', parsed.operands.map((each) => each.raw).join(' '), {
          detail: parsed.operands.every((each) => /^\.\.?(?:\/|$)/.test(each.text ?? ''))
            ? 'install.manifest'
            : 'install.named',
        }),
      ),
    },
  },
  {
    names: 'make gmake bmake nmake mingw32-make',
    loose: true,
    options: [
      '-C,--directory=cwd -f,--file,--makefile=file -I,--include-dir= -j=? --jobs=? -l=? -o= -W=',
      '-n -k -s -B -i -d -p -q -r -R -S -t -w -e --eval=no -O=?',
      '--no-print-directory --dry-run --keep-going --silent --always-make',
    ],
    see: make,
  },
  {
    names: [
      // Runners of tasks, and builders of any language
      'just task mage rake invoke inv doit scons waf ninja samu meson bazel bazelisk buck2 pants please plz',
      'xcodebuild msbuild',
      // The JVM
      'ant sbt mill lein boot ./gradlew gradlew gradle mvn mvnw kotlinc kotlin scala scalac javac java jar groovy',
      // Elixir, Erlang, Haskell, OCaml, Elm, PureScript
      'mix rebar3 erl iex elixir stack cabal ghc runghc dune ocamlopt elm spago gleam',
      // Languages that compile to programs
      'zig swift flutter dart crystal shards nimble nim v odin dotnet nuget',
      // Ruby, PHP, Perl, Lua, R, Julia
      'bundle-audit bundle bundler gem rails ruby irb luajit php composer symfony artisan lua',
      'perl perldoc cpan cpanm julia Rscript R',
    ],
    loose: true,
    longSingle: true,
    see: languageTool,
  },
  {
    names: [
      'gcc g++ cc c++ clang clang++ tcc gfortran nasm yasm emcc nvcc ld as ar ranlib',
      'nm objdump readelf size strip ldd otool addr2line c++filt',
    ],
    loose: true,
    longSingle: true,
    see: compiler,
  },
  {
    names: 'cmake',
    loose: true,
    options: '-S=read -B=folder -P=file -E= --build=cwd --install=no -G= -D= -C=file --preset=',
    see: (call, parsed) =>
      parsed.has('-E') || call.args[0]?.text === '-E'
        ? void call.command(
            call.args.slice(1).map((arg, index) =>
              index === 0
                ? {
                    ...arg,
                    text:
                      {
                        copy: 'cp',
                        remove: 'rm',
                        rm: 'rm',
                        make_directory: 'mkdir',
                        echo: 'echo',
                        touch: 'touch',
                        rename: 'mv',
                        env: 'env',
                      }[arg.text ?? ''] ?? 'cmake-e',
                  }
                : arg,
            ),
          )
        : call.runHere('run.build', 'cmake'),
  },
  {
    names: 'autoconf autoreconf automake configure libtoolize pkg-config pkgconf',
    loose: true,
    see: (call) => (call.name.startsWith('pkg') ? undefined : call.runHere('run.build', call.name)),
  },
];

function runOrFile(call: Call, parsed: Parsed): ReturnType<Call['out']> | undefined {
  const [first] = parsed.operands;
  if (first !== undefined && /^https?:/.test(first.head))
    return call.emit('run', first.raw, { detail: 'run.remote', says: `runs ${first.raw}, which it downloads` });
  if (first?.text !== undefined && /\.py$/.test(first.text)) {
    call.runFile('python', first);
    return undefined;
  }
  // What isn't known stands in the project's own environment.
  return call.command(parsed.operands);
}
