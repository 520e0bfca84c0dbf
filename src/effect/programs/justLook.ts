import path from 'node:path';
import { languageOfInterpreter } from '../script/interpreters';
import { justRun, readJustfile } from '../script/justfile';
import { TooMuchMakeError } from '../script/makeVariables';
import { isPlainShell } from '../script/plainShell';
import { isOfTask } from '../script/provenance';
import { inShellOfItsOwn } from '../script/separateLines';
import type { Call } from './program';
import { cantTell, leastTrusted, runTask, type TaskFile, taskFileAt, taskFileIn } from './standingTasks';

/** What a call of just is given. */
export interface JustCall {
  /** Recipes with their arguments. */
  readonly words: readonly string[];
  readonly given: ReadonlyMap<string, string>;
  /** With `-f`; by default the nearest above. */
  readonly file: string | undefined;
}

const NAMES = ['justfile', 'Justfile', '.justfile', 'JUSTFILE'];
const MOST_FOLDERS = 40;

/** Looks through what a call of just runs. What can be said of it; undefined where there is no justfile. */
export function lookIntoJustfile(call: Call, asked: JustCall): string | undefined {
  let says: string | undefined;
  for (const folder of call.folders ?? []) {
    const file = justfileFrom(call, folder, asked.file);
    if (file !== undefined) says = lookInto(call, file, asked) ?? says;
  }
  return says;
}

function justfileFrom(call: Call, folder: string, given: string | undefined): TaskFile | undefined {
  if (given !== undefined) {
    const found = taskFileAt(call, path.resolve(folder, given));
    return found === 'missing' ? undefined : found;
  }
  for (let at = folder, count = 0; count < MOST_FOLDERS; count++) {
    const found = taskFileIn(call, at, NAMES);
    if (found !== undefined) return found;
    // Beyond the workspace it isn't the project's.
    if (call.looking.situation.roots.includes(at) || path.dirname(at) === at) return undefined;
    at = path.dirname(at);
  }
  return undefined;
}

function lookInto(call: Call, file: TaskFile, { words, given }: JustCall): string | undefined {
  const { looking } = call;
  const { folder } = file;
  const read = [file.path];
  const seen = new Set([file.path]);
  const imported = (name: string): string | undefined => {
    const place = call.placeOf(path.resolve(folder, name));
    if (place === undefined || place.isSecret || seen.has(place.path)) return '';
    seen.add(place.path);
    const found = taskFileAt(call, place.path);
    if (found === 'missing' || found === undefined) return undefined;
    read.push(found.path);
    looking.scripts.add(found.path);
    return found.text;
  };
  try {
    const justfile = readJustfile(file.text, imported);
    // A module isn't looked into: what this task made of it, it made of all.
    for (const module of justfile.imports.flatMap((each) => placesOfModule(each.file)))
      if (isOfTask(path.resolve(folder, module), looking) && looking.disk.kind(path.resolve(folder, module)) === 'file')
        read.push(path.resolve(folder, module));
    const { texts, shells, missing, unknowns } = justRun(justfile, words, given, folder);
    const trustedBy = leastTrusted(read, looking) ?? file.path;
    if (shells.length > 0)
      runTask(call, file, trustedBy, {
        at: 'what just runs at each start',
        text: shells.map(inShellOfItsOwn).join('\n'),
        folder,
      });
    for (const { recipe, text, interpreter } of texts) {
      const given = interpreter === 'sh' ? text : asInput(languageOfInterpreter(interpreter), text);
      runTask(call, file, trustedBy, { at: `recipe ${recipe}`, text: given, folder });
    }
    const shell = justfile.settings.get('shell')?.replace(/[[\]"',]/g, ' ');
    const other = shell === undefined || isPlainShell(shell) ? [] : [`gives its recipes to ${shell.trim()}`];
    for (const says of [...unknowns, ...other]) cantTell(call, file, trustedBy, says);
    return missing.length === 0
      ? undefined
      : `asks for ${missing.join(' and ')}, which ${path.basename(file.path)} hasn't`;
  } catch (error) {
    if (!(error instanceof TooMuchMakeError)) throw error;
    cantTell(call, file, file.path, error.message);
    return undefined;
  }
}

/** `mod a` is one of these files. */
function placesOfModule(file: string): readonly string[] {
  const stem = file.replace(/\.just$/, '');
  return [file, ...['mod.just', 'justfile', 'Justfile', '.justfile'].map((name) => path.join(stem, name))];
}

const INTERPRETERS: Readonly<Record<string, string>> = { python: 'python3', javascript: 'node', r: 'Rscript' };

/** A script of another language as the shell gives it to its interpreter. */
function asInput(language: string, text: string): string {
  return language === 'sh' ? text : `${INTERPRETERS[language] ?? language} - <<'END_OF_RECIPE'\n${text}\nEND_OF_RECIPE`;
}
