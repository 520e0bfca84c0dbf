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
  /** What is known of how files have changed since the task began. Without it every file counts as it was then. */
  readonly history?: History | undefined;
  /** What a text that looked like an attempt to steer the agent has named. Nothing has when absent. */
  readonly taint?: Taint | undefined;
  /** Lines that the person has drawn in the task. None when absent. */
  readonly boundaries?: readonly Boundary[] | undefined;
  /** Action kinds nobody can carry out here (no `bash`, say), each with what to tell the agent. */
  readonly unavailable: Readonly<Partial<Record<ActionKind, string>>>;
}

/** Names that stand in texts which looked like attempts to steer the agent, each with the text that named it. */
export interface Taint {
  readonly hosts: Readonly<Record<string, string>>;
  readonly packages: Readonly<Record<string, string>>;
  readonly paths: Readonly<Record<string, string>>;
  /** Command lines; of one that a sentence names, each beginning. */
  readonly commands: Readonly<Record<string, string>>;
  /** The first text that named more than is kept or can be looked through, so that anything may have been named. */
  readonly unknown?: string | undefined;
}

/** What a person may rule out. */
export type BoundAct = 'commit' | 'push' | 'install' | 'delete' | 'create' | 'network' | 'publish' | 'deploy';

/** A line that the person drew, with the sentence that drew it. Paths are globs, as rules have them. */
export type Boundary =
  /** Nothing else in the workspace may change. */
  | { readonly kind: 'only'; readonly paths: readonly string[]; readonly said: string }
  /** These must stay as they are, but for exceptions made later. */
  | {
      readonly kind: 'never';
      readonly paths: readonly string[];
      readonly except?: readonly string[] | undefined;
      /** That they go away is ruled out, and no other change. */
      readonly isAway?: true | undefined;
      readonly said: string;
    }
  | {
      readonly kind: 'act';
      readonly act: BoundAct;
      /** Files that may be deleted or made all the same. */
      readonly except?: readonly string[] | undefined;
      readonly said: string;
    };

/** Who changed a file since the task began. `downloaded`: the task, with text that came from the network. */
export type ChangedBy = 'task' | 'person' | 'downloaded';

/** How the files of the workspace came to be as they are, since the task began. A commit in between changes nothing of it. */
export interface History {
  /** When the task began, in milliseconds since the epoch. */
  readonly startedAt: number;
  /** Files known to have changed since, by their real paths. */
  readonly changed: Readonly<Record<string, ChangedBy>>;
  /**
   * Commands of the task ran that may have written anything: a file with a younger change that is not listed counts as
   * changed by the task, else by the person.
   */
  readonly hasRunCommands: boolean;
  /** UTF-16 units of each file, at the task's start, that the task has edited since; by real path. */
  readonly lengths: Readonly<Record<string, number>>;
  /** The text of such a file at the task's start, where git doesn't hold it; by real path. */
  readonly texts?: Readonly<Record<string, string>> | undefined;
  /** The text that files had when the task began, where the task has changed them since and that is known; by real path. */
  readonly starting?: Readonly<Record<string, string>> | undefined;
  /**
   * Files that git doesn't hold as they were at the task's start: untracked, ignored, or changed since the last commit;
   * by real path. One that ends with a slash is a folder with all that is in it. Undefined while that isn't known.
   */
  readonly uncommitted: readonly string[] | undefined;
  /** Files with changes in an editor that the person hasn't saved, by real path. */
  readonly unsaved: readonly string[];
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
  /**
   * When the file last changed (`ctime`, in milliseconds since the epoch): content, name or rights. No program sets it back.
   * Undefined where that can't be told. A disk without it has files that never change.
   */
  changedAt?(path: string): number | undefined;
  /** The same as it stands in this moment: what is asked twice is looked at once. Made for one decision, then dropped. */
  snapshot?(): DiskView;
}

/** The disk as one decision sees it. */
export interface DiskView extends Disk {
  /**
   * SHA-256 of the bytes that a text was read from, or within how many bytes there was no text to be read; undefined for
   * a path whose text nobody asked for.
   */
  textSeen(path: string): { readonly sha256: string } | { readonly noneWithin: number } | undefined;
  /** Paths that led elsewhere than they say, each with where that was: where links stand, as far as that is known. */
  linksFollowed(): ReadonlyMap<string, string>;
}
