import assert from 'node:assert/strict';
import { listFiles, PackageManager } from '@vscode/vsce';
import { ROOT } from '../../../scripts/bootstrap.mjs';

describe('the package', () => {
  it('holds what a user needs, and nothing else', async () => {
    const files = await listFiles({ cwd: ROOT, packageManager: PackageManager.None });
    const unexpected = files.filter((file) => !ALLOWED.some((allowed) => allowed.test(file)));
    assert.deepEqual(unexpected, []);
    for (const file of ['package.json', 'README.md', 'LICENSE', 'CHANGELOG.md', 'samples/shop/package.json']) {
      assert.ok(files.includes(file), `${file} is missing`);
    }
  });
});

const ALLOWED = [
  /^(package\.json|README\.md|CHANGELOG\.md|LICENSE)$/,
  /^dist\/(extension\.js|engine\.js|cli\.js|shared-\w+\.js|notices\.txt)$/,
  /^media\/[\w-]+\.(svg|png)$/,
  /^samples\/shop\/[\w/.-]+\.(js|json|jsonl|md)$/,
];
