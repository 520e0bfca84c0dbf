import * as vscode from 'vscode';
import { assertNever, type EditAction } from '../../action/action';
import { sha256 } from '../../action/digest';
import type { Disk } from '../../action/situation';
import type { CarriedOut, Carrying } from '../../gate/carriers';
import { encodeExactly } from './encoding';
import { READ_BACK_LIMIT, readFileBytes } from './fileBytes';
import { type Landing, lookAtLanding, type Save, saveWatched, type Target } from './landing';
import { reloadFromDisk, until } from './openDocuments';
import { putBack, removeFolders } from './putBack';
import { refused } from './results';
import { countChanges, shortDiff } from './textChange';

/** An edit that was applied to its document and has to get to disk, or be taken back. */
export interface AppliedEdit {
  readonly action: EditAction;
  readonly carrying: Carrying;
  readonly disk: Disk;
  /** Undefined when the editor couldn't apply it or open what came of it. */
  readonly document: vscode.TextDocument | undefined;
  readonly target: Target;
}

/** Saves an edit and finds out what came of it. Whatever isn't as judged is judged itself, or undone. */
export async function settleEdit(edit: AppliedEdit): Promise<CarriedOut> {
  const save = await saveIfDirty(edit);
  const landing = await lookAtLanding(edit.target, edit.disk);
  switch (landing.kind) {
    case 'asJudged':
      return done(edit, undefined);
    case 'elsewhere':
      return wentElsewhere(edit, landing.real, save);
    case 'altered':
      return save.isSaved ? judgeAltered(edit, landing) : failedToSave(edit, landing);
    case 'unclear':
      return save.isSaved ? unclear(edit, landing) : failedToSave(edit, landing);
    case 'unchanged':
      return failedToSave(edit, landing);
    default:
      return assertNever(landing);
  }
}

async function saveIfDirty({ document, target, disk }: AppliedEdit): Promise<Save> {
  if (document === undefined) return { isSaved: false, diversion: undefined };
  if (!document.isDirty) return { isSaved: true, diversion: undefined };
  return saveWatched(document, target, disk);
}

function done({ action }: AppliedEdit, saved: string | undefined): CarriedOut {
  const { path, before, after } = action;
  const count = countChanges(before ?? '', after);
  const what = `${before === null ? 'Created' : 'Edited'} ${path} (${count})`;
  if (saved === undefined) return { ok: true, text: `${what} and saved it.`, summary: count };
  const more = countChanges(after, saved);
  const diff = shortDiff(after, saved) ?? `${more}: read the file again before you edit it.`;
  return {
    ok: true,
    text: `${what}. On saving, the editor changed more by itself (formatting, white space, line endings):\n${diff}`,
    summary: `${count}; the editor changed ${more} more on saving`,
  };
}

async function judgeAltered(edit: AppliedEdit, { text, bytes }: Landing & { kind: 'altered' }): Promise<CarriedOut> {
  const { action, carrying, document, target } = edit;
  const { path, after } = action;
  // The editor writes a question mark for what an encoding lacks, and believes to have saved it.
  const isFaithful = document === undefined || document.isDirty || document.getText() === text;
  if (!isFaithful) {
    const result = await unclear(edit, { kind: 'unclear', file: { kind: 'file', bytes } });
    // The editor could have written what it shows, and something else stands there: somebody else wrote that.
    const isOthers = (await encodeExactly(document.getText(), target.encoding)) !== undefined;
    return isOthers ? { ...result, swapped: [path] } : result;
  }
  const beforeSha256 = sha256(target.expected);
  const verdict = carrying.judgeFollowUp({ kind: 'edit', path, before: after, after: text, beforeSha256 });
  if (verdict.decision === 'allow') return done(edit, text);
  const diff = shortDiff(after, text) ?? countChanges(after, text);
  const fate = (await takeBack(edit, bytes))
    ? 'The file is as it was before the edit.'
    : 'It could not be undone: look at the file now.';
  return refused(
    `On saving, the editor changed more than this edit, and that isn't allowed: ${verdict.reason} ${fate}\n${diff}`,
    `undone: the editor changed more on saving (${verdict.rule})`,
  );
}

async function unclear(edit: AppliedEdit, { file }: Landing & { kind: 'unclear' }): Promise<CarriedOut> {
  const { path, encoding } = edit.target;
  if (file.kind === 'file' && (await takeBack(edit, file.bytes))) {
    return refused(
      `The editor could not save ${path} faithfully as ${encoding}. The file is as it was before the edit.`,
    );
  }
  await showDisk(edit, undefined);
  return refused(
    `The editor saved ${path}, but what stands there now isn't what it saved. Look at it before you go on.`,
  );
}

async function failedToSave(edit: AppliedEdit, landing: Landing): Promise<CarriedOut> {
  const { path, real, before } = edit.target;
  if (before === undefined) await giveUpNewFile(edit);
  else await showDisk(edit, landing.kind === 'altered' ? landing.text : (edit.action.before ?? ''));
  const isThere = readFileBytes(real, { maxBytes: 0, noFollow: true }).kind !== 'missing';
  const fate = landing.kind === 'unchanged' || !isThere ? 'Nothing was changed.' : 'Read it before you go on.';
  return refused(`The editor could not save ${path}: it is read-only, or it changed on disk meanwhile. ${fate}`);
}

/** Takes away the empty file that an edit was to be inserted into, and what was inserted. */
export async function giveUpNewFile(edit: AppliedEdit): Promise<void> {
  const { real, newFolders } = edit.target;
  const left = readFileBytes(real, { maxBytes: 8, noFollow: true });
  if (left.kind === 'file') putBack(real, left.bytes, undefined);
  removeFolders(newFolders);
  await showDisk(edit, undefined);
}

/** The path was made to lead elsewhere between judging and saving: a link put in its place, say. */
async function wentElsewhere(edit: AppliedEdit, real: string, { isSaved, diversion }: Save): Promise<CarriedOut> {
  const { path, before } = edit.target;
  const there = readFileBytes(real, { maxBytes: READ_BACK_LIMIT, noFollow: true });
  let fate = 'Nothing was written there.';
  if (isSaved && there.kind === 'file' && (await isOurs(edit, there.bytes))) {
    edit.carrying.keep(there.bytes);
    const held = diversion?.real === real ? diversion.held : undefined;
    const isKnown = before === undefined || held?.kind === 'file' || held?.kind === 'missing';
    const isBack = isKnown && putBack(real, there.bytes, held?.kind === 'file' ? held.bytes : undefined);
    fate = isBack
      ? 'It was written there; that was undone.'
      : 'It was written over what stood there, and that could not be undone. Tell the person.';
  }
  await showDisk(edit, undefined);
  const result = refused(
    `While ${path} was being saved, something made it lead to ${real} instead of ${edit.target.real}. ${fate} Don't try again: ask the person what replaces this file.`,
    `not done: on saving, the path led to ${real}`,
  );
  return { ...result, swapped: [path] };
}

async function isOurs({ document, target }: AppliedEdit, bytes: Buffer): Promise<boolean> {
  if (bytes.equals(target.expected)) return true;
  return document !== undefined && (await encodeExactly(document.getText(), target.encoding))?.equals(bytes) === true;
}

async function takeBack(edit: AppliedEdit, seen: Buffer): Promise<boolean> {
  const { real, before, newFolders } = edit.target;
  edit.carrying.keep(seen);
  const isBack = putBack(real, seen, before);
  if (before === undefined) removeFolders(newFolders);
  await showDisk(edit, edit.action.before ?? '');
  return isBack;
}

/** Makes the editor show what is on disk, leaving no unsaved changes behind. `text` is what that is, where known. */
async function showDisk({ document, target }: AppliedEdit, text: string | undefined): Promise<void> {
  if (document === undefined) return;
  const isShown = () => document.isClosed || (!document.isDirty && document.getText() === text);
  const isThere = readFileBytes(target.path, { maxBytes: READ_BACK_LIMIT }).kind === 'file';
  // What the editor remembers of a file that is gone does no harm.
  if (!document.isDirty && (!isThere || (await until(isShown)))) return;
  await reloadFromDisk(document);
  if (!isThere || text === undefined || document.isDirty || (await until(isShown))) return;
  // A document that the editor holds for read-only is never dirty, and so never taken back by it.
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, new vscode.Range(0, 0, document.lineCount, 0), text);
  await vscode.workspace.applyEdit(edit);
  if (document.isDirty) await reloadFromDisk(document);
}
