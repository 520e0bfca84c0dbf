import { type Arg, literalArg } from '../shell/value';
import { scanEditorScript } from './editorScripts';
import { sliceArg } from './grammar';
import type { Call, Parsed, Program } from './program';

/** Programs that show or edit a file for a person; what they are told beforehand can be looked through. */
export const editorPrograms: readonly Program[] = [
  {
    names: 'less more most pg',
    options: [
      '-aAbcCdeEfFgGiIJKlmMnNqQrRsSuUVwWXd -#= -b= -h= -j= -k=no -o=write -O=write -p= -P= -t= -T=read -x= -y= -z= -D=',
      '--quit-if-one-screen --no-init --raw-control-chars --RAW-CONTROL-CHARS --chop-long-lines --LINE-NUMBERS',
      '--line-numbers --ignore-case --IGNORE-CASE --squeeze-blank-lines --quit-at-eof --QUIT-AT-EOF --tabs= --pattern=',
      '--log-file=write --LOG-FILE=write --lesskey-file=no --lesskey-src=no --lesskey-content=no --cmd=no',
      '--tag-file=read',
      '--mouse --wheel-lines= --use-color --color= --silent --SILENT --window= --shift= --status-column --header=',
      '--follow-name',
      '--no-pause --prompt= --quiet --lines= --plain --print-over --clean-print',
    ],
    see: pager,
  },
  {
    names: 'bat batcat',
    options: [
      '-AnpPhfuRsS -l,--language= -r,--line-range= -H,--highlight-line= -m,--map-syntax= --style= --theme=',
      '--theme-dark= --theme-light=',
      '--color= --italic-text= --decorations= --paging= --wrap= --terminal-width= --tabs= --file-name= --plain',
      '--number --show-all',
      '--nonprintable-notation= --binary= --list-languages --list-themes --diff --diff-context= --force-colorization',
      '--unbuffered',
      '--no-pager --squeeze-blank --squeeze-limit= --strip-ansi= --chop-long-lines --ignored-suffix= --no-config',
      '--no-custom-assets',
      '--pager=no --config-file --config-dir --cache-dir --diagnostic --acknowledgements --set-terminal-title',
      '--completion= --quiet-empty',
    ],
    see: (call, parsed) => {
      if (parsed.operands[0]?.text === 'cache')
        call.unknown('program.subcommand', 'bat cache', 'changes what bat loads');
      else for (const operand of parsed.operands) call.file('read', operand);
      return undefined;
    },
  },
  {
    names: 'man info tldr',
    options: [
      '-kfwaKiW -s= -S= -P,--pager=no -M=read -C,--config-file=no -H! -l! -t! -Z! -L= -m= -r= -E= --where --path --all --update',
      '-u -p= --platform= -f --locale= --no-hyphenation --no-justification --list --search= --language= --version --help',
    ],
    see: (call, parsed) => {
      // A path is a page to be shown.
      for (const operand of parsed.operands) if (/[/~]/.test(operand.head)) call.file('read', operand);
      return undefined;
    },
  },
  {
    names: 'vim vi nvim view vimdiff rvim rview gvim ex',
    options: [
      '-bdeEfghlLmMnNpoOrRsvVxyZ -c=  --cmd= -u= -U= -i= -S=no -t= -T= -q=no -w=write -W=write -P= -A -D -F -H -X -C',
      '--headless --noplugin --clean --not-a-term --literal --startuptime=write --embed! --listen! --server!',
      '--remote! --remote-send!',
      '--remote-expr! --remote-silent! --servername! --serverlist --api-info --ttyfail --log=write',
    ],
    see: vim,
  },
  {
    names: 'ed red',
    options: [
      '-sSGErlvqR -p,--prompt= --traditional --loose-exit-status --quiet --silent --extended-regexp --restricted',
      '--strip-trailing-cr',
    ],
    see: ed,
  },
  {
    names: 'emacs',
    options: [
      '-batch,--batch -Q,--quick -q,--no-init-file -L,-directory,--directory=read -l,-load,--load= -f,-funcall,--funcall=',
      '-eval,--eval= -execute,--execute= --no-site-file --no-splash -nw,--no-window-system --chdir=cwd --debug-init --script=file -version,--version',
      '-help,--help --no-site-lisp --no-x-resources -D --maximized --fg-daemon! --daemon! --kill --insert=read --module-assertions',
    ],
    longSingle: true,
    see: emacs,
  },
  {
    names: 'emacsclient nano pico micro helix hx kak joe mcedit jed ne zile mg',
    loose: true,
    see: (call) => {
      for (const arg of call.args) if (!arg.head.startsWith('-') && !arg.head.startsWith('+')) call.file('edit', arg);
      return call.unknown('program.beyond', call.name, 'opens an editor, which can run anything');
    },
  },
];

/** Functions of Emacs that test, compile or check the files they are given. */
const EMACS_TASK =
  /^(?:ert-run-tests-batch(?:-and-exit)?|batch-byte-(?:re)?compile(?:-if-not-done)?|batch-native-compile|package-lint-batch-and-exit|buttercup-run-discover|elisp-lint-files-batch|checkdoc-batch-commandline|org-html-export-to-html|org-md-export-to-markdown|org-latex-export-to-pdf|org-ascii-export-to-ascii|kill-emacs|whitespace-cleanup|save-buffer|save-buffers-kill-terminal|indent-region|untabify|package-initialize)$/;
const PLAIN_LISP =
  /^\s*(?:\((?:require '[\w/-]+|package-initialize|kill-emacs(?: \d)?|setq (?:byte-compile|checkdoc|package-lint|indent|sentence|org|ert|tab)[\w-]* (?:t|nil|\d+)|(?:ert-run-tests-batch|batch-byte-compile|checkdoc)[\w-]*(?: '?[\w-]+| "[\w*.-]*"| '\([\w "()-]*\))?|message "[^"\\]*"|princ (?:emacs-version|\d+))\)\s*)+$/;

function emacs(call: Call, parsed: Parsed): undefined {
  if (parsed.has('-version', '-help')) return undefined;
  if (!parsed.has('-batch', '--script')) {
    for (const file of parsed.operands) call.file('edit', file);
    return call.unknown('program.beyond', call.name, 'opens an editor, which can run anything');
  }
  call.runHere('run.tool', 'emacs', "checks or compiles the project's files");
  for (const { name, value } of parsed.options) {
    if (value === undefined) continue;
    // The name of a library has neither a folder nor a suffix.
    if (name === '-l') {
      if (!/^[\w-]+$/.test(value.text ?? '')) call.runFile('emacs-lisp', value);
    } else if (name === '-f' && !EMACS_TASK.test(value.text ?? ''))
      call.unknown('program.option', value.raw, 'calls a function that is not known');
    else if (/^-e/.test(name) && !PLAIN_LISP.test(value.text ?? ''))
      call.unknown('program.option', value.raw, 'gives Emacs code to run');
  }
  for (const file of parsed.operands) call.file('edit', file);
  return undefined;
}

/** What is typed at the start: only to go somewhere or to look for something. */
const PAGER_START = /^\+{1,2}(?:\d+[gGpP%]?|[GgF<>]|[/?][^\p{Cc}]*)$/u;

function pager(call: Call, parsed: Parsed): undefined {
  for (const operand of parsed.operands) {
    if (!operand.head.startsWith('+')) call.file('read', operand);
    else if (!PAGER_START.test(operand.text ?? ''))
      call.unknown('program.option', operand.raw, 'gives the pager a command to run');
  }
  return undefined;
}

function vim(call: Call, parsed: Parsed): undefined {
  const isScripted = call.name === 'ex' || parsed.has('-e', '-E');
  const files = parsed.operands.filter((operand) => !operand.head.startsWith('+'));
  const commands: (Arg | undefined)[] = [
    ...parsed.options.flatMap(({ name, value }) => (name === '-c' || name === '--cmd' ? [value] : [])),
    ...parsed.operands.filter((operand) => operand.head.startsWith('+')).map((operand) => sliceArg(operand, 1)),
  ];
  for (const { name, value } of parsed.options)
    if ((name === '-u' || name === '-U' || name === '-i') && !/^(?:NONE|NORC|DEFAULTS)$/.test(value?.text ?? ''))
      call.unknown('program.option', name, `makes ${call.name} start with settings of its own`);
  // Without `-e`, `-s` takes a file of keys to type; in nvim `-l` takes a script.
  if ((parsed.has('-s') && !isScripted && !parsed.has('--headless')) || (call.name === 'nvim' && parsed.has('-l')))
    call.unknown('program.option', '-s', `runs a script in ${call.name}`);
  if (isScripted && parsed.has('-s') && commands.length === 0) {
    const { text } = call.stdin;
    if (text === undefined)
      call.unknown('code.opaque', call.name, "runs editor commands that can't be told beforehand");
    else commands.push(literalArg(text, call.part));
  }
  const texts = commands.map((command) => command?.text);
  const isEnding =
    texts.some((text) => /(?:^|[|\n\s])(?:q|wq|x|qa|wqa|xa|cq|quit)!?\s*$/.test(text ?? '')) || parsed.has('-s');
  if (commands.length === 0 || !isEnding)
    call.unknown('program.beyond', call.name, 'opens an editor, which can run anything');
  for (const text of texts) {
    if (text === undefined)
      call.unknown('code.opaque', call.name, "runs editor commands that can't be told beforehand");
    else apply(call, text, 'vim');
  }
  const isWriting = texts.some((text) => /\b(?:w|wq|x|wqa|wa|xa|up|update)\b/.test(text ?? ''));
  for (const file of files) call.file(isWriting ? 'edit' : 'read', file);
  return undefined;
}

function ed(call: Call, parsed: Parsed): undefined {
  const [file] = parsed.operands;
  const { text } = call.stdin;
  if (file?.head.startsWith('!') === true) call.script(sliceArg(file, 1));
  else if (file !== undefined)
    call.file(text !== undefined && !/^[^a-z]*w|\bwq?\b/m.test(text) ? 'read' : 'edit', file);
  if (text === undefined || text.trim() === '')
    call.unknown('code.opaque', 'ed', "runs editor commands that can't be told beforehand");
  else apply(call, text, 'ed');
  return undefined;
}

function apply(call: Call, script: string, dialect: 'ed' | 'vim'): void {
  for (const { kind, what } of scanEditorScript(script, dialect)) {
    const arg = literalArg(what, call.part);
    if (kind === 'unknown') call.unknown('code.opaque', what, `runs an editor command that ${what}`);
    else if (kind === 'run') {
      call.unknown('code.command', what, 'runs a command from within an editor');
      call.script(arg);
    } else call.file(kind, arg);
  }
}
