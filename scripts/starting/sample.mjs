import { readFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from '../bootstrap.mjs';
import { importSource } from './importSource.mjs';

const SHOP = path.join(ROOT, 'samples', 'shop');

/**
 * Copies the sample project, so that a task can work on it as on a project of one's own.
 * @param {string} folder is made
 */
export async function copySampleTo(folder) {
  /** @type {typeof import('../../src/model/demoSample')} */
  const { copySample } = await importSource('src/model/demoSample.ts');
  await copySample(SHOP, folder);
}

/** @param {string} file of the sample project, before anybody worked on it */
export function readSample(file) {
  return readFileSync(path.join(SHOP, file), 'utf8');
}

/**
 * What the demo leaves behind.
 * @returns {{ edited: readonly string[], heldLabel: string, notDone: { pathStillThere: string } }}
 */
export function demoFacts() {
  return JSON.parse(readFileSync(path.join(ROOT, 'samples', 'demo.json'), 'utf8'));
}
