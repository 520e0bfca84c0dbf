import assert from 'node:assert/strict';
import fc from 'fast-check';
import { decode, encode, type TextEncoding } from '../../../src/run/decode';

const ENCODINGS: readonly TextEncoding[] = ['utf8', 'utf8bom', 'utf16le', 'utf16be'];

describe('decode', () => {
  it('gives no text for bytes that would not come back the same', () => {
    const byte = fc.oneof(
      fc.nat(255),
      fc.constantFrom(0xef, 0xbb, 0xbf, 0xff, 0xfe, 0xc3, 0xa9, 0x0a, 0xd8, 0xdc, 0x41),
    );
    const bytes = fc.array(byte, { maxLength: 40 });
    const marked = fc.tuple(fc.constantFrom([], [0xef, 0xbb, 0xbf], [0xff, 0xfe], [0xfe, 0xff]), bytes);
    fc.assert(
      fc.property(marked, ([mark, rest]) => {
        const given = Buffer.from([...mark, ...rest]);
        const copy = Buffer.from(given);
        const decoded = decode(given);
        if (decoded.kind === 'text') assert.deepEqual(encode(decoded.text, decoded.encoding), given);
        assert.deepEqual(given, copy);
      }),
      { numRuns: 2000 },
    );
  });

  for (const encoding of ENCODINGS) {
    it(`reads back any text that was written as ${encoding}`, () => {
      fc.assert(
        fc.property(fc.string({ unit: 'binary' }), (text) => {
          fc.pre(!text.includes('\0') && !text.startsWith('\ufeff'));
          const bytes = encode(text, encoding);
          assert.ok(bytes !== undefined);
          assert.deepEqual(decode(bytes), { kind: 'text', text, encoding });
        }),
      );
    });

    it(`does not write half a character as ${encoding}`, () => {
      assert.equal(encode('a\ud83d', encoding), undefined);
      assert.equal(encode('\ude00b', encoding), undefined);
    });
  }

  const refusals: readonly [title: string, bytes: Buffer, kind: string, why: RegExp][] = [
    ['NUL bytes', Buffer.from('a\0b'), 'binary', /NUL/],
    ['NUL bytes after a mark', Buffer.from('\ufeffa\0b'), 'binary', /NUL/],
    ['an image', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), 'binary', /NUL/],
    ['UTF-32', Buffer.from('fffe000041000000', 'hex'), 'binary', /UTF-32/],
    ['an odd number of bytes in UTF-16', Buffer.from('fffe410042', 'hex'), 'binary', /damaged/],
    ['half a character in UTF-16', Buffer.from('feffd83d0041', 'hex'), 'binary', /damaged/],
    ['Latin-1', Buffer.from('eins\nzwei\nfünf', 'latin1'), 'otherEncoding', /byte 0xFC in line 3.*Latin-1/],
    ['a character cut off', Buffer.from([0x61, 0xe2, 0x82]), 'otherEncoding', /0xE2 in line 1/],
    ['an overlong form', Buffer.from([0xc0, 0xaf]), 'otherEncoding', /0xC0/],
    ['a surrogate in UTF-8', Buffer.from([0xed, 0xa0, 0x80]), 'otherEncoding', /0xED/],
    ['Latin-1 behind a replacement character', Buffer.from('\ufffd\n\ufffd\xe9', 'latin1'), 'otherEncoding', /line/],
  ];
  for (const [title, bytes, kind, why] of refusals) {
    it(`refuses ${title}, and says why`, () => {
      const decoded = decode(bytes);
      assert.equal(decoded.kind, kind);
      assert.ok(decoded.kind !== 'text');
      assert.match(decoded.why, why);
    });
  }

  it('does not take a replacement character in the file for an invalid byte', () => {
    const decoded = decode(Buffer.concat([Buffer.from('\ufffd\n\ufffd'), Buffer.from([0xe9])]));
    assert.ok(decoded.kind === 'otherEncoding');
    assert.match(decoded.why, /0xE9 in line 2/);
  });
});
