/** So many texts of one kind are kept as what they were read as. */
const MOST_TEXTS = 512;

/**
 * Reads each text once. What the disk gives for a file that stays the same is the same string, which a map finds without
 * comparing it.
 */
export function readOnce<T>(read: (text: string) => T): (text: string) => T {
  const known = new Map<string, { readonly value: T }>();
  return (text) => {
    const found = known.get(text);
    if (found !== undefined) return found.value;
    const value = read(text);
    if (known.size >= MOST_TEXTS) known.clear();
    known.set(text, { value });
    return value;
  };
}
