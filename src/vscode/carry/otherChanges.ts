import * as vscode from 'vscode';
import { sha256 } from '../../action/digest';
import type { Disk } from '../../action/situation';
import type { Carrying } from '../../gate/carriers';
import { decode } from '../../run/decode';
import { EDIT_LIMIT, readFileBytes } from './fileBytes';
import { reloadFromDisk, until } from './openDocuments';
import { putBack } from './putBack';
import { StrayTab } from './strayTab';
import { countChanges } from './textChange';

/**
 * Watches for what extensions change in other files because a file is created or renamed: the editor lets them add to
 * such an edit. Nobody judged that, so it is judged by itself: then saved and told to the agent, or undone.
 */
export class OtherChanges {
  readonly #changed = new Map<vscode.TextDocument, Buffer | undefined>();
  readonly #unsaved = vscode.workspace.textDocuments.filter(({ isDirty }) => isDirty);
  readonly #strays: StrayTab[] = [];
  readonly #listener: vscode.Disposable;

  constructor(own: readonly string[]) {
    this.#listener = vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      const { scheme, fsPath } = document.uri;
      if (contentChanges.length === 0 || scheme !== 'file' || own.includes(fsPath)) return;
      // What the person is typing meanwhile is theirs.
      if (this.#changed.has(document) || this.#unsaved.includes(document)) return;
      // The editor saves afterwards, if at all, so what is on disk now is what was there before.
      const file = readFileBytes(fsPath, { maxBytes: EDIT_LIMIT });
      this.#changed.set(document, file.kind === 'file' ? file.bytes : undefined);
      this.#strays.push(new StrayTab(document.uri));
    });
  }

  /** Ends the watch, and returns a sentence for each file that changed. */
  async settle(carrying: Carrying, disk: Disk): Promise<string> {
    this.#listener.dispose();
    const told: string[] = [];
    for (const [document, before] of this.#changed) {
      const fate =
        before === undefined ? 'look at it before you go on' : await settleOne(document, before, carrying, disk);
      if (fate !== undefined) told.push(` Because of that, an extension changed ${document.uri.fsPath}: ${fate}.`);
    }
    for (const stray of this.#strays) await stray.close();
    return told.join('');
  }
}

async function settleOne(
  document: vscode.TextDocument,
  before: Buffer,
  carrying: Carrying,
  disk: Disk,
): Promise<string | undefined> {
  const path = document.uri.fsPath;
  const decoded = decode(before);
  const textBefore = decoded.kind === 'text' ? decoded.text : undefined;
  const textNow = document.getText();
  if (textBefore === textNow) return undefined;
  carrying.keep(before);
  if (textBefore !== undefined) {
    const beforeSha256 = sha256(before);
    const verdict = carrying.judgeFollowUp({ kind: 'edit', path, before: textBefore, after: textNow, beforeSha256 });
    if (verdict.decision === 'allow' && (!document.isDirty || (await document.save()))) {
      return countChanges(textBefore, textNow);
    }
  }
  const now = readFileBytes(path, { maxBytes: EDIT_LIMIT });
  const isBack = now.kind === 'file' && (now.bytes.equals(before) || putBack(disk.realPath(path), now.bytes, before));
  if (document.isDirty || !(await until(() => document.getText() === textBefore))) await reloadFromDisk(document);
  return isBack
    ? "that isn't allowed and was undone"
    : "that isn't allowed, but it could not be undone: tell the person";
}
