import { either, nameSet } from '../names';
import { literalArg } from '../shell/value';
import { sliceArg } from './grammar';
import type { Call, Parsed, Program } from './program';

/** Packing and unpacking. */
export const archivePrograms: readonly Program[] = [
  { names: 'tar gtar bsdtar', loose: true, see: tar },
  {
    names: 'zip',
    loose: true,
    see: (call, parsed) => {
      if (call.args.some((arg) => /^-(?:TT|[a-zA-Z]*T)|^--(?:unz|te)/.test(arg.head)))
        call.unknown('program.option', '-TT', 'gives zip a program to run');
      const isMoving = call.args.some((arg) => /^-(?!-)[a-zA-Z]*m|^--mo/.test(arg.head));
      for (const [index, operand] of parsed.operands.entries())
        call.file(index === 0 ? 'write' : isMoving ? 'delete' : 'read', operand);
      return undefined;
    },
  },
  {
    names: 'unzip',
    options: '-lvtpqojnuUZzaLXC0f -d=folder -x= -P=',
    see: (call, parsed) => {
      const [file] = parsed.operands;
      if (file !== undefined) call.file('read', file);
      if (!parsed.has('-l', '-v', '-t', '-p', '-Z', '-z') && !parsed.has('-d')) unpackHere(call);
      return undefined;
    },
  },
  {
    names: 'gzip gunzip bzip2 bunzip2 xz unxz zstd unzstd lz4 lzma brotli pigz compress uncompress',
    loose: true,
    see: (call, parsed) => {
      const isStreaming = call.args.some((arg) => /^-[a-zA-Z]*[clt]|^--(?:stdout|list|test|to-stdout)/.test(arg.head));
      for (const operand of parsed.operands) call.file(isStreaming ? 'read' : 'edit', operand);
      for (const [index, arg] of call.args.entries()) if (call.args[index - 1]?.text === '-o') call.file('write', arg);
      if (call.args.some((arg) => /^-[a-z]*d|^--decompress/.test(arg.head)) || /^un|cat$/.test(call.name))
        call.taint |= 4;
      return undefined;
    },
  },
  {
    names: '7z 7za 7zr p7zip',
    loose: true,
    see: (call, parsed) => {
      const [word, file] = parsed.operands;
      if (word?.text === 'l' || word?.text === 't') {
        if (file !== undefined) call.file('read', file);
      } else if (file !== undefined) {
        call.file(word?.text === 'x' || word?.text === 'e' ? 'read' : 'write', file);
        if (call.args.some((arg) => /^-sdel/i.test(arg.head)))
          for (const source of parsed.operands.slice(2)) call.file('delete', source);
        const folder = call.args.find((arg) => /^-o./.test(arg.head));
        if (folder === undefined) unpackHere(call);
        else call.file('folder', sliceArg(folder, 2));
      }
      return undefined;
    },
  },
  {
    names: 'cpio rar unrar ar-x jar-x',
    loose: true,
    see: (call) => call.unknown('program.beyond', call.name, 'packs or unpacks files in a way that is not looked into'),
  },
];

function unpackHere(call: Call): void {
  for (const folder of call.folders ?? []) call.file('folder', literalArg(folder, { start: 0, end: 0 }));
}

const TAR_OPTION = new RegExp(
  `^--(?:${either([
    'to-command checkpoint-action use-compress-program transform-command rsh-command rmt-command',
    'info-script new-volume-script index-file',
  ])})`,
);

const TAR_LONG = [
  'use-compress-program to-command checkpoint-action rsh-command rmt-command info-script new-volume-script index-file',
  'extract create append update delete directory one-top-level remove-files absolute-names unlink-first file get list',
].flatMap((line) => line.split(' '));
const TAR_EXACT = nameSet('checkpoint include exclude incremental index diff null no-recursion to-stdout');

/** tar takes the beginning of a long option's name for the whole; the worst it may stand for counts. */
function unabbreviated(text: string): string {
  const [, name = '', rest = ''] = /^--([a-z-]+)(.*)$/s.exec(text) ?? [];
  if (name === '' || TAR_EXACT.has(name) || TAR_LONG.includes(name)) return text;
  const long = TAR_LONG.find((each) => each.startsWith(name));
  return long === undefined ? text : `--${long}${rest}`;
}

function tar(call: Call, _parsed: Parsed): undefined {
  const args = [...call.args];
  let mode = '';
  let folder: (typeof args)[number] | undefined;
  let file: (typeof args)[number] | undefined;
  const members: typeof args = [];
  const [first] = args;
  // The oldest style has no dash: `tar xzf a.tgz`.
  if (first !== undefined && !first.head.startsWith('-') && /^[A-Za-z]+$/.test(first.text ?? ''))
    args[0] = { ...first, text: `-${first.text}`, head: `-${first.head}` };
  for (let i = 0; i < args.length; i++) {
    const arg = args[i];
    if (arg === undefined) break;
    const { head } = arg;
    if (head.startsWith('--')) {
      const whole = unabbreviated(head);
      if (whole !== head) {
        args[i--] = { ...arg, head: whole, text: arg.text === undefined ? undefined : unabbreviated(arg.text) };
        continue;
      }
      if (head.startsWith('--one-top-level=')) folder = sliceArg(arg, 16);
      if (
        TAR_OPTION.test(head) ||
        (/^--(?:to-c|check.*-|use-c|rs|in(?:f|$)|new-v|new$|I$)/.test(head) &&
          !/^--(?:checkpoint(?:=\d+)?|incremental|index|include)$/.test(head))
      )
        call.unknown('program.option', arg.raw, `gives tar ${arg.raw}, which runs a program`);
      else if (/^--(?:extract|get|create|list|append|update|delete|diff|compare)$/.test(head))
        mode +=
          {
            extract: 'x',
            get: 'x',
            create: 'c',
            list: 't',
            append: 'r',
            update: 'u',
            delete: 'd',
            diff: 't',
            compare: 't',
          }[head.slice(2)] ?? '';
      else if (/^--(?:file|directory)=/.test(head)) {
        const value = sliceArg(arg, head.indexOf('=') + 1);
        if (head.startsWith('--file')) file = value;
        else folder = value;
      } else if (head === '--file') file = args[++i];
      else if (
        head === '--directory' ||
        head === '--exclude' ||
        head === '--exclude-from' ||
        head === '--files-from' ||
        head === '--transform' ||
        head === '--owner' ||
        head === '--group' ||
        head === '--mtime' ||
        head === '--strip-components'
      ) {
        const value = args[++i];
        if (head === '--directory') folder = value;
      } else if (/^--remove-files/.test(head)) mode += 'D';
      else if (/^--(?:absolute-names|unlink-first|recursive-unlink)/.test(head))
        call.unknown('program.option', arg.raw, 'lets tar write anywhere');
      else if (arg.text === undefined && head === '--')
        call.unknown('value.option', arg.raw, 'may give tar a program to run');
    } else if (head.startsWith('-') && head !== '-') {
      for (let at = 1; at < head.length; at++) {
        const letter = head[at] ?? '';
        if (/[fCITXbgHKLNV]/.test(letter)) {
          const isAttached = at + 1 < head.length && i !== 0;
          const value = isAttached ? sliceArg(arg, at + 1) : args[++i];
          if (letter === 'f') file = value;
          else if (letter === 'C') folder = value;
          else if (letter === 'I') {
            if (!/^(?:g?zip|bzip2|xz|zstd|pigz|lz4)(?: -[\dTqk]+)*$/.test(value?.text ?? ''))
              call.unknown('program.option', arg.raw, 'gives tar a program to run');
          }
          if (isAttached) break;
        } else if (letter === 'F') call.unknown('program.option', arg.raw, `gives tar -${letter}`);
        else mode += letter;
      }
    } else if (arg.text === undefined && head === '' && arg.unknown?.nature === 'any')
      call.unknown('value.option', arg.raw, `gives tar ${arg.raw}, which may be an option`);
    else members.push(arg);
  }
  if (mode.includes('P') && mode.includes('x')) call.unknown('program.option', '-P', 'lets tar write anywhere');
  if (/^[\w.@-]{2,}:/.test(file?.head ?? '') && !args.some((arg) => arg.text === '--force-local'))
    call.emit('upload', file?.raw ?? '', { detail: 'upload.transfer' });
  if (/[xtd]/.test(mode)) {
    if (file !== undefined) call.file('read', file);
  } else if (file !== undefined && file.text !== '-') call.file('write', file);
  if (mode.includes('x') && !mode.includes('O')) {
    if (folder === undefined) unpackHere(call);
    else call.file('folder', folder);
  }
  if (/[cru]/.test(mode))
    for (const member of members) {
      const inFolder =
        folder?.text !== undefined && member.text !== undefined && !/^[/~]/.test(member.text)
          ? { ...member, text: `${folder.text}/${member.text}`, head: `${folder.text}/${member.head}` }
          : member;
      call.file('read', inFolder);
      if (mode.includes('D')) call.file('delete', inFolder);
    }
  return undefined;
}
