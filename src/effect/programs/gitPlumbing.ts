import type { Arg } from '../shell/value';
import { unknownWord } from './gitRemotes';
import { didMakeRepository } from './gitRepository';
import { asksPerson, loses, perform, reaches, sets, type Verb } from './gitVerb';
import type { Call, Parsed } from './program';

/** The store of objects, the index and references, other work trees, and programs that serve or show them. */
export const plumbingVerbs: Readonly<Record<string, Verb>> = {
  worktree: {
    words: {
      list: { options: '-z --porcelain -v,--verbose --expire=' },
      add: {
        options:
          '-f,--force -b= -B= -d,--detach --checkout --lock --reason= -q,--quiet --track --guess-remote --orphan --relative-paths',
        does: 'local',
        deeds: { '-f -B': loses('takes over a branch or folder that is in use') },
        see: addWorktree,
      },
      'lock|unlock|repair': { options: '--reason= --relative-paths', does: 'local' },
      prune: { options: '-n,--dry-run -v,--verbose --expire=', looks: '-n', does: 'local' },
      move: {
        options: '-f,--force --relative-paths',
        operands: 'write write',
        does: loses('moves a folder that may be in use'),
      },
      remove: { options: '-f,--force', see: removeWorktree },
    },
    see: unknownWord('worktree'),
  },
  'sparse-checkout': {
    options: '--cone --sparse-index --skip-checks --stdin',
    words: {
      'list|check-rules': { options: '-z --cone --rules-file=read' },
      'set|add|init|reapply|disable': { options: '--cone --sparse-index --skip-checks --stdin', does: 'local' },
      clean: {
        options: '-n,--dry-run -f,--force -v,--verbose',
        looks: '-n',
        does: loses('deletes files outside of the chosen folders'),
      },
    },
    see: unknownWord('sparse-checkout'),
  },
  'init|init-db': {
    options:
      '--template! --bare --shared=? -q,--quiet --separate-git-dir! -b,--initial-branch= --object-format= --ref-format=',
    does: 'local',
    see: (call, parsed) => {
      const [folder] = parsed.operands;
      if (folder !== undefined) call.file('folder', folder);
      didMakeRepository(call, (folder === undefined ? call.folders : call.resolve(folder)) ?? []);
      return undefined;
    },
  },
  'hash-object': {
    isHarmless: true,
    options: '-w -t= --stdin --stdin-paths --no-filters --literally --path= -h',
    deeds: { '-w': 'local' },
    see: (call, parsed) => {
      // Stored, it can be read from the repository.
      for (const operand of parsed.operands) call.file(parsed.has('-w') ? 'read' : 'names', operand);
      return call.out(undefined, 'plain');
    },
  },
  'symbolic-ref': {
    options: '-q,--quiet -d,--delete --short --recurse -m=',
    deeds: { '-d': loses('deletes a reference') },
    see: (call, parsed) => {
      const [name] = parsed.operands;
      if (parsed.operands.length < 2) return call.out(undefined, 'plain');
      // Any other reference is a branch or tag of its own, which would be gone.
      const isPointer = /^(?:HEAD|refs\/remotes\/[\w./-]+\/HEAD)$/.test(name?.text ?? '');
      return perform(call, isPointer ? 'local' : loses('replaces a branch or tag'));
    },
  },
  'update-ref': { isHarmless: true, does: loses('moves or deletes a branch without its checks') },
  'update-index': {
    isHarmless: true,
    options: '--cacheinfo= --chmod= --index-version=',
    does: 'local',
  },
  'read-tree': {
    isHarmless: true,
    options: '-n,--dry-run --index-output=write --prefix= -m -u -i --reset --empty --exclude-per-directory=read',
    looks: '-n',
    does: loses('replaces what is staged, and may replace files'),
  },
  'checkout-index': {
    options:
      '-z -a,--all --ignore-skip-worktree-bits -f,--force -q,--quiet -n,--no-create -u,--index --stdin --temp --prefix= --stage=',
    does: 'local',
    deeds: { '-f': loses('throws away changes of files') },
    see: (call, parsed) => {
      const prefix = parsed.value('--prefix');
      return prefix === undefined ? undefined : call.file('folder', prefix);
    },
  },
  'commit-tree': { options: '-p= -m= -F=read -S,--gpg-sign=?', does: 'local', prints: 'plain' },
  'mktree|mktag|unpack-file|merge-index|merge-one-file|pack-refs|prune-packed|update-server-info|rev-index': {
    isHarmless: true,
    does: 'local',
  },
  'commit-graph|multi-pack-index': { isHarmless: true, does: 'local' },
  gc: {
    options:
      '-q,--quiet --prune=? --cruft --max-cruft-size= --expire-to= --aggressive --auto --force --keep-largest-pack --detach',
    does: 'local',
    deeds: {
      '--prune': loses('deletes objects that nothing names any more'),
      '--force': loses('runs beside another cleaning'),
    },
  },
  prune: {
    options: '-n,--dry-run -v,--verbose --progress --expire= --exclude-promisor-objects',
    looks: '-n',
    does: loses('deletes objects that nothing names any more'),
  },
  repack: {
    options: [
      '-aAdfFnlbkmiq -g= --all --cruft --cruft-expiration= --max-cruft-size= --local --write-bitmap-index --delta-islands --quiet',
      '--unpack-unreachable= --keep-unreachable --window= --window-memory= --depth= --threads= --max-pack-size= --path-walk',
      '--pack-kept-objects --keep-pack= --geometric= --write-midx --expire-to= --filter= --filter-to=',
    ],
    does: 'local',
    deeds: {
      '-a --cruft-expiration --unpack-unreachable --filter': loses('can delete objects that nothing names any more'),
    },
  },
  'pack-objects': {
    isHarmless: true,
    options:
      '--stdout --threads= --window= --depth= --keep-pack= --max-pack-size= --compression= --filter= --window-memory=',
    looks: '--stdout',
    operands: 'write',
  },
  'unpack-objects': { options: '-n -q -r --strict=? --max-input-size=', looks: '-n', does: 'local' },
  'index-pack': {
    isHarmless: true,
    options: '-o=write --keep=? --index-version= --threads= --max-input-size=',
    operands: 'read',
    does: 'local',
  },
  'pack-redundant': { isHarmless: true },
  'fast-import': {
    isHarmless: true,
    options: '--export-marks=write --import-marks=read --export-pack-edges=write --force',
    does: loses('writes commits and branches from its input'),
  },
  maintenance: {
    words: {
      run: {
        options: '--auto --schedule= --quiet -q --task= --detach',
        see: (call, parsed) =>
          perform(
            call,
            parsed.options.some(
              ({ name, value }) =>
                name === '--task' &&
                !/^(?:gc|commit-graph|loose-objects|incremental-repack|pack-refs|prefetch|reflog-expire|rerere-gc|worktree-prune)$/.test(
                  value?.text ?? '',
                ),
            )
              ? loses('runs a task that is not known')
              : 'local',
          ),
      },
      start: { isHarmless: true, see: (call) => persists(call) },
      'register|unregister|stop': {
        isHarmless: true,
        does: sets('set', 'changes which repositories are cleaned in the background'),
      },
    },
    see: unknownWord('maintenance'),
  },
  scalar: { isHarmless: true, see: (call) => persists(call) },
  'merge-file': {
    options:
      '-p,--stdout --object-id --diff3 --zdiff3 --ours --theirs --union --marker-size= -q,--quiet -L= --diff-algorithm=',
    see: (call, parsed) => {
      const [into, ...others] = parsed.operands;
      for (const other of others) call.file('read', other);
      return into === undefined ? undefined : call.file(parsed.has('-p') ? 'read' : 'edit', into);
    },
  },
  hook: {
    words: {
      list: {},
      run: {
        options: '--ignore-missing --to-stdin=read',
        see: (call, parsed) =>
          call.runHere('run.file', parsed.operands[0]?.raw ?? 'a hook', "runs the repository's hook"),
      },
    },
    see: unknownWord('hook'),
  },
  difftool: {
    options:
      '-g,--gui -d,--dir-diff -y,--no-prompt --symlinks -t,--tool= --tool-help --trust-exit-code -x,--extcmd=shell --no-index --cached',
    looks: '--tool-help',
    see: (call) => asksPerson(call, 'a tool that shows differences'),
  },
  mergetool: {
    options: '-t,--tool= --tool-help -y,--no-prompt --prompt -g,--gui -O=read',
    looks: '--tool-help',
    see: (call) => asksPerson(call, 'a tool that settles conflicts'),
  },
  'gui|gitk|citool|instaweb|web--browse|shell': {
    isHarmless: true,
    see: (call) => asksPerson(call, 'a window or a browser'),
  },
  'daemon|http-backend|upload-pack|receive-pack|upload-archive': {
    isHarmless: true,
    see: (call) => call.unknown('program.beyond', 'git', 'lets others reach this repository'),
  },
  'credential|credential-store|credential-cache|credential-osxkeychain|credential-manager|askpass': {
    isHarmless: true,
    see: (call) =>
      call.emit('read', 'saved passwords', { detail: 'read.environment', says: 'reads or changes saved passwords' }),
  },
  'for-each-repo': {
    isHarmless: true,
    see: (call) => call.unknown('program.beyond', 'git for-each-repo', 'runs git in other repositories'),
  },
  flow: flow(),
  'svn|p4|cvsimport|cvsexportcommit|cvsserver|archimport|quiltimport': {
    isHarmless: true,
    does: reaches('address', 'brings in or sends commits of another system'),
  },
  'replay|history': { isHarmless: true, does: loses('rewrites commits') },
  absorb: {
    options:
      '-n,--dry-run -r,--and-rebase -b,--base= -f,--force -v,--verbose -w,--whole-file -F,--one-fixup-per-commit -s,--squash',
    looks: '-n',
    does: 'local',
    deeds: { '-r': loses('rewrites commits'), '-f': loses('rewrites commits of others') },
  },
  // Of git-extras
  'create-branch|fresh-branch': {
    options: '-r,--remote=? --from=',
    does: 'local',
    deeds: { '-r': reaches('push', 'makes a branch on the remote') },
  },
  'alias|undo|obliterate|delete-branch|delete-tag|delete-merged-branches|reset-file|sync|squash|rename-branch': {
    isHarmless: true,
    does: loses('changes branches, commits or settings'),
  },
};

/** A work tree beside the workspace is an ordinary thing; further away it is a folder like any other. */
function addWorktree(call: Call, parsed: Parsed): undefined {
  const [at] = parsed.operands;
  if (at === undefined) return undefined;
  if (!isBeside(call, at)) call.file('folder', at);
  didMakeRepository(call, call.resolve(at) ?? []);
  return undefined;
}

function isBeside(call: Call, at: Arg): boolean {
  const { text } = at;
  const place = text === undefined ? undefined : call.placeOf(call.resolve(at)?.[0] ?? text);
  const [here] = call.folders ?? [];
  if (place === undefined || here === undefined || place.isSecret || place.protectedAs !== undefined) return false;
  const above = here.replace(/[\\/][^\\/]*$/, '');
  const below = place.path.slice(above.length + 1);
  return (
    above !== '' &&
    call.placeOf(here)?.area === 'workspace' &&
    place.path.startsWith(above) &&
    /^[\\/]$/.test(place.path[above.length] ?? '') &&
    !/(?:^|[\\/])\./.test(below)
  );
}

function removeWorktree(call: Call, parsed: Parsed): undefined {
  const [at] = parsed.operands;
  const paths = at === undefined ? undefined : call.resolve(at);
  const isOwn =
    paths !== undefined &&
    paths.length > 0 &&
    paths.every((path) => call.state.written(path) !== undefined || call.placeOf(path)?.area === 'temp');
  return perform(call, isOwn ? 'local' : loses('deletes a work tree, with files that git does not know'));
}

function persists(call: Call): undefined {
  return call.emit('persist', 'git', {
    detail: 'persist.scheduler',
    says: 'has the system run git regularly from now on',
  });
}

function flow(): Verb {
  const local: Verb = { isHarmless: true, does: 'local' };
  const branches: Verb = {
    words: {
      list: { isHarmless: true },
      diff: { isHarmless: true },
      'start|checkout': local,
      'publish|pull|track': { isHarmless: true, does: reaches('push', 'sends or brings in a branch') },
    },
    see: (call) => perform(call, loses('merges and deletes branches')),
  };
  return {
    words: {
      'version|config|log|help': { isHarmless: true },
      init: { isHarmless: true, does: sets('set', 'sets which branches git flow uses') },
      'feature|bugfix|release|hotfix|support': branches,
    },
    see: unknownWord('flow'),
  };
}
