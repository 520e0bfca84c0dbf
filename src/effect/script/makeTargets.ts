import { asShellVariable, type Makefile, type MakeRule } from './makefile';
import { type Found, type Locals, type MakeVariable, mayBeAnything, stemOf, words } from './makeVariables';
import { runSeparately } from './separateLines';

/** What a shell runs for one target. */
export interface Recipe {
  /** The target, as the file names it. */
  readonly target: string;
  /** Its lines as one script: a line that changes what a shell of its own knows is in one. */
  readonly text: string;
  /** Some of it runs even when make only shall say what it would do. */
  readonly isRunAnyhow: boolean;
}

/** All that a call of make runs, in order. */
export interface MakeRun {
  readonly recipes: readonly Recipe[];
  /** Goals that no rule makes. */
  readonly missing: readonly string[];
  /** What can't be told; each continues a sentence that begins with the file. */
  readonly unknowns: readonly string[];
}

/** Targets that one call makes; more is an unknown. */
const MOST_TARGETS = 400;
/** What a pattern's `%` stands for where no target is asked for. */
const ANY_STEM = 'stem';

/** Every recipe of a file, for whoever asks what may run at all. */
export function recipesOf(makefile: Makefile): MakeRun {
  const recipes: Recipe[] = [];
  const unknowns = new Set(makefile.unknowns);
  for (const rule of makefile.rules) {
    if (rule.lines.length === 0) continue;
    const [target = ''] = rule.targets;
    const stem = target.includes('%') || rule.pattern !== undefined ? ANY_STEM : undefined;
    const locals = localsOf(makefile, target, new Map(), foundIn(makefile, unknowns, []));
    recipes.push(recipeOf(makefile, rule, { target: rule.targets.join(' '), name: target, stem, locals, unknowns }));
  }
  return { recipes, missing: [], unknowns: [...unknowns] };
}

/** What the goals run, with their prerequisites. `isThere`: whether a file of that name exists. */
export function runOf(makefile: Makefile, goals: readonly string[], isThere: (file: string) => boolean): MakeRun {
  return new Run(makefile, isThere).of(goals);
}

/** The target that is made when none is named. */
export function defaultGoal({ variables, rules }: Makefile): string | undefined {
  const named = variables.get('.DEFAULT_GOAL')?.values.at(-1)?.trim();
  if (named !== undefined && named !== '') return named;
  for (const { targets } of rules)
    for (const target of targets)
      if (!target.includes('%') && (!target.startsWith('.') || target.includes('/'))) return target;
  return undefined;
}

class Run {
  readonly #recipes: Recipe[] = [];
  readonly #missing: string[] = [];
  readonly #unknowns: Set<string>;
  readonly #done = new Set<string>();

  constructor(
    private readonly makefile: Makefile,
    private readonly isThere: (file: string) => boolean,
  ) {
    this.#unknowns = new Set(makefile.unknowns);
  }

  of(goals: readonly string[]): MakeRun {
    const first = goals.length > 0 ? goals : [defaultGoal(this.makefile) ?? ''];
    // Before anything else make makes the files that it reads.
    const read = ['GNUmakefile', 'Makefile', 'makefile', ...this.makefile.includes.map(({ file }) => file)];
    for (const file of read) if (this.#ruleOf(file) !== undefined) this.#make(file, new Map());
    for (const goal of first)
      if (!this.#make(goal, new Map())) this.#missing.push(goal === '' ? 'the default target' : goal);
    return { recipes: this.#recipes, missing: this.#missing, unknowns: [...this.#unknowns] };
  }

  /** False when no rule makes it. */
  #make(target: string, inherited: Locals): boolean {
    if (this.#done.has(target)) return true;
    if (this.#done.size >= MOST_TARGETS) {
      this.#unknowns.add('makes more targets than can be looked through');
      return true;
    }
    const { makefile } = this;
    const own = makefile.rules.filter(({ targets }) => targets.includes(target));
    const found = this.#ruleOf(target);
    if (own.length === 0 && found === undefined) {
      const byDefault = makefile.rules.find(({ targets }) => targets.includes('.DEFAULT'));
      if (byDefault !== undefined && !this.isThere(target)) return this.#make('.DEFAULT', inherited);
      if (mayBeAnything(target)) this.#anything(target);
      return this.isThere(target) || mayBeAnything(target);
    }
    this.#done.add(target);
    const locals = localsOf(makefile, target, inherited, foundIn(makefile, this.#unknowns, []));
    const rules = found === undefined || own.includes(found.rule) ? own : [...own, found.rule];
    for (const rule of rules)
      for (const prerequisite of rule.prerequisites) {
        const stem = found?.rule === rule ? found.stem : undefined;
        this.#make(stem === undefined ? prerequisite : prerequisite.replace('%', () => stem), locals);
      }
    // A rule with `::` has its own recipe each time; of others the last one counts: all that are there are told.
    for (const rule of rules)
      if (rule.lines.length > 0) {
        const stem = found?.rule === rule ? found.stem : stemIn(rule, target);
        const asked = { target, name: target, stem, locals, unknowns: this.#unknowns };
        this.#recipes.push(recipeOf(makefile, rule, asked));
      }
    return true;
  }

  /** The rule with a recipe that makes it: one that names it, else one whose pattern fits. */
  #ruleOf(target: string): { readonly rule: MakeRule; readonly stem: string | undefined } | undefined {
    const { rules } = this.makefile;
    const named = rules.findLast((rule) => rule.lines.length > 0 && rule.targets.includes(target));
    if (named !== undefined) return { rule: named, stem: stemIn(named, target) };
    for (const rule of rules)
      if (rule.lines.length > 0)
        for (const pattern of rule.targets) {
          const stem = stemOf(pattern, target) ?? stemOf(pattern, target.slice(target.lastIndexOf('/') + 1));
          if (stem !== undefined) return { rule, stem };
        }
    return undefined;
  }

  /** A prerequisite that can't be told may be any target: what makes files by a pattern is told, the rest isn't. */
  #anything(target: string): void {
    if (this.#done.has(target)) return;
    this.#done.add(target);
    this.#unknowns.add(`makes ${target}, which can't be told beforehand`);
    for (const rule of this.makefile.rules)
      for (const pattern of rule.targets)
        if (pattern.includes('%')) this.#make(pattern.replace('%', ANY_STEM), new Map());
  }
}

function stemIn(rule: MakeRule, target: string): string | undefined {
  return rule.pattern === undefined ? undefined : stemOf(rule.pattern, target);
}

interface Asked {
  /** As it is named to the person. */
  readonly target: string;
  readonly name: string;
  readonly stem: string | undefined;
  readonly locals: Locals;
  readonly unknowns: Set<string>;
}

function recipeOf(makefile: Makefile, rule: MakeRule, asked: Asked): Recipe {
  const shells: string[] = [];
  const found = foundIn(makefile, asked.unknowns, shells);
  const locals = new Map([...asked.locals, ...automatic(rule, asked)]);
  const lines: string[] = [];
  for (const line of rule.lines)
    for (const expanded of makefile.variables.expand(line, found, locals))
      for (const each of separate(expanded)) lines.push(each);
  const bare = lines.map(withoutPrefix);
  const own = makefile.isOneShell ? [bare.join('\n')] : bare;
  const exports = exportsFor(makefile, own.join('\n'), asked.locals, found);
  // A command that make runs to know what the recipe says runs even where its output is only text.
  const { text, broken } = runSeparately(own, { exports, first: [...new Set(shells)] });
  for (const line of broken) asked.unknowns.add(`has a line for ${asked.target} that can't be parsed: ${line}`);
  const isRunAnyhow = rule.lines.some((line) => /^[\s@-]*\+|\$[({]MAKE[)}]/.test(line)) || shells.length > 0;
  return { target: asked.target, text, isRunAnyhow };
}

/** A recipe line whose references hold several lines is several. A line that goes on stays one. */
function separate(line: string): readonly string[] {
  return line.split(/(?<!\\)\n/);
}

/** Silent, ignoring errors, even when nothing shall be run. */
function withoutPrefix(line: string): string {
  return line.replace(/^[\s@+-]+/, '');
}

/** The variables of a target that make sets itself. */
function automatic(rule: MakeRule, { name, stem }: Asked): Locals {
  const filled = (word: string) => (stem === undefined ? word : word.replace('%', () => stem));
  const prerequisites = rule.prerequisites.map(filled);
  const values: Readonly<Record<string, string>> = {
    '@': filled(name),
    '<': prerequisites[0] ?? '',
    '^': [...new Set(prerequisites)].join(' '),
    '+': prerequisites.join(' '),
    '?': prerequisites.join(' '),
    '|': '',
    '*': stem ?? name.replace(/\.[^./]*$/, ''),
    '%': '',
  };
  return new Map(Object.entries(values).map(([each, value]) => [each, { values: [value], isRecursive: false }]));
}

/** The variables that hold for a target and what it needs. */
function localsOf(makefile: Makefile, target: string, inherited: Locals, found: Found): Locals {
  const { targetVariables, variables } = makefile;
  const own = targetVariables.filter(({ targets }) =>
    targets.some((each) => each === target || stemOf(each, target) !== undefined),
  );
  if (own.length === 0) return inherited;
  const locals = new Map<string, MakeVariable>(inherited);
  for (const { name, operator, value } of own) {
    const made = variables.made(locals.get(name) ?? variables.get(name), operator, value, found, locals);
    if (made !== undefined) locals.set(name, made);
  }
  return locals;
}

/** What the recipe's shell gets in its environment, of what the recipe names. */
function exportsFor(makefile: Makefile, text: string, locals: Locals, found: Found): readonly string[] {
  const { exported, variables } = makefile;
  const used = new Set([...text.matchAll(/\$\{?([A-Za-z_]\w*)/g)].map(([, name = '']) => name));
  return [...used].flatMap((name) => {
    if (exported !== 'all' && !exported.has(name)) return [];
    if (locals.get(name) === undefined && variables.get(name) === undefined) return [];
    const [value = '', ...others] = variables.expand(`$(${name})`, found, locals);
    const isTold = others.length === 0 && !value.includes(asShellVariable(name));
    return isTold ? [`export ${name}=${quoted(value)}`] : [];
  });
}

/** As the shell reads the value back; what can't be told stays a variable. */
export function quoted(value: string): string {
  return `"${value.replace(/["\\]/g, '\\$&').replace(/`/g, '\\`')}"`;
}

function foundIn({ variables }: Makefile, unknowns: Set<string>, shells: string[]): Found {
  const found: Found = {
    shell: (command) => {
      shells.push(command);
    },
    evaluate: (text) => {
      const [, name = '', operator = '=', value = ''] = /^\s*([\w.-]+)\s*(::?=|[?+!]?=)\s*([^\n]*)$/.exec(text) ?? [];
      if (name !== '') variables.assign(name, operator, value, found, true);
      else if (words(text).length > 0) unknowns.add('makes rules of itself while it runs a recipe');
    },
    unknown: (says) => {
      unknowns.add(says);
    },
  };
  return found;
}
