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

export function scanJavaScript(code: string): readonly CodeFinding[] {
  const tokens = tokenise(code, 0);
  if (typeof tokens === 'string') return [{ kind: 'unknown', what: tokens }];
  const found: CodeFinding[] = [];
  const opaque = (what: string) => found.push({ kind: 'unknown', what });
  const own = ownNames(tokens);
  const fs = new Set<string>();
  tokens.forEach((token, i) => {
    const { text } = token;
    const before = tokens[i - 1]?.text;
    const after = tokens[i + 1]?.text;
    if (text === '[' && isMember(tokens, i) && !isPlainIndex(tokens, i)) opaque('a member named while running');
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
    if (after === ':' && (before === '{' || before === ',')) return;
    if (text === 'require') {
      const module = after === '(' && tokens[i + 3]?.text === ')' ? plainString(tokens[i + 2]) : undefined;
      if (module === undefined) opaque('require of a module named while running');
      else if (/^(?:node:)?fs$/.test(module)) {
        const target = before === '=' ? tokens[i - 2] : undefined;
        if (target?.kind === 'name') fs.add(target.text);
        else if (tokens[i + 4]?.text !== '.') opaque('the module fs');
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

function ownNames(tokens: readonly Token[]): ReadonlySet<string> {
  const names = new Set<string>();
  tokens.forEach((token, i) => {
    if (token.kind !== 'name' || KEYWORDS.has(token.text)) return;
    const before = tokens[i - 1]?.text ?? '';
    const after = tokens[i + 1]?.text;
    if (/^(?:const|let|var|function|class|catch)$/.test(before) || after === '=>') names.add(token.text);
    else if (isParameter(tokens, i) || isDestructured(tokens, i)) names.add(token.text);
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
function isParameter(tokens: readonly Token[], index: number): boolean {
  let depth = 0;
  let start = index;
  for (; start >= 0; start--) {
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

function isDestructured(tokens: readonly Token[], index: number): boolean {
  for (let i = index - 1; i >= 0; i--) {
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

function tokenise(code: string, depth: number): Token[] | string {
  const tokens: Token[] = [];
  let at = 0;
  if (depth > 4) return 'templates within templates';
  while (at < code.length) {
    const rest = code.slice(at);
    const blank = /^(?:\s+|\/\/[^\n]*|\/\*[\s\S]*?\*\/)/.exec(rest);
    if (blank !== null) {
      at += blank[0].length;
      continue;
    }
    if (rest.startsWith('`')) {
      let end = 1;
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
      at += end + 1;
      continue;
    }
    const previous = tokens.at(-1);
    const mayDivide =
      previous !== undefined &&
      (previous.kind === 'number' ||
        previous.kind === 'string' ||
        /^[)\]}]$/.test(previous.text) ||
        (previous.kind === 'name' && !/^(?:return|typeof|case|of|in)$/.test(previous.text)));
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
    if (match === null) return `text that can't be parsed (${rest.slice(0, 10)})`;
    tokens.push({ kind, text: match[0] });
    at += match[0].length;
  }
  return tokens;
}
