import { nameSet } from '../names';
import type { CodeFinding } from './codeFinding';

const KEYWORDS = nameSet([
  'const let var function return if else for of in while do break continue switch case default throw try catch finally',
  'new typeof instanceof void delete async await yield class extends super this static get set',
  'null true false undefined NaN Infinity',
]);
const GLOBALS = nameSet([
  // Values and what computes with them
  'JSON Math Object Array String Number Boolean Date Map Set WeakMap WeakSet Promise RegExp BigInt Symbol Intl',
  'Error TypeError RangeError Buffer Uint8Array Int32Array Float64Array TextEncoder TextDecoder URL URLSearchParams',
  'parseInt parseFloat isNaN isFinite encodeURIComponent decodeURIComponent encodeURI decodeURI structuredClone',
  // Printing, time, and what is looked at more closely where it stands
  'console performance setTimeout clearTimeout queueMicrotask process require',
]);
const PROCESS = nameSet([
  'version versions platform arch release title execPath pid cwd argv env stdout stderr exit exitCode',
  'memoryUsage cpuUsage uptime hrtime nextTick',
]);
const PURE_MODULES = nameSet([
  'path util assert url querystring crypto os string_decoder punycode buffer events perf_hooks',
  'node:path node:util node:assert node:url node:querystring node:crypto node:os node:buffer node:events',
  'node:perf_hooks',
]);
const REFUSED = nameSet([
  // Lead from any object to code made of text
  'constructor __proto__ prototype caller callee __defineGetter__ __defineSetter__ __lookupGetter__',
  'setPrototypeOf getPrototypeOf defineProperty defineProperties getOwnPropertyDescriptor getOwnPropertyDescriptors',
  'inherits promisify deprecate entries_of',
  // Load modules and libraries
  'mainModule require Module _load getBuiltinModule binding _linkedBinding dlopen loadEnvFile',
  // Change this process and others
  'kill abort reallyExit chdir setuid setgid setEngine emitWarning writeHeapSnapshot',
]);

type Token = { readonly kind: 'name' | 'number' | 'string' | 'regex' | 'operator'; readonly text: string };

/** Steps that looking for parameters may take: beyond them the code is too much. */
interface Budget {
  left: number;
}

export function scanJavaScript(code: string): readonly CodeFinding[] {
  const tokens = tokenise(code, 0);
  if (typeof tokens === 'string') return [{ kind: 'unknown', what: tokens }];
  const found: CodeFinding[] = [];
  const opaque = (what: string) => found.push({ kind: 'unknown', what });
  const budget: Budget = { left: 400_000 };
  const own = ownNames(tokens, budget);
  if (budget.left < 0) return [{ kind: 'unknown', what: 'too much code to look through' }];
  const fs = new Set<string>();
  tokens.forEach((token, i) => {
    if (token.text === '=' && isFsRequire(tokens, i + 4) && tokens[i - 1]?.kind === 'name') {
      if (/^(?:const|let|var|;|,)$/.test(tokens[i - 2]?.text ?? ';')) fs.add(tokens[i - 1]?.text ?? '');
      else opaque('the module fs');
    }
  });
  tokens.forEach((token, i) => {
    const { text } = token;
    const before = tokens[i - 1]?.text;
    const after = tokens[i + 1]?.text;
    if (text === '[' && isMember(tokens, i) && !isPlainIndex(tokens, i)) opaque('a member named while running');
    if (text === '[' && isComputedKey(tokens, i)) opaque('a member named while running');
    if (token.kind === 'string' && (REFUSED.has(plainString(token) ?? '') || (after === ':' && text.includes('\\'))))
      opaque(text);
    if (token.kind !== 'name') return;
    if (before === '.' || before === '?.') {
      const owner = tokens[i - 2]?.text ?? '';
      if (REFUSED.has(text)) opaque(`.${text}`);
      else if (owner === 'process' && tokens[i - 3]?.text !== '.') {
        if (!PROCESS.has(text)) opaque(`process.${text}`);
        if (text === 'env') environment(tokens, i, found);
      } else if (fs.has(owner) || (owner === ')' && isFsRequire(tokens, i - 2))) found.push(...fileCall(tokens, i));
      return;
    }
    if (REFUSED.has(text) && text !== 'require') opaque(text);
    if (after === ':' && (before === '{' || before === ',')) return;
    // Under another name, or by a string, its functions wouldn't be seen.
    if (fs.has(text) && after !== '.' && after !== '?.' && !(after === '=' && isFsRequire(tokens, i + 5)))
      opaque('fs as a value');
    if (text === 'require') {
      const module = after === '(' && tokens[i + 3]?.text === ')' ? plainString(tokens[i + 2]) : undefined;
      if (module === undefined) opaque('require of a module named while running');
      else if (/^(?:node:)?fs$/.test(module)) {
        const isNamed = before === '=' && tokens[i - 2]?.kind === 'name';
        if (!isNamed && tokens[i + 4]?.text !== '.') opaque('the module fs');
      } else if (/^\.{1,2}\/.*\.json$/.test(module)) found.push({ kind: 'read', what: module });
      else if (/^\.{1,2}\//.test(module)) found.push({ kind: 'run', what: module });
      else if (!PURE_MODULES.has(module)) {
        if (/\/package(?:\.json)?$/.test(module)) found.push({ kind: 'run', what: module });
        else opaque(`the module ${module}`);
      }
    } else if (text === 'process') {
      if (after !== '.' && after !== '?.') opaque('process as a value');
    } else if (/^set(?:Timeout)$/.test(text)) {
      if (tokens[i + 2]?.kind === 'string') opaque('a timer with code as text');
    } else if (!KEYWORDS.has(text) && !GLOBALS.has(text) && !own.has(text)) opaque(text);
    else if (own.has(text) && GLOBALS.has(text)) opaque(`a new meaning of ${text}`);
    else if (
      text === 'Object' &&
      !/^(?:keys|values|entries|fromEntries|assign|freeze|is)$/.test(tokens[i + 2]?.text ?? '')
    )
      opaque('Object beyond its plain functions');
  });
  return found;
}

function ownNames(tokens: readonly Token[], budget: Budget): ReadonlySet<string> {
  const names = new Set<string>();
  tokens.forEach((token, i) => {
    if (token.kind !== 'name' || KEYWORDS.has(token.text)) return;
    const before = tokens[i - 1]?.text ?? '';
    const after = tokens[i + 1]?.text;
    if (/^(?:const|let|var|function|class|catch)$/.test(before) || after === '=>') names.add(token.text);
    else if (isParameter(tokens, i, budget) || isDestructured(tokens, i, budget)) names.add(token.text);
  });
  for (const name of [
    'eval',
    'Function',
    'require',
    'process',
    'globalThis',
    'global',
    'module',
    'import',
    'Reflect',
    'Proxy',
  ])
    names.delete(name);
  return names;
}

/** In the parentheses before `=>` or after `function`. */
function isParameter(tokens: readonly Token[], index: number, budget: Budget): boolean {
  let depth = 0;
  let start = index;
  for (; start >= 0; start--) {
    if (budget.left-- < 0) return false;
    const text = tokens[start]?.text;
    if (text === ')' || text === '}' || text === ']') depth++;
    else if ((text === '(' || text === '{' || text === '[') && depth-- === 0 && text === '(') break;
    else if (depth < 0) depth = 0;
  }
  if (start < 0) return false;
  if (
    tokens[start - 1]?.text === 'function' ||
    tokens[start - 2]?.text === 'function' ||
    tokens[start - 1]?.text === 'catch'
  )
    return true;
  depth = 0;
  for (let end = start; end < tokens.length; end++) {
    if (budget.left-- < 0) return false;
    const text = tokens[end]?.text;
    if (text === '(') depth++;
    else if (text === ')' && --depth === 0)
      return (
        (tokens[end + 1]?.text === '=>' && /^[(,{[]$/.test(tokens[index - 1]?.text ?? '')) ||
        (tokens[end + 1]?.text === '=>' && tokens[index - 1]?.text === '...')
      );
  }
  return false;
}

function isDestructured(tokens: readonly Token[], index: number, budget: Budget): boolean {
  for (let i = index - 1; i >= 0; i--) {
    if (budget.left-- < 0) return false;
    const text = tokens[i]?.text ?? '';
    if (/^(?:const|let|var)$/.test(text)) return true;
    if (!/^[{[,:]$/.test(text) && tokens[i]?.kind !== 'name') return false;
    if (KEYWORDS.has(text)) return false;
  }
  return false;
}

function isMember(tokens: readonly Token[], index: number): boolean {
  const before = tokens[index - 1];
  return (
    before !== undefined &&
    (before.text === ')' ||
      before.text === ']' ||
      before.text === '?.' ||
      before.kind === 'string' ||
      (before.kind === 'name' && !/^(?:return|of|in|typeof|case|const|let|var|=>)$/.test(before.text)))
  );
}

/** `{ [name]: … }`: an object's member, or a variable for one. */
function isComputedKey(tokens: readonly Token[], index: number): boolean {
  if (!/^[{,]$/.test(tokens[index - 1]?.text ?? '')) return false;
  const end = tokens.findIndex((token, i) => i > index && (token.text === ']' || token.text === '['));
  return tokens[end]?.text === '[' || tokens[end + 1]?.text === ':';
}

function isPlainIndex(tokens: readonly Token[], index: number): boolean {
  const value = tokens[index + 1];
  if (tokens[index + 2]?.text !== ']') return false;
  if (value?.kind === 'number') return true;
  if (value?.kind === 'name') return /^(?:i|j|k|n|idx|index)$/.test(value.text);
  const text = plainString(value);
  return text !== undefined && !REFUSED.has(text);
}

function environment(tokens: readonly Token[], i: number, found: CodeFinding[]): void {
  const name =
    tokens[i + 1]?.text === '.'
      ? tokens[i + 2]?.text
      : tokens[i + 1]?.text === '['
        ? plainString(tokens[i + 2])
        : undefined;
  if (name === undefined) found.push({ kind: 'environment', what: 'the whole environment' });
  else if (/KEY|TOKEN|SECRET|PASS|CREDENTIAL/i.test(name)) found.push({ kind: 'environment', what: name });
  if (tokens[i + 3]?.text === '=') found.push({ kind: 'unknown', what: 'a change of the environment' });
}

function isFsRequire(tokens: readonly Token[], closing: number): boolean {
  return tokens[closing - 3]?.text === 'require' && /^(['"])(?:node:)?fs\1$/.test(tokens[closing - 1]?.text ?? '');
}

function fileCall(tokens: readonly Token[], i: number): CodeFinding[] {
  const method = tokens[i]?.text ?? '';
  const file = tokens[i + 1]?.text === '(' ? plainString(tokens[i + 2]) : undefined;
  const isAlone = tokens[i + 3]?.text === ')' || tokens[i + 3]?.text === ',';
  if (file === undefined || !isAlone) return [{ kind: 'unknown', what: `fs.${method} of a file named while running` }];
  if (method === 'readFileSync') return [{ kind: 'read', what: file }];
  if (/^(?:existsSync|statSync|lstatSync|readdirSync)$/.test(method)) return [{ kind: 'names', what: file }];
  if (/^(?:writeFileSync|appendFileSync)$/.test(method)) return [{ kind: 'write', what: file }];
  if (method === 'mkdirSync') return [{ kind: 'folder', what: file }];
  if (/^(?:unlinkSync|rmSync|rmdirSync)$/.test(method)) return [{ kind: 'delete', what: file }];
  return [{ kind: 'unknown', what: `fs.${method}` }];
}

function plainString(token: Token | undefined): string | undefined {
  if (token?.kind !== 'string') return undefined;
  return /^(['"`])([^\\]*)\1$/s.exec(token.text)?.[2];
}

const BEFORE_PATTERN = /^(?:return|typeof|case|of|in|else|do|void|delete|new|throw|instanceof|await|yield|default)$/;

function tokenise(code: string, depth: number): Token[] | string {
  const tokens: Token[] = [];
  let at = 0;
  if (depth > 4) return 'templates within templates';
  if (/<!--|-->/.test(code)) return 'a comment as in HTML';
  // For each open parenthesis, whether it is that of a condition: after its end a slash begins a pattern.
  const conditions: boolean[] = [];
  let isAfterCondition = false;
  while (at < code.length) {
    const rest = code.slice(at);
    const blank = /^(?:\s+|\/\/[^\n]*|\/\*[\s\S]*?\*\/)/.exec(rest);
    if (blank !== null) {
      at += blank[0].length;
      continue;
    }
    if (rest.startsWith('`')) {
      let end = 1;
      const at0 = tokens.length;
      tokens.push({ kind: 'string', text: '``' });
      while (end < rest.length && rest[end] !== '`') {
        if (rest[end] === '\\') end += 2;
        else if (rest[end] === '$' && rest[end + 1] === '{') {
          let open = 0;
          let close = end + 1;
          for (; close < rest.length; close++) {
            if (rest[close] === '{') open++;
            else if (rest[close] === '}' && --open === 0) break;
          }
          const inner = tokenise(rest.slice(end + 2, close), depth + 1);
          if (typeof inner === 'string') return inner;
          tokens.push({ kind: 'operator', text: '+' }, { kind: 'operator', text: '(' }, ...inner, {
            kind: 'operator',
            text: ')',
          });
          end = close + 1;
        } else end++;
      }
      if (end >= rest.length) return 'a template that never ends';
      if (tokens.length === at0 + 1) tokens[at0] = { kind: 'string', text: rest.slice(0, end + 1) };
      at += end + 1;
      continue;
    }
    const previous = tokens.at(-1);
    const mayDivide =
      previous !== undefined &&
      (previous.kind !== 'operator' && previous.kind !== 'name'
        ? true
        : previous.kind === 'name'
          ? /^\??\.$/.test(tokens.at(-2)?.text ?? '') || !BEFORE_PATTERN.test(previous.text)
          : /^[)\]}]$/.test(previous.text) && !isAfterCondition);
    const isEither = rest.startsWith('/') && /^(?:\+\+|--|\}|of|await|yield)$/.test(previous?.text ?? '');
    if (isEither && /^\/[^\n]*\//.test(rest)) return 'a slash that may divide or begin a pattern';
    const regex = mayDivide ? null : /^\/(?:[^/\\\n[]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/[a-z]*/.exec(rest);
    const string = /^(?:'(?:[^'\\\n]|\\[\s\S])*'|"(?:[^"\\\n]|\\[\s\S])*")/.exec(rest);
    const name = /^#?[A-Za-z_$][\w$]*/.exec(rest);
    const number = /^(?:0[xbo][\da-fA-F_]+n?|\d[\d_]*(?:\.\d+)?(?:e[-+]?\d+)?n?|\.\d+)/.exec(rest);
    const operator =
      /^(?:=>|\.\.\.|\?\.(?!\d)|\?\?=?|&&=?|\|\|=?|===?|!==?|\*\*=?|<<=?|>>>?=?|[-+*/%&|^<>]=|\+\+|--|[-+*/%&|^<>=!?:;,.(){}[\]~])/.exec(
        rest,
      );
    const [kind, match] =
      regex !== null
        ? (['regex', regex] as const)
        : string !== null
          ? (['string', string] as const)
          : name !== null
            ? (['name', name] as const)
            : number !== null
              ? (['number', number] as const)
              : (['operator', operator] as const);
    if (rest.startsWith('/') && !mayDivide && regex === null) return 'a pattern that never ends';
    if (match === null) return `text that can't be parsed (${rest.slice(0, 10)})`;
    const [text] = match;
    isAfterCondition = false;
    if (text === '(') conditions.push(/^(?:if|while|for|with|await)$/.test(previous?.text ?? ''));
    else if (text === ')') isAfterCondition = conditions.pop() ?? false;
    tokens.push({ kind, text });
    at += text.length;
  }
  return tokens;
}
