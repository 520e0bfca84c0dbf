import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/**
 * Bundles a program of the repository as the extension is bundled, into `out/NAME.cjs`, and runs it with these arguments.
 * Returns its exit status.
 *
 * @param {{ entry: string, name: string, args?: readonly string[], external?: string[] }} program
 */
export async function runBundled({ entry, name, args = [], external = [] }) {
  const outfile = join(root, 'out', `${name}.cjs`);
  mkdirSync(dirname(outfile), { recursive: true });
  await build({
    absWorkingDir: root,
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: 'node',
    mainFields: ['module', 'main'],
    format: 'cjs',
    target: 'node20',
    external,
    logLevel: 'warning',
  });
  return spawnSync(process.execPath, [outfile, ...args], { cwd: root, stdio: 'inherit' }).status ?? 1;
}
