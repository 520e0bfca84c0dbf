import { asShellVariable } from './makefile';

/** How a language writes comments and texts: enough to find calls with plain arguments in it. */
export interface Writing {
  /** What comments begin with that last until the end of the line. */
  readonly comments: readonly string[];
  readonly hasBlockComments: boolean;
  /** What encloses texts, longest first. */
  readonly quotes: readonly string[];
  /** Within double quotes this stands for a value that isn't known: `#{x}`, `${x}`. */
  readonly interpolation?: RegExp | undefined;
  /** The shell runs what stands between backticks. */
  readonly hasBackticks?: boolean | undefined;
}

/** One call with what can be told of its arguments. */
export interface CalledText {
  /** As it is written: `Command::new`, `Open3.capture2`. */
  readonly name: string;
  /** Texts in order; lists are taken apart. What isn't text is a variable of the shell. */
  readonly args: readonly CalledArgument[];
}

export interface CalledArgument {
  /** `script: "…"`, `cmd = "…"` */
  readonly label: string | undefined;
  readonly text: string;
  /** Nothing of it is known. */
  readonly isUnknown: boolean;
}

/** Stands for what isn't known, in a text that is given to a shell. */
export const UNKNOWN_VALUE = asShellVariable('value');
/** A variable of the environment, or the home folder. */
const FROM_ENVIRONMENT =
  /^(?:(?:ENV|System\.getenv|env)(?:\.fetch)?\s*[[(]\s*["'](\w+)["'][^\])]*[\])]|Dir\.home(?:\(\))?)/;
const CONSTANT = /\b([A-Za-z_]\w{0,60})\s*=\s*(["'])((?:(?!\2)[^\\\n]|\\.){1,2000})\2[ \t]*(?:;|#|\/\/|\r?$)/gm;
const HEREDOC = /^<<[~-](["'`]?)([A-Z_]\w*)\1/;
const MOST_CALLS = 400;
/** Characters that the arguments of all calls are looked for in, beyond the text itself. */
const MOST_STEPS = 400_000;
const NAME = /[A-Za-z_$][\w$]*[!?]?(?:(?:\.|::|&\.)[A-Za-z_$][\w$]*[!?]?)*/y;

/** The calls of `names` in a text, and what stands between backticks as the call of `` ` ``. Undefined: there are too many. */
export function callsIn(
  text: string,
  writing: Writing,
  isWanted: (name: string) => boolean,
): readonly CalledText[] | undefined {
  return new Scanner(text, writing, isWanted).all();
}

class Scanner {
  readonly #calls: CalledText[] = [];
  #steps = 0;
  readonly #constants = new Map<string, string>();

  constructor(
    private readonly text: string,
    private readonly writing: Writing,
    private readonly isWanted: (name: string) => boolean,
  ) {}

  all(): readonly CalledText[] | undefined {
    // Names for plain texts: where there are several, any of them may be meant.
    for (const [, name = '', , value = ''] of this.text.matchAll(CONSTANT)) {
      const before = this.#constants.get(name);
      this.#constants.set(name, before === undefined ? value : `${before}\n${value}`);
    }
    let at = 0;
    while (at < this.text.length) {
      if (this.#calls.length > MOST_CALLS || this.#steps > MOST_STEPS) return undefined;
      const past = this.#pastComment(at);
      if (past > at) {
        at = past;
        continue;
      }
      const string = this.#stringAt(at);
      if (string !== undefined) {
        if (string.isCommand) this.#calls.push({ name: '`', args: [known(string.value)] });
        // A text of which something is asked that runs it: `"…".execute()`.
        const method = /^\s*\.\s*(execute|exec|popen)\b/.exec(this.text.slice(string.end, string.end + 40));
        if (method !== null && this.isWanted(`.${method[1]}`))
          this.#calls.push({ name: `.${method[1]}`, args: [known(string.value)] });
        at = string.end;
        continue;
      }
      if (this.text[at] === '[' && this.isWanted('.execute')) this.#list(at);
      NAME.lastIndex = at;
      const name = NAME.exec(this.text)?.[0];
      if (name === undefined) {
        at++;
        continue;
      }
      at += name.length;
      const asked = /^(\w+)\.execute$/.exec(name);
      const constant = asked === null ? undefined : this.#constants.get(asked[1] ?? '');
      if (constant !== undefined && this.isWanted('.execute'))
        this.#calls.push({ name: '.execute', args: [known(constant)] });
      else if (this.isWanted(name)) {
        const { args, hasBracket } = this.#arguments(at);
        if (args.length > 0 || hasBracket) this.#calls.push({ name, args });
      }
    }
    return this.#calls;
  }

  /** `['sh', '-c', '…'].execute()` */
  #list(at: number): void {
    const [, inner = ''] =
      /^\[([^[\]]{1,2000})\]\s*(?:as\s+\w+(?:\[\])?\s*\)?)?\.execute\b/.exec(this.text.slice(at, at + 2100)) ?? [];
    if (inner === '') return;
    const args = new Scanner(`(${inner})`, this.writing, () => false).#arguments(0).args;
    this.#calls.push({ name: '.execute', args });
  }

  #pastComment(at: number): number {
    const { text, writing } = this;
    for (const begins of writing.comments)
      if (text.startsWith(begins, at) && (begins !== '//' || text[at - 1] !== ':')) {
        const end = text.indexOf('\n', at);
        return end < 0 ? text.length : end;
      }
    if (writing.hasBlockComments && text.startsWith('/*', at)) {
      const end = text.indexOf('*/', at + 2);
      return end < 0 ? text.length : end + 2;
    }
    return at;
  }

  #stringAt(at: number): { readonly value: string; readonly end: number; readonly isCommand: boolean } | undefined {
    const { text, writing } = this;
    if (writing.hasBackticks === true && text[at] === '`') return this.#until(at, '`', true);
    if (
      writing.hasBackticks === true &&
      /^%[xqQ]?[{([|]/.test(text.slice(at, at + 3)) &&
      /[\s=(,]/.test(text[at - 1] ?? ' ')
    ) {
      const open = /^%[xqQ]?/.exec(text.slice(at, at + 2))?.[0].length ?? 1;
      const closes = { '{': '}', '(': ')', '[': ']' }[text[at + open] ?? ''] ?? text[at + open] ?? '}';
      const end = text.indexOf(closes, at + open + 1);
      const value = text.slice(at + open + 1, end < 0 ? undefined : end);
      return { value: this.#filled(value), end: end < 0 ? text.length : end + 1, isCommand: text[at + 1] === 'x' };
    }
    const heredoc = writing.hasBackticks === true ? HEREDOC.exec(text.slice(at, at + 80)) : null;
    if (heredoc !== null) {
      const from = text.indexOf('\n', at) + 1;
      const ends = new RegExp(`^[ \\t]*${heredoc[2]}[ \\t]*$`, 'm').exec(text.slice(from));
      const value = text.slice(from, ends === null ? undefined : from + ends.index);
      return { value: this.#filled(value), end: at + heredoc[0].length, isCommand: heredoc[1] === '`' };
    }
    const quote = writing.quotes.find((each) => text.startsWith(each, at));
    return quote === undefined ? undefined : this.#until(at, quote, false);
  }

  #until(at: number, quote: string, isCommand: boolean) {
    const { text } = this;
    const isPlain = quote === "''" || (quote.startsWith("'") && quote.length === 1);
    let end = at + quote.length;
    while (end < text.length && !text.startsWith(quote, end)) end += text[end] === '\\' && quote !== "''" ? 2 : 1;
    const raw = text.slice(at + quote.length, Math.min(end, text.length));
    const unescaped = raw.replace(/\\(\r?\n|[\s\S])/g, (all, sign: string) =>
      isPlain && sign !== "'" && sign !== '\\'
        ? all
        : ({ n: '\n', t: '\t', r: '\r' }[sign] ?? sign.replace(/\r?\n/, '')),
    );
    const value = isPlain ? unescaped : this.#filled(unescaped);
    return { value, end: Math.min(end + quote.length, text.length), isCommand };
  }

  #filled(value: string): string {
    const { interpolation } = this.writing;
    return interpolation === undefined ? value : value.replace(interpolation, UNKNOWN_VALUE);
  }

  /** With brackets, or without them until the end of the line. */
  #arguments(from: number): { readonly args: readonly CalledArgument[]; readonly hasBracket: boolean } {
    const { text } = this;
    let at = from;
    while (text[at] === ' ' || text[at] === '\t' || text[at] === '=') at++;
    const hasBracket = text[at] === '(' || text[at] === '[' || text[at] === '{';
    if (!hasBracket && !/[\s=]/.test(text[from] ?? '')) return { args: [], hasBracket: false };
    const args: CalledArgument[] = [];
    let label: string | undefined;
    let value = '';
    let isKnown = false;
    let hasOther = false;
    let depth = 0;
    const finish = () => {
      if (isKnown || hasOther) args.push({ label, text: value, isUnknown: !isKnown });
      label = undefined;
      value = '';
      isKnown = false;
      hasOther = false;
    };
    while (at < text.length && this.#steps++ <= MOST_STEPS) {
      const past = this.#pastComment(at);
      if (past > at) {
        at = past;
        continue;
      }
      const char = text[at] ?? '';
      const string = this.#stringAt(at);
      if (string !== undefined) {
        if (string.isCommand) this.#calls.push({ name: '`', args: [known(string.value)] });
        value += string.value;
        isKnown = true;
        at = string.end;
      } else if (char === '(' || char === '[' || char === '{') {
        depth++;
        at++;
      } else if (char === ')' || char === ']' || char === '}') {
        if (--depth < 0 || (hasBracket && depth === 0)) break;
        at++;
      } else if (char === ',' || (char === '\n' && depth > 0)) {
        finish();
        at++;
      } else if (char === '\n' || char === ';') {
        const isGoingOn = char === '\n' && /,\s*$/.test(text.slice(Math.max(from, at - 80), at));
        if (depth === 0 && !isGoingOn) break;
        at++;
      } else {
        const named = /^([A-Za-z_]\w*)\s*(?::(?!:)|=(?![=~]))\s*/.exec(text.slice(at, at + 200));
        const variable = FROM_ENVIRONMENT.exec(text.slice(at, at + 200));
        const other = named ?? /^[\w$.@:-]+(?:\s*\()?/.exec(text.slice(at, at + 200));
        if (named !== null) {
          finish();
          label = named[1];
          at += named[0].length;
        } else if (variable !== null) {
          value += asShellVariable(variable[1] ?? 'HOME');
          isKnown = true;
          at += variable[0].length;
        } else if (other !== null && !/^(?:do|then)$/.test(other[0])) {
          const constant = this.#constants.get(other[0]);
          // What a call within is given is as near as anything to what it gives back.
          if (!other[0].endsWith('(')) value += constant ?? UNKNOWN_VALUE;
          if (constant === undefined) hasOther = true;
          else isKnown = true;
          at += other[0].replace(/\s*\($/, '').length;
        } else if (other !== null) break;
        else at++;
      }
    }
    finish();
    return { args, hasBracket };
  }
}

function known(text: string): CalledArgument {
  return { label: undefined, text, isUnknown: false };
}
