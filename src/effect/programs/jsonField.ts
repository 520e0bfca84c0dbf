/** What a JSON text holds at a path of keys, as programs print it, where it is one word or number. */
export function plainField(json: string | undefined, keys: readonly string[], missing = 'null'): string | undefined {
  if (json === undefined) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return undefined;
  }
  for (const key of keys) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
    value = new Map<string, unknown>(Object.entries(value)).get(key);
  }
  if (value === undefined) return missing;
  return typeof value === 'string' && /^[\w.+-]+$/.test(value) ? value : undefined;
}
