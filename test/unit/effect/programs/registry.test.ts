import assert from 'node:assert/strict';
import { namesIn } from '../../../../src/effect/names';
import { programEntries } from '../../../../src/effect/programs/registry';

describe('the known programs', () => {
  it('have each name in one entry alone', () => {
    const seen = new Map<string, number>();
    for (const { names } of programEntries())
      for (const name of namesIn(names)) seen.set(name, (seen.get(name) ?? 0) + 1);
    assert.deepEqual(
      [...seen].filter(([, count]) => count > 1).map(([name]) => name),
      [],
    );
  });
});
