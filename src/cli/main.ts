import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { assertNever } from '../action/action';
import type { Disk } from '../action/situation';
import { DECISIONS } from '../policy/verdict';
import { NodeDisk } from '../run/nodeDisk';
import { answerLine, answerOf, judge } from './answers';
import { explainText } from './explainText';
import { readLine } from './lines';
import { type CheckOptions, readOptions, USAGE, UsageError } from './options';
import { readLines } from './readLines';
import { findSurroundings, type Surroundings } from './surroundings';
import { warmUp } from './warmUp';

/** Exit status for a mistake in the call or in a line of input. */
const MISTAKE = 3;

async function run(args: readonly string[]): Promise<number> {
  const request = readOptions(args);
  switch (request.kind) {
    case 'help':
      console.log(USAGE);
      return 0;
    case 'version':
      console.log(version());
      return 0;
    case 'check':
      return check(request.options);
    default:
      return assertNever(request);
  }
}

async function check(options: CheckOptions): Promise<number> {
  const disk = new NodeDisk();
  const surroundings = findSurroundings(options, disk);
  for (const problem of surroundings.problems) console.error(problem);
  if (options.command === undefined) return answerLines(surroundings, disk);
  const action = {
    kind: 'command',
    command: options.command,
    cwd: surroundings.cwd,
    timeoutMs: 0,
    background: false,
  } as const;
  const answer = judge(action, surroundings, disk);
  console.log(
    options.isJson
      ? JSON.stringify(answerOf(answer))
      : explainText(answer, { command: options.command, isColoured: process.stdout.isTTY === true }),
  );
  return DECISIONS.indexOf(answer.verdict.decision);
}

/** JSON Lines in, JSON Lines out, in the same order: each judged alone, against the disk as it is at that moment. */
async function answerLines(surroundings: Surroundings, disk: Disk): Promise<number> {
  warmUp(surroundings, disk);
  let status = 0;
  let number = 0;
  for await (const text of readLines(process.stdin)) {
    number += 1;
    if (text.trim() === '') continue;
    const line = readLine(text);
    if ('error' in line) status = MISTAKE;
    const answer =
      'error' in line
        ? { ...line, error: `line ${number}: ${line.error}`, line: number }
        : answerLine(line, surroundings, disk);
    if (!process.stdout.write(`${JSON.stringify(answer)}\n`)) await drained();
  }
  return status;
}

function drained(): Promise<void> {
  return new Promise((resolve) => process.stdout.once('drain', resolve));
}

/** Of the package this file lies in. */
function version(): string {
  const manifest: unknown = JSON.parse(readFileSync(join(__dirname, '..', 'package.json'), 'utf8'));
  return typeof manifest === 'object' && manifest !== null && 'version' in manifest ? String(manifest.version) : '';
}

// Whoever reads the answers may have heard enough.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(process.exitCode ?? 0);
});

run(process.argv.slice(2)).then(
  (status) => {
    process.exitCode = status;
  },
  (error: unknown) => {
    console.error(error instanceof UsageError ? `${error.message}\n\nSee chaperone --help.` : error);
    process.exitCode = MISTAKE;
  },
);
