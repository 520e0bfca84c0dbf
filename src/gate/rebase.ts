import type { Action } from '../action/action';
import type { Look } from './door';
import { mergeTexts } from './merge';

/** An action on the file as it is now. */
export interface Rebased {
  readonly action: Action;
  /** What it would take back of what others have changed since, for the person: never done without them. */
  readonly conflict?: string | undefined;
}

/**
 * The same action on the file as it is now, or undefined where that has no meaning. An edit is merged with what others
 * changed; where they changed the same lines it would take that back, and says so.
 */
export function rebase(action: Action, look: Look): Rebased | undefined {
  const sha256 = look.kind === 'missing' ? null : look.sha256;
  switch (action.kind) {
    case 'edit': {
      if (action.before === null) return look.kind === 'missing' ? { action } : undefined;
      if (look.kind !== 'text') return undefined;
      if (look.text === action.before) return { action };
      const onto = { ...action, before: look.text, beforeSha256: look.sha256 };
      // Done already.
      if (look.text === action.after) return undefined;
      const merged = mergeTexts(action.before, action.after, look.text);
      if (merged !== undefined) return { action: { ...onto, after: merged } };
      return { action: onto, conflict: 'has changed in the same lines, and this would take those changes back' };
    }
    case 'delete':
    case 'rename':
      return sha256 === null ? undefined : { action: { ...action, beforeSha256: sha256 } };
    default:
      return { action };
  }
}
