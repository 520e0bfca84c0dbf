import { type Names, namesIn } from '../names';
import type { Arg, Nature } from '../shell/value';
import { type ParseResult, parseArguments } from './grammar';
import type { Call, Parsed, Program, Role } from './program';
import { lookAtArguments, writeOutput } from './toolArguments';

/**
 * What a word (or two) after a tool's name makes it do.
 * `looks` only looks · `asks` asks its registry · `works` builds, runs or checks the project · `tests` runs its tests ·
 * `restores` installs what the project lists · `installs` brings in, takes out or changes packages or tools ·
 * `publishes` · `migrates` changes a database · `deploys` changes what runs elsewhere · `sets` changes settings that
 * outlive the task · `forgets` deletes what it keeps for later · `starts` leaves something running · `hooks` changes git
 * hooks · `runs` runs the words that follow · `beyond` runs code or reaches things that can't be told.
 */
export const DOINGS = [
  'looks',
  'asks',
  'works',
  'tests',
  'restores',
  'installs',
  'publishes',
  'migrates',
  'deploys',
  'sets',
  'forgets',
  'starts',
  'hooks',
  'runs',
  'beyond',
] as const;
export type Doing = (typeof DOINGS)[number];

export interface VerbTool {
  readonly names: Names;
  readonly options?: Names;
  /** Words by what they make the tool do; a phrase of several words has `\ ` between them. The longest match counts. */
  readonly verbs: Readonly<Partial<Record<Doing, Names>>>;
  /** For a word that is not listed; without it, it is not known. */
  readonly otherwise?: Doing;
  /** Verbs whose own options end at the next word: what follows is a command, a script or its arguments. */
  readonly wraps?: Names | ((word: string) => boolean);
  /** Without any word. */
  readonly alone?: Doing;
  /** What operands are to it, where they lie elsewhere. */
  readonly operands?: Role;
  readonly hosts?: string;
  /** Arguments that look like paths and are none. */
  readonly labels?: RegExp;
  readonly longSingle?: boolean;
  /** What its output is, where that is known. */
  readonly prints?: (call: Call, phrase: string) => Nature | undefined;
  /** Whatever words alone can't say; `true` when nothing else is to be looked at. */
  readonly see?: (call: Call, parsed: Parsed, phrase: string) => boolean | undefined;
}

const phrases = new WeakMap<VerbTool, ReadonlyMap<string, Doing>>();

function phrasesOf(tool: VerbTool): ReadonlyMap<string, Doing> {
  let map = phrases.get(tool);
  if (map === undefined) {
    const all = new Map<string, Doing>();
    for (const doing of DOINGS) for (const name of namesIn(tool.verbs[doing] ?? '')) all.set(name, doing);
    map = all;
    phrases.set(tool, map);
  }
  return map;
}

const MOST_WORDS = 3;

export function verbPrograms(tools: readonly VerbTool[]): readonly Program[] {
  return tools.map((tool) => ({
    names: tool.names,
    // Each verb has its own say in what follows it, so the options are taken apart here.
    loose: true,
    stopsAtOperand: true,
    ...(tool.longSingle === true ? { longSingle: true } : {}),
    see: (call) => seeVerb(call, tool),
  }));
}

/** The words that say what is done, and what that is. */
export function findVerb(
  tool: VerbTool,
  words: readonly Arg[],
): { phrase: string; doing: Doing | undefined; isListed: boolean } {
  const known = phrasesOf(tool);
  for (let length = Math.min(MOST_WORDS, words.length); length > 0; length--) {
    const some = words.slice(0, length);
    if (some.some((word) => word.text === undefined)) continue;
    const phrase = some.map((word) => word.text).join(' ');
    const doing = known.get(phrase);
    if (doing !== undefined) return { phrase, doing, isListed: true };
  }
  const [first] = words;
  const doing = first === undefined ? (tool.alone ?? 'looks') : tool.otherwise;
  return { phrase: first?.text ?? '', doing, isListed: false };
}

function seeVerb(call: Call, tool: VerbTool): ReturnType<Call['out']> | undefined {
  const leading = parse(tool, call.args, true);
  const [first] = leading.operands;
  if (first !== undefined && first.text === undefined) {
    call.unknown('value.command', first.raw, `gives \`${call.name}\` a word that can't be told`);
    return undefined;
  }
  const ahead = parse(tool, call.args, false);
  const isWrapper =
    first?.text !== undefined &&
    (findVerb(tool, ahead.operands).doing === 'runs' ||
      (typeof tool.wraps === 'function' ? tool.wraps(first.text) : namesIn(tool.wraps ?? '').includes(first.text)));
  const parsed = isWrapper ? leading : ahead;
  applyRoles(call, parsed, 'before');
  if (!isWrapper && call.args.some((arg) => arg.text === '--help')) return undefined;
  const { phrase, doing, isListed } = findVerb(tool, parsed.operands);
  const isSeen = tool.see?.(call, parsed, phrase) === true;
  if (isSeen || doing === 'runs') applyRoles(call, parsed, 'after');
  if (isSeen) return undefined;
  if (doing === 'runs') {
    const words = phrase.split(' ').length;
    const last = ahead.operands[words - 1];
    const rest = wrapped(
      call,
      tool.options ?? '',
      last === undefined ? [] : call.args.slice(call.args.indexOf(last) + 1),
    );
    if (rest.length > 0) return call.command(rest);
    call.unknown('program.beyond', call.name, 'starts a shell or runs whatever is written there');
    return undefined;
  }
  doVerb(call, doing, phrase, parsed);
  applyRoles(call, parsed, 'after');
  const words = parsed.operands.slice(0, isListed ? phrase.split(' ').length : 0);
  lookAtArguments(call, {
    args: call.args.filter((arg) => !words.includes(arg) && tool.labels?.test(arg.head) !== true),
    ...(tool.operands === undefined ? {} : { operands: tool.operands }),
    ...(tool.hosts === undefined ? {} : { hosts: tool.hosts }),
  });
  const nature = tool.prints?.(call, phrase);
  return nature === undefined ? undefined : call.out(undefined, nature);
}

const doubled = new WeakMap<VerbTool, string>();

/** Where one dash before a word is enough, two do as well. */
function optionsOf(tool: VerbTool): Names {
  if (tool.longSingle !== true) return tool.options ?? '';
  let options = doubled.get(tool);
  if (options === undefined) {
    options = namesIn(tool.options ?? '')
      .map((token) =>
        token.replace(/^[^=]+/, (names) => names.replace(/(?:^|,)-(?!-)([^,!]+)/g, (one, word) => `${one},--${word}`)),
      )
      .join(' ');
    doubled.set(tool, options);
  }
  return options;
}

function parse(tool: VerbTool, args: readonly Arg[], untilOperand: boolean): ParseResult {
  return parseArguments({ options: optionsOf(tool), ...(tool.longSingle === true ? { longSingle: true } : {}) }, args, {
    mayBeOption: () => false,
    untilOperand,
  });
}

/** The command in `args`, after the options of its own that a wrapper takes before it. */
export function wrapped(call: Call, options: Names, args: readonly Arg[]): readonly Arg[] {
  const parsed = parseArguments({ options }, args, { mayBeOption: () => false, untilOperand: true });
  applyRoles(call, parsed);
  return parsed.operands[0]?.text === '--' ? parsed.operands.slice(1) : parsed.operands;
}

const IS_WRITTEN = /^(?:write|folder|edit|delete)$/;

/** What the values of options do, as for any program; what is written comes after what is run. */
export function applyRoles(call: Call, { roles }: ParseResult, when?: 'before' | 'after'): void {
  for (const { role, value, name } of roles)
    if (when !== undefined && IS_WRITTEN.test(role) !== (when === 'after')) continue;
    else if (role === 'no')
      call.unknown('program.option', name, `gives \`${call.name}\` ${name}, which can run or reach anything`);
    else if (value === undefined) continue;
    else if (role === 'shell') call.script(value);
    else if (role === 'exec') call.command([value]);
    else if (role === 'url') call.request(value, false);
    else if (role === 'cwd') call.folders = call.resolve(value);
    else if (role === 'write') writeOutput(call, value);
    else call.file(role, value);
}

/** The effect a verb has, whatever its options. */
export function doVerb(call: Call, doing: Doing | undefined, phrase: string, parsed: Parsed): undefined {
  const whole = phrase === '' ? call.name : `${call.name} ${phrase}`;
  const rest = parsed.operands
    .slice(phrase === '' ? 0 : phrase.split(' ').length)
    .map((operand) => operand.raw)
    .join(' ');
  switch (doing) {
    case undefined:
      return call.unknown('program.subcommand', whole, `uses \`${whole}\`, which is not known`);
    case 'looks':
      return undefined;
    case 'asks':
      return call.emit('fetch', 'its registry', { detail: 'fetch.registry', says: 'asks the package registry' });
    case 'works':
      return call.runHere('run.build', whole, 'builds, runs or checks the project');
    case 'tests':
      return call.runHere('run.tests', whole, "runs the project's tests");
    case 'restores':
      call.runHere('run.packageScript', whole, 'installs what the project lists');
      return call.emit('install', 'what the project lists', { detail: 'install.manifest' });
    case 'installs':
      return call.emit('install', rest || whole, { detail: 'install.named' });
    case 'publishes':
      return call.emit('publish', rest || whole, {
        detail: 'publish.package',
        says: `runs \`${whole}\`, which changes what is published`,
      });
    case 'migrates':
      return call.emit('database', whole, { detail: 'database.migrate', says: `changes a database (\`${whole}\`)` });
    case 'deploys':
      return call.emit('deploy', whole, {
        detail: 'deploy.service',
        says: `runs \`${whole}\`, which changes what runs elsewhere`,
      });
    case 'sets':
      return call.emit('environment', whole, {
        detail: 'env.settings',
        says: `reads or changes settings that last (\`${whole}\`)`,
      });
    case 'forgets':
      return call.unknown('delete.cache', whole, `deletes what ${call.name} keeps for later`);
    case 'starts':
      return call.emit('process', whole, {
        detail: 'process.control',
        says: `starts or stops what goes on running (\`${whole}\`)`,
      });
    case 'hooks':
      return call.emit('gitConfig', 'the git hooks', { detail: 'git.config.hooks', says: 'changes the git hooks' });
    case 'runs':
    case 'beyond':
      return call.unknown('program.beyond', whole, `uses \`${whole}\`, which can run or reach anything`);
  }
}

/** It is told to change nothing, and that isn't taken back. */
export function isDryRun(call: Call): boolean {
  const told = call.args.filter((arg) => /^--(?:no-)?dry/.test(arg.head));
  const next = call.args[call.args.findIndex((arg) => arg.text === '--dry-run') + 1];
  return told.length === 1 && told[0]?.text === '--dry-run' && !/^(?:false|no|0)$/.test(next?.text ?? '');
}

const LOOKS_LIKE_RELEASE =
  /^(?:(?:[\w./]+[:_-])*(?:publish|deploy|push|upload)(?:$|[:_-])|(?:release|ship|submit)(?:$|[:_-]))/i;
/** Only tells or prepares: `db:migrate:status`. */
const IS_LOOK =
  /[:_-](?:status|list|show|check|help|generate|gen|create|make|new|diff|dump|plan|info|dry-run|validate|types|client)$/i;
const LOOKS_LIKE_DATABASE = new RegExp(
  String.raw`^(?:[\w./]+[:_-])?(?:db|database|schema|migrations?|prisma|ecto|knex|sequelize|typeorm|drizzle)[:_.-](?:\w+[:_-])*` +
    '(?:reset|drop|wipe|fresh|truncate|push|migrate|rollback|seed|deploy|restore|down|up|run|purge|flush|setup)(?:$|[:_-])' +
    '|^(?:migrate|seed|reset-db|drop-db|resetdb|dropdb)(?:$|[:_-])',
  'i',
);

/** The name of a script or target, when it tells that something leaves this machine, or that data may be lost. */
export function lookAtTarget(call: Call, word: Arg): undefined {
  const { text } = word;
  if (text === undefined) return call.unknown('value.command', word.raw, "runs a script whose name can't be told");
  if (LOOKS_LIKE_RELEASE.test(text))
    return call.emit('publish', text, {
      detail: 'publish.target',
      says: `runs \`${text}\`, which by its name publishes or deploys`,
    });
  if (LOOKS_LIKE_DATABASE.test(text) && !IS_LOOK.test(text))
    return call.emit('database', text, {
      detail: 'database.migrate',
      says: `runs \`${text}\`, which by its name changes a database`,
    });
  return undefined;
}
