import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { newTemporaryFolder } from '../../../scripts/temporary.mjs';
import { readCounts } from '../../../scripts/testing/report.mjs';

describe('the counts of a test run', () => {
  const folder = newTemporaryFolder('counts');
  const file = path.join(folder, 'counts.json');

  after(() => rm(folder, { recursive: true }));

  const read = (counts: object, exitCode: number): object => {
    writeFileSync(file, JSON.stringify(counts));
    return readCounts(file, exitCode);
  };

  it('are what the run reported', () => {
    assert.deepEqual(read({ passed: 3, failed: 0 }, 0), { passed: 3, failed: 0 });
    assert.deepEqual(read({ passed: 3, failed: 2 }, 2), { passed: 3, failed: 2 });
  });

  it('never say that all is well after a run that broke off, or had no tests', () => {
    assert.deepEqual(read({ passed: 3, failed: 0 }, 1), { passed: 3, failed: 1 });
    assert.deepEqual(read({ passed: 0, failed: 0 }, 0), { passed: 0, failed: 1 });
    assert.deepEqual(readCounts(path.join(folder, 'missing'), 0), { passed: 0, failed: 1 });
  });
});
