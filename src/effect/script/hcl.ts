import { UNKNOWN_VALUE } from './calledText';

/** One attribute of a file of HCL, with the blocks that it stands in. */
export interface HclAttribute {
  /** Blocks from the outermost, each with its labels: `resource aws_instance web`. */
  readonly blocks: readonly string[];
  readonly name: string;
  /** As it is written. */
  readonly raw: string;
  /** Its texts, with what isn't known as a variable of the shell: one for a text, several for a list. */
  readonly texts: readonly string[];
}

export interface Hcl {
  readonly attributes: readonly HclAttribute[];
  /** Every block that is opened, with those around it. */
  readonly blocks: readonly (readonly string[])[];
  /** Where a bracket or text doesn't end. */
  readonly isBroken: boolean;
}

/** Reads HCL for the plain values of its attributes; expressions stay as they are written. */
export function readHcl(source: string): Hcl {
  return new Reader(source).read();
}

class Reader {
  readonly #attributes: HclAttribute[] = [];
  readonly #blocks: (readonly string[])[] = [];
  readonly #stack: string[] = [];
  #at = 0;
  #isBroken = false;

  constructor(private readonly source: string) {}

  read(): Hcl {
    const { source } = this;
    while (this.#at < source.length) {
      this.#pastBlank();
      if (this.#at >= source.length) break;
      if (source[this.#at] === '}') {
        this.#stack.pop();
        this.#at++;
        continue;
      }
      if (source[this.#at] === '{') {
        this.#stack.push(this.#stack.at(-1) ?? '');
        this.#at++;
        continue;
      }
      const head = /^[A-Za-z_][\w-]*(?:[ \t]+(?:"[^"\n]*"|[A-Za-z_][\w-]*))*[ \t]*\{/.exec(this.#ahead(400));
      if (head !== null) {
        this.#stack.push(head[0].slice(0, -1).trim().replace(/"/g, '').replace(/\s+/g, ' '));
        this.#blocks.push([...this.#stack]);
        this.#at += head[0].length;
        continue;
      }
      const attribute = /^(?:"([^"\n]+)"|([A-Za-z_][\w-]*))[ \t]*[=:](?!=)[ \t]*/.exec(this.#ahead(400));
      if (attribute === null) {
        this.#at += Math.max(1, /^[\w.-]*/.exec(this.#ahead(400))?.[0].length ?? 1);
        continue;
      }
      this.#at += attribute[0].length;
      this.#value(attribute[1] ?? attribute[2] ?? '');
    }
    return {
      attributes: this.#attributes,
      blocks: this.#blocks,
      isBroken: this.#isBroken || this.#stack.length > 0,
    };
  }

  #ahead(length: number): string {
    return this.source.slice(this.#at, this.#at + length);
  }

  #pastBlank(): void {
    const { source } = this;
    for (;;) {
      while (/[\s,)\]]/.test(source[this.#at] ?? 'x')) this.#at++;
      if (!this.#pastComment()) return;
    }
  }

  #pastComment(): boolean {
    const { source } = this;
    const isLine = source[this.#at] === '#' || source.startsWith('//', this.#at);
    if (!isLine && !source.startsWith('/*', this.#at)) return false;
    const end = isLine ? source.indexOf('\n', this.#at) : source.indexOf('*/', this.#at + 2);
    this.#at = end < 0 ? source.length : end + (isLine ? 1 : 2);
    return true;
  }

  /** Until the end of the line, or of the brackets that it opens. What stands within braces is read as attributes too. */
  #value(name: string): void {
    const { source } = this;
    const from = this.#at;
    const texts: string[] = [];
    let depth = 0;
    while (this.#at < source.length) {
      const char = source[this.#at] ?? '';
      if (char === '"') texts.push(this.#quoted());
      else if (source.startsWith('<<', this.#at)) texts.push(this.#heredoc());
      else if (char === '{') {
        // An object, in a list or given to a function as well: its members are attributes of a block of that name.
        this.#add(name, from, texts);
        this.#stack.push(name);
        this.#at++;
        return;
      } else if (char === '(' || char === '[') {
        depth++;
        this.#at++;
      } else if (char === ')' || char === ']' || char === '}') {
        if (depth === 0) break;
        depth--;
        this.#at++;
      } else if ((char === '\n' || char === ',') && depth === 0) break;
      else if (!this.#pastComment()) this.#at++;
      else if (depth === 0) break;
    }
    this.#add(name, from, texts);
  }

  #add(name: string, from: number, texts: readonly string[]): void {
    const raw = this.source.slice(from, this.#at).trim();
    this.#attributes.push({ blocks: [...this.#stack], name, raw, texts });
  }

  #quoted(): string {
    const { source } = this;
    const from = this.#at + 1;
    let at = from;
    let depth = 0;
    while (at < source.length && (source[at] !== '"' || depth > 0)) {
      if (source[at] === '\\') at++;
      else if (/^[$%]\{/.test(source.slice(at, at + 2)) && !/[$%]/.test(source[at - 1] ?? '')) depth++;
      else if (source[at] === '}' && depth > 0) depth--;
      at++;
    }
    if (at >= source.length) this.#isBroken = true;
    this.#at = at + 1;
    const text = source
      .slice(from, at)
      .replace(/\\(u[0-9a-fA-F]{4}|[\s\S])/g, (_all, sign: string) =>
        sign.length === 5
          ? String.fromCharCode(Number.parseInt(sign.slice(1), 16))
          : ({ n: '\n', t: '\t', r: '\r' }[sign] ?? sign),
      );
    return filled(text);
  }

  #heredoc(): string {
    const { source } = this;
    const [all = '<<', , name = ''] = /^<<(-?)([A-Za-z_][\w-]*)[^\n]*\n/.exec(this.#ahead(200)) ?? [];
    const from = this.#at + all.length;
    const end = name === '' ? null : new RegExp(`^[ \\t]*${name}[ \\t]*$`, 'm').exec(source.slice(from));
    if (end === null) {
      this.#at = from;
      if (name !== '') this.#isBroken = true;
      return '';
    }
    this.#at = from + end.index + end[0].length;
    return filled(source.slice(from, from + end.index));
  }
}

/** What is put into a text isn't known here. */
function filled(text: string): string {
  return text
    .replace(/\$\$\{/g, '\0')
    .replace(/[$%]\{(?:[^{}]|\{[^{}]*\})*\}/g, UNKNOWN_VALUE)
    .replaceAll('\0', '$' + '{');
}
