import { type Names, namesIn } from '../names';

/** By dotted name, from tables of signature to names. */
export function signatureTable(table: Readonly<Record<string, Names>>): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const [signature, names] of Object.entries(table))
    for (const name of namesIn(names)) for (const each of expanded(name)) found.set(each, signature);
  return found;
}

/** `os.{remove,unlink}`: two names. */
function expanded(name: string): string[] {
  const [whole, before = '', inner, after = ''] = /^([^{]*)\{([^}]*)\}(.*)$/.exec(name) ?? [];
  if (whole === undefined || inner === undefined) return [name];
  return inner.split(',').map((each) => before + each + after);
}
