import assert from 'node:assert/strict';
import { join } from 'node:path';
import { Repository } from '../../../support/repository';

const json = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;

describe('a repository on disk', () => {
  let repository: Repository | undefined;
  const open = (files: Readonly<Record<string, string>>): Repository => {
    repository = new Repository(files);
    return repository;
  };
  afterEach(() => repository?.remove());

  describe('of npm workspaces', () => {
    const files = {
      'package.json': json({
        name: 'root',
        workspaces: ['packages/*', 'apps/**', '!apps/old'],
        scripts: { test: 'npm test -ws --if-present', build: 'turbo run build', lint: 'eslint .' },
      }),
      'package-lock.json': '{}',
      'turbo.json': json({ tasks: { build: { dependsOn: ['^build', 'codegen'] } } }),
      'packages/a/package.json': json({ name: '@x/a', scripts: { test: 'vitest run', build: 'tsc -b' } }),
      'packages/b/package.json': json({ name: '@x/b', scripts: { test: 'node --test', codegen: 'node gen.mjs' } }),
      'packages/b/gen.mjs': "import fs from 'node:fs';\nfs.writeFileSync('src/out.ts', 'export {};');\n",
      'apps/web/site/package.json': json({ name: 'site', scripts: { build: 'vite build' } }),
    };

    it('lets ordinary scripts run in all of them', () => {
      const { judge } = bound(open(files));
      for (const command of ['npm test', 'npm run build', 'npm run lint', 'npm test -w @x/a', 'npx turbo build'])
        assert.equal(judge(command), 'allow run', command);
      assert.equal(judge('npm ci'), 'allow install');
    });

    it('judges a command afresh when the script of one of them has changed', () => {
      const own = open(files);
      const { judge } = bound(own);
      assert.equal(judge('npm test'), 'allow run');
      own.write('packages/b/package.json', json({ name: '@x/b', scripts: { test: 'node --test && rm -rf ~' } }));
      assert.equal(judge('npm test'), 'block floor');
      assert.equal(judge('npm test -w @x/b'), 'block floor');
      assert.equal(judge('npm test -w @x/a'), 'allow run');
      own.delete('packages/b');
      assert.equal(judge('npm test'), 'allow run');
    });

    it('finds what a script comes to run, wherever it stands', () => {
      const own = open(files);
      const { judge } = bound(own);
      own.write('packages/b/gen.mjs', "import fs from 'node:fs';\nfs.rmSync('/', { recursive: true });\n");
      assert.equal(judge('npm run build'), 'block floor');
      assert.equal(judge('cd packages/b && npm run codegen'), 'block floor');
      assert.equal(judge('npm test'), 'allow run');
    });

    it('tells which files it took for what would run', () => {
      const own = open(files);
      const scripts = own.analyse('npm run build').scripts;
      for (const file of ['package.json', 'packages/a/package.json', 'packages/b/package.json', 'packages/b/gen.mjs'])
        assert.ok(scripts.includes(join(own.root, file)), file);
    });

    it('asks before what the task wrote and nobody can tell, and not before what was there', () => {
      const own = open({ ...files, 'packages/a/run.sh': '#!/bin/sh\n"$RUNNER" all\n' });
      const { judge } = bound(own);
      own.begin();
      assert.equal(judge('packages/a/run.sh'), 'allow run');
      own.begin({ 'packages/a/run.sh': 'task' });
      assert.equal(judge('packages/a/run.sh'), 'ask run');
      own.begin({ 'packages/a/run.sh': 'person' });
      assert.equal(judge('packages/a/run.sh'), 'allow run');
      own.begin({ 'packages/a/run.sh': 'downloaded' });
      assert.equal(own.judge('packages/a/run.sh').rule, 'run.downloaded');
    });

    it('takes a file that is younger than the task for the task’s, when commands ran', () => {
      const own = open({ ...files, 'run.sh': '"$RUNNER" all\n' });
      own.begin({}, { startedAt: 0, hasRunCommands: true });
      assert.equal(own.judge('bash run.sh').decision, 'ask');
      own.begin({}, { startedAt: 0, hasRunCommands: false });
      assert.equal(own.judge('bash run.sh').decision, 'allow');
    });
  });

  describe('of pnpm', () => {
    const files = {
      'package.json': json({
        name: 'root',
        private: true,
        scripts: { check: 'pnpm -r run check', sync: 'pnpm -r sync' },
      }),
      'pnpm-workspace.yaml': 'packages:\n  - "libs/*"\n  - tools\n',
      'pnpm-lock.yaml': "lockfileVersion: '9.0'\n",
      'libs/core/package.json': json({
        name: 'core',
        scripts: { check: 'tsc --noEmit', sync: 'aws s3 sync dist s3://x' },
      }),
      'tools/package.json': json({ name: 'tools', scripts: { check: 'eslint .', precheck: 'node ../libs/core/x.js' } }),
    };

    it('lets what is ordinary run, and asks where something leaves', () => {
      const { judge } = bound(open(files));
      assert.equal(judge('pnpm check'), 'allow run');
      assert.equal(judge('pnpm install --frozen-lockfile'), 'allow install');
      assert.equal(judge('pnpm sync'), 'ask network');
      assert.equal(judge('pnpm --filter core sync'), 'ask network');
      assert.equal(judge('pnpm --filter tools check'), 'allow run');
    });

    it('looks into the script before a script', () => {
      const own = open({ ...files, 'libs/core/x.js': "require('child_process').execSync('rm -rf ~');\n" });
      assert.equal(bound(own).judge('pnpm check'), 'block floor');
    });
  });

  describe('of yarn', () => {
    it('runs scripts before programs of the same name', () => {
      const own = open({
        'package.json': json({ workspaces: { packages: ['p/*'] }, scripts: { eslint: 'rm -rf ~', ok: 'tsc' } }),
        'yarn.lock': '',
        'p/a/package.json': json({ name: 'a', scripts: { ok: 'rm -rf ../../../..', jest: 'jest --ci' } }),
      });
      const { judge } = bound(own);
      assert.equal(judge('yarn eslint .'), 'block floor');
      assert.equal(judge('yarn ok'), 'allow run');
      assert.equal(judge('yarn workspaces foreach -A run ok').split(' ')[0], 'block');
      assert.equal(judge('yarn workspace a jest'), 'allow run');
    });
  });

  describe('with make', () => {
    it('runs what its targets and the scripts they call say now', () => {
      const own = open({
        Makefile: 'all: build\n\nbuild: gen\n\ttsc -b\n\ngen:\n\t./scripts/gen.sh\n',
        'scripts/gen.sh': '#!/usr/bin/env bash\nset -euo pipefail\nmkdir -p dist\necho ok > dist/x.txt\n',
      });
      const { judge } = bound(own);
      assert.equal(judge('make'), 'allow run');
      own.write('scripts/gen.sh', '#!/usr/bin/env bash\nrm -rf "$HOME"\n');
      assert.equal(judge('make'), 'block floor');
      own.delete('scripts/gen.sh');
      assert.equal(judge('make').split(' ')[0], 'allow');
    });
  });

  describe('of Python', () => {
    const files = {
      'pyproject.toml':
        '[project]\nname = "pkg"\n\n[tool.poe.tasks]\ntest = "pytest -q"\nall = ["test", "types"]\ntypes = "mypy ."\n',
      'tox.ini': '[tox]\nenvlist = py312\n\n[testenv]\ndeps = pytest\ncommands =\n    pytest {posargs}\n',
      'pkg/__init__.py': '',
      'pkg/__main__.py': 'from .cli import main\n\nmain()\n',
      'pkg/cli.py': 'import argparse\n\n\ndef main():\n    print(argparse.ArgumentParser().parse_args())\n',
      'tests/test_cli.py': 'from pkg.cli import main\n\n\ndef test_main():\n    assert main\n',
    };

    it('lets its tests, tasks and modules run', () => {
      const { judge } = bound(open(files));
      for (const command of ['pytest -q', 'poe all', 'tox -e py312', 'python -m pkg --help', 'python -m pytest'])
        assert.equal(judge(command), 'allow run', command);
    });

    it('looks into the modules that a module loads', () => {
      const own = open(files);
      own.write('pkg/cli.py', 'import os, shutil\n\n\ndef main():\n    shutil.rmtree(os.path.expanduser("~"))\n');
      own.begin({ 'pkg/cli.py': 'task' });
      const { judge } = bound(own);
      assert.equal(judge('python -m pkg'), 'block floor');
      assert.equal(judge('pytest -q'), 'block floor');
      assert.equal(judge('tox'), 'block floor');
    });

    it('lets code of the task run that is ordinary, and asks where it is built while running', () => {
      const own = open(files);
      own.write('pkg/cli.py', 'import json\n\n\ndef main(path="x.json"):\n    return json.load(open(path))\n');
      own.begin({ 'pkg/cli.py': 'task' });
      const { judge } = bound(own);
      assert.equal(judge('pytest -q'), 'allow run');
      assert.equal(judge('python -m pkg'), 'allow run');
      own.write('pkg/cli.py', 'import sys\n\n\ndef main():\n    exec(sys.argv[1])\n');
      assert.equal(judge('python -m pkg'), 'ask run');
    });
  });

  describe('with installed packages', () => {
    const files = {
      'package.json': json({ scripts: { gen: 'oddtool --all' }, devDependencies: { oddtool: '1' } }),
      'package-lock.json': '{}',
      'node_modules/oddtool/cli.js': '#!/usr/bin/env node\nconsole.log(1);\n',
    };
    const installed = () => {
      const own = open(files);
      own.link('node_modules/.bin/oddtool', '../oddtool/cli.js');
      return own;
    };

    it('runs the programs of its packages', () => {
      const { judge } = bound(installed());
      assert.equal(judge('npm run gen'), 'allow run');
      assert.equal(judge('npx oddtool'), 'allow run');
      assert.equal(judge('npx othertool'), 'ask install');
    });

    it('lets what was installed since run while the list is as it was, and asks when the task wrote the list', () => {
      const own = installed();
      own.begin({}, { startedAt: 0, hasRunCommands: true });
      // All is younger than the task here, the list too: an installation brings it up to date.
      own.history = own.history && { ...own.history, changed: { [join(own.root, 'package.json')]: 'person' } };
      assert.equal(own.judge('npx oddtool').decision, 'allow');
      own.begin({ 'package-lock.json': 'task' }, { startedAt: 0, hasRunCommands: true });
      assert.equal(own.judge('npx oddtool').rule, 'run.changed-packages');
    });

    it('takes a program that the task wrote there for what it is', () => {
      const own = installed();
      own.write('node_modules/oddtool/cli.js', "#!/usr/bin/env node\nrequire('child_process').execSync('rm -rf ~');\n");
      own.begin({ 'node_modules/oddtool/cli.js': 'task' });
      const { judge } = bound(own);
      assert.equal(judge('npm run gen'), 'block floor');
      assert.equal(judge('npx oddtool'), 'block floor');
    });
  });

  it('says of a script that is gone that it is', () => {
    const own = open({ 'package.json': json({ scripts: { test: 'vitest' } }) });
    assert.match(own.judge('npm run gone').reason, /gone, which no package\.json here has/);
  });

  it('follows links to the text that runs', () => {
    const own = open({ 'real/x.sh': 'rm -rf ~\n' });
    own.link('x.sh', 'real/x.sh');
    assert.equal(bound(own).judge('bash x.sh'), 'block floor');
    assert.ok(own.analyse('bash x.sh').scripts.includes(join(own.root, 'real/x.sh')));
  });
});

/** The decision, and the first word of the rule that decides. */
function bound(repository: Repository): { judge: (command: string) => string } {
  return {
    judge: (command) => {
      const { decision, rule } = repository.judge(command);
      return `${decision} ${rule.split('.')[0]}`;
    },
  };
}
