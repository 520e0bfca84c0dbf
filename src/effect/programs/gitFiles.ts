import { didMove } from './copying';
import { FILES_FROM } from './gitHistory';
import { applyPatches } from './gitPatch';
import { loses, perform, type Verb } from './gitVerb';
import { sliceArg } from './grammar';
import type { Call, Parsed } from './program';

/** Commands that put files of the work tree, or of the next commit, into another state. */
export const fileVerbs: Readonly<Record<string, Verb>> = {
  mv: {
    options: '-k -v,--verbose -n,--dry-run -f,--force --sparse',
    looks: '-n',
    does: 'local',
    see: (call, parsed) => {
      const target = parsed.operands.at(-1);
      if (parsed.has('-f') && target !== undefined && call.kindOf(target) !== 'folder')
        perform(call, loses('replaces a file'));
      for (const operand of parsed.operands) call.file('write', operand);
      didMove(call, parsed.operands.slice(-1));
      return undefined;
    },
  },
  rm: {
    options: ['-r -n,--dry-run -q,--quiet --cached -f,--force --ignore-unmatch --sparse', FILES_FROM],
    looks: '-n',
    does: 'local',
    see: remove,
  },
  checkout: {
    options: [
      '-l -b= -B= --guess --overlay -q,--quiet --recurse-submodules=? --progress -m,--merge --conflict= -d,--detach -t,--track=?',
      '-f,--force --orphan= --overwrite-ignore --ignore-other-worktrees -2,--ours -3,--theirs -p,--patch -U,--unified=',
      '--ignore-skip-worktree-bits',
      FILES_FROM,
    ],
    see: checkout,
  },
  switch: {
    options: [
      '-c,--create= -C,--force-create= --guess --discard-changes -q,--quiet --recurse-submodules=? --progress -m,--merge --conflict=',
      '-d,--detach -t,--track=? -f,--force --orphan= --overwrite-ignore --ignore-other-worktrees',
    ],
    does: 'local',
    deeds: {
      '-f --discard-changes': loses('throws away what is not committed'),
      '-m': loses('can lose what is staged'),
      '-C': loses('moves a branch that exists'),
    },
  },
  restore: {
    options: [
      '-s,--source= -S,--staged -W,--worktree --ignore-unmerged --overlay -q,--quiet --recurse-submodules=? --progress -m,--merge',
      '--conflict= -2,--ours -3,--theirs -p,--patch --ignore-skip-worktree-bits -U,--unified=',
      FILES_FROM,
    ],
    see: (call, parsed) =>
      perform(
        call,
        parsed.has('-S') && !parsed.has('-W', '--no-staged') ? 'local' : loses('throws away changes of files'),
      ),
  },
  reset: {
    options: [
      '-q,--quiet --refresh --mixed --soft --hard --merge --keep --recurse-submodules=? -p! --patch! -N,--intent-to-add',
      FILES_FROM,
    ],
    does: 'local',
    deeds: { '--hard --merge --keep': loses('throws away what is not committed') },
  },
  clean: {
    options: '-dxX -q,--quiet -n,--dry-run -f,--force -i,--interactive -e,--exclude=',
    looks: '-n',
    does: loses('deletes files that git does not know'),
  },
  apply: {
    options: [
      '-z -v,--verbose -q,--quiet --exclude= --include= -p= --add --stat --numstat --summary --check --index -N,--intent-to-add',
      '--cached --unsafe-paths --apply -3,--3way --build-fake-ancestor=write -C= --whitespace= --ignore-space-change',
      '--ignore-whitespace -R,--reverse --unidiff-zero --reject --allow-overlap --inaccurate-eof --recount --directory=',
      '--allow-empty --ours --theirs --union --binary --allow-binary-replacement',
    ],
    deeds: { '--unsafe-paths': loses('may write outside of this folder') },
    see: (call, parsed) => {
      if (parsed.has('--check', '--stat', '--numstat', '--summary') && !parsed.has('--apply')) {
        for (const operand of parsed.operands) call.file('read', operand);
        return undefined;
      }
      perform(call, 'local');
      return applyPatches(call, parsed);
    },
  },
};

function remove(call: Call, parsed: Parsed): undefined {
  if (parsed.has('--cached') && !parsed.has('--no-cached')) return undefined;
  if (parsed.has('--pathspec-from-file') || parsed.operands.some((operand) => operand.head.startsWith(':')))
    perform(call, loses('deletes files that are not named'));
  const isForced = parsed.has('-f');
  // Without force git deletes only what it can bring back.
  for (const operand of parsed.operands)
    call.file(
      'delete',
      { ...operand, isPattern: operand.isPattern || /[*?[]/.test(operand.text ?? '') },
      isForced ? 'delete.recursive' : 'delete.own.tracked',
    );
  return undefined;
}

const FILE_NAME =
  /\.(?:[cm]?[jt]sx?|py|rs|go|md|json|ya?ml|txt|html|s?css|less|java|kt|c|cc|h|cpp|hpp|rb|php|sh|toml|lock|cfg|ini|vue|svelte|sql)$/;

function checkout(call: Call, parsed: Parsed): undefined {
  const files = loses('throws away changes of files');
  if (parsed.dashesAt !== undefined && parsed.dashesAt < parsed.operands.length) return perform(call, files);
  if (parsed.has('-f', '-B', '-m', '-p', '-2', '-3', '--pathspec-from-file'))
    return perform(call, loses('can throw away what is not committed'));
  if (parsed.has('--orphan', '-d', '-b', '-t')) return perform(call, 'local');
  const [target, ...more] = parsed.operands;
  if (target === undefined) return undefined;
  if (more.length > 0 || target.isPattern) return perform(call, files);
  const { text } = target;
  // A hash or a name that git printed; anything else that is unknown may be a file.
  if (text === undefined) return perform(call, target.unknown?.nature === 'plain' ? 'local' : files);
  // `git checkout name` is a branch, unless a file of that name is there: then it throws its changes away.
  const isFile =
    /^\.{1,2}(?:\/|$)|[*?[]|^:|\/$/.test(text) ||
    (text !== '-' && call.kindOf(sliceArg(target, 0)) !== 'missing') ||
    FILE_NAME.test(text);
  return perform(call, isFile ? files : 'local');
}
