/** What a script of sed or awk does beside reading and printing text. */
export interface Found {
  readonly kind: 'unknown' | 'run' | 'read' | 'write';
  readonly what: string;
}

/** Longer scripts aren't looked through: it would take too long. */
const LONGEST = 8 * 1024;

const BRACKETS = /^\[\^?\]?(?:\[:\w+:\]|\[[.=][^\n]*?[.=]\]|[^\]\n])*\]/;

/** Walks a sed script command by command; anything that isn't parsed for certain is unknown. */
export function scanSed(script: string): Found[] {
  if (script.length > LONGEST) return [{ kind: 'unknown', what: 'is too long to look through' }];
  const found: Found[] = [];
  let at = 0;
  const rest = () => script.slice(at);
  const take = (pattern: RegExp): string | undefined => {
    const match = pattern.exec(rest());
    if (match === null || match.index !== 0) return undefined;
    at += match[0].length;
    return match[0];
  };
  const lineEnd = () => take(/^[^\n]*/) ?? '';
  /** A stretch up to an unescaped delimiter. In a pattern, one within brackets is only a character. */
  const until = (delimiter: string, isPattern: boolean): string | undefined => {
    const start = at;
    for (; at < script.length; at++) {
      const char = script[at];
      if (char === '\\') at++;
      else if (char === delimiter) {
        at++;
        return script.slice(start, at - 1);
      } else if (char === '[' && isPattern) {
        const brackets = BRACKETS.exec(rest());
        // The seds differ on what a backslash before the closing bracket means.
        if (brackets === null || /\\\]/.test(brackets[0])) return undefined;
        at += brackets[0].length - 1;
      }
    }
    return undefined;
  };
  const address = (): boolean => {
    if (take(/^(?:\d+(?:~\d+)?|\$|~\d+|\+\d+)/) !== undefined) return true;
    if (script[at] === '/' || script[at] === '\\') {
      if (script[at] === '\\') at++;
      const delimiter = script[at++] ?? '';
      if (until(delimiter, true) === undefined) return false;
      take(/^[IM]+/);
    }
    return true;
  };
  while (at < script.length) {
    if (take(/^[\s;]+/) !== undefined) continue;
    if (script[at] === '#') {
      lineEnd();
      continue;
    }
    if (!address()) return [...found, { kind: 'unknown', what: "can't be parsed" }];
    take(/^\s+/);
    if (script[at] === ',') {
      at++;
      take(/^\s+/);
      if (!address()) return [...found, { kind: 'unknown', what: "can't be parsed" }];
    }
    take(/^[\s!]+/);
    const command = script[at++];
    if (command === undefined) break;
    if (command === 's' || command === 'y') {
      const delimiter = script[at++];
      if (
        delimiter === undefined ||
        delimiter === '\n' ||
        delimiter === '\\' ||
        until(delimiter, command === 's') === undefined ||
        until(delimiter, false) === undefined
      )
        return [...found, { kind: 'unknown', what: "can't be parsed" }];
      if (command === 'y') continue;
      const flags = take(/^[gpiIMm0-9e]*/) ?? '';
      if (flags.includes('e')) found.push({ kind: 'unknown', what: 'runs what it made of the text (flag e)' });
      if (script[at] === 'w') {
        at++;
        found.push({ kind: 'write', what: lineEnd().trim() });
      } else if (at < script.length && !/^[\s;}#]/.test(rest()))
        return [...found, { kind: 'unknown', what: "can't be parsed" }];
    } else if (command === 'e') {
      const text = lineEnd().trim();
      found.push(text === '' ? { kind: 'unknown', what: 'runs its input (command e)' } : { kind: 'run', what: text });
    } else if (command === 'w' || command === 'W') {
      const file = lineEnd().trim();
      if (!/^\/dev\/std(?:out|err)$/.test(file)) found.push({ kind: 'write', what: file });
    } else if (command === 'r' || command === 'R') {
      const file = lineEnd().trim();
      if (file !== '/dev/stdin') found.push({ kind: 'read', what: file });
    } else if (command === 'a' || command === 'i' || command === 'c') {
      // Only an odd number of backslashes goes on with the next line.
      let line = lineEnd();
      while (/(?<!\\)(?:\\\\)*\\$/.test(line) && at < script.length) {
        at++;
        line = lineEnd();
      }
    } else if (command === 'b' || command === 't' || command === 'T' || command === ':') {
      take(/^\s*[^\s;}]*/);
    } else if (/[dDgGhHlnNpPqQxz={}F]/.test(command)) take(/^ *\d*/);
    else return [...found, { kind: 'unknown', what: `uses a command that is not known (${command})` }];
  }
  return found;
}

/** Looks through an awk program's tokens for what runs commands or writes files. */
export function scanAwk(program: string): Found[] {
  const found: Found[] = [];
  if (program.length > LONGEST) return [{ kind: 'unknown', what: 'more text than is looked through' }];
  const tokens = awkTokens(program);
  if (tokens === undefined) return [{ kind: 'unknown', what: "text that can't be parsed" }];
  let parens = 0;
  let isPrinting = false;
  tokens.forEach((token, index) => {
    const next = tokens[index + 1] ?? '';
    const before = tokens[index - 1] ?? '';
    if (token === '(' || token === '[') parens++;
    else if (token === ')' || token === ']') parens--;
    else if (token === ';' || token === '\n' || token === '}' || token === '{') {
      isPrinting = false;
      parens = 0;
    } else if (token === 'print' || token === 'printf') {
      isPrinting = true;
      parens = 0;
    } else if (token === 'system')
      found.push(literal(next === '(' ? tokens[index + 2] : undefined, tokens[index + 3] === ')', 'run', 'system()'));
    else if (token === '|' || token === '|&') {
      if (next === 'getline')
        found.push(literal(before, /^[;{}\n(]?$/.test(tokens[index - 2] ?? ''), 'run', 'a pipe from a command'));
      else {
        const piped = pipedText(tokens, index);
        if (piped !== undefined) found.push({ kind: 'run', what: piped });
        else found.push(literal(next, /^[;}\n]?$/.test(tokens[index + 2] ?? ''), 'run', 'a pipe to a command'));
      }
    } else if ((token === '>' || token === '>>') && isPrinting && parens === 0) {
      const target = literal(next, /^[;}\n]?$/.test(tokens[index + 2] ?? ''), 'write', 'a file it names while running');
      if (!/^\/dev\/std(?:out|err)$/.test(target.what)) found.push(target);
    } else if (token === 'getline') {
      const at = sourceOf(tokens, index);
      if (at !== undefined)
        found.push(
          literal(tokens[at + 1], !/^["$\w(]/.test(tokens[at + 2] ?? ''), 'read', 'a file it names while running'),
        );
    } else if (token === '@' || (token === 'fflush' && next !== '('))
      found.push({ kind: 'unknown', what: token === '@' ? 'an indirect call or an extension' : token });
    else if (
      token === 'ENVIRON' &&
      (!/^"\w*"$/.test(tokens[index + 2] ?? '') || tokens[index + 3] !== ']' || SECRET.test(tokens[index + 2] ?? ''))
    )
      found.push({ kind: 'unknown', what: 'a secret variable' });
    else if (token === 'ARGV') found.push({ kind: 'unknown', what: 'files it names while running (ARGV)' });
  });
  return found;
}

const SECRET = /KEY|TOKEN|SECRET|PASS|CREDENTIAL/i;

/** Where the `<` of a `getline` stands, after the variable it reads into, if any. */
function sourceOf(tokens: readonly string[], getline: number): number | undefined {
  let depth = 0;
  for (let at = getline + 1; at < tokens.length; at++) {
    const token = tokens[at] ?? '';
    if (/^[([]$/.test(token)) depth++;
    else if (/^[)\]]$/.test(token) && --depth < 0) return undefined;
    else if (depth === 0 && token === '<') return at;
    else if (depth === 0 && /^(?:[;{}\n]|&&|\|\|)$/.test(token)) return undefined;
  }
  return undefined;
}

function literal(
  token: string | undefined,
  isAlone: boolean,
  kind: 'run' | 'write' | 'read',
  otherwise: string,
): Found {
  const match = /^"((?:[^"\\]|\\.)*)"$/s.exec(token ?? '');
  const text = match === null || !isAlone ? undefined : awkString(match[1] ?? '');
  return text === undefined ? { kind: 'unknown', what: otherwise } : { kind, what: text };
}

/** What a string stands for; undefined where versions differ. */
function awkString(text: string): string | undefined {
  const named: Readonly<Record<string, string>> = {
    n: '\n',
    t: '\t',
    '"': '"',
    '\\': '\\',
    '/': '/',
    a: '\x07',
    r: '\r',
  };
  let isKnown = true;
  const plain = text.replace(/\\([\s\S])/g, (_, char: string) => {
    const stands = named[char];
    if (stands === undefined) isKnown = false;
    return stands ?? '';
  });
  return isKnown ? plain : undefined;
}

/** `print "…" | "sh"`: what is printed is the program's input. */
function pipedText(tokens: readonly string[], pipe: number): string | undefined {
  const [print, text] = tokens.slice(pipe - 2, pipe);
  const program = /^"((?:ba|da|z|k)?sh)"$/.exec(tokens[pipe + 1] ?? '')?.[1];
  const inner = /^"((?:[^"\\]|\\.)*)"$/s.exec(text ?? '')?.[1];
  if (print !== 'print' || program === undefined || inner === undefined) return undefined;
  const plain = awkString(inner);
  return plain === undefined ? undefined : `printf '%s\\n' '${plain.replaceAll("'", "'\\''")}' | ${program}`;
}

function awkTokens(program: string): string[] | undefined {
  const tokens: string[] = [];
  let at = 0;
  // For each open parenthesis, whether it is that of a condition: after its end a slash begins a pattern.
  const open: boolean[] = [];
  let isAfterCondition = false;
  while (at < program.length) {
    const rest = program.slice(at);
    const blank = /^(?:[ \t\r]+|\\\n|#[^\n]*)/.exec(rest);
    if (blank !== null) {
      at += blank[0].length;
      continue;
    }
    const previous = tokens.at(-1) ?? '';
    // After a value a slash divides, elsewhere it begins a pattern.
    const isDivision =
      (/^[\w)\]"]/.test(previous.slice(-1)) || /^\/.+\/$/s.test(previous)) &&
      !isAfterCondition &&
      !/^(?:print|printf|return|exit|case|else|do)$/.test(previous);
    const isPattern = rest.startsWith('/') && !isDivision;
    // Some end a pattern at a slash within brackets, others don't; after these a slash may be either.
    const pattern = isPattern ? /^\/(?:[^/\\\n[]|\\.|\[\^?\]?(?:[^\]/\\\n]|\\.)*\])*\//.exec(rest) : null;
    if (isPattern && pattern === null) return undefined;
    if (rest.startsWith('/') && /^(?:\+\+|--|in|getline)$/.test(previous)) return undefined;
    const match =
      /^"(?:[^"\\\n]|\\[\s\S])*"/.exec(rest) ??
      pattern ??
      /^(?:\d[\w.]*|[A-Za-z_]\w*|\|\||\|&|&&|>>|[=!<>]=|\*\*|\+\+|--|\n|[^"\s])/.exec(rest);
    if (match === null || match[0] === '"') return undefined;
    const [token] = match;
    isAfterCondition = false;
    if (token === '(') open.push(/^(?:if|while|for)$/.test(previous));
    else if (token === ')') isAfterCondition = open.pop() ?? false;
    tokens.push(token);
    at += token.length;
  }
  return tokens;
}
