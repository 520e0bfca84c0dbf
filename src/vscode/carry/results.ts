import type { CarriedOut } from '../../gate/carriers';

/** Nothing was done, and why, for the agent and in one line for the person. */
export function refused(text: string, summary = text): CarriedOut {
  return { ok: false, text, summary };
}

export function unsavedChanges(path: string): string {
  return `${path} is open in the editor with unsaved changes. They are the person's and must not be lost: ask them to save or discard them, then try again.`;
}
