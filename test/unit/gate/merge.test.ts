import assert from 'node:assert/strict';
import fc from 'fast-check';
import { mergeTexts } from '../../../src/gate/merge';

const TEN = 'a\nb\nc\nd\ne\nf\ng\nh\ni\nj\n';

/** A change of one side: lines from `at` on, so many of them, become these. */
interface Change {
  readonly at: number;
  readonly removed: number;
  readonly lines: readonly string[];
}

const few = fc.array(fc.constantFrom('x', 'y', '', '}', 'a', 'e'), { maxLength: 3 });
const changes = fc.record({ at: fc.nat(40), removed: fc.nat(4), lines: few });

describe('merging three ways', () => {
  it('keeps what both sides did to different lines', () => {
    assert.equal(
      mergeTexts(TEN, TEN.replace('b\n', 'B\n'), TEN.replace('i\n', '')),
      TEN.replace('b\n', 'B\n').replace('i\n', ''),
    );
  });

  const conflicts: readonly (readonly [why: string, ours: string, theirs: string])[] = [
    ['both changed a line', TEN.replace('b', 'B'), TEN.replace('b', '2')],
    ['both changed a line to the same', TEN.replace('b', 'B').replace('i', 'I'), TEN.replace('b', 'B')],
    ['one took away what the other changed', TEN.replace('b\nc\nd\n', ''), TEN.replace('c', 'C')],
    ['both put something in one place', TEN.replace('b\n', 'b\n1\n'), TEN.replace('b\n', 'b\n2\n')],
    ['they changed lines side by side', TEN.replace('b', 'B'), TEN.replace('c', 'C')],
    ['both wrote on at the end', `${TEN}k\n`, `${TEN}l\n`],
    ['one changed how all lines end', TEN.replace('b', 'B'), TEN.replaceAll('\n', '\r\n')],
    ['one emptied it', TEN.replace('b', 'B'), ''],
  ];
  for (const [why, ours, theirs] of conflicts) {
    it(`refuses where ${why}`, () => {
      assert.equal(mergeTexts(TEN, ours, theirs), undefined);
      assert.equal(mergeTexts(TEN, theirs, ours), undefined);
    });
  }

  it('leaves line ends, a missing last line end and a byte order mark as they are', () => {
    const windows = `\ufeff${TEN.replaceAll('\n', '\r\n').slice(0, -2)}`;
    const merged = mergeTexts(windows, windows.replace('b', 'B'), windows.replace('i', 'I'));
    assert.equal(merged, windows.replace('b', 'B').replace('i', 'I'));
    assert.equal(mergeTexts('a\nb\nc', 'A\nb\nc', 'a\nb\nC'), 'A\nb\nC');
    assert.equal(mergeTexts('a\nb\nc', 'A\nb\nc', 'a\nb\nc\n'), 'A\nb\nc\n');
  });

  it('refuses texts too long to be compared, and is quick where only little of a long one changed', () => {
    const long = Array.from({ length: 200_000 }, (_, i) => `line ${i}\n`).join('');
    const started = performance.now();
    const merged = mergeTexts(long, long.replace('line 100000\n', 'ours\n'), long.replace('line 100010\n', 'theirs\n'));
    assert.equal(merged, long.replace('line 100000\n', 'ours\n').replace('line 100010\n', 'theirs\n'));
    assert.ok(performance.now() - started < 2000);
    assert.equal(
      mergeTexts(long, long.replace('line 1\n', 'ours\n'), long.replace('line 199999\n', 'theirs\n')),
      undefined,
    );
  });

  it('puts together any changes of lines that are apart, in either order of the sides', () => {
    fc.assert(
      fc.property(distinctLines(), changes, changes, (base, one, other) => {
        const [first, second] = one.at <= other.at ? [one, other] : [other, one];
        fc.pre(first.at + first.removed < second.at && second.at + second.removed <= base.length);
        fc.pre(isReal(base, first) && isReal(base, second));
        const both = changed(changed(base, second), first).join('');
        assert.equal(mergeTexts(base.join(''), changed(base, first).join(''), changed(base, second).join('')), both);
        assert.equal(mergeTexts(base.join(''), changed(base, second).join(''), changed(base, first).join('')), both);
      }),
      { numRuns: 2000 },
    );
  });

  it('never puts together changes of the same lines', () => {
    fc.assert(
      fc.property(distinctLines(), changes, changes, (base, ours, theirs) => {
        fc.pre(ours.at + ours.removed <= base.length && theirs.at + theirs.removed <= base.length);
        fc.pre(ours.at < theirs.at + theirs.removed && theirs.at < ours.at + ours.removed);
        fc.pre(isReal(base, ours) && isReal(base, theirs));
        assert.equal(
          mergeTexts(base.join(''), changed(base, ours).join(''), changed(base, theirs).join('')),
          undefined,
        );
      }),
      { numRuns: 2000 },
    );
  });

  it('loses no line that only one side added, whatever the texts are', () => {
    const text = fc.array(fc.constantFrom('a\n', 'b\n', '\n', '}\n'), { maxLength: 12 });
    fc.assert(
      fc.property(text, text, text, (base, ours, theirs) => {
        const merged = mergeTexts(base.join(''), ours.join(''), theirs.join(''));
        if (merged === undefined) return;
        for (const line of ['a\n', 'b\n', '}\n']) {
          const count = (lines: readonly string[]) => lines.filter((each) => each === line).length;
          const expected = count(ours) + count(theirs) - count(base);
          assert.equal(count(merged.match(/[^\n]*\n/g) ?? []), expected);
        }
      }),
      { numRuns: 5000 },
    );
  });
});

/** Lines of which no two are alike, so that it is known which of them changed. */
function distinctLines() {
  return fc.integer({ min: 1, max: 40 }).map((count) => Array.from({ length: count }, (_, i) => `line ${i}\n`));
}

function changed(base: readonly string[], { at, removed, lines }: Change): readonly string[] {
  return base.toSpliced(at, removed, ...lines.map((line) => `${line} new\n`));
}

function isReal(base: readonly string[], change: Change): boolean {
  return changed(base, change).join('') !== base.join('');
}
