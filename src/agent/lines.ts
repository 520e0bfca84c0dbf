/** Text on one line and not longer than a glance takes. */
export function oneLine(text: string, length = 200): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length <= length ? line : `${line.slice(0, length - 1)}…`;
}

/** Ends a text with a full stop unless it ends with a mark of its own. */
export function sentence(text: string): string {
  return /[.!?…]$/.test(text.trim()) ? text.trim() : `${text.trim()}.`;
}
