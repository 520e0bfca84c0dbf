import assert from 'node:assert/strict';
import fc from 'fast-check';
import { OutputLog } from '../../../src/run/outputLog';
import { headAndTail, nextPage, plainText } from '../../../src/run/shownOutput';

describe('OutputLog', () => {
  it('gives back what was printed from any position, and counts what it had to drop', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 12 }), { maxLength: 30 }), fc.nat(200), (pieces, position) => {
        const log = new OutputLog(20, 10);
        for (const piece of pieces) log.append(piece);
        const whole = pieces.join('');
        const from = Math.min(position, whole.length);
        const { text, missing, missingAt } = log.since(from);
        assert.equal(log.length, whole.length);
        assert.equal(text.length + missing, whole.length - from);
        assert.equal(text.slice(0, missingAt), whole.slice(from, from + missingAt));
        assert.equal(text.slice(missingAt), whole.slice(from + missingAt + missing));
        if (whole.length <= 20) assert.equal(missing, 0);
        assert.ok(whole.length - missing >= Math.min(whole.length, 30));
      }),
    );
  });

  it('says where something is missing', () => {
    const log = new OutputLog(4, 2);
    for (const piece of ['abc', 'def', 'ghi', 'jkl']) log.append(piece);
    assert.equal(log.all(), 'abcd\n[6 characters were not kept]\nkl');
  });
});

describe('headAndTail', () => {
  it('leaves short output alone', () => {
    assert.deepEqual(headAndTail('a\nb\n', 10), { text: 'a\nb\n', leftOut: 0, head: 4 });
  });

  it('cuts at line ends, and counts what it leaves out', () => {
    const lines = Array.from({ length: 100 }, (_, i) => `line ${i}\n`).join('');
    const { text, leftOut, head } = headAndTail(lines, 60);
    const [beginning, end] = text.split(/\[… \d+ characters left out …\]\n/);
    assert.equal(beginning, lines.slice(0, head));
    assert.ok(beginning?.endsWith('\n') && end?.startsWith('line '));
    assert.equal((beginning?.length ?? 0) + leftOut + (end?.length ?? 0), lines.length);
  });

  it('cuts one long line without breaking a character', () => {
    const { text } = headAndTail('😀'.repeat(5000), 101);
    assert.ok(!/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/.test(text));
  });
});

describe('nextPage', () => {
  it('gives all of an output, piece by piece', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', '\n', '😀'), maxLength: 300 }), (output) => {
        let whole = '';
        for (let at = 0; at < output.length; ) {
          const { text, end } = nextPage(output.slice(at), 20);
          assert.ok(end > 0 && end <= 20);
          whole += text;
          at += end;
        }
        assert.equal(whole, output);
      }),
    );
  });
});

describe('plainText', () => {
  const cases: readonly [title: string, output: string, plain: string][] = [
    ['drops colours', '\u001b[1;31mred\u001b[0m', 'red'],
    ['drops titles and links', '\u001b]0;title\u0007\u001b]8;;http://x\u001b\\link\u001b]8;;\u001b\\', 'link'],
    ['shows the last state of a line drawn over', '1%\r2%\r\u001b[K3%\nnext\n', '3%\nnext\n'],
    ['takes line ends of Windows for line ends', 'a\r\nb\r\r\n', 'a\nb\n'],
    ['keeps a line that only ends in a return', 'a\r', 'a'],
    ['drops what cannot be shown', 'a\0\u0007\u0008b\u007f\tc', 'ab\tc'],
    ['keeps text', 'ü😀 \ufffd\n', 'ü😀 \ufffd\n'],
  ];
  for (const [title, output, plain] of cases) it(title, () => assert.equal(plainText(output), plain));
});
