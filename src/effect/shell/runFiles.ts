import path from 'node:path';
import { locate } from '../locate';
import type { Looking } from '../looking';
import { nameMatcher } from '../nameMatcher';
import { resolveArg } from '../paths';
import type { Place } from '../place';
import type { Call } from '../programs/program';
import { filesMatching } from '../script/matchingFiles';
import { isOfTask } from '../script/provenance';
import { lookIntoChanged, runCode } from './lookIntoCode';
import { runText } from './lookThrough';
import type { WrittenFile } from './state';
import { type Arg, DECODED, type Flow, literalArg, REMOTE, type Taint } from './value';

export interface RunningCall extends Call {
  /** Runs code that can't be told: downloaded, decoded, or simply not known. */
  opaque(taint: Taint, name: string): Flow;
  /** What the project's own code runs of what this task wrote is no more trusted than the task. */
  untrustedIf(taint: Taint, run: () => void): void;
  /** Code of the project that this very command wrote: what is run may load it. */
  lookIntoWritten(target: string): void;
}

const LONGEST_LOOKED_INTO = 64 * 1024;
/** UTF-8 of the longest text that is looked into, and some more: what is longer says that it is. */
const MOST_BYTES = 256 * 1024;

/** A file of code is run. What stands in it counts: the workspace's own by whose text it is now, what was just written as it is. */
export function runFile(call: RunningCall, looking: Looking, language: string, arg: Arg): void {
  const { text } = arg;
  if (text === '/dev/stdin' || text === '/dev/fd/0') {
    call.codeFromInput(language === 'program' ? 'sh' : language);
    return;
  }
  if (text === undefined || (text.startsWith('/dev/fd/') && call.state.written(text) === undefined)) {
    call.opaque(arg.taint, arg.raw);
    lookIntoChangedShell(call, looking);
    if (call.isTrusted) for (const folder of call.folders ?? []) lookIntoChanged(call, 'run.file', folder);
    return;
  }
  // The other end of a pipe: what stands in that place on disk is a pipe of ours.
  const piped = text.startsWith('/dev/fd/') ? call.state.written(text) : undefined;
  if (piped !== undefined) {
    asForeign(call, looking, text, () => runWritten(call, language, text, piped));
    return;
  }
  const { places, unknown } = resolveArg(arg, call.folders, looking);
  if (unknown !== undefined) {
    call.unknown('value.file', unknown, "runs a file that can't be told beforehand");
    lookIntoChangedShell(call, looking);
  }
  for (const { place, isContents } of places) {
    // What an interpreter can't understand it prints.
    if (place.isSecret) call.emit('read', text, { detail: 'read.file', place });
    for (const file of arg.isPattern ? matchingWritten(call, place) : []) runWritten(call, language, text, file);
    const pattern = isContents ? path.join(place.path, '*') : place.path;
    const matching = looking.disk.kind(pattern) === 'missing' ? matchingFiles(call, pattern, looking) : [];
    for (const each of matching) lookInto(call, looking, language, arg, each);
    if (matching.length > 0) {
      call.emit('run', text, { detail: 'run.file', place });
      continue;
    }
    const file = writtenAt(call, looking, place);
    if (file !== undefined && !file.isOwnBuild)
      asForeign(call, looking, place.path, () => runWritten(call, language, text, file.written));
    else if (place.area === 'temp' && file === undefined) runTemporary(call, looking, language, text, place);
    else {
      call.lookIntoWritten(text);
      const isGone = file === undefined && looking.disk.kind(place.path) === 'missing';
      call.emit('run', text, {
        detail: place.area === 'temp' ? 'run.own' : 'run.file',
        place,
        ...(isGone ? { says: `runs ${text}, which is not there` } : {}),
      });
      if (place.area === 'workspace' && file === undefined) lookInto(call, looking, language, arg, place);
    }
  }
}

/** A command of which it can't be told what it is. */
export function runUnknown(call: RunningCall, first: Arg): void {
  call.untrustedIf(first.taint, () =>
    call.unknown('value.command', first.raw, "runs a command whose name can't be told"),
  );
  if (first.isPattern && /[/\\]/.test(first.text ?? '')) call.runFile('program', first);
}

/** The project's own script may look for its programs wherever it likes: there this task may have put one. */
export function lookIntoNamed(call: RunningCall): void {
  const { name, looking, isTrusted } = call;
  if (!isTrusted) return;
  for (const file of Object.keys(looking.situation.history?.changed ?? {}))
    if (path.basename(file) === name && isOfTask(file, looking)) call.runFile('program', literalArg(file, call.part));
}

/** What a file of the workspace says now. */
function lookInto(call: RunningCall, looking: Looking, language: string, arg: Arg, { path: file }: Place): void {
  looking.paths.add(file);
  looking.scripts.add(file);
  const text = looking.disk.text(file, MOST_BYTES);
  if (text === undefined && (language === 'sh' || (language === 'program' && IS_TEXT.test(file)))) {
    if (isOfTask(file, looking))
      call.unknown('script.beyond', file, `runs ${path.basename(file)}, which is no text that can be looked through`);
    return;
  }
  const at = call.args.indexOf(arg);
  // What stands behind the file is for the file.
  const isTold = at >= 0 || call.name === path.basename(file);
  if (text === undefined || !isShell(language, text)) {
    const isItself = call.name === path.basename(file) || INTERPRETER.test(call.name);
    const words = isTold && isItself ? call.args.slice(at + 1) : undefined;
    runCode(call, file, language === 'program' ? languageOf(text ?? '') : language, words);
    return;
  }
  const positional = isTold ? [arg, ...call.args.slice(at + 1)] : [];
  runText(call, { text, file, positional, isSourced: call.name === 'source' || call.name === '.' });
}

/** What stands behind the file is for the file. */
const INTERPRETER = /^(?:python[\d.]*|pypy3?|py|node|nodejs|tsx|ts-node|bun|deno)$/;

/** By their names, files that are read and not compiled. */
const IS_TEXT = /\.(?:(?:ba|z|k|da)?sh|[cm]?[jt]sx?|pyw?|rb|pl|php|lua|fish|awk|tcl|ps1)$/i;

/** The project's own script runs a file of which it isn't told which: it may be any that this task wrote. */
function lookIntoChangedShell(call: RunningCall, looking: Looking): void {
  if (!call.isTrusted) return;
  for (const file of Object.keys(looking.situation.history?.changed ?? {})) {
    if (!/(?:^|[/\\])[^/\\.]+$|\.(?:ba|z|k|da)?sh$/.test(file) || !isOfTask(file, looking)) continue;
    const text = looking.disk.text(file, MOST_BYTES);
    if (text !== undefined && isShell('program', text)) runText(call, { text, file, positional: [] });
  }
}

const OF_SCRIPTS = /(?:^|[\\/])(?:scripts?|tools?|hack|ci|\.ci|dev|etc)[\\/][^\\/]+$/;

/** A script that a project keeps where such scripts lie: whatever program has the same name, it is not that. */
export function isOwnScript(call: Call, arg: Arg): boolean {
  if (arg.text === undefined || !OF_SCRIPTS.test(arg.text) || call.areaOf(arg) !== 'workspace') return false;
  if (call.resolve(arg)?.some((file) => call.state.written(file) !== undefined) === true) return false;
  return call.kindOf(arg) === 'missing' || call.textOf(arg)?.includes('\0') === false;
}

function isShell(language: string, text: string): boolean {
  // A compiled program.
  if (language === 'program' && text.slice(0, 512).includes('\0')) return false;
  return language === 'sh' || (language === 'program' && !/^#!(?!.*\b(?:ba|da|z|k)?sh\b)/.test(text));
}

/** What the command line wrote before it ran a script of the project is not vouched for by that script. */
function asForeign(call: Call, looking: Looking, path: string, run: () => void): void {
  if (looking.depth.isForeign(path)) call.within({ isTrusted: false }, run);
  else run();
}

interface Found {
  readonly written: WrittenFile;
  /** Made by a compiler out of what was there before. */
  readonly isOwnBuild: boolean;
}

/** What the command line itself put there, or put something around it. */
function writtenAt({ state }: Call, looking: Looking, { path }: Place): Found | undefined {
  const exact = state.written(path);
  const found = (written: WrittenFile): Found => {
    const isKnown = (written.taint & (REMOTE | DECODED)) === 0 && state.writtenCode().length === 0;
    return { written, isOwnBuild: written.isBuilt === true && isKnown };
  };
  if (exact !== undefined) return found(exact);
  // In a folder that it made there is nothing but what it put there.
  for (const folder of state.writtenPaths())
    if (path.startsWith(`${folder}/`) && (looking.disk.kind(folder) === 'missing' || state.origins.isLink(folder)))
      return found({ text: undefined, taint: 0, ...state.written(folder) });
  return undefined;
}

function matchingWritten({ state }: Call, { path }: Place): readonly WrittenFile[] {
  const isMatch = nameMatcher(path);
  return state.writtenPaths().flatMap((each) => {
    const written = isMatch(each) ? state.written(each) : undefined;
    return written === undefined ? [] : [written];
  });
}

/** Files of the workspace that a pattern means. */
function matchingFiles(call: Call, pattern: string, looking: Looking): readonly Place[] {
  const { files, isCut } = filesMatching(pattern, looking);
  if (isCut) call.unknown('script.beyond', pattern, `runs more than ${files.length} files, too many to look through`);
  return files.flatMap((each) => {
    const at = locate(each, looking.situation, looking.disk);
    return at.area === 'workspace' ? [at] : [];
  });
}

function runWritten(call: RunningCall, language: string, name: string, { text, taint }: WrittenFile): void {
  if (text !== undefined) runKnown(call, language, text, taint);
  else if ((taint & (REMOTE | DECODED)) !== 0) call.opaque(taint, name);
  else call.unknown('run.written', name, `runs ${name}, which the same command writes`);
}

function runKnown(call: Call, language: string, text: string, taint: Taint): void {
  const arg: Arg = { ...literalArg(text, call.part), taint };
  if (isShell(language, text)) {
    // What a sourced file sets and defines stays.
    if (call.name === 'source' || call.name === '.') call.evaluate(arg);
    else call.script(arg);
  } else call.code(language === 'program' ? languageOf(text) : language, arg);
}

function languageOf(text: string): string {
  const name = /^#!.*\b(python|node|tsx|ts-node|deno|bun|ruby|perl|php|lua)[\d.]*\b/.exec(text)?.[1] ?? 'unknown';
  return /^(?:node|tsx|ts-node|deno|bun)$/.test(name) ? 'javascript' : name;
}

/** Anybody can put something into a folder for temporary files: what it says counts. */
function runTemporary(call: RunningCall, looking: Looking, language: string, name: string, place: Place): void {
  const text = looking.disk.text(place.path, LONGEST_LOOKED_INTO);
  if (text === undefined) call.emit('run', name, { detail: 'run.file', place });
  else runKnown(call, language, text, 0);
}
