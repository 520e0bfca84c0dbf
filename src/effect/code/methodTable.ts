import { namesIn } from '../names';
import type { Method } from './language';

export type MethodTable = ReadonlyMap<string, Method>;

/** Keys hold several names; a lone `then` is written twice, as an object with such a key reads like a promise. */
export function methodTable(methods: Readonly<Record<string, Method>>): MethodTable {
  const found = new Map<string, Method>();
  for (const [names, method] of Object.entries(methods)) for (const name of namesIn(names)) found.set(name, method);
  return found;
}
