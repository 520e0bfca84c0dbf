import type { Situation } from '../action/situation';

/** What a path is in this moment, told cheaply. */
export interface Identity {
  /** Which file or folder it is, whatever it holds. */
  readonly file: string;
  /** The same as long as it is the same file, of the same size, last written at the same time. */
  readonly id: string;
  /** When its content was last written. A program can set it back. In nanoseconds since the epoch. */
  readonly writtenNs: bigint;
  readonly isLink: boolean;
  /** When anything of it changed: content, name or rights. No program sets it back. In nanoseconds since the epoch. */
  readonly changedNs: bigint;
}

/** What a fingerprint says of a path where nothing is. */
export const MISSING = 'missing';

/**
 * How the gate ties a verdict to the files it was about. Each look is a fresh one at the disk itself: what others
 * remember of it could be what somebody wants remembered. Never throws.
 */
export interface Evidence {
  /** SHA-256 of the bytes at a path, `MISSING` where there is nothing, else something that changes with what is there. */
  fingerprint(path: string): string;
  /** Of what stands at the path itself, links not followed. Undefined where there is nothing. */
  identify(path: string): Identity | undefined;
  /** The file that a shell would run for a name, by the situation's search path. Undefined where there is none. */
  program(name: string, situation: Situation): { readonly path: string; readonly identity: Identity } | undefined;
}

/** Whether a fingerprint is that of a file, whatever its content. */
export function isFile(fingerprint: string): boolean {
  return /^(?:[0-9a-f]{64}$|large:)/.test(fingerprint);
}
