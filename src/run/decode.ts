/** Encodings that a text is read from and written back to without a change. */
export type TextEncoding = 'utf8' | 'utf8bom' | 'utf16le' | 'utf16be';

export type Decoded =
  | { readonly kind: 'text'; readonly text: string; readonly encoding: TextEncoding }
  /** No text, or none whose bytes would come back the same; `why` continues "The file". */
  | { readonly kind: 'binary' | 'otherEncoding'; readonly why: string };

const MARKS: readonly (readonly [TextEncoding, readonly number[]])[] = [
  ['utf8bom', [0xef, 0xbb, 0xbf]],
  ['utf16le', [0xff, 0xfe]],
  ['utf16be', [0xfe, 0xff]],
];

/** The text of a file's bytes, without its mark. Whatever comes back as text, `encode` turns into the same bytes. */
export function decode(bytes: Uint8Array): Decoded {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const [encoding, mark] =
    MARKS.find(([, own]) => own.every((byte, i) => buffer[i] === byte)) ?? (['utf8', []] as const);
  if (encoding === 'utf8' && buffer.includes(0)) return { kind: 'binary', why: 'is binary: it contains NUL bytes.' };
  const text = textOf(buffer.subarray(mark.length), encoding);
  if (text !== undefined && !text.includes('\0')) return { kind: 'text', text, encoding };
  if (encoding === 'utf16le' || encoding === 'utf16be') {
    return { kind: 'binary', why: 'starts like UTF-16 but is not: it is binary, UTF-32 or damaged.' };
  }
  if (text !== undefined) return { kind: 'binary', why: 'is binary: it contains NUL bytes.' };
  const { byte, line } = firstInvalid(buffer);
  const hex = byte.toString(16).toUpperCase().padStart(2, '0');
  return {
    kind: 'otherEncoding',
    why: `is not UTF-8 (byte 0x${hex} in line ${line}): it may be Latin-1 or another old encoding, or binary.`,
  };
}

/** The bytes of a text, or undefined when it holds half a character, which none of the encodings can write. */
export function encode(text: string, encoding: TextEncoding): Buffer | undefined {
  if (/\p{Surrogate}/u.test(text)) return undefined;
  const mark = Buffer.from(MARKS.find(([own]) => own === encoding)?.[1] ?? []);
  switch (encoding) {
    case 'utf8':
    case 'utf8bom':
      return Buffer.concat([mark, Buffer.from(text, 'utf8')]);
    case 'utf16le':
      return Buffer.concat([mark, Buffer.from(text, 'utf16le')]);
    case 'utf16be':
      return Buffer.concat([mark, Buffer.from(text, 'utf16le').swap16()]);
  }
}

function textOf(bytes: Buffer, encoding: TextEncoding): string | undefined {
  if (encoding === 'utf8' || encoding === 'utf8bom') {
    try {
      return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    } catch {
      return undefined;
    }
  }
  if (bytes.length % 2 !== 0) return undefined;
  // Swapped in a copy: the bytes are the caller's.
  const text = (encoding === 'utf16be' ? Buffer.from(bytes).swap16() : bytes).toString('utf16le');
  return /\p{Surrogate}/u.test(text) ? undefined : text;
}

function firstInvalid(bytes: Buffer): { readonly byte: number; readonly line: number } {
  const lossy = bytes.toString('utf8');
  let offset = 0;
  for (const piece of lossy.split('\ufffd')) {
    offset += Buffer.byteLength(piece);
    // The replacement character may stand in the file itself.
    const isItself = bytes[offset] === 0xef && bytes[offset + 1] === 0xbf && bytes[offset + 2] === 0xbd;
    if (!isItself) break;
    offset += 3;
  }
  const line = bytes.subarray(0, offset).reduce((count, byte) => (byte === 0x0a ? count + 1 : count), 1);
  return { byte: bytes[offset] ?? 0, line };
}
