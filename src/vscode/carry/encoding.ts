import * as vscode from 'vscode';

const UTF8_MARK = Buffer.from([0xef, 0xbb, 0xbf]);
const UTF16_MARK = Buffer.from([0xff, 0xfe]);

/** The editor's name for how these bytes are to be read, given that they are Unicode text. */
export function encodingOf(bytes: Buffer): string {
  if (startsWith(bytes, UTF16_MARK)) return 'utf16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf16be';
  return startsWith(bytes, UTF8_MARK) ? 'utf8bom' : 'utf8';
}

/** The bytes the editor would write for a text, or undefined when some of it would be lost on the way. */
export async function encodeExactly(text: string, encoding: string): Promise<Buffer | undefined> {
  const unicode = encodeUnicode(text, encoding);
  // The editor takes a mark at the start of a text for the mark of its encoding.
  if (unicode !== undefined) return text.isWellFormed() && !text.startsWith('\ufeff') ? unicode : undefined;
  const bytes = Buffer.from(await vscode.workspace.encode(text, { encoding }));
  return (await decode(bytes, encoding)) === text ? bytes : undefined;
}

/** The text the editor would read from bytes, or undefined when it would not write the same bytes again. */
export async function decodeExactly(bytes: Buffer, encoding: string): Promise<string | undefined> {
  const text = await decode(bytes, encoding);
  if (text === undefined) return undefined;
  return (await encodeExactly(text, encoding))?.equals(bytes) === true ? text : undefined;
}

/** Unicode here and now, which is nearly every file; the editor's own answer takes a while. */
function encodeUnicode(text: string, encoding: string): Buffer | undefined {
  switch (encoding) {
    case 'utf8':
      return Buffer.from(text);
    case 'utf8bom':
      return Buffer.concat([UTF8_MARK, Buffer.from(text)]);
    case 'utf16le':
      return Buffer.concat([UTF16_MARK, Buffer.from(text, 'utf16le')]);
    case 'utf16be':
      return Buffer.concat([UTF16_MARK, Buffer.from(text, 'utf16le')]).swap16();
    default:
      return undefined;
  }
}

async function decode(bytes: Buffer, encoding: string): Promise<string | undefined> {
  try {
    switch (encoding) {
      case 'utf8':
      case 'utf8bom':
        return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
      case 'utf16le':
      case 'utf16be':
        return new TextDecoder(encoding === 'utf16le' ? 'utf-16le' : 'utf-16be', { fatal: true }).decode(bytes);
      default:
        return await vscode.workspace.decode(bytes, { encoding });
    }
  } catch {
    // Not text in this encoding; the editor takes it for binary.
    return undefined;
  }
}

function startsWith(bytes: Buffer, mark: Buffer): boolean {
  return bytes.subarray(0, mark.length).equals(mark);
}
