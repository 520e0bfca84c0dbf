import assert from 'node:assert/strict';
import { manyLines, oneLine, shorten } from '../../../src/action/visibleText';

describe('text shown to a person', () => {
  const lines: readonly [string, string, string][] = [
    ['leaves ordinary text alone', 'echo "größe" | grep 日本 # ✓', 'echo "größe" | grep 日本 # ✓'],
    ['shows a line break', 'ls\nrm -rf x', 'ls\\nrm -rf x'],
    ['shows a carriage return', 'echo ok\r\ntouch M', 'echo ok\\r\\ntouch M'],
    ['shows an escape sequence', '\x1b[2Kls', '\\e[2Kls'],
    ['shows a zero-width space', 'ec\u200bho', 'ec\\u{200b}ho'],
    ['shows a right-to-left override', 'a\u202eb', 'a\\u{202e}b'],
    ['shows a no-break space', 'rm\u00a0x', 'rm\\xa0x'],
    ['shows a blank braille cell', 'a\u2800b', 'a\\u{2800}b'],
    ['shows tag characters', 'a\u{e0041}b', 'a\\u{e0041}b'],
    ['shows a lone surrogate', 'a\ud800b', 'a\\u{d800}b'],
    [
      'counts spaces that would push the rest out of sight',
      `echo hi${' '.repeat(500)}; touch M`,
      'echo hi [500 spaces] ; touch M',
    ],
    ['shows a variation selector that is not part of an emoji', 'a\ufe0fb ⚠\ufe0f', 'a\\u{fe0f}b ⚠\ufe0f'],
    ['draws no icons and needs none escaped', '$(trash) x', '$(trash) x'],
  ];
  for (const [title, text, shown] of lines) {
    it(title, () => assert.equal(oneLine(text), shown));
  }

  it('keeps the lines and the indentation of a script, and shows the rest', () => {
    const script = `if true\n${' '.repeat(12)}then x\u200b\r\nls${' '.repeat(99)}; rm y`;
    assert.equal(manyLines(script), `if true\n${' '.repeat(12)}then x\\u{200b}\\r\nls [99 spaces] ; rm y`);
  });

  it('says when it cut a line, and never cuts a character in two', () => {
    assert.equal(shorten('abcdef', 6), 'abcdef');
    assert.equal(shorten('abcdefg', 6), 'abcde…');
    assert.equal(shorten('😀😀😀', 2), '😀…');
  });
});
