import { createHash } from 'node:crypto';
import type { Action } from './action';

/** SHA-256 of bytes, or of a string's UTF-8, in hex. */
export function sha256(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex');
}

/** Digest of plain data that doesn't depend on the order in which keys were set. Undefined members count as absent. */
export function digestOf(value: unknown): string {
  return sha256(canonicalJson(value));
}

const actionDigests = new WeakMap<Action, string>();

/** Digest of an action, worked out once for each: texts of megabytes are hashed as they are. */
export function actionDigest(action: Action): string {
  const known = actionDigests.get(action);
  if (known !== undefined) return known;
  const digest = digestOf(action.kind === 'edit' ? { ...action, ...textDigests(action) } : action);
  actionDigests.set(action, digest);
  return digest;
}

function textDigests({ before, after }: Extract<Action, { readonly kind: 'edit' }>) {
  return { before: before === null ? null : textDigest(before), after: textDigest(after) };
}

/** A half of a surrogate pair has no UTF-8 of its own: texts that differ in nothing else must not be taken for one. */
function textDigest(text: string): string {
  return text.isWellFormed() ? sha256(text) : `utf16:${sha256(Buffer.from(text, 'utf16le'))}`;
}

function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item ?? null)).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
      .map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`);
    return `{${members.join(',')}}`;
  }
  return JSON.stringify(value) ?? 'null';
}
