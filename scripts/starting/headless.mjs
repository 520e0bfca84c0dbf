import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ROOT } from '../bootstrap.mjs';
import { openWindow } from '../editor/window.mjs';
import { testEnvironment } from '../testing/environment.mjs';
import { demoChecks } from './checks.mjs';
import { followTask } from './followTask.mjs';

const SCREENSHOTS = path.join(ROOT, 'out', 'demo');
const LIMIT = 5 * 60_000;

/**
 * Runs the demo without a person, from the palette on, and looks at what it left behind.
 * @param {import('./prepare.mjs').Prepared} prepared
 * @returns {Promise<number>} the exit code
 */
export async function runHeadless({ editor, profile, workspace }) {
  const window = await openWindow(editor, profile, { workspace, screenshots: SCREENSHOTS, env: testEnvironment() });
  const { ended, stop } = await followTask(profile.userData);
  try {
    await window.statusBar('Auto');
    await window.palette('Chaperone: Run Demo');
    const outcome = await Promise.race([ended, sleep(LIMIT, 'late', { ref: false })]);
    if (outcome === 'late') console.log('The demo has not ended in time.');
    console.log('\nChecks');
    let exitCode = 0;
    for (const { says, check } of [...demoChecks(workspace, window), screenshotCheck(window)]) {
      const problem = await check().then(() => undefined, String);
      console.log(problem === undefined ? `  ok      ${says}` : `  FAILED  ${says}\n          ${problem}`);
      if (problem !== undefined) exitCode = 1;
    }
    console.log('\nTo see the editor yourself: npm start');
    return exitCode;
  } finally {
    stop();
    await window.close();
  }
}

/**
 * @param {import('../editor/window.mjs').Window} window
 * @returns {import('./checks.mjs').Check}
 */
function screenshotCheck(window) {
  return {
    says: `screenshots, dark and light, are in ${SCREENSHOTS}`,
    check: async () => {
      for (const theme of /** @type {const} */ (['light', 'dark'])) {
        await window.setTheme(theme);
        await window.screenshot(theme);
      }
    },
  };
}
