import { either } from '../names';
import { asShellVariable } from '../script/makefile';
import { type Arg, literalArg } from '../shell/value';
import { sliceArg } from './grammar';
import { lookIntoMakefile } from './makeLook';
import type { Call, Parsed, Program } from './program';
import { lookAtArguments, writeOutput } from './toolArguments';
import { lookAtTarget, type VerbTool, verbPrograms } from './verbs';

/** Options with which a compiler or a tool for object files runs a program or loads code. */
const LOADS = new RegExp(
  `^(?:${either([
    '-wrapper -fplugin -fpass-plugin -?-plugin -load -B -?-specs -fuse-ld=.*[/.] @ --config -ccc- -no-canonical',
    '--js-transform -ccbin --compiler-bindir --dynamic-linker --set-interpreter --compiler-path --ld-path',
  ])})`,
);
const HARMLESS_LOAD =
  /^-?-specs=(?:nano|nosys|rdimon|picolibc)\.specs$|^-ccbin=(?:g\+\+|gcc|clang\+*)(?:-\d+)?$|^-fplugin-arg/;
const WRITTEN = /^-(?:o|MF|MJ|dumpdir|dumpbase|aux-info|l(?=[/~]))$/;
const INSTALLS = /^(?:[\w-]*\/)?install(?:[/-](?:strip|local|exec|data))?$/;
/** Variables of a Makefile that name a program it runs. */
const NAMES_PROGRAM =
  /^(?:SHELL|MAKE|MAKEFLAGS|MFLAGS|GNUMAKEFLAGS|CC|CXX|LD|AR|AS|RANLIB|STRIP|INSTALL|\.SHELLFLAGS)$/;
const KNOWN_COMPILER =
  /^(?:ccache |sccache )?(?:[\w-]+-)?(?:gcc|g\+\+|clang|clang\+\+|cc|c\+\+|ld|ar|as|ranlib|strip|install|lld|mold|make|gmake|emcc|em\+\+|musl-gcc|zig cc|bash|\/bin\/(?:ba|da)?sh|sh)(?:-[\d.]+)?$/;
const COMMAND_LINE =
  /^(?:sudo|rm|mv|cp|dd|curl|wget|nc|ba?sh|z?sh|git|eval|xargs|env|python3?|node|perl|ruby|chmod|tee|kill|docker|kubectl|npm|npx|pip3?)\s/;

export const nativePrograms: readonly Program[] = [
  {
    names: 'make gmake bmake nmake mingw32-make remake',
    loose: true,
    options: [
      '-C,--directory=cwd -f,--file,--makefile= -I,--include-dir=file -j=? --jobs=? -l=? -o,--old-file= -W,--what-if=',
      '-n -k -s -B -i -d -p -q -r -R -S -t -w -e -E,--eval=no -O=? --output-sync=? --debug=? --shuffle=? --load-average=?',
      '--no-print-directory --dry-run --just-print --recon --keep-going --silent --always-make --trace --print-data-base',
      '--question --touch --version --help -v -h --print-directory --environment-overrides --warn-undefined-variables',
      '--no-builtin-rules --no-builtin-variables --ignore-errors --stop --quiet -b -m -L --check-symlink-times',
    ],
    see: make,
  },
  {
    names: [
      'gcc g++ cc c++ clang clang++ tcc gfortran nasm yasm emcc em++ nvcc ld ld.lld lld as gas musl-gcc',
      'gcc-9 gcc-10 gcc-11 gcc-12 gcc-13 gcc-14 g++-9 g++-10 g++-11 g++-12 g++-13 g++-14 clang-14 clang-15 clang-16',
      'clang-17 clang-18 clang-19 clang++-14 clang++-15 clang++-16 clang++-17 clang++-18 cpp cl clang-cl icx icpx mpicc',
      'mpicxx mpic++ mpif90 avr-gcc arm-none-eabi-gcc aarch64-linux-gnu-gcc x86_64-w64-mingw32-gcc hipcc fpc gnatmake',
    ],
    loose: true,
    longSingle: true,
    see: (call) => compiler(call, 'read'),
  },
  {
    names: 'ar ranlib strip objcopy patchelf install_name_tool lipo llvm-ar llvm-strip llvm-objcopy codesign',
    loose: true,
    longSingle: true,
    see: (call) => {
      const isLook = call.args.some((arg) => /^(?:-?t[vO]*|-?p|--print-\w+|-d|-dv|-info)$/.test(arg.text ?? ''));
      return compiler(call, isLook && !call.name.endsWith('strip') ? 'read' : 'edit');
    },
  },
  {
    names: [
      'nm objdump readelf size otool addr2line c++filt llvm-nm llvm-objdump llvm-readelf llvm-cov llvm-profdata dwarfdump',
      'gcov lcov genhtml gcovr ctags etags cscope gprof ms_print callgrind_annotate cg_annotate elfedit nm-new llvm-symbolizer',
      'opt llc lli llvm-dis llvm-as llvm-link wasm-ld dsymutil bloaty pahole',
    ],
    loose: true,
    longSingle: true,
    see: (call) => compiler(call, 'read'),
  },
  {
    names: 'ldd',
    loose: true,
    see: (call) => {
      for (const arg of call.args)
        if (!arg.head.startsWith('-'))
          if (call.areaOf(arg) === 'system') call.file('read', arg);
          // It may run the program it looks at.
          else call.runFile('program', arg);
      return undefined;
    },
  },
  {
    names: 'cmake',
    loose: true,
    options: [
      '-S=file -B=folder -P=file -C=file -G= -A= -T= -D= -U= -W= -t,--target= -j,--parallel=? --config= --preset= --prefix=',
      '--build=cwd --install=cwd --toolchain=file --graphviz=write --trace-redirect=write --profiling-output=write --debugger-pipe=write',
      '--log-level= --component= --install-prefix= --list-presets=? --workflow --fresh -L -LA -LAH -LH -N -E=',
    ],
    see: cmake,
  },
  {
    names: 'ctest',
    loose: true,
    options:
      '--test-dir=cwd -S=file -SP=file -D= -T= -R= -E= -L= -LE= -I= -j,--parallel=? -C= --timeout= --output-junit=write -O=write',
    see: (call, parsed) => {
      call.runHere('run.tests', 'ctest', "runs the project's tests");
      const odd = call.args.find((arg) => /^--(?:build-(?:and-test|run|makeprogram|exe)|test-command)/.test(arg.head));
      if (odd !== undefined) call.unknown('program.option', odd.raw, 'builds or runs something of its own');
      for (const { name, value } of parsed.options)
        if (/^-[DTM]$/.test(name) && /Nightly|Experimental|Continuous|Submit/.test(value?.text ?? ''))
          call.emit('upload', 'the dashboard', { detail: 'upload.send', says: 'sends its results to a dashboard' });
      return lookAtArguments(call);
    },
  },
  {
    names: 'ninja samu ninja-build autoninja',
    loose: true,
    options: '-C=cwd -f=file -j= -k= -l= -t= -d= -w= -n -v --verbose --quiet --version',
    see: (call, parsed) => {
      for (const operand of parsed.operands) target(call, operand);
      call.runHere('run.build', 'ninja', 'builds the project');
      return lookAtArguments(call, { operands: 'edit' });
    },
  },
  {
    names:
      'autoconf autoreconf automake aclocal autoheader autom4te libtoolize autoupdate autoscan configure bootstrap gettextize',
    loose: true,
    options: '-o,--output=write -I,--include=file -B,--prepend-include=file --libdir=file',
    see: (call) => {
      call.runHere('run.build', call.name, 'prepares the build of the project');
      return lookAtArguments(call);
    },
  },
  {
    names: 'pkg-config pkgconf python3-config python-config llvm-config sdl2-config',
    loose: true,
    see: (call) => lookAtArguments(call),
    prints: 'any',
  },
  {
    names: 'ccache sccache distcc icecc',
    loose: true,
    stopsAtOperand: true,
    options:
      '-o,--set-config=no -F,--max-files=no -M,--max-size=no -C,--clear! -d,--dir=read --config-path=read -s -z -x --show-stats --start-server! --stop-server!',
    see: (call, parsed) => (parsed.operands.length > 0 ? call.command(parsed.operands) : undefined),
  },
  {
    names: 'bear scan-build compiledb intercept-build',
    loose: true,
    stopsAtOperand: true,
    options:
      '-o,--output=write --cdb=write -a,--append --config=read --use-cc= --use-c++= --use-analyzer=no -load-plugin=no',
    see: (call, parsed) => {
      const words = parsed.operands[0]?.text === '--' ? parsed.operands.slice(1) : parsed.operands;
      return words.length > 0 ? call.command(words) : undefined;
    },
  },
  ...verbPrograms(builders()),
];

function builders(): readonly VerbTool[] {
  return [
    {
      names: 'meson',
      options:
        '-C=cwd --native-file=file --cross-file=file --prefix= -D= -j= -t= --buildtype= --wrap,--wrapper=shell --suite= --logbase= -b=',
      verbs: {
        works: 'setup compile configure dist init format fmt env2mfile rewrite reprocess',
        tests: 'test',
        looks: 'introspect help subprojects\\ status',
        restores: 'subprojects\\ download subprojects\\ update',
        installs: 'install wrap subprojects',
        runs: 'devenv',
      },
      otherwise: 'works',
      operands: 'edit',
    },
    {
      names: 'scons waf',
      options: '-C,--directory=cwd -f,--file,--sconstruct=file -I,--include-dir=read -j= -t,--top=cwd -o,--out=write',
      verbs: { installs: 'install uninstall' },
      otherwise: 'works',
      alone: 'works',
      operands: 'edit',
    },
    { names: 'cpack', options: '-B=folder --config=file -G= -C= -D=', verbs: {}, otherwise: 'works', alone: 'works' },
    {
      names: 'conan',
      longSingle: true,
      options:
        '--build= -pr,--profile= -s= -o= -of,--output-folder=write -r,--remote= --requires= --tool-requires= --format= -c',
      verbs: {
        looks:
          'list search profile\\ show profile\\ list graph inspect version cache\\ path remote\\ list config\\ home config\\ show',
        works: 'build source new lock',
        restores: 'install',
        installs: 'create remove profile cache remote config export export-pkg download editable',
        publishes: 'upload login',
      },
      operands: 'edit',
      see: (call, parsed, phrase) => {
        const isNamed = parsed.has('--requires', '--tool-requires') || parsed.operands.length > 2;
        if (phrase !== 'install' || !isNamed) return undefined;
        call.emit('install', parsed.value('--requires')?.raw ?? 'packages', { detail: 'install.named' });
        return true;
      },
    },
    {
      names: 'vcpkg',
      verbs: {
        looks: 'list search version help depend-info owns env --version',
        installs: 'remove integrate upgrade update export x-update-baseline bootstrap add new',
        works: 'format-manifest',
      },
      see: (call, parsed, phrase) => {
        if (phrase !== 'install') return undefined;
        call.emit('install', parsed.operands[1]?.raw ?? 'what the project lists', {
          detail: parsed.operands.length > 1 ? 'install.named' : 'install.manifest',
        });
        return true;
      },
    },
  ];
}

/** A target of a build: one that installs puts files into this machine. */
function target(call: Call, operand: Arg): void {
  lookAtTarget(call, operand);
  if (INSTALLS.test(operand.text ?? ''))
    call.emit('install', 'what was built', {
      detail: 'install.global',
      says: 'installs what was built into this machine',
    });
}

function make(call: Call, parsed: Parsed): undefined {
  const files: string[] = [];
  for (const { name, value } of parsed.options) {
    if (name !== '-f' || value === undefined) continue;
    if (value.text === '-') call.codeFromInput('make');
    else call.runFile('make', value);
    if (value.text !== undefined) files.push(value.text);
  }
  const goals: string[] = [];
  const given: Record<string, string> = {};
  const isDry = parsed.has('-n', '--dry-run', '--just-print', '--recon', '-q', '--question', '-p');
  for (const operand of parsed.operands) {
    const assigned = /^\s*([^\s:?+!=]+)\s*[:?+!]*=/.exec(operand.head);
    if (operand.text === undefined && operand.head === '')
      call.unknown('value.option', operand.raw, `gives make ${operand.raw}, which may set anything`);
    else if (assigned !== null && /!\s*=$/.test(assigned[0]))
      call.unknown('value.script', operand.raw, 'sets a variable of the Makefile to what a command prints');
    else if (assigned === null) {
      if (!isDry) lookAtTarget(call, operand);
      goals.push(operand.text ?? operand.raw);
    } else {
      const [all, name = ''] = assigned;
      const value = sliceArg(operand, all.length);
      assignment(call, operand, name, value);
      given[name] = value.text ?? asShellVariable(name);
    }
  }
  const says = lookIntoMakefile(call, { goals, given, files, isDry });
  const target = parsed.operands.map((operand) => operand.raw).join(' ') || 'the default target';
  call.runHere('run.makeTarget', target, says);
  return undefined;
}

/** A variable of the Makefile is text that its recipes run. */
function assignment(call: Call, operand: Arg, name: string, value: Arg): void {
  const text = value.text ?? value.likely;
  if (text === undefined || /[$`;|&<>\n\\#!]/.test(text))
    call.unknown('value.script', operand.raw, 'sets a variable of the Makefile to something that can run');
  else if (NAMES_PROGRAM.test(name) && !KNOWN_COMPILER.test(text) && text !== '')
    call.unknown('value.script', operand.raw, 'sets which programs make runs');
  else if (COMMAND_LINE.test(text)) call.script({ ...value, text });
  else if (!/^(?:DESTDIR|prefix|PREFIX|INSTALL_ROOT)$/.test(name) || !/^\/(?:usr|opt)\b/.test(text))
    lookAtArguments(call, { args: [literalArg(`--${name}=${text}`, call.part)] });
}

function compiler(call: Call, role: 'read' | 'edit'): undefined {
  const { args } = call;
  if (/^(?:tcc|nvcc|lli)$/.test(call.name) && (call.name === 'lli' || args.some((arg) => /^-?-run\b/.test(arg.head))))
    for (const arg of args) if (!arg.head.startsWith('-')) call.runFile('c', arg);
  for (const [index, arg] of args.entries()) {
    const { text, head } = arg;
    const next = args[index + 1];
    if (text === '-Xclang' || text === '-Xlinker' || text === '-Xpreprocessor' || text === '-mllvm') {
      if (/^-?-(?:load|plugin|add-plugin)|plugin/.test(next?.text ?? '?'))
        call.unknown('program.option', next?.raw ?? head, 'gives the compiler a plugin to run');
    } else if (/^-(?:ccbin|-compiler-bindir)$/.test(text ?? '') && KNOWN_COMPILER.test(next?.text ?? '?')) continue;
    else if (/^-W[lpa],/.test(head)) {
      const parts = (text ?? head).split(',').slice(1);
      const odd = parts.find(
        (part, at) => /plugin|^@/.test(part) || (/^-(?:o|Map)$/.test(parts[at - 1] ?? '') && /^[/~.]/.test(part)),
      );
      if (odd !== undefined)
        call.unknown('program.option', arg.raw, 'gives the linker a plugin, or a place of its own to write');
    } else if (LOADS.test(head) && !HARMLESS_LOAD.test(text ?? '') && !isPlainLoad(call, text))
      call.unknown('program.option', arg.raw, `gives ${call.name} a program, settings or a plugin to run`);
    const attached = /^-(?:MF|MJ|o|L|I|F|iquote|isystem|idirafter|include|imacros|L)(?=[/~.])/.exec(head)?.[0];
    if (attached !== undefined && /^-(?:MF|MJ|o)$/.test(attached)) writeOutput(call, sliceArg(arg, attached.length));
    else if (attached !== undefined)
      lookAtArguments(call, { args: [literalArg('-I', call.part), sliceArg(arg, attached.length)] });
    if (WRITTEN.test(text ?? '') && next !== undefined) writeOutput(call, next);
  }
  return lookAtArguments(call, {
    args: args.filter(
      (arg, index) =>
        !WRITTEN.test(arg.text ?? '') &&
        !WRITTEN.test(args[index - 1]?.text ?? '') &&
        !/^-W[lpa],|^-o./.test(arg.head) &&
        !isFlagsOfLibrary(call, arg),
    ),
    operands: role,
  });
}

/** `$(pkg-config --libs x)` prints the flags that an installed library needs. */
function isFlagsOfLibrary(call: Call, arg: Arg): boolean {
  const [, name] =
    /^"?(?:\$\(|`)([\w.-]*(?:pkg-config|pkgconf|-config))(?: [\w.+=@~\s/-]+)?[)`]"?$/.exec(arg.raw) ?? [];
  return name !== undefined && call.state.functions(name) === undefined;
}

/** What only looks at object files has other options by these names. */
function isPlainLoad({ name }: Call, text: string | undefined): boolean {
  return (
    /^(?:nm|objdump|readelf|size|addr2line|otool|ctags|lcov|genhtml|gcovr|llvm-cov)$/.test(name) &&
    !/plugin/.test(text ?? 'plugin')
  );
}

/** Commands of `cmake -E`, as the programs they stand for. */
const CMAKE_COMMANDS: Readonly<Record<string, string>> = {
  copy: 'cp',
  copy_if_different: 'cp',
  copy_if_newer: 'cp',
  copy_directory: 'cp -r',
  copy_directory_if_different: 'cp -r',
  remove: 'rm',
  rm: 'rm',
  remove_directory: 'rm -rf',
  make_directory: 'mkdir -p',
  rename: 'mv',
  create_symlink: 'ln -s',
  create_hardlink: 'ln',
  touch: 'touch',
  touch_nocreate: 'touch',
  cat: 'cat',
  echo: 'echo',
  echo_append: 'echo',
  env: 'env',
  time: 'time',
  tar: 'tar',
  compare_files: 'cmp',
  md5sum: 'md5sum',
  sha1sum: 'sha1sum',
  sha224sum: 'sha224sum',
  sha256sum: 'sha256sum',
  sha384sum: 'sha384sum',
  sha512sum: 'sha512sum',
  sleep: 'sleep',
  true: 'true',
  false: 'false',
};
const CMAKE_RUNS =
  /(?:_LAUNCHER|_COMPILER|_LINKER|_AR|_RANLIB|_PROGRAM|_EXECUTABLE|_COMMAND|RULE_LAUNCH_\w+|_EMULATOR|PROJECT_\w*INCLUDES?\w*)(?::\w+)?$/;

function cmake(call: Call, parsed: Parsed): undefined {
  const [first, second, ...rest] = call.args;
  if (first?.text === '-E') {
    if (second === undefined || /^(?:capabilities|environment|--help|help)$/.test(second.text ?? '')) return undefined;
    if (second.text === 'chdir') {
      const [folder, ...words] = rest;
      if (folder !== undefined) call.folders = call.resolve(folder);
      return words.length > 0 ? void call.command(words) : undefined;
    }
    const program = CMAKE_COMMANDS[second.text ?? ''];
    if (program === undefined)
      return call.unknown('program.subcommand', second.raw, `uses \`cmake -E ${second.raw}\`, which is not known`);
    call.command([...program.split(' ').map((word) => ({ ...second, text: word, head: word })), ...rest]);
    return undefined;
  }
  for (const { name, value } of parsed.options) {
    if (value === undefined) continue;
    const assigned = name === '-D' ? /^([\w:.-]+)=/.exec(value.head) : null;
    if (assigned !== null && CMAKE_RUNS.test(assigned[1] ?? '')) {
      const program = sliceArg(value, assigned[0].length);
      if (
        !KNOWN_COMPILER.test((program.text ?? '?').replace(/^\/(?:usr|opt)\/[\w/.+-]*\//, '')) &&
        !/^(?:\/(?:usr|opt)\/[\w/.+-]+|ninja|ccache|sccache|python3?|ON|OFF|)$/.test(program.text ?? '?')
      )
        call.unknown('program.option', value.raw, 'gives cmake a program to run');
    } else if (name === '-t') target(call, value);
  }
  const native = call.args.slice(call.args.findIndex((arg) => arg.text === '--') + 1);
  const odd =
    native.length === call.args.length
      ? undefined
      : native.find((arg) => /^(?:-[fCE]|--(?:file|makefile|directory|eval))/.test(arg.head));
  if (odd !== undefined) call.unknown('program.option', odd.raw, 'gives the build tool instructions from elsewhere');
  if (parsed.has('--install')) {
    const prefix = parsed.value('--prefix');
    if (prefix === undefined)
      call.emit('install', 'what was built', {
        detail: 'install.global',
        says: 'installs what was built into this machine',
      });
    else call.file('folder', prefix);
  }
  call.runHere('run.build', 'cmake', 'builds the project');
  return lookAtArguments(call, {
    args: call.args.filter((_, index) => !/^--(?:prefix|build|install)$/.test(call.args[index - 1]?.text ?? '')),
    operands: 'edit',
  });
}
