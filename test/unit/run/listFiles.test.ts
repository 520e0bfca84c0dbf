import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ChangedError } from '../../../src/gate/carriers';
import { listFilesCarrier } from '../../../src/run/listFiles';
import { NodeDisk } from '../../../src/run/nodeDisk';
import { CarryingFixture } from './carrying';
import { ripgrep } from './ripgrep';

describe('listing files', () => {
  let base: string;
  let folder: string;

  beforeEach(() => {
    base = realpathSync(mkdtempSync(join(tmpdir(), 'chaperone list ü\n')));
    folder = join(base, 'project');
    for (const path of [
      'b.ts',
      'a.ts',
      'src/x y.ts',
      'src/deep/z.md',
      '.hidden/f',
      '.git/config',
      'node_modules/m/i.js',
      'out/gen.js',
    ]) {
      write(path);
    }
    writeFileSync(join(folder, '.gitignore'), 'node_modules\nout\n');
  });

  afterEach(() => rmSync(base, { recursive: true }));

  function write(path: string): void {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), '');
  }

  async function list(program: string | undefined, more: { path?: string; glob?: string; fix?: CarryingFixture } = {}) {
    const carry = listFilesCarrier({ disk: new NodeDisk(), ripgrep: () => program });
    const { path = folder, glob, fix = new CarryingFixture() } = more;
    return carry({ kind: 'listFiles', path, glob }, fix.carrying);
  }

  const shared: readonly [title: string, act: (program: string | undefined) => Promise<void>][] = [
    [
      'lists what matches a glob, in order',
      async (program) => {
        const lines = (await list(program, { glob: '*.{ts,md}' })).text
          .split('\n')
          .filter((line) => !line.startsWith('['));
        assert.deepEqual(lines, ['a.ts', 'b.ts', 'src/deep/z.md', 'src/x y.ts']);
      },
    ],
    [
      'says when nothing matches',
      async (program) => assert.match((await list(program, { glob: '*.py' })).text, /^No file matches \*\.py\./),
    ],
    [
      'lists nothing that belongs to git',
      async (program) => {
        write('sub/.git');
        assert.ok(!(await list(program)).text.includes('.git/'));
        assert.ok(!(await list(program)).text.includes('sub/.git'));
      },
    ],
    [
      'follows no links',
      async (program) => {
        mkdirSync(join(base, 'outside'));
        writeFileSync(join(base, 'outside', 'secret'), '');
        symlinkSync('../outside', join(folder, 'link'));
        symlinkSync('..', join(folder, 'circle'));
        assert.ok(!(await list(program)).text.includes('secret'));
      },
    ],
    [
      'lists the folder that a link led to when it was judged',
      async (program) => {
        symlinkSync('src', join(folder, 'link'));
        assert.match((await list(program, { path: join(folder, 'link') })).text, /^deep\/z\.md\nx y\.ts/);
      },
    ],
    [
      'keeps a name with a line break on one line',
      async (program) => {
        write('two\nlines');
        assert.ok((await list(program)).text.includes('\n"two\\nlines"'));
      },
    ],
    [
      'shows a thousand, and says how many more there are',
      async (program) => {
        for (let i = 0; i < 1010; i++) write(`many/${i}`);
        const { text, summary } = await list(program, { path: join(folder, 'many') });
        assert.match(text, /\n\[10 more: narrow it/);
        assert.equal(summary, '1010 files');
      },
    ],
    [
      'refuses what is no folder',
      async (program) => {
        assert.match((await list(program, { path: join(folder, 'none') })).text, /There is no folder/);
        assert.match((await list(program, { path: join(folder, 'a.ts') })).text, /is not a folder\. read_file/);
      },
    ],
    [
      'lists nothing when something changed since it was judged',
      async (program) => {
        const fix = new CarryingFixture();
        fix.onLook = () => {
          throw new ChangedError(['x']);
        };
        await assert.rejects(list(program, { fix }), ChangedError);
      },
    ],
    [
      'stops when the task is stopped',
      async (program) => {
        const fix = new CarryingFixture();
        fix.onLook = () => fix.controller.abort(new Error('stopped'));
        await assert.rejects(list(program, { fix }), /stopped/);
      },
    ],
  ];

  describe('with ripgrep', () => {
    for (const [title, act] of shared) it(title, async () => act(await ripgrep()));

    it('leaves out what git ignores', async () => {
      assert.equal((await list(await ripgrep())).text, '.gitignore\n.hidden/f\na.ts\nb.ts\nsrc/deep/z.md\nsrc/x y.ts');
    });

    it('reads no configuration of ripgrep', async () => {
      const program = await ripgrep();
      writeFileSync(join(base, 'config'), '--glob=!a.ts\n');
      process.env.RIPGREP_CONFIG_PATH = join(base, 'config');
      try {
        assert.ok((await list(program)).text.includes('a.ts'));
      } finally {
        delete process.env.RIPGREP_CONFIG_PATH;
      }
    });
  });

  describe('without ripgrep', () => {
    for (const [title, act] of shared) it(title, () => act(undefined));

    it('leaves out node_modules, and says so', async () => {
      const { text } = await list(undefined);
      assert.ok(!text.includes('m/i.js'));
      assert.ok(text.includes('out/gen.js'));
      assert.match(text, /\[What git ignores is not left out, but node_modules is\.\]$/);
    });

    it('does without when ripgrep cannot be started', async () => {
      assert.ok((await list(join(base, 'no rg'))).text.includes('out/gen.js'));
    });
  });
});
