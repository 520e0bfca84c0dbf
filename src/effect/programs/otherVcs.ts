import type { Names } from '../names';
import { literalArg } from '../shell/value';
import { loses, reaches, sets, subcommandsOf, type Verb } from './gitVerb';
import type { Call, Program } from './program';

const FILTERS = '-I,--include= -X,--exclude=';
const LOCAL: Verb = { isHarmless: true, does: 'local' };
const LOOK: Verb = { isHarmless: true };
const NAMES: Verb = { isHarmless: true, shows: 'names' };

/** Of Subversion most commands reach the server, and a commit is at once what others see. */
const SVN_ANYWHERE: Names = [
  '-q,--quiet -v,--verbose -r,--revision= -c,--change= -N,--non-recursive --depth= --username= --password= --no-auth-cache',
  '--non-interactive --trust-server-cert --force-interactive --config-dir! --config-option! --diff-cmd! --editor-cmd!',
  '--diff3-cmd! --xml --incremental --limit= -l= -g,--use-merge-history --targets=read --stop-on-copy -x,--extensions=',
  '--notice-ancestry --summarize --no-diff-deleted --no-diff-added --git --old= --new= --show-updates -u --no-ignore --strict',
  '--changelist= --cl= --ignore-externals --show-item= --no-newline -R,--recursive --revprop --with-revprop= --search=',
  '--search-and= --diff --internal-diff --properties-only --ignore-properties --patch-compatible --set-depth= --show-passwords!',
  '--trust-server-cert-failures= --no-unlock --with-all-revprops --with-no-revprops --show-copies-as-adds --include-externals',
];
const svn = (verb: Verb, more = ''): Verb => ({ ...verb, options: [SVN_ANYWHERE, more].flat() });

const svnVerbs: Readonly<Record<string, Verb>> = {
  'status|stat|st|info|log|list|ls|propget|pget|pg|proplist|plist|pl|help|h|mergeinfo': svn({ shows: 'names' }),
  'diff|di|cat|blame|praise|annotate|ann': svn({ shows: 'contents' }),
  'add|changelist|cl|resolve|resolved|upgrade|mkdir|move|mv|rename|ren|copy|cp|propset|pset|ps': svn(
    {
      does: 'local',
      see: (call, parsed) => {
        const isRemote = parsed.operands.some((operand) => /^[\w+.-]+:\/\//.test(operand.head));
        return isRemote
          ? call.emit('gitRemote', 'the server', { detail: 'git.remote.push', says: 'changes what is on the server' })
          : undefined;
      },
    },
    '-m,--message= --parents --auto-props --no-auto-props --force --accept= --remove --keep-changelists -F,--file=read',
  ),
  'delete|del|remove|rm': svn(
    { does: loses('deletes files or folders') },
    '-m,--message= --force --keep-local -F,--file=read',
  ),
  'revert|cleanup': svn(
    { does: loses('throws away changes of files') },
    '--remove-unversioned --remove-ignored --vacuum-pristines --remove-added --force',
  ),
  'update|up|checkout|co|switch|sw|export|merge|relocate|import|commit|ci|lock|unlock|propdel|propedit|patch|auth': {
    isHarmless: true,
    options: SVN_ANYWHERE,
    does: reaches('push', 'brings in files of the server, or changes it'),
  },
};

const hgVerbs: Readonly<Record<string, Verb>> = {
  'status|st|stat|summary|sum|log|history|branches|tags|bookmarks|heads|parents|identify|id|manifest|files|locate|paths':
    NAMES,
  'root|help|version|config|showconfig|debugconfig|verify|glog|phase|debuginstall|files': {
    isHarmless: true,
    options: '-e,--edit --global -l,--local',
    deeds: { '-e': sets('set', 'opens an editor on the settings') },
  },
  'diff|cat|annotate|blame|grep': {
    isHarmless: true,
    options: ['-o,--output=write', FILTERS],
    shows: 'contents',
  },
  'incoming|in|outgoing|out': {
    isHarmless: true,
    see: (call, parsed) =>
      call.emit('gitRemote', 'the remote', {
        detail: parsed.operands.length === 0 ? 'git.remote.look' : 'git.remote.address',
        says: 'looks at what the remote has',
      }),
  },
  'add|addremove|copy|cp|rename|move|mv|forget|branch|bookmark|book|tag|graft|merge|shelve|resolve|init|phase': {
    isHarmless: true,
    options: '-f,--force -d,--delete -t,--tool! --config! -C,--cleanup --remove',
    does: 'local',
    deeds: { '-f -d --remove -C': loses('replaces or deletes what is there') },
  },
  'unshelve|backout': LOCAL,
  'commit|ci': {
    isHarmless: true,
    options: '--amend -m,--message= -l,--logfile=read -u,--user= -d,--date= -i! --interactive!',
    does: 'local',
    deeds: { '--amend': loses('replaces the last commit') },
  },
  'update|up|checkout|co|goto': {
    isHarmless: true,
    options: '-C,--clean -c,--check -m,--merge -r,--rev= -t,--tool! -d,--date=',
    does: 'local',
    deeds: { '-C': loses('throws away what is not committed') },
  },
  'remove|rm': { isHarmless: true, does: loses('deletes files') },
  'revert|strip|rollback|rebase|histedit|purge|clean|uncommit|unamend|amend|fold|split|absorb|fix': {
    isHarmless: true,
    options: '-n,--dry-run -p,--print --no-dry-run',
    looks: '-p',
    does: loses('rewrites commits, or throws away changes of files'),
  },
  'push|pull|fetch|clone|email|serve|unbundle|convert': {
    isHarmless: true,
    does: reaches('push', 'sends or brings in commits, or lets others take them'),
  },
  'export|archive|bundle': {
    isHarmless: true,
    options: '-o,--output=write -r,--rev= -t,--type= -p,--prefix= --base= -a,--all',
    does: 'local',
    see: (call, parsed) => {
      const [file] = parsed.operands;
      return file === undefined || call.args.some((arg) => arg.text === 'export')
        ? undefined
        : call.file('write', file);
    },
  },
};

const JJ_ANYWHERE = [
  '-R,--repository=cwd --ignore-working-copy --ignore-immutable --at-operation= --at-op= --color= --quiet --no-pager --debug',
  '--config! --config-file! --config-toml! -h,--help -V,--version',
];
const JJ_SHOWN = [
  '-r,--revisions= --revision= -n,--limit= --reversed -G,--no-graph -T,--template= -p,--patch -s,--summary --stat --types',
  '--name-only --git --color-words --context= --tool! -w,--ignore-all-space -b,--ignore-space-change --from= --to= -f= -t=',
  '-i! --interactive! -a,--all --all-remotes --tracked --conflicted -c= --list --remote= -l',
  JJ_ANYWHERE,
].flat();
const jj = (verb: Verb, more = ''): Verb => ({ ...verb, options: [JJ_SHOWN, more].flat() });
const group = (words: Readonly<Record<string, Verb>>): Verb => ({ options: JJ_ANYWHERE, words });

/** Whatever jj changes it can undo, but what it gives up or sends. */
const jjVerbs: Readonly<Record<string, Verb>> = {
  'log|status|st|evolog|obslog|root|help|version': jj({}),
  'diff|show|interdiff': jj({ shows: 'contents' }),
  'new|describe|desc|commit|ci|edit|squash|duplicate|parallelize|next|prev|absorb|undo|redo|unsquash|backout|revert|simplify-parents':
    jj(
      { does: 'local' },
      '-m,--message= -A,--insert-after= -B,--insert-before= --no-edit -u,--use-destination-message --into= --reset-author --author= --stdin -e,--edit -d,--destination= -k,--keep-emptied -o,--onto=',
    ),
  'file|f': group({
    'list|search': jj({ shows: 'names' }),
    'show|annotate': jj({ shows: 'contents' }),
    'track|untrack|chmod': jj({ does: 'local' }),
  }),
  'bookmark|b|branch': group({
    'list|l': jj({}),
    'create|c|set|s|track|t|untrack|move|m': jj({ does: 'local' }, '-B,--allow-backwards'),
    'delete|d|forget|f|rename|r': jj({ does: loses('deletes or renames a bookmark') }),
  }),
  tag: group({ 'list|l': jj({}), 'set|s|create|delete|d': jj({ does: loses('changes a tag') }) }),
  'operation|op': group({
    'log|show|diff': jj({}),
    'undo|revert|restore|abandon|integrate': jj({ does: loses('takes the repository back to another time') }),
  }),
  workspace: group({
    'list|root': jj({}),
    'add|update-stale': jj({ operands: 'folder', does: 'local' }, '--name= --sparse-patterns='),
    'forget|rename': jj({ does: loses('forgets a work tree') }),
  }),
  git: group({
    'init|import|export|root': jj({ does: 'local' }, '--colocate --git-repo='),
    fetch: jj(
      { see: (call) => call.emit('gitRemote', 'the remotes', { detail: 'git.remote.fetch' }) },
      '--branch= -b=',
    ),
    push: jj(
      { does: reaches('push', 'sends commits to the remote') },
      '--all --deleted --dry-run --bookmark= --change= --allow-new -b= -N --tracked',
    ),
    clone: jj({ does: reaches('clone', 'copies a repository here') }, '--colocate --depth='),
    remote: {
      options: JJ_ANYWHERE,
      words: {
        list: jj({}),
        'add|remove|rename|set-url': jj({ does: reaches('change', 'changes which remotes are used') }),
      },
    },
  }),
  'config|c': group({
    'list|l|get|g|path|p': jj({}, '--user --repo --workspace --include-defaults --include-overridden'),
    'set|s|unset|u|edit|e': jj({ does: sets('set', 'changes the settings of jj') }, '--user --repo --workspace'),
  }),
  sparse: group({ list: jj({}), 'set|reset|edit': jj({ does: 'local' }, '--add= --remove= --clear') }),
  'abandon|restore|rebase|split|diffedit|metaedit|sign|unsign': {
    isHarmless: true,
    does: loses('rewrites or gives up commits'),
  },
  resolve: jj({ looks: '-l --list', does: loses('settles conflicts with a tool') }),
};

const fossilVerbs: Readonly<Record<string, Verb>> = {
  'status|changes|timeline|info|finfo|ls|leaves|descendants|dbstat|stat|version|help|whatis|extras|json|search': NAMES,
  'diff|gdiff|cat|annotate|blame|praise|artifact': {
    isHarmless: true,
    options: '--command! --tk! --diff-binary=',
    shows: 'contents',
  },
  'branch|tag|remote|remote-url|settings|set|stash|bisect|wiki|ticket|user|config|configuration': {
    words: { 'list|ls|lsh|info|current|show|diff|status|log|find|get|capabilities': LOOK },
    see: (call, parsed) =>
      parsed.operands.length === 0
        ? undefined
        : call.emit('gitHistory', 'this repository', {
            detail: 'git.lose',
            says: 'changes branches, tags or settings',
          }),
  },
  'add|addremove|rename|mv|forget': LOCAL,
  'commit|ci|push|pull|sync|clone|update|up|checkout|co|open|merge|server|ui|http|cgi': {
    isHarmless: true,
    does: reaches('push', 'sends or brings in what others have'),
  },
  'rm|delete|revert|undo|clean|purge|scrub|shun|rebuild|close|amend|new|init|deconstruct|reconstruct|sqlite3|export|import|git':
    {
      isHarmless: true,
      does: loses('deletes or rewrites what is there'),
    },
};

export const otherVcsPrograms: readonly Program[] = [
  { names: 'svn', options: [SVN_ANYWHERE, '--version -h,--help'].flat(), subcommands: subcommandsOf(svnVerbs) },
  {
    names: 'svnadmin svnserve svnsync svndumpfilter svnrdump svnmucc',
    loose: true,
    see: (call) =>
      call.args.some((arg) => /^(?:help|--help|--version)$/.test(arg.text ?? ''))
        ? undefined
        : call.emit('gitHistory', 'the repository', { detail: 'git.lose', says: 'changes a repository as a whole' }),
  },
  { names: 'svnversion', options: '-nc --no-newline --committed --version -q', operands: 'names text' },
  {
    names: 'svnlook',
    options: '--version --help -q',
    subcommands: {
      'author|cat|changed|date|dirs-changed|filesize|history|info|lock|log|propget|pget|pg|proplist|plist|pl|tree|uuid|youngest|help|diff':
        {
          options:
            '-r,--revision= -t,--transaction= -l,--limit= -v,--verbose -N,--non-recursive --copy-info --full-paths --show-ids --revprop --xml --show-inherited-props --no-newline --no-diff-added --no-diff-deleted --diff-copy-from --ignore-properties --properties-only --diff-cmd=no -x,--extensions= -M,--memory-cache-size=',
          operands: 'read text*',
        },
    },
  },
  {
    names: 'hg',
    options: [
      '-R,--repository=cwd --cwd=cwd -y,--noninteractive -q,--quiet -v,--verbose --color= --config! --debug --debugger! --encoding=',
      '--encodingmode= --traceback --time --profile --version -h,--help --hidden --pager=',
    ],
    subcommands: subcommandsOf(hgVerbs),
    see: (call, parsed) => {
      checkSettings(call, '.hg/hgrc');
      const [word] = parsed.operands;
      if (word !== undefined && !isKnown(hgVerbs, word.text))
        call.unknown('program.subcommand', word.raw, `uses \`hg ${word.raw}\`, which is not known`);
      return undefined;
    },
  },
  { names: 'jj', options: JJ_ANYWHERE, subcommands: subcommandsOf(jjVerbs) },
  {
    names: 'fossil',
    options:
      '-R,--repository=read --chdir=cwd --nocgi --quiet -v --version --args! --sshcommand! --ssl-identity= --user= -U=',
    subcommands: subcommandsOf(fossilVerbs),
  },
  {
    names: 'diff-so-fancy',
    options: '--colors --patch --version -v --help -h -? --set-defaults',
    see: (call, parsed) =>
      parsed.has('--set-defaults')
        ? call.emit('gitConfig', 'the settings of git', {
            detail: 'git.config.global',
            says: 'changes the settings of git',
          })
        : undefined,
  },
  { names: 'onefetch', loose: true, options: '--image=read', operands: 'names*' },
  {
    names: 'git-cliff',
    options: [
      '-h,--help -V,--version -v,--verbose -i,--init=? -c,--config=read -w,--workdir=cwd -r,--repository=cwd --include-path=',
      '--exclude-path= --tag-pattern= --with-commit= --with-tag-message=? --ignore-tags= --count-tags= --skip-commit= -p,--prepend=write',
      '-o,--output=write -t,--tag= --bump=? --bumped-version -b,--body= -l,--latest --current -u,--unreleased --topo-order',
      '--use-branch-tags --no-exec --context -x --from-context=read -s,--strip= --sort= --offline --github-token! --github-repo!',
      '--config-url!',
    ],
    operands: 'text*',
    see: (call, parsed) =>
      parsed.has('--no-exec') ? undefined : call.runHere('run.tool', 'cliff.toml', 'writes a list of changes'),
  },
  {
    names: 'gitleaks',
    options: '-h,--help --version',
    subcommands: {
      'detect|protect|git|dir|directory|file|stdin|version': {
        options: [
          '-b,--baseline-path=read -c,--config=read --exit-code= -f,--report-format= -r,--report-path=write --redact=? -s,--source=read',
          '-v,--verbose --no-banner --no-color --no-git --staged --pre-commit --log-opts= -l,--log-level= --max-target-megabytes=',
          '--follow-symlinks --enable-rule= -i,--gitleaks-ignore-path=read --ignore-gitleaks-allow --timeout= --max-decode-depth=',
          '--report-template=read --max-archive-depth= --platform=',
        ],
        operands: 'read*',
      },
    },
  },
  {
    names: 'tig gitk git-gui lazygit gitui',
    loose: true,
    see: (call) =>
      call.args.length === 1 && /^(?:-v|-h|--version|--help)$/.test(call.args[0]?.text ?? '')
        ? undefined
        : call.unknown('program.beyond', call.name, 'opens an interactive program'),
  },
];

function isKnown(verbs: Readonly<Record<string, Verb>>, name: string | undefined): boolean {
  return name !== undefined && Object.keys(verbs).some((names) => names.split('|').includes(name));
}

/** Settings below the folder that run programs on any command: hooks, extensions, other names for commands. */
function checkSettings(call: Call, file: string): void {
  const text = call.textOf(literalArg(file, call.part));
  const bad = settingNames(text ?? '').find((name) =>
    /^(?:hooks|extensions|alias|ui|merge-tools|extdiff|schemes)\.(?!username|verbose|color|paginate)/.test(name),
  );
  if (bad !== undefined)
    call.emit('gitConfig', bad, {
      detail: 'git.config.present',
      says: `obeys the repository's setting ${bad}`,
    });
}

/** `section.key` of each setting: a section in brackets, and names in front of `=`. */
function settingNames(text: string): readonly string[] {
  const found: string[] = [];
  let section = '';
  for (const line of text.split(/\r?\n/)) {
    section = /^\[([^\]]+)\]/.exec(line)?.[1]?.trim().toLowerCase() ?? section;
    const key = /^([\w.:-]+)\s*=/.exec(line)?.[1];
    if (key !== undefined) found.push(`${section}.${key.toLowerCase()}`);
  }
  return found;
}
