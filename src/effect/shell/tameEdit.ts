import { nameSet } from '../names';
import { isTameText } from './tameText';

/** What a script needs that reads a file, puts text in the place of other text, and writes it back. */
const EDITING = nameSet([
  'import from as re pathlib Path open with read write close readlines writelines read_text write_text replace sub subn',
  'MULTILINE DOTALL M S assert in not and or if else print len count find index rindex splitlines keepends startswith',
  'endswith strip rstrip lstrip encoding newline None True False pass is',
]);
const LITERAL = /(?<![\w'"])[rR]?('''|"""|'|")((?:\\[\s\S]|(?!\1)[^\\])*)\1/g;
const PATH = /^[\w./-]*(?:\/|\.)[\w-]+$/;

/**
 * Whether a Python script does nothing but change one file by texts that stand in it, none of which does more than
 * compute. On the cautious side: only the plainest scripts are understood.
 */
export function isTameEdit(source: string, file: string): boolean {
  const literals: string[] = [];
  const bare = source
    .replace(/^[ \t]*#.*$/gm, '')
    .replace(/(\bopen\([\w.'"/-]+), *(['"])[rw]\2/g, '$1')
    .replace(/(\b(?:encoding|newline)) *= *(['"])(?:utf-?8)?\2/gi, '$1=0');
  const rest = bare.replace(LITERAL, (_, quote: string, text: string) => {
    literals.push(text);
    // A quote of one line never spans two.
    return quote.length === 1 && text.includes('\n') ? '!' : ' 0 ';
  });
  // Nothing is put together, taken apart or decoded.
  if (/[!'"+%\\@`#{}]|0 *0|\[[^\]]*:[^\]]*:/.test(rest.replaceAll('!=', '=='))) return false;
  const assigned = rest.matchAll(/\b([A-Za-z]\w*(?: *, *[A-Za-z]\w*)*) *=(?!=)|\bas +([A-Za-z]\w*)/g);
  const own = new Set([...assigned].flatMap(([, names = '', alias = '']) => [...names.split(/ *, */), alias]));
  const names = rest.match(/[A-Za-z_]\w*/g) ?? [];
  if (!names.every((name) => EDITING.has(name) || (own.has(name) && !name.startsWith('_')))) return false;
  const base = file.slice(file.lastIndexOf('/') + 1);
  const isSame = (text: string) => PATH.test(text) && /\.\w+$/.test(text);
  // One change may not work on what another put in: together they could make a word that neither holds.
  const texts = literals.filter((text) => !isSame(text));
  if (texts.some((from, at) => texts.some((to, index) => index !== at && index !== at + 1 && to.includes(from))))
    return false;
  return literals.every((text) =>
    isSame(text) ? text.slice(text.lastIndexOf('/') + 1) === base : isTameText(text, file),
  );
}
