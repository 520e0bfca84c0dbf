import * as vscode from 'vscode';
import { decode, encode, type TextEncoding } from '../../run/decode';

/** The bytes the editor would write for a text, or undefined when some of it would be lost on the way. */
export async function encodeExactly(text: string, encoding: string): Promise<Buffer | undefined> {
  // Unicode here and now, which is nearly every file: the editor's own answer takes a while.
  if (isUnicode(encoding)) {
    // A mark that the text itself starts with would be taken for the mark of its encoding when it is read again.
    return text.startsWith('\ufeff') ? undefined : encode(text, encoding);
  }
  const bytes = Buffer.from(await vscode.workspace.encode(text, { encoding }));
  return (await decodeByEditor(bytes, encoding)) === text ? bytes : undefined;
}

/** The text the editor would read from bytes, or undefined when it would not write the same bytes again. */
export async function decodeExactly(bytes: Buffer, encoding: string): Promise<string | undefined> {
  if (isUnicode(encoding)) {
    const decoded = decode(bytes);
    return decoded.kind === 'text' && decoded.encoding === encoding ? decoded.text : undefined;
  }
  const text = await decodeByEditor(bytes, encoding);
  if (text === undefined) return undefined;
  return Buffer.from(await vscode.workspace.encode(text, { encoding })).equals(bytes) ? text : undefined;
}

async function decodeByEditor(bytes: Buffer, encoding: string): Promise<string | undefined> {
  try {
    return await vscode.workspace.decode(bytes, { encoding });
  } catch {
    // It takes them for binary.
    return undefined;
  }
}

/** The names are the editor's own. */
function isUnicode(encoding: string): encoding is TextEncoding {
  return encoding === 'utf8' || encoding === 'utf8bom' || encoding === 'utf16le' || encoding === 'utf16be';
}
