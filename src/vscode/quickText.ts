import { oneLine } from '../action/visibleText';

/** A text of unknown origin for a quick pick, which would draw `$(name)` as an icon and swallow it. */
export function quickText(text: string): string {
  return oneLine(text).replace(/\$\(/g, '$\u200b(');
}
