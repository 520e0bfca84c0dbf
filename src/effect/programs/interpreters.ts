import { sliceArg } from './grammar';
import type { Call } from './program';

/** Interpreters that take code as an option: its language, and which options. */
export const INLINE: Readonly<Record<string, readonly [language: string, flags: RegExp]>> = {
  ruby: ['ruby', /^-[a-zA-Z0]*e/],
  perl: ['perl', /^-(?![A-Za-z]*I)[a-zA-Z0\d]*[eE]/],
  php: ['php', /^-[rRBE]/],
  lua: ['lua', /^-e/],
  luajit: ['lua', /^-e/],
  julia: ['julia', /^-[eE]|^--eval|^--print/],
  Rscript: ['r', /^-e/],
  R: ['r', /^-e/],
  elixir: ['elixir', /^-e|^--eval|^-r|^--rpc-eval/],
  erl: ['erlang', /^-eval|^-run|^-s/],
  groovy: ['groovy', /^-e/],
  scala: ['scala', /^-e/],
  swift: ['swift', /^-e/],
  ghc: ['haskell', /^-e/],
  iex: ['elixir', /^-e/],
  kotlin: ['kotlin', /^-e/],
};

/** A cluster of flags with `-i`: files are changed in place. */
const IN_PLACE = /^-[acflnpsSTuUwWX0-7]*i/;

/** `-e CODE`, in a cluster or attached; else a file, else its input. */
export function interpreter(call: Call, language: string, flags: RegExp): undefined {
  let hasCode = false;
  let isSafe = true;
  const files: Call['args'][number][] = [];
  const { args } = call;
  for (let i = 0; i < args.length; i++) {
    const arg = args[i];
    if (arg === undefined) break;
    const { head } = arg;
    if (flags.test(head) && !hasCode) {
      hasCode = true;
      const short = /^-[a-zA-Z0\d]*[eErRBE]/.exec(head)?.[0] ?? head;
      const code = /^--\w+=/.test(head)
        ? { ...arg, text: arg.text?.replace(/^--\w+=/, '') }
        : !head.startsWith('--') && head.length > short.length
          ? sliceArg(arg, short.length)
          : args[++i];
      if (IN_PLACE.test(short) && (language === 'perl' || language === 'ruby')) isSafe = false;
      if (code !== undefined) call.code(language, code);
    } else if (flags.test(head)) {
      const code = args[++i];
      if (code !== undefined) call.code(language, code);
    } else if ((language === 'perl' || language === 'ruby') && IN_PLACE.test(head)) {
      isSafe = false;
      if (/[/*]/.test(arg.text ?? '*')) call.unknown('program.option', arg.raw, 'writes its backup elsewhere');
    } else if (
      /^-(?:r|M|m|d|D|S|x|s|T|C|f|z|t|l)/.test(head) &&
      !/^-(?:r|M)(?:json|date|time|set|strict|warnings|utf8|POSIX|List::Util(?:=\w+(?:,\w+)*)?|v?5[\d.]*)$/.test(
        head,
      ) &&
      !(language === 'perl' && /^-[lanpF0w]+/.test(head)) &&
      !(language === 'php' && /^-l$/.test(head))
    )
      call.unknown('program.option', arg.raw, `gives ${call.name} ${arg.raw}, which loads code`);
    else if (head.startsWith('-') && head !== '-') continue;
    else files.push(arg);
  }
  const written = call.state.writtenPaths().find((file) => /\.(?:rb|pm|pl|so|lua)$/i.test(file));
  if (written !== undefined && args.some((arg) => /^-(?:\w*[IrM]|-require)/.test(arg.head)))
    call.unknown('run.written', call.name, 'may load a file that the same command writes');
  if (hasCode) {
    // perl runs `command |` and writes `>file` where it is to read.
    const odd = files.find((file) => /^\s*[<>|+]|\|\s*$/.test(file.text ?? (file.head === '' ? '' : file.head)));
    if (odd !== undefined) call.unknown('program.operand', odd.raw, `gives ${call.name} ${odd.raw}, which may be run`);
    for (const file of files) call.file(isSafe ? 'read' : 'edit', file);
    return undefined;
  }
  const [file] = files;
  if (file === undefined || file.text === '-') {
    if (!args.some((arg) => /^(?:-v|-V|--version|-h|--help|-i|-m)$/.test(arg.text ?? ''))) call.codeFromInput(language);
  } else if (/^(?:swift|julia|elixir|kotlin|scala|erl|iex|ghc)$/.test(call.name) && /^[a-z]+$/.test(file.text ?? ''))
    call.runHere('run.build', `${call.name} ${file.text}`);
  else if (call.name === 'php' && args.some((arg) => arg.text === '-l')) call.file('read', file);
  else {
    call.runFile(language, file);
    if (/(?:^|\/)artisan$/.test(file.text ?? '') && /migrate|db:|tinker/.test(files[1]?.text ?? ''))
      call.emit('database', 'the project', { detail: 'database.migrate' });
  }
  return undefined;
}
