import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { sha256 } from '../../action/digest';
import type { Disk } from '../../action/situation';
import type { Look } from '../../gate/door';
import { decode } from '../../run/decode';
import { EDIT_LIMIT, KEEP_LIMIT, readFileBytes } from './fileBytes';
import { hasUnsavedChanges } from './openDocuments';
import { unsavedChanges } from './results';
import { lineEndingsOf } from './textChange';

/** The file as an edit through the editor needs it, or why there can be none, for the agent and with what to do. */
export async function look(path: string, disk: Disk): Promise<Look> {
  if (disk.kind(path) === 'device') return refused(`${path} is a device or pipe, not a file.`);
  const file = readFileBytes(path, { maxBytes: EDIT_LIMIT });
  switch (file.kind) {
    case 'missing':
      return { kind: 'missing' };
    case 'folder':
      return refused(`${path} is a folder, not a file.`);
    case 'device':
      return refused(`${path} is a device or pipe, not a file.`);
    case 'link':
      return refused(`${path} is a symbolic link that leads nowhere. Remove the link, or create what it leads to.`);
    case 'unreadable':
      return refused(`${path} can't be read: ${file.why}.`);
    case 'tooLarge':
      return lookAtLarge(path, file.size);
    case 'file':
      return lookAtBytes(path, file.bytes, disk);
  }
}

function lookAtBytes(path: string, bytes: Buffer, disk: Disk): Look {
  const digest = sha256(bytes);
  if (hasUnsavedChanges(path, disk)) return refused(unsavedChanges(path), digest);
  const decoded = decode(bytes);
  if (decoded.kind !== 'text') return refused(`${path} ${decoded.why} Change it with a command.`, digest);
  const { text } = decoded;
  if (lineEndingsOf(text) === 'mixed') {
    const advice = 'Make them all the same with a command first, or change the file with a command.';
    return refused(
      `${path} mixes line endings, and the editor would change those it doesn't need to. ${advice}`,
      digest,
    );
  }
  return { kind: 'text', text, sha256: digest };
}

/** Too large for an edit, but not to be deleted or renamed: then its digest is what was agreed on. */
async function lookAtLarge(path: string, size: number): Promise<Look> {
  const why = `${path} is too large for an edit (${Math.round(size / (1 << 20))} MB). Change it with a command.`;
  if (size > KEEP_LIMIT) return refused(why);
  const hash = createHash('sha256');
  try {
    for await (const chunk of createReadStream(path)) hash.update(chunk);
  } catch {
    return refused(why);
  }
  return refused(why, hash.digest('hex'));
}

function refused(why: string, digest: string | null = null): Look {
  return { kind: 'refused', why, sha256: digest };
}
