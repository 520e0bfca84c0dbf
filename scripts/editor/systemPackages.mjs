import { ExpectedError } from '../expectedError.mjs';
import { findOnPath, runQuietly } from '../processes.mjs';
import { step } from '../progress.mjs';

/**
 * A program that must be on PATH (any of the names), and the Debian packages that bring it.
 * @typedef {{ programs: readonly string[], packages: readonly string[] }} Need
 */

/** @type {Readonly<Record<'browser' | 'compiler' | 'ripgrep', readonly Need[]>>} */
export const NEEDS = {
  browser: [
    { programs: ['chromium', 'chromium-browser', 'google-chrome'], packages: ['chromium', 'fonts-dejavu-core'] },
  ],
  compiler: [
    { programs: ['g++', 'clang++'], packages: ['g++'] },
    { programs: ['make'], packages: ['make'] },
    { programs: ['python3'], packages: ['python3'] },
    // Without the Kerberos headers a native part of the editor doesn't compile.
    { programs: ['krb5-config'], packages: ['libkrb5-dev'] },
  ],
  ripgrep: [{ programs: ['rg'], packages: ['ripgrep'] }],
};

/**
 * Makes sure that the programs are there: installs what is missing where that is possible without asking anybody, and
 * otherwise says exactly what to install.
 * @param {readonly Need[]} needs
 */
export async function requirePrograms(needs) {
  await installWherePossible(needs);
  const missing = missingOf(needs);
  if (missing.length === 0) return;
  const programs = missing.map((need) => need.programs.join(' or ')).join(', ');
  const packages = missing.flatMap((need) => need.packages).join(' ');
  throw new ExpectedError(
    `Missing: ${programs}. Install it and try again, on Debian or Ubuntu with\n  sudo apt-get install ${packages}`,
  );
}

/**
 * Installs the programs that are missing, where that is possible without asking anybody.
 * @param {readonly Need[]} needs
 */
export async function installWherePossible(needs) {
  const packages = missingOf(needs).flatMap((need) => need.packages);
  if (packages.length === 0 || process.getuid?.() !== 0 || findOnPath('apt-get') === undefined) return;
  await step(`Installing ${packages.join(', ')} through apt`, async () => {
    const options = { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } };
    const apt = ['-q', '-o', 'DPkg::Lock::Timeout=300'];
    await runQuietly('apt-get', [...apt, 'update'], options);
    await runQuietly('apt-get', [...apt, 'install', '-y', '--no-install-recommends', ...packages], options);
  });
}

/** @param {readonly Need[]} needs */
function missingOf(needs) {
  return needs.filter(({ programs }) => !programs.some(findOnPath));
}
