import { sliceArg } from './grammar';
import type { Call, Parsed, Program } from './program';
import { lookAtArguments, writeOutput } from './toolArguments';
import { lookAtTarget, type VerbTool, verbPrograms } from './verbs';

const byTarget = (call: Call, parsed: Parsed): undefined => {
  for (const operand of parsed.operands) lookAtTarget(call, operand);
};

const tools: readonly VerbTool[] = [
  {
    names: 'xmake',
    options:
      '-P,--project=cwd -F,--file=file -y,--yes -v,--verbose -D,--diagnosis -m,--mode= -p,--plat= -a,--arch= -j,--jobs= -o,--buildir,--builddir=write -g,--group= -w -r,--rebuild --toolchain= --cc=exec --cxx=exec --ld=exec --all',
    verbs: {
      works: 'build b config f clean c package p project format check show watch doxygen',
      tests: 'test',
      looks: 'show --version help',
      installs: 'install i uninstall u require q global g update repo plugin',
      beyond: 'lua l service macro m',
    },
    otherwise: 'works',
    alone: 'works',
    wraps: 'run r',
    see: (call, parsed) => {
      const [verb, ...words] = parsed.operands;
      if (!/^(?:run|r)$/.test(verb?.text ?? '')) return undefined;
      call.runHere('run.build', 'xmake run', 'builds and runs the project');
      lookAtArguments(call, { args: words });
      return true;
    },
  },
  {
    names: 'premake5 premake4 qmake qmake6 qmake-qt5 gyp gn bjam fbuild',
    options:
      '--file=file --scripts=file --os= --cc= -o=write -spec= -r -recursive -d -C=cwd --args= --root=cwd --dotfile=file --script-executable=exec --to= -query --version --depth= -f= -j= -a -q -s= --build-dir=write',
    verbs: {
      looks: 'desc ls path refs args\\ --list meta',
      works: 'gen build check clean format analyze',
      installs: 'install',
    },
    otherwise: 'works',
    alone: 'works',
    operands: 'edit',
  },
  {
    names: 'alr gprbuild gprclean gprinstall gnatpp gnatcheck gnatprove gnatdoc lazbuild',
    options:
      '-P=file -X= -j= -o=write -p -q -v -c -u --target= --db=read --RTS=read --config=file --autoconf=write -cargs= -largs= --build-mode= -B --bm= --ws= --os= --cpu= --pcp=read --lazarusdir=read --subdirs= --relocate-build-tree=write --compiler-subst=no --prefix=write -n -f',
    verbs: {
      works: 'build clean printenv run init test show',
      restores: 'update sync',
      looks: 'list search index version help',
      installs: 'get with pin install toolchain index\\ --add self-update config settings',
      publishes: 'publish',
      runs: 'exec',
    },
    otherwise: 'works',
    alone: 'works',
    operands: 'edit',
    see: (call) => {
      if (call.name !== 'gprinstall') return undefined;
      call.emit('install', 'what was built', {
        detail: 'install.global',
        says: 'installs what was built into this machine',
      });
      return undefined;
    },
  },
  {
    names: 'dub',
    options:
      '-b,--build= -c,--config= -a,--arch= --compiler= --root=cwd -q -v --force --parallel --temp-build --nodeps --single=file --registry=no --cache= --main-file=file --coverage --d-version= --override-config= --skip-registry=',
    verbs: {
      works: 'build run generate describe clean lint init convert',
      tests: 'test',
      looks: 'list search help --version',
      restores: 'upgrade',
      installs: 'add remove fetch add-path add-local add-override clean-caches',
    },
    otherwise: 'works',
    alone: 'works',
    see: (call, parsed) => {
      const compiler = parsed.value('--compiler');
      if (compiler !== undefined && !/^(?:dmd|ldc2?|gdc)(?:-[\d.]+)?$/.test(compiler.text ?? ''))
        call.unknown('program.option', compiler.raw, 'gives the build a compiler of its own');
      return undefined;
    },
  },
  {
    names: 'ldc2 ldc dmd gdc csc mcs fsc fsharpc vbc gdmd chpl valac haxe ballerina bal dafny fstar pony ponyc',
    longSingle: true,
    options:
      '-of=write -od=write -out=write -o=write -I=read -L=read -J=read -unittest -main -run=file -lib -O -release -g -w -debug -version= -target= -r= -reference= -nologo -optimize -plugin=no -linker=no -gcc=exec -Xcc=no -cmd=shell --cmd=shell -hxml=file --macro,-macro=no -x=file --pkg= -X=no -path=read -cp=read -p=read -a= -js=write -python=write -cpp=write -neko=write',
    verbs: { beyond: 'login push deploy', works: 'build test verify run format doc' },
    otherwise: 'works',
    alone: 'looks',
    operands: 'read',
    labels:
      /^[-/](?:out|target|reference|r|nologo|optimize|debug|define|langversion|warn|nowarn|unsafe|platform|t):?[\w.:;+-]*$/,
    see: (call) => {
      for (const arg of call.args) {
        const out = /^[-/](?:of|od|out):?=?(?=.)/.exec(arg.head)?.[0];
        if (out !== undefined && arg.text !== undefined) writeOutput(call, sliceArg(arg, out.length));
        if (
          /^@|^[-/](?:analyzer|a|additionalfile|resource|win32res|compilertool|plugin|linker|Xcc|gcc):?=?/.test(
            arg.head,
          ) &&
          !/^-(?:a|r)$/.test(arg.text ?? '')
        )
          call.unknown('program.option', arg.raw, 'gives the compiler code to load, or options of a file');
      }
      return undefined;
    },
  },
  {
    names:
      'hpack stack2cabal doctest cabal-fmt cabal-gild weeder hie-bios implicit-hie gen-hie apply-refact hindent brittany floskell refactor hasktags',
    options:
      '-f,--force --canonical -o=write -i,--inplace --mode= --config=file -q --Wno= -X= -isrc= --repl-options= -package=',
    verbs: {},
    otherwise: 'works',
    alone: 'works',
    operands: 'edit',
  },
  {
    names: 'ghcid',
    options:
      '-c,--command=shell -T,--test= --warnings -l,--lint=? --reload=read --restart=read -C,--directory=cwd -o,--outputfile=write --no-height-limit -n --allow-eval! --run=? -S,--setup= --poll=? --target= -W -s --clear --reverse-errors',
    verbs: {},
    otherwise: 'works',
    alone: 'works',
    see: (call, parsed) => {
      for (const { name, value } of parsed.options)
        if (/^-[TS]$/.test(name) && !/^:?[\w.]+$/.test(value?.text ?? '?'))
          call.unknown('program.option', value?.raw ?? name, 'gives ghcid code to run');
      return undefined;
    },
  },
  {
    names: 'esy',
    options: '-P= -p= --release --skip-deps',
    verbs: {
      works: 'build build-dependencies status ls-builds ls-libs ls-modules test',
      looks: 'help version which',
      restores: 'install i',
      installs: 'add import-build import-dependencies export-dependencies cleanup',
      runs: 'x exec-command b',
      beyond: 'shell build-shell',
    },
    otherwise: 'beyond',
    alone: 'restores',
  },
  {
    names: 'eask cask eldev',
    options: '-g! -f,--force -p,--proxy=no --allow-error -v= -q --dev -L=read -C=cwd -U! -S= --loader= -d',
    verbs: {
      works:
        'compile byte-compile lint package-file build clean format recompile analyze doctor doc pkg-file package link\\ list',
      tests: 'test',
      looks: 'version info files list outdated archives keywords status dependencies load-path help',
      restores: 'install-deps prepare update upgrade',
      installs: 'install uninstall',
      beyond: 'eval exec emacs load run repl',
    },
  },
  {
    names: 'nimpretty testament ameba nimlsp',
    options:
      '-o,--out,--output=write --indent= --maxLineLen= --nim=exec --config=file --format= --only= --except= --fix --all --targets= --directory= -c=file',
    verbs: { installs: 'use update install', works: 'all cat category pattern p c cache run r html stats' },
    otherwise: 'works',
    alone: 'works',
    operands: 'edit',
  },
  {
    names:
      'yard yardoc sdoc rdoc erblint i18n-tasks steep typeprof tapioca rbs rubycritic debride solargraph herb rbi packwerk spoom',
    options:
      '-o,--output,--output-dir=write -r,--require=file -e,--load=file -c,--config=file -p,--plugin=no -b,--db=write --lint-all --autocorrect -a --enable-linters= --format= -f= -t= -I=read --steepfile=file --title= --main= --exclude= -n --type-tag= --dsl-dir=write --list-undoc --query= --path=write -s',
    verbs: {
      works:
        'doc stats graph diff list gems check stats init health missing unused normalize add-missing remove-unused check-normalized validate gem dsl annotations todo bundle validate-packages update-todo srb coverage deadcode parse prototype test lint',
      looks: 'version help ri config display data find annotate',
      beyond: 'server translate-missing install-hooks bump vendor i18n socket stdio download-core',
      publishes: 'push',
    },
    otherwise: 'works',
    alone: 'works',
    operands: 'edit',
  },
  {
    names: 'parallel_rspec parallel_test parallel_cucumber parallel_minitest turbo_tests knapsack flatware',
    options:
      '-n= -o,--test-options= -e,--exec=shell -p,--pattern= --exclude-pattern= --runtime-log=write --group-by= --only-group= -m,--multiply-processes= -s,--single= -i,--isolate --serialize-stdout --combine-stderr --verbose --quiet --nice --suffix= -r,--require=file -t,--type= --fail-fast=?',
    verbs: {},
    otherwise: 'tests',
    alone: 'tests',
  },
  {
    names: 'dzil milla minil',
    options: '-I=read --lib=read -v,--verbose --trial --in=write --tgz --no-tgz --author --release -j,--jobs=',
    verbs: {
      works: 'build clean cover smoke listdeps authordeps nop perltidy critic dist regenerate',
      tests: 'test xtest',
      looks: 'version help --version plugins',
      publishes: 'release',
      installs: 'install add new setup migrate',
      runs: 'run',
    },
    alone: 'looks',
  },
  {
    names: 'quarkus mn jhipster',
    options:
      '-B,--batch-mode -e,--errors --verbose -D= -n,--dry-run --clean --no-tests --offline --native --refresh --gradle --maven',
    verbs: {
      works: 'build dev info create-bean create-controller create-test run',
      tests: 'test',
      looks: 'version --version list extension\\ list ext\\ ls help feature-diff',
      deploys: 'deploy image',
      installs: 'create extension ext plugin registry update create-app add',
    },
    otherwise: 'beyond',
    alone: 'looks',
  },
  {
    names: 'ko',
    options:
      '-L,--local --push=? -B,--base-import-paths --platform= -t,--tags= --tarball=write --sbom= --sbom-dir=write --image-refs=write --oci-layout-path=write -P --bare -f,--filename=read -j,--jobs= --image-label=',
    verbs: {
      works: 'build publish resolve',
      looks: 'version help deps',
      deploys: 'apply create delete run',
      publishes: 'login',
    },
    see: (call, parsed) => {
      const isLocal = parsed.has('-L') || parsed.value('--push')?.text === 'false';
      if (/^(?:build|publish|resolve)$/.test(parsed.operands[0]?.text ?? '') && !isLocal)
        call.emit('publish', 'an image', { detail: 'publish.package', says: 'pushes the image it builds' });
      return undefined;
    },
  },
  {
    names: 'controller-gen kubebuilder operator-sdk setup-envtest',
    see: (call) => {
      for (const arg of call.args) {
        const folder = /^output:[\w:]*(?:dir|config|code)=(?=.)/.exec(arg.head)?.[0];
        if (folder !== undefined) writeOutput(call, sliceArg(arg, folder.length));
      }
      return undefined;
    },
    options:
      '-w -p= --bin-dir=write --group= --version= --kind= --resource --controller --plugins=no --domain= --repo= -i,--installed-only --use-env --arch= --os= --manifests',
    verbs: {
      works:
        'create\\ api create\\ webhook edit generate\\ bundle generate\\ kustomize bundle\\ validate alpha\\ generate',
      looks: 'version help list scorecard\\ --list',
      installs: 'use init cleanup sideload',
      deploys: 'run olm',
    },
    otherwise: 'works',
    alone: 'looks',
  },
  {
    names:
      'fieldalignment addlicense go-licenses gomodifytags go-enum go-junit-report gocov gocover-cobertura gojsonschema goverter deepcopy-gen client-gen informer-gen lister-gen conversion-gen defaulter-gen protoc-gen-go go-mod-outdated go-critic golangci-lint-langserver wrapcheck exhaustive nakedret unparam varcheck bodyclose gosimple unconvert dupl maligned goconst gochecknoglobals shadow go-cleanarch gofmtmd',
    longSingle: true,
    options:
      '-f=read -file=edit -o=write -out=write -in=read -c= -l= -y= -check -ignore= -template=file -fix -w -struct= -add-tags= -format= -quiet -save_path,--save_path=write -output=write -output-dir=write -output-base=write -input-dirs= -go-header-file=read -config=file',
    verbs: { looks: 'version help', publishes: 'login' },
    otherwise: 'works',
    alone: 'works',
    operands: 'edit',
  },
  {
    names: 'clj-kondo joker cljstyle',
    options:
      '--lint=read --cache=? --cache-dir=write --config=file --config-dir=read --copy-configs --dependencies --parallel --fail-level= --lang= --filename= --report-level= --repro --run-as-pod! --filename-base= --format',
    verbs: { works: 'check fix find', beyond: 'pipe' },
    otherwise: 'works',
    alone: 'looks',
    see: (call) => {
      if (call.name !== 'joker' || call.args.some((arg) => /^--(?:lint|format)/.test(arg.head))) return undefined;
      call.unknown('program.beyond', 'joker', 'starts an interpreter');
      return undefined;
    },
  },
  {
    names: 'bacon',
    options:
      '-p,--path=cwd -j,--job= --headless -s,--summary --prefs --init -l,--list-jobs -f,--features= -t,--target= --config-toml=no -a,--all-features -e,--export-locations --send=no --offline --no-default-features -W,--wrap -w,--watch= --filter=',
    verbs: {},
    otherwise: 'works',
    alone: 'works',
    see: byTarget,
  },
  {
    names: 'elm-review elm-json elm-analyse elm-optimize-level-2 elm-verify-examples',
    options:
      '--config=file --elmjson=file --compiler=exec --elm-format-path=exec --template=no --report= --fix --fix-all --fix-all-without-prompt --output=write --ignore-dirs= --rules= --watch --github-auth=no --extract --details',
    verbs: {
      works: 'init new-rule prepare-offline suppress validate tree',
      installs: 'install uninstall upgrade new new-package',
    },
    otherwise: 'works',
    alone: 'works',
    operands: 'edit',
  },
  {
    names: 'wp wp-cli',
    options:
      '--path=cwd --url= --user= --skip-plugins=? --skip-themes=? --format= --fields= --field= --quiet --debug=? --allow-root --ssh=no --http=no --require=file --exec=no --prompt=no --color --no-color --context=',
    verbs: {
      looks: [
        'core\\ version core\\ is-installed core\\ check-update core\\ verify-checksums plugin\\ list plugin\\ status plugin\\ get plugin\\ is-installed plugin\\ is-active',
        'plugin\\ search plugin\\ path plugin\\ verify-checksums theme\\ list theme\\ status theme\\ get theme\\ path theme\\ search cli\\ info cli\\ version',
        'post\\ list post-type\\ list term\\ list option\\ list-autoload cron\\ event\\ list cron\\ schedule\\ list taxonomy\\ list rewrite\\ list db\\ check',
        'db\\ size db\\ tables help --info --version language\\ core\\ list menu\\ list site\\ list widget\\ list cap\\ list role\\ list',
      ],
      works:
        'i18n\\ make-pot i18n\\ make-json i18n\\ make-mo scaffold\\ block scaffold\\ plugin-tests scaffold\\ plugin dist-archive',
    },
    otherwise: 'beyond',
    alone: 'looks',
  },
  {
    names: 'drush',
    options:
      '--root,-r=cwd --uri,-l= --format= --fields= -y,--yes -v -vvv --field= --alias-path=no --include=file --config=file',
    verbs: {
      looks:
        'status st core:status version pm:list pml pm:security router route list help config:status watchdog:show ws views:list role:list field:info',
    },
    otherwise: 'beyond',
    alone: 'looks',
    see: (call, parsed) => {
      if (/^@/.test(parsed.operands[0]?.head ?? ''))
        call.unknown('program.beyond', parsed.operands[0]?.raw ?? '@', 'works on a site elsewhere');
      return undefined;
    },
  },
];

/** Builds, compilers and checkers that few projects have. */
export const smallerBuilds: readonly Program[] = [
  ...verbPrograms(tools),
  {
    names: 'mono',
    options:
      '--debug=? --aot=? -O,--optimize= --version -V --help -h --config=file --profile=no --desktop --server --runtime= --security= --trace=? --verify-all --gc= --llvm',
    stopsAtOperand: true,
    see: (call, parsed) => {
      const [file] = parsed.operands;
      if (file !== undefined) call.runFile('program', file);
      return undefined;
    },
  },
  {
    names: 'rdmd',
    options:
      '--build-only --chatty --compiler=exec --dry-run --eval! --loop! --exclude= --extra-file=file --force --main --makedepend --man -od=write -of=write -I=read -J=read -g -O -unittest -release -w -version= --tmpdir=write --help',
    longSingle: true,
    stopsAtOperand: true,
    see: (call, parsed) => {
      const [file] = parsed.operands;
      if (file !== undefined) call.runFile('d', file);
      return undefined;
    },
  },
  {
    names: 'appraisal',
    options: '--version -v --help -h',
    stopsAtOperand: true,
    see: (call, parsed) => {
      const [first, ...rest] = parsed.operands;
      if (first === undefined || first.text === 'list') return undefined;
      if (/^(?:install|update|generate|clean)$/.test(first.text ?? '')) {
        call.emit('install', 'what the project lists', { detail: 'install.manifest' });
        call.runHere('run.packageScript', 'appraisal');
        return undefined;
      }
      // The name of a set of gems may stand before the command.
      const isNamed = /^[\w.-]*\d/.test(first.text ?? '') && rest.length > 0;
      return call.command(isNamed ? rest : parsed.operands);
    },
  },
  {
    names: 'octave octave-cli',
    options:
      '--eval=no -q,--quiet,--silent -W,--no-window-system --no-gui --gui! -p,--path=read --no-history -H -f,--norc --no-init-file --no-site-file --no-line-editing --traditional --version -v --help -h --persist! --exec-path=no --image-path=no --info-file=no --doc-cache-file=no -i! --interactive! --verbose -V --debug -d --built-in-docstrings-file=no --texi-macros-file=no',
    stopsAtOperand: true,
    see: (call, parsed) => {
      const [file] = parsed.operands;
      if (file !== undefined) call.runFile('octave', file);
      else if (!parsed.has('--version', '--help', '-v', '-h', '--eval')) call.codeFromInput('octave');
      return undefined;
    },
  },
];
