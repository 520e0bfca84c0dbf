import { type Found, MakeVariables, words } from './makeVariables';

/** Text after the targets of a rule that is given to a shell, as it stands. */
export interface MakeRule {
  readonly targets: readonly string[];
  /** `%.o: %.c` for the targets of a rule that names them itself. */
  readonly pattern?: string | undefined;
  readonly prerequisites: readonly string[];
  readonly lines: readonly string[];
}

/** `target: NAME = value` */
export interface TargetVariable {
  readonly targets: readonly string[];
  readonly name: string;
  readonly operator: string;
  readonly value: string;
}

export interface Makefile {
  readonly variables: MakeVariables;
  readonly rules: readonly MakeRule[];
  readonly targetVariables: readonly TargetVariable[];
  /** What it runs while it is read, whatever the target. */
  readonly shells: readonly string[];
  /** Variables that the recipes get in their environment; `'all'`: every one. */
  readonly exported: ReadonlySet<string> | 'all';
  /** Files that it includes, as they are written, and whether they must be there. */
  readonly includes: readonly { readonly file: string; readonly isNeeded: boolean }[];
  /** All lines of a recipe go to one shell. */
  readonly isOneShell: boolean;
  /** What can't be followed; each continues a sentence that begins with the file. */
  readonly unknowns: readonly string[];
}

export interface MakeReading {
  /** Given on the command line. */
  readonly given?: Readonly<Record<string, string>> | undefined;
  /** What a variable stands for that no file sets. By default it can't be told: `${NAME}`. */
  readonly outside?: ((name: string) => string) | undefined;
  /** Whether the environment sets a variable; by default nothing is known to be set. */
  readonly isSet?: ((name: string) => boolean) | undefined;
  /** The text of a file that is included; undefined when it can't be read. */
  readonly included?: ((file: string) => string | undefined) | undefined;
  /** The files that a pattern means; undefined where that can't be told. */
  readonly matching?: ((pattern: string) => readonly string[] | undefined) | undefined;
}

const MOST_INCLUDES = 40;
const MOST_EVALUATED = 200;
const ASSIGNED =
  /^((?:(?:export|override|private|unexport|local)\s+)*)([^\s:#=]*[^\s:#=!?+])\s*(:::=|::=|:=|\?=|\+=|!=|=)\s*([\s\S]*)$/;
const TARGET_ASSIGNED =
  /^((?:(?:export|override|private)\s+)*)([A-Za-z_.][\w.-]*)\s*(:::=|::=|:=|\?=|\+=|!=|=)\s*([\s\S]*)$/;

/** Commands that are run only for what they do. */
const PRINTS_NOTHING =
  /^\s*\$\((?:mkdir|touch|rm|cp|mv|ln|chmod|test|\[) [^|;&`]*\)\s*$|>\s*\/dev\/null(?: 2>&1)?\)\s*$/;

/** A name that the shell can have for what make doesn't know. */
export function asShellVariable(name: string): string {
  const plain = name.replace(/\W/g, '_');
  return `\${${/^[A-Za-z_]/.test(plain) ? plain : `make_${plain}`}}`;
}

/** Reads a Makefile as make does, with what it includes. Never runs anything. Throws `TooMuchMakeError`. */
export function readMakefile(text: string, reading: MakeReading = {}): Makefile {
  return new Reader(reading).read(text);
}

class Reader implements Found {
  readonly #variables: MakeVariables;
  readonly #rules: {
    targets: readonly string[];
    pattern?: string;
    prerequisites: readonly string[];
    lines: string[];
  }[] = [];
  readonly #targetVariables: TargetVariable[] = [];
  readonly #shells: string[] = [];
  readonly #exported = new Set<string>();
  readonly #includes: { file: string; isNeeded: boolean }[] = [];
  readonly #unknowns = new Set<string>();
  #isAllExported = false;
  #isOneShell = false;
  #prefix = '\t';
  #conditions = 0;
  #evaluated = 0;
  #rule: { lines: string[] } | undefined;

  constructor(private readonly reading: MakeReading) {
    this.#variables = new MakeVariables(reading.outside ?? asShellVariable, reading.given, reading.isSet);
  }

  read(text: string): Makefile {
    this.#text(text);
    return {
      variables: this.#variables,
      rules: this.#rules,
      targetVariables: this.#targetVariables,
      shells: this.#shells,
      exported: this.#isAllExported ? 'all' : this.#exported,
      includes: this.#includes,
      isOneShell: this.#isOneShell,
      unknowns: [...this.#unknowns],
    };
  }

  shell(command: string): void {
    this.#shells.push(command);
  }

  evaluate(text: string): void {
    if (++this.#evaluated > MOST_EVALUATED) {
      this.unknown('makes too much of itself while it is read');
      return;
    }
    // What only a run tells may be any line of a Makefile.
    const lines = text.split('\n').filter((line) => !PRINTS_NOTHING.test(line));
    const untold = lines.find((line) => /^\s*\$[({]/.test(line));
    if (untold === undefined || topLevel(untold, ':') >= 0 || topLevel(untold, '=') >= 0) this.#text(lines.join('\n'));
    else this.unknown(`reads ${untold.trim()} as make, which can't be told`);
  }

  unknown(says: string): void {
    this.#unknowns.add(says);
  }

  #text(text: string): void {
    const lines = linesOf(text);
    for (let index = 0; index < lines.length; index++) {
      const line = lines[index] ?? '';
      if (line.startsWith(this.#prefix) && this.#rule !== undefined) {
        const recipe = [line.slice(this.#prefix.length)];
        // The backslash stays: the shell gets both lines.
        while (isContinued(recipe.at(-1) ?? '') && index + 1 < lines.length) {
          const next = lines[++index] ?? '';
          recipe.push(next.startsWith(this.#prefix) ? next.slice(this.#prefix.length) : next);
        }
        this.#rule.lines.push(recipe.join('\n'));
        continue;
      }
      const pieces = [line];
      while (isContinued(pieces.at(-1) ?? '') && index + 1 < lines.length) {
        pieces.push(`${pieces.pop()?.slice(0, -1).trimEnd() ?? ''} `);
        pieces.push((lines[++index] ?? '').trimStart());
      }
      const joined = pieces.join('');
      const defined = /^\s*(?:(?:export|override|private)\s+)*define\s+(\S+)\s*(:::=|::=|:=|\?=|\+=|!=|=)?\s*$/.exec(
        joined,
      );
      if (defined === null) {
        this.#statement(joined);
        continue;
      }
      const body: string[] = [];
      let depth = 1;
      for (index++; index < lines.length; index++) {
        const each = lines[index] ?? '';
        if (/^\s*define\s/.test(each)) depth++;
        else if (/^\s*endef\b/.test(each) && --depth === 0) break;
        body.push(each);
      }
      const [, name = '', operator = '='] = defined;
      for (const each of this.#expand(name))
        this.#variables.assign(each.trim(), operator, body.join('\n'), this, this.#conditions > 0);
    }
  }

  #statement(given: string): void {
    const line = withoutComment(given).trim();
    if (line === '') return;
    if (/^(?:ifeq|ifneq|ifdef|ifndef)\b|^[.!]\s*(?:if|ifdef|ifndef|for|while)\b/i.test(line)) {
      this.#conditions++;
      // What it compares is expanded, and with it whatever that runs.
      this.#expand(line.replace(/^\S+/, ''));
      return;
    }
    if (/^[.!]?\s*(?:else|elif)\b/i.test(line)) return;
    if (/^[.!]?\s*(?:endif|endfor)\b/i.test(line)) {
      this.#conditions = Math.max(0, this.#conditions - 1);
      return;
    }
    const include = /^[-s!.]?include\s+(.+)$/.exec(line);
    if (include !== null) {
      this.#rule = undefined;
      for (const each of this.#expand(include[1] ?? ''))
        for (const file of words(each)) this.#include(file, line.startsWith('include'));
      return;
    }
    if (/^-?load\s/.test(line)) {
      this.unknown('loads a program into make');
      return;
    }
    const assigned = ASSIGNED.exec(line);
    if (assigned !== null && !/^[^$]*:[^=:]/.test(assigned[2] ?? '')) {
      this.#rule = undefined;
      this.#assignment(assigned);
      return;
    }
    const listed = /^(export|unexport|undefine|vpath|override|private)\b\s*(.*)$/.exec(line);
    if (listed !== null && !/^\s*:/.test(listed[2] ?? '')) {
      if (listed[1] === 'export')
        if (listed[2] === '') this.#isAllExported = true;
        else for (const each of this.#expand(listed[2] ?? '')) for (const name of words(each)) this.#exported.add(name);
      return;
    }
    if (!this.#ruleHead(line)) {
      // A call whose result is read as make: nothing, as a rule, since what it does is done on the way.
      const [result = ''] = this.#expand(line).map((each) => each.trim());
      if (result !== '' && result !== line) this.evaluate(result);
    }
  }

  #assignment([, modifiers = '', rawName = '', operator = '=', value = '']: RegExpExecArray): void {
    for (const name of this.#expand(rawName)) {
      this.#variables.assign(name, operator, value, this, this.#conditions > 0);
      if (/\bexport\b/.test(modifiers)) this.#exported.add(name);
      if (name === '.RECIPEPREFIX') this.#prefix = this.#expand(value)[0]?.[0] ?? '\t';
    }
  }

  /** `targets: prerequisites ; recipe`. False when it is no rule. */
  #ruleHead(line: string): boolean {
    const colon = topLevel(line, ':');
    if (colon < 0) return false;
    const targets = this.#words(line.slice(0, colon).replace(/&$/, ''));
    let rest = line.slice(colon + 1).replace(/^:/, '');
    if (targets.length === 0) return false;
    const assigned = TARGET_ASSIGNED.exec(rest.trim());
    if (assigned !== null) {
      const [, modifiers = '', name = '', operator = '=', value = ''] = assigned;
      this.#targetVariables.push({ targets, name, operator, value });
      if (/\bexport\b/.test(modifiers)) this.#exported.add(name);
      this.#rule = undefined;
      return true;
    }
    const semicolon = topLevel(rest, ';');
    const lines: string[] = [];
    if (semicolon >= 0) {
      lines.push(rest.slice(semicolon + 1).trim());
      rest = rest.slice(0, semicolon);
    }
    const second = topLevel(rest, ':');
    const pattern = second < 0 ? undefined : this.#words(rest.slice(0, second))[0];
    const prerequisites = this.#words(second < 0 ? rest : rest.slice(second + 1)).filter((each) => each !== '|');
    const rule = {
      targets: targets.map(asPattern),
      ...(pattern === undefined ? {} : { pattern }),
      prerequisites,
      lines,
    };
    if (targets.includes('.ONESHELL')) this.#isOneShell = true;
    if (targets.includes('.EXPORT_ALL_VARIABLES')) this.#isAllExported = true;
    this.#rules.push(rule);
    this.#rule = rule;
    return true;
  }

  #include(file: string, isNeeded: boolean): void {
    this.#includes.push({ file, isNeeded });
    if (this.#includes.length > MOST_INCLUDES) {
      this.unknown('includes too many files');
      return;
    }
    const { included, matching } = this.reading;
    if (included === undefined) return;
    const files = /[$`]/.test(file) || !/[*?[]/.test(file) ? undefined : matching?.(file);
    if (files !== undefined) {
      for (const each of files) this.#include(each, isNeeded);
      return;
    }
    const text = /[$`*?[]/.test(file) ? undefined : included(file);
    if (text !== undefined) this.#text(text);
    else if (isNeeded) this.unknown(`includes ${file}, which can't be read`);
  }

  #expand(text: string): readonly string[] {
    return this.#variables.expand(text, this);
  }

  #words(text: string): readonly string[] {
    return [...new Set(this.#expand(text).flatMap(words))];
  }
}

/** An older way to say `%.o: %.c`. */
function asPattern(target: string): string {
  const suffixes = /^\.([A-Za-z]\w*)\.([A-Za-z]\w*)$/.exec(target);
  return suffixes === null ? target : `%.${suffixes[2]}`;
}

function linesOf(text: string): readonly string[] {
  return text.replace(/^\uFEFF/, '').split(/\r?\n/);
}

/** It ends in an odd number of backslashes. */
function isContinued(line: string): boolean {
  return (/\\+$/.exec(line)?.[0].length ?? 0) % 2 === 1;
}

/** Without what follows `#`, which `\#` doesn't begin; one within a reference belongs to it. */
function withoutComment(line: string): string {
  let depth = 0;
  for (let at = 0; at < line.length; at++) {
    const char = line[at];
    if (char === '$' && /[({]/.test(line[at + 1] ?? '')) depth++;
    else if ((char === ')' || char === '}') && depth > 0) depth--;
    else if (char === '#' && line[at - 1] !== '\\' && depth === 0) return line.slice(0, at);
  }
  return line;
}

/** Where a character stands that belongs to no reference. */
function topLevel(line: string, wanted: string): number {
  let depth = 0;
  for (let at = 0; at < line.length; at++) {
    const char = line[at];
    if ((char === '(' || char === '{') && (depth > 0 || line[at - 1] === '$')) depth++;
    else if ((char === ')' || char === '}') && depth > 0) depth--;
    else if (char === wanted && depth === 0 && line[at - 1] !== '\\') return at;
  }
  return -1;
}
