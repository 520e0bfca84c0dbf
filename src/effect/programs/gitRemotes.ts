import { type Arg, literalArg } from '../shell/value';
import { didMakeRepository } from './gitRepository';
import { isHarmlessSetting } from './gitSettings';
import { loses, perform, reaches, sets, type Verb } from './gitVerb';
import type { Call, Parsed } from './program';

const NET = '-4,--ipv4 -6,--ipv6 -o,--server-option= --upload-pack! -q,--quiet -v,--verbose --progress';
const DEPTH = '--depth= --shallow-since= --shallow-exclude= --filter=';
const FETCH = [
  '-a,--append --all --atomic -f,--force -m,--multiple -t,--tags -j,--jobs= --prefetch -p,--prune -P,--prune-tags --dry-run',
  '--recurse-submodules=? --write-fetch-head -k,--keep -u,--update-head-ok --deepen= --unshallow --refetch --update-shallow',
  '--refmap= --negotiation-tip= --negotiate-only --auto-maintenance --auto-gc --show-forced-updates --write-commit-graph',
  '--stdin! --set-upstream --porcelain -n --recurse-submodules-default=',
  DEPTH,
  NET,
];

const SUBTREE = [
  '-P,--prefix= -q,--quiet -d,--debug -b,--branch= --ignore-joins --onto= --rejoin --squash -m,--message= --annotate=',
  '-S,--gpg-sign=?',
];

/** Commands that talk to another repository, or say where it is. */
export const remoteVerbs: Readonly<Record<string, Verb>> = {
  fetch: {
    options: FETCH,
    deeds: {
      '-f': loses('overwrites branches and tags with what it fetches'),
      '-P': loses('deletes tags the remote does not have'),
      '-u': loses('may change the branch that is checked out'),
      '--refmap': loses('fetches into other branches than usual'),
    },
    see: fetch,
  },
  pull: {
    options: [
      FETCH,
      '-j,--jobs=? -r,--rebase=? --stat --log=? --signoff=? --squash --commit --edit --cleanup= --ff --ff-only --verify --no-verify',
      '--verify-signatures --autostash -s,--strategy= -X,--strategy-option= -S,--gpg-sign=? --allow-unrelated-histories',
    ].flat(),
    see: pull,
  },
  push: {
    options: [
      '-v,--verbose -q,--quiet --repo= --all --branches --mirror -d,--delete --tags -n,--dry-run --porcelain -f,--force --follow-tags',
      '--force-with-lease=? --force-if-includes --recurse-submodules= --thin --receive-pack! --exec! -u,--set-upstream --progress',
      '--prune --verify --no-verify --signed=? --atomic -o,--push-option= -4,--ipv4 -6,--ipv6',
    ],
    see: push,
  },
  clone: {
    options: [
      '--reject-shallow -n,--no-checkout --bare --mirror -l,--local --no-hardlinks -s,--shared --recurse-submodules=? --recursive=?',
      '-j,--jobs= --template! --reference= --reference-if-able= --dissociate --origin= -b,--branch= -u! --revision=',
      '--single-branch --no-tags --shallow-submodules --separate-git-dir! -c,--config= --also-filter-submodules --tags',
      '--remote-submodules --sparse --bundle-uri! --ref-format=',
      DEPTH,
      NET,
    ],
    see: clone,
  },
  'ls-remote': {
    options:
      '-t,--tags -h,--heads --branches --refs --get-url --sort= --exit-code --symref -o,--server-option= --upload-pack! --exec! -q,--quiet',
    see: (call, parsed) => contact(call, parsed.operands[0], 'look'),
  },
  'request-pull': {
    options: '-p',
    see: (call, parsed) => contact(call, parsed.operands[1], 'look'),
  },
  remote: {
    options: '-v,--verbose',
    words: {
      'show|get-url': { options: '-n --push --all' },
      'update|prune': {
        options: '-p,--prune -n,--dry-run',
        see: (call) => perform(call, reaches('fetch', 'looks at what the remotes have'), 'the remotes'),
      },
      'set-head': { options: '-a,--auto -d,--delete', does: 'local' },
      add: {
        options: '-f,--fetch --tags -t,--track= -m,--master= --mirror=?',
        see: (call, parsed) =>
          perform(
            call,
            reaches('change', `adds the remote ${parsed.operands[0]?.raw ?? ''}`.trim()),
            parsed.operands[1]?.raw,
          ),
      },
      'set-url|rename|remove|rm|set-branches': {
        options: '--push --add --delete --progress',
        does: reaches('change', 'changes which remote repositories are used'),
      },
    },
    see: unknownWord('remote'),
  },
  submodule: {
    options: '-q,--quiet --cached',
    words: {
      status: { options: '--cached --recursive -q,--quiet' },
      summary: { options: '--cached --files --summary-limit= -n=' },
      'init|absorbgitdirs': { options: '-q,--quiet', does: 'local' },
      update: {
        options: [
          '--init -N,--no-fetch --checkout --recursive --recommend-shallow --depth= --single-branch -j,--jobs= --progress -q,--quiet',
          '--filter= --reference= --dissociate --require-init --remote -f,--force --merge --rebase',
        ],
        deeds: {
          '-f': loses('throws away changes of submodules'),
          '--remote': reaches('submodule', 'brings in other commits of submodules than this repository lists'),
          '--merge --rebase': reaches('submodule', 'joins the code of submodules with what is here'),
        },
        // Like packages of a lock file: the repository lists each commit.
        see: (call) =>
          perform(call, reaches('fetch.submodule', 'brings in the submodules this repository lists'), 'the submodules'),
      },
      'add|sync|set-url|set-branch': {
        options: '-b,--branch= -f,--force --name= --reference= --depth= -q,--quiet --recursive -d,--default',
        does: reaches('submodule', 'changes which submodules there are, or where they come from'),
      },
      deinit: { options: '-f,--force --all -q,--quiet', does: loses('deletes the files of submodules') },
    },
    see: (call, parsed) =>
      parsed.operands[0]?.text === 'foreach' ? foreach(call, parsed) : unknownWord('submodule')(call, parsed),
  },
  subtree: {
    options: SUBTREE,
    words: {
      split: { options: SUBTREE, does: 'local' },
      merge: { options: SUBTREE, does: 'local' },
      'add|pull': { options: SUBTREE, does: reaches('pull', 'brings in the code of another repository') },
      push: { options: SUBTREE, does: reaches('push', 'sends commits to another repository') },
    },
    see: unknownWord('subtree'),
  },
  'send-email|imap-send': { isHarmless: true, does: reaches('push', 'sends patches by mail') },
  'fetch-pack|send-pack|remote-ext|remote-fd|http-fetch|http-push|backfill': {
    isHarmless: true,
    does: reaches('address', 'talks to another repository by its own means'),
  },
  archive: {
    options: [
      '--format= --prefix= --add-file=read --add-virtual-file= -o,--output=write --worktree-attributes -v,--verbose -# -l,--list',
      '--remote= --exec! --mtime= -h',
    ],
    see: (call, parsed) => {
      const remote = parsed.value('--remote');
      return remote === undefined
        ? undefined
        : perform(call, reaches('address', `asks ${remote.raw} for files`), remote.raw);
    },
  },
  bundle: {
    words: {
      create: {
        options:
          '-q,--quiet --progress --all-progress --all-progress-implied --version= --all --branches --tags --since= --not -# --stdin',
        see: (call, parsed) => {
          const [file] = parsed.operands;
          if (file !== undefined && file.text !== '-') call.file('write', file);
          return undefined;
        },
      },
      'verify|list-heads': { options: '-q,--quiet', operands: 'read text*' },
      unbundle: { options: '--progress', operands: 'read text*', does: 'local' },
    },
    see: unknownWord('bundle'),
  },
  lfs: lfs(),
};

export function lfs(): Verb {
  const word: Verb = { isHarmless: true };
  return {
    words: {
      'ls-files|status|env|version|locks|logs|pointer|fsck|ext|help|merge-driver': word,
      'fetch|pull': {
        isHarmless: true,
        see: (call) => perform(call, reaches('fetch', 'fetches large files'), 'the remote'),
      },
      'checkout|dedup': { isHarmless: true, does: 'local' },
      track: {
        isHarmless: true,
        see: (call, parsed) =>
          parsed.operands.length === 0 ? undefined : call.file('write', literalArg('.gitattributes', call.part)),
      },
      untrack: { isHarmless: true, see: (call) => call.file('write', literalArg('.gitattributes', call.part)) },
      migrate: {
        words: { info: word, 'import|export': { isHarmless: true, does: loses('rewrites every commit') } },
      },
      prune: { isHarmless: true, options: '-d,--dry-run', looks: '-d', does: loses('deletes large files kept here') },
      push: {
        isHarmless: true,
        options: '--dry-run',
        looks: '--dry-run',
        does: reaches('push', 'sends large files to the remote'),
      },
      'lock|unlock': { isHarmless: true, does: reaches('push', 'changes locks on the remote') },
      'install|uninstall|update': {
        isHarmless: true,
        does: sets('set', 'changes git settings and hooks for large files'),
      },
    },
    see: unknownWord('lfs'),
  };
}

/** With no known word: nothing given only looks, anything else is unknown. */
export function unknownWord(name: string): NonNullable<Verb['see']> {
  return (call, parsed) => {
    const [word] = parsed.operands;
    if (word !== undefined)
      call.unknown('program.subcommand', word.raw, `uses \`git ${name} ${word.raw}\`, which is not known`);
    return undefined;
  };
}

/** A remote by its name, or an address of its own: that may be anywhere. */
const IS_ADDRESS = /[:/\\@]|^\.{1,2}$|^~/;

function contact(call: Call, first: Arg | undefined, how: 'fetch' | 'look'): undefined {
  if (first === undefined) return perform(call, reaches(how, 'looks at what the remote has'), 'origin');
  const { text } = first;
  if (text === undefined && first.unknown?.nature !== 'plain')
    return perform(call, reaches('address', `talks to ${first.raw}`), first.raw);
  if (text?.includes('::') === true)
    return call.unknown('program.option', first.raw, 'uses a transport that runs a program');
  return text !== undefined && IS_ADDRESS.test(text) && !isOwnFolder(call, first)
    ? perform(call, reaches('address', `talks to ${first.raw}`), first.raw)
    : perform(call, reaches(how, `looks at what ${first.raw} has`), first.raw);
}

/** A repository below the workspace or a temporary folder, on this disk. */
function isOwnFolder(call: Call, arg: Arg): boolean {
  const local: Arg = arg.text?.startsWith('file://') === true ? { ...arg, text: arg.text.slice(7) } : arg;
  if (/^[\w+.-]+:\/\/|^[^/]*:|@/.test(local.text ?? '?:')) return false;
  const area = call.areaOf(local);
  return area === 'workspace' || area === 'temp';
}

/** `+a:b` overwrites b, but what stands for a remote's branches is made for that. */
function overwrites(ref: Arg): boolean {
  if (ref.text === undefined) return ref.head.startsWith('+') || (ref.head === '' && ref.unknown?.nature !== 'plain');
  const [, to] = /^\+[^:]*:(.+)$/.exec(ref.text) ?? [];
  return to !== undefined && !/^refs\/remotes\//.test(to);
}

function fetch(call: Call, parsed: Parsed): undefined {
  const [first, ...refs] = parsed.operands;
  if (!parsed.has('-m') && refs.some(overwrites)) perform(call, loses('overwrites branches with what it fetches'));
  if (parsed.has('-m', '--all')) {
    for (const each of parsed.operands) contact(call, each, 'fetch');
    return contact(call, undefined, 'fetch');
  }
  return contact(call, first, 'fetch');
}

function pull(call: Call, parsed: Parsed): undefined {
  const [first, ...refs] = parsed.operands;
  const where = first?.text ?? (first === undefined ? 'the remote' : first.raw);
  if (refs.some((ref) => ref.head.includes(':'))) perform(call, loses('overwrites branches with what it fetches'));
  // That is a fetch, and a merge that loses nothing.
  const isForward =
    parsed.has('--ff-only') &&
    !parsed.options.some(({ name }) =>
      /^(?:-r|-f|-s|-P|--(?:rebase|no-ff-only|ff|no-ff|squash|force|update-head-ok|autostash))$/.test(name),
    ) &&
    (first === undefined || (first.text !== undefined && !IS_ADDRESS.test(first.text)));
  if (isForward) return contact(call, first, 'fetch');
  if (first?.text?.includes('::') === true)
    call.unknown('program.option', first.raw, 'uses a transport that runs a program');
  return perform(
    call,
    reaches(parsed.has('-f') ? 'pull.force' : 'pull', `brings in and merges what is on ${where}`),
    where,
  );
}

function push(call: Call, parsed: Parsed): undefined {
  const [first, ...refs] = parsed.operands;
  const target = parsed.value('--repo') ?? first;
  const where = target?.text ?? target?.raw ?? 'origin';
  if (target?.text?.includes('::') === true)
    call.unknown('program.option', '--receive-pack', 'gives git a program to run');
  const isDry = parsed.has('-n') && !parsed.has('--no-dry-run');
  const isNamed = target === undefined || (target.text !== undefined && !IS_ADDRESS.test(target.text));
  if (isDry && isNamed) return perform(call, reaches('look', `looks at what it would send to ${where}`), where);
  const isForced =
    parsed.has('-f', '--force-with-lease', '--mirror', '--prune') || refs.some((ref) => ref.head.startsWith('+'));
  if (isForced) return perform(call, reaches('push.force', `rewrites history on ${where}`), where);
  if (parsed.has('-d') || refs.some((ref) => ref.head.startsWith(':')))
    return perform(call, reaches('push.delete', `deletes a branch or tag on ${where}`), where);
  return perform(call, reaches('push', `sends commits to ${where}`), where);
}

function clone(call: Call, parsed: Parsed): undefined {
  const [from, to] = parsed.operands;
  for (const { name, value } of parsed.options) {
    const [key = '', text] = value?.text?.split(/=(.*)/s) ?? [];
    if (name === '-c' && (value?.text === undefined || !isHarmlessSetting(key, text)))
      perform(call, sets('once', `gives the copy the setting ${key || 'that is unknown'}`), key);
  }
  // Without a name it is the last part of the address.
  const [, last] = /([^/:]+?)(?:\.git)?\/*$/.exec(from?.text ?? '') ?? [];
  const into = to ?? (last === undefined ? undefined : literalArg(last, call.part));
  if (into !== undefined) {
    call.file('folder', into);
    const folders = call.resolve(into) ?? [];
    didMakeRepository(call, folders);
    for (const folder of folders) call.looking.downloads.add(folder);
  }
  if (from?.text?.includes('::') === true)
    call.unknown('program.option', from.raw, 'uses a transport that runs a program');
  if (from !== undefined && isOwnFolder(call, from) && !parsed.has('--recurse-submodules', '--recursive'))
    return perform(call, 'local');
  return perform(call, reaches('clone', `copies ${from?.raw ?? 'a repository'} here`), from?.raw);
}

function foreach(call: Call, parsed: Parsed): ReturnType<NonNullable<Verb['see']>> {
  const rest = parsed.operands.slice(1).filter((arg) => !/^(?:--recursive|-q|--quiet)$/.test(arg.text ?? ''));
  const [only] = rest;
  if (only === undefined) return undefined;
  return rest.length === 1 ? call.script(only) : call.command(rest);
}
