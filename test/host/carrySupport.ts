import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import * as vscode from 'vscode';
import type { DeleteAction, EditAction, RenameAction } from '../../src/action/action';
import { sha256 } from '../../src/action/digest';
import type { Situation } from '../../src/action/situation';
import type { Carrying } from '../../src/gate/carriers';
import { ContentStore } from '../../src/ledger/contentStore';
import type { Verdict } from '../../src/policy/verdict';
import { NodeDisk } from '../../src/run/nodeDisk';

/** A folder in the open workspace and what a carrier needs, with the real disk and a real content store. */
export class CarryFixture {
  readonly disk = new NodeDisk();
  readonly #workspace = workspaceFolder();
  /** Inside the workspace. */
  readonly root = realpathSync(mkdtempSync(join(this.#workspace, 'carry ')));
  /** Outside. */
  readonly outside = realpathSync(mkdtempSync(join(tmpdir(), 'chaperone outside ')));
  readonly #storage = mkdtempSync(join(tmpdir(), 'chaperone store '));
  readonly store = new ContentStore(this.#storage);
  readonly kept: string[] = [];
  readonly followUps: EditAction[] = [];
  readonly controller = new AbortController();
  readonly #settings: (() => Thenable<void>)[] = [];
  readonly #disposables: vscode.Disposable[] = [];
  /** Runs as the gate's last look. */
  check: () => void = () => undefined;
  followUp: Verdict['decision'] = 'allow';
  answer: string | undefined;

  path(...names: string[]): string {
    return join(this.root, ...names);
  }

  carrying(): Carrying {
    return {
      actionId: 'action',
      taskId: 'task',
      signal: this.controller.signal,
      situation: this.situation(),
      answer: this.answer,
      checkUnchanged: () => this.check(),
      checkStill: () => undefined,
      didStart: () => undefined,
      keep: (data) => {
        const digest = this.store.put(data);
        this.kept.push(digest);
        return digest;
      },
      judgeFollowUp: (edit) => {
        this.followUps.push(edit);
        return verdictOf(this.followUp);
      },
    };
  }

  situation(): Situation {
    return {
      mode: 'auto',
      roots: [realpathSync(this.#workspace)],
      home: realpathSync(homedir()),
      temp: [realpathSync(tmpdir())],
      ownState: [],
      environment: {},
      platform: process.platform === 'win32' ? 'windows' : 'posix',
      isCaseSensitive: true,
      unavailable: {},
    };
  }

  /** Changes a setting until the test is over. */
  async set(section: string, value: unknown): Promise<void> {
    const before = vscode.workspace.getConfiguration().inspect(section)?.globalValue;
    const update = (to: unknown) =>
      vscode.workspace.getConfiguration().update(section, to, vscode.ConfigurationTarget.Global);
    this.#settings.push(() => update(before));
    await update(value);
  }

  /** Does something each time a document of this path is about to be saved. */
  onWillSave(path: string, act: () => void): void {
    this.until(
      vscode.workspace.onWillSaveTextDocument(({ document }) => {
        if (document.uri.fsPath === path) act();
      }),
    );
  }

  until(disposable: vscode.Disposable): void {
    this.#disposables.push(disposable);
  }

  async dispose(): Promise<void> {
    vscode.Disposable.from(...this.#disposables).dispose();
    await closeEditors();
    for (const restore of this.#settings.reverse()) await restore();
    rmSync(this.root, { recursive: true, force: true });
    rmSync(this.outside, { recursive: true, force: true });
    rmSync(this.#storage, { recursive: true, force: true });
  }
}

export function workspaceFolder(): string {
  const folder = vscode.workspace.workspaceFolders?.[0];
  assert.ok(folder !== undefined, 'the host tests need a workspace');
  return folder.uri.fsPath;
}

export function editOf(path: string, before: string, after: string): EditAction {
  return { kind: 'edit', path, before, after, beforeSha256: sha256(readFileSync(path)) };
}

export function creationOf(path: string, after: string): EditAction {
  return { kind: 'edit', path, before: null, after, beforeSha256: null };
}

export function deletionOf(path: string): DeleteAction {
  return { kind: 'delete', path, beforeSha256: sha256(readFileSync(path)) };
}

export function renamingOf(from: string, to: string): RenameAction {
  return { kind: 'rename', from, to, beforeSha256: sha256(readFileSync(from)) };
}

/** Labels of all tabs, an asterisk after those with unsaved changes. */
export function tabs(): readonly string[] {
  return vscode.window.tabGroups.all.flatMap((group) =>
    group.tabs.map((tab) => `${tab.label}${tab.isDirty ? '*' : ''}`),
  );
}

/** The editor may need a moment to close a tab that it opened by itself. */
export async function assertTabs(expected: readonly string[]): Promise<void> {
  await eventually(
    () => isDeepStrictEqual(tabs(), expected),
    () => `tabs ${JSON.stringify(expected)}, but there are ${JSON.stringify(tabs())}`,
  );
}

export async function eventually(holds: () => boolean, what: string | (() => string)): Promise<void> {
  const end = Date.now() + 15_000;
  while (!holds()) {
    assert.ok(Date.now() < end, `never happened: ${typeof what === 'string' ? what : what()}`);
    await pause(20);
  }
}

export function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/** Closes everything; what is unsaved is given up without a question. */
async function closeEditors(): Promise<void> {
  for (let count = 0; count < 20 && vscode.window.tabGroups.all.some(({ tabs }) => tabs.length > 0); count += 1) {
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  }
}

function verdictOf(decision: Verdict['decision']): Verdict {
  return {
    decision,
    rule: 'test.followUp',
    layer: 'default',
    severity: 50,
    settledBy: 'person',
    part: { start: 0, end: 0, text: '' },
    reason: 'Formatting is not welcome here.',
    effects: [],
    findings: [],
    parts: [],
  };
}
