const LONGEST = 300;

/** Files larger than this are searched only when asked for by name. */
export const SEARCHED_BYTES = 5 * 1024 * 1024;

/** Lines that are collected at most before a search is broken off. */
export const MOST_MATCHES = 2000;

/** The line as it is shown: without its end, and cut around the first hit where it is long. */
export function shownLine(line: string, hit: number): string {
  const text = line.replace(/\r?\n?$/, '');
  if (text.length <= LONGEST) return text;
  const start = Math.max(0, Math.min(hit - LONGEST / 4, text.length - LONGEST));
  const end = start + LONGEST;
  return `${start > 0 ? '…' : ''}${text.slice(start, end)}${end < text.length ? '…' : ''}`;
}
