import { chmodSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { installDependencies, ROOT } from './bootstrap.mjs';
import { ExpectedError, main } from './expectedError.mjs';

/**
 * Builds what is packaged: the extension in two readable files, since the editor reads a file whole before it activates
 * (the engine's is only read when it is needed), and the command line.
 */
export async function buildExtension() {
  const { thirdPartyNotices } = await import('./notices.mjs');
  await bundle({
    entryPoints: { cli: 'src/cli/main.ts' },
    outdir: 'dist',
    // It is run by whatever Node the person has.
    target: 'node20',
    banner: { js: '#!/usr/bin/env node' },
  });
  chmodSync(path.join(ROOT, 'dist', 'cli.js'), 0o755);
  const { metafile } = await bundle({
    entryPoints: ['src/extension.ts', 'src/engine.ts'],
    outdir: 'dist',
    external: ['vscode', './engine'],
    // An import becomes a `require`, which finds the file beside it by its name.
    supported: { 'dynamic-import': false },
  });
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
