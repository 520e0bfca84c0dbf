import { either, nameSet } from '../names';
import { CARGO_CHANGES, CARGO_WORK, cargo, go, toolchain } from './cargoAndGo';
import { INLINE, interpreter } from './interpreters';
import type { Call, Does, Parsed, Program, Subcommand } from './program';
import { pipInstall, poetry, python } from './python';

const tests: readonly Does[] = [['run', 'run.tests', "runs the project's tests"]];
const build: readonly Does[] = [['run', 'run.build', 'builds or runs the project']];
const tool: readonly Does[] = [['run', 'run.tool', "checks or formats the project's files"]];
const named: readonly Does[] = [['install', 'install.named', 'installs or removes packages']];
const publish: readonly Does[] = [['publish', 'publish.package', 'publishes a package']];
const quiet: Subcommand = { loose: true };
const doing = (does: readonly Does[], options = ''): Subcommand => ({ loose: true, does, options });
const byWords = (see: Subcommand['see']): Subcommand => ({ loose: true, see: see as NonNullable<Subcommand['see']> });

const outside = (call: Call): undefined => {
  for (const arg of call.args) if (/^(?:\/|~|\.\.\/)/.test(arg.head)) call.file('edit', arg);
  return undefined;
};

const POETRY = [
  'show check version env about list search export info graph config help status source',
  'venv python fmt test type build lock sync install update dep',
];
const GO_TOOL = new RegExp(
  ` tool (?!${either('dist list cover nm objdump pprof trace fix vet compile buildid api asm addr2line')})`,
);
const COMPOSER_LOOKS = nameSet([
  'show validate outdated licenses audit diagnose status check-platform-reqs depends why why-not prohibits suggests',
  'about list fund search browse',
]);
/** Options that load code into the virtual machine or the compiler, or run a program. */
const JVM_LOADS = new RegExp(
  `^-(?:${either([
    'javaagent agentlib agentpath processorpath processor J- Xplugin Djava\\.(?:system\\.class|rmi|security)',
    'XX:(?:OnError|OnOutOfMemoryError|Flags|\\+?) XX:VMOptions',
  ])})`,
);
const COMPILER_LOADS = new RegExp(
  `^(?:${either([
    '-wrapper -fplugin -plugin -load -B -specs --specs -Xlinker -Xclang -fuse-ld=\\/ @ -no-canonical --config -ccc -T',
  ])})`,
);
const CHANGES_DATABASE = new RegExp(
  `\\b(?:${[
    'db:(?:drop|reset|migrate|rollback|setup|schema:load|seed|purge|wipe)',
    String.raw`ecto\.(?:drop|reset|migrate|rollback|setup)|migrate(?::fresh|:reset|:rollback)?`,
  ].join('|')})\\b`,
);

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
          : parsed.operands[0]?.text === 'sync'
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
    options: '-c=read -p= --rootdir=cwd --confcutdir=',
    does: tests,
    see: outside,
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
    options: '-c,--config=read --rcfile=read -o,--output=write --load-plugins=no --init-hook=no',
    does: tool,
    see: (call) =>
      call.name === 'pre-commit' && /^(?:install|uninstall|autoupdate|clean|gc)/.test(call.args[0]?.text ?? '')
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
      if (call.name === 'alembic' && /^(?:upgrade|downgrade|stamp)$/.test(call.args[0]?.text ?? ''))
        call.emit('database', 'its migrations', { detail: 'database.migrate' });
      else if (call.name === 'mkdocs' && call.args[0]?.text === 'gh-deploy')
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
  if (first?.text !== undefined && /\.py$/.test(first.text)) {
    call.runFile('python', first);
    return undefined;
  }
  // What isn't known stands in the project's own environment.
  return call.command(parsed.operands);
}

function make(call: Call, parsed: Parsed): undefined {
  if (parsed.has('-f') && (parsed.value('-f')?.text === '-' || parsed.value('-f')?.text === undefined))
    call.codeFromInput('make');
  for (const operand of parsed.operands) {
    const assigned = /^([A-Za-z_.]\w*)[:?+]?=/.exec(operand.head);
    if (operand.text === undefined && operand.head === '')
      call.unknown('value.option', operand.raw, `gives make ${operand.raw}, which may set anything`);
    // A variable of the Makefile is text that its recipes run.
    else if (assigned !== null && !/^[A-Za-z_]\w*[:?+]?=[\w./:@%+,= -]*$/.test(operand.text ?? '?'))
      call.unknown('value.script', operand.raw, 'sets a variable of the Makefile to something that can run');
    else if (
      /^(?:SHELL|MAKE|MAKEFLAGS|CC|CXX|LD|AR|\.SHELLFLAGS)$/.test(assigned?.[1] ?? '') &&
      !/=(?:gcc|g\+\+|clang|clang\+\+|cc)$/.test(operand.text ?? '')
    )
      call.unknown('value.script', operand.raw, 'sets which programs make runs');
    else if (/^(?:publish|release|deploy|push|upload)/.test(operand.text ?? ''))
      call.emit('publish', operand.raw, { detail: 'publish.target', says: `runs the target ${operand.raw}` });
  }
  if (call.args.some((arg) => /^--eval|^-E/.test(arg.head)))
    call.unknown('value.script', '--eval', 'gives make code to run');
  call.runHere('run.makeTarget', parsed.operands.map((operand) => operand.raw).join(' ') || 'the default target');
  return undefined;
}

function compiler(call: Call): undefined {
  const odd = call.args.find(
    (arg) =>
      COMPILER_LOADS.test(arg.head) || (arg.text === undefined && arg.head === '' && arg.unknown?.nature === 'any'),
  );
  if (odd !== undefined && !/^(?:nm|objdump|readelf|size|addr2line|otool)$/.test(call.name))
    call.unknown('program.option', odd.raw, 'gives the compiler a program or plugin to run');
  for (const [index, arg] of call.args.entries()) {
    const before = call.args[index - 1]?.text;
    if (before === '-o') call.file('write', arg);
    else if (/^-o./.test(arg.head)) call.file('write', { ...arg, text: arg.text?.slice(2), head: arg.head.slice(2) });
    else if (/^(?:\/|~|\.\.\/)/.test(arg.head)) call.file('read', arg);
  }
  if (call.name === 'ldd') call.unknown('program.beyond', 'ldd', 'may run the program it looks at');
  if (call.name === 'strip' || call.name === 'ar' || call.name === 'ranlib')
    for (const arg of call.args) if (!arg.head.startsWith('-')) call.file('edit', arg);
  return undefined;
}

function languageTool(call: Call): undefined {
  const { name, args } = call;
  const text = args.map((arg) => arg.text ?? arg.raw).join(' ');
  const words = args.filter((arg) => !/^[-+]/.test(arg.head));
  const first = words[0]?.text ?? '';
  const publishing = () => call.emit('publish', name, { detail: 'publish.package', says: 'publishes a package' });
  const installs = (detail: string) =>
    call.emit(
      'install',
      words
        .slice(1)
        .map((each) => each.raw)
        .join(' ') || name,
      { detail },
    );
  const inline = INLINE[name];
  const jvm = args.find((arg) => JVM_LOADS.test(arg.head) || (arg.head.startsWith('@') && /^java/.test(name)));
  if (
    jvm !== undefined &&
    /^(?:java|javac|kotlinc?|scalac?|groovy|mvn|gradle|sbt)$/.test(name) &&
    !/^-XX:\+?(?:Use\w+|MaxRAM\w+|MaxMetaspaceSize=\w+)$/.test(jvm.text ?? '')
  )
    call.unknown('program.option', jvm.raw, `gives ${name} code to load`);
  if (inline !== undefined) return interpreter(call, inline[0], inline[1]);
  if (name === 'bundle' || name === 'bundler') {
    if (first === 'exec')
      return void call.command(words[0] === undefined ? [] : args.slice(args.indexOf(words[0]) + 1));
    if (/^(?:install|check|)$/.test(first) && !/--path|--gemfile/.test(text)) return installs('install.manifest');
    return /^(?:list|show|info|outdated|doctor|version|platform|licenses|viz|env|config)$/.test(first) &&
      !(first === 'config' && words.length > 2)
      ? undefined
      : installs('install.change');
  }
  if (name === 'gem')
    return /^(?:list|search|info|environment|env|specification|which|contents|dependency|outdated|help)$/.test(first)
      ? undefined
      : first === 'build'
        ? (call.runHere('run.build', 'gem') as undefined)
        : /^(?:push|yank|owner|signin)$/.test(first)
          ? publishing()
          : installs('install.named');
  if (name === 'composer')
    return COMPOSER_LOOKS.has(first)
      ? undefined
      : /^(?:install|dump-autoload|dumpautoload|i)$/.test(first)
        ? installs('install.manifest')
        : /^(?:run|run-script|test|exec)$/.test(first)
          ? call.runHere('run.packageScript', text)
          : installs('install.named');
  if (name === 'dotnet' || name === 'nuget') {
    if (/^(?:restore)$/.test(first))
      return /(?:^| )(?:-s|--source|--configfile)/.test(text)
        ? call.unknown('program.option', '--source', 'takes packages from elsewhere')
        : installs('install.manifest');
    if (/^(?:build|run|test|format|watch|publish|pack|clean|msbuild|vstest|)$/.test(first) || /\.dll$/.test(first))
      return call.runHere(first === 'test' ? 'run.tests' : 'run.build', 'dotnet');
    if (/^(?:list|sln|new|help|--info|workload)$/.test(first) && !/ install| uninstall/.test(text))
      return first === 'new' || first === 'sln' ? call.runHere('run.build', 'dotnet') : undefined;
    if (/^(?:push|delete)$/.test(words[1]?.text ?? first)) return publishing();
    if (first === 'ef' && / database (?:update|drop)/.test(text))
      return call.emit('database', 'the project', { detail: 'database.migrate' });
    return first === 'ef' || (first === 'tool' && /^(?:run|list|restore)$/.test(words[1]?.text ?? ''))
      ? call.runHere('run.tool', 'dotnet')
      : installs('install.named');
  }
  if (name === 'rails' || name === 'rake' || name === 'mix' || name === 'artisan' || name === 'symfony') {
    if (CHANGES_DATABASE.test(text))
      return call.emit('database', 'the project', {
        detail: 'database.migrate',
        says: "changes the project's database",
      });
    if (/\b(?:hex\.publish|release|deploy)\b/.test(text) && name !== 'symfony') return publishing();
    if (/\b(?:archive\.install|local\.hex|escript\.install)\b/.test(text)) return installs('install.named');
    if (/\b(?:deps\.get)\b/.test(text)) return installs('install.manifest');
    if (/^(?:runner|r|console|c|dbconsole|db|eval|run)$/.test(first))
      return call.unknown('code.opaque', first, 'runs code that was not looked at');
  }
  if (
    name === 'cpan' ||
    name === 'cpanm' ||
    name === 'irb' ||
    name === 'boot' ||
    (name === 'nimble' && /install/.test(first))
  )
    return installs('install.named');
  if (/^(?:\.\/)?gradlew?$|^mvnw?$|^sbt$|^mill$|^ant$/.test(name)) {
    if (
      /\b(?:publish\w*|deploy(?::\S+)?|uploadArchives|release:\S+|closeAndRelease\w*|bintrayUpload)\b/.test(
        words.map((each) => each.text).join(' '),
      )
    )
      return publishing();
    if (
      /(?:^| )(?:-I|--init-script|-s|--settings|-gs|-t|--toolchains)(?: |=|$)/.test(text) ||
      /exec:exec|antrun/.test(text)
    )
      return call.unknown('program.option', text.slice(0, 40), 'gives the build a script or settings from elsewhere');
    for (const [index, arg] of args.entries())
      if (/^(?:-f|--file|-p|--project-dir|-b|--build-file|-c|--settings-file)$/.test(args[index - 1]?.text ?? ''))
        call.file('write', arg);
  }
  if (
    /^(?:swift|flutter|dart|crystal|shards|stack|cabal|lein|elm|gleam|spago|zig|dune|rebar3)$/.test(name) &&
    /^(?:publish|upload|deploy|pub publish|hex)$/.test(first === 'pub' ? `pub ${words[1]?.text}` : first)
  )
    return publishing();
  if (
    /^(?:flutter|dart|swift|shards|stack|cabal|elm|gleam|spago|nimble)$/.test(name) &&
    /^(?:install|add|pub add|upgrade|global)$/.test(first === 'pub' ? `pub ${words[1]?.text}` : first)
  )
    return installs(/^(?:shards|stack)$/.test(name) && words.length === 1 ? 'install.manifest' : 'install.named');
  if (name === 'java' || name === 'jar' || name === 'javac') return java(call, words);
  if (
    /^(?:just|task|invoke|inv|mage|doit)$/.test(name) &&
    /(?:^| )(?:-f|--justfile|-d|--working-directory|--taskfile|-c|--command|--shell|--shell-arg|--set)(?: |=|$)/.test(
      text,
    )
  )
    return call.unknown('program.option', text.slice(0, 40), `gives ${name} commands or a file from elsewhere`);
  if (/^(?:bazel|bazelisk|buck2|pants|ninja|samu|meson|scons|waf)$/.test(name))
    for (const [index, arg] of args.entries())
      if (args[index - 1]?.text === '-C' || args[index - 1]?.text === '-f') call.file('write', arg);
  if (/(?:^|\s)-h(?:$|\s)|^--list$|^-l$/.test(text) && words.length === 0) return undefined;
  for (const word of words)
    if (/^(?:publish|release|deploy|upload|push)\b/.test(word.text ?? ''))
      call.emit('publish', word.raw, { detail: 'publish.target', says: `runs ${word.raw}` });
  call.runHere('run.build', `${name} ${first}`.trim());
  return undefined;
}

function java(call: Call, words: Call['args']): undefined {
  const [first] = words;
  if (call.name === 'java') {
    const jar = call.args.findIndex((arg) => arg.text === '-jar');
    const file = jar >= 0 ? call.args[jar + 1] : first;
    if (file === undefined) return undefined;
    if (jar >= 0 || /\.(?:java|jar)$/.test(file.text ?? '')) {
      call.runFile('java', file);
      if (/(?:cli|client|admin)[^/]*\.jar$/.test(file.text ?? '') && words.length > 1)
        call.unknown('program.beyond', file.raw, 'gives commands to a server through a jar');
    } else call.runHere('run.build', file.raw);
    return undefined;
  }
  for (const arg of call.args) if (/^(?:\/|~|\.\.\/)/.test(arg.head)) call.file('write', arg);
  if (call.name === 'javac') call.runHere('run.build', 'javac');
  return undefined;
}
