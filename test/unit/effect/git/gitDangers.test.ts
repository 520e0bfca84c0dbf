import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Situation } from '../../../../src/action/situation';
import { analyse } from '../../../../src/effect/analyse';
import { defaultPolicy } from '../../../../src/policy/defaults';
import { evaluate } from '../../../../src/policy/evaluate';
import type { Verdict } from '../../../../src/policy/verdict';
import { NodeDisk } from '../../../../src/run/nodeDisk';
import { commandAction } from '../../../corpus/judging';
import { READ_DANGERS, RealRepository, WRITE_DANGERS } from '../../../support/gitDangers';

function situationOf(repository: RealRepository): Situation {
  return {
    mode: 'auto',
    roots: [repository.root],
    home: repository.home,
    temp: [join(repository.top, 'tmp')],
    ownState: [],
    environment: { ...repository.environment },
    platform: 'posix',
    isCaseSensitive: true,
    // All that stands there is the task's.
    history: { startedAt: 0, changed: {}, hasRunCommands: true, lengths: {}, uncommitted: [], unsaved: [] },
    unavailable: {},
  };
}

function judge(repository: RealRepository, command: string, at = '.', isOld = false): Verdict {
  const all = situationOf(repository);
  const situation = isOld ? { ...all, history: undefined } : all;
  const action = commandAction(command, join(repository.root, at));
  return evaluate(analyse(action, situation, new NodeDisk()), situation, defaultPolicy);
}

const line = (args: readonly string[]) =>
  ['git', ...args].map((arg) => (/^[\w./=-]+$/.test(arg) ? arg : `'${arg}'`)).join(' ');

describe('what a repository has git run', () => {
  let repository: RealRepository;
  beforeEach(() => {
    repository = new RealRepository();
  });
  afterEach(() => repository.dispose());

  for (const { title, prepare, reads, at, isInIndexAlone } of [...READ_DANGERS, ...WRITE_DANGERS])
    if (isInIndexAlone !== true)
      it(`is held: ${title}`, () => {
        prepare(repository);
        const { decision } = judge(repository, line(reads), at);
        assert.ok(repository.isMarkedBy(reads, at), 'git runs it');
        assert.notEqual(decision, 'allow');
      });

  it('is named, with the setting and its file', () => {
    repository.git('config', 'core.fsmonitor', 'touch M');
    assert.match(
      judge(repository, 'git status').reason,
      /`git status` can run `touch M`, as core\.fsmonitor in \.git\/config says/,
    );
  });

  it('is held as it is now, not as it was read before', () => {
    const situation = situationOf(repository);
    const disk = new NodeDisk();
    const decide = () =>
      evaluate(analyse(commandAction('git status', repository.root), situation, disk), situation, defaultPolicy)
        .decision;
    assert.equal(decide(), 'allow');
    repository.git('config', 'core.fsmonitor', 'touch M');
    assert.equal(decide(), 'ask');
    repository.git('config', '--unset', 'core.fsmonitor');
    assert.equal(decide(), 'allow');
  });

  it('is held where the settings can not be read', () => {
    writeFileSync(join(repository.root, '.git/config'), Buffer.from('[core]\n\tx = \xff\n', 'latin1'));
    assert.equal(judge(repository, 'git status').decision, 'ask');
    writeFileSync(
      join(repository.root, '.git/config'),
      `[core]\n\tx = y\n#${' '.repeat(1 << 20)}\n[core]\n\tfsmonitor = z\n`,
    );
    assert.equal(judge(repository, 'git status').decision, 'ask');
  });

  const ROUTINE = [
    'git status',
    'git status --short --branch',
    'git diff',
    'git diff --stat HEAD~1',
    'git log --oneline -20',
    'git log -p -2',
    'git show HEAD',
    'git blame a.txt',
    'git branch -a',
    'git ls-files',
    'git grep one',
    'git add -A',
    'git commit -m x',
    'git switch -c y',
    'git checkout main',
    'git stash',
    'git fetch',
    'git rev-parse HEAD',
    'git describe --tags',
    'git worktree list',
    'git submodule status',
    'git merge topic',
    'git cherry-pick abc123',
    'git restore --staged a.txt',
  ];
  const ORDINARY: readonly [title: string, prepare: () => void][] = [
    ['as git makes it', () => undefined],
    [
      'with large files',
      () => {
        repository.git('config', 'filter.lfs.clean', 'git-lfs clean -- %f');
        repository.git('config', 'filter.lfs.smudge', 'git-lfs smudge -- %f');
        repository.git('config', 'filter.lfs.process', 'git-lfs filter-process');
        repository.git('config', 'filter.lfs.required', 'true');
        repository.write('.gitattributes', '*.bin filter=lfs diff=lfs merge=lfs -text\n');
        for (const name of ['post-checkout', 'post-commit', 'post-merge', 'pre-push'])
          repository.write(
            `.git/hooks/${name}`,
            `#!/bin/sh\ncommand -v git-lfs >/dev/null 2>&1 || { echo >&2 "git-lfs was not found"; exit 2; }\ngit lfs ${name} "$@"\n`,
            0o755,
          );
      },
    ],
    [
      'with a pager and an editor',
      () => {
        repository.git('config', 'core.pager', 'delta');
        repository.git('config', 'interactive.diffFilter', 'delta --color-only');
        repository.git('config', 'core.editor', 'code --wait');
        repository.git('config', 'core.fsmonitor', 'true');
      },
    ],
    [
      'with hooks of husky',
      () => {
        repository.git('config', 'core.hooksPath', '.husky/_');
        const starter =
          '#!/usr/bin/env sh\nn=$(basename "$0")\ns=$(dirname "$(dirname "$0")")/$n\n\n[ ! -f "$s" ] && exit 0\nsh -e "$s" "$@"\nc=$?\nexit $c\n';
        repository.write('.husky/_/h', starter);
        for (const name of ['pre-commit', 'commit-msg', 'post-checkout', 'pre-rebase', 'post-merge'])
          repository.write(`.husky/_/${name}`, '#!/usr/bin/env sh\n. "$(dirname "$0")/h"', 0o755);
        repository.write('.husky/pre-commit', 'npx lint-staged\n');
        repository.write('.husky/commit-msg', 'npx --no -- commitlint --edit $1\n');
      },
    ],
    [
      'with hooks of pre-commit',
      () => {
        repository.write(
          '.git/hooks/pre-commit',
          [
            '#!/usr/bin/env bash',
            'INSTALL_PYTHON=/usr/bin/python3',
            'ARGS=(hook-impl --config=.pre-commit-config.yaml --hook-type=pre-commit)',
            'HERE="$(cd "$(dirname "$0")" && pwd)"',
            'ARGS+=(--hook-dir "$HERE" -- "$@")',
            'if [ -x "$INSTALL_PYTHON" ]; then',
            String.raw`    exec "$INSTALL_PYTHON" -mpre_commit "$\{ARGS[@]}"`.replace('\\', ''),
            'elif command -v pre-commit > /dev/null; then',
            String.raw`    exec pre-commit "$\{ARGS[@]}"`.replace('\\', ''),
            'else',
            '    exit 1',
            'fi',
          ].join('\n'),
          0o755,
        );
      },
    ],
    [
      'of a person who has set much up',
      () => {
        mkdirSync(join(repository.home, '.config/git'), { recursive: true });
        writeFileSync(
          join(repository.home, '.gitconfig'),
          '[core]\n\tpager = my-pager\n\tfsmonitor = ~/bin/monitor\n\thooksPath = ~/hooks\n[diff]\n\texternal = mine\n[include]\n\tpath = .gitconfig-work\n',
        );
        writeFileSync(join(repository.home, '.gitconfig-work'), '[credential]\n\thelper = mine\n');
        writeFileSync(join(repository.home, '.config/git/config'), '[filter "x"]\n\tclean = mine\n');
      },
    ],
  ];
  for (const [title, prepare] of ORDINARY)
    it(`leaves ordinary work be in a repository ${title}`, () => {
      prepare();
      const held = ROUTINE.map((command) => [command, judge(repository, command, '.', true)] as const)
        .filter(([, { decision }]) => decision !== 'allow')
        .map(([command, { reason }]) => `${command}: ${reason}`);
      assert.deepEqual(held, []);
    });
});
