import type { ActionKind } from './action';

export const MODES = ['plan', 'manual', 'auto'] as const;

/** Plan: reads only. Manual: every change waits for a person. Auto: judged by policy. */
export type Mode = (typeof MODES)[number];

/**
 * All that a verdict depends on beside the action: a serialisable snapshot built by the editor or a command line.
 * What is read from disk during the analysis comes through `Disk`, and is recorded beside it.
 */
export interface Situation {
  readonly mode: Mode;
  /** Workspace folders: absolute real paths. Never empty. */
  readonly roots: readonly string[];
  /** The person's home folder, absolute and real. */
  readonly home: string;
  /** Folders for temporary files, absolute and real. */
  readonly temp: readonly string[];
  /** Where Chaperone itself lives: its storage, logs and code, and the editor's user settings. Nothing may change these. */
  readonly ownState: readonly string[];
  /** The environment commands run with, complete. */
  readonly environment: Readonly<Record<string, string>>;
  readonly platform: 'posix' | 'windows';
  /** Whether two paths that differ in case name two files. */
  readonly isCaseSensitive: boolean;
  /** Files the task has made and nobody has touched since, by their real paths. None when absent. */
  readonly created?: readonly string[] | undefined;
  /** Action kinds nobody can carry out here (no `bash`, say), each with what to tell the agent. */
  readonly unavailable: Readonly<Partial<Record<ActionKind, string>>>;
}

export type FileKind = 'file' | 'folder' | 'device' | 'missing';

/** What the analysis may ask the disk. Synchronous, since a verdict is one turn of the event loop. */
export interface Disk {
  /**
   * The path with every symbolic link resolved. Where the path doesn't exist, its nearest existing ancestor is resolved
   * and the rest appended, so that a new file below a linked folder is judged where it would land.
   */
  realPath(path: string): string;
  kind(path: string): FileKind;
  /** Names in a folder, unsorted; empty when it can't be read. */
  list(path: string): readonly string[];
  /** The file's text when it is UTF-8 and at most `maxBytes` long, else undefined. */
  text(path: string, maxBytes: number): string | undefined;
  /** The same as it stands in this moment: what is asked twice is looked at once. Made for one decision, then dropped. */
  snapshot?(): Disk;
}
