import { existsSync } from 'node:fs';
import { mkdir, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { step } from '../progress.mjs';

const HEARTBEAT = 2_000;
/** A lock nobody has touched for this long was left behind by an installer that died. */
const STALE = 20_000;

/** Where editors are kept: outside the repository, shared by all clones of it. */
export function cacheFolder() {
  const { CHAPERONE_CACHE, XDG_CACHE_HOME } = process.env;
  return path.join(CHAPERONE_CACHE || XDG_CACHE_HOME || path.join(homedir(), '.cache'), 'chaperone-editors');
}

/**
 * The folder `name` of the cache, filled by `install` when it is not there yet. It appears whole or not at all.
 * @param {string} name
 * @param {(folder: string) => Promise<void>} install fills the folder it is given
 * @returns {Promise<string>}
 */
export async function installOnce(name, install) {
  const folder = path.join(cacheFolder(), name);
  if (existsSync(folder)) return folder;
  return alone(name, async () => {
    if (existsSync(folder)) return folder;
    const partial = `${folder}.partial`;
    await rm(partial, { recursive: true, force: true });
    await mkdir(partial);
    await install(partial);
    await rename(partial, folder);
    return folder;
  });
}

/**
 * Does work that no two processes may do in the cache at the same time.
 * @template T
 * @param {string} name
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function alone(name, work) {
  await mkdir(cacheFolder(), { recursive: true });
  const lock = path.join(cacheFolder(), `${name}.lock`);
  if (!(await tryLock(lock))) {
    await step('Waiting for another installation of the same editor', async () => {
      while (!(await tryLock(lock))) await sleep(500);
    });
  }
  const beat = setInterval(() => {
    const now = new Date();
    // A missed beat is caught up by the next one.
    utimes(lock, now, now).catch(() => undefined);
  }, HEARTBEAT);
  try {
    return await work();
  } finally {
    clearInterval(beat);
    await rm(lock, { force: true });
  }
}

/** @param {string} file */
async function tryLock(file) {
  try {
    await writeFile(file, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error;
  }
  const age = await ageOf(file);
  if (age !== undefined && age > STALE) {
    // Renaming first: of two who find it stale, only one can take it away.
    const stale = `${file}.${process.pid}`;
    const taken = await rename(file, stale).then(
      () => true,
      () => false,
    );
    if (taken) await rm(stale, { force: true });
  }
  return false;
}

/** @param {string} file */
async function ageOf(file) {
  try {
    return Date.now() - (await stat(file)).mtimeMs;
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined;
    throw error;
  }
}

/**
 * @param {unknown} error
 * @param {string} code
 */
function hasCode(error, code) {
  return error instanceof Error && 'code' in error && error.code === code;
}
