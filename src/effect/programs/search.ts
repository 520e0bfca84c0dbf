import type { Names } from '../names';
import { namesASecret } from '../secretPatterns';
import { type Arg, literalArg } from '../shell/value';
import type { Call, Parsed, Program } from './program';

const GREP: Names = [
  '-EFGPivwxyczLlqsbHhnTUZoraRIuM# -e,--regexp= -f,--file=read',
  '-m,--max-count= -A,--after-context= -B,--before-context= -C,--context= -D,--devices= -d,--directories=',
  '--color=? --colour=? --label= --binary-files= --exclude= --exclude-from=read --exclude-dir= --include=',
  '--extended-regexp --fixed-strings --basic-regexp --perl-regexp --ignore-case --no-ignore-case --invert-match',
  '--word-regexp --line-regexp --count --files-without-match --files-with-matches --only-matching --quiet',
  '--silent --no-messages --byte-offset --with-filename --no-filename --line-number --initial-tab --null --text',
  '--recursive --dereference-recursive --line-buffered --null-data --binary --group-separator=',
  '--no-group-separator --include-dir= --multiline -S -O -p --decompress',
];

/** Programs that look for text or names. */
export const searchPrograms: readonly Program[] = [
  {
    names: 'grep egrep fgrep zgrep bzgrep xzgrep zstdgrep zegrep zfgrep ggrep rgrep',
    options: GREP,
    hasHarmlessOptions: true,
    see: (call, parsed) => search(call, parsed, parsed.has('-e', '-f')),
  },
  // Their patterns can run programs (`(?C"…")`).
  {
    names: 'pcregrep pcre2grep',
    options: GREP,
    see: (call, parsed) => {
      for (const pattern of [...parsed.operands.slice(0, 1), ...parsed.options.flatMap(({ value }) => value ?? [])])
        if (/\(\?C/.test(pattern.text ?? '(?C'))
          call.unknown('code.opaque', pattern.raw, 'looks for a pattern that can run programs');
      return search(call, parsed, parsed.has('-e', '-f'));
    },
  },
  {
    names: 'rg ripgrep',
    loose: true,
    options: [
      '-e,--regexp= -f,--file=read -g,--glob= --iglob= -t,--type= -T,--type-not= -A,--after-context=',
      '-B,--before-context= -C,--context= -m,--max-count= -M,--max-columns= -r,--replace= -j,--threads=',
      '-E,--encoding= -d,--max-depth= --maxdepth= --type-add= --type-clear= --sort= --sortr= --color= --colors=',
      '--context-separator= --field-match-separator= --field-context-separator= --engine= --max-filesize=',
      '--path-separator= --ignore-file=read --dfa-size-limit= --regex-size-limit= --generate= --hyperlink-format=',
      '--pre=no --pre-glob= --hostname-bin=no --search-zip! -z! -c,--count --files -l,--files-with-matches',
      '--files-without-match --type-list -u -uu --hidden -. --no-ignore --unrestricted -n -o -i -F -w -S -s -P -U -v',
      '-x',
      '-N -H -I -L -p -q -a -0 -b --count-matches --pager=no',
    ],
    see: (call, parsed) => search(call, parsed, parsed.has('-e', '-f', '--files', '--type-list')),
  },
  {
    names: 'ag ack ack-grep',
    loose: true,
    options: [
      '-A,--after= -B,--before= -C,--context= -G,--file-search-regex= -m,--max-count= --depth= --ignore= --ignore-dir=',
      '--pager=no --ackrc=no -p=read --path-to-ignore= --ignore-file= --match= --color-match= --color-filename=',
      '--type= --type-add= --type-set= --type-del= --output=no --files-from=read -g= -l,--files-with-matches',
      '-L,--files-without-matches -c,--count -u --hidden -U --unrestricted -t -a -i -w -Q -v -r -R -n -o -H -h -s -S',
    ],
    see: (call, parsed) => search(call, parsed, parsed.has('-g', '--match')),
  },
  {
    names: 'ugrep ug ugrep+ ug+',
    loose: true,
    options: [
      '-e,--regexp= -f,--file=read -g,--glob= --iglob= -t,--file-type= -O,--file-extension= -A,--after-context=',
      '-B,--before-context= -C,--context= -m,--max-count= -j -J= -M,--file-magic= --include= --include-dir= --exclude=',
      '--exclude-dir= --exclude-from=read --include-from=read --ignore-files=? --color=? --colour=? --colors=',
      '--format=',
      '--filter=no --filter-magic-label= --pager=no --view=no --config=no ---=no --save-config=write -Q=? --query=?',
      '-r -R -n -o -i -w -x -v -F -P -c,--count -l,--files-with-matches -L,--files-without-match -. --hidden --index=?',
    ],
    see: (call, parsed) => search(call, parsed, parsed.has('-e', '-f')),
  },
  {
    names: 'locate plocate mlocate slocate glocate',
    options: [
      '-A,--all -b,--basename -c,--count -d,--database=read -e,--existing -i,--ignore-case -l,--limit= -n= -p -r,--regexp=',
      '--regex -w,--wholename -0,--null -N,--literal -P -H -L,--follow -q,--quiet -S,--statistics -t -s -m -V,--version',
      '-h,--help',
    ],
    operands: 'text*',
  },
  {
    names: 'fzf sk peco fzy gum',
    options: [
      '-x -e -i -m -f,--filter= -q,--query= -n,--nth= -d,--delimiter= -1 -0 +i +x +s +m --with-nth= --tac --no-sort',
      '--select-1 --exit-0 --print0 --read0 --print-query --ansi --height= --layout= --reverse --border=? --prompt=',
      '--header= --tiebreak= --algo= --no-mouse --cycle --multi=? --exact --ignore-case --no-info --info= --color=',
      '--preview=no --preview-window= --bind=no --expect= --history=write --history-size= --listen! --with-shell=no',
      '--become=no --walker= --walker-root=read --walker-skip= --scheme= --literal --sync',
    ],
    see: (call, parsed) => {
      if (call.name === 'gum')
        call.unknown('program.beyond', 'gum', 'asks questions in the terminal, and may run commands');
      return call.out(undefined, parsed.has('--query') ? 'any' : call.stdin.nature);
    },
  },
];

/** Pattern first, then files; names that are printed lie below the folders searched. */
function search(call: Call, parsed: Parsed, hasPattern: boolean): ReturnType<Call['out']> {
  const files = hasPattern ? parsed.operands : parsed.operands.slice(1);
  for (const file of files) call.file('read', file);
  const isTree =
    /^(?:rg|ripgrep|ag|ack|ack-grep|rgrep)$/.test(call.name) ||
    parsed.has('-r', '-R', '--recursive', '--dereference-recursive');
  if (files.length === 0 && isTree)
    for (const folder of call.folders ?? []) call.file('read', literalArg(folder, call.part), 'read.tree');
  const named = limitedTo(parsed);
  if (isTree && !isNamesOnly(parsed)) secretsAmong(call, parsed, files, hasPattern, named);
  const patterns = patternsOf(parsed, hasPattern);
  // Names of secrets are for whoever reads what they name.
  if (named.length > 0 || (call.stdin.nature !== 'any' && patterns.some((pattern) => picksSecrets(pattern))))
    return call.out();
  if (parsed.has('-c', '--count')) return call.out(undefined, 'plain');
  if (!parsed.has('-l', '-L', '--files-with-matches', '--files-without-match', '--files'))
    return call.out(undefined, files.length === 0 && !isTree && !parsed.has('-n', '-o') ? call.stdin.nature : 'any');
  if (files.length === 0 && isTree && call.areaOf(literalArg('.', call.part)) === 'workspace' && !call.mayListDashes())
    return call.out(undefined, 'paths');
  return call.out(
    undefined,
    files.every((file) => !file.head.startsWith('-') && file.text !== undefined && !file.isPattern) &&
      (files.length > 0 || !call.mayListDashes())
      ? 'paths'
      : 'names',
  );
}

function isNamesOnly(parsed: Parsed): boolean {
  return parsed.has('-l', '-L', '--files-with-matches', '--files-without-match', '--files', '-c', '--count', '-q');
}

/** What someone looks for who wants the value of a key or password. */
const SECRET_TEXT =
  /(?:^|[^a-z])(?:[A-Z0-9_]*(?:API_?KEY|SECRET|TOKEN|PASSWORD|PASSWD|PRIVATE_KEY|ACCESS_KEY|CREDENTIALS?)[A-Z0-9_]*|AKIA|ghp_|sk-|xox[bp])|BEGIN[ .*A-Z]*PRIVATE|passw(?:or)?d\s*[=:]/;

/**
 * Searching a tree goes past the secrets in it, as a rule unseen. It is after them when the files it is limited to are
 * such, or when it looks for a key's value where files that are ignored or hidden are not left out.
 */
function secretsAmong(
  call: Call,
  parsed: Parsed,
  files: readonly Arg[],
  hasPattern: boolean,
  named: readonly string[],
): void {
  const folders = files.length > 0 ? files : [literalArg('.', call.part)];
  const limits = limitsOf(parsed);
  const at = (folder: Arg, name: string): Arg => ({
    ...folder,
    text: folder.text === undefined ? undefined : `${folder.text.replace(/\/$/, '')}/${name}`,
    head: `${folder.head}/${name}`,
    isPattern: false,
  });
  for (const folder of folders) for (const name of named) call.file('read', at(folder, name));
  if (limits.some(({ value }) => !/^!/.test(value?.head ?? '')) || parsed.has('-t')) return;
  const patterns = patternsOf(parsed, hasPattern);
  if (!patterns.some((pattern) => SECRET_TEXT.test(pattern))) {
    // Nobody looks through all that is hidden and ignored for a word like this in source code.
    if (
      !seesEverything(call, parsed) ||
      !patterns.some((pattern) => /passw|secret(?!ar)|tokens?\b|api.?key|credential/i.test(pattern))
    )
      return;
  } else if (!seesEverything(call, parsed) && !/^(?:z|bz|xz|g|e|f|r)*grep$/.test(call.name)) return;
  const isExplicit = /^(?:rg|ripgrep|ag|ugrep|ug)$/.test(call.name);
  const excluded = parsed.options.flatMap(({ name, value }) => (name === '--exclude' ? [value?.text ?? ''] : []));
  for (const folder of folders)
    for (const name of ['.env', '.env.local', '.env.production'])
      if (
        !excluded.some((glob) => /^\.env|^\.\*/.test(glob)) &&
        (call.kindOf(at(folder, name)) === 'file' || (isExplicit && name === '.env'))
      )
        call.file('read', at(folder, name));
}

/** It reads hidden files, and those that git ignores. */
function seesEverything(call: Call, parsed: Parsed): boolean {
  if (/grep$/.test(call.name)) return false;
  if (call.name === 'ag') return parsed.has('-u', '--unrestricted') || (parsed.has('--hidden') && parsed.has('-U'));
  const unrestricted = parsed.options.filter(({ name }) => name === '-u' || name === '--unrestricted').length;
  return (
    unrestricted >= 2 ||
    (parsed.has('--hidden', '-.') &&
      (unrestricted === 1 || parsed.options.some(({ name }) => /^--no-ignore(?:-vcs)?$/.test(name))))
  );
}

function patternsOf(parsed: Parsed, hasPattern: boolean): readonly string[] {
  return hasPattern
    ? parsed.options.filter(({ name }) => name === '-e').map(({ value }) => value?.text ?? '')
    : [parsed.operands[0]?.text ?? ''];
}

/** Options that limit a search to files of some names. */
function limitsOf(parsed: Parsed): Parsed['options'] {
  return parsed.options.filter(({ name }) => /^(?:--include|-g|--iglob|-G|-O)$/.test(name));
}

/** Secrets that it is limited to. */
function limitedTo(parsed: Parsed): readonly string[] {
  return limitsOf(parsed).flatMap(({ name, value }) => {
    const glob = name === '-O' ? `*.${value?.text ?? ''}` : (value?.text ?? '');
    return namesASecret(glob, name === '-G' ? 'regex' : 'glob') ?? [];
  });
}

/** Of names that are listed, it lets those of secrets through. */
function picksSecrets(pattern: string): boolean {
  return (
    namesASecret(pattern, 'regex') !== undefined || /^\W*env\W*$|\benv\b|\.pem|_rsa|netrc|credential/i.test(pattern)
  );
}
