import assert from 'node:assert/strict';
import { DECISIONS } from '../../../../src/policy/verdict';
import { judgeLine, type Line } from '../../../corpus/judging';
import { payloads } from '../../../support/dangers';

interface Carrier {
  /** What is run. */
  readonly command: string;
  /** The files that say so, with the command in one of them. */
  readonly files: (command: string) => Readonly<Record<string, string>>;
}

/** Ways to have a command run by what stands in a file. */
const CARRIERS: Readonly<Record<string, Carrier>> = {
  'a package script': {
    command: 'npm run extra',
    files: (command) => ({ 'package.json': JSON.stringify({ scripts: { extra: command } }) }),
  },
  'a script that a script runs': {
    command: 'npm test',
    files: (command) => ({
      'package.json': JSON.stringify({ scripts: { test: 'vitest && npm run other', other: 'ls', postother: command } }),
    }),
  },
  'a script of an installation': {
    command: 'npm ci',
    files: (command) => ({ 'package.json': JSON.stringify({ scripts: { prepare: command } }) }),
  },
  'a script of a workspace': {
    command: 'pnpm -r build',
    files: (command) => ({
      'pnpm-workspace.yaml': 'packages: [packages/*]\n',
      'package.json': '{}',
      // As deep as the folder of the project, or another one is meant.
      'packages/a/package.json': JSON.stringify({ scripts: { build: `cd ../.. && { ${command}\n}` } }),
    }),
  },
  'a file of shell': { command: 'bash x.sh', files: (command) => ({ 'x.sh': `${command}\n` }) },
  'a file that is sourced': { command: '. ./x.sh', files: (command) => ({ 'x.sh': `${command}\n` }) },
  'a file that a file runs': {
    command: './x.sh',
    files: (command) => ({ 'x.sh': '#!/bin/bash\nset -e\nbash y.sh\n', 'y.sh': `${command}\n` }),
  },
  'a task of Python': {
    command: 'poe extra',
    files: (command) => ({ 'pyproject.toml': `[tool.poe.tasks]\nextra.shell = ${JSON.stringify(command)}\n` }),
  },
  'a script of composer': {
    command: 'composer extra',
    files: (command) => ({ 'composer.json': JSON.stringify({ scripts: { extra: ['@first', command], first: 'ls' } }) }),
  },
  'a file of Python': {
    command: 'python x.py',
    files: (command) => ({ 'x.py': `import os\nos.system(${JSON.stringify(command)})\n` }),
  },
  'a file of JavaScript': {
    command: 'node x.js',
    files: (command) => ({ 'x.js': `require('child_process').execSync(${JSON.stringify(command)});\n` }),
  },
  'a file of TypeScript that a file loads': {
    command: 'tsx x.ts',
    files: (command) => ({
      'x.ts': "import { run } from './y.js';\nrun();\n",
      'y.ts': `import { execSync } from 'node:child_process';\nexport const run = (): string => execSync(${JSON.stringify(command)}).toString();\n`,
    }),
  },
  'a test': {
    command: 'npx vitest run',
    files: (command) => ({
      'src/x.test.js': `require('child_process').execSync(${JSON.stringify(command)});\n`,
    }),
  },
};

/** Each carrier takes its own share of the payloads, so that together they see them all. */
const EACH = 700;

const rank = (line: Pick<Line, 'command' | 'files' | 'changed'>) =>
  DECISIONS.indexOf(judgeLine({ ...line, expect: 'ask', why: '' }).decision);

describe('a command that stands in a file of the task', () => {
  const step = Math.ceil(payloads.length / EACH);
  for (const [index, [name, { command, files: filesWith }]] of Object.entries(CARRIERS).entries()) {
    const share = payloads.filter((_, at) => at % step === index % step);

    it(`is judged no milder in ${name} than by itself, nor than in one that was there before`, () => {
      const milder = share.flatMap(({ command: payload, rank: own }) => {
        const files = filesWith(payload);
        const changed = Object.fromEntries(Object.keys(files).map((file) => [file, 'task' as const]));
        const written = rank({ command, files, changed });
        const starting = rank({ command, files });
        return written >= own && written >= starting ? [] : [`${payload}: ${own}, ${written}, ${starting}`];
      });
      assert.ok(share.length > 100, 'there are commands to move');
      assert.deepEqual(milder, []);
    }).timeout(60_000);
  }
});
