import { Budget } from '../budget';
import { COMMAND_LINE } from './calls';
import type { Report } from './codeFinding';
import { Evaluation } from './evaluation';
import type { Given, Language, Mark } from './language';
import { isDynamic } from './projectFunctions';
import type { Expression } from './syntax';
import { exactText, optionsOf, type Scope, taintOf, textOf, type Value, wordsFrom } from './values';

/** About a microsecond each. */
const MOST_STEPS = 60_000;
/** From here on each function is looked at once, and no longer for each call of it that names nothing. */
const TIRING = 12_000;
const MOST_OPTIONS = 8;
const DEEPEST_GIVEN = 3;
const MOST_GIVEN = 100_000;
const RUNS_TEXT =
  /^(?:\$|run|exec|execute|sh|bash|shell|system|spawn|popen|local|sudo|(?:run|exec|execute)_?(?:shell|command|cmd))(?:_?(?:sync|async))?$/i;
const SHELL = /^(?:\S*\/)?(?:ba|z|da|k|fi)?sh$|^(?:cmd|powershell|pwsh)(?:\.exe)?$/i;

/**
 * Evaluates a project's own code: what isn't known of it is ordinary, and only what it plainly shows counts. Every function
 * is looked into, whether or not anything here calls it.
 */
export class ProjectEvaluation extends Evaluation {
  protected override readonly mostSteps = MOST_STEPS;
  protected override readonly mayHoldModules = false;
  readonly #marks = new Set<Mark>();
  #given = 0;

  /** `words`: those that the program is given, where they are known. */
  constructor(language: Language, report: Report, words?: readonly string[]) {
    super(language, report, words?.map((word) => textOf(word)) ?? [wordsFrom(0)], new Budget(2 * MOST_STEPS));
  }

  override unknown(what: string): Value {
    if (isDynamic(what)) super.unknown(what);
    return { kind: 'foreign', taint: 0 };
  }

  /** One of very many values is any of them; what the language itself has among them stays. */
  protected override value(expression: Expression, scope: Scope): Value {
    const value = super.value(expression, scope);
    if (value.kind !== 'either' || value.options.length <= MOST_OPTIONS) return value;
    const refs = value.options.filter((each) => each.kind === 'ref').slice(0, MOST_OPTIONS);
    return { kind: 'either', options: [{ kind: 'foreign', taint: taintOf(value) }, ...refs] };
  }

  /** What is given away is looked into that far; functions in it are run in any case. */
  override escape(value: Value, depth = 0): void {
    if (depth <= DEEPEST_GIVEN && this.#given++ < MOST_GIVEN) super.escape(value, depth);
  }

  protected override mayRepeat({ items, named }: Given): boolean {
    return this.steps < TIRING || [...items, ...named.values()].some(holdsText);
  }

  protected override mayBeCommand(given: Value): boolean {
    const text = exactText(given);
    return text !== undefined && (COMMAND_LINE.test(text) || SHELL.test(text));
  }

  protected override mayRunText(name: string): boolean {
    return RUNS_TEXT.test(name);
  }

  protected override mayBePath(text: string, name: string): boolean {
    if (!/read|open|load|parse|file|write|save|copy|move|rm|remove|delete|unlink|upload|send|cat/i.test(name))
      return false;
    return /^(?:[~/]|[^\s*{}]*(?:\.(?:env|ssh|aws)\b|id_rsa|credentials))[^\s*{}]*$/.test(text);
  }

  override mark(mark: Mark): void {
    if (mark === 'socket' || mark === 'shell' || this.#marks.has(mark)) return;
    this.#marks.add(mark);
    if (this.#marks.size === 2) this.reportReverseShell();
  }
}

/** Whether a text that is known stands in it, or a function: a command may be put together of these. */
function holdsText(value: Value): boolean {
  return optionsOf(value).some((each) =>
    each.kind === 'list'
      ? each.items.some(isText)
      : each.kind === 'map'
        ? [...each.entries.values()].some(isText)
        : isText(each),
  );
}

function isText(value: Value): boolean {
  return optionsOf(value).some(({ kind }) => kind === 'text' || kind === 'closure' || kind === 'list');
}
