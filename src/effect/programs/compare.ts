import { literalArg } from '../shell/value';
import type { Call, Parsed, Program } from './program';

/** Programs that compare files, and that apply what was found to differ. */
export const comparingPrograms: readonly Program[] = [
  {
    names: 'diff gdiff',
    options: [
      '-abBcdeEFiIlnNpPqrstTuwWyZ# -C= -U,--unified=? -I= -L,--label= -x= -X=read',
      '-W= -S= -D= -F= --color=? --context=? --brief --recursive --new-file --side-by-side --strip-trailing-cr',
      '--ignore-all-space --ignore-space-change --ignore-blank-lines --ignore-case --suppress-common-lines',
      '--minimal --text --report-identical-files --exclude= --exclude-from=read --unidirectional-new-file',
      '--width= --unchanged-line-format= --old-line-format= --new-line-format= --no-dereference --ifdef=',
      '--old-group-format= --new-group-format= --unchanged-group-format= --changed-group-format= --LTYPE-line-format=',
      '--from-file=read --to-file=read --ignore-matching-lines= --ignore-tab-expansion --ignore-trailing-space',
      '--show-c-function --speed-large-files --normal --ed --rcs --line-format= --palette= --tabsize= --expand-tabs',
      '--left-column --paginate --starting-file= --ignore-file-name-case --no-ignore-file-name-case',
      '--suppress-blank-empty',
      '--show-function-line= --horizon-lines= --initial-tab --binary --algorithm=',
    ],
    hasHarmlessOptions: true,
    operands: 'read*',
  },
  {
    names: 'colordiff icdiff ydiff cdiff wdiff dwdiff meld kdiff3 diffoscope dyff jd json-diff jsondiff',
    loose: true,
    options: [
      '--difftype=no --pager=no --wdiff-command=no -E= -W= -L,--label= -U=? --head= --tail= --cols= --tabsize=',
      '--exclude= -x= --html=write --text=write --json=write --markdown=write --output=write -o=write',
      '--html-dir=write --diff-program=no --tool=no',
    ],
    operands: 'read*',
  },
  {
    names: 'delta',
    loose: true,
    options: [
      '--pager=no --config=no --features= --syntax-theme= --width= -w= --tabs= --paging= --max-line-length=',
      '--default-language=',
      '--file-style= --hunk-header-style= --line-numbers-left-format= --line-numbers-right-format= --map-styles=',
      '--diff-args=no -@=no',
    ],
    operands: 'read*',
  },
  {
    names: 'difft difftastic',
    options: [
      '--display= --color= --background= --syntax-highlight= --context= --width= --tab-width= --override=no',
      '--override-binary=no',
      '--exit-code --check-only --strip-cr= --skip-unchanged --ignore-comments --missing-as-empty --language=',
      '--byte-limit=',
      '--graph-limit= --parse-error-limit= --sort-paths --list-languages --dump-syntax=read --dump-ts=read',
    ],
    operands: 'read*',
  },
  {
    names: 'sdiff',
    options: [
      '-abBdEHilstvwWZ -o,--output=write -I= -w,--width= --width= --diff-program=no --left-column',
      '--suppress-common-lines',
      '--ignore-case --ignore-all-space --ignore-space-change --ignore-blank-lines --ignore-matching-lines= --text',
      '--minimal',
      '--strip-trailing-cr --expand-tabs --tabsize= --speed-large-files --ignore-tab-expansion --ignore-trailing-space',
    ],
    operands: 'read*',
  },
  {
    names: 'diff3',
    options: [
      '-aAeExXim3T --merge --show-all --ed --easy-only --overlap-only --text --initial-tab --strip-trailing-cr',
      '-L,--label= --diff-program=no',
    ],
    operands: 'read*',
  },
  {
    names: 'cmp gcmp',
    options: '-blsz -i,--ignore-initial= -n,--bytes= --print-bytes --verbose --quiet --silent -h -x',
    operands: 'read read text text',
  },
  {
    names: 'comm gcomm',
    options: '-123iz --check-order --nocheck-order --output-delimiter= --total --zero-terminated',
    operands: 'read*',
  },
  {
    names: [
      'diffstat lsdiff grepdiff filterdiff interdiff combinediff splitdiff recountdiff rediff unwrapdiff dehtmldiff',
      'espdiff',
    ],
    loose: true,
    options: '-o=write -i= -x= -p= -w= -n= -f= --include= --exclude= --strip= -a! -D=no',
    operands: 'read*',
    see: (call) =>
      /^(?:splitdiff|espdiff)$/.test(call.name)
        ? call.unknown('program.beyond', call.name, 'writes files named by the patch')
        : undefined,
  },
  {
    names: 'patch gpatch',
    options: [
      '-bsNRftulcnEvCZT -p,--strip= -i,--input=read -d,--directory=cwd -o,--output=write -r,--reject-file=write',
      '-F,--fuzz=',
      '--dry-run --check --reverse --forward --silent --quiet --backup --force --batch --verbose --unified --context',
      '--normal',
      '-z,--suffix= -V,--version-control= -B,--prefix= -Y,--basename-prefix= -D,--ifdef= -x,--debug= --posix --merge=?',
      '--binary --no-backup-if-mismatch --backup-if-mismatch --remove-empty-files --ignore-whitespace -l --set-time',
      '--set-utc',
      '--read-only= --reject-format= --follow-symlinks! -e! --ed! -g,--get=no --quoting-style=',
    ],
    see: patch,
  },
];

/** The files a patch names are changed in place; one that nobody can read may change anything. */
function patch(call: Call, parsed: Parsed): undefined {
  if (parsed.has('--dry-run', '--check', '-C')) return undefined;
  const [target, given] = parsed.operands;
  const input = parsed.value('-i') ?? given;
  if (input !== undefined) call.file('read', input);
  const { from } = call.stdin;
  const file = input ?? (/^[\w.-][\w./-]*$/.test(from) ? literalArg(from, call.part) : undefined);
  const text =
    (input === undefined ? call.stdin.text : undefined) ?? (file === undefined ? undefined : call.textOf(file));
  if (target !== undefined) call.file('edit', target);
  // One that isn't there fails, unless this very command makes it.
  if (
    file !== undefined &&
    call.kindOf(file) === 'missing' &&
    (call.resolve(file) ?? []).every((path) => call.state.written(path) === undefined)
  )
    return undefined;
  if (text === undefined) {
    call.unknown('write.patch', 'a patch', 'applies a patch that was not looked at');
    return undefined;
  }
  const names = [
    ...text.matchAll(
      /^(?:\+\+\+|---|\*\*\*|rename to|copy to|Index:|diff --git \S+) (?:[ab]\/)?([^\t\n]+?)(?: \d.*)?$/gm,
    ),
  ];
  for (const [, name = ''] of names) if (name !== '/dev/null') call.file('edit', literalArg(name, call.part));
  // An ed script is carried out by ed, with all it can do.
  if (names.length === 0 && /^\d+(?:,\d+)?[acd]$/m.test(text))
    call.unknown('write.patch', 'an ed script', 'applies an ed script');
  return undefined;
}
