import { lstatSync } from 'node:fs';
import * as vscode from 'vscode';
import type { DeleteAction } from '../../action/action';
import { sha256 } from '../../action/digest';
import { messageOf } from '../../action/errorText';
import type { Disk } from '../../action/situation';
import type { CarriedOut, Carrier } from '../../gate/carriers';
import { KEEP_LIMIT, readFileBytes } from './fileBytes';
import { hasUnsavedChanges, isSamePlace, uriInFolder } from './openDocuments';
import { refused, unsavedChanges } from './results';

/** Deletes files: their content is in the content store before they go to the trash, or for good where there is none. */
export function deleteCarrier(disk: Disk): Carrier<DeleteAction> {
  return async ({ path, beforeSha256 }, carrying) => {
    if (hasUnsavedChanges(path, disk)) return refused(unsavedChanges(path));
    const file = readFileBytes(path, { maxBytes: KEEP_LIMIT, noFollow: true });
    switch (file.kind) {
      case 'missing':
        return refused(`There is no file ${path}.`);
      case 'folder':
        return refused(`${path} is a folder. Delete its files one by one, or use a command.`);
      case 'device':
        return refused(`${path} is a device or pipe, not a file.`);
      case 'unreadable':
        return refused(`${path} can't be read, so no copy of it could be kept: ${file.why}. Nothing was deleted.`);
      case 'tooLarge':
        return refused(`${path} is too large to keep a copy of it. Delete it with a command.`);
      case 'link':
        carrying.checkUnchanged();
        return remove(path, 'link', '', disk);
      case 'file': {
        if (beforeSha256 !== null && sha256(file.bytes) !== beforeSha256) {
          return refused(`${path} has changed since you looked at it. Nothing was deleted: read it again.`);
        }
        const kept = carrying.keep(file.bytes);
        carrying.checkUnchanged();
        return remove(path, 'file', ` Chaperone keeps a copy of what it held (${kept.slice(0, 12)}).`, disk);
      }
    }
  };
}

async function remove(path: string, what: 'file' | 'link', copy: string, disk: Disk): Promise<CarriedOut> {
  const uri = uriInFolder(path, disk);
  if (!isSamePlace(uri.fsPath, path, disk)) {
    return refused('The workspace folder leads elsewhere by now. Nothing was deleted.');
  }
  const hasTrash = await succeeds(vscode.workspace.fs.delete(uri, { recursive: false, useTrash: true }));
  try {
    // Not every system, disk or remote host has a trash.
    if (!hasTrash) await vscode.workspace.fs.delete(uri, { recursive: false, useTrash: false });
  } catch (error) {
    const why = messageOf(error);
    if (isThere(path)) return refused(`${path} could not be deleted: ${why}`);
  }
  if (isThere(path)) return refused(`The editor says it deleted ${path}, but it is still there.`);
  const subject = what === 'link' ? `the symbolic link ${path}, not what it led to` : path;
  return hasTrash
    ? { ok: true, text: `Moved ${subject} to the trash.${copy}`, summary: 'moved to the trash' }
    : { ok: true, text: `Deleted ${subject}.${copy}`, summary: 'deleted; there is no trash here' };
}

async function succeeds(attempt: Thenable<void>): Promise<boolean> {
  try {
    await attempt;
    return true;
  } catch {
    return false;
  }
}

function isThere(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}
