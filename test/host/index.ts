import { readdirSync } from 'node:fs';
import path from 'node:path';
import Mocha from 'mocha';

/** Called by the editor, inside its extension host, once it has started. */
export async function run(): Promise<void> {
  const root = path.resolve(__dirname, '../../..');
  const mocha = new Mocha({
    ui: 'bdd',
    timeout: 60_000,
    forbidOnly: true,
    forbidPending: true,
    reporter: path.join(root, 'scripts/testing/reporter.cjs'),
    ...(process.env.CHAPERONE_TEST_GREP ? { grep: process.env.CHAPERONE_TEST_GREP } : {}),
  });
  const files = readdirSync(__dirname, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.test.js'),
  );
  for (const file of files.sort()) mocha.addFile(path.join(__dirname, file));
  const failures = await new Promise<number>((resolve) => mocha.run(resolve));
  if (failures > 0) throw new Error(`${failures} host tests failed.`);
}
