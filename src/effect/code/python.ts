import type { CodeFinding } from './codeFinding';

const KEYWORDS = new Set(
  'False None True and as assert break class continue def del elif else except finally for from global if import in is lambda nonlocal not or pass raise return try while with yield match case'.split(
    ' ',
  ),
);

const BUILTINS = new Set(
  'print len range str int float bool list dict set tuple frozenset bytes bytearray sorted reversed enumerate zip map filter sum min max abs round divmod pow ord chr hex oct bin repr ascii format isinstance issubclass type any all iter next hash id slice complex Exception ValueError TypeError KeyError IndexError RuntimeError StopIteration ZeroDivisionError AttributeError ImportError ModuleNotFoundError OSError FileNotFoundError AssertionError ArithmeticError NotImplementedError UnicodeDecodeError KeyboardInterrupt SystemExit object property staticmethod classmethod super self cls exit quit callable'.split(
    ' ',
  ),
);

/** Modules that only compute. Their own imports can't be reached: such names are refused as attributes. */
const PURE = new Set(
  'json math re datetime time collections itertools functools string random statistics decimal fractions hashlib base64 uuid typing dataclasses enum pprint operator bisect heapq struct unicodedata html textwrap calendar copy zoneinfo difflib cmath numbers abc colorsys secrets binascii zlib hmac contextlib ast tomllib keyword token textwrap unittest'
    .split(' ')
    .filter((name) => name !== 'unittest'),
);

const SYS = new Set(
  'version version_info platform path argv stdin stdout stderr exit maxsize executable byteorder implementation prefix base_prefix getsizeof getrecursionlimit getdefaultencoding float_info hexversion flags'.split(
    ' ',
  ),
);
const OS_READS = new Set(['getcwd', 'cpu_count', 'getpid', 'name', 'sep', 'linesep', 'path']);
const OS_PATH = new Set([
  'join',
  'basename',
  'dirname',
  'splitext',
  'split',
  'normpath',
  'sep',
  'abspath',
  'commonprefix',
  'relpath',
]);

/** Attribute names through which plain objects lead elsewhere. */
const REFUSED = new Set(
  'modules system popen spawn fork exec execv execve loader spec builtins codecs importlib subprocess os sys io open load_module exec_module eval compile getattr setattr globals locals vars environ putenv f_globals f_locals f_back gi_frame cr_frame tb_frame func_globals mro subclasses attrgetter methodcaller itemgetter format_map read_text write_text unlink remove rmdir rename replace_file rmtree connect socket urlopen request Popen check_output check_call call run write writelines truncate stdlib_module_names meta_path path_hooks settrace setprofile displayhook excepthook load_source fromfile tofile reduce'
    .split(' ')
    .filter((name) => name !== 'reduce' && name !== 'write'),
);

type Token = { readonly kind: 'name' | 'number' | 'string' | 'operator' | 'newline'; readonly text: string };

export function scanPython(code: string): readonly CodeFinding[] {
  const simple = versionOf(code);
  if (simple !== undefined) return simple;
  const tokens = tokenise(code);
  if (typeof tokens === 'string') return [{ kind: 'unknown', what: tokens }];
  const found: CodeFinding[] = [];
  const modules = new Set<string>();
  const opaque = (what: string) => found.push({ kind: 'unknown', what });
  const own = ownNames(tokens);
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i];
    if (token?.kind !== 'name') {
      if (token?.text === '@') opaque('a decorator');
      continue;
    }
    const { text } = token;
    const before = tokens[i - 1]?.text;
    const after = tokens[i + 1]?.text;
    if (/^__\w+__$/.test(text) && text !== '__name__' && text !== '__version__') opaque(text);
    else if (text === 'import' || text === 'from') {
      i = importAt(tokens, i, modules, opaque, found);
    } else if (before === '.') {
      const owner = tokens[i - 2]?.text;
      if (text.startsWith('_') && text !== '__version__') opaque(`.${text}`);
      else if (owner === 'sys') {
        if (!SYS.has(text)) opaque(`sys.${text}`);
        if (text === 'path' && (after === '.' || after === '=' || after === '[')) opaque('sys.path');
      } else if (owner === 'os' && modules.has('os')) {
        if (!OS_READS.has(text)) opaque(`os.${text}`);
      } else if (owner === 'path' && tokens[i - 4]?.text === 'os') {
        if (['exists', 'isfile', 'isdir', 'getsize', 'getmtime'].includes(text))
          found.push(argument(tokens, i, 'names'));
        else if (!OS_PATH.has(text)) opaque(`os.path.${text}`);
      } else if (REFUSED.has(text) && !(text === 'write' && owner === 'stdout')) opaque(`.${text}`);
      else if (text === 'format' && tokens[i - 2]?.kind !== 'string') opaque('.format');
      else if (after === '=' && tokens[i + 2]?.text !== '=' && owner !== 'self')
        opaque('an assignment to an attribute');
    } else if (KEYWORDS.has(text) || own.has(text) || modules.has(text)) {
      if (own.has(text) && BUILTINS.has(text)) opaque(`a new meaning of ${text}`);
    } else if (text === 'open') {
      if (after !== '(') opaque('open');
      else found.push(...opened(tokens, i));
    } else if (!BUILTINS.has(text) || (text === 'type' && tokens[i + 3]?.text === ',')) {
      const isKeyword = after === '=' && tokens[i + 2]?.text !== '=' && (before === '(' || before === ',');
      if (!isKeyword) opaque(text);
    }
  }
  return found;
}

/** `import x; print(x.__version__)`: loads a module, and no more. */
function versionOf(code: string): CodeFinding[] | undefined {
  const match =
    /^\s*import\s+([A-Za-z_]\w*(?:\s*,\s*[A-Za-z_]\w*)*)\s*(?:[;\n]\s*(?:print\(\s*(?:[A-Za-z_]\w*(?:\.__(?:version|file|name)__|\.VERSION|\.version)?|'[^'\\{]*'|"[^"\\{]*"|,|\s)*\)\s*;?\s*)*)?$/.exec(
      code,
    );
  if (match === null) return undefined;
  return (match[1] ?? '')
    .split(',')
    .flatMap((name): CodeFinding[] =>
      PURE.has(name.trim()) || name.trim() === 'sys' ? [] : [{ kind: 'run', what: name.trim() }],
    );
}

/** Names the code itself defines: assigned, looped over, or parameters. */
function ownNames(tokens: readonly Token[]): ReadonlySet<string> {
  const names = new Set<string>();
  tokens.forEach((token, index) => {
    if (token.kind !== 'name' || KEYWORDS.has(token.text)) return;
    const before = tokens[index - 1]?.text ?? '\n';
    const after = tokens[index + 1]?.text;
    if (before === '.') return;
    if (
      (after === '=' || /^(?:[-+*/%&|^@]|\*\*|\/\/|<<|>>)=$|^:=$/.test(after ?? '')) &&
      /^(?:\n|;|:|,|\(|=|else)$/.test(before)
    )
      names.add(token.text);
    else if (before === 'def' || before === 'class' || before === 'as') names.add(token.text);
    else if (before === 'for' || isTarget(tokens, index)) names.add(token.text);
    else if (before === 'lambda' || isParameter(tokens, index)) names.add(token.text);
  });
  for (const name of [
    'open',
    'exec',
    'eval',
    'compile',
    'getattr',
    'setattr',
    '__import__',
    'globals',
    'locals',
    'vars',
    'breakpoint',
    'input',
    'delattr',
  ])
    names.delete(name);
  return names;
}

function isTarget(tokens: readonly Token[], index: number): boolean {
  for (let i = index; i >= 0; i--) {
    const text = tokens[i]?.text;
    if (text === 'for') return true;
    if (text !== ',' && text !== '(' && text !== ')' && (tokens[i]?.kind !== 'name' || KEYWORDS.has(text ?? ''))) break;
  }
  // `a, b = …`
  let last = index;
  while (tokens[last + 1]?.text === ',' && tokens[last + 2]?.kind === 'name') last += 2;
  let first = index;
  while (tokens[first - 1]?.text === ',' && tokens[first - 2]?.kind === 'name') first -= 2;
  return tokens[last + 1]?.text === '=' && (tokens[first - 1]?.kind ?? 'newline') === 'newline';
}

function isParameter(tokens: readonly Token[], index: number): boolean {
  for (let i = index - 1; i >= 0; i--) {
    const text = tokens[i]?.text;
    if (text === 'lambda') return true;
    if (text === 'def') return true;
    if (text === ':' || text === '\n' || text === ')' || text === ';') return false;
  }
  return false;
}

function importAt(
  tokens: readonly Token[],
  start: number,
  modules: Set<string>,
  opaque: (what: string) => void,
  found: CodeFinding[],
): number {
  let i = start + 1;
  const isFrom = tokens[start]?.text === 'from';
  let name = '';
  const add = (module: string, as: string) => {
    if (PURE.has(module)) modules.add(as);
    else if (module === 'sys') {
      modules.add('sys');
      if (as !== 'sys') opaque(`sys as ${as}`);
    } else if (module === 'os' || module === 'os.path') {
      modules.add('os');
      if (as !== 'os') opaque(`${module} as ${as}`);
    } else opaque(`the module ${module}`);
  };
  while (i < tokens.length && tokens[i]?.kind !== 'newline' && tokens[i]?.text !== ';') {
    const text = tokens[i]?.text ?? '';
    if (isFrom && text === 'import') {
      if (!PURE.has(name)) opaque(`the module ${name}`);
      for (i++; i < tokens.length && tokens[i]?.kind !== 'newline' && tokens[i]?.text !== ';'; i++) {
        const each = tokens[i];
        if (each?.kind === 'name' && each.text !== 'as') {
          if (each.text.startsWith('_') || REFUSED.has(each.text)) opaque(each.text);
          modules.add(each.text);
        } else if (each?.text === '*') opaque('everything of a module');
      }
      return i;
    }
    if (text === ',') {
      add(name, name);
      name = '';
    } else if (text === 'as') {
      add(name, tokens[i + 1]?.text ?? '');
      name = '';
      i++;
    } else name += text;
    i++;
  }
  if (!isFrom && name !== '') add(name, name.split('.')[0] ?? name);
  void found;
  return i;
}

function argument(tokens: readonly Token[], at: number, kind: 'names' | 'read'): CodeFinding {
  const value = tokens[at + 2];
  const text =
    tokens[at + 1]?.text === '(' && (tokens[at + 3]?.text === ')' || tokens[at + 3]?.text === ',')
      ? plainString(value)
      : undefined;
  return text === undefined
    ? { kind: 'unknown', what: `a file named while running (${tokens[at]?.text})` }
    : { kind, what: text };
}

function opened(tokens: readonly Token[], at: number): CodeFinding[] {
  const file = plainString(tokens[at + 2]);
  if (file === undefined) return [{ kind: 'unknown', what: 'a file named while running (open)' }];
  const rest: string[] = [];
  for (let i = at + 3; i < tokens.length && tokens[i]?.text !== ')'; i++) rest.push(tokens[i]?.text ?? '');
  const [, first] = rest;
  const given =
    rest.length === 0
      ? 'r'
      : rest.includes('mode')
        ? plain(rest[rest.indexOf('mode') + 2])
        : first === 'encoding' || first === 'newline' || first === 'errors'
          ? 'r'
          : plain(first);
  if (given === undefined) return [{ kind: 'unknown', what: 'a file opened in an unknown way' }];
  return /[wax+]/.test(given)
    ? [
        { kind: 'read', what: file },
        { kind: 'write', what: file },
      ]
    : [{ kind: 'read', what: file }];
}

function plain(text: string | undefined): string | undefined {
  return /^(['"])([rwabtx+]*)\1$/.exec(text ?? '')?.[2];
}

function plainString(token: Token | undefined): string | undefined {
  if (token?.kind !== 'string') return undefined;
  return /^[rR]?(['"])([^\\{]*)\1$/s.exec(token.text)?.[2];
}

/** Tokens, or what it couldn't read. What an f-string computes is looked at like the rest. */
function tokenise(code: string, depth = 0): Token[] | string {
  const tokens: Token[] = [];
  let at = 0;
  if (depth > 4) return 'f-strings within f-strings';
  while (at < code.length) {
    const rest = code.slice(at);
    const blank = /^(?:[ \t]+|#[^\n]*|\\\n)/.exec(rest);
    if (blank !== null) {
      at += blank[0].length;
      continue;
    }
    const string =
      /^([rRbBuUfF]{0,2})('''[\s\S]*?'''|"""[\s\S]*?"""|'(?:[^'\\\n]|\\[\s\S])*'|"(?:[^"\\\n]|\\[\s\S])*")/.exec(rest);
    if (string !== null) {
      const [whole, prefix = '', body = ''] = string;
      tokens.push({ kind: 'string', text: whole });
      at += whole.length;
      if (/f/i.test(prefix)) {
        for (const [, inner = ''] of body
          .replaceAll('{{', '')
          .replaceAll('}}', '')
          .matchAll(/\{([^{}]*(?:\{[^{}]*\}[^{}]*)*)\}/g)) {
          const computed = tokenise(inner.replace(/![rsa](?=:|$)/, ''), depth + 1);
          if (typeof computed === 'string') return computed;
          tokens.push({ kind: 'operator', text: '(' }, ...computed, { kind: 'operator', text: ')' });
        }
      }
      continue;
    }
    const match =
      /^(?:(\n|;)|([A-Za-z_]\w*)|(\d[\w.]*|\.\d+)|(\*\*=?|\/\/=?|<<=?|>>=?|[-+*/%&|^=!<>:@]=|->|[-+*/%&|^=<>()[\]{},:.~@]))/.exec(
        rest,
      );
    if (match === null) return `text that can't be parsed (${rest.slice(0, 10)})`;
    const [text, newline, name, number] = match;
    tokens.push({
      kind:
        newline !== undefined ? 'newline' : name !== undefined ? 'name' : number !== undefined ? 'number' : 'operator',
      text,
    });
    at += text.length;
  }
  return tokens;
}
