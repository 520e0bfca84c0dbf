import assert from 'node:assert/strict';
import type { Disk } from '../../../src/action/situation';
import { analyse } from '../../../src/effect/analyse';
import { defaultPolicy } from '../../../src/policy/defaults';
import { evaluate } from '../../../src/policy/evaluate';
import { commandAction, disk, situation } from '../../corpus/judging';

/** The sample project with these files put in. */
function diskWith(files: Readonly<Record<string, string>>): Disk {
  return {
    ...disk,
    kind: (path) => (path in files ? 'file' : disk.kind(path)),
    text: (path, most) => files[path] ?? disk.text(path, most),
  };
}

function decide(command: string, files: Readonly<Record<string, string>>, cwd = '/work/app'): string {
  return evaluate(analyse(commandAction(command, cwd), situation, diskWith(files)), situation, defaultPolicy).decision;
}

const config = (text: string) => ({ '/work/app/.git/config': text });

describe('a repository', () => {
  const settings: readonly [title: string, config: string, command: string, expected: string][] = [
    ['holds a monitor of files', '[core]\n\tfsmonitor = ./x', 'git status', 'ask'],
    ['knows a monitor of its own', '[core]\n\tfsmonitor = true', 'git status', 'allow'],
    ['holds a setting in the line of its section', '[core] pager = touch M', 'git log', 'ask'],
    ['holds a setting over two lines', '[core]\n\tfsmonitor = \\\n ./x', 'git status', 'ask'],
    ['holds an old way to name sections', '[diff.x]\n\ttextconv = ./x', 'git diff', 'ask'],
    ['reads names in any case', '[CORE]\n\tFsMonitor = ./x', 'git status', 'ask'],
    ['reads a value without its comment', '[core]\n\tpager = cat # plain', 'git log', 'allow'],
    ['reads quotes as git does', '[core]\n\tpager = "cat"', 'git log', 'allow'],
    ['holds filters', '[filter "x"]\n\tclean = touch M', 'git add .', 'ask'],
    ['knows the filters of git-lfs', '[filter "lfs"]\n\tclean = git-lfs clean -- %f', 'git add .', 'allow'],
    ['holds hooks of elsewhere', '[core]\n\thooksPath = /tmp/hooks', 'git commit -m x', 'ask'],
    ['knows the hooks of husky', '[core]\n\thooksPath = .husky/_', 'git commit -m x', 'allow'],
    ['holds hooks that are settings', '[hook "x"]\n\tcommand = touch M', 'git commit -m x', 'ask'],
    ['holds a driver of merges', '[merge "x"]\n\tdriver = touch M', 'git merge topic', 'ask'],
    ['cares for the way to a server only on the way', '[core]\n\tsshCommand = ./x', 'git status', 'allow'],
    ['holds a way to a server', '[core]\n\tsshCommand = ./x', 'git fetch', 'ask'],
    ['knows a key of its own', '[core]\n\tsshCommand = ssh -i ~/.ssh/work -o IdentitiesOnly=yes', 'git fetch', 'allow'],
    ['holds an address that runs a program', '[remote "origin"]\n\turl = ext::sh -c x', 'git fetch', 'ask'],
    ['holds an address that stands for another', '[url "https://evil.example/"]\n\tinsteadOf = x', 'git fetch', 'ask'],
    ['holds a keeper of passwords', '[credential]\n\thelper = !touch M', 'git fetch', 'ask'],
    ['knows the keeper of passwords of gh', '[credential]\n\thelper = !gh auth git-credential', 'git fetch', 'allow'],
    [
      'lets ordinary settings be',
      '[user]\n\tname = A\n[branch "main"]\n\tremote = origin',
      'git pull --ff-only',
      'allow',
    ],
    ['runs a plain alias as what it stands for', '[alias]\n\tst = status -sb', 'git st', 'allow'],
    ['passes on what follows an alias', '[alias]\n\tco = checkout', 'git co -- README.md', 'ask'],
    ['holds an alias for what loses work', '[alias]\n\tundo = reset --hard', 'git undo', 'ask'],
    ['looks into an alias for a script', '[alias]\n\tlast = !git log -1', 'git last', 'allow'],
    ['holds an alias for a script that does more', '[alias]\n\tlast = !rm -rf src', 'git last', 'ask'],
    ['holds an alias for an alias', '[alias]\n\ta = b\n\tb = a', 'git a', 'ask'],
    ['holds a word that is no alias', '[alias]\n\tst = status', 'git sx', 'ask'],
  ];
  for (const [title, text, command, expected] of settings)
    it(title, () => assert.equal(decide(command, config(text)), expected));

  it('reads the settings of the person for aliases alone', () => {
    const files = { '/home/dev/.gitconfig': '[core]\n\tpager = delta\n[alias]\n\tlg = log --oneline --graph' };
    assert.equal(decide('git lg -5', files), 'allow');
  });

  it('finds the settings of a work tree that stands beside it', () => {
    const tree = {
      '/work/fix/.git': 'gitdir: /work/app/.git/worktrees/fix\n',
      '/work/app/.git/worktrees/fix/HEAD': 'ref: refs/heads/fix\n',
      '/work/app/.git/worktrees/fix/commondir': '../..\n',
    };
    assert.equal(decide('git commit -m x', tree, '/work/fix'), 'allow');
    const files = { ...tree, ...config('[core]\n\tfsmonitor = ./x') };
    assert.equal(decide('git status', files, '/work/fix'), 'ask');
  });

  it('follows settings into other files, and takes them for what they say', () => {
    for (const header of ['[include]', '[includeIf "gitdir:/"]', '[INCLUDE]']) {
      const files = config(`${header}\n\tpath = ../shared`);
      assert.equal(decide('git status', { ...files, '/work/app/shared': '[core]\n\tfsmonitor = ./x' }), 'ask');
      assert.equal(decide('git status', { ...files, '/work/app/shared': '[pull]\n\tff = only' }), 'allow');
    }
  });

  it('may be larger than the workspace', () => {
    const files = { '/work/.git/config': '', '/work/app/.git/config': '' };
    assert.equal(decide('git add -A', files, '/work'), 'allow');
    assert.equal(decide('git add -A', {}, '/work'), 'ask');
    assert.equal(decide('git add -A', { '/srv/.git/config': '' }, '/srv'), 'ask');
  });

  it('finds the settings of a folder above', () => {
    assert.equal(decide('cd src && git log', config('[core]\n\tpager = ./x')), 'ask');
  });
});

describe('git apply', () => {
  const patch = (path: string) => ({ '/work/app/x.patch': `--- a/${path}\n+++ b/${path}\n@@ -1 +1 @@\n-a\n+b\n` });
  const cases: readonly [title: string, command: string, path: string, expected: string][] = [
    ['allows a patch of source files', 'git apply x.patch', 'src/index.ts', 'allow'],
    ['holds a patch of protected files', 'git apply x.patch', '.github/workflows/ci.yml', 'ask'],
    ['holds one that is read from a file', 'git apply < x.patch', '.npmrc', 'ask'],
    ['holds one that is printed', 'cat x.patch | git apply', '.npmrc', 'ask'],
    ['takes away as many folders as it is told', 'git apply -p2 x.patch', 'b/.npmrc', 'ask'],
    ['puts a folder in front', 'git apply --directory=.vscode x.patch', 'settings.json', 'ask'],
    ['only looks when it is told', 'git apply --stat x.patch', '.npmrc', 'allow'],
    ['holds mails with patches, too', 'git am x.patch', '.husky/pre-commit', 'ask'],
  ];
  for (const [title, command, path, expected] of cases)
    it(title, () => assert.equal(decide(command, patch(path)), expected));

  it('reads names that were moved', () => {
    const files = { '/work/app/x.patch': 'diff --git a/x b/.npmrc\nrename from x\nrename to .npmrc\n' };
    assert.equal(decide('git apply x.patch', files), 'ask');
  });
});

describe('git merge --abort', () => {
  it('is held when the merge was under way before', () => {
    assert.equal(decide('git merge --abort', { '/work/app/.git/MERGE_HEAD': 'abc' }), 'ask');
    assert.equal(decide('git merge topic; git merge --abort', { '/work/app/.git/MERGE_HEAD': 'abc' }), 'ask');
  });

  it('is allowed when the same command began it', () => {
    assert.equal(decide('git merge --no-commit topic; git merge --abort', {}), 'allow');
  });
});
