import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { isInstalled, ROOT } from '../../../scripts/bootstrap.mjs';

describe('the dependencies', () => {
  const lock = {
    '': {},
    'node_modules/a': { version: '1.0.0' },
    'node_modules/b': { version: '2.0.0', optional: true },
  };

  it('are there when every package has the version of the lockfile', () => {
    assert.equal(
      isInstalled(lock, { 'node_modules/a': { version: '1.0.0' }, 'node_modules/b': { version: '2.0.0' } }),
      true,
    );
  });

  it('may lack what is meant for another platform', () => {
    assert.equal(isInstalled(lock, { 'node_modules/a': { version: '1.0.0' } }), true);
  });

  it('are installed anew when a package is missing or of another version', () => {
    assert.equal(isInstalled(lock, { 'node_modules/b': { version: '2.0.0' } }), false);
    assert.equal(isInstalled(lock, { 'node_modules/a': { version: '1.0.1' } }), false);
    assert.equal(
      isInstalled(lock, { 'node_modules/a': { version: '1.0.0' }, 'node_modules/b': { version: '1.0.0' } }),
      false,
    );
  });
});

describe('the lockfile', () => {
  const text = readFileSync(path.join(ROOT, 'package-lock.json'), 'utf8');
  const { packages } = JSON.parse(text) as { packages: Record<string, { optionalDependencies?: object }> };

  it('names no download address, so that it works with every registry', () => {
    assert.ok(Object.keys(packages).length > 1);
    assert.deepEqual(
      Object.keys(packages).filter((place) => 'resolved' in (packages[place] ?? {})),
      [],
    );
  });

  it('names what other platforms need, without which a clean installation is refused on all of them', () => {
    const present = new Set(Object.keys(packages).map((place) => place.split('node_modules/').at(-1)));
    const wanted = Object.values(packages).flatMap((entry) => Object.keys(entry.optionalDependencies ?? {}));
    assert.deepEqual(
      wanted.filter((name) => !present.has(name)),
      [],
    );
  });
});
