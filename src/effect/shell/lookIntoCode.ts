import path from 'node:path';
import { TooMuchTrustedError } from '../budget';
import { type CodeFinding, type CodeText, isOwnFile, type Report } from '../code/codeFinding';
import { projectLanguageOf, scanProjectCode } from '../code/projectCode';
import type { ProjectLanguage } from '../code/projectLanguages';
import type { Looking } from '../looking';
import { shownPath } from '../onFile';
import { isBelow, pathsOf } from '../script/folders';
import { localModule } from '../script/localModules';
import type { CodeBounds } from '../script/lookDepth';
import { provenanceOf } from '../script/provenance';
import { readOnce } from '../script/textCache';
import { type CodeCall, codeReport } from './codeEffects';
import { isCodeFile } from './codeFiles';
import { withGivenWords } from './givenWords';
import { type Arg, DECODED, literalArg, REMOTE, SECRET } from './value';

/** UTF-8 of the longest file of code that is looked into. */
const MOST_BYTES = 1024 * 1024;
/** A file that is started by itself, for an interpreter that isn't known. */
const UNKNOWN_LANGUAGE = 'unknown';
/** Those of which only plain code is understood. */
const OTHERS = /^(?:ruby|perl|php|lua|r)$/;
/** How far what a file loads is followed, and how far that goes where it is the project's own as it was. */
const DEEPEST = 4;
const DEEPEST_TRUSTED = 1;

const scans = new Map<string, (text: string) => readonly CodeFinding[]>();

/** What code shows, read once a text. */
function findingsIn(
  language: ProjectLanguage,
  text: string,
  as: 'loaded' | 'run' | 'both',
  words?: readonly string[],
): readonly CodeFinding[] {
  const options = { isRun: as !== 'loaded', isLoaded: as !== 'run', words };
  if (words !== undefined && words.length > 0) return scanProjectCode(language, text, options);
  const key = `${language} ${as}${words === undefined ? '' : ' alone'}`;
  let scan = scans.get(key);
  if (scan === undefined) {
    scan = readOnce((each) => scanProjectCode(language, each, options));
    scans.set(key, scan);
  }
  return scan(text);
}

/**
 * A file of code of the workspace is run by an interpreter: what it shows counts, with what it loads of the project, and
 * what it does with the words it is given, where these are told.
 */
export function runCode(call: CodeCall, file: string, language: string, words?: readonly Arg[]): void {
  // What the project's own script runs, as `npm test` does, is what its tools load.
  lookInto(call, file, { isRun: !call.isTrusted, words, language, depth: 0, bounds: call.looking.depth.run });
  lookIntoChanged(call, 'run.file', path.dirname(file));
}

/** Programs that read code and run none of it. */
const RUNS_NOTHING =
  /^(?:tsc|tsgo|vue-tsc|tsc-alias|biome|oxlint|oxfmt|dprint|ruff|black|isort|pyright|gofmt|shfmt|clang-format|sort-package-json)$/;
/** What they run is looked into by itself. */
const RUNS_SCRIPTS = /^(?:npm|cnpm|pnpm|yarn|yarnpkg|bun|node|concurrently|conc|npm-run-all|run-[sp])$/;
const IS_RUN = /^run\.(?:tests|build|tool|packageScript|makeTarget|module|file)$/;
/** What checkers load of a project: their settings, and what these load. */
const IS_SETTINGS =
  /(?:^|[/\\])[^/\\]*(?:config|rc\.|conftest|plugin|preset|rules?\b|formatter|parser|processor)[^/\\]*(?:$|[/\\])|(?:^|[/\\])\.[^/\\]*$/i;

/** Tools of the project run: whatever this task wrote in the folder may be loaded by them. */
export function lookIntoChanged(call: CodeCall, detail: string, folder: string): void {
  const { looking, name } = call;
  const { history } = looking.situation;
  if (history === undefined || !IS_RUN.test(detail) || RUNS_NOTHING.test(name)) return;
  if (detail === 'run.packageScript' && RUNS_SCRIPTS.test(name)) return;
  const isChecker = detail === 'run.tool';
  // Packages of one repository load each other.
  const root = looking.situation.roots.find((each) => isBelow(folder, each)) ?? folder;
  const key = isChecker ? `${root}\0${call.part.text}` : root;
  if (looking.depth.tools.has(key) || looking.depth.tools.has(root)) return;
  looking.depth.tools.add(key);
  const before = new Set(call.state.writtenPaths());
  for (const [file, by] of Object.entries(history.changed)) {
    if (by === 'person' || !isBelow(file, root)) continue;
    const isLoaded = isCodeFile(file) && (!isChecker || IS_SETTINGS.test(file) || isNamed(call, file));
    if (!isLoaded && !isNamedBySettings(file, looking)) continue;
    // Whatever it is called, what settings name is loaded by a tool of that language.
    const language = isLoaded ? '' : PYTHON_TOOL.test(name) ? 'python' : 'javascript';
    lookInto(call, file, { isRun: false, language, depth: 0, bounds: looking.depth.loaded });
  }
  asOfTools(call, before);
}

/** What files that may be loaded may write: it isn't told that any of it happens. */
function asOfTools({ state }: CodeCall, before: ReadonlySet<string>): void {
  for (const file of state.writtenPaths()) {
    const written = state.written(file);
    if (written === undefined || before.has(file) || (written.taint & (REMOTE | DECODED)) !== 0) continue;
    state.didWrite(file, { ...written, isMaybe: true }, false);
  }
}

const PYTHON_TOOL =
  /^(?:py\w*|python[\d.]*|mypy|dmypy|flake8|tox|nox|ruff|black|coverage|sphinx-\w+|mkdocs|uv|poetry)$/;
/** What holds data, styles or prose is loaded as no code. */
const IS_DATA = /\.(?:json5?|jsonc|ya?ml|toml|ini|cfg|env|md|txt|lock|css|scss|less|html?|svg|png|snap|csv|xml|rc)$/i;
const MAY_NAME = /(?:rc|config|\.(?:json5?|jsonc|ya?ml|toml|ini|cfg))$/i;
const LONGEST_SETTINGS = 64 * 1024;

/** Whether settings that this task changed have a tool load a file: `"globalSetup": "./setup"`. */
function isNamedBySettings(file: string, { situation, disk }: Looking): boolean {
  if (IS_DATA.test(file) && !/\.txt$/i.test(file)) return false;
  const stem = path.basename(file).replace(/\.\w+$/, '');
  return Object.keys(situation.history?.changed ?? {}).some((settings) => {
    if (!MAY_NAME.test(settings) || settings === file) return false;
    const text = disk.text(settings, LONGEST_SETTINGS) ?? '';
    const at = text.indexOf(`/${stem}`);
    return at >= 0 && /^(?:\.\w+)?["'\s,\]]/.test(`${text.slice(at + stem.length + 1)} `);
  });
}

/** Its settings may have any name. */
function isNamed({ args }: CodeCall, file: string): boolean {
  const name = path.basename(file);
  return args.some(({ text }, index) => text?.endsWith(name) === true && /^-/.test(`${args[index - 1]?.text}${text}`));
}

/** A folder that was downloaded holds what nobody listed, and tools that work in it run that. */
export function tellDownloaded(call: CodeCall, folder: string): void {
  const { looking } = call;
  const { history, roots } = looking.situation;
  if (history === undefined || roots.includes(folder) || provenanceOf(folder, looking) !== 'downloaded') return;
  const standsIn = shownPath(folder, looking.situation);
  call.emit('run', standsIn, {
    detail: 'run.downloaded',
    says: `runs what is in ${standsIn}, which came from the network in this task`,
  });
}

interface Look {
  /** It is run as it is, not loaded by something else. */
  readonly isRun: boolean;
  /** On the command line, for what is run. */
  readonly words?: readonly Arg[] | undefined;
  /** Of the interpreter, where the name of the file doesn't tell. */
  readonly language: string;
  readonly depth: number;
  readonly bounds: CodeBounds;
}

function lookInto(call: CodeCall, file: string, look: Look): void {
  const { looking } = call;
  // Where it works counts for what is run, and for what that loads.
  const where = look.bounds === looking.depth.run ? call.folders?.join('\0') : '';
  if (!look.bounds.isNew(`${file}\0${where}`)) return;
  const provenance = provenanceOf(file, looking);
  if (provenance === 'outside') return;
  const isTrusted = provenance === 'starting' || provenance === 'person';
  const standsIn = shownPath(file, looking.situation);
  if (provenance === 'downloaded') downloaded(call, standsIn, file);
  const language = languageOf(file, look.language);
  if (language === undefined && (isTrusted || !OTHERS.test(look.language))) {
    if (
      !isTrusted &&
      look.language === UNKNOWN_LANGUAGE &&
      looking.disk.text(file, MOST_BYTES)?.includes('\0') === false
    )
      call.unknown('script.language', standsIn, `runs ${standsIn}, which is in a language that isn't looked into`);
    return;
  }
  looking.paths.add(file);
  looking.scripts.add(file);
  const text = looking.disk.text(file, MOST_BYTES);
  if (text === undefined || !look.bounds.take(text.length)) {
    if (!isTrusted && looking.disk.kind(file) === 'file')
      call.unknown('script.beyond', standsIn, `runs ${standsIn}, which is more code than is looked through`);
    return;
  }
  const { folders } = call;
  try {
    looking.budget.payingFor(isTrusted, () => {
      if (language === undefined)
        call.within({ standsIn, isTrusted }, () => call.code(look.language, literalArg(text, call.part)));
      else tell(call, { file, text, language, standsIn, isTrusted }, look);
    });
  } catch (error) {
    // What the project's own code does beyond this it did before.
    if (!(error instanceof TooMuchTrustedError)) throw error;
  }
  call.folders = folders;
}

/** The interpreter decides, whatever the file is called. */
function languageOf(file: string, interpreter: string): ProjectLanguage | undefined {
  const byName = projectLanguageOf(file);
  if (interpreter === 'python') return 'python';
  if (interpreter === 'javascript') return byName === undefined || byName === 'python' ? 'javascript' : byName;
  return interpreter === UNKNOWN_LANGUAGE ? undefined : byName;
}

interface CodeFile {
  readonly file: string;
  readonly text: string;
  readonly language: ProjectLanguage;
  readonly standsIn: string;
  readonly isTrusted: boolean;
}

function tell(call: CodeCall, { file, text, language, standsIn, isTrusted }: CodeFile, look: Look): void {
  const { looking } = call;
  const isRun = look.isRun && !isTrusted;
  const known = isRun ? knownWords(look.words) : undefined;
  const findings = findingsIn(language, text, isRun ? (mayLoadItself(file, text) ? 'both' : 'run') : 'loaded', known);
  const report = codeReport(call, language === 'python' ? 'python' : 'javascript');
  for (const finding of findings) {
    const own = fromItsFolder(finding, file, looking);
    call.within({ standsIn, isTrusted }, () => {
      if (isRun)
        for (const each of look.words === undefined ? [own] : withGivenWords(own, look.words)) reportRun(report, each);
      else reportLoaded(call, report, own, { isTrusted, isOfRun: look.bounds === looking.depth.run });
    });
  }
  if (look.depth >= (isTrusted ? DEEPEST_TRUSTED : DEEPEST)) return;
  for (const finding of findings) {
    const loaded = localModule(finding, file, looking);
    if (loaded !== undefined)
      lookInto(call, loaded, { ...look, isRun: false, words: undefined, depth: look.depth + 1 });
  }
}

/** The words, where all of them are told and none may stand for several. */
function knownWords(words: readonly Arg[] | undefined): readonly string[] | undefined {
  const known = words?.flatMap(({ text, isPattern, taint }) =>
    text === undefined || isPattern || taint !== 0 ? [] : [text],
  );
  return known?.length === words?.length ? known : undefined;
}

/** Whether it names itself where modules are named: then it is called by what it loads, which is itself. */
function mayLoadItself(file: string, text: string): boolean {
  const stem = path.basename(file).replace(/\.\w+$/, '');
  return text
    .split('\n')
    .some(
      (line) => line.includes(stem) && line.split(/[^\w-]+/).includes(stem) && /\b(?:import|from|require)\b/.test(line),
    );
}

function downloaded(call: CodeCall, standsIn: string, file: string): void {
  call.emit('run', standsIn, {
    detail: 'run.downloaded',
    says: `runs ${path.basename(file)}, which came from the network in this task`,
  });
}

/** A path that begins where the code stands is told as one of the folder it stands in. */
function fromItsFolder(finding: CodeFinding, file: string, looking: Looking): CodeFinding {
  const { dirname, join } = pathsOf(looking.situation);
  const placed = (text: CodeText): CodeText =>
    isOwnFile(text) ? { ...text, text: file, isLikely: false } : below(text);
  const below = (text: CodeText): CodeText =>
    text.isLikely && /^(?:\.[/\\])?\.\.(?:[/\\]|$)/.test(text.text ?? '')
      ? { ...text, text: join(dirname(file), text.text ?? ''), isLikely: false }
      : text;
  switch (finding.kind) {
    case 'command':
      return { ...finding, words: finding.words.map(placed), ...(finding.cwd && { cwd: placed(finding.cwd) }) };
    case 'cwd':
    case 'read':
    case 'write':
    case 'edit':
    case 'delete':
    case 'folder':
      return { ...finding, file: placed(finding.file) };
    default:
      return finding;
  }
}

/** The file that is run as it is: what it does counts as in a command, unless that is what programs are for. */
function reportRun(report: Report, finding: CodeFinding): void {
  switch (finding.kind) {
    // What it loads is looked into by itself.
    case 'module':
    case 'environment':
    case 'names':
      return;
    case 'effect':
      if (finding.detail !== 'database.laterRows') report(finding);
      return;
    case 'file':
    case 'modules':
      if (/^(?:[/\\~]|[A-Za-z]:)/.test(finding.file.text ?? '') && !finding.file.isLikely) report(finding);
      return;
    default:
      report(finding);
  }
}

interface Loaded {
  readonly isTrusted: boolean;
  /** By a file that is run as it is, not by a tool. */
  readonly isOfRun: boolean;
}

/**
 * Code that something else loads, or that the project had: it isn't told whether all of it runs, and with what. Only what
 * no program should do counts, what would be held as a command, and what this task wrote so that it can't be told.
 */
function reportLoaded(call: CodeCall, report: Report, finding: CodeFinding, { isTrusted, isOfRun }: Loaded): void {
  switch (finding.kind) {
    case 'shell':
    case 'command':
      if (!isTrusted && isWrittenOut(finding)) report(finding);
      else ofCommands(call, () => report(finding));
      return;
    case 'code':
      if (finding.text.text === undefined && (!isTrusted || finding.text.taint !== 0)) report(finding);
      return;
    case 'effect':
      // It was looked at when it was written, and running it changes no more of it.
      if (/^change\.(?:authentication|tls)$/.test(finding.detail)) return;
      // Tests, and what answers requests, work on the database that they are given.
      if (finding.detail !== 'database.laterRows' && (isOfRun || finding.detail !== 'database.later')) report(finding);
      return;
    case 'unknown':
      report(finding);
      return;
    case 'read':
    case 'write':
    case 'edit':
    case 'delete':
    case 'folder':
      ofCommands(call, () => report(finding), finding.kind === 'read');
      return;
    case 'request':
      if ((finding.url.taint & SECRET) !== 0) report(finding);
      return;
    default:
      return;
  }
}

/** All of it stands in the code: it is a command as any other. */
function isWrittenOut(finding: CodeFinding): boolean {
  const isKnown = ({ text, isLikely }: CodeText) => text !== undefined && !isLikely;
  return finding.kind === 'shell' ? isKnown(finding.text) : finding.kind === 'command' && finding.words.every(isKnown);
}

/** What of it is known only when it runs is ordinary, and so is what lies in the project. */
function ofCommands(call: CodeCall, run: () => void, isRead = false): void {
  for (const effect of call.apart(() => call.within({ isTrusted: true }, run))) {
    const { kind, detail = '', place } = effect;
    if (/\.unknown(?:Path|Host)$/.test(detail) || kind === 'listen' || detail === 'read.environment') continue;
    const isInside = place?.area === 'workspace' || place?.area === 'temp';
    if (isRead && (isInside || place?.isSecret !== true)) continue;
    call.add(effect);
  }
}
