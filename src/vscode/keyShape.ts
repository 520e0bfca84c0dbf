/** Why a text can't be a key, or undefined. Only what every key has is asked for, since endpoints differ. */
export function whyNotKey(text: string): 'empty' | 'short' | 'characters' | undefined {
  const key = text.trim();
  if (key === '') return 'empty';
  if (!/^[\x21-\x7e]+$/.test(key)) return 'characters';
  return key.length < 16 ? 'short' : undefined;
}
