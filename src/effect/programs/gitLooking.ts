import type { Names } from '../names';
import { either } from '../names';
import type { Flow, Nature } from '../shell/value';
import { repositoryAt } from './gitRepository';
import { loses, perform, readElsewhere, type Verb } from './gitVerb';
import type { Call, Parsed } from './program';

/** Which differences are shown, and how. */
const DIFF: Names = [
  '-puswbzRarcmtDWq0123 -# -h -U,--unified=? -M,--find-renames=? -B,--break-rewrites=? -C,--find-copies=? -l= -X=? -I= -S= -G=',
  '-O=read --output=write --ext-diff! --textconv! --patch --no-patch --raw --patch-with-raw --patch-with-stat --numstat',
  '--shortstat --dirstat=? --cumulative --dirstat-by-file=? --check --summary --name-only --name-status --stat=? --cc',
  '--stat-width= --stat-name-width= --stat-graph-width= --stat-count= --compact-summary --binary --full-index --color=?',
  '--ws-error-highlight= --abbrev=? --src-prefix= --dst-prefix= --line-prefix= --no-prefix --default-prefix',
  '--inter-hunk-context= --output-indicator-new= --output-indicator-old= --output-indicator-context= --no-indent-heuristic',
  '--irreversible-delete --find-copies-harder --no-renames --rename-empty --follow --minimal --ignore-all-space',
  '--ignore-space-change --ignore-space-at-eol --ignore-cr-at-eol --ignore-blank-lines --ignore-matching-lines=',
  '--indent-heuristic --patience --histogram --diff-algorithm= --anchored= --word-diff=? --word-diff-regex=',
  '--color-words=? --color-moved=? --color-moved-ws= --relative=? --text --exit-code --quiet --ignore-submodules=?',
  '--submodule=? --ita-invisible-in-index --ita-visible-in-index --pickaxe-all --pickaxe-regex --rotate-to= --skip-to=',
  '--find-object= --diff-filter= --function-context --diff-merges= --no-diff-merges --combined-all-paths --dd',
  '--remerge-diff --max-depth= --root',
];

/** Which commits are meant. */
const REVISIONS: Names = [
  '-n= -iEFPgvq --max-count= --skip= --since= --after= --since-as-filter= --until= --before= --max-age= --min-age= --author=',
  '--committer= --grep= --grep-reflog= --all-match --invert-grep --regexp-ignore-case --basic-regexp --extended-regexp',
  '--fixed-strings --perl-regexp --remove-empty --merges --no-merges --min-parents=? --max-parents=? --first-parent',
  '--exclude-first-parent-only --not --all --branches=? --tags=? --remotes=? --glob= --exclude= --exclude-hidden= --reflog',
  '--alternate-refs --single-worktree --ignore-missing --stdin --cherry-mark --cherry-pick --cherry --left-only',
  '--right-only --walk-reflogs --merge --boundary --simplify-by-decoration --show-pulls --full-history --dense --sparse',
  '--simplify-merges --ancestry-path=? --date-order --author-date-order --topo-order --reverse --no-walk=? --do-walk',
  '--in-commit-order --end-of-options --maximal-only',
];

/** How commits are shown. */
const PRETTY: Names = [
  '--pretty=? --format=? --abbrev-commit --oneline --encoding= --expand-tabs=? --notes=? --show-notes=? --standard-notes',
  '--show-notes-by-default --show-signature --relative-date --date= --parents --children --left-right --graph --no-commit-id',
  '--show-linear-break=? --decorate=? --decorate-refs= --decorate-refs-exclude= --clear-decorations --source --use-mailmap',
  '--mailmap --full-diff --log-size -L= --header --always --graph-lane-limit=?',
];

export const LOG: Names = [DIFF, REVISIONS, PRETTY].flat();
const COLUMN =
  '--column=? --color=? --sort= --format= --abbrev=? --points-at= --merged=? --no-merged=? --contains=? --no-contains=?';

/** Commands that print what is there. */
export const lookingVerbs: Readonly<Record<string, Verb>> = {
  status: { isHarmless: true, options: '-u=? --untracked-files=? --porcelain=?', shows: 'names' },
  'log|whatchanged': { options: LOG, see: printLog },
  show: { options: LOG, shows: 'contents', see: printLog },
  'diff|diff-tree|diff-index|diff-files': {
    options: [DIFF, PRETTY, '--cached --staged --merge-base --no-index --base --ours --theirs --stdin -v'].flat(),
    shows: 'contents',
    see: printDiff,
  },
  'range-diff': {
    options: [DIFF, '--creation-factor= --no-dual-color --notes=? --left-only --right-only'].flat(),
  },
  shortlog: { options: [LOG, '-nsec --summary --numbered --email -w=? --group= --committer=?'].flat() },
  'blame|annotate': {
    options: [
      REVISIONS,
      '-bctlsfpewn --incremental --root --show-stats --progress --score-debug --show-name --show-number --porcelain -# -S=read',
      '--line-porcelain --show-email --ignore-rev= --ignore-revs-file=read --color-lines --color-by-age --minimal --date=',
      '--contents=read -C=? -M=? -L= --abbrev=? -h --encoding= --textconv! -q',
    ].flat(),
    shows: 'contents',
  },
  'rev-list': {
    options: [
      REVISIONS,
      PRETTY,
      '--objects --objects-edge --objects-edge-aggressive --disk-usage=? --unpacked --count --quiet',
      '--object-names --bisect --bisect-vars --bisect-all --abbrev=? --timestamp --use-bitmap-index --progress= --filter= -#',
      '--filter-print-omitted --filter-provided-objects --missing= --exclude-promisor-objects --indexed-objects --commit-header',
      '--unsorted-input --test-bitmap --cherry-pick --show-signature',
    ].flat(),
    see: (call, parsed) =>
      call.out(
        undefined,
        parsed.has(
          '--objects',
          '--objects-edge',
          '--pretty',
          '--format',
          '--header',
          '--oneline',
          '--graph',
          '--filter',
        )
          ? 'any'
          : 'plain',
      ),
  },
  'rev-parse': {
    isHarmless: true,
    options: '--prefix= --default= --short=? --abbrev-ref=? --git-path=',
    see: printParsed,
  },
  'describe|merge-base|name-rev|count-objects|write-tree': { isHarmless: true, prints: 'plain' },
  'ls-files': {
    isHarmless: true,
    options: '-x,--exclude= -X,--exclude-from=read --exclude-per-directory= --with-tree= --abbrev=? --format=',
    shows: 'names',
    see: (call, parsed) =>
      call.out(
        undefined,
        parsed.has('--format', '-s', '--stage', '--eol', '--debug', '-t', '-v') ? 'any' : listed(call),
      ),
  },
  'ls-tree': { isHarmless: true, options: '--format= --abbrev=?', prints: 'names' },
  'cat-file': {
    isHarmless: true,
    options: '--textconv! --filters! --path= --batch=? --batch-check=? --batch-command=? --filter= -h',
    shows: 'contents',
  },
  grep: {
    options: [
      '-IhHvwaEGFPnlLzocpWqir -# -f=read -e= -O! --open-files-in-pager! --ext-grep! --textconv! --cached --no-index --untracked',
      '--exclude-standard --recurse-submodules --invert-match --ignore-case --word-regexp --text --recursive --max-depth=',
      '--extended-regexp --basic-regexp --fixed-strings --perl-regexp --line-number --column --full-name --max-count= -m=',
      '--files-with-matches --name-only --files-without-match --null --only-matching --count --color=? --break --heading',
      '-C,--context= -B,--before-context= -A,--after-context= --threads= --show-function --function-context --and --or',
      '--not --quiet --all-match --parent-basename= --end-of-options',
    ],
    see: grep,
  },
  [either([
    'cherry show-branch patch-id check-ignore check-attr check-mailmap check-ref-format get-tar-commit-id show-index',
    'verify-commit verify-tag verify-pack var version last-modified diff-pairs refs-list merge-tree',
  ])]: { isHarmless: true },
  'for-each-ref': { isHarmless: true, options: `${COLUMN} --count= --exclude= -h`, see: printRefs },
  'show-ref': { isHarmless: true, options: '--hash=? --abbrev=? --exclude-existing=?' },
  'stripspace|column|fmt-merge-msg': {
    isHarmless: true,
    options: '-F,--file=read --command= --mode=? --indent= --nl= --log=?',
  },
  fsck: { isHarmless: true, options: '--lost-found', deeds: { '--lost-found': 'local' } },
  'interpret-trailers': {
    isHarmless: true,
    options: '--in-place --trailer= --where= --if-exists= --if-missing= -h',
    see: (call, parsed) => {
      for (const operand of parsed.operands) call.file(parsed.has('--in-place') ? 'edit' : 'read', operand);
      return undefined;
    },
  },
  help: {
    isHarmless: true,
    options: '-w,--web -m,--man -i,--info',
    deeds: { '-w': loses('opens a browser') },
  },
  mailinfo: { isHarmless: true, options: '--encoding= --quoted-cr=', operands: 'write write' },
  mailsplit: { isHarmless: true, options: '-d= -f= -o=folder', operands: 'read*' },
  'bugreport|diagnose': {
    options: '-o,--output-directory=folder -s,--suffix= --diagnose=? --mode=',
    see: (call, parsed) => (parsed.has('-o') ? undefined : perform(call, 'local')),
  },
  refs: {
    words: {
      'list|exists|verify': { isHarmless: true },
      'migrate|optimize': { does: loses('rewrites where references are kept') },
    },
  },
  'repo|survey': { isHarmless: true },
  // Of git-extras
  [either('brv commits-since line-summary locked root show-merged-branches show-unmerged-branches')]: {
    isHarmless: true,
  },
  'summary|effort|contrib|info|missing|local-commits|standup|show-tree|guilt|count': { isHarmless: true },
};

/** What a commit holds is printed only where a patch is asked for. */
function printLog(call: Call, parsed: Parsed): Flow {
  const isPatch = parsed.has(
    '-p',
    '-u',
    '--patch',
    '-U',
    '-L',
    '--cc',
    '-c',
    '--word-diff',
    '--color-words',
    '--patch-with-stat',
    '-W',
  );
  if (isPatch) readElsewhere(call);
  if (isPatch)
    for (const [index, operand] of parsed.operands.entries())
      if (parsed.dashesAt !== undefined && index >= parsed.dashesAt) call.file('read', operand);
  for (const { name, value } of parsed.options)
    if (name === '-L' && value?.text !== undefined) {
      const path = /(?<!\\):([^:]+)$/.exec(value.text)?.[1];
      if (path !== undefined) call.file('read', { ...value, text: path, head: path });
    }
  const format = parsed.value('--format', '--pretty')?.text;
  const isList =
    !isPatch && parsed.has('--name-only') && (format === '' || format === 'format:' || format === 'tformat:');
  const nature = isList ? 'names' : natureOf(format, parsed);
  return { ...asPatch(call, parsed, true), nature };
}

function natureOf(format: string | undefined, parsed: Parsed): Nature {
  const isMore = parsed.options.some(
    ({ name }) =>
      !/^(?:-n|-#|-\d|-h|-q|--(?:format|pretty|max-count|skip|no-patch|all|reverse|abbrev|since|until|after|before|author|grep|first-parent|no-merges|merges|date|no-walk|quiet|branches|tags|diff-filter|follow|date-order|topo-order))$|^-s$/.test(
        name,
      ),
  );
  return !isMore && /^(?:t?format:)?%(?:[hHtTp]|[ac][tsI])$/.test(format ?? '') ? 'plain' : 'any';
}

function printDiff(call: Call, parsed: Parsed): Flow {
  if (parsed.has('--no-index')) for (const operand of parsed.operands) call.file('read', operand);
  if (parsed.has('--name-only') && !parsed.has('-p', '-u', '--patch')) return call.out(undefined, 'names');
  const revisions = parsed.operands.slice(0, parsed.dashesAt).filter((operand) => call.kindOf(operand) === 'missing');
  const isCommitted =
    parsed.has('--cached', '--staged') ||
    revisions.length > 1 ||
    revisions.some(({ text }) => text?.includes('..') === true);
  return asPatch(call, parsed, isCommitted);
}

/** Differences that git shows, as `git apply` may take them without a look: those between commits, and those not yet in one. */
export const COMMITTED = 'differences between commits';
export const UNCOMMITTED = 'differences that are in no commit';

/** Text of the command's own choice in what is shown: then it may be a patch of anything. */
const FORMED = [
  '--format',
  '--pretty',
  '--line-prefix',
  '--src-prefix',
  '--dst-prefix',
  '--output-indicator-new',
  '--output-indicator-old',
  '--output-indicator-context',
  '--ws-error-highlight',
];

export function asPatch(call: Call, parsed: Parsed, isCommitted: boolean): Flow {
  const flow = call.out();
  const isFormed = parsed.options.some(({ name, value }) => FORMED.includes(name) && value?.text !== '');
  return isFormed ? flow : { ...flow, from: isCommitted ? COMMITTED : UNCOMMITTED };
}

const PLAIN_REF = /^%\((?:refname:(?:short|lstrip=\d|strip=\d)|objectname(?::short)?|refname)\)$/;

/** Names of references hold no blanks, and begin with no dash. */
export function printRefs(call: Call, parsed: Parsed): Flow {
  return call.out(undefined, PLAIN_REF.test(parsed.value('--format')?.text ?? '') ? 'plain' : 'any');
}

/** Options of `rev-parse` after which it prints a hash, a name or a number. */
const PLAIN_PARSE = new Set([
  '--short',
  '--verify',
  '-q',
  '--quiet',
  '--abbrev-ref',
  '--symbolic-full-name',
  '--is-inside-work-tree',
  '--is-bare-repository',
  '--is-shallow-repository',
  '--is-inside-git-dir',
  '--revs-only',
  '--show-object-format',
  '--no-flags',
  '--default',
  '--symbolic',
  '--branches',
  '--tags',
  '--remotes',
  '--end-of-options',
]);

function printParsed(call: Call, parsed: Parsed): Flow {
  const options = parsed.options.map(({ name }) => name);
  if (options.length === 0 || options.every((name) => PLAIN_PARSE.has(name))) {
    // What is no revision is printed as it stands.
    const isRevision = parsed.operands.every(
      (operand) =>
        operand.text !== undefined &&
        /^[\w@^][\w@{}^~/.-]*$/.test(operand.text) &&
        (parsed.has('--verify', '--abbrev-ref') || call.kindOf(operand) === 'missing'),
    );
    return call.out(undefined, isRevision ? 'plain' : 'any');
  }
  if (options.length === 1 && call.folders?.length === 1) {
    const repository = repositoryAt(call, call.folders[0] ?? '');
    const exact = parsed.has('--show-toplevel')
      ? repository?.root
      : parsed.has('--git-dir', '--absolute-git-dir')
        ? repository?.settings
        : undefined;
    if (exact !== undefined) return call.out(`${exact}\n`);
  }
  return call.out(undefined, parsed.has('--show-toplevel') ? 'paths' : 'any');
}

function grep(call: Call, parsed: Parsed): Flow {
  readElsewhere(call);
  parsed.operands.slice(parsed.has('-e', '-f') ? 0 : 1).forEach((operand) => {
    call.file('read', operand);
  });
  const isList = parsed.has('-l', '--files-with-matches', '--name-only', '-L', '--files-without-match');
  return call.out(undefined, isList ? listed(call) : 'any');
}

/** Files of the work tree, by their names from here. */
function listed(call: Call): Nature {
  return call.mayListDashes() ? 'names' : 'paths';
}
