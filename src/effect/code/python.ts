import { nameSet } from '../names';
import type { CodeFinding } from './codeFinding';

const KEYWORDS = nameSet([
  'if elif else for while break continue match case pass return yield raise try except finally with assert',
  'def class lambda global nonlocal del import from as and or not in is None True False',
]);

const BUILTINS = nameSet([
  // Types and values
  'str int float bool complex bytes bytearray list tuple dict set frozenset range slice object type',
  'property staticmethod classmethod super self cls',
  // What computes and prints
  'print len sorted reversed enumerate zip map filter iter next sum min max abs round divmod pow any all hash id',
  'ord chr hex oct bin repr ascii format isinstance issubclass callable exit quit',
  // Exceptions
  'Exception ValueError TypeError KeyError IndexError RuntimeError StopIteration ZeroDivisionError AttributeError',
  'ImportError ModuleNotFoundError OSError FileNotFoundError AssertionError ArithmeticError NotImplementedError',
  'UnicodeDecodeError KeyboardInterrupt SystemExit',
]);

/** Modules that only compute. Their own imports can't be reached: such names are refused as attributes. */
const PURE = nameSet([
  // Numbers and dates
  'math cmath decimal fractions numbers statistics random secrets datetime time calendar zoneinfo',
  // Text and formats
  'json re string textwrap difflib unicodedata html pprint base64 binascii struct hashlib hmac zlib uuid colorsys tomllib',
  // Shapes of data, and the language itself
  'collections itertools functools operator bisect heapq copy enum dataclasses typing abc contextlib ast keyword token',
]);

const SYS = nameSet([
  'version version_info hexversion implementation platform byteorder maxsize flags float_info',
  'executable prefix base_prefix path argv stdin stdout stderr exit',
  'getsizeof getrecursionlimit getdefaultencoding',
]);
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
const REFUSED = nameSet([
  // Modules, and what loads them
  'modules builtins importlib codecs subprocess os sys io loader spec load_module exec_module load_source',
  'meta_path path_hooks stdlib_module_names',
  // Programs and code
  'system popen Popen spawn fork exec execv execve call check_call check_output run eval compile',
  // Members named while running, and the variables of others
  'getattr setattr globals locals vars mro subclasses attrgetter methodcaller itemgetter format_map',
  'f_globals f_locals f_back gi_frame cr_frame tb_frame func_globals',
  // Text taken for code or for a path of members
  'Formatter get_field get_value vformat get_type_hints get_annotations ForwardRef make_dataclass register',
  'singledispatch singledispatchmethod',
  // Hooks that run later
  'settrace setprofile displayhook excepthook',
  // Files
  'open read_text write_text writelines tofile fromfile truncate unlink remove rmdir rename replace_file rmtree',
  // The environment and the network
  'environ putenv connect socket urlopen request',
]);

type Token = { readonly kind: 'name' | 'number' | 'string' | 'operator' | 'newline'; readonly text: string };

/** Steps that looking for targets and parameters may take: beyond them the code is too much. */
interface Budget {
  left: number;
}

export function scanPython(code: string): readonly CodeFinding[] {
  const simple = versionOf(code);
  if (simple !== undefined) return simple;
  const tokens = tokenise(code);
  if (typeof tokens === 'string') return [{ kind: 'unknown', what: tokens }];
  const found: CodeFinding[] = [];
  const modules = new Set<string>();
  const opaque = (what: string) => found.push({ kind: 'unknown', what });
  const budget: Budget = { left: 400_000 };
  const own = ownNames(tokens, budget);
  if (budget.left < 0) return [{ kind: 'unknown', what: 'too much code to look through' }];
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

const NAME = String.raw`[A-Za-z_]\w*`;
const PRINTED = String.raw`${NAME}\b(?:\.__(?:version|file|name)__|\.VERSION|\.version)?|'[^'\\{]*'|"[^"\\{]*"|,|\s`;
const VERSION_ONLY = new RegExp(
  String.raw`^\s*import\s+(${NAME}(?:\s*,\s*${NAME})*)\s*(?:[;\n]\s*(?:print\(\s*(?:${PRINTED})*\)\s*;?\s*)*)?$`,
);

/** `import x; print(x.__version__)`: loads a module, and no more. */
function versionOf(code: string): CodeFinding[] | undefined {
  const match = code.length > 500 ? null : VERSION_ONLY.exec(code);
  if (match === null) return undefined;
  return (match[1] ?? '')
    .split(',')
    .flatMap((name): CodeFinding[] =>
      PURE.has(name.trim()) || name.trim() === 'sys' ? [] : [{ kind: 'run', what: name.trim() }],
    );
}

/** Names the code itself defines: assigned, looped over, or parameters. */
function ownNames(tokens: readonly Token[], budget: Budget): ReadonlySet<string> {
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
    else if (before === 'for' || isTarget(tokens, index, budget)) names.add(token.text);
    else if (before === 'lambda' || isParameter(tokens, index, budget)) names.add(token.text);
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

function isTarget(tokens: readonly Token[], index: number, budget: Budget): boolean {
  for (let i = index; i >= 0; i--) {
    if (budget.left-- < 0) return false;
    const text = tokens[i]?.text;
    if (text === 'for') return true;
    if (text !== ',' && text !== '(' && text !== ')' && (tokens[i]?.kind !== 'name' || KEYWORDS.has(text ?? ''))) break;
  }
  // `a, b = …`
  let last = index;
  while (tokens[last + 1]?.text === ',' && tokens[last + 2]?.kind === 'name' && budget.left-- > 0) last += 2;
  let first = index;
  while (tokens[first - 1]?.text === ',' && tokens[first - 2]?.kind === 'name' && budget.left-- > 0) first -= 2;
  return tokens[last + 1]?.text === '=' && (tokens[first - 1]?.kind ?? 'newline') === 'newline';
}

function isParameter(tokens: readonly Token[], index: number, budget: Budget): boolean {
  for (let i = index - 1; i >= 0; i--) {
    if (budget.left-- < 0) return false;
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
  if (file === undefined || !/^[,)]$/.test(tokens[at + 3]?.text ?? ''))
    return [{ kind: 'unknown', what: 'a file named while running (open)' }];
  const rest: string[] = [];
  for (let i = at + 3; i < tokens.length && tokens[i]?.text !== ')'; i++) rest.push(tokens[i]?.text ?? '');
  const [, first, second] = rest;
  const mode = rest.indexOf('mode');
  // A mode that is computed, or comes with others in an argument, is not known.
  const isComputed = rest.some((text) => /^(?:[([{*]|\*\*|:=|if)$/.test(text));
  const isOther = /^(?:encoding|newline|errors)$/.test(first ?? '') && second === '=';
  const value = mode < 0 ? 1 : mode + 2;
  const given =
    rest.length === 0
      ? 'r'
      : isComputed || (mode >= 0 && rest[mode + 1] !== '=')
        ? undefined
        : mode < 0 && isOther
          ? 'r'
          : /^,?$/.test(rest[value + 1] ?? '')
            ? plain(rest[value])
            : undefined;
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

/** What an f-string computes: the text of each pair of braces; undefined when they don't match. */
function computedIn(body: string): string[] | undefined {
  const found: string[] = [];
  let at = 0;
  while (at < body.length) {
    if (body[at] !== '{') {
      at++;
      continue;
    }
    if (body[at + 1] === '{') {
      at += 2;
      continue;
    }
    const start = at + 1;
    let depth = 0;
    for (; at < body.length; at++) {
      const char = body[at] ?? '';
      if (char === '{') depth++;
      else if (char === '}' && --depth === 0) break;
      else if (char === '"' || char === "'") {
        at = body.indexOf(char, at + 1);
        if (at < 0) return undefined;
      } else if (char === '\\' || char === '#') return undefined;
    }
    if (at >= body.length) return undefined;
    found.push(body.slice(start, at++));
  }
  return found;
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
        const expressions = computedIn(body);
        if (expressions === undefined) return "an f-string that can't be parsed";
        for (const inner of expressions) {
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
