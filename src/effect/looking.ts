import type { Disk, Situation } from '../action/situation';
import type { Part } from './effect';

/** What an analysis looks with, and what it looked at. */
export interface Looking {
  readonly situation: Situation;
  readonly disk: Disk;
  /** Real paths the verdict relied on. */
  readonly paths: Set<string>;
  /** Each command that was looked at, in that order: the same one several times where it is in a loop. */
  readonly parts: Part[];
}
