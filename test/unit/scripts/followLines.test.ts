import assert from 'node:assert/strict';
import { appendFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { followLines } from '../../../scripts/followLines.mjs';
import { newTemporaryFolder } from '../../../scripts/temporary.mjs';

describe('following a file', () => {
  let folder: string;
  let file: string;

  beforeEach(() => {
    folder = newTemporaryFolder('lines');
    file = path.join(folder, 'file');
  });

  afterEach(() => rm(folder, { recursive: true }));

  it('gives whole lines only, also of characters that were written in two halves', () => {
    const lines: string[] = [];
    const stop = followLines(
      () => file,
      (line) => lines.push(line),
    );
    const bytes = Buffer.from('first\nsecönd\nthi');
    appendFileSync(file, bytes.subarray(0, 10));
    appendFileSync(file, bytes.subarray(10));
    stop();
    assert.deepEqual(lines, ['first', 'secönd']);
  });

  it('waits for a file that is not there yet', async () => {
    const line = new Promise<string>((resolve) => {
      const stop = followLines(
        () => file,
        (text) => {
          resolve(text);
          stop();
        },
      );
    });
    appendFileSync(file, 'late\n');
    assert.equal(await line, 'late');
  });
});
