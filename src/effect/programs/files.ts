import { literalArg } from '../shell/value';
import { sliceArg } from './grammar';
import type { Call, Parsed, Program } from './program';

/** Programs on files and folders: coreutils and their neighbours. */
export const filePrograms: readonly Program[] = [
  { names: 'ls dir vdir exa eza lsd', loose: true, operands: 'names*', prints: 'names' },
  {
    names: 'stat',
    options: '-Lft -c= --format= --printf= --dereference --file-system --terse -x -s -n -r -q -F',
    operands: 'names*',
    prints: 'plain',
  },
  {
    names: 'file',
    options: '-bikLhzZNprsS0dDeElvmf --brief --mime --mime-type --mime-encoding --extension -F= --dereference',
    operands: 'names*',
    see: (call, parsed) => (parsed.has('-m', '-f', '-d') ? ask(call, 'compiles or loads a magic file') : undefined),
  },
  { names: 'du df', loose: true, operands: 'names*' },
  {
    names: 'realpath readlink',
    options: [
      '-efmnqszELPv --canonicalize --canonicalize-existing --canonicalize-missing --no-newline --quiet --zero',
      '--logical --physical --relative-to= --relative-base= --no-symlinks',
    ],
    operands: 'names*',
    prints: 'paths',
  },
  { names: 'basename dirname', loose: true, operands: 'text*', prints: 'names' },
  {
    names: 'tree',
    options: [
      '-adfxLlPIDFNpsugthrvUSCnAHiJqQXc -L= -P= -I= --prune --noreport --filelimit=',
      '--dirsfirst --du --gitignore --matchdirs --ignore-case --charset= --sort= --timefmt= --si --inodes --device',
      '-o=write --fromfile --info --metafirst --nolinks',
    ],
    operands: 'names*',
  },
  {
    names: 'cp',
    options: [
      '-abdfHiLlnPpRrsuvxZT -t,--target-directory=write -S,--suffix=',
      '--archive --force --interactive --link --no-clobber --parents --recursive --update=?',
      '--verbose --symbolic-link --preserve=? --no-preserve= --remove-destination --strip-trailing-slashes',
      '--reflink=? --sparse= --backup=? --no-target-directory --dereference --no-dereference --attributes-only',
      '--one-file-system --copy-contents',
    ],
    see: (call, parsed) => copy(call, parsed, 'read'),
  },
  {
    names: 'mv',
    options: [
      '-bfinuvTZ -t,--target-directory=write -S,--suffix= --force --interactive --no-clobber --update=? --verbose',
      '--backup=? --no-target-directory --strip-trailing-slashes',
    ],
    see: (call, parsed) => copy(call, parsed, 'delete'),
  },
  {
    names: 'ln',
    options: [
      '-bfinsrvLPFdT -t,--target-directory=write -S,--suffix=',
      '--symbolic --force --interactive --relative --verbose --no-dereference --backup=? --no-target-directory',
    ],
    see: link,
  },
  {
    names: 'install',
    options: [
      '-bcCdDpsTvZ -m,--mode= -o,--owner= -g,--group= -t,--target-directory=write -S,--suffix= --backup=?',
      '--directory --compare --verbose --preserve-timestamps --strip --strip-program=no --no-target-directory',
    ],
    see: (call, parsed) =>
      parsed.has('-d', '--directory') ? each(call, parsed, 'folder') : copy(call, parsed, 'read'),
  },
  {
    names: 'rm',
    options: [
      '-dfiIrRvxPW --force --recursive --dir --verbose --interactive=? --one-file-system --preserve-root=?',
      '--no-preserve-root',
    ],
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
  { names: 'unlink', operands: 'delete*' },
  {
    names: 'trash trash-put gio-trash rimraf del-cli',
    options: '-rRfvidg --glob --verbose --no-glob --preserve-root',
    operands: 'delete*',
  },
  {
    names: 'shred',
    options: '-fuvxz -n,--iterations= -s,--size= --remove=? --force --zero --verbose --exact --random-source=read',
    operands: 'delete*',
    see: (call, parsed) => each(call, parsed, 'write'),
  },
  {
    names: 'truncate',
    options: '-co -s,--size= -r,--reference=read --no-create --io-blocks',
    see: (call, parsed) => {
      for (const operand of parsed.operands)
        call.file(
          /^[+]/.test(parsed.value('-s')?.text ?? '')
            ? 'write'
            : call.kindOf(operand) === 'missing' && parsed.value('-s')?.text !== '0'
              ? 'write'
              : 'delete',
          operand,
          'delete.truncate',
        );
      return undefined;
    },
  },
  { names: 'mkdir', options: '-pvZ -m,--mode= --parents --verbose', operands: 'folder*' },
  {
    names: 'touch',
    options: '-acfhm -d,--date= -r,--reference=names -t= --time= --no-create --no-dereference',
    operands: 'write*',
  },
  {
    names: 'mktemp',
    options: '-dqtu -p,--tmpdir=? --suffix= --directory --dry-run --quiet',
    see: (call, parsed) => {
      for (const operand of parsed.operands) call.file('write', operand);
      return { ...call.out(undefined, 'any'), text: '/tmp/tmp.0000000000\n' };
    },
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
      for (const operand of parsed.operands.slice(1))
        call.file('write', operand, parsed.has('-R', '--recursive') ? 'write.mode.recursive' : 'write.mode');
      return undefined;
    },
  },
  { names: 'chattr setfattr xattr setfacl', loose: true, see: (call) => ask(call, 'changes attributes of files') },
  { names: 'lsattr getfattr getfacl namei', loose: true, operands: 'names*' },
  {
    names: 'split csplit',
    options: [
      '-dxeu -a= -b= -C= -l= -n= -k -f= -s -z --additional-suffix= --filter=shell --bytes= --lines= --number=',
      '--numeric-suffixes=? --verbose',
    ],
    operands: 'read write*',
  },
  { names: 'sync', loose: true },
  {
    names: 'patch',
    options: [
      '-bsNRfltuvEc -p,--strip= -i,--input=read -d,--directory=cwd -o,--output=write -r,--reject-file=write -F=',
      '--dry-run --reverse --forward --silent --backup --force --batch --verbose -z= -V= -B= -D=',
      '--binary --no-backup-if-mismatch',
    ],
    see: patch,
  },
  {
    names: 'open xdg-open start explorer code cursor subl',
    loose: true,
    see: (call) => ask(call, 'opens something outside this task'),
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

/** The last operand (or `-t`) is written, all others read, or taken away. */
function copy(call: Call, parsed: Parsed, role: 'read' | 'delete'): undefined {
  const hasTarget = parsed.has('-t');
  const sources = hasTarget ? parsed.operands : parsed.operands.slice(0, -1);
  const target = hasTarget ? undefined : parsed.operands.at(-1);
  for (const source of sources) {
    call.file('read', source, role === 'delete' ? 'read.names' : undefined);
    if (role === 'delete') call.file('delete', source, 'delete.own.moved');
  }
  const [only] = sources;
  const text =
    only !== undefined && sources.length === 1 ? call.state.written(call.resolve(only)?.[0] ?? '') : undefined;
  if (target === undefined) return undefined;
  // Linking where a link's end lies outside gives the workspace a way out; copying a protected file over one changes it.
  call.file('write', target);
  for (const source of sources) {
    const name = source.text?.split('/').at(-1);
    if (
      name === undefined ||
      name === '' ||
      !(call.kindOf(target) === 'folder' || target.text?.endsWith('/') === true || sources.length > 1)
    )
      continue;
    call.file('write', {
      ...target,
      text: target.text === undefined ? undefined : `${target.text.replace(/\/$/, '')}/${name}`,
      head: `${target.head}/${name}`,
    });
  }
  if (text !== undefined) for (const path of call.resolve(target) ?? []) call.state.didWrite(path, text);
  return undefined;
}

/** A link is another name for its target, to be written through: making it counts as writing there. */
function link(call: Call, parsed: Parsed): undefined {
  const [first] = parsed.operands;
  const sources = parsed.has('-t') || parsed.operands.length === 1 ? parsed.operands : parsed.operands.slice(0, -1);
  for (const source of sources) call.file('write', source, 'write.link');
  const target = parsed.operands.length > 1 && !parsed.has('-t') ? parsed.operands.at(-1) : undefined;
  if (target !== undefined && target !== first) call.file('write', target, 'write.link');
  return undefined;
}

function removeMore(call: Call, parsed: Parsed): undefined {
  if (parsed.has('--no-preserve-root'))
    call.unknown('delete.root', '/', 'switches off the protection of the root folder');
  return undefined;
}

function tee(call: Call, parsed: Parsed): ReturnType<Call['out']> {
  for (const operand of parsed.operands) {
    call.file('write', operand, parsed.has('-a', '--append') ? 'write.append' : undefined);
    for (const path of call.resolve(operand) ?? []) {
      if (!/^\/dev\//.test(path))
        call.state.didWrite(path, {
          text: parsed.has('-a', '--append') ? undefined : call.stdin.text,
          taint: call.stdin.taint,
        });
    }
  }
  return call.out(call.stdin.text, call.stdin.nature);
}

function dd(call: Call): undefined {
  for (const arg of call.args) {
    const match = /^(if|of)=/.exec(arg.head);
    if (match !== null) call.file(match[1] === 'if' ? 'read' : 'write', sliceArg(arg, 3));
    else if (arg.text === undefined && !/^[a-z]+=/.test(arg.head))
      call.unknown('value.option', arg.raw, "gives dd an operand that can't be told");
  }
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
  const files = parsed.has('--reference') || isModeOption ? operands : operands.slice(1);
  for (const file of files) {
    call.file('names', file);
    call.file('write', file, detail);
  }
  return undefined;
}

function patch(call: Call, parsed: Parsed): undefined {
  if (parsed.has('--dry-run')) return undefined;
  const input = parsed.value('-i');
  const text = input === undefined ? call.stdin.text : call.textOf(input);
  const [target] = parsed.operands;
  if (target !== undefined) call.file('edit', target);
  if (text === undefined) {
    call.unknown('write.patch', 'a patch', 'applies a patch that was not looked at');
    return undefined;
  }
  for (const [, name = ''] of text.matchAll(/^(?:\+\+\+|---|rename to|copy to) (?:[ab]\/)?([^\t\n]+)/gm)) {
    if (name !== '/dev/null') call.file('edit', literalArg(name, { start: 0, end: 0 }));
  }
  return undefined;
}
