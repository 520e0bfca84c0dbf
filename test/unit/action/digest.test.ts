import assert from 'node:assert/strict';
import { digestOf, sha256 } from '../../../src/action/digest';

describe('digestOf', () => {
  it('does not depend on the order of keys', () => {
    assert.equal(digestOf({ a: 1, b: { c: 2, d: 3 } }), digestOf({ b: { d: 3, c: 2 }, a: 1 }));
  });

  it('takes an undefined member for an absent one', () => {
    assert.equal(digestOf({ a: 1, b: undefined }), digestOf({ a: 1 }));
  });

  const different: readonly [unknown, unknown][] = [
    [{ a: 1 }, { a: '1' }],
    [
      ['a', 'b'],
      ['b', 'a'],
    ],
    [{ a: ['b'] }, { a: 'b' }],
    [{ a: null }, {}],
    ['a"b', 'a\\"b'],
  ];
  for (const [a, b] of different) {
    it(`tells ${JSON.stringify(a)} from ${JSON.stringify(b)}`, () => assert.notEqual(digestOf(a), digestOf(b)));
  }

  it('hashes text as its UTF-8', () => {
    assert.equal(sha256('é'), sha256(Buffer.from([0xc3, 0xa9])));
  });
});
