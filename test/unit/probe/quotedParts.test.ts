import assert from 'node:assert/strict';
import { QuotedParts } from '../../../src/probe/learned/quotedParts';

/** The words of a text that stand in quotes. */
function quotedWords(text: string): string {
  const parts = new QuotedParts(text);
  return [...text.matchAll(/[\p{L}\p{N}']+/gu)]
    .filter(({ index }) => parts.has(index))
    .map(([word]) => word)
    .join(' ');
}

describe('what of a text is quoted', () => {
  const cases: readonly [text: string, quoted: string][] = [
    ['He said "go away" and left.', 'go away'],
    ['He said \u201cgo away\u201d and left.', 'go away'],
    ['Er sagte \u201egeh weg\u201c und ging.', 'geh weg'],
    ['Il dit \u00abva-t\u2019en\nvite\u00bb et part.', 'va t en vite'],
    ['Run `npm test` first.', 'npm test'],
    ['> all of this\nnot this', 'all of this'],
    ['a > b', ''],
    ['one " mark alone', ''],
    ['a "mark\nthat ends on another line"', ''],
    [`"${'long '.repeat(100)}" quote`, ''],
    ['"" empty "here" not', 'here'],
    ['', ''],
  ];
  for (const [text, quoted] of cases)
    it(`tells it in ${JSON.stringify(text.slice(0, 40))}`, () => {
      assert.equal(quotedWords(text), quoted);
    });
});
