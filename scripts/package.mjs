import { statSync } from 'node:fs';
import path from 'node:path';
import { installDependencies, ROOT } from './bootstrap.mjs';
import { buildExtension } from './build.mjs';
import { ExpectedError, main } from './expectedError.mjs';
import { step } from './progress.mjs';

/** Where the packaged extension stands. */
export const VSIX = path.join(ROOT, 'chaperone.vsix');

const MAX_BYTES = 1_500_000;

/** Builds the extension and packages it the way the Marketplace gets it. */
export async function packageExtension() {
  await step('Building and packaging the extension', async () => {
    await buildExtension();
    const { createVSIX } = await import('@vscode/vsce');
    await createVSIX({
      cwd: ROOT,
      packagePath: VSIX,
      // Everything is in the bundle.
      dependencies: false,
      // The source is not published anywhere yet that links could point to.
      allowMissingRepository: true,
      rewriteRelativeLinks: false,
    });
    const { size } = statSync(VSIX);
    if (size > MAX_BYTES) throw new ExpectedError(`${VSIX} has ${size} bytes, more than ${MAX_BYTES}.`);
  });
}

main(import.meta.url, async () => {
  await installDependencies();
  await packageExtension();
});
