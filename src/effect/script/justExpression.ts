import { asShellVariable } from './makefile';
import { type Alternatives, combined, some } from './makeVariables';

/** What an expression of just is worked out with. */
export interface JustScope {
  /** What a name stands for; undefined when nothing of that name is known. */
  value(name: string): Alternatives | undefined;
  /** A command between backticks, or given to `shell()`, runs for its output. */
  shell(command: string): void;
  unknown(says: string): void;
  /** The folder of the file. */
  readonly folder: string;
}

const DEEPEST = 30;
const TOKEN =
  /\s+|#[^\n]*|(x?(?:'''[\s\S]*?'''|"""(?:[^"\\]|\\[\s\S]|"(?!""))*"""|'[^']*'|"(?:[^"\\]|\\[\s\S])*"))|(```[\s\S]*?```|`[^`]*`)|([A-Za-z_][\w-]*)|(==|!=|=~|!~|&&|\|\||[()+/{},*:=])/y;

type Token = { readonly kind: 'text' | 'command' | 'name' | 'sign'; readonly text: string };

/** Each value that an expression may have. What can't be told is a variable of the shell, or a command for its output. */
export function justValue(text: string, scope: JustScope): Alternatives {
  return new Expression(text, scope).value();
}

class Expression {
  readonly #tokens: Token[] = [];
  #at = 0;
  #depth = 0;

  constructor(
    text: string,
    private readonly scope: JustScope,
  ) {
    TOKEN.lastIndex = 0;
    while (TOKEN.lastIndex < text.length) {
      const from = TOKEN.lastIndex;
      const match = TOKEN.exec(text);
      if (match === null) {
        scope.unknown(`has an expression that can't be read: ${text.slice(from, from + 40).trim()}`);
        return;
      }
      const [, string, command, name, sign] = match;
      if (string !== undefined) this.#tokens.push({ kind: 'text', text: string });
      else if (command !== undefined) this.#tokens.push({ kind: 'command', text: command });
      else if (name !== undefined) this.#tokens.push({ kind: 'name', text: name });
      else if (sign !== undefined) this.#tokens.push({ kind: 'sign', text: sign });
    }
  }

  value(): Alternatives {
    let all = this.#joined();
    while (this.#takes('&&') || this.#takes('||')) all = some([...all, ...this.#joined()]);
    return all;
  }

  #joined(): Alternatives {
    if (++this.#depth > DEEPEST) {
      this.scope.unknown('has an expression that is nested too deeply');
      this.#at = this.#tokens.length;
      return [''];
    }
    const parts: Alternatives[] = [];
    // A path may begin with the sign that joins paths.
    if (this.#takes('/')) parts.push(['/']);
    parts.push(this.#single());
    for (;;) {
      if (this.#takes('+')) parts.push(this.#single());
      else if (this.#takes('/')) parts.push(['/'], this.#single());
      else break;
    }
    this.#depth--;
    return combined(parts);
  }

  #single(): Alternatives {
    const token = this.#tokens[this.#at++];
    if (token === undefined) return [''];
    switch (token.kind) {
      case 'text':
        return [unquoted(token.text)];
      case 'command': {
        const ticks = token.text.startsWith('```') ? 3 : 1;
        return this.#output(token.text.slice(ticks, -ticks));
      }
      case 'name':
        if (token.text === 'if') return this.#choice();
        return this.#takes('(') ? this.#call(token.text) : this.#named(token.text);
      case 'sign': {
        if (token.text !== '(') return [''];
        const inner = this.value();
        this.#takes(')');
        return inner;
      }
    }
  }

  #named(name: string): Alternatives {
    return this.scope.value(name) ?? [asShellVariable(name)];
  }

  #output(command: string): Alternatives {
    // Within backticks `{{…}}` is worked out as in a recipe.
    const commands = justText(command, this.scope);
    for (const each of commands) this.scope.shell(each);
    return commands.map((each) => `$(${each})`);
  }

  /** Both, since what decides may depend on the machine. */
  #choice(): Alternatives {
    const values: string[] = [];
    this.value();
    for (const sign of ['==', '!=', '=~', '!~']) if (this.#takes(sign)) this.value();
    this.#takes('{');
    values.push(...this.value());
    this.#takes('}');
    const next = this.#tokens[this.#at];
    if (next?.text === 'else') {
      this.#at++;
      if (this.#tokens[this.#at]?.text === 'if') {
        this.#at++;
        values.push(...this.#choice());
      } else {
        this.#takes('{');
        values.push(...this.value());
        this.#takes('}');
      }
    }
    return some(values);
  }

  #call(name: string): Alternatives {
    const args: Alternatives[] = [];
    while (this.#at < this.#tokens.length && !this.#takes(')')) {
      const before = this.#at;
      args.push(this.value());
      this.#takes(',');
      if (this.#at === before) this.#at++;
    }
    const [first = ['']] = args;
    switch (name) {
      case 'env':
      case 'env_var':
      case 'env_var_or_default':
        return some([...first.map(asShellVariable), ...(args[1] ?? [])]);
      case 'justfile_directory':
      case 'source_directory':
      case 'invocation_directory':
      case 'invocation_dir':
        return [this.scope.folder];
      case 'home_directory':
      case 'home_dir':
        return [asShellVariable('HOME')];
      case 'shell':
        for (const each of first) this.scope.shell(each);
        return first.map((each) => `$(${each})`);
      case 'quote':
        return first.map((each) => (/[$`]/.test(each) ? `"${each}"` : `'${each.replaceAll("'", "'\\''")}'`));
      case 'join':
        return combined(args.flatMap((arg, index) => (index === 0 ? [arg] : [['/'], arg])));
      case 'replace':
        return first.map((each) => each.replaceAll(args[1]?.[0] ?? '', () => args[2]?.[0] ?? ''));
      case 'trim':
      case 'lowercase':
      case 'uppercase':
      case 'clean':
      case 'absolute_path':
      case 'canonicalize':
        return name === 'lowercase'
          ? first.map((each) => each.toLowerCase())
          : name === 'uppercase'
            ? first.map((each) => each.toUpperCase())
            : first;
      case 'error':
        return [''];
      default:
        // What it makes of them isn't worked out; what they are is.
        return /^(?:os|arch|os_family|num_cpus|uuid|datetime|datetime_utc|just_executable|just_pid|justfile|source_file|is_dependency|path_exists|sha256|sha256_file|blake3|blake3_file)$/.test(
          name,
        )
          ? [asShellVariable(`just_${name}`)]
          : some([asShellVariable(`just_${name}`), ...args.flat()]);
    }
  }

  #takes(sign: string): boolean {
    if (this.#tokens[this.#at]?.kind !== 'sign' || this.#tokens[this.#at]?.text !== sign) return false;
    this.#at++;
    return true;
  }
}

function unquoted(literal: string): string {
  const text = literal.startsWith('x') ? literal.slice(1) : literal;
  const length = /^(?:'''|""")/.test(text) ? 3 : 1;
  const inner = text.slice(length, -length);
  if (!text.startsWith('"')) return inner;
  return inner.replace(/\\(u\{([0-9a-fA-F]{1,6})\}|[\s\S])/g, (_all, sign: string, code: string | undefined) => {
    if (code !== undefined) return String.fromCodePoint(Math.min(Number.parseInt(code, 16), 0x10ffff));
    return { n: '\n', t: '\t', r: '\r', '\n': '' }[sign] ?? sign;
  });
}

/** A text with what stands between `{{` and `}}` worked out. */
export function justText(text: string, scope: JustScope): Alternatives {
  if (!text.includes('{{')) return [text];
  const parts: Alternatives[] = [];
  let at = 0;
  for (let open = text.indexOf('{{'); open >= 0; open = text.indexOf('{{', at)) {
    parts.push([text.slice(at, open)]);
    if (text.startsWith('{{{{', open)) {
      parts.push(['{{']);
      at = open + 4;
      continue;
    }
    const close = text.indexOf('}}', open);
    const end = close < 0 ? text.length : close;
    parts.push(justValue(text.slice(open + 2, end), scope));
    at = Math.min(end + 2, text.length);
  }
  parts.push([text.slice(at)]);
  return combined(parts);
}
