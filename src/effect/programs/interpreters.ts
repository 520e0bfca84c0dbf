import { nameSet } from '../names';
import type { Arg } from '../shell/value';
import { sliceArg } from './grammar';
import type { Call } from './program';

/** What an option's value is: `folder` one of modules, `module` one that is loaded, `any` beyond what is understood. */
type Use = 'pattern' | 'text' | 'folder' | 'module' | 'file' | 'cwd' | 'any';

interface Interpreter {
  readonly language: string;
  /** Letters of options whose value is code. */
  readonly code: string;
  /** Letters without a value. */
  readonly flags: string;
  /** Letters whose value is the rest of the argument, if there is one. */
  readonly attached?: string;
  /** Letters with a value, attached or next. */
  readonly values?: Readonly<Record<string, Use>>;
  /** Words after two dashes (or one) that change nothing of note; with `=`, their value neither. */
  readonly words?: ReadonlySet<string>;
  /** Words whose value is code. */
  readonly codeWords?: ReadonlySet<string>;
  /** The letter that changes files in place. */
  readonly inPlace?: string;
  /** Modules that do no harm when they are loaded. */
  readonly modules?: RegExp;
  /** Without a file it starts an interpreter that reads its input, unless one of these is given. */
  readonly tells: RegExp;
  /** Words that stand for what is built or tested here. */
  readonly tasks?: ReadonlySet<string>;
}

const TELLS = /^--?(?:v|V|version|help|h|\?)$/;
const RUBY: Interpreter = {
  language: 'ruby',
  code: 'e',
  flags: 'aclnpsvwhU',
  attached: '0WKFT',
  values: { C: 'cwd', E: 'text', I: 'folder', r: 'module', x: 'any', S: 'any', X: 'any' },
  words: nameSet(
    'version help copyright verbose yjit jit disable enable encoding external-encoding internal-encoding disable-gems',
  ),
  inPlace: 'i',
  modules:
    /^(?:json|date|time|set|yaml|csv|securerandom|digest|pp|erb|optparse|ostruct|benchmark|bigdecimal|prime|stringio|strscan|base64|uri|pathname|tempfile|fileutils|logger|bundler\/setup|minitest\/autorun|test_helper|spec_helper|rubygems|etc|shellwords|zlib|English|forwardable|open3)$/,
  tells: /^(?:-v|-h|--version|--help|--copyright)$/,
};
/** By the name of the program. */
export const INLINE: Readonly<Record<string, Interpreter>> = {
  ruby: RUBY,
  perl: {
    language: 'perl',
    code: 'eE',
    flags: 'acflnpstTuUvwWXhgV',
    attached: '0lC',
    values: { F: 'pattern', I: 'folder', M: 'module', m: 'module', x: 'any', d: 'any', D: 'any', S: 'any' },
    words: nameSet('version help'),
    inPlace: 'i',
    modules:
      /^-?(?:strict|warnings|utf8|v?5[\d.]*|POSIX|List::Util|Scalar::Util|Data::Dumper|Time::Local|JSON::PP|integer|bigint|bignum|Text::Wrap|feature|open|Time::HiRes|Term::ANSIColor|Encode|Unicode::Normalize|File::Basename|Text::ParseWords)(?:=[\w,:%-]+)?$/,
    tells: /^(?:-v|-V|-h|--version|--help)$/,
  },
  php: {
    language: 'php',
    code: 'rBRE',
    flags: 'CehilmnqswvH',
    values: { c: 'any', d: 'any', f: 'file', S: 'any', t: 'any', z: 'any', a: 'any' },
    words: nameSet('version help ini info modules rf re ri rc no-php-ini strip syntax-check'),
    tells: /^(?:-v|-h|-i|-m|--version|--help|--ini|--info|--modules|--r[feic].*)$/,
  },
  lua: { language: 'lua', code: 'e', flags: 'viWE', values: { l: 'module' }, modules: /^(?!)/, tells: /^-v$/ },
  luajit: {
    language: 'lua',
    code: 'e',
    flags: 'vi',
    attached: 'Ojb',
    values: { l: 'module' },
    modules: /^(?!)/,
    tells: /^-v$/,
  },
  julia: {
    language: 'julia',
    code: 'eE',
    flags: 'qivh',
    attached: 'O',
    values: { L: 'file', p: 'text', t: 'text', J: 'any', H: 'any', C: 'text' },
    words: nameSet(
      'version help project threads startup-file color quiet banner history-file optimize check-bounds procs depwarn compile code-coverage warn-overwrite',
    ),
    codeWords: nameSet('eval print'),
    tells: /^(?:-v|-h|--version|--help)$/,
  },
  Rscript: {
    language: 'r',
    code: 'e',
    flags: 'h',
    words: nameSet(
      'version help vanilla verbose no-save no-restore no-init-file no-environ no-site-file slave quiet silent no-echo default-packages',
    ),
    tells: TELLS,
  },
  R: {
    language: 'r',
    code: 'e',
    flags: 'hqs',
    values: { f: 'file' },
    words: nameSet(
      'version help vanilla verbose no-save no-restore no-init-file no-environ no-site-file slave quiet silent no-echo RHOME',
    ),
    tells: TELLS,
  },
  elixir: {
    language: 'elixir',
    code: 'e',
    flags: 'vh',
    values: { r: 'file', S: 'any', pa: 'text' },
    words: nameSet('version help no-halt short-version'),
    codeWords: nameSet('eval'),
    tells: /^(?:-v|--version|--help|--short-version)$/,
  },
  iex: {
    language: 'elixir',
    code: 'e',
    flags: 'vh',
    values: { S: 'any', r: 'file' },
    words: nameSet('version help'),
    tells: /^(?:-v|--version|--help)$/,
  },
  swift: {
    language: 'swift',
    code: 'e',
    flags: 'vh',
    words: nameSet('version help v'),
    tells: TELLS,
    tasks: nameSet('build test run package format lint'),
  },
};

/** Code in an option, else in a file, else in its input. */
export function interpreter(call: Call, spec: Interpreter): undefined {
  const { args } = call;
  const { language } = spec;
  let hasCode = false;
  let isInPlace = false;
  const files: Arg[] = [];
  let at = 0;
  const next = () => args[++at];
  const runs = (code: Arg | undefined) => {
    hasCode = true;
    if (code !== undefined) call.code(language, code);
  };
  for (; at < args.length; at++) {
    const arg = args[at];
    if (arg === undefined) break;
    const { head } = arg;
    if (arg.text === '--' || arg.text === '--args') {
      files.push(...args.slice(at + 1));
      break;
    }
    if (!head.startsWith('-') || head === '-') {
      files.push(...args.slice(at));
      break;
    }
    const word = /^--?([\w-]+)(?:=|$)/.exec(head)?.[1] ?? '';
    if (spec.words?.has(word) === true && (head.startsWith('--') || word.length > 1)) continue;
    if (spec.codeWords?.has(word) === true) {
      const equals = head.indexOf('=');
      runs(equals < 0 ? next() : sliceArg(arg, equals + 1));
      continue;
    }
    if (head.startsWith('--')) {
      strange(call, arg);
      continue;
    }
    for (let letter = 1; letter < head.length; letter++) {
      const char = head[letter] ?? '';
      const isLast = letter + 1 >= head.length && arg.text !== undefined;
      if (spec.flags.includes(char)) continue;
      if (spec.code.includes(char)) {
        runs(isLast ? next() : sliceArg(arg, letter + 1));
        break;
      }
      if (char === spec.inPlace) {
        isInPlace = true;
        if (/[/*]/.test(arg.text?.slice(letter) ?? '*'))
          call.unknown('program.option', arg.raw, 'writes its backup elsewhere');
        break;
      }
      if (spec.attached?.includes(char) === true) {
        // Digits end it: `-0777ne` goes on with `n`.
        const digits = /^[\da-fA-FxX]*/.exec(head.slice(letter + 1))?.[0] ?? '';
        if (/[FKTjbW]/.test(char)) break;
        letter += /^(?:[0l])$/.test(char) ? (/^\d*/.exec(digits)?.[0].length ?? 0) : digits.length;
        continue;
      }
      const use = spec.values?.[char];
      if (use === undefined) strange(call, arg);
      else uses(call, spec, use, isLast ? next() : sliceArg(arg, letter + 1), arg);
      break;
    }
  }
  loadsWritten(call);
  if (hasCode) {
    withCode(call, spec, files, isInPlace);
    return undefined;
  }
  return withoutCode(call, spec, files);
}

function strange(call: Call, arg: Arg): void {
  call.unknown('program.option', arg.raw, `gives ${call.name} ${arg.raw}, which may load code`);
}

function uses(call: Call, spec: Interpreter, use: Use, value: Arg | undefined, option: Arg): void {
  if (use === 'any') strange(call, option);
  if (use === 'text' || use === 'any' || value === undefined) return;
  const text = value.text ?? '';
  switch (use) {
    case 'folder': {
      const area = call.areaOf(value);
      if (area !== 'workspace') call.unknown('code.modules', value.raw, `loads modules from ${value.raw}`);
      return;
    }
    case 'module':
      if (spec.modules?.test(text) === true) return;
      if (
        /^\.\//.test(text) ||
        (spec.language === 'ruby' && /^[\w/]+$/.test(text) && call.kindOf({ ...value, text: `${text}.rb` }) === 'file')
      )
        call.runFile(spec.language, value);
      else call.unknown('program.option', option.raw, `gives ${call.name} ${option.raw}, which loads code`);
      return;
    case 'file':
      call.runFile(spec.language, value);
      return;
    case 'pattern':
      if (value.text === undefined || /[{$@`]|\(\?/.test(text)) strange(call, option);
      return;
    case 'cwd':
      call.folders = call.resolve(value);
      return;
  }
}

function loadsWritten(call: Call): void {
  const written = call.state.writtenPaths().find((file) => /\.(?:rb|pm|pl|so|lua)$/i.test(file));
  if (written !== undefined && call.args.some((arg) => /^-(?:\w*[IrM]|-require)/.test(arg.head)))
    call.unknown('run.written', call.name, 'may load a file that the same command writes');
}

/** Files beside the code are what it reads, or changes. */
function withCode(call: Call, { language }: Interpreter, files: readonly Arg[], isInPlace: boolean): void {
  if (language !== 'perl' && language !== 'ruby') return;
  // perl runs `command |` and writes `>file` where it is to read.
  const odd = files.find((file) => /^\s*[<>|+]|\|\s*$/.test(file.text ?? (file.head === '' ? '' : file.head)));
  if (odd !== undefined) call.unknown('program.operand', odd.raw, `gives ${call.name} ${odd.raw}, which may be run`);
  for (const file of files) call.file(isInPlace ? 'edit' : 'read', file);
}

function withoutCode(call: Call, spec: Interpreter, files: readonly Arg[]): undefined {
  const [file] = files;
  if (file === undefined || file.text === '-') {
    if (!call.args.some((arg) => spec.tells.test(arg.text ?? ''))) call.codeFromInput(spec.language);
  } else if (spec.tasks?.has(file.text ?? '') === true) call.runHere('run.build', `${call.name} ${file.text}`);
  else call.runFile(spec.language, file);
  return undefined;
}
