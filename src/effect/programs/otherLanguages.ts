import type { Arg } from '../shell/value';
import { parseArguments, sliceArg } from './grammar';
import { INLINE, interpreter } from './interpreters';
import type { Call, Parsed, Program } from './program';
import { doVerb, lookAtTarget, type VerbTool, verbPrograms } from './verbs';

const tools: readonly VerbTool[] = [
  {
    names: 'mix',
    options:
      '-e,--eval= -r,--require=no --rpc-eval=no --path=write --build-path=write -S= --repo= --only= --exclude= --include= --seed= --trace -pa=no -pr=no --cover --formatter=',
    verbs: {
      looks:
        'help deps deps.tree hex.info hex.outdated hex.audit hex.search ecto.migrations phx.routes xref app.tree profile.x hex hex.docs --version -v',
      works: [
        'compile format credo dialyzer docs clean new phx.server ecto.gen.migration assets.build assets.deploy assets.setup run loadconfig local',
        'deps.compile deps.clean gettext.extract gettext.merge app.config app.start sobelow doctor usage_rules.sync tailwind esbuild phx.digest phx.digest.clean hex.build release release.init',
      ],
      tests: 'test coveralls coveralls.html test.watch espec',
      restores: 'deps.get deps.update deps.unlock setup',
      installs:
        'archive.install archive.build archive.uninstall escript.install escript.uninstall local.hex local.rebar local.phx igniter.install igniter.new',
      publishes: 'hex.publish hex.retire hex.user hex.owner hex.organization',
      deploys: 'edeliver',
      migrates:
        'ecto.drop ecto.create ecto.migrate ecto.reset ecto.setup ecto.rollback ecto.load ecto.seed ash.reset ash.migrate ash_postgres.drop ash_postgres.migrate',
      beyond: 'eval iex profile.eprof',
      runs: 'cmd',
    },
    otherwise: 'works',
    alone: 'works',
    operands: 'edit',
    see: (call, parsed, phrase) => {
      for (const { name, value } of parsed.options)
        if (name === '-e' && value !== undefined) call.code('elixir', value);
      if (phrase === 'setup')
        call.emit('database', 'mix setup', { detail: 'database.migrate', says: "sets up the project's database" });
      if (phrase !== 'do') return undefined;
      const words = parsed.operands
        .slice(1)
        .flatMap((word) => (word.text ?? '?').split(','))
        .filter((word) => word !== '');
      const [verb] = parsed.operands;
      let part: string[] = [];
      for (const word of [...words, '+'])
        if (
          verb !== undefined &&
          (word === '+' || part.length > 0) &&
          (word === '+' || /^[a-z_]+(?:\.[a-z_]+)+$|^[a-z]+$/.test(word))
        ) {
          if (part.length > 0) call.command(['mix', ...part].map((text): Arg => ({ ...verb, text, head: text })));
          part = word === '+' ? [] : [word];
        } else part.push(word);
      return true;
    },
  },
  {
    names: 'rebar3 gleam',
    verbs: {
      works:
        'compile clean dialyzer xref format fmt lint build run check docs new export release tar as path tree lsp do',
      tests: 'eunit ct proper test cover',
      restores: 'get-deps lock update unlock deps',
      installs: 'upgrade plugins add remove local',
      publishes: 'hex publish',
      beyond: 'shell',
    },
    operands: 'edit',
    see: (call, parsed, phrase) => {
      for (const word of parsed.operands)
        if (word.text === 'publish' || (word.text === 'hex' && phrase !== 'hex'))
          doVerb(call, 'publishes', 'hex', parsed);
      return undefined;
    },
  },
  {
    names: 'elixirc erlc',
    options: '-o=write -pa=no -pz=no -I=read +=',
    verbs: {},
    otherwise: 'works',
    operands: 'read',
  },
  {
    names: 'stack cabal',
    options: [
      '--stack-yaml=file --work-dir=write --exec=shell --local-bin-path=write --project-file=file --with-compiler,-w=no --builddir=write --resolver=',
      '--test-arguments,--ta= --ghc-options= --flag= -j= --dist-dir=write -C=cwd --cabal-file=file --store-dir=write --package-db=file',
      '--docker-image=no --setup-info-yaml=no --stack-root=write',
    ],
    verbs: {
      looks: 'path ls list query dot info outdated check list-bin target v2-info new-info',
      works: [
        'build haddock clean run sdist gen-bounds hpc configure freeze format purge v2-build v2-run v2-haddock v2-clean v2-sdist',
        'v2-freeze v2-configure new-build new-run new-haddock new-clean new-freeze new-configure haddock-project',
      ],
      tests: 'test bench v2-test v2-bench new-test new-bench',
      restores: 'update fetch setup',
      installs: 'install upgrade unpack get config user-config new',
      publishes: 'upload report',
      beyond: 'ghci repl script runghc runhaskell ghc eval templates',
      runs: 'exec',
    },
    operands: 'edit',
    see: (call, parsed, phrase) => {
      if (phrase !== 'exec') return undefined;
      const rest = call.args.slice(call.args.findIndex((arg) => arg.text === 'exec') + 1);
      const { operands } = parseArguments({ options: '--package=no --cwd=cwd --plain' }, rest, {
        mayBeOption: () => false,
        untilOperand: true,
      });
      // `stack exec rm -- -rf src` takes the dashes away wherever they stand first.
      const at = operands.findIndex((arg) => arg.text === '--');
      const words = operands.filter((_, index) => index !== at);
      if (words.length > 0 && !isOfProject(words[0])) call.command(words);
      else call.runHere('run.build', parsed.operands[0]?.raw ?? 'exec', 'runs a program of the project');
      return true;
    },
  },
  {
    names: 'dune',
    options:
      '--root=cwd --workspace=file --build-dir=write --prefix=write --profile,-p= -j= --display= --only-packages=',
    verbs: {
      works:
        'build test runtest fmt format clean describe promote init rules ocaml-merlin coq top subst external-lib-deps printenv diagnostics',
      looks: 'show help ocaml installed-libraries',
      installs: 'install uninstall pkg',
      publishes: 'release',
      beyond: 'utop toplevel shutdown rpc ocaml\\ top',
    },
    alone: 'works',
    operands: 'edit',
    wraps: 'exec',
    see: (call, parsed, phrase) => {
      if (phrase !== 'exec') return undefined;
      const { operands } = parseArguments(
        { options: '--root=cwd --profile= --display= -w --no-build' },
        parsed.operands.slice(1),
        { mayBeOption: () => false, untilOperand: true },
      );
      const words = operands.filter((arg, index) => !(index <= 1 && arg.text === '--'));
      const [first] = words;
      if (first === undefined) return true;
      if (/^(?:\.\/)?[\w./-]+\.(?:exe|bc)$/.test(first.text ?? '')) call.runFile('program', first);
      else call.command(words);
      return true;
    },
  },
  {
    names: 'dune-release opam-publish topkg',
    verbs: { works: 'check build lint distrib' },
    otherwise: 'publishes',
  },
  {
    names: 'ghc ocamlfind ocamlopt ocamlc',
    longSingle: true,
    options:
      '-o=write -outputdir=write -odir=write -hidir=write -package-db=file -pgmF=no -pgma=no -pgmc=no -pgml=no -pgmP=no -pgmL=no -F! -package= -i=read -I=read -e=no -pp=no -ppx=no -cc=no --interactive! -fplugin=no',
    verbs: { looks: 'list query printconf', works: 'ocamlopt ocamlc ocamldep', installs: 'install remove' },
    otherwise: 'works',
    see: (call) => {
      if (call.args.some((arg) => /^-(?:pgm\w|fplugin|pp|ppx)/.test(arg.head)))
        call.unknown('program.option', '-pgm', 'gives the compiler a program to run');
      return undefined;
    },
    operands: 'read',
  },
  {
    names: 'runghc runhaskell ghci',
    verbs: {},
    otherwise: 'works',
    alone: 'beyond',
    see: (call, parsed) => {
      const [file] = parsed.operands;
      if (file === undefined) return undefined;
      call.runFile('haskell', file);
      return true;
    },
  },
  {
    names: 'zig',
    options:
      '--build-file=file -p,--prefix=write --global-cache-dir=write --cache-dir=write -femit-bin=write -I= -L= -D= -O= -target= --name= --test-filter= -mcpu= --zig-lib-dir=file --save=? --sysroot=read --search-prefix=read',
    verbs: {
      works: 'build build-exe build-lib build-obj fmt run ast-check translate-c init test-obj reduce',
      tests: 'test',
      looks: 'version env targets std libc zen help',
      installs: 'fetch',
    },
    operands: 'edit',
    see: (call, parsed, phrase) => {
      const [verb, ...words] = parsed.operands;
      if (verb !== undefined && /^(?:cc|c\+\+|ar|ranlib|objcopy)$/.test(verb.text ?? '')) {
        call.command([
          {
            ...verb,
            text: verb.text === 'cc' ? 'clang' : verb.text === 'c++' ? 'clang++' : verb.text,
            head: verb.head,
          },
          ...call.args.slice(call.args.indexOf(verb) + 1),
        ]);
        return true;
      }
      if (phrase === 'build') for (const word of words) lookAtTarget(call, word);
      if (phrase === 'run' || phrase === 'test')
        for (const word of words) if (/\.zig$/.test(word.text ?? '')) call.runFile('zig', word);
      return undefined;
    },
  },
  {
    names: 'nim crystal v odin elm elm-test spago coqc lake lean shards nimble purs idris2 agda koka roc',
    options:
      '-o,--out,--output=write --link-flags=no --passC,--passL=no --eval=no --gcc.exe=no -d,--define= --path= -p= --nimcache=write --outdir=write --dir=cwd --prefix=write --root=read --cc=',
    verbs: {
      works:
        'c cc cpp js compile check build run spec make test fmt format tool docs doc doc2 clean init dump bump exe vet type-check verify cache bundle bundle-app bundle-module sources graph lint report env compile-c',
      looks: 'list search info version tasks path dump help --version -v',
      restores: 'install get sync lock',
      installs: 'add remove uninstall upgrade up update refresh develop new self fetch setup',
      publishes: 'publish login registry',
      beyond: 'eval repl play reactor i interactive secret e shell script',
    },
    otherwise: 'works',
    operands: 'edit',
    see: smallLanguage,
  },
  {
    names: 'forge anchor scarb sui solc snforge aptos cargo-contract near',
    options:
      '-o=write --root=cwd --rpc-url=url --fork-url=url -f,--fork-url=url --private-key=no --mnemonic=no --ffi! --broadcast! --url=url',
    verbs: {
      works:
        'build compile fmt clean inspect coverage snapshot tree lint flatten doc check keys config generate remappings cairo-run metadata move move\\ build idl geiger bind selectors',
      tests: 'test move\\ test',
      restores: 'update fetch',
      installs: 'install remove add init new soldeer',
      publishes: 'publish verify-contract create upgrade',
      deploys: 'deploy script client call send migrate account declare',
    },
    otherwise: 'works',
    operands: 'edit',
  },
];

export const otherLanguagePrograms: readonly Program[] = [
  ...verbPrograms(tools),
  {
    names: 'elixir iex erl',
    loose: true,
    longSingle: true,
    see: (call) => {
      if (call.args.some((arg) => /^--?(?:version|help|v|h)$/.test(arg.text ?? ''))) return undefined;
      const odd = call.args.find(
        (arg) =>
          /^-(?:-erl|pa|pz|pr|r|-require|S|-eval|-remsh|s$|run|eval|boot|config|args_file)/.test(arg.head) &&
          arg.text !== '-S',
      );
      if (odd !== undefined || call.name !== 'elixir')
        call.unknown('program.option', odd?.raw ?? call.name, `gives ${call.name} code to run`);
      if (call.name === 'elixir') inlineOrFile(call);
      return undefined;
    },
  },
];

/** A program that the build of the project made, by its name: nothing known of the system is called so. */
function isOfProject(arg: Arg | undefined): boolean {
  return /-exe$|-test$|^(?:app|main|server|client|cli|demo|example)$/.test(arg?.text ?? '');
}

function inlineOrFile(call: Call): true | undefined {
  const found = INLINE[call.name];
  if (found === undefined) return undefined;
  interpreter(call, found);
  return true;
}

/** Compilers that run what they compile, and whose options end in a colon. */
function smallLanguage(call: Call, parsed: Parsed, phrase: string): boolean | undefined {
  const [, ...words] = parsed.operands;
  for (const arg of call.args) {
    const [, name = ''] = /^-{1,2}([\w.]+):/.exec(arg.head) ?? [];
    const value = sliceArg(arg, arg.head.indexOf(':') + 1);
    if (/^(?:o|out|outdir|nimcache)$/.test(name)) call.file('write', value);
    else if (
      /^(?:passC|passL|eval|.*\.exe|cc|hook|app)$/.test(name) &&
      !/^(?:app|cc):(?:console|gui|lib|staticlib|gcc|clang|vcc)/.test(`${name}:${value.text}`)
    )
      call.unknown('program.option', arg.raw, `gives ${call.name} something to run`);
  }
  for (const word of words)
    if (/\.(?:nims?|cr|v|odin|elm|lean|idr)$/.test(word.text ?? '')) call.runFile(call.name, word);
  const isNamed = words.some((word) => !word.head.startsWith('-'));
  const isInstall =
    phrase === 'install' ||
    (phrase === 'get' && call.name === 'nimble') ||
    (phrase === 'update' && call.name === 'lake');
  if (
    phrase === 'install' &&
    call.name === 'nimble' &&
    !call.args.some((arg) => /^(?:-d|--depsOnly)$/.test(arg.text ?? ''))
  ) {
    doVerb(call, 'installs', phrase, parsed);
    return true;
  }
  if (isInstall && isNamed) {
    doVerb(call, 'installs', phrase, parsed);
    return true;
  }
  return undefined;
}
