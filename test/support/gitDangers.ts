import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
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
      repository.git('init', '-q', 'sub');
      repository.write('sub/x', 'x');
      repository.git('-C', 'sub', 'add', 'x');
      repository.git('-C', 'sub', '-c', 'user.name=a', '-c', 'user.email=a@b', 'commit', '-q', '-m', 'x');
      repository.git('-c', 'advice.addEmbeddedRepo=false', 'add', 'sub');
      repository.git('-C', 'sub', 'config', 'filter.x.clean', `${marks(repository)}; cat`);
      repository.write('sub/.gitattributes', 'x filter=x\n');
      repository.write('sub/x', 'y');
    },
    reads: ['status'],
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
