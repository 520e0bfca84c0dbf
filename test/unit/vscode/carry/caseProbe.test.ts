import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isCaseSensitive } from '../../../../src/vscode/carry/caseProbe';

describe('whether case counts in a folder', () => {
  let folder = '';
  beforeEach(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'chaperone-case-')));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  /** What is so on this machine, found out by writing. */
  function truth(): boolean {
    writeFileSync(join(folder, 'Probe'), '');
    return !existsSync(join(folder, 'pROBE'));
  }

  it('is found out from the names in it', () => {
    const expected = truth();
    assert.equal(isCaseSensitive(folder), expected);
  });

  it('is found out from two names that differ only in case, where both are there', () => {
    writeFileSync(join(folder, 'a'), '');
    writeFileSync(join(folder, 'A'), '');
    const isSensitive = truth();
    rmSync(join(folder, 'Probe'));
    assert.equal(isCaseSensitive(folder), isSensitive);
  });

  it('is found out for an empty folder from its own name', () => {
    mkdirSync(join(folder, 'empty'));
    const expected = truth();
    assert.equal(isCaseSensitive(join(folder, 'empty')), expected);
  });

  it('does not depend on names beyond ASCII', () => {
    writeFileSync(join(folder, 'straße'), '');
    writeFileSync(join(folder, '日本'), '');
    const inner = join(folder, 'Inner');
    mkdirSync(inner);
    writeFileSync(join(inner, 'ß'), '');
    assert.equal(isCaseSensitive(inner), truth());
  });

  it('is what the platform has by habit where nothing has letters', () => {
    const digits = join(folder, '123');
    mkdirSync(digits);
    assert.equal(isCaseSensitive(digits, 'linux'), true);
    assert.equal(isCaseSensitive(digits, 'darwin'), false);
    assert.equal(isCaseSensitive(digits, 'win32'), false);
  });
});
