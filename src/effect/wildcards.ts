/** `*` stands for anything, `?` for one sign. In time that grows with both lengths, whatever they say. */
export function matchesWildcards(text: string, pattern: string): boolean {
  let at = 0;
  let star = -1;
  let mark = 0;
  let p = 0;
  while (at < text.length) {
    if (pattern[p] === '*') {
      star = p++;
      mark = at;
    } else if (p < pattern.length && (pattern[p] === text[at] || pattern[p] === '?')) {
      p++;
      at++;
    } else if (star >= 0) {
      p = star + 1;
      at = ++mark;
    } else return false;
  }
  while (pattern[p] === '*') p++;
  return p === pattern.length;
}
