import type { Disk, Situation } from '../action/situation';
import { Budget } from './budget';
import type { Part } from './effect';
import type { Place } from './place';
import { LookDepth } from './script/lookDepth';

/** One of the places that an argument stands for. */
export interface ResolvedPlace {
  readonly place: Place;
  readonly shown: string;
  readonly isContents: boolean;
}

/** A file that a program reads by its name. */
export interface LoadedFile {
  /** The command that reads it. */
  readonly part: Part;
  /** For what it says is to be installed, for what is to be run, or for both. */
  readonly isInstalled: boolean | 'too';
}

/** A command as its program gets it. */
export interface CalledWords {
  readonly part: Part;
  /** What can't be told stands as it is written. */
  readonly words: readonly string[];
  /** Where it may run; undefined where nobody knows. */
  readonly folders: readonly string[] | undefined;
}

/** What an analysis looks with, and what it looked at. */
export interface Looking {
  readonly situation: Situation;
  readonly disk: Disk;
  /** Real paths the verdict relied on. */
  readonly paths: Set<string>;
  /** Real paths of the files whose text counts as what would run: what they hold is part of what was judged. */
  readonly scripts: Set<string>;
  /** Real paths of files that the project's own build makes, as the person has it: they can be made again. */
  readonly made: Set<string>;
  /** How far it has looked into them. */
  readonly depth: LookDepth;
  /** Real paths of files and folders into which text from the network goes. */
  readonly downloads: Set<string>;
  /** Programs that are called: a name for the search path to find, or an absolute path. */
  readonly programs: Set<string>;
  /** Each command that was looked at, in that order: the same one several times where it is in a loop. */
  readonly parts: Part[];
  /** The same with their words; only where a suspicious text may have named them. */
  readonly calls: CalledWords[];
  readonly budget: Budget;
  /** What files may come to hold that what is looked at writes word for word: every such text, by the file's real path. */
  readonly texts: Map<string, readonly string[]>;
  /** Real paths of files that programs read by their names and this task changed, with the command that would read each. */
  readonly loaded: Map<string, LoadedFile>;
  /** What each pattern stands for, by its text. */
  readonly matches: Map<string, readonly ResolvedPlace[]>;
}

/** For one analysis: it sees the disk as it is in this moment. */
export function lookingAt(situation: Situation, disk: Disk): Looking {
  return {
    situation,
    disk: disk.snapshot?.() ?? disk,
    paths: new Set(),
    scripts: new Set(),
    made: new Set(),
    depth: new LookDepth(),
    downloads: new Set(),
    programs: new Set(),
    parts: [],
    calls: [],
    budget: new Budget(),
    texts: new Map(),
    loaded: new Map(),
    matches: new Map(),
  };
}
