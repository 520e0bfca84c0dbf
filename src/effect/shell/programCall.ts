import path from 'node:path';
import { scanCode } from '../code/scanCode';
import type { Effect, EffectKind, Part } from '../effect';
import { locate } from '../locate';
import type { Looking } from '../looking';
import { resolveArg } from '../paths';
import type { Area, Place } from '../place';
import { sliceArg } from '../programs/grammar';
import type { Call, Emitted, Role, Standing } from '../programs/program';
import { findProgram } from '../programs/registry';
import { noteInstalled, noteLoaded } from '../script/loadedFiles';
import { lookAtUrl } from '../url';
import { applyGrammar } from './applyGrammar';
import { checkArithmeticArg } from './arithmetic';
import { takeCare } from './builtinCare';
import { codeDepth, codeReport } from './codeEffects';
import type { Range, Runner, Scope } from './evaluation';
import { type FileCall, fileEffects, isOwn, isOwnOrGenerated } from './fileEffects';
import { listed } from './listings';
import { lookIntoChanged, tellDownloaded } from './lookIntoCode';
import { honest } from './natures';
import { asTrusted, type Origin, partOf, standsIn } from './origin';
import { runInstalled } from './packagePrograms';
import { isOwnScript, lookIntoNamed, type RunningCall, runFile, runUnknown } from './runFiles';
import { type Frame, isSwitchAlone, type ShellState } from './state';
import {
  type Arg,
  CHANGED,
  DECODED,
  type Flow,
  literalArg,
  type Nature,
  NO_INPUT,
  REMOTE,
  SECRET,
  type Taint,
} from './value';
import { lookIntoWritten } from './writtenCode';

const PROGRAM_FOLDERS =
  /^(?:\/usr)?(?:\/local)?\/s?bin\/|^\/opt\/(?:homebrew|local)\/s?bin\/|^\/snap\/bin\/|^\/run\/current-system\/sw\/bin\//;
const MANIFEST =
  /(?:^|[\\/])(?:package\.json|[\w.-]*requirements[\w.-]*\.txt|pyproject\.toml|setup\.(?:py|cfg)|Pipfile|environment\.ya?ml|Gemfile|composer\.json|go\.mod|Cargo\.toml|mix\.exs|pubspec\.yaml|Podfile)$/;

/** One command: finds the program, parses its arguments by its own grammar, and says what it does. */
export class ProgramCall implements RunningCall, FileCall {
  name = '';
  args: readonly Arg[] = [];
  taint: Taint;
  folders: readonly string[] | undefined;
  part: Part;
  readonly state: ShellState;
  readonly inherited: Readonly<Record<string, string>>;
  #frame: Frame;
  #sentTo: string | undefined;
  readonly wrote = new Set<string>();
  readonly looking: Looking;
  source: string | undefined;
  /** The file of code that it runs: what stands behind it is for that. */
  #script: Arg | undefined;
  readonly lookedInto = new Set<string>();

  constructor(
    private readonly runner: Runner,
    private readonly words: readonly Arg[],
    private readonly scope: Scope,
    readonly stdin: Flow,
    private readonly range: Range,
  ) {
    this.state = scope.state;
    this.looking = runner.looking;
    this.inherited = runner.looking.situation.environment;
    this.folders = scope.state.folders;
    this.taint = stdin.taint;
    this.part = partOf(range, scope.frame);
    this.#frame = scope.frame;
    runner.looking.parts.push(this.part);
    if (runner.looking.situation.taint !== undefined) {
      const given = words.map(({ text, raw }) => text ?? raw);
      runner.looking.calls.push({ part: this.part, words: given, folders: this.folders });
    }
  }

  run(): Flow {
    const [first, ...args] = this.words;
    if (first === undefined) return NO_INPUT;
    this.args = args;
    for (const arg of args) this.taint |= arg.taint;
    if (first.text === undefined || first.isPattern || first.text === '') {
      if ((first.taint & REMOTE) !== 0)
        this.emit('run', 'downloaded text', { detail: 'run.remote', says: 'runs what it downloaded as a command' });
      else if ((first.taint & DECODED) !== 0)
        this.emit('run', 'decoded text', { detail: 'run.decoded', says: 'runs decoded text as a command' });
      else if (!isSwitchAlone(first, this.state)) runUnknown(this, first);
      return this.out();
    }
    const isFile = this.#resolveName(first.text);
    const program = findProgram(this.name);
    if (isFile && isOwnScript(this, first)) return this.out();
    if (!isFile && runInstalled(this, program !== undefined)) return this.out();
    if (program === undefined) {
      if (isFile) return this.out();
      this.unknown('program.unknown', this.name, `runs \`${this.name}\`, which is not a known program`);
      lookIntoNamed(this);
      return this.out();
    }
    takeCare(this, args);
    const { folders } = this;
    const { looking } = this.runner;
    const told = honest(applyGrammar(this, program, args, this.name), this.name, args, folders, looking);
    const flow = listed(told, { name: this.name, args, folders, state: this.state, looking });
    this.#passOn();
    this.#tellSecret();
    return flow;
  }

  /** What the project's own code runs of what this task wrote is no more trusted than the task. */
  untrustedIf(taint: Taint, run: () => void): void {
    if (this.isTrusted && (taint & CHANGED) !== 0) this.within({ isTrusted: false }, run);
    else run();
  }

  #tellSecret(): void {
    if ((this.taint & SECRET) !== 0 && this.#sentTo !== undefined)
      this.emit('upload', this.#sentTo, { detail: 'upload.secret', says: `sends a secret to ${this.#sentTo}` });
  }

  /** Into what it wrote went whatever it was given, in whichever order that was seen. */
  #passOn(): void {
    for (const file of this.wrote) {
      const written = this.state.written(file);
      if ((this.taint & REMOTE) !== 0) this.looking.downloads.add(file);
      if (written !== undefined && (written.taint | this.taint) !== written.taint)
        this.state.didWrite(file, { text: written.text, taint: written.taint | this.taint }, false);
    }
  }

  /** Sets the base name; true when the program is a file of its own that is run. */
  #resolveName(text: string): boolean {
    const { situation } = this.runner.looking;
    const isWindows = situation.platform === 'windows';
    const slashed = isWindows ? text.replaceAll('\\', '/') : text;
    const base = slashed.slice(slashed.lastIndexOf('/') + 1);
    const bare = isWindows ? base.replace(/\.(?:exe|cmd|bat|com)$/i, '') : base;
    // Where names differ only in case they are one program.
    this.name = situation.isCaseSensitive ? bare : bare.toLowerCase();
    if (!slashed.includes('/')) {
      this.looking.programs.add(text);
      return false;
    }
    if (slashed.startsWith('/')) this.looking.programs.add(text);
    if (PROGRAM_FOLDERS.test(path.posix.normalize(slashed))) return false;
    const arg = this.words[0];
    if (arg !== undefined) this.runFile('program', arg);
    return true;
  }

  get isTrusted(): boolean {
    return this.#frame.origin?.isTrusted === true;
  }

  within(standing: Standing, run: () => void): void {
    const frame = this.#frame;
    const { part, taint } = this;
    const sentTo = this.#sentTo;
    const origin = this.#standing(standing);
    this.#frame = { ...frame, origin };
    this.part = { start: origin.start, end: origin.end, text: part.text, ...standsIn(origin) };
    this.#sentTo = undefined;
    run();
    this.#tellSecret();
    this.#frame = frame;
    this.part = part;
    this.taint = taint;
    this.#sentTo = sentTo;
  }

  apart(run: () => void): readonly Effect[] {
    return this.runner.apart(run);
  }

  add(effect: Effect): void {
    this.runner.add(effect);
  }

  mayListDashes(): boolean {
    const { folders, runner } = this;
    return (
      folders === undefined ||
      folders.some((folder) => runner.looking.disk.list(folder).some((name) => name.startsWith('-'))) ||
      this.state.writtenPaths().some((file) => /[\\/]-[^\\/]*$/.test(file))
    );
  }

  emit(kind: EffectKind, target: string, { detail, says, place, certainty = 'certain' }: Emitted): undefined {
    if ((kind === 'upload' || kind === 'fetch' || kind === 'gitRemote') && !/\.(?:local|registry)\b/.test(detail))
      this.#sentTo = target;
    if (kind === 'run' || kind === 'install') noteLoaded(this.name, this.folders ?? [], this.part, this.looking);
    if (detail === 'install.manifest') noteInstalled(this.name, this.folders ?? [], this.part, this.looking);
    // What the command line itself wrote down is not what the project listed.
    const isListedHere =
      detail === 'install.manifest' &&
      this.state.writtenPaths().some((file) => MANIFEST.test(file) && this.state.written(file)?.isBuilt !== true);
    this.runner.add(
      asTrusted(
        {
          kind,
          target,
          part: this.part,
          certainty,
          program: this.name,
          detail: isListedHere ? 'install.named' : detail,
          says: isListedHere ? 'installs what the same command wrote down to be installed' : says,
          place,
        },
        this.#frame.origin,
      ),
    );
  }

  unknown(detail: string, target: string, says: string): undefined {
    this.emit('unknown', target, { detail, says, certainty: 'possible' });
  }

  runHere(detail: string, target: string, says?: string): undefined {
    const { looking } = this.runner;
    if (this.folders === undefined) {
      this.unknown('value.folder', target, "runs code in a folder that can't be told");
      return;
    }
    this.lookIntoWritten(target);
    for (const folder of this.folders) {
      const place = locate(folder, looking.situation, looking.disk);
      // In a temporary folder that this task made there is only what it put there.
      const isOurs = place.area === 'temp' && isOwn(this, place);
      this.emit('run', target, {
        detail: isOurs && !/\.(?:remote|decoded|reverseShell)$/.test(detail) ? 'run.own' : detail,
        place,
        ...(says === undefined ? {} : { says }),
      });
      if (place.area !== 'workspace') continue;
      tellDownloaded(this, place.path);
      lookIntoChanged(this, detail, place.path);
    }
  }

  lookIntoWritten(target: string): void {
    lookIntoWritten(this, target);
  }

  file(role: Role, arg: Arg, detail?: string): undefined {
    const { text } = arg;
    if (role === 'file') {
      this.runFile('program', arg);
      return;
    }
    if (role !== 'read') {
      fileEffects(this, role, arg, detail);
      return;
    }
    if (text === '-') return;
    const scheme = /^(?:(https?|ftps?|sftp|s3|gs|rtmps?|tcp|udp)|file):\/\//i.exec(arg.head);
    // What reads a file may as well take an address.
    if (scheme?.[1] !== undefined) this.request(arg, false);
    else fileEffects(this, role, scheme === null ? arg : sliceArg(arg, scheme[0].length), detail);
  }

  isOwnOrGenerated(arg: Arg): boolean {
    return isOwnOrGenerated(this, arg);
  }

  request(arg: Arg, isUpload: boolean, says?: string): void {
    const text = arg.text ?? arg.head;
    const withScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(text)
      ? text
      : /^[a-z][a-z0-9+-]+:(?!\d)/i.test(text)
        ? text
        : `http://${text}`;
    const isHostKnown = arg.text !== undefined || /^[a-z]+:\/\/[^/@\\?#]+\/|^[^/:@\\?#]+(?::\d+)?\//i.test(text);
    if (!isHostKnown) {
      this.emit(isUpload ? 'upload' : 'fetch', arg.unknown?.name ?? arg.raw, {
        detail: isUpload ? 'upload.unknownHost' : 'fetch.unknownHost',
        certainty: 'possible',
      });
      return;
    }
    const { host, nature, why } = lookAtUrl(withScheme);
    const kind = isUpload ? 'upload' : 'fetch';
    // What is put together from elsewhere may tell a registry more than what is asked.
    const isAsked = nature === 'registry' && !isUpload && arg.text !== undefined && (arg.taint & SECRET) === 0;
    const detail =
      nature === 'local' || nature === 'odd' || isAsked ? `${kind}.${nature}` : isUpload ? 'upload.send' : 'fetch.get';
    const reason = says ?? (why === undefined ? undefined : `requests ${host}, which ${why}`);
    this.emit(kind, host, { detail, ...(reason === undefined ? {} : { says: reason }) });
    if (nature !== 'local') this.taint |= REMOTE;
  }

  command(args: readonly Arg[], input: Flow = this.stdin): Flow {
    // These run a builtin in this very shell: what it sets stays.
    if (this.name === 'command' || this.name === 'builtin')
      return this.runner.program(args, { ...this.scope, frame: this.#frame }, input, this.range);
    const state = this.state.copy();
    state.folders = this.folders;
    state.doubtFunctions();
    const flow = this.runner.program(args, { ...this.scope, state, frame: this.#frame }, input, this.range);
    this.state.keepWritten(state);
    return flow;
  }

  script(text: Arg, positional: readonly Arg[] = [], standing: Standing = {}): Flow {
    if (text.text === undefined) return this.opaque(text.taint, text.raw);
    const state = this.state.child((name) => name in this.inherited);
    state.folders = this.folders;
    state.positional = positional;
    if (standing.file !== undefined) state.standsIn(standing.file);
    // Only functions that were exported are there.
    state.doubtFunctions();
    const flow = this.runner.text(
      text.text,
      state,
      { source: text.text, origin: this.#standing(standing) },
      this.stdin,
    );
    this.state.keepWritten(state);
    return flow;
  }

  evaluate(text: Arg, standing: Standing = {}): Flow {
    if (text.text === undefined) return this.opaque(text.taint, text.raw);
    // It runs after this statement, and after every later one; within a trap, here.
    if (this.name === 'trap') {
      this.state.traps = [...new Set([...this.state.traps, text.text])];
      if (this.state.setElsewhere === undefined) return this.out('');
    }
    return this.runner.text(text.text, this.state, { source: text.text, origin: this.#standing(standing) }, this.stdin);
  }

  codeFromInput(language: string): Flow {
    const { text, taint } = this.stdin;
    if (text === undefined) return this.opaque(taint, this.stdin.from);
    const arg: Arg = { ...literalArg(text, this.part), taint };
    if (language === 'sh') return this.script(arg);
    this.code(language, arg);
    return this.out();
  }

  #standing(standing: Standing): Origin {
    return { start: this.range.pos, end: this.range.end, ...this.#frame.origin, ...standing };
  }

  opaque(taint: Taint, name: string): Flow {
    const all = taint | (name === this.stdin.from ? this.stdin.taint : 0);
    if ((all & REMOTE) !== 0)
      this.emit('run', 'downloaded text', { detail: 'run.remote', says: 'runs code it just downloaded' });
    else if ((all & DECODED) !== 0)
      this.emit('run', 'decoded text', { detail: 'run.decoded', says: 'runs code it just decoded' });
    else this.untrustedIf(all, () => this.unknown('value.script', name, "runs code that can't be told beforehand"));
    return this.out();
  }

  code(language: string, text: Arg): void {
    if (text.text === undefined) {
      this.opaque(text.taint, text.raw);
      return;
    }
    const { text: source } = text;
    const given = this.args.findIndex((arg) => arg.raw === text.raw || arg.text === '-');
    const at = given < 0 && this.#script !== undefined ? this.args.indexOf(this.#script) : given;
    const isAll = at < 0 && this.#script === this.words[0] && this.#script !== undefined;
    const after = (at < 0 ? (isAll ? this.args : []) : this.args.slice(at + 1)).map((arg) =>
      arg.isPattern ? undefined : arg.text,
    );
    const before = this.source;
    this.source = language === 'python' && (text.taint & (REMOTE | DECODED)) === 0 ? source : undefined;
    codeDepth(this.runner, () =>
      scanCode(language, source, codeReport(this, language), this.runner.looking.budget, after),
    ) ?? this.unknown('code.opaque', language, `runs ${language} code within code, too deep to look through`);
    this.source = before;
  }

  runFile(language: string, arg: Arg): void {
    this.#script ??= arg;
    runFile(this, this.runner.looking, language, arg);
  }

  placeOf(file: string): Place | undefined {
    return locate(file, this.runner.looking.situation, this.runner.looking.disk);
  }

  areaOf(arg: Arg): Area | undefined {
    if (arg.text === undefined && arg.head === '' && arg.unknown?.nature === 'paths') return 'workspace';
    const { places, unknown } = resolveArg(arg, this.folders, this.runner.looking);
    const [first] = places;
    return unknown === undefined && places.every(({ place }) => place.area === first?.place.area)
      ? first?.place.area
      : undefined;
  }

  resolve(arg: Arg): readonly string[] | undefined {
    const { places, unknown } = resolveArg(arg, this.folders, this.runner.looking);
    return unknown === undefined ? places.map(({ place }) => place.path) : undefined;
  }

  textOf(arg: Arg): string | undefined {
    const [at] = resolveArg(arg, this.folders, this.runner.looking).places;
    if (at === undefined) return undefined;
    const written = this.state.written(at.place.path);
    return written === undefined ? this.runner.looking.disk.text(at.place.path, 64 * 1024) : written.text;
  }

  kindOf(arg: Arg): ReturnType<Call['kindOf']> {
    const { places } = resolveArg(arg, this.folders, this.runner.looking);
    const [at, ...more] = places;
    return at === undefined || more.length > 0 ? undefined : this.runner.looking.disk.kind(at.place.path);
  }

  compute(text: Arg): void {
    checkArithmeticArg(text, this.scope, this.range);
  }

  expandAgain(text: Arg): void {
    if (text.text !== undefined) this.runner.expandText(text.text, this.scope, this.range);
  }

  environment(name: string, value: Arg | undefined): void {
    this.runner.environment(name, value, this.range, this.scope.frame);
  }

  didDeclareLocal(): void {
    this.runner.didDeclareLocal();
  }

  out(text?: string, nature: Nature = 'any'): Flow {
    return { text, taint: this.taint, nature, from: `the output of ${this.name}` };
  }
}
