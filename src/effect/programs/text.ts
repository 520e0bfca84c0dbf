import { type Arg, literalArg } from '../shell/value';
import { sliceArg } from './grammar';
import type { Call, Parsed, Program } from './program';
import { scanAwk, scanSed } from './textScripts';

/** Programs that read text and print text. */
export const textPrograms: readonly Program[] = [
  {
    names: [
      'cat tac nl rev fold fmt expand unexpand paste pr column colrm look ptx join comm cmp tsort bat batcat glow mdcat xsv',
      'zcat bzcat xzcat zstdcat gzcat base32 od hexdump hexyl strings',
      'cksum sum md5 md5sum shasum sha1sum sha224sum sha256sum sha384sum sha512sum b2sum',
    ],
    loose: true,
    operands: 'read*',
    see: passOn,
  },
  { names: 'head tail', loose: true, operands: 'read*', see: passOn },
  { names: 'wc', loose: true, operands: 'read*', prints: 'plain' },
  {
    names: 'cut tr',
    loose: true,
    see: (call, parsed) => (call.name === 'cut' ? fileOperands(call, parsed) : undefined),
  },
  {
    names: 'uniq',
    options: [
      '-cdDuiz -f= -s= -w= --count --repeated --unique --ignore-case',
      '--skip-fields= --skip-chars= --check-chars= --all-repeated=? --group=? --zero-terminated',
    ],
    operands: 'read write',
    see: filter,
  },
  {
    names: 'base64 base58 basenc',
    options: [
      '-dDiI -w,--wrap= -b= -i=read --input=read -o=write --output=write',
      '--decode --ignore-garbage --base64 --base64url --base32 --base16 --z85 --break=',
    ],
    operands: 'read*',
    see: decode,
  },
  {
    names: 'xxd',
    options: '-abCeEhiprRuv -c= -g= -l= -n= -o= -s= -d -ps -plain -revert -autoskip -bits -include',
    operands: 'read write',
    see: decode,
  },
  { names: 'uudecode rot13', loose: true, operands: 'read*', see: decode },
  {
    names: 'sort gsort',
    options: [
      '-bdfghiMnRrVcCmsuz -k,--key= -o,--output=write -S,--buffer-size= -t,--field-separator=',
      '-T,--temporary-directory=folder --batch-size= --compress-program=no --files0-from=read --parallel=',
      '--random-source=read --sort= --check=? --ignore-leading-blanks --dictionary-order --ignore-case',
      '--general-numeric-sort --human-numeric-sort --ignore-nonprinting --month-sort --numeric-sort --random-sort',
      '--reverse --version-sort --debug --merge --stable --unique --zero-terminated',
    ],
    operands: 'read*',
    see: filter,
  },
  {
    names: 'grep egrep fgrep zgrep ggrep rgrep',
    options: [
      '-EFGPivwxyczLlqsbHhnTUZoraRIu# -e,--regexp= -f,--file=read',
      '-m,--max-count= -A,--after-context= -B,--before-context= -C,--context= -D,--devices= -d,--directories=',
      '--color=? --colour=? --label= --binary-files= --exclude= --exclude-from=read --exclude-dir= --include=',
      '--extended-regexp --fixed-strings --basic-regexp --perl-regexp --ignore-case --no-ignore-case --invert-match',
      '--word-regexp --line-regexp --count --files-without-match --files-with-matches --only-matching --quiet',
      '--silent --no-messages --byte-offset --with-filename --no-filename --line-number --initial-tab --null --text',
      '--recursive --dereference-recursive --line-buffered --null-data --binary --group-separator=',
      '--no-group-separator',
    ],
    see: (call, parsed) => search(call, parsed, parsed.has('-e', '--regexp', '-f', '--file')),
  },
  {
    names: 'rg ripgrep ag ack ugrep',
    loose: true,
    options: [
      '-e,--regexp= -f,--file=read -g,--glob= --iglob= -t,--type= -T,--type-not= -A,--after-context=',
      '-B,--before-context= -C,--context= -m,--max-count= -M,--max-columns= -r,--replace= -j,--threads=',
      '-E,--encoding= -d,--max-depth= --maxdepth= --type-add= --sort= --sortr= --color= --colors=',
      '--context-separator= --field-match-separator= --engine= --max-filesize= --path-separator= --ignore-file=read',
      '--pre=no --pre-glob= --hostname-bin=no --hyperlink-format= --pager=no --search-zip! -z! --ackrc=no',
      '--files --files-with-matches -l',
    ],
    see: (call, parsed) => search(call, parsed, parsed.has('-e', '-f', '--files', '--type-list')),
  },
  {
    names: 'sed gsed',
    options: [
      '-nErsuzl -i,--in-place=? -e,--expression= -f,--file=read -l=',
      '--quiet --silent --regexp-extended --separate --unbuffered --null-data --posix --debug --sandbox',
      '--follow-symlinks --line-length=',
    ],
    see: sed,
  },
  {
    names: 'awk gawk mawk nawk original-awk',
    options: [
      '-F,--field-separator= -v,--assign= -f,--file= -e,--source=',
      '-i,--include=no -l,--load=no -E,--exec=no -o,--pretty-print=no -p,--profile=no -d,--dump-variables=no -D!',
      '--debug=no -bcCgnNOrPSstV --characters-as-bytes --posix --re-interval --sandbox --lint=? --csv -k',
      '--non-decimal-data --optimize -m= -W=',
    ],
    stopsAtOperand: true,
    see: awk,
  },
  {
    names: 'jq gojq jaq',
    options: [
      '-cnrRsSeaCMj -f,--from-file=read -L=no --arg= --argjson= --slurpfile= --rawfile=',
      '--args --jsonargs --raw-output --raw-input --slurp --null-input --compact-output --sort-keys --exit-status',
      '--tab --indent= --color-output --monochrome-output --join-output --ascii-output --seq --stream',
      '--stream-errors --unbuffered --raw-output0 -h',
    ],
    see: jq,
  },
  {
    names: 'yq',
    options: [
      '-cnrRsSeCMPjNI -i,--inplace -o,--output-format= -p,--input-format= -I,--indent= --arg= --argjson= -y -Y',
      '--yaml-output --prettyPrint --no-colors --unwrapScalar=? --front-matter= --from-file=read --expression=',
      '--exit-status --null-input',
    ],
    see: yq,
  },
  {
    names: 'diff colordiff icdiff sdiff diff3 vimdiff delta difft',
    options: [
      '-abBcdeEFiIlnNpPqrstTuwWyZ# -C= -U,--unified=? -I= -L,--label= -x= -X=read',
      '-W= -S= -D= -F= --color=? --context=? --brief --recursive --new-file --side-by-side --strip-trailing-cr',
      '--ignore-all-space --ignore-space-change --ignore-blank-lines --ignore-case --suppress-common-lines',
      '--minimal --text --report-identical-files --exclude= --exclude-from=read',
      '--width= --unchanged-line-format= --old-line-format= --new-line-format= --no-dereference',
      '--from-file=read --to-file=read --ignore-matching-lines=',
      '--show-c-function --speed-large-files --normal --ed --rcs --line-format= --palette= --tabsize= --expand-tabs',
    ],
    operands: 'read*',
  },
  {
    names: 'iconv',
    options: '-cls -f,--from-code= -t,--to-code= -o,--output=write --list --silent --verbose',
    operands: 'read*',
  },
  {
    names:
      'seq expr nproc date uname arch id whoami groups logname hostid uptime cal ncal tty locale getconf numfmt factor bc dc units sw_vers',
    loose: true,
    see: plainWords,
  },
  {
    names: 'hostname domainname',
    loose: true,
    see: (call) =>
      call.args.some((arg) => !arg.head.startsWith('-')) ? ask(call, "sets the machine's name") : undefined,
  },
  { names: 'yes sleep usleep clear reset tput stty', loose: true },
  {
    names: 'less more most',
    options: [
      '-aAbcCeEfFgGiIJKmMnNqQrRsSuUVwWX# -b= -h= -j= -k=no -o=write -O=write -p= -P= -t= -T= -x= -y= -z=',
      '--quit-if-one-screen --no-init --raw-control-chars --RAW-CONTROL-CHARS --chop-long-lines --LINE-NUMBERS',
      '--line-numbers --ignore-case',
    ],
    see: (call, parsed) => pager(call, parsed),
  },
  {
    names: 'man info tldr apropos',
    options: '-kfwaKi -s= -S= -P,--pager=no -M=read -C=read -H! -l! -t! -Z!',
    operands: 'text*',
  },
  { names: 'sponge', options: '-a', operands: 'write' },
  { names: 'envsubst', loose: true },
  {
    names: 'pandoc',
    options: [
      '-f,--from= -t,--to= -r= -w= -o,--output=write -s,--standalone -i -N --toc',
      '--wrap= --columns= --metadata= -M= -V= --variable= --atx-headers --markdown-headings=',
    ],
    operands: 'read*',
  },
  {
    names: 'xmllint',
    options: [
      '--noout --format --pretty= --valid --nonet --xpath= --schema=read --noblanks --html --recover --huge',
      '--output=write -o=write --encode= --c14n',
    ],
    operands: 'read*',
  },
  { names: 'tidy ssdeep cloc tokei scc sloccount', loose: true, operands: 'names*' },
];

function ask(call: Call, says: string): undefined {
  call.unknown('program.beyond', call.name, says);
  return undefined;
}

/** What is left of its input is what it was. */
function filter(call: Call, parsed: Parsed): ReturnType<Call['out']> {
  return call.out(undefined, parsed.operands.length === 0 ? call.stdin.nature : 'any');
}

/** Its files, or its input, go on as they are. */
function passOn(call: Call, parsed: Parsed): ReturnType<Call['out']> {
  const isWhole = (call.name === 'cat' || call.name === 'tac') && parsed.options.length === 0;
  const [first] = parsed.operands;
  if (first === undefined || first.text === '-')
    return call.out(isWhole ? call.stdin.text : undefined, call.stdin.nature);
  if (!isWhole || parsed.operands.length > 1) return call.out();
  if (first.text === '/dev/null') return call.out('');
  const written = call.state.written(call.resolve(first)?.[0] ?? '');
  return call.out(written?.text);
}

function fileOperands(call: Call, parsed: Parsed): undefined {
  // `-d ,` and `-f 1` take words that are no files; a file that doesn't exist is read harmlessly.
  parsed.operands.forEach((operand) => {
    const index = call.args.indexOf(operand);
    if (
      !/^-(?:d|f|c|b)$|^--(?:delimiter|fields|characters|bytes|output-delimiter)$/.test(
        call.args[index - 1]?.text ?? '',
      )
    )
      call.file('read', operand);
  });
  return undefined;
}

function decode(call: Call, parsed: Parsed): ReturnType<Call['out']> {
  const isDecoding =
    call.name === 'uudecode' || call.name === 'rot13' || parsed.has('-d', '-D', '--decode', '-r', '-revert');
  if (isDecoding) call.taint |= 4;
  return call.out();
}

function plainWords(call: Call): ReturnType<Call['out']> {
  const isSetting =
    call.name === 'date' && call.args.some((arg) => /^(?:-\w*s|--set)/.test(arg.head) || /^\d{8,}/.test(arg.head));
  if (isSetting) call.emit('weaken', 'the clock', { detail: 'weaken.clock', says: 'sets the clock' });
  if (call.name === 'date') {
    const file = call.args.findIndex((arg) => /^(?:-f|--file)$/.test(arg.text ?? ''));
    const after = file >= 0 ? call.args[file + 1] : call.args.find((arg) => arg.head.startsWith('--file='));
    if (after !== undefined) call.file('read', after.head.startsWith('--file=') ? sliceArg(after, 7) : after);
  }
  return call.out(undefined, call.args.every((arg) => !/[/ *?[]/.test(arg.text ?? '?')) ? 'plain' : 'any');
}

/** Pattern first, then files; names that are printed lie below the folders searched. */
function search(call: Call, parsed: Parsed, hasPattern: boolean): ReturnType<Call['out']> {
  const files = hasPattern ? parsed.operands : parsed.operands.slice(1);
  for (const file of files) call.file('read', file);
  const isRecursive = call.name === 'rg' || parsed.has('-r', '-R', '--recursive', '--dereference-recursive');
  if (files.length === 0 && isRecursive)
    for (const folder of call.folders ?? []) call.file('read', literalArg(folder, { start: 0, end: 0 }), 'read.tree');
  if (parsed.has('-c', '--count')) return call.out(undefined, 'plain');
  if (!parsed.has('-l', '-L', '--files-with-matches', '--files-without-match', '--files'))
    return call.out(
      undefined,
      files.length === 0 && !isRecursive && !parsed.has('-n', '-o') ? call.stdin.nature : 'any',
    );
  return call.out(
    undefined,
    files.length > 0 && files.every((file) => !file.head.startsWith('-') && file.text !== undefined && !file.isPattern)
      ? 'paths'
      : 'names',
  );
}

function sed(call: Call, parsed: Parsed): undefined {
  const scripts = parsed.options.filter((option) => option.name === '-e').map((option) => option.value);
  const isFromFile = parsed.has('-f', '--file');
  const operands = [...parsed.operands];
  if (scripts.length === 0 && !isFromFile) scripts.push(operands.shift());
  if (isFromFile) {
    const file = parsed.value('-f');
    const text = file === undefined ? undefined : call.textOf(file);
    if (text === undefined) call.unknown('code.opaque', file?.raw ?? '', 'runs a sed script that was not looked at');
    else apply(call, text);
  }
  for (const script of scripts) {
    if (script === undefined) continue;
    // `s/a/$x/` with an unknown piece could become another command.
    const text = scriptText(script);
    if (text === undefined) call.unknown('code.opaque', script.raw, "runs a sed script that can't be told beforehand");
    else apply(call, text);
  }
  // BSD's `-i ''` leaves an empty operand.
  const isInPlace = parsed.has('-i');
  const suffix = parsed.value('-i')?.text ?? '';
  if (/[*/]/.test(suffix)) call.unknown('program.option', suffix, 'writes its backup elsewhere');
  for (const file of operands) if (file.text !== '') call.file(isInPlace ? 'edit' : 'read', file);
  return undefined;
}

/**
 * A script's text, with a stand-in for the numbers in it. Anything else that is put in may hold a whole command.
 */
function scriptText(script: Arg): string | undefined {
  return script.text ?? (script.unknown?.isNumber === true || onlyCounts(script.raw) ? script.likely : undefined);
}

/** Nothing is put in but how many lines a file has. */
function onlyCounts(raw: string): boolean {
  return !/[$`]/.test(raw.replace(/\$\(wc -l < ?[\w./-]+\)/g, ''));
}

function apply(call: Call, script: string): void {
  for (const found of scanSed(script)) {
    if (found.kind === 'unknown') call.unknown('code.opaque', found.what, `runs a sed script that ${found.what}`);
    else if (found.kind === 'run') call.script(literalArg(found.what, { start: 0, end: 0 }));
    else call.file(found.kind, literalArg(found.what, { start: 0, end: 0 }));
  }
}

function awk(call: Call, parsed: Parsed): undefined {
  const programs = parsed.options.filter((option) => option.name === '-e').map((option) => option.value);
  const operands = [...parsed.operands];
  const files = parsed.options.filter((option) => option.name === '-f').map((option) => option.value);
  if (programs.length === 0 && files.length === 0) programs.push(operands.shift());
  for (const file of files) if (file !== undefined) call.runFile('awk', file);
  for (const program of programs) {
    if (program === undefined) continue;
    const text = scriptText(program);
    if (text === undefined) {
      call.unknown('code.opaque', program.raw, "runs an awk program that can't be told beforehand");
      continue;
    }
    for (const found of scanAwk(text)) {
      const arg = literalArg(found.what, { start: 0, end: 0 });
      if (found.kind === 'unknown')
        call.unknown('code.opaque', found.what, `runs an awk program that uses ${found.what}`);
      // What awk pipes into it isn't known here.
      else if (found.kind === 'run')
        call.command([{ ...arg, text: 'sh' }, { ...arg, text: '-c', head: '-c' }, arg], {
          ...call.stdin,
          text: undefined,
        });
      else call.file(found.kind, arg);
    }
  }
  for (const operand of operands) if (!/^[A-Za-z_]\w*=/.test(operand.head)) call.file('read', operand);
  return undefined;
}

function jq(call: Call, parsed: Parsed): undefined {
  const text = call.args.map((arg) => arg.text ?? '').join(' ');
  if (/\b(?:env|\$ENV)\b/.test(text) && /KEY|TOKEN|SECRET|PASS/i.test(text))
    call.emit('read', 'the environment', { detail: 'read.environment' });
  // `--arg name value` takes two: what follows is no file.
  const skipped = new Set<unknown>();
  call.args.forEach((arg, index) => {
    if (/^--(?:arg|argjson)$/.test(arg.text ?? '')) skipped.add(call.args[index + 1]).add(call.args[index + 2]);
    if (/^--(?:slurpfile|rawfile)$/.test(arg.text ?? '')) {
      skipped.add(call.args[index + 1]).add(call.args[index + 2]);
      const file = call.args[index + 2];
      if (file !== undefined) call.file('read', file);
    }
  });
  const rest = parsed.operands.filter((operand) => !skipped.has(operand));
  const files = parsed.has('-f', '--from-file') ? rest : rest.slice(1);
  if (!parsed.has('--args', '--jsonargs')) for (const file of files) call.file('read', file);
  return undefined;
}

function yq(call: Call, parsed: Parsed): undefined {
  const [first, ...files] = parsed.operands;
  if (/\b(?:load|env|envsubst|strenv|system|load_str)\s*\(/.test(first?.text ?? ''))
    call.unknown('code.opaque', 'yq', 'uses a function of yq that reads files or the environment');
  const words = /^(?:e|eval|ea|eval-all)$/.test(first?.text ?? '') ? files.slice(1) : files;
  for (const file of words) call.file(parsed.has('-i') ? 'edit' : 'read', file);
  return undefined;
}

function pager(call: Call, parsed: Parsed): undefined {
  for (const operand of parsed.operands) {
    if (operand.head.startsWith('+')) {
      if (!/^\+(?:\d+|G|F)$/.test(operand.text ?? ''))
        call.unknown('program.option', operand.raw, 'gives the pager a command to run');
    } else call.file('read', operand);
  }
  return undefined;
}
