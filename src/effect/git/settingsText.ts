/** A setting as git reads it from a file in its own format. */
export interface Setting {
  /** Section and key in lower case, without what stands between them: `diff.textconv`. */
  readonly name: string;
  /** What stands between them, as it is written. */
  readonly between: string | undefined;
  /** `true` where a name stands alone. */
  readonly value: string;
}

export interface SettingsText {
  readonly settings: readonly Setting[];
  /** The line, from 1, from which on it is no text of settings: git gives up there. Undefined where all of it is. */
  readonly brokenAt: number | undefined;
}

/** The same few files are looked at before every command of git. */
const read = new Map<string, SettingsText>();
const MOST_READ = 40;

/** What a text in git's own format says, character by character as git reads it. */
export function settingsIn(text: string): SettingsText {
  let found = read.get(text);
  if (found === undefined) {
    found = new Reader(text).all();
    if (read.size >= MOST_READ) read.clear();
    read.set(text, found);
  }
  return found;
}

const ESCAPED: Readonly<Record<string, string>> = { t: '\t', b: '\b', n: '\n', '\\': '\\', '"': '"' };

class Reader {
  readonly #text: string;
  readonly #settings: Setting[] = [];
  #at = 0;
  #section = '';
  #between: string | undefined;

  constructor(text: string) {
    this.#text = text.replace(/^\ufeff/, '').replaceAll('\r\n', '\n');
  }

  all(): SettingsText {
    while (this.#at < this.#text.length) {
      const char = this.#next();
      if (isSpace(char)) continue;
      if (char === '#' || char === ';') this.#skipLine();
      else if (!(char === '[' ? this.#header() : this.#setting(char)))
        return this.#ended(this.#text.slice(0, this.#at).trimEnd().split('\n').length);
    }
    return this.#ended(undefined);
  }

  #ended(brokenAt: number | undefined): SettingsText {
    return { settings: this.#settings, brokenAt };
  }

  /** The end of the text counts as that of a line. */
  #next(): string {
    return this.#text[this.#at++] ?? '\n';
  }

  #skipLine(): void {
    const end = this.#text.indexOf('\n', this.#at);
    this.#at = end < 0 ? this.#text.length : end + 1;
  }

  /** `[section]`, `[section "between"]`, or in the old way `[section.between]`. */
  #header(): boolean {
    let name = '';
    for (let char = this.#next(); char !== ']'; char = this.#next()) {
      if (isSpace(char)) return this.#startSection(name, char);
      if (!/[A-Za-z0-9.-]/.test(char)) return false;
      name += char.toLowerCase();
    }
    if (name === '') return false;
    const dot = name.indexOf('.');
    this.#section = dot < 0 ? name : name.slice(0, dot);
    this.#between = dot < 0 ? undefined : name.slice(dot + 1);
    return true;
  }

  #startSection(name: string, first: string): boolean {
    let char = first;
    while (isSpace(char)) {
      if (char === '\n') return false;
      char = this.#next();
    }
    if (char !== '"') return false;
    let between = '';
    for (char = this.#next(); char !== '"'; char = this.#next()) {
      if (char === '\\') char = this.#next();
      if (char === '\n') return false;
      between += char;
    }
    if (this.#next() !== ']') return false;
    const dot = name.indexOf('.');
    this.#section = dot < 0 ? name : name.slice(0, dot);
    this.#between = dot < 0 ? between : `${name.slice(dot + 1)}.${between}`;
    return true;
  }

  #setting(first: string): boolean {
    if (!/[A-Za-z]/.test(first)) return false;
    let key = first;
    let char = this.#next();
    for (; /[A-Za-z0-9-]/.test(char); char = this.#next()) key += char;
    while (char === ' ' || char === '\t') char = this.#next();
    const value = char === '\n' ? 'true' : char === '=' ? this.#value() : undefined;
    if (value === undefined) return false;
    this.#settings.push({ name: `${this.#section}.${key.toLowerCase()}`, between: this.#between, value });
    return true;
  }

  /** Up to the end of the line, or of a later one where a backslash goes on with it. */
  #value(): string | undefined {
    let value = '';
    let spaces = '';
    let isQuoted = false;
    for (let char = this.#next(); char !== '\n'; char = this.#next()) {
      if (!isQuoted && isSpace(char)) {
        if (value !== '') spaces += char;
        continue;
      }
      if (!isQuoted && (char === '#' || char === ';')) {
        this.#skipLine();
        return value;
      }
      value += spaces;
      spaces = '';
      if (char === '"') isQuoted = !isQuoted;
      else if (char === '\\') {
        const escaped = this.#next();
        if (escaped === '\n') continue;
        const stands = ESCAPED[escaped];
        if (stands === undefined) return undefined;
        value += stands;
      } else value += char;
    }
    // What is cut off by C for its end would be read as a shorter value.
    return isQuoted || value.includes('\0') ? undefined : value;
  }
}

/** What git takes for space; to C there is more of it. */
function isSpace(char: string): boolean {
  return char === ' ' || char === '\t' || char === '\n' || char === '\r';
}

/** The whole name of a setting, as `git config` shows it. */
export function shownName({ name, between }: Setting): string {
  const dot = name.indexOf('.');
  return between === undefined ? name : `${name.slice(0, dot)}.${between}${name.slice(dot)}`;
}
