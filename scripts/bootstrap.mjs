import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { runLauncher } from './processes.mjs';
import { step } from './progress.mjs';

/** The top folder of the repository. */
export const ROOT = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

/** Installs what the lockfile names, unless it is there already. Until then nothing may be imported from node_modules. */
export async function installDependencies() {
  const wanted = readPackages('package-lock.json');
  const installed = readPackages('node_modules/.package-lock.json');
  if (wanted !== undefined && installed !== undefined && isInstalled(wanted, installed)) return;
  await step('Installing dependencies (npm ci)', () =>
    runLauncher('npm', ['ci', '--no-audit', '--no-fund'], { cwd: ROOT }),
  );
}

/**
 * @typedef {Readonly<Record<string, { version?: string, optional?: boolean } | undefined>>} Packages path to package
 *
 * Compared by version: times would say nothing after a checkout.
 * @param {Packages} wanted
 * @param {Packages} installed
 */
export function isInstalled(wanted, installed) {
  return Object.entries(wanted).every(([place, entry]) => {
    if (place === '') return true;
    const present = installed[place];
    // Optional ones are for other platforms, or they would be there.
    return present === undefined ? entry?.optional === true : present.version === entry?.version;
  });
}

/**
 * @param {string} file
 * @returns {Packages | undefined}
 */
function readPackages(file) {
  try {
    return JSON.parse(readFileSync(path.join(ROOT, file), 'utf8')).packages;
  } catch {
    // Missing or damaged: `npm ci` makes it new, or says what is wrong with it.
    return undefined;
  }
}
