import assert from 'node:assert/strict';
import { editText, MOST_OF_EDIT } from '../../../src/judge/editText';

describe('editText', () => {
  it('shows a change with the lines around it', () => {
    const before = 'a\nb\nc\nd\ne\nf\ng\nh\n';
    const { lines, isCut } = editText({ before, after: before.replace('e', 'E') });
    assert.equal(isCut, false);
    assert.deepEqual(lines, [
      'Difference:',
      '| @@ -2 +2 @@',
      '|  b',
      '|  c',
      '|  d',
      '| -e',
      '| +E',
      '|  f',
      '|  g',
      '|  h',
    ]);
  });

  it('shows a new file whole', () => {
    assert.deepEqual(editText({ before: null, after: 'a\n' }).lines, ['New text:', '| @@ -1 +1 @@', '| +a']);
  });

  it('shows of a long change the added lines first, whole where they fit, and how much is left out', () => {
    const before = Array.from({ length: 900 }, (_, index) => `an old line ${index}`).join('\n');
    const after = Array.from({ length: 100 }, (_, index) => `a new line ${index}`).join('\n');
    const { lines, isCut } = editText({ before, after });
    assert.equal(isCut, true);
    const text = lines.join('\n');
    assert.match(
      text,
      /Its added lines, whole:\n[\s\S]*\+a new line 99\n[\s\S]*Its removed lines, \d+ characters of them left out:/,
    );
    assert.ok(text.indexOf('+a new line 0') < text.indexOf('-an old line 0'));
    assert.ok(text.length < MOST_OF_EDIT * 1.5);
  });

  it('says that the line ends of a file change', () => {
    assert.match(editText({ before: 'a\r\nb\r\n', after: 'a\nb\n' }).lines.join('\n'), /-a\\r\n/);
    assert.doesNotMatch(editText({ before: 'a\r\nb\r\n', after: 'a\r\nc\r\n' }).lines.join('\n'), /\\r/);
  });

  it('looks for no shortest difference where texts have nothing in common, which would take minutes', () => {
    const text = (word: string) => Array.from({ length: 60_000 }, (_, index) => `${word} ${index * 7}`).join('\n');
    const { isCut } = editText({ before: text('old'), after: text('new') });
    assert.equal(isCut, true);
  });
});
