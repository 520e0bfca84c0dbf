import { targetsOf } from '../gate/facts';
import type { Prepared } from './prepareCall';
import type { ToolOrder } from './tools/tool';

/** Which files a call may change, as far as that is known before it is carried out: none, these, or any. */
export type Reach = 'any' | readonly string[];

/** A problem now may be none once the calls before it are done. */
export function reachOf(order: ToolOrder, prepared: Prepared): Reach {
  if (order === 'free') return [];
  if (prepared.kind === 'problem') return 'any';
  const targets = targetsOf(prepared.action);
  return targets.length > 0 ? targets : 'any';
}

/** Whether two calls may reach for the same file, or one for a folder in which the other's lies. */
export function doMeet(one: Reach, other: Reach): boolean {
  if (one === 'any') return other === 'any' || other.length > 0;
  if (other === 'any') return one.length > 0;
  return one.some((path) => other.some((beside) => isWithin(path, beside) || isWithin(beside, path)));
}

/** By names alone, and as a disk would have it that knows no case: one wait too many costs less than one too few. */
function isWithin(path: string, folder: string): boolean {
  const [inner, outer] = [plain(path), plain(folder)];
  return inner === outer || (inner.startsWith(outer) && /[\\/]/.test(inner[outer.length] ?? ''));
}

function plain(path: string): string {
  return path.normalize('NFC').toLowerCase();
}
