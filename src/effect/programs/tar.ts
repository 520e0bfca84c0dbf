import { type Arg, literalArg } from '../shell/value';
import type { Call, Parsed, Program } from './program';

/** Programs tar runs by itself to pack and unpack; with flags of their own they are still those. */
const COMPRESSOR =
  /^(?:\/usr\/bin\/|\/bin\/)?(?:g?zip|gunzip|zcat|bzip2|pbzip2|lbzip2|xz|pixz|pxz|zstd|zstdmt|pzstd|pigz|lz4|lzip|lzma|lzop|brotli)(?: -(?:[\dTqkcdfv]+|-(?:fast|best|rsyncable|ultra|long(?:=\d+)?|adapt|threads=\d+)))*$/;
const CHECKPOINT = /^(?:dot|\.|bell|echo(?:=.*)?|ttyout=.*|totals|sleep=\d+|wait=\w+)$/;
/** Letters of the oldest style that take the next word, in their order. */
const TAKES = /[fCITXbgHKLNVF]/;

export const tarPrograms: readonly Program[] = [
  {
    names: 'tar gtar bsdtar',
    spelled: withDashes,
    options: [
      '-cxtrudAvzjJZapmkoOhlBinRSwWUGPyqeMs',
      '-f,--file= -C,--directory= -I,--use-compress-program= -T,--files-from= -X,--exclude-from=read',
      '-b,--blocking-factor=',
      '-g,--listed-incremental=write -K,--starting-file= -N,--newer,--after-date= --newer-mtime= -V,--label=',
      '-H,--format=',
      '-L,--tape-length= -F,--info-script,--new-volume-script=no --to-command=no --rsh-command=no --rmt-command=no',
      // Which files, and how they are named
      '--exclude= --exclude-tag= --exclude-tag-all= --exclude-tag-under= --exclude-ignore= --exclude-ignore-recursive=',
      '--exclude-vcs --exclude-vcs-ignores --exclude-backups --exclude-caches --exclude-caches-all',
      '--exclude-caches-under',
      '--transform,--xform= --strip-components= --one-top-level=? --no-recursion --recursion --add-file= --include=',
      '--wildcards --no-wildcards --wildcards-match-slash --no-wildcards-match-slash --anchored --no-anchored',
      '--ignore-case',
      '--no-ignore-case --null --no-null --verbatim-files-from --no-verbatim-files-from --unquote --no-unquote',
      '--occurrence=?',
      // What they are given
      '--owner= --group= --mode= --mtime= --owner-map=read --group-map=read --numeric-owner --sort= --suffix=',
      '--backup=?',
      '--same-owner --no-same-owner --same-permissions --no-same-permissions --preserve-permissions --preserve-order',
      '--same-order',
      '--delay-directory-restore --no-delay-directory-restore --atime-preserve=? --clamp-mtime --touch --xattrs',
      '--no-xattrs',
      '--xattrs-include= --xattrs-exclude= --acls --no-acls --selinux --no-selinux --hard-dereference --dereference',
      '--pax-option=',
      // What happens to what is there
      '--overwrite --overwrite-dir --no-overwrite-dir --keep-old-files --skip-old-files --keep-newer-files',
      '--recursive-unlink!',
      '--keep-directory-symlink! --unlink-first! --remove-files --absolute-names --sparse --hole-detection=',
      '--sparse-version=',
      // What is done
      '--extract,--get --create --list --append --update --delete --diff,--compare --concatenate,--catenate',
      '--to-stdout',
      '--test-label --verify --check-links --one-file-system --ignore-failed-read --ignore-zeros',
      '--ignore-command-error',
      // How it is packed
      '--gzip,--gunzip,--ungzip --bzip2 --xz --zstd --lzip --lzma --lzop --compress,--uncompress --auto-compress',
      '--no-auto-compress',
      '--posix --old-archive --portability --record-size= --read-full-records --multi-volume --volno-file=write',
      '--level= --seek --no-seek',
      '--force-local --options= --uname= --gname= --uid= --gid= --no-mac-metadata --mac-metadata --disable-copyfile',
      '--passphrase=',
      '--fflags --no-fflags --safe-writes --no-safe-writes --nopreserveHFSCompression',
      // What is told
      '--verbose --totals=? --show-omitted-dirs --show-transformed-names --show-stored-names --show-defaults',
      '--show-snapshot-field-ranges',
      '--checkpoint=? --checkpoint-action= --index-file=write --block-number --warning= --full-time --utc',
      '--quoting-style=',
      '--quote-chars= --no-quote-chars= --interactive --confirmation --incremental --no-check-device --check-device',
      '--restrict --usage -?',
    ],
    see: tar,
  },
];

function withDashes(args: readonly Arg[]): readonly Arg[] {
  const [first, ...rest] = args;
  if (first?.text === undefined || !/^[A-Za-z]+$/.test(first.text)) return args;
  const spelled: Arg[] = [];
  for (const letter of first.text) {
    spelled.push({ ...first, text: `-${letter}`, head: `-${letter}`, raw: `-${letter}` });
    const value = TAKES.test(letter) ? rest.shift() : undefined;
    if (value !== undefined) spelled.push(value);
  }
  return [...spelled, ...rest];
}

/** Which letter stands for what it does. */
const MODES: Readonly<Record<string, string>> = {
  '--extract': 'x',
  '--create': 'c',
  '--list': 't',
  '--append': 'r',
  '--update': 'u',
  '--delete': 'D',
  '--diff': 't',
  '--concatenate': 'r',
  '-d': 't',
  '-A': 'r',
};

function tar(call: Call, parsed: Parsed): undefined {
  const modes = parsed.options.map(({ name }) => MODES[name] ?? (/^-[cxtru]$/.test(name) ? name[1] : '')).join('');
  const file = parsed.value('-f');
  const folders = parsed.options.flatMap(({ name, value }) => (name === '-C' && value !== undefined ? [value] : []));
  programs(call, parsed);
  if (/^[\w.@-]{2,}:/.test(file?.head ?? '') && !parsed.has('--force-local'))
    call.emit('upload', file?.raw ?? '', { detail: 'upload.transfer' });
  if (file !== undefined && file.text !== '-')
    call.file(/[xt]/.test(modes) || modes === '' ? 'read' : modes.includes('D') ? 'edit' : 'write', file);
  if (modes.includes('x') && !parsed.has('-O', '--to-stdout')) unpack(call, parsed, folders);
  if (/[cru]/.test(modes)) pack(call, parsed, folders);
  return undefined;
}

function programs(call: Call, parsed: Parsed): void {
  for (const { name, value } of parsed.options) {
    if (name === '-I' && !COMPRESSOR.test(value?.text ?? ''))
      call.unknown('program.option', value?.raw ?? name, 'gives tar a program to run');
    if (name === '--checkpoint-action' && !CHECKPOINT.test(value?.text ?? ''))
      call.unknown('program.option', value?.raw ?? name, 'gives tar a command to run');
  }
}

function pack(call: Call, parsed: Parsed, folders: readonly Arg[]): void {
  const listed = parsed.options.flatMap(({ name, value }) => {
    if (name === '--add-file' && value !== undefined) return [value];
    return name === '-T' && value !== undefined ? namesFrom(call, value) : [];
  });
  for (const member of [...parsed.operands, ...listed]) {
    for (const each of within(member, folders)) {
      call.file('read', each);
      if (parsed.has('--remove-files')) call.file('delete', each);
    }
  }
}

/** The names in a list, or its unknown self. */
function namesFrom(call: Call, list: Arg): Arg[] {
  if (list.text !== '-') call.file('read', list);
  const text = list.text === '-' ? call.stdin.text : call.textOf(list);
  if (text !== undefined)
    return text
      .split(/[\n\0]/)
      .filter((name) => name !== '')
      .map((name) => literalArg(name, call.part));
  const isListing = list.text === '-' && call.stdin.nature !== 'any';
  if (!isListing) call.unknown('read.unknownPath', list.raw, 'packs files named in a list that was not looked at');
  return [];
}

function unpack(call: Call, parsed: Parsed, folders: readonly Arg[]): void {
  if (parsed.has('-P', '--absolute-names')) call.unknown('program.option', '-P', 'lets tar write anywhere');
  // In the BSDs it takes a substitution like that of `--transform`.
  if (parsed.has('-s')) call.unknown('program.option', '-s', "lets tar write to names that can't be told");
  const here = literalArg('.', call.part);
  const bases = folders.length > 0 ? folders : [here];
  const top = parsed.value('--one-top-level');
  for (const base of bases)
    call.file('folder', top === undefined ? base : /^[/~]/.test(top.head) ? top : joinedTo(base, top));
  for (const member of parsed.operands) for (const each of within(member, folders)) call.file('write', each);
  for (const { name, value } of parsed.options) {
    if (name !== '--transform') continue;
    // What the names become: the rest of a name goes on after it.
    const [, , , into] =
      /^(?:flags=\w+;)?s([^\w\s\\])((?:\\.|(?!\1)[^\\])*)\1((?:\\.|(?!\1)[^\\])*)\1[\w]*$/.exec(value?.text ?? '') ??
      [];
    if (into === undefined)
      call.unknown('program.option', value?.raw ?? name, "lets tar write to names that can't be told");
    else
      for (const base of bases)
        call.file('write', joinedTo(base, literalArg(`${into.replace(/\\[\dLUEul]|&/g, '')}x`, call.part)));
    if (into !== undefined && /\/$|^\.|[/.]\./.test(into))
      for (const base of bases)
        call.file('write', joinedTo(base, literalArg(into.replace(/\\[\dLUEul]|&/g, ''), call.part)));
  }
}

function within(member: Arg, folders: readonly Arg[]): readonly Arg[] {
  if (folders.length === 0 || member.text === undefined || /^[/~]/.test(member.text)) return [member];
  return folders.map((folder) => joinedTo(folder, member));
}

function joinedTo(folder: Arg, member: Arg): Arg {
  if (member.text === undefined) return member;
  return {
    ...folder,
    text: folder.text === undefined ? undefined : `${folder.text.replace(/\/$/, '')}/${member.text}`,
    head: `${folder.head}/${member.text}`,
    isPattern: folder.isPattern || member.isPattern,
    raw: member.raw,
  };
}
