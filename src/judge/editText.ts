import { structuredPatch } from 'diff';
import type { EditAction } from '../action/action';
import { cutText, type Passage, quoted } from './quoted';
import { withoutSecrets } from './withoutSecrets';

/** Characters of a change that a judge is told; more of it can't be looked over in one go. */
export const MOST_OF_EDIT = 12_000;

/** Lines that differ, up to which the shortest difference is looked for. Steps, not time: same texts, same words. */
const MOST_STEPS = 1000;

interface Hunk {
  readonly head: string;
  /** Each with its ` `, `-` or `+`. */
  readonly lines: readonly string[];
}

/** An edit as a difference of lines: whole, or its added parts first where it is long. */
export function editText({ before, after }: Pick<EditAction, 'before' | 'after'>): Passage {
  const [was, is] = comparable(before ?? '', after);
  const hunks = hunksOf(was, is);
  const diff = hunks.flatMap(({ head, lines }) => [head, ...lines]).join('\n');
  if (diff.length <= MOST_OF_EDIT) {
    return { lines: [before === null ? 'New text:' : 'Difference:', ...quoted(diff)], isCut: false };
  }
  const added = cutText(linesWith('+', hunks), MOST_OF_EDIT);
  const room = Math.max(0, MOST_OF_EDIT - added.text.length);
  const removedText = linesWith('-', hunks);
  const removed = cutText(removedText, room);
  return {
    lines: [
      `The change is too long to be shown whole. Its added lines${leftOut(added.left)}:`,
      ...quoted(added.text),
      ...(removedText === '' ? [] : [`Its removed lines${leftOut(removed.left)}:`, ...quoted(removed.text)]),
    ],
    isCut: true,
  };
}

/** Without secrets, and without line ends of two signs where both texts have them. */
function comparable(before: string, after: string): readonly [string, string] {
  const texts = [withoutSecrets(before), withoutSecrets(after)] as const;
  const haveBoth = texts.every((text) => text.includes('\r\n'));
  return haveBoth ? [texts[0].replace(/\r\n/g, '\n'), texts[1].replace(/\r\n/g, '\n')] : texts;
}

function leftOut(characters: number): string {
  return characters === 0 ? ', whole' : `, ${characters} characters of them left out`;
}

function linesWith(sign: '+' | '-', hunks: readonly Hunk[]): string {
  return hunks
    .flatMap(({ head, lines }) => {
      const those = lines.filter((line) => line.startsWith(sign));
      return those.length === 0 ? [] : [head, ...those];
    })
    .join('\n');
}

function hunksOf(before: string, after: string): readonly Hunk[] {
  const patch = structuredPatch('', '', before, after, undefined, undefined, { context: 3, maxEditLength: MOST_STEPS });
  if (patch === undefined) return [allOf(before, after)];
  return patch.hunks.map(({ oldStart, newStart, lines }) => ({ head: `@@ -${oldStart} +${newStart} @@`, lines }));
}

/** Where so much differs that no shortest difference is looked for. */
function allOf(before: string, after: string): Hunk {
  const signed = (sign: string, text: string) => (text === '' ? [] : text.split('\n').map((line) => `${sign}${line}`));
  return { head: '@@ all @@', lines: [...signed('-', before), ...signed('+', after)] };
}
