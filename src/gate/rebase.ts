import { applyPatch, structuredPatch } from 'diff';
import type { Action } from '../action/action';
import type { Look } from './door';

/**
 * The same action on the file as it is now, or undefined where that has no clear meaning. An edit is carried over only
 * where every changed line and its context still stand as they did.
 */
export function rebase(action: Action, look: Look): Action | undefined {
  const sha256 = look.kind === 'missing' ? null : look.sha256;
  switch (action.kind) {
    case 'edit': {
      if (action.before === null) return look.kind === 'missing' ? action : undefined;
      if (look.kind !== 'text') return undefined;
      if (look.text === action.before) return action;
      const patch = structuredPatch(action.path, action.path, action.before, action.after);
      const merged = applyPatch(look.text, patch, { fuzzFactor: 0 });
      if (merged === false || merged === look.text) return undefined;
      return { ...action, before: look.text, after: merged, beforeSha256: look.sha256 };
    }
    case 'delete':
      return sha256 === null ? undefined : { ...action, beforeSha256: sha256 };
    case 'rename':
      return sha256 === null ? undefined : { ...action, beforeSha256: sha256 };
    default:
      return action;
  }
}
