import { parseArgs } from 'node:util';
import { installDependencies } from './bootstrap.mjs';
import { main } from './expectedError.mjs';
import { inTemporaryFolder } from './temporary.mjs';

/**
 * `npm start`: opens a real editor with the extension on a copy of a sample project, and runs a task there.
 * `npm start -- --headless`: does the same with the demo and without a person, and checks what came of it.
 */
main(import.meta.url, async () => {
  const { values } = parseArgs({ options: { headless: { type: 'boolean', default: false } } });
  await installDependencies();
  const { prepare } = await import('./starting/prepare.mjs');
  return inTemporaryFolder('start', async (folder) => {
    const prepared = await prepare(folder);
    if (values.headless) {
      const { runHeadless } = await import('./starting/headless.mjs');
      return runHeadless(prepared);
    }
    const { runAttended } = await import('./starting/attended.mjs');
    await runAttended(prepared);
    return 0;
  });
});
