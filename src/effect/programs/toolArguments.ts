import { either, namesIn } from '../names';
import type { Place } from '../place';
import type { Arg } from '../shell/value';
import { sliceArg } from './grammar';
import type { Call, Role } from './program';

/** What an option's value is, told by its name without dashes and in lower case: `--coverage-dir` is `coveragedir`. */
const OUTPUT = new RegExp(
  `^(?:${either([
    'o dest destination dist out html log reports? \\w*out junit(?:xml|file)? outfile \\w*output(?:s|file|dir\\w*|path)?',
    'out\\w*(?:dir\\w*|file|path) \\w*(?:log|cache|report|coverage|profile?|dump|trace|data|dist|temp)(?:dir\\w*|file|location|path)',
    'targetdir artifactdir destdir distpath distdir builddir workdir savepath \\w*resultsdir\\w* packdestination',
    'generatetrace tsbuildinfofile declarationdir outputroot derivedatapath reporterdestination',
  ])})$`,
);
const LOADED = new RegExp(
  `(?:${either([
    'require import loader plugins? presets? register preload config\\w* settings setup\\w* reporters? formatter format',
    'parser resolver runner transform\\w* environment env rulesdir rulesets? rules ruledir relativeto customsyntax',
    'bootstrap autoload\\w* initscript addon extension helper template rcfile toolchain\\w* overlay modulemap script',
    'use interface ui globalsetup processor doclet',
  ])})$`,
);
/** Text that may look like a path: a place on a site, a pattern, the name of a test. */
const TEXT = new RegExp(
  `^(?:${either([
    'base(?:href|url|path)? publicpath deployurl urlprefix pathprefix rootpath route mount endpoint',
    'n k g grep invert fgrep filter \\w*pattern \\w*name match only skip exclude example description message',
  ])})$`,
);
const RUN_AT_ONCE = /(?:require|import|loader|plugins?|preload|register|bootstrap)$/;
const COMMAND = new RegExp(
  `^(?:${either([
    'exec\\w* gcov(?:tool|executable) cmd command on(?:\\w*(?:success|failure|error|change|exit|end|finish)) launcher \\w*launcher wrapper',
    '(?:pre|post|before|after|test|build|run)(?:run|exec|build|test|version)?(?:command|cmd) shellcommand runner? pgmf',
  ])})$`,
);
/** Files that a tool runs, where a short option names one. */
const IS_CODE = /[/\\][^/\\]*\.(?:[cm]?[jt]sx?|py|rb|php|lua|pl|pm|sh|exs?|kts|gradle|groovy|so|dylib|dll|jar)$/;
const HOST =
  /^(?:\w+\.)?(?:host|hostname|bind|bindaddress|binding|address|addr|ip|interface|listen|uihost|serveraddress)$/;
const LOCAL_HOST = /^(?:\w+:\/\/)?(?:localhost|127(?:\.\d+){3}|\[?::1\]?|unix:\S+|\S*\.sock)(?::\d+)?\/?$/;
/** Where systems keep programs, headers and libraries: naming one is no wish to change it. */
const INSTALLED = /^(?:\/usr|\/opt|\/lib\d*|\/bin|\/nix|\/System|\/Library|\/Applications)(?:\/|$)/;
/** Options that make a checker change the files it checks. */
const CHANGES_FILES = /^--?(?:fix\w*|write|in-?place|inplace|apply|auto-?correct\w*|reformat|i|w|a|A)$/;

export interface Looked {
  /** Those looked at; without it, all. */
  readonly args?: readonly Arg[];
  /** What operands are to the tool. Without it they are read, or changed where an option says so. */
  readonly operands?: Role;
  /** More options whose value is the address it listens at. */
  readonly hosts?: string;
}

/**
 * Arguments of a tool that works on the project, whatever the tool: they may name code or settings from elsewhere, a
 * place elsewhere to write to, another host, or a command. What stays in the project has no effect of its own.
 */
export function lookAtArguments(call: Call, { args = call.args, operands, hosts = '' }: Looked = {}): undefined {
  const role = operands ?? (args.some((arg) => CHANGES_FILES.test(arg.text ?? '')) ? 'edit' : 'read');
  const isHost = new Set(namesIn(hosts));
  let before: string | undefined;
  for (const [index, arg] of args.entries()) {
    const name = before;
    before = undefined;
    if (arg.text === undefined && arg.head === '') {
      // Names of files that the command line found itself are no matter.
      if (arg.unknown?.nature === 'any' || arg.unknown?.nature === undefined)
        call.unknown('value.option', arg.raw, `gives \`${call.name}\` ${arg.raw}, which may be any option`);
      continue;
    }
    if (!arg.head.startsWith('-') || arg.head === '-') {
      const assigned = /^([\w.-]+)=/.exec(arg.head);
      if (assigned !== null) lookAtValue(call, assigned[1] ?? '', sliceArg(arg, assigned[0].length));
      else if (name !== undefined) lookAtValue(call, name, arg, isHost.has(name), role);
      else lookAtOperand(call, arg, role);
      continue;
    }
    const colon = /^--?[\w-]+:(?=[/~.])/.exec(arg.head)?.[0].length;
    const equals = colon === undefined ? arg.head.indexOf('=') : colon - 1;
    const attached = /^-[A-Za-z](?=[/~.])/.exec(arg.head)?.[0];
    if (attached !== undefined) lookAtValue(call, attached, sliceArg(arg, 2), isHost.has(attached));
    else if (equals > 0) {
      const key = arg.head.slice(0, equals);
      lookAtValue(call, key, sliceArg(arg, equals + 1), isHost.has(key));
    } else if (arg.text === undefined) {
      // One plain word behind the option is its value: `-j$(nproc)`.
      if (arg.likely === undefined)
        call.unknown('value.option', arg.raw, `gives \`${call.name}\` ${arg.raw}, which may be any option`);
    } else {
      before = arg.text;
      const next = args[index + 1];
      if (arg.text.startsWith('--') && HOST.test(bare(arg.text)) && (next === undefined || next.head.startsWith('-')))
        call.emit('listen', 'every address of this machine', { detail: 'listen.port' });
    }
  }
  return undefined;
}

function bare(name: string): string {
  return name.replace(/^-[A-Z](?=[A-Za-z])|[-_/]/g, '').toLowerCase();
}

/** An option's value; or, where the option may be a mere flag, an operand. */
function lookAtValue(call: Call, option: string, value: Arg, isHost = false, role: Role = 'read'): void {
  const name = bare(option);
  const { text } = value;
  const inner = text === undefined ? null : /^([\w.-]+)=(?=[/~.])/.exec(text);
  if (inner !== null) {
    // `--plugin=name=path`
    const isLoaded = RUN_AT_ONCE.test(name) || COMMAND.test(name);
    lookAtValue(call, isLoaded ? option : (inner[1] ?? ''), sliceArg(value, inner[0].length));
    return;
  }
  if (isHost || HOST.test(name)) {
    if (text !== undefined && LOCAL_HOST.test(text)) call.emit('listen', text, { detail: 'listen.local' });
    else call.emit('listen', text ?? value.raw, { detail: 'listen.port' });
    return;
  }
  if (text === undefined) {
    if (value.head === '' && value.unknown?.nature === 'any')
      call.unknown('value.option', value.raw, `gives \`${call.name}\` ${option} a value that can't be told`);
    else if (/^[/~]|\.\.\//.test(value.head)) lookAtPath(call, value, 'edit');
    return;
  }
  if (name === 'envfile') loadVariables(call, value);
  else if (TEXT.test(name) && !isAddress(text)) {
    // Where the option is a mere flag, what follows may still be a file.
    if (name.length === 1 && !/^\/[^/]*\/[a-z]*$/.test(text)) lookAtPath(call, value, role);
  } else if (isAddress(text)) {
    if (RUN_AT_ONCE.test(name)) loadCode(call, value);
    else call.request(value, false);
  } else if (COMMAND.test(name) && text !== '') call.script(value);
  else if (OUTPUT.test(name)) {
    const kind = /^[a-z_-]+:(?=.)/.exec(text)?.[0] ?? '';
    writeOutput(call, kind === '' ? value : sliceArg(value, kind.length));
  } else if (LOADED.test(name) || (/^[cfprst]$/.test(name) && IS_CODE.test(text))) loadCode(call, value);
  else if (/^~|\.\.(?:\/|$)|^\//.test(text) || name === 'd')
    lookAtPath(call, value, INSTALLED.test(text) ? 'read' : 'edit');
  else {
    // `html:/srv/x`, `name,/srv/x`
    const kind = /^[\w-]+[:,](?=[/~]|\.\.\/)/.exec(text)?.[0];
    if (kind !== undefined) lookAtPath(call, sliceArg(value, kind.length), 'edit');
    else lookAtPath(call, value, role);
  }
}

function lookAtOperand(call: Call, arg: Arg, role: Role): void {
  if (arg.text !== undefined && isAddress(arg.text)) call.request(arg, false);
  else lookAtPath(call, arg, role);
}

function isAddress(text: string): boolean {
  return /^(?!file:|jar:)[a-z][a-z\d+.-]*:\/\/|^(?:data|git|ext|ssh):|^[\w.-]+@[\w.-]+:/i.test(text);
}

/** Code or settings that are loaded: a file elsewhere, or one that the same command wrote. */
export function loadCode(call: Call, value: Arg): undefined {
  if (value.text !== undefined && isAddress(value.text))
    return call.emit('run', value.text, { detail: 'run.remote', says: `loads code from ${value.text}` });
  const kind = /^[\w-]+[:,](?=[/~])/.exec(value.text ?? '')?.[0];
  if (kind !== undefined) return loadCode(call, sliceArg(value, kind.length));
  // Anything else is the name of a package that the project has.
  if (value.text === undefined || /[/\\]|\.[a-z]{1,5}$|^~/.test(value.text)) call.runFile('settings', value);
  return undefined;
}

/**
 * What a tool makes of the project: the project's own once more, so that it may be run like the project, unless
 * something else went into it.
 */
export function writeOutput(call: Call, file: Arg): undefined {
  call.file('write', file);
  for (const path of call.resolve(file) ?? [])
    call.state.didWrite(path, { text: undefined, taint: call.taint, isBuilt: true });
  return undefined;
}

/** A file of variables for the program. Those of the project are for its own programs. */
export function loadVariables(call: Call, file: Arg | undefined): undefined {
  if (file === undefined || call.areaOf(file) === 'workspace') return undefined;
  if (!call.isOwnOrGenerated(file))
    call.unknown('program.option', file.raw, `sets variables from ${file.raw}, which lies elsewhere`);
  return call.file('read', file);
}

const RUNS = /^(?:exec|run|cmd|command|shell|eval|expression|script|hook|filter|pipe|pager|editor|browser|plugins?)$/;

/** An option that a program's own list lacks: what its name says, where that is to write, to load or to run. */
export function lookAtUnlisted(call: Call, option: string, value: Arg | undefined): undefined {
  const name = bare(option);
  if (value === undefined || name.length < 2) return undefined;
  if (RUNS.test(name) || COMMAND.test(name))
    return call.unknown('program.option', option, `gives \`${call.name}\` ${option}, which may run something`);
  if (value.head.startsWith('-')) return undefined;
  if (OUTPUT.test(name)) return lookAtPath(call, value, 'write');
  return LOADED.test(name) ? loadCode(call, value) : lookForSecrets(call, [value]);
}

/** Only what is out of the ordinary: outside the project, secret or, when written, protected. */
function lookAtPath(call: Call, arg: Arg, role: Role): undefined {
  const files = call.resolve(arg);
  if (files === undefined) return call.file(role, arg);
  const isOdd = (place: Place | undefined): boolean =>
    place === undefined ||
    (place.area !== 'workspace' && place.area !== 'temp') ||
    place.isSecret ||
    (role !== 'read' && place.protectedAs !== undefined);
  return files.some((file) => isOdd(call.placeOf(file))) ? call.file(role, arg) : undefined;
}

/** Arguments of a program of the project's own: only a secret is more than its own business. */
export function lookForSecrets(call: Call, args: readonly Arg[]): undefined {
  for (const arg of args) {
    if (arg.text === undefined) continue;
    const value = arg.head.startsWith('-') ? sliceArg(arg, arg.head.indexOf('=') + 1) : arg;
    if (value.text?.startsWith('-') === true) continue;
    if (call.resolve(value)?.some((file) => call.placeOf(file)?.isSecret === true) === true) call.file('read', value);
  }
  return undefined;
}
