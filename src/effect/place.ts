/** Where a path lies. The first that applies, in this order; `isSecret` and `isProtected` are told beside it. */
export const AREAS = ['ownState', 'device', 'root', 'workspace', 'temp', 'home', 'system', 'outside'] as const;

export type Area = (typeof AREAS)[number];

export interface Place {
  readonly area: Area;
  /** Real path, links resolved. */
  readonly path: string;
  /** It is the root of its area itself (`/`, home, a workspace folder), not something below. */
  readonly isTop: boolean;
  /** Holds keys, tokens or passwords by its name: `.env`, `id_rsa`, `~/.aws/credentials`. */
  readonly isSecret: boolean;
  /** Why an edit here reaches beyond the project's own source, or undefined: `git's own files`, `editor settings`. */
  readonly protectedAs?: string | undefined;
  /** A folder above one of these (or it itself): what happens to the folder happens to all of it. */
  readonly holds?: 'workspace' | 'home' | 'ownState' | undefined;
}
