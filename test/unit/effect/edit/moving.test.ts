import assert from 'node:assert/strict';
import { DECISIONS } from '../../../../src/policy/verdict';
import { judgeLine } from '../../../corpus/judging';
import { payloads } from '../../../support/dangers';

/**
 * Ways to have a command run by writing it into a file: the whole text of that file, or undefined where the file can't say
 * that.
 */
const CARRIERS: Readonly<Record<string, (command: string) => string | undefined>> = {
  'package.json': (command) => JSON.stringify({ scripts: { test: 'vitest', build: 'tsc', extra: command } }),
  'composer.json': (command) => JSON.stringify({ scripts: { extra: command } }),
  'tidy.sh': (command) => (hasGiven(command) ? undefined : `${command}\n`),
  Makefile: (command) =>
    hasGiven(command) || command.includes('\n') ? undefined : `all:\n\t${command.replaceAll('$', '$$$$')}\n`,
  'nodemon.json': (command) => JSON.stringify({ exec: command }),
  '.lintstagedrc.json': (command) => JSON.stringify({ '*.ts': ['eslint --fix', command] }),
  '.vscode/tasks.json': (command) => JSON.stringify({ tasks: [{ label: 'a', type: 'shell', command }] }),
  '.mcp.json': (command) => JSON.stringify({ mcpServers: { a: { command: 'bash', args: ['-c', command] } } }),
  '.claude/settings.json': (command) =>
    JSON.stringify({ hooks: { Stop: [{ hooks: [{ type: 'command', command }] }] } }),
  '.devcontainer/devcontainer.json': (command) => JSON.stringify({ postCreateCommand: command }),
  '.husky/pre-commit': (command) => (hasGiven(command) ? undefined : `${command}\n`),
  '.pre-commit-config.yaml': (command) =>
    JSON.stringify({ repos: [{ repo: 'local', hooks: [{ id: 'a', name: 'a', language: 'system', entry: command }] }] }),
  'deno.json': (command) => JSON.stringify({ tasks: { a: command } }),
  'src/run.js': (command) => `require('child_process').execSync(${JSON.stringify(command)});\n`,
  'src/run.ts': (command) =>
    `import { execSync } from 'node:child_process';\nexport const run = (): void => void execSync(${JSON.stringify(command)});\n`,
  'src/run.py': (command) => `import os\n\ndef run():\n    os.system(${JSON.stringify(command)})\n`,
};

/** A script is given these only when it runs, and is judged with them then. */
function hasGiven(command: string): boolean {
  return /[$][{]?[!#]?[A-Za-z_\d@*#]/.test(command);
}

/** Each carrier takes its own share of the payloads, so that together they see them all. */
const EACH = 700;

const rank = (decision: (typeof DECISIONS)[number]) => DECISIONS.indexOf(decision);

describe('a command that an edit writes down to be run', () => {
  for (const [index, [path, textOf]] of Object.entries(CARRIERS).entries()) {
    it(`is judged no milder in ${path} than as a command`, () => {
      const milder = payloads
        .filter((_, at) => at % Math.ceil(payloads.length / EACH) === index % Math.ceil(payloads.length / EACH))
        .flatMap(({ command, rank: own }) => {
          const after = textOf(command);
          if (after === undefined) return [];
          const verdict = judgeLine({ edit: { path, after }, expect: 'ask', why: '' });
          return rank(verdict.decision) >= own ? [] : [`${verdict.decision}: ${command}`];
        });
      assert.deepEqual(milder, []);
    }).timeout(60_000);
  }
});
