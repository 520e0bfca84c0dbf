import { execFileSync, spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A real repository with one commit and one change, in a folder of its own with a home of its own. */
export class RealRepository {
  readonly top = realpathSync(mkdtempSync(join(tmpdir(), 'chaperone-git-')));
  readonly root = join(this.top, 'work');
  readonly home = join(this.top, 'home');
  /** What a danger makes when it runs. */
  readonly mark = join(this.top, 'M');

  constructor() {
    for (const folder of [this.root, this.home]) mkdirSync(folder);
    this.git('init', '-q', '-b', 'main', '.');
    this.git('config', 'user.name', 'A');
    this.git('config', 'user.email', 'a@example.com');
    this.write('a.txt', 'one\n');
    this.git('add', '.');
    this.git('commit', '-q', '-m', 'first');
    this.write('a.txt', 'two\n');
  }

  /** The environment of a person who has set nothing up. */
  get environment(): Readonly<Record<string, string>> {
    return { PATH: process.env.PATH ?? '', HOME: this.home, GIT_CONFIG_NOSYSTEM: '1', LANG: 'C.UTF-8' };
  }

  git(...args: readonly string[]): string {
    return execFileSync('git', args, { cwd: this.root, env: this.environment, encoding: 'utf8', stdio: 'pipe' });
  }

  /** As a person would run it, whatever comes of it. Returns whether the mark was made. */
  isMarkedBy(args: readonly string[], at = '.', more: Readonly<Record<string, string>> = {}): boolean {
    rmSync(this.mark, { force: true });
    spawnSync('git', args, { cwd: join(this.root, at), env: { ...this.environment, ...more }, timeout: 20_000 });
    return this.didMark();
  }

  didMark(): boolean {
    const was = existsSync(this.mark);
    rmSync(this.mark, { force: true });
    return was;
  }

  write(path: string, text: string, mode = 0o644): void {
    const file = join(this.root, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    chmodSync(file, mode);
  }

  dispose(): void {
    rmSync(this.top, { recursive: true, force: true });
  }
}

/** One way in which a repository's own settings make git run something: here a program that makes the mark. */
export interface GitDanger {
  readonly title: string;
  readonly prepare: (repository: RealRepository) => void;
  /** What sets it off, where that only reads. */
  readonly reads: readonly string[];
  /** The folder it is set off in, below the work tree. */
  readonly at?: string;
  /** Only the index tells of it, which the analysis doesn't read. */
  readonly isInIndexAlone?: boolean;
}

const marks = ({ mark }: RealRepository) => `touch ${mark}`;
const attributes = (repository: RealRepository, text: string, path = '.gitattributes') => repository.write(path, text);

function signed(repository: RealRepository): void {
  // A commit with a signature that nobody made: only then is it looked at.
  const text = repository.git('cat-file', 'commit', 'HEAD');
  const [head = '', body = ''] = text.split(/\n\n(.*)/s);
  const signature = 'gpgsig -----BEGIN PGP SIGNATURE-----\n \n iQ==\n -----END PGP SIGNATURE-----';
  repository.write('.git/signed', `${head}\n${signature}\n\n${body}`);
  const commit = repository.git('hash-object', '-t', 'commit', '-w', '.git/signed').trim();
  repository.git('update-ref', 'refs/heads/main', commit);
}

function embed(repository: RealRepository): void {
  repository.git('init', '-q', 'sub');
  repository.write('sub/x', 'x');
  repository.git('-C', 'sub', 'add', 'x');
  repository.git('-C', 'sub', '-c', 'user.name=a', '-c', 'user.email=a@b', 'commit', '-q', '-m', 'x');
  repository.git('-c', 'advice.addEmbeddedRepo=false', 'add', 'sub');
  repository.git('-C', 'sub', 'config', 'filter.x.clean', `${marks(repository)}; cat`);
  repository.write('sub/.gitattributes', 'x filter=x\n');
  repository.write('sub/x', 'y');
}

export const READ_DANGERS: readonly GitDanger[] = [
  {
    title: 'a monitor of files',
    prepare: (repository) => repository.git('config', 'core.fsmonitor', marks(repository)),
    reads: ['status'],
  },
  {
    title: 'a monitor of files, on a list of files',
    prepare: (repository) => repository.git('config', 'core.fsmonitor', marks(repository)),
    reads: ['ls-files', '-m'],
  },
  {
    title: 'an outer program for differences',
    prepare: (repository) => repository.git('config', 'diff.external', marks(repository)),
    reads: ['diff'],
  },
  {
    title: 'a driver for differences',
    prepare: (repository) => {
      repository.git('config', 'diff.x.command', marks(repository));
      attributes(repository, '*.txt diff=x\n');
    },
    reads: ['diff'],
  },
  {
    title: 'a text of files, in a log',
    prepare: (repository) => {
      repository.git('config', 'diff.x.textconv', marks(repository));
      attributes(repository, '*.txt diff=x\n');
    },
    reads: ['log', '-p'],
  },
  {
    title: 'a text of files, by attributes of the repository alone',
    prepare: (repository) => {
      repository.git('config', 'diff.x.textconv', marks(repository));
      attributes(repository, '*.txt diff=x\n', '.git/info/attributes');
    },
    reads: ['show', 'HEAD'],
  },
  {
    title: 'a text of files, by attributes named in a setting',
    prepare: (repository) => {
      repository.git('config', 'diff.x.textconv', marks(repository));
      repository.git('config', 'core.attributesFile', join(repository.root, 'attributes'));
      attributes(repository, '*.txt diff=x\n', 'attributes');
    },
    reads: ['blame', 'a.txt'],
  },
  {
    title: 'a text of files, with a dotted name',
    prepare: (repository) => {
      repository.git('config', 'diff.x.y z.textconv', marks(repository));
      attributes(repository, '*.txt diff=x.y\n');
      repository.git('config', 'diff.x.y.textconv', marks(repository));
    },
    reads: ['diff'],
  },
  {
    title: 'a filter',
    prepare: (repository) => {
      attributes(repository, '*.txt filter=x\n');
      repository.git('config', 'filter.x.clean', `${marks(repository)}; cat`);
    },
    reads: ['status'],
  },
  {
    title: 'a filter that is required',
    prepare: (repository) => {
      attributes(repository, '*.txt filter=x\n', 'deep/.gitattributes');
      repository.write('deep/b.txt', 'b\n');
      repository.git('add', 'deep/b.txt');
      repository.write('deep/b.txt', 'c\n');
      repository.git('config', 'filter.x.clean', `${marks(repository)}; cat`);
      repository.git('config', 'filter.x.required', 'true');
    },
    reads: ['diff'],
  },
  {
    title: 'a filter that runs on',
    prepare: (repository) => {
      attributes(repository, '*.txt filter=x\n');
      repository.git('config', 'filter.x.process', marks(repository));
    },
    reads: ['diff'],
  },
  {
    title: 'a check of signatures',
    prepare: (repository) => {
      signed(repository);
      repository.git('config', 'gpg.program', `${repository.root}/gpg`);
      repository.write('gpg', `#!/bin/sh\n${marks(repository)}\n`, 0o755);
      repository.git('config', 'log.showSignature', 'true');
    },
    reads: ['log'],
  },
  {
    title: 'a check of signatures, by the format of one',
    prepare: (repository) => {
      signed(repository);
      repository.git('config', 'gpg.openpgp.program', `${repository.root}/gpg`);
      repository.write('gpg', `#!/bin/sh\n${marks(repository)}\n`, 0o755);
    },
    reads: ['log', '--format=%G?'],
  },
  {
    title: 'a hook on reading',
    prepare: (repository) =>
      repository.write('.git/hooks/post-index-change', `#!/bin/sh\n${marks(repository)}\n`, 0o755),
    reads: ['status'],
  },
  {
    title: 'hooks of elsewhere',
    prepare: (repository) => {
      // A file that only looks changed, so that git brings its index up to date.
      repository.write('b.txt', 'b\n');
      repository.git('add', 'b.txt');
      repository.git('commit', '-q', '-m', 'b', 'b.txt');
      utimesSync(join(repository.root, 'b.txt'), 1_000_000_000, 1_000_000_000);
      repository.write('hooks/post-index-change', `#!/bin/sh\n${marks(repository)}\n`, 0o755);
      repository.git('config', 'core.hooksPath', 'hooks');
    },
    reads: ['status'],
  },
  {
    title: 'a nested bare repository',
    prepare: (repository) => {
      repository.git('init', '-q', '--bare', 'bare.git');
      repository.git('-C', 'bare.git', 'config', 'core.bare', 'false');
      repository.git('-C', 'bare.git', 'config', 'core.worktree', '..');
      repository.write(
        'bare.git/config',
        `[core]\n\trepositoryformatversion = 0\n\tbare = false\n\tworktree = ..\n\tfsmonitor = "${marks(repository)}"\n`,
      );
    },
    reads: ['status'],
    at: 'bare.git',
  },
  {
    title: 'settings of another file',
    prepare: (repository) => {
      repository.write('evil', `[core]\n\tfsmonitor = "${marks(repository)}"\n`);
      repository.git('config', 'include.path', '../evil');
    },
    reads: ['status'],
  },
  {
    title: 'settings of another file, by condition',
    prepare: (repository) => {
      repository.write('evil', `[diff "x"]\n\ttextconv = "${marks(repository)}"\n`);
      attributes(repository, '*.txt diff=x\n');
      repository.git('config', 'includeIf.onbranch:main.path', '../evil');
    },
    reads: ['diff'],
  },
  {
    title: 'settings of one work tree',
    prepare: (repository) => {
      repository.git('config', 'extensions.worktreeConfig', 'true');
      repository.git('config', '--worktree', 'core.fsmonitor', marks(repository));
    },
    reads: ['status'],
  },
  {
    title: 'settings of a common folder',
    prepare: (repository) => {
      repository.git('clone', '-q', '--bare', '.', 'store');
      repository.write('store/config', `[core]\n\tbare = false\n\tfsmonitor = "${marks(repository)}"\n`);
      repository.write('.git/commondir', '../store\n');
    },
    reads: ['status'],
  },
  {
    title: 'a file that leads to another repository',
    prepare: (repository) => {
      repository.git('clone', '-q', '--bare', '.', 'store');
      repository.write('store/config', `[core]\n\tbare = false\n\tfsmonitor = "${marks(repository)}"\n`);
      repository.write('sub/.git', 'gitdir: ../store\n');
    },
    reads: ['status'],
    at: 'sub',
  },
  {
    title: 'a submodule with settings of its own',
    prepare: (repository) => {
      embed(repository);
      repository.write('.gitmodules', '[submodule "sub"]\n\tpath = sub\n\turl = ./sub\n');
    },
    reads: ['status'],
  },
  {
    title: 'a repository within that is no listed submodule',
    prepare: embed,
    reads: ['status'],
    isInIndexAlone: true,
  },
  {
    title: 'objects that are fetched when they are missing',
    prepare: (repository) => {
      repository.git('config', 'remote.origin.url', `ext::sh -c ${marks(repository).replace(' ', '% ')}`);
      repository.git('config', 'remote.origin.promisor', 'true');
      repository.git('config', 'remote.origin.partialclonefilter', 'blob:none');
      repository.git('config', 'extensions.partialClone', 'origin');
      repository.git('config', 'core.repositoryformatversion', '1');
      repository.git('config', 'protocol.ext.allow', 'always');
      const blob = repository.git('rev-parse', 'HEAD:a.txt').trim();
      rmSync(join(repository.root, '.git/objects', blob.slice(0, 2), blob.slice(2)), { force: true });
    },
    reads: ['show', 'HEAD'],
  },
];

const hook = (repository: RealRepository, name: string, folder = '.git/hooks') =>
  repository.write(`${folder}/${name}`, `#!/bin/sh\n${marks(repository)}\n`, 0o755);

function diverge(repository: RealRepository): void {
  repository.git('commit', '-q', '-a', '-m', 'second');
  repository.git('branch', 'topic', 'HEAD~1');
  repository.git('checkout', '-q', 'topic');
  repository.write('a.txt', 'three\n');
  repository.git('commit', '-q', '-a', '-m', 'third');
  repository.git('checkout', '-q', 'main');
}

/** The same for commands that change something or talk to somebody. */
export const WRITE_DANGERS: readonly GitDanger[] = [
  {
    title: 'a hook before a commit',
    prepare: (repository) => hook(repository, 'pre-commit'),
    reads: ['commit', '-am', 'x'],
  },
  {
    title: 'a hook on a message',
    prepare: (repository) => hook(repository, 'commit-msg'),
    reads: ['commit', '-am', 'x'],
  },
  {
    title: 'a hook in a folder that is named',
    prepare: (repository) => {
      hook(repository, 'pre-commit', 'hooks');
      repository.git('config', 'core.hooksPath', 'hooks');
    },
    reads: ['commit', '-am', 'x'],
  },
  {
    title: 'a hook after a checkout',
    prepare: (repository) => hook(repository, 'post-checkout'),
    reads: ['switch', '-c', 'y'],
  },
  {
    title: 'a hook on references',
    prepare: (repository) => hook(repository, 'reference-transaction'),
    reads: ['branch', 'y'],
  },
  {
    title: 'a hook after a merge',
    prepare: (repository) => {
      repository.git('stash', '-q');
      repository.git('branch', 'topic');
      repository.git('checkout', '-q', 'topic');
      repository.git('commit', '-q', '--allow-empty', '-m', 'y');
      repository.git('checkout', '-q', 'main');
      hook(repository, 'post-merge');
    },
    reads: ['merge', 'topic'],
  },
  {
    title: 'a driver of merges',
    prepare: (repository) => {
      diverge(repository);
      repository.git('config', 'merge.x.driver', marks(repository));
      repository.write('.git/info/attributes', '* merge=x\n');
    },
    reads: ['merge', 'topic'],
  },
  {
    title: 'a filter on the way out',
    prepare: (repository) => {
      repository.git('config', 'filter.x.smudge', `${marks(repository)}; cat`);
      repository.write('.git/info/attributes', '* filter=x\n');
    },
    reads: ['stash'],
  },
  {
    title: 'a program that signs',
    prepare: (repository) => {
      repository.write('gpg', `#!/bin/sh\n${marks(repository)}\n`, 0o755);
      repository.git('config', 'gpg.program', `${repository.root}/gpg`);
      repository.git('config', 'commit.gpgSign', 'true');
    },
    reads: ['commit', '-am', 'x'],
  },
  {
    title: 'an alias',
    prepare: (repository) =>
      repository.git('config', 'alias.st', `!rm -f ${repository.root}/a.txt; ${marks(repository)}`),
    reads: ['st'],
  },
  {
    title: 'an alias for a word that is a program elsewhere',
    prepare: (repository) =>
      repository.git('config', 'alias.summary', `!rm -f ${repository.root}/a.txt; ${marks(repository)}`),
    reads: ['summary'],
  },
  {
    title: 'a way to a server',
    prepare: (repository) => {
      repository.git('config', 'core.sshCommand', `${marks(repository)};`);
      repository.git('config', 'remote.origin.url', 'git@example.invalid:a/b.git');
    },
    reads: ['fetch'],
  },
  {
    title: 'a way to a server, when it is only looked at',
    prepare: (repository) => {
      repository.git('config', 'core.sshCommand', `${marks(repository)};`);
      repository.git('config', 'remote.origin.url', 'git@example.invalid:a/b.git');
    },
    reads: ['ls-remote', 'origin'],
  },
  {
    title: 'a program on the other side that is on this one',
    prepare: (repository) => {
      repository.git('config', 'remote.origin.url', '.');
      repository.git('config', 'remote.origin.uploadpack', `${marks(repository)};`);
    },
    reads: ['fetch'],
  },
  {
    title: 'a transport that runs a command, by another address',
    prepare: (repository) => {
      repository.git('config', 'protocol.ext.allow', 'always');
      repository.git('config', `url.ext::sh -c touch% ${repository.mark} #.insteadOf`, 'https://example.invalid/');
      repository.git('config', 'remote.origin.url', 'https://example.invalid/x');
    },
    reads: ['fetch'],
  },
  {
    title: 'a viewer of manuals',
    prepare: (repository) => {
      repository.git('config', 'man.viewer', 'x');
      repository.git('config', 'man.x.cmd', `${marks(repository)};`);
    },
    reads: ['help', 'status'],
  },
  {
    title: 'a maker of archives',
    prepare: (repository) => repository.git('config', 'tar.x.command', `${marks(repository)};`),
    reads: ['archive', 'HEAD', '-o', 'x.x'],
  },
  {
    title: 'a program for trailers',
    prepare: (repository) => {
      repository.git('config', 'trailer.x.key', 'X');
      repository.git('config', 'trailer.x.command', marks(repository));
    },
    reads: ['commit', '-am', 'x', '--trailer', 'x=y'],
  },
  {
    title: 'a submodule that is updated by a command',
    prepare: (repository) => {
      embed(repository);
      repository.write('.gitmodules', '[submodule "sub"]\n\tpath = sub\n\turl = ./sub\n');
      repository.git('config', 'submodule.sub.update', `!${marks(repository)};`);
      repository.git('config', 'submodule.sub.active', 'true');
      repository.git('config', 'submodule.sub.url', join(repository.root, 'sub'));
      repository.git('config', 'protocol.file.allow', 'always');
      repository.git(
        '-C',
        'sub',
        '-c',
        'user.name=a',
        '-c',
        'user.email=a@b',
        'commit',
        '-q',
        '--allow-empty',
        '-m',
        'y',
      );
    },
    reads: ['submodule', 'update'],
  },
];
