import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Situation } from '../src/action/situation';

/** The sample project in a folder of its own, as a repository: what agents work in. */
export interface Workspace {
  readonly root: string;
  readonly situation: Situation;
  remove(): void;
}

export function makeWorkspace(): Workspace {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'chaperone-bench-')));
  cpSync('samples/shop', root, { recursive: true });
  // As git takes it for a repository.
  for (const folder of ['objects', 'refs']) mkdirSync(join(root, '.git', folder), { recursive: true });
  writeFileSync(join(root, '.git', 'HEAD'), 'ref: refs/heads/main\n');
  writeFileSync(
    join(root, '.git', 'config'),
    '[core]\n\tbare = false\n[remote "origin"]\n\turl = https://example.com/shop.git\n',
  );
  writeFileSync(join(root, '.gitignore'), 'node_modules/\ndist/\nbuild/\ncoverage/\n');
  const situation: Situation = {
    mode: 'auto',
    roots: [root],
    home: realpathSync(homedir()),
    temp: [realpathSync(tmpdir())],
    ownState: [join(homedir(), '.chaperone-bench')],
    environment: { PATH: process.env.PATH ?? '', HOME: homedir(), LANG: 'C.UTF-8' },
    platform: process.platform === 'win32' ? 'windows' : 'posix',
    isCaseSensitive: process.platform === 'linux',
    unavailable: {},
  };
  return { root, situation, remove: () => rmSync(root, { recursive: true }) };
}
