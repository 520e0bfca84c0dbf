import { chmodSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { installDependencies, ROOT } from './bootstrap.mjs';
import { ExpectedError, main } from './expectedError.mjs';
import { inTemporaryFolder } from './temporary.mjs';

const DIST = path.join(ROOT, 'dist');
const CLI = path.join(DIST, 'cli.js');

/**
 * Builds what is packaged: the extension, which the editor reads whole before it activates, so that the engine
 * stands apart and is only read when it is needed; and the command line, which shares most of its code with the engine.
 */
export async function buildExtension() {
  const { thirdPartyNotices } = await import('./notices.mjs');
  rmSync(DIST, { recursive: true, force: true });
  const extension = await bundle({
    entryPoints: ['src/extension.ts'],
    outdir: 'dist',
    external: ['vscode', './engine'],
    // An import becomes a `require`, which finds the file beside it by its name.
    supported: { 'dynamic-import': false },
  });
  const shared = await bundleSharing({ engine: 'src/engine.ts', cli: 'src/cli/main.ts' });
  chmodSync(path.join(DIST, 'cli.js'), 0o755);
  const inputs = [extension, shared].flatMap(({ metafile }) => Object.keys(metafile?.inputs ?? {}));
  writeFileSync(path.join(DIST, 'notices.txt'), thirdPartyNotices([...new Set(inputs)]));
}

/**
 * Several programs whose common code is there once. Only modules of the newer kind can be split, and the editor loads
 * the older kind: so they are split first, and turned into the older kind file by file.
 * @param {Readonly<Record<string, string>>} entryPoints
 */
async function bundleSharing(entryPoints) {
  return inTemporaryFolder('bundle', async (folder) => {
    const split = await bundle({
      entryPoints,
      outdir: folder,
      format: 'esm',
      splitting: true,
      chunkNames: 'shared-[hash]',
      // The command line is run by whatever Node the person has.
      target: 'node20',
      sourcemap: 'inline',
    });
    await bundle({
      entryPoints: readdirSync(folder)
        .filter((name) => name.endsWith('.js'))
        .map((name) => path.join(folder, name)),
      outdir: 'dist',
      bundle: false,
      external: [],
      target: 'node20',
      supported: { 'dynamic-import': false },
    });
    writeFileSync(CLI, `#!/usr/bin/env node\n${readFileSync(CLI, 'utf8')}`);
    return split;
  });
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
      // What some packages publish as their main file can't be bundled: it finds its own parts only as it runs.
      mainFields: ['module', 'main'],
      format: 'cjs',
      // The runtime of the oldest editor that is supported.
      target: 'node22',
      external: ['vscode'],
      sourcemap: true,
      // What is downloaded carries no comments; its names are left as they are, for whoever reads a stack.
      minifyWhitespace: true,
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
