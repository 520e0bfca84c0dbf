import { type JustScope, justText, justValue } from './justExpression';
import { asShellVariable } from './makefile';
import type { Alternatives } from './makeVariables';
import { runSeparately } from './separateLines';

export interface JustParameter {
  readonly name: string;
  readonly value: string | undefined;
  /** It takes all arguments that are left. */
  readonly isRest: boolean;
}

export interface JustDependency {
  readonly name: string;
  /** Expressions. */
  readonly args: readonly string[];
}

export interface JustRecipe {
  readonly name: string;
  readonly parameters: readonly JustParameter[];
  readonly before: readonly JustDependency[];
  readonly after: readonly JustDependency[];
  readonly lines: readonly string[];
  readonly isDefault: boolean;
}

export interface Justfile {
  readonly recipes: readonly JustRecipe[];
  /** Expressions. */
  readonly variables: ReadonlyMap<string, string>;
  readonly exported: ReadonlySet<string>;
  readonly aliases: ReadonlyMap<string, string>;
  readonly settings: ReadonlyMap<string, string>;
  readonly imports: readonly { readonly file: string; readonly isNeeded: boolean }[];
  /** What can't be followed; each continues a sentence that begins with the file. */
  readonly unknowns: readonly string[];
}

const MOST_IMPORTS = 40;
/** Lines of one statement. */
const MOST_JOINED = 300;
const LONGEST_STATEMENT = 8000;
const NAME = '[A-Za-z_][\\w-]*';

/** Reads a justfile with what it imports: `imported` gives the text of another, undefined where there is none. */
export function readJustfile(text: string, imported?: (file: string) => string | undefined): Justfile {
  const reader = new Reader(imported);
  reader.read(text);
  return reader;
}

class Reader implements Justfile {
  readonly recipes: JustRecipe[] = [];
  readonly variables = new Map<string, string>();
  readonly exported = new Set<string>();
  readonly aliases = new Map<string, string>();
  readonly settings = new Map<string, string>();
  readonly imports: { file: string; isNeeded: boolean }[] = [];
  readonly unknowns: string[] = [];

  constructor(private readonly imported: ((file: string) => string | undefined) | undefined) {}

  read(text: string): void {
    const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/);
    let isDefault = false;
    for (let index = 0; index < lines.length; index++) {
      let line = lines[index] ?? '';
      if (/^\s*(?:#|$)/.test(line)) continue;
      for (let more = 0; more < MOST_JOINED && isOpen(line) && index + 1 < lines.length; more++)
        line = `${line.replace(/\\$/, '')}\n${lines[++index] ?? ''}`;
      if (/^\s*\[[^\]]*\]\s*$/.test(line)) {
        isDefault ||= /\bdefault\b/.test(line);
        continue;
      }
      if (line.length > LONGEST_STATEMENT) {
        this.unknowns.push('has a line that is too long to be read');
        continue;
      }
      if (this.#statement(line.trim())) continue;
      const recipe = recipeHead(line);
      if (recipe === undefined) {
        this.unknowns.push(`has a line that can't be read: ${line.trim().slice(0, 60)}`);
        continue;
      }
      const body: string[] = [];
      while (index + 1 < lines.length && /^(?:[ \t]|\s*$)/.test(lines[index + 1] ?? ''))
        body.push(lines[++index] ?? '');
      const indent = /^[ \t]*/.exec(body.find((each) => each.trim() !== '') ?? '')?.[0] ?? '';
      const own = body.map((each) => (each.startsWith(indent) ? each.slice(indent.length) : each.trimStart()));
      this.recipes.push({ ...recipe, lines: continued(own), isDefault });
      isDefault = false;
    }
  }

  #statement(line: string): boolean {
    const set = /^set\s+([\w-]+)(?:\s*:=\s*([\s\S]+))?$/.exec(line);
    if (set !== null) {
      this.settings.set(set[1] ?? '', set[2] ?? 'true');
      return true;
    }
    const assigned = new RegExp(`^(export\\s+)?(${NAME})\\s*:=\\s*([\\s\\S]*)$`).exec(line);
    if (assigned !== null) {
      this.variables.set(assigned[2] ?? '', assigned[3] ?? '');
      if (assigned[1] !== undefined) this.exported.add(assigned[2] ?? '');
      return true;
    }
    const alias = new RegExp(`^alias\\s+(${NAME})\\s*:=\\s*([\\w:-]+)\\s*$`).exec(line);
    if (alias !== null) {
      this.aliases.set(alias[1] ?? '', alias[2] ?? '');
      return true;
    }
    const other = /^(import|mod)(\??)\s+(?:([\w-]+)\s*)?(?:x?(['"])(.*?)\4)?\s*$/.exec(line);
    if (other === null) return /^unexport\s/.test(line);
    const [, word, maybe, name = '', , file = `${name}.just`] = other;
    this.imports.push({ file, isNeeded: maybe === '' });
    if (this.imports.length > MOST_IMPORTS) this.unknowns.push('imports too many files');
    else if (word === 'import' && this.imported !== undefined) {
      const text = this.imported(file);
      if (text !== undefined) this.read(text);
      else if (maybe === '') this.unknowns.push(`imports ${file}, which can't be read`);
    } else if (word === 'mod')
      this.unknowns.push(`has the module ${name === '' ? file : name}, which isn't looked into`);
    return true;
  }
}

/** It goes on in the next line: after a backslash, or within a text or a bracket. */
function isOpen(line: string): boolean {
  if (/\\$/.test(line)) return true;
  const bare = line.replace(/'''[\s\S]*?'''|"""[\s\S]*?"""|```[\s\S]*?```|'[^']*'|"(?:[^"\\]|\\.)*"|`[^`]*`/g, '_');
  return /'''|"""|```/.test(bare) || /^[^:]*:=[^#]*[([{+/]\s*$/.test(bare);
}

function continued(lines: readonly string[]): readonly string[] {
  const joined: string[] = [];
  for (let index = 0; index < lines.length; index++) {
    let line = lines[index] ?? '';
    while (/\\$/.test(line) && index + 1 < lines.length && !isScript(lines)) line += `\n${lines[++index] ?? ''}`;
    joined.push(line);
  }
  return joined;
}

/** All of it goes to one interpreter. */
export function isScript(lines: readonly string[]): boolean {
  return lines[0]?.startsWith('#!') === true;
}

function recipeHead(line: string): Omit<JustRecipe, 'lines' | 'isDefault'> | undefined {
  const colon = colonAt(line);
  const [, name = ''] = new RegExp(`^\\s*@?(${NAME})`).exec(line) ?? [];
  if (colon < 0 || name === '') return undefined;
  const head = line.slice(line.indexOf(name) + name.length, colon);
  const parameters = [
    ...head.matchAll(
      new RegExp(`([*+$]*)(${NAME})(?:\\s*=\\s*(\\([^)]*\\)|'[^']*'|"(?:[^"\\\\]|\\\\.)*"|\`[^\`]*\`|[^\\s]+))?`, 'g'),
    ),
  ].map(([, signs = '', each = '', value]) => ({ name: each, value, isRest: /[*+]/.test(signs) }));
  const [before = '', after = ''] = withoutComment(line.slice(colon + 1)).split('&&');
  return { name, parameters, before: dependencies(before), after: dependencies(after) };
}

/** Where the head of a recipe ends: the first colon that stands in no text. */
function colonAt(line: string): number {
  const blank = (text: string) => ' '.repeat(text.length);
  return line.replace(/'[^']*'|"(?:[^"\\]|\\.)*"|`[^`]*`|\([^)]*\)/g, blank).indexOf(':');
}

function withoutComment(text: string): string {
  return text.replace(/('[^']*'|"(?:[^"\\]|\\.)*")|#.*$/gm, (_all, string: string | undefined) => string ?? '');
}

function dependencies(text: string): readonly JustDependency[] {
  return [
    ...text.matchAll(/\(\s*([\w:-]+)((?:[^()'"]|'[^']*'|"(?:[^"\\]|\\.)*"|\([^()]*\))*)\)|([A-Za-z_][\w:-]*)/g),
  ].map(([, called, args = '', plain = '']) => ({
    name: called ?? plain,
    args: called === undefined ? [] : (args.match(/'[^']*'|"(?:[^"\\]|\\.)*"|`[^`]*`|\([^()]*\)|[^\s'"`()]+/g) ?? []),
  }));
}

/** One text that just gives to an interpreter. */
export interface JustText {
  readonly recipe: string;
  readonly text: string;
  /** `sh`, or what its first line names. */
  readonly interpreter: string;
}

export interface JustRun {
  readonly texts: readonly JustText[];
  /** Commands whose output variables hold: they run whatever the recipe is. */
  readonly shells: readonly string[];
  readonly missing: readonly string[];
  readonly unknowns: readonly string[];
}

/** What the recipes run, with those before and after them. Without names: every recipe, for whoever asks what may run. */
export function justRun(
  file: Justfile,
  asked: readonly string[] | 'all',
  given: ReadonlyMap<string, string>,
  folder: string,
): JustRun {
  return new Run(file, given, folder).of(asked);
}

const MOST_RECIPES = 200;
const DEEPEST = 30;

class Run implements JustScope {
  readonly #texts: JustText[] = [];
  readonly #shells: string[] = [];
  readonly #missing: string[] = [];
  readonly #unknowns: Set<string>;
  readonly #values = new Map<string, Alternatives>();
  readonly #working = new Set<string>();
  readonly #done = new Set<string>();
  #depth = 0;

  constructor(
    private readonly file: Justfile,
    private readonly given: ReadonlyMap<string, string>,
    readonly folder: string,
  ) {
    this.#unknowns = new Set(file.unknowns);
  }

  of(asked: readonly string[] | 'all'): JustRun {
    // All of them are worked out before anything runs.
    for (const name of this.file.variables.keys()) this.value(name);
    const { recipes } = this.file;
    if (asked === 'all') for (const recipe of recipes) this.#recipe(recipe, undefined);
    else if (asked.length === 0) {
      const first = recipes.find(({ isDefault }) => isDefault) ?? recipes[0];
      if (first !== undefined) this.#withOthers(first, []);
    } else this.#called(asked);
    return {
      texts: this.#texts,
      shells: this.#shells,
      missing: this.#missing,
      unknowns: [...this.#unknowns],
    };
  }

  /** Names, each followed by what it takes. */
  #called(asked: readonly string[]): void {
    for (let index = 0; index < asked.length; index++) {
      const name = asked[index] ?? '';
      const recipe = this.#find(name);
      if (recipe === undefined) {
        this.#missing.push(name);
        return;
      }
      const takes = recipe.parameters.some(({ isRest }) => isRest) ? asked.length : recipe.parameters.length;
      const args = asked.slice(index + 1, index + 1 + takes);
      index += args.length;
      this.#withOthers(recipe, args);
    }
  }

  #find(name: string): JustRecipe | undefined {
    const real = this.file.aliases.get(name) ?? name;
    return this.file.recipes.findLast((recipe) => recipe.name === real);
  }

  #withOthers(recipe: JustRecipe, args: readonly string[]): void {
    const key = JSON.stringify([recipe.name, args]);
    if (this.#done.has(key)) return;
    if (this.#done.size >= MOST_RECIPES || this.#depth >= DEEPEST) {
      this.#unknowns.add('runs more recipes than can be looked through');
      return;
    }
    this.#done.add(key);
    this.#depth++;
    const scope = this.#scopeOf(recipe, args);
    const others = (list: readonly JustDependency[]) => {
      for (const { name, args: expressions } of list) {
        const other = this.#find(name);
        const values = expressions.map((each) => justValue(each, scope)[0] ?? '');
        if (other === undefined) this.#unknowns.add(`needs ${name}, which isn't there`);
        else this.#withOthers(other, values);
      }
    };
    others(recipe.before);
    this.#recipe(recipe, args);
    others(recipe.after);
    this.#depth--;
  }

  #recipe(recipe: JustRecipe, args: readonly string[] | undefined): void {
    const shells: string[] = [];
    const scope = { ...this.#scopeOf(recipe, args), shell: (command: string) => shells.push(command) };
    const { lines, name } = recipe;
    const exports = this.#exports(recipe, scope);
    if (isScript(lines)) {
      const interpreter = lines[0]?.slice(2).trim() ?? '';
      for (const text of justText(lines.join('\n'), scope))
        this.#texts.push({ recipe: name, text: exports + text, interpreter });
    } else {
      const all = lines.flatMap((line) => justText(line, scope)).map((line) => line.replace(/^[@-]+/, ''));
      const { text, broken } = runSeparately(all, { exports: exports === '' ? [] : [exports.trimEnd()], first: [] });
      for (const each of broken) this.#unknowns.add(`has a line in ${name} that can't be parsed: ${each}`);
      this.#texts.push({ recipe: name, text, interpreter: 'sh' });
    }
    if (shells.length > 0)
      this.#texts.push({
        recipe: name,
        text: runSeparately(shells, { exports: [], first: [] }).text,
        interpreter: 'sh',
      });
  }

  /** Variables that the recipe gets in its environment, of those it names. */
  #exports({ lines, parameters }: JustRecipe, scope: JustScope): string {
    const used = new Set([...lines.join('\n').matchAll(/\$\{?([A-Za-z_]\w*)/g)].map(([, name = '']) => name));
    const isAll = this.file.settings.has('export');
    return [...used]
      .filter((name) => isAll || this.file.exported.has(name) || parameters.some((each) => each.name === name))
      .flatMap((name) => {
        const values = scope.value(name) ?? [];
        const [value = ''] = values;
        return values.length === 1 && !value.includes(asShellVariable(name))
          ? [`export ${name}="${value.replace(/["\\`]/g, '\\$&')}"\n`]
          : [];
      })
      .join('');
  }

  #scopeOf({ parameters }: JustRecipe, args: readonly string[] | undefined): JustScope {
    const own = new Map<string, Alternatives>();
    parameters.forEach(({ name, value, isRest }, index) => {
      const given = isRest ? args?.slice(index).join(' ') : args?.[index];
      if (given !== undefined && (given !== '' || value === undefined)) own.set(name, [given]);
      else if (value !== undefined) {
        const defaults = justValue(value, this);
        own.set(name, args === undefined ? [...defaults, asShellVariable(name)] : defaults);
      } else own.set(name, [asShellVariable(name)]);
    });
    return {
      folder: this.folder,
      value: (name) => own.get(name) ?? this.value(name),
      shell: (command) => this.shell(command),
      unknown: (says) => this.unknown(says),
    };
  }

  value(name: string): Alternatives | undefined {
    const given = this.given.get(name);
    if (given !== undefined) return [given];
    const known = this.#values.get(name);
    if (known !== undefined) return known;
    const expression = this.file.variables.get(name);
    if (expression === undefined || this.#working.has(name)) return undefined;
    this.#working.add(name);
    const value = justValue(expression, this);
    this.#working.delete(name);
    this.#values.set(name, value);
    return value;
  }

  shell(command: string): void {
    this.#shells.push(command);
  }

  unknown(says: string): void {
    this.#unknowns.add(says);
  }
}
