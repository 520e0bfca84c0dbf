import { findProgram } from './programs/registry';
import { isUsualScript, scriptsRun } from './scriptNames';

/** Command lines that a text names: those that stand by themselves, and those that a sentence asks for. */
export function commandsIn(text: string): ReadonlySet<string> {
  const commands = new Set(writtenCommands(text));
  addTold(text, commands);
  return commands;
}

/** UTF-16 units: a command line that is longer is named by its parts. */
const LONGEST_COMMAND = 1000;
/** What stands before a command in a document: bullets, quotes, prompts, marks of code and the words that ask for it. */
const LEAD =
  /^(?:[\s>*+-]|\d+[.)]|[$#%❯]\s|["'`]|\/\/|<!--|(?:please |then |now |first )*(?:run|execute|type|enter|call)\b:?)+/i;

/** Command lines that stand by themselves: a line, a part of one, between marks of quotation or of code. */
export function writtenCommands(text: string): ReadonlySet<string> {
  const commands = new Set<string>();
  const add = (given: string) => {
    const command = plainCommand(given.replace(LEAD, ''));
    // A word alone is what many lines are; a file that is run by its name alone is a path.
    if (command.includes(' ') && command.length <= LONGEST_COMMAND && !isOrdinaryCommand(command))
      commands.add(command);
  };
  const lines = text.replace(/\\\r?\n/g, ' ').split(/\r?\n/);
  const spans = Array.from(text.matchAll(/`{1,3}([^`\n]{1,1000})`|"([^"\n]{1,1000})"|<code>([^<\n]{1,1000})</g));
  for (const line of [...lines, ...spans.map(([, tick, quote, code]) => tick ?? quote ?? code ?? '')]) {
    if (line.length > LONGEST_COMMAND * 2) continue;
    add(line);
    for (const piece of line.split(/\|\|?|&&?|;/)) add(piece);
  }
  return commands;
}

/** Words of one command that a sentence may ask for: what comes later adds little to what it does. */
const MOST_WORDS = 12;
/** From a word that asks for a command to where it begins: `run the following command`. */
const MOST_BETWEEN = 3;
const ASKS =
  /^(?:run|runs|running|rerun|execut\w*|exec|call|invoke|type|enter|issue|launch|start|perform|use|do|try|führe|starte|lance[rz]?|exécute[rz]?|ejecut\p{L}*|esegu\p{L}*|corre|rode|voer|kör|uruchom\p{L}*|çalıştır\p{L}*)$/iu;
const ASKS_ELSEWHERE = /执行|執行|运行|運行|実行|실행|запуст|выполн|शुरू|चला/u;
/** The end of a sentence or a paragraph, a sign between two commands, and letters of no command. */
const PIECE = /\n\s*\n|[!-~\p{Script=Latin}]+|[^\s!-~\p{Script=Latin}]+/gu;
const WORD = /^[!-~\p{Script=Latin}]/u;
const JOINS = /^(?:\|\|?|&&?|;|>>?|<|->|=>)$/;

/**
 * Where a sentence names a command, nothing says where it ends: every beginning of it counts, since nobody gives a
 * command that is none.
 */
function addTold(text: string, commands: Set<string>): void {
  const words: string[] = [];
  const seen = new Set<string>();
  /** Where commands that are being told begin in `words`. */
  let begun: { readonly at: number; readonly isAsked: boolean }[] = [];
  let mayBegin = 0;
  for (const [piece] of text.matchAll(PIECE)) {
    const isWords = WORD.test(piece);
    const word = isWords ? piece.replace(/^["'`([{<*_>]+|["'`)\]}>*_.,:;!?]+$/g, '') : '';
    if (word === '' || JOINS.test(piece)) {
      if (!isWords || JOINS.test(piece)) begun = [];
      if (!isWords) mayBegin = ASKS_ELSEWHERE.test(piece) ? MOST_BETWEEN : 0;
      continue;
    }
    words.push(word);
    const at = words.length - 1;
    const isAsked = mayBegin > 0;
    if (isAsked || findProgram(programOf(word)) !== undefined) begun.push({ at, isAsked });
    begun = begun.filter((one) => at - one.at < MOST_WORDS);
    for (const one of begun) {
      // A word alone is a command only where it is asked for.
      if (one.at === at && !one.isAsked) continue;
      const given = words.slice(one.at).join(' ');
      if (seen.has(given)) continue;
      seen.add(given);
      const command = plainCommand(given);
      if (command.length <= LONGEST_COMMAND && !isOrdinaryCommand(command)) commands.add(command);
    }
    mayBegin = ASKS.test(word) ? MOST_BETWEEN : Math.max(0, mayBegin - 1);
    if (/[.,;!?)]["'`*_]*$/.test(piece) && !/^[./~]+$/.test(piece)) begun = [];
  }
}

function programOf(word: string): string {
  return word.slice(word.lastIndexOf('/') + 1);
}

/** Finds the commands among those that were named that do what a command does, whatever the order of its words. */
export class NamedCommands {
  readonly #byShape = new Map<string, { readonly name: string; readonly options: string }[]>();

  /** By their first words. Those alone that are no words of prose: comments say the same as documents. */
  readonly #byStart = new Map<string, string[]>();

  constructor(names: readonly string[]) {
    for (const name of names) {
      const words = wordsOf(name);
      if (words.length > 1 && words.length <= MOST_WORDS && MARKED.test(name))
        push(this.#byStart, words[0] ?? '', name);
      const { keys, options } = shapeOf(name);
      for (const key of keys) push(this.#byShape, key, { name, options });
    }
  }

  /** Those whose words stand in a program's text in their order, whatever is between them: `['rm', '-rf', 'x']`. */
  within(text: string): readonly string[] {
    const words = wordsOf(text);
    return words.flatMap((word, at) => {
      const found = (this.#byStart.get(word) ?? []).filter((name) =>
        wordsOf(name).every((one, i) => words[at + i] === one),
      );
      return found.toSorted((a, b) => b.length - a.length).slice(0, 1);
    });
  }

  /** Undefined when none was named that asks for as much or less of the same. */
  find(command: string): string | undefined {
    const { keys, options, isAlone } = shapeOf(command);
    return keys
      .flatMap((key) => this.#byShape.get(key) ?? [])
      .find((named) => (isAlone ? named.options === options : [...named.options].every((one) => options.includes(one))))
      ?.name;
  }
}

/** An option, a path, an address or the like. */
const MARKED = /(?:^| )-{1,2}\w|\w[-/.:@_=]\w|[/~]\w/;

/** Programs whose names are words that comments begin with. */
const WORDS = new Set(
  'at cat comm command cut date do eval exec expand export file find go head install join just kill less let link look make more open paste patch read run script sed service set sort source split start tail task test time top touch trap tree true type uniq unset update wait watch which who write yes'.split(
    ' ',
  ),
);

/** Whether a line of a file is a command rather than a sentence. */
export function isPlainlyCommand(command: string): boolean {
  const [first = ''] = command.split(' ');
  return MARKED.test(command) || (findProgram(programOf(first)) !== undefined && !WORDS.has(first));
}

function wordsOf(text: string): readonly string[] {
  return text
    .split(/[^\w./@:=~+%-]+/)
    .map((word) => word.replace(/^@/, ''))
    .filter((word) => word !== '');
}

function push<T>(lists: Map<string, T[]>, key: string, one: T): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [one]);
  else list.push(one);
}

const REDIRECTION = /\s?\d?(?:>>?|<)&?\s?(?:\d|[^\s&|;]+)/g;
/** What only says how a command is run. */
const WRAPPERS =
  /^(?:(?:\w+=\S*|(?:sudo|doas|env|command|exec|time|nohup|setsid|nice|ionice|stdbuf|xargs|watch|npx|bunx|uvx|pnpm dlx|yarn dlx|timeout(?: -\S+)* \d\S*)(?: -\S+(?: \d+)?)*) )+/;

/** What runs a script of the project that not every project has, and that a document may tell of all the same. */
export function runsScript(command: string): boolean {
  return scriptsOf(wordsAlone(command)).length > 0;
}

function scriptsOf(words: readonly string[]): readonly string[] {
  return scriptsRun(words).filter((script) => !isUsualScript(script));
}

function wordsAlone(command: string): readonly string[] {
  return command.replace(REDIRECTION, '').replace(WRAPPERS, '').split(' ');
}

interface Shape {
  readonly keys: readonly string[];
  readonly options: string;
  readonly isAlone: boolean;
}

/** What is the same of a command however it is written: `-f` is `--force`, and operands may stand in any order. */
function shapeOf(command: string): Shape {
  const words = wordsAlone(command);
  const scripts = scriptsOf(words);
  if (scripts.length > 0) return { keys: scripts, options: '', isAlone: false };
  const operands: string[] = [];
  const options = new Set<string>();
  for (const word of words.slice(1)) {
    if (word === '--') continue;
    const [, long, short = '', value] = /^(?:--([\w-])[^=]*|-([\w-]+))(?:=(.*))?$/.exec(word) ?? [];
    if (long === undefined && short === '') operands.push(word);
    for (const letter of long ?? short) options.add(letter.toLowerCase());
    if (value !== undefined) operands.push(value);
  }
  // What it is given then stands in what it reads.
  if (operands.length === 0 && /(?:^| )xargs /.test(command)) return { keys: [], options: '', isAlone: true };
  return {
    keys: [[programOf(words[0] ?? ''), ...operands.toSorted()].join(' ')],
    options: [...options].toSorted().join(''),
    isAlone: operands.length === 0,
  };
}

/** A command line as it is compared: without quotes and escapes, and with single spaces. */
export function plainCommand(text: string): string {
  return text
    .replace(/["'`\\]/g, '')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/[.:;,]+$/, '');
}

/**
 * What everybody does in every project, and what a document may well say: tests, builds, what the project itself has
 * written down to be installed, and looking at things. That a text says so too makes nobody's command out of it.
 */
const ORDINARY = new RegExp(
  `^(?:sudo )?(?:${[
    String.raw`(?:npm|pnpm|yarn|bun)(?: (?:ci|i|install|run|(?:run )?[\w:-]{1,40}))?(?: --?[\w-]+)*`,
    String.raw`(?:make|just|task)(?: [\w-]{1,40})?|cmake(?: [\w./-]+)*|ninja`,
    String.raw`cargo (?:build|test|check|run|fmt|clippy|doc|bench)(?: --?[\w-]+)*`,
    String.raw`go (?:build|test|vet|run|generate|mod (?:tidy|download))(?: [\w./-]+)*`,
    String.raw`(?:python3? -m )?(?:pytest|unittest|ruff|mypy|black|flake8|tox|nox|coverage)(?: [\w./=-]+)*`,
    String.raw`(?:python3? -m )?pip3? install -(?:r requirements[\w.-]*|e \S{1,40})|(?:uv|poetry|pdm|pipenv) (?:sync|install|lock|build)`,
    String.raw`python3? -m venv [\w./-]+|(?:source|\.) [\w./-]*bin/activate|bundle install|composer install|mix (?:test|deps\.get)`,
    String.raw`(?:\./)?(?:gradlew?|mvnw?)(?: [\w:-]+)*|dotnet (?:build|test|run|restore)(?: [\w./-]+)*|bundle exec [\w./ -]+`,
    String.raw`(?:npx |pnpm |yarn )?(?:tsc|eslint|prettier|biome|vitest|jest|mocha|vite|webpack|playwright)(?: [\w./=*-]+)*`,
    String.raw`(?:node --test|deno (?:test|fmt|lint|check)|bun test)(?: [\w./*=-]+)*`,
    `git (?:status|diff|log|show|add|commit|pull|fetch|branch|switch|checkout|clone|stash|blame|init)(?: [^|;&<>]*)?`,
    String.raw`docker(?:-| )compose (?:up|down|build|ps|logs)(?: [\w-]+)*|docker (?:ps|images|logs)(?: [\w-]+)*`,
    `(?:cd|ls|cat|head|tail|pwd|echo|grep|rg|find|mkdir|which|tree|wc|less|touch|cp|export)(?: [^|;&<>]*)?`,
  ].join('|')})$`,
);

export function isOrdinaryCommand(command: string): boolean {
  return ORDINARY.test(command) && !runsScript(command);
}
