import { type Arg, DECODED, literalArg } from '../shell/value';
import { sliceArg } from './grammar';
import type { Call, Parsed, Program } from './program';
import { tarPrograms } from './tar';

/** Packing and unpacking. */
export const archivePrograms: readonly Program[] = [
  ...tarPrograms,
  {
    names: 'zip zipcloak zipnote zipsplit',
    loose: true,
    options: [
      '-O,--output-file,--out=write -P,--password= -s,--split-size= -n,--suffixes= -t,--from-date= --before-date=',
      '-b,--temp-path=folder -TT=no --unzip-command=no -T -x -i -m -@ -lf,--logfile-path=write',
      '-Z,--compression-method=',
    ],
    see: zip,
  },
  {
    names: 'unzip bsdunzip funzip',
    options: '-lvtpcqojnuUaAbCLMVXWK:^ZzhfDs -d=folder -x=? -P= -I= -O= -1 -2',
    see: unzip,
  },
  {
    names: 'zipinfo zipgrep lsar',
    loose: true,
    see: (call, parsed) => reads(call, parsed.operands.slice(call.name === 'zipgrep' ? 1 : 0)),
  },
  {
    names: 'unar',
    longSingle: true,
    options: [
      '-o,-output-directory=folder -f -r -s -d -D -p= -e= -q -k= -t -nr -i -password= -force-overwrite -force-rename',
      '-quiet',
    ],
    see: (call, parsed) => {
      reads(call, parsed.operands.slice(0, 1));
      if (!parsed.has('-o')) unpackHere(call);
      return undefined;
    },
  },
  {
    names: [
      'gzip gunzip bzip2 bunzip2 lbzip2 pbzip2 xz unxz zstd unzstd zstdmt lz4 unlz4 lzma unlzma lzip lzop brotli',
      'pigz unpigz compress',
      'uncompress gzexe ggzip',
    ],
    loose: true,
    options: [
      '-k,--keep -c,--stdout,--to-stdout -d,--decompress,--uncompress -t,--test -l,--list -f,--force -r,--recursive',
      '-q -v -n -N',
      '-S,--suffix= -o,--output=write -D=read --patch-from=read --filelist=read --files=read --files0=read',
      '--dictionary=read',
      '-T,--threads= -p,--processes= -b,--blocksize= -M,--memlimit= --rm --train --output-dir-flat=folder',
      '--output-dir-mirror=folder',
      '-0 -1 -2 -3 -4 -5 -6 -7 -8 -9 -10 -11 -12 -19 -22 -q,--quality= -w,--lgwin=',
    ],
    see: compress,
  },
  { names: '7z 7za 7zr 7zz p7zip', loose: true, see: sevenZip },
  { names: 'rar unrar', loose: true, see: rar },
  {
    names: 'jar',
    spelled: jarLetters,
    loose: true,
    options: [
      '-f,--file= -C= -m,--manifest=read -e,--main-class= -c,--create -x,--extract -t,--list -u,--update',
      '-i,--generate-index= -v -0 -M --release= -d --dir=folder',
    ],
    see: jar,
  },
  {
    names: 'cpio',
    options: [
      '-iotpdmuvVaABcfklLnrRsSbB0 -F,--file= -I= -O=write -D,--directory=cwd -H,--format= -E,--pattern-file=read',
      '-C,--io-size= -M,--message=',
      '--extract --create --list --pass-through --make-directories --preserve-modification-time --unconditional',
      '--verbose --quiet',
      '--null --dereference --reset-access-time --append --link --sparse --numeric-uid-gid --no-preserve-owner',
      '--owner= --dot',
      '--no-absolute-filenames --absolute-filenames! --rsh-command=no --to-stdout --rename! --rename-batch-file=no',
      '--warning= --only-verify-crc',
      '--nonmatching --swap --swap-bytes --swap-halfwords --block-size= --device-independent --reproducible',
      '--ignore-devno --renumber-inodes',
    ],
    see: cpio,
  },
  { names: 'rpm2cpio rpm2archive', operands: 'read*' },
];

function reads(call: Call, files: readonly Arg[]): undefined {
  for (const file of files) call.file('read', file);
  return undefined;
}

function unpackHere(call: Call): void {
  for (const folder of call.folders ?? []) call.file('folder', literalArg(folder, call.part));
}

function zip(call: Call, parsed: Parsed): undefined {
  if (call.args.some(({ head }) => /^-TT|^--(?:unz)/.test(head)))
    call.unknown('program.option', '-TT', 'gives zip a program to run');
  // Names after `-x` and `-i` are patterns, up to the next option.
  let isPattern = false;
  const names: Arg[] = [];
  for (const arg of call.args) {
    if (/^-(?:[xi]|-exclude|-include)$/.test(arg.text ?? '')) isPattern = true;
    else if (arg.head.startsWith('-') || arg.text === '@') isPattern = false;
    else if (!isPattern && parsed.operands.includes(arg)) names.push(arg);
  }
  const isMoving = call.args.some(({ head }) => /^-(?!-|TT|tt?$|lf|O|P|b|n|s)[a-zA-Z]*m|^--mo/.test(head));
  const isDeleting = call.args.some(({ text }) => /^(?:-d|--delete)$/.test(text ?? ''));
  const [archive, ...members] = names;
  if (archive !== undefined) call.file(isDeleting ? 'edit' : 'write', archive);
  if (call.args.some(({ text }) => text === '-@' || text === '--names-stdin')) fromInput(call);
  if (!isDeleting) for (const member of members) call.file(isMoving ? 'delete' : 'read', member);
  if (isMoving) for (const member of members) call.file('read', member);
  return undefined;
}

/** The names of what is packed come from its input. */
function fromInput(call: Call): void {
  const { text, nature } = call.stdin;
  if (text !== undefined)
    for (const name of text.split(/[\n\0]/)) if (name !== '') call.file('read', literalArg(name, call.part));
  if (text === undefined && nature === 'any')
    call.unknown('read.unknownPath', 'its input', "packs files whose names can't be told");
}

function unzip(call: Call, parsed: Parsed): undefined {
  const [file, ...members] = parsed.operands;
  if (file !== undefined) call.file('read', file);
  if (parsed.has('-l', '-v', '-t', '-p', '-c', '-Z', '-z')) return undefined;
  if (parsed.has('-:')) call.unknown('program.option', '-:', 'lets unzip write outside the folder it unpacks to');
  const folder = parsed.value('-d');
  if (folder === undefined) unpackHere(call);
  for (const member of members)
    call.file(
      'write',
      folder?.text === undefined
        ? member
        : { ...member, text: `${folder.text}/${member.text}`, head: `${folder.text}/${member.head}` },
    );
  return undefined;
}

function compress(call: Call, parsed: Parsed): undefined {
  const isUnpacking = parsed.has('-d') || /^un|^gunzip$|^bunzip2$/.test(call.name);
  const isStreaming = parsed.has('-c', '-l', '-t');
  // These leave what they packed where it is.
  const isKeeping =
    parsed.has('-k') || (/^(?:un)?(?:zstd|zstdmt|lz4|brotli|lzop)/.test(call.name) && !parsed.has('--rm'));
  const [first, second] = parsed.operands;
  if (isUnpacking) call.taint |= DECODED;
  if (/lz4/.test(call.name) && second !== undefined && !call.args.some(({ text }) => text === '-m')) {
    if (first !== undefined) call.file('read', first);
    call.file('write', second);
    return undefined;
  }
  for (const operand of parsed.operands) {
    call.file('read', operand);
    if (isStreaming) continue;
    if (!isKeeping) call.file('edit', operand);
    if (operand.text !== undefined && !parsed.has('-o', '-r')) {
      const text = isUnpacking ? operand.text.replace(/\.\w+$/, '') : `${operand.text}.packed`;
      call.file('write', { ...operand, text, head: text });
    }
  }
  return undefined;
}

function sevenZip(call: Call, parsed: Parsed): undefined {
  const [word, file, ...members] = parsed.operands;
  const command = word?.text ?? '';
  if (/^(?:i|b|h|)$/.test(command)) return undefined;
  if (file === undefined) return undefined;
  if (/^[lt]$/.test(command)) return call.file('read', file);
  if (/^[xe]$/.test(command)) {
    call.file('read', file);
    if (call.args.some(({ text }) => text === '-so')) return undefined;
    if (call.args.some(({ text }) => text === '-spf')) call.unknown('program.option', '-spf', 'lets 7z write anywhere');
    const folder = call.args.find(({ head }) => /^-o./.test(head));
    if (folder === undefined) unpackHere(call);
    else call.file('folder', sliceArg(folder, 2));
    return undefined;
  }
  call.file(command === 'd' || command === 'rn' ? 'edit' : 'write', file);
  if (/^[au]$/.test(command))
    for (const member of members) {
      call.file('read', member.head.startsWith('@') ? sliceArg(member, 1) : member);
      if (call.args.some(({ head }) => /^-sdel/i.test(head))) call.file('delete', member);
    }
  if (!/^(?:a|u|d|rn)$/.test(command))
    call.unknown('program.subcommand', command, `uses 7z ${command}, which is not known`);
  return undefined;
}

function rar(call: Call, parsed: Parsed): undefined {
  const [word, file, ...rest] = parsed.operands;
  const command = word?.text?.toLowerCase() ?? '';
  if (file === undefined) return undefined;
  if (/^(?:l|v|t|p|lb|lt|vt|vb)[tba]*$/.test(command)) return call.file('read', file);
  if (/^[xe]$/.test(command)) {
    call.file('read', file);
    const folder = rest.at(-1);
    const isFolder = folder !== undefined && (/\/$/.test(folder.text ?? '/') || call.kindOf(folder) === 'folder');
    if (folder === undefined || !isFolder) unpackHere(call);
    for (const each of rest) call.file('folder', each);
    return undefined;
  }
  if (call.name === 'unrar' || !/^(?:a|u|f|m|d|k|r|s|c|cw|rr)/.test(command))
    return call.unknown('program.subcommand', command, `uses ${call.name} ${command}, which is not known`);
  call.file('write', file);
  const isMoving = /^m/.test(command) || call.args.some(({ head }) => /^-(?:df|dr|dw)$/.test(head));
  if (/^[aufm]/.test(command))
    for (const member of rest) {
      call.file('read', member);
      if (isMoving) call.file('delete', member);
    }
  return undefined;
}

/** `cfm app.jar manifest`: letters that take the words after them, in their order. */
function jarLetters(args: readonly Arg[]): readonly Arg[] {
  const [first, ...rest] = args;
  if (first?.text === undefined || !/^-?[ctxui][a-zA-Z0]*$/.test(first.text)) return args;
  const spelled: Arg[] = [];
  for (const letter of first.text.replace('-', '')) {
    spelled.push({ ...first, text: `-${letter}`, head: `-${letter}` });
    const value = /[fme]/.test(letter) ? rest.shift() : undefined;
    if (value !== undefined) spelled.push(value);
  }
  return [...spelled, ...rest];
}

function jar(call: Call, parsed: Parsed): undefined {
  const file = parsed.value('-f');
  const isMaking = parsed.has('-c', '-u', '-i');
  if (file !== undefined) call.file(isMaking ? 'write' : 'read', file);
  if (parsed.has('-x') && !parsed.has('--dir')) unpackHere(call);
  const folders = parsed.options.flatMap(({ name, value }) =>
    name === '-C' && value?.text !== undefined ? [value.text] : [],
  );
  for (const operand of parsed.operands) {
    if (parsed.has('-x')) call.file('write', operand);
    if (!isMaking) continue;
    call.file('read', operand);
    for (const folder of folders) {
      const text = operand.text === undefined ? undefined : `${folder}/${operand.text}`;
      call.file('read', { ...operand, text, head: `${folder}/${operand.head}` });
    }
  }
  return undefined;
}

function cpio(call: Call, parsed: Parsed): undefined {
  const file = parsed.value('-F', '-I');
  const isMaking = parsed.has('-o', '--create');
  if (file !== undefined) call.file(isMaking ? 'write' : 'read', file);
  if (parsed.has('-p', '--pass-through')) {
    fromInput(call);
    for (const operand of parsed.operands) call.file('folder', operand);
  } else if (isMaking) fromInput(call);
  else if (!parsed.has('-t', '--list', '--to-stdout')) {
    if (!parsed.has('--no-absolute-filenames'))
      call.unknown('program.option', 'cpio -i', 'unpacks files to wherever the archive says');
    unpackHere(call);
    for (const operand of parsed.operands) call.file('write', operand);
  }
  return undefined;
}
