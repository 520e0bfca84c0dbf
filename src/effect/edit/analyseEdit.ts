import path from 'node:path';
import type { EditAction } from '../../action/action';
import { messageOf } from '../../action/errorText';
import type { Effect, Part } from '../effect';
import { locate } from '../locate';
import type { Looking } from '../looking';
import { onFile, shownPath, whole } from '../onFile';
import { foldPath } from '../pathNames';
import { analyseCodeText, analyseShellText } from '../shell/analyseText';
import { addedText } from './addedText';
import { formatsOf, ownFormatsOf } from './allFormats';
import { effectsOfCode } from './codeEffects';
import { addedFacts, differenceOf } from './difference';
import { reachesBeyond } from './elsewhere';
import { BrokenTextError, type Difference, type EditedFile, type Fact, type Format } from './fact';
import { howMuch } from './howMuch';
import { writtenByTools } from './kinds';
import { addedEffects } from './scriptEffects';

/** Longer texts of a format are not parsed. */
const LONGEST = 512 * 1024;
/** No agent writes more in one edit, in UTF-16 units. */
const MOST_ADDED = 1024 * 1024;

/** What an edit does: to the file, by how much it changes, and by what its text says that it didn't say before. */
export function analyseEdit(action: EditAction, looking: Looking): readonly Effect[] {
  const file = editedFile(action.path, looking);
  const part = whole(`edit ${file.shown}`);
  const effects = [...onFile('write', 'edit', action.path, writeDetail(action), looking)];
  if (action.before === action.after) return effects;
  effects.push(...howMuch(action, file, part, looking));
  effects.push(...textEffects(action, part, looking));
  return effects;
}

/** A file that comes to hold another text, however that comes about. `path` is as it was given. */
export interface TextChange {
  readonly path: string;
  readonly before: string | null;
  readonly after: string;
}

/** What a file's text says that it didn't say before. */
export function textEffects(change: TextChange, part: Part, looking: Looking): readonly Effect[] {
  try {
    return effectsOfText(change, part, looking);
  } catch (error) {
    // What else was found of the action must not be lost with it.
    const target = messageOf(error);
    const says = "couldn't be analysed";
    return [{ kind: 'unknown', target, part, certainty: 'possible', detail: 'analysis.failed', says }];
  }
}

function effectsOfText(change: TextChange, part: Part, looking: Looking): readonly Effect[] {
  const file = editedFile(change.path, looking);
  const effects: Effect[] = [];
  const kind = writtenByTools(file, change);
  if (kind !== undefined) {
    const says = `changes ${kind.as}`;
    effects.push({ kind: 'change', target: file.shown, part, certainty: 'certain', detail: kind.detail, says });
  }
  const difference = differenceOf(change.before ?? '', change.after);
  if (difference.afterEnd - difference.start > MOST_ADDED)
    return [...effects, unread('edit.tooLarge', 'writes more text at once than is looked through', file, part)];
  effects.push(...addedText(change, difference, file, part));
  for (const format of formatsOf(file)) effects.push(...byFormat(format, change, difference, file, part, looking));
  return effects;
}

/** A file whose text nobody can look at, under a name by which somebody will read it. */
export function unreadable(path: string, part: Part, looking: Looking): readonly Effect[] {
  const file = editedFile(path, looking);
  const [format] = ownFormatsOf(file);
  if (format === undefined) return [];
  return [unread('edit.binary', `can't be read as ${format.name}: it is too long, or no text in UTF-8`, file, part)];
}

function writeDetail({ before }: EditAction): string {
  return before === null ? 'write.create' : 'write.change';
}

function editedFile(given: string, { situation, disk }: Looking): EditedFile {
  const place = locate(given, situation, disk);
  const shown = shownPath(place.path, situation).replaceAll('\\', '/');
  return { path: place.path, shown, folded: foldPath(shown, situation.platform === 'windows'), place };
}

function byFormat(
  format: Format,
  { before, after }: TextChange,
  difference: Difference,
  file: EditedFile,
  part: Part,
  looking: Looking,
): readonly Effect[] {
  if (format.mayMatter?.(before ?? '', after, difference, file) === false) return [];
  if (after.length > LONGEST)
    return [unread('edit.tooLarge', `is too long to be looked through as ${format.name}`, file, part)];
  let facts: readonly Fact[];
  try {
    facts = format.facts(after, file);
  } catch (error) {
    if (!(error instanceof BrokenTextError)) throw error;
    return [unread('edit.broken', `can't be read as ${format.name}: ${error.message}`, file, part)];
  }
  const had = factsBefore(format, before, file);
  const weakened = weakenedBy(format, before, after, file);
  let added = addedFacts(had, facts);
  if (added.length > 0 && before !== null && before.length <= LONGEST && format.roughFacts !== undefined)
    added = addedFacts([...had, ...format.roughFacts(before, after, difference, file)], facts);
  return [...added, ...weakened].flatMap((fact) => effectsOf(fact, had, file, part, looking));
}

/** What was broken or too long said nothing that counts: all that the text says now is new. */
function factsBefore(format: Format, before: string | null, file: EditedFile): readonly Fact[] {
  if (before === null || before.length > LONGEST) return [];
  try {
    return format.facts(before, file);
  } catch (error) {
    if (!(error instanceof BrokenTextError)) throw error;
    return [];
  }
}

/** What was broken or too long protected nothing. */
function weakenedBy(format: Format, before: string | null, after: string, file: EditedFile): readonly Fact[] {
  if (format.weakened === undefined || before === null || before.length > LONGEST) return [];
  try {
    return format.weakened(before, after, file);
  } catch (error) {
    if (!(error instanceof BrokenTextError)) throw error;
    return [];
  }
}

function unread(detail: string, says: string, file: EditedFile, part: Part): Effect {
  return { kind: 'unknown', target: file.shown, part, certainty: 'possible', detail, says };
}

function effectsOf(
  fact: Fact,
  had: readonly Fact[],
  file: EditedFile,
  part: Part,
  looking: Looking,
): readonly Effect[] {
  const standsIn = `${fact.at} of ${file.shown}`;
  const origin = { start: part.start, end: part.end, standsIn };
  switch (fact.kind) {
    case 'command':
      return analyseShellText({ text: fact.text, origin, folders: [fact.folder ?? path.dirname(file.path)] }, looking);
    case 'code':
      return analyseCodeText(fact.language, { text: fact.text, origin, folders: [path.dirname(file.path)] }, looking);
    case 'script': {
      const own = path.dirname(file.path);
      const before = had.find(
        (each) => each.kind === 'script' && each.at === fact.at && each.language === fact.language,
      );
      const was = before?.kind === 'script' ? { ...before, folder: before.folder ?? own } : undefined;
      const added = addedEffects(was, { ...fact, folder: fact.folder ?? own }, looking);
      return (fact.isElsewhere === true ? added.filter(reachesBeyond) : added).map((effect) => ({
        ...effect,
        part: { ...origin, text: effect.part.text, standsIn: effect.part.standsIn ?? standsIn },
      }));
    }
    case 'finding':
      return effectsOfCode(fact.finding, { file, origin }, looking);
    case 'effect': {
      const { effect: kind, detail, target, says } = fact;
      return [{ kind, target, part: { ...origin, text: fact.text ?? fact.at }, certainty: 'certain', detail, says }];
    }
  }
}
