import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { format } from 'node:util';
import { ROOT } from '../bootstrap.mjs';
import { openBrowser } from '../editor/browser.mjs';
import { createProfile } from '../editor/profile.mjs';
import { startServer } from '../editor/server.mjs';
import { followLines } from '../followLines.mjs';
import { inTemporaryFolder } from '../temporary.mjs';
import { testEnvironment } from './environment.mjs';
import { COUNTS_VARIABLE, OUTPUT_VARIABLE, readCounts } from './report.mjs';

/**
 * @typedef {{
 *   profile: import('../editor/profile.mjs').Profile,
 *   workspace: string,
 *   env: NodeJS.ProcessEnv,
 *   counts: string,
 * }} Place
 */

const TESTS = path.join(ROOT, 'out/test/host/index.js');
const LIMIT = 10 * 60_000;

/**
 * Runs the compiled host tests inside the editor, with nothing left from an earlier run.
 * @param {import('../editor/choose.mjs').Editor} editor
 * @param {string} grep
 */
export async function runHostTests(editor, grep) {
  return inTemporaryFolder('host', async (folder) => {
    const profile = createProfile(path.join(folder, 'profile'));
    const workspace = path.join(folder, 'workspace');
    mkdirSync(workspace);
    const counts = path.join(folder, 'counts.json');
    const output = path.join(folder, 'output.txt');
    const env = testEnvironment({
      [COUNTS_VARIABLE]: counts,
      [OUTPUT_VARIABLE]: output,
      CHAPERONE_TEST_GREP: grep,
    });
    const place = { profile, workspace, env, counts };
    const stopFollowing = followLines(() => output, console.log);
    const run = editor.kind === 'desktop' ? runOnDesktop(editor, place) : runInServer(editor, place);
    const exitCode = await run.finally(stopFollowing);
    return readCounts(counts, exitCode);
  });
}

/**
 * @param {import('../editor/choose.mjs').Desktop} editor
 * @param {Place} place
 */
async function runOnDesktop({ executable }, { profile, workspace, env }) {
  const { runTests, TestRunFailedError } = await import('@vscode/test-electron');
  try {
    return await runTests({
      vscodeExecutablePath: executable,
      extensionDevelopmentPath: ROOT,
      extensionTestsPath: TESTS,
      extensionTestsEnv: env,
      launchArgs: [workspace, `--user-data-dir=${profile.userData}`, `--extensions-dir=${profile.extensions}`],
    });
  } catch (error) {
    if (error instanceof TestRunFailedError) return error.code ?? 1;
    throw error;
  }
}

/**
 * The page that shows the editor is asked to start the tests, tells what they print, and at the end their exit code.
 * @param {import('../editor/choose.mjs').CodeServer} editor
 * @param {Place} place
 * @returns {Promise<number>}
 */
async function runInServer(editor, { profile, workspace, env, counts }) {
  const server = await startServer(editor, profile, { env, isTestHost: true });
  try {
    const { page, close } = await openBrowser();
    try {
      const payload = [
        ['extensionDevelopmentPath', `vscode-remote://${server.host}${ROOT}`],
        ['extensionTestsPath', `vscode-remote://${server.host}${TESTS}`],
      ];
      const address = server.address({ folder: workspace, payload: JSON.stringify(payload) });
      /** @type {string[]} */
      const said = [];
      const log = (/** @type {string} */ type, /** @type {unknown[]} */ args) => {
        said.push(`[${type}] ${format(...args)}`);
      };
      await page.exposeFunction('codeAutomationLog', log);
      const exitCode = await new Promise((resolve, reject) => {
        const timer = setTimeout(() => resolve(1), LIMIT);
        const exit = (/** @type {number} */ code) => {
          clearTimeout(timer);
          resolve(code);
        };
        page
          .exposeFunction('codeAutomationExit', exit)
          .then(() => page.goto(address))
          .catch(reject);
      });
      // Tests that fail have told why; a run that broke off has not.
      if (!existsSync(counts)) console.log(['What the editor said:', ...said].join('\n  '));
      return exitCode;
    } finally {
      await close();
    }
  } finally {
    await server.stop();
  }
}
