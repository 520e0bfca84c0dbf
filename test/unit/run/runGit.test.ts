import assert from 'node:assert/strict';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { commandEnvironment } from '../../../src/run/environment';
import type { GitVerb } from '../../../src/run/gitEnvironment';
import { GitError, type GitRun, runGit } from '../../../src/run/runGit';
import { READ_DANGERS, RealRepository } from '../../support/gitDangers';

const VERBS = ['blame', 'diff', 'log', 'ls-files', 'show', 'status'] as const satisfies readonly GitVerb[];

describe('runGit', () => {
  let repository: RealRepository;
  beforeEach(() => {
    repository = new RealRepository();
  });
  afterEach(() => repository.dispose());

  const runIn = (at = '.', more: Partial<GitRun> = {}): GitRun => ({
    cwd: join(repository.root, at),
    environment: {
      ...commandEnvironment(repository.environment, {
        platform: 'posix',
        roots: [repository.root],
        disk: { realPath: (path) => path },
      }),
    },
    platform: 'posix',
    ...more,
  });

  it('returns what git prints', async () => {
    assert.equal((await runGit(['status', '--porcelain', '-z'], runIn())).toString(), ' M a.txt\0');
    assert.match((await runGit(['diff'], runIn())).toString(), /^-one\n\+two$/m);
    assert.equal((await runGit(['show', 'HEAD:a.txt'], runIn())).toString(), 'one\n');
  });

  it('gives it input, and another place for what it writes', async () => {
    const index = join(repository.top, 'index');
    const run = runIn('.', { places: { GIT_INDEX_FILE: index } });
    const blob = (await runGit(['hash-object', '-w', '--stdin'], { ...run, input: 'three\n' })).toString().trim();
    await runGit(['update-index', '--add', '--cacheinfo', `100644,${blob},b.txt`], run);
    assert.equal((await runGit(['ls-files'], run)).toString(), 'b.txt\n');
    assert.equal((await runGit(['ls-files'], runIn())).toString(), 'a.txt\n');
  });

  for (const { title, prepare, reads, at } of READ_DANGERS)
    it(`doesn't run ${title}`, async () => {
      prepare(repository);
      assert.ok(repository.isMarkedBy(reads, at), 'plain git runs it');
      const all: readonly (readonly [GitVerb, ...string[]])[] = [
        ...VERBS.filter((verb) => verb === reads[0]).map((verb) => [verb, ...reads.slice(1)] as const),
        ['status'],
        ['status', '-v'],
        ['diff'],
        ['diff', 'HEAD'],
        ['log', '-p', '--format=%G? %H'],
        ['show', '--stat', 'HEAD'],
        ['ls-files', '-m', '-o'],
        ['grep', 'one', 'HEAD'],
      ];
      for (const args of all) {
        // Some dangers are of repositories that can't be read without them.
        await runGit(args, runIn(at)).catch((error: unknown) => assert.ok(error instanceof GitError));
        assert.ok(!repository.didMark(), args.join(' '));
      }
      // Most of them can.
      if (at === undefined && !/fetched/.test(title))
        assert.match((await runGit(['status', '--porcelain'], runIn())).toString(), /^ M a\.txt$/m);
    });

  it('takes back what has the name of a filter twice', async () => {
    repository.write('.gitattributes', '*.txt filter=é.x\n');
    repository.git('config', 'filter.é.x.clean', `touch ${repository.mark}; cat`);
    repository.git('config', '--add', 'filter.é.x.clean', `touch ${repository.mark}; tr a b`);
    assert.ok(repository.isMarkedBy(['status']));
    await runGit(['status'], runIn());
    assert.ok(!repository.didMark());
  });

  it('refuses a repository whose settings it could not take back', async () => {
    const config = Buffer.from(`[filter "\xff"]\n\tclean = touch ${repository.mark}\n`, 'latin1');
    writeFileSync(join(repository.root, '.git/config'), config);
    await assert.rejects(runGit(['status'], runIn()), { code: 'unsafe' });
    const many = Array.from({ length: 600 }, (_, index) => `[filter "f${index}"]\n\tclean = x\n`).join('');
    writeFileSync(join(repository.root, '.git/config'), many);
    await assert.rejects(runGit(['status'], runIn()), { code: 'unsafe' });
  });

  it('makes repositories without hooks', async () => {
    mkdirSync(join(repository.top, 'template/hooks'), { recursive: true });
    writeFileSync(join(repository.top, 'template/hooks/pre-commit'), '', { mode: 0o755 });
    writeFileSync(join(repository.home, '.gitconfig'), `[init]\n\ttemplateDir = ${repository.top}/template\n`);
    await runGit(['init', '-q', 'new'], runIn());
    assert.ok(!existsSync(join(repository.root, 'new/.git/hooks/pre-commit')));
    repository.git('init', '-q', 'other');
    assert.ok(existsSync(join(repository.root, 'other/.git/hooks/pre-commit')), 'plain git copies them');
  });

  it('says what went wrong', async () => {
    await assert.rejects(runGit(['rev-parse', '--verify', 'nothing'], runIn()), { code: 'failed', exitCode: 128 });
    await assert.rejects(runGit(['diff'], runIn('.', { maxBytes: 10 })), { code: 'tooMuch' });
    await assert.rejects(runGit(['status'], runIn('.', { timeoutMs: 0 })), { code: 'timedOut' });
    await assert.rejects(runGit(['status'], { ...runIn(), environment: { PATH: '/nowhere:.' } }), { code: 'missing' });
    rmSync(repository.root, { recursive: true });
    await assert.rejects(runGit(['status'], runIn()), { code: 'missing' });
  });

  it('ends when it is told to', async () => {
    const stopping = new AbortController();
    const ended = runGit(['status'], runIn('.', { signal: stopping.signal }));
    stopping.abort();
    await assert.rejects(ended, { name: 'AbortError' });
  });
});
