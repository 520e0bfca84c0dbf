import assert from 'node:assert/strict';
import { canonicalWindowsPath, isWindowsDevice } from '../../../src/run/windowsPath';

describe('canonicalWindowsPath', () => {
  const cases: readonly [title: string, given: string, canonical: string][] = [
    ['leaves a plain path', 'C:\\work\\src\\a.ts', 'C:\\work\\src\\a.ts'],
    ['takes slashes for backslashes', 'C:/work/a.ts', 'C:\\work\\a.ts'],
    ['spells the drive in upper case', 'c:\\work', 'C:\\work'],
    ['drops trailing dots and spaces', 'C:\\work\\.git. .\\config...', 'C:\\work\\.git\\config'],
    ['keeps dots within and in front', 'C:\\work\\.env.local\\..\\x', 'C:\\work\\.env.local\\..\\x'],
    ['drops the name of a stream', 'C:\\work\\.vscode\\settings.json::$DATA', 'C:\\work\\.vscode\\settings.json'],
    ['drops the stream of a folder', 'C:\\work\\.git::$INDEX_ALLOCATION\\hooks', 'C:\\work\\.git\\hooks'],
    ['drops an extended prefix', '\\\\?\\c:\\work\\a', 'C:\\work\\a'],
    ['drops an extended network prefix', '\\\\?\\UNC\\server\\share\\a', '\\\\server\\share\\a'],
    ['keeps a network path', '\\\\server\\share\\a.', '\\\\server\\share\\a'],
  ];
  for (const [title, given, canonical] of cases) it(title, () => assert.equal(canonicalWindowsPath(given), canonical));
});

describe('isWindowsDevice', () => {
  for (const path of [
    'NUL',
    'C:\\work\\nul',
    'C:\\con.txt',
    'aux.',
    'C:/x/COM1',
    'lpt¹',
    'CONIN$',
    'prn:',
    '\\\\.\\PhysicalDrive0',
  ]) {
    it(`knows ${path}`, () => assert.equal(isWindowsDevice(path), true));
  }
  for (const path of [
    'C:\\work\\null',
    'console.log',
    'com10',
    'C:\\con\\a.txt',
    '\\\\?\\C:\\a',
    '\\\\?\\UNC\\s\\h\\a',
  ]) {
    it(`does not mistake ${path} for one`, () => assert.equal(isWindowsDevice(path), false));
  }
});
