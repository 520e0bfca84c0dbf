import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Action } from '../src/action/action';
import { sha256 } from '../src/action/digest';
import { findBash } from '../src/run/bash';
import { call, text, turn } from '../test/support/messagesServer';
import { micros, millis, type Section, summarise, times } from './measure';
import { Thread } from './thread';

const tasks = 12;
const callsPerTask = 25;
const readsAlone = 2000;

const kinds = {
  nothing: () => call('no_such_tool', {}),
  read: () => call('read_file', { path: 'code.js' }),
  command: () => call('run_command', { command: 'echo hi' }),
};

/** From one request of the agent to the next, with one tool call between; kinds of calls take turns, task by task. */
export async function measureToolCalls(): Promise<readonly Section[]> {
  const thread = await Thread.start();
  try {
    thread.write('code.js', 'export const answer = 42;\n'.repeat(80));
    const starts: number[] = [];
    const gaps = { nothing: [] as number[], read: [] as number[], command: [] as number[] };
    const bare: number[] = [];
    for (let task = 0; task < tasks; task += 1) {
      for (const kind of ['nothing', 'read', 'command'] as const) {
        const replies = Array.from({ length: callsPerTask }, () => turn([kinds[kind]()]));
        const { startedAt, arrivals } = await thread.run([...replies, turn([text('Done.')])]);
        starts.push((arrivals[0] ?? Number.NaN) - startedAt);
        gaps[kind].push(...arrivals.slice(1).map((at, index) => at - (arrivals[index] ?? Number.NaN)));
      }
      for (let run = 0; run < callsPerTask; run += 1) bare.push(await bareEcho(thread));
    }
    const [firstStart = Number.NaN, ...laterStarts] = starts;
    const gate = [await gateSection(thread), digestSection(thread)];
    return [callSection(gaps, bare), ...gate, startSection(firstStart, laterStarts)];
  } finally {
    await thread.stop();
  }
}

function callSection(
  gaps: Readonly<Record<keyof typeof kinds, readonly number[]>>,
  bareSamples: readonly number[],
): Section {
  const nothing = summarise(gaps.nothing);
  const read = summarise(gaps.read);
  const command = summarise(gaps.command);
  const bare = summarise(bareSamples);
  const row = (name: string, { median, p90, p99 }: typeof bare, base: number) => [
    ...[name, millis(median), millis(p90), millis(p99)],
    ...[millis(median - base), times(median / base)],
  ];
  return {
    title: 'A tool call, from one request to the next',
    how:
      `${tasks} tasks of ${callsPerTask} calls of each kind, through agent, HTTP, gate, policy and ledger on disk, without ` +
      'a judge. The scripted server runs in the same process, so its own time is in every figure. The base is a call that ' +
      'never becomes an action; for the command, `bash -c "echo hi"` started bare.',
    head: ['', 'median', 'p90', 'p99', 'above the base', 'against the base'],
    rows: [
      row('call that is no action (base)', nothing, nothing.median),
      row('`read_file`', read, nothing.median),
      row('`bash -c "echo hi"`, bare (base)', bare, bare.median),
      row('`run_command` `echo hi`', command, bare.median),
    ],
  };
}

/** The gate alone, beside the same file read without it. */
async function gateSection(thread: Thread): Promise<Section> {
  const path = join(thread.root, 'code.js');
  const signal = new AbortController().signal;
  const gated: number[] = [];
  const direct: number[] = [];
  for (let index = 0; index < readsAlone; index += 1) {
    const started = performance.now();
    const outcome = await thread.gate.propose(
      { kind: 'readFile', path },
      { taskId: 'bench', callId: `r${index}`, signal },
    );
    gated.push((performance.now() - started) * 1000);
    if (outcome.status !== 'done') throw new Error(`A read was ${outcome.status}`);
    const before = performance.now();
    readFileSync(path, 'utf8');
    direct.push((performance.now() - before) * 1000);
  }
  const [gate, plain] = [summarise(gated), summarise(direct)];
  return {
    title: 'The gate alone',
    how: `${readsAlone} reads of a small file, each judged three times, with its lines in the ledger, beside the bare read.`,
    head: ['', 'median', 'p90', 'p99', 'against the bare read'],
    rows: [
      ['bare read', micros(plain.median), micros(plain.p90), micros(plain.p99), times(1)],
      ['through the gate', micros(gate.median), micros(gate.p90), micros(gate.p99), times(gate.median / plain.median)],
    ],
  };
}

/** One look of the gate at an action: verdict, facts and digest, with all that it reads from disk for them. */
function digestSection(thread: Thread): Section {
  const { root, gate, situation } = thread;
  const large = 'export const answer = 42;\n'.repeat(200_000);
  thread.write('large.js', large);
  thread.write('package.json', '{"scripts":{"test":"bash check.sh"}}\n');
  thread.write('check.sh', 'set -e\nnode --test\n');
  const command = (text: string): Action => ({
    ...{ kind: 'command', command: text, cwd: root, timeoutMs: 1000 },
    background: false,
  });
  const edit = (path: string, before: string): Action => ({
    ...{ kind: 'edit', path: join(root, path), before, after: `${before}export {};\n` },
    beforeSha256: sha256(before),
  });
  const small = 'export const answer = 42;\n'.repeat(80);
  const rows: readonly (readonly [string, Action, number])[] = [
    ['read a file', { kind: 'readFile', path: join(root, 'code.js') }, 2000],
    ['`echo hi`', command('echo hi'), 2000],
    ['`git status && git diff`', command('git status && git diff'), 2000],
    ['`npm test`, which runs a script of shell', command('npm test'), 1000],
    ['edit of 2 KB', edit('code.js', small), 1000],
    ['edit of 5 MB', edit('large.js', large), 30],
  ];
  return {
    title: 'One look of the gate',
    how: 'Verdict, facts and digest of one action, with the files read for them. An action is looked at three times until it acts.',
    head: ['', 'median', 'p90', 'p99'],
    rows: rows.map(([name, action, count]) => {
      const samples = Array.from({ length: count }, () => {
        const started = performance.now();
        gate.judge(action, situation);
        return (performance.now() - started) * 1000;
      });
      const { median, p90, p99 } = summarise(samples);
      return [name, micros(median), micros(p90), micros(p99)];
    }),
  };
}

function startSection(first: number, later: readonly number[]): Section {
  const { median, p90, p99 } = summarise(later);
  return {
    title: 'A task, from its start to its first request',
    how: 'From `Tasks.start` until the server has the whole request. The palette and the editor are not in it.',
    head: ['', 'median', 'p90', 'p99'],
    rows: [
      ['the first in a process', millis(first), '', ''],
      ['later ones', millis(median), millis(p90), millis(p99)],
    ],
  };
}

function bareEcho({ root, environment }: Thread): Promise<number> {
  const bash = findBash(environment, process.platform === 'win32' ? 'windows' : 'posix');
  if (bash.kind === 'missing') throw new Error(bash.why);
  return new Promise((resolve, reject) => {
    const started = performance.now();
    spawn(bash.path, ['--noprofile', '--norc', '-c', 'echo hi'], { cwd: root, env: environment })
      .once('error', reject)
      .once('close', () => resolve(performance.now() - started))
      .stdout.resume();
  });
}
