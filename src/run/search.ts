/** A line that was found. */
export interface Match {
  /** Relative to where the search began, with slashes. */
  readonly path: string;
  readonly line: number;
  /** The line, or what stands around the first hit in a long one. */
  readonly text: string;
}

export interface Search {
  /** Absolute and real. */
  readonly folder: string;
  /** The one file to look in, by its name in `folder`; all below when absent. */
  readonly file?: string | undefined;
  readonly pattern: string;
  readonly isRegex: boolean;
  readonly isCaseSensitive: boolean;
  /** Whether a file counts, by its relative path. What is found in others is dropped before it is counted. */
  readonly isWanted: (path: string) => boolean;
  readonly signal: AbortSignal;
  readonly timeoutMs: number;
}

export type SearchResult =
  | {
      readonly kind: 'found';
      readonly matches: readonly Match[];
      /** Why there may be more. */
      readonly cut?: string | undefined;
      readonly honoursIgnores: boolean;
    }
  /** The pattern can't be searched for; `why` is for the agent. */
  | { readonly kind: 'invalid'; readonly why: string };
