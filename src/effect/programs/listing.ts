import type { Arg, Flow } from '../shell/value';
import type { Call, Parsed, Program } from './program';

/** Programs that tell names, sizes and kinds of files, or count what is in them. */
export const listingPrograms: readonly Program[] = [
  {
    names: 'ls gls dir vdir exa eza lsd',
    loose: true,
    see: (call, parsed) => {
      // With `-d` a folder is named, not looked into.
      const isNamed = /^(?:g?ls|v?dir)$/.test(call.name) && parsed.has('-d', '--directory');
      if (!isNamed) for (const operand of parsed.operands) call.file('names', operand);
      return call.out(undefined, 'names');
    },
  },
  {
    names: 'stat gstat',
    options: ['-Lft -c= --format= --printf= --dereference --file-system --terse --cached= -x -s -n -r -q -F -l -H'],
    // On a Mac the format stands behind `-f`, and holds a percent sign.
    spelled: (args) => args.flatMap((arg) => (/^-f%[\w%,. :-]+$/.test(arg.text ?? '') ? [] : [arg])),
    operands: 'names*',
    prints: 'plain',
  },
  {
    names: 'file',
    options: [
      '-bikILhzZNprsS0dDeElvcn --brief --mime --mime-type --mime-encoding --extension --apple --list --keep-going',
      '-F,--separator= -P,--parameter= -e,--exclude= --exclude-quiet= -m,--magic-file=read -f,--files-from=read',
      '-C,--compile! --dereference --no-dereference --uncompress --uncompress-noreport --raw --special-files',
      '--no-pad --no-buffer --no-sandbox --print0 --preserve-date --debug',
    ],
    operands: 'names*',
  },
  {
    names: 'du gdu',
    loose: true,
    options:
      '--files0-from=read -X,--exclude-from=read --exclude= -I= -d,--max-depth= -t,--threshold= -B,--block-size=',
    operands: 'names*',
  },
  { names: 'df gdf ncdu dust duf', loose: true, options: '-o=write -f=read', operands: 'names*' },
  {
    names: 'realpath grealpath readlink greadlink',
    loose: true,
    options: '--relative-to= --relative-base=',
    operands: 'names*',
    prints: 'paths',
  },
  { names: 'basename dirname pathchk', loose: true, operands: 'text*', see: partOf },
  {
    names: 'tree',
    options: [
      '-adfxlDFNpsugthrvUSCnAHiJqQXc -L= -P= -I= --prune --noreport --filelimit= --filesfirst',
      '--dirsfirst --du --gitignore --gitfile=read --matchdirs --ignore-case --charset= --sort= --timefmt= --si',
      '--inodes --device',
      '-o=write -H= -T= -R --fromfile --fromtabfile --info --infofile=read --metafirst --nolinks --hintro=read',
      '--houtro=read',
      '--hyperlink --acl --selinux --compress= --opt-toggle --ordered',
    ],
    see: (call, parsed) => {
      const isList = parsed.has('--fromfile', '--fromtabfile');
      for (const operand of parsed.operands) call.file(isList ? 'read' : 'names', operand);
      return undefined;
    },
  },
  { names: 'lsattr getfattr getfacl namei', loose: true, operands: 'names*' },
  {
    names: 'tokei',
    loose: true,
    options: '-e,--exclude= -t,--type= -s,--sort= -o,--output= -i,--input=read -c,--columns= -r,--rsort=',
    operands: 'names*',
  },
  {
    names: 'scc',
    loose: true,
    options: [
      '-o,--output=write --format-multi! -f,--format= -i,--include-ext= -x,--exclude-ext= -M,--not-match= -s,--sort=',
      '--exclude-dir= --exclude-file= --sql-project= --avg-wage= --cocomo-project-type= --count-as= -n= --not-match=',
    ],
    operands: 'names*',
  },
  {
    names: 'cloc',
    options: [
      '-v --json --yaml --xml --csv --md --by-file --by-file-by-lang --quiet --git --diff --hide-rate --progress-rate=',
      '--exclude-dir= --exclude-ext= --exclude-lang= --include-lang= --include-ext= --match-f= --not-match-f=',
      '--match-d= --not-match-d= --fullpath --skip-uniqueness --sum-one --sum-reports --unix --windows',
      '--max-file-size=',
      '--timeout= --diff-timeout= --csv-delimiter= --count-and-diff --git-diff-rel --git-diff-all --follow-links',
      '--skip-win-hidden --no-autogen --autoconf --show-lang=? --show-ext=? --processes= --strip-str-comments',
      '--lang-no-ext= --force-lang= --read-binary-files --stat --docstring-as-code --no-recurse --original-dir',
      '--sql=write',
      '--sql-project= --sql-style= --sql-append --out=write --report-file=write --found=write --ignored=write',
      '--counted=write --categorized=write --unicode --3 --file-encoding= --vcs= --list-file=read --read-lang-def=read',
      '--force-lang-def=read --exclude-list-file=read --config=read --ignore-whitespace --ignore-case --hide-rate',
      '--extract-with=no --write-lang-def=write --strip-comments= --strip-code= --diff-list-file=read',
      '--diff-list-files=read',
      '--percent= --summary-cutoff= --thousands-delimiter= --fmt= --by-percent=',
    ],
    operands: 'names*',
    see: countLines,
  },
  { names: 'sloccount loc gocloc', loose: true, operands: 'names*' },
];

/** A part of one name, where no option asks for more. */
function partOf(call: Call, parsed: Parsed): Flow {
  const [name, suffix, ...more] = parsed.operands;
  if (name === undefined || parsed.options.length > 0 || more.length > 0 || call.name === 'pathchk')
    return call.out(undefined, 'names');
  if (call.name === 'basename') return nameOf(call, name, suffix === undefined ? '' : suffix.text);
  return suffix === undefined ? folderOf(call, name) : call.out(undefined, 'names');
}

/** The last part of a name, of a pattern too: then it matches no less than the names do. */
function nameOf(call: Call, { text, isPattern }: Arg, suffix: string | undefined): Flow {
  const [, last] = /^(?:.*\/)?([^/\n]+)$/.exec(text ?? '') ?? [];
  // Whether what matches `*` ends in the suffix can't be told.
  if (last === undefined || suffix === undefined || (isPattern && suffix !== '' && !last.endsWith(suffix)))
    return call.out(undefined, 'names');
  const name = suffix !== last && last.endsWith(suffix) ? last.slice(0, last.length - suffix.length) : last;
  if (!isPattern) return call.out(`${name}\n`);
  // Brackets or braces may be cut in two.
  return /^[^[\]{}()\\]+$/.test(name) && !/[[\](){}\\]/.test(text ?? '')
    ? { ...call.out(undefined, 'names'), pattern: name }
    : call.out(undefined, 'names');
}

function folderOf(call: Call, { text, isPattern }: Arg): Flow {
  const [, folder = '.'] = /^(?:([^\n]*[^/\n])\/+)?[^/\n]+$/.exec(text ?? '/') ?? ['', '?'];
  if (folder === '?' || text === undefined || /[[\](){}\\]/.test(text)) return call.out(undefined, 'names');
  return isPattern && /[*?]/.test(folder)
    ? { ...call.out(undefined, 'names'), pattern: folder }
    : call.out(`${folder}\n`);
}

/** `--vcs` is a system it knows, or a command that lists the files. */
function countLines(call: Call, parsed: Parsed): undefined {
  const vcs = parsed.value('--vcs');
  if (vcs !== undefined && !/^(?:auto|git|svn)$/.test(vcs.text ?? ''))
    call.unknown('program.option', vcs.raw, 'gives cloc a command to run');
  return undefined;
}
