import type { Call, Parsed, Program } from './program';
import { lookAtArguments } from './toolArguments';
import { type VerbTool, verbPrograms } from './verbs';

const check = (call: Call): void => {
  call.runHere('run.tool', call.name, "checks or formats the project's files");
};

/** Those that change what they are given, unless told otherwise. */
const formatters = (options: string, names: readonly string[]): Program => ({
  names,
  loose: true,
  options,
  see: (call) => {
    check(call);
    return lookAtArguments(call, { operands: 'edit' });
  },
});
const checkers = (
  options: string,
  names: readonly string[],
  more: (call: Call, parsed: Parsed) => void = () => undefined,
): Program => ({
  names,
  loose: true,
  options,
  see: (call, parsed) => {
    check(call);
    more(call, parsed);
    const [first] = parsed.operands;
    if (
      /^(?:sync|install|update|plugin)$/.test(first?.text ?? '') &&
      first !== undefined &&
      call.kindOf(first) === 'missing'
    )
      call.emit('install', `what ${call.name} needs`, { detail: 'install.named' });
    return lookAtArguments(call);
  },
});

const OPTIONS =
  '-c= --config= --rcfile= --config-set! --config-delete! --init! --install-types! -o= --output= --output-file= --select= --ignore= --exclude= --line-length=';

/** Formatters, linters and checkers of every language but JavaScript. */
export const linters: readonly Program[] = [
  formatters(`${OPTIONS} -l= -t= -j=`, [
    'black isort autopep8 yapf autoflake pyupgrade docformatter djlint pyproject-fmt ssort shed usort darker blue',
    'gofumpt golines shfmt rustfmt swiftformat ormolu fourmolu stylish-haskell nixfmt alejandra nixpkgs-fmt stylua',
    'clang-format astyle uncrustify indent php-cs-fixer phpcbf pint rector scalafmt ktfmt google-java-format cljfmt elm-format',
    'erlfmt mdformat taplo buildifier gersemi cmake-format dhall fish_indent zprint rufo ocamlformat sqlfmt',
  ]),
  checkers(`${OPTIONS} --add= --stdin-filename= -f= -p= -j= -W= -k=`, [
    'flake8 mypy pyright basedpyright bandit pydocstyle pyflakes vulture interrogate radon xenon ty pyre pytype pycodestyle pyroma',
    'semgrep-core lizard refurb deptry import-linter lint-imports safety dmypy stubtest vermin dodgy prospector pylama',
    'standardrb reek brakeman sorbet srb erb_lint haml-lint fasterer flog flay bundler-audit bundle-audit slim-lint',
    'staticcheck govulncheck golint gocritic errcheck-go nilaway swiftlint shellcheck bashate checkbashisms hadolint yamllint',
    'actionlint zizmor phpcs phpstan psalm phpmd phan phpmnd checkstyle spotbugs ktlint detekt pmd',
    'luacheck credo dialyzer hlint codespell typos sqlfluff squawk vale proselint write-good lychee-local selene statix deadnix',
    'editorconfig-checker ec gitlint jsonlint jsonschema check-jsonschema htmltest dotenv-linter cmake-lint cpplint',
    'clippy-driver cppcheck iwyu include-what-you-use flawfinder splint sparse oclint infer mdl license-checker reuse',
  ]),
  checkers(
    `${OPTIONS} --init-hook= --load-plugins= --disable= --enable= -d= -e= -f= -j= --output-format= --msg-template=`,
    ['pylint'],
    (call, parsed) => {
      const hook = parsed.value('--init-hook');
      if (hook !== undefined) call.code('python', hook);
    },
  ),
  checkers(
    '-load,--load=no -p= --checks= -checks= --config= --config-file= --export-fixes= --vfsoverlay=file --header-filter= --extra-arg=no --extra-arg-before=no --fix --quiet',
    ['clang-tidy run-clang-tidy clang-check clang-query clangd'],
    (call) => {
      if (call.args.some((arg) => /^--?load/.test(arg.head)))
        call.unknown('program.option', '-load', 'gives clang-tidy a plugin to run');
      if (/^(?:clang-query|clangd)$/.test(call.name) && !call.args.some((arg) => /^--(?:version|check)/.test(arg.head)))
        call.unknown('program.beyond', call.name, 'goes on reading commands');
    },
  ),
  checkers('-r,--require= -c= --only= --except= -f= -o= --out=', ['rubocop'], (call, parsed) => {
    const loaded = parsed.value('-r');
    if (loaded !== undefined && /[/\\]/.test(loaded.head)) call.runFile('ruby', loaded);
  }),
  checkers('-l -d -w -s -r= -e -local= -srcdir=read -cpuprofile=write', ['gofmt goimports gci']),
  checkers(
    '--config,-c,-f= -e,--pattern= -l,--lang= --include= --exclude= -o,--output=write --severity=',
    ['semgrep ast-grep sg comby'],
    (call, parsed) => {
      // Of two programs of that name the other runs a command as another group.
      const [first] = call.args;
      if (
        call.name === 'sg' &&
        first !== undefined &&
        !/^(?:run|scan|test|new|lsp|completions|help|-.*)$/.test(first.text ?? '')
      )
        call.emit('escalate', 'sg', { detail: 'escalate', says: 'runs as another group' });
      const config = parsed.value('--config');
      if (config !== undefined && /^(?:auto|p\/|r\/|s\/|https?:)/.test(config.text ?? 'auto'))
        call.unknown('program.beyond', config.raw, 'fetches its rules from a server');
    },
  ),
  checkers(
    `${OPTIONS} --external-checks-dir=file --external-checks-git=no -d= -f= -r=file --framework= --check= --repo-id=no`,
    ['ansible-lint cfn-lint checkov'],
    (call, parsed) => {
      if (parsed.has('--external-checks-git'))
        call.unknown('program.option', '--external-checks-git', 'fetches checks from elsewhere');
    },
  ),
  checkers(
    `${OPTIONS.replace(' --init!', '')} --init --chdir=cwd --recursive --format= --module --var= --var-file=read --enable-rule= --disable-rule= --only= --minimum-failure-severity= --langserver! --act-as-bundled-plugin!`,
    ['tflint'],
    (call, parsed) => {
      if (parsed.has('--init'))
        call.emit('install', 'the plugins that .tflint.hcl lists', { detail: 'install.manifest' });
      if (parsed.has('--langserver')) call.unknown('program.option', '--langserver', 'serves an editor');
    },
  ),
  ...verbPrograms(verbLinters()),
];

function verbLinters(): readonly VerbTool[] {
  return [
    {
      names: 'ruff',
      options:
        '--config= --select= --ignore= --output-format= -o,--output-file=write --cache-dir=write --line-length= --target-version= --extend-select= --exclude= --stdin-filename= --per-file-ignores= --range=',
      verbs: { looks: 'rule config linter version help', works: 'check format analyze clean server' },
      otherwise: 'works',
      alone: 'looks',
    },
    {
      names: 'golangci-lint',
      options:
        '-c,--config=file --timeout= -E,--enable= -D,--disable= --out-format= --new-from-rev= --build-tags= --path-prefix= -j= --issues-exit-code=',
      verbs: {
        works: 'run fmt migrate',
        looks: 'linters help version config formatters cache\\ status',
        forgets: 'cache',
        beyond: 'custom',
      },
    },
    {
      names: 'lychee pa11y scalafix',
      verbs: {},
      otherwise: 'works',
      alone: 'works',
    },
  ];
}
