import * as vscode from 'vscode';
import type { Disk } from '../../action/situation';
import { decodeExactly } from './encoding';
import { type FileBytes, READ_BACK_LIMIT, readFileBytes } from './fileBytes';

/** An edit on its way to disk: where it was judged to land, over which bytes, and as which bytes. */
export interface Target {
  /** As the editor has it. */
  readonly path: string;
  readonly real: string;
  /** Undefined for a new file. */
  readonly before: Buffer | undefined;
  readonly expected: Buffer;
  /** In the editor's own name for it. */
  readonly encoding: string;
  /** Folders that a new file brings along, outermost first. */
  readonly newFolders: readonly string[];
}

/** What stands on disk after the editor says that it saved. */
export type Landing =
  | { readonly kind: 'asJudged' }
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'altered'; readonly text: string; readonly bytes: Buffer }
  /** Something that isn't the edit and can't be read as text in its encoding. */
  | { readonly kind: 'unclear'; readonly file: FileBytes }
  /** The path leads somewhere else than when it was judged. */
  | { readonly kind: 'elsewhere'; readonly real: string };

export async function lookAtLanding(target: Target, disk: Disk): Promise<Landing> {
  const real = disk.realPath(target.path);
  if (real !== target.real) return { kind: 'elsewhere', real };
  const file = readFileBytes(target.real, { maxBytes: READ_BACK_LIMIT, noFollow: true });
  if (file.kind !== 'file') return { kind: 'unclear', file };
  if (file.bytes.equals(target.expected)) return { kind: 'asJudged' };
  if (target.before !== undefined && file.bytes.equals(target.before)) return { kind: 'unchanged' };
  const text = await decodeExactly(file.bytes, target.encoding);
  return text === undefined ? { kind: 'unclear', file } : { kind: 'altered', text, bytes: file.bytes };
}

/** Where a save was led away to, and what stood there before it. */
export interface Diversion {
  readonly real: string;
  readonly held: FileBytes;
}

export interface Save {
  readonly isSaved: boolean;
  readonly diversion: Diversion | undefined;
}

/** Saves a document, looking in the last moment that we are told of whether its path still leads where it did. */
export async function saveWatched(document: vscode.TextDocument, target: Target, disk: Disk): Promise<Save> {
  let diversion: Diversion | undefined;
  const watch = vscode.workspace.onWillSaveTextDocument((event) => {
    if (event.document !== document) return;
    const real = disk.realPath(target.path);
    if (real === target.real) return;
    diversion = { real, held: readFileBytes(real, { maxBytes: READ_BACK_LIMIT, noFollow: true }) };
  });
  let timer: NodeJS.Timeout | undefined;
  const never = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), SAVE_LIMIT_MS);
  });
  try {
    const isSaved = await Promise.race([document.save(), never]);
    return { isSaved, diversion };
  } catch {
    // The document went away under us; the disk says what became of it.
    return { isSaved: false, diversion };
  } finally {
    clearTimeout(timer);
    watch.dispose();
  }
}

/** A formatter that never answers keeps the editor from saving, and must not keep all else waiting. */
const SAVE_LIMIT_MS = 60_000;
