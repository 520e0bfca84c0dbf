import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import * as vscode from 'vscode';
import type { EditAction } from '../../action/action';
import { sha256 } from '../../action/digest';
import type { Disk } from '../../action/situation';
import type { CarriedOut, Carrier, Carrying } from '../../gate/carriers';
import { decode } from '../../run/decode';
import { encodeExactly } from './encoding';
import { EDIT_LIMIT, readFileBytes } from './fileBytes';
import type { Target } from './landing';
import { bringUpToDate, documentAt, hasUnsavedChanges, openQuietly, uriOf } from './openDocuments';
import { OtherChanges } from './otherChanges';
import { isWritable, missingFoldersOf } from './putBack';
import { refused, unsavedChanges } from './results';
import { type AppliedEdit, giveUpNewFile, settleEdit } from './settleEdit';
import { StrayTab } from './strayTab';
import { lineEndingsOf, smallestChange } from './textChange';

/** Carries out each edit as one `WorkspaceEdit`, saves it, and checks on disk what the editor made of it. */
export function editCarrier(disk: Disk): Carrier<EditAction> {
  return async (action, carrying) => {
    if (hasUnsavedChanges(action.path, disk)) return refused(unsavedChanges(action.path));
    if (action.after.length > EDIT_LIMIT) return refused('The new text is above 10 MB. Write it with a command.');
    return action.before === null ? create(action, carrying, disk) : change(action, action.before, carrying, disk);
  };
}

async function change(action: EditAction, before: string, carrying: Carrying, disk: Disk): Promise<CarriedOut> {
  const { path, after, beforeSha256 } = action;
  const real = disk.realPath(path);
  const file = readFileBytes(path, { maxBytes: EDIT_LIMIT });
  if (file.kind !== 'file' || sha256(file.bytes) !== beforeSha256) return refused(changedOnDisk(path));
  const decoded = decode(file.bytes);
  if (decoded.kind !== 'text') return refused(`${path} ${decoded.why} Nothing was changed: use a command.`);
  if (decoded.text !== before) return refused(changedOnDisk(path));
  if (!isWritable(real)) return refused(`${path} is read-only. Nothing was changed.`);
  if (lineEndingsOf(before) === 'mixed') return refused(unfaithful(path, 'with mixed line endings'));

  const uri = uriOf(path, disk);
  const document = await openQuietly(uri, decoded.encoding);
  if (document === undefined) return refused(`The editor can't open ${path} as text. Change it with a command.`);
  const { encoding } = document;
  const bytes = await encodeExactly(before, encoding);
  if (bytes?.equals(file.bytes) !== true) return refused(unfaithful(path, `that it reads as ${encoding}`));
  const expected = await encodeExactly(after, encoding);
  if (expected === undefined) return refused(notEncodable(path, encoding));
  if (!(await bringUpToDate(document, before))) return refused(changedInEditor(path));

  const { version } = document;
  const { start, end, text } = smallestChange(before, after);
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, new vscode.Range(document.positionAt(start), document.positionAt(end)), text);
  carrying.keep(file.bytes);

  // From here to `applyEdit` is one turn of the event loop: what is looked at is what is changed.
  carrying.checkUnchanged();
  if (document.version !== version || document.isDirty) return refused(changedInEditor(path));
  if (disk.realPath(uri.fsPath) !== real) return refused(changedOnDisk(path));
  const stray = new StrayTab(document.uri);
  const isApplied = await vscode.workspace.applyEdit(edit);
  // Somebody typed in between: what is unsaved now is theirs alone.
  if (!isApplied) return refused(changedInEditor(path));
  const target: Target = { path: uri.fsPath, real, before: file.bytes, expected, encoding, newFolders: [] };
  const result = await settleEdit({ action, carrying, disk, document, target });
  await stray.close();
  return result;
}

async function create(action: EditAction, carrying: Carrying, disk: Disk): Promise<CarriedOut> {
  const { path, after } = action;
  const there = readFileBytes(path, { maxBytes: 0 }).kind;
  if (there === 'link') return refused(`${path} is a symbolic link that leads nowhere. Remove the link first.`);
  if (there !== 'missing') return refused(existsNow(path));
  const real = disk.realPath(path);
  const newFolders = missingFoldersOf(real);
  const parent = dirname(newFolders[0] ?? real);
  if (disk.kind(parent) !== 'folder') return refused(`${parent} isn't a folder, so nothing can be created in it.`);
  if (!isWritable(parent)) return refused(`The folder ${parent} is read-only. Nothing was created.`);
  if ((await encodeExactly(after, 'utf8')) === undefined) return refused(notEncodable(path, 'utf8'));

  // A tab may still show what stood here before it was deleted: then there is nothing to insert into.
  const shown = documentAt(path, disk);
  const uri = uriOf(path, disk);
  const edit = new vscode.WorkspaceEdit();
  // As the person's settings want it: with a mark at its start, say.
  const seed = await vscode.workspace.encode(shown === undefined ? seedOf(after) : after, { uri });
  edit.createFile(uri, { overwrite: false, ignoreIfExists: false, contents: seed });
  // Inserted rather than created with its content, so that the editor formats it as it does any file it saves.
  if (shown === undefined && after !== '') edit.replace(uri, EVERYTHING, after);

  carrying.checkUnchanged();
  if (existsSync(path)) return refused(existsNow(path));
  if (disk.realPath(uri.fsPath) !== real) return refused(changedOnDisk(path));
  const stray = new StrayTab(uri);
  const others = new OtherChanges([path, uri.fsPath]);
  const isApplied = await vscode.workspace.applyEdit(edit);
  const more = await others.settle(carrying, disk);
  const document = isApplied ? await openQuietly(uri) : undefined;
  if (shown !== undefined && document !== undefined) await bringUpToDate(document, after);
  const encoding = document?.encoding ?? 'utf8';
  const expected = await encodeExactly(after, encoding);
  const target: Target = {
    path: uri.fsPath,
    real,
    before: undefined,
    expected: expected ?? Buffer.from(after),
    encoding,
    newFolders,
  };
  const applied: AppliedEdit = { action, carrying, disk, document, target };
  let result: CarriedOut;
  if (expected === undefined) {
    await giveUpNewFile(applied);
    result = refused(notEncodable(path, encoding));
  } else {
    result = await settleEdit(applied);
  }
  await stray.close();
  return { ...result, text: result.text + more };
}

/** The editor cuts it to what is there. */
const EVERYTHING = new vscode.Range(0, 0, Number.MAX_SAFE_INTEGER, 0);

/** A first line break settles how the lines of a new document end, whatever the platform's habit. */
function seedOf(text: string): string {
  return /\r\n|\n/.exec(text)?.[0] ?? '';
}

function existsNow(path: string): string {
  return `${path} exists by now. Read it before you change it.`;
}

function changedOnDisk(path: string): string {
  return `${path} has changed on disk since you read it. Nothing was changed: read it again.`;
}

function changedInEditor(path: string): string {
  return `${path} has changed in the editor meanwhile. Nothing was changed: read it again, and ask the person if it stays so.`;
}

function unfaithful(path: string, how: string): string {
  return `The editor would not give ${path} back as it is: it is a file ${how}, and saving would change bytes that this edit doesn't touch. Nothing was changed: change it with a command.`;
}

function notEncodable(path: string, encoding: string): string {
  return `The new text of ${path} has characters that can't be written in its encoding, ${encoding}. Nothing was changed.`;
}
