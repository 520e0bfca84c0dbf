import { parseArgs } from 'node:util';
import { installDependencies } from './bootstrap.mjs';
import { ExpectedError, main } from './expectedError.mjs';

/**
 * `node scripts/test.mjs [suite …] [--oldest] [--grep text]`: runs the suites named, or all of them, and ends with the
 * sum of what passed and failed on a line of its own.
 */
main(import.meta.url, async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { oldest: { type: 'boolean', default: false }, grep: { type: 'string', default: '' } },
  });
  await installDependencies();
  const { SUITES } = await import('./testing/suites.mjs');
  const unknown = positionals.find((name) => !(name in SUITES));
  if (unknown) throw new ExpectedError(`No suite "${unknown}". There are: ${Object.keys(SUITES).join(', ')}.`);

  let passed = 0;
  let failed = 0;
  for (const [name, run] of Object.entries(SUITES)) {
    if (positionals.length > 0 && !positionals.includes(name)) continue;
    const start = Date.now();
    const counts = await runSuite(name, () => run({ isOldest: values.oldest, grep: values.grep }));
    console.log(`${name}: ${counts.failed === 0 ? 'ok' : 'FAILED'}, ${((Date.now() - start) / 1000).toFixed(1)} s`);
    passed += counts.passed;
    failed += counts.failed;
  }
  console.log(`\n${passed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
});

/**
 * A suite that can't run at all is a failure, and the others are still run.
 * @param {string} name
 * @param {() => Promise<import('./testing/report.mjs').Counts>} run
 */
async function runSuite(name, run) {
  console.log(`\n=== ${name} ===`);
  try {
    return await run();
  } catch (error) {
    console.error(error instanceof ExpectedError ? error.message : error);
    return { passed: 0, failed: 1 };
  }
}
