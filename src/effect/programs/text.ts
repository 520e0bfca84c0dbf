import { isOfTask } from '../script/provenance';
import { type Arg, literalArg } from '../shell/value';
import { sliceArg } from './grammar';
import { passedText } from './passedText';
import type { Call, Parsed, Program } from './program';
import { scanAwk, scanSed } from './textScripts';

/** Programs that read text and print text. */
export const textPrograms: readonly Program[] = [
  {
    names: [
      'cat gcat tac gtac nl rev fold fmt expand unexpand paste pr column colrm look ptx join tsort',
      'glow mdcat zcat bzcat xzcat zstdcat gzcat lz4cat lzcat zless zmore bzless bzmore xzless xzmore zstdless base32 isutf8 vis unvis ul rs lam',
      'hexyl strings gstrings detab entab',
    ],
    loose: true,
    options: '--config=no --pager=no',
    hasHarmlessOptions: true,
    operands: 'read*',
    see: passOn,
  },
  {
    names: 'od god hexdump hd',
    loose: true,
    options: [
      '-A= -N= -j= -t= -w=? -S= -n= -s= -e= -f=read --address-radix= --read-bytes= --skip-bytes= --format= --length=',
      '--skip=',
    ],
    operands: 'read*',
  },
  {
    names: [
      'cksum sum md5 md5sum shasum sha1sum sha224sum sha256sum sha384sum sha512sum b2sum b3sum xxhsum xxh64sum',
      'gmd5sum gsha256sum',
      'gsha1sum gsha512sum cksfv crc32 sha1 sha256 sha512 rhash hashdeep md5deep',
    ],
    loose: true,
    options: '-a,--algorithm= -s= -l,--length= -o,--output=write',
    operands: 'read*',
    see: passOn,
  },
  {
    names: 'head ghead tail gtail',
    loose: true,
    options: '-n,--lines= -c,--bytes= -s,--sleep-interval= --pid= --max-unchanged-stats=',
    operands: 'read*',
    see: passOn,
  },
  { names: 'wc gwc', loose: true, options: '--files0-from=read --total=', operands: 'read*', prints: 'plain' },
  {
    names: 'cut gcut',
    loose: true,
    options: '-d,--delimiter= -f,--fields= -c,--characters= -b,--bytes= --output-delimiter=',
    operands: 'read*',
    see: (call, parsed) => call.out(passedText(call, parsed)),
  },
  { names: 'tr gtr', loose: true, see: (call, parsed) => call.out(passedText(call, parsed)) },
  {
    names: 'shuf gshuf',
    options: [
      '-erz -i,--input-range= -n,--head-count= -o,--output=write --echo --repeat --zero-terminated',
      '--random-source=read',
    ],
    see: (call, parsed) => {
      if (!parsed.has('-e', '--echo')) for (const operand of parsed.operands) call.file('read', operand);
      return call.out(undefined, parsed.has('-i') ? 'plain' : 'any');
    },
  },
  {
    names: 'uniq guniq',
    options: [
      '-cdDuiz -f= -s= -w= --count --repeated --unique --ignore-case',
      '--skip-fields= --skip-chars= --check-chars= --all-repeated=? --group=? --zero-terminated',
    ],
    operands: 'read write',
    see: filter,
  },
  {
    names: 'base64 base58 basenc gbase64',
    options: [
      '-dDiI -w,--wrap= -b= -i=read --input=read -o=write --output=write',
      '--decode --ignore-garbage --base64 --base64url --base32 --base16 --z85 --break=',
    ],
    operands: 'read*',
    see: decode,
  },
  {
    names: 'xxd',
    // A number may follow at once: `-c16`.
    loose: true,
    longSingle: true,
    options: [
      '-a -autoskip -b -bits -C -capitalize -e -E -EBCDIC -h -i -include -p -ps -plain -postscript -r -revert -u',
      '-uppercase -v -d',
      '-c,-cols= -g,-groupsize= -l,-len= -n,-name= -o= -s,-seek,-skip= -R=',
    ],
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
    names: 'iconv',
    options: '-cls -f,--from-code= -t,--to-code= -o,--output=write --list --silent --verbose',
    operands: 'read*',
  },
  {
    names: 'dos2unix unix2dos mac2unix unix2mac fromdos todos',
    options: [
      '-bcefFgiklLmnoqrsSuvVhpad -437 -850 -1252 -iso -7 --info=? --allow-chown --ascii --iso --1252 --assume-utf8',
      '--add-bom',
      '--keep-bom --convmode= --force --keepdate --newfile --newline --oldfile --quiet --remove-bom --safe',
      '--keep-utf16 --verbose',
      '--follow-symlink! --replace-symlink --skip-symlink --to-stdout -O --add-eol --no-add-eol',
    ],
    see: (call, parsed) => {
      const isNew = parsed.has('-n', '--newfile');
      const isShown = parsed.has('-i', '--info', '-O', '--to-stdout');
      parsed.operands.forEach((operand, index) => {
        call.file(isNew ? (index % 2 === 0 ? 'read' : 'write') : isShown ? 'read' : 'edit', operand);
      });
      return undefined;
    },
  },
  {
    names: [
      'seq expr nproc date uname arch id whoami groups logname hostid uptime cal ncal tty locale getconf numfmt',
      'factor sw_vers uuidgen uuid',
    ],
    loose: true,
    see: plainWords,
  },
  {
    names: 'units',
    options: [
      '-ceqsvhtr1U -d,--digits= -f,--file=read -L,--log=write -H,--history=write -l,--locale= -m -n -o,--output-format= -p -S -V',
      '--check --check-verbose --exponential --quiet --silent --strict --verbose --terse --compact --one-line --minus --product',
      '--round --show-factor --version --help --info --units --conformable --newprompt',
    ],
    operands: 'text*',
  },
  {
    names: 'bc gbc',
    options:
      '-hilqswvcx --help --interactive --mathlib --quiet --standard --warn --version -e,--expression= -f,--file=read -S=',
    operands: 'read*',
  },
  {
    names: 'dc',
    options: '-hVi -e,--expression= -f,--file=read --help --version --interactive',
    operands: 'read*',
    see: dc,
  },
  {
    names: 'jc',
    loose: true,
    stopsAtOperand: true,
    // Words after its options are a command whose output it turns into JSON.
    see: (call, { operands }) => (operands.length > 0 ? call.command(operands) : undefined),
  },
  {
    names: 'hostname domainname',
    loose: true,
    see: (call) =>
      call.args.some((arg) => !arg.head.startsWith('-') || /^(?:-F|-b|--file|--boot)/.test(arg.head))
        ? ask(call, "sets the machine's name")
        : undefined,
  },
  { names: 'yes sleep usleep clear reset tput stty', loose: true },
  {
    names: 'sponge',
    options: '-a',
    see: (call, parsed) => {
      for (const operand of parsed.operands) {
        if (call.stdin.text === '' && !parsed.has('-a') && call.kindOf(operand) === 'file')
          call.file('delete', operand, 'delete.truncate');
        call.file('write', operand);
      }
      return undefined;
    },
  },
  {
    names: 'ts',
    options: '-rism',
    // Of two programs of that name the other runs commands one after the other.
    see: (call, { operands }) => (operands.length > 1 ? call.command(operands) : undefined),
  },
  { names: 'vipe', loose: true, see: (call) => ask(call, 'opens an editor') },
  { names: 'combine', operands: 'read text read' },
  { names: 'zrun', loose: true, see: (call) => ask(call, 'unpacks files into a command') },
  {
    names: 'pv',
    loose: true,
    options: [
      '-L= -B= -s= -i= -w= -H= -N= -F= -o,--output=write -d,--watchfd! -R! -P,--pidfile=write -Y -X -U!',
      '--rate-limit= --size= --name=',
    ],
    operands: 'read*',
    see: (call) => call.out(call.stdin.text, call.stdin.nature),
  },
  {
    names: 'envsubst',
    options: '-v --variables -V -no-unset -no-empty -i=read -o=write',
    see: (call, parsed) =>
      parsed.operands.some(({ text }) => /\$\{?\w*(?:KEY|TOKEN|SECRET|PASS|CRED)/i.test(text ?? ''))
        ? call.emit('read', 'a secret variable', {
            detail: 'read.environment',
            says: 'puts a secret variable into text',
          })
        : undefined,
  },
  {
    names: 'pygmentize highlight source-highlight',
    loose: true,
    options: [
      '-f= -l= -O= -P= -F= -o=write --output=write -S= -x= -i,--input=read --config-file=no --plug-in=no',
      '--style-outfile=write',
    ],
    see: (call, parsed) => {
      if (parsed.has('-x')) ask(call, 'loads code of its own');
      for (const operand of parsed.operands) call.file('read', operand);
      return undefined;
    },
  },
  {
    names: 'aspell hunspell ispell misspell',
    loose: true,
    options: [
      '-d= -D= -p=read -i= -I=read -S= -L= --conf=no --home-dir=no --lang= --mode= --ignore-words=read --skip=',
      '--personal=read --dict=',
    ],
    see: spell,
  },
];

function ask(call: Call, says: string): undefined {
  call.unknown('program.beyond', call.name, says);
  return undefined;
}

/** A program of dc runs the rest of a line after `!`, unless that compares. */
function dc(call: Call, parsed: Parsed): undefined {
  const given = parsed.options.flatMap(({ name, value }) =>
    value === undefined ? [] : [name === '-f' ? call.textOf(value) : value.text],
  );
  for (const file of parsed.operands) given.push(call.textOf(file));
  if (given.length === 0 && parsed.options.length === 0) given.push(call.stdin.text);
  if (given.some((text) => text === undefined || /![^<>=]/.test(text)))
    call.unknown('code.opaque', 'dc', 'gives dc a program that may run commands');
  return undefined;
}

/** What is left of its input is what it was. */
function filter(call: Call, parsed: Parsed): ReturnType<Call['out']> {
  return call.out(undefined, parsed.operands.length === 0 ? call.stdin.nature : 'any');
}

/** Its files, or its input, go on as they are. */
function passOn(call: Call, parsed: Parsed): ReturnType<Call['out']> {
  const isWhole = call.name === 'cat' && parsed.options.length === 0;
  const [first] = parsed.operands;
  if (first === undefined || first.text === '-') return call.out(passedText(call, parsed), call.stdin.nature);
  if (!isWhole || parsed.operands.length > 1) return call.out();
  if (first.text === '/dev/null') return call.out('');
  const written = call.state.written(call.resolve(first)?.[0] ?? '');
  return call.out(written?.text);
}

function decode(call: Call, parsed: Parsed): ReturnType<Call['out']> {
  const isDecoding =
    call.name === 'uudecode' || call.name === 'rot13' || parsed.has('-d', '-D', '--decode', '-r', '-revert');
  if (isDecoding) call.taint |= 4;
  return call.out();
}

const MOST_NUMBERS = 64;

/** `seq 3`, `seq 2 5`: the numbers, where they are few. */
function counted(args: readonly Arg[]): string | undefined {
  if (args.length > 2 || !args.every((arg) => /^\d{1,6}$/.test(arg.text ?? ''))) return undefined;
  const [last = 0, first = 1] = args.map((arg) => Number(arg.text)).reverse();
  if (last - first >= MOST_NUMBERS) return undefined;
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, at) => `${first + at}\n`).join('');
}

function plainWords(call: Call): ReturnType<Call['out']> {
  if (call.name === 'arch') {
    // On a Mac it runs what follows, on the processor that is named.
    const at = call.args.findIndex((arg) => !/^-(?:x86_64h?|arm64e?|i386|32|64|arch|[ce]$)/.test(arg.head));
    if (at >= 0 && !call.args[at]?.head.startsWith('-')) return call.command(call.args.slice(at));
  }
  const isSetting =
    call.name === 'date' && call.args.some((arg) => /^(?:-[uRn]*s|--set)/.test(arg.head) || /^\d{8,}/.test(arg.head));
  if (isSetting) call.emit('weaken', 'the clock', { detail: 'weaken.machine.clock', says: 'sets the clock' });
  if (call.name === 'date') {
    const file = call.args.findIndex((arg) => /^(?:-f|--file)$/.test(arg.text ?? ''));
    const after = file >= 0 ? call.args[file + 1] : call.args.find((arg) => arg.head.startsWith('--file='));
    if (after !== undefined) call.file('read', after.head.startsWith('--file=') ? sliceArg(after, 7) : after);
  }
  if (call.name === 'seq') return call.out(counted(call.args), 'plain');
  return call.out(undefined, call.args.every((arg) => !/[/ *?[]/.test(arg.text ?? '?')) ? 'plain' : 'any');
}

function sed(call: Call, parsed: Parsed): ReturnType<Call['out']> | undefined {
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
    if (text === undefined) call.unknown('value.script', script.raw, "runs a sed script that can't be told beforehand");
    else apply(call, text);
  }
  // BSD's `-i ''` leaves an empty operand.
  const isInPlace = parsed.has('-i');
  const suffix = parsed.value('-i')?.text ?? '';
  if (/[*/]/.test(suffix)) call.unknown('program.option', suffix, 'writes its backup elsewhere');
  const isEmptying = isInPlace && scripts.some((script) => EVERY_LINE_DELETED.test(script?.text ?? ''));
  for (const file of operands) {
    if (file.text === '') continue;
    if (isEmptying && !call.isOwnOrGenerated(file)) call.file('delete', file, 'delete.truncate');
    call.file(isInPlace ? 'edit' : 'read', file);
  }
  const passed = operands.length === 0 ? passedText(call, parsed) : undefined;
  return passed === undefined ? undefined : call.out(passed);
}

const EVERY_LINE_DELETED = /^\s*(?:[01],\s*\$|\/\.?\*?\/|\/\^\/)?\s*d\s*;?\s*$/;

/**
 * A script's text, with a stand-in for the numbers in it. Anything else that is put in may hold a whole command.
 */
function scriptText(script: Arg): string | undefined {
  if (script.text !== undefined) return script.text;
  const isTold = script.unknown?.isNumber === true || onlyCounts(script.raw) || isReplacement(script);
  return isTold ? script.likely : undefined;
}

/** One `s/…/…/` into which only plain words are put, which have none of these signs in them to end it early. */
function isReplacement({ raw, likely }: Arg): boolean {
  const text = raw.replace(/\$(?:\w+|\{\w+\}|\([^()`$]*\))/g, 'x');
  return (
    likely !== undefined && /^"s([/|#,@~])(?:(?!\1)[^\\`$]|\\[^`$])*\1(?:(?!\1)[^\\`$]|\\[^`$])*\1[gI\d]*"$/.test(text)
  );
}

/** Nothing is put in but how many lines a file has. */
function onlyCounts(raw: string): boolean {
  return !/[$`]/.test(raw.replace(/\$\(wc -l < ?[\w./-]+\)/g, ''));
}

function apply(call: Call, script: string): void {
  for (const found of scanSed(script)) {
    if (found.kind === 'unknown') call.unknown('code.opaque', found.what, `runs a sed script that ${found.what}`);
    else if (found.kind === 'run') {
      // Nobody does so for what could be a command of its own.
      call.unknown('code.command', found.what, 'runs a command from within a sed script');
      call.script(literalArg(found.what, { start: 0, end: 0 }));
    } else call.file(found.kind, literalArg(found.what, { start: 0, end: 0 }));
  }
}

/** What awk programs pipe through as a matter of course. */
const FILTER = /^(?:sort|uniq|date|wc|cat|head|tail|tr|cut|column|printf|echo|clear|sleep)\b[^;&|`$><\n]*(?:1?>&2)?$/;

function awk(call: Call, parsed: Parsed): undefined {
  const programs = parsed.options.filter((option) => option.name === '-e').map((option) => option.value);
  const operands = [...parsed.operands];
  const files = parsed.options.filter((option) => option.name === '-f').map((option) => option.value);
  if (programs.length === 0 && files.length === 0) programs.push(operands.shift());
  for (const file of files) {
    if (file === undefined) continue;
    call.runFile('awk', file);
    const isChanged = call.resolve(file)?.some((path) => isOfTask(path, call.looking)) === true;
    const text = isChanged ? call.textOf(file) : undefined;
    if (text !== undefined) programs.push(literalArg(text, call.part));
    else if (isChanged) call.unknown('value.script', file.raw, "runs an awk program that can't be told beforehand");
  }
  for (const program of programs) {
    if (program === undefined) continue;
    const text = scriptText(program);
    if (text === undefined) {
      call.unknown('value.script', program.raw, "runs an awk program that can't be told beforehand");
      continue;
    }
    for (const found of scanAwk(text)) {
      const arg = literalArg(found.what, { start: 0, end: 0 });
      if (found.kind === 'unknown')
        call.unknown('code.opaque', found.what, `runs an awk program that uses ${found.what}`);
      // What awk pipes into it isn't known here.
      else if (found.kind === 'run') {
        if (!FILTER.test(found.what))
          call.unknown('code.command', found.what, 'runs a command from within an awk program');
        call.command([{ ...arg, text: 'sh' }, { ...arg, text: '-c', head: '-c' }, arg], {
          ...call.stdin,
          text: undefined,
        });
      } else call.file(found.kind, arg);
    }
  }
  for (const operand of operands) if (!/^[A-Za-z_]\w*=/.test(operand.head)) call.file('read', operand);
  return undefined;
}

/** Only some of these change files, and only when told to. */
function spell(call: Call, parsed: Parsed): undefined {
  const isWriting = call.args.some(({ text }) => /^(?:-w|--write-changes|-i\d?|check|-c)$/.test(text ?? ''));
  for (const operand of parsed.operands)
    if (!/^(?:list|check|dump|config|munch|expand|-?a)$/.test(operand.text ?? ''))
      call.file(isWriting && call.name !== 'hunspell' ? 'edit' : 'read', operand);
  return undefined;
}
