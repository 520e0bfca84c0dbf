import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { installDependencies, ROOT } from './bootstrap.mjs';
import { main } from './expectedError.mjs';

/** @type {import('esbuild').BuildOptions} */
const COMMON = {
  absWorkingDir: ROOT,
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node22',
  external: ['vscode'],
  sourcemap: true,
  logLevel: 'warning',
};

/** Builds the extension: one readable file, in which the engine stays asleep until it is imported. */
export async function buildExtension() {
  const { build } = await import('esbuild');
  const { thirdPartyNotices } = await import('./notices.mjs');
  const result = await build({
    ...COMMON,
    entryPoints: ['src/extension.ts'],
    outfile: 'dist/extension.js',
    metafile: true,
  });
  writeFileSync(path.join(ROOT, 'dist', 'notices.txt'), thirdPartyNotices(Object.keys(result.metafile.inputs)));
}

/** Builds the tests that run inside the editor, each file a program of its own. */
export async function buildHostTests() {
  const { build } = await import('esbuild');
  rmSync(path.join(ROOT, 'out'), { recursive: true, force: true });
  await build({
    ...COMMON,
    entryPoints: ['test/host/index.ts', 'test/host/**/*.test.ts'],
    outbase: '.',
    outdir: 'out',
    external: ['vscode', 'mocha'],
  });
}

main(import.meta.url, async () => {
  await installDependencies();
  await buildExtension();
  if (process.argv.includes('--tests')) await buildHostTests();
});
