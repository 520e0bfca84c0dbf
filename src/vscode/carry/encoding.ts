import * as vscode from 'vscode';

/** The editor's name for how these bytes are to be read, given that they are Unicode text. */
export function encodingOf(bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf16be';
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 'utf8bom' : 'utf8';
}

/** The bytes the editor would write for a text, or undefined when some of it would be lost on the way. */
export async function encodeExactly(text: string, encoding: string): Promise<Buffer | undefined> {
  const bytes = Buffer.from(await vscode.workspace.encode(text, { encoding }));
  return (await decode(bytes, encoding)) === text ? bytes : undefined;
}

/** The text the editor would read from bytes, or undefined when it would not write the same bytes again. */
export async function decodeExactly(bytes: Buffer, encoding: string): Promise<string | undefined> {
  const text = await decode(bytes, encoding);
  if (text === undefined) return undefined;
  return Buffer.from(await vscode.workspace.encode(text, { encoding })).equals(bytes) ? text : undefined;
}

async function decode(bytes: Buffer, encoding: string): Promise<string | undefined> {
  try {
    return await vscode.workspace.decode(bytes, { encoding });
  } catch {
    // The editor takes it for binary.
    return undefined;
  }
}
