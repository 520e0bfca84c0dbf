import type { Parsed, Program } from './program';
import { lookAtArguments } from './toolArguments';

/** Programs that make source text or an index of it, and frames for shell tests. */
export const sourceGenerators: readonly Program[] = [
  {
    names: 'bison yacc byacc lemon',
    options: [
      '-d -H,--header=? --defines=? -o,--output=write -b,--file-prefix= -p,--name-prefix= -g,--graph=? -x,--xml=? -S,--skeleton=file -l,--no-lines -t,--debug -v,--verbose -k',
      '-y,--yacc -r,--report= --report-file=write -W,--warnings=? -f,--feature=? -L,--language= -D,--define= -F,--force-define= --html=? -u,--update -V,--version -h,--help',
      '--locations --color=? --style=file --print-localedir --print-datadir -T=file -q -s -m -c --token-table -M,--file-prefix-map= -C= -P -i -B',
    ],
    operands: 'read*',
    see: (call, parsed) => {
      for (const { name, value } of parsed.options)
        if (/^-(?:H|g|x|-defines|-html)$/.test(name) && value !== undefined) call.file('write', value);
      // It changes the grammar itself.
      if (parsed.has('-u')) for (const file of parsed.operands) call.file('edit', file);
      return undefined;
    },
  },
  {
    names: 'flex lex re2c ragel',
    options: [
      '-o,--output,--outfile=write -t,--stdout -l -i -s,--nodefault -v,--verbose -d,--debug -f,--full -F,--fast -b,--backup -p,--perf-report -P,--prefix= -L,--noline -B,--batch',
      '-I,--interactive --header-file=write --tables-file=write -S,--skel=file -C=? -D= -7 -8 -w,--nowarn -T,--trace -V,--version -h,--help -+,--c++ -R,--reentrant --yylineno',
      '--bison-bridge --bison-locations --noyywrap -X,--posix-compat --yyclass= -W -c --type-header=write -G2 -G0 -G1 -Z --input= --lang= -e -n -x',
    ],
    operands: 'read*',
  },
  {
    names: 'swig swig4.0',
    options: [
      '-o=write -oh=write -outdir=write -I=read -l=file -module= -c++ -python -java -csharp -ruby -perl5 -tcl -lua -go -r -javascript -php7 -node -v8 -jsc -napi -Wall -Werror -w= -D=',
      '-package= -namespace= -version -help -swiglib -builtin -py3 -threads -keyword -features= -importall -includeall -MM -MD -MF=write -M -v -cgo -intgosize= -external-runtime=?',
      '-debug-typedef -fastproxy -doxygen -relativeimport -interface= -dllimport= -xmlout=write -xmllang -octave -guile -scilab -d -php -noproxy -proxydir=write -E',
    ],
    longSingle: true,
    operands: 'read*',
  },
  {
    names: 'gperf',
    options: [
      '-L,--language= -K,--slot-name= -F,--initializer-suffix= -H,--hash-function-name= -N,--lookup-function-name= -Z,--class-name= -7,--seven-bit -l,--compare-lengths -c,--compare-strncmp',
      '-C,--readonly-tables -E,--enum -I,--includes -G,--global-table -P,--pic -Q,--string-pool-name= --null-strings -W,--word-array-name= -S,--switch= -T,--omit-struct-type -t,--struct-type',
      '-k,--key-positions= -D,--duplicates -m,--multiple-iterations= -i,--initial-asso= -j,--jump= -n,--no-strlen -r,--random -s,--size-multiple= -h,--help -v,--version -d,--debug --output-file=write',
      '-e,--delimiters= --constants-prefix= --ignore-case -a -g -o -p',
    ],
    operands: 'read',
  },
  {
    names: 'global gtags gtags-cscope htags',
    options: [
      '-a,--absolute -c,--completion -d,--definition -f,--file -g,--grep -i,--ignore-case -I,--idutils -l,--local -n,--nofilter -N,--nearness=? -o,--other -O,--only-other -p,--print-dbpath',
      '-P,--path -q,--quiet -r,--reference,--rootdir -s,--symbol -t,--tags -T,--through -u,--update,--incremental -v,--verbose -x,--cxref -V,--invert-match -L,--file-list=read --result= --color=?',
      '--gtagsconf=file --gtagslabel= --version -h,--help --help --single-update=read --statistics --skip-unreadable --skip-symlink=? --accept-dotfiles --explain --encode-path= --from-here=',
      '-C,--directory=cwd --objdir=? --sqlite3 -D,--dynamic! -F,--frame --suggest --suggest2 -m= --title= -S= --config=? --print=',
    ],
    operands: 'text*',
    see: (call, parsed) => {
      if (call.name === 'gtags') for (const folder of parsed.operands) call.file('write', folder);
      return undefined;
    },
  },
  {
    names: 'libtool glibtool',
    options:
      '--mode= --tag= --silent --quiet --verbose --debug -n,--dry-run --no-warn --finish --features --config --version --help -v --preserve-dup-deps',
    stopsAtOperand: true,
    see: (call, parsed) => {
      const mode = parsed.value('--mode')?.text ?? '';
      if (/^(?:install|finish|uninstall)$/.test(mode))
        call.emit('install', 'what was built', {
          detail: 'install.global',
          says: 'installs what was built into this machine',
        });
      return parsed.operands.length > 0 ? call.command(parsed.operands) : undefined;
    },
  },
  {
    names: 'jwebserver',
    options: '-b,--bind-address= -d,--directory=read -o,--output= -p,--port= -h,--help --version',
    see: (call, parsed) => {
      if (parsed.has('-h', '--version')) return undefined;
      const address = parsed.value('-b')?.text ?? '127.0.0.1';
      const isLocal = /^(?:localhost|127(?:\.\d+){3}|::1)$/.test(address);
      return call.emit('listen', address, { detail: isLocal ? 'listen.local' : 'listen.port' });
    },
  },
  {
    names: 'bats shellspec shunit2 roundup bashunit',
    options: [
      '-c,--count -j,--jobs= -f,--filter= -F,--formatter= -o,--output=folder -p,--pretty -r,--recursive -t,--tap -T,--timing -x,--trace --report-formatter= --tempdir=folder --no-tempdir-cleanup',
      '--gather-test-outputs-in=folder --filter-status= --filter-tags= --print-output-on-failure --show-output-of-passing-tests --verbose-run --setup-suite-file=file --code-quote-style= --negative-filter=',
      '--parallel-binary-name=exec --no-parallelize-across-files --no-parallelize-within-files --line-reference-format= -v,--version -h,--help --kcov! --format= -s,--shell=exec --require=file -e,--env= --dry-run',
      '-q,--quick --fail-fast=? --pattern= --example= --tag= --focus --random=? -C,--chdir=cwd --reportdir=folder --list=? --syntax-check --count --init! --boot=file --no-parallel --simple --stop-on-failure -S',
    ],
    operands: 'text*',
    see: (call, parsed) => {
      if (parsed.has('-v', '-h')) return undefined;
      call.runHere('run.tests', call.name, "runs the project's tests");
      for (const file of parsed.operands) call.runFile('bash', file);
      return undefined;
    },
  },
  {
    names: 'texlua texluajit',
    options: '--version --help',
    stopsAtOperand: true,
    see: (call, parsed: Parsed) => {
      const [file, ...rest] = parsed.operands;
      if (file !== undefined) call.runFile('lua', file);
      else if (!parsed.has('--version', '--help')) call.codeFromInput('lua');
      return lookAtArguments(call, { args: rest });
    },
  },
  {
    names: 'cookiecutter copier cruft',
    options: '--help -h --version -V -q,--quiet',
    stopsAtOperand: true,
    see: (call, parsed) => {
      const [verb] = parsed.operands;
      // A template brings code that runs.
      if (verb !== undefined && !/^(?:check|check-update|diff)$/.test(verb.text ?? ''))
        call.emit('install', parsed.operands[1]?.raw ?? verb.raw, {
          detail: 'install.run',
          says: 'fetches a template, which may run code',
        });
      else if (verb !== undefined) call.runHere('run.tool', call.name, 'compares the project with its template');
      return undefined;
    },
  },
];
