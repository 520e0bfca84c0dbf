import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import * as vscode from 'vscode';
import type { Action, ActionKind, CommandAction, EditAction } from '../action/action';
import { sha256 } from '../action/digest';
import type { Carrier, Carriers } from '../gate/carriers';
import type { World } from '../gate/door';
import { NodeDisk } from '../run/nodeDisk';
import type { ModeState } from './modeState';

/** Keeps the engine buildable until the editor's own world and carriers are there. */
export function standInWorld(mode: ModeState): World {
  const disk = new NodeDisk();
  const roots = (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => disk.realPath(uri.fsPath));
  return {
    disk,
    situation: () => ({
      mode: mode.mode,
      roots,
      home: homedir(),
      temp: [tmpdir()],
      ownState: [],
      environment: {},
      platform: 'posix',
      isCaseSensitive: true,
      unavailable: {},
    }),
    look: async (path) => {
      const text = disk.text(path, 1_000_000);
      return text === undefined ? { kind: 'missing' } : { kind: 'text', text, sha256: sha256(text) };
    },
  };
}

export function standInCarriers(): Carriers {
  const carry: Carrier<Action> = async () => ({ ok: false, text: 'Not there yet.', summary: 'not there yet' });
  const kinds: Record<ActionKind, Carrier<Action>> = {
    readFile: carry,
    listFiles: carry,
    searchText: carry,
    edit: async (action, carrying) => {
      carrying.checkUnchanged();
      writeFileSync((action as EditAction).path, (action as EditAction).after);
      return { ok: true, text: 'Edited.', summary: '+1 −1 lines' };
    },
    delete: carry,
    rename: carry,
    command: async (action, carrying) => {
      carrying.checkUnchanged();
      const { command, cwd } = action as CommandAction;
      execFileSync('bash', ['-c', command], { cwd });
      return { ok: true, text: 'Ran.', summary: 'exit 0' };
    },
    readOutput: carry,
    stopCommand: carry,
    fetch: carry,
    diagnostics: carry,
    question: carry,
    plan: carry,
  };
  return kinds;
}
