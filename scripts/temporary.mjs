import { mkdtempSync, realpathSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

/**
 * Gives the work a new folder, and removes it afterwards.
 * @template T
 * @param {string} name
 * @param {(folder: string) => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function inTemporaryFolder(name, work) {
  const folder = newTemporaryFolder(name);
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/**
 * A new folder under its real path: an editor would otherwise show another one than the test asks for.
 * @param {string} name
 */
export function newTemporaryFolder(name) {
  return realpathSync(mkdtempSync(path.join(tmpdir(), `chaperone-${name}-`)));
}
