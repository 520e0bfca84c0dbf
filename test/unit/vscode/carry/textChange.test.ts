import assert from 'node:assert/strict';
import fc from 'fast-check';
import { countChanges, lineEndingsOf, shortDiff, smallestChange } from '../../../../src/vscode/carry/textChange';

describe('the smallest change', () => {
  it('makes one text of the other', () => {
    const text = fc.array(fc.constantFrom('a', 'b', '\r\n', '\n', '😀', '😁', 'é'), { maxLength: 30 });
    fc.assert(
      fc.property(text, text, (one, other) => {
        const [before, after] = [one.join(''), other.join('')];
        const { start, end, text: inserted } = smallestChange(before, after);
        assert.equal(before.slice(0, start) + inserted + before.slice(end), after);
      }),
    );
  });

  it('is no wider than the line that changed', () => {
    assert.deepEqual(smallestChange('one\ntwo\nthree\n', 'one\nTWO\nthree\n'), { start: 4, end: 7, text: 'TWO' });
  });

  it('never cuts through a character or a line break', () => {
    assert.deepEqual(smallestChange('x😀y', 'x😁y'), { start: 1, end: 3, text: '😁' });
    assert.deepEqual(smallestChange('a\r\nb', 'a\nb'), { start: 1, end: 3, text: '\n' });
  });

  it('is empty where nothing changes', () => {
    assert.deepEqual(smallestChange('same', 'same'), { start: 4, end: 4, text: '' });
  });
});

describe('line endings', () => {
  for (const [text, endings] of [
    ['', 'none'],
    ['one', 'none'],
    ['a\nb\n', '\n'],
    ['a\r\nb\r\n', '\r\n'],
    ['a\r\nb\n', 'mixed'],
    ['a\nb\r\n', 'mixed'],
    ['a\rb', 'mixed'],
    ['a\n\rb', 'mixed'],
  ] as const) {
    it(`of ${JSON.stringify(text)} are ${JSON.stringify(endings)}`, () => assert.equal(lineEndingsOf(text), endings));
  }
});

describe('a short diff', () => {
  it('shows the white space that editors change', () => {
    assert.equal(shortDiff('a  \nb', 'a\nb\n'), '@@ -1,2 +1,2 @@\n-a··\n-b\n\\ No newline at end of file\n+a\n+b');
  });

  it('shows a line ending that changed', () => {
    assert.equal(shortDiff('a\n', 'a\r\n'), '@@ -1,1 +1,1 @@\n-a\n+a␍');
  });

  it('is left out where it would be long', () => {
    const lines = Array.from({ length: 200 }, (_, index) => `line ${index}\n`);
    assert.equal(shortDiff(lines.join(''), lines.join('').toUpperCase()), undefined);
  });

  it('counts lines for the person', () => {
    assert.equal(countChanges('a\nb\n', 'a\nc\nd\n'), '+2 −1 lines');
    assert.equal(countChanges('', 'a\n'), '+1 −0 line');
  });
});
