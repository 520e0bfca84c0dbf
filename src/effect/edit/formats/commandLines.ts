import { runSeparately } from '../../script/separateLines';
import type { EditedFile, Fact } from '../fact';
import { opaqueFact } from './opaque';

/** Lines that are each a command of their own, as one script of the file. */
export function commandFacts(lines: readonly string[], file: EditedFile, isElsewhere?: true): readonly Fact[] {
  if (lines.length === 0) return [];
  const { text, broken } = runSeparately(lines, { exports: [], first: [] });
  return [
    { kind: 'script', at: 'the commands', text, ...(isElsewhere === undefined ? {} : { isElsewhere }) },
    ...broken.map((line) => opaqueFact(`runs a command that can't be parsed: ${line}`, file)),
  ];
}

/** A variable stays one, everything else is what it says. */
export function quoted(word: string): string {
  if (/^[\w./:=@%+,-]+$/.test(word)) return word;
  return /\$\{\w+\}/.test(word) || word.startsWith('~')
    ? word.startsWith('~')
      ? `~${word === '~' ? '' : quoted(word.slice(1))}`
      : `"${word.replace(/["\\`]/g, '\\$&')}"`
    : `'${word.replaceAll("'", "'\\''")}'`;
}
