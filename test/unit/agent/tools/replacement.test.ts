import assert from 'node:assert/strict';
import fc from 'fast-check';
import { notFoundHint, replacementIn } from '../../../../src/agent/tools/replacement';

const replace = (text: string, oldText: string, newText: string, all = false) =>
  replacementIn(text, { oldText, newText, all });

describe('replacing text', () => {
  it('replaces the one place', () => {
    assert.deepEqual(replace('a b c', 'b', 'B'), { kind: 'replaced', text: 'a B c' });
  });

  it('takes dollar signs and other patterns for what they are', () => {
    assert.deepEqual(replace('price: $x', '$x', '$&$1$$'), { kind: 'replaced', text: 'price: $&$1$$' });
    assert.deepEqual(replace('a.b', '.', '*'), { kind: 'replaced', text: 'a*b' });
  });

  it('deletes with an empty new text', () => {
    assert.deepEqual(replace('a b', ' b', ''), { kind: 'replaced', text: 'a' });
  });

  it('tells the lines of several places', () => {
    assert.deepEqual(replace('x\ny x\n\nx', 'x', 'z'), { kind: 'ambiguous', lines: [1, 2, 4] });
  });

  it('replaces all when asked', () => {
    assert.deepEqual(replace('x x x', 'x', 'xx', true), { kind: 'replaced', text: 'xx xx xx' });
  });

  describe('in a file with Windows line breaks', () => {
    const file = 'one\r\ntwo\r\nthree\r\n';
    for (const [name, oldText, newText] of [
      ['both with \\n', 'one\ntwo', '1\n2\n2b'],
      ['both with \\r\\n', 'one\r\ntwo', '1\r\n2\r\n2b'],
      ['one of each', 'one\r\ntwo', '1\n2\n2b'],
      ['the other of each', 'one\ntwo', '1\r\n2\r\n2b'],
    ] as const) {
      it(`keeps them when the model writes ${name}`, () => {
        assert.deepEqual(replace(file, oldText, newText), { kind: 'replaced', text: '1\r\n2\r\n2b\r\nthree\r\n' });
      });
    }

    it('keeps them when one line becomes two', () => {
      assert.deepEqual(replace(file, 'two', 'two\nand a half'), {
        kind: 'replaced',
        text: 'one\r\ntwo\r\nand a half\r\nthree\r\n',
      });
    });

    it('tells the right line of several places', () => {
      assert.deepEqual(replace('a\r\nb\r\na\r\nb\r\n', 'a\nb', 'c'), { kind: 'ambiguous', lines: [1, 3] });
    });

    it('changes nothing when only the line breaks differ', () => {
      assert.deepEqual(replace(file, 'one\ntwo', 'one\r\ntwo'), { kind: 'unchanged' });
    });
  });

  it('keeps the Unix line breaks of a file when the model writes the others', () => {
    assert.deepEqual(replace('one\ntwo\n', 'one\r\ntwo', '1\r\n2'), { kind: 'replaced', text: '1\n2\n' });
  });

  it('leaves the lines of a mixed file alone that it does not replace', () => {
    assert.deepEqual(replace('a\r\nb\r\nc\nd\n', 'c\nd', 'C\nD'), { kind: 'replaced', text: 'a\r\nb\r\nC\nD\n' });
  });

  it('adds lines to a mixed file as most of its lines end', () => {
    assert.deepEqual(replace('a\r\nb\nc\n', 'b', 'b\nB'), { kind: 'replaced', text: 'a\r\nb\nB\nc\n' });
  });

  it('never invents a place: whatever it replaces, the rest of the file stays', () => {
    const line = fc.constantFrom('a', 'b', 'ab', '$', '');
    const lines = fc.array(line, { maxLength: 6 });
    const lineBreak = fc.constantFrom('\n', '\r\n');
    fc.assert(
      fc.property(
        lines,
        lineBreak,
        lines,
        line,
        lineBreak,
        lines,
        (head, fileBreak, middle, last, modelBreak, tail) => {
          const wanted = [...middle, last, 'unique'];
          const file = [...head, ...wanted, ...tail].join(fileBreak);
          const result = replace(file, wanted.join(modelBreak), 'new');
          assert.equal(result.kind, 'replaced');
          if (result.kind !== 'replaced') return;
          const before = [...head, ''].join(fileBreak);
          const after = ['', ...tail].join(fileBreak);
          assert.ok(result.text.startsWith(head.length > 0 ? before : ''));
          assert.ok(result.text.endsWith(tail.length > 0 ? after : ''));
          assert.ok(result.text.includes('new'));
        },
      ),
    );
  });

  describe('that is not there', () => {
    const file = 'function add(a, b) {\n    return a + b;\n}\n\nfunction sub(a, b) {\n    return a - b;\n}\n';
    it('is not found', () => {
      assert.deepEqual(replace(file, 'multiply', 'x'), { kind: 'notFound' });
    });

    for (const [name, oldText, newText, expected] of [
      [
        'other indentation',
        'function sub(a, b) {\n  return a - b;\n}',
        'x',
        /other spaces or line breaks stand at line 5.*\n {4}return a - b;/s,
      ],
      ['blank lines more', 'function sub(a, b) {\n\n    return a - b;\n}', 'x', /stand at line 5/],
      ['line numbers', '5\tfunction sub(a, b) {\n6\t    return a - b;', 'x', /line numbers/],
      ['the change made already', 'return a * b;', 'return a - b;', /stands there already, at line 6/],
      ['the first line only', 'function sub(a, b) {\n    return b - a;\n}', 'x', /first line stands at line 5/],
      ['nothing alike', 'class Foo {}', 'x', /Read the file again/],
    ] as const) {
      it(`gets a hint at ${name}`, () => {
        assert.match(notFoundHint(file, oldText, newText), expected);
      });
    }
  });
});
