import { either, nameSet } from '../names';
import { literalArg } from '../shell/value';
import { changing, losing, other } from './gitVerbs';
import type { Call, Does, Parsed, Program, Subcommand } from './program';

const local: readonly Does[] = [['gitHistory', 'git.local']];

const DIFF_NO = '--output=write -o=write --ext-diff! --textconv! --no-index -O=read --contents=read';
const loose = (
  does: readonly Does[],
  options = '',
  see?: Subcommand['see'],
  prints?: Subcommand['prints'],
): Subcommand => ({
  loose: true,
  does,
  options,
  ...(see === undefined ? {} : { see }),
  ...(prints === undefined ? {} : { prints }),
});
/** Reads and prints; none of its options write or run but those of the diff family. */
const reading = (prints?: Subcommand['prints']): Subcommand => ({
  loose: true,
  options: DIFF_NO,
  see: guardReading,
  ...(prints === undefined ? {} : { prints }),
});

/** Print what is there. */
const READS = [
  'status log show diff shortlog whatchanged show-branch cherry range-diff diff-tree diff-index diff-files blame annotate',
  'ls-tree cat-file name-rev show-ref show-index for-each-ref count-objects merge-tree pack-redundant patch-id',
  'check-ignore check-attr check-mailmap check-ref-format verify-commit verify-tag verify-pack fsck',
  'stripspace interpret-trailers column fmt-merge-msg request-pull get-tar-commit-id',
  'var version help',
  // Of git-extras
  'guilt summary effort contrib authors info missing local-commits standup show-tree',
];
/** Told apart by more than data can say. */
const OTHERS = [
  // Commits and branches
  'merge cherry-pick revert rebase am format-patch format-rev bisect notes replace rerere reflog',
  'filter-branch filter-repo fast-import fast-export',
  // Files, folders, and other repositories
  'worktree sparse-checkout submodule subtree lfs archive bundle checkout-index read-tree update-index init config',
  'remote pull fetch clone ls-remote send-pack fetch-pack remote-ext remote-fd backfill',
  // The store of objects
  'maintenance gc repack prune prune-packed pack-refs commit-graph multi-pack-index pack-objects unpack-objects',
  'index-pack write-tree commit-tree mktree mktag update-ref',
  // What starts other programs, or serves others
  'difftool mergetool instaweb gui gitk shell daemon credential hook send-email imap-send web--browse',
  'upload-pack receive-pack http-backend for-each-repo scalar',
  // Other systems, and what is added to git
  'svn p4 cvsimport quiltimport flow alias undo obliterate delete-branch reset-file sync',
];

export const gitPrograms: readonly Program[] = [
  {
    names: 'git',
    options: [
      '-C=cwd -p! -P -c= --paginate! --no-pager --git-dir= --work-tree=cwd --namespace= --exec-path=? --config-env=',
      '--bare --no-replace-objects --literal-pathspecs --glob-pathspecs --noglob-pathspecs --icase-pathspecs',
      '--no-optional-locks --no-lazy-fetch --no-advice --html-path --man-path --info-path --version -v --help -h',
      '--attr-source= --super-prefix=no',
    ],
    see: global,
    subcommands: {
      [either(READS)]: reading(),
      'describe|rev-parse|rev-list|merge-base|symbolic-ref|hash-object': {
        loose: true,
        options: '-d! --delete! -w! --stdin-paths!',
        see: plainOutput,
      },
      'ls-files': { loose: true, prints: 'names' },
      grep: {
        loose: true,
        options: '-O! --open-files-in-pager! --textconv! --ext-grep! -f=read -e=',
        see: grep,
      },
      mailinfo: { loose: true, operands: 'write write' },
      'bugreport|diagnose': { loose: true, options: '-o,--output-directory=folder' },
      'add|stage': loose(local, '-p! --patch! -i! --interactive! -e! --edit!', undefined),
      'commit|citool': loose(local, '--amend --no-verify -n -F=read --file=read -t=read --template=read', commit),
      mv: {
        options: '-fknv --force --dry-run --verbose',
        does: local,
        see: (call, parsed) => {
          for (const operand of parsed.operands) call.file('write', operand);
          return undefined;
        },
      },
      rm: {
        loose: true,
        options: '-f,--force -r -q,--quiet --cached -n,--dry-run --pathspec-from-file=read',
        see: remove,
      },
      branch: { loose: true, see: branch },
      tag: {
        loose: true,
        options: [
          '-d,--delete -f,--force -l,--list -n=? -v,--verify -a -s -m,--message= -F,--file=read -u,--local-user=',
          '--contains= --no-contains= --merged= --no-merged= --points-at= --sort= --format= --cleanup=',
        ],
        see: (call, parsed) =>
          parsed.has('-d', '--delete')
            ? losing(call, 'deletes a tag')
            : parsed.has('-f', '--force')
              ? losing(call, 'moves a tag')
              : parsed.operands.length > 0 &&
                  !parsed.has('-l', '--list', '-n', '--contains', '--merged', '--points-at', '-v', '--sort')
                ? changing(call)
                : undefined,
      },
      checkout: {
        loose: true,
        options: [
          '-f,--force --ours --theirs -m,--merge -p,--patch --pathspec-from-file= -b= -B= --orphan= -d,--detach',
          '-t,--track=? --conflict= -l -q,--quiet',
        ],
        see: checkout,
      },
      switch: {
        loose: true,
        options: '-f,--force --discard-changes -C,--force-create= -c,--create= --orphan= -m,--merge -d,--detach',
        see: (call, parsed) =>
          parsed.has('-f', '--force', '--discard-changes')
            ? losing(call, 'throws away what is not committed')
            : parsed.has('-C', '--force-create')
              ? losing(call, 'moves a branch that exists')
              : changing(call),
      },
      restore: {
        loose: true,
        options: '-S,--staged -W,--worktree -s,--source= -p,--patch --pathspec-from-file=read',
        see: (call, parsed) =>
          parsed.has('--staged', '-S') &&
          !parsed.has('--worktree', '-W') &&
          !parsed.options.some(({ name }) => name.startsWith('--no-s'))
            ? changing(call)
            : losing(call, 'throws away changes of files'),
      },
      reset: {
        loose: true,
        see: (call, parsed) =>
          parsed.has('--hard', '--merge', '--keep') ||
          call.args.some((arg) => /^--(?:h|me|k)/.test(arg.head) || (arg.text === undefined && arg.head === ''))
            ? losing(call, 'throws away what is not committed')
            : changing(call),
      },
      stash: { loose: true, see: stash },
      clean: {
        loose: true,
        options: '-n,--dry-run -d -f,--force -x -X -q,--quiet -i,--interactive -e,--exclude=',
        see: other,
      },
      push: {
        loose: true,
        options: '-n,--dry-run -o,--push-option= --repo= --receive-pack= --exec= --recurse-submodules=',
        see: other,
      },
      apply: {
        loose: true,
        options: [
          '--apply --check --stat --numstat --summary -p= -C= --exclude= --include= --directory= --whitespace=',
          '--build-fake-ancestor=',
        ],
        see: other,
      },
      [either(OTHERS)]: { loose: true, see: other },
    },
  },
  {
    names: 'tig gitk git-gui lazygit',
    loose: true,
    see: (call) => call.unknown('program.beyond', call.name, 'opens an interactive program'),
  },
  { names: 'git-lfs', loose: true, see: (call) => other(call) },
];

/** Anything else is an alias, or a program that is added to git. */
const KNOWN: ReadonlySet<string> = new Set(
  Object.keys(gitPrograms[0]?.subcommands ?? {}).flatMap((names) => names.split('|')),
);

/** Settings that only change what is shown, or switch something off. Those with a value are harmless with it alone. */
const HARMLESS_CONFIG = new RegExp(
  `^(?:${[
    String.raw`(?:color|advice|author|committer|log|status|grep|column|i18n)\.\w+|color\.[\w.]+`,
    `user\\.(?:${either('name email')})`,
    `core\\.(?:${either([
      'quotepath abbrev autocrlf safecrlf eol ignorecase precomposeunicode longpaths preloadindex untrackedcache',
      'pager=(?:cat|less)? fsmonitor=(?:false|0)? editor=(?:true|:) hookspath=\\/dev\\/null',
    ])})`,
    `diff\\.(?:${either([
      'renames renameLimit algorithm noprefix mnemonicprefix context wserrorhighlight colormoved',
    ])})`,
    String.raw`commit\.gpgsign=false|tag\.gpgsign=false|sequence\.editor=(?:true|:)|credential\.helper=`,
    String.raw`gc\.auto|pack\.threads|rerere\.enabled|init\.defaultbranch|protocol\.version|safe\.directory=\*?`,
    String.raw`pull\.(?:rebase|ff)|merge\.(?:conflictstyle|ff)|fetch\.prune|http\.(?:lowspeed\w+|postbuffer)`,
  ].join('|')})$`,
  'i',
);
/** Of these the value decides. */
const VALUE_DECIDES = new RegExp(
  `^(?:${[
    String.raw`core\.(?:pager|fsmonitor|hookspath|editor)|commit\.gpgsign|tag\.gpgsign`,
    String.raw`credential\.helper|safe\.directory|sequence\.editor`,
  ].join('|')})=`,
  'i',
);
/** Settings that name a program, or where programs and settings come from. */
const RUNS_PROGRAM = new RegExp(
  `^(?:${[
    `core\\.(?:${either([
      'fsmonitor pager editor sshcommand hookspath gitproxy askpass alternaterefscommand worktree',
    ])})`,
    String.raw`diff\..*(?:external|textconv|command)|diff\.(?:external|textconv|command)`,
    String.raw`filter\.(?:clean|smudge|process)|gpg\.(?:program)|gpg\.\w+\.program`,
    String.raw`merge\.driver|mergetool\.cmd|difftool\.cmd|interactive\.difffilter|pager\.\w+|sequence\.editor|alias\.\w+`,
    String.raw`credential\.helper|include\.path|includeif\.path|url\.insteadof|url\.pushinsteadof`,
    String.raw`uploadpack\.packobjectshook|remote\.(?:uploadpack|receivepack|vcs)|protocol\.allow|submodule\.update`,
  ].join('|')})$`,
);

const SHOWS = nameSet(READS);

function global(call: Call, parsed: Parsed): undefined {
  const [word] = parsed.operands;
  if (word !== undefined && (word.text === undefined || !KNOWN.has(word.text)))
    call.unknown('program.subcommand', word.raw, `uses \`git ${word.raw}\`, which is not known`);
  for (const { name, value } of parsed.options) {
    if (name === '-c') {
      if (
        value?.text === undefined ||
        !HARMLESS_CONFIG.test(
          /=/.test(value.text) && VALUE_DECIDES.test(value.text) ? value.text : (value.text.split('=')[0] ?? ''),
        )
      ) {
        call.emit('gitConfig', value?.text ?? 'a setting', {
          detail: 'git.config.once',
          says: `sets ${value?.text?.split('=')[0] ?? 'an unknown setting'} for this command`,
        });
      }
      if (/^core\.hookspath=/i.test(value?.text ?? '') && word !== undefined && !SHOWS.has(word.text ?? ''))
        call.emit('gitHistory', 'the hooks', {
          detail: 'git.skipHooks',
          says: 'works without the checks of its hooks',
        });
      const command = value?.text?.match(/^alias\.[^=]*=(!?)(.*)$/s);
      if (command?.[2] !== undefined)
        call.script(literalArg(command[1] === '!' ? command[2] : `git ${command[2]}`, call.part));
    } else if (name === '--config-env' || (name === '--exec-path' && value !== undefined))
      call.emit('gitConfig', name, { detail: 'git.config.once', says: 'takes settings or programs from elsewhere' });
    else if (name === '--git-dir' && value !== undefined && !/^(?:\.\/)?\.git$/.test(value.text ?? ''))
      call.emit('gitConfig', value.raw, { detail: 'git.config.dir', says: 'uses the settings of another repository' });
  }
  checkRepository(call);
  return undefined;
}

/** Settings of a repository can run programs on the most harmless command: those of the one that is used are read. */
function checkRepository(call: Call): void {
  for (const folder of call.folders ?? []) {
    for (const file of settingsFiles(call, folder)) {
      const text = textAt(call, file);
      const bad = text === undefined ? undefined : dangerousSetting(text);
      if (bad !== undefined)
        call.emit('gitConfig', bad, {
          detail: 'git.config.present',
          says: `obeys the repository's setting ${bad}, which runs a program`,
        });
    }
  }
  const written = call.state
    .writtenPaths()
    .find((path) => /[\\/](?:\.git[\\/]|\.gitattributes$|[^\\/]+\.git[\\/])|[\\/](?:config|HEAD)$/.test(path));
  if (written !== undefined) call.unknown('run.written', written, 'uses git after changing its files');
}

function textAt(call: Call, path: string): string | undefined {
  return call.textOf(literalArg(path, call.part));
}

/** Those of the repository that contains the folder, however far above it stands. */
function settingsFiles(call: Call, start: string): readonly string[] {
  for (let folder = start, steps = 0; steps < 64; steps++) {
    if (textAt(call, `${folder}/HEAD`) !== undefined && textAt(call, `${folder}/config`) !== undefined)
      return [`${folder}/config`, `${folder}/config.worktree`];
    const git = `${folder}/.git`;
    if (textAt(call, `${git}/config`) !== undefined) return [`${git}/config`, `${git}/config.worktree`];
    // A worktree or submodule keeps its settings elsewhere.
    const elsewhere = /^gitdir: *(\S.*?)\s*$/m.exec(textAt(call, git) ?? '')?.[1];
    if (elsewhere !== undefined) {
      const at = /^(?:[\\/]|[A-Za-z]:)/.test(elsewhere) ? elsewhere : `${folder}/${elsewhere}`;
      return [`${at}/config`, `${at}/config.worktree`, `${at}/../../config`];
    }
    const above = folder.replace(/[\\/][^\\/]*$/, '');
    if (above === folder) return [];
    folder = above;
  }
  return [];
}

function dangerousSetting(text: string): string | undefined {
  let section = '';
  for (const line of text.split(/\n/)) {
    const header = /^\s*\[\s*([\w.-]+)(?:\s+"[^"]*")?\s*\](.*)$/.exec(line);
    if (header !== null) section = (header[1] ?? '').toLowerCase().replace(/\..*$/, '');
    const [, key = '', value = ''] = /^\s*([\w-]+)\s*=?\s*(.*)$/.exec(header?.[2] ?? line) ?? [];
    const name = `${section}.${key.toLowerCase()}`;
    if (RUNS_PROGRAM.test(name)) {
      if (
        /^(?:false|true|cat|less|:|)$/.test(value.trim()) ||
        (/^filter\./.test(name) && /^(?:")?git-lfs /.test(value)) ||
        (/^core\.hookspath$/.test(name) && /^\.husky(?:\/_)?$/.test(value.trim())) ||
        name === 'alias.x'
      )
        continue;
      return name;
    }
  }
  return undefined;
}

function grep(call: Call, parsed: Parsed): undefined {
  const arg = call.args.find(
    (each) =>
      /^--open?|^-O/.test(each.head) ||
      (each.text === undefined && each.head === '' && each.unknown?.nature !== 'plain'),
  );
  if (arg !== undefined && !/^--only/.test(arg.head))
    call.unknown('program.option', arg.raw, `gives git ${arg.raw}, which may run a program`);
  for (const operand of parsed.operands.slice(parsed.has('-e', '-f') ? 0 : 1)) call.file('read', operand);
  return undefined;
}

const WRITING_OPTION = /^--(?:out?$|outp|outpu$|output(?:$|=)|ou(?:$|=)|ext-|ex(?:$|t$)|textc|textconv|open)/;

/** Options abbreviate and stand anywhere, also what the shell leaves unknown. */
function guardReading(call: Call, parsed: Parsed): undefined {
  for (const arg of call.args) {
    if (arg.text === '--') break;
    if (WRITING_OPTION.test(arg.head) && !/^--output-indicator/.test(arg.head) && !/^--output=/.test(arg.head))
      call.unknown('program.option', arg.raw, `gives git ${arg.raw}, which writes or runs something`);
    if (arg.text === undefined && arg.head === '' && (arg.unknown?.nature === 'any' || arg.unknown?.nature === 'names'))
      call.unknown('value.option', arg.raw, `gives git ${arg.unknown.name}, which may be an option`);
  }
  const outside = parsed.operands.find((operand) => /^(?:\/|~|\.\.\/)/.test(operand.text ?? ''));
  const isAnyFile = call.args.some((arg) => /^--no-ind?e?x?$/.test(arg.head));
  if (isAnyFile || outside !== undefined)
    for (const operand of parsed.operands)
      if (isAnyFile || operand.text?.includes('/') === true) call.file('read', operand);
  // `HEAD:path` prints a file as it once was.
  for (const operand of parsed.operands) {
    const path = /^[^:{]*:([^/:(\s].*)$/s.exec(operand.text ?? '')?.[1];
    if (path !== undefined) call.file('read', literalArg(path, call.part));
  }
  for (const operand of parsed.operands)
    if (/(?:^|[:/])\.env(?:$|\.(?!example|sample|template))/.test(operand.text ?? ''))
      call.file('read', literalArg((operand.text ?? '').replace(/^[^:]*:/, ''), call.part));
  if (
    parsed.operands.some((operand) => operand.text === '--filters') ||
    call.args.some((arg) => /^--(?:filters|textconv)$/.test(arg.text ?? ''))
  )
    call.unknown('program.option', '--filters', 'runs the filters of the repository');
  return undefined;
}

function plainOutput(call: Call, parsed: Parsed): ReturnType<Call['out']> {
  if (
    call.args.some((arg) => /^(?:-d|--delete|-w)$/.test(arg.text ?? '')) ||
    (parsed.operands.length > 1 && call.args.length > 1 && /symbolic-ref/.test(call.part.text))
  )
    changing(call);
  const isFolder = call.args.some((arg) =>
    /^--(?:show-toplevel|git-dir|show-prefix|show-cdup|git-path|absolute-git-dir|git-common-dir|sq-quote|parseopt)/.test(
      arg.text ?? '',
    ),
  );
  if (call.args.some((arg) => arg.text === '--show-toplevel') && call.folders?.length === 1)
    return call.out(undefined, 'paths');
  return call.out(
    undefined,
    isFolder ||
      call.args.some(
        (arg) =>
          /^--(?:abbrev-ref|symbolic-full-name|all|format|objects)/.test(arg.text ?? '') &&
          !/abbrev-ref/.test(arg.text ?? ''),
      )
      ? 'names'
      : 'plain',
  );
}

function commit(call: Call, parsed: Parsed): undefined {
  if (parsed.has('--amend'))
    call.emit('gitHistory', 'the last commit', { detail: 'git.lose.amend', says: 'replaces the last commit' });
  if (parsed.has('--no-verify') || call.args.some((arg) => /^-[^-mFCctuS]*n/.test(arg.head)))
    call.emit('gitHistory', 'the hooks', { detail: 'git.skipHooks', says: 'commits without the checks of its hooks' });
  return undefined;
}

function remove(call: Call, parsed: Parsed): undefined {
  const isOff = parsed.options.some(({ name }) => /^--no-(?:c|d)/.test(name));
  if (parsed.has('--cached', '-n') && !isOff) return changing(call);
  if (parsed.has('--pathspec-from-file') || parsed.operands.some((operand) => operand.head.startsWith(':')))
    losing(call, 'deletes files that are not named');
  for (const operand of parsed.operands)
    call.file('delete', operand, parsed.has('-f', '--force') ? 'delete.recursive' : 'delete.own.tracked');
  return changing(call);
}

function branch(call: Call, parsed: Parsed): undefined {
  const flags = call.args.map((arg) => (/^-[A-Za-z]+$/.test(arg.head) ? arg.head : '')).join('');
  if (
    /[DdfMmcC]/.test(flags) ||
    parsed.has('--delete', '--force', '--move', '--copy') ||
    call.args.some((arg) => /^--(?:de|fo(?!rmat)|mo|cop)/.test(arg.head))
  ) {
    return /[c]/.test(flags) && !/[DdfMmC]/.test(flags)
      ? changing(call)
      : losing(
          call,
          /d|D/.test(flags) || call.args.some((arg) => /^--de/.test(arg.head))
            ? 'deletes a branch'
            : 'moves or renames a branch',
        );
  }
  if (parsed.has('-u', '--set-upstream-to', '--unset-upstream', '--edit-description'))
    call.emit('gitConfig', 'the branch', { detail: 'git.config.upstream' });
  const isListing =
    parsed.operands.length === 0 ||
    parsed.has(
      '-l',
      '--list',
      '-a',
      '-r',
      '--contains',
      '--merged',
      '--no-merged',
      '--points-at',
      '--show-current',
      '--format',
      '--sort',
      '-v',
    );
  return isListing ? undefined : changing(call);
}

function checkout(call: Call, parsed: Parsed): undefined {
  const dashes = call.args.findIndex((arg) => arg.text === '--');
  if (dashes >= 0 && dashes < call.args.length - 1) return losing(call, 'throws away changes of files');
  if (parsed.has('-f', '-B', '-m', '-p', '--ours', '--theirs', '--pathspec-from-file'))
    return losing(call, 'can throw away what is not committed');
  if (parsed.has('--orphan', '-d', '-b', '-t')) return changing(call);
  const [target, ...files] = parsed.operands;
  if (target === undefined) return undefined;
  // `git checkout name` is a branch, unless a file of that name is there: then it throws its changes away.
  if (
    files.length > 0 ||
    target.text === undefined ||
    target.isPattern ||
    /^\.{1,2}(?:\/|$)|[*?[]|^:|\/$/.test(target.text) ||
    (target.text !== '-' && call.kindOf(target) !== 'missing') ||
    /\.(?:[jt]sx?|py|rs|go|md|json|ya?ml|txt|html|css|java|c|h|cpp|rb|sh|toml)$/.test(target.text)
  )
    return losing(call, 'throws away changes of files');
  return changing(call);
}

function stash(call: Call, parsed: Parsed): undefined {
  const [word] = parsed.operands;
  switch (word?.text) {
    case 'drop':
    case 'clear':
      return losing(call, 'throws away what was stashed');
    case 'list':
    case 'show':
      return guardReading(call, parsed);
    case undefined:
    case 'push':
    case 'save':
    case 'apply':
    case 'pop':
    case 'branch':
    case 'create':
    case 'store':
      return word !== undefined && word.text === undefined
        ? losing(call, 'does something unknown to the stash')
        : changing(call);
    default:
      call.unknown('program.subcommand', word?.raw ?? '', `uses \`git stash ${word?.raw}\`, which is not known`);
      return undefined;
  }
}
