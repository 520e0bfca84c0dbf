import { lstatSync, renameSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import * as vscode from 'vscode';
import type { RenameAction } from '../../action/action';
import { sha256 } from '../../action/digest';
import type { Disk } from '../../action/situation';
import type { Carrier } from '../../gate/carriers';
import { KEEP_LIMIT, readFileBytes } from './fileBytes';
import { hasUnsavedChanges, isSamePlace, uriInFolder } from './openDocuments';
import { OtherChanges } from './otherChanges';
import { refused, unsavedChanges } from './results';

/** Renames files through the editor, so that open editors follow. Never over another file. */
export function renameCarrier(disk: Disk): Carrier<RenameAction> {
  return async ({ from, to, beforeSha256 }, carrying) => {
    const dirty = [from, to].find((path) => hasUnsavedChanges(path, disk));
    if (dirty !== undefined) return refused(unsavedChanges(dirty));
    const source = identityOf(from);
    if (source === undefined) return refused(`There is no file ${from}.`);
    if (source.isFolder) return refused(`${from} is a folder. Rename folders with a command (mv, git mv).`);
    const file = readFileBytes(from, { maxBytes: KEEP_LIMIT });
    if (beforeSha256 !== null && file.kind === 'file' && sha256(file.bytes) !== beforeSha256) {
      return refused(`${from} has changed since you looked at it. Nothing was renamed: read it again.`);
    }
    const folder = disk.realPath(dirname(to));
    const [fromUri, toUri] = [uriInFolder(from, disk), uriInFolder(to, disk)];
    const edit = new vscode.WorkspaceEdit();
    edit.renameFile(fromUri, toUri, { overwrite: false, ignoreIfExists: false });

    carrying.checkUnchanged();
    if (!isSamePlace(fromUri.fsPath, from, disk) || !isSamePlace(toUri.fsPath, to, disk)) {
      return refused('The workspace folder leads elsewhere by now. Nothing was renamed.');
    }
    const there = identityOf(to);
    // Where case doesn't count, the new name may already lead to the file itself.
    if (there !== undefined && there.id !== source.id) {
      return refused(`${to} already exists. Choose another name, or delete it first.`);
    }
    const others = new OtherChanges([fromUri.fsPath, toUri.fsPath]);
    const isApplied = await vscode.workspace.applyEdit(edit);
    const more = await others.settle(carrying, disk);
    const landed = disk.realPath(dirname(toUri.fsPath));
    if (isApplied && landed !== folder) return undoDiversion(from, to, landed);
    const [left, arrived] = [identityOf(from), identityOf(to)];
    if (!isApplied || arrived === undefined || (left !== undefined && left.id !== arrived.id)) {
      const fate = left === undefined ? 'Look at what is there now.' : 'Nothing was renamed.';
      return refused(`The editor could not rename ${from} to ${to}. ${fate}${more}`);
    }
    if (arrived.id !== source.id) {
      const text = `Something put another file in the place of ${from} in the moment it was renamed: that is what ${to} is now.${more}`;
      return { ...refused(text, 'another file was put in its place as it was renamed'), swapped: [from] };
    }
    return { ok: true, text: `Renamed ${from} to ${to}.${more}`, summary: `renamed${more}` };
  };
}

/** The folder was made to lead elsewhere between judging and renaming. */
function undoDiversion(from: string, to: string, folder: string) {
  const landed = join(folder, basename(to));
  let fate = `It is at ${landed} now, which could not be undone. Tell the person.`;
  try {
    if (identityOf(from) === undefined && identityOf(landed) !== undefined) {
      renameSync(landed, from);
      fate = 'That was undone.';
    }
  } catch {
    // It stays where it landed, which is what the text says.
  }
  const result = refused(
    `While ${from} was being renamed, something made the folder of ${to} lead to ${folder}. ${fate} Don't try again: ask the person what replaces that folder.`,
    `not done: on renaming, the path led to ${folder}`,
  );
  return { ...result, swapped: [to] };
}

function identityOf(path: string): { readonly id: string; readonly isFolder: boolean } | undefined {
  try {
    const stat = lstatSync(path, { bigint: true, throwIfNoEntry: false });
    return stat === undefined ? undefined : { id: `${stat.dev}:${stat.ino}`, isFolder: stat.isDirectory() };
  } catch {
    return undefined;
  }
}
