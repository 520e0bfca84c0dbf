import { execFileSync } from 'node:child_process';
import { findRipgrep } from '../../../src/run/findRipgrep';

let found: string | undefined;

/** The ripgrep of this machine. Tests that need it fail without, and say what to do. */
export async function ripgrep(): Promise<string> {
  found ??= findRipgrep({
    appRoot: process.env.CHAPERONE_APP_ROOT,
    environment: { PATH: process.env.PATH ?? '' },
    platform: process.platform === 'win32' ? 'windows' : 'posix',
  });
  if (found === undefined)
    throw new Error('These tests need ripgrep: install it (`apt-get install ripgrep`) and run them again.');
  execFileSync(found, ['--version']);
  return found;
}
