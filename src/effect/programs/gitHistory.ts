import { literalArg } from '../shell/value';
import { asPatch, COMMITTED, LOG, printRefs } from './gitLooking';
import { applyPatches } from './gitPatch';
import { beginOperation, didBeginOperation } from './gitRepository';
import { asksPerson, loses, perform, sets, type Verb } from './gitVerb';
import type { Call, Parsed } from './program';

export const FILES_FROM = '--pathspec-from-file=read --pathspec-file-nul';
const SIGNING = '-S,--gpg-sign=? -s,--signoff';
const SKIPS_HOOKS = {
  kind: 'gitHistory',
  detail: 'git.skipHooks',
  says: 'works without the checks of its hooks',
} as const;
const QUICK = '-q,--quiet -v,--verbose --progress';
/** Variables by which hooks are told to do nothing. */
const NO_HOOKS: readonly (readonly [name: string, value: RegExp])[] = [
  ['HUSKY', /^0$/],
  ['HUSKY_SKIP_HOOKS', /^(?:1|true)$/],
  ['LEFTHOOK', /^(?:0|false)$/],
  ['SKIP', /./],
];

function skipByVariable(call: Call): undefined {
  const isSkipped = NO_HOOKS.some(([name, test]) => {
    const value = call.state.variable(name);
    return value !== undefined && (value.kind !== 'text' || test.test(value.text));
  });
  return isSkipped ? perform(call, SKIPS_HOOKS, 'the hooks') : undefined;
}

/** Strategies that come with git; any other is a program of that name. */
const STRATEGY = /^(?:ort|recursive|resolve|octopus|subtree)$/;

function strategy(call: Call, parsed: Parsed): undefined {
  const value = parsed.value('-s', '--strategy');
  if (value === undefined) return undefined;
  if (value.text === 'ours') return perform(call, loses('drops all that is being merged'));
  if (!STRATEGY.test(value.text ?? ''))
    call.unknown('program.option', value.raw, `merges with ${value.raw}, which may be any program`);
  return undefined;
}

/** `--abort` gives up what is under way, and with it how conflicts were resolved so far. */
function inSteps(call: Call, parsed: Parsed, file: string): undefined {
  if (parsed.has('--abort')) {
    return didBeginOperation(call, file)
      ? perform(call, 'local')
      : perform(call, loses('throws away how conflicts were resolved so far'));
  }
  if (!parsed.has('--continue', '--quit', '--skip')) beginOperation(call, file);
  strategy(call, parsed);
  return perform(call, 'local');
}

const PICKING = [
  '-x -r --quit --continue --abort --skip --cleanup= -n,--no-commit -e,--edit -m,--mainline= --rerere-autoupdate --strategy=',
  '-X,--strategy-option= --ff --allow-empty --allow-empty-message --keep-redundant-commits --empty= --reference',
  SIGNING,
];

/** Commands that make, join and name commits. */
export const historyVerbs: Readonly<Record<string, Verb>> = {
  'add|stage': {
    // No option of it can do harm.
    isHarmless: true,
    options: ['-p! --patch! -i! --interactive! -e! --edit! -n -v -f -u -N -A --chmod= --verbose', FILES_FROM],
    does: 'local',
  },
  commit: {
    options: [
      '-qvseazopi -F,--file=read --author= --date= -m,--message= -c,--reedit-message= -C,--reuse-message= --fixup= --squash=',
      '--reset-author --trailer= --signoff -t,--template=read --edit --cleanup= --status -S,--gpg-sign=? --all --include',
      '--interactive! -p,--patch! --only -n,--no-verify --verify --dry-run --short --branch --ahead-behind --porcelain --long --null',
      '--amend --post-rewrite -u,--untracked-files=? --allow-empty --allow-empty-message --quiet --verbose -U,--unified=',
      '--inter-hunk-context=',
      FILES_FROM,
    ],
    does: 'local',
    looks: '--dry-run --short --porcelain --long',
    deeds: {
      '--amend': { kind: 'gitHistory', detail: 'git.lose.amend', says: 'replaces the last commit' },
      '-n': SKIPS_HOOKS,
    },
    see: skipByVariable,
  },
  merge: {
    options: [
      '-n --stat --summary --log=? --squash --commit -e,--edit --cleanup= --ff --ff-only --rerere-autoupdate --verify-signatures',
      '--strategy= -X,--strategy-option= -m,--message= -F,--file=read --into-name= --abort --quit --continue --verify',
      '--no-verify --allow-unrelated-histories --autostash --overwrite-ignore --compact-summary',
      '-s= -S,--gpg-sign=? --signoff --no-progress --progress -q,--quiet -v,--verbose',
    ],
    deeds: { '--no-verify': SKIPS_HOOKS },
    see: (call, parsed) => inSteps(call, parsed, 'MERGE_HEAD'),
  },
  'cherry-pick': { options: PICKING, see: (call, parsed) => inSteps(call, parsed, 'CHERRY_PICK_HEAD') },
  revert: { options: PICKING, see: (call, parsed) => inSteps(call, parsed, 'REVERT_HEAD') },
  rebase: {
    options: [
      '--onto= --keep-base --verify --no-verify -n,--no-stat --stat --signoff --committer-date-is-author-date --reset-author-date',
      '--ignore-date -C= --ignore-whitespace --whitespace= -f,--force-rebase --no-ff --ff --continue --skip --abort --quit',
      '--edit-todo --show-current-patch --apply -m,--merge -i,--interactive --rerere-autoupdate --empty= --autosquash',
      '--update-refs -S,--gpg-sign=? --autostash -x,--exec=shell -r,--rebase-merges=? --fork-point -s,--strategy= -X,--strategy-option=',
      '--root --reschedule-failed-exec --reapply-cherry-picks --keep-empty -q,--quiet -v,--verbose --trailer= --preserve-merges -p',
    ],
    looks: '--show-current-patch',
    see: (call, parsed) => {
      if (parsed.has('--edit-todo')) asksPerson(call, 'an editor');
      strategy(call, parsed);
      const isStep = parsed.options.length <= 1 && parsed.operands.length === 0;
      if (isStep && parsed.has('--continue', '--quit')) return perform(call, 'local');
      return perform(
        call,
        loses(
          parsed.has('--abort')
            ? 'throws away how conflicts were resolved so far'
            : parsed.has('--skip')
              ? 'leaves a commit out'
              : 'rewrites commits',
        ),
      );
    },
  },
  am: {
    options: [
      '-i! --interactive! -3,--3way -q,--quiet -s,--signoff -u,--utf8 -k,--keep --keep-non-patch -b -m,--message-id --keep-cr',
      '-c,--scissors --quoted-cr= --whitespace= --ignore-space-change --ignore-whitespace --directory= --exclude= --include= -C=',
      '-p= --patch-format= --reject --resolvemsg= --continue -r,--resolved --skip --abort --quit --retry --verify -n,--no-verify',
      '--show-current-patch=? --allow-empty --committer-date-is-author-date --ignore-date --rerere-autoupdate -S,--gpg-sign=?',
      '--empty=',
    ],
    looks: '--show-current-patch',
    deeds: { '-n': SKIPS_HOOKS, '--skip': loses('leaves a patch out') },
    see: (call, parsed) => {
      if (parsed.has('--abort')) return inSteps(call, parsed, 'rebase-apply');
      if (!parsed.has('--continue', '-r', '--skip', '--quit', '--retry', '--allow-empty')) {
        beginOperation(call, 'rebase-apply');
        applyPatches(call, parsed);
      }
      return perform(call, 'local');
    },
  },
  'format-patch': {
    options: [
      LOG,
      '-n,--numbered -N,--no-numbered -s,--signoff --stdout --cover-letter --numbered-files --suffix= --start-number= -v=',
      '--reroll-count= --filename-max-length= --rfc=? --cover-from-description= --description-file=read --subject-prefix=',
      '-o,--output-directory=folder -k,--keep-subject --no-binary --zero-commit --ignore-if-in-upstream --no-stat --add-header=',
      '--to= --cc= --from=? --in-reply-to= --attach=? --inline=? --thread=? --signature= --base= --signature-file=read --progress',
      '--interdiff= --range-diff= --creation-factor= --force-in-body-from',
    ].flat(),
    see: (call, parsed) => (parsed.has('--stdout') ? asPatch(call, parsed, true) : perform(call, 'local')),
  },
  branch: {
    options: [
      '-q,--quiet -v,--verbose -t,--track=? -u,--set-upstream-to= --unset-upstream --color=? -r,--remotes --contains=? --no-contains=?',
      '--abbrev=? -a,--all -d,--delete -D -m,--move -M -c,--copy -C -l,--list --show-current --create-reflog --edit-description',
      '-f,--force --merged=? --no-merged=? --column=? --sort= --points-at= -i,--ignore-case --recurse-submodules --format=',
    ],
    deeds: {
      // Without force git only deletes what is merged elsewhere.
      '-d': 'local',
      '-D': loses('deletes a branch'),
      '-m -M': loses('renames a branch, or replaces another'),
      '-C -f': loses('moves a branch that exists'),
      '--edit-description': sets('set', 'opens an editor on the description of a branch'),
      '-u --unset-upstream': sets('harmless', 'changes which remote branch a branch follows'),
    },
    see: (call, parsed) => {
      if (parsed.has('-d') && parsed.has('-r')) perform(call, loses('deletes what is known of a branch elsewhere'));
      const isList =
        parsed.operands.length === 0 ||
        parsed.has(
          '-l',
          '-a',
          '-r',
          '--contains',
          '--no-contains',
          '--merged',
          '--no-merged',
          '--points-at',
          '--format',
          '--sort',
          '--show-current',
        );
      if (!isList && !parsed.has('-d', '-D', '-m', '-M', '-C', '-f')) perform(call, 'local');
      return parsed.has('--show-current') ? call.out(undefined, 'plain') : printRefs(call, parsed);
    },
  },
  tag: {
    options: [
      '-d,--delete -f,--force -l,--list -n=? -v,--verify -a,--annotate -s,--sign -m,--message= -F,--file=read -u,--local-user= -e,--edit',
      '--contains=? --no-contains=? --merged=? --no-merged=? --points-at= --sort= --format= --cleanup= --create-reflog --column=?',
      '--color=? -i,--ignore-case --trailer= --omit-empty',
    ],
    deeds: { '-d': loses('deletes a tag'), '-f': loses('moves a tag') },
    see: (call, parsed) => {
      const isList =
        parsed.operands.length === 0 ||
        parsed.has(
          '-l',
          '-n',
          '--contains',
          '--no-contains',
          '--merged',
          '--no-merged',
          '--points-at',
          '-v',
          '--sort',
          '--format',
          '--column',
        );
      if (!isList && !parsed.has('-d', '-f')) perform(call, 'local');
      const isPlain = isList && !parsed.has('-n', '-v', '--format', '--column');
      return isPlain ? call.out(undefined, 'plain') : printRefs(call, parsed);
    },
  },
  stash: {
    options: [
      '-k,--keep-index -S,--staged -p! --patch! -u,--include-untracked -a,--all -m,--message=',
      QUICK,
      FILES_FROM,
    ],
    words: {
      'push|save': {
        options: [
          '-k,--keep-index -S,--staged -p! --patch! -u,--include-untracked -a,--all -m,--message= -U,--unified= --inter-hunk-context=',
          QUICK,
          FILES_FROM,
        ],
        does: 'local',
      },
      'pop|apply': { options: '--index -q,--quiet --label-ours= --label-theirs= --label-base=', does: 'local' },
      'branch|create|store': { options: '-q,--quiet -m,--message=', does: 'local' },
      list: { options: LOG },
      show: {
        options: [LOG, '--include-untracked --only-untracked'].flat(),
        see: (call) => ({ ...call.out(), from: COMMITTED }),
      },
      drop: { options: '-q,--quiet', does: loses('throws away what was stashed') },
      clear: { does: loses('throws away all that was stashed') },
      export: { options: '--print --to-ref=', does: 'local' },
      import: { does: 'local' },
    },
    see: (call, parsed) => {
      const [word] = parsed.operands;
      if (word === undefined || parsed.dashesAt === 0) return perform(call, 'local');
      return call.unknown('program.subcommand', word.raw, `uses \`git stash ${word.raw}\`, which is not known`);
    },
  },
  reflog: {
    options: LOG,
    words: {
      'list|exists': {},
      show: { options: LOG },
      'expire|delete|drop|write': {
        isHarmless: true,
        looks: '-n --dry-run',
        options: '-n,--dry-run --expire= --expire-unreachable=',
        does: loses('forgets where branches were'),
      },
    },
    // `git reflog main --oneline`: all that `git log` takes.
    see: (call, parsed) =>
      parsed.operands.length === 0
        ? undefined
        : call.command([literalArg('git', call.part), literalArg('log', call.part), ...parsed.operands]),
  },
  bisect: {
    words: {
      start: {
        options: '--term-new= --term-bad= --term-old= --term-good= --no-checkout --first-parent',
        does: 'local',
      },
      'bad|good|new|old|skip|reset|next': { does: 'local' },
      'log|terms|help': { options: '--term-good --term-bad --term-old --term-new' },
      replay: { operands: 'read', does: 'local' },
      'visualize|view': { options: LOG },
    },
    see: (call, parsed) => {
      const [word, ...rest] = parsed.operands;
      if (word === undefined) return undefined;
      if (word.text === 'run') {
        perform(call, 'local');
        return call.command(rest);
      }
      return parsed.operands.length > 0
        ? call.unknown('program.subcommand', word.raw, `uses \`git bisect ${word.raw}\`, which is not known`)
        : undefined;
    },
  },
  notes: {
    options: '--ref=',
    words: {
      'list|show|get-ref': {},
      'add|append': {
        options:
          '-m,--message= -F,--file=read -c,--reedit-message= -C,--reuse-message= --allow-empty -f,--force --separator=? --stripspace -e,--edit',
        does: 'local',
        deeds: { '-f': loses('replaces a note') },
      },
      copy: { options: '-f,--force --stdin --for-rewrite=', does: 'local', deeds: { '-f': loses('replaces a note') } },
      'remove|prune|edit|merge': {
        options:
          '--ignore-missing --stdin -n,--dry-run -v,--verbose -q,--quiet -s,--strategy= --commit --abort --allow-empty',
        looks: '-n',
        does: loses('changes or deletes notes'),
      },
    },
  },
  rerere: {
    options: '--rerere-autoupdate',
    words: {
      'status|diff|remaining': {},
      'clear|forget|gc': { does: loses('forgets how conflicts were resolved') },
    },
  },
  replace: {
    options: '-l,--list -d,--delete -e,--edit -g,--graft --convert-graft-file -f,--force --raw --format=',
    see: (call, parsed) =>
      parsed.has('-l') || (parsed.operands.length === 0 && parsed.options.length === 0)
        ? undefined
        : perform(call, loses('makes git show other objects in the place of some')),
  },
  'filter-branch': {
    options: [
      '--setup=shell --subdirectory-filter= --env-filter=shell --tree-filter=shell --index-filter=shell --parent-filter=shell',
      '--msg-filter=shell --commit-filter=shell --tag-name-filter=shell --prune-empty --original= -d= -f,--force --state-branch=',
      '--all --branches --tags',
    ],
    does: loses('rewrites every commit'),
  },
  'filter-repo': {
    isHarmless: true,
    options: '--analyze --report-dir=folder -n,--dry-run -h',
    looks: '--analyze --dry-run',
    does: loses('rewrites every commit'),
  },
  'fast-export': {
    isHarmless: true,
    options: '--export-marks=write --import-marks=read --import-marks-if-exists=read --refspec= --anonymize-map=',
  },
};
