import { statSync } from 'node:fs';
import path from 'node:path';
import { installDependencies, ROOT } from './bootstrap.mjs';
import { buildExtension } from './build.mjs';
import { ExpectedError, main } from './expectedError.mjs';
import { runQuietly } from './processes.mjs';
import { step } from './progress.mjs';

/** Where the packaged extension stands. */
export const VSIX = path.join(ROOT, 'chaperone.vsix');

const MAX_BYTES = 1_500_000;
const OPTIONS = [
  ...['package', '--out', VSIX],
  // Everything is in the bundle.
  '--no-dependencies',
  // The source is not published anywhere yet that links could point to.
  ...['--allow-missing-repository', '--no-rewrite-relative-links'],
];

/** Builds the extension and packages it the way the Marketplace gets it. */
export async function packageExtension() {
  await step('Building and packaging the extension', async () => {
    await buildExtension();
    await runQuietly(process.execPath, [path.join(ROOT, 'node_modules/@vscode/vsce/vsce'), ...OPTIONS], { cwd: ROOT });
    const { size } = statSync(VSIX);
    console.log(`  ${path.basename(VSIX)}: ${Math.round(size / 1000)} kB`);
    if (size > MAX_BYTES) throw new ExpectedError(`${VSIX} has ${size} bytes, more than ${MAX_BYTES}.`);
  });
}

main(import.meta.url, async () => {
  await installDependencies();
  await packageExtension();
});
