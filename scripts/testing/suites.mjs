import path from 'node:path';
import { ROOT } from '../bootstrap.mjs';
import { buildExtension, buildHostTests } from '../build.mjs';
import { chooseBrowser, chooseEditor } from '../editor/choose.mjs';
import { installWherePossible, NEEDS } from '../editor/systemPackages.mjs';
import { packageExtension } from '../package.mjs';
import { run } from '../processes.mjs';
import { inTemporaryFolder } from '../temporary.mjs';
import { testEnvironment } from './environment.mjs';
import { runHostTests } from './host.mjs';
import { COUNTS_VARIABLE, readCounts } from './report.mjs';

/**
 * @typedef {{ isOldest: boolean, grep: string }} Options `grep` is empty for all tests
 * @typedef {import('./report.mjs').Counts} Counts
 */

/** No suite takes as long; what does has got stuck. */
const LIMIT = 10 * 60_000;

/** @type {Readonly<Record<string, (options: Options) => Promise<Counts>>>} in the order in which they run */
export const SUITES = {
  lint: () => check('@biomejs/biome/bin/biome', ['check', '--error-on-warnings', '.']),
  types: () => check('typescript/bin/tsc', []),
  unit: async ({ grep }) => {
    // The tests that want it say so themselves where it is missing.
    await installWherePossible(NEEDS.ripgrep);
    return runMocha(['test/unit/**/*.test.ts', 'test/corpus/**/*.test.ts', '--reporter-option', 'style=dot'], grep);
  },
  host: async ({ isOldest, grep }) => {
    const editor = await prepareEditor(isOldest);
    await buildExtension();
    await buildHostTests();
    return runHostTests(editor, grep);
  },
  e2e: async ({ grep }) => {
    await prepareEditor(false);
    await packageExtension();
    return runMocha(['test/e2e/**/*.test.ts', '--timeout', '120000'], grep);
  },
};

/**
 * Before any test runs, so that its progress is seen and no test waits for it.
 * @param {boolean} isOldest
 */
async function prepareEditor(isOldest) {
  const editor = await chooseEditor({ isOldest });
  if (editor.kind === 'codeServer') await chooseBrowser();
  return editor;
}

/**
 * A check has no tests to count: it is a failure, or nothing.
 * @param {string} program in node_modules
 * @param {readonly string[]} args
 * @returns {Promise<Counts>}
 */
async function check(program, args) {
  const exitCode = await run(process.execPath, [path.join(ROOT, 'node_modules', program), ...args], { cwd: ROOT });
  return { passed: 0, failed: exitCode === 0 ? 0 : 1 };
}

/**
 * Runs mocha outside the editor, in a process of its own.
 * @param {readonly string[]} args
 * @param {string} grep
 * @returns {Promise<Counts>}
 */
async function runMocha(args, grep) {
  return inTemporaryFolder('counts', async (folder) => {
    const counts = path.join(folder, 'counts.json');
    const command = [
      path.join(ROOT, 'node_modules/mocha/bin/mocha.js'),
      ...[
        '--forbid-only',
        // A test that a platform can't run is not defined there.
        '--forbid-pending',
        '--reporter',
        path.join(ROOT, 'scripts/testing/reporter.cjs'),
      ],
      ...(grep ? ['--grep', grep] : []),
      ...args,
    ];
    const env = testEnvironment({ [COUNTS_VARIABLE]: counts });
    return readCounts(counts, await run(process.execPath, command, { cwd: ROOT, env, timeout: LIMIT }));
  });
}
