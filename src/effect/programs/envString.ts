const CONTROL: Readonly<Record<string, string>> = { f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' };

/**
 * The words of `env -S`, by its own quoting: a backslash counts within single quotes too. Undefined where a variable is
 * put in, or where it is not well formed.
 */
export function splitEnvString(text: string): string[] | undefined {
  const words: string[] = [];
  let word: string | undefined;
  let quote = '';
  for (let at = 0; at < text.length; at++) {
    const char = text[at] ?? '';
    const next = text[at + 1];
    if (char === '\\') {
      if (next === undefined) return undefined;
      at++;
      if (quote === "'") word = (word ?? '') + (next === '\\' || next === "'" ? next : `\\${next}`);
      else if (next === '_' && quote === '') {
        if (word !== undefined) words.push(word);
        word = undefined;
      } else if (next === 'c' && quote === '') break;
      else if (next === '_') word = `${word ?? ''} `;
      else if (/["#$'\\frntv]/.test(next)) word = (word ?? '') + (CONTROL[next] ?? next);
      else return undefined;
    } else if (quote !== '' && char === quote) quote = '';
    else if (quote === '' && (char === "'" || char === '"')) {
      quote = char;
      word ??= '';
    } else if (char === '$' && quote !== "'") return undefined;
    else if (quote === '' && /[ \t\n\v\f\r]/.test(char)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else if (quote === '' && char === '#' && word === undefined) break;
    else word = (word ?? '') + char;
  }
  if (quote !== '') return undefined;
  return word === undefined ? words : [...words, word];
}
