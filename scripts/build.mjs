import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { installDependencies, ROOT } from './bootstrap.mjs';
import { ExpectedError, main } from './expectedError.mjs';

/** Builds the extension: one readable file, in which the engine stays asleep until it is imported. */
export async function buildExtension() {
  const { thirdPartyNotices } = await import('./notices.mjs');
  const { metafile } = await bundle({ entryPoints: ['src/extension.ts'], outfile: 'dist/extension.js' });
  writeFileSync(path.join(ROOT, 'dist', 'notices.txt'), thirdPartyNotices(Object.keys(metafile?.inputs ?? {})));
}

/** Builds the tests that run inside the editor, each file a program of its own. */
export async function buildHostTests() {
  rmSync(path.join(ROOT, 'out', 'test'), { recursive: true, force: true });
  await bundle({
    entryPoints: ['test/host/index.ts', 'test/host/**/*.test.ts'],
    outbase: '.',
    outdir: 'out',
    external: ['vscode', 'mocha'],
  });
}

/** @param {import('esbuild').BuildOptions} options */
async function bundle(options) {
  const { build } = await import('esbuild');
  try {
    return await build({
      absWorkingDir: ROOT,
      bundle: true,
      platform: 'node',
      format: 'cjs',
      // The runtime of the oldest editor that is supported.
      target: 'node22',
      external: ['vscode'],
      sourcemap: true,
      metafile: true,
      logLevel: 'warning',
      ...options,
    });
  } catch (error) {
    // What is wrong has been printed.
    throw new ExpectedError("It doesn't build.", { cause: error });
  }
}

main(import.meta.url, async () => {
  await installDependencies();
  await buildExtension();
  if (process.argv.includes('--tests')) await buildHostTests();
});
