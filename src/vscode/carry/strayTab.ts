import * as vscode from 'vscode';
import { closeUnlessTaken, shows, tabOf } from './tabs';

/** How long after an edit the editor may still be opening a tab that it decided on during the edit. */
const AFTERMATH_MS = 500;

/** Those that are still waited for, by the address of their file. */
const awaited = new Map<string, vscode.Disposable>();

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
    takeTab(this.uri);
    const listener = vscode.window.tabGroups.onDidChangeTabs(() => void this.#closeNow());
    const timer = setTimeout(() => takeTab(this.uri), AFTERMATH_MS);
    awaited.set(
      this.uri.toString(),
      new vscode.Disposable(() => {
        listener.dispose();
        clearTimeout(timer);
      }),
    );
    await this.#closeNow();
  }

  async #closeNow(): Promise<void> {
    const tab = tabOf(this.uri);
    // The editor opens it as text, and never as a preview; a click of the person does the latter.
    if (tab !== undefined && shows(tab, this.uri) && !tab.isPreview) await closeUnlessTaken(tab);
  }
}

/** From now on a tab of this file is somebody's own, who closes it if need be. */
export function takeTab(uri: vscode.Uri): void {
  awaited.get(uri.toString())?.dispose();
  awaited.delete(uri.toString());
}
