import { type Arg, literalArg } from '../shell/value';
import { sliceArg } from './grammar';
import type { Call, Parsed, Program } from './program';

/** Programs that make, change and delete files. */
export const filePrograms: readonly Program[] = [
  {
    names: 'rm',
    options: [
      '-dfiIrRvxPW --force --recursive --dir --verbose --interactive=? --one-file-system --preserve-root=?',
      '--no-preserve-root',
    ],
    // An empty name is no file.
    spelled: (args) => args.filter((arg) => arg.text !== ''),
    operands: 'delete*',
    see: removeMore,
  },
  {
    names: 'rmdir',
    options: '-pv --parents --verbose --ignore-fail-on-non-empty',
    see: (call, parsed) => {
      for (const operand of parsed.operands) call.file('delete', operand, 'delete.emptyFolder');
      return undefined;
    },
  },
  { names: 'unlink', spelled: (args) => args.filter((arg) => arg.text !== ''), operands: 'delete*' },
  {
    names: 'trash trash-put rimraf del-cli del rip gtrash',
    options: [
      '-rRfvidgIG --glob --verbose --no-glob --preserve-root --recursive --force --interactive=? --directory',
      '--trash-dir=write --max= --backoff= --impl=',
    ],
    operands: 'delete*',
  },
  { names: 'trash-list', loose: true },
  {
    names: 'trash-empty trash-rm trash-restore',
    loose: true,
    see: (call) => ask(call, 'changes what is in the trash'),
  },
  {
    names: 'gio',
    subcommands: {
      trash: { options: '-f --force --list --empty! --restore!', operands: 'delete*' },
      'remove|rm': { options: '-f --force', operands: 'delete*' },
      cat: { operands: 'read*' },
      'info|list|tree': { loose: true, operands: 'names*' },
      'version|help': { loose: true },
      mime: { operands: 'text' },
    },
  },
  {
    names: 'shred gshred',
    options: '-fuvxz -n,--iterations= -s,--size= --remove=? --force --zero --verbose --exact --random-source=read',
    operands: 'delete*',
    see: (call, parsed) => each(call, parsed, 'write'),
  },
  { names: 'wipe srm', loose: true, operands: 'delete*', see: (call, parsed) => each(call, parsed, 'write') },
  {
    names: 'truncate gtruncate fallocate',
    options: '-co -s,--size= -l,--length= -r,--reference=read --no-create --io-blocks -x --posix -v --verbose',
    see: (call, parsed) => {
      for (const operand of parsed.operands)
        call.file(
          /^[+]/.test(parsed.value('-s')?.text ?? '')
            ? 'write'
            : call.kindOf(operand) === 'missing' && parsed.value('-s', '-l')?.text !== '0'
              ? 'write'
              : 'delete',
          operand,
          'delete.truncate',
        );
      return undefined;
    },
  },
  { names: 'mkdir gmkdir', options: '-pvZ -m,--mode= --parents --verbose --context=?', operands: 'folder*' },
  {
    names: 'touch',
    options: '-acfhm -d,--date= -r,--reference=names -t= -A= --time= --no-create --no-dereference',
    operands: 'write*',
  },
  {
    names: 'mktemp gmktemp',
    options: '-dqtuV -p= --tmpdir=? --suffix= --directory --dry-run --quiet',
    see: makeTemporary,
  },
  { names: 'mkfifo mknod', loose: true, operands: 'write*' },
  { names: 'tee', options: '-aip --append --ignore-interrupts --output-error=?', see: tee },
  { names: 'dd', loose: true, see: dd },
  {
    names: 'chmod',
    options: [
      '-cfvRHLPugoarwxXstw --changes --silent --quiet --verbose --recursive --reference=names',
      '--preserve-root --no-preserve-root',
    ],
    see: changeMode,
  },
  {
    names: 'chown chgrp',
    options: [
      '-cfvRhHLP --changes --silent --verbose --recursive --reference=names --from=',
      '--no-dereference --dereference --preserve-root --no-preserve-root',
    ],
    see: (call, parsed) => {
      if (
        /^(?:(?:root|0)(?:[:.]\w*)?|\w*[:.]?(?:root|docker|wheel|sudo|shadow|0))$/.test(
          parsed.operands[0]?.text ?? '',
        ) &&
        !parsed.has('--reference')
      )
        call.unknown('write.mode', parsed.operands[0]?.raw ?? '', 'gives files to the administrator');
      for (const operand of parsed.has('--reference') ? parsed.operands : parsed.operands.slice(1))
        call.file('write', operand, parsed.has('-R', '--recursive') ? 'write.mode.recursive' : 'write.mode');
      return undefined;
    },
  },
  {
    names: 'chattr setfattr setfacl',
    loose: true,
    see: (call) => ask(call, 'changes attributes of files'),
  },
  {
    names: 'xattr',
    options: '-l -r -s -v -x -p -w -d -c',
    see: (call, parsed) => {
      // What was downloaded is marked, so that the system asks before it runs.
      if (parsed.has('-c') || (parsed.has('-d') && /quarantine/.test(parsed.operands[0]?.text ?? 'quarantine')))
        return call.emit('weaken', 'the quarantine', {
          detail: 'weaken.security',
          says: 'takes away the mark of what was downloaded',
        });
      if (parsed.has('-w', '-d')) return ask(call, 'changes attributes of files');
      for (const operand of parsed.has('-p') ? parsed.operands.slice(1) : parsed.operands) call.file('names', operand);
      return undefined;
    },
  },
  {
    names: 'split gsplit',
    options: [
      '-deux# -a,--suffix-length= -b,--bytes= -C,--line-bytes= -l,--lines= -n,--number= -t,--separator= -p=',
      '--additional-suffix= --filter=shell --numeric-suffixes=? --hex-suffixes=? --elide-empty-files --unbuffered',
      '--verbose',
    ],
    operands: 'read write',
  },
  {
    names: 'csplit gcsplit',
    options: [
      '-knsqz -f,--prefix=write -b,--suffix-format= --digits= --keep-files --quiet --silent --elide-empty-files',
      '--suppress-matched',
    ],
    operands: 'read text*',
  },
  { names: 'sync', loose: true },
  {
    names: 'open xdg-open start explorer code code-insiders codium cursor subl',
    loose: true,
    see: (call) =>
      /^(?:--version|-v|--help|-h|--list-extensions)$/.test(call.args[0]?.text ?? '')
        ? undefined
        : ask(call, 'opens something outside this task'),
  },
];

function ask(call: Call, says: string): undefined {
  call.unknown('program.beyond', call.name, says);
  return undefined;
}

function each(call: Call, parsed: Parsed, role: 'folder' | 'write' | 'read'): undefined {
  for (const operand of parsed.operands) call.file(role, operand);
  return undefined;
}

function removeMore(call: Call, parsed: Parsed): undefined {
  if (parsed.has('--no-preserve-root'))
    call.unknown('delete.root', '/', 'switches off the protection of the root folder');
  return undefined;
}

/** Prints a name no file has: with noughts for the letters to come. */
function makeTemporary(call: Call, parsed: Parsed): ReturnType<Call['out']> {
  const [template] = parsed.operands;
  const folder = parsed.value('-p', '--tmpdir');
  const isInTemp = template === undefined || parsed.has('-t', '--tmpdir') || folder !== undefined;
  const name = (template === undefined ? 'tmp.XXXXXXXXXX' : template.text)?.replace(/X{3,}(?=[^X]*$)/, (letters) =>
    '0'.repeat(letters.length),
  );
  const suffix = parsed.has('--suffix') ? parsed.value('--suffix')?.text : '';
  const inFolder = folder === undefined ? '/tmp' : folder.text;
  if (name === undefined || suffix === undefined || inFolder === undefined) {
    for (const arg of [folder, template]) if (arg !== undefined) call.file('write', arg);
    return call.out();
  }
  const path = (isInTemp ? `${inFolder}/${name}` : name) + suffix;
  if (!parsed.has('-u', '--dry-run'))
    call.file(parsed.has('-d', '--directory') ? 'folder' : 'write', literalArg(path, call.part));
  return call.out(`${path}\n`);
}

function tee(call: Call, parsed: Parsed): ReturnType<Call['out']> {
  const isAppending = parsed.has('-a', '--append');
  for (const operand of parsed.operands) {
    if (!isAppending && call.stdin.text === '' && call.kindOf(operand) === 'file')
      call.file('delete', operand, 'delete.truncate');
    call.file('write', operand, isAppending ? 'write.append' : undefined);
    for (const path of call.resolve(operand) ?? []) {
      if (!/^\/dev\//.test(path))
        call.state.didWrite(path, {
          text: isAppending ? undefined : call.stdin.text,
          taint: call.stdin.taint,
        });
    }
  }
  return call.out(call.stdin.text, call.stdin.nature);
}

function dd(call: Call): undefined {
  const operand = (name: string) =>
    call.args.flatMap((arg): Arg[] => (arg.head.startsWith(`${name}=`) ? [sliceArg(arg, name.length + 1)] : []));
  const [from] = operand('if');
  for (const arg of operand('if')) call.file('read', arg);
  for (const arg of operand('of')) {
    // Noise or nothing over what was there.
    if (/^\/dev\/(?:zero|null|u?random)$/.test(from?.text ?? '') && call.kindOf(arg) === 'file')
      call.file('delete', arg, 'delete.truncate');
    call.file('write', arg);
  }
  for (const arg of call.args)
    if (arg.text === undefined && !/^[a-z]+=/.test(arg.head))
      call.unknown('value.option', arg.raw, "gives dd an operand that can't be told");
  return undefined;
}

function changeMode(call: Call, parsed: Parsed): undefined {
  // `-x` and `-w` are modes, not options.
  const operands = parsed.operands;
  const isModeOption = call.args.some((arg) => /^-[rwxXst]+$/.test(arg.text ?? ''));
  const mode = parsed.has('--reference') || isModeOption ? '' : (operands[0]?.text ?? '');
  const isSetuid =
    /^0?[2-7]\d{3}$/.test(mode) ||
    /[ug+=][rwxX]*s/.test(mode) ||
    call.args.some((arg) => /^-.*s/.test(arg.text ?? '') && !arg.text?.startsWith('--'));
  const isRecursive = parsed.has('-R', '--recursive');
  // The last digit is what everybody may do: 2 stands for writing.
  const isForAll = /^[0-7]*[2367]$/.test(mode) || /(?:^|,)(?:[ug]*[ao][ugoa]*|)[+=][rxX]*w/.test(mode);
  const detail = isSetuid
    ? 'write.mode.setuid'
    : isForAll && isRecursive
      ? 'write.mode.everybody'
      : isRecursive
        ? 'write.mode.recursive'
        : 'write.mode';
  if (
    /^0*[0-3]?[0-3][0-7]{2}$/.test(mode) ||
    /(?:^|,)(?:[go]*[au][ugoa]*)?-[wxX]*r|(?:^|,)[go]*[au][ugoa]*=(?:$|,|[^r,]*$)/.test(mode)
  )
    call.unknown('write.mode', mode, 'takes away the right to read what is there');
  const reference = parsed.value('--reference');
  if (reference !== undefined && call.areaOf(reference) !== 'workspace')
    call.unknown('write.mode', reference.raw, 'takes over what may be done with a file from elsewhere');
  const files = parsed.has('--reference') || isModeOption ? operands : operands.slice(1);
  for (const file of files) {
    call.file('names', file);
    call.file('write', file, detail);
  }
  return undefined;
}
