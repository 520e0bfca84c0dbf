import * as vscode from 'vscode';
import { closeUnlessTaken, isReloading, tabOf } from './openDocuments';

/** How long after an edit the editor may still be opening a tab that it decided on during the edit. */
const AFTERMATH_MS = 1000;

/**
 * The tab that the editor opens by itself for a file that it finds unsaved and in no tab. It looks for such files 800 ms
 * after any file became unsaved, so it meets by chance an edit that is on its way to disk in that moment.
 * (`TextFileEditorTracker` in VS Code's `textFileEditorTracker.ts`.)
 */
export class StrayTab {
  readonly #wasOpen: boolean;

  /** Begins to watch for it: before the file is changed. A tab that is there by now is the person's. */
  constructor(private readonly uri: vscode.Uri) {
    this.#wasOpen = tabOf(uri) !== undefined;
  }

  /** Closes it, once the edit has settled, also when it comes a moment late. */
  async close(): Promise<void> {
    if (this.#wasOpen) return;
    const listener = vscode.window.tabGroups.onDidChangeTabs(() => {
      if (!isReloading()) void this.#closeNow();
    });
    setTimeout(() => listener.dispose(), AFTERMATH_MS);
    await this.#closeNow();
  }

  async #closeNow(): Promise<void> {
    const tab = tabOf(this.uri);
    // The editor never opens it as a preview; a click of the person does.
    if (tab !== undefined && !tab.isPreview) await closeUnlessTaken(tab);
  }
}
