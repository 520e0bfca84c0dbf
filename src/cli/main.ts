import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Action, assertNever } from '../action/action';
import { sha256 } from '../action/digest';
import type { Disk } from '../action/situation';
import { DECISIONS } from '../policy/verdict';
import { NodeDisk } from '../run/nodeDisk';
import { answerLine, answerOf, judge } from './answers';
import { explainText } from './explainText';
import { fileOf, readLine } from './lines';
import { type CheckOptions, readOptions, USAGE, UsageError } from './options';
import { readLines } from './readLines';
import { findSurroundings, type Surroundings } from './surroundings';
import { warmUp } from './warmUp';

/** Exit status for a mistake in the call or in a line of input. */
const MISTAKE = 3;
/** Bytes of a file whose edit is judged. */
const LARGEST = 64 * 1024 * 1024;

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
  const { command, edit } = options;
  if (command === undefined && edit === undefined) return answerLines(surroundings, disk);
  const action: Action =
    edit === undefined
      ? { kind: 'command', command: command ?? '', cwd: surroundings.cwd, timeoutMs: 0, background: false }
      : editOf(fileOf(edit, surroundings.cwd), await textOf(process.stdin), disk);
  const answer = judge(action, surroundings, disk);
  console.log(
    options.isJson
      ? JSON.stringify(answerOf(answer))
      : explainText(answer, { command, isColoured: process.stdout.isTTY === true }),
  );
  return DECISIONS.indexOf(answer.verdict.decision);
}

/** A file that is to hold this text: one that exists changes, where its text can be read. */
function editOf(path: string, after: string, disk: Disk): Action {
  const before = disk.kind(path) === 'missing' ? null : disk.text(path, LARGEST);
  if (before === undefined)
    throw new UsageError(`--edit ${path} can't be read as text: it is no file, no UTF-8, or too large.`);
  return { kind: 'edit', path, before, after, beforeSha256: before === null ? null : sha256(before) };
}

async function textOf(stream: NodeJS.ReadableStream): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString('utf8');
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
