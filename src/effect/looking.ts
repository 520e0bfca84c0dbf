import type { Disk, Situation } from '../action/situation';

/** What an analysis looks with, and what it looked at. */
export interface Looking {
  readonly situation: Situation;
  readonly disk: Disk;
  /** Real paths the verdict relied on. */
  readonly paths: Set<string>;
}
