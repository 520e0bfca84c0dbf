import path from 'node:path';
import type { Call } from '../programs/program';
import { languageOfFile } from './codeEffects';
import { literalArg } from './value';

/** Where interpreters look for what code loads. */
const LOADS_FROM = [
  'PYTHONPATH',
  'NODE_PATH',
  'NODE_OPTIONS',
  'RUBYLIB',
  'RUBYOPT',
  'PERL5LIB',
  'LUA_PATH',
  'CLASSPATH',
];

export interface WritingCall extends Call {
  /** Files written by the command whose code was looked into. */
  readonly lookedInto: Set<string>;
}

/** Code of the project that this very command writes: what is run may load it. */
export function lookIntoWritten(call: WritingCall, target: string): void {
  for (const file of call.state.writtenCode()) if (!isBeside(call, file)) runWritten(call, file, target);
}

/** In a temporary folder, while the work is elsewhere and nothing says that anything is loaded from there. */
function isBeside(call: Call, file: string): boolean {
  const { state, folders, args, looking } = call;
  const isTemporary = (each: string) => call.placeOf(each)?.area === 'temp';
  return (
    isTemporary(file) &&
    folders?.some(isTemporary) === false &&
    !state.writtenPaths().some((each) => state.origins.isLink(each)) &&
    LOADS_FROM.every((name) => state.variable(name) === undefined) &&
    args.every(({ text }) => text !== undefined && !looking.situation.temp.some((folder) => text.includes(folder)))
  );
}

/** Looked into where its text is known. */
function runWritten(call: WritingCall, file: string, target: string): void {
  const text = call.state.written(file)?.text;
  const language = languageOfFile(file);
  if (text === undefined || language === undefined)
    call.unknown('run.written', target, `runs code of the project after writing ${path.basename(file)}`);
  else if (!call.lookedInto.has(file)) {
    call.lookedInto.add(file);
    call.code(language, literalArg(text, call.part));
  }
}
