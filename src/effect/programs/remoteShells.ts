import { type Arg, literalArg, REMOTE } from '../shell/value';
import { sliceArg } from './grammar';
import type { Call, Parsed, Program } from './program';

const SCP = ['-346ABCOpqRrTv -c= -D=no -F=no -i=names -J= -l= -o= -P= -S=no -X= --help --version'];

/** Other machines: what is run there, and what is carried there and back. */
export const remoteShellPrograms: readonly Program[] = [
  {
    names: 'ssh autossh mosh sshpass dbclient et',
    stopsAtOperand: true,
    options: [
      '-46AaCfGgKkMNnqsTtVvXxYy -B= -b= -c= -D= -E=write -e= -F=no -I=no -i=names -J= -L= -l= -m= -O= -o= -P= -p= -Q= -R=',
      '-S=no -W= -w= --help --version --ssh=no --server=no --port= --predict= --no-init --family=',
    ],
    see: ssh,
  },
  { names: 'scp', options: SCP, see: copy },
  {
    names: 'sftp ftp lftp ncftp tftp croc magic-wormhole wormhole sendme',
    options: '--help --version -h -V -v',
    loose: true,
    see: (call) => {
      const batch = call.args.find((_, index) => /^-(?:b|f)$/.test(call.args[index - 1]?.text ?? ''));
      if (batch !== undefined) call.file('read', batch);
      // Their own language can name any file: `put .env`, `mput *`.
      for (const word of (call.stdin.text ?? '').split(/\s+/))
        if (/[./]/.test(word)) call.file('read', literalArg(word, call.part));
      for (const arg of call.args) if (!/[@:]|^-/.test(arg.head) && /[./~]/.test(arg.head)) call.file('read', arg);
      if (call.args.some((arg) => /^(?:--help|--version|-h|-V)$/.test(arg.text ?? ''))) return undefined;
      call.emit('upload', 'another machine', {
        detail: 'upload.transfer',
        says: 'exchanges files with another machine',
      });
      call.taint |= REMOTE;
      return undefined;
    },
  },
  {
    names: 'rsync',
    options: [
      // What is carried, and how
      '-aAbcCdDEgHhiJkKlLmnNoOpPqrRsStuUvWxXyzF8046 -B= -e= -f= -M=no -T=no -@= --archive --verbose --quiet --checksum',
      '--recursive --relative --no-relative --no-implied-dirs --update --append --append-verify --inplace --dirs',
      '--old-dirs --mkpath --links --copy-links --copy-unsafe-links --safe-links --munge-links --copy-dirlinks',
      '--keep-dirlinks --hard-links --perms --executability --acls --xattrs --owner --group --devices --specials --times',
      '--atimes --crtimes --omit-dir-times --omit-link-times --sparse --preallocate --dry-run --whole-file --one-file-system',
      '--existing --ignore-existing --ignore-errors --force --partial --delay-updates --prune-empty-dirs --numeric-ids',
      '--ignore-times --size-only --fuzzy --compress --new-compress --old-compress --cvs-exclude --protect-args',
      '--secluded-args --blocking-io --stats --8-bit-output --human-readable --progress --itemize-changes --list-only',
      '--ipv4 --ipv6 --version --help --open-noatime --no-motd --fsync --trust-sender --old-args --no-perms --no-owner',
      '--no-group --no-times --no-links --no-compress --no-inc-recursive --no-o --no-g --no-p --no-t --no-D --no-whole-file',
      '--super --fake-super --copy-devices! --write-devices! --daemon! --server! --sender! --inc-recursive --backup --del',
      '--delete --delete-before --delete-during --delete-delay --delete-after --delete-excluded --delete-missing-args',
      '--ignore-missing-args --remove-source-files --iconv= --checksum-choice= --cc= --checksum-seed= --compress-choice=',
      '--zc= --compress-level= --skip-compress= --chmod= --chown= --usermap= --groupmap= --info= --debug= --stderr=',
      '--block-size= --max-delete= --max-size= --min-size= --max-alloc= --timeout= --contimeout= --modify-window=',
      '--exclude= --include= --filter= --exclude-from=read --include-from=read --files-from=read --from0 --out-format=',
      '--bwlimit= --stop-after= --stop-at= --suffix= --outbuf= --protocol= --address= --port= --sockopts= --early-input=read',
      '--password-file=read --copy-as=no --rsh= --rsync-path=no --remote-option=no --config=no --dparam=no',
      // Where else it writes
      '--log-file=write --log-file-format= --temp-dir=write --partial-dir=text --backup-dir=write --compare-dest=names',
      '--copy-dest=names --link-dest=names --write-batch=write --only-write-batch=write --read-batch=no',
    ],
    see: rsync,
  },
  {
    names: 'rclone',
    loose: true,
    options:
      '--config=no -v -n,--dry-run -P --include= --exclude= --filter= --filter-from=read --max-depth= --transfers=',
    see: rclone,
  },
];

/** Settings whose value is a command, or a library that is loaded. */
const RUNS = /^\s*(?:ProxyCommand|LocalCommand|KnownHostsCommand|RemoteCommand)[\s=]+(?!none\s*$)/i;
const LOADS = /^\s*(?:PKCS11Provider|SecurityKeyProvider|Include|IdentityAgent|XAuthLocation|ProxyUseFdpass)[\s=]/i;

function ssh(call: Call, parsed: Parsed): undefined {
  if (parsed.has('-V', '-Q', '--help', '--version')) return undefined;
  for (const { name, value } of parsed.options) {
    if (name !== '-o' || value === undefined) continue;
    const runs = RUNS.exec(value.head);
    if (runs !== null) {
      call.unknown('program.option', value.raw, `gives ${call.name} a command to run`);
      if (!/^\s*Remote/i.test(value.head)) call.script(sliceArg(value, runs[0].length));
    } else if (LOADS.test(value.head) || value.text === undefined)
      call.unknown('program.option', value.raw, `gives ${call.name} something to load or run`);
  }
  const [first, ...rest] = parsed.operands;
  // `sshpass -p x ssh …` runs what follows.
  if (call.name === 'sshpass' && first !== undefined) {
    call.command(parsed.operands);
    return undefined;
  }
  const host = first?.text ?? first?.raw ?? 'another machine';
  if (parsed.has('-R', '-w'))
    call.emit('listen', host, { detail: 'listen.tunnel', says: `lets ${host} in to this machine` });
  call.emit('upload', host, {
    detail: 'upload.shell',
    says: rest.length > 0 ? `runs something on ${host}` : `opens a shell on ${host}`,
  });
  call.taint |= REMOTE;
  return undefined;
}

function isRemote(arg: Arg): boolean {
  return /^[\w.@[\]-]+:|^[a-z]+:\/\//i.test(arg.head) || (arg.text === undefined && arg.head === '');
}

/** `host:path` is another machine; everything else a file here. */
function copy(call: Call, parsed: Parsed): undefined {
  for (const { name, value } of parsed.options)
    if (name === '-o' && (RUNS.test(value?.head ?? '') || LOADS.test(value?.head ?? '') || value?.text === undefined))
      call.unknown('program.option', value?.raw ?? '-o', `gives ${call.name} a command to run`);
  carry(call, parsed, 'read');
  return undefined;
}

function carry(call: Call, parsed: Parsed, role: 'read' | 'delete'): void {
  const target = parsed.operands.at(-1);
  const sources = parsed.operands.slice(0, -1);
  for (const source of sources) if (!isRemote(source)) call.file(role, source);
  const from = sources.find(isRemote);
  if (from !== undefined) {
    call.emit('fetch', from.raw, { detail: 'fetch.transfer', says: `copies files from ${from.raw}` });
    call.taint |= REMOTE;
  }
  if (target === undefined) return;
  if (sources.length === 0 && !isRemote(target)) call.file('names', target);
  else if (isRemote(target))
    call.emit('upload', target.raw, { detail: 'upload.transfer', says: `copies files to ${target.raw}` });
  else {
    call.file('write', target);
    // Into a folder it comes under its own name.
    for (const source of from === undefined ? [] : sources) {
      const name = source.text?.split(/[/:]/).at(-1);
      const text = `${target.text ?? target.head}/${name ?? ''}`;
      if (name !== undefined && name !== '' && call.kindOf(target) === 'folder')
        call.file('write', literalArg(text, call.part));
    }
  }
}

function rsync(call: Call, parsed: Parsed): undefined {
  const shell = parsed.value('-e', '--rsh');
  if (
    shell !== undefined &&
    !/^ssh(?: +(?:-[46AaCqTvxp]+|-[pil] *[\w./~-]+|-c *[\w@.,-]+|-o *(?:StrictHostKeyChecking|ConnectTimeout|BatchMode|UserKnownHostsFile|LogLevel)=[\w./-]+))*$/.test(
      shell.text ?? '?',
    )
  )
    call.unknown('program.option', shell.raw, 'gives rsync a command to run');
  carry(call, parsed, parsed.has('--remove-source-files') ? 'delete' : 'read');
  const target = parsed.operands.at(-1);
  const isDeleting = parsed.options.some(({ name }) => /^--del/.test(name));
  if (
    isDeleting &&
    target !== undefined &&
    !isRemote(target) &&
    parsed.operands.length > 1 &&
    !parsed.has('-n', '--dry-run', '--list-only')
  )
    call.file('delete', target, 'delete.sync');
  return undefined;
}

function rclone(call: Call, parsed: Parsed): undefined {
  const [verb, ...operands] = parsed.operands;
  const name = verb?.text ?? '';
  if (/^(?:version|listremotes|help|completion|)$/.test(name)) return undefined;
  for (const operand of operands)
    if (!isRemote(operand) && /^(?:copy|sync|move|copyto|moveto|check|bisync|rcat)$/.test(name))
      call.file('read', operand);
  if (/^(?:ls|lsd|lsl|lsf|lsjson|size|about|tree|check)$/.test(name))
    call.emit('fetch', operands.at(-1)?.raw ?? 'a store', {
      detail: 'fetch.registry',
      says: 'lists what is stored elsewhere',
    });
  else if (name === 'config') call.emit('read', 'the keys of rclone', { detail: 'read.kept' });
  else {
    call.emit('upload', operands.at(-1)?.raw ?? 'a store', {
      detail: 'upload.sync',
      says: 'changes or copies what is stored elsewhere',
    });
    call.taint |= REMOTE;
  }
  return undefined;
}
