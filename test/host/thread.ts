import assert from 'node:assert/strict';
import { mkdirSync, realpathSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { Mode } from '../../src/action/situation';
import type { Task } from '../../src/agent/task';
import type { ForTests } from '../../src/extension';
import type { Hold } from '../../src/hold/hold';
import { SETTINGS } from '../../src/vscode/contributions';
import type { Engine } from '../../src/vscode/engineFace';
import { MessagesServer, type Scripted } from '../support/messagesServer';

/** The extension under test, as it lets tests see it. */
export async function chaperone(): Promise<ForTests> {
  const extension = vscode.extensions.getExtension<ForTests | undefined>('chaperone.chaperone');
  assert.ok(extension);
  const forTests = await extension.activate();
  assert.ok(forTests, 'the extension runs in a test');
  return forTests;
}

/** The whole thread, from a task to its views, with a scripted model over real HTTP. */
export class Thread {
  readonly server: MessagesServer;
  readonly folder: string;

  private constructor(
    readonly parts: ForTests,
    readonly engine: Engine,
    script: readonly Scripted[],
  ) {
    this.server = new MessagesServer(script);
    const [root] = vscode.workspace.workspaceFolders ?? [];
    assert.ok(root, 'the host tests need a workspace');
    this.folder = join(realpathSync(root.uri.fsPath), 'thread');
  }

  static async open(script: readonly Scripted[], mode: Mode = 'auto'): Promise<Thread> {
    const parts = await chaperone();
    const thread = new Thread(parts, await parts.engine(), script);
    mkdirSync(thread.folder, { recursive: true });
    await thread.server.start();
    await setGlobally(SETTINGS.baseUrl, thread.server.url);
    await setGlobally(SETTINGS.judgeKind, 'off');
    await setGlobally(SETTINGS.probeModel, false);
    await parts.mode.set(mode);
    return thread;
  }

  path(...names: string[]): string {
    return join(this.folder, ...names);
  }

  start(text = 'Do it'): Task {
    return this.engine.tasks.start(text);
  }

  /** Starts a task and waits until the agent has nothing left to do for now. */
  async run(text?: string): Promise<Task> {
    const task = this.start(text);
    await this.ended(task);
    return task;
  }

  async ended(task: Task): Promise<void> {
    await eventually(() => task.status !== 'working' && task.status !== 'queued', 'the end of the task');
  }

  /** The open hold for a command or file, by a part of what it says. */
  hold(text: string): Hold {
    const hold = this.parts.holds.all().find(({ action }) => JSON.stringify(action).includes(text));
    assert.ok(hold, `${text} is held`);
    return hold;
  }

  /** The row that the Held view handed out for a hold, as the tree would give it to a command. */
  row(hold: Hold): object {
    this.parts.draw();
    const rows = this.parts.held.getChildren();
    const row = [...rows, ...rows.flatMap((one) => this.parts.held.getChildren(one))].find(
      ({ node }) => node.kind === 'hold' && node.hold.id === hold.id,
    );
    assert.ok(row, 'the hold has a row');
    return row;
  }

  async dispose(): Promise<void> {
    for (const task of this.engine.tasks.all()) this.engine.tasks.stop(task.id);
    for (const hold of this.parts.holds.waiting()) this.engine.gate.deny(hold.id);
    await eventually(() => this.engine.tasks.current() === undefined, 'the end of every task');
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await setGlobally(SETTINGS.baseUrl, undefined);
    await setGlobally(SETTINGS.judgeKind, undefined);
    await setGlobally(SETTINGS.probeModel, undefined);
    await this.parts.mode.set('auto');
    await this.server.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

export async function setGlobally(key: string, value: unknown): Promise<void> {
  await vscode.workspace.getConfiguration().update(key, value, vscode.ConfigurationTarget.Global);
}

export async function eventually(holds: () => boolean, what: string): Promise<void> {
  const end = Date.now() + 20_000;
  while (!holds()) {
    assert.ok(Date.now() < end, `never happened: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Long enough for what was asked of the editor to have happened, had it been going to. */
export function aMoment(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 400));
}
