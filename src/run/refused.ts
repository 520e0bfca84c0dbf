import type { CarriedOut } from '../gate/carriers';

/** What isn't done, and why. */
export function refused(why: string): CarriedOut {
  return { ok: false, text: why, summary: why };
}
