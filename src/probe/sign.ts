/** One thing in a text that looks like an attempt to steer whoever reads it. */
export interface Sign {
  readonly id: string;
  /** For a person, in a few words; continues "It …". */
  readonly says: string;
  /** Where it stands, in UTF-16 units. */
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** How much it speaks for an attempt, where it stands: 10 makes a suspicion. */
  readonly weight: number;
}

/** A sign before it is known where it stands. */
export interface Found {
  readonly id: string;
  readonly says: string;
  readonly start: number;
  readonly end: number;
  readonly weight: number;
  /** Hidden from a person's eye, so that no quotation around it excuses it. */
  readonly isHidden?: boolean;
}

/** Where a text comes from, which decides how much it may say before it is suspicious. */
export interface TextOrigin {
  /** `project`: as the project's people left it; `task`, `person`, `downloaded`: who changed the file since the task began. */
  readonly by: 'project' | 'task' | 'person' | 'downloaded' | 'network' | 'output';
  /** File or URL. */
  readonly path?: string | undefined;
}
